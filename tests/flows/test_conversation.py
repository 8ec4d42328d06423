"""Across calls and texts: dropped and resumed, once a day, the other channel (survey language, 7.2 and 7.5)."""

from dataclasses import replace

import pytest
from calls_and_texts import DAY_MS, HOUR_MS, MINUTE_MS, ROADS, SECOND, WATER, at, call, resumed, text, texts
from small_surveys import MOMENT, NOW_MS

from flows.conversation import dial, due_at_ms, expire, hear, press
from flows.model import Keywords
from flows.state import Open, Outcome, Person, State

# --- dialling


def test_a_first_call_begins_with_the_welcome() -> None:
    outcome = dial(WATER, None, None, "", MOMENT)
    assert text(outcome) == "Hello.\n1 Start\n2 Sesotho"
    assert outcome.begun_on is WATER
    assert outcome.begun is not None
    assert (outcome.begun.channel, outcome.begun.reference, outcome.changed) == ("ussd", "7KQ4-M2", ())


def test_answers_dialled_behind_the_code_are_the_first_answers() -> None:
    outcome = dial(WATER, None, None, "1*2", MOMENT)
    assert text(outcome) == "By phone only.\n1 Next\n0 Back"


def test_they_stop_at_the_first_that_is_not_understood_and_it_is_no_try() -> None:
    outcome = dial(WATER, None, None, "1*7*1", MOMENT)
    assert text(outcome) == "Does it work?\n1 Yes\n2 No"
    assert outcome.begun is not None
    assert outcome.begun.tries == 0
    assert text(dial(WATER, None, None, "*1", MOMENT)) == "Hello.\n1 Start\n2 Sesotho"


def test_a_whole_survey_may_be_dialled_at_once() -> None:
    outcome = dial(WATER, None, None, "1*1*1*too far*1", MOMENT)
    assert text(outcome) == "Thanks."
    assert outcome.begun is not None
    assert outcome.begun.ended == "finished"


@pytest.mark.parametrize(("after_ms", "begins"), [(0, False), (DAY_MS - 1, False), (DAY_MS, True)])
def test_one_answer_for_a_phone_and_day(after_ms: int, begins: bool) -> None:
    outcome = dial(WATER, None, NOW_MS, "", at(after_ms))
    assert (outcome.begun is not None) is begins
    if not begins:
        assert outcome.screen is not None
        assert (text(outcome), outcome.screen.more) == ("You have already answered. Thank you.", False)
        assert (outcome.changed, outcome.opted) == ((), "")


def test_no_more_texts_on_the_welcome_opts_out() -> None:
    outcome = press(call(), WATER, "no more texts to me", at(1))
    assert (outcome.opted, outcome.changed[0][1].ended) == ("out", "stopped")
    assert dial(WATER, None, None, "No more texts to me", MOMENT).opted == "out"


# --- a dropped call


def test_dialling_again_asks_whether_to_go_on() -> None:
    outcome = dial(SECOND, call("1", "1"), None, "1*1", at(MINUTE_MS))
    assert text(outcome) == "Continue where you stopped?\n1 Yes\n2 Start again"
    assert outcome.begun is None


def test_the_question_comes_in_the_language_of_the_conversation() -> None:
    assert text(dial(WATER, call("2", "1", "1"), None, "", at(1))) == "U tsoele pele moo u emeng teng?\n1 E\n2 Qala bocha"


@pytest.mark.parametrize("said", ["1", "yes", "E", "1 yes"])
def test_yes_shows_the_open_screen_and_changes_nothing(said: str) -> None:
    before = call("1", "x")
    outcome = press(resumed(before), SECOND, said, at(2 * MINUTE_MS))
    assert text(outcome) == "Does it work?\n1 Yes\n2 No"
    assert outcome.changed == ((1, before.state),)
    assert outcome.begun is None


@pytest.mark.parametrize("said", ["2", "start again", "Start", "Qala bocha"])
def test_start_again_abandons_and_begins_on_the_newest_version(said: str) -> None:
    outcome = press(resumed(call("1", "1")), SECOND, said, at(2 * MINUTE_MS))
    assert text(outcome) == "Hello.\n1 Start\n2 Sesotho"
    assert [(key, state.ended) for key, state in outcome.changed] == [(1, "abandoned")]
    assert outcome.changed[0][1].answers
    assert outcome.begun_on is SECOND
    assert outcome.begun is not None
    assert (outcome.begun.answers, outcome.begun.reference) == ((), "AAAA-A2")


def test_start_again_on_a_survey_that_is_closed_begins_on_the_old_version() -> None:
    assert press(resumed(call("1", "1")), None, "2", at(1)).begun_on is WATER


def test_three_times_nonsense_ends_the_call_and_keeps_the_conversation() -> None:
    before = call("1", "1")
    open = resumed(before)
    for _ in range(2):
        outcome = press(open, WATER, "hm", at(1))
        assert text(outcome).startswith("Please answer with one of the numbers.\nContinue where you stopped?")
        open = replace(open, state=outcome.changed[0][1])
    outcome = press(open, WATER, "hm", at(1))
    assert text(outcome) == "Let us stop here. Thank you for your time."
    assert outcome.changed == ((1, before.state),)


def test_a_welcome_is_simply_shown() -> None:
    outcome = dial(WATER, call("2"), None, "", at(MINUTE_MS))
    assert text(outcome) == "Lumela.\n1 Qala\n0 Morao"
    assert outcome.changed == ((1, call("2").state),)


def test_answers_dialled_behind_the_code_go_to_a_welcome_that_is_open() -> None:
    outcome = dial(WATER, call(), None, "1*1", at(MINUTE_MS))
    assert text(outcome) == "By phone only.\n1 Next\n0 Back"
    assert outcome.begun is None


@pytest.mark.parametrize(("after_ms", "dropped"), [(HOUR_MS - 1, False), (HOUR_MS, True)])
def test_after_the_time_to_resume_the_old_conversation_is_dropped(after_ms: int, dropped: bool) -> None:
    outcome = dial(SECOND, call("1", "1"), None, "", at(after_ms))
    assert (outcome.begun is not None) is dropped
    if dropped:
        assert [(key, state.ended) for key, state in outcome.changed] == [(1, "dropped")]
        assert outcome.begun_on is SECOND


# --- texts


@pytest.mark.parametrize("said", ["WATER", "water", "Water please", " water! "])
def test_a_keyword_begins(said: str) -> None:
    outcome = hear(Person(surveys=(ROADS, WATER)), said, MOMENT)
    assert outcome.begun_on is WATER
    assert text(outcome) == "Hello.\n1 Start\n2 Sesotho"


@pytest.mark.parametrize("said", ["waters", "good water", "", "0", "9", "👍"])
def test_a_text_nobody_asked_for_is_not_answered(said: str) -> None:
    assert hear(Person(surveys=(ROADS, WATER)), said, MOMENT) == Outcome(None)


def test_a_text_answers_the_conversation_shown_last() -> None:
    older, newer = replace(texts("1"), shown_at_ms=NOW_MS - 5), replace(texts("1", flow=ROADS, key=3), shown_at_ms=NOW_MS)
    for opens in ((older, newer), (newer, older)):
        outcome = hear(Person(opens, (WATER, ROADS)), "yes", MOMENT)
        assert [(key, state.ended) for key, state in outcome.changed] == [(3, "finished")]


def test_a_text_to_another_short_code_is_no_answer() -> None:
    elsewhere = replace(ROADS, starts=replace(ROADS.starts, texts=(Keywords(("ROADS",), "555"),)))
    assert hear(Person((texts("1"),), (elsewhere,)), "yes", MOMENT) == Outcome(None)
    assert hear(Person((texts("1"),), (elsewhere,)), "stop", MOMENT).opted == "out"
    assert text(hear(Person((texts("1"),), ()), "yes", MOMENT)) == "Why?"


def test_a_call_is_not_answered_by_text() -> None:
    assert hear(Person((call("1"),), (WATER,)), "yes", MOMENT) == Outcome(None)


def test_already_counts_over_both_channels() -> None:
    person = Person(surveys=(WATER,), finished_at_ms={"small": NOW_MS})
    outcome = hear(person, "water", at(HOUR_MS))
    assert text(outcome) == "You have already answered. Thank you."
    assert outcome.begun is None
    assert hear(replace(person, finished_at_ms={"roads": NOW_MS}), "water", at(HOUR_MS)).begun is not None


def test_the_keyword_in_the_middle_asks_whether_to_go_on() -> None:
    outcome = hear(Person((texts("1", "1"),), (WATER,)), "water", at(DAY_MS))
    assert text(outcome) == "Continue where you stopped?\n1 Yes\n2 Start again"
    open = replace(texts(), state=outcome.changed[0][1])
    assert text(hear(Person((open,), (WATER,)), "1", at(DAY_MS))) == "Why?"
    again = hear(Person((open,), (SECOND,)), "2", at(DAY_MS))
    assert (again.begun_on is SECOND, again.changed[0][1].ended) == (True, "abandoned")


def test_an_answer_that_begins_with_the_keyword_is_an_answer() -> None:
    said = "Water was dirty"
    outcome = hear(Person((texts("1", "1"),), (WATER,)), said, MOMENT)
    answers = outcome.changed[0][1].answers
    assert (outcome.changed[0][1].ended, answers[-1].value) == ("finished", said)
    assert text(hear(Person((texts(),), (WATER,)), "water please", MOMENT)).startswith("Hello.")


def test_an_unanswered_text_that_is_due_is_closed_before_anything_else() -> None:
    outcome = hear(Person((texts("1"),), (WATER,)), "yes", at(3 * DAY_MS))
    assert outcome.screen is None
    assert [(key, state.ended) for key, state in outcome.changed] == [(2, "closed")]
    begins = hear(Person((texts("1"),), (WATER,)), "water", at(3 * DAY_MS))
    assert (begins.begun is not None, begins.changed[0][1].ended) == (True, "closed")


# --- the other channel


def test_a_call_goes_on_by_text() -> None:
    asked = hear(Person((call("1", "1"),), (SECOND,)), "WATER", at(MINUTE_MS))
    assert text(asked).startswith("Continue")
    ((key, state),) = asked.changed
    outcome = hear(Person((Open(key, WATER, state, NOW_MS),), (SECOND,)), "yes", at(2 * MINUTE_MS))
    assert text(outcome) == "Why?"
    assert [(key, state.ended) for key, state in outcome.changed] == [(1, "moved")]
    assert outcome.begun_on is WATER
    assert outcome.begun is not None
    assert (outcome.begun.channel, outcome.begun.open, outcome.begun.reference) == ("sms", "why", "AAAA-A2")
    assert [(a.question, a.value, a.channel) for a in outcome.begun.answers] == [("works", "yes", "ussd")]


def test_texts_go_on_in_a_call() -> None:
    open = resumed(texts("1", "1"))
    outcome = press(open, WATER, "1", at(2 * MINUTE_MS))
    assert text(outcome) == "Why?"
    assert [(key, state.ended) for key, state in outcome.changed] == [(2, "moved")]


def test_a_welcome_moves_without_a_question() -> None:
    outcome = dial(WATER, texts("2"), None, "", at(MINUTE_MS))
    assert text(outcome) == "Lumela.\n1 Qala\n0 Morao"
    assert (outcome.changed[0][1].ended, outcome.begun is not None) == ("moved", True)


def test_who_is_asked_in_a_call_may_answer_the_open_text_instead() -> None:
    open = resumed(texts("1"))
    outcome = hear(Person((open,), (WATER,)), "yes", at(2 * MINUTE_MS))
    assert text(outcome) == "Why?"
    assert outcome.changed[0][1].resume_on == ""


def test_what_is_pressed_in_a_call_after_a_text_went_on_is_no_answer_to_the_text() -> None:
    answered = hear(Person((resumed(texts("1")),), (WATER,)), "yes", at(2 * MINUTE_MS)).changed[0][1]
    outcome = press(Open(2, WATER, answered, NOW_MS), WATER, "1", at(3 * MINUTE_MS))
    assert text(outcome).startswith("Continue where you stopped?")
    assert outcome.changed[0][1].answers == answered.answers


def test_who_is_asked_in_a_call_and_by_text_answers_where_they_please() -> None:
    in_both = hear(Person((resumed(call("1")),), (WATER,)), "WATER", at(2 * MINUTE_MS)).changed[0][1]
    in_both = State.load(in_both.dump())
    here = press(Open(1, WATER, in_both, NOW_MS), WATER, "1", at(3 * MINUTE_MS))
    assert here.changed[0][1].answers == in_both.answers
    there = hear(Person((Open(1, WATER, in_both, NOW_MS),), (WATER,)), "2", at(3 * MINUTE_MS))
    assert (there.changed[0][1].ended, there.begun is not None) == ("abandoned", True)


def test_who_is_asked_by_text_may_go_on_in_the_call() -> None:
    asked = hear(Person((call("1"),), (WATER,)), "WATER", at(1)).changed[0][1]
    outcome = press(Open(1, WATER, asked, NOW_MS), WATER, "1", at(2))
    assert text(outcome).startswith("By phone only.")
    assert outcome.changed[0][1].resume_on == ""


# --- the clock


def test_when_the_clock_must_look() -> None:
    assert due_at_ms(WATER, call().state, NOW_MS) == NOW_MS + HOUR_MS
    assert due_at_ms(WATER, texts().state, NOW_MS) == NOW_MS + 3 * DAY_MS


def test_what_the_clock_ends() -> None:
    assert expire(call("1"), NOW_MS + HOUR_MS - 1) is None
    dropped, closed = expire(call("1"), NOW_MS + HOUR_MS), expire(texts("1"), NOW_MS + 3 * DAY_MS)
    assert dropped is not None
    assert closed is not None
    assert (dropped.ended, closed.ended) == ("dropped", "closed")
    assert expire(replace(call("1"), state=dropped), NOW_MS + DAY_MS) is None


def test_a_call_that_was_asked_about_by_text_waits_for_the_answer_by_text() -> None:
    asked = hear(Person((call("1"),), (WATER,)), "WATER", at(1)).changed[0][1]
    assert due_at_ms(WATER, asked, NOW_MS) == NOW_MS + 3 * DAY_MS
