"""Did it move? The weekly positive share with its usual range, flagged weeks, the open week, and what happened to the trend."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from reports.forms import palette
from reports.forms.charts.chart import SIZE, Chart, Spec, framed, hundredths, legend, percent_axis, rows, text
from reports.night.shape import Mark, Standing, Trend, WeekPoint
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import count, day_month, end_of_interval, from_to, percent, shown
from reports.words.sentences import channel_name, period

WEEKS = 26
WORSE = frozenset({"Below LCL", "7 Point Trend (Decreasing)", "2 in 3 Below CL", "7 Points Below CL"})
KINDS = {
    "usual week": (palette.COMMON, palette.COMMON),
    "improving": (palette.IMPROVEMENT, palette.IMPROVEMENT),
    "worse": (palette.CONCERN, palette.CONCERN),
    "open week": (palette.PAPER, palette.COMMON),
}
"""Kind of week -> its colour, and the colour whose shape it has."""


def xmr(standing: Standing, language: str, width: int = 600, weeks: int = WEEKS) -> Chart:
    """The control chart of a scope's last weeks; a week that may not be told leaves a gap and no sign."""
    trend = standing.trend or Trend((), "none", 0)
    points = trend.points[-weeks:]
    low, high = span(trend, points)
    layers = [
        *_lines(trend, low, high, language),
        *_marks(trend, points, language),
        *_points(points, (low, high), width, language),
    ]
    drawn = any(shown(point.share) is not None for point in points)
    if not drawn:
        layers = [text({"x": {"value": 0}, "y": {"value": 20}}, word(CHARTS, "no weeks", language), align="left")]
    return framed(
        "xmr",
        finding(standing, language),
        subtitle(standing, trend, low, language),
        {"layer": layers},
        (width, 250 if drawn else 50),
        language,
        72,
    )


def kind_of(point: WeekPoint) -> str:
    """What sign a week gets."""
    if not point.closed:
        return "open week"
    if point.label in ("", "Common Cause"):
        return "usual week"
    return "worse" if point.label in WORSE else "improving"


def finding(standing: Standing, language: str) -> str:
    """The title: how the level stands and whether it moved."""
    trend, key = standing.trend, str(standing.movement)
    known = trend is not None and {
        "down": trend.since is not None,
        "up": trend.since is not None,
        "steady": trend.lower is not None and trend.upper is not None,
    }.get(key, True)
    if shown(standing.positive) is None:
        key = "none" if standing.answers.n == 0 else "few"
    elif not known:
        key = "level"
    return word(CHARTS, key, language).format(
        name=standing.name,
        level=percent(standing.positive, language),
        since=day_month(trend.since, language) if trend and trend.since else "",
        weeks=trend.weeks if trend else 0,
        usual=from_to(trend.lower, trend.upper, language)
        if trend and trend.lower is not None and trend.upper is not None
        else "",
    )


def subtitle(standing: Standing, trend: Trend, low: float, language: str) -> str:
    """Measure, place, channel, period and answers; below it what to know about the axis and the limits."""
    first = word(CHARTS, "weekly", language).format(
        name=standing.name,
        channel=channel_name(standing.scope.channel, language),
        period=period(standing.window, language),
        n=count(standing.answers),
    )
    key = {"none": "no limits", "trial": "axis starts trial" if low > 0 else "trial limits"}.get(
        trend.limits, "axis starts" if low > 0 else ""
    )
    return f"{first}\n{word(CHARTS, key, language)}" if key else first


def span(trend: Trend, points: tuple[WeekPoint, ...]) -> tuple[float, float]:
    """From where to where the axis goes: all points and limits with a margin, in tens, within 0 and 100."""
    values = [v for p in points if (v := hundredths(p.share)) is not None]
    values += [float(v * 100) for v in (trend.lower, trend.upper, trend.mean, trend.target) if v is not None]
    if not values:
        return 0, 100
    low, high = max(0, min(values) - 6), min(100, max(values) + 4)
    return float(int(low // 10) * 10), float(min(100, -int(-high // 10) * 10))


def inside(value: Decimal | None) -> bool:
    """Whether a line can be drawn: a limit beyond 0 or 100 is not."""
    return value is not None and 0 <= value <= 1


def _lines(trend: Trend, low: float, high: float, language: str) -> list[Spec]:
    lines = [
        ("mean", trend.mean, palette.MEAN, [], 1.2),
        ("limit", trend.lower, palette.LIMIT, [4, 3], 1.2),
        ("limit", trend.upper, palette.LIMIT, [4, 3], 1.2),
        ("target", trend.target, palette.TARGET, [12, 5], 1.4),
    ]
    told = [line for line in lines if inside(line[1])]
    heights = apart([float((line[1] or 0) * 100) for line in told], (high - low) / 250 * 16)
    layers: list[Spec] = []
    for (key, value, colour, dash, thick), height in zip(told, heights, strict=True):
        assert value is not None, "only lines that can be drawn are told"
        at = float(value * 100)
        rule = {"type": "rule", "color": colour, "strokeDash": dash, "strokeWidth": thick}
        layers.append({"data": rows([{"at": at}]), "mark": rule, "encoding": {"y": _y(low, high)}})
        words = word(CHARTS, key, language).format(n=end_of_interval(value))
        layers.append(text({"x": {"value": "width"}, "y": {"datum": height}}, words, align="left", dx=5, fontSize=SIZE - 1))
    return layers


def apart(heights: list[float], least: float) -> list[float]:
    """Places of labels beside their lines, pushed apart where they would overlap."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    moved = list(heights)
    for lower, upper in pairwise(order):
        moved[upper] = max(moved[upper], moved[lower] + least)
    return moved


def _y(low: float, high: float) -> Spec:
    return {
        "field": "at",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": percent_axis(tickCount=5),
    }


def _x(points: tuple[WeekPoint, ...], width: int, language: str) -> Spec:
    """Weeks by their Monday; every so many named, the last closed one always."""
    mondays = [p.monday.isoformat() for p in points]
    every = max(1, -(-len(mondays) * 115 // width))
    named = [p.monday.isoformat() for p in points if p.closed][::-1][::every]
    labels = {p.monday.isoformat(): day_month(p.monday, language) for p in points}
    axis = {
        "title": None,
        "labelAngle": 0,
        "labelAlign": "center",
        "labelBaseline": "top",
        "values": named,
        "labelExpr": f"{json.dumps(labels)}[datum.value]",
        "labelOverlap": False,
    }
    return {"field": "week", "type": "ordinal", "scale": {"domain": mondays, "padding": 0.6, "type": "point"}, "axis": axis}


def _points(points: tuple[WeekPoint, ...], ends: tuple[float, float], width: int, language: str) -> list[Spec]:
    told: list[Spec] = [
        {"week": p.monday.isoformat(), "at": hundredths(p.share), "kind": kind_of(p), "n": count(p.share)}
        for p in points
        if hundredths(p.share) is not None
    ]
    weeks = {row["week"] for row in told}
    gaps: list[Spec] = [
        {"week": p.monday.isoformat(), "at": None} for p in points if p.closed and p.monday.isoformat() not in weeks
    ]
    closed = sorted(
        [{"week": r["week"], "at": r["at"]} for r in told if r["kind"] != "open week"] + gaps, key=lambda row: str(row["week"])
    )
    place = {"x": _x(points, width, language), "y": _y(*ends)}
    line = {"type": "line", "color": palette.COMMON, "strokeWidth": 1.5, "invalid": "break-paths-show-domains"}
    signs: Spec = {
        "data": rows([r | {"kind": word(CHARTS, str(r["kind"]), language)} for r in told]),
        "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1, "stroke": palette.OUTLINE, "strokeWidth": 0.9},
        "encoding": place | _signs([k for k in KINDS if any(r["kind"] == k for r in told)], width, language),
    }
    numbers: Spec = {
        "data": rows(_sparse(told, len(points), width)),
        "mark": {"type": "text", "baseline": "bottom", "dy": -3, "fontSize": SIZE - 3, "color": palette.SOFT},
        "encoding": {"x": place["x"], "y": {"value": "height"}, "text": {"field": "n"}},
    }
    return [{"data": rows(closed), "mark": line, "encoding": place}, signs, numbers]


def _sparse(told: list[Spec], weeks: int, width: int) -> list[Spec]:
    """The rows whose number of answers has room to be printed, the newest among them."""
    longest = max((len(str(r["n"])) for r in told), default=1)
    every = max(1, -(-(longest * 6 * weeks) // (width - 130)))
    return [{"week": r["week"], "n": r["n"]} for r in told[::-1][::every]]


def _signs(kinds: list[str], width: int, language: str) -> Spec:
    names = [word(CHARTS, k, language) for k in kinds]
    shapes = [palette.SHAPE[KINDS[k][1]] for k in kinds]
    shown_as = legend(names, width, symbolStrokeColor=palette.OUTLINE)
    return {
        "shape": {"field": "kind", "scale": {"domain": names, "range": shapes}, "legend": shown_as},
        "fill": {"field": "kind", "scale": {"domain": names, "range": [KINDS[k][0] for k in kinds]}, "legend": shown_as},
    }


def _marks(trend: Trend, points: tuple[WeekPoint, ...], language: str) -> list[Spec]:
    """A vertical line in the week in which the survey changed or a person drew new limits, with the words of it."""
    mondays = [p.monday for p in points]
    layers: list[Spec] = []
    for at, mark in enumerate(m for m in trend.marks if _monday(m.day) in mondays):
        layers += _mark(mark, mondays, at, language)
    return layers


def _mark(mark: Mark, mondays: list[date], at: int, language: str) -> list[Spec]:
    monday = _monday(mark.day)
    late = mondays.index(monday) > len(mondays) / 2
    dash = [2, 2] if mark.kind == "version" else [6, 2]
    place: Spec = {"x": {"datum": monday.isoformat(), "type": "ordinal"}}
    words = word(CHARTS, mark.kind, language).format(words=" ".join(mark.words.split()))
    label: Spec = {"align": "right" if late else "left", "dx": -4 if late else 4, "limit": 220, "fontSize": SIZE - 2}
    rule: Spec = {"mark": {"type": "rule", "strokeDash": dash, "color": palette.SOFT}, "encoding": place}
    return [{"data": rows([{}]), **rule}, text(place | {"y": {"value": 8 + 13 * (at % 3)}}, words, **label)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
