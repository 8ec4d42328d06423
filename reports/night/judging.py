"""Which facilities are unusual, after correction for how many were looked at.

All facilities of one ministry, on all channels, and all measures judged in one evening are one family of tests, so that a
ministry without anything unusual hears of a facility in about one evening of twenty (Benjamini and Hochberg 1995).

Facilities differ a little for ever, and that is not unusual. What is ordinary between them is a τ² that is not made too small
by drawing in the tails, and it is estimated, so its z follows Student's law (``reports.stats.dispersion``). A facility is also
held against its own weeks before, in which lasting differences cancel.

Of the judgement alone, without ledger, 30 ministries of 60 facilities were simulated over 200 evenings each, their true levels
differing for ever by a standard deviation of 0, 1.7 and 3 points; every new signal of a facility counts as false, also of one
that truly lies far out. It is announced in 4.2, 4.6 and 4.9 evenings of 100 (by the normal law and the 28 days before alone in
3.6, 4.9 and 6.3). A fall by 20 points at 30 answers a week is told within four weeks in 83, 80 and 75 of 100 (in 79, 71 and
50). The funnel that is drawn, its φ and its limits are as published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from reports.night.numbers import LEAST_TO_COMPARE
from reports.night.shape import Share, Standing
from reports.stats.dispersion import BY_CHANCE, Dispersion, adjusted_z, dispersion, freedom, student_p
from reports.stats.multiplicity import adjusted, two_angles

Q = 0.05
"""The share of false findings among all that is accepted."""

Counted = tuple[int, int]
"""Positive answers, all answers."""
Measure = Literal["funnel", "change"]
Key = tuple[str, str]
"""Channel, facility."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A facility on one channel: its positive answers of 28 days, and those of its weeks :func:`before` if there are any."""

    channel: str
    facility: str
    now: Counted
    before: Counted | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The family of one evening. ``p``: adjusted p-value by channel, facility and measure; ``family``: how many there are.

    ``funnel`` is the distance from the other facilities, ``change`` that from the facility's own weeks before.
    """

    p: Mapping[tuple[str, str, Measure], float]
    family: int
    spreads: Mapping[str, Dispersion] = field(default_factory=dict)
    """Channel -> centre and dispersion of its funnel, as it is drawn."""

    def is_unusual(self, channel: str, facility: str, measure: Measure = "funnel") -> bool:
        """Whether the adjusted p-value is at most :data:`Q`; what was not judged is not."""
        return self.p.get((channel, facility, measure), 1.0) <= Q


def judge(candidates: Sequence[Candidate]) -> Judgement:
    """Judge every facility with at least thirty answers; a change also needs thirty in the weeks before.

    p of the funnel: two-sided, of its z adjusted for what is ordinary between facilities, per channel, by Student's law. p of
    the change: the z of the two angles, or Fisher's exact test where an expected count is below 5.
    """
    judged = [c for c in candidates if c.now[1] >= LEAST_TO_COMPARE]
    tests = list(_tests(judged, _spreads(judged, BY_CHANCE)))
    values = adjusted([p for *_, p in tests])
    return Judgement({key: p for (key, _), p in zip(tests, values, strict=True)}, len(tests), _spreads(judged))


def _spreads(judged: Sequence[Candidate], by_chance: float = 1.0) -> dict[str, Dispersion]:
    channels = sorted({c.channel for c in judged})
    found = {channel: dispersion([c.now for c in judged if c.channel == channel], by_chance) for channel in channels}
    return {channel: spread for channel, spread in found.items() if spread is not None}


def _tests(judged: Sequence[Candidate], spreads: Mapping[str, Dispersion]) -> Iterator[tuple[tuple[str, str, Measure], float]]:
    for c in judged:
        yield (c.channel, c.facility, "funnel"), _funnel(c.now, spreads[c.channel])
        if c.before is not None and c.before[1] >= LEAST_TO_COMPARE:
            p = two_angles(*c.now, *c.before)
            assert p is not None
            yield (c.channel, c.facility, "change"), p


def _funnel(now: Counted, spread: Dispersion) -> float:
    return student_p(adjusted_z(*now, spread), freedom(now[1], spread))


def before(standing: Standing) -> Counted | None:
    """The released closed weeks that a report shows before a standing's window, added up; ``None`` if there are none.

    Up to 22 weeks: a fall by 20 points at 30 answers a week lies 4.5 standard errors from them, 3.4 from 28 days. A week of
    fewer than ten answers is told of nobody and not among them, nor one before a person drew new limits.
    """
    if standing.trend is None:
        return None
    begun = max((mark.day for mark in standing.trend.marks if mark.kind == "rebase"), default=date.min)
    until = standing.window.first - timedelta(days=6)
    weeks = [point.share for point in standing.trend.points if point.closed and begun <= point.monday < until]
    told = [counted for week in weeks if (counted := counted_in(week)) is not None]
    return (sum(x for x, _ in told), sum(n for _, n in told)) if told else None


def counted_in(share: Share) -> Counted | None:
    """Positive answers and all answers: the share of a released base gives its count back."""
    return None if share.value is None or share.n is None else (round(share.value * share.n), share.n)
