"""A simulated conversation as the tables hold it: what is filed of it by the same rules as everybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flows.model import Flow
from flows.state import Answer
from gateway.config_sections import Ministry
from gateway.conversing import filing
from gateway.nights import nightfall
from gateway.remarks.danger import own_words
from gateway.remarks.owned import codebook, names
from gateway.traffic.talks import Talk
from gateway.wiring import Gateway
from reports.quality import Pace, speeding, straight_lining
from reports.text.themes import is_dangerous

CLOCK_MS = 5_000
"""How long after its time a conversation is closed: the clock looks every few seconds."""


@dataclass(frozen=True, slots=True)
class Told:
    """A response that was queued and filed in its own time."""

    local_day: date
    desk_day: date
    left_at: str
    queued_at_ms: int
    filed_at_ms: int
    answers: tuple[Answer, ...]
    speeding: bool
    straight_lining: bool
    dangerous: bool


def told(gateway: Gateway, talk: Talk, ministry: Ministry) -> Told | None:
    """What is filed of a conversation; ``None`` while it is open."""
    ended_at_ms, state, flow = talk.ended_at_ms, talk.state, talk.asked.flow
    if ended_at_ms is None or state.ended not in filing.COUNTED:
        return None
    day = filing.local_day(flow, state, ministry.time_zone, ended_at_ms)
    queued_at_ms = ended_at_ms if talk.steps[-1].said is not None else ended_at_ms + CLOCK_MS
    listed = names(gateway.settings)
    return Told(
        local_day=day,
        desk_day=nightfall.desk_day(ministry, day, queued_at_ms),
        left_at=_left_at(talk),
        queued_at_ms=queued_at_ms,
        filed_at_ms=queued_at_ms + 1_000,
        answers=tuple(filing.redacted(flow, answer, listed) for answer in state.answers),
        speeding=speeding(talk.channel, _paces(talk)),
        straight_lining=straight_lining(flow, state.answers),
        dangerous=any(_is_dangerous(gateway, flow, answer) for answer in state.answers),
    )


def _is_dangerous(gateway: Gateway, flow: Flow, answer: Answer) -> bool:
    book, listed = codebook(gateway.settings), names(gateway.settings)
    return own_words(flow, answer) and is_dangerous(book, answer.language, answer.raw, listed)


def _left_at(talk: Talk) -> str:
    if talk.state.ended == "finished":
        return ""
    return next((step.state.open for step in reversed(talk.steps) if step.state.open), "")


def _paces(talk: Talk) -> Iterator[Pace]:
    for before, after in pairwise(talk.steps):
        if len(after.state.answers) > len(before.state.answers) and after.said is not None and before.reply is not None:
            yield Pace(before.reply.removeprefix("CON "), after.at_ms - before.at_ms)
