"""Answers to be careful with: given too fast to have been read, or the same throughout. Flags never delete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from flows.model import Flow, Rating
from flows.state import Answer
from reports.figures import DONT_KNOW

READING_MS_PER_WORD = 300
"""A prompt of n words takes at least n times this to read (Zhang and Conrad 2014)."""
FASTEST_TEXT_MS = 2000
"""A text message answered sooner was not read; the gateway's times are a lower bound, so nothing slower is doubted."""
LEAST_RATINGS = 3
"""Two equal ratings say nothing."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a person took from our prompt to their answer, in milliseconds."""

    prompt: str
    took_ms: int


def speeding(channel: str, paces: Iterable[Pace]) -> bool:
    """Whether at least half of a conversation's answers came faster than their prompts can be read."""
    fast = [pace.took_ms < _least_ms(channel, pace.prompt) for pace in paces]
    return bool(fast) and 2 * sum(fast) >= len(fast)


def _least_ms(channel: str, prompt: str) -> int:
    return FASTEST_TEXT_MS if channel == "sms" else READING_MS_PER_WORD * len(prompt.split())


def straight_lining(flow: Flow, answers: Iterable[Answer]) -> bool:
    """Whether all ratings on one scale are the same value, three of them or more (simple non-differentiation)."""
    by_scale: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for answer in answers:
        kind = flow.question(answer.question).kind if answer.question in flow.by_name else None
        if isinstance(kind, Rating) and answer.state == "answered" and answer.value not in (None, DONT_KNOW):
            by_scale[kind.low, kind.high].append(str(answer.value))
    return any(len(values) >= LEAST_RATINGS and len(set(values)) == 1 for values in by_scale.values())
