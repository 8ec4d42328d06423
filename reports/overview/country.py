"""What the reports together say of the country: where most are dissatisfied, and which districts move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.night.shape import Report, Standing
from reports.overview.ministries import leading_first, verdict_of
from reports.overview.shape import Column, District, Extent, Verdict
from reports.stats.rounding import half_up
from reports.words.numbers import shown

MOST_SERVICES = 10


def extent_of(reports: Sequence[Report]) -> tuple[Extent, ...]:
    """The ten services with most dissatisfied users; those without visits fill what is left, by how far they are above average.

    Places are not told by service, so of a service no excess over places can be summed: see :mod:`reports.overview.excess`.
    """
    found = [extent for report in reports for extent in _of_ministry(report)]
    ranked = sorted(found, key=lambda e: (e.basis != "visits", -e.dissatisfied, e.ministry, e.service, e.channel))
    return tuple(ranked[:MOST_SERVICES])


def _of_ministry(report: Report) -> Iterator[Extent]:
    for standings in _by_service(report).values():
        found = [e for standing in standings if (e := _extent(report, standing))]
        if found:
            yield next((e for e in found if e.basis == "visits"), found[0])


def _by_service(report: Report) -> dict[str, list[Standing]]:
    """Services, each on its channels, the leading one first; a survey gives way to its services where one of them is told."""
    order = [standing.scope.channel for standing in leading_first(report)]
    told = [s for s in report.services if shown(s.negative) is not None]
    surveys = {s.scope.service.partition(".")[0] for s in told if "." in s.scope.service}
    grouped: dict[str, list[Standing]] = defaultdict(list)
    for s in sorted(told, key=lambda s: order.index(s.scope.channel) if s.scope.channel in order else len(order)):
        if s.scope.service not in surveys:
            grouped[s.scope.service].append(s)
    return grouped


def _extent(report: Report, standing: Standing) -> Extent | None:
    estimate = shown(standing.estimated_negative) if standing.estimated_negative else None
    many = estimate if estimate is not None else _above_average(report, standing)
    if not many:
        return None
    meta, scope = report.meta, standing.scope
    basis = "answers" if estimate is None else "visits"
    return Extent(
        meta.ministry, meta.name, scope.service, standing.name, scope.channel, basis, many, standing.negative  # type: ignore[arg-type]
    )  # fmt: skip


def _above_average(report: Report, standing: Standing) -> Decimal:
    """How many fewer dissatisfied answers if their share were that of the ministry on the channel; 0 for the better half."""
    whole = next((s for s in report.headline if s.scope.channel == standing.scope.channel), None)
    own, usual = shown(standing.negative), shown(whole.negative) if whole else None
    if own is None or usual is None or own <= usual:
        return Decimal(0)
    return half_up((own - usual) * (standing.negative.n or 0), 1)


# --- the map ---------------------------------------------------------------------------------------------------------------


def columns_of(reports: Sequence[Report]) -> tuple[Column, ...]:
    """Ministries and channels on which something is known of districts, by the ministry's name."""
    by_name = sorted(reports, key=lambda r: (r.meta.name, r.meta.ministry))
    return tuple(
        Column(r.meta.ministry, r.meta.name, s.scope.channel)
        for r in by_name
        for s in leading_first(r)
        if any(d.scope.channel == s.scope.channel for d in r.districts)
    )


def districts_of(reports: Sequence[Report], columns: Sequence[Column]) -> tuple[District, ...]:
    """Every district that a report names; ministries write their own lists, so districts meet by name."""
    verdicts: dict[str, dict[tuple[str, str], Verdict]] = defaultdict(dict)
    names: dict[str, str] = {}
    for report in reports:
        for s in report.districts:
            at = s.name.strip().casefold()
            names.setdefault(at, s.name.strip())
            verdicts[at][report.meta.ministry, s.scope.channel] = verdict_of(s)
    rows = [District(name, tuple(verdicts[at].get((c.ministry, c.channel)) for c in columns)) for at, name in names.items()]
    return tuple(sorted(rows, key=lambda d: (-d.verdicts.count("worsening"), d.verdicts.count("improving"), d.name)))
