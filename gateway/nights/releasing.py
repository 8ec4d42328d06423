"""Releasing: the one report of a ministry and day is computed, judged and kept, so that everything later is made of it.

Whatever dies in between, the day is released once: the ledger's cuts, signals and frozen limits of a day are the same however
often its report is computed, and the first report that is kept stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gateway.nights import counting, first_ledger, nightfall
from gateway.nights.filing_waiting import file_waiting
from gateway.nights.gathering import Counted, counts_until, gather
from reports.forms.as_json import as_json, read_json
from reports.ledger import Book, series_of
from reports.night.build import report_of, ripe_of
from reports.night.evidence import Desk
from reports.night.method import METHOD_VERSION
from reports.night.setting import Night
from reports.night.shape import Report
from reports.signals import QUIET_WEEKS, findings, is_judged
from storage import baselines, cuts, reports, signals
from storage.unhurried import unhurried
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from reports.night.evidence import Evidence
    from storage.unit import Unit

YEAR = timedelta(days=365)


def kept(gateway: Gateway, ministry: str, day: date) -> tuple[Report, ...]:
    """The report of a day as it was released, in each of its languages, the ministry's first one first; empty if it was not."""
    with unhurried(gateway.engine) as u:
        found = reports.find(u, ministry, day)
    if found is None:
        return ()
    of = gateway.settings.ministries.get(ministry)
    order: dict[str, int] = {language: at for at, language in enumerate(of.languages if of else ())}
    languages = sorted(found.content, key=lambda language: (order.get(language, len(order)), language))
    return tuple(read_json(found.content[language], Report) for language in languages)


def release(gateway: Gateway, ministry: Ministry, day: date) -> tuple[Report, ...]:
    """The report of a day that is over, released now if it was not before, in each of the ministry's languages."""
    if not (before := kept(gateway, ministry.key, day)):
        cut_off_ms = nightfall.cut_off_ms(ministry, day)
        file_waiting(gateway, ministry, cut_off_ms)
        counting.count_up_to(gateway, ministry, day)
        _keep(gateway, ministry, day, _computed(gateway, ministry, day, cut_off_ms))
    return before or kept(gateway, ministry.key, day)


def preview(gateway: Gateway, ministry: Ministry, day: date) -> tuple[Report, ...]:
    """The report of a day as far as it has come, which is no release: nothing is written but the counts of the day."""
    cut_off_ms = nightfall.cut_off_ms(ministry, day)
    file_waiting(gateway, ministry, cut_off_ms)
    counting.count_up_to(gateway, ministry, day)
    with unhurried(gateway.engine) as u:
        counts = counts_until(u, ministry, day)
        book = cuts.preview(u, ministry.key, day, series_of(day, *counts))
        evidence = _evidence(gateway, u, ministry, day, cut_off_ms, book, counts)
    return _in_each_language(gateway, ministry, _first(gateway, ministry, day, evidence))


def _computed(gateway: Gateway, ministry: Ministry, day: date, cut_off_ms: int) -> tuple[Report, ...]:
    """The ledger closes the day, the figures are computed, a closed week is judged, and limits that are ripe are frozen."""
    book, counts = _close_ledger(gateway, ministry, day)
    with unhurried(gateway.engine) as u:
        night = _first(gateway, ministry, day, _evidence(gateway, u, ministry, day, cut_off_ms, book, counts))
    if is_judged(day):
        _judge(gateway, ministry, day, report_of(night))
    _freeze(gateway, ministry, night)
    with unhurried(gateway.engine) as u:
        evidence = replace(night.evidence, signals=signals.of_ministry(u, ministry.key, day, day - YEAR))
    return _in_each_language(gateway, ministry, Night(night.desk, evidence, day, night))


def _close_ledger(gateway: Gateway, ministry: Ministry, day: date) -> tuple[Book, Counted]:
    """Close the day in the ledger, and give the counts that it was closed over.

    A ledger that is new first closes the weeks before, of which nothing was told by it.
    """
    first_ledger.begin(gateway, ministry, day)
    with unhurried(gateway.engine) as u:
        counts = counts_until(u, ministry, day)
    series = series_of(day, *counts)
    with unit(gateway.engine) as u:
        book = cuts.close_day(u, ministry.key, day, series)
        u.commit()
    return book, counts


def _evidence(
    gateway: Gateway, u: Unit, ministry: Ministry, day: date, cut_off_ms: int, book: Book, counts: Counted
) -> Evidence:
    return gather(
        gateway, u, ministry, day, cut_off_ms, book,
        counts=counts,
        signals=signals.of_ministry(u, ministry.key, day, day - YEAR),
        baselines=baselines.of_ministry(u, ministry.key, day),
    )  # fmt: skip


def _judge(gateway: Gateway, ministry: Ministry, day: date, report: Report) -> None:
    """Note what a closed week says, and close what it no longer says."""
    with unit(gateway.engine) as u:
        for finding in findings(report):
            signals.note(u, ministry.key, finding, day)
        signals.close_quiet(u, ministry.key, day - QUIET_WEEKS + timedelta(days=1), day)
        u.commit()


def _freeze(gateway: Gateway, ministry: Ministry, night: Night) -> None:
    ripe = ripe_of(night)
    with unit(gateway.engine) as u:
        baselines.freeze(u, ministry.key, ripe, gateway.now_ms())
        u.commit()


def _first(gateway: Gateway, ministry: Ministry, day: date, evidence: Evidence) -> Night:
    """The night in the ministry's first language."""
    return Night(_desk(gateway, ministry, day, ministry.languages[0]), evidence, day)


def _in_each_language(gateway: Gateway, ministry: Ministry, night: Night) -> tuple[Report, ...]:
    desks = (_desk(gateway, ministry, night.day, language) for language in ministry.languages)
    return tuple(report_of(Night(desk, night.evidence, night.day, night)) for desk in desks)


def _keep(gateway: Gateway, ministry: Ministry, day: date, made: tuple[Report, ...]) -> None:
    content = {report.meta.language: as_json(report) for report in made}
    with unit(gateway.engine) as u:
        reports.keep(u, ministry.key, day, reports.NIGHTLY, content, METHOD_VERSION, gateway.now_ms())
        u.commit()


def _desk(gateway: Gateway, ministry: Ministry, day: date, language: str) -> Desk:
    settings = gateway.settings
    cut_off_ms = nightfall.cut_off_ms(ministry, day)
    return Desk(
        ministry.key,
        ministry.name,
        ministry.time_zone,
        datetime.fromtimestamp(cut_off_ms / 1000, ZoneInfo(ministry.time_zone)),
        gateway.now_ms() < cut_off_ms,
        language,
        ministry.contact,
        settings.reports.licence,
        f"{settings.web.public_url}/open-data/" if settings.reports.open_data and settings.web.public_url else "",
        settings.cost.currency,
        {service: target.share for service, target in ministry.targets.items() if target.holds_on(day)},
    )
