"""People in a call and by text, somewhere in a small survey about water."""

from small_surveys import MOMENT, NOW_MS, TWO, survey

from flows.conversation import dial, hear, press
from flows.model import Flow
from flows.state import Moment, Open, Outcome, Person, State

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000

QUESTIONS = """
- question: works
  ask: { en: Does it work?, st: Na e sebetsa? }
  answer: yes or no
- question: news
  only if: channel is ussd
  ask: { en: By phone only., st: Ka mohala feela. }
  answer: message
- question: why
  ask: { en: Why?, st: Hobaneng? }
  answer: text
"""

WATER = survey(QUESTIONS, **TWO)
SECOND = survey(QUESTIONS.replace("Does it work?", "Is it working?"), **TWO)
ROADS = survey("- question: q\n  ask: { en: Roads?, st: Litsela? }\n  answer: yes or no", name="roads", keyword="ROADS", **TWO)


def at(ms: int, reference: str = "AAAA-A2") -> Moment:
    return Moment(NOW_MS + ms, reference)


def text(outcome: Outcome) -> str:
    assert outcome.screen is not None
    return outcome.screen.text


def call(*said: str, flow: Flow = WATER) -> Open:
    """A call in which this was said so far."""
    state = dial(flow, None, None, "", MOMENT).begun
    assert state is not None
    for each in said:
        ((_, state),) = press(Open(1, flow, State.load(state.dump()), NOW_MS), flow, each, MOMENT).changed
    return Open(1, flow, state, NOW_MS)


def texts(*said: str, flow: Flow = WATER, key: int = 2) -> Open:
    """A conversation by text in which this was said so far."""
    state = hear(Person(surveys=(flow,)), flow.starts.texts[0].words[0], MOMENT).begun
    assert state is not None
    for each in said:
        ((_, state),) = hear(Person((Open(key, flow, state, NOW_MS),), (flow,)), each, MOMENT).changed
    return Open(key, flow, state, NOW_MS)


def resumed(open: Open, ms: int = MINUTE_MS) -> Open:
    """The same conversation when the person has dialled again."""
    outcome = dial(WATER, open, None, "", at(ms))
    ((key, state),) = outcome.changed
    return Open(key, open.flow, State.load(state.dump()), NOW_MS + ms)
