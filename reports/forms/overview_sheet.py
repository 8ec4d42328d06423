"""The overview as blocks: the one content of its printed form and of its page. Nothing is counted or hidden here."""

from __future__ import annotations

from datetime import UTC, datetime

from reports.forms.overview_first import first_page
from reports.forms.overview_second import method, second_page
from reports.forms.overview_told import Teller
from reports.forms.pdf_blocks import Block
from reports.overview.shape import Overview
from reports.words import word
from reports.words.numbers import long_date
from reports.words.pages import PAGES


def sheet(overview: Overview) -> Block:
    """Everything the template sets: document data, heading, footer and sections."""
    teller, meta, at = Teller(overview), overview.meta, due(overview)
    day = long_date(meta.sunday, meta.language)
    return {
        "title": f"{meta.name}, {day}",
        "author": meta.name,
        "keywords": ["overview", meta.sunday.isoformat(), meta.method_version],
        "language": meta.language,
        "at": [at.year, at.month, at.day, at.hour, at.minute],
        "heading": meta.name,
        "subtitle": teller.subtitle(),
        "footer": f"{meta.name} · {day}",
        "page_of": word(PAGES, "page of", meta.language).format(page="{page}", pages="{pages}"),
        "sections": [part(teller).data() for part in (first_page, second_page, method)],
    }


def due(overview: Overview) -> datetime:
    """The instant at which the overview was due, in UTC: its date, whenever it is printed."""
    return datetime.fromisoformat(overview.meta.due).astimezone(UTC)
