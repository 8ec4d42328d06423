"""What is over leaves nothing open and is told once; what is asked again is asked in full, on the channel it was asked on."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from calls_and_texts import DAY_MS, WATER, at, call, text, texts
from small_surveys import MOMENT, NOW_MS, TWO, survey

from flows.conversation import dial, follow, hear, press, remind
from flows.conversing.front_door import leads_to
from flows.engine.plan import plan_of
from flows.measure import Budgets
from flows.model import Jump
from flows.screen import Entry, Layout, Sheet
from flows.state import Open, Person, State, Visit
from flows.talking.rehearsal import Rehearsal
from flows.turn import begin

DOOR = survey(
    """
    - question: about
      ask: { en: About what?, st: Ka eng? }
      answer: choice
      choices: { water: { en: Water, st: Metsi }, other: { en: Other, st: Tse ling } }
    """,
    name="door",
    keyword="DOOR",
    **TWO,
)
DOOR = replace(
    DOOR, questions=(replace(DOOR.questions[0], then={"water": Jump("finish", starts="small"), "other": Jump("finish")}),)
)


def test_a_conversation_that_is_over_has_nothing_open() -> None:
    busy = State(
        channel="ussd", language="st", reference="7KQ4-M2", open="place", page=2, tries=1, asked_at_ms=NOW_MS, step=1,
        path=("Maseru",), hits=("place 7",), counts_from_ms=NOW_MS, resume_on="ussd", resume_tries=1, reminded=True,
        visit={"clinic": "7"},
    )  # fmt: skip
    over = busy.ended_as("dropped")
    kept = {"channel", "language", "reference", "asked_at_ms", "reminded", "visit"}
    fresh = State(channel="ussd", language="st", reference="7KQ4-M2", open="", ended="dropped")
    for field in fields(State):
        expected = getattr(busy if field.name in kept else fresh, field.name)
        assert getattr(over, field.name) == expected, field.name


def test_a_conversation_says_when_it_was_shown_first_and_keeps_it_until_it_asks() -> None:
    assert begin(WATER, "ussd", MOMENT).state.asked_at_ms == NOW_MS


def test_what_is_known_of_the_person_stays_from_question_to_question() -> None:
    state = replace(
        begin(WATER, "sms", MOMENT, visit=Visit({}, NOW_MS)).state, language_chosen=True, language_known=True, reminded=True,
        resume_on="ussd", resume_tries=2,
    )  # fmt: skip
    asking = state.asking("works", (), NOW_MS + 1)
    assert asking == replace(state, open="works", asked_at_ms=NOW_MS + 1)


def test_the_answer_to_a_question_is_found_by_its_name() -> None:
    state = texts("1", "yes").state
    assert (state.answer("works"), state.answer("why")) == (state.answers[0], None)
    ((_, after),) = hear(Person((replace(texts("1", "yes"), state=state),), (WATER,)), "it broke", at(1)).changed
    answer = after.answer("why")
    assert answer is not None
    assert answer.value == "it broke"


# --- texts


def test_an_answer_by_text_also_tells_of_another_conversation_whose_time_is_over() -> None:
    roads = survey(
        "- question: q\n  ask: { en: Roads?, st: Litsela? }\n  answer: yes or no", name="roads", keyword="ROADS", **TWO
    )
    old = replace(texts("1", flow=roads, key=5), shown_at_ms=NOW_MS - 4 * DAY_MS)
    outcome = hear(Person((old, texts("1")), (WATER, roads)), "yes", at(1))
    assert [(key, state.ended) for key, state in outcome.changed] == [(5, "closed"), (2, "")]


def test_who_wants_no_more_texts_ends_each_conversation_once() -> None:
    offering = survey(
        "- question: q\n  ask: { en: Roads?, st: Litsela? }\n  answer: yes or no",
        name="roads",
        keyword="ROADS",
        more="rules: { first screen offers: [stop] }",
        **TWO,
    )
    asked = replace(texts(flow=offering, key=5), shown_at_ms=NOW_MS + 1)
    outcome = hear(Person((asked, texts("1")), (WATER, offering)), "3", at(1))
    assert outcome.opted == "out"
    assert sorted((key, state.ended) for key, state in outcome.changed) == [(2, "stopped"), (5, "stopped")]


def test_a_text_that_is_repeated_awaits_an_answer_also_where_it_asks_whether_to_go_on() -> None:
    flow = survey("- question: q\n  ask: Well?\n  answer: text", more="rules: { remind once after: 1 day }")
    open = texts("1", flow=flow)
    asked = hear(Person((open,), (flow,)), "WATER", at(0)).changed[0][1]
    for state in (open.state, asked):
        outcome = remind(replace(open, state=state), NOW_MS + DAY_MS)
        assert outcome is not None
        assert outcome.screen is not None
        assert outcome.screen.more


def test_a_clock_that_comes_after_the_close_repeats_nothing() -> None:
    flow = survey("- question: q\n  ask: Well?\n  answer: text", more="rules: { remind once after: 1 day }")
    open = texts("1", flow=flow)
    assert remind(open, NOW_MS + 2 * DAY_MS) is not None
    assert remind(open, NOW_MS + 30 * DAY_MS) is None


# --- Continue where you stopped?


def asked_whether_to_go_on() -> Open:
    open = call("1")
    ((key, state),) = dial(WATER, open, None, "", at(1)).changed
    return Open(key, WATER, state, NOW_MS + 1)


def test_nonsense_is_answered_by_the_question_whether_to_go_on_and_what_is_expected() -> None:
    outcome = press(asked_whether_to_go_on(), WATER, "what?", at(2))
    assert text(outcome) == ("Please answer with one of the numbers.\nContinue where you stopped?\n1 Yes\n2 Start again")


def test_where_there_is_little_room_that_stands_without_the_question() -> None:
    little = Budgets(ussd_gsm=70, ussd_ucs2=70)
    assert plan_of(WATER, little).resume("en", "ussd").text(unclear=True) == (
        "Please answer with one of the numbers.\n1 Yes\n2 Start again"
    )


@pytest.mark.parametrize("said", ["no", "che", "3", "2 yes"])
def test_what_is_neither_yes_nor_start_again_is_no_answer(said: str) -> None:
    outcome = press(asked_whether_to_go_on(), WATER, said, at(2))
    assert (outcome.understood, outcome.begun) == (False, None)


@pytest.mark.parametrize("said", ["2", "start again", "2 start again", "2 qala bocha"])
def test_start_again_is_understood_by_key_by_words_and_by_both(said: str) -> None:
    outcome = press(asked_whether_to_go_on(), WATER, said, at(2))
    assert outcome.begun is not None


def test_nonsense_three_times_counts_as_nonsense_each_time() -> None:
    open = asked_whether_to_go_on()
    for _ in range(3):
        outcome = press(open, WATER, "what?", at(2))
        assert not outcome.understood
        open = replace(open, state=outcome.changed[0][1])
    assert outcome.screen is not None
    assert not outcome.screen.more


@pytest.mark.parametrize(("said", "understood"), [("yes", True), ("what?", False)])
def test_an_outcome_says_whether_the_answer_was_understood(said: str, understood: bool) -> None:
    assert press(call("1"), WATER, said, at(1)).understood is understood
    assert hear(Person((texts("1"),), (WATER,)), said, at(1)).understood is understood


def test_who_wants_no_more_texts_is_noted_once() -> None:
    offering = survey("- question: q\n  ask: Well?\n  answer: text", more="rules: { first screen offers: [stop] }")
    open = Open(1, offering, begin(offering, "ussd", MOMENT).state, NOW_MS)
    outcome = press(open, offering, "2", at(1))
    assert outcome.opted == "out"
    assert press(replace(open, state=outcome.changed[0][1]), offering, "2", at(2)).opted == ""


@pytest.mark.parametrize("word", ["STOP", "HELP"])
def test_the_answer_to_a_word_for_us_awaits_nothing(word: str) -> None:
    for person in (Person(surveys=(WATER,)), Person((texts("1"),), (WATER,))):
        outcome = hear(person, word, at(1))
        assert outcome.screen is not None
        assert not outcome.screen.more


def test_a_call_ends_with_its_own_conversation_and_not_with_another() -> None:
    phone = Rehearsal(WATER, NOW_MS)
    phone.dial("*120*77#")
    phone.send("1")
    phone.pass_time(1_000)
    assert phone.in_call
    phone.pass_time(DAY_MS)
    assert not phone.in_call


# --- front doors


@pytest.mark.parametrize("channel", ["ussd", "call"])
def test_behind_a_front_door_the_other_survey_is_on_the_channel_of_the_door(channel: str) -> None:
    state = replace(begin(DOOR, channel, MOMENT).state, language="en")
    for said in ("1", "1"):
        outcome = press(Open(9, DOOR, state, NOW_MS), DOOR, said, at(1), channel="call" if channel == "call" else "ussd")
        ((_, state),) = outcome.changed
    followed = follow(outcome, WATER, None, None, at(1))
    assert followed.begun is not None
    assert followed.begun.channel == channel
    assert (followed.starts, followed.left) == ("", ())


def test_a_front_door_leads_to_no_survey_where_it_only_jumps() -> None:
    assert leads_to(DOOR) == ("small",)
    assert leads_to(WATER) == ()


def test_nothing_is_left_to_hear_of_what_was_dialled_behind_a_door_behind_a_door() -> None:
    passed = dial(DOOR, None, None, "1*1*1*1", at(0))
    assert (passed.starts, passed.left) == ("small", ("1", "1"))
    again = follow(passed, replace(DOOR, survey="small"), None, None, at(0))
    assert (again.starts, again.left) == ("", ())


# --- pages


def test_an_entry_that_stands_nowhere_is_looked_for_on_the_first_page() -> None:
    sheet = Sheet("ussd", "Which?", tuple(Entry(f"v{n}", f"Village {n}") for n in range(20)), more_line="9 More", paged=True)
    assert [Layout(sheet).page_with(value) for value in ("v1", "v9", "v19", "nowhere")] == [0, 1, 2, 0]
    last = Layout(replace(sheet, entries=sheet.entries[:17])).page(2)
    assert (last.text(), last.more) == ("Which?\n1 Village 16", False)
