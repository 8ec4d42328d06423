"""The words of the program: there in every language, short enough, and with the same variables."""

import pytest

from flows.engine.variables import LoneBrace, Variable, fill, scan
from flows.folding import fold
from flows.measure import fits, sms_parts
from flows.words import DRAFTS, LISTS, NAMES, TEXTS, builtin_list

LANGUAGES = tuple(TEXTS)


def variables(text: str) -> set[str]:
    return {piece.name for piece in scan(text) if isinstance(piece, Variable)}


def test_five_languages_of_which_english_is_no_draft() -> None:
    assert ("en", *DRAFTS) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_with_the_same_variables(language: str) -> None:
    assert tuple(TEXTS[language]) == NAMES
    for name, text in TEXTS[language].items():
        assert variables(text) == variables(TEXTS["en"][name]), name
    assert set(LISTS[language]) == set(LISTS["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_fits_a_phone_menu_and_a_text(language: str) -> None:
    only_by_text = ("stopped", "started", "help", "deleted", "mydata")
    for name, text in TEXTS[language].items():
        assert sms_parts(text) == 1, name
        assert name in only_by_text or fits(text, "ussd"), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_of_rights_is_one_text_however_much_it_is(language: str) -> None:
    most = {"reference": "7KQ4-M2", "answers": "9999", "surveys": "99", "since": "23/11/2026", "until": "23/12/2026"}
    for name in ("deleted", "mydata"):
        assert sms_parts(fill(TEXTS[language][name], most)) == 1, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_control_words_hold_everywhere_and_mean_one_thing(language: str) -> None:
    stop, start, help_ = (builtin_list(name, language) for name in ("stop_words", "start_words", "help_words"))
    yes, no = builtin_list("yes_words", language), builtin_list("no_words", language)
    assert {"stop", "end", "quit"} <= stop
    assert "start" in start
    assert "help" in help_
    assert not yes & no
    delete, mydata = (builtin_list(name, language) for name in ("delete_words", "mydata_words"))
    assert "delete" in delete
    assert "mydata" in mydata
    assert sum(map(len, (stop, start, help_, delete, mydata))) == len(stop | start | help_ | delete | mydata)
    assert not (stop | help_ | delete | mydata) & (yes | no | start)
    assert fold(TEXTS[language]["yes"]) in yes
    assert fold(TEXTS[language]["no"]) in no


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("plain", "plain"),
        ("{keep days} days", "30 days"),
        ("{Keep_Days}", "30"),
        ("{{keep days}}", "{keep days}"),
        ("{{{keep days}}}", "{30}"),
        ("{unknown} stays", "{unknown} stays"),
        ("a { b", "a { b"),
        ("a } b", "a } b"),
        ("{name}", "{keep days}"),
        ("x" * 2000 + "{keep days}", "x" * 1600),
    ],
)
def test_filling_is_one_pass(text: str, filled: str) -> None:
    assert fill(text, {"keep days": "30", "name": "{keep days}"}) == filled


def test_scanning_tells_variables_and_lone_braces_with_their_places() -> None:
    assert scan("a {b c} d{{ } {e") == ["a ", Variable("b c", 2), " d{ ", LoneBrace("}", 12), " ", LoneBrace("{", 14), "e"]
