"""All ways through a survey, really gone on the production engine, in one summary."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from flows.measure import Budgets
from flows.model import Channel, Flow
from flows.state import Moment
from flows.talking.plain_phones import PLAIN_PHONES
from flows.talking.rehearsal import REFERENCE
from flows.walking.paths import is_over_budget, units, ways_gone
from flows.walking.steps import Pace
from gateway.cli.all_paths import MOST_WAYS


@dataclass(frozen=True, slots=True)
class Walked:
    """All ways of a channel: how many, whether that is all, questions from and to, and the longest screen."""

    channel: Channel
    ways: int
    all_of_them: bool
    fewest: int
    most: int
    longest: str
    longest_units: int
    seconds: int
    over: tuple[str, ...]
    unseen: tuple[str, ...]
    """Questions that no way comes to."""


def walk(flow: Flow, channel: Channel, at_ms: int, budgets: Budgets, pace: Pace) -> Walked:
    """Goes every way of a channel that conditions and jumps tell apart, on the production engine."""
    found = ways_gone(flow, channel, Moment(at_ms, REFERENCE, PLAIN_PHONES), budgets, pace=pace)
    ways = list(islice(found, MOST_WAYS))
    screens = tuple(dict.fromkeys(screen for way in ways for screen in way.screens))
    longest = max(screens, key=lambda screen: units(screen, channel), default="")
    asked = {name for way in ways for name, _ in way.answers}
    return Walked(
        channel,
        len(ways),
        next(found, None) is None,
        min((way.asked for way in ways), default=0),
        max((way.asked for way in ways), default=0),
        longest,
        units(longest, channel),
        max((way.seconds for way in ways), default=0),
        tuple(screen for screen in screens if is_over_budget(screen, channel, budgets)),
        tuple(question.name for question in flow.questions if question.name not in asked),
    )
