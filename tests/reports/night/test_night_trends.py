"""Control charts of a report: limits, special causes, what is said of movement, targets, marks, frozen baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from evidence_of import CLINIC, SUNDAY, TUESDAY, desk, evidence_of, person

from reports.figures import Response
from reports.ledger import Book
from reports.night.build import build_report, ripe_baselines
from reports.night.evidence import Baseline, Version
from reports.night.shape import Standing
from reports.stats.control import limits

N = 40
WEEK = timedelta(days=7)


def weeks(positives: Sequence[int | None], last: date = SUNDAY, n: int = N) -> list[Response]:
    """A crowd a week, the last one ending on a Sunday: so many positive of ``n``; ``None``: nine people, all positive."""
    people: list[Response] = []
    for back, x in enumerate(reversed(positives)):
        day = last - back * WEEK - timedelta(days=2)
        people += [person("5", day)] * (9 if x is None else x) + [person("1", day)] * (0 if x is None else n - x)
    return people


def standing_on(people: list[Response], day: date = SUNDAY, targets: dict[str, Decimal] | None = None, **more: Any) -> Standing:
    report = build_report(desk(day, targets=targets or {}), evidence_of(people, day, **more), day)
    return next(s for s in report.headline if s.scope.channel == "ussd")


WAVE = [28, 30, 27, 31, 29, 28, 30, 27, 31, 29]
LONG = [*WAVE, *WAVE, 28, 30, 27, 31]


@pytest.mark.parametrize(
    ("positives", "movement"),
    [
        ([], "none"),
        ([None], "few"),
        ([30] * 4, "short"),
        (WAVE[:5], "trial"),
        ([*WAVE, 30, 28], "trial"),
        ([*WAVE, 30, 28, 29], "steady"),
        (LONG, "steady"),
        ([*LONG, 12], "down"),
        ([*LONG, 40], "up"),
        ([*LONG[:17], 12, *WAVE[:8]], "steady"),
        ([*LONG[:17], 12, *WAVE[:7]], "down"),
        ([*LONG[:17], 26, 26, 26, 26, 26, 26, 26], "down"),
        ([*LONG[:17], None, None, 26, 26, 26, 26, 26, 26, 26], "down"),
    ],
    ids=[
        "nobody", "nine people", "4 points", "5 points", "12 points", "13 points", "24 points", "a week far down", "far up",
        "nine weeks ago", "eight weeks ago", "seven on one side", "weeks that are no points",
    ],
)  # fmt: skip
def test_the_movement_is_the_first_that_fits(positives: list[int | None], movement: str) -> None:
    assert standing_on(weeks(positives)).movement == movement


def test_since_is_the_monday_on_which_the_newest_special_cause_began() -> None:
    trend = standing_on(weeks([*LONG[:17], 26, 26, 26, 26, 26, 26, 26])).trend
    assert trend is not None
    assert trend.since == SUNDAY - timedelta(days=6) - 6 * WEEK
    assert {p.label for p in trend.points[-7:]} == {"7 Points Below CL"}


def test_limits_are_those_of_the_weekly_shares_rounded_once() -> None:
    trend = standing_on(weeks(WAVE)).trend
    own = limits([x / N for x in WAVE])
    assert trend is not None
    assert own is not None
    assert (trend.limits, trend.weeks) == ("trial", 10)
    shown = (trend.mean, trend.lower, trend.upper, trend.near_lower, trend.near_upper)
    exact = (own.mean, own.lower, own.upper, own.near_lower, own.near_upper)
    assert [float(s) for s in shown if s is not None] == pytest.approx(exact, abs=0.5e-4 + 1e-12)
    assert [p.share.value for p in trend.points] == [Decimal(x) / N for x in WAVE]


def test_the_running_week_is_drawn_and_never_judged() -> None:
    people = [*weeks(LONG, SUNDAY), *([person("1", TUESDAY)] * 30)]
    trend = standing_on(people, TUESDAY).trend
    assert trend is not None
    last = trend.points[-1]
    assert (last.closed, last.label, last.monday) == (False, "", TUESDAY - timedelta(days=1))
    assert last.share.value == 0
    assert trend.weeks == len(LONG)
    assert standing_on(people, TUESDAY).movement == "steady"


def test_a_week_that_may_not_be_told_is_no_point() -> None:
    people = weeks(WAVE)
    told = [SUNDAY - back * WEEK for back in (11, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)]
    book = Book(SUNDAY, {("headline", ("ussd",)): sorted(told)})
    trend = standing_on(people, book=book).trend
    assert trend is not None
    assert [p.share.hidden for p in trend.points] == ["not_refreshed", *[""] * 9]
    assert (trend.points[0].share.n, trend.weeks) == (None, 9)


def frozen(mean: str, moving_range: str, **more: Any) -> Baseline:
    first = SUNDAY - timedelta(days=6) - 40 * WEEK
    given = {"from_day": first, "first": first, "last": first + 23 * WEEK, "points": 24, **more}
    return Baseline("ussd/all/all/all", mean=Decimal(mean), moving_range=Decimal(moving_range), **given)


def test_frozen_limits_judge_whatever_came_since() -> None:
    trend = standing_on(weeks(WAVE), baselines=[frozen("0.9", "0.01")]).trend
    assert trend is not None
    assert (trend.limits, trend.mean, trend.lower) == ("full", Decimal("0.9000"), Decimal("0.8734"))
    assert trend.baseline is not None
    assert (trend.baseline.last - trend.baseline.first).days == 24 * 7 - 1
    assert {p.label for p in trend.points} == {"Below LCL"}


def test_a_person_may_draw_limits_anew_and_it_is_marked() -> None:
    day = SUNDAY - timedelta(days=6) - 4 * WEEK
    anew = frozen("0.72", "0.05", from_day=day, note="New opening hours", signed_by="M. Molapo")
    trend = standing_on(weeks(WAVE), baselines=[frozen("0.9", "0.01"), anew]).trend
    assert trend is not None
    assert [p.label for p in trend.points] == ["Below LCL"] * 5 + ["Common Cause"] * 5
    assert trend.since is None
    assert trend.mean == Decimal("0.7200")
    assert [(m.day, m.kind, m.words) for m in trend.marks] == [(day, "rebase", "New opening hours (M. Molapo)")]


def test_a_change_of_the_survey_is_marked_and_moves_no_limits() -> None:
    day = SUNDAY - timedelta(days=30)
    versions = (Version(CLINIC, 1, date(2026, 1, 5)), Version(CLINIC, 2, day, "A question was reworded"))
    more: dict[str, Any] = {"surveys": versions[1:], "editions": {"clinic": versions}}
    report = build_report(desk(SUNDAY), evidence_of(weeks(LONG), SUNDAY, **more), SUNDAY)
    trend, before = (s.trend for s in (next(s for s in report.headline if s.answers.n), standing_on(weeks(LONG))))
    assert trend is not None
    assert before is not None
    assert [(m.day, m.kind, m.words) for m in trend.marks] == [(day, "version", "How was clinic?: A question was reworded")]
    assert (trend.mean, trend.lower, trend.upper) == (before.mean, before.lower, before.upper)
    own = next(s.trend for s in report.services if s.answers.n)
    assert own is not None
    assert own.marks[0].words == "A question was reworded"
    assert report.surveys[0].changes == own.marks


@pytest.mark.parametrize(
    ("target", "said"), [("0.95", "consistent_fail"), ("0.40", "consistent_pass"), ("0.75", "inconsistent"), (None, "")]
)
def test_assurance_is_of_the_ministrys_own_target(target: str | None, said: str) -> None:
    trend = standing_on(weeks(LONG), targets={"all": Decimal(target)} if target else {}).trend
    assert trend is not None
    assert trend.assurance == said
    assert trend.target == (Decimal(target) if target else None)


def test_a_baseline_is_ripe_after_24_weeks_and_frozen_once() -> None:
    young, old = (evidence_of(weeks(LONG[:n])) for n in (23, 24))
    assert ripe_baselines(desk(SUNDAY), young, SUNDAY) == ()
    ripe = ripe_baselines(desk(SUNDAY), old, SUNDAY)
    assert {b.series for b in ripe} == {"ussd/all/all/all", "ussd/clinic/all/all"}
    one = ripe[0]
    assert (one.points, one.first, one.last) == (24, SUNDAY - timedelta(days=6) - 23 * WEEK, SUNDAY - timedelta(days=6))
    assert ripe_baselines(desk(SUNDAY), replace(old, baselines=ripe), SUNDAY) == ()
    before, after = (standing_on(weeks(LONG), baselines=b).trend for b in ((), ripe))
    assert before is not None
    assert after is not None
    assert (before.mean, before.lower, before.upper, before.baseline) == (after.mean, after.lower, after.upper, after.baseline)


def test_too_few_points_are_frozen_to_nothing() -> None:
    sparse = [x if at % 2 == 0 else None for at, x in enumerate(LONG)]
    assert ripe_baselines(desk(SUNDAY), evidence_of(weeks(sparse)), SUNDAY) == ()
