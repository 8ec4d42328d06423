"""The addresses of the open data, and what caches between us and a reader are told of each.

A dated package never changes, so whoever has it need not ask for a year; what is newest is asked for after an hour. Every
answer has the digest of its bytes as its tag, so that asking again for what is known costs no bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response, request

from gateway.access import open_to
from gateway.hooks.webhooks import plain
from gateway.open_data import pages
from gateway.open_data.listing import Listed, index, listed
from gateway.open_data.package import JSON, NAMES
from gateway.open_data.shelf import Busy, Shelf
from storage.unit import StorageFault

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()

HOUR = "public, max-age=3600"
FOR_EVER = "public, max-age=31536000, immutable"
LATEST = "latest"
HTML = "text/html; charset=utf-8"
AWAY_S, BUSY_S = 30, 2
"""When to come again while the database is away, and while enough readers wait."""

_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
}


def register(app: Flask, gateway: Gateway) -> None:
    """Add ``/open-data/`` to an application, unless this installation has none: then nothing is there."""
    if not gateway.settings.reports.open_data:
        return
    desk = _Desk(gateway)
    views: dict[str, Callable[..., Response]] = {
        "/open-data/": desk.front,
        "/open-data/index.json": desk.index,
        "/open-data/<ministry>/": desk.ministry,
        "/open-data/<ministry>/<day>/": desk.package,
        "/open-data/<ministry>/<day>/<name>": desk.file,
    }
    for rule, view in views.items():
        app.add_url_rule(rule, f"open_data.{view.__name__}", _answered(view), methods=["GET"])


def _answered(view: Callable[..., Response]) -> Callable[..., Response]:
    """The same view for everybody, with the headers that all have, and words where there is nothing to give."""

    @open_to("everybody")
    @wraps(view)
    def answer(**named: str) -> Response:
        try:
            response = view(**named)
        except StorageFault as fault:
            log.error("open data without database", fault=type(fault).__name__)
            response = _later("The database is away for the moment.", AWAY_S)
        except Busy:
            response = _later("Many people are reading this just now.", BUSY_S)
        response.headers.update(_ALWAYS)
        return response

    return answer


class _Desk:
    """The views."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._shelf = Shelf(gateway)

    def front(self) -> Response:
        """The page with every ministry."""
        return _page(pages.front(self._gateway.settings, listed(self._gateway, self._shelf)))

    def index(self) -> Response:
        """The same for machines."""
        return _served(index(self._gateway, listed(self._gateway, self._shelf)), JSON, HOUR)

    def ministry(self, ministry: str) -> Response:
        """The page with every package of a ministry."""
        of = self._gateway.settings.ministries.get(ministry)
        if of is None:
            return _unknown_ministry()
        return _page(pages.ministry(self._gateway.settings, Listed(of, self._shelf.days(ministry))))

    def package(self, ministry: str, day: str) -> Response:
        """The page with the files of a package."""
        found = self._day(ministry, day)
        if isinstance(found, Response):
            return found
        of = self._gateway.settings.ministries[ministry]
        return _page(pages.package(self._gateway.settings, of, found))

    def file(self, ministry: str, day: str, name: str) -> Response:
        """One file of a package."""
        found = self._day(ministry, day)
        if isinstance(found, Response):
            return found
        made = self._shelf.package(ministry, found) if name in NAMES else None  # what is not there costs nothing
        if made is None:
            return plain("A package has no such file. Its page lists the ones it has.\n", 404)
        file = made.files[name]
        response = _served(file.content, file.mediatype, HOUR if day == LATEST else FOR_EVER, file.digest)
        response.headers["Content-Location"] = f"/open-data/{ministry}/{found}/{name}"
        return response

    def _day(self, ministry: str, said: str) -> date | Response:
        """The day of a package that there is, or the answer that there is none."""
        if ministry not in self._gateway.settings.ministries:
            return _unknown_ministry()
        days = self._shelf.days(ministry)
        day = days[0] if days and said == LATEST else a_day(said)
        return (
            day
            if day in days
            else plain("Of this day no figures are given out. The page of the ministry lists all days.\n", 404)
        )


def a_day(said: str) -> date | None:
    """The day that is written like ``2026-06-07``, and in no other way."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if day.isoformat() == said else None


def _unknown_ministry() -> Response:
    return plain("There is no such ministry. /open-data/ lists those there are.\n", 404)


def _later(sentence: str, seconds: int) -> Response:
    response = plain(f"{sentence} Come again in {seconds} seconds.\n", 503)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(html: str) -> Response:
    response = _served(html.encode(), HTML, HOUR)
    response.headers["Content-Security-Policy"] = pages.POLICY
    return response


def _served(content: bytes, mediatype: str, caching: str, digest: str = "") -> Response:
    """The bytes, or 304 to whoever has them."""
    response = Response(content, content_type=mediatype)
    response.set_etag(digest or hashlib.sha256(content).hexdigest())
    response.headers["Cache-Control"] = caching
    response.make_conditional(request)
    return response
