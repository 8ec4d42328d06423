"""Variation and assurance of one scope as two signs beside each other, for a cell of a matrix of many."""

from __future__ import annotations

from reports.forms import palette
from reports.forms.charts.chart import FONTS, SCHEMA, Chart, Spec, rows
from reports.night.shape import Standing
from reports.words import word
from reports.words.charts import CHARTS

VARIATION = {
    "up": ("improving", palette.IMPROVEMENT, "H"),
    "down": ("worse", palette.CONCERN, "L"),
    "steady": ("usual week", palette.COMMON, ""),
}
"""Movement -> its words, its colour, and the letter of higher or lower."""
ASSURANCE = {"consistent_pass": "P", "consistent_fail": "F", "inconsistent": "?", "": "–"}
"""Pass, fail, hit or miss, and no target, which is never shown as pass."""


def icon(standing: Standing, language: str) -> Chart:
    """Two signs of 28 pixels: whether it moved, and whether it meets its own target; nothing judged is an empty ring."""
    key, colour, letter = VARIATION.get(standing.movement, ("not judged", palette.PAPER, ""))
    assurance = standing.trend.assurance if standing.trend and standing.movement in VARIATION else ""
    finding = word(CHARTS, "two findings", language).format(
        first=word(CHARTS, key, language), second=word(CHARTS, assurance or "no target", language)
    )
    shape = palette.SHAPE.get(colour, "circle")
    if standing.movement not in VARIATION:
        finding = word(CHARTS, key, language)
    layers = [
        _sign(14, shape, colour), _letter(28, letter), _sign(48, "circle", palette.PAPER), _letter(48, ASSURANCE[assurance]),
    ]  # fmt: skip
    spec: Spec = {
        "$schema": SCHEMA,
        "description": finding,
        "background": palette.PAPER,
        "padding": 0,
        "width": 64,
        "height": 28,
        "config": {"font": FONTS, "view": {"stroke": None}},
        "layer": layers,
    }
    return Chart(spec, finding, finding, 64, 28)


def _sign(x: int, shape: str, colour: str) -> Spec:
    mark = {"type": "point", "shape": shape, "fill": colour, "stroke": palette.OUTLINE, "size": 260, "opacity": 1}
    return {"data": rows([{}]), "mark": mark, "encoding": _at(x)}


def _letter(x: int, letter: str) -> Spec:
    mark = {"type": "text", "text": letter, "fontSize": 12, "color": palette.INK, "baseline": "middle"}
    return {"data": rows([{}] if letter else []), "mark": mark, "encoding": _at(x)}


def _at(x: int) -> Spec:
    return {"x": {"value": x}, "y": {"value": 14}}
