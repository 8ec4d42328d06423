"""The funnel of each channel's facilities: its centre, and the limits at numbers of answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reports.night.judging import Judgement
from reports.night.numbers import LEAST_TO_COMPARE, rounded, share
from reports.night.shape import Facility, Funnel, FunnelLine
from reports.stats.dispersion import adjusted_limits
from reports.stats.funnel import LEAST_PLACES, FunnelLimits, limits_at
from reports.stats.rounding import half_up

STEPS = 40
"""Numbers of answers at which limits are given, spread evenly by their ratio."""
PHI_DECIMALS = 2


def funnels_of(facilities: Sequence[Facility], judgement: Judgement, channels: Sequence[str]) -> tuple[Funnel, ...]:
    """A funnel for each channel that has facilities; without lines where fewer than ten have thirty answers."""
    here = {channel: [f for f in facilities if f.standing.scope.channel == channel] for channel in channels}
    return tuple(_funnel(channel, rows, judgement) for channel, rows in here.items() if rows)


def _funnel(channel: str, rows: Sequence[Facility], judgement: Judgement) -> Funnel:
    judged = [f.standing.positive for f in rows if f.p_adjusted is not None]
    answers = [shown.n for shown in judged if shown.n is not None]
    spread = judgement.spreads.get(channel)
    if spread is None or not answers:
        return Funnel(channel, share(0, 0), (), (), False, None, judgement.family)
    n = sum(answers)
    centre, phi = share(round(spread.centre * n), n), half_up(spread.phi, PHI_DECIMALS)
    if spread.places < LEAST_PLACES:
        return Funnel(channel, centre, (), (), False, None, judgement.family)
    grid = grid_to(max(answers))
    naive = _lines(grid, lambda at: limits_at(spread.centre, at))
    if not spread.overdispersed:
        return Funnel(channel, centre, naive, (), False, phi, judgement.family)
    return Funnel(channel, centre, _lines(grid, lambda at: adjusted_limits(at, spread)), naive, True, phi, judgement.family)


def grid_to(most: int) -> tuple[int, ...]:
    """Numbers of answers from thirty to a tenth more than ``most``, each once."""
    last = max(LEAST_TO_COMPARE + 1, most + most // 10)
    ratio = last / LEAST_TO_COMPARE
    return tuple(sorted({round(LEAST_TO_COMPARE * ratio ** (step / STEPS)) for step in range(STEPS + 1)}))


def _lines(grid: Sequence[int], limits: Callable[[int], FunnelLimits]) -> tuple[FunnelLine, ...]:
    return tuple(_line(n, limits(n)) for n in grid)


def _line(n: int, at: FunnelLimits) -> FunnelLine:
    return FunnelLine(n, rounded(at.lower998), rounded(at.lower95), rounded(at.upper95), rounded(at.upper998))
