"""Where and when? Places by week: the share in the cell, darker means fewer, a dot for how many answers stand behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from reports.forms import palette
from reports.forms.charts.chart import SIZE, Chart, Spec, framed, rows
from reports.night.shape import Cell, Facility
from reports.stats.rounding import half_up
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import day_month, end_of_interval, shown
from reports.words.sentences import channel_name

ROWS = 30
"""Places in one drawing; more make further drawings."""
DARK = 2
"""Classes below this have white numbers."""


def heat_maps(facilities: Sequence[Facility], language: str, width: int = 600) -> tuple[Chart, ...]:
    """The maps of one channel's places by district; silent ones last, with their days; no answers: blank."""
    ordered = sorted(facilities, key=lambda f: (f.silent_days is not None, -(f.silent_days or 0)))
    parts = [ordered[at : at + ROWS] for at in range(0, len(ordered), ROWS)]
    title = _finding(facilities, language)
    return tuple(_map(part, title, language, width) for part in parts)


def _finding(facilities: Sequence[Facility], language: str) -> str:
    """How many places lay under 60 % in the newest week of which anything is told."""
    told = [(c.monday, c.share.value) for f in facilities for c in f.weeks if _told(c) and c.share.value is not None]
    if not told:
        return word(CHARTS, "heat none", language)
    week = max(monday for monday, _ in told)
    now = [value for monday, value in told if monday == week]
    low = sum(half_up(value * 100, 0) < 60 for value in now)
    return word(CHARTS, "heat one" if low == 1 else "heat many", language).format(
        week=day_month(week, language), k=low, told=len(now)
    )


def _told(cell: Cell) -> bool:
    return cell.state == "shown" and shown(cell.share) is not None


def _map(part: Sequence[Facility], title: str, language: str, width: int) -> Chart:
    named = _named(part, language)
    mondays = sorted({c.monday for f in part for c in f.weeks})
    labels = {m.isoformat(): day_month(m, language) for m in mondays}
    every = {"values": [m.isoformat() for m in mondays[::-1][::4]], "labelExpr": f"{json.dumps(labels)}[datum.value]"}
    axis = {"title": None, "orient": "top", "labelAngle": 0, "labelOverlap": False, "domain": False, "ticks": False} | every
    x: Spec = {"field": "week", "type": "ordinal", "scale": {"domain": list(labels), "paddingInner": 0.06}, "axis": axis}
    y: Spec = {
        "field": "place",
        "type": "nominal",
        "scale": {"domain": list(named), "paddingInner": 0.1},
        "axis": {"title": None, "labelLimit": 250, "ticks": False, "domain": False},
    }
    cells = [_cell(place, c) for place, f in named.items() for c in f.weeks if c.state != "none"]
    layers = [_colours([c for c in cells if "class" in c], x, y), _hatch([c for c in cells if "class" not in c], x, y)]
    layers += _numbers([c for c in cells if "class" in c], x, y)
    first = part[0].standing.scope.channel
    subtitle = word(CHARTS, "heat sub", language).format(channel=channel_name(first))
    return framed("heat", title, subtitle, {"layer": layers}, (width, 22 * len(named) + 64), language)


def _named(part: Sequence[Facility], language: str) -> dict[str, Facility]:
    """Row label -> place: its name and district, or its days of silence; a code where two are called the same."""
    named: dict[str, Facility] = {}
    for f in part:
        label = f"{f.standing.name} · {f.district_name}" if f.district_name else f.standing.name
        if f.silent_days is not None:
            label = word(CHARTS, "silent", language).format(name=f.standing.name, days=f.silent_days)
        named[label if label not in named else f"{label} ({f.standing.scope.facility})"] = f
    return named


def _cell(place: str, cell: Cell) -> Spec:
    """A cell with its class and number; one of too few answers, or not to be told, has neither."""
    at = {"place": place, "week": cell.monday.isoformat()}
    if not _told(cell) or cell.share.value is None:
        return at
    return at | {
        "class": str(palette.heat_class(cell.share.value)),
        "words": end_of_interval(cell.share.value),
        "n": cell.share.n,
    }


def _colours(cells: list[Spec], x: Spec, y: Spec) -> Spec:
    colour = {"field": "class", "scale": {"domain": list("01234"), "range": list(palette.HEAT)}, "legend": None}
    return {
        "data": rows([{k: c[k] for k in ("place", "week", "class")} for c in cells]),
        "mark": {"type": "rect", "stroke": palette.HEAT[2], "strokeWidth": 0.4},
        "encoding": {"x": x, "y": y, "color": colour},
    }


def _hatch(cells: list[Spec], x: Spec, y: Spec) -> Spec:
    """Strokes across a cell of too few answers."""
    return {
        "data": rows(cells),
        "mark": {"type": "text", "text": "/ / /", "color": palette.SOFT, "fontSize": SIZE - 1},
        "encoding": {"x": x, "y": y},
    }


def _numbers(cells: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    """The number of each cell in white or ink, and a dot as large as the cell has answers."""
    layers: list[Spec] = []
    for dark, colour in ((True, palette.PAPER), (False, palette.INK)):
        some = [c for c in cells if (int(c["class"]) < DARK) is dark]
        data = rows([{k: c[k] for k in ("place", "week", "words")} for c in some])
        words = {"type": "text", "fontSize": SIZE - 2, "dx": -4, "color": colour}
        layers.append({"data": data, "mark": words, "encoding": {"x": x, "y": y, "text": {"field": "words"}}})
        dots = rows([{k: c[k] for k in ("place", "week", "n")} for c in some if c["n"]])
        size = {
            "field": "n",
            "type": "quantitative",
            "scale": {"domain": [10, 200], "range": [6, 55], "clamp": True},
            "legend": None,
        }
        dot = {"type": "point", "filled": True, "color": colour, "xOffset": 10, "opacity": 1}
        layers.append({"data": dots, "mark": dot, "encoding": {"x": x, "y": y, "size": size}})
    return layers
