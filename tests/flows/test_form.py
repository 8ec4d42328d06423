"""What the form does to a survey's text: the intended change and no other; notes and layout stay, and so do untouched lines."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_flows import SOUND, TWO
from test_splice import wordings

from flows.editing import form, items
from flows.editing.outline import Outline
from flows.editing.proof import ByHand, data_of, notes
from flows.load import load
from flows.reading.tree import Scalar

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
SHIPPED = [file.read_text() for file in sorted(SURVEYS.glob("*.yaml")) if not file.name.endswith(".talk.yaml")]
CLINIC = (SURVEYS / "lesotho-clinic-visit.yaml").read_text()
LAYOUT = """\
# The whole survey
survey: water-point
languages: { en: English, st: Sesotho }   # two
questions:

# about the pump
- question: works      # does it?
  ask:
    en: 'It''s there?'
    st: |
      Na e teng?
      Ee kapa che
  answer: yes or no
    # further in: of the first one

# of nobody

- question: days
  only if: works is no
  ask: { en: "Days, {works}?", st: Matsatsi }
  answer: number
  to: 5
  unknown key: kept # as it is
    # deeper: not of the one below
-
  question: why
  ask: { en: Why, st: Hobaneng }
  only if any of: [works is not yes, days is 3]
  answer: choice
  choices:
    # the rust
    rust: { en: Rust, st: Mafome }
    other:   { en: Other, st: Tse ling }
  then: { other: finish }
thank you: { en: Thank you, st: Rea leboha }
"""
TEXTS = [SOUND, TWO, LAYOUT, *SHIPPED]


def names(text: str) -> list[str]:
    return [part.child("question").text for part in Outline(text).questions()]  # type: ignore[union-attr]


def an_action(text: str, luck: random.Random, words: str) -> str:
    """Any action of the form on anything in the survey; the same text where that can only be done by hand."""
    outline, of = Outline(text), names(text)
    one, other = luck.choice(of), luck.choice(["", *of])
    languages = form.languages_of(outline)
    choices = [p for q in outline.questions() if (p := q.child("choices"))]
    asked = luck.choice(choices) if choices else None
    question = outline.question_of(asked).child("question").text if asked else one  # type: ignore[union-attr]
    options = [part.entry.key for part in asked.children() if part.entry] if asked else [""]
    made = [
        lambda: form.set_wording(text, ("questions", one, "ask"), luck.choice(languages), words),
        lambda: form.set_wording(text, ("questions", one, "ask", "sms"), luck.choice(languages), words),
        lambda: form.set_wording(text, ("thank you",), luck.choice(languages), words),
        lambda: form.set_value(text, ("questions", one, "may be skipped"), luck.choice(["yes", ""])),
        lambda: form.set_value(text, ("rules", "close after"), luck.choice(["2 days", ""])),
        lambda: form.set_condition(text, one, "only if all of", luck.choice([("a is b", "c is d"), ()])),
        lambda: items.add_question(text, "added", other, {"answer": "text", "ask": dict.fromkeys(languages, words)}),
        lambda: items.copy_question(text, one, "copied"),
        lambda: items.move_question(text, one, other),
        lambda: items.rename_question(text, one, "renamed", keeps_series=luck.random() < 0.5),
        lambda: items.remove_question(text, one),
        lambda: items.add_choice(text, question, "added", dict.fromkeys(languages, words), luck.choice(options)),
        lambda: items.move_choice(text, question, luck.choice(options), luck.choice(["", *options])),
        lambda: items.rename_choice(text, question, luck.choice(options), "renamed"),
    ]
    try:
        return luck.choice(made)()
    except ByHand:
        return text


@settings(max_examples=40)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False), st.lists(wordings.filter(bool), min_size=1, max_size=5))
def test_any_sequence_of_actions_keeps_every_note_and_every_line_it_does_not_touch(
    text: str, luck: random.Random, words: list[str]
) -> None:
    now = text
    for each in words:
        before, now = now, an_action(now, luck, each)
        gone = Counter(before.split("\n")) - Counter(now.split("\n"))
        lost = notes(before) - notes(now)
        assert not lost or set(names(before)) - set(names(now)), "notes go only with their question"
        assert sum(gone.values()) <= len(before.split("\n")) // 2
    assert Outline(now).top is not None


@settings(max_examples=30)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False), st.booleans())
def test_there_and_back_again_is_the_same_to_the_byte(text: str, luck: random.Random, crlf: bool) -> None:
    text = text.replace("\n", "\r\n") if crlf else text
    of = names(text)
    at = luck.randrange(len(of))
    try:
        moved = items.move_question(text, of[at], luck.choice(["", *of]))
        added = items.add_question(text, "added", luck.choice(of), {"answer": "text", "ask": "Why, now?"})
    except ByHand:
        return
    assert items.move_question(moved, of[at], of[at - 1] if at else "") == text or "section" in text
    if len(of) > 2:
        assert items.remove_question(added, "added") == text


def test_one_changed_wording_is_one_changed_line() -> None:
    after = form.set_wording(CLINIC, ("questions", "wait", "ask"), "en", "How long did you wait?")
    changed = [(a, b) for a, b in zip(CLINIC.split("\n"), after.split("\n"), strict=True) if a != b]
    assert [b for _, b in changed] == ["      en: How long did you wait?"]


@pytest.mark.parametrize(
    ("path", "language", "words", "line"),
    [
        (("questions", "works", "ask"), "en", "It's here?", "    en: 'It''s here?'"),
        (("questions", "works", "ask"), "st", "Na?\nEe", "      Na?"),
        (("questions", "days", "ask"), "en", "Days?", '  ask: { en: "Days?", st: Matsatsi }'),
        (("questions", "works", "ask", "ussd"), "en", "There?", "  ask on ussd:"),
        (("questions", "why", "choices", "rust"), "st", "Mafome, a", '    rust: { en: Rust, st: "Mafome, a" }'),
        (("welcome",), "en", "Hello: you", '  en: "Hello: you"'),
    ],
)
def test_a_wording_keeps_its_clothes(path: tuple[str, ...], language: str, words: str, line: str) -> None:
    after = form.set_wording(LAYOUT, path, language, words)
    assert line in after.split("\n")
    assert notes(after) == notes(LAYOUT)


def test_moving_takes_the_notes_directly_above_along_and_leaves_what_stands_between() -> None:
    after = items.move_question(LAYOUT, "works", "why")
    assert names(after) == ["days", "why", "works"]
    assert after.index("# of nobody") < after.index("# about the pump") < after.index("question: works")
    assert items.move_question(after, "works", "") == LAYOUT


def test_a_removed_question_takes_its_own_lines_and_notes() -> None:
    after = items.remove_question(LAYOUT, "works")
    assert notes(LAYOUT) - notes(after) == Counter({"# about the pump": 1})
    assert "# further in" in after


def test_a_note_that_stands_further_in_is_not_of_the_question_below() -> None:
    assert "# deeper" in items.remove_question(LAYOUT, "why")
    assert items.move_question(LAYOUT, "why", "").split("# about the pump")[0].count("# deeper") == 0


def test_a_renamed_question_is_renamed_wherever_it_is_spoken_of() -> None:
    after = items.rename_question(LAYOUT, "works", "runs", keeps_series=True)
    assert "works" not in after.replace("formerly: works", "")
    assert ("only if: runs is no" in after, '"Days, {runs}?"' in after, "[runs is not yes, days is 3]" in after) == (True,) * 3


def test_a_renamed_choice_is_renamed_in_conditions_about_its_own_question_only() -> None:
    text = items.add_question(LAYOUT, "more", "why", {"ask": {"en": "M", "st": "M"}, "answer": "text"})
    text = form.set_condition(text, "more", "only if", ("why is one of rust, other",))
    after = items.rename_choice(text, "why", "other", "else_")
    assert "only if: why is one of rust, else_" in after
    assert "then: { else_: finish }" in after
    assert "else_:   { en: Other" in after
    assert "else_:   { en: Else," in form.set_wording(after, ("questions", "why", "choices", "else_"), "en", "Else")


def test_a_new_key_stands_where_the_language_puts_it_and_a_condition_is_one_of_three() -> None:
    text = form.set_condition(CLINIC, "wait", "only if all of", ("treated is below 3", "channel is sms"))
    assert "    only if all of: [treated is below 3, channel is sms]\n" in text
    text = form.set_condition(text, "wait", "only if", ("channel is sms",))
    assert text.count("channel is sms") - CLINIC.count("channel is sms") == 1
    assert form.set_condition(text, "wait", "", ()) == CLINIC


def test_one_text_for_all_becomes_a_table_when_a_second_language_gets_its_own() -> None:
    text = LAYOUT.replace("thank you: { en: Thank you, st: Rea leboha }", "thank you: Thanks")
    after = form.set_wording(text, ("thank you",), "st", "Rea leboha")
    assert after.endswith("thank you: { en: Thanks, st: Rea leboha }\n")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("questions: [ { question: a, ask: A } ]\n", lambda text: items.remove_question(text, "a")),
        ("a: [\n", lambda text: form.set_value(text, ("title",), "T")),
        (LAYOUT, lambda text: items.remove_question(text, "nowhere")),
        (
            LAYOUT.replace("    other:   {", "    # the rest\n    other:   {"),
            lambda text: form.set_value(text, ("questions", "why", "choices"), {"rust": "Rust", "other": "Other"}),
        ),
        (LAYOUT, lambda text: items.add_choice(text, "why", "rust", "Rust")),
        (LAYOUT.replace("question: days", "question: works"), lambda text: items.remove_question(text, "works")),
    ],
)
def test_what_only_a_person_can_change_is_left_alone(text: str, action: object) -> None:
    with pytest.raises(ByHand):
        action(text)  # type: ignore[operator]


def test_everything_that_the_form_makes_can_be_asked() -> None:
    languages = {"en": "Was it {{free}}?", "st": "Mahala?"}
    text = items.add_question(CLINIC, "free", "medicine", {"ask": languages, "answer": "yes or no"})
    text = items.add_question(
        text, "how", "free", {"ask": languages, "answer": "choice", "choices": {"a": languages, "b": languages}}
    )
    text = form.set_condition(text, "how", "only if", ("free is no",))
    loaded = load(text, lambda name: (SURVEYS / name).read_bytes())
    assert loaded.flow is not None
    assert [str(p.code) for p in loaded.problems if p.is_error] == []
    assert [type(p.node) is Scalar for p in Outline(text).questions()].count(True) == 0
    assert data_of(Outline(text).top.node) is not None  # type: ignore[union-attr]
