"""``/responses``: what people said, as figures that were released: chosen, read, and taken along."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page
from gateway.console.places import is_within
from gateway.console.reports.apart import day_or_none, download
from gateway.console.visitor import SEES_FIGURES, visitor
from gateway.console.words.responses import WORDS
from reports.words.numbers import percent_of, short_date, thousands

if TYPE_CHECKING:
    from gateway.nights.browsing import Browsed
    from gateway.wiring import Gateway
    from reports.forms.rows import Row

ROWS = 50
"""On one page."""
_ASKED = ("metric", "service", "district", "facility", "channel")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as it is printed. ``why`` names the rule that hides it."""

    what: str
    code: str
    of: tuple[str, ...]
    channel: str
    days: str
    value: str
    interval: str
    n: str
    why: str


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the browser and its export."""

    @open_to("person", roles=SEES_FIGURES)
    def responses() -> Response:
        """Released figures of one ministry and day, as they were chosen."""
        keys = visitor().ministries_as(SEES_FIGURES)
        chosen = request.args.get("ministry", "")
        key = chosen if chosen in keys else keys[0]
        found, asked, language = _browsed(gateway, key, request.args.get("day", "")), _asked(), language_of_page()
        after = _after()
        rows = found.rows[after : after + ROWS] if found else ()
        more = found is not None and len(found.rows) > after + ROWS
        onward: dict[str, Any] = {"ministry": key} | asked | ({"day": found.day} if found else {})
        return page(
            "responses/list.html", WORDS, key=key, found=found, asked=asked, lines=[_line(row, language) for row in rows],
            ministries={each: gateway.settings.ministries[each].name for each in keys}, after=after, names=_namer(language),
            older=url_for("console.responses", **onward, after=after + ROWS) if more else "",
            export=url_for("console.responses_file", **onward) if found else "",
            written=lambda day: short_date(day, language),
        )  # fmt: skip

    @open_to("person", roles=SEES_FIGURES)
    def responses_file(ministry: str, day: str) -> Response:
        """The same figures, all of them, as a table for a spreadsheet."""
        from gateway.nights import browsing

        found = _browsed(gateway, ministry, day)
        if found is None:
            raise NotFound
        return download(browsing.as_file(found.rows), "figures.csv", ministry, found.day)

    pages.add_url_rule("/responses", "responses", responses)
    pages.add_url_rule("/responses/<ministry>/<day>/figures.csv", "responses_file", responses_file)


def _browsed(gateway: Gateway, ministry: str, said: str) -> Browsed | None:
    from gateway.nights import browsing

    limits = visitor().limits(SEES_FIGURES, ministry)
    day = day_or_none(said)
    if said and day is None:
        return None
    return browsing.browse(gateway, ministry, day, _asked(), lambda *place: is_within(limits, *place))


def _asked() -> dict[str, str]:
    return {name: said for name in _ASKED if (said := request.args.get(name, "")[:200])}


def _after() -> int:
    said = request.args.get("after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _line(row: Row, language: str) -> Line:
    from reports.words.dictionary import MEASURES

    family, _, code = row.metric.partition(":")
    is_share = MEASURES.get(family, ("", ""))[0] == "share"
    value = "" if row.value is None else _printed(row.value, language, is_share=is_share)
    ends = [row.lower95, row.upper95]
    interval = "–".join(_printed(each, language, is_share=is_share) for each in ends if each is not None)
    of = tuple(each for each in (row.service, row.district, row.facility) if each != "all")
    n = "" if row.n is None else thousands(row.n)
    return Line(
        _namer(language)(family), code, of, row.channel, _days(row, language), value, interval, n, row.suppression_reason
    )


def _days(row: Row, language: str) -> str:
    """The days that a figure is made of."""
    ends = dict.fromkeys((row.period_start, row.period_end))
    return " – ".join(short_date(day, language) for day in ends)


def _printed(value: Decimal | int, language: str, *, is_share: bool) -> str:
    if is_share:
        return percent_of(Decimal(value), language)
    return thousands(int(value)) if value == int(value) else format(value, "f")


def _namer(language: str) -> Any:
    from reports.words import word
    from reports.words.dictionary_names import NAMES

    return lambda family: word(NAMES, family, language) if family in NAMES else family
