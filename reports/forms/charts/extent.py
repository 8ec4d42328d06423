"""Where are most people dissatisfied? Services of all ministries as ranked dots: a number of people, not a share."""

from __future__ import annotations

from collections.abc import Sequence

from reports.forms import palette
from reports.forms.charts.chart import Chart, Spec, framed, rows
from reports.overview.shape import Extent
from reports.stats.rounding import half_up
from reports.words import word
from reports.words.numbers import thousands
from reports.words.overview import OVERVIEW
from reports.words.sentences import channel_name


def extent(found: Sequence[Extent], language: str, width: int = 620) -> Chart:
    """The services of one basis, most dissatisfied first; ``found`` is not empty. Hollow dots where no visits are known."""
    first = found[0]
    title = word(OVERVIEW, "extent finding", language).format(service=first.name, ministry=first.ministry_name, n=about(first))
    named = _named(found)
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": list(named)},
        "axis": {"title": None, "labelLimit": 330, "ticks": False, "domain": False, "grid": True},
    }
    x: Spec = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [0, float(max(e.dissatisfied for e in found))], "nice": True},
        "axis": {"title": None, "format": ",.0f", "tickCount": 4},
    }
    values = [{"name": name, "n": float(e.dissatisfied), "words": about(e)} for name, e in named.items()]
    fill = palette.INK if first.basis == "visits" else palette.PAPER
    dot = {"type": "point", "filled": True, "fill": fill, "size": 90, "stroke": palette.OUTLINE, "opacity": 1}
    label = {"type": "text", "align": "left", "dx": 8}
    layers: list[Spec] = [
        {"data": rows(values), "mark": dot, "encoding": {"x": x, "y": y}},
        {"data": rows(values), "mark": label, "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
    ]
    subtitle = word(OVERVIEW, f"extent {first.basis}", language)
    return framed("dots", title, subtitle, {"layer": layers}, (width, 24 * len(named) + 50), language, 60)


def about(of: Extent) -> str:
    """A number of people, whole."""
    return thousands(int(half_up(of.dissatisfied, 0)))


def _named(found: Sequence[Extent]) -> dict[str, Extent]:
    """Row label -> service: its name and ministry; a channel and a code where two are called the same."""
    named: dict[str, Extent] = {}
    for e in found:
        label = f"{e.name} · {e.ministry_name}"
        named[label if label not in named else f"{label} · {channel_name(e.channel)} ({e.service})"] = e
    return named
