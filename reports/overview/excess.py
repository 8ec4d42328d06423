"""How much: the dissatisfied beyond a ministry's own average, summed over its places, where it loads no visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from reports.night.shape import Facility, Report
from reports.overview.shape import Excess


def excess_of(report: Report) -> Iterator[Excess]:
    """For each channel whose visits nobody knows: the sum of what its places released, of those told for the same days.

    Of a place: max(0, x − n·p̄), x negatives of n answers, p̄ = Σx/Σn over the places that are told. A place that is held back
    or told as of an earlier day is in no sum.
    """
    for standing in report.headline:
        if standing.visits is None and standing.estimated_negative is None:
            told = [f for f in report.facilities if f.standing.scope.channel == standing.scope.channel and _is_told(f)]
            for_days = Counter(f.standing.window for f in told)
            days = max(for_days, key=lambda window: (for_days[window], window.last, window.first), default=None)
            summed = [f.excess_negative.value or Decimal(0) for f in told if f.standing.window == days]
            if days is not None:
                yield Excess(standing.scope.channel, days, sum(summed, Decimal(0)), len(summed))


def _is_told(facility: Facility) -> bool:
    excess, answers = facility.excess_negative, facility.standing.answers
    return excess.value is not None and not excess.hidden and bool(answers.n) and not answers.hidden
