"""The overview as a PDF: two pages and a half page of method, A4, tagged, the same bytes for the same overview."""

from __future__ import annotations

from reports.forms.overview_sheet import due, sheet
from reports.forms.pdf_press import pictures, printed
from reports.overview.shape import Overview


def as_overview_pdf(overview: Overview) -> bytes:
    """The printed overview in its language; dated by when it was due."""
    return printed("report.typ", sheet(overview), due(overview))


def as_overview_pictures(overview: Overview, per_inch: int = 80) -> list[bytes]:
    """The same pages as PNG, to be looked at."""
    return pictures("report.typ", sheet(overview), per_inch)
