"""Quotations: nobody's words are printed unless they may be and a named person released them.

They may be where the person said yes to having them quoted and has not taken it back; or where the survey does not ask for
that and its author declared the question not private. Danger, phones of the house and people who are forgotten are out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flows.model import Consent, Flow, Text
from gateway.remarks.owned import names
from gateway.wiring import Gateway
from reports.night.shape import Quotation
from reports.text.redaction import redact
from storage import audit, consents, quotations, remarks
from storage.remarks import Spoken

if TYPE_CHECKING:
    from storage.unit import Unit

PURPOSE = "quote my words"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that a person may release. ``id`` names conversation and question: ``1234.comment``."""

    id: str
    survey: str
    day: date
    language: str
    words: str


def written(u: Unit, gateway: Gateway, ministry: str, first: date, last: date) -> dict[tuple[int, str], Flow]:
    """Version and question wherever people could write freely in the responses of a window."""
    flows = {id: gateway.published.by_id(u, id) for id in remarks.versions(u, ministry, first, last)}
    return {(id, q.name): flow for id, flow in flows.items() for q in flow.questions if isinstance(q.kind, Text)}


def candidates(u: Unit, gateway: Gateway, ministry: str, first: date, last: date) -> list[Candidate]:
    """What may be released of the reports of ``first`` to ``last``, redacted again, by conversation and question."""
    flows, listed = written(u, gateway, ministry, first, last), names(gateway.settings)
    return [
        Candidate(
            f"{each.session_id}.{each.question}",
            each.remark.survey,
            each.remark.local_day,
            each.remark.language,
            redact(each.remark.words, listed),
        )
        for each in remarks.spoken(u, ministry, first, last, flows)
        if _may_be_quoted(u, flows[each.version_id, each.question], each)
    ]


def _may_be_quoted(u: Unit, flow: Flow, said: Spoken) -> bool:
    if said.contact_id is None:
        return False
    if any(isinstance(q.kind, Consent) and q.kind.purpose == PURPOSE for q in flow.questions):
        return _agreed(u, said)
    return not flow.question(said.question).private


def _agreed(u: Unit, said: Spoken) -> bool:
    """Whether the person said yes in that conversation, and no word since took it back."""
    assert said.contact_id is not None
    told = [c for c in consents.history(u, said.contact_id) if c.purpose == PURPOSE and c.survey in ("", said.remark.survey)]
    return bool(told) and told[-1].given and any(c.given for c in told if c.session_id == said.session_id)


def release(u: Unit, gateway: Gateway, ministry: str, candidate: Candidate, by: str) -> int | None:
    """Release a candidate in somebody's name; gives the quotation's id, ``None`` where it is released already."""
    at_ms = gateway.now_ms()
    quotation = Quotation(candidate.words, candidate.language, by, candidate.day)
    id = quotations.release(u, ministry, candidate.survey, quotation, at_ms)
    if id is not None:
        _note(u, "quotation released", ministry, id, by, at_ms)
    return id


def withdraw(u: Unit, gateway: Gateway, ministry: str, id: int, by: str) -> bool:
    """Print a quotation no more; false where it is not released."""
    at_ms = gateway.now_ms()
    if not quotations.withdraw(u, ministry, id, at_ms):
        return False
    _note(u, "quotation withdrawn", ministry, id, by, at_ms)
    return True


def _note(u: Unit, action: str, ministry: str, id: int, by: str, at_ms: int) -> None:
    """Never the words: no erasure reaches the audit."""
    audit.append(u, actor=by, action=action, subject=ministry, at_ms=at_ms, detail={"quotation": id})
