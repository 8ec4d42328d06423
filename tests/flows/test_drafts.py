"""A draft runs with its missing texts marked, and nobody can take it for a survey that is ready (survey language 8.1)."""

import pytest
from small_surveys import MOMENT, NOW_MS
from sound_flows import TWO

from flows.check import check
from flows.load import load
from flows.model import Flow
from flows.reading.filling import filled
from flows.turn import begin, take_turn

GONE = [
    ("welcome", "A few questions., st: Lipotso. }", "A few questions. }", [], "[en] A few questions."),
    ("thank you", ", st: Rea leboha. }", " }", ["1", "1", "1", "1"], "[en] Thank you very much."),
    ("ask", ", st: Na e sebetsa? }", " }", ["1"], "[en] Does it work?"),
    ("label", ", st: Ka maoto }", " }", ["1", "1", "1"], "[en] On foot"),
    ("lowest", ", st: litsila }", " }", ["1", "1"], "[en] dirty"),
]


def screen(flow: Flow, *said: str) -> str:
    """The last screen of somebody who speaks Sesotho."""
    turn = begin(flow, "sms", MOMENT, language="st")
    for words in said:
        turn = take_turn(flow, turn.state, words, NOW_MS)
    assert turn.screen is not None
    return turn.screen.text


def draft(old: str, new: str) -> str:
    assert TWO.count(old) == 1
    return TWO.replace(old, new)


@pytest.mark.parametrize(("what", "old", "new", "said", "shown"), GONE, ids=[row[0] for row in GONE])
def test_a_missing_translation_is_the_main_language_with_a_mark(
    what: str, old: str, new: str, said: list[str], shown: str
) -> None:
    loaded = load(draft(old, new))
    assert [p.code for p in loaded.problems if p.is_error] == ["E501"], what
    assert loaded.flow is not None
    assert shown in screen(loaded.flow, *said)


@pytest.mark.parametrize("said", [row[3] for row in GONE], ids=[row[0] for row in GONE])
def test_a_text_that_is_there_has_no_mark(said: list[str]) -> None:
    flow = load(TWO).flow
    assert flow is not None
    assert "[en]" not in screen(flow, *said)


def test_what_is_missing_in_the_main_language_is_another_ones() -> None:
    loaded = load(draft("en: Does it work?, ", ""))
    assert loaded.flow is not None
    assert loaded.flow.question("works").ask.texts == {"en": "[st] Na e sebetsa?", "st": "Na e sebetsa?"}


def test_a_text_for_one_channel_only_is_filled_there() -> None:
    more = "    answer: yes or no\n    tries: 3\n    if unclear on sms: { en: Yes or no? }\n"
    loaded = load(TWO.replace("    answer: yes or no\n", more))
    assert loaded.flow is not None
    unclear = loaded.flow.question("works").if_unclear
    assert unclear is not None
    assert unclear.on == {"sms": {"en": "Yes or no?", "st": "[en] Yes or no?"}}
    assert unclear.texts == {}


@pytest.mark.parametrize(("what", "old", "new", "said", "shown"), GONE, ids=[row[0] for row in GONE])
def test_a_draft_cannot_be_published_and_is_told_of_each_gap_once(
    what: str, old: str, new: str, said: list[str], shown: str
) -> None:
    checked = check(draft(old, new))
    assert checked.flow is not None
    assert not checked.publishable
    assert [p.code for p in checked.errors] == ["E501"], what
    extra = {p.code for p in checked.problems} - {p.code for p in check(TWO).problems}
    assert extra == {"E501"}, "nothing is said of a text that nobody wrote"


def test_another_error_beside_the_gap_keeps_the_draft_from_running() -> None:
    assert load(draft(", st: Ka maoto }", " }").replace("to: 365", "to: many")).flow is None


def test_a_whole_survey_has_nothing_to_fill() -> None:
    flow = load(TWO).flow
    assert flow is not None
    assert filled(flow) == flow
