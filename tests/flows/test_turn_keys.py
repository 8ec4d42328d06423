"""The keys 9 and 0, messages and wordings on the way through one survey (survey language, 4, 7.3 and 8)."""

import pytest
from small_surveys import TWO, WAY, shown, survey, talk, values

from flows.state import State

YES_NO = "- question: q\n  ask: { en: Really?, st: Nete? }\n  answer: yes or no\n"
OFFERS = "rules: { first screen offers: [not now, stop] }"

# --- the keys 9 and 0

ZERO = """
- question: first
  ask: First?
  answer: yes or no
- question: q
  ask: Second?
  answer: {kind}
{more}
"""


@pytest.mark.parametrize(
    ("kind", "more", "means"),
    [
        ("yes or no", "", "back"),
        ("choice", "  choices: { a: Aa, b: Bb }", "back"),
        ("rating", "", "back"),
        ("rating", "  from: 0", "answer"),
        ("rating", "  may be skipped: yes", "skip"),
        ("number", "  to: 5", "answer"),
        ("number", "  from: 1\n  to: 5", "back"),
        ("text", "", "answer"),
        ("text", "  may be skipped: yes", "skip"),
        ("consent", "  consent to: call back", "back"),
        ("message", "", "back"),
    ],
)
def test_what_zero_means(kind: str, more: str, means: str) -> None:
    turn = talk(survey(ZERO.format(kind=kind, more=more)), "1", "1", "0")
    came = "back" if turn.state.open == "first" else {"answered": "answer", "skipped": "skip"}[turn.state.answers[-1].state]
    assert came == means


def test_nothing_to_go_back_to_makes_zero_unclear() -> None:
    flow = survey(ZERO.format(kind="text", more=""))
    assert shown(flow, "1") == "First?\n1 Yes\n2 No"
    assert talk(flow, "1", "0").state.tries == 1


def test_by_text_there_is_no_way_back() -> None:
    flow = survey(ZERO.format(kind="yes or no", more=""))
    assert shown(flow, "1", "1", channel="sms") == "Second?\n1 Yes\n2 No"
    assert talk(flow, "1", "1", "0", channel="sms").state.tries == 1


def test_an_answer_taken_back_is_kept_and_not_counted() -> None:
    flow = survey(ZERO.format(kind="yes or no", more=""))
    back = talk(flow, "1", "1", "0")
    assert (back.state.open, back.state.answers, back.state.tries) == ("first", (), 0)
    assert [(a.question, a.value) for a in back.state.replaced] == [("first", "yes")]
    again = talk(flow, "1", "1", "0", "2", "1")
    assert values(again) == {"first": "no", "q": "yes"}
    assert len(again.state.replaced) == 1


def test_back_takes_back_what_was_left_out_too() -> None:
    flow = survey(ZERO.format(kind="yes or no", more=""))
    back = talk(flow, "1", "x", "x", "x", "0")
    assert back.state.open == "first"
    assert back.state.replaced[0].state == "unclear"


def test_a_question_asked_again_has_all_its_tries() -> None:
    flow = survey(ZERO.format(kind="yes or no", more=""))
    back = talk(flow, "1", "1", "x", "x", "0")
    assert (back.state.open, back.state.tries) == ("first", 0)


def test_pages_and_back_are_no_tries() -> None:
    lines = "".join(f"    v{n}: Village {n}\n" for n in range(1, 13))
    flow = survey(f"- question: q\n  ask: Which?\n  answer: choice\n  choices:\n{lines}")
    turn = talk(flow, "1", "9", "0", "9", "x", "0", "x")
    assert (turn.state.tries, turn.state.page) == (2, 0)
    assert values(talk(flow, "1", "9", "2")) == {"q": "v10"}


# --- messages

NEWS = """
- question: hello
  ask: The pump is new.
  answer: message
- question: works
  ask: Does it work?
  answer: yes or no
- question: sorry
  only if: works is no
  ask: We are sorry.
  answer: message
- question: soon
  only if: works is no
  ask: Somebody comes soon.
  answer: message
"""


def test_on_the_phone_menu_a_message_goes_on_with_any_key() -> None:
    flow = survey(NEWS)
    assert shown(flow, "1") == "The pump is new.\n1 Next"
    assert shown(flow, "1", "hello") == "Does it work?\n1 Yes\n2 No"
    assert shown(flow, "1", "1", "2") == "We are sorry.\n1 Next\n0 Back"
    assert shown(flow, "1", "1", "2", "1", "1") == "Thank you."


def test_zero_on_a_first_message_shows_it_again_and_counts_nothing() -> None:
    turn = talk(survey(NEWS), "1", "0", "0", "0", "0")
    assert (turn.state.open, turn.state.tries) == ("hello", 0)


def test_back_goes_past_a_message_to_the_last_answer() -> None:
    flow = survey(NEWS)
    assert shown(flow, "1", "1", "2", "1", "0") == "Does it work?\n1 Yes\n2 No"


def test_by_text_a_message_is_joined_to_what_follows() -> None:
    flow = survey(NEWS)
    assert shown(flow, "1", channel="sms") == "The pump is new.\nDoes it work?\n1 Yes\n2 No"
    assert shown(flow, "1", "no", channel="sms") == "We are sorry.\nSomebody comes soon.\nThank you."
    assert shown(flow, "1", "x", channel="sms") == "Please answer with one of the numbers.\nDoes it work?\n1 Yes\n2 No"


# --- wordings


def test_a_channel_may_have_its_own_wording_in_one_language() -> None:
    questions = YES_NO + "  ask on ussd: { st: Ka nete? }\n"
    flow = survey(questions, **TWO)
    assert shown(flow, "1").startswith("Really?")
    assert shown(flow, "2", "1").startswith("Ka nete?")
    assert shown(flow, "2", "1", channel="sms").startswith("Nete?")


def test_a_survey_may_say_the_platform_words_its_own_way() -> None:
    flow = survey(YES_NO, more="words: { start: { en: Go }, unclear_pick: { en: Pick one. } }", **TWO)
    assert shown(flow, "x") == "Pick one.\nHello.\n1 Go\n2 Sesotho"
    assert shown(flow, "go").startswith("Really?")


def test_the_thank_you_has_the_reference_and_nothing_else_is_replaced() -> None:
    flow = survey("- question: q\n  ask: Why?\n  answer: text\n", thanks='"Thanks. {{reference}} is {reference}. {keep days}"')
    assert shown(flow, "1", "{reference} {q}") == "Thanks. {reference} is 7KQ4-M2. 30"


def test_a_state_survives_being_written_down() -> None:
    state = talk(survey(WAY), "1", "2", "x").state
    assert State.load(state.dump()) == state
    assert State.load(talk(survey(ZERO.format(kind="yes or no", more="")), "1", "1", "0").state.dump()).replaced
