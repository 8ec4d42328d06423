"""What visits and the clock start: invitations, one reminder, the close; held to the survey's hours and to who wants them."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from small_surveys import survey

from flows.conversation import (
    allowed_at_ms,
    dial,
    due_at_ms,
    expire,
    hear,
    invitation_at_ms,
    invite,
    press,
    remind,
    remind_at_ms,
)
from flows.model import Flow
from flows.state import Moment, Open, Outcome, Person, State, Visit

ZONE = ZoneInfo("Africa/Maseru")

QUESTIONS = """
- question: office
  known from: visit.office
  ask: { en: Which office?, sw: Ofisi gani? }
  answer: choice
  choices: { north: { en: North, sw: Kaskazini }, south: { en: South, sw: Kusini } }
- question: works
  ask: { en: Does it work?, sw: Inafanya kazi? }
  answer: yes or no
"""

RULES = """
visit columns: { office: answer, language: language }
language known from: visit.language
rules:
  one answer per phone every: 7 days
  text only between: 08:00 and 19:00
  remind once after: 1 day
  close after: 3 days
  use visits from the last: 2 days
"""


def small(more: str = RULES, name: str = "small", keyword: str = "WATER", after: timedelta | None = timedelta(hours=2)) -> Flow:
    flow = survey(
        QUESTIONS,
        languages="en: English, sw: Kiswahili",
        welcome="{ en: Hello. Text STOP to end., sw: Habari. Tuma STOP. }",
        thanks="{ en: Thanks., sw: Asante. }",
        more=more,
        name=name,
        keyword=keyword,
    )
    return replace(flow, starts=replace(flow.starts, after_visit=after))


FLOW = small()


def local(day: int, clock: str) -> int:
    """A moment of November 2026 in the survey's zone."""
    hour, minute = map(int, clock.split(":"))
    return round(datetime(2026, 11, day, hour, minute, tzinfo=ZONE).timestamp()) * 1_000


def moment(at_ms: int) -> Moment:
    return Moment(at_ms, "7KQ4-M2")


def visit(at_ms: int, **cells: str) -> Visit:
    return Visit(cells, at_ms)


def text(outcome: Outcome | None) -> str:
    assert outcome is not None
    assert outcome.screen is not None
    return outcome.screen.text


def begun(outcome: Outcome | None) -> State:
    assert outcome is not None
    assert outcome.begun is not None
    return State.load(outcome.begun.dump())


def invited(at_ms: int = local(23, "12:00"), **cells: str) -> Open:
    """Somebody who was invited and has said nothing yet."""
    return Open(1, FLOW, begun(invite(FLOW, visit(at_ms, **cells), Person(), moment(at_ms))), at_ms)


# --- when


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ((23, "08:00"), (23, "08:00")),
        ((23, "18:59"), (23, "18:59")),
        ((23, "19:00"), (24, "08:00")),
        ((23, "23:59"), (24, "08:00")),
        ((24, "00:00"), (24, "08:00")),
        ((24, "07:59"), (24, "08:00")),
        ((30, "20:00"), (31, "08:00")),
    ],
)
def test_texts_of_our_own_wait_for_the_surveys_hours(at: tuple[int, str], allowed: tuple[int, str]) -> None:
    day, clock = allowed
    expected = local(day, clock) if day <= 30 else local(30, clock) + 86_400_000
    assert allowed_at_ms(FLOW, local(*at)) == expected


def test_the_hours_are_those_of_the_survey_not_of_the_server() -> None:
    asia = replace(FLOW, time_zone="Asia/Phnom_Penh")
    morning = local(23, "08:00")
    assert allowed_at_ms(asia, morning) == morning, "13:00 there"
    assert allowed_at_ms(asia, local(23, "15:00")) == local(24, "03:00"), "20:00 there, so 8 o'clock of the next day there"


@pytest.mark.parametrize(
    ("recorded", "due"),
    [
        ((23, "10:00"), (23, "12:00")),
        ((23, "16:59"), (23, "18:59")),
        ((23, "17:00"), (24, "08:00")),
        ((24, "02:00"), (24, "08:00")),
    ],
)
def test_an_invitation_goes_out_after_the_delay_moved_into_the_hours(recorded: tuple[int, str], due: tuple[int, str]) -> None:
    assert invitation_at_ms(FLOW, local(*recorded)) == local(*due)


def test_a_survey_that_visits_do_not_start_has_no_such_time() -> None:
    with pytest.raises(ValueError, match="not started by visits"):
        invitation_at_ms(small(after=None), local(23, "10:00"))


# --- who


def test_an_invitation_is_the_welcome_in_the_language_of_the_visit() -> None:
    outcome = invite(FLOW, visit(local(23, "10:00"), language="sw", office="north"), Person(), moment(local(23, "12:00")))
    assert text(outcome) == "Habari. Tuma STOP.\n1 Anza"
    state = begun(outcome)
    assert (state.channel, state.language, state.visit) == ("sms", "sw", {"language": "sw", "office": "north"})
    assert outcome is not None
    assert outcome.begun_on is FLOW


def test_who_may_not_be_texted_is_not_invited() -> None:
    now, row = local(23, "12:00"), visit(local(23, "10:00"))
    week = 7 * 86_400_000
    refused = [
        Person(opted_out=True),
        Person(opens=(invited(),)),
        Person(opens=(Open(2, FLOW, begun(dial(FLOW, None, None, "", moment(now))), now),)),
        Person(finished_at_ms={"small": now - week + 1}),
    ]
    assert [invite(FLOW, row, person, moment(now)) for person in refused] == [None] * 4
    elsewhere = Open(3, replace(FLOW, survey="roads"), invited().state, now)
    welcome = [Person(finished_at_ms={"small": now - week, "roads": now}), Person(opens=(elsewhere,))]
    assert all(invite(FLOW, row, person, moment(now)) is not None for person in welcome)


def test_a_conversation_whose_time_is_over_ends_and_does_not_stand_in_the_way() -> None:
    outcome = invite(FLOW, visit(0), Person(opens=(invited(local(20, "12:00")),)), moment(local(23, "12:00")))
    assert outcome is not None
    assert [(key, state.ended) for key, state in outcome.changed] == [(1, "closed")]
    assert outcome.begun is not None


# --- somebody with a visit who starts by themselves


@pytest.mark.parametrize(("age_h", "used"), [(0, True), (47, True), (48, False)])
@pytest.mark.parametrize("how", ["dials", "texts", "starts again"])
def test_a_visit_belongs_to_who_starts_by_themselves_while_it_is_young(how: str, age_h: int, used: bool) -> None:
    now = local(23, "12:00")
    row = visit(now - age_h * 3_600_000, office="south")
    if how == "dials":
        outcome = dial(FLOW, None, None, "1", moment(now), visit=row)
    else:
        person = Person(surveys=(FLOW,), visits={"small": row})
        if how == "starts again":
            asked = begun(hear(Person(surveys=(FLOW,)), "water", moment(now)))
            person = replace(person, opens=(Open(1, FLOW, replace(asked, open="works", resume_on="sms"), now),))
        outcome = hear(person, "start again" if how == "starts again" else "water", moment(now))
    answers = begun(outcome).visit
    assert answers == ({"office": "south"} if used else None)


def test_a_survey_without_that_rule_uses_visits_for_invitations_only() -> None:
    never = small(more=RULES.replace("  use visits from the last: 2 days\n", ""))
    now = local(23, "12:00")
    assert begun(dial(never, None, None, "", moment(now), visit=visit(now, office="south"))).visit is None


def test_who_starts_again_keeps_the_visit_of_the_invitation() -> None:
    now = local(23, "12:00")
    was = replace(invited(now, office="north").state, open="works", resume_on="ussd")
    outcome = press(Open(1, FLOW, was, now), FLOW, "2", moment(now + 1))
    assert [(key, state.ended) for key, state in outcome.changed] == [(1, "abandoned")]
    assert begun(outcome).visit == {"office": "north"}


def test_an_invitation_may_be_answered_in_a_call_with_what_the_visit_says() -> None:
    open = invited(office="north")
    outcome = dial(FLOW, open, None, "1", moment(open.shown_at_ms + 1))
    assert text(outcome) == "Does it work?\n1 Yes\n2 No"
    assert [(key, state.ended) for key, state in outcome.changed] == [(1, "moved")]
    assert [(a.question, a.value, a.how) for a in begun(outcome).answers] == [("office", "north", "visit")]


def test_who_was_invited_by_a_survey_without_a_word_answers_at_any_code() -> None:
    wordless = replace(FLOW, starts=replace(FLOW.starts, texts=()))
    open = replace(invited(office="north"), flow=wordless)
    other = small(name="roads", keyword="ROADS")
    outcome = hear(Person((open,), (other,)), "1", moment(open.shown_at_ms + 1))
    assert text(outcome) == "Does it work?\n1 Yes\n2 No"


# --- reminding and closing


def test_the_open_text_goes_out_once_more_word_for_word_and_never_again() -> None:
    open = invited()
    due_ms = local(24, "12:00")
    assert remind_at_ms(FLOW, open.state, open.shown_at_ms) == due_ms
    assert remind(open, due_ms - 1) is None
    outcome = remind(open, due_ms)
    assert text(outcome) == "Hello. Text STOP to end.\n1 Start\n2 Kiswahili"
    assert outcome is not None
    ((key, state),) = outcome.changed
    assert (key, state.open, state.ended) == (1, "welcome", "")
    again = Open(1, FLOW, State.load(state.dump()), due_ms)
    assert remind_at_ms(FLOW, again.state, due_ms) is None
    assert remind(again, due_ms + 86_400_000) is None


def test_a_reminder_puts_the_close_off_only_if_it_is_answered() -> None:
    open = invited()
    outcome = remind(open, local(24, "12:00"))
    assert outcome is not None
    ((_, state),) = outcome.changed
    reminded = Open(1, FLOW, state, local(24, "12:00"))
    assert due_at_ms(FLOW, state, reminded.shown_at_ms) == local(26, "12:00")
    over = expire(reminded, local(26, "12:00"))
    assert over is not None
    assert over.ended == "closed"
    for said in ("1", "what?"):
        ((_, answered),) = hear(Person((reminded,), (FLOW,)), said, moment(local(24, "13:00"))).changed
        assert due_at_ms(FLOW, answered, local(24, "13:00")) == local(27, "13:00")
        assert remind_at_ms(FLOW, answered, local(24, "13:00")) is None, "once in a conversation"


def test_who_is_asked_whether_to_go_on_after_a_reminder_has_the_whole_time_again() -> None:
    open = invited()
    ((_, state),) = hear(Person((open,), (FLOW,)), "1", moment(local(23, "12:01"))).changed
    outcome = remind(replace(open, state=state, shown_at_ms=local(23, "12:01")), local(24, "12:01"))
    assert outcome is not None
    reminded = Open(1, FLOW, outcome.changed[0][1], local(24, "12:01"))
    ((_, asked),) = hear(Person((reminded,), (FLOW,)), "WATER", moment(local(25, "12:00"))).changed
    assert due_at_ms(FLOW, asked, local(25, "12:00")) == local(28, "12:00")


def test_a_reminder_waits_for_the_morning_and_a_late_clock_for_an_allowed_hour() -> None:
    open = invited(local(23, "18:30"))
    state = replace(open.state, channel="sms")
    assert remind_at_ms(FLOW, state, local(23, "20:00")) == local(25, "08:00"), (
        "a reply at 20:00, a day later, then the morning"
    )
    assert remind(open, local(24, "22:00")) is None, "the clock was away and comes at night"
    assert remind(open, allowed_at_ms(FLOW, local(24, "22:00"))) is not None


@pytest.mark.parametrize(
    ("was", "why"),
    [
        ({"channel": "ussd"}, "a call is dialled again by the person"),
        ({"ended": "finished"}, "it is over"),
        ({"reminded": True}, "it was sent"),
    ],
)
def test_what_is_never_repeated(was: dict[str, str], why: str) -> None:
    assert remind_at_ms(FLOW, replace(invited().state, **was), local(23, "12:00")) is None, why


def test_no_reminder_comes_with_the_close_or_after_it() -> None:
    soon = small(more=RULES.replace("close after: 3 days", "close after: 1 day"))
    open = replace(invited(), flow=soon)
    assert remind_at_ms(soon, open.state, open.shown_at_ms) is None
    never = small(more=RULES.replace("  remind once after: 1 day\n", ""))
    assert remind_at_ms(never, open.state, open.shown_at_ms) is None


def test_the_question_whether_to_go_on_is_what_is_repeated_if_that_is_open() -> None:
    open = invited()
    ((_, state),) = hear(Person((open,), (FLOW,)), "1", moment(local(23, "12:01"))).changed
    ((_, asked),) = hear(Person((replace(open, state=state),), (FLOW,)), "WATER", moment(local(23, "12:02"))).changed
    outcome = remind(Open(1, FLOW, asked, local(23, "12:02")), local(24, "12:02"))
    assert text(outcome) == "Continue where you stopped?\n1 Yes\n2 Start again"
