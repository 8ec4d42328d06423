"""A figure as SVG or PNG, with the packaged fonts: no network, and the same figure gives the same bytes."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any
from unicodedata import category

import fontpkg  # type: ignore[import-untyped]
import vl_convert

from reports.forms.charts.chart import Chart
from reports.forms.charts.khmer import with_room

GRAMMAR = "v6.4"
KEPT = 96
"""Drawings that are kept: page, print and mail of one report show the same figures, and a drawing takes long."""
FAMILIES = ("Noto Sans", "Noto Sans Khmer")


def svg(chart: Chart) -> bytes:
    """The drawing as SVG for a browser; its letters stay letters."""
    return _drawn(json.dumps(_drawable(chart.spec)))


@lru_cache(maxsize=KEPT)
def _drawn(spec: str) -> bytes:
    _fonts()
    return vl_convert.vegalite_to_svg(spec, vl_version=GRAMMAR, allowed_base_urls=[]).encode()


def svg_for_print(chart: Chart) -> bytes:
    """The drawing as SVG for typst and for PNG, which both set text with usvg and need room made for Khmer."""
    return with_room(svg(chart).decode()).encode()


def png(chart: Chart, scale: float = 2) -> bytes:
    """The drawing as PNG, ``scale`` pixels for one of the figure's."""
    return bytes(vl_convert.svg_to_png(svg_for_print(chart).decode(), scale=scale))


def _drawable(spec: Any) -> Any:
    """The specification without control signs in its texts: the drawing library ends the whole process at a NUL."""
    if isinstance(spec, str):
        return "".join(" " if category(letter) in ("Cc", "Cs") else letter for letter in spec)
    if isinstance(spec, dict):
        return {key: _drawable(value) for key, value in spec.items()}
    return [_drawable(value) for value in spec] if isinstance(spec, list) else spec


@cache
def _fonts() -> None:
    for name in FAMILIES:
        vl_convert.register_font_directory(str(fontpkg.path(name).parent))
