"""``/reports``: the nights of each ministry. Who is limited to places reads of these, in the report's own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page, trouble
from gateway.console.places import is_within
from gateway.console.reports.apart import FRAMING, day_or_none, download, shown
from gateway.console.visitor import SEES_FIGURES, visitor
from gateway.console.words.reports import WORDS
from reports.words.numbers import long_date, short_date

if TYPE_CHECKING:
    from flask import Response

    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from reports.night.shape import Report, Standing

NIGHTS = 31
"""Of a ministry on one page."""
ADDRESS = "/reports/<ministry>/<day>"


@dataclass(frozen=True, slots=True)
class Office:
    """A ministry with its newest nights. ``older`` is the address of those before, empty if there are none."""

    key: str
    name: str
    nights: list[date]
    older: str


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the archive, the page of a night, the report itself, and its files."""

    @open_to("person", roles=SEES_FIGURES)
    def reports() -> Response:
        """The newest nights, or those of one ministry before a day."""
        from gateway.console.reports.weeks import may_see
        from gateway.nights import archive

        language = language_of_page()
        weeks = archive.sundays(gateway)[:NIGHTS] if may_see(gateway) else []
        return page(
            "reports/list.html", WORDS, offices=list(_offices(gateway)), weeks=weeks, written=_writer(language),
        )  # fmt: skip

    @open_to("person", roles=SEES_FIGURES)
    def report(ministry: str, day: str) -> Response:
        """The night: the report in a frame and its files, or the places of whoever is limited to them."""
        return _night(gateway, gateway.settings.ministries[ministry], _day(day))

    @open_to("person", roles=SEES_FIGURES)
    def report_page(ministry: str, day: str) -> Response:
        """The released report as a document of its own."""
        content = _file(gateway, ministry, _day(day), _named(gateway, ministry, "html"))
        return shown(content) if isinstance(content, bytes) else content

    @open_to("person", roles=SEES_FIGURES)
    def report_file(ministry: str, day: str, name: str) -> Response:
        """A file of the report, the same to the last byte as the night's."""
        its_day = _day(day)
        content = _file(gateway, ministry, its_day, name)
        return download(content, name, ministry, its_day) if isinstance(content, bytes) else content

    pages.add_url_rule("/reports", "reports", reports)
    pages.add_url_rule(ADDRESS, "report", report)
    pages.add_url_rule(ADDRESS + "/page", "report_page", report_page)
    pages.add_url_rule(ADDRESS + "/files/<name>", "report_file", report_file)


def _offices(gateway: Gateway) -> Iterator[Office]:
    from gateway.nights import archive

    only, before = request.args.get("ministry", ""), day_or_none(request.args.get("before", "")) or date.max
    for key in visitor().ministries_as(SEES_FIGURES):
        if only in ("", key):
            found = archive.days(gateway, key, before if only else date.max, NIGHTS + 1)
            nights = found[:NIGHTS]
            older = url_for("console.reports", ministry=key, before=nights[-1].isoformat()) if len(found) > NIGHTS else ""
            yield Office(key, gateway.settings.ministries[key].name, nights, older)


def _night(gateway: Gateway, ministry: Ministry, day: date) -> Response:
    from gateway.nights import releasing

    kept = releasing.kept(gateway, ministry.key, day)
    if not kept:
        raise NotFound
    language = language_of_page()
    own = next((each for each in kept if each.meta.language == language), kept[0])
    limits = visitor().limits(SEES_FIGURES, ministry.key)
    given: dict[str, Any] = {
        "ministry": ministry,
        "day": day,
        "written": _writer(language),
        "language_of_report": own.meta.language,
    }
    if limits is not None:
        return page("reports/places.html", WORDS, places=list(_places(own, limits)), **given)
    languages = [each.meta.language for each in kept]
    answer = page("reports/night.html", WORDS, languages_of=languages, first=languages[0], **given)
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


def _places(report: Report, limits: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Name and sentence of every district and facility within the limits, on each channel."""
    from reports.words.sentences import sentence

    def told(standing: Standing) -> bool:
        return is_within(limits, standing.scope.district, standing.scope.facility)

    districts = (each for each in report.districts if told(each))
    facilities = (each.standing for each in report.facilities if is_within(limits, each.district, each.standing.scope.facility))
    for standing in (*districts, *facilities):
        yield standing.name, sentence(standing, report)


def _named(gateway: Gateway, ministry: str, kind: str) -> str:
    """The report in the language that was asked for; in the ministry's first one if nothing was."""
    language = request.args.get("language", "")
    first = gateway.settings.ministries[ministry].languages[0]
    return f"report.{kind}" if language in ("", first) else f"report.{language}.{kind}"


def _file(gateway: Gateway, ministry: str, day: date, name: str) -> bytes | Response:
    from gateway.nights import archive

    if visitor().limits(SEES_FIGURES, ministry) is not None:
        raise NotFound
    try:
        content = archive.file(gateway, gateway.settings.ministries[ministry], day, name)
    except archive.Busy:
        return trouble("busy", 503)
    if content is None:
        raise NotFound
    return content


def _day(said: str) -> date:
    day = day_or_none(said)
    if day is None:
        raise NotFound
    return day


def _writer(language: str) -> dict[str, Any]:
    return {"short": lambda day: short_date(day, language), "long": lambda day: long_date(day, language)}
