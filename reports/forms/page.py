"""The whole report as one page of HTML that needs nothing else: no script, no address to fetch; the drawings are in it."""

from __future__ import annotations

import re
from functools import cache
from itertools import count as numbered
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.forms.pdf import sheet
from reports.forms.pdf_blocks import Block
from reports.night.shape import Report
from reports.words.signals import subject


def as_page(report: Report) -> bytes:
    """The page, UTF-8, of the same blocks as the printed report; the same report gives the same bytes."""
    return page_of(sheet(report), subject(report))


def page_of(told: Block, subject: str) -> bytes:
    """A sheet as such a page, described by its subject."""
    drawn = numbered(1)

    def drawing(svg: str, alt: str) -> Markup:
        return inlined(svg, alt, next(drawn))

    return _template().render(sheet=told, subject=subject, drawing=drawing).encode()


def inlined(svg: str, alt: str, number: int) -> Markup:
    """A drawing inside a page: described, as wide as its place at most, and with names that no other drawing has."""
    own = re.sub(r'(?<=\sid=")|(?<=url\(#)|(?<=href="#)', f"d{number}-", svg)
    label = Markup('role="img" aria-label="{}" ').format(alt)
    return Markup(own.replace("<svg ", f"<svg {label}", 1))  # noqa: S704  drawn by us: vl_convert escapes the words in it


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
