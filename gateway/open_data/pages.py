"""The pages of the open data: no script, nothing fetched from anywhere, readable on the smallest telephone."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gateway.open_data.package import NAMES
from reports.words.numbers import long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gateway.config_sections import Ministry
    from gateway.open_data.listing import Listed
    from gateway.settings import Settings

SHOWN = 8
"""Packages of a ministry on the first page; its own page has all."""

_HERE = Path(__file__).parent / "templates"
_STYLE = (_HERE / "style.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The one style sheet of these pages, and nothing else: what somebody might smuggle in is not run, shown or fetched."""


def front(settings: Settings, found: Sequence[Listed]) -> str:
    """The first page: what there is, of which ministries, and what a reader must know before using it."""
    return _rendered("front.html", settings, found=found, shown=SHOWN)


def ministry(settings: Settings, of: Listed) -> str:
    """Every package of one ministry, whole weeks first."""
    return _rendered("ministry.html", settings, of=of, root="../")


def package(settings: Settings, of: Ministry, day: date) -> str:
    """The files of one package."""
    return _rendered("package.html", settings, of=of, day=day, root="../../", files=NAMES)


def _rendered(name: str, settings: Settings, **given: object) -> str:
    return _environment().get_template(name).render(licence=settings.reports.licence, **given)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["style"] = Markup(_STYLE)  # noqa: S704  our own file
    environment.filters["long_date"] = lambda day: long_date(day, "en")
    environment.filters["short_date"] = lambda day: short_date(day, "en")
    return environment
