"""How far a report can be trusted: AAPOR's rates, break-off, grades, weights, operations."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from evidence_of import CLINIC, ONE, REGISTER, SUNDAY, crowd, desk, evidence_of, left, person, report_on

from reports.figures import Response, outcome, shape_of
from reports.forms.rows import rows_of
from reports.night.build import build_report
from reports.night.evidence import Event, Spent, Volume

MONDAY = SUNDAY - timedelta(days=6)


def test_rates_are_aapors_of_everybody_who_was_invited() -> None:
    people = crowd(11, 600, days=28)
    people += [left("welcome", channel="sms", invited="sent", ended="not started")] * 12
    sms, ussd = report_on(people).response
    ends = Counter(outcome(r, shape_of(CLINIC)) for r in people if r.invited)
    s = sum(ends.values())
    contacted = ends["I"] + ends["P"] + ends["R"] + ends["O"]
    expected = {
        "rr1": ends["I"] / s,
        "rr2": (ends["I"] + ends["P"]) / s,
        "coop1": ends["I"] / contacted,
        "ref1": ends["R"] / s,
        "con1": contacted / s,
    }
    for rate, value in expected.items():
        assert float(getattr(sms, rate).value) == pytest.approx(value, abs=0.5e-4)
    assert sms.invited.n == s
    assert (ussd.invited.n, ussd.rr1, ussd.rr2, ussd.con1) == (0, None, None, None)


def test_break_off_is_the_share_of_those_who_were_shown_a_step() -> None:
    people = [person(wait="1")] * 60 + [left("wait")] * 20 + [left("treated")] * 10 + [left("welcome")] * 10
    ussd = next(r for r in report_on(people).response if r.opened.n)
    leaving = {b.question: (b.share.n, b.share.value) for b in ussd.breakoff if b.language == "all"}
    assert leaving["welcome"] == (100, Decimal("0.1000"))
    assert leaving["treated"] == (90, Decimal("0.1111"))
    assert leaving["wait"] == (80, Decimal("0.2500"))
    assert ussd.completion.value == Decimal("0.6667")


def test_a_language_is_named_where_people_leave_more_often_in_it() -> None:
    stay, go = person(wait="1"), left("wait")
    people = [stay] * 90 + [go] * 10 + [person(wait="1", language="st")] * 20 + [left("wait", language="st")] * 30
    ussd = next(r for r in report_on(people).response if r.opened.n)
    named = {(b.question, b.language): b.share.value for b in ussd.breakoff if b.language != "all"}
    assert named[("wait", "st")] == Decimal("0.6000")
    assert ("treated", "st") not in named
    assert {h.code: h.headline.n for h in ussd.by_language} == {"en": 100, "st": 50}


@pytest.mark.parametrize(
    ("answered", "silent", "channel", "grade"),
    [
        (100, 300, "sms", "A"), (99, 300, "sms", "B"), (100, 420, "sms", "B"), (30, 300, "sms", "B"), (29, 50, "sms", "C"),
        (40, 600, "sms", "C"), (9, 20, "sms", ""), (500, 0, "ussd", "C"),
    ],
)  # fmt: skip
def test_a_grade_says_how_far_to_trust(answered: int, silent: int, channel: str, grade: str) -> None:
    invited = "delivered" if channel == "sms" else ""
    people = [person("5", channel=channel, invited=invited)] * answered
    people += [left("welcome", channel=channel, invited=invited, ended="closed")] * silent
    assert next(s for s in report_on(people).headline if s.scope.channel == channel).grade == grade


def _stratum(facility: str, positive: int, n: int) -> list[Response]:
    return [person("5" if at < positive else "1", channel="sms", invited="delivered", facility=facility) for at in range(n)]


def _volumes(**visits: int) -> list[Volume]:
    return [Volume(MONDAY, "clinic", "", code, n) for code, n in visits.items()]


def test_the_weighted_share_is_that_of_the_published_example() -> None:
    people = [*_stratum("F00", 187, 220), *_stratum("F01", 33, 55)]
    weighted = report_on(people, volumes=_volumes(F00=550, F01=450)).quality[0].weighted
    assert weighted is not None
    assert weighted.value is not None
    assert (weighted.raw.value, weighted.value.value) == (Decimal("0.8000"), Decimal("0.7375"))
    assert (weighted.n_eff, weighted.deff, weighted.why) == (Decimal("197.8"), Decimal("1.39"), "")


def test_a_small_facility_is_weighted_with_its_district() -> None:
    people = [*_stratum("F00", 30, 40), *_stratum("F03", 4, 8), *_stratum("F06", 4, 8), *_stratum("F01", 30, 40)]
    weighted = report_on(people, volumes=_volumes(F00=100, F03=30, F06=70, F01=100)).quality[0].weighted
    assert weighted is not None
    assert weighted.value is not None
    expected = (100 * 30 / 40 + 100 * 8 / 16 + 100 * 30 / 40) / 300
    assert float(weighted.value.value or 0) == pytest.approx(expected, abs=0.5e-4)


@pytest.mark.parametrize(("volumes", "why"), [([], "no volumes"), (_volumes(F00=100, F01=100), "small strata")])
def test_where_nothing_can_be_weighted_it_is_said(volumes: list[Volume], why: str) -> None:
    weighted = report_on(_stratum("F00", 30, 40), volumes=volumes).quality[0].weighted
    assert weighted is not None
    assert (weighted.value, weighted.why) == (None, why)


def test_weights_that_cost_too_many_answers_lower_the_grade() -> None:
    people = [*_stratum("F00", 150, 200), *_stratum("F01", 8, 12)]
    even, skewed = (report_on(people, volumes=_volumes(F00=200, F01=n)).headline[0].grade for n in (12, 2000))
    assert (even, skewed) == ("A", "C")


def test_operations_count_the_house_and_raise_the_alarm_above_ten_in_a_thousand() -> None:
    events = [
        Event(SUNDAY, "held", "frequency limit", 30), Event(SUNDAY - 20 * ONE, "held", "quiet hours", 4),
        Event(SUNDAY, "sent", "", 1000), Event(SUNDAY, "opted out", "", 10), Event(SUNDAY - 9 * ONE, "opted out", "", 50),
        Event(SUNDAY, "failed", "Vodacom", 12), Event(SUNDAY, "erased", "", 11), Event(SUNDAY - 28 * ONE, "erased", "", 5),
    ]  # fmt: skip
    evidence = evidence_of(
        [person()] * 50, events=events, spent=[Spent(SUNDAY, 25_000)], erasure_days=[Decimal(2)] * 10 + [Decimal(9)]
    )
    operations = build_report(desk(SUNDAY, currency="LSL"), evidence, SUNDAY).operations
    assert [(t.code, t.count.n) for t in operations.holds] == [("frequency limit", 30), ("quiet hours", None)]
    assert [t.label for t in operations.holds] == ["they were asked not long ago", "quiet hours"]
    assert [(t.code, t.count.n) for t in operations.failures] == [("Vodacom", 12)]
    assert [(t.code, t.count.n) for t in operations.privacy] == [("erased", 11)]
    assert (operations.optouts.n, operations.optouts_per_1000.value, operations.optout_alarm) == (10, Decimal("10.0"), False)
    assert [t.label for t in operations.privacy] == ["people erased, in the whole gateway"]
    assert operations.erasure_oldest is not None
    assert (operations.erasure_days.value, operations.erasure_oldest.value) == (Decimal("2.0"), Decimal("9.0"))
    assert operations.currency == "LSL"
    assert operations.cost_per_answer is not None
    assert operations.cost_per_answer.value == Decimal("0.5")
    more = evidence_of([person()] * 50, events=[*events, Event(SUNDAY, "opted out", "", 1)])
    assert build_report(desk(SUNDAY), more, SUNDAY).operations.optout_alarm


@pytest.mark.parametrize(
    ("stops", "sent", "value", "hidden", "alarm"),
    [(0, 500, "0.0", "", False), (1, 500, None, "base_lt_10", False), (9, 100, None, "base_lt_10", False),
     (10, 500, "20.0", "", True), (10, 0, None, "", False), (9, 9, None, "base_lt_10", False)],
)  # fmt: skip
def test_the_rate_of_opt_outs_is_hidden_with_their_count(
    stops: int, sent: int, value: str | None, hidden: str, alarm: bool
) -> None:
    events = [Event(SUNDAY - 6 * ONE, "sent", "", sent), Event(SUNDAY, "opted out", "", stops)]
    report = report_on([person()] * 50, events=events)
    told = report.operations.optouts_per_1000
    assert (told.value, told.hidden) == (None if value is None else Decimal(value), hidden)
    assert report.operations.optout_alarm is alarm
    rows = [row for row in rows_of(report) if row.metric in ("optouts", "optouts_per_1000")]
    assert [(row.period_start, row.period_end) for row in rows] == [(MONDAY, SUNDAY)] * 2
    assert not [row for row in rows if row.value is not None and row.n and 0 < round(row.value * row.n / 1000) < 10
                and row.metric == "optouts_per_1000"]  # fmt: skip


def test_the_sampled_channel_leads_from_thirty_answers_on() -> None:
    sms = [person(channel="sms", invited="delivered")]
    assert report_on(sms * 30 + [person()] * 300).leading == "sms"
    assert report_on(sms * 29 + [person()] * 300).leading == "ussd"
    assert report_on(sms * 9).leading == ""
    assert len(REGISTER) == 24
