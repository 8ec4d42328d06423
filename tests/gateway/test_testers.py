"""What a phone of the house answers is kept for whoever tries a survey, and is in no figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from asking import MONDAY_MS, NUMBER, of_the_house, office
from counter import Call, Counter
from sqlalchemy import Engine

from gateway.conversing import filing
from gateway.nights import nightly
from reports.figures import DayCount
from storage import answered, daycounts, responses
from storage.tables import answers
from storage.tables import responses as responses_table
from storage.unhurried import unhurried
from storage.unit import Unit, reading

MONDAY = date(2026, 11, 23)
SOMEBODY = "+26658000002"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def answered_by(counter: Counter, number: str, works: str) -> None:
    Call(counter, f"ATUid_{number[1:]}", number, "*120*46#").go("1", "1", works)
    for row in counter.rows(responses_table):
        filing.file_response(counter.gateway, row["session_id"])


def headline(counts: list[DayCount]) -> dict[str, int]:
    return {count.value: count.n for count in counts if count.question == "works" and count.measure == "answer"}


def test_a_testers_answers_are_filed_and_set_aside_and_in_no_count(counter: Counter) -> None:
    of_the_house(counter)
    answered_by(counter, NUMBER, "1")
    with reading(counter.gateway.engine) as c:
        assert responses.first_day(Unit(c), "health") is None, "a try-out begins no series of reports"
    answered_by(counter, SOMEBODY, "2")
    assert [row["set_aside"] for row in counter.rows(responses_table)] == ["tester", ""]
    assert [row["value"] for row in counter.rows(answers) if row["question"] == "works"] == ["yes", "no"]
    with unhurried(counter.gateway.engine) as u:
        assert responses.first_day(u, "health") == MONDAY
        counted = list(responses.of_days(u, "health", MONDAY, MONDAY))
        assert [said.value for response in counted for said in response.said if said.question == "works"] == ["no"]
        assert answered.values(u, "health", "water", ["works"], MONDAY) == {"works": frozenset({"no"})}


def test_the_night_counts_everybody_but_testers(counter: Counter) -> None:
    of_the_house(counter)
    answered_by(counter, NUMBER, "1")
    answered_by(counter, SOMEBODY, "2")
    counter.clock.at_ms = MONDAY_MS + 86_400_000
    ministry = counter.gateway.settings.ministries["health"]
    assert [files is not None for files in nightly.make_up(counter.gateway, ministry)] == [True]
    with reading(counter.gateway.engine) as c:
        assert headline(daycounts.between(Unit(c), "health", MONDAY, MONDAY)) == {"no": 1}


def test_who_becomes_a_tester_stays_counted_for_what_was_answered_before_and_set_aside_stays_so(counter: Counter) -> None:
    answered_by(counter, NUMBER, "1")
    of_the_house(counter)
    counter.clock.pass_(days=8)
    answered_by(counter, SOMEBODY, "1")
    assert [row["set_aside"] for row in counter.rows(responses_table)] == ["", ""]
