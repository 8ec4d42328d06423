"""Which place is unusual? Places by number of answers against the limits of chance; only the unusual have their names."""

from __future__ import annotations

from collections.abc import Sequence

from reports.forms import palette
from reports.forms.charts.chart import SIZE, Chart, Spec, days_told, framed, hundredths, legend, percent_axis, rows, wide
from reports.forms.charts.dots import places
from reports.night.shape import Facility, Funnel, FunnelLine
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import end_of_interval, listed
from reports.words.sentences import channel_head

SIGNS = {
    "not unusual": (palette.COMMON, "circle"),
    "below": (palette.CONCERN, "triangle-down"),
    "above": (palette.IMPROVEMENT, "triangle-up"),
}
NAME_PIXELS = 220
LINE = 6.0
"""Height of a name in the drawing, in points of its axis."""
NAMED = 4
"""So many unusual places are named in the title; all of them are in the drawing."""

HALO: Spec = {"stroke": palette.PAPER, "strokeWidth": 4, "aria": False}
"""Paper around the letters of a name, so that no line of the figure crosses them."""


def funnel(funnel: Funnel, facilities: Sequence[Facility], language: str, width: int = 600) -> Chart:
    """The funnel of a channel; with too few places for one, the places with their intervals."""
    own = [f for f in facilities if f.standing.scope.channel == funnel.channel]
    if not funnel.lines:
        return places(own, language, width)
    signs = [sign for f in own if (sign := _sign(f)) is not None]
    most = max([line.n for line in funnel.lines] + [int(s["n"]) for s in signs])
    layers = [*_limits(funnel, most, language), _centre(funnel, language), *_signs(signs, most, width, language)]
    return framed(
        "funnel",
        _finding(funnel, own, language),
        _subtitle(funnel, own, language),
        {"layer": layers},
        (width, 360),
        language,
        66,
    )


def _sign(facility: Facility) -> Spec | None:
    """A place as a point; nothing where its share or its number of answers may not be told."""
    standing, at = facility.standing, hundredths(facility.standing.positive)
    if at is None or standing.positive.n is None:
        return None
    kind = "below" if facility.funnel.startswith("Low") else "above" if facility.funnel.startswith("High") else "not unusual"
    return {"n": standing.positive.n, "at": at, "kind": kind, "name": standing.name if facility.unusual else ""}


def _finding(funnel: Funnel, own: Sequence[Facility], language: str) -> str:
    names = [f.standing.name for f in own if f.unusual and hundredths(f.standing.positive) is not None]
    key = "funnel none" if not names else "funnel one" if len(names) == 1 else "funnel many"
    listing = listed([*names[:NAMED], *(["…"] if len(names) > NAMED else [])], language)
    return word(CHARTS, key, language).format(judged=funnel.judged, name=listing, names=listing, k=len(names))


def _subtitle(funnel: Funnel, own: Sequence[Facility], language: str) -> str:
    when = days_told([f.standing for f in own if hundredths(f.standing.positive) is not None], language)
    first = word(CHARTS, "funnel sub", language).format(channel=channel_head(funnel.channel, language), period=when)
    return f"{first}\n{word(CHARTS, 'adjusted', language)}" if funnel.adjusted else first


def _limits(funnel: Funnel, most: int, language: str) -> list[Spec]:
    """Four lines, the outer ones solid; thin ones beside them where the limits were widened."""
    return [
        _line(lines, which, _x(most, language), thick, dash)
        for lines, thick in ((funnel.lines, 1.3), (funnel.naive, 0.6))
        if lines
        for which, dash in (("lower998", []), ("lower95", [4, 3]), ("upper95", [4, 3]), ("upper998", []))
    ]


def _line(lines: Sequence[FunnelLine], which: str, x: Spec, thick: float, dash: list[int]) -> Spec:
    points = [{"n": line.n, "at": hundredths(getattr(line, which))} for line in lines]
    mark = {"type": "line", "color": palette.LIMIT, "strokeWidth": thick, "strokeDash": dash, "interpolate": "monotone"}
    return {"data": rows(points), "mark": mark, "encoding": {"x": x, "y": _y()}}


def _centre(funnel: Funnel, language: str) -> Spec:
    at = hundredths(funnel.centre)
    rule = {"type": "rule", "color": palette.MEAN}
    words = word(CHARTS, "mean", language).format(
        n="" if funnel.centre.value is None or at is None else end_of_interval(funnel.centre.value)
    )
    label = {"type": "text", "align": "left", "dx": 5, "fontSize": SIZE - 1}
    return {
        "data": rows([] if at is None else [{"at": at, "words": words}]),
        "layer": [
            {"mark": rule, "encoding": {"y": _y()}},
            {"mark": label, "encoding": {"y": _y(), "x": {"value": "width"}, "text": {"field": "words"}}},
        ],
    }


def _signs(signs: list[Spec], most: int, width: int, language: str) -> list[Spec]:
    kinds = [k for k in SIGNS if any(s["kind"] == k for s in signs)]
    names = [word(CHARTS, k, language) for k in kinds]
    told = legend(names, width, symbolStrokeColor=palette.OUTLINE)
    place = {"x": _x(most, language), "y": _y()}
    points: Spec = {
        "data": rows([s | {"kind": word(CHARTS, s["kind"], language)} for s in signs]),
        "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1, "stroke": palette.OUTLINE, "strokeWidth": 0.9},
        "encoding": place
        | {
            "shape": {"field": "kind", "scale": {"domain": names, "range": [SIGNS[k][1] for k in kinds]}, "legend": told},
            "fill": {"field": "kind", "scale": {"domain": names, "range": [SIGNS[k][0] for k in kinds]}, "legend": told},
        },
    }
    named = _apart([s for s in signs if s["name"]], most, width)
    right, left = ([s for s in named if _to_the_left(s, most) is late] for late in (False, True))
    labels: list[Spec] = [
        {
            "data": rows([{k: s[k] for k in ("n", "at", "name")} for s in some] if look else some),
            "mark": {"type": "text", "align": align, "dx": dx, "dy": 4, "limit": NAME_PIXELS, **look},
            "encoding": place | {"text": {"field": "name"}},
        }
        for some, align, dx in ((right, "left", 8), (left, "right", -8))
        if some
        for look in (HALO, {})
    ]
    moved = [{"n": s["n"], "at": s["at"], "to": s["from"]} for s in named if s["at"] != s["from"]]
    threads: Spec = {
        "data": rows(moved),
        "mark": {"type": "rule", "color": palette.INK, "strokeWidth": 0.6},
        "encoding": place | {"y2": {"field": "to"}},
    }
    return [threads, points, *labels] if moved else [points, *labels]


def _to_the_left(sign: Spec, most: int) -> bool:
    """Whether the name of a sign stands before it: those far right have no room behind."""
    return bool(sign["n"] > most * 0.6)


def _apart(signs: list[Spec], most: int, width: int) -> list[Spec]:
    """The names with their places, each moved up or down in steps of a line until it covers no other."""
    placed: list[tuple[float, float, float]] = []
    labels: list[Spec] = []
    for sign in sorted(signs, key=lambda s: (s["at"], s["n"])):
        from_ = sign["n"] / (most * 1.05) * (width - 130)
        long = min(wide(sign["name"], SIZE), NAME_PIXELS) + 10
        ends = (from_ - long, from_) if _to_the_left(sign, most) else (from_, from_ + long)
        heights = [sign["at"] + step * LINE for step in (0, -1, 1, -2, 2, -3, 3) if LINE < sign["at"] + step * LINE < 100]
        clear = (h for h in heights if not any(abs(h - y) < LINE and a < ends[1] and ends[0] < b for a, b, y in placed))
        height = next(clear, sign["at"])
        placed.append((*ends, height))
        labels.append({"n": sign["n"], "at": round(height, 2), "name": sign["name"], "from": sign["at"]})
    return labels


def _x(most: int, language: str) -> Spec:
    scale = {"domain": [0, round(most * 1.05)], "nice": False}
    return {"field": "n", "type": "quantitative", "title": word(CHARTS, "answers", language), "scale": scale}


def _y() -> Spec:
    return {"field": "at", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": percent_axis()}
