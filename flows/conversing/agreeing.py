"""What somebody agrees to, or refuses, by one turn of a conversation: to take part, and what a consent question asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.model import Consent, Flow
from flows.state import WELCOME, Answer, State

TAKE_PART = "take part"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A yes or a no to one purpose."""

    purpose: str
    given: bool


def may_agree(flow: Flow, before: State) -> bool:
    """True if the next thing heard can be a yes or a no to more than a question, or take one back."""
    if before.open == WELCOME:
        return True
    if before.open not in flow.by_name:
        return False
    last = before.answers[-1].question if before.answers else ""
    return any(isinstance(_kind(flow, name), Consent) for name in (before.open, last))


def agreements(flow: Flow, before: State | None, after: State) -> Iterator[Agreement]:
    """What was said yes or no to between two states of a conversation; ``before`` is ``None`` where it has just begun.

    A yes that is taken back by *Back* is a no until the question is answered again.
    """
    answered = {(answer.question, answer.answered_at_ms) for answer in (before.answers if before else ())}
    new = [answer for answer in after.answers if (answer.question, answer.answered_at_ms) not in answered]
    if before is None or before.open == WELCOME:
        if after.ended == "refused":
            yield Agreement(TAKE_PART, given=False)
        elif (after.open not in ("", WELCOME)) or after.ended == "finished" or new:
            yield Agreement(TAKE_PART, given=True)
    counted = {answer.question for answer in after.answers}
    for answer in after.replaced[len(before.replaced) if before else 0 :]:
        purpose = _purpose(flow, answer)
        if purpose and answer.value == "yes" and answer.question not in counted:
            yield Agreement(purpose, given=False)
    for answer in new:
        if purpose := _purpose(flow, answer):
            yield Agreement(purpose, given=answer.state == "answered" and answer.value == "yes")


def _purpose(flow: Flow, answer: Answer) -> str:
    """What a consent question asked this person for; empty for every other question, and for what a visit list answered."""
    kind = _kind(flow, answer.question)
    return kind.purpose if isinstance(kind, Consent) and answer.how == "person" else ""


def _kind(flow: Flow, question: str) -> object:
    at = flow.by_name.get(question)
    return None if at is None else flow.questions[at].kind
