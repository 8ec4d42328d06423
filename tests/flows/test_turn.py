"""One survey, one person: the welcome, moving forward, going back, leaving out (survey language, 4, 6 and 7)."""

import pytest
from small_surveys import MOMENT, NOW_MS, TWO, WAY, saved, shown, survey, talk

from flows.turn import begin, take_turn

YES_NO = "- question: q\n  ask: { en: Really?, st: Nete? }\n  answer: yes or no\n"
OFFERS = "rules: { first screen offers: [not now, stop] }"

# --- the welcome


def test_the_welcome_offers_the_other_languages_from_two() -> None:
    assert shown(survey(YES_NO, **TWO)) == "Hello.\n1 Start\n2 Sesotho"


def test_with_one_language_there_is_only_start() -> None:
    assert shown(survey("- question: q\n  ask: Really?\n  answer: yes or no")) == "Hello.\n1 Start"


@pytest.mark.parametrize("said", ["1", "start", "Start!", "1 start", "sta", "yes", "E", "qala"])
def test_the_welcome_is_accepted(said: str) -> None:
    assert shown(survey(YES_NO, **TWO), said) == "Really?\n1 Yes\n2 No"


@pytest.mark.parametrize("said", ["2", "Sesotho", "st", "2 Sesotho", "ses"])
def test_another_language_shows_the_welcome_in_it(said: str) -> None:
    flow = survey(YES_NO, **TWO)
    assert shown(flow, said) == "Lumela.\n1 Qala\n0 Morao"
    assert shown(flow, said, "1") == "Nete?\n1 E\n2 Che"
    assert shown(flow, said, "0") == "Hello.\n1 Start\n2 Sesotho"


def test_asking_for_the_main_language_again_is_the_beginning() -> None:
    flow = survey(YES_NO, **TWO)
    for said in ("en", "English"):
        assert shown(flow, "2", said) == "Hello.\n1 Start\n2 Sesotho"
        assert talk(flow, "2", said).state.language_chosen is False
        assert shown(flow, "2", said, "2") == "Lumela.\n1 Qala\n0 Morao"


def test_refusing_is_understood_without_being_printed() -> None:
    flow = survey(YES_NO, **TWO)
    for said in ("no", "che", "not now", "Eseng hona joale"):
        turn = talk(flow, said)
        assert turn.state.ended == "refused"
        assert turn.screen is not None
        assert (turn.screen.text, turn.screen.more) == ("Let us stop here. Thank you for your time.", False)


def test_no_more_texts_stops() -> None:
    turn = talk(survey(YES_NO, **TWO), "No more texts to me")
    assert turn.state.ended == "stopped"
    assert turn.screen is not None
    assert turn.screen.text == "You will get no more texts from us. Text START to allow them again."


def test_the_offers_stand_behind_the_languages() -> None:
    flow = survey(YES_NO, more=OFFERS, **TWO)
    assert shown(flow) == "Hello.\n1 Start\n2 Sesotho\n3 Not now\n4 No more texts to me"
    assert shown(flow, "2").split("\n")[1:3] == ["1 Qala", "2 Eseng hona joale"]
    assert talk(flow, "3").state.ended == "refused"
    assert talk(flow, "4").state.ended == "stopped"


def test_three_times_nonsense_on_the_welcome_is_not_started() -> None:
    flow = survey(YES_NO, **TWO)
    assert shown(flow, "x") == "Please answer with one of the numbers.\nHello.\n1 Start\n2 Sesotho"
    assert not talk(flow, "x").understood
    turn = talk(flow, "x", "", "0")
    assert turn.state.ended == "not started"
    assert turn.screen is not None
    assert turn.screen.text == "Let us stop here. Thank you for your time."


def test_the_welcome_counts_the_questions_of_its_channel() -> None:
    questions = """
        - question: a
          ask: A?
          answer: yes or no
        - question: b
          only if: a is yes and channel is sms
          ask: B?
          answer: yes or no
    """
    flow = survey(questions, welcome="Only {question count} questions, {{free}}. {keep days} days.")
    assert shown(flow).startswith("Only 1 questions, {free}. 30 days.")
    assert shown(flow, channel="sms").startswith("Only 1-2 questions")


# --- forward


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (("1", "1"), ""),
        (("1", "2"), "days"),
        (("1", "2", "6"), ""),
        (("1", "2", "7"), "why"),
        (("1", "x", "x", "x"), "why"),
        (("1", "2", "x", "x", "x"), ""),
    ],
)
def test_conditions_decide_who_is_asked(said: tuple[str, ...], asked: str) -> None:
    assert talk(survey(WAY), *said).state.open == asked


@pytest.mark.parametrize(
    ("condition", "after_no", "after_nonsense"),
    [
        ("a is not yes", True, False),
        ("a is no", True, False),
        ("a is not one of yes, no", False, False),
        ("a was answered", True, False),
        ("a was not answered", False, True),
        ("a is not yes or a was not answered", True, True),
    ],
)
def test_a_test_without_an_answer_is_false_but_for_one(condition: str, after_no: bool, after_nonsense: bool) -> None:
    flow = survey(f"""
        - question: a
          ask: A?
          answer: yes or no
          tries: 1
        - question: b
          only if: {condition}
          ask: B?
          answer: yes or no
    """)
    assert (talk(flow, "1", "no").state.open == "b") is after_no
    assert (talk(flow, "1", "x").state.open == "b") is after_nonsense


@pytest.mark.parametrize(
    ("kind", "said", "condition", "asked"),
    [
        ("rating\n  do not know: yes", "2", "a is below 3", True),
        ("rating\n  do not know: yes", "6", "a is below 3", False),
        ("rating\n  do not know: yes", "6", "a is at least 1", False),
        ("rating\n  do not know: yes", "6", "a is dont_know", True),
        ("number\n  to: 9\n  decimals: 2", "2.5", "a is 2.50", True),
        ("number\n  to: 9\n  decimals: 2", "2.51", "a is 2.50", False),
        ("number\n  to: 9\n  decimals: 2", "2.51", "a is above 2.5", True),
        ("number\n  to: 9\n  decimals: 2", "2.50", "a is at most 2.5", True),
    ],
)
def test_numbers_are_compared_as_numbers_and_not_knowing_is_none(kind: str, said: str, condition: str, asked: bool) -> None:
    questions = (
        f"- question: a\n  ask: A?\n  answer: {kind}\n- question: b\n  only if: {condition}\n  ask: B?\n  answer: yes or no\n"
    )
    assert (talk(survey(questions), "1", said).state.open == "b") is asked


def test_an_answer_keeps_words_value_times_and_tries() -> None:
    flow = survey(WAY)
    first = take_turn(flow, begin(flow, "ussd", MOMENT).state, "1", 1_000)
    again = take_turn(flow, saved(first), "hm", 2_000)
    last = take_turn(flow, saved(again), " No. ", 3_000)
    (answer,) = last.state.answers
    assert (answer.question, answer.state, answer.value, answer.raw) == ("works", "answered", "no", "No.")
    assert (answer.how, answer.language, answer.channel, answer.tries, answer.cut) == ("person", "en", "ussd", 2, False)
    assert (answer.asked_at_ms, answer.answered_at_ms) == (1_000, 3_000)
    assert last.state.asked_at_ms == 3_000


def test_the_last_try_leaves_the_question_out() -> None:
    turn = talk(survey(WAY), "1", "2", "x", "y", "z")
    assert turn.state.answers[-1].state == "unclear"
    assert (turn.state.answers[-1].value, turn.state.answers[-1].raw, turn.state.answers[-1].tries) == (None, "z", 3)
    assert not turn.understood
    assert turn.state.ended == "finished"


def test_after_the_last_try_one_may_be_led_elsewhere() -> None:
    questions = """
        - question: a
          ask: A?
          answer: yes or no
          tries: 1
          after the last try: go to c
        - question: b
          ask: B?
          answer: yes or no
        - question: c
          ask: C?
          answer: yes or no
          tries: 2
          after the last try: finish
        - question: d
          ask: D?
          answer: yes or no
    """
    flow = survey(questions)
    assert talk(flow, "1", "1").state.open == "b"
    assert talk(flow, "1", "x").state.open == "c"
    assert talk(flow, "1", "x", "x").state.open == "c"
    assert talk(flow, "1", "x", "x", "x").state.ended == "finished"
    assert talk(flow, "1", "x", "1").state.open == "d"


CONSENT = "- question: c\n  ask: May we call?\n  answer: consent\n  consent to: call back\n"


def test_an_unclear_consent_is_no_and_says_that_it_was_unclear() -> None:
    (answer,) = talk(survey(CONSENT), "1", "x", "?", "z").state.answers
    assert (answer.state, answer.value) == ("unclear", "no")


def test_an_unclear_consent_counts_as_not_answered() -> None:
    after = CONSENT + "- question: d\n  only if: c is no\n  ask: Why not?\n  answer: text\n"
    assert talk(survey(after), "1", "x", "?", "z").state.ended == "finished"
    assert talk(survey(after), "1", "no").state.open == "d"


def test_a_skipped_question_has_no_value() -> None:
    flow = survey("- question: q\n  ask: Why?\n  answer: text\n  may be skipped: yes\n")
    turn = talk(flow, "1", "0")
    assert (turn.state.answers[0].state, turn.state.answers[0].value) == ("skipped", None)
    assert shown(flow, "1") == "Why?\n0 Skip"


def test_an_ended_conversation_stays_as_it_is() -> None:
    ended = talk(survey(CONSENT), "1", "1").state
    again = take_turn(survey(CONSENT), ended, "1", NOW_MS)
    assert (again.state, again.screen) == (ended, None)


def test_showing_again_changes_nothing() -> None:
    flow = survey(WAY)
    turn = talk(flow, "1", "2", "x")
    again = take_turn(flow, turn.state, None, NOW_MS + 9)
    assert again.state == turn.state
    assert again.screen is not None
    assert again.screen.text == "For how many days?"
