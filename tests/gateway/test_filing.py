"""From a call to a filed response, through the real counter, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from counter import SURVEYS, Call, Counter
from sqlalchemy import Engine

from gateway.conversing import filing
from gateway.conversing.close import close_due
from storage.tables import answers, responses

GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


def file_all(counter: Counter) -> None:
    for row in counter.rows(responses):
        assert filing.file_response(counter.gateway, row["session_id"])


def test_a_finished_call_is_filed_with_its_answers(counter: Counter) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT)
    (queued,) = counter.rows(responses)
    assert (queued["ended"], queued["left_at"], queued["filed_at_ms"], queued["local_day"]) == (
        "finished", "", None, date(2026, 11, 18),
    )  # fmt: skip
    file_all(counter)
    assert {row["question"]: (row["state"], row["value"], row["raw"]) for row in counter.rows(answers)} == {
        "facility": ("answered", "1301", "1301"),
        "reason": ("answered", "child", "2"),
        "wait": ("answered", "1", "1"),
        "treated": ("answered", "5", "5"),
        "medicine": ("answered", "yes", "1"),
        "asked_to_pay": ("answered", "no", "2"),
    }


def test_filing_twice_or_at_once_changes_nothing(counter: Counter) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT)
    file_all(counter)
    before = counter.rows(answers), counter.rows(responses)
    counter.clock.pass_(hours=1)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: file_all(counter), range(8)))
    assert (counter.rows(answers), counter.rows(responses)) == before


def test_a_dropped_call_says_where_the_person_left(counter: Counter) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT[:3])
    counter.clock.pass_(hours=2)
    assert close_due(counter.gateway) == 1
    (queued,) = counter.rows(responses)
    assert (queued["ended"], queued["left_at"]) == ("dropped", "wait")
    file_all(counter)
    assert [row["question"] for row in counter.rows(answers)] == ["facility", "reason"]


def test_who_never_started_is_queued_as_well(counter: Counter) -> None:
    Call(counter, "ATUid_1").hop()
    counter.clock.pass_(hours=2)
    close_due(counter.gateway)
    (queued,) = counter.rows(responses)
    assert queued["left_at"] == "welcome"


def test_a_call_that_is_taken_up_again_is_one_response(counter: Counter) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT[:3])
    counter.clock.pass_(seconds=200)
    again = Call(counter, "ATUid_2")
    again.go("1", *GOOD_VISIT[3:])
    assert [row["ended"] for row in counter.rows(responses)] == ["finished"]


def test_numbers_and_addresses_in_words_are_not_kept(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301", "2", "1", "1", "1", "2", "call 5812 3456 or me@example.org", "2")
    file_all(counter)
    (comment,) = [row for row in counter.rows(answers) if row["question"] == "comment"]
    assert (comment["value"], comment["raw"]) == ("call [number] or [email]",) * 2


@pytest.mark.parametrize(("seconds", "fast"), [(0.2, True), (30, False)])
def test_a_hurried_call_is_flagged(counter: Counter, seconds: float, fast: bool) -> None:
    call = Call(counter, "ATUid_1")
    call.hop()
    for said in GOOD_VISIT:
        counter.clock.pass_(seconds=seconds - 5)
        call.say(said)
    file_all(counter)
    (row,) = counter.rows(responses)
    assert (bool(row["speeding"]), bool(row["straight_lining"])) == (fast, False)


def test_the_day_is_that_of_the_headline_in_the_ministrys_zone(counter: Counter) -> None:
    counter.clock.at_ms = 1_795_125_480_000  # 2026-11-19 23:58 in Maseru
    call = Call(counter, "ATUid_1")
    call.go(*GOOD_VISIT[:5])
    counter.clock.pass_(seconds=300)
    for said in GOOD_VISIT[5:]:
        call.say(said)
    (row,) = counter.rows(responses)
    assert row["local_day"] == date(2026, 11, 19)


def test_what_is_not_there_is_not_filed(counter: Counter) -> None:
    assert not filing.file_response(counter.gateway, 4711)


def test_days_and_places_are_no_numbers_of_people(counter: Counter) -> None:
    office = "vehicle-licensing-office"
    counter.publish(office, (SURVEYS / f"{office}.yaml").read_text(encoding="utf-8"), "transport")
    call = Call(counter, "ATUid_1", "+254722000001", "*271#")
    call.go("1", "1", "1", "17112026", "1", "1", "5")
    file_all(counter)
    given = {row["question"]: (row["value"], row["raw"]) for row in counter.rows(answers)}
    assert given["visited"] == ("2026-11-17", "17112026")
    assert given["office"] == ("NB1", "1")
