"""Whatever people type: nothing breaks, every screen fits, every answer is there once, and storage loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped_surveys import NAMES, shipped

from flows.conversation import due_at_ms, expire, hear
from flows.measure import fits, sms_parts
from flows.model import Flow
from flows.state import Moment, Open, Person, State
from flows.talking.rehearsal import Rehearsal, Shown
from flows.turn import begin, take_turn

FLOWS = {name: shipped(name) for name in NAMES}
WAYS = [(name, channel) for name, flow in FLOWS.items() for channel in flow.channels]
MOMENT = Moment(1_795_000_000_000, "7KQ4-M2")

keys = st.sampled_from(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"])
words = st.sampled_from(
    ["", "yes", "no", "E", "Che", "ទេ", "Start", "1 yes", "45 minutes", "១៤", "x" * 700, "a*b", "STOP", "{reference}"]
)
typed = st.one_of(keys, keys, words, st.text(max_size=20))
phones = pytest.mark.parametrize(("name", "channel"), WAYS, ids=[f"{name}-{channel}" for name, channel in WAYS])


def counted_once(state: State) -> bool:
    names = [answer.question for answer in state.answers]
    return len(names) == len(set(names))


def screen_fits(text: str, channel: str) -> bool:
    return sms_parts(text) <= 3 if channel == "sms" else fits(text, "ussd")


@phones
@settings(max_examples=60, deadline=None)
@given(said=st.lists(typed, max_size=40))
def test_any_conversation_keeps_the_promises(name: str, channel: str, said: list[str]) -> None:
    flow = FLOWS[name]
    turn = begin(flow, channel, MOMENT)
    for each in said:
        assert turn.screen is not None
        assert screen_fits(turn.screen.text, channel)
        assert turn.screen.more is not bool(turn.state.ended)
        state = State.load(turn.state.dump())
        assert state == turn.state
        assert take_turn(flow, state, None, 0).state == state
        if state.ended:
            break
        turn = take_turn(flow, state, each, MOMENT.at_ms)
        assert counted_once(turn.state)
        assert turn == take_turn(flow, state, each, MOMENT.at_ms)


@phones
@settings(max_examples=40, deadline=None)
@given(said=st.lists(typed.filter(lambda words: words.strip()[:1] not in ("0", "9")), min_size=50, max_size=50))
def test_who_does_not_go_back_comes_to_an_end(name: str, channel: str, said: list[str]) -> None:
    flow = FLOWS[name]
    turn = take_turn(flow, begin(flow, channel, MOMENT).state, "1", MOMENT.at_ms)
    for each in said:
        turn = take_turn(flow, turn.state, each, MOMENT.at_ms)
        if turn.state.ended:
            break
    assert turn.state.ended == "finished"
    assert {answer.question for answer in turn.state.answers} <= {question.name for question in flow.questions}


@phones
@settings(max_examples=40, deadline=None)
@given(said=st.lists(keys, min_size=1, max_size=20), back=st.integers(1, 5), again=st.lists(keys, min_size=8, max_size=20))
def test_taking_back_and_answering_again_counts_one_answer(
    name: str, channel: str, said: list[str], back: int, again: list[str]
) -> None:
    flow = FLOWS[name]
    turn = begin(flow, channel, MOMENT)
    heard = 0
    for each in (*said, *["0"] * back, *again):
        if turn.state.ended:
            break
        before = turn.state
        turn = take_turn(flow, before, each, MOMENT.at_ms)
        heard += 1
        taken_back = len(turn.state.replaced) - len(before.replaced)
        assert taken_back in (0, 1)
        if taken_back:
            assert turn.state.answers == before.answers[:-1]
            assert turn.state.replaced[-1] == before.answers[-1]
            assert turn.state.open == before.answers[-1].question
        assert counted_once(turn.state)
    assert len(turn.state.answers) + len(turn.state.replaced) <= heard


class Life:
    """What may happen to a phone, in any order."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.phone = Rehearsal(flow, MOMENT.at_ms)

    def happen(self, what: str, said: str) -> tuple[Shown, ...]:
        starts = self.flow.starts
        if what == "dial" and starts.dials:
            return one(self.phone.dial(starts.dials[0].replace("#", f"*{said}#") if "#" not in said else "*1#"))
        if what == "keyword" and starts.texts:
            return one(self.phone.text(starts.texts[0].words[0]))
        if what == "text":
            return one(self.phone.text(said))
        if what == "wait":
            return self.phone.pass_time(len(said) * 1_200_000)
        if what == "drop":
            self.phone.drop()
        elif what == "visit":
            self.phone.record_visit(dict.fromkeys(self.flow.visit_columns, said))
        else:
            return one(self.phone.send(said))
        return ()


def one(shown: Shown | None) -> tuple[Shown, ...]:
    return () if shown is None else (shown,)


happenings = st.sampled_from(["dial", "keyword", "text", "drop", "wait", "visit", "send", "send", "send"])


@pytest.mark.parametrize("name", FLOWS)
@settings(max_examples=80, deadline=None)
@given(life=st.lists(st.tuples(happenings, typed), max_size=40))
def test_across_calls_and_texts_one_conversation_is_open_at_most(name: str, life: list[tuple[str, str]]) -> None:
    flow = FLOWS[name]
    lived = Life(flow)
    for what, said in life:
        out_before = lived.phone.opted_out
        for shown in lived.happen(what, said):
            assert screen_fits(shown.text, shown.channel)
            assert not (shown.how == "text" and out_before and lived.phone.opted_out)
        assert sum(not state.ended for state in lived.phone.conversations) <= 1
        assert all(counted_once(state) for state in lived.phone.conversations)
    last = lived.phone.last
    if last is not None and not last.ended:
        while (due := lived.phone.due_at_ms()) is not None:
            lived.phone.pass_time(max(0, due - lived.phone.at_ms))
        assert lived.phone.last is not None
        assert lived.phone.last.ended in ("dropped", "closed")


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=40))
def test_no_text_breaks_a_person_without_anything(text: str) -> None:
    outcome = hear(Person(surveys=tuple(FLOWS.values())), text, MOMENT)
    assert outcome.changed == ()


@given(late=st.integers(-5, 5))
def test_a_conversation_ends_exactly_when_it_is_due(late: int) -> None:
    flow = FLOWS["lesotho-clinic-visit"]
    open = Open(1, flow, begin(flow, "ussd", MOMENT).state, MOMENT.at_ms)
    over = expire(open, due_at_ms(flow, open.state, open.shown_at_ms) + late)
    assert (over is not None) is (late >= 0)
