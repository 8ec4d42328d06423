"""What is a yes or a no to more than a question: Start, Not now, a consent question, and taking one back."""

from __future__ import annotations

from small_surveys import MOMENT, NOW_MS, survey

from flows.conversation import dial, press
from flows.conversing.agreeing import Agreement, agreements, may_agree
from flows.state import Open, State

FLOW = survey(
    """
- question: call_me
  ask: May we call you?
  answer: consent
  consent to: call back
- question: dry
  ask: Is it dry?
  answer: yes or no
""",
    more="rules: { first screen offers: [not now, stop] }",
)


def states(*said: str) -> list[State]:
    """The state after dialling and after each thing pressed, written out and read back in between."""
    begun = dial(FLOW, None, None, "", MOMENT).begun
    assert begun is not None
    found = [State.load(begun.dump())]
    for each in said:
        changed = press(Open(1, FLOW, found[-1], NOW_MS), FLOW, each, MOMENT).changed[0][1]
        found.append(State.load(changed.dump()))
    return found


def said_last(*said: str) -> list[Agreement]:
    *_, before, after = states(*said)
    return list(agreements(FLOW, before, after))


def test_start_is_a_yes_and_not_now_a_no() -> None:
    assert said_last("1") == [Agreement("take part", given=True)]
    assert said_last("2") == [Agreement("take part", given=False)]


def test_a_stop_or_nonsense_is_neither() -> None:
    assert said_last("3") == said_last("hello") == []


def test_a_consent_question_is_a_yes_or_a_no_to_its_purpose() -> None:
    assert said_last("1", "1") == [Agreement("call back", given=True)]
    assert said_last("1", "2") == [Agreement("call back", given=False)]


def test_a_consent_that_nobody_understood_is_a_no() -> None:
    assert said_last("1", "x", "w", "z") == [Agreement("call back", given=False)]


def test_an_ordinary_answer_is_neither() -> None:
    assert said_last("1", "1", "2") == []


def test_a_yes_that_is_taken_back_is_a_no_until_it_is_given_again() -> None:
    assert said_last("1", "1", "0") == [Agreement("call back", given=False)]
    assert said_last("1", "1", "0", "1") == [Agreement("call back", given=True)]


def test_whoever_may_agree_is_known_before_they_are_heard() -> None:
    for said in (("1",), ("2",), ("1", "1"), ("1", "1", "0")):
        assert may_agree(FLOW, states(*said)[-2])
