"""``gateway visits`` as a person meets it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import time_machine

from gateway.cli import outcome
from gateway.settings import ROOT

THEN = "2026-11-23T12:00:00+00:00"
SURVEY = ("--ministry", "huduma", "--survey", "kenya-huduma-service")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    before = structlog.get_config()
    with time_machine.travel(THEN, tick=False):
        assert outcome(["db", "upgrade"]) == 0
        assert outcome(["publish", str(ROOT / "flows" / "surveys" / "kenya-huduma-service.yaml")]) == 0
        yield
    structlog.configure(**before)


def listed(tmp_path: Path, rows: int, *more: str) -> str:
    path = tmp_path / "list.csv"
    visits = (f"07{n:08d},T-{n},2026-11-23 09:00,N02,Asha,{'en' if n % 2 else 'sw'}" for n in range(rows))
    path.write_text("\n".join(("phone,visit id,recorded at,centre,first name,language", *visits, *more)) + "\n")
    return str(path)


def load(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = outcome(["visits", "load", *arguments, *SURVEY])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_list_is_shown_with_three_messages_and_taken_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = load(capsys, listed(tmp_path, 4))
    assert code == 0
    assert "4 rows: 4 good, 0 left out." in told
    assert "4 people would be drawn to be asked by a text: 1.0 SMS parts each." in told
    assert told.count("Message to row") == 3
    assert "Huduma Kenya: Asha, asante kwa kututembelea 23/11." in " ".join(told.split())
    assert "4 visits taken in, 0 known before; 4 people drawn." in told

    code, told, _ = load(capsys, listed(tmp_path, 4))
    assert "0 people would be drawn to be asked by a text.\n" in told
    assert (code, "0 visits taken in, 4 known before; 0 people drawn." in told) == (0, True)


@pytest.mark.parametrize(("said", "code", "drawn"), [("y\n", 0, 2), ("n\n", 2, 0), ("\n", 2, 0)])
def test_whoever_sits_at_a_terminal_sees_the_messages_before_anybody_is_sent_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, said: str, code: int, drawn: int
) -> None:
    terminal = io.StringIO(said)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    given, told, error = load(capsys, listed(tmp_path, 2))
    assert (given, told.count("Message to row"), "Nothing was taken in." in error) == (code, 2, code == 2)
    assert f"{drawn} people drawn." in told or not drawn


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load(capsys, listed(tmp_path, 2), "--dry-run")[0] == 0
    assert outcome(["visits", "list"]) == 0
    assert "No list was handed in yet." in capsys.readouterr().out


def test_wrong_rows_are_told_without_numbers_and_do_not_stop_good_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ("0712345,=1+1,2026-11-23 09:00,N02,Asha,en", "0712345678,T-99,2026-11-23 09:00,Atlantis,Asha,en")
    code, told, _ = load(capsys, listed(tmp_path, 2, *wrong), "--errors", str(tmp_path / "wrong.csv"))

    assert code == 1
    assert "row 4, phone: This is not a valid number of Kenya." in told
    assert "3 visits taken in" in told
    written = (tmp_path / "wrong.csv").read_text(encoding="utf-8-sig")
    assert [line[0] + " " + line[4] for line in csv.reader(io.StringIO(written))][1:] == ["4 row left out", "5 cell left out"]
    assert "0712345" not in told + written


def test_a_strict_list_is_taken_in_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, err = load(capsys, listed(tmp_path, 2, "1,2,3"), "--strict")
    assert (code, "taken in," in told) == (1, False)
    assert "Nothing was taken in." in err


@pytest.mark.usefixtures("_low_limit")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "This list would cause 4 texts, more than 3. Nothing was taken in.\nAgree with --yes 4"),
        (("--yes", "5"), 2, "This list would cause 4 texts, not 5. Nothing was taken in."),
        (("--yes", "4"), 0, ""),
    ],
)
def test_many_texts_are_sent_only_once_their_number_was_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    left, _, err = load(capsys, listed(tmp_path, 4), *arguments)
    assert (left, told in err) == (code, True)


@pytest.fixture
def _low_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("confirm_above: 500", "confirm_above: 3")
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    monkeypatch.setenv("GATEWAY_CONFIG", str(tmp_path / "config.yaml"))


def test_a_script_is_told_everything_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = load(capsys, listed(tmp_path, 2, "1,T-9"), "--json")
    told = json.loads(out)
    assert (told["rows"], told["good"], told["left_out"], told["would_be_drawn"]) == (3, 2, 1, 2)
    assert told["taken"]["added"] == 2
    assert told["wrong"][0]["column"] == "phone"
    assert err == ""

    assert outcome(["visits", "list", "--json"]) == 0
    upload = json.loads(capsys.readouterr().out)
    assert (upload["rows"], upload["added"], upload["waiting"], upload["sent"], upload["withheld"]) == (3, 2, 2, 0, {})
    assert upload["seed"] == told["taken"]["seed"]


def test_lists_are_shown_with_what_became_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load(capsys, listed(tmp_path, 3))
    assert outcome(["visits", "list", "--ministry", "huduma"]) == 0
    assert "upload 1" in capsys.readouterr().out
    assert outcome(["visits", "list", "--ministry", "health"]) == 0
    assert "No list was handed in yet." in capsys.readouterr().out
