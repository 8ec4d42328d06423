"""Which answers are doubted, and what free words lose before they are kept."""

from __future__ import annotations

import dataclasses

import pytest
from crowd_of_answers import CLINIC

from flows.model import Flow
from flows.state import Answer
from reports.quality import Pace, speeding, straight_lining
from reports.text.redaction import redact

TEN_WORDS = "How did the staff of the clinic treat you today?"


def answer(question: str, value: str) -> Answer:
    return Answer(question, "answered", value, value, "person", "en", "ussd", 1, 0, 0)


@pytest.mark.parametrize(
    ("channel", "took_ms", "fast"),
    [("ussd", 2999, True), ("ussd", 3000, False), ("ussd", 900_000, False), ("sms", 1999, True), ("sms", 2000, False)],
)
def test_faster_than_reading(channel: str, took_ms: int, fast: bool) -> None:
    assert speeding(channel, [Pace(TEN_WORDS, took_ms)]) is fast


def test_half_of_the_answers_decide() -> None:
    fast, slow = Pace(TEN_WORDS, 100), Pace(TEN_WORDS, 9000)
    assert speeding("ussd", [fast, slow])
    assert not speeding("ussd", [fast, slow, slow])
    assert not speeding("ussd", [])


def three_ratings() -> Flow:
    treated = CLINIC.question("treated")
    questions = tuple(dataclasses.replace(treated, name=name) for name in ("a", "b", "c"))
    return dataclasses.replace(CLINIC, questions=questions, by_name={"a": 0, "b": 1, "c": 2})


@pytest.mark.parametrize(
    ("values", "same"), [("333", True), ("33", False), ("334", False), (["dont_know"] * 3, False)]
)  # fmt: skip
def test_three_equal_ratings_are_a_straight_line(values: str | list[str], same: bool) -> None:
    assert straight_lining(three_ratings(), [answer(q, v) for q, v in zip("abc", values, strict=False)]) is same


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("call me on +266 5812 3456 please", "call me on [number] please"),
        ("58123456", "[number]"),
        ("id 1234567.", "id [number]."),
        ("៥៨១២៣៤៥៦", "[number]"),
        ("I waited 3 hours and paid 150 or 1500", "I waited 3 hours and paid 150 or 1500"),
        ("room 123456", "room 123456"),
        ("write to mpho.k@example.co.ls, thanks", "write to [email], thanks"),
        ("", ""),
    ],
)
def test_what_points_at_a_person_is_taken_out(words: str, kept: str) -> None:
    assert redact(words) == kept
