"""Places of one name are offered with the group that tells them apart, and are found by naming it."""

from __future__ import annotations

import pytest
from small_surveys import NOW_MS

from flows.load import load
from flows.model import Mark
from flows.places import PlaceList, read_list
from flows.places.labels import labels_apart
from flows.reading.findings import Findings
from flows.state import Moment, State, Turn
from flows.turn import begin, take_turn

ROWS = """\
code,name,short,region,region_st,district,district_st
11,St Mary Clinic,,West,Bophirima,Maseru,Maseru
12,St Mary Clinic,,West,Bophirima,Berea,Beriea
13,St Mary Clinic,,East,Bochabela,Central,Bohareng
14,Queen 'Mamohato Memorial Hospital,Queen,West,Bophirima,Maseru,Maseru
15,St Anne Clinic,,West,Bophirima,Central,Bohareng
16,St Anne Clinic,,East,Bochabela,Central,Bohareng
"""
SURVEY = """\
survey: small
title: A small survey
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*45#"
welcome: Hello.
questions:
  - question: clinic
    ask: Which clinic?
    answer: place
    list: lists/clinics.csv
    find by:
      code: Type the code.
      region: Which region?
      district: Which district?
      name: Which one is it?
thank you: Thank you for {clinic}.
"""


def read(rows: str) -> PlaceList:
    findings = Findings()
    places = read_list(rows.encode(), "lists/clinics.csv", ("en", "st"), findings, Mark(1, 1), ("region", "district", "name"))
    assert findings.problems == []
    return places


def labels(
    *codes: str, columns: tuple[str, ...] = ("region", "district"), language: str = "en", short: bool = False
) -> list[str]:
    places = read(ROWS)
    offered = [place for place in places.open if place.code in codes]
    return labels_apart(places, offered, columns, language, short=short)


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (("11", "14"), ["St Mary Clinic", "Queen 'Mamohato Memorial Hospital"]),
        (("11", "12"), ["St Mary Clinic (Maseru)", "St Mary Clinic (Berea)"]),
        (("11", "12", "13"), ["St Mary Clinic (Maseru)", "St Mary Clinic (Berea)", "St Mary Clinic (Central)"]),
        (("15", "16"), ["St Anne Clinic (West)", "St Anne Clinic (East)"]),
        (("11", "12", "15"), ["St Mary Clinic (Maseru)", "St Mary Clinic (Berea)", "St Anne Clinic"]),
    ],
)
def test_places_that_read_alike_are_told_apart_by_a_group(codes: tuple[str, ...], shown: list[str]) -> None:
    assert labels(*codes) == shown


def test_the_group_is_named_in_the_language_of_the_person() -> None:
    assert labels("11", "12", language="st") == ["St Mary Clinic (Maseru)", "St Mary Clinic (Beriea)"]


def test_a_column_that_was_not_asked_for_helps_where_the_asked_ones_do_not() -> None:
    assert labels("11", "12", columns=("region",)) == ["St Mary Clinic (Maseru)", "St Mary Clinic (Berea)"]


def test_no_label_gets_longer_than_the_longest_that_is_known_to_fit() -> None:
    assert labels("11", "12", short=True) == ["St Mary Clinic", "St Mary Clinic"]


def test_no_group_brings_letters_that_no_label_has() -> None:
    places = read("code,name,district\n11,St Mary,ភ្នំពេញ\n12,St Mary,Berea\n13,Queen 'Mamohato Memorial Hospital,Maseru\n")
    assert labels_apart(places, places.open, ("district",), "en", short=False)[:2] == ["St Mary", "St Mary (Berea)"]


def test_places_without_groups_stay_as_they_are() -> None:
    places = PlaceList(read("code,name\n11,St Mary\n12,Queen 'Mamohato Memorial\n").open * 2)
    assert labels_apart(places, places.open, (), "en", short=False) == ["St Mary", "Queen 'Mamohato Memorial"] * 2


# --- in a conversation --------------------------------------------------------------------------------------------------------

FLOW = load(SURVEY, lambda name: ROWS.replace(",Queen,", ",,").encode()).flow


def said(*texts: str) -> Turn:
    """The last turn of a conversation; the state is written out and read back before each."""
    assert FLOW is not None
    turn = begin(FLOW, "ussd", Moment(NOW_MS, "7KQ4-M2"))
    for text in ("1", *texts):
        turn = take_turn(FLOW, State.load(turn.state.dump()), text, NOW_MS)
    return turn


def test_which_one_of_three_names_that_are_the_same() -> None:
    screen = said("St Mary").screen
    assert screen is not None
    assert screen.text == (
        "Which one?\n1 St Mary Clinic (Maseru)\n2 St Mary Clinic (Berea)\n3 St Mary Clinic (Central)\n0 Back"
    )


@pytest.mark.parametrize("choice", ["2", "2 St Mary Clinic (Berea)", "st mary clinic (berea)", "Berea", "St Mary Berea"])
def test_the_place_is_chosen_by_its_line_or_by_naming_its_group(choice: str) -> None:
    answer = said("St Mary", choice).state.answer("clinic")
    assert answer is not None
    assert answer.value == "12"


def test_a_line_with_the_group_of_another_is_unclear() -> None:
    assert not said("St Mary", "1 St Mary Clinic Berea").understood
