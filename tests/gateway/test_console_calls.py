"""The contact centre's pages: from the caller's number to the last text, with the keyboard's Enter or a button's press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_visitors import Browser, Desk
from counter import CLINIC, SURVEYS
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from storage.people import Held
from storage.tables import responses, sessions
from storage.unit import connect

WHOLE = ("1", "1301", "2", "1", "5", "1", "2")


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    text = (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")
    desk.counter.publish(CLINIC, text.replace("starts when:\n", "starts when:\n  someone calls us: yes\n", 1))
    yield desk
    engine.dispose()


@pytest.fixture
def agent(desk: Desk) -> Browser:
    return desk.person("neo", Held("health", "agent"))


def ring(agent: Browser, number: str = "5800 0417") -> TestResponse:
    return agent.post("/calls/health", page="/calls", survey=CLINIC, number=number)


def say(agent: Browser, at: str, said: str, step: int) -> TestResponse:
    return agent.post(at, page=at, said=said, step=str(step))


def test_a_call_is_conducted_page_by_page(desk: Desk, agent: Browser) -> None:
    begun = ring(agent)
    assert begun.status_code == 303
    at = begun.location
    first = agent.get(at)
    assert "Ministry of Health: how was your clinic visit?" in first.text
    assert re.search(r'value="1"><kbd>1</kbd> <span lang="en">Start</span>', first.text)
    for step, said in enumerate(WHOLE):
        answer = say(agent, at, said, step)
        assert (answer.status_code, answer.location) == (303, at)
    last = agent.get(at).text
    assert "then the call is over" in last
    assert "Thank you." in last
    assert 'name="said"' not in last
    assert [row["channel"] for row in desk.counter.rows(responses)] == ["call"]
    assert "58000417" not in first.text + last + at


def test_a_page_that_was_left_behind_says_so(agent: Browser) -> None:
    at = ring(agent).location
    for step, said in enumerate(WHOLE[:3]):
        say(agent, at, said, step)
    old = say(agent, at, "2", 0)
    assert old.location == f"{at}?old=1"
    assert "nothing of it was taken" in agent.get(old.location).text


def test_nothing_typed_is_asked_for_again(desk: Desk, agent: Browser) -> None:
    at = ring(agent).location
    empty = say(agent, at, "  ", 0)
    assert "Nothing was typed" in agent.get(empty.location).text
    assert len(desk.counter.rows(sessions)) == 1


@pytest.mark.parametrize("number", ["", "12", "+1 212 555 0100", "<script>alert(1)</script>"])
def test_a_wrong_number_is_asked_for_and_not_shown_again(agent: Browser, number: str) -> None:
    asked = ring(agent, number)
    assert asked.status_code == 400
    assert "digit by digit" in asked.text
    assert 'aria-invalid="true"' in asked.text
    assert number == "" or number not in asked.text


def test_a_phone_that_has_answered_is_told_and_nothing_is_stored(desk: Desk, agent: Browser) -> None:
    at = ring(agent).location
    for step, said in enumerate(WHOLE):
        say(agent, at, said, step)
    again = ring(agent, "+266 5800 0417")
    assert again.status_code == 200
    assert "has answered this survey lately" in again.text
    assert len(desk.counter.rows(sessions)) == 1


def test_a_call_belongs_to_its_agent_and_ministry(desk: Desk, agent: Browser) -> None:
    at = ring(agent).location
    other = desk.person("thabo", Held("", "agent"))
    assert other.get(at).status_code == 404
    assert say(other, at, "1", 0).status_code == 404
    assert agent.get(at.replace("/health/", "/huduma/")).status_code == 404
    assert agent.post("/calls/huduma", page="/calls", survey=CLINIC, number="5800 0417").status_code == 404
    assert desk.person("lerato", Held("health", "editor")).get("/calls").status_code == 404


def test_without_a_survey_for_calls_the_page_says_how_there_can_be_one(desk: Desk, agent: Browser) -> None:
    desk.counter.publish(CLINIC, (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8"))
    assert "someone calls us: yes" in agent.get("/calls").text
    assert ring(agent).status_code == 400


def test_on_a_database_of_many_processes_too(engine: Engine, tmp_path: Path) -> None:
    desk = Desk(engine, tmp_path / "var")
    text = (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")
    desk.counter.publish(CLINIC, text.replace("starts when:\n", "starts when:\n  someone calls us: yes\n", 1))
    neo = desk.person("neo", Held("health", "agent"))
    at = ring(neo).location
    assert say(neo, at, "1", 0).location == at
