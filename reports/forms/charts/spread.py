"""How are answers spread? Bad answers to the left, good ones to the right, the undecided apart; one row per service."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from reports.forms import palette
from reports.forms.charts.chart import SIZE, Chart, Spec, days_told, framed, legend, rows
from reports.night.shape import Share, Standing
from reports.words import word
from reports.words.charts import CHARTS
from reports.words.numbers import percent, shown
from reports.words.sentences import channel_head

GAP = 8
"""Between the good answers and the column of the undecided, in points."""
NEAR = Decimal("0.0006")
"""How far sums of rounded shares may lie beside a rounded sum."""
SIDES = {
    "very bad": palette.DISSATISFIED[0],
    "bad": palette.DISSATISFIED[1],
    "good": palette.SATISFIED[1],
    "very good": palette.SATISFIED[0],
    "undecided": palette.UNDECIDED,
}


def spread(standings: Sequence[Standing], language: str, width: int = 600) -> Chart:
    """The services of one channel, most dissatisfied first as the report has them; hidden steps are merged into their side."""
    channel = standings[0].scope.channel if standings else ""
    told = [s for s in standings if _told(s)]
    drawn = [s for s in standings if shown(s.positive) is not None]
    ends = _ends(drawn)
    pieces = [piece | {"name": s.name} for s in drawn for piece in _pieces(s, ends)]
    kinds = [word(CHARTS, k, language) for k in SIDES if any(p["kind"] == k for p in pieces)]
    layers: list[Spec] = [
        {
            "data": rows([p | {"kind": word(CHARTS, str(p["kind"]), language)} for p in pieces]),
            "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 1, "height": 15},
            "encoding": {
                "y": _y(standings),
                "x": {"field": "from", "type": "quantitative", "scale": {"domain": [-ends[0], ends[2]]}, "axis": _axis(ends)},
                "x2": {"field": "to"},
                "color": {
                    "field": "kind",
                    "scale": {"domain": kinds, "range": [c for k, c in SIDES.items() if word(CHARTS, k, language) in kinds]},
                    "legend": legend(kinds, width, symbolType="square"),
                },
            },
        },
        {"data": rows([{}]), "mark": {"type": "rule", "color": palette.INK}, "encoding": {"x": {"datum": 0}}},
        {
            "data": rows([{"name": s.name, "words": percent(s.positive, language)} for s in standings]),
            "mark": {"type": "text", "align": "left", "dx": 6},
            "encoding": {"y": _y(standings), "x": {"value": "width"}, "text": {"field": "words"}},
        },
        {
            "data": rows([{"name": s.name, "words": percent(s.negative, language)} for s in drawn if not _told(s)]),
            "mark": {"type": "text", "align": "right", "dx": -5, "color": palette.SOFT},
            "encoding": {"y": _y(standings), "x": {"datum": 0}, "text": {"field": "words"}},
        },
    ]
    size = (width, 26 * max(1, len(standings)) + 90)
    return framed("spread", _finding(told, language), _subtitle(standings, told, channel, language), {"layer": layers}, size,
                  language, 78)  # fmt: skip


def _told(standing: Standing) -> bool:
    return shown(standing.positive) is not None and shown(standing.negative) is not None


def _finding(told: Sequence[Standing], language: str) -> str:
    if not told:
        return word(CHARTS, "few", language)
    worst = max(told, key=lambda s: s.negative.value or 0)
    return word(CHARTS, "spread", language).format(name=worst.name, level=percent(worst.negative, language))


def _subtitle(standings: Sequence[Standing], told: Sequence[Standing], channel: str, language: str) -> str:
    when = days_told(standings, language)
    first = word(CHARTS, "spread sub", language).format(channel=channel_head(channel, language), period=when)
    merged = len(told) < len(standings) or any(len(side) < 2 for s in told for side in _sides(s))
    return f"{first}\n{word(CHARTS, 'in one piece', language)}" if merged else first


def _sides(standing: Standing) -> tuple[list[Decimal], list[Decimal]]:
    """The steps of both sides, the end of the scale first; one piece where steps are hidden or fit no side."""
    steps = [s.value for s in standing.spread if shown(s) is not None and s.value is not None]
    whole = steps if len(steps) == len(standing.spread) else []
    return _side(whole, standing.negative), _side(whole[::-1], standing.positive)


def _side(steps: Sequence[Decimal], total: Share) -> list[Decimal]:
    side, left = [], total.value or Decimal(0)
    for step in steps:
        if abs(left) <= NEAR:
            break
        side.append(step)
        left -= step
    return side if side and abs(left) <= NEAR else [total.value or Decimal(0)]


def _rest(standing: Standing) -> Decimal:
    """The undecided: whatever is on neither side, which anybody could subtract."""
    zero = Decimal(0)
    return max(zero, 1 - (standing.negative.value or zero) - (standing.positive.value or zero))


def _ends(told: Sequence[Standing]) -> tuple[int, int, int]:
    """To where the bars go: left, right, and the end of the column of the undecided, in points, each in tens."""

    def tens(values: Sequence[Decimal]) -> int:
        return max(20, ceil(max(values, default=Decimal(0)) * 10) * 10)

    left, right = (tens([shown(getattr(s, side)) or Decimal(0) for s in told]) for side in ("negative", "positive"))
    return left, right, right + GAP + tens([_rest(s) for s in told if _told(s)])


def _pieces(standing: Standing, ends: tuple[int, int, int]) -> list[Spec]:
    if not _told(standing):
        return _laid([standing.positive.value or Decimal(0)], ("very good", "good"), 1)
    bad, good = _sides(standing)
    return [
        *_laid(bad, ("very bad", "bad"), -1),
        *_laid(good, ("very good", "good"), 1),
        {"kind": "undecided", "from": ends[1] + GAP, "to": ends[1] + GAP + float(_rest(standing) * 100)},
    ]


def _laid(steps: Sequence[Decimal], kinds: tuple[str, str], direction: int) -> list[Spec]:
    """The pieces of one side from the middle outwards: the milder steps first, the end of the scale outside."""
    at, laid = Decimal(0), []
    for place, step in reversed(list(enumerate(steps))):
        kind = kinds[0] if place == 0 and len(steps) > 1 else kinds[1]
        laid.append({"kind": kind, "from": float(direction * at * 100), "to": float(direction * (at + step) * 100)})
        at += step
    return laid


def _axis(ends: tuple[int, int, int]) -> Spec:
    left, right, _ = ends
    values = [*range(-left, 0, 20), *range(0, right + 1, 20), right + GAP]
    label = f"datum.value >= {right + GAP} ? '0 %' : abs(datum.value) + ' %'"
    return {"title": None, "values": values, "labelExpr": label, "grid": True}


def _y(standings: Sequence[Standing]) -> Spec:
    order = list(dict.fromkeys(s.name for s in standings))
    axis = {"title": None, "labelLimit": 190, "ticks": False, "domain": False, "labelFontSize": SIZE}
    return {"field": "name", "type": "nominal", "scale": {"domain": order}, "sort": None, "axis": axis}
