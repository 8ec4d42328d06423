"""``/overviews``: all ministries beside each other, for those who may see the figures of every one of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Blueprint
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page, trouble
from gateway.console.reports.apart import FRAMING, day_or_none, download, shown
from gateway.console.visitor import SEES_FIGURES, visitor
from gateway.console.words.reports import WORDS
from reports.words.numbers import long_date

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page of a week, the overview itself, and its files."""

    @open_to("person", roles=SEES_FIGURES)
    def overview(sunday: str) -> Response:
        """The overview in a frame, and its files."""
        from gateway.nights import archive

        day = _sunday(gateway, sunday)
        if day not in archive.sundays(gateway):
            raise NotFound
        answer = page("reports/week.html", WORDS, day=day, long=lambda each: long_date(each, language_of_page()))
        answer.headers["Content-Security-Policy"] = FRAMING
        return answer

    @open_to("person", roles=SEES_FIGURES)
    def overview_file(sunday: str, name: str) -> Response:
        """A file of the overview; its page is shown, all others are to be kept."""
        from gateway.nights import archive

        day = _sunday(gateway, sunday)
        try:
            content = archive.file_of_overview(gateway, day, name)
        except archive.Busy:
            return trouble("busy", 503)
        if content is None:
            raise NotFound
        return shown(content) if name.endswith(".html") else download(content, name, "all", day)

    pages.add_url_rule("/overviews/<sunday>", "overview", overview)
    pages.add_url_rule("/overviews/<sunday>/<name>", "overview_file", overview_file)


def may_see(gateway: Gateway) -> bool:
    """Whether the figures of every ministry are open to the visitor, of all its places."""
    ministries = gateway.settings.ministries
    return all(visitor().may(SEES_FIGURES, key) and visitor().limits(SEES_FIGURES, key) is None for key in ministries)


def _sunday(gateway: Gateway, said: str) -> date:
    day = day_or_none(said)
    if day is None or not may_see(gateway):
        raise NotFound
    return day
