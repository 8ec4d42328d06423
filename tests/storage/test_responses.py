"""Responses on both databases: queued once, filed any number of times, found again by day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from kept import MORNING_MS, dialled
from sqlalchemy import Engine, select

from flows.state import Answer
from reports.figures import DayCount, Response, Said
from storage import daycounts, responses
from storage.tables import answers
from storage.tables import daycounts as daycounts_table
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


def filed(engine: Engine, session_id: int, *given: Answer, at_ms: int = MORNING_MS + 1) -> None:
    with unit(engine) as u:
        response = responses.queued(u, session_id)
        assert response is not None
        responses.file(u, response, given, speeding=False, straight_lining=False, at_ms=at_ms)
        u.commit()


def found(engine: Engine, day: date = DAY, before_ms: int | None = None) -> list[Response]:
    with unhurried(engine) as u:
        return list(responses.of_days(u, "health", day, day, before_ms))


def test_a_response_is_found_by_its_day_once_it_is_filed(engine: Engine) -> None:
    session_id = queued(engine)
    assert found(engine) == []
    filed(engine, session_id, answer("district", "leribe"), answer("reason", "child", MORNING_MS + 9))
    (response,) = found(engine)
    assert response.said == (Said("district", "answered", "leribe"), Said("reason", "answered", "child"))
    assert (response.service, response.channel, response.language) == ("lesotho-clinic-visit", "ussd", "st")
    assert (response.ended, response.left_at, response.local_day) == ("dropped", "wait", DAY)
    assert found(engine, DAY + timedelta(days=1)) == []


def test_a_response_without_an_answer_counts_as_well(engine: Engine) -> None:
    filed(engine, queued(engine))
    (response,) = found(engine)
    assert response.said == ()


def test_filing_again_replaces_and_keeps_the_first_time(engine: Engine) -> None:
    session_id = queued(engine)
    filed(engine, session_id, answer("district", "leribe"), answer("reason", "child"))
    filed(engine, session_id, answer("district", "maseru"), at_ms=MORNING_MS + 999)
    (response,) = found(engine)
    assert response.said == (Said("district", "answered", "maseru"),)
    with unhurried(engine) as u:
        touched = responses.days_touched(u, "health", DAY, DAY, MORNING_MS + 2)
    assert touched == []


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


def test_days_that_changed_are_found_by_queueing_and_by_filing(engine: Engine) -> None:
    old = DAY - timedelta(days=9)
    filed(engine, queued(engine, "+26658000001", old), at_ms=MORNING_MS + 500)
    filed(engine, queued(engine, "+26658000002", DAY, at_ms=MORNING_MS + 300), at_ms=MORNING_MS + 300)
    with unhurried(engine) as u:
        assert responses.days_touched(u, "health", old, DAY, MORNING_MS + 400) == [old]
        assert responses.days_touched(u, "health", old, DAY, MORNING_MS + 300) == [old, DAY]
        assert responses.days_with_later(u, "health", old, DAY, MORNING_MS + 300) == [DAY]
        assert responses.first_day(u, "health") == old
        assert responses.first_day(u, "huduma") is None
    assert found(engine, DAY, MORNING_MS + 300) == []


def test_two_filings_at_once_leave_one_set_of_answers(engine: Engine) -> None:
    session_id = queued(engine)
    given = [answer(f"q{n}", "yes") for n in range(20)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: filed(engine, session_id, *given), range(12)))
    with unhurried(engine) as u:
        assert len(u.connection.execute(select(answers)).all()) == 20


def count(day: date, n: int, measure: str = "opened") -> DayCount:
    return DayCount(day, "clinic", "ussd", "en", measure, "", "", n)


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
        assert daycounts.between(u, "health", DAY, DAY, "started") == []
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
