"""A figure as the SVG that goes into a printed page: in letters that can be printed, and in a form PDF/UA accepts."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any
from unicodedata import category

from reports.forms.charts.chart import Chart
from reports.forms.charts.drawing import png, svg
from reports.forms.pdf_letters import drawable

FINE = (1.4, 1.0, 0.7)
"""Pixels of a picture for one of the figure's, finest first: about 110 to the inch of the page, coarser for a large file."""


def drawing(chart: Chart, fine: float = FINE[0]) -> bytes:
    """The figure as SVG. Where its words are of a script whose letters join, a picture of it in an SVG frame.

    The press maps no code points to the joined letters of a drawing, which PDF/UA forbids; its alternative text is the same.
    """
    safe = replace(chart, spec=_lettered(chart.spec))
    made = svg(safe)
    return framed(png(safe, fine)) if joined(made.decode()) else made


def _lettered(spec: Any) -> Any:
    """The specification with every text in letters that can be printed: a control sign in one ends the drawing process."""
    if isinstance(spec, str):
        return drawable(spec)
    if isinstance(spec, dict):
        return {key: _lettered(value) for key, value in spec.items()}
    return [_lettered(value) for value in spec] if isinstance(spec, list) else spec


def joined(words: str) -> bool:
    """Whether a text has letters that change with their neighbours: marks, and the scripts from Hebrew to Georgian's end."""
    return any(0x0590 <= ord(c) < 0x1E00 or category(c).startswith("M") for c in words)


def framed(picture: bytes) -> bytes:
    """A PNG in an SVG of its size."""
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    inside = f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(picture).decode()}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{inside}</svg>'.encode()
