"""People of the console: their names, what they may do where, their passphrase and second factor. No citizen is in here.

What is kept of a passphrase and a second factor is made and opened outside: a hash, and a word of the vault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import persons, recovery_codes, roles_held, signins

if TYPE_CHECKING:
    from storage.unit import Unit

ROLES = ("reader", "translator", "editor", "publisher", "administrator", "agent")


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A role that somebody holds for a ministry; ``ministry`` is empty where it is held for all of them.

    ``district`` and ``facility`` limit it to one; empty: to none.
    """

    ministry: str
    role: str
    district: str = ""
    facility: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in the console. ``passphrase`` is a hash and ``totp`` a sealed word; both may be empty."""

    id: int
    name: str
    language: str
    passphrase: str
    totp: str
    has_second_factor: bool
    is_disabled: bool
    roles: tuple[Held, ...]

    def __repr__(self) -> str:
        return f"Person(id={self.id}, name={self.name!r})"


def add(u: Unit, name: str, at_ms: int) -> int | None:
    """The id of a new person without roles; ``None`` if the name is taken."""
    new = insert(persons).values(name=name, created_at_ms=at_ms).on_conflict_do_nothing(index_elements=["name"])
    made: int | None = u.connection.execute(new.returning(persons.c.id)).scalar_one_or_none()
    return made


def find(u: Unit, name: str) -> Person | None:
    """The person of a name."""
    return next(iter(_all(u, persons.c.name == name)), None)


def get(u: Unit, person_id: int) -> Person:
    """The person with this id. Raises ``LookupError``."""
    found = _all(u, persons.c.id == person_id)
    if not found:
        raise LookupError(f"no person {person_id}")
    return found[0]


def everyone(u: Unit) -> list[Person]:
    """All of them, by name, those who may not sign in any more among them."""
    return _all(u, persons.c.id > 0)


def is_empty(u: Unit) -> bool:
    """Whether nobody was ever added."""
    return u.connection.execute(select(persons.c.id).limit(1)).one_or_none() is None


def grant(u: Unit, person_id: int, roles: Collection[Held]) -> int:
    """Give roles; returns how many of them are new."""
    rows = [_row(person_id, held) for held in sorted(roles)]
    new = [insert(roles_held).values(row).on_conflict_do_nothing().returning(roles_held.c.role) for row in rows]
    return sum(len(u.connection.execute(one).all()) for one in new)


def withdraw(u: Unit, person_id: int, roles: Collection[Held]) -> int:
    """Take roles away; returns how many of them were held."""
    rows = [_row(person_id, held) for held in sorted(roles)]
    taken = [delete(roles_held).where(*(roles_held.c[name] == value for name, value in row.items())) for row in rows]
    return sum(u.connection.execute(one).rowcount for one in taken)


def disable(u: Unit, person_id: int, at_ms: int) -> bool:
    """Let somebody sign in no more, and end every sign-in of theirs; false if that was so already."""
    allowed = update(persons).where(persons.c.id == person_id, persons.c.disabled_at_ms.is_(None))
    if not u.connection.execute(allowed.values(disabled_at_ms=at_ms)).rowcount:
        return False
    theirs = (signins.c.person_id == person_id, signins.c.ended_at_ms.is_(None))
    u.connection.execute(update(signins).where(*theirs).values(ended_at_ms=at_ms))
    return True


def enable(u: Unit, person_id: int) -> bool:
    """Let somebody sign in again; false if they could."""
    disabled = update(persons).where(persons.c.id == person_id, persons.c.disabled_at_ms.is_not(None))
    return bool(u.connection.execute(disabled.values(disabled_at_ms=None)).rowcount)


def speak(u: Unit, person_id: int, language: str) -> None:
    """The console speaks this language to them; empty: the one that their browser asks for."""
    _set(u, person_id, language=language)


def set_passphrase(u: Unit, person_id: int, hashed: str) -> None:
    """Keep the hash of a new passphrase."""
    _set(u, person_id, passphrase=hashed)


def begin_factor(u: Unit, person_id: int, sealed: str) -> None:
    """A second factor is offered; it counts for nothing until a code of it was told."""
    _set(u, person_id, totp=sealed, totp_confirmed_at_ms=None, totp_step=0)


def drop_factor(u: Unit, person_id: int) -> None:
    """They have no second factor and no recovery codes any more: the phone is lost."""
    _set(u, person_id, totp="", totp_confirmed_at_ms=None, totp_step=0)
    u.connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))


def confirm_factor(u: Unit, person_id: int, at_ms: int) -> None:
    """A code of the second factor was told: from now on it is asked for."""
    _set(u, person_id, totp_confirmed_at_ms=at_ms)


def take_step(u: Unit, person_id: int, step: int) -> bool:
    """Take the code of a step of time; false if it, or a later one, was taken before: no code works twice."""
    earlier = update(persons).where(persons.c.id == person_id, persons.c.totp_step < step)
    return bool(u.connection.execute(earlier.values(totp_step=step)).rowcount)


def keep_codes(u: Unit, person_id: int, digests: Collection[str]) -> None:
    """These are their recovery codes now, and no others."""
    u.connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
    u.connection.execute(insert(recovery_codes), [{"person_id": person_id, "sha256": digest} for digest in digests])


def take_code(u: Unit, person_id: int, digest: str, at_ms: int) -> bool:
    """Use up a recovery code; false if it is none of theirs, or used."""
    unused = (recovery_codes.c.person_id == person_id, recovery_codes.c.sha256 == digest, recovery_codes.c.used_at_ms.is_(None))
    return bool(u.connection.execute(update(recovery_codes).where(*unused).values(used_at_ms=at_ms)).rowcount)


def codes_left(u: Unit, person_id: int) -> int:
    """How many recovery codes they have not used."""
    unused = (recovery_codes.c.person_id == person_id, recovery_codes.c.used_at_ms.is_(None))
    return int(u.connection.execute(select(func.count()).select_from(recovery_codes).where(*unused)).scalar_one())


def _set(u: Unit, person_id: int, **values: object) -> None:
    u.connection.execute(update(persons).where(persons.c.id == person_id).values(**values))


def _row(person_id: int, held: Held) -> dict[str, Any]:
    row = {"ministry": held.ministry, "role": held.role, "district": held.district, "facility": held.facility}
    return {"person_id": person_id} | row


def _all(u: Unit, where: ColumnElement[bool]) -> list[Person]:
    """Two questions however many they are."""
    r = roles_held.c
    held: dict[int, list[Held]] = defaultdict(list)
    roles = (
        select(r.person_id, r.ministry, r.role, r.district, r.facility).join(persons, persons.c.id == r.person_id).where(where)
    )
    for person_id, *role in u.connection.execute(roles):
        held[person_id].append(Held(*role))
    rows = u.connection.execute(select(persons).where(where).order_by(persons.c.name))
    return [
        Person(
            row.id, row.name, row.language, row.passphrase, row.totp, row.totp_confirmed_at_ms is not None,
            row.disabled_at_ms is not None, tuple(sorted(held[row.id])),
        )
        for row in rows
    ]  # fmt: skip
