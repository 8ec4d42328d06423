"""A survey that leads to another: in the same call, with what was dialled behind it, and by text."""

from dataclasses import replace

import pytest
from calls_and_texts import DAY_MS, WATER, at, call, text
from small_surveys import NOW_MS, survey

from flows.conversation import dial, follow, hear, press
from flows.conversing.front_door import leads_to
from flows.model import Jump
from flows.state import Open, Outcome, Person, State, Visit
from flows.talking.plain_phones import PLAIN_PHONES
from flows.talking.rehearsal import Rehearsal

DOOR = survey(
    """
    - question: about
      ask: { en: About what?, st: Ka eng? }
      answer: choice
      choices: { water: { en: Water, st: Metsi }, roads: { en: Roads, st: Litsela } }
    """,
    languages="en: English, st: Sesotho",
    welcome="{ en: All surveys., st: Lipotso tsohle. }",
    thanks="{ en: Thanks., st: Kea leboha. }",
    name="door",
    keyword="DOOR",
)
DOOR = replace(DOOR, questions=(replace(DOOR.questions[0], then={"water": Jump("finish", starts="small")}),))


def passed(*said: str, channel: str = "ussd") -> Outcome:
    """The outcome of the answer that leads to the survey about water."""
    first, *rest = said
    if channel == "sms":
        state = hear(Person(surveys=(DOOR,)), "door", at(0)).begun
        assert state is not None
        for each in (first, *rest):
            outcome = hear(Person((Open(9, DOOR, state, NOW_MS),), (DOOR,)), each, at(1))
            ((_, state),) = outcome.changed
        return outcome
    state = dial(DOOR, None, None, "", at(0)).begun
    assert state is not None
    for each in said:
        outcome = press(Open(9, DOOR, state, NOW_MS), DOOR, each, at(1))
        ((_, state),) = outcome.changed
    return outcome


@pytest.mark.parametrize("channel", ["ussd", "sms"])
def test_the_other_survey_begins_at_once_on_the_same_channel(channel: str) -> None:
    door = passed("1", "1", channel=channel)
    assert (door.starts, text(door)) == ("small", "Thanks."), "its own thank-you, should there be no such survey"
    outcome = follow(door, WATER, None, None, at(1))
    assert text(outcome) == "Hello.\n1 Start\n2 Sesotho"
    assert [(key, state.ended) for key, state in outcome.changed] == [(9, "moved")]
    assert outcome.begun is not None
    assert (outcome.begun.channel, outcome.begun_on, outcome.starts, outcome.passed) == (channel, WATER, "", ())


def test_it_begins_in_the_language_that_was_chosen_if_it_has_it() -> None:
    door = passed("2", "1", "1")
    assert text(follow(door, WATER, None, None, at(1))).startswith("Lumela.")
    english = replace(WATER, languages={"en": "English"})
    assert text(follow(door, english, None, None, at(1))).startswith("Hello.")


def test_who_is_in_the_other_survey_is_asked_whether_to_go_on() -> None:
    outcome = follow(passed("1", "1"), WATER, call("1", "1"), None, at(2))
    assert text(outcome) == "Continue where you stopped?\n1 Yes\n2 Start again"
    assert [(key, state.ended, state.resume_on) for key, state in outcome.changed] == [(9, "moved", ""), (1, "", "ussd")]
    assert outcome.begun is None


@pytest.mark.parametrize(("after_ms", "begins"), [(DAY_MS - 1, False), (DAY_MS, True)])
def test_who_has_answered_the_other_survey_is_told_so_in_their_language(after_ms: int, begins: bool) -> None:
    outcome = follow(passed("2", "1", "1"), WATER, None, NOW_MS, at(after_ms))
    assert (outcome.begun is not None) is begins
    if not begins:
        assert text(outcome) == "U se u arabile. Rea leboha."
        assert [(key, state.ended) for key, state in outcome.changed] == [(9, "moved")]


def test_passing_a_front_door_is_no_answer() -> None:
    ((_, door),) = passed("1", "1").changed
    assert (door.ended, [(a.question, a.value) for a in door.answers]) == ("moved", [("about", "water")])


# --- dialled through


@pytest.mark.parametrize(
    ("heard", "screen"),
    [
        ("1*1", "Hello.\n1 Start\n2 Sesotho"),
        ("1*1*1", "Does it work?\n1 Yes\n2 No"),
        ("2*1*1*1", "Na e sebetsa?\n1 E\n2 Che"),
        ("1*1*1*8*1", "Does it work?\n1 Yes\n2 No"),
    ],
    ids=["to the welcome", "into the survey", "in the chosen language", "up to the first that is not understood"],
)
def test_answers_dialled_behind_a_front_door_go_on_in_the_survey(heard: str, screen: str) -> None:
    outcome = follow(dial(DOOR, None, None, heard, at(0)), WATER, None, None, at(0))
    assert text(outcome) == screen
    ((door, on),) = outcome.passed
    assert (door.ended, on) == ("moved", DOOR)
    assert outcome.begun is not None
    assert outcome.begun_on is WATER


def test_dialled_through_to_a_survey_that_is_open_or_answered() -> None:
    door = dial(DOOR, None, None, "1*1*1", at(0))
    resumed = follow(door, WATER, call("1", "1"), None, at(1))
    assert text(resumed).startswith("Continue where you stopped?")
    assert (resumed.begun, [state.ended for state, _ in resumed.passed]) == (None, ["moved"])
    already = follow(door, WATER, None, NOW_MS, at(1))
    assert text(already) == "You have already answered. Thank you."
    assert already.begun is not None
    assert (already.begun.ended, already.begun_on) == ("moved", DOOR)


def test_a_survey_without_the_chosen_language_says_already_in_its_own() -> None:
    english = replace(WATER, languages={"en": "English"})
    assert text(follow(passed("2", "1", "1"), english, None, NOW_MS, at(1))) == "You have already answered. Thank you."


def test_no_more_texts_dialled_behind_a_front_door_opts_out() -> None:
    outcome = follow(dial(DOOR, None, None, "1*1*no more texts to me", at(0)), WATER, None, None, at(0))
    assert outcome.opted == "out"
    assert outcome.begun is not None
    assert outcome.begun.ended == "stopped"


def test_a_survey_that_a_front_door_led_to_leads_nowhere_itself() -> None:
    onward = replace(DOOR, survey="small")
    outcome = follow(dial(DOOR, None, None, "1*1*1*1", at(0)), onward, None, None, at(0))
    assert (text(outcome), outcome.starts) == ("Thanks.", "")


@pytest.mark.parametrize("behind", [False, True], ids=["of the front door", "of the survey behind it"])
def test_a_number_typed_on_the_way_is_a_secret(behind: bool) -> None:
    asks = survey("- question: phone\n  ask: Which number?\n  answer: phone\n- question: b\n  ask: B?\n  answer: yes or no\n")
    asks = replace(asks, survey="other" if behind else "small")
    leads = replace(asks.questions[1], then={"yes": Jump("finish", starts="other" if behind else "x")})
    moment = replace(at(0), phones=PLAIN_PHONES)
    if not behind:
        door = dial(replace(asks, questions=(asks.questions[0], leads)), None, None, "1*58123456*1", moment)
        assert (door.secret, door.starts) == (True, "x")
        assert follow(door, WATER, None, None, moment).secret
    else:
        assert follow(dial(DOOR, None, None, "1*1*1*58123456*1", moment), asks, None, None, moment).secret
    assert not dial(asks, None, None, "1", moment).secret


def test_already_stands_with_the_front_door_though_an_old_call_ends_too() -> None:
    old = replace(call("1", "1"), shown_at_ms=NOW_MS - DAY_MS)
    outcome = follow(passed("1", "1"), WATER, old, NOW_MS, at(1))
    assert [(key, state.ended) for key, state in outcome.changed] == [(1, "dropped"), (9, "moved")]


def test_a_visit_of_the_other_survey_is_used_there() -> None:
    using = replace(WATER, rules=replace(WATER.rules, use_visits_within=WATER.rules.close_after))
    outcome = follow(passed("1", "1"), using, None, None, at(1), visit=Visit({}, NOW_MS))
    assert outcome.begun is not None
    assert outcome.begun.visit == {}


def test_a_front_door_names_where_it_leads() -> None:
    assert leads_to(DOOR) == ("small",)
    assert leads_to(WATER) == ()


# --- on a phone


def rehearsal(*, beside: bool = True) -> Rehearsal:
    return Rehearsal(DOOR, NOW_MS, others=(WATER,) if beside else (), phones=PLAIN_PHONES)


def said(phone: Rehearsal, *words: str) -> list[str]:
    shown = [phone.send(each) for each in words]
    return [each.text for each in shown if each is not None]


def test_on_a_phone_the_call_goes_on_and_only_the_survey_counts_as_answered() -> None:
    phone = rehearsal()
    phone.dial("*120*77#")
    assert said(phone, "1", "1", "1", "1", "1", "Dry")[-1] == "Thanks."
    assert [state.ended for state in phone.conversations] == ["moved", "finished"]
    assert phone.last is not None
    assert phone.last.ended == "moved", "what a conversation of the front door tells is about the front door"
    assert phone.newest == (WATER, State.load(phone.conversations[1].dump()))
    phone.dial("*120*77#")
    assert said(phone, "1", "1") == ["About what?\n1 Water\n2 Roads", "You have already answered. Thank you."]


def test_where_there_is_no_such_survey_the_front_doors_own_thank_you_stands() -> None:
    phone = rehearsal(beside=False)
    phone.dial("*120*77#")
    assert said(phone, "1", "1")[-1] == "Thanks."
    assert not phone.in_call


def test_of_codes_that_begin_alike_the_longest_one_is_dialled() -> None:
    water = replace(WATER, starts=replace(WATER.starts, dials=("*120*77*1#",)))
    phone = Rehearsal(DOOR, NOW_MS, others=(water,), phones=PLAIN_PHONES)
    codes = ("*120*77*1#", "*120*77*1*2#", "*120*77*2#", "*120*777#", "*120*7#")
    shown = [phone.dial(code) for code in codes]
    first = [each.text.split("\n")[0] if each is not None else None for each in shown]
    assert first == ["Hello.", "Lumela.", "Lipotso tsohle.", None, None]
