"""What the checker takes a wrong word for, and what it does not dare to guess."""

import pytest
from sound_flows import SOUND, TWO

from flows.check import check
from flows.editing.splice import apply
from flows.fixing.offered import fixes_of
from flows.reading.nearest import nearest

MEANT = [
    ("E215", "Africa/Maseru", "Maseru", "Africa/Maseru"),
    ("E215", "Africa/Maseru", "phnom penh", "Asia/Phnom_Penh"),
    ("E215", "Africa/Maseru", "GMT+2", ""),
    ("E209", "answer: yes or no", "answer: yes/no", "yes or no"),
    ("E209", "answer: yes or no", "answer: Multiple choice", "choice"),
    ("E211", "answer: yes or no", "answer: yes or no\n    after the last try: end", "finish"),
    *(
        ("E301", "works is no", f"broken_days {wrong}", f"broken_days is {ours}")
        for wrong, ours in (
            ("< 4", "below 4"), (">=3", "at least 3"), ("= 4", "4"), ("== 4", "4"), ("!= 4", "not 4"),
            ("is less than 4", "below 4"), ("is more than 3", "above 3"), ("is greater than 3", "above 3"),
            ("equals 4", "4"), ("is not more than 4", "at most 4"),
        )
    ),
    ("E301", "works is no", "way is On foot", "way is foot"),
    ("E301", "works is no", "way is not on FOOT", "way is not foot"),
    ("E301", "works is no", "way is on a horse", ""),
    ("E301", "works is no", "the pump is broken", ""),
    ("E301", "works is no", "a_less than 3", ""),
    ("E304", "ask: How do", "only if: clean is 7\n    ask: How do", ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "right", "wrong", "guess"), MEANT, ids=[wrong[-20:] for *_, wrong, _ in MEANT])
def test_what_was_meant_is_named_only_where_it_can_be_told(code: str, right: str, wrong: str, guess: str) -> None:
    assert right in SOUND
    text = SOUND.replace(right, wrong, 1)
    found = next(p for p in check(text).problems if p.code == code)
    assert found.words["guess"] == guess


def test_another_number_is_another_thing_and_no_slip() -> None:
    assert nearest("GMT+2", ("GMT+0", "GMT")) == ""
    assert nearest("q12", ("q2", "Q12a")) == "Q12a"
    assert nearest("ask on sms", ("ask on ussd",)) == ""


def test_a_text_that_begins_with_quoted_words_keeps_its_quotes() -> None:
    text = SOUND.replace("title: The water point", 'title: "Old" water point')
    found = next(p for p in check(text).problems if p.code == "E113")
    (fix,) = fixes_of(text, found)
    assert 'title: "\\"Old\\" water point"' in apply(text, fix.edits)


def test_a_bound_beyond_the_scale_is_told_with_the_scale() -> None:
    for bound in ("below 1", "above 5"):
        found = check(SOUND.replace("ask: How do", f"only if: clean is {bound}\n    ask: How do"))
        (never,) = (p for p in found.problems if p.code == "E312")
        assert "the answers to *clean* go from 1 to 5" in never.sentence


def test_a_missing_text_is_asked_for_as_the_survey_writes_its_texts() -> None:
    """One language: a plain text; several: one text for each."""
    for survey, example in ((SOUND, "welcome: …"), (TWO, "welcome: { en: …, st: … }")):
        (missing,) = (p for p in check(survey.replace("\nwelcome:", "\nwelkome:")).problems if p.code == "E202")
        assert missing.remedy == f"Add it, like: `{example}`."
