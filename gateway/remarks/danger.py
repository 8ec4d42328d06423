"""Words of danger: marked when they are filed, told to a person at once, read by nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.model import Flow, Text
from flows.state import Answer
from gateway.remarks.owned import codebook, names
from gateway.wiring import Gateway
from reports.text.themes import is_dangerous
from storage import alerts, audit, dangers

if TYPE_CHECKING:
    from storage.unit import Unit

ALERT = "danger"


def watch(u: Unit, gateway: Gateway, ministry: str, session_id: int, flow: Flow, answers: Iterable[Answer]) -> bool:
    """Mark a response that tells of danger and raise an alert about its ministry, once; says whether it is dangerous.

    Only own words are looked at: those of text questions, and what was no answer to the others. Called where it is filed, in
    that unit.
    """
    book, listed = codebook(gateway.settings), names(gateway.settings)
    found = any(is_dangerous(book, answer.language, answer.raw, listed) for answer in answers if own_words(flow, answer))
    if found and dangers.mark(u, session_id):
        alerts.sound(u, ALERT, ministry, f"Somebody wrote of danger. Read it: gateway danger {ministry}", gateway.now_ms())
    return found


def own_words(flow: Flow, answer: Answer) -> bool:
    """Whether what was typed is the person's own words, and no choice among ours."""
    asked = flow.question(answer.question) if answer.question in flow.by_name else None
    return bool(answer.raw) and (asked is None or isinstance(asked.kind, Text) or answer.state != "answered")


def read(u: Unit, gateway: Gateway, ministry: str, by: str) -> list[dangers.Danger]:
    """What nobody has looked at yet; that somebody reads it stands in the audit."""
    found = dangers.unseen(u, ministry)
    if found:
        detail = {"responses": len(found)}
        audit.append(u, actor=by, action="danger read", subject=ministry, at_ms=gateway.now_ms(), detail=detail)
    return found


def seen(u: Unit, gateway: Gateway, ministry: str, session_id: int, by: str) -> bool:
    """Note that somebody looked at one; after the last one the alert is cleared. False where there was none to look at."""
    at_ms = gateway.now_ms()
    if not dangers.see(u, ministry, session_id, at_ms):
        return False
    audit.append(u, actor=by, action="danger seen", subject=ministry, at_ms=at_ms, detail={"response": session_id})
    if not dangers.unseen(u, ministry):
        alerts.clear(u, ALERT, ministry, at_ms)
    return True
