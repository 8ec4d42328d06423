"""The overview as one page of HTML that needs nothing else, of the same blocks as its printed form."""

from __future__ import annotations

from reports.forms.overview_sheet import sheet
from reports.forms.overview_told import Teller
from reports.forms.page import page_of
from reports.overview.shape import Overview


def as_overview_page(overview: Overview) -> bytes:
    """The page, UTF-8; the same overview gives the same bytes."""
    return page_of(sheet(overview), Teller(overview).subject())
