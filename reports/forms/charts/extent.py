"""Where are most people dissatisfied? Services of all ministries as ranked dots: a number of people, not a share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.forms import palette
from reports.forms.charts.chart import Chart, Spec, framed, rows
from reports.forms.charts.chart import legend as columned
from reports.overview.shape import Extent
from reports.stats.rounding import half_up
from reports.words import word
from reports.words.numbers import thousands
from reports.words.overview import OVERVIEW
from reports.words.sentences import channel_name


def extent(found: Sequence[Extent], language: str, width: int = 620) -> Chart:
    """The services, most dissatisfied first; ``found`` is not empty. Hollow dots where no visits are known."""
    first, named = found[0], _named(found, language)
    title = word(OVERVIEW, "extent finding", language).format(service=first.name, ministry=first.ministry_name, n=about(first))
    kinds = list(dict.fromkeys(e.basis for e in found))
    legend: dict[str, str] = {kind: word(OVERVIEW, f"dots {kind}", language) for kind in kinds}
    values = [
        {"name": name, "n": float(e.dissatisfied), "words": about(e), "kind": legend[e.basis]} for name, e in named.items()
    ]
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
        "axis": {"title": None, "format": ",.0f", "tickCount": 4, "labelOverlap": "greedy", "labelSeparation": 8},
    }
    label = {"type": "text", "align": "left", "dx": 8}
    layers: list[Spec] = [
        {"data": rows(values), "mark": _DOT, "encoding": {"x": x, "y": y, "fill": _fill(legend, width)}},
        {"data": rows(values), "mark": label, "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
    ]
    subtitle = "\n".join(word(OVERVIEW, f"extent {kind}", language) for kind in kinds)
    chart = framed("dots", title, subtitle, {"layer": layers}, (width, 20 * len(named) + 62), language, 60)
    alt = word(OVERVIEW, "alt extent", language).format(finding=title)
    return replace(chart, alt=alt, spec=chart.spec | {"description": alt})


_DOT = {"type": "point", "filled": True, "size": 80, "stroke": palette.OUTLINE, "strokeWidth": 1, "opacity": 1}


def _fill(legend: Mapping[str, str], width: int) -> Spec:
    """Ink for users, paper for answers; a legend only where both are there."""
    colours = [palette.INK if kind == "visits" else palette.PAPER for kind in legend]
    shown = columned(list(legend.values()), width - 160, symbolStrokeColor=palette.OUTLINE) if len(legend) > 1 else None
    return {"field": "kind", "scale": {"domain": list(legend.values()), "range": colours}, "legend": shown}


def about(of: Extent) -> str:
    """A number of people, whole."""
    return thousands(int(half_up(of.dissatisfied, 0)))


def _named(found: Sequence[Extent], language: str) -> dict[str, Extent]:
    """Row label -> service: its name and ministry; a channel and a code where two are called the same."""
    named: dict[str, Extent] = {}
    for e in found:
        label = f"{e.name} · {e.ministry_name}"
        named[label if label not in named else f"{label} · {channel_name(e.channel, language)} ({e.service})"] = e
    return named
