"""Places, days and phone numbers in a report, and questions that were renamed or are of another kind now."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from crowd_of_answers import DAY, DESK, answered

from flows.load import load
from flows.model import Flow
from reports.figures import Response, can_be, shape_of
from reports.open_data import as_csv
from reports.places import MOST_SHOWN, OTHERS, gathered
from reports.released import Count, QuestionTable
from reports.render_html import as_html
from reports.report import build_report, present_names
from reports.rollup import rollup

LIST = "code,name,name_st,district\n" + "".join(f"{n},Clinic {n},Tleliniki {n},North\n" for n in range(4001, 4021))
TEXT = """
survey: clinic
title: How was it?
owner: Ministry of Health
time zone: Africa/Maseru
languages: {{ en: English }}
starts when:
  someone dials: "*120*45#"
welcome: Welcome
questions:
  - question: treated
    counts as: headline
    ask: How?
    answer: rating
    lowest: badly
    highest: well
{more}
thank you: Thanks
"""
PLACE = """
  - question: facility
    report as: Clinic
    ask: Which clinic?
    answer: place
    list: lists/clinics.csv
    find by: { code: Type the code., name: Which? }
    elsewhere: yes
"""
DAY_AND_NUMBER = """
  - question: visited
    ask: Which day?
    answer: date
  - question: call_at
    ask: Which number?
    answer: phone
"""


def flow_of(more: str, clinics: str = LIST) -> Flow:
    loaded = load(TEXT.format(more=more), lambda _: clinics.encode())
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


def table(question: str, versions: Sequence[Flow], *crowd: Response) -> QuestionTable:
    """What the report on the last of some versions says of a question; everybody answered the first of them."""
    counts = rollup(crowd, {1: shape_of(versions[0])})
    report = build_report(DESK, versions[-1:], counts, DAY, {"clinic": versions})
    return next(q for q in report.services[0].panels[0].questions if q.question == question)


def at(code: str, n: int) -> list[Response]:
    return [answered(facility=code)] * n


def test_places_are_told_by_name_the_largest_first_and_another_place_is_one() -> None:
    told = table("facility", [flow_of(PLACE)], *at("4002", 30), *at("4001", 10), *at("elsewhere", 60))
    assert [(o.label, str(o.share.value)) for o in told.options] == [
        ("Another place", "0.6000"), ("Clinic 4002", "0.3000"), ("Clinic 4001", "0.1000"),
    ]  # fmt: skip


def test_of_many_places_the_largest_are_shown_and_the_rest_together() -> None:
    crowd = [each for n in range(4001, 4021) for each in at(str(n), n - 3990)]
    told = table("facility", [flow_of(PLACE)], *crowd)
    assert [o.value for o in told.options] == [str(n) for n in range(4020, 4020 - MOST_SHOWN, -1)] + [OTHERS]
    assert sum(o.share.value or 0 for o in told.options) == pytest.approx(1, abs=0.001)


def test_a_few_people_at_one_place_are_never_shown_and_not_given_back_by_the_others() -> None:
    told = table("facility", [flow_of(PLACE)], *at("4001", 30), *at("4002", 8), *at("4003", 3))
    assert [(o.value, o.share.hidden) for o in told.options] == [
        ("4001", ""), ("4002", "secondary"), (OTHERS, "count_1_4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "gathers"),
    [
        ({}, {}),
        ({"a": 5, "b": 9}, {"b": 9, "a": 5}),
        ({"a": 4, "b": 9, "c": 2}, {"b": 9, OTHERS: 6}),
        ({"a": 1}, {OTHERS: 1}),
    ],
)
def test_places_with_few_people_are_gathered(given: dict[str, int], gathers: dict[str, int]) -> None:
    assert list(gathered(given).items()) == list(gathers.items())


def test_a_place_that_is_gone_has_its_code_and_two_of_one_name_are_told_apart() -> None:
    by_district = PLACE.replace("name: Which?", "district: Where?, name: Which?")
    twins = "code,name,district\n1,St Paul,North\n2,St Paul,South\n"
    told = table("facility", [flow_of(by_district, twins)], *at("1", 10), *at("2", 20), *at("4999", 30))
    assert [o.label for o in told.options] == ["4999", "St Paul (2)", "St Paul (1)"]


def test_days_and_numbers_are_counted_as_answered_and_no_value_of_them_is() -> None:
    flow = flow_of(DAY_AND_NUMBER)
    crowd = [answered(visited="2026-05-30", call_at="k1:c2VhbGVk")] * 12
    counts = rollup(crowd, {1: shape_of(flow)})
    assert not [c for c in counts if c.measure == "answer" and c.question != "treated"]
    report = build_report(DESK, [flow], counts, DAY)
    told = (as_html(report) + as_csv(report)).decode()
    assert "12 people answered." in told
    assert "2026-05-30" not in told
    assert "c2VhbGVk" not in told


CHOICE = """
  - question: {name}
    {formerly}
    ask: Why?
    answer: choice
    choices: {{ queue: The queue, paper: A paper }}
"""


def reason(name: str, formerly: str = "") -> Flow:
    return flow_of(CHOICE.format(name=name, formerly=f"formerly: {formerly}" if formerly else f"report as: {name}"))


def test_a_question_that_was_renamed_twice_goes_on_in_one_column() -> None:
    versions = [reason("why"), reason("cause", "why"), reason("reason", "cause")]
    told = table("reason", versions, *[answered(why="queue")] * 30, *[answered(why="paper")] * 10)
    assert (told.base, told.options[0].label) == (Count(40), "The queue")


def test_a_name_that_is_asked_again_keeps_its_own_answers() -> None:
    again = flow_of(CHOICE.format(name="cause", formerly="formerly: why") + CHOICE.format(name="why", formerly="tries: 2"))
    assert present_names([reason("why"), again]) == {}
    assert present_names([reason("why"), reason("cause", "why")]) == {"why": "cause"}
    assert present_names([reason("why"), reason("cause", "why"), flow_of(PLACE)]) == {}


def test_answers_of_an_earlier_kind_are_left_out_and_do_not_break_the_night() -> None:
    number = "  - question: why\n    ask: How many?\n    answer: number\n    to: 9\n"
    told = table("why", [reason("why"), flow_of(number)], *[answered(why="queue")] * 30)
    assert (told.base, told.median) == (Count(0), told.median)
    assert not can_be(flow_of(number).question("why"), "queue")
    assert can_be(flow_of(number).question("why"), "2.5")
    assert not can_be(reason("why").question("treated"), "7")
