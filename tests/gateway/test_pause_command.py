"""Pausing, resuming and the phones of the house, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asking import drawn, office
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from gateway.asking.invite import send_due
from gateway.cli import gateway as command
from gateway.refusal import Refusal
from storage import pauses as kept
from storage.tables import contacts, pauses
from storage.unit import Unit, connect

NUMBER = "+26658000001"


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation on SQLite, as the environment of the commands names it."""
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    return tmp_path


def run(*arguments: str, typed: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(command, list(arguments), input=typed, standalone_mode=False, catch_exceptions=False)
    return (done.return_value or 0), done.output


def rows(url: str, table: str) -> list[dict[str, object]]:
    engine = create_engine(url)
    with engine.connect() as c:
        found = [dict(row) for row in c.execute(text(f"SELECT * FROM {table}")).mappings()]
    engine.dispose()
    return found


def test_a_pause_is_set_shown_and_lifted_and_all_of_it_is_in_the_audit(house: Path, sqlite_url: str) -> None:
    code, said = run("pause", "ministry", "health", "--reason", "budget, ask +26658123456", "--until", "2099-01-01")
    assert (code, "sends no invitations or reminders until 2099-01-01T00:00:00Z" in said) == (0, True)
    [held] = json.loads(run("pauses", "--json")[1])
    assert (held["scope"], held["name"], held["reason"]) == ("ministry", "health", "budget, ask [number]")
    assert "budget" in run("pauses")[1]
    assert run("resume", "ministry", "health") == (0, "The ministry health goes on.\n")
    assert run("resume", "ministry", "health") == (1, "The ministry health was not paused.\n")
    assert run("pauses") == (0, "Nothing is paused.\n")
    assert [(row["action"], row["subject"]) for row in rows(sqlite_url, "audit")] == [
        ("paused", "ministry health"), ("resumed", "ministry health"),
    ]  # fmt: skip
    assert len(rows(sqlite_url, "pauses")) == 1


def test_a_person_ends_what_people_paused_and_a_guards_pause_only_when_it_is_named(house: Path, sqlite_url: str) -> None:
    run("pause", "ministry", "health", "--reason", "budget")
    with connect(sqlite_url).begin() as c:
        kept.pause(Unit(c), "ministry", "health", "InvalidSenderId", "aggregator", 1)
    held = "The ministry health is still held by a guard (aggregator: InvalidSenderId); --guards ends that too.\n"
    assert run("resume", "ministry", "health") == (0, held)
    assert [each["paused_by"] for each in json.loads(run("pauses", "--json")[1])] == ["aggregator"]
    assert run("resume", "ministry", "health") == (1, held)
    assert run("resume", "ministry", "health", "--guards") == (0, "The ministry health goes on.\n")
    assert run("pauses") == (0, "Nothing is paused.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pause", "ministry", "helth", "--reason", "x"], "Did you mean “health”?"),
        (["pause", "survey", "--reason", "x"], "Which survey is meant?"),
        (["pause", "all", "health", "--reason", "x"], "“all” is everything"),
        (["pause", "channel", "main", "--reason", " "], "A pause needs a reason."),
        (["pause", "channel", "main", "--reason", "x", "--until", "2020-01-01"], "over before it begins"),
        (["resume", "channel", "other"], "There is no channel “other”"),
    ],
)
def test_what_cannot_be_meant_is_refused(house: Path, sqlite_url: str, arguments: list[str], told: str) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        run(*arguments)
    assert refused.value.code == 2
    assert rows(sqlite_url, pauses.name) == []


def test_a_paused_survey_invites_nobody_until_it_is_resumed(house: Path, sqlite_url: str) -> None:
    counter = office(connect(sqlite_url), house / "var")
    drawn(counter)
    run("pause", "survey", "water", "--reason", "strike")
    assert send_due(counter.gateway) == 0
    run("resume", "survey", "water")
    assert send_due(counter.gateway) == 1


def test_a_tester_is_added_by_a_number_that_is_typed_and_never_shown(house: Path, sqlite_url: str) -> None:
    shown = [
        run("testers", "add", typed=f"{NUMBER}\n")[1],
        run("testers", "add", typed="58000001\n")[1],
        run("testers", "list")[1],
    ]
    assert shown == ["Person 1 is a tester.\n", "Person 1 is a tester already.\n", "Person 1\n"]
    assert [bool(row["is_tester"]) for row in rows(sqlite_url, contacts.name)] == [True]
    assert run("testers", "remove", typed=f"{NUMBER}\n") == (0, "Person 1 is no tester any more.\n")
    assert run("testers", "remove", typed="+26658000002\n") == (1, "That phone is not a tester's.\n")
    assert json.loads(run("testers", "list", "--json")[1]) == []
    assert len(rows(sqlite_url, contacts.name)) == 1, "nobody becomes known by not being a tester"
    told = " ".join(str(row) for row in rows(sqlite_url, "audit"))
    assert "tester added" in told
    assert "58000001" not in told


@pytest.mark.parametrize("typed", ["", "hello\n", "+33612345678\n"])
def test_what_is_no_number_of_ours_is_refused_without_repeating_it(house: Path, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        run("testers", "add", typed=typed)
    assert "33612345678" not in refused.value.sentence + refused.value.remedy
