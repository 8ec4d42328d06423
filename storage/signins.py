"""Sign-ins of the console and the one-time links that lead to the first one. Only digests of what people hold are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, insert, select, update

from storage.tables import one_time_links, persons, signins

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Signin:
    """A sign-in that goes on. ``second_factor`` says whether it was given too."""

    id: int
    person_id: int
    second_factor: bool
    begun_at_ms: int
    seen_at_ms: int


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link that nobody has used. ``person_id`` is ``None`` where it makes the first person."""

    person_id: int | None
    expires_at_ms: int


def begin(u: Unit, person_id: int, digest: str, *, second_factor: bool, at_ms: int) -> None:
    """Somebody is signed in from now on; ``digest`` is that of what their browser holds."""
    row = {"person_id": person_id, "sha256": digest, "second_factor": second_factor, "begun_at_ms": at_ms, "seen_at_ms": at_ms}
    u.connection.execute(insert(signins).values(row))


def find(u: Unit, digest: str) -> Signin | None:
    """The sign-in of a digest, of somebody who may still sign in, unless it has ended; its age is for others to judge."""
    s = signins.c
    going_on = (s.sha256 == digest, s.ended_at_ms.is_(None), persons.c.disabled_at_ms.is_(None))
    chosen = select(s.id, s.person_id, s.second_factor, s.begun_at_ms, s.seen_at_ms)
    row = u.connection.execute(chosen.join(persons, persons.c.id == s.person_id).where(*going_on)).one_or_none()
    return None if row is None else Signin(*row)


def see(u: Unit, signin_id: int, at_ms: int) -> None:
    """They have just asked for something."""
    u.connection.execute(update(signins).where(signins.c.id == signin_id).values(seen_at_ms=at_ms))


def end(u: Unit, signin_id: int, at_ms: int) -> bool:
    """End one sign-in; false if it had ended."""
    going_on = (signins.c.id == signin_id, signins.c.ended_at_ms.is_(None))
    return bool(u.connection.execute(update(signins).where(*going_on).values(ended_at_ms=at_ms)).rowcount)


def end_all(u: Unit, person_id: int, at_ms: int) -> int:
    """End every sign-in of a person; returns how many went on."""
    going_on = (signins.c.person_id == person_id, signins.c.ended_at_ms.is_(None))
    return u.connection.execute(update(signins).where(*going_on).values(ended_at_ms=at_ms)).rowcount


def end_others(u: Unit, person_id: int, signin_id: int, at_ms: int) -> int:
    """End every sign-in of a person but one; returns how many went on."""
    others = (signins.c.person_id == person_id, signins.c.id != signin_id, signins.c.ended_at_ms.is_(None))
    return u.connection.execute(update(signins).where(*others).values(ended_at_ms=at_ms)).rowcount


def forget(u: Unit, before_ms: int) -> int:
    """Let go of sign-ins that began before an instant; returns how many."""
    return u.connection.execute(delete(signins).where(signins.c.begun_at_ms < before_ms)).rowcount


def offer_link(u: Unit, digest: str, person_id: int | None, expires_at_ms: int) -> None:
    """Keep a one-time link; earlier ones of the same person, or of nobody, lead nowhere any more."""
    u.connection.execute(delete(one_time_links).where(_of(person_id), one_time_links.c.used_at_ms.is_(None)))
    u.connection.execute(insert(one_time_links).values(sha256=digest, person_id=person_id, expires_at_ms=expires_at_ms))


def link(u: Unit, digest: str, at_ms: int) -> Link | None:
    """What a link leads to; ``None`` if it never was, was used, or is too old."""
    c = one_time_links.c
    usable = (c.sha256 == digest, c.used_at_ms.is_(None), c.expires_at_ms > at_ms)
    row = u.connection.execute(select(c.person_id, c.expires_at_ms).where(*usable)).one_or_none()
    return None if row is None else Link(*row)


def use_link(u: Unit, digest: str, at_ms: int) -> bool:
    """Use a link up; of two who try at once one is told so."""
    c = one_time_links.c
    usable = (c.sha256 == digest, c.used_at_ms.is_(None), c.expires_at_ms > at_ms)
    return bool(u.connection.execute(update(one_time_links).where(*usable).values(used_at_ms=at_ms)).rowcount)


def withdraw_links(u: Unit, person_id: int) -> int:
    """Let the unused links of a person lead nowhere; returns how many there were."""
    theirs = (_of(person_id), one_time_links.c.used_at_ms.is_(None))
    return u.connection.execute(delete(one_time_links).where(*theirs)).rowcount


def _of(person_id: int | None) -> ColumnElement[bool]:
    c = one_time_links.c.person_id
    return c.is_(None) if person_id is None else c == person_id
