"""Which facilities are unusual, after correction for how many were looked at.

All facilities of one ministry, on all channels, and all measures judged in one evening are one family of tests, so that a
ministry without anything unusual hears of a facility in about one evening of twenty (Benjamini and Hochberg 1995).

Facilities differ a little for ever, and that is not unusual. What is ordinary between them is judged by a τ² that is not made
too small by drawing in the tails (``reports.stats.dispersion``). Measured over 200 evenings of a ministry of 60 facilities, one
seed, evenings with a false facility signal: 3.5 % where the facilities do not differ, 4.5 % where their true levels differ by
a standard deviation of 1.7 points, 10 % at 3 points. So one in twenty holds where facilities are much alike; where they differ
more, the same few far from the others come up again. The funnel that is drawn, its φ and its limits are as published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reports.night.numbers import LEAST_TO_COMPARE
from reports.stats.dispersion import BY_CHANCE, Dispersion, adjusted_z, dispersion, two_sided_p
from reports.stats.multiplicity import adjusted, two_proportions

Q = 0.05
"""The share of false findings among all that is accepted."""

Counted = tuple[int, int]
"""Positive answers, all answers."""
Measure = Literal["funnel", "change"]
Key = tuple[str, str]
"""Channel, facility."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A facility on one channel: its positive answers of 28 days, and those of the 28 days before if there are any."""

    channel: str
    facility: str
    now: Counted
    before: Counted | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The family of one evening. ``p``: adjusted p-value by channel, facility and measure; ``family``: how many there are.

    ``funnel`` is the distance from the other facilities, ``change`` that from the facility's own 28 days before.
    """

    p: Mapping[tuple[str, str, Measure], float]
    family: int
    spreads: Mapping[str, Dispersion] = field(default_factory=dict)
    """Channel -> centre and dispersion of its funnel, as it is drawn."""

    def is_unusual(self, channel: str, facility: str, measure: Measure = "funnel") -> bool:
        """Whether the adjusted p-value is at most :data:`Q`; what was not judged is not."""
        return self.p.get((channel, facility, measure), 1.0) <= Q


def judge(candidates: Sequence[Candidate]) -> Judgement:
    """Judge every facility with at least thirty answers; a change also needs thirty in the 28 days before.

    p of the funnel: two-sided, of its z adjusted for what is ordinary between facilities, per channel. p of the change: the
    pooled two-proportion z, or Fisher's exact test where an expected count is below 5.
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
        yield (c.channel, c.facility, "funnel"), two_sided_p(adjusted_z(*c.now, spreads[c.channel]))
        if c.before is not None and c.before[1] >= LEAST_TO_COMPARE:
            p = two_proportions(*c.now, *c.before)
            assert p is not None
            yield (c.channel, c.facility, "change"), p
