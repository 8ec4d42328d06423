"""One conversation from its first screen to its end, through the engine that answers real people, second by second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from flows.conversation import dial, due_at_ms, expire, hear, invite, press
from flows.measure import Budgets
from flows.model import Flow
from flows.state import WELCOME, Moment, Open, Outcome, Person, State, Visit
from gateway.traffic import handset
from gateway.traffic.people import Manner, Mind

First = Literal["start", "not now", "stop", "silent"]
"""What somebody does with the first screen."""

SECOND_MS, MINUTE_MS = 1_000, 60_000
CALL_MS = 180 * SECOND_MS
"""After this the network ends a call."""
RESUMES = 0.3
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Step:
    """One turn: what was said, where that led, and the reply as it is stored."""

    at_ms: int
    said: str | None
    state: State
    reply: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The survey somebody goes through, what they are like, and when the country's story breaks off."""

    flow: Flow
    mind: Mind
    manner: Manner
    first: First
    until_ms: int
    budgets: Budgets


@dataclass(slots=True)
class Talk:
    """A conversation so far. ``ended_at_ms`` is ``None`` while it is open when the country's story breaks off."""

    channel: str
    asked: Asked
    steps: list[Step] = field(default_factory=list)
    ended_at_ms: int | None = None
    opted_out: bool = False

    @property
    def state(self) -> State:
        return self.steps[-1].state

    @property
    def begun_at_ms(self) -> int:
        return self.steps[0].at_ms

    def open(self) -> Open:
        """As the engine knows it."""
        return Open(0, self.asked.flow, self.state, self.steps[-1].at_ms)

    def take(self, at_ms: int, said: str | None, outcome: Outcome) -> None:
        """Note what the engine made of one thing heard."""
        state = outcome.begun or (outcome.changed[-1][1] if outcome.changed else self.state)
        self.steps.append(Step(at_ms, said, state, self._reply(outcome)))
        self.opted_out = self.opted_out or outcome.opted == "out"
        if state.ended:
            self.ended_at_ms = at_ms

    def close(self) -> None:
        """The clock comes by when its time is over, if that is still told."""
        due_ms = due_at_ms(self.asked.flow, self.state, self.steps[-1].at_ms)
        ended = expire(self.open(), due_ms) if due_ms <= self.asked.until_ms else None
        if ended is not None:
            self.steps.append(Step(due_ms, None, ended, None))
            self.ended_at_ms = due_ms

    def _reply(self, outcome: Outcome) -> str | None:
        if outcome.screen is None:
            return None
        if self.channel == "sms":
            return outcome.screen.text
        return f"{'CON' if outcome.screen.more else 'END'} {outcome.screen.text}"

    @property
    def screen(self) -> str:
        """What is on the phone now."""
        return (self.steps[-1].reply or "").removeprefix("CON ").removeprefix("END ")


def by_text(luck: Random, asked: Asked, visit: Visit, at_ms: int) -> Talk:
    """The conversation that an invitation begins at ``at_ms``."""
    talk = Talk("sms", asked)
    outcome = invite(asked.flow, visit, Person(), Moment(at_ms, _reference(luck)), asked.budgets)
    assert outcome is not None
    talk.take(at_ms, None, outcome)
    if asked.first != "silent":
        _answer(luck, talk, _hear, _pause_of_texts)
    if talk.ended_at_ms is None:
        talk.close()
    return talk


def by_call(luck: Random, asked: Asked, at_ms: int) -> Talk:
    """The conversation of somebody who dials; cut off, some dial again and go on."""
    talk = Talk("ussd", asked)
    talk.take(at_ms, None, dial(asked.flow, None, None, "", Moment(at_ms, _reference(luck)), asked.budgets))
    _answer(luck, talk, _press, _pause_of_calls)
    if talk.ended_at_ms is None and luck.random() < RESUMES:
        _call_again(luck, talk)
    if talk.ended_at_ms is None:
        talk.close()
    return talk


def _call_again(luck: Random, talk: Talk) -> None:
    at_ms = talk.steps[-1].at_ms + luck.randrange(MINUTE_MS, 20 * MINUTE_MS)
    if at_ms + CALL_MS > talk.asked.until_ms:
        return
    flow, budgets = talk.asked.flow, talk.asked.budgets
    talk.take(at_ms, None, dial(flow, talk.open(), None, "", Moment(at_ms, talk.state.reference), budgets))
    if talk.state.resume_on:
        at_ms += _pause_of_calls(luck, talk)
        talk.take(at_ms, "1", _press(talk, "1", at_ms))
    _answer(luck, talk, _press, _pause_of_calls)


Tell = Callable[[Talk, str, int], Outcome]
Pause = Callable[[Random, Talk], int]


def _answer(luck: Random, talk: Talk, tell: Tell, pause: Pause) -> None:
    """Answer screen after screen, until the end, until they leave, or until the network does."""
    asked, at_ms, began_ms = talk.asked, talk.steps[-1].at_ms, talk.steps[-1].at_ms
    while talk.ended_at_ms is None:
        at_ms += pause(luck, talk)
        if at_ms > asked.until_ms or (talk.channel == "ussd" and at_ms > began_ms + CALL_MS):
            return
        if talk.state.open != WELCOME and luck.random() < asked.manner.leaves:
            return
        said = _said(luck, talk)
        talk.take(at_ms, said, tell(talk, said, at_ms))


def _said(luck: Random, talk: Talk) -> str:
    asked, state = talk.asked, talk.state
    if state.open != WELCOME:
        return handset.to_question(luck, asked.flow, state, talk.screen, asked.mind, asked.manner)
    if asked.first == "stop":
        return "STOP"
    if asked.first == "not now":
        return handset.not_now(state, talk.screen)
    return handset.at_welcome(asked.flow, state, talk.screen, asked.mind)


def _hear(talk: Talk, said: str, at_ms: int) -> Outcome:
    person = Person(opens=(talk.open(),), surveys=(talk.asked.flow,))
    return hear(person, said, Moment(at_ms, talk.state.reference), talk.asked.budgets)


def _press(talk: Talk, said: str, at_ms: int) -> Outcome:
    return press(talk.open(), talk.asked.flow, said, Moment(at_ms, talk.state.reference), talk.asked.budgets)


def _pause_of_texts(luck: Random, talk: Talk) -> int:
    """Half of all people answer the first text within the hour; then they stay at it."""
    if talk.asked.manner.hasty:
        return luck.randrange(500, 1_500)
    if talk.state.open == WELCOME:
        return round(luck.lognormvariate(0.0, 1.3) * 30 * MINUTE_MS) + 5 * SECOND_MS
    return round(luck.lognormvariate(0.0, 0.8) * MINUTE_MS) + 3 * SECOND_MS


def _pause_of_calls(luck: Random, talk: Talk) -> int:
    if talk.asked.manner.hasty:
        return luck.randrange(200, 700)
    return luck.randrange(3 * SECOND_MS, 12 * SECOND_MS) + 80 * len(talk.screen)


def _reference(luck: Random) -> str:
    signs = "".join(luck.choices(_SIGNS, k=6))
    return f"{signs[:4]}-{signs[4:]}"
