"""Nights with little or nothing in them, nights of a changed clock, and what is carried from night to night."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from evidence_of import CLINIC, REGISTER, SUNDAY, TUESDAY, desk, evidence_of, left, person, report_on

from reports.figures import Response
from reports.forms.as_json import as_json, read_json
from reports.ledger import Book
from reports.night.build import build_report
from reports.night.evidence import Evidence, Remark, SignalRecord
from reports.night.method import CHANGES, METHOD_VERSION
from reports.night.shape import Report


def test_a_night_without_anything_is_a_report() -> None:
    report = build_report(desk(SUNDAY), Evidence((), {}, (), (), Book(SUNDAY)), SUNDAY)
    assert (report.leading, report.headline, report.facilities, report.suppression) == ("", (), (), ())
    assert report.coverage.register == 0


def test_nobody_answered_and_the_channels_of_the_surveys_stand_there() -> None:
    report = report_on([])
    assert [(s.scope.channel, s.movement, s.answers.n) for s in report.headline] == [("sms", "none", 0), ("ussd", "none", 0)]
    assert [s.positive.n for s in report.headline] == [0, 0]
    assert [s.name for s in report.services] == ["How was clinic?"] * 2


def test_one_answer_is_too_few_to_report() -> None:
    report = report_on([person()])
    ussd = next(s for s in report.headline if s.scope.channel == "ussd")
    assert (ussd.movement, ussd.answers.n, ussd.answers.hidden, ussd.grade) == ("few", None, "base_lt_10", "")
    assert ussd.reasons == ()


def test_everybody_replied_stop() -> None:
    people = [left("welcome", channel="sms", invited="delivered", ended="stopped")] * 40
    report = report_on(people)
    sms = report.response[0]
    assert (report.headline[0].movement, sms.invited.n, sms.refusal.n) == ("none", 40, 40)
    assert [rate.value for rate in (sms.rr2, sms.ref1) if rate is not None] == [0, 1]
    assert sms.completion.n == 0


def test_everybody_was_satisfied() -> None:
    ussd = next(s for s in report_on([person("5")] * 412).headline if s.answers.n)
    assert [ussd.positive.value, ussd.positive.upper, ussd.negative.value] == [1, 1, 0]
    assert ussd.positive.lower == Decimal("0.9908")
    assert (ussd.sqs.value, ussd.reasons_asked.n, ussd.reasons) == (Decimal("100.0"), 0, ())


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Africa/Maseru", SUNDAY, 24), ("Africa/Cairo", date(2026, 4, 24), 23), ("Africa/Cairo", date(2026, 10, 29), 25),
        ("Africa/Casablanca", date(2026, 3, 22), 23),
    ],
)  # fmt: skip
def test_a_day_has_the_hours_that_the_clocks_gave_it(zone: str, day: date, hours: int) -> None:
    people: list[Response] = [person(day=day)] * 12
    report = build_report(desk(day, zone=zone), evidence_of(people, day), day)
    total = report.meta.day_hours
    assert total == hours or (zone == "Africa/Casablanca" and total in (23, 24, 25))
    assert next(s for s in report.headline if s.answers.n).answers.n == 12


def test_later_days_are_not_looked_at() -> None:
    people = [person(day=SUNDAY)] * 20
    later = [person("1", day=SUNDAY + timedelta(days=1))] * 20
    book = evidence_of(people).book
    assert as_json(report_on(people, book=book)) == as_json(report_on([*people, *later], book=book))


def _crowd() -> list[Response]:
    return [person("5")] * 20 + [person("2", reason="queue")] * 15


def test_a_report_is_read_back_as_it_was_written() -> None:
    report = report_on(_crowd())
    assert read_json(as_json(report), Report) == report
    assert as_json(report_on(_crowd())) == as_json(report)


def record(at: int, opened: date, **more: object) -> SignalRecord:
    given: dict[str, object] = {
        "rule": "trend", "channel": "ussd", "service": "clinic", "district": "all", "facility": "all", "measure": "positive",
        "direction": "concern", "since": opened - timedelta(days=20), "opened": opened, "last": opened, "family": 14,
        "value": Decimal("0.5"), "low": Decimal("0.6"), "high": Decimal("0.8"), "n": 40, **more,
    }  # fmt: skip
    return SignalRecord(at, **given)  # type: ignore[arg-type]


def test_signals_are_new_then_open_then_closed_once() -> None:
    records = [
        record(1, SUNDAY), record(2, SUNDAY - timedelta(days=35)), record(3, SUNDAY - timedelta(days=14)),
        record(4, SUNDAY - timedelta(days=70), closed=SUNDAY, closing="repaired", note="Two more clerks."),
        record(5, SUNDAY - timedelta(days=70), closed=SUNDAY - timedelta(days=1), closing="quiet"),
        record(6, SUNDAY + timedelta(days=1)),
    ]  # fmt: skip
    report = report_on(_crowd(), signals=records)
    assert [(s.id, s.state, s.days_open, s.overdue, s.action) for s in report.signals] == [
        (1, "new", 0, False, ""), (2, "open", 35, True, ""), (3, "open", 14, False, ""), (4, "closed", 70, False, "repaired"),
    ]  # fmt: skip
    first = report.signals[0]
    assert (first.name, first.top_reason, first.owner) == ("How was clinic?", "The queue", "Ministry of Health")
    assert (first.now.n, first.now.value) == (35, Decimal("0.5714"))
    through = report.follow_through
    assert (through.opened, through.acted, through.quiet, through.open, through.overdue) == (5, 1, 1, 3, 1)
    assert (through.closure_share, through.closure_days) == (Decimal("0.2000"), Decimal("70.0"))


def test_a_signal_that_closes_later_is_open_in_a_reprint() -> None:
    records = [record(1, SUNDAY - timedelta(days=7), closed=SUNDAY + timedelta(days=3), closing="coached")]
    report = report_on(_crowd(), signals=records)
    assert [(s.state, s.action, s.action_day) for s in report.signals] == [("open", "", None)]
    assert report.follow_through.acted == 0


def test_texts_are_those_of_the_days_that_may_be_told() -> None:
    people = [person(comment=True)] * 15 + [person(comment=True, day=TUESDAY)] * 12
    remarks = [Remark(r.local_day, "clinic", "en", at, "We waited long in the queue") for at, r in enumerate(people)]
    texts = report_on(people, TUESDAY, remarks=remarks).texts
    assert texts is not None
    assert texts.texts.n == 27
    cuts = [SUNDAY - timedelta(days=7), SUNDAY]
    untold = report_on(people, TUESDAY, Book(TUESDAY, {("texts", ("ussd",)): cuts}), remarks=remarks).texts
    assert untold is not None
    assert (untold.texts.n, untold.window.last) == (15, SUNDAY)


def test_questions_are_tables_of_every_channel_and_places_go_together() -> None:
    people = [person(v, reason="queue", wait="2") for v in ["5"] * 20 + ["2"] * 20]
    tables = {t.question: t for t in report_on(people).questions if t.channel == "ussd"}
    assert list(tables) == [q.name for q in CLINIC.questions]
    assert [(o.value, o.share.value) for o in tables["treated"].options if o.share.value] == [
        ("2", Decimal("0.5000")), ("5", Decimal("0.5000")),
    ]  # fmt: skip
    assert (tables["wait"].median and tables["wait"].median.value, tables["wait"].unit) == (Decimal("120.0"), "minutes")
    assert (tables["kind"].base.n, tables["comment"].options) == (0, ())
    assert len(REGISTER) == 24


def test_the_method_has_a_version_and_says_since_when() -> None:
    assert CHANGES[-1].version == METHOD_VERSION == report_on([]).meta.method_version
    assert [change.day for change in CHANGES] == sorted(change.day for change in CHANGES)
