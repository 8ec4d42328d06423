"""Any survey as a text: those of ``any_survey`` in English and Sesotho or Khmer, with every way to begin."""

from __future__ import annotations

from textwrap import indent
from typing import Any

from any_survey import COLUMNS, KINDS, PLACES, questions
from hypothesis import strategies as st

from flows.load import load
from flows.model import Flow

HEAD = """
survey: {name}
title: A small survey
owner: Ministry of Water
time zone: Africa/Maseru
languages: {{ en: English, st: Sesotho }}
language known from: visit.language
starts when:
  someone dials: "*120*{code}#"
  someone texts: {name} to 40100
  someone calls us: yes
  {invited}
{columns}
rules:
  use visits from the last: 3 days
  first screen offers: [not now, stop]
  text only between: 08:00 and 19:00
  remind once after: 1 day
welcome: {{ en: "Hello {{visit.first name}}. STOP", st: "Lumela {{visit.first name}}. STOP" }}
welcome without a visit: {{ en: Good day. STOP, st: Lumela. STOP }}
questions:
{questions}
thank you: {{ en: "Thanks. {{reference}}", st: "Kea leboha. {{reference}}" }}
"""

DOOR = """\
- question: about
  ask: { en: About what?, st: Potso ka eng? }
  answer: choice
  choices: { this: { en: This, st: Sena }, more: { en: More, st: Tse ling }, water: { en: Water, st: Metsi } }
  then: { more: start other, water: start other }
"""

KHMER = {
    "st: Sesotho": "km: Khmer", " st:": " km:", "name_st": "name_km", "district_st": "district_km", "up to 20": "up to 6",
    "Potso": "សំណួរ", "Lumela": "សួស្តី", "Motse oa": "ភូមិ", "Setereke": "ស្រុក", "Tleliniki": "គ្លីនិក",
}  # fmt: skip


def in_khmer(text: str) -> str:
    """The same survey, or list, with Khmer where Sesotho was."""
    for old, new in KHMER.items():
        text = text.replace(old, new)
    return text


def lists(text: str) -> Any:
    """The lists of a text, in its languages."""
    places = in_khmer(PLACES) if "km: " in text else PLACES
    return lambda name: places.encode()


def loaded(text: str) -> Flow:
    flow = load(text, lists(text)).flow
    assert flow is not None, text
    return flow


def written(asked: str, *, name: str = "small", code: str = "77", invited: bool = True) -> str:
    return HEAD.format(
        questions=indent(asked.strip("\n"), "  "),
        name=name,
        code=code,
        columns=COLUMNS,
        invited="a visit is recorded: 2 hours later, by sms" if invited else "",
    )


@st.composite
def any_text(draw: st.DrawFn, name: str = "small", code: str = "77", doors: bool = True) -> str:
    """A survey that can be checked, with the text of its places in ``lists``."""
    asked = draw(questions(sorted(KINDS)))
    door = DOOR if doors and draw(st.booleans()) else ""
    text = written(door + asked, name=name, code=code, invited=draw(st.booleans()))
    return in_khmer(text) if draw(st.booleans()) else text
