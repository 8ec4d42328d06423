"""Golden conversations at the command line: replayed, told apart line by line, brought up to date."""

import json
from pathlib import Path

import pytest

from gateway.cli import outcome

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
NAME = "cambodia-civil-registry"

Seen = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "100")


def copied(folder: Path, old: str = "", new: str = "") -> Path:
    """A survey with its list and its conversations, one piece of these changed."""
    for name in (f"{NAME}.yaml", "lists/cambodia-communes.csv"):
        copy = folder / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((SURVEYS / name).read_bytes())
    text = (SURVEYS / f"{NAME}.talk.yaml").read_text()
    assert old in text
    talks = folder / f"{NAME}.talk.yaml"
    talks.write_text(text.replace(old, new, 1))
    return talks


def many(path: Path) -> int:
    return path.read_text().count("- talk:")


def test_conversations_that_hold(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path)
    assert outcome(["talk", str(talks)]) == 0
    assert capsys.readouterr().out.endswith(f"{many(talks)} conversations, all as written\n")


def test_a_survey_stands_for_its_conversations_and_a_folder_for_all_in_it(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path)
    for given in (tmp_path / f"{NAME}.yaml", tmp_path):
        assert outcome(["talk", str(given)]) == 0
        assert capsys.readouterr().out == f"{talks}: {many(talks)} conversations, all as written\n"


def test_without_a_file_the_surveys_that_ship_are_replayed(capsys: Seen) -> None:
    assert outcome(["talk"]) == 0
    assert capsys.readouterr().out.count("all as written") == len(list(SURVEYS.glob("*.talk.yaml")))


def test_a_conversation_that_comes_out_differently_shows_the_lines_that_differ(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["talk", str(copied(tmp_path, "days: 14", "days: 15"))]) == 1
    shown = capsys.readouterr().out
    assert "“a good service in Khmer, with Khmer digits”, stored" in shown
    assert "      got_it: yes\n    - days: 15\n    + days: 14\n      satisfied: 5\n" in shown
    assert shown.endswith("conversations, 1 came out differently\n")


def test_a_screen_that_comes_out_differently_names_its_step(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["talk", str(copied(tmp_path, "          2 សៀមរាប\n", "          2 Siem Reap\n"))]) == 1
    shown = capsys.readouterr().out
    assert "step 4, we show" in shown
    assert "    - 2 Siem Reap\n" in shown
    assert "    + 2 សៀមរាប\n" in shown


def test_a_question_in_no_conversation_is_told_and_is_no_failure(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path)
    head, _, _ = talks.read_text().partition("  - talk: English after all")
    talks.write_text(head)
    assert outcome(["talk", str(talks)]) == 0
    shown = capsys.readouterr().out
    assert "W652 No example asks *riel*." in shown
    assert "*days*" not in shown


def test_an_update_writes_what_came(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path, "days: 14", "days: 15")
    assert outcome(["talk", str(talks), "--update"]) == 0
    assert "written anew" in capsys.readouterr().out
    assert talks.read_text() == (SURVEYS / f"{NAME}.talk.yaml").read_text()


def test_no_update_writes_the_marks_of_a_draft_into_an_example(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path)
    before, survey = talks.read_text(), tmp_path / f"{NAME}.yaml"
    survey.write_text(survey.read_text().replace("      en: Have you received the document?\n", ""))
    assert outcome(["talk", str(talks), "--update"]) == 1
    assert "has errors" in capsys.readouterr().out
    assert talks.read_text() == before
    assert outcome(["talk", str(talks)]) == 1
    assert "[km]" in capsys.readouterr().out


def test_an_update_keeps_line_ends(tmp_path: Path) -> None:
    talks = copied(tmp_path, "days: 14", "days: 15")
    talks.write_bytes(talks.read_bytes().replace(b"\n", b"\r\n"))
    assert outcome(["talk", str(talks), "--update"]) == 0
    assert talks.read_bytes() == (SURVEYS / f"{NAME}.talk.yaml").read_bytes().replace(b"\n", b"\r\n")


def test_an_update_that_cannot_be_written_is_told(capsys: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talks = copied(tmp_path, "days: 14", "days: 15")

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert outcome(["talk", str(talks), "--update"]) == 2
    assert "cannot be written: No space left on device" in capsys.readouterr().err


def test_what_an_update_cannot_mend_stays_a_failure(tmp_path: Path) -> None:
    assert outcome(["talk", str(copied(tmp_path, '"*855#"', '"*856#"')), "--update"]) == 1


def test_differences_for_a_script(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["talk", str(copied(tmp_path, "days: 14", "days: 15")), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["well"]
    (failure,) = told["talks"][0]["failures"]
    assert (failure["step"], failure["what"]) == (0, "stored")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("they send: 2", "they whisper: 2", "*they whisper* is not a step"),
        ("they send: 2", "they sends: 2", "Did you mean *they send*?"),
        (f"survey: {NAME}", "survey: somewhere", "these are conversations of *somewhere*"),
        ("days: 14", "day: 14", "*day* is not a question of this survey."),
        ("{ office: 170101, document: birth }", "{ offices: 170101 }", "*offices* is not a column of the visit list."),
        ("agreed to: call back", "agreed to: quote my words", "*quote my words* is not asked for in this survey."),
        ("from the visit: office, paper", "from the visit: offic, paper", "Did you mean *office*?"),
        ("channel: ussd", "channel: call", "by which nobody can start this survey"),
    ],
)
def test_conversations_that_cannot_be_played(capsys: Seen, tmp_path: Path, old: str, new: str, told: str) -> None:
    assert outcome(["talk", str(copied(tmp_path, old, new))]) == 1
    shown = capsys.readouterr().out
    assert "E651" in shown
    assert told in shown
    assert "not played" in shown


def test_a_survey_with_errors_plays_nothing(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path)
    talks.with_name(f"{NAME}.yaml").write_text("survey: x\n")
    assert outcome(["talk", str(talks)]) == 1
    assert "has errors" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere.talk.yaml", "config.yaml", "notes.txt"])
def test_what_is_no_file_of_conversations_is_refused(capsys: Seen, tmp_path: Path, name: str) -> None:
    tmp_path.joinpath("config.yaml").write_text("")
    assert outcome(["talk", str(tmp_path / name)]) == 2
    assert "SURVEY.talk.yaml" in capsys.readouterr().err


def test_a_folder_without_conversations_is_refused(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["talk", str(tmp_path)]) == 2
    assert "has no conversations" in capsys.readouterr().err
