"""``gateway signals`` as a person meets it: what is open, what was done, and why something cannot be recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import structlog
import time_machine
from finding_signals import found
from sqlalchemy import Engine

from gateway.cli import outcome
from reports.night.evidence import Baseline
from storage import baselines, signals
from storage.tables import audit
from storage.unit import connect, unit


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An installation, as the environment of the commands names it, some days after a week has closed."""
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    engine, before = connect(sqlite_url), structlog.get_config()
    with time_machine.travel("2026-11-18T10:00:00+00:00", tick=False):
        yield engine
    structlog.configure(**before)
    engine.dispose()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = outcome(["signals", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_what_is_open_is_listed_until_somebody_says_what_was_done(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys) == (0, "No signal is open.\n", "")
    assert run(capsys, "--closed")[1] == "No signal is open, and none was closed in the last year.\n"
    id = found(house)
    code, told, _ = run(capsys)
    assert code == 0
    assert [part in told for part in ("concern: 59", "F003", "2026-10-19", "nobody yet")] == [True] * 4
    code, told, _ = run(capsys, "act", str(id), "repaired", "--note", "The second counter is open.", "--by", "M. Molapo")
    assert (code, told) == (0, f"Signal {id} is closed: repaired.\n")
    assert run(capsys)[1] == "No signal is open.\n"
    assert "repaired, 2026-11-18" in run(capsys, "--closed")[1]


def test_a_script_reads_the_same(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    id = found(house)
    run(capsys, "act", str(id), "coached", "--note", "Two shifts of training.")
    [told] = json.loads(run(capsys, "--closed", "--json")[1])
    assert told == {
        "id": id, "ministry": "health", "rule": "funnel", "direction": "concern", "measure": "positive", "channel": "sms",
        "service": "all", "district": "mafeteng", "facility": "F003", "value": 0.5862, "n": 58, "since": "2026-10-19",
        "opened": "2026-11-15", "closed": "2026-11-18", "action": "coached", "note": "Two shifts of training.",
    }  # fmt: skip
    assert json.loads(run(capsys, "--json")[1]) == []


def test_a_first_step_leaves_it_open_and_both_are_on_record_under_a_name(
    house: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    id = found(house)
    assert run(capsys, "act", str(id), "investigated", "--stays-open", "--by", "T. Mokoena")[1].endswith(
        f"Signal {id} stays open: investigated.\n"
    )
    run(capsys, "act", str(id), "staffed", "--by", "M. Molapo")
    with unit(house) as u:
        done = signals.actions_of(u, id)
        entries = [(row.actor, row.action, row.subject) for row in u.connection.execute(audit.select())]
    assert [(each.kind, each.recorded_by, each.closes, each.local_day) for each in done] == [
        ("investigated", "T. Mokoena", False, date(2026, 11, 18)), ("staffed", "M. Molapo", True, date(2026, 11, 18)),
    ]  # fmt: skip
    acted = [entry for entry in entries if entry[1] == "signal acted on"]
    assert acted == [(who, "signal acted on", f"signal {id}") for who in ("T. Mokoena", "M. Molapo")]


def test_only_one_ministry_s_may_be_asked_for(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    found(house)
    other = found(house, "huduma")
    assert [each["id"] for each in json.loads(run(capsys, "--ministry", "huduma", "--json")[1])] == [other]
    assert len(json.loads(run(capsys, "--json")[1])) == 2
    code, _, told = run(capsys, "--ministry", "helth")
    assert (code, "There is no ministry “helth” in config.yaml." in told, "health" in told) == (2, True, True)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("999", "repaired"), 2, "There is no signal 999."),
        (("0", "repaired"), 2, "0 is not in the range"),
        (("x", "repaired"), 2, "not a valid integer"),
        (("1", "prayed"), 2, "is not one of 'redressed'"),
        (("1", "repaired", "--note", "Called +26658000001."), 2, "somebody's number, mail address or name"),
        (("1", "repaired", "--note", "Spoke with Dr Molapo."), 2, "somebody's number, mail address or name"),
        (("1", "repaired", "--note", "one\ntwo"), 2, "signs that cannot be printed"),
        (("1", "repaired", "--note", "x" * 241), 2, "The note has 241 signs."),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words_and_nothing_is_kept(
    house: Engine, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    assert found(house) == 1
    refused, said, words = run(capsys, "act", *arguments)
    assert (refused, said) == (code, "")
    assert told in words
    assert "58000001" not in words
    with unit(house) as u:
        assert signals.actions_of(u, 1) == []


def test_what_is_closed_stays_closed(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    id = found(house)
    run(capsys, "act", str(id), "repaired")
    code, _, told = run(capsys, "act", str(id), "coached")
    assert code == 1
    assert f"Signal {id} is closed already." in told
    with unit(house) as u:
        assert [each.kind for each in signals.actions_of(u, id)] == ["repaired"]


def test_a_signal_of_a_ministry_that_is_configured_no_more_is_refused(
    house: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = run(capsys, "act", str(found(house, "gone")), "repaired")
    assert code == 2
    assert "There is no ministry “gone” in config.yaml any more." in told


def test_limits_are_drawn_anew_by_whoever_signs_for_it_and_filled_once(
    house: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    monday = date(2026, 5, 4)
    old = Baseline("sms/all/all/all", monday, monday, date(2026, 10, 12), Decimal("0.8"), Decimal("0.05"), 24)
    with unit(house) as u:
        baselines.freeze(u, "health", [old], 1)
        u.commit()
    asked = (
        "rebase",
        "--ministry",
        "health",
        "--channel",
        "sms",
        "--note",
        "Two more counters.",
        "--by",
        "M. Molapo",
        "--from",
    )
    for day, more in (("2026-11-19", ()), ("2026-05-04", ()), ("2026-11-16", ("--service", "clinik"))):
        assert run(capsys, *asked, day, *more)[0] > 0
    assert run(capsys, *asked[:6], "Call 26622123456.", *asked[7:], "2026-11-16")[0] == 2
    assert run(capsys, *asked, "2026-11-16")[0] == 0
    with unit(house) as u:
        first, wish = baselines.of_ministry(u, "health", date(2026, 11, 18))
        assert (first, wish.points, wish.note, wish.signed_by) == (old, 0, "Two more counters.", "M. Molapo")
        [row] = u.connection.execute(audit.select().where(audit.c.action == "limits rebased")).mappings()
        assert (row["actor"], json.loads(row["detail"])["series"]) == ("M. Molapo", "sms/all/all/all")
        ripe = replace(wish, last=date(2027, 4, 26), mean=Decimal("0.9"), points=24)
        baselines.freeze(u, "health", [ripe], 2)
        baselines.freeze(u, "health", [replace(ripe, mean=Decimal("0.1")), replace(old, mean=Decimal("0.1"))], 3)
        assert baselines.of_ministry(u, "health", date(2026, 11, 18)) == [old, ripe]
