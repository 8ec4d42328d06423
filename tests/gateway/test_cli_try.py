"""A survey on a phone in the terminal: by script, by hand, with a visit, as a conversation to keep."""

import io
import json
from pathlib import Path

import pytest

from gateway.cli import outcome

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
LESOTHO = str(SURVEYS / "lesotho-clinic-visit.yaml")
KENYA = str(SURVEYS / "kenya-huduma-service.yaml")
CAMBODIA = str(SURVEYS / "cambodia-civil-registry.yaml")

OTIENO = ["--visit", "centre=N02", "--visit", "first name=Otieno", "--visit", "date=2026-11-23", "--visit", "language=en"]

DOOR = """
survey: front-door
title: All surveys of the ministry
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English }
starts when: { someone dials: "*120*1#", someone calls us: yes }
welcome: Ministry of Health.
questions:
  - question: about
    ask: What is it about?
    answer: choice
    choices: { clinic: A clinic, other: Something else }
    then: { clinic: start lesotho-clinic-visit }
thank you: Thank you.
"""

Seen = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "100")


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def beside_lesotho(folder: Path, text: str) -> str:
    """A survey of one's own, the clinic's beside it with its list."""
    for name in ("lesotho-clinic-visit.yaml", "lists/lesotho-clinics.csv"):
        copy = folder / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((SURVEYS / name).read_bytes())
    own = folder / "own.yaml"
    own.write_text(text)
    return str(own)


# --- by script


def test_answers_print_the_conversation_and_what_would_be_stored(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--ussd", "--answers", "1,1201,2,1,5,1,2"]) == 0
    shown = capsys.readouterr().out
    assert "> *120*45#" in shown
    assert "Type the 4-digit code on the poster." in shown
    assert "120 of 160, GSM-7" in shown
    assert "USSD, the end" in shown
    assert shown.endswith(
        "What would be stored:\n  facility      1201\n  reason        child\n  wait          1\n  treated       5\n"
        "  medicine      yes\n  asked_to_pay  no\n  ended: finished\n"
    )


def test_another_language_is_chosen_on_the_first_screen(capsys: Seen) -> None:
    assert outcome(["try", KENYA, "--sms", "--as", "sw", "--answers", "1,City Square"]) == 0
    shown = capsys.readouterr().out
    assert "> HUDUMA" in shown
    assert "Ulitembelea Huduma Centre gani?" in shown
    assert "1 SMS, GSM-7" in shown
    assert "centre  N02" in shown
    assert shown.endswith("ended: still open\n")


def test_for_a_script_there_is_json(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--json", "--answers", r"1,1201,2,x,1,1,1,2,\,\,"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["survey"], told["channel"], told["language"]) == ("lesotho-clinic-visit", "ussd", "en")
    assert (told["turns"][0]["step"], told["turns"][0]["said"]) == ("they dial", "*120*45#")
    assert told["turns"][0]["shown"]["units"] == 120
    assert [turn["said"] for turn in told["turns"][-1:]] == [",,"]
    assert told["answers"][2]["tries"] == 2
    assert told["stored"]["comment"] == ",,"


def test_answers_after_the_end_are_told(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--answers", "no,1,2"]) == 0
    assert capsys.readouterr().err == "The conversation was over: the last 2 answers went nowhere.\n"


def test_no_answers_at_all_is_the_first_screen(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--answers", ""]) == 0
    shown = capsys.readouterr().out
    assert shown.count("USSD") == 1
    assert shown.endswith("  no answer\n  ended: still open\n")


def test_a_front_door_leads_into_the_survey_beside_it(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["try", beside_lesotho(tmp_path, DOOR), "--answers", "1,1,1"]) == 0
    shown = capsys.readouterr().out
    assert "Ministry of Health: how was your" in shown
    assert "What would be stored of front-door:\n  about  clinic\n  ended: moved\n" in shown
    assert shown.endswith("What would be stored of lesotho-clinic-visit:\n  no answer\n  ended: still open\n")


def test_an_agent_reads_a_survey_to_a_caller(capsys: Seen, tmp_path: Path) -> None:
    assert outcome(["try", beside_lesotho(tmp_path, DOOR), "--call", "--answers", "1,2"]) == 0
    shown = capsys.readouterr().out
    assert "· they call\n" in shown
    assert "Call, the end" in shown
    assert "signs, no limit" in shown


# --- with a visit


def test_an_invitation_goes_out_when_it_is_due_and_what_the_visit_says_is_not_asked(capsys: Seen) -> None:
    assert outcome(["try", KENYA, "--at", "2026-11-23 18:30", *OTIENO, "--answers", "1,yes"]) == 0
    shown = capsys.readouterr().out
    assert "· a visit is recorded: { centre: N02, first name: Otieno, date: 2026-11-23, language: en }\n" in shown
    assert "· time passes: 810 minutes\n" in shown
    assert "Huduma Kenya: Otieno, thank you" in shown
    assert shown.endswith("  centre  N02\n  served  yes\n  from the visit: centre\n  ended: still open\n")


def test_who_starts_by_themselves_has_the_visit_the_survey_still_uses(capsys: Seen) -> None:
    assert outcome(["try", LESOTHO, "--ussd", "--visit", "facility=1201", "--answers", "1,1"]) == 0
    assert "from the visit: facility" in capsys.readouterr().out


def test_a_survey_that_only_visits_start_begins_with_a_visit(capsys: Seen) -> None:
    assert outcome(["try", CAMBODIA, "--sms", "--as", "en", "--at", "2026-11-23 10:00", "--answers", ""]) == 0
    shown = capsys.readouterr().out
    assert "· a visit is recorded\n· time passes: 24 hours\n" in shown
    assert "> en" in shown


# --- as a conversation to keep


@pytest.mark.parametrize(
    "arguments",
    [
        [LESOTHO, "--as", "st", "--answers", "1,0,1,9,1,5,x,3,1,0,2,2,1,0,2"],
        [LESOTHO, "--sms", "--visit", "facility=Berea Hospital", "--answers", "1,1,STOP,hello"],
        [KENYA, "--at", "2026-11-23 18:30", *OTIENO, "--answers", "1,yes"],
        [CAMBODIA, "--answers", "១,2,1"],
    ],
    ids=["by phone menu", "stopped by text", "invited", "in Khmer"],
)
def test_a_run_is_written_as_a_conversation_that_holds(capsys: Seen, tmp_path: Path, arguments: list[str]) -> None:
    assert outcome(["try", *arguments, "--repro"]) == 0
    written = capsys.readouterr().out
    survey = Path(arguments[0])
    beside_lesotho(tmp_path, "")
    for path in (survey, *(SURVEYS / "lists").iterdir()):
        copy = tmp_path / path.relative_to(SURVEYS)
        copy.write_bytes(path.read_bytes())
    talks = tmp_path / f"{survey.stem}.talk.yaml"
    talks.write_text(written)
    assert "we show" in written or "we text" in written
    assert outcome(["talk", str(talks)]) == 0, capsys.readouterr().out


def test_what_was_done_by_hand_is_written_too(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "1", "1201", ":drop", ":wait 20 minutes", ":dial", "1", ":quit")
    assert outcome(["try", LESOTHO, "--repro", "--at", "2026-11-23 10:00"]) == 0
    seen = capsys.readouterr()
    assert seen.out.startswith("survey: lesotho-clinic-visit\n\ntalks:\n\n  - talk: tried out on 2026-11-23 at 10.00\n")
    assert "      - the call drops: yes\n      - time passes: 20 minutes\n" in seen.out
    assert "Continue where you stopped?" in seen.err


def test_a_text_during_a_call_has_no_step(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "1", ":text HELP")
    assert outcome(["try", LESOTHO, "--repro"]) == 1
    seen = capsys.readouterr()
    assert seen.out == ""
    assert "cannot be written as a conversation" in seen.err


# --- by hand


def test_a_person_at_the_keyboard(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(
        monkeypatch, "1", "1201", ":drop", "2", ":wait 5 minutes", ":dial", "1", ":wait long", ":help", ":text HELP", ":quit"
    )
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
        "facility  1201",
    ):
        assert told in shown


def test_a_visit_by_hand_brings_its_invitation_and_a_reminder(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, ":visit", ":visit center=N02", ":visit centre=N02, language=sw", ":wait 1 day", ":wait 2 days")
    assert outcome(["try", KENYA, "--sms", "--at", "2026-11-23 10:00"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("The columns of the visit list: centre, first name, date, language.") == 2
    assert "The visit is recorded." in shown
    assert shown.count("tell us about") == 2, "the keyword's welcome and its reminder; who is asked is not invited"


def test_the_end_shows_what_would_be_stored_and_how_to_go_on(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "no", ":dial", "1")
    assert outcome(["try", LESOTHO]) == 0
    shown = capsys.readouterr().out
    assert "ended: refused" in shown
    assert ":dial begins again" in shown
    assert shown.count("Ministry of Health: how was your") == 2


def test_the_end_of_input_and_ctrl_c_are_a_kind_goodbye(capsys: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch)
    assert outcome(["try", LESOTHO]) == 0

    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    assert outcome(["try", LESOTHO]) == 0
    assert capsys.readouterr().out.count("What would be stored:") == 2


# --- what cannot be


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([KENYA, "--ussd"], 2, "kenya-huduma-service cannot be started by USSD.\nTry it with --sms."),
        ([KENYA, "--call"], 2, "cannot be started by a call to the contact centre."),
        ([KENYA, "--as", "fr"], 2, "kenya-huduma-service is not in “fr”.\nIt is in: en (English), sw (Kiswahili)."),
        ([KENYA, "--json"], 2, "there are no answers"),
        ([KENYA, "--json", "--repro", "--answers", "1"], 2, "Leave one of them out."),
        ([KENYA, "--all-paths", "--answers", "1"], 2, "--all-paths goes every way by itself."),
        ([KENYA, "--at", "tomorrow"], 2, "“tomorrow” is no date and time from 2000 to 2099."),
        ([KENYA, "--at", "0001-01-01 00:00"], 2, "“0001-01-01 00:00” is no date and time from 2000 to 2099."),
        ([KENYA, "--visit", "center=N02"], 2, "has no column “center”.\nDid you mean “centre”?"),
        ([KENYA, "--visit", "colour=blue"], 2, "Its columns: centre, first name, date, language."),
        ([KENYA, "--visit", "centre"], 2, "“centre” is no cell of a visit."),
        ([KENYA, *OTIENO, "--as", "sw", "--answers", ""], 2, "The visit says another language than “sw”."),
        ([CAMBODIA, "--ussd", "--visit", "office=170101"], 2, "uses no visit of somebody who starts by themselves"),
        (["nowhere.yaml"], 2, "nowhere.yaml cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_tried_is_refused(capsys: Seen, arguments: list[str], code: int, told: str) -> None:
    assert outcome(["try", *arguments]) == code
    assert told in capsys.readouterr().err


def test_a_survey_that_cannot_be_read_prints_its_problems(capsys: Seen, tmp_path: Path) -> None:
    broken = beside_lesotho(tmp_path, Path(LESOTHO).read_text().replace("answer: rating", "answer: ratting"))
    assert outcome(["try", broken, "--answers", "1"]) == 1
    err = capsys.readouterr().err
    assert "E209" in err
    assert "This survey cannot be tried yet." in err


def test_a_draft_with_errors_may_be_tried_and_shows_them(capsys: Seen, tmp_path: Path) -> None:
    draft = beside_lesotho(tmp_path, Path(LESOTHO).read_text().replace("{question count}", "{question cuont}"))
    assert outcome(["try", draft, "--answers", "1"]) == 0
    err = capsys.readouterr().err
    assert "E507" in err
    assert "cannot be published yet; `gateway check" in err


def test_a_file_without_end_is_not_read_to_its_end(capsys: Seen) -> None:
    assert outcome(["try", "/dev/zero", "--answers", "1"]) == 1
    assert "the limit is 200" in capsys.readouterr().err


# --- a draft


def test_a_draft_with_a_missing_translation_is_tried_with_a_mark(tmp_path: Path, capsys: Seen) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(
        DOOR.replace("{ en: English }", "{ en: English, st: Sesotho }")
        .replace("welcome: Ministry of Health.", "welcome: { en: Ministry of Health., st: Lekala la Bophelo. }")
        .replace("ask: What is it about?", "ask: { en: What is it about? }")
        .replace(
            "{ clinic: A clinic, other: Something else }",
            "{ clinic: { en: Clinic, st: Kliniki }, other: { en: Else, st: Tse ling } }",
        )
        .replace("    then: { clinic: start lesotho-clinic-visit }\n", "")
        .replace("thank you: Thank you.", "thank you: { en: Thank you., st: Rea leboha. }")
    )
    assert outcome(["try", str(draft), "--answers", "2,1"]) == 0
    seen = capsys.readouterr()
    assert "[en] What is it about?" in seen.out
    assert seen.err.count("E501") == 1
    assert "cannot be published yet" in seen.err
