"""The report of a ministry that has a survey on a delicate topic: counts to the nearest 5, 1 to 7 of an option hidden.

The whole report is told so, as exact figures of the ministry less those of its other surveys would be exact ones of that
survey. A count keeps 0; bases are of ten and more, as ever. Shares are made of the coarse counts, and so are their intervals
and changes. In tables of options, reasons and themes the share of 1 to 7 is hidden; a headline's share, a week's and a rate
obey the rule of the base alone. What no count is made of stays as it is: quantiles, limits of trends and funnels, weights.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.night.numbers import change, share
from reports.night.shape import Change, Count, Level, OptionRow, Reason, Report, Share, Standing, Theme, Weighted
from reports.suppress import LEAST_STRICT_CELL, STRICT_CELL, coarse


def strictly_told(report: Report) -> Report:
    """The same report, told strictly."""
    told: Report = _told(report)
    return told


def _told(part: Any) -> Any:
    if isinstance(part, Count):
        return part if part.n is None else replace(part, n=coarse(part.n))
    if isinstance(part, Share):
        return _share(part)
    if isinstance(part, Level):
        return part if part.n is None else replace(part, n=coarse(part.n))
    if isinstance(part, tuple):
        return tuple(_told(one) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    return _whole(part)


def _whole(part: Any) -> Any:
    """A part made of others; what stands in it of a few people is hidden where they are the people of one option."""
    if isinstance(part, Weighted):
        return replace(part, raw=_told(part.raw), value=_same_base(part.value))
    told = replace(part, **{f.name: _told(getattr(part, f.name)) for f in fields(part)})
    if isinstance(part, OptionRow):
        return replace(told, share=_option(part.share))
    if isinstance(part, Reason | Theme):
        return replace(told, share=_option(part.share), before=None if part.before is None else _option(part.before))
    if isinstance(part, Standing):
        spread = tuple(_option(one) for one in part.spread)
        return replace(told, spread=() if any(one.hidden for one in spread) else spread, change=_change(part))
    return told


def _share(told: Share) -> Share:
    """Made of coarse counts; the count is what the share and its base give back."""
    if told.n is None or told.value is None or not told.n:
        return told if told.n is None else replace(told, n=coarse(told.n))
    n = coarse(told.n)
    return share(min(coarse(_count(told)), n), n)


def _count(told: Share) -> int:
    return round((told.value or 0) * (told.n or 0))


def _option(told: Share) -> Share:
    if told.value is not None and 0 < _count(told) < LEAST_STRICT_CELL:
        return Share(coarse(told.n or 0), hidden=STRICT_CELL)
    return _share(told)


def _same_base(told: Share | None) -> Share | None:
    return told if told is None or told.n is None else replace(told, n=coarse(told.n))


def _change(standing: Standing) -> Change | None:
    """Between the coarse shares."""
    known = standing.change
    if known is None or known.before.n is None or standing.positive.n is None:
        return known
    now, before = _share(standing.positive), _share(known.before)
    return change((_count(now), now.n or 0), (_count(before), before.n or 0), known.before_window)
