"""The headline of a group of people: positive, neutral, negative, score, and what of them must be hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from reports.figures import DONT_KNOW
from reports.ledger.book import Cell
from reports.night.numbers import count, score, share, untold
from reports.night.setting import HEADLINE, Night
from reports.night.shape import Count, Level, Share, Window
from reports.sides import side
from reports.suppress import CELL, LEAST_CELL, SECONDARY, hide_options, too_small, too_small_a_cell

SUMMED = (("positive",), ("negative",), ("neutral",), ("neutral", DONT_KNOW), ("negative", "neutral", DONT_KNOW))
"""Sides of the scale whose sums are printed, or are what is left of the base beside them."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Headline answers of a group in a window, by value: places on the scale (``0/4``), and ``dont_know``."""

    values: Mapping[str, int]

    @property
    def n(self) -> int:
        return sum(self.values.values())

    @property
    def dont_know(self) -> int:
        return self.values.get(DONT_KNOW, 0)

    def on(self, which: str) -> int:
        """How many lie on a side: ``positive``, ``negative``, ``neutral``."""
        return sum(n for value, n in self.values.items() if side_of(value) == which)

    @property
    def positive(self) -> tuple[int, int]:
        return self.on("positive"), self.n

    @property
    def positions(self) -> dict[Fraction, int]:
        """By place on the scale from 0 to 1, without those who do not know."""
        return positions_of(self.values)


def headline_in(night: Night, cell: Cell, window: Window) -> Headline:
    """A group's headline answers in a window."""
    return Headline(night.counts.of(cell, HEADLINE, window))


@dataclass(frozen=True, slots=True)
class Levels:
    """The released numbers of a :class:`Headline`."""

    answers: Count
    positive: Share
    neutral: Share
    negative: Share
    dont_know: Share
    sqs: Level
    spread: tuple[Share, ...]


@cache
def side_of(value: str) -> str:
    """``positive``, ``negative`` or ``neutral`` for a place on the scale; ``dont_know`` stays."""
    return value if value == DONT_KNOW else side(Fraction(value))


def positions_of(values: Mapping[str, int]) -> dict[Fraction, int]:
    """Places on the scale, from 0 to 1, with how many chose them."""
    sums: dict[Fraction, int] = {}
    for value, n in values.items():
        if value != DONT_KNOW:
            sums[Fraction(value)] = sums.get(Fraction(value), 0) + n
    return sums


def levels(headline: Headline, steps: tuple[str, ...] = (), *, apart: bool = True) -> Levels:
    """What is printed of a group's headline answers. ``steps`` are the places on its scale, the worst first, if it has one.

    Unless it is told ``apart`` from other nights (:mod:`reports.night.apart`), its sides alone are printed.
    """
    n, hidden = headline.n, hidden_options(headline.values, steps)
    negative, neutral, dont_know = _beside_the_positive(headline)
    if not apart:
        hidden, neutral, dont_know = {"": SECONDARY}, SECONDARY, SECONDARY
    return Levels(
        count(n),
        share(headline.on("positive"), n),
        share(headline.on("neutral"), n, neutral),
        share(headline.on("negative"), n, negative),
        share(headline.dont_know, n, dont_know),
        _score(headline, bool(hidden)),
        () if hidden or n == 0 or too_small(n) else tuple(share(headline.values.get(step, 0), n) for step in steps),
    )


def negative_and_score(headline: Headline, steps: tuple[str, ...] = (), *, apart: bool = True) -> tuple[Share, Level]:
    """Of what :func:`levels` prints, the negative share and the Service Quality Score alone."""
    negative, _, _ = _beside_the_positive(headline)
    told = share(headline.on("negative"), headline.n, negative)
    return told, _score(headline, not apart or bool(hidden_options(headline.values, steps)))


def untold_levels(why: str) -> Levels:
    """Where nothing of a group may be told."""
    nothing = untold(why)
    return Levels(Count(None, why), nothing, nothing, nothing, nothing, Level(None, hidden=why), ())


def hidden_options(values: Mapping[str, int], steps: Iterable[str] = ()) -> dict[str, str]:
    """The places on the scale, or ``dont_know``, whose share may not be printed, and why."""
    counts = {**dict.fromkeys((*steps, DONT_KNOW), 0), **values}
    return hide_options(counts, [[v for v in counts if side_of(v) in which] for which in SUMMED])


def _beside_the_positive(headline: Headline) -> tuple[str, str, str]:
    """Why the negative, the neutral and the don't-know shares are hidden. The positive one is always printed.

    What is neither positive nor negative is a cell of its own, made of two: where it is small, the negative share would give
    it back; where one of the two is, the other one would.
    """
    neutral, dont_know = headline.on("neutral"), headline.dont_know
    if too_small_a_cell(headline.n - headline.on("positive")):
        return SECONDARY, SECONDARY, SECONDARY  # a mark on one of them would tell that it is not zero, and so how many
    both_told = neutral == dont_know == LEAST_CELL - 1
    negative = SECONDARY if too_small_a_cell(neutral + dont_know) or both_told else ""
    small = (too_small_a_cell(neutral), too_small_a_cell(dont_know))
    reasons = [CELL if own else SECONDARY if other and n else "" for own, other, n in
               ((small[0], small[1], neutral), (small[1], small[0], dont_know))]  # fmt: skip
    return negative, reasons[0], reasons[1]


def _score(headline: Headline, an_option_is_hidden: bool) -> Level:
    """The Service Quality Score; hidden where an option is, for a mean and its base give it back."""
    figure = score(headline.positions)
    if not figure.hidden and (an_option_is_hidden or too_small(headline.dont_know)):
        return Level(None, hidden=SECONDARY)
    return figure
