"""Builders: a vault, a published survey, a person in the middle of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from storage import contacts, sessions, versions
from storage.contacts import Vault
from storage.unit import Unit, unit

NUMBER = "+26658123456"
MORNING_MS = 1_795_593_600_000  # 2026-11-25 08:00 UTC
SURVEY = "lesotho-clinic-visit"

VAULT = Vault({"first": bytes(range(32))}, "first", b"i" * 32)


@dataclass(frozen=True, slots=True)
class Begun:
    """Somebody who has dialled and sees the first screen."""

    contact_id: int
    version_id: int
    session_id: int
    call_id: int


def dialled(engine: Engine, number: str = NUMBER, provider_id: str = "ATUid_1", at_ms: int = MORNING_MS) -> Begun:
    """A person's first hop, stored as production stores it."""
    with unit(engine) as u:
        contact_id = contacts.contact_of(u, VAULT, number, at_ms).id
        version_id = published(u)
        session_id = begin(u, contact_id, version_id, at_ms=at_ms)
        call_id = sessions.open_call(
            u, channel="main", provider_id=provider_id, binding=b"bound", contact_id=contact_id, session_id=session_id,
            network_code="65101", at_ms=at_ms,
        )  # fmt: skip
        turn(u, session_id, 1, call_id=call_id, at_ms=at_ms, said=None, heard="")
        u.commit()
    return Begun(contact_id, version_id, session_id, call_id)


def published(u: Unit, survey: str = SURVEY, text: str = "survey: clinic") -> int:
    """The id of the survey's newest version, published if its text is new."""
    new = versions.publish(u, survey=survey, ministry="health", text=text, by="test", at_ms=MORNING_MS)
    return new.id if new else next(v.id for v in versions.newest(u) if v.survey == survey)


def begin(
    u: Unit, contact_id: int, version_id: int, *, survey: str = SURVEY, channel: str = "ussd", at_ms: int = MORNING_MS
) -> int:
    """A new session without a turn."""
    return sessions.begin(
        u, contact_id=contact_id, ministry="health", survey=survey, version_id=version_id, channel=channel, code="*120*45#",
        at_ms=at_ms, due_at_ms=at_ms + 3_600_000,
    )  # fmt: skip


def turn(
    u: Unit, session_id: int, n: int, *, call_id: int | None = None, at_ms: int = MORNING_MS, said: str | None = "1",
    heard: str | None = "1",
) -> None:  # fmt: skip
    """Turn ``n`` of a session, its state and reply telling which one it is."""
    sessions.append_turn(
        u.connection, session_id, n, call_id=call_id, at_ms=at_ms, heard=heard, said=said, state=f"state {n}", reply=f"CON {n}"
    )
