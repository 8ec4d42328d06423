"""What a report says of what people said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from crowd_of_answers import CLINIC, DAY, DESK, REGISTRY, answered, counts_of, left, report_on, survey, with_a_main_reason

from reports.figures import Response, Said
from reports.released import Count, Level, Panel, Report, Share
from reports.report import Desk, build_report, first_day
from reports.tally import closed_weeks


def ussd(report: Report) -> Panel:
    return report.services[0].panels[0]


def crowd_of_412() -> list[Response]:
    """321 good, 60 bad, 21 in between, 10 who do not know."""
    return (
        [answered("5")] * 200
        + [answered("4")] * 121
        + [answered("1")] * 60
        + [answered("3")] * 21
        + [answered("dont_know")] * 10
    )


def test_the_headline_counts_those_who_do_not_know() -> None:
    panel = ussd(report_on(crowd_of_412()))
    assert panel.positive == Share(412, Decimal("0.7791"), Decimal("0.7366"), Decimal("0.8165"))
    assert panel.negative.value == Decimal("0.1456")
    assert panel.sqs == Level(402, Decimal("74.9"))


def test_a_scale_from_0_to_10_counts_its_upper_and_lower_quarter() -> None:
    from reports.figures import Shape
    from reports.rollup import rollup

    crowd = [answered(v) for v in ("8", "10", "7", "2", "3") for _ in range(4)]
    counts = rollup(crowd, {1: Shape("treated", 0, 10, frozenset())})
    panel = ussd(build_report(DESK, [CLINIC], counts, DAY))
    assert (panel.positive.value, panel.negative.value) == (Decimal("0.4000"), Decimal("0.2000"))


def test_channels_stand_side_by_side_and_only_counts_add() -> None:
    report = report_on([answered("5")] * 20 + [answered("1", channel="sms")] * 30)
    (clinic,) = report.services
    assert [(p.channel, p.positive.n, p.positive.value) for p in clinic.panels] == [
        ("ussd", 20, Decimal("1.0000")), ("sms", 30, Decimal("0.0000")),
    ]  # fmt: skip
    assert clinic.stages.headline == Count(50)
    assert not hasattr(clinic, "positive")


def test_people_leave_where_the_question_was_their_last() -> None:
    before = (Said("treated", "answered", "2"),)
    crowd = [answered(reason="queue", wait="1")] * 30 + [left("reason", *before)] * 10 + [left("welcome")] * 10
    leaving = {step.question: step.share for step in ussd(report_on(crowd)).leaving}
    assert (leaving["welcome"].n, leaving["welcome"].value) == (50, Decimal("0.2000"))
    assert (leaving["treated"].n, leaving["treated"].value) == (40, Decimal("0.0000"))
    assert (leaving["reason"].n, leaving["reason"].value) == (40, Decimal("0.2500"))
    assert leaving["comment"] == Share(0)


def test_a_main_reason_is_shared_by_all_who_were_asked_for_it() -> None:
    silent = Said("reason", "unclear", None)
    crowd = [answered("1", reason="queue")] * 20 + [answered("2", reason="paper")] * 10 + [answered()] * 50
    crowd += [left("reason", Said("treated", "answered", "1"))] * 6 + [left("wait", silent)] * 4
    table = next(q for q in ussd(report_on(crowd, surveys=(with_a_main_reason(),))).questions if q.question == "reason")
    assert (table.base, table.asked) == (Count(30), Count(40))
    assert [(o.value, o.share.n, o.share.value) for o in table.options] == [
        ("queue", 40, Decimal("0.5000")), ("paper", 40, Decimal("0.2500")), ("other", 40, Decimal("0.0000")),
    ]  # fmt: skip
    plain = next(q for q in ussd(report_on(crowd)).questions if q.question == "reason")
    assert (plain.asked, plain.options[0].share.n) == (None, 30)


def test_completion_is_of_those_who_started() -> None:
    crowd = [answered()] * 30 + [left("treated")] * 10 + [left("welcome", ended="refused")] * 60
    panel = ussd(report_on(crowd))
    assert (panel.completion.n, panel.completion.value) == (40, Decimal("0.7500"))


def test_waiting_hours_are_reported_in_minutes() -> None:
    crowd = [answered(wait=str(hours)) for hours in range(4) for _ in range(10)]
    wait = next(q for q in ussd(report_on(crowd)).questions if q.question == "wait")
    assert (wait.median, wait.p90, wait.unit) == (Level(40, Decimal("90.0")), Level(40, Decimal("180.0")), "minutes")
    few = next(q for q in ussd(report_on(crowd[:20])).questions if q.question == "wait")
    assert few.median is not None
    assert few.p90 is None


def test_a_window_is_28_days_and_the_day_itself_is_in_it() -> None:
    assert (DAY - first_day(DAY)).days == 27
    crowd = [answered(day=DAY)] * 10 + [answered(day=first_day(DAY))] * 10
    outside = [answered(day=first_day(DAY) - timedelta(days=1))] * 50 + [answered(day=DAY + timedelta(days=1))] * 50
    report = report_on(crowd + outside)
    assert report.stages.opened == Count(20)
    assert report.tonight.opened == Count(10)


@pytest.mark.parametrize(("n", "movement"), [(0, "none"), (1, "few"), (9, "few"), (10, "short"), (400, "short")])
def test_how_much_can_be_said(n: int, movement: str) -> None:
    assert ussd(report_on([answered()] * n)).movement == movement


@pytest.mark.parametrize(("weeks", "movement"), [(4, "short"), (5, "trial"), (12, "trial"), (13, "long")])
def test_weeks_with_ten_answers_are_points(weeks: int, movement: str) -> None:
    sunday = DAY - timedelta(days=DAY.isoweekday())
    crowd = [answered(day=sunday - timedelta(weeks=w)) for w in range(weeks) for _ in range(10)]
    nine = [answered(day=sunday - timedelta(weeks=20))] * 9
    panel = ussd(report_on(crowd + nine + [answered(day=DAY)] * 10))
    assert (panel.weeks, panel.movement) == (weeks, movement)


def test_the_open_week_is_no_point() -> None:
    monday, sunday = date(2026, 6, 1), date(2026, 6, 7)
    counts = counts_of([answered(day=monday)] * 10)
    assert closed_weeks(counts, sunday - timedelta(days=1)) == 0
    assert closed_weeks(counts, sunday) == 1


def test_a_renamed_question_goes_on_in_its_column() -> None:
    old = survey()
    renamed = tuple(q if q.name != "reason" else replace_name(q) for q in old.questions)
    new = type(old)(**{**fields(old), "questions": renamed, "by_name": {q.name: n for n, q in enumerate(renamed)}})
    crowd = [answered(reason="queue")] * 12
    panel = ussd(build_report(DESK, [new], counts_of(crowd), DAY))
    assert {q.question: q.base for q in panel.questions}["cause"] == Count(12)
    assert "reason" not in {q.question for q in panel.questions}


def replace_name(question: object) -> object:
    return type(question)(**{**fields(question), "name": "cause", "formerly": "reason"})


def fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def test_flags_never_delete() -> None:
    fast = Response(DAY, "clinic", 1, "ussd", "en", "finished", "", (Said("treated", "answered", "5"),), speeding=True)
    panel = ussd(report_on([answered("1")] * 20 + [fast] * 20))
    assert (panel.positive.n, panel.positive.value) == (40, Decimal("0.5000"))
    assert (panel.trusted.n, panel.trusted.value) == (20, Decimal("0.0000"))
    assert ussd(report_on([answered("1")] * 20 + [fast] * 5)).trusted.hidden == "secondary"


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Africa/Maseru", date(2026, 6, 2), 24),
        ("Africa/Cairo", date(2026, 4, 24), 23),
        ("Africa/Cairo", date(2026, 10, 29), 25),
    ],
)
def test_a_day_says_how_long_it_was(zone: str, day: date, hours: int) -> None:
    desk = Desk("health", "Health", zone, datetime.fromisoformat("2026-06-03T05:55:00+02:00"))
    assert build_report(desk, [CLINIC, REGISTRY], [], day).meta.day_hours == hours
