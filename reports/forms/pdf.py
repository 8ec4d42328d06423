"""A ministry's report as a PDF: A4, tagged, with bookmarks, its own fonts, and the same bytes for the same report."""

from __future__ import annotations

from datetime import UTC, datetime

from reports.forms.pdf_blocks import Block, Section
from reports.forms.pdf_drawing import FINE
from reports.forms.pdf_pages.glance import glance
from reports.forms.pdf_pages.method import method
from reports.forms.pdf_pages.places import places
from reports.forms.pdf_pages.printer import Printer
from reports.forms.pdf_pages.reasons import reasons
from reports.forms.pdf_pages.services import services
from reports.forms.pdf_pages.trust import trust
from reports.forms.pdf_pages.weeks import weeks
from reports.forms.pdf_press import pictures, printed
from reports.night.shape import Report
from reports.words.numbers import long_date

MOST_BYTES = 1_000_000
PARTS = (glance, services, reasons, places, weeks, trust, method)


def as_pdf(report: Report) -> bytes:
    """The printed report: seven parts, in the report's language; dated by its cut-off, in its document data too.

    Pictures of figures, where the language needs them, are as fine as a file of :data:`MOST_BYTES` allows.
    """
    at = cut_off(report)
    for fine in FINE:
        made = printed("report.typ", sheet(report, fine), at)
        if len(made) <= MOST_BYTES:
            break
    return made


def as_pictures(report: Report, per_inch: int = 80) -> list[bytes]:
    """The same pages as PNG, to be looked at."""
    return pictures("report.typ", sheet(report), per_inch)


def cut_off(report: Report) -> datetime:
    """The instant up to which answers are in the report, in UTC."""
    return datetime.fromisoformat(report.meta.cut_off).astimezone(UTC)


def sheet(report: Report, fine: float = FINE[0]) -> Block:
    """Everything the template sets: document data, heading, footer and sections."""
    printer, meta = Printer(report, fine), report.meta
    day, at = long_date(meta.local_day, meta.language), cut_off(report)
    heading = printer.say("heading")
    local = datetime.fromisoformat(meta.cut_off)
    told = {"day": day, "window": printer.days(meta.window), "cut_off": f"{local:%Y-%m-%d %H:%M}", "zone": meta.zone}
    sections: list[Section] = [part(printer) for part in PARTS]
    return {
        "title": f"{meta.name}: {heading}, {day}",
        "author": meta.name,
        "keywords": [meta.ministry, meta.local_day.isoformat(), meta.method_version],
        "language": meta.language,
        "at": [at.year, at.month, at.day, at.hour, at.minute],
        "heading": f"{meta.name}: {heading}",
        "subtitle": printer.say("subtitle", **told),
        "footer": f"{meta.name} · {day}",
        "page_of": printer.say("page of", page="{page}", pages="{pages}"),
        "sections": [section.data() for section in sections],
    }
