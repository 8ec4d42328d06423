"""STOP, START and HELP, before everything else and in every language of the survey (survey language, 5.2)."""

from dataclasses import replace

import pytest
from calls_and_texts import QUESTIONS, ROADS, WATER, call, text, texts
from small_surveys import MOMENT, NOW_MS, TWO, survey

from flows.conversation import hear
from flows.conversing.control import Held, telling_what_is_held, with_proof
from flows.state import Open, Outcome, Person

STOPPED = "You will get no more texts from us. Text START to allow them again."


@pytest.mark.parametrize("said", ["STOP", "stop.", "Quit", "END", "unsubscribe", "Emisa"])
def test_stop_ends_everything_and_is_answered_once(said: str) -> None:
    opens = (call("1"), texts("1", key=2), texts(flow=ROADS, key=3))
    outcome = hear(Person(opens, (WATER,)), said, MOMENT)
    assert text(outcome) == STOPPED
    assert outcome.opted == "out"
    assert {key: state.ended for key, state in outcome.changed} == {1: "stopped", 2: "stopped", 3: "stopped"}


@pytest.mark.parametrize("said", ["STOP", "HELP", "water", "1", "yes"])
def test_then_there_is_silence(said: str) -> None:
    assert hear(Person(surveys=(WATER,), opted_out=True), said, MOMENT) == Outcome(None)


def test_until_start() -> None:
    outcome = hear(Person(surveys=(WATER,), opted_out=True), "Start", MOMENT)
    assert (text(outcome), outcome.opted) == ("You may get texts from us again.", "in")


def test_stop_is_understood_without_any_survey_in_every_language() -> None:
    for said in ("STOP", "acha", "arrêt", "ឈប់", "tlohela"):
        outcome = hear(Person(), said, MOMENT)
        assert (text(outcome), outcome.opted) == (STOPPED, "out")


def test_a_stop_word_of_another_survey_is_an_answer_here() -> None:
    outcome = hear(Person((texts("1", "1"),), (WATER,)), "acha", MOMENT)
    assert (outcome.opted, outcome.changed[0][1].answers[-1].value) == ("", "acha")


def test_stop_is_answered_in_the_language_it_was_said_in() -> None:
    sesotho = "Ha u sa tla fumana melaetsa ea rona. Romela START ho e lumella hape."
    assert text(hear(Person(surveys=(WATER,)), "emisa", MOMENT)) == sesotho
    assert text(hear(Person((texts("2"),), (WATER,)), "STOP", MOMENT)) == sesotho


def test_stop_on_a_welcome_by_text_ends_the_other_conversations_too() -> None:
    opens = (texts(), replace(texts("1", flow=ROADS, key=3), shown_at_ms=NOW_MS - 1))
    outcome = hear(Person(opens, (WATER,)), "No more texts to me", MOMENT)
    assert outcome.opted == "out"
    assert {key: state.ended for key, state in outcome.changed} == {2: "stopped", 3: "stopped"}


def test_a_survey_cannot_change_the_stop_words() -> None:
    own = survey(QUESTIONS, more="words: { stop words: { en: basta } }", **TWO)
    assert hear(Person(surveys=(own,)), "basta", MOMENT).screen is None
    texts_of_its_own = survey(QUESTIONS, more="words: { stopped: { en: Gone. } }", **TWO)
    assert text(hear(Person(surveys=(texts_of_its_own,)), "stop", MOMENT)) == STOPPED


@pytest.mark.parametrize("said", ["HELP", "help!", "info", "thuso"])
def test_help_names_the_owner_and_changes_nothing(said: str) -> None:
    outcome = hear(Person((texts("1"),), (WATER,)), said, MOMENT)
    assert text(outcome) == "Questions from Ministry of Water. Text STOP to end."
    assert (outcome.changed, outcome.opted) == ((), "")


def test_start_on_an_open_welcome_starts() -> None:
    outcome = hear(Person((texts(),), (WATER,)), "START", MOMENT)
    assert text(outcome) == "Does it work?\n1 Yes\n2 No"


@pytest.mark.parametrize("open", [texts("1"), call("1")], ids=["by text", "in a call"])
def test_start_is_no_answer_to_a_question(open: Open) -> None:
    outcome = hear(Person((open,), (WATER,)), "START", MOMENT)
    assert text(outcome) == "You may get texts from us again."
    assert (outcome.changed, outcome.opted) == ((), "in")


def test_start_without_a_conversation_says_that_texts_may_come() -> None:
    assert text(hear(Person(surveys=(WATER,)), "start", MOMENT)) == "You may get texts from us again."


DELETED = "Your number and your words are deleted, and you will get no more texts. Proof: 7KQ4-M2"


@pytest.mark.parametrize("opted_out", [False, True])
@pytest.mark.parametrize("said", ["DELETE", "delete!", "erase me", "Hlakola"])
def test_delete_ends_everything_also_for_who_has_stopped(said: str, opted_out: bool) -> None:
    opens = (call("1"), texts("1", key=2))
    outcome = with_proof(hear(Person(opens, (WATER,), opted_out=opted_out), said, MOMENT), "7KQ4-M2")
    assert (outcome.rights, outcome.opted, text(outcome)) == ("delete", "out", DELETED)
    assert {key: state.ended for key, state in outcome.changed} == {1: "stopped", 2: "stopped"}


@pytest.mark.parametrize("opted_out", [False, True])
@pytest.mark.parametrize("said", ["MYDATA", "my data", "Mydata.", "lintlha tsa ka"])
def test_mydata_counts_and_changes_nothing(said: str, opted_out: bool) -> None:
    outcome = hear(Person((texts("1"),), (WATER,), opted_out=opted_out), said, MOMENT)
    assert (outcome.rights, outcome.opted, outcome.changed) == ("mydata", "", ())
    told = text(telling_what_is_held(outcome, Held(7, 2, NOW_MS, NOW_MS + 86_400_000 * 30), "Africa/Maseru"))
    assert told == (
        "Answers kept: 7, surveys: 2, since 18/11/2026. Your number is kept until 18/12/2026. "
        "To delete your number and words, text DELETE."
    )


@pytest.mark.parametrize("said", ["please delete the queue", "delete it", "my data bundle is finished"])
def test_a_sentence_with_such_a_word_in_it_is_an_answer(said: str) -> None:
    outcome = hear(Person((texts("1", "1"),), (WATER,)), said, MOMENT)
    assert (outcome.rights, outcome.opted, outcome.changed[0][1].answers[-1].raw) == ("", "", said)


def test_delete_is_understood_without_any_survey_in_every_language() -> None:
    for said in ("DELETE", "futa", "effacer", "លុប", "hlakola"):
        assert hear(Person(), said, MOMENT).rights == "delete"
    for said in ("MYDATA", "taarifa zangu", "mes données", "ទិន្នន័យខ្ញុំ", "lintlha tsa ka"):
        assert hear(Person(), said, MOMENT).rights == "mydata"


def test_a_survey_cannot_take_the_delete_words_away() -> None:
    own = survey(QUESTIONS, more="words: { delete words: { en: vanish }, deleted: { en: Gone. } }", **TWO)
    assert hear(Person(surveys=(own,)), "vanish", MOMENT).screen is None
    assert text(with_proof(hear(Person(surveys=(own,)), "delete", MOMENT), "7KQ4-M2")) == DELETED
