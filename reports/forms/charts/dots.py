"""Ranked dots with their 95 % intervals: main reasons (hollow: the 28 days before), and places too few for a funnel."""

from __future__ import annotations

from collections.abc import Sequence

from reports.forms import palette
from reports.forms.charts.chart import Chart, Spec, days_told, framed, hundredths, percent_axis, rows
from reports.night.shape import Facility, Share, Standing
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import count, percent, shown, with_interval
from reports.words.sentences import channel_head, channel_name, in_sentence, main_reasons, period


def reasons(standing: Standing, language: str, width: int = 600) -> Chart:
    """Why people were not satisfied, the share named most at the top; a hidden share keeps its row and its mark."""
    told = [(r.label, r.share, r.before) for r in standing.reasons]
    subtitle = word(CHARTS, "reasons sub", language).format(
        name=standing.name,
        channel=channel_name(standing.scope.channel, language),
        period=period(standing.window, language),
        n=count(standing.reasons_asked),
    )
    return _dots(told, _complaint(standing, language), subtitle, language, width)


def places(facilities: Sequence[Facility], language: str, width: int = 600) -> Chart:
    """The positive share of a channel's places, lowest first, where a funnel would have too few of them."""
    ranked = sorted(facilities, key=lambda f: (shown(f.standing.positive) is None, shown(f.standing.positive) or 0))
    told = [f.standing for f in ranked if shown(f.standing.positive) is not None]
    title = word(CHARTS, "places none", language)
    if told:
        title = word(CHARTS, "places", language).format(
            low=percent(told[0].positive, language), high=percent(told[-1].positive, language), first=told[0].name
        )
    channel = channel_head(facilities[0].standing.scope.channel, language) if facilities else ""
    when = days_told(told or [f.standing for f in ranked], language)
    subtitle = word(CHARTS, "places sub", language).format(channel=channel, period=when)
    return _dots([(f.standing.name, f.standing.positive, None) for f in ranked], title, subtitle, language, width)


def _complaint(standing: Standing, language: str) -> str:
    named = main_reasons(standing)
    if not named:
        return word(CHARTS, "no reason", language)
    first, other = named[0], named[-1]
    return word(CHARTS, "reason" if len(named) == 1 else "two reasons", language).format(
        first=first.label,
        second=in_sentence(other.label),
        share=percent(first.share, language),
        other=percent(other.share, language),
    )


def _dots(told: Sequence[tuple[str, Share, Share | None]], title: str, subtitle: str, language: str, width: int) -> Chart:
    now, before = word(CHARTS, "now", language), word(CHARTS, "before", language)
    marks = [{"name": name, "at": hundredths(share), "when": now} for name, share, _ in told if hundredths(share) is not None]
    marks += [
        {"name": name, "at": hundredths(old), "when": before}
        for name, share, old in told
        if old is not None and hundredths(old) is not None and hundredths(share) is not None
    ]
    names = list(dict.fromkeys(name for name, _, _ in told))
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": names},
        "axis": {"title": None, "labelLimit": 190, "ticks": False, "domain": False, "grid": True},
    }
    layers = [
        _bars(told, y),
        _signs(marks, y, [now, before] if any(m["when"] == before for m in marks) else [now]),
        _words(told, y, language),
    ]
    size = (width, 24 * max(1, len(names)) + 80)
    return framed("dots", title, subtitle, {"layer": layers}, size, language, 104)


def _bars(told: Sequence[tuple[str, Share, Share | None]], y: Spec) -> Spec:
    ends = [
        {"name": name, "low": hundredths(s.lower), "high": hundredths(s.upper)}
        for name, s, _ in told
        if shown(s) is not None and s.lower is not None
    ]
    x = {"field": "low", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": percent_axis()}
    rule = {"type": "rule", "color": palette.LIMIT, "strokeWidth": 2}
    return {"data": rows(ends), "mark": rule, "encoding": {"y": y, "x": x, "x2": {"field": "high"}}}


def _signs(marks: list[Spec], y: Spec, names: list[str]) -> Spec:
    legend = {"symbolStrokeColor": palette.OUTLINE} if len(names) > 1 else None
    return {
        "data": rows(marks),
        "mark": {"type": "point", "filled": True, "size": 90, "stroke": palette.OUTLINE, "strokeWidth": 1, "opacity": 1},
        "encoding": {
            "y": y,
            "x": {"field": "at", "type": "quantitative", "scale": {"domain": [0, 100]}},
            "fill": {"field": "when", "scale": {"domain": names, "range": [palette.INK, palette.PAPER]}, "legend": legend},
        },
    }


def _words(told: Sequence[tuple[str, Share, Share | None]], y: Spec, language: str) -> Spec:
    values = [{"name": name, "words": with_interval(share, language)} for name, share, _ in told]
    return {
        "data": rows(values),
        "mark": {"type": "text", "align": "left", "dx": 6},
        "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "words"}},
    }
