"""One layout for all surveys: whatever was typed, the formatted text says the same, and formatting again changes nothing."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_flows import SOUND, TWO

from flows.format import format_text
from flows.load import load
from flows.model import Mark

SHIPPED = sorted((Path(__file__).parents[2] / "flows" / "surveys").glob("*.yaml"))
TEXTS = [SOUND, TWO, *(path.read_text(encoding="utf-8") for path in SHIPPED if ".talk." not in path.name)]


def unplaced(value: object) -> object:
    """A part of a survey without its places in the text."""
    if isinstance(value, Mark):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return [unplaced(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, dict):
        return [(key, unplaced(part)) for key, part in value.items()]
    if isinstance(value, tuple | list):
        return [unplaced(part) for part in value]
    return value


CARELESS_KEYS = {
    "only if": "Only_If",
    "close after": "CLOSE  after",
    "report as": '"report-as"',
    "answer": "Answer",
    "thank you": "'Thank You'",
    "someone dials": "Someone dials",
}


@st.composite
def disordered(draw: st.DrawFn) -> str:
    """A survey whose layout somebody has been careless with; its text says the same as before."""
    text = draw(st.sampled_from(TEXTS))
    width = draw(st.sampled_from([2, 3, 4]))
    lines = []
    for line in text.split("\n"):
        spaces = len(line) - len(line.lstrip())
        words = re.sub(r"^- ", "-" + " " * (width - 1), line.lstrip())
        line = " " * (spaces // 2 * width) + words
        if draw(st.integers(0, 9)) == 0:
            line = re.sub(r"^( *-? *)(" + "|".join(CARELESS_KEYS) + "):", lambda m: m[1] + CARELESS_KEYS[m[2]] + ":   ", line)
        if draw(st.integers(0, 9)) == 0 and not line.rstrip().endswith(("|", ">")) and "  #" not in line and ":" in line:
            line += "   # a note"
        if draw(st.integers(0, 9)) == 0:
            line = line.replace("{ ", "{").replace(" }", "}")
        if draw(st.integers(0, 19)) == 0 and ":" in line:
            lines += [" " * draw(st.integers(0, 6)) + "# a line of its own", ""]
        lines.append(line + " " * draw(st.integers(0, 2)))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n"]))


@settings(max_examples=40, deadline=None)
@given(disordered())
def test_a_formatted_survey_says_the_same_and_is_formatted_for_good(text: str) -> None:
    formatted = format_text(text)
    assert format_text(formatted) == formatted
    before, after = load(text), load(formatted)
    assert not any(p.code < "E2" for p in before.problems), before.problems
    assert unplaced(after.flow) == unplaced(before.flow)
    assert [p.code for p in before.problems] == [p.code for p in after.problems]
    assert formatted.count("# a note") == text.count("# a note")
    assert formatted.count("# a line of its own") == text.count("# a line of its own")
    assert "\r" not in formatted
    assert formatted.endswith("\n")
    assert not formatted.endswith("\n\n")
    assert not any(f"{key}:" in formatted for key in CARELESS_KEYS.values())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_surveys_are_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text) == text


CARELESS = """\
\ufeff---
# A note at the top.
Survey:   water-point   # its name
"Time_Zone": Africa/Maseru
languages: {en: "English",st: Sesotho ,fr: Français}
Rules:
      Close_After: 3 days # too near
welcome:
    en: |
       Two lines
         of welcome

    # and in Sesotho
    st: >
      Joined
      lines
    fr: plain
      over two lines
questions:
- question: works   # no indentation
  Answer: choice
  choices:
       foot:   { en: On foot, st: Ka maoto }
       bus:    { en: By bus,  Also: [coach,taxi] }
       Nothing: { en: None }

# about the dash
-
    question: dash
    ask on sms: [a,
        b]


"""
CAREFUL = """\
---
# A note at the top.
survey: water-point     # its name
time zone: Africa/Maseru
languages: { en: "English", st: Sesotho, fr: Français }
rules:
  close after: 3 days # too near
welcome:
  en: |
    Two lines
      of welcome

  # and in Sesotho
  st: >
    Joined
    lines
  fr: plain
    over two lines
questions:
  - question: works  # no indentation
    answer: choice
    choices:
      foot:   { en: On foot, st: Ka maoto }
      bus:    { en: By bus,  also: [coach, taxi] }
      Nothing: { en: None }

  # about the dash
  - question: dash
    ask on sms: [a,
        b]
"""


def test_a_careless_layout_becomes_a_careful_one() -> None:
    assert format_text(CARELESS.replace("\n", "\r\n")) == CAREFUL


@pytest.mark.parametrize("text", ["", "survey: [", "a: &b c\n", "Dear ministry\n", "a:\n\tb: c\n"])
def test_what_cannot_be_read_is_left_alone(text: str) -> None:
    assert format_text(text) == text
