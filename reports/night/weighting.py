"""What the headline would be if each facility were heard as it is visited: raw and weighted side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from reports.ledger.book import Cell
from reports.night import setting
from reports.night.counts import DISTRICT, FACILITY
from reports.night.levels import Headline, headline_in
from reports.night.numbers import share, weighted_share
from reports.night.setting import HEADLINE, Night
from reports.night.shape import Share, Weighted
from reports.stats.rounding import half_up
from reports.stats.weighting import Stratum, merged, post_stratified
from reports.suppress import LEAST_BASE

NO_VOLUMES, UNHEARD, SMALL, UNTOLD = "no volumes", "unheard", "small strata", "not told"
"""Why there is no weighted share: no visits were loaded; visited places without an answer, or with too few and no district
to join; districts of which nothing may be told in these weeks."""


def weighted_of(night: Night, channel: str) -> Weighted | None:
    """Post-stratified by facility and its visits of the last four closed weeks; ``None`` on channels that sample no visits.

    A facility with too few answers, or none, is counted with the others of its district that have; only districts that may be
    told make up the base.
    """
    if channel not in night.sampled:
        return None
    districts = [code for (code,) in night.counts.codes(channel, DISTRICT)]
    heads = [_told(night, setting.district(channel, d)) for d in districts]
    raw = share(sum(h.on("positive") for h in heads), sum(h.n for h in heads))
    if not night.visits.within((), night.weeks):
        return Weighted(raw, None, None, None, NO_VOLUMES)
    if any(not head.n and _answers(night, channel, d) for d, head in zip(districts, heads, strict=True)):
        return Weighted(raw, None, None, None, UNTOLD)
    return _weighted(night, channel, raw)


def _told(night: Night, cell: Cell) -> Headline:
    """What may be told of a group's answers of the last four closed weeks: nothing, where these weeks may not be told."""
    window = night.told_within(HEADLINE, cell, night.weeks)
    return headline_in(night, cell, window) if window is not None else Headline({})


def _answers(night: Night, channel: str, district: str) -> int:
    return night.counts.n(setting.district(channel, district), HEADLINE, night.weeks)


def _weighted(night: Night, channel: str, raw: Share) -> Weighted:
    strata = merged(list(strata_of(night, channel)))
    if strata is None:
        return Weighted(raw, None, None, None, SMALL)
    found = post_stratified(strata)
    if found is None or raw.n is None:
        return Weighted(raw, None, None, None, UNHEARD)
    return Weighted(raw, weighted_share(found.share, found.n_eff, raw.n), half_up(found.n_eff, 1), half_up(found.deff, 2))


def strata_of(night: Night, channel: str) -> Iterator[Stratum]:
    """The facilities that may be told, and for each district one of all its others; its neighbour is its smallest facility."""
    by_district: dict[str, list[Stratum]] = defaultdict(list)
    visits = night.visits.facilities(night.weeks)
    for code in sorted({*visits, *(code for (code,) in night.counts.codes(channel, FACILITY))}):
        place = night.evidence.register.get(code)
        if place is not None and place.district:
            by_district[place.district].append(_stratum(night, channel, code, visits.get(code, 0)))
    for district in sorted(by_district):
        yield from _of_district(night, channel, district, by_district[district])


def _stratum(night: Night, channel: str, code: str, visits: int) -> Stratum:
    """A facility; without answers where nothing may be told of them."""
    head = _told(night, setting.facility(channel, code))
    if head.n < LEAST_BASE:
        return Stratum(code, visits, 0, 0)
    return Stratum(code, visits, head.n, head.on("positive"))


def _of_district(night: Night, channel: str, district: str, facilities: list[Stratum]) -> Iterator[Stratum]:
    head = _told(night, setting.district(channel, district))
    told = [s for s in facilities if s.answers]
    sums = Counter(n=head.n - sum(s.answers for s in told), x=head.on("positive") - sum(s.positive for s in told))
    rest = Stratum(f"{district} ", sum(s.population for s in facilities if not s.answers), sums["n"], sums["x"])
    smallest = min(told, key=lambda s: (s.answers, s.code), default=None)
    if rest.population or rest.answers:
        yield replace(rest, neighbour=smallest.code if smallest is not None else "")
    yield from told
