"""Keys by what can be known of them without them, and everything that is sealed: counted by key, and sealed anew.

A number is sealed in ``contacts``; one that was given as an answer is a word ``keyid:base64`` in ``answers.value`` and in the
states of its conversation's turns; the secret of a second factor is such a word in ``people.totp``.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.contacts import Unsealable, Vault
from storage.tables import answers, contacts, keys, persons, sessions, turns

if TYPE_CHECKING:
    from storage.unit import Unit

_FINGERPRINT = b"citizen-feedback-gateway fingerprint"


def fingerprint(key: bytes) -> str:
    """16 signs by which a key is known again; they say nothing about it."""
    return hmac.digest(key, _FINGERPRINT, hashlib.sha256).hex()[:16]


def marks(c: Connection) -> dict[str, str]:
    """The name of every key that was ever used here -> its fingerprint."""
    return {name: mark for name, mark in c.execute(select(keys.c.key_id, keys.c.fingerprint))}


def mark(u: Unit, name: str, its_fingerprint: str, at_ms: int) -> str:
    """Keep a key's fingerprint if none is kept under this name; returns the one that is kept."""
    new = insert(keys).values(key_id=name, fingerprint=its_fingerprint, first_seen_at_ms=at_ms)
    u.connection.execute(new.on_conflict_do_nothing(index_elements=["key_id"]))
    kept: str = u.connection.execute(select(keys.c.fingerprint).where(keys.c.key_id == name)).scalar_one()
    return kept


def unmark(u: Unit, name: str) -> None:
    """A key is not needed here any more."""
    u.connection.execute(delete(keys).where(keys.c.key_id == name))


def opens_newest(c: Connection, vault: Vault) -> bool:
    """Whether the vault opens the newest number that is kept and finds it again; true where there is none."""
    newest = select(contacts).where(contacts.c.key_id != "").order_by(contacts.c.id.desc()).limit(1)
    row = c.execute(newest).one_or_none()
    if row is None:
        return True
    index = bytes(row.number_index)
    try:
        return hmac.compare_digest(vault.index(vault.open(row.key_id, bytes(row.number_sealed), index)), index)
    except Unsealable:
        return False


def ids_in_contacts(c: Connection) -> list[str]:
    """The ids of all keys under which a contact is sealed, from one look into the index for each."""
    found: list[str] = []
    while (following := c.execute(_id_after(found[-1] if found else "")).scalar_one_or_none()) is not None:
        found.append(following)
    return found


def _id_after(key_id: str) -> Any:
    return select(func.min(contacts.c.key_id)).where(contacts.c.key_id > key_id)


def contacts_by_key(c: Connection) -> dict[str, int]:
    """Key id -> how many contacts are sealed under it."""
    counted = select(contacts.c.key_id, func.count()).where(contacts.c.key_id != "").group_by(contacts.c.key_id)
    return {key_id: n for key_id, n in c.execute(counted)}


def reseal_contacts(u: Unit, vault: Vault, old: Collection[str], limit: int) -> int:
    """Seal up to ``limit`` contacts anew that are sealed under one of the ``old`` keys; returns how many.

    Those that somebody else is working on are left for the next time. Raises ``Unsealable``.
    """
    c = contacts.c
    chosen = select(c.id, c.key_id, c.number_sealed, c.number_index).where(c.key_id.in_(old)).limit(limit)
    rows = u.connection.execute(chosen.with_for_update(key_share=True, skip_locked=True)).all()
    for row in rows:
        number = vault.open(row.key_id, bytes(row.number_sealed), bytes(row.number_index))
        sealed = {"number_sealed": vault.seal(number), "key_id": vault.current_key}
        u.connection.execute(update(contacts).where(c.id == row.id).values(sealed))
    return len(rows)


def factors_by_key(c: Connection) -> dict[str, int]:
    """Key id -> how many second factors of people of the console are sealed under it."""
    words = c.execute(select(persons.c.totp).where(persons.c.totp != "")).scalars()
    return dict(Counter(word.rpartition(":")[0] for word in words))


def reseal_factors(u: Unit, vault: Vault, old: Collection[str]) -> int:
    """Seal every second factor anew that is sealed under one of the ``old`` keys; returns how many. Raises ``Unsealable``."""
    p = persons.c
    rows = u.connection.execute(select(p.id, p.totp).where(_begins_with_one_of(p.totp, "", old)).with_for_update()).all()
    for row in rows:
        fresh = vault.seal_secret(vault.open_secret(row.totp, row.id), row.id)
        u.connection.execute(update(persons).where(p.id == row.id).values(totp=fresh))
    return len(rows)


def last_session(c: Connection) -> int:
    """The highest id of a conversation; 0 before the first."""
    return int(c.execute(select(func.max(sessions.c.id))).scalar_one_or_none() or 0)


@dataclass(frozen=True, slots=True)
class Held:
    """A row that holds words sealed under some keys: which one, its text, and whose words they are."""

    row: Mapping[str, object]
    """Its primary key, by column."""
    in_answers: bool
    text: str
    contact_id: int


def holding(c: Connection, ids: Collection[str], after: int, last: int) -> list[Held]:
    """Answers and turns of the conversations above ``after`` up to ``last`` that hold words sealed under these keys."""
    return [*_answers(c, ids, after, last), *_turns(c, ids, after, last)]


def _answers(c: Connection, ids: Collection[str], after: int, last: int) -> Iterator[Held]:
    a, key = answers.c, tuple(answers.primary_key)
    theirs = and_(a.session_id > after, a.session_id <= last, _begins_with_one_of(a.value, "", ids))
    found = select(*key, a.value, sessions.c.contact_id).join(sessions, sessions.c.id == a.session_id).where(theirs)
    for row in c.execute(found):
        if _words_of(ids).search(f'"{row.value}"'):
            yield Held({column.name: row[n] for n, column in enumerate(key)}, True, row.value, row.contact_id)


def _turns(c: Connection, ids: Collection[str], after: int, last: int) -> Iterator[Held]:
    t = turns.c
    theirs = and_(t.session_id > after, t.session_id <= last, _begins_with_one_of(t.state, '%"', ids))
    found = (
        select(t.session_id, t.n, t.state, sessions.c.contact_id).join(sessions, sessions.c.id == t.session_id).where(theirs)
    )
    for row in c.execute(found):
        if _words_of(ids).search(row.state):
            yield Held({"session_id": row.session_id, "n": row.n}, False, row.state, row.contact_id)


def _begins_with_one_of(column: ColumnElement[Any], before: str, ids: Collection[str]) -> ColumnElement[bool]:
    return or_(*(column.like(f"{before}{key_id}:%") for key_id in ids))


def _words_of(ids: Collection[str]) -> re.Pattern[str]:
    """A sealed word as it stands in the JSON of a state, in quotes."""
    return re.compile(rf'"((?:{"|".join(ids)}):[A-Za-z0-9_=-]{{40,}})"')


def words_in(text: str, ids: Collection[str]) -> list[str]:
    """The words of a state that look as if they were sealed under one of these keys."""
    return _words_of(ids).findall(text)


def reseal(u: Unit, vault: Vault, old: Collection[str], held: Held) -> int:
    """Seal the words of one row anew; returns how many, 0 if the row has changed meanwhile or they were nobody's number."""
    table, column = (answers, answers.c.value) if held.in_answers else (turns, turns.c.state)
    fresh, count = _resealed(vault, old, held)
    if not count:
        return 0
    same = [table.c[name] == value for name, value in held.row.items()]
    changed = update(table).where(*same, column == held.text).values({column.name: fresh})
    return count if u.connection.execute(changed).rowcount else 0


def _resealed(vault: Vault, old: Collection[str], held: Held) -> tuple[str, int]:
    text, count = f'"{held.text}"' if held.in_answers else held.text, 0
    for word in dict.fromkeys(words_in(text, old)):
        try:
            number = vault.open_answer(word, held.contact_id)
        except Unsealable:  # somebody typed what only looks like one, or its person was forgotten
            continue
        text = text.replace(f'"{word}"', f'"{vault.seal_answer(number, held.contact_id)}"')
        count += 1
    return (text[1:-1] if held.in_answers else text), count


def opens(vault: Vault, ids: Collection[str], held: Held) -> bool:
    """Whether a row holds a number that one of these keys opens."""
    return bool(_resealed(vault, ids, held)[1])
