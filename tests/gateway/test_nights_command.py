"""``gateway nightly`` and ``gateway report`` as a person meets them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import time_machine

from gateway.cli import outcome
from gateway.settings import ROOT

THEN = "2026-06-02T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture
def published() -> None:
    """The clinic's survey, published on 2 June 2026."""
    assert outcome(["db", "upgrade"]) == 0
    with time_machine.travel(THEN, tick=False):
        assert outcome(["publish", str(ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml")]) == 0


def test_nothing_is_due_before_the_first_morning(published: None, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel("2026-06-03T03:59:59+00:00", tick=False):
        assert outcome(["nightly"]) == 0
    assert capsys.readouterr().out.endswith("No report is due.\n")


def test_nights_are_made_up_and_named(published: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    capsys.readouterr()
    with time_machine.travel("2026-06-05T04:00:00+00:00", tick=False):
        assert outcome(["nightly", "--json"]) == 0
        made = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(m["ministry"], m["day"]) for m in made] == [("health", f"2026-06-0{n}") for n in (2, 3, 4)]
        assert all((Path(m["folder"]) / "report.html").is_file() for m in made)
        assert outcome(["nightly", "--day", "2026-06-03", "--json"]) == 0
    again = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [m["sha256"] for m in again if m["ministry"] == "health"] == [made[1]["sha256"]]


def test_a_report_of_nothing_says_so(published: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with time_machine.travel("2026-06-03T12:00:00+00:00", tick=False):
        assert outcome(["report", "health", "--day", "2026-06-02", "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "No answers about “Ministry of Health, Lesotho” by USSD arrived in the 28 days to 2 June" in told
    assert {"figures.csv", "report.html", "report.json", "report.xlsx"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_a_day_before_anything_was_published_is_reported_too(published: None, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel("2026-06-03T12:00:00+00:00", tick=False):
        assert outcome(["report", "health", "--day", "2026-05-01"]) == 0
    assert "no survey of Ministry of Health, Lesotho was published by the end of 2026-05-01" in capsys.readouterr().out


def test_today_is_reported_so_far(published: None, tmp_path: Path) -> None:
    with time_machine.travel("2026-06-03T12:00:00+00:00", tick=False):
        assert outcome(["report", "health", "--day", "2026-06-03", "--out", str(tmp_path / "out")]) == 0
    assert "This is not a release." in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["report", "helth"], 2, "There is no ministry “helth” in config.yaml.\nKnown ministries: health, "),
        (["report", "health", "--day", "2026-06-05"], 2, "2026-06-05 has not come yet: today is 2026-06-04 in Africa/Maseru."),
        (["report", "health", "--day", "second of June"], 2, "“second of June” is not a date such as 2026-06-02."),
        (["report", "health", "--out", "/proc/nowhere"], 1, "The report cannot be written to /proc/nowhere:"),
        (["nightly", "--day", "2026-06-04"], 2, "The report of 2026-06-04 is not due yet:"),
        (["nightly", "--day", "2027-01-01"], 2, "The report of 2027-01-01 is not due yet:"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_remedy(
    published: None, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    with time_machine.travel("2026-06-04T03:00:00+00:00", tick=False):
        assert outcome(arguments) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["nightly"], ["report", "health"]])
def test_a_database_that_is_behind_or_away(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcome(arguments) == 1
    assert "Run `gateway db upgrade` first." in capsys.readouterr().err
    monkeypatch.setenv("DATABASE_URL", "postgresql://gateway:hunter2@127.0.0.1:1/feedback")
    assert outcome(arguments) == 1
    assert "The database cannot be used (PostgreSQL, 127.0.0.1/feedback)" in capsys.readouterr().err
