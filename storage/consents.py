"""What people agreed to, refused and took back: every row stays as it was written, with the words they had before them."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import consents, wordings
from storage.unit import Overtaken, Unit

TAKE_PART = "take part"
TEXTS = "texts"
"""To be texted at all: withdrawn by STOP, given again by START."""

By = Literal["ussd", "sms", "call", "office", "aggregator"]


@dataclass(frozen=True, slots=True)
class Consent:
    """One thing somebody said yes or no to. Of ``texts`` the ministry and the survey are empty: it holds for all of them."""

    contact_id: int | None
    """``None`` once they are forgotten."""
    purpose: str
    """``take part``, ``texts``, or what a consent question asks for: ``call back``, ``quote my words``, ``later surveys``."""
    given: bool
    channel: str
    at_ms: int
    offset_minutes: int
    """Of the survey's zone then: the time on the person's wall."""
    language: str = ""
    wording: str | None = None
    """The screen they answered, byte for byte; ``None`` where they spoke first, or where it named somebody who is forgotten."""
    session_id: int | None = None
    version_id: int | None = None
    ministry: str = ""
    survey: str = ""


def record(u: Unit, consent: Consent) -> None:
    """Add what somebody said. What it takes back stays in the history."""
    row = asdict(consent)
    wording = row.pop("wording")
    row["wording_sha256"] = None if wording is None else _kept(u, wording)
    u.connection.execute(consents.insert().values(**row))


def history(u: Unit, contact_id: int) -> list[Consent]:
    """All that somebody ever said, in that order."""
    return _found(u, consents.c.contact_id == contact_id)


def of_session(u: Unit, session_id: int) -> list[Consent]:
    """All that was said in one conversation, also by somebody who is forgotten."""
    return _found(u, consents.c.session_id == session_id)


def standing(u: Unit, contact_id: int) -> list[Consent]:
    """What holds now: the last word on each purpose, for each survey."""
    last = {(each.purpose, each.ministry, each.survey): each for each in history(u, contact_id)}
    return sorted(last.values(), key=lambda each: each.at_ms)


def _kept(u: Unit, wording: str) -> str:
    """The SHA-256 by which a wording is found again."""
    sha256 = hashlib.sha256(wording.encode()).hexdigest()
    new = insert(wordings).values(sha256=sha256, text=wording).on_conflict_do_nothing().returning(wordings.c.sha256)
    if u.connection.execute(new).scalar_one_or_none() is None:
        there = select(wordings.c.sha256).where(wordings.c.sha256 == sha256).with_for_update(read=True, key_share=True)
        if u.connection.execute(there).scalar_one_or_none() is None:
            raise Overtaken("wordings: taken away meanwhile")
    return sha256


def _found(u: Unit, whose: ColumnElement[bool]) -> list[Consent]:
    c = consents.c
    fields = [wordings.c.text.label("wording") if name == "wording" else c[name] for name in Consent.__dataclass_fields__]
    joined = consents.outerjoin(wordings, wordings.c.sha256 == c.wording_sha256)
    rows = u.connection.execute(select(*fields).select_from(joined).where(whose).order_by(c.id))
    return [Consent(*row) for row in rows]
