"""Pages at the edge of what fits, names of places in full and short, and words that end like others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_surveys import NOW_MS, TWO, saved, shown, survey, talk, values

from flows.model import Flow
from flows.screen import Entry, Sheet, lay_out
from flows.state import Moment
from flows.turn import begin, take_turn
from flows.understand import LONGEST_NUMBER, number


def pages(*labels: str, wording: str = "Which?", later: str = "") -> list[str]:
    entries = tuple(Entry(f"e{n}", label) for n, label in enumerate(labels))
    sheet = Sheet("ussd", wording, entries, more_line="9 More", back_line="0 Back", later_wording=later, paged=True)
    return [page.text() for page in lay_out(sheet)]


def test_a_page_may_hold_two_or_one_and_still_leads_on() -> None:
    assert [page.count("long") for page in pages(*["long " * 13] * 5)] == [26, 26, 13]
    alone = pages(*["long " * 25] * 3)
    assert [page.count("long") for page in alone] == [25, 25, 25]
    assert [page.endswith("9 More") or "9 More" in page for page in alone] == [True, True, False]


def test_eight_that_are_left_stand_on_the_last_page() -> None:
    assert [page.count("e ") for page in pages(*["e "] * 16)] == [8, 8]


def test_the_first_page_never_lacks_its_question() -> None:
    first, *others = pages(*["Village"] * 6, wording="W" * 100, later="Which?")
    assert first.startswith("W" * 100)
    assert all(other.startswith("Which?") for other in others)


def test_digits_of_the_authors_own_leave_room_to_skip() -> None:
    flow = survey("- question: q\n  ask: Which?\n  answer: choice\n  may be skipped: yes\n"
                  "  choices: { good: { en: Good, press: 5 }, bad: { en: Bad, press: 2 } }")  # fmt: skip
    assert shown(flow, "1") == "Which?\n5 Good\n2 Bad\n0 Skip"


# --- places

ROWS = """
code,name,short,district
1,Motebang Government Hospital,Motebang,Leribe
2,Motebang Filter Clinic,Filter,Leribe
3,Other,,Berea
"""


def places(more: str = "", steps: str = "district: Which district?, name: Which one there?", name: str = "my_place") -> Flow:
    return survey(
        f"- question: {name}\n  ask: Where?\n  answer: place\n  list: lists/p.csv\n  find by: {{ {steps} }}\n  {more}\n"
        f"- question: last\n  ask: 'Was {{{name}}} or {{{name.replace('_', ' ')}}} good?'\n  answer: yes or no",
        lists={"lists/p.csv": ROWS},
    )


def test_candidates_have_their_short_names_on_a_phone_menu_and_full_ones_by_text() -> None:
    assert shown(places(), "1", "motebang h") == shown(places(), "1", "motebang h")
    assert shown(places(), "1", "mote").startswith("Which one?\n1 Motebang\n2 Filter\n")
    by_text = shown(places(), "1", "mote", channel="sms")
    assert by_text.startswith("Which one?\n1 Motebang Government Hospital\n2 Motebang Filter Clinic\n")


def test_other_place_is_not_among_those_that_somebody_may_have_meant() -> None:
    flow = places("elsewhere: yes", steps="name: Which one?")
    assert shown(flow, "1").endswith("\n3 Other\n4 Other place")
    assert shown(flow, "1", "mote") == "Which one?\n1 Motebang\n2 Filter\n0 Back"


def test_other_place_does_not_stand_where_codes_are_typed() -> None:
    flow = places("elsewhere: yes", steps="code: Which code?, name: Which place?")
    assert "Other place" not in shown(flow, "1")


def test_a_place_is_shown_back_by_the_name_of_its_question_with_or_without_underscore() -> None:
    assert shown(places("if unknown say: it"), "1", "2", "1").startswith("Was Other or Other good?")


def test_a_place_without_a_name_to_show_and_nothing_instead_raises_nothing() -> None:
    screen = shown(places("may be skipped: yes"), "1", "0")
    assert screen.startswith("Was {my_place} or {my place} good?")


def test_a_candidate_that_the_list_no_longer_has_is_shown_by_its_code() -> None:
    flow = places()
    state = replace(saved(talk(flow, "1", "mote")), hits=("place 1", "place 99"))
    turn = take_turn(flow, state, None, NOW_MS)
    assert turn.screen is not None
    assert turn.screen.text == "Which one?\n1 Motebang\n2 99\n0 Back"
    assert values(take_turn(flow, state, "1", NOW_MS)) == {"my_place": "1"}
    assert take_turn(flow, state, "2 zzz", NOW_MS).understood is False


# --- numbers and units


def test_the_longer_unit_is_taken_off_first() -> None:
    flow = survey("- question: q\n  ask: { en: How far?, st: Hole? }\n  answer: number\n  to: 90\n"
                  "  unit: { en: m, st: km }", **TWO)  # fmt: skip
    assert [values(talk(flow, "1", said)) for said in ("5 km", "5km", "5 m", "km 5")] == [{"q": "5"}] * 4
    assert number("5 days", 0, 9, units=("days", "s")) == "5"
    assert number("5 ays", 0, 9, units=("z", "ays")) == "5"


@pytest.mark.parametrize(("said", "whole", "halves"), [(".5", "5", None), ("5.", "5", "5"), ("0.5", None, "0.5")])
def test_a_point_in_front_is_dropped_where_only_whole_numbers_count(said: str, whole: str | None, halves: str | None) -> None:
    assert (number(said, 0, 9), number(said, 0, 9, 1)) == (whole, halves)


def test_the_longest_number_that_is_looked_at() -> None:
    assert number("5".rjust(LONGEST_NUMBER), 0, 9) == "5"
    assert number("5".rjust(LONGEST_NUMBER + 1), 0, 9) is None


class Seals:
    def own(self) -> str | None:
        return None

    def read(self, said: str) -> str | None:
        return f"sealed {len(said)}"


@pytest.mark.parametrize(("length", "kept"), [(LONGEST_NUMBER, True), (LONGEST_NUMBER + 1, False)])
def test_the_longest_phone_number_that_is_looked_at(length: int, kept: bool) -> None:
    flow = survey("- question: q\n  ask: Which?\n  answer: phone\n  tries: 1")
    state = take_turn(flow, begin(flow, "ussd", Moment(NOW_MS, "7KQ4-M2")).state, "1", NOW_MS).state
    (answer,) = take_turn(flow, state, "5" * length, NOW_MS, phones=Seals()).state.answers
    assert answer.state == ("answered" if kept else "unclear")
