"""Screens of rare surveys: a scale with one end named, three groups above a place, a welcome without and with a visit."""

from __future__ import annotations

import pytest
from small_surveys import TWO, shown, survey, talk, values

from flows.model import Flow


@pytest.mark.parametrize(
    ("ends", "scale"),
    [
        ("", "1-5"),
        ("lowest: bad", "1 bad - 5"),
        ("highest: good", "1 - 5 good"),
        ("lowest: bad\n  highest: good", "1 bad - 5 good"),
    ],
)
def test_a_scale_names_the_ends_that_have_a_name(ends: str, scale: str) -> None:
    assert shown(survey(f"- question: q\n  ask: How was it?\n  answer: rating\n  {ends}"), "1") == f"How was it?\n{scale}"


POINTS = "code,name,region,district\n" + "".join(f"{n:03},Point {n},Region {n // 24},District {n // 12}\n" for n in range(48))
THREE = survey(
    """
    - question: point
      ask: Which point?
      answer: place
      list: lists/points.csv
      find by: { region: Which region?, district: Which district?, name: Which one? }
    """,
    lists={"lists/points.csv": POINTS},
)


def test_back_leads_through_the_groups_one_by_one() -> None:
    names, districts = shown(THREE, "1", "2", "1"), shown(THREE, "1", "2")
    assert names.startswith("Which one?\n1 Point 24\n")
    assert districts == "Which district?\n1 District 2\n2 District 3\n0 Back"
    assert shown(THREE, "1", "2", "1", "0") == districts
    assert shown(THREE, "1", "2", "1", "0", "2").startswith("Which one?\n1 Point 36\n")
    assert shown(THREE, "1", "2", "1", "0", "0") == shown(THREE, "1")


def test_back_from_which_one_leads_to_the_first_page_of_the_list() -> None:
    assert shown(THREE, "1", "2", "1", "point 3", "0") == shown(THREE, "1", "2", "1")


NAMES = """
code,name,district
1,Mahobong Clinic,Leribe
2,Mahobong Hospital,Leribe
3,Motebang,Leribe
4,Mohobong Post,Berea
"""


def test_a_slip_in_answer_to_which_one_is_looked_for_everywhere_and_never_taken_for_granted() -> None:
    flow = survey(
        "- question: q\n  ask: Where?\n  answer: place\n  list: lists/p.csv\n  find by: { district: Which?, name: Name? }",
        lists={"lists/p.csv": NAMES},
    )
    assert shown(flow, "1", "mahobong").startswith("Which one?\n1 Mahobong Clinic\n2 Mahobong Hospital\n")
    assert values(talk(flow, "1", "mahobong", "mahobong hospital")) == {"q": "2"}
    turn = talk(flow, "1", "mahobong", "mahobong hospitel")
    assert turn.state.answers == ()
    assert turn.screen is not None
    assert turn.screen.text == "Which one?\n1 Mahobong Hospital\n0 Back"


# --- the welcome


def visited(welcome: str, without: str, cells: dict[str, str] | None) -> str:
    flow: Flow = survey(
        "- question: q\n  ask: Well?\n  answer: yes or no",
        more=f"visit columns: {{ clinic: answer, first name: text up to 20 }}\nwelcome without a visit: {without}",
        welcome=welcome,
    )
    return shown(flow, visit=cells).split("\n")[0]


@pytest.mark.parametrize(
    ("welcome", "cells", "line"),
    [
        ("Hello.", None, "Hello."),
        ("Hello.", {"first name": "Palesa"}, "Hello."),
        ('"Hello {visit.first name}."', {"first name": "Palesa"}, "Hello Palesa."),
        ('"Hello {visit.first name}."', {"clinic": "7"}, "Good day."),
        ('"Hello {visit.first name}."', None, "Good day."),
        ('"You were at {visit.clinic}."', {"clinic": "Motebang"}, "You were at Motebang."),
        ('"You were at {visit.clinic}."', {"clinic": "M" * 40}, f"You were at {'M' * 40}."),
        ('"You were at {visit.clinic}."', {"clinic": "M" * 41}, "Good day."),
    ],
)
def test_the_welcome_shows_what_the_visit_says_or_else_the_other_welcome(
    welcome: str, cells: dict[str, str] | None, line: str
) -> None:
    assert visited(welcome, "Good day.", cells) == line


@pytest.mark.parametrize(("said", "shows"), [("0", "Hello."), ("0 back", "Hello."), ("0 morao", "Hello."), ("0 x", "Ka kopo")])
def test_back_on_the_welcome_of_another_language_leads_to_the_main_one(said: str, shows: str) -> None:
    flow = survey("- question: q\n  ask: { en: Well?, st: Joang? }\n  answer: yes or no", **TWO)
    assert shown(flow, "2").startswith("Lumela.")
    assert shown(flow, "2", said).startswith(shows)
