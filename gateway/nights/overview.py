"""The overview of a week: made on Monday of the ministries' reports of the Sunday, once, and always the same bytes.

It waits until every ministry's report is kept, and three hours at most from when it is first found due: then it says who is
missing. Weeks that were missed are made up, the oldest first; only the newest is mailed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from gateway.nights import counting, mondays, releasing
from gateway.nights.files import Files, store
from reports.forms.as_json import as_json, read_json
from reports.forms.overview_csv import as_overview_csv
from reports.forms.overview_page import as_overview_page
from reports.forms.overview_pdf import as_overview_pdf
from reports.forms.overview_workbook import as_overview_xlsx
from reports.night.method import METHOD_VERSION
from reports.night.shape import Window
from reports.overview.build import build_overview
from reports.overview.shape import Meta, Overview
from storage import cursors, mails, reports
from storage.unhurried import unhurried
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from reports.night.shape import Report

log = structlog.get_logger()

NOBODY = ""
"""The ministry of what is of all ministries."""
GRACE_MS = 3 * 60 * 60 * 1000
MOST_WEEKS = 8
"""Weeks that are made up; older ones can still be made by their day."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A week whose overview is not made: which ministries' reports it waits for, and until when."""

    sunday: date
    ministries: tuple[str, ...]
    until_ms: int


def make_up(gateway: Gateway) -> int:
    """Make the overviews that are due and not made, the oldest first, as far as their reports are there; gives how many."""
    made = 0
    for sunday in missing(gateway):
        if (waits := awaited(gateway, sunday)).ministries and gateway.now_ms() < waits.until_ms:
            continue
        write(gateway, release(gateway, sunday))
        log.info("overview", day=sunday.isoformat())
        made += 1
    return made + _written_again(gateway)


def missing(gateway: Gateway) -> list[date]:
    """The Sundays of the last weeks whose overview is due and not made, the oldest first, from the first kept report on."""
    last = mondays.last_due_sunday(gateway.settings.reports, gateway.now_ms())
    sundays = [last - back * mondays.WEEK for back in range(MOST_WEEKS - 1, -1, -1)]
    with unhurried(gateway.engine) as u:
        done = set(reports.days(u, NOBODY, reports.OVERVIEW))
        left = [sunday for sunday in sundays if sunday not in done]
        first = min((day for key in _keys(gateway) for day in reports.days(u, key)[:1]), default=None) if left else None
    return [sunday for sunday in left if first is not None and first <= sunday]


def awaited(gateway: Gateway, sunday: date) -> Awaited:
    """For which reports a week's overview waits. Its time of waiting begins when it is first found due, not when it was due:
    after a long stop the nights before it are made up first."""
    now_ms, name = gateway.now_ms(), f"overview {sunday}"
    with unit(gateway.engine) as u:
        begun = cursors.get(u, name)
        if begun is None:
            cursors.put(u, name, str(now_ms), now_ms)
            u.commit()
        absent = tuple(
            ministry.key
            for ministry in gateway.settings.ministries.values()
            if (first := counting.first_day(u, ministry)) is not None
            and first <= sunday
            and reports.find(u, ministry.key, sunday) is None
        )
    return Awaited(sunday, absent, (now_ms if begun is None else int(begun)) + GRACE_MS)


def release(gateway: Gateway, sunday: date) -> Overview:
    """The overview of a Sunday: as it was released, or released now of the reports that are kept; its mails are entered."""
    if found := kept(gateway, sunday):
        return found
    settings, at_ms = gateway.settings.reports, gateway.now_ms()
    made = build_overview(
        _meta(gateway, sunday), _reports(gateway, sunday), _names(gateway), kept(gateway, sunday - mondays.WEEK)
    )
    language = settings.overview_language
    with unit(gateway.engine) as u:
        reports.keep(u, NOBODY, sunday, reports.OVERVIEW, {language: as_json(made)}, METHOD_VERSION, at_ms)
        if sunday == mondays.last_due_sunday(settings, at_ms):
            to = [(address, language) for address in settings.overview_recipients]
            mails.enter(u, NOBODY, sunday, reports.OVERVIEW, to, at_ms)
        u.commit()
    # What was kept first stays: another process may have been faster.
    return kept(gateway, sunday) or made


def kept(gateway: Gateway, sunday: date) -> Overview | None:
    """The overview of a Sunday as it was released, in the language it was released in."""
    with unhurried(gateway.engine) as u:
        found = reports.find(u, NOBODY, sunday, reports.OVERVIEW)
    return None if found is None else read_json(next(iter(found.content.values())), Overview)


def write(gateway: Gateway, overview: Overview, folder: Path | None = None) -> Files:
    """Write the files of an overview to ``reports/overview/SUNDAY`` in the data folder and to the drop folder, or elsewhere."""
    files = render(overview)
    for place in [folder] if folder else _folders(gateway, overview.meta.sunday):
        store(files, place)
    return files


def render(overview: Overview) -> Files:
    """Every form of an overview. The same overview gives the same bytes."""
    contents: Mapping[str, bytes] = {
        "overview.csv": as_overview_csv(overview),
        "overview.html": as_overview_page(overview),
        "overview.json": as_json(overview),
        "overview.pdf": as_overview_pdf(overview),
        "overview.xlsx": as_overview_xlsx(overview),
    }
    return Files((), contents)


def folder_of(gateway: Gateway, sunday: date) -> Path:
    """Where the files of an overview are kept."""
    return gateway.settings.var / "reports" / "overview" / sunday.isoformat()


def _folders(gateway: Gateway, sunday: date) -> list[Path]:
    dropped = gateway.settings.reports.drop_folder
    more = [gateway.settings.var / dropped / "overview" / sunday.isoformat()] if dropped else []
    return [folder_of(gateway, sunday), *more]


def _written_again(gateway: Gateway) -> int:
    """Write the newest overview's files if the process that released it died before it did."""
    sunday = mondays.last_due_sunday(gateway.settings.reports, gateway.now_ms())
    if (folder_of(gateway, sunday) / "overview.pdf").is_file():
        return 0
    found = kept(gateway, sunday)
    if found is None:
        return 0
    write(gateway, found)
    return 1


def _keys(gateway: Gateway) -> list[str]:
    return list(gateway.settings.ministries)


def _names(gateway: Gateway) -> dict[str, str]:
    return {ministry.key: ministry.name for ministry in gateway.settings.ministries.values()}


def _reports(gateway: Gateway, sunday: date) -> Sequence[Report]:
    """Each ministry's report of the Sunday, in the overview's language or its own first one."""
    language = gateway.settings.reports.overview_language
    found = (releasing.kept(gateway, key, sunday) for key in _keys(gateway))
    return [next((r for r in each if r.meta.language == language), each[0]) for each in found if each]


def _meta(gateway: Gateway, sunday: date) -> Meta:
    settings, web = gateway.settings.reports, gateway.settings.web
    return Meta(
        settings.overview_name,
        settings.overview_zone,
        settings.overview_language,
        sunday,
        Window(sunday - timedelta(days=27), sunday),
        mondays.due(settings, sunday).isoformat(),
        METHOD_VERSION,
        settings.licence,
        f"{web.public_url}/open-data/" if settings.open_data and web.public_url else "",
    )
