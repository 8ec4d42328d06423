"""Any survey, anybody, anything typed: every screen fits, everything ends, no label is kept, going back is free."""

from collections.abc import Mapping
from datetime import date

import pytest
from any_survey import KNOWN, LISTS, any_survey, visits
from hypothesis import given, settings
from hypothesis import strategies as st
from small_surveys import MOMENT, NOW_MS

from flows.engine.asking import zero_is_an_answer
from flows.measure import fits, sms_parts
from flows.model import (
    Choice,
    Consent,
    Date,
    Flow,
    Kind,
    Message,
    Number,
    Phone,
    Place,
    Question,
    Rating,
    Text,
    YesNo,
)
from flows.state import Answer, State, Turn, Visit
from flows.turn import begin, take_turn

keys = st.sampled_from(list("1234567890"))
TYPED = """
yes|che|Start|st|1 yes|0 back|0 skip|9 more|45 days|៤|2311|today|103|Maseru|clinic|clinik number|Clinic 3|Other place|
This number|5812 3456|red|the red one|village number 3|a*b|{q0}|dont_know|not now
""".replace("\n", "").split("|")
words = st.sampled_from([*TYPED, "", "x" * 700, "\u202e1\u200b", "1" * 80])
lines = st.integers(0, 999)
"""One of the lines that are printed: its key, its key and words, or its words."""
typed = st.one_of(lines, lines, lines, keys, words, st.text(max_size=12))
Said = str | int


def talks(most: int) -> st.SearchStrategy[list[Said]]:
    """What somebody types, beginning with the welcome, which most people accept."""
    welcomed = st.sampled_from(["1", "1", "1", "1", "1", "1", "st", "x"])
    return st.builds(lambda first, then: [first, *then], welcomed, st.lists(typed, min_size=most // 2, max_size=most))


def in_words(said: Said, turn: Turn) -> str:
    """What is typed, where a line is meant: one of those on the screen."""
    if isinstance(said, str):
        return said
    printed = turn.screen.text.split("\n")[-10:] if turn.screen is not None else ["1"]
    line = printed[said % len(printed)]
    key, _, label = line.partition(" ")
    return (key, key, line, label)[said // 10 % 4]


channels = st.sampled_from(["ussd", "sms", "call"])


class Seals:
    def own(self) -> str | None:
        return "sealed"

    def read(self, said: str) -> str | None:
        return "sealed" if "5812" in said else None


def started(flow: Flow, channel: str, visit: Mapping[str, str] | None) -> Turn:
    return begin(flow, channel, MOMENT, visit=Visit(visit, NOW_MS) if visit is not None else None)


def hear(flow: Flow, state: State, said: str | None) -> Turn:
    return take_turn(flow, state, said, NOW_MS, phones=Seals())


def screen_fits(text: str, channel: str) -> bool:
    return channel == "call" or (sms_parts(text) <= 3 if channel == "sms" else fits(text, "ussd"))


@settings(max_examples=300, deadline=None)
@given(flow=any_survey() | any_survey(LISTS), channel=channels, visit=visits, said=talks(30))
def test_any_conversation_keeps_the_promises(flow: Flow, channel: str, visit: dict[str, str] | None, said: list[Said]) -> None:
    turn = started(flow, channel, visit)
    for each in said:
        assert turn.screen is not None
        assert screen_fits(turn.screen.text, channel)
        assert turn.screen.more is not bool(turn.state.ended)
        kept = State.load(turn.state.dump())
        assert kept == turn.state
        if kept.ended:
            break
        shown = hear(flow, kept, None)
        assert (shown.state, shown.understood) == (kept, True)
        typed = in_words(each, turn)
        turn = hear(flow, kept, typed)
        assert turn == hear(flow, kept, typed)
        names = [answer.question for answer in turn.state.answers]
        assert len(names) == len(set(names))
        assert turn.secret is (kept.open in flow.by_name and isinstance(flow.question(kept.open).kind, Phone))


@settings(max_examples=150, deadline=None)
@given(flow=any_survey(), channel=channels, visit=visits, said=st.lists(typed, min_size=80, max_size=80))
def test_who_neither_goes_back_nor_turns_pages_comes_to_an_end(
    flow: Flow, channel: str, visit: dict[str, str] | None, said: list[Said]
) -> None:
    turn = hear(flow, started(flow, channel, visit).state, "1")
    for each in said:
        typed = in_words(each, turn)
        turn = hear(flow, turn.state, "x" if typed.strip()[:1] in ("0", "9") else typed)
        if turn.state.ended:
            break
    assert turn.state.ended == "finished"
    assert [flow.by_name[answer.question] for answer in turn.state.answers] == sorted(
        flow.by_name[answer.question] for answer in turn.state.answers
    )


# --- what is stored


def is_value(kind: Kind, value: str) -> bool:
    """True if this may be stored as an answer: a name, a code, a number, a day or words, never what a screen shows."""
    match kind:
        case Choice():
            return value in {option.name for option in kind.options}
        case YesNo() | Consent():
            return value in ("yes", "no")
        case Rating():
            return value == "dont_know" or kind.low <= int(value) <= kind.high
        case Number():
            return kind.low <= float(value) <= kind.high
        case Text():
            return 0 < len(value) <= kind.longest
        case Place():
            return (value == "elsewhere" and kind.elsewhere) or kind.places.facility(value) is not None
        case Date():
            return date.fromisoformat(value) is not None
        case Phone():
            return value == "sealed"
        case _:
            return False


def is_well_kept(question: Question, answer: Answer) -> bool:
    if isinstance(question.kind, Phone) and answer.raw:
        return False
    if answer.state == "answered":
        return answer.value is not None and is_value(question.kind, answer.value)
    return answer.value == ("no" if answer.state == "unclear" and isinstance(question.kind, Consent) else None)


@settings(max_examples=200, deadline=None)
@given(flow=any_survey(), channel=channels, visit=visits, said=talks(40))
def test_only_values_of_the_question_s_kind_are_stored(
    flow: Flow, channel: str, visit: dict[str, str] | None, said: list[Said]
) -> None:
    turn = hear(flow, started(flow, channel, visit).state, "1")
    for each in said:
        turn = hear(flow, turn.state, in_words(each, turn))
    for answer in (*turn.state.answers, *turn.state.replaced):
        question = flow.question(answer.question)
        assert is_well_kept(question, answer)
        assert not isinstance(question.kind, Message)
        assert answer.how == "person" or question.known_from


# --- back


def without_what_was_taken_back(state: State) -> tuple[object, ...]:
    answers = tuple((answer.question, answer.state, answer.value, answer.raw, answer.how) for answer in state.answers)
    return state.open, state.step, state.path, state.hits, state.page, state.language, state.ended, answers


def is_first_screen(state: State) -> bool:
    return not (state.page or state.step or state.hits)


def back_key(flow: Flow, state: State) -> bool:
    """True if 0 leads back to the last answer from where this conversation is."""
    if state.channel == "sms" or state.open not in flow.by_name or not is_first_screen(state):
        return False
    question = flow.question(state.open)
    has_list = isinstance(question.kind, Place) and question.kind.steps[0].column == "code"
    answered = any(answer.how == "person" for answer in state.answers)
    return answered and not question.may_be_skipped and not zero_is_an_answer(question.kind) and not has_list


@settings(max_examples=200, deadline=None)
@given(flow=any_survey(tuple(KNOWN)) | any_survey(), channel=channels, visit=visits, said=talks(25))
def test_going_back_and_forward_again_is_as_if_one_had_not_gone(
    flow: Flow, channel: str, visit: dict[str, str] | None, said: list[Said]
) -> None:
    turn = started(flow, channel, visit)
    for each in said:
        here = turn.state
        if back_key(flow, here):
            back = hear(flow, here, "0").state
            last = next(answer for answer in reversed(here.answers) if answer.how == "person")
            assert back.open == last.question
            assert back.answers == here.answers[: here.answers.index(last)]
            assert back.replaced == here.replaced + here.answers[here.answers.index(last) :]
            if last.state == "answered" and not isinstance(flow.question(last.question).kind, Place | Phone):
                again = hear(flow, back, last.raw).state
                if same_way(again, here):
                    assert without_what_was_taken_back(again) == without_what_was_taken_back(here)
        turn = hear(flow, here, in_words(each, turn))


def same_way(again: State, here: State) -> bool:
    """True unless the same words mean something else on the first page, or a message stood between the answer and here."""
    given, kept = (state.answers[-1] if state.answers else None for state in (again, here))
    return given is not None and kept is not None and given.value == kept.value and again.open == here.open


@settings(max_examples=100, deadline=None)
@given(flow=any_survey(LISTS), channel=channels, visit=visits, said=talks(6), on=st.lists(keys | words, max_size=6))
def test_back_on_every_screen_of_a_place_leads_to_its_beginning(
    flow: Flow, channel: str, visit: dict[str, str] | None, said: list[Said], on: list[str]
) -> None:
    turn = started(flow, channel, visit)
    for each in said:
        turn = hear(flow, turn.state, in_words(each, turn))
    open = turn.state.open
    for each in on:
        if turn.state.open == open:
            turn = hear(flow, turn.state, each)
    for _ in range(20):
        state = turn.state
        if is_first_screen(state):
            break
        turn = hear(flow, state, "0")
        assert (turn.state.open, turn.state.tries, turn.state.answers) == (state.open, state.tries, state.answers)
    assert is_first_screen(turn.state)


@pytest.mark.parametrize("channel", ["ussd", "sms", "call"])
@settings(max_examples=60, deadline=None)
@given(flow=any_survey() | any_survey(LISTS), said=talks(20))
def test_writing_the_state_down_at_any_point_changes_nothing(channel: str, flow: Flow, said: list[Said]) -> None:
    remembered = written = started(flow, channel, None)
    for each in said:
        typed = in_words(each, remembered)
        remembered = hear(flow, remembered.state, typed)
        written = hear(flow, State.load(written.state.dump()), typed)
        assert written == remembered
