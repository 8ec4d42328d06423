"""Every way through a survey, gone and told at the command line."""

import json
from pathlib import Path

import pytest

from flows.measure import Budgets
from gateway.cli import all_paths, outcome, try_

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
LESOTHO = str(SURVEYS / "lesotho-clinic-visit.yaml")
KENYA = str(SURVEYS / "kenya-huduma-service.yaml")

Seen = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "100")


def test_every_way_is_told_with_its_screens_and_its_time(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--all-paths"]) == 0
    shown, err = capsys.readouterr()
    assert err == "", "no bar where nobody watches"
    assert "   1  8 questions, 12 screens, longest 150 of 160, GSM-7, about 150 s, finished\n      facility answered, " in shown
    assert shown.endswith(
        "lesotho-clinic-visit, ussd: 8 ways (every way), 6 to 8 questions; the longest takes about 150 s; all screens fit\n"
    )


def test_by_text_the_size_is_told_in_messages_and_a_visit_leaves_questions_out(capsys: Seen) -> None:
    assert outcome(["try", KENYA, "--all-paths", "--as", "sw", "--visit", "centre=N02"]) == 0
    shown = capsys.readouterr().out
    assert "1 SMS, finished" in shown
    assert "centre" not in shown
    assert shown.endswith("12 ways (every way), 4 to 7 questions; all screens fit\n")


def test_a_screen_over_its_budget_is_shown_and_is_a_failure(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(try_, "budgets_of", lambda _: Budgets(115, 70))
    assert outcome(["try", LESOTHO, "--all-paths"]) == 1
    shown = capsys.readouterr().out
    assert "Does not fit (120 of 115, GSM-7):" in shown
    assert shown.endswith("150 s; 1 does not fit\n")


def test_more_ways_than_the_bound_are_told(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_paths, "MOST_WAYS", 3)
    assert outcome(["try", LESOTHO, "--all-paths"]) == 0
    assert "3 ways (the first 3 ways; there are more)" in capsys.readouterr().out


def test_for_a_script_there_is_json(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--all-paths", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["all"], len(told["ways"]), told["over_budget"]) == (True, 8, [])
    assert told["ways"][-1]["answers"]["treated"] == "3"
    assert told["ways"][0]["longest_units"] == 150
