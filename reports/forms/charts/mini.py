"""Many series at once: a mini trend for a table cell, and small control charts of districts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from reports.forms import palette
from reports.forms.charts.chart import SIZE, Chart, Spec, days_told, framed, hundredths, percent_axis, rows
from reports.forms.charts.xmr import KINDS, finding, inside, kind_of, span
from reports.night.shape import Standing, Trend
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import percent, shown
from reports.words.sentences import channel_head

WEEKS = 26
ACROSS = 3


def spark(standing: Standing, language: str, width: int = 120, height: int = 28) -> Chart:
    """A mini trend without words: the line, the usual range as a band, and the newest flagged or closed week."""
    trend = standing.trend or Trend((), "none", 0)
    points = trend.points[-WEEKS:]
    body = {"layer": _small(trend, span(trend, points), bare=True), "width": width - 6, "height": height - 6}
    title = finding(standing, language)
    chart = framed("xmr", title, "", body, (width, height), language)
    spec = {k: v for k, v in chart.spec.items() if k not in ("title", "autosize")}
    spec |= {"width": width - 6, "height": height - 6, "padding": 3}
    return Chart(spec, chart.alt, title, width, height)


def multiples(standings: Sequence[Standing], language: str, width: int = 600) -> Chart:
    """Control charts of one channel's districts with one axis for all, the lowest first; those not to be told are left out."""
    told = sorted((s for s in standings if shown(s.positive) is not None and s.trend), key=lambda s: shown(s.positive) or 0)
    title = word(CHARTS, "few", language)
    if told:
        moved = sum(s.movement in ("down", "up") for s in told)
        title = word(CHARTS, "multiples" if moved else "multiples none", language).format(
            first=told[0].name, level=percent(told[0].positive, language), moved=moved, told=len(told)
        )
    subtitle = ""
    if told:
        subtitle = word(CHARTS, "multiples sub", language).format(
            channel=channel_head(told[0].scope.channel, language), period=days_told(told, language)
        )
    spans = [span(s.trend, s.trend.points[-WEEKS:]) for s in told if s.trend]
    ends = (min((low for low, _ in spans), default=0.0), max((high for _, high in spans), default=100.0))
    wide = (width - 16 - 44 * ACROSS) // ACROSS
    views = [_view(s, ends, wide, language) for s in told]
    body: Spec = {"concat": views, "columns": ACROSS, "spacing": 14}
    return framed("multiples", title, subtitle, body, (width, 130 * -(-len(told) // ACROSS) + 10), language)


def _view(standing: Standing, ends: tuple[float, float], wide: int, language: str) -> Spec:
    assert standing.trend is not None, "only districts with a trend are drawn"
    name = {"text": f"{standing.name}: {percent(standing.positive, language)}", "fontSize": SIZE, "anchor": "start"}
    title = name | {"limit": wide + 36, "fontWeight": "normal", "color": palette.INK}
    return {"title": title, "width": wide, "height": 74, "layer": _small(standing.trend, ends, bare=False)}


def _small(trend: Trend, ends: tuple[float, float], *, bare: bool) -> list[Spec]:
    """Band or limits, mean, line and signs, without legend or labels on the weeks."""
    points = [p for p in trend.points[-WEEKS:] if p.closed]
    kinds = [(at, hundredths(p.share), kind_of(p)) for at, p in enumerate(points)]
    axis = None if bare else percent_axis(tickCount=3)
    place: Spec = {
        "x": {
            "field": "week",
            "type": "quantitative",
            "scale": {"domain": [0, max(1, len(points) - 1)], "nice": False},
            "axis": None,
        },
        "y": {
            "field": "at",
            "type": "quantitative",
            "scale": {"domain": list(ends), "nice": False, "zero": False},
            "axis": axis,
        },
    }
    line = {"type": "line", "color": palette.COMMON, "strokeWidth": 1.5, "invalid": "break-paths-show-domains"}
    values = [{"week": at, "at": value} for at, value, _ in kinds]
    alone = _alone([value for _, value, _ in kinds])
    signs = [
        {"week": at, "at": value, "kind": kind}
        for at, value, kind in kinds
        if value is not None and (kind != "usual week" or at in alone)
    ]
    return [
        *_range(trend, place["y"], ends),
        {"data": rows(values), "mark": line, "encoding": place},
        _flags(signs, place, bare),
    ]


def _alone(values: Sequence[float | None]) -> set[int]:
    """The weeks between two gaps: no line passes through them, and without a sign they would not be seen."""
    around = [None, *values, None]
    return {at for at, value in enumerate(values) if value is not None and around[at] is None and around[at + 2] is None}


def _range(trend: Trend, y: Spec, ends: tuple[float, float]) -> list[Spec]:
    layers: list[Spec] = []
    if trend.lower is not None and trend.upper is not None:
        low, high = max(ends[0], float(trend.lower * 100)), min(ends[1], float(trend.upper * 100))
        band = {"type": "rect", "color": palette.LINE, "opacity": 0.7}
        layers.append({"data": rows([{"at": low, "to": high}]), "mark": band, "encoding": {"y": y, "y2": {"field": "to"}}})
    if inside(trend.mean) and trend.mean is not None:
        rule = {"type": "rule", "color": palette.MEAN, "strokeWidth": 0.8}
        layers.append({"data": rows([{"at": float(trend.mean * 100)}]), "mark": rule, "encoding": {"y": y}})
    return layers


def _flags(signs: list[Spec], place: Spec, bare: bool) -> Spec:
    kinds = list(KINDS)  # all of them: drawings side by side share one scale, so that a sign means the same in each
    shapes = [palette.SHAPE[KINDS[k][1]] for k in kinds]
    mark = {
        "type": "point",
        "filled": True,
        "size": 22 if bare else 40,
        "opacity": 1,
        "stroke": palette.OUTLINE,
        "strokeWidth": 0.6,
    }
    encoding = place | {
        "shape": {"field": "kind", "scale": {"domain": kinds, "range": shapes}, "legend": None},
        "fill": {"field": "kind", "scale": {"domain": kinds, "range": [KINDS[k][0] for k in kinds]}, "legend": None},
    }
    return {"data": rows(signs), "mark": mark, "encoding": encoding}
