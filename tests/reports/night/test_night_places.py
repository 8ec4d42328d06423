"""Facilities of a report: the funnel, who is unusual, how many dissatisfied more than usual, weeks, silence, integrity."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from evidence_of import REGISTER, SUNDAY, counts_of, evidence_of, open_book, person, report_on
from scipy.stats import false_discovery_control, t

from reports.figures import Response
from reports.night.evidence import Bulk, Volume
from reports.night.judging import Candidate, Measure, before, judge
from reports.night.numbers import share, untold
from reports.night.shape import Count, Level, Mark, Share, Trend, WeekPoint, Window
from reports.signals import findings_in
from reports.stats.dispersion import BY_CHANCE, adjusted_z, dispersion, freedom
from reports.stats.multiplicity import two_angles

WEEK, ONE = timedelta(days=7), timedelta(days=1)
MONDAY = SUNDAY - timedelta(days=6)


def at(facility: str, positive: int, negative: int, back: int = 0) -> list[Response]:
    day = SUNDAY - back * WEEK
    return [person("5", day, facility=facility)] * positive + [person("1", day, facility=facility)] * negative


def country(low: str = "F03") -> list[Response]:
    """Twelve facilities of forty answers; one has far fewer positive ones."""
    return [r for code in list(REGISTER)[:12] for r in at(code, 14 if code == low else 32, 26 if code == low else 8)]


def test_one_far_below_the_others_is_unusual_and_named_by_its_class() -> None:
    report = report_on(country())
    unusual = [f.standing.scope.facility for f in report.facilities if f.unusual]
    assert unusual == ["F03"]
    low = next(f for f in report.facilities if f.unusual)
    assert low.funnel.startswith("Low")
    assert low.p_adjusted is not None
    assert low.p_adjusted <= Decimal("0.05")
    assert low.excess_negative.value == pytest.approx(
        Decimal("26") - Decimal(40) * Decimal(114) / Decimal(480), abs=Decimal("0.05")
    )
    assert all(f.excess_negative.value == 0 for f in report.facilities if not f.unusual)


def test_the_family_is_all_facilities_channels_and_measures() -> None:
    luck = Random(4)
    candidates = [
        Candidate(channel, f"F{at}", (luck.randrange(20, 50), 50), (luck.randrange(20, 40), 40) if at % 2 else None)
        for channel in ("sms", "ussd")
        for at in range(15)
    ]
    small = [Candidate("sms", "small", (20, 29)), Candidate("sms", "fewer before", (20, 30), (20, 29))]
    judged = judge([*candidates, *small])
    assert judged.family == 30 + 14 + 1
    own: dict[tuple[str, str, Measure], float] = {}
    for channel in ("sms", "ussd"):
        mine = [c for c in (*candidates, *small) if c.channel == channel and c.now[1] >= 30]
        spread = dispersion([c.now for c in mine], BY_CHANCE)
        assert spread is not None
        own |= {
            (channel, c.facility, "funnel"): 2 * t.sf(abs(adjusted_z(*c.now, spread)), freedom(c.now[1], spread)) for c in mine
        }
    own |= {(c.channel, c.facility, "change"): two_angles(*c.now, *c.before) or 0 for c in candidates if c.before}
    keys = list(own)
    expected = dict(zip(keys, false_discovery_control([own[key] for key in keys]), strict=True))
    assert dict(judged.p) == pytest.approx(expected)
    assert ("sms", "small", "funnel") not in judged.p


def test_a_facility_is_held_against_its_own_weeks_before_its_window() -> None:
    standing = report_on(at("F20", 30, 10)).facilities[0].standing
    weeks = [WeekPoint(MONDAY - back * WEEK, share(20 + back % 2, 30)) for back in range(9, -1, -1)]
    weeks[1] = replace(weeks[1], share=untold("base"))
    standing = replace(standing, window=Window(SUNDAY - 4 * WEEK + ONE, SUNDAY), trend=Trend(tuple(weeks), "none", 0))
    assert standing.trend is not None
    assert before(standing) == (21 + 21 + 20 + 21 + 20, 150), "five told weeks of the six before the last four"
    drawn_anew = Mark(MONDAY - 5 * WEEK, "rebase", "a new building")
    assert before(replace(standing, trend=replace(standing.trend, marks=(drawn_anew,)))) == (41, 60)
    assert before(replace(standing, trend=None)) is None


@pytest.mark.parametrize(("outside", "told"), [(0, True), (3, True), (4, False)])
def test_a_week_outside_its_limits_counts_for_four_weeks(outside: int, told: bool) -> None:
    facility = report_on(at("F20", 30, 10)).facilities[0]
    points = [WeekPoint(MONDAY - back * WEEK, share(27 if back > 3 else 18, 30), "Common Cause") for back in range(25, -1, -1)]
    points[-1 - outside] = replace(points[-1 - outside], label="Below LCL")
    trend = Trend(tuple(points), "full", 24, Decimal("0.9"), Decimal("0.7"), Decimal("1.1"))
    window = Window(SUNDAY - 4 * WEEK + ONE, SUNDAY)
    standing = replace(facility.standing, positive=share(72, 120), window=window, fresh=True, trend=trend)
    found = findings_in((), [replace(facility, standing=standing)])
    assert [(f.rule, f.direction, f.since) for f in found] == [("week", "concern", MONDAY - outside * WEEK)] * told


def test_a_family_of_nobody_judges_nothing() -> None:
    assert (judge([]).family, dict(judge([]).p)) == (0, {})


def test_a_funnel_has_lines_from_ten_facilities_on() -> None:
    nine = [r for code in list(REGISTER)[:9] for r in at(code, 30, 10)]
    ten = [*nine, *at("F20", 30, 10), *at("F21", 20, 9)]
    for people, lines in ((nine, False), (ten, True)):
        funnel = next(f for f in report_on(people).funnels if f.centre.n)
        assert bool(funnel.lines) == lines
        assert funnel.centre.n == len(people) - (29 if lines else 0)
    classes = {f.standing.scope.facility: f.funnel for f in report_on(ten).facilities}
    assert classes["F21"] == ""
    assert classes["F20"] == "Not significant"
    line = next(f for f in report_on(ten).funnels if f.lines).lines[0]
    assert line.lower998 < line.lower95 < Decimal("0.75") < line.upper95 < line.upper998


def test_over_dispersed_facilities_have_adjusted_limits_and_naive_ones_beside_them() -> None:
    luck = Random(2)
    positives = {code: luck.randrange(60, 195) for code in REGISTER}
    people = [r for code, x in positives.items() for r in at(code, x, 200 - x)]
    funnel = next(f for f in report_on(people).funnels if f.lines)
    assert funnel.adjusted
    assert funnel.phi is not None
    assert funnel.phi > Decimal("1.5")
    for wide, thin in zip(funnel.lines, funnel.naive, strict=True):
        assert wide.lower95 < thin.lower95 < thin.upper95 < wide.upper95


def test_facilities_stand_by_district_and_level_and_hidden_ones_last() -> None:
    people = [*at("F00", 30, 10), *at("F03", 10, 30), *at("F06", 3, 1), *at("F01", 20, 20)]
    rows = [(f.district, f.standing.scope.facility, f.standing.positive.value) for f in report_on(people).facilities]
    assert rows == [
        ("berea", "F03", Decimal("0.2500")), ("berea", "F00", Decimal("0.7500")), ("berea", "F06", None),
        ("leribe", "F01", Decimal("0.5000")),
    ]  # fmt: skip


def test_weeks_are_shown_few_or_none() -> None:
    people = [*at("F00", 6, 4), *at("F00", 9, 0, back=1), *at("F00", 20, 5, back=3)]
    weeks = next(f for f in report_on(people).facilities).weeks
    assert [w.state for w in weeks] == ["none"] * 9 + ["shown", "none", "few", "shown"]
    assert (weeks[-1].monday, weeks[-1].share.value, weeks[-2].share.n) == (MONDAY, Decimal("0.6000"), None)


def visits(facility: str, n: int, weeks: int = 6) -> list[Volume]:
    return [Volume(MONDAY - back * WEEK, "clinic", "", facility, n) for back in range(weeks)]


def test_a_facility_is_silent_after_two_weeks_without_an_answer_though_it_had_visits() -> None:
    people = [*at("F00", 20, 5), *at("F01", 20, 5, back=2), *at("F02", 20, 5, back=1), *at("F04", 20, 5, back=3)]
    people += [person("5", invited="delivered", channel="sms", facility="F00")] * 10
    volumes = [v for code in ("F00", "F01", "F02", "F03") for v in visits(code, 50)]
    report = report_on(people, volumes=volumes)
    silent = {(f.standing.scope.channel, f.standing.scope.facility): f.silent_days for f in report.facilities if f.silent_days}
    assert silent == {("sms", "F01"): 14, ("ussd", "F01"): 14, ("sms", "F03"): 41}
    assert (report.coverage.register, report.coverage.heard, report.coverage.silent) == (24, 4, 2)


def test_dissatisfied_users_are_estimated_from_visits_on_the_sampled_channel() -> None:
    people = [person(v, channel="sms", invited="delivered", facility="F00") for v in ["5"] * 30 + ["1"] * 10]
    people += [person("1")] * 10
    report = report_on(people, volumes=visits("F00", 100))
    sms, ussd = report.headline
    assert (sms.visits, sms.estimated_negative) == (Count(100), Level(40, Decimal("25.0")))
    assert (ussd.visits, ussd.estimated_negative) == (None, None)


def test_a_share_that_is_unusually_high_against_all_others_is_shown() -> None:
    people = [r for code in list(REGISTER)[:6] for r in at(code, 30, 10)]
    bulks = [Bulk("ussd", code, 40, 2, 1, 3, (15, 20), (15, 20)) for code in list(REGISTER)[:5]]
    odd = Bulk("ussd", "F05", 40, 2, 22, 3, (20, 20), (10, 20))
    few = Bulk("ussd", "F06", 29, 29, 29, 29, (5, 10), (5, 10))
    evidence = evidence_of(people, book=open_book(SUNDAY, counts_of(people)), bulks=[*bulks, odd, few])
    report = report_on(people, bulks=evidence.bulks)
    rows = [(row.facility, row.check) for quality in report.quality for row in quality.integrity]
    assert rows == [("F05", "bursts")]
    row = report.quality[-1].integrity[0]
    assert (row.share.value, row.usual.n, row.name) == (Decimal("0.5500"), 240, "Clinic 5")


def test_a_told_week_has_its_negative_share_its_score_and_its_reasons() -> None:
    sure = [person("5", facility="F01")] * 12
    unsure = [person("1", reason="queue", facility="F01")] * 9 + [person("1", reason="paper", facility="F01")] * 5
    before = at("F01", 8, 4, back=1) + at("F01", 3, 2, back=2)
    cells = report_on([*sure, *unsure, *before]).facilities[0].weeks
    newest, small_minority, few = cells[-1], cells[-2], cells[-3]
    assert newest.negative is not None
    assert newest.sqs is not None
    assert (newest.share.n, newest.negative.value, newest.sqs) == (26, Decimal("0.5385"), Level(26, Decimal("46.2")))
    assert newest.reasons_asked == Count(14)
    assert [(r.code, r.share.value) for r in newest.reasons] == [
        ("queue", Decimal("0.6429")), ("paper", Decimal("0.3571")), ("other", Decimal(0)),
    ]  # fmt: skip
    assert small_minority.negative == Share(12, hidden="secondary")
    assert small_minority.sqs == Level(None, hidden="secondary")
    assert (small_minority.reasons_asked, small_minority.reasons) == (None, ())
    assert (few.state, few.negative, few.sqs) == ("few", None, None)
