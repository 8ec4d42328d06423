"""``gateway check`` as a person or a script meets it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from flows.editing.splice import Edit, apply
from flows.model import Mark
from gateway.cli import outcome
from gateway.cli.problem_lines import MOST_SHOWN
from gateway.settings import ROOT

SHIPPED = ROOT / "flows" / "surveys"
CLINIC = SHIPPED / "lesotho-clinic-visit.yaml"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with the clinic survey, its lists and its conversations."""
    folder = tmp_path / "surveys"
    shutil.copytree(
        SHIPPED, folder, ignore=lambda _, names: [n for n in names if not n.startswith(("lesotho", "lists", "clinics"))]
    )
    return folder


@pytest.fixture
def broken(beside: Path) -> Path:
    return changed(beside, "answer: rating", "answer: ratng")


def changed(folder: Path, old: str, new: str) -> Path:
    file = folder / CLINIC.name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_the_shipped_surveys_are_well(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(p) for p in sorted(SHIPPED.glob("*.yaml"))]
    surveys = [name for name in files if not name.endswith(".talk.yaml")]
    assert outcome(["check", "--strict", *files]) == 0
    told = capsys.readouterr().out
    assert told.count(" - ready to publish") == len(surveys)
    assert "not ready" not in told
    assert told.splitlines()[-1].startswith(f"{len(surveys)} surveys: ")
    assert outcome(["check", "--strict", str(SHIPPED)]) == 0
    assert capsys.readouterr().out == told


def test_a_problem_is_told_with_file_place_code_sentence_line_caret_remedy_and_repair(
    capsys: pytest.CaptureFixture[str], broken: Path
) -> None:
    assert outcome(["check", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if " E209 " in line)
    row = broken.read_text(encoding="utf-8").splitlines().index("    answer: ratng") + 1
    assert lines[at].startswith(f"{broken}:{row}:13 E209 ")
    assert "*ratng* is not a kind of answer. Did you mean *rating*?" in lines[at]
    assert lines[at + 1 : at + 3] == ["        answer: ratng", "    " + " " * 12 + "^"]
    assert lines[at + 3].startswith("    → Choose one of: choice, yes or no, rating")
    assert lines[at + 4] == "    fix: Change to rating"
    assert lines[-1].startswith(f"{broken}: 1 error")
    assert lines[-1].endswith("not ready to publish")


def test_the_size_of_a_survey_and_its_conversations_are_told(capsys: pytest.CaptureFixture[str], beside: Path) -> None:
    outcome(["check", str(beside / CLINIC.name)])
    told = capsys.readouterr().out
    assert re.search(r"yaml: phone menu: 6 to 8 questions, at most about \d+ s; SMS: 6 to 9 questions\n", told)
    assert re.search(r"yaml: \d+ conversations played, all come out as written\n", told)


def test_a_conversation_that_comes_out_differently_is_an_error_in_its_own_file(
    capsys: pytest.CaptureFixture[str], beside: Path
) -> None:
    file = changed(beside, "How did the staff treat you?", "How did our staff treat you?")
    assert outcome(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert re.search(r"lesotho-clinic-visit\.talk\.yaml:\d+:\d+ E650 ", told)
    assert "not ready to publish" in told


def test_conversations_stand_for_their_survey(capsys: pytest.CaptureFixture[str], beside: Path) -> None:
    assert outcome(["check", str(beside / "lesotho-clinic-visit.talk.yaml"), str(beside / CLINIC.name)]) == 0
    assert capsys.readouterr().out.count("ready to publish") == 1


def test_nothing_but_plain_text_goes_to_a_file(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    outcome(["check", str(broken)])
    assert "\x1b" not in capsys.readouterr().out


def test_a_script_gets_one_object_and_can_make_the_repairs(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    kenya = SHIPPED / "kenya-huduma-service.yaml"
    assert outcome(["check", "--json", str(kenya), str(broken), "nothing.yaml"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["errors"], told["unreadable"]) == (1, 1, ["nothing.yaml"])
    well, other = told["surveys"]
    assert (well["survey"], well["publishable"], well["errors"]) == ("kenya-huduma-service", True, 0)
    assert [each["channel"] for each in well["ways"]] == ["sms"]
    assert {p["code"]: p["accepted"] for p in well["problems"]}["W621"]
    assert (other["publishable"], other["errors"]) == (False, 1)
    (error,) = [p for p in other["problems"] if p["code"] == "E209"]
    assert (error["column"], error["question"], error["severity"]) == (13, "treated", "error")
    (fix,) = error["fixes"]
    (edit,) = [Edit(Mark(**edit["start"]), Mark(**edit["end"]), edit["text"]) for edit in fix["edits"]]
    text = broken.read_text(encoding="utf-8")
    assert apply(text, [edit]) == text.replace("answer: ratng", "answer: rating")


def test_the_object_is_told_in_the_help(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    outcome(["check", "--json", str(broken)])
    told = json.loads(capsys.readouterr().out)
    outcome(["check", "--help"])
    said = set(re.findall(r"\w+", capsys.readouterr().out))
    survey = told["surveys"][0]
    problem = next(p for p in survey["problems"] if p["fixes"])
    for part in (told, survey, survey.get("ways", [{}])[0] if survey["ways"] else {}, problem, problem["fixes"][0]):
        assert set(part) <= said


def test_a_code_review_gets_lines_it_can_place(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    named = broken.rename(broken.with_name("100%, really.yaml"))
    assert outcome(["check", "--annotations", str(named)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    (error,) = [line for line in lines if line.startswith("::error ")]
    assert error.startswith(f"::error file={named.parent}/100%25%2C really.yaml,line=")
    assert ",title=E209::*ratng* is not a kind of answer." in error


def test_warnings_count_only_when_asked(capsys: pytest.CaptureFixture[str], beside: Path) -> None:
    file = changed(beside, "close after: 3 days", "close after: 3 weeks")
    assert outcome(["check", str(file)]) == 0
    assert outcome(["check", "--strict", str(file)]) == 1
    assert "1 warning" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_is_not_there_is_told_and_the_others_go_on(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["check", str(tmp_path / name), str(CLINIC)]) == 2
    told = capsys.readouterr()
    assert str(tmp_path) in told.err
    assert "ready to publish" in told.out


def test_a_list_that_is_missing_is_an_error_and_one_beside_the_survey_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = CLINIC.read_text(encoding="utf-8")
    file = tmp_path / "clinic.yaml"
    file.write_text(text, encoding="utf-8")
    listed = [name for name in re.findall(r"lists/[\w-]+\.csv", text)]
    assert outcome(["check", str(file)]) == int(bool(listed))
    assert capsys.readouterr().out.count(" E320 ") == len(listed)


def test_a_day_of_texts_is_priced_where_a_price_is_known(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced = tmp_path / "config.yaml"
    priced.write_text((ROOT / "config.yaml").read_text().replace("sms_price: 0\n", "sms_price: 0.35\n"), encoding="utf-8")
    survey = SHIPPED / "cambodia-civil-registry.yaml"
    file = tmp_path / "visit.yaml"
    text = survey.read_text(encoding="utf-8")
    if "a visit is recorded" not in text:
        text = text.replace("starts when:\n", "starts when:\n  a visit is recorded: 2 hours later, by sms\n")
    file.write_text(text, encoding="utf-8")
    assert outcome(["check", "--visits", "500", str(file)]) == 2
    assert "Nobody has said what a text costs" in capsys.readouterr().err
    monkeypatch.setenv("GATEWAY_CONFIG", str(priced))
    outcome(["check", "--visits", "500", str(file)])
    assert re.search(r" N640 About LSL [\d,.]+ a day at 500 visits, 50 % of them finishing\.", capsys.readouterr().out)


def test_the_line_shown_is_the_line_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "formfeed.yaml"
    file.write_text("survey: x\n# a\x0cb\ntitle: c\u202ed\n", encoding="utf-8")
    assert outcome(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert f"{file}:3:9 E118" in told
    assert "    # a" not in told


def test_a_hostile_file_is_told_in_a_few_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bomb.yaml"
    file.write_text("survey: x\nquestions:\n" + "  - question: x\n    ask: y\n    colour: z\n" * 39, encoding="utf-8")
    assert outcome(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert told.count("→") <= MOST_SHOWN
    file.write_bytes(b"\x00\xff" * 500_000)
    assert outcome(["check", str(file)]) == 1
    assert "the limit is 200" in capsys.readouterr().out


def test_how_long_people_take_is_what_the_installation_has_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = str(SHIPPED / "cambodia-civil-registry.yaml")
    outcome(["check", survey])
    assert "at most about 120 s" in capsys.readouterr().out
    slow = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("screen_s: 12", "screen_s: 24")
    (tmp_path / "config.yaml").write_text(slow, encoding="utf-8")
    monkeypatch.setenv("GATEWAY_CONFIG", str(tmp_path / "config.yaml"))
    assert outcome(["check", "--strict", survey]) == 1
    told = capsys.readouterr().out
    assert "at most about 240 s" in told
    assert "W623" in told
