"""What every figure has in common: its frame, its fonts, and the sentence for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.forms import palette
from reports.night.shape import Level, Share, Standing
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import shown
from reports.words.sentences import period

Spec = dict[str, Any]
FONTS = "Noto Sans, Noto Sans Khmer, sans-serif"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NO_BREAK = "\u00a0"
SIZE = 12
"""Of the figure's text, in its own pixels; the title is larger."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure: ``title`` says the finding, ``alt`` the kind of chart and the finding; size in pixels of the drawing."""

    spec: Spec
    alt: str
    title: str
    width: int
    height: int


def framed(kind: str, title: str, subtitle: str, body: Spec, size: tuple[int, int], language: str, right: int = 8) -> Chart:
    """A figure with its title above it. ``size`` is that of the plot's frame without the title; ``right`` its right margin."""
    width, height = size
    heading = wrapped(title, width - 16, SIZE + 3)
    below = [line for part in subtitle.split("\n") if part for line in wrapped(part, width - 16, SIZE)]
    tall = height + 22 * len(heading) + 17 * len(below) + 8
    alt = word(CHARTS, f"alt {kind}", language).format(finding=title)
    spec: Spec = {
        "$schema": SCHEMA,
        "description": alt,
        "background": palette.PAPER,
        "padding": {"left": 8, "right": right, "top": 6, "bottom": 6},
        "config": _config(),
        "title": {
            "text": heading,
            "subtitle": below,
            "anchor": "start",
            "frame": "bounds",
            "fontSize": SIZE + 3,
            "fontWeight": "normal",
            "lineHeight": 20,
            "subtitleFontSize": SIZE,
            "subtitleLineHeight": 17,
            "subtitlePadding": 4,
            "offset": 12,
            "color": palette.INK,
            "subtitleColor": palette.SOFT,
        },
        **body,
    }
    if "layer" in body:
        spec |= {"width": width, "height": tall, "autosize": {"type": "fit", "contains": "padding"}}
    return Chart(spec, alt, title, width, tall)


def _config() -> Spec:
    return {
        "font": FONTS,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": SIZE,
            "titleFontSize": SIZE,
            "titleFontWeight": "normal",
            "labelColor": palette.INK,
            "titleColor": palette.SOFT,
            "gridColor": palette.LINE,
            "domainColor": palette.SOFT,
            "tickColor": palette.SOFT,
        },
        "legend": {"labelFontSize": SIZE, "labelColor": palette.INK, "title": None, "orient": "bottom", "symbolSize": 90},
        "text": {"fontSize": SIZE, "color": palette.INK},
    }


def wrapped(text: str, pixels: int, size: int) -> list[str]:
    """A text in as few lines as fit, of like length, broken at spaces; widths are estimates, rather too wide."""
    lines, least = _filled(text, pixels, size), pixels * 0.5
    fits = (tight for at in range(10) if len(tight := _filled(text, least + (pixels - least) * at / 10, size)) == len(lines))
    return next(fits, lines)


def _filled(text: str, pixels: float, size: int) -> list[str]:
    """The lines of a text, each as full as may be; a number stays with the word behind it."""
    lines: list[str] = []
    for part in re.sub(r"(?<=\d) (?=[^\W\d]|%)", NO_BREAK, text).split(" "):
        if not part:
            continue
        if lines and wide(f"{lines[-1]} {part}", size) <= pixels:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def wide(text: str, size: int) -> float:
    """About how many pixels a text takes; signs above and below Khmer letters take none."""
    khmer = sum("\u1780" <= c <= "\u17b3" for c in text)
    signs = sum("\u17b4" <= c <= "\u17d3" for c in text)
    return size * (0.8 * khmer + 0.3 * signs + 0.57 * (len(text) - khmer - signs))


def legend(names: Sequence[str], width: int, **more: Any) -> Spec:
    """A legend of so many columns as there is room for; no name in it is cut."""
    room = [wide(name, SIZE) + 34 for name in names]
    fits = (k for k in range(len(room), 1, -1) if sum(max(room[at::k]) for at in range(k)) <= width - 90)
    return {"columns": next(fits, 1), "labelLimit": 0, **more}


def days_told(standings: Sequence[Standing], language: str) -> str:
    """The period of all of them; where some figures are older than others, words for that."""
    windows = {standing.window for standing in standings}
    return period(windows.pop(), language) if len(windows) == 1 else word(CHARTS, "own days", language) if windows else ""


def hundredths(value: Share | Level | Decimal | None) -> float | None:
    """A share as a number of 100 for drawing; nothing if it is not shown, so that a hidden number has no place either."""
    told = shown(value) if isinstance(value, Share | Level) else value
    return None if told is None else float(told * 100)


def rows(values: Sequence[Spec]) -> Spec:
    return {"values": list(values)}


def percent_axis(title: str | None = None, **more: Any) -> Spec:
    """An axis of shares: the numbers carry the sign themselves."""
    return {"title": title, "labelExpr": "datum.label + ' %'", **more}


def text(at: Spec, words: str, **more: Any) -> Spec:
    """One label at a place."""
    return {"data": rows([{"words": words}]), "mark": {"type": "text", **more}, "encoding": {"text": {"field": "words"}, **at}}
