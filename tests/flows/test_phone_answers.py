"""A phone number as an answer: which words mean this number, and what is handed on of one that is typed."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_surveys import NOW_MS, TWO, survey

from flows.model import Phone
from flows.state import Moment, Phones, State
from flows.turn import begin, take_turn
from flows.understand import LONGEST_NUMBER

ASKED = survey(
    """
    - question: number
      ask: { en: On which number?, st: Nomoro efe? }
      answer: phone
      tries: 1
    - question: more
      ask: { en: Anything else?, st: Ho hong? }
      answer: text
    """,
    **TWO,
)
assert isinstance(ASKED.question("number").kind, Phone)


class Seals:
    """Knows its own number, and seals what is given to it if that is a number; remembers what it was given."""

    def __init__(self, own: str | None = "sealed own") -> None:
        self._own = own
        self.given: list[str] = []

    def own(self) -> str | None:
        return self._own

    def read(self, said: str) -> str | None:
        self.given.append(said)
        return "sealed typed" if len(said) > 6 and set(said) <= set("+0123456789 ()-") else None


def answered(said: str, phones: Phones, language: str = "en") -> State:
    """The conversation after this was said to the question for a number."""
    first = begin(ASKED, "sms", Moment(NOW_MS, "7KQ4-M2"), language=language).state
    asking = take_turn(ASKED, first, "1", NOW_MS).state
    return take_turn(ASKED, State.load(asking.dump()), said, NOW_MS, phones=phones).state


def value(said: str, phones: Phones, language: str = "en") -> str | None:
    answer = answered(said, phones, language).answer("number")
    assert answer is not None
    return answer.value


@pytest.mark.parametrize("language", ["en", "st"])
@pytest.mark.parametrize("said", ["1", " 1 ", "1.", "១", "1 This number", "this number", "THIS", "1 Nomoro ena", "nomoro ena"])
def test_the_key_and_the_words_mean_this_number(said: str, language: str) -> None:
    seals = Seals()
    assert value(said, seals, language) == "sealed own"
    assert seals.given == []


@pytest.mark.parametrize("said", ["1", "This number"])
def test_a_number_that_is_not_known_is_unclear(said: str) -> None:
    assert value(said, Seals(own=None)) is None


@pytest.mark.parametrize(
    ("said", "handed_on"),
    [
        ("5812 3456", "5812 3456"),
        (" +266 5812 3456\n", "+266 5812 3456"),
        ("(058) 123-456", "(058) 123-456"),
        ("\u202a+26658123456\u202c", "+26658123456"),
        ("5812\u200b3456", "58123456"),
    ],
)
def test_a_typed_number_is_handed_on_without_hidden_signs(said: str, handed_on: str) -> None:
    seals = Seals()
    assert value(said, seals) == "sealed typed"
    assert seals.given == [handed_on]


@pytest.mark.parametrize("said", ["2", "no number", "1 other", "", "5" * (LONGEST_NUMBER + 1)])
def test_anything_else_is_unclear(said: str) -> None:
    state = answered(said, Seals())
    answer = state.answer("number")
    assert answer is not None
    assert (answer.state, answer.value, answer.raw) == ("unclear", None, "")


@given(said=st.from_regex(r"[+]?266 ?5[1-9]{3}[ -]?[1-9]{4}", fullmatch=True))
def test_a_typed_number_stands_nowhere_in_what_is_remembered(said: str) -> None:
    state = answered(said, Seals())
    answer = state.answer("number")
    assert answer is not None
    assert answer.value == "sealed typed"
    assert answer.raw == ""
    assert said.strip() not in state.dump()
    assert said not in str(asdict(state))
