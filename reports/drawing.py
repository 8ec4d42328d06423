"""Where the bars of a chart lie, in hundredths of its width, and the sentence that a bar says to those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.released import Panel, QuestionTable, Share
from reports.stats.rounding import half_up
from reports.words.old import interval, percent


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to ``width``, with its interval from ``low`` to ``high``."""

    width: Decimal
    low: Decimal
    high: Decimal
    says: str


def bar(share: Share, label: str = "") -> Bar | None:
    """The bar of a share; nothing if it is not shown, so that a hidden number has no length either."""
    if share.value is None or share.lower is None or share.upper is None:
        return None
    says = f"{label}: {percent(share)}, likely {interval(share)}".removeprefix(": ")
    return Bar(_x(share.value), _x(share.lower), _x(share.upper), says)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a diverging bar. ``side`` is ``negative``, ``positive`` or ``neutral``; ``strong`` the end of the scale."""

    side: str
    strong: bool
    x: Decimal
    width: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """How the headline's answers are spread: bad ones to the left of the middle, good ones to the right, the rest apart."""

    parts: tuple[Part, ...]
    middle: Decimal
    says: str


def spread(panel: Panel, headline: QuestionTable) -> Spread | None:
    """The diverging bar of a panel. A side with a hidden option is drawn in one piece: its sum is known, its parts are not."""
    positive, negative = panel.positive.value, panel.negative.value
    if positive is None or negative is None:
        return None
    neutral = 1 - positive - negative
    middle = _x(negative)
    left, right = _side(headline, "negative", negative), _side(headline, "positive", positive)
    parts, x = [], Decimal(0)
    for side, strong, share in (*left, *reversed(right)):
        parts.append(Part(side, strong, x, _x(share)))
        x += _x(share)
    parts.append(Part("neutral", False, x, 100 - x))
    says = f"{percent(panel.negative)} bad or very bad, {percent(panel.positive)} good or very good, the rest in between"
    return Spread(tuple(p for p in parts if p.width > 0 and (p.side != "neutral" or neutral > 0)), middle, says)


def _side(headline: QuestionTable, side: str, total: Decimal) -> list[tuple[str, bool, Decimal]]:
    """The pieces of one side, the end of the scale first."""
    shares = [o.share for o in headline.options if o.side == side]
    if any(s.value is None for s in shares):
        return [(side, False, total)]
    ends = list(shares) if side == "negative" else list(reversed(shares))
    return [(side, n == 0, s.value or Decimal(0)) for n, s in enumerate(ends)]


def _x(share: Decimal) -> Decimal:
    return half_up(share * 100, 2)
