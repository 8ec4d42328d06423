"""``/``: the page on which everybody lands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.access import open_to
from gateway.console.home.facts import facts
from gateway.console.page import language_of_page, page
from gateway.console.visitor import visitor
from gateway.console.words.home import WORDS
from reports.words.numbers import short_date

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add ``/``."""

    @open_to("person")
    def home() -> Response:
        """What is live, what came in today, what needs attention."""
        found, language = facts(gateway, visitor()), language_of_page()
        return page(
            "home.html", WORDS, ministries=found.ministries, attention=found.attention,
            date_of=lambda day: short_date(day, language),
        )  # fmt: skip

    pages.add_url_rule("/", "home", home)
