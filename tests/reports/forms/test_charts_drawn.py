"""Every figure is right Vega-Lite, holds released numbers alone, states its finding, and is readable without colour."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import altair
import pytest
from hidden_numbers import FORBIDDEN, all_hidden, with_canaries
from jsonschema import Draft7Validator
from night_sample import night_without, sample
from night_sample_parts import share

from reports.forms import palette
from reports.forms.charts.chart import Chart, wrapped
from reports.forms.charts.dots import places, reasons
from reports.forms.charts.drawing import png, svg
from reports.forms.charts.funnel import funnel
from reports.forms.charts.icon import icon
from reports.forms.charts.khmer import short, with_room
from reports.forms.charts.mini import multiples, spark
from reports.forms.charts.spread import spread
from reports.forms.charts.steps import steps
from reports.forms.charts.xmr import apart, xmr
from reports.night.shape import Label, Mark, Report, Share, Standing
from reports.words import LANGUAGES
from reports.words.numbers import NBSP

BUSY = sample()
SMS = tuple(f for f in BUSY.facilities if f.standing.scope.channel == "sms")


def charts(report: Report) -> Iterator[Chart]:
    """Every figure of a report."""
    language = report.meta.language
    for s in report.headline:
        yield from (xmr(s, language), xmr(s, language, 480), spark(s, language), reasons(s, language))
        channel = s.scope.channel
        own = [f for f in report.facilities if f.standing.scope.channel == channel]
        yield spread([x for x in report.services if x.scope.channel == channel], language)
        yield from (multiples([x for x in report.districts if x.scope.channel == channel], language), places(own, language))
    yield from (funnel(f, report.facilities, language) for f in report.funnels)
    yield from (steps(r, language) for r in report.response)


@pytest.fixture(scope="module")
def grammar() -> Any:
    schema = Path(altair.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    return Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))


def test_every_figure_is_right_vega_lite(grammar: Any) -> None:
    kinds = [
        xmr(BUSY.headline[0], "en"), spark(BUSY.headline[0], "en"), reasons(BUSY.headline[0], "en"), places(SMS[:4], "en"),
        spread(BUSY.services[:3], "en"), multiples(BUSY.districts[:2], "en"),
        funnel(BUSY.funnels[0], SMS, "en"), steps(BUSY.response[0], "en"), icon(BUSY.headline[0], "en"),
    ]  # fmt: skip
    for chart in kinds:
        assert not [e.message for e in grammar.iter_errors(chart.spec)], chart.title


def test_a_wrong_figure_would_be_seen(grammar: Any) -> None:
    assert list(grammar.iter_errors({"mark": "cake", "encoding": {}}))


@pytest.mark.parametrize("report", [with_canaries(BUSY), with_canaries(night_without(1))])
def test_no_figure_holds_what_is_hidden(report: Report) -> None:
    held = "".join(json.dumps(c.spec, ensure_ascii=False) + c.alt + c.title for c in charts(report))
    assert "777123" not in held
    assert "77.7123" not in held


def test_where_everything_is_hidden_no_number_is_left() -> None:
    for chart in charts(all_hidden(BUSY)):
        held = json.dumps(chart.spec, ensure_ascii=False) + chart.alt + chart.title
        assert not [number for number in FORBIDDEN if number in held and number not in ("78\u00a0%", "78 %", "77 %")], (
            chart.title
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_its_finding_in_every_language(language: str) -> None:
    for chart in charts(sample(language=language)):
        assert chart.title in chart.alt
        assert "{" not in chart.alt
        assert not [w for w in (chart.alt, chart.title) if "None" in w]


def test_a_night_without_answers_has_figures_too() -> None:
    assert "No answers yet" in {c.title for c in charts(night_without())}
    assert "Too few answers to report" in {c.title for c in charts(night_without(1))}


# --- the control chart -------------------------------------------------------------------------------------------------------


def data(chart: Chart) -> list[dict[str, Any]]:
    return [row for layer in chart.spec["layer"] for row in layer.get("data", {}).get("values", [])]


def test_a_week_of_too_few_is_a_gap_and_the_open_week_is_hollow() -> None:
    stand = BUSY.headline[0]
    assert stand.trend is not None
    points = list(stand.trend.points)
    points[5] = replace(points[5], share=Share(None, hidden="base_lt_10"))
    points[-1] = replace(points[-1], share=share(20, 30))
    chart = xmr(replace(stand, trend=replace(stand.trend, points=tuple(points))), "en")
    gap = [r for r in data(chart) if r.get("week") == points[5].monday.isoformat()]
    assert [r["at"] for r in gap] == [None]
    assert [r["kind"] for r in data(chart) if r.get("week") == points[-1].monday.isoformat() and "kind" in r] == [
        "week still open"
    ]
    assert {r["kind"] for r in data(chart) if "kind" in r} == {"usual", "lower than usual (worse)", "week still open"}


def test_what_happened_is_marked_and_limits_beyond_all_are_not_drawn() -> None:
    stand = BUSY.headline[0]
    assert stand.trend is not None
    marks = (Mark(date(2026, 4, 8), "version", "A question was reworded"), Mark(date(2026, 2, 3), "rebase", "New clerks"))
    chart = xmr(replace(stand, trend=replace(stand.trend, marks=marks, upper=Decimal("1.04"))), "en")
    words = [r["words"] for r in data(chart) if "words" in r]
    assert {"A question was reworded", "New limits: New clerks", "66", "mean 78", "target 80"} <= set(words)
    assert len([w for w in words if w.isdigit()]) == 1


def test_labels_of_lines_are_pushed_apart() -> None:
    assert apart([80, 78, 90], 4) == [82, 78, 90]


# --- the others --------------------------------------------------------------------------------------------------------------


def test_hidden_steps_are_drawn_in_one_piece() -> None:
    stand = BUSY.services[0]
    whole, merged = spread([stand], "en"), spread([replace(stand, spread=())], "en")
    pieces = [{r["kind"] for r in data(c) if "from" in r} for c in (whole, merged)]
    assert pieces[0] == {"worst answer", "bad", "good", "best answer", "undecided or don't know"}
    assert pieces[1] == {"bad", "good", "undecided or don't know"}
    assert "one piece" in json.dumps(merged.spec)
    for chart in (whole, merged):
        bars = [r for r in data(chart) if "from" in r]
        left = min(min(r["from"], r["to"]) for r in bars)
        assert left == pytest.approx(-float(stand.negative.value or 0) * 100, abs=0.06)


def test_a_cell_and_its_number_never_disagree() -> None:
    values = {"0.3949": 0, "0.3950": 1, "0.595": 2, "0.7449": 2, "0.745": 3, "0.8949": 3, "0.895": 4}
    assert {k: palette.heat_class(Decimal(k)) for k in values} == values


def test_only_the_unusual_place_has_its_name() -> None:
    chart = funnel(BUSY.funnels[0], SMS, "en")
    names = {r["name"] for r in data(chart) if r.get("name")}
    assert names == {"Scott Hospital Morija"}
    assert funnel(replace(BUSY.funnels[0], lines=()), SMS, "en").title.startswith("From 59")


def test_two_complaints_close_together_share_the_title() -> None:
    stand = BUSY.headline[0]
    close = replace(stand, reasons=(stand.reasons[0], replace(stand.reasons[1], share=share(29, 79))))
    assert reasons(close, "en").title.replace(NBSP, " ") == "Waiting and staff manner are the main complaints, 41 % and 37 %"


def test_names_of_unusual_places_cover_none_of_each_other() -> None:
    crowded = [replace(f, unusual=True) for f in SMS]
    labels = [r for r in data(funnel(BUSY.funnels[0], crowded, "en")) if "from" in r]
    assert len(labels) == len([f for f in SMS if f.standing.positive.value is not None and not f.standing.positive.hidden])
    near = [(a, b) for a, b in combinations(labels, 2) if abs(a["n"] - b["n"]) < 3 and abs(a["at"] - b["at"]) < 5]
    assert not near
    assert all(0 < r["at"] < 100 for r in labels)


def test_a_sign_means_the_same_in_every_small_chart_and_a_week_alone_is_seen() -> None:
    one, other = (s for s in BUSY.districts[:2])
    worse, better = _weeks(one, ["Below LCL"]), _weeks(other, ["Above UCL"])
    alone = _weeks(one, ["Common Cause", None, "Common Cause", None])
    chart = multiples([worse, better, alone], "en")
    views = [view["layer"][-1] for view in chart.spec["concat"]]
    kinds = [{row["kind"] for row in view["data"]["values"]} for view in views]
    assert sorted(kinds, key=str) == [{"improving"}, {"usual week"}, {"worse"}]
    assert len({json.dumps(view["encoding"]["shape"]["scale"]) for view in views}) == 1


def _weeks(standing: Standing, labels: list[Label | None]) -> Standing:
    """The standing with a trend of so many weeks; none: a week that may not be told."""
    assert standing.trend is not None
    old = standing.trend.points[: len(labels)]
    points = [
        replace(
            p,
            closed=True,
            label=label or "Common Cause",
            share=share(20, 30) if label is not None else Share(None, hidden="base_lt_10"),
        )
        for p, label in zip(old, labels, strict=True)
    ]
    return replace(standing, trend=replace(standing.trend, points=tuple(points)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_legend_is_cut(language: str) -> None:
    chart = xmr(sample(language=language).headline[0], language, 480)
    legends = [layer["encoding"]["shape"]["legend"] for layer in chart.spec["layer"] if "shape" in layer.get("encoding", {})]
    assert [(each["labelLimit"], each["columns"] <= 2) for each in legends] == [(0, True)]


def test_no_bright_mark_lacks_its_second_sign() -> None:
    assert len({*palette.SHAPE.values()}) == len(palette.SHAPE) == 4


def test_no_target_is_never_shown_as_met() -> None:
    stand = BUSY.headline[0]
    assert stand.trend is not None
    assert icon(stand, "en").alt == "lower than usual (worse); target is met in some weeks, missed in others"
    assert icon(replace(stand, trend=replace(stand.trend, assurance="")), "en").alt == "lower than usual (worse); no target"
    assert icon(replace(stand, movement="trial"), "en").alt == "not judged yet"
    assert '"P"' in json.dumps(icon(replace(stand, trend=replace(stand.trend, assurance="consistent_pass")), "en").spec)


# --- drawing -----------------------------------------------------------------------------------------------------------------


def test_a_drawing_is_the_same_every_time() -> None:
    chart = reasons(BUSY.headline[0], "km")
    assert svg(chart) == svg(chart)
    first, again = png(chart, 1), png(chart, 1)
    assert first == again
    assert first.startswith(b"\x89PNG")


def test_khmer_gets_the_room_it_lacks() -> None:
    assert [round(short(s), 3) for s in ("ក", "ខែ", "ក្រើ", "ស្រី", "ភៀ")] == [0, 0.288, 0.575, 0.287, 0.576]
    line = '<text text-anchor="end" font-size="10px">ខែ 5</text>'
    assert with_room(line) == '<text text-anchor="end" font-size="10px" dx="0 -2.88 0 2.88 0">\u17b4ខែ 5</text>'
    two = '<text font-size="10px"><tspan>abc</tspan><tspan x="0" dy="17">ខែ</tspan></text>'
    assert with_room(two) == '<text font-size="10px"><tspan>abc</tspan><tspan x="0" dy="17" dx="0 0 0">\u17b4ខែ</tspan></text>'


def test_titles_are_broken_where_they_fit() -> None:
    assert wrapped("one two three", 60, 12) == ["one two", "three"]
    assert wrapped("", 60, 12) == []
    assert wrapped("one two three four five", 140, 12) == ["one two three", "four five"], "no word stands alone in a last line"
    assert wrapped("limits of 99.8 % hold", 96, 12) == ["limits of", "99.8\u00a0% hold"], "a number stays with its sign"


def test_weeks_of_which_none_may_be_told_are_told_in_words() -> None:
    stand = sample().headline[0]
    assert stand.trend is not None
    untold = tuple(replace(p, share=replace(p.share, value=None, hidden="base_lt_10")) for p in stand.trend.points[-2:])
    drawn = svg(xmr(replace(stand, movement="short", trend=replace(stand.trend, points=untold)), "en")).decode()
    assert "No week has enough answers to be drawn yet." in drawn


def test_a_control_sign_in_a_name_does_not_end_the_process() -> None:
    chart = xmr(replace(sample().headline[0], name="A\0clinic\x1b\ud800 of ours"), "en")
    assert b"clinic" in svg(chart)
