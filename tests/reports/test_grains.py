"""The three grains: what a service and a place count, and that they add up to the survey; what became of invitations."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.load import load
from flows.model import Flow
from reports.figures import (
    DayCount,
    Invited,
    Outcome,
    Response,
    Said,
    facility_question_of,
    outcome,
    placed,
    service_question_of,
    shape_of,
)
from reports.rollup import FIGURES, rollup

DAY = date(2026, 6, 2)

TEXT = """
survey: clinic
title: How was it?
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*45#"
  a visit is recorded: 2 hours later, by sms
visit columns: { home: answer, where: answer, kind: answer }
welcome: { en: Welcome. Text STOP to end. }
questions:
  - question: home
    report as: Home
    ask: { en: Where do you live? }
    answer: place
    list: lists/places.csv
    find by: { code: { en: Code? } }
  - question: where
    report as: Clinic
    known from: visit.facility
    ask: { en: Which clinic? }
    answer: place
    list: lists/places.csv
    find by: { code: { en: Code? } }
  - question: kind
    report as: Kind
    known from: visit.service
    ask: { en: What for? }
    answer: choice
    choices: { child: { en: A child }, birth: { en: Birth } }
  - question: treated
    report as: Treatment
    counts as: headline
    ask: { en: How? }
    answer: rating
    lowest: { en: badly }
    highest: { en: well }
  - question: why
    report as: Reason
    counts as: main reason
    ask: { en: Why? }
    answer: choice
    choices: { queue: { en: Queue }, paper: { en: Paper } }
  - question: wait
    report as: Wait
    counts as: waiting minutes
    ask: { en: Minutes? }
    answer: number
    to: 600
  - question: words
    report as: Words
    counts as: comment
    ask: { en: Words? }
    answer: text
thank you: { en: Thanks. }
"""
PLACES = b"code,name,district,village\n11,Mafube,leribe,x\n12,Tsime,leribe,y\n21,Qoaling,maseru,z\n"


def flow_of(text: str = TEXT) -> Flow:
    loaded = load(text, lambda name: PLACES)
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


FLOW = flow_of()
SHAPE = shape_of(FLOW)


def person(
    channel: str = "sms",
    *,
    ended: str = "finished",
    left_at: str = "",
    service: str = "",
    facility: str = "",
    invited: Invited = "",
    late: bool = False,
    fast: bool = False,
    themes: tuple[str, ...] = (),
    dangerous: bool = False,
    **answers: str,
) -> Response:
    """Somebody as storage gives them, with the place and service that their survey's version makes of it."""
    said = tuple(Said(question, "answered", value) for question, value in answers.items())
    found = Response(
        DAY, "clinic", 1, channel, "en", ended, left_at, said, service=service, facility=facility, invited=invited, late=late,
        speeding=fast, themes=themes, dangerous=dangerous,
    )  # fmt: skip
    return placed(found, SHAPE)


def counts(*people: Response) -> dict[tuple[str, ...], int]:
    """Service, district, facility, measure, question, value -> how many."""
    return {(c.service, c.district, c.facility, c.measure, c.question, c.value): c.n for c in rollup(people, {1: SHAPE})}


def test_a_shape_knows_what_each_question_is_for() -> None:
    assert (SHAPE.headline, SHAPE.main_reason, SHAPE.waiting, SHAPE.comment) == ("treated", "why", "wait", "words")
    assert (SHAPE.service, SHAPE.services, SHAPE.facility) == ("kind", {"child", "birth"}, "where")


def test_without_the_visit_list_the_first_place_is_the_facility_and_no_choice_is_the_service() -> None:
    flow = flow_of(TEXT.replace("    known from: visit.facility\n", "").replace("    known from: visit.service\n", ""))
    assert service_question_of(flow) is None
    facility = facility_question_of(flow)
    assert facility is not None
    assert facility.name == "home"


def test_a_service_and_a_place_count_what_their_pages_show() -> None:
    found = counts(person(where="11", kind="child", treated="2", why="queue", wait="30", words="long", late=True))
    assert {key: n for key, n in found.items() if key[2]} == {
        ("", "leribe", "11", *cell): 1
        for cell in (
            ("headline", "", "1/4"), ("trusted", "", "1/4"), ("started", "", ""), ("completed", "", ""), ("late", "", ""),
            ("reached", "why", ""), ("answer", "why", "queue"), ("answer", "wait", "30"),
        )
    }  # fmt: skip
    assert {key[3:] for key in found if key[0]} == {key[3:] for key in found if key[2]}
    assert found["", "", "", "answer", "kind", "child"] == found["", "", "", "texts", "words", ""] == 1


@pytest.mark.parametrize(
    ("response", "service", "district", "facility"),
    [
        (person(where="21", kind="birth", service="child", facility="11"), "birth", "maseru", "21"),
        (person(service="child", facility="11", ended="closed", left_at="welcome"), "child", "leribe", "11"),
        (person(service="surgery", facility="99"), "", "", "99"),
        (person(where="elsewhere", facility="11"), "", "", ""),
        (person(home="11"), "", "", ""),
    ],
)
def test_what_was_answered_goes_before_what_the_visit_says(
    response: Response, service: str, district: str, facility: str
) -> None:
    assert (response.service, response.district, response.facility) == (service, district, facility)


OUTCOMES: list[tuple[Outcome, Response]] = [
    ("", person(treated="5")),
    ("I", person(invited="sent", treated="5")),
    ("I", person(invited="failed")),
    ("P", person(invited="delivered", ended="closed", left_at="why", treated="1")),
    ("P", person(invited="delivered", ended="stopped", left_at="why", treated="1")),
    ("R", person(invited="delivered", ended="closed", left_at="treated", kind="child")),
    ("R", person(invited="delivered", ended="stopped", left_at="welcome")),
    ("R", person(invited="sent", ended="refused", left_at="welcome")),
    ("O", person(invited="delivered", ended="not started", left_at="welcome")),
    ("NC", person(invited="delivered", ended="closed", left_at="welcome")),
    ("UO", person(invited="sent", ended="closed", left_at="welcome")),
    ("UO", person(invited="failed", ended="closed", left_at="welcome")),
]


@pytest.mark.parametrize(("code", "response"), OUTCOMES)
def test_what_became_of_an_invitation(code: str, response: Response) -> None:
    assert outcome(response, SHAPE) == code


def test_every_invitation_has_one_outcome() -> None:
    found = counts(*(response for _, response in OUTCOMES))
    assert found["", "", "", "invited", "", ""] == 11
    assert sum(n for key, n in found.items() if key[:4] == ("", "", "", "outcome")) == 11
    assert found["", "", "", "delivered", "", ""] == 6


def test_words_that_tell_of_danger_are_no_text_and_have_no_theme() -> None:
    found = counts(
        person(words="a long queue", themes=("waiting", "staff")), person(words="he beat me", themes=("staff",), dangerous=True)
    )
    told = {key[3:]: n for key, n in found.items() if key[3] in ("texts", "theme")}
    assert told == {("texts", "words", ""): 1, ("theme", "words", "waiting"): 1, ("theme", "words", "staff"): 1}


def test_late_counts_answers_to_the_headline() -> None:
    found = counts(person(treated="5", late=True), person(ended="closed", left_at="treated", late=True), person(treated="4"))
    assert found["", "", "", "late", "", ""] == 1


def test_two_reasons_to_doubt_are_one_doubt() -> None:
    both = Response(DAY, "clinic", 1, "sms", "en", "finished", "", (), speeding=True, straight_lining=True)
    found = counts(both, person(fast=True))
    kinds = ("flagged", "speeding", "straight_lining")
    assert [found["", "", "", kind, "", ""] for kind in kinds] == [2, 2, 1]


somebody = st.builds(
    person,
    st.sampled_from(["sms", "ussd"]),
    ended=st.sampled_from(["finished", "closed", "stopped"]),
    left_at=st.just("words"),
    invited=st.sampled_from(get_args(Invited)),
    late=st.booleans(),
    fast=st.booleans(),
    where=st.sampled_from(["11", "12", "21"]),
    kind=st.sampled_from(["child", "birth"]),
    treated=st.sampled_from(["1", "3", "5"]),
    why=st.sampled_from(["queue", "paper"]),
    wait=st.sampled_from(["5", "60"]),
)


def total(found: tuple[DayCount, ...], grain: str) -> Counter[tuple[str, ...]]:
    """Channel, measure, question, value -> how many, over the services, the places, or neither."""
    sums: Counter[tuple[str, ...]] = Counter()
    for c in found:
        if grain == ("service" if c.service else "place" if c.facility else "survey"):
            sums[c.channel, c.measure, c.question, c.value] += c.n
    return sums


@given(st.lists(somebody, max_size=20))
def test_services_and_places_add_up_to_the_survey_where_everybody_has_one(people: list[Response]) -> None:
    found = rollup(people, {1: SHAPE})
    whole = total(found, "survey")
    parts = {key: n for key, n in whole.items() if key[1] in FIGURES or key[1:3] in {("reached", "why"), ("answer", "why")}}
    parts |= {key: n for key, n in whole.items() if key[1:3] == ("answer", "wait")}
    assert total(found, "service") == total(found, "place") == parts
    assert list(found) == sorted(found)
