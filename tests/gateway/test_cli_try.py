"""A survey on a phone in the terminal, and golden conversations at the command line."""

import io
import json
from pathlib import Path

import pytest

from gateway.cli import outcome

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
LESOTHO = str(SURVEYS / "lesotho-clinic-visit.yaml")
KENYA = str(SURVEYS / "kenya-huduma-service.yaml")
TALKS = "cambodia-civil-registry.talk.yaml"

Seen = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "100")


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_answers_print_the_conversation_and_what_would_be_stored(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--ussd", "--answers", "1,2,2,1,5,1,2"]) == 0
    shown = capsys.readouterr().out
    assert "> *120*45#" in shown
    assert "Which district is the clinic in?" in shown
    assert "120 of 160, GSM-7" in shown
    assert "USSD, the end" in shown
    assert shown.endswith(
        "What would be stored:\n  district      berea\n  reason        child\n  wait          1\n  treated       5\n"
        "  medicine      yes\n  asked_to_pay  no\n  ended: finished\n"
    )


def test_another_language_is_chosen_on_the_first_screen(capsys: Seen) -> None:
    assert outcome(["try", KENYA, "--sms", "--as", "sw", "--answers", "1,City Square"]) == 0
    shown = capsys.readouterr().out
    assert "> HUDUMA" in shown
    assert "Ulitembelea Huduma Centre gani?" in shown
    assert "1 SMS, GSM-7" in shown
    assert "centre  city_square" in shown
    assert shown.endswith("ended: still open\n")


def test_for_a_script_there_is_json(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--json", "--answers", r"1,2,x,1,4,1,1,2,\,\,"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["survey"], told["channel"], told["language"]) == ("lesotho-clinic-visit", "ussd", "en")
    assert told["turns"][0]["said"] == "*120*45#"
    assert told["turns"][0]["shown"]["units"] == 120
    assert [turn["said"] for turn in told["turns"][-1:]] == [",,"]
    assert told["answers"][1]["tries"] == 2
    assert told["stored"]["comment"] == ",,"


def test_answers_after_the_end_are_told(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--answers", "no,1,2"]) == 0
    assert capsys.readouterr().err == "The conversation was over: the last 2 answers went nowhere.\n"


def test_no_answers_at_all_is_the_first_screen(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--answers", ""]) == 0
    shown = capsys.readouterr().out
    assert shown.count("USSD") == 1
    assert shown.endswith("  no answer\n  ended: still open\n")


def test_a_person_at_the_keyboard(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "1", "4", ":drop", "2", ":wait 5 minutes", ":dial", "1", ":wait long", ":help", ":text HELP", ":quit")
    assert outcome(["try", LESOTHO]) == 0
    shown = capsys.readouterr().out
    for told in (
        "The call is cut.",
        "There is no call.",
        "5 minutes later.",
        "Continue where you stopped?",
        "Write it like :wait 20 minutes",
        ":drop             the call is cut",
        "Questions from Ministry of Health",
        "district  butha_buthe",
    ):
        assert told in shown


def test_the_end_shows_what_would_be_stored_and_how_to_go_on(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "no", ":dial", "1")
    assert outcome(["try", LESOTHO]) == 0
    shown = capsys.readouterr().out
    assert "ended: refused" in shown
    assert shown.count("Ministry of Health: how was your") == 2


def test_the_end_of_input_and_ctrl_c_are_a_kind_goodbye(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch)
    assert outcome(["try", LESOTHO]) == 0

    def interrupted(prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    assert outcome(["try", LESOTHO]) == 0
    assert capsys.readouterr().out.count("What would be stored:") == 2


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([KENYA, "--ussd"], 2, "kenya-huduma-service cannot be started by USSD.\nTry it with --sms."),
        ([KENYA, "--as", "fr"], 2, "kenya-huduma-service is not in “fr”.\nIt is in: en (English), sw (Kiswahili)."),
        ([KENYA, "--json"], 2, "there are no answers"),
        (["nowhere.yaml"], 2, "nowhere.yaml cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_tried_is_refused(capsys: Seen, arguments: list[str], code: int, told: str) -> None:
    assert outcome(["try", *arguments]) == code
    assert told in capsys.readouterr().err


def test_a_survey_that_cannot_be_read_prints_its_problems(capsys: Seen, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(Path(LESOTHO).read_text().replace("answer: rating", "answer: ratting"))
    assert outcome(["try", str(broken), "--answers", "1"]) == 1
    err = capsys.readouterr().err
    assert "E209" in err
    assert "This survey cannot be tried yet." in err


def test_a_draft_with_errors_may_be_tried_and_is_told_so(capsys: Seen, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(Path(LESOTHO).read_text().replace("{question count}", "{question cuont}"))
    assert outcome(["try", str(draft), "--answers", "1"]) == 0
    assert "cannot be published yet; `gateway check" in capsys.readouterr().err


def test_a_file_without_end_is_not_read_to_its_end(capsys: Seen) -> None:
    assert outcome(["try", "/dev/zero", "--answers", "1"]) == 1
    assert "the limit is 200" in capsys.readouterr().err


# --- gateway talk


def copied(folder: Path, old: str = "", new: str = "") -> Path:
    """A survey with its conversations, one piece of them changed."""
    folder.joinpath(TALKS.replace(".talk", "")).write_bytes(SURVEYS.joinpath(TALKS.replace(".talk", "")).read_bytes())
    text = SURVEYS.joinpath(TALKS).read_text()
    assert old in text
    talks = folder / TALKS
    talks.write_text(text.replace(old, new, 1))
    return talks


def test_conversations_that_hold(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["talk", str(copied(tmp_path))]) == 0
    assert capsys.readouterr().out.endswith("6 conversations, all as written\n")


def test_a_conversation_that_comes_out_differently(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["talk", str(copied(tmp_path, "days: 14", "days: 15"))]) == 1
    shown = capsys.readouterr().out
    assert "“a good service in Khmer, with Khmer digits”, stored" in shown
    assert "days: 15" in shown
    assert shown.endswith("6 conversations, 1 came out differently\n")


def test_an_update_writes_what_came(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path, "days: 14", "days: 15")
    assert outcome(["talk", str(talks), "--update"]) == 0
    assert "written anew" in capsys.readouterr().out
    assert talks.read_text() == SURVEYS.joinpath(TALKS).read_text()


def test_an_update_that_cannot_be_written_is_told(capsys: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talks = copied(tmp_path, "days: 14", "days: 15")

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
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
        ("they send: 1", "they whisper: 1", "is not a step"),
        ("survey: cambodia-civil-registry", "survey: somewhere", "These are conversations of *somewhere*"),
    ],
)
def test_conversations_that_cannot_be_played(capsys: Seen, tmp_path: Path, old: str, new: str, told: str) -> None:
    assert outcome(["talk", str(copied(tmp_path, old, new))]) == 1
    shown = capsys.readouterr().out
    assert told in shown
    assert "not played" in shown


def test_a_survey_with_errors_plays_nothing(capsys: Seen, tmp_path: Path) -> None:
    talks = copied(tmp_path)
    talks.with_name(TALKS.replace(".talk", "")).write_text("survey: x\n")
    assert outcome(["talk", str(talks)]) == 1
    assert "has errors" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere.talk.yaml", "config.yaml"])
def test_what_is_no_file_of_conversations_is_refused(capsys: Seen, tmp_path: Path, name: str) -> None:
    tmp_path.joinpath("config.yaml").write_text("")
    assert outcome(["talk", str(tmp_path / name)]) == 2
    assert "SURVEY.talk.yaml" in capsys.readouterr().err
