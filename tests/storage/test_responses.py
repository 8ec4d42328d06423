"""Responses on both databases: queued once, filed any number of times, found again by day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from kept import MORNING_MS, dialled
from sqlalchemy import Engine, select, update

from flows.state import Answer
from reports.figures import DayCount, Response, Said
from storage import daycounts, responses
from storage.tables import answers
from storage.tables import daycounts as daycounts_table
from storage.tables import responses as responses_table
from storage.unhurried import unhurried
from storage.unit import Overtaken, unit

DAY = date(2026, 11, 25)


def answer(question: str, value: str, at_ms: int = MORNING_MS) -> Answer:
    return Answer(question, "answered", value, value, "person", "st", "ussd", 1, at_ms, at_ms)


def queued(engine: Engine, number: str = "+26658123456", day: date = DAY, at_ms: int = MORNING_MS) -> int:
    """A session that has ended and waits for the night."""
    begun = dialled(engine, number, f"ATUid_{number}")
    with unit(engine) as u:
        responses.queue(
            u,
            responses.passage(u, begun.session_id),
            language="st",
            local_day=day,
            ended="dropped",
            left_at="wait",
            at_ms=at_ms,
        )
        u.commit()
    return begun.session_id


def filed(engine: Engine, session_id: int, *given: Answer, at_ms: int = MORNING_MS + 1, day: date | None = None) -> None:
    with unit(engine) as u:
        response = responses.queued(u, session_id)
        assert response is not None
        first = responses.Filing(day or response.local_day, at_ms)
        responses.file(u, response, given, first, speeding=False, straight_lining=False)
        u.commit()


def found(engine: Engine, day: date = DAY) -> list[Response]:
    with unhurried(engine) as u:
        return list(responses.of_days(u, "health", day, day))


def test_a_response_is_found_by_its_day_once_it_is_filed(engine: Engine) -> None:
    session_id = queued(engine)
    assert found(engine) == []
    filed(engine, session_id, answer("district", "leribe"), answer("reason", "child", MORNING_MS + 9))
    (response,) = found(engine)
    assert response.said == (Said("district", "answered", "leribe"), Said("reason", "answered", "child"))
    assert (response.survey, response.channel, response.language) == ("lesotho-clinic-visit", "ussd", "st")
    assert (response.ended, response.left_at, response.local_day) == ("dropped", "wait", DAY)
    assert found(engine, DAY + timedelta(days=1)) == []


def test_a_response_without_an_answer_counts_as_well(engine: Engine) -> None:
    filed(engine, queued(engine))
    (response,) = found(engine)
    assert response.said == ()


def test_filing_again_replaces_and_keeps_the_first_time(engine: Engine) -> None:
    session_id = queued(engine)
    filed(engine, session_id, answer("district", "leribe"), answer("reason", "child"))
    filed(engine, session_id, answer("district", "maseru"), at_ms=MORNING_MS + 999, day=DAY + timedelta(days=3))
    (response,) = found(engine)
    assert response.said == (Said("district", "answered", "maseru"),)
    with unhurried(engine) as u:
        (at_ms,) = u.connection.execute(select(responses_table.c.filed_at_ms)).scalars()
    assert at_ms == MORNING_MS + 1


def test_a_session_is_queued_once(engine: Engine) -> None:
    session_id = queued(engine)
    with pytest.raises(Overtaken), unit(engine) as u:
        responses.queue(
            u, responses.passage(u, session_id), language="st", local_day=DAY, ended="dropped", left_at="", at_ms=MORNING_MS
        )


def test_the_queue_gives_what_waits_by_ministry_and_time(engine: Engine) -> None:
    first, second = queued(engine, "+26658000001"), queued(engine, "+26658000002", at_ms=MORNING_MS + 50)
    filed(engine, queued(engine, "+26658000003"))
    with unhurried(engine) as u:
        assert responses.unfiled(u, 10) == [first, second]
        assert responses.unfiled(u, 1) == [first]
        assert responses.unfiled(u, 10, after_id=first) == [second]
        assert responses.unfiled(u, 10, "health", MORNING_MS + 50) == [first]
        assert responses.unfiled(u, 10, "huduma") == []


def test_a_late_answer_is_found_by_the_day_of_the_report_that_counts_it(engine: Engine) -> None:
    old = DAY - timedelta(days=9)
    filed(engine, queued(engine, "+26658000001", old), answer("wait", "3"), day=DAY)
    filed(engine, queued(engine, "+26658000002", DAY), answer("wait", "4"))
    with unhurried(engine) as u:
        assert responses.first_day(u, "health") == old
        assert responses.first_day(u, "huduma") is None
    assert found(engine, old) == []
    assert [(r.local_day, r.late, r.answer("wait")) for r in found(engine)] == [(DAY, True, "3"), (DAY, False, "4")]


def test_what_was_filed_before_reports_had_a_day_of_counting_is_given_one_once(engine: Engine) -> None:
    of_old = queued(engine)
    filed(engine, of_old)
    with unit(engine) as u:
        u.connection.execute(update(responses_table).values(desk_day=None))
        u.commit()
    queued(engine, "+26658000002")
    assert found(engine) == []
    with unit(engine) as u:
        assert responses.without_a_desk(u, "health", 10) == [(of_old, DAY, MORNING_MS)]
        responses.seat(u, {DAY: [of_old]})
        responses.seat(u, {DAY + timedelta(days=1): [of_old]})
        assert responses.without_a_desk(u, "health", 10) == []
        u.commit()
    assert len(found(engine)) == 1


def test_two_filings_at_once_leave_one_set_of_answers(engine: Engine) -> None:
    session_id = queued(engine)
    given = [answer(f"q{n}", "yes") for n in range(20)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: filed(engine, session_id, *given), range(12)))
    with unhurried(engine) as u:
        assert len(u.connection.execute(select(answers)).all()) == 20


def count(day: date, n: int, measure: str = "opened") -> DayCount:
    return DayCount(day, "clinic", "", "", "", "ussd", "en", measure, "", "", n)


def test_a_day_is_replaced_and_not_added_to(engine: Engine) -> None:
    before = DAY - timedelta(days=1)
    with unit(engine) as u:
        daycounts.replace_day(u, "health", before, [count(before, 7)])
        daycounts.replace_day(u, "health", DAY, [count(DAY, 3), count(DAY, 2, "started")])
        daycounts.replace_day(u, "huduma", DAY, [count(DAY, 99)])
        daycounts.replace_day(u, "health", DAY, [count(DAY, 4)])
        u.commit()
    with unhurried(engine) as u:
        assert daycounts.between(u, "health", before, DAY) == [count(before, 7), count(DAY, 4)]
        assert daycounts.between(u, "health", DAY, DAY, ("started",)) == []
        assert len(u.connection.execute(select(daycounts_table)).all()) == 3


def test_counts_of_another_day_are_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="another day"), unit(engine) as u:
        daycounts.replace_day(u, "health", DAY, [count(DAY - timedelta(days=1), 1)])


def test_a_long_look_sees_one_moment_and_keeps_nobody_waiting(engine: Engine) -> None:
    with unhurried(engine) as u:
        assert responses.unfiled(u, 10) == []
        session_id = queued(engine)
        assert responses.unfiled(u, 10) == []
    with unhurried(engine) as u:
        assert responses.unfiled(u, 10) == [session_id]
