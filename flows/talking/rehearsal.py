"""One person's phone and an otherwise empty store, in memory: a survey tried out by the production functions themselves.

``gateway try`` and the golden conversations are this. Every conversation is kept as the text storage would keep, written out
and read back between any two steps, so what does not survive storage does not survive here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from flows.conversation import dial, due_at_ms, expire, follow, hear, invitation_at_ms, invite, press, remind, remind_at_ms
from flows.conversing.control import Held, telling_what_is_held, with_proof
from flows.conversing.due import milliseconds
from flows.measure import USUAL, Budgets
from flows.model import Channel, Flow
from flows.state import Moment, Open, Outcome, Person, Phones, State, Visit
from flows.talking.plain_phones import PLAIN_PHONES

REFERENCE = "7KQ4-M2"

Sent = Literal["show", "end", "text"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What reached the phone: a screen that awaits an answer, a last screen, or a text."""

    how: Sent
    text: str
    channel: Channel = "ussd"


@dataclass(slots=True)
class _Kept:
    flow: Flow
    dumped: str
    shown_at_ms: int

    @property
    def state(self) -> State:
        return State.load(self.dumped)


@dataclass(frozen=True, slots=True)
class _Due:
    """Something the clock has to do; at the same instant visits come first, then reminders, then what closes."""

    at_ms: int
    rank: int
    key: int


_INVITATION, _REMINDER, _CLOSING = range(3)


class Rehearsal:
    """A phone on which a survey can be dialled and texted, and on whose visits it can be tried; the clock stands still until
    :meth:`pass_time`.

    ``others`` are further surveys that can be reached from here: those that a front door leads to.
    """

    def __init__(
        self,
        flow: Flow,
        at_ms: int,
        reference: str = REFERENCE,
        budgets: Budgets = USUAL,
        others: tuple[Flow, ...] = (),
        phones: Phones = PLAIN_PHONES,
    ) -> None:
        self.flow = flow
        self.surveys = {flow.survey: flow} | {each.survey: each for each in others if each.survey != flow.survey}
        self.at_ms = at_ms
        self.reference = reference
        self.budgets = budgets
        self.phones = phones
        self.opted_out = False
        self._kept: list[_Kept] = []
        self._call: int | None = None
        self._call_on: Channel = "ussd"
        self._finished_at_ms: dict[str, int] = {}
        self._forgotten = 0
        """How many conversations were deleted by DELETE: the first ones."""
        self._visits: list[Visit] = []
        self._uninvited: set[int] = set()
        self._asked: set[tuple[str, str]] = set()

    @property
    def in_call(self) -> bool:
        """True while a call awaits an answer."""
        return self._call is not None

    @property
    def last(self) -> State | None:
        """The conversation of this survey that was begun last, open or ended."""
        return next(reversed(self.conversations_of(self.flow.survey)), None)

    @property
    def newest(self) -> tuple[Flow, State] | None:
        """The conversation that was begun last, of whatever survey."""
        return (self._kept[-1].flow, self._kept[-1].state) if self._kept else None

    @property
    def conversations(self) -> tuple[State, ...]:
        """Every conversation in the order begun."""
        return tuple(kept.state for kept in self._kept)

    def conversations_of(self, survey: str) -> tuple[State, ...]:
        """Those of one survey, in the order begun."""
        return tuple(kept.state for kept in self._kept if kept.flow.survey == survey)

    def asked(self, survey: str) -> frozenset[str]:
        """The questions of a survey that were put to the person, answered or not."""
        return frozenset(question for of, question in self._asked if of == survey and question in self.surveys[of].by_name)

    def dial(self, code: str) -> Shown | None:
        """A new call to one of the codes, perhaps with answers behind it (``*120*45*1#``); ``None`` if it is nobody's.

        Of codes that begin alike the longest one was dialled.
        """
        codes = [(own, flow) for flow in self.surveys.values() for own in flow.starts.dials if _is_dialled(own, code)]
        if not codes:
            return None
        own, flow = max(codes, key=lambda each: len(each[0]))
        return self._begin_call(flow, code[len(own) : -1], "ussd")

    def ring(self) -> Shown | None:
        """A call to the contact centre, whose agent reads the survey aloud."""
        return self._begin_call(self.flow, "", "call")

    def send(self, said: str) -> Shown | None:
        """What the person types: into the call if there is one, else as a text."""
        if self._call is None:
            return self.text(said)
        kept = self._kept[self._call]
        open, current = Open(self._call, kept.flow, kept.state, kept.shown_at_ms), self.surveys.get(kept.flow.survey)
        return self._on_phone(press(open, current, said, self._moment(), self.budgets, channel=self._call_on))

    def text(self, said: str) -> Shown | None:
        """A text to the short code that the surveys here share; ``None`` if nothing is answered."""
        person = replace(self._person(), surveys=tuple(flow for flow in self.surveys.values() if flow.starts.texts))
        return self._by_text(hear(person, said, self._moment(), self.budgets))

    def record_visit(self, cells: Mapping[str, str]) -> None:
        """A row of the visit list for this phone comes in now; empty cells are none. Its invitation waits for the clock."""
        self._visits.append(Visit({column: cell for column, cell in cells.items() if cell}, self.at_ms))
        if self.flow.starts.after_visit is not None:
            self._uninvited.add(len(self._visits) - 1)

    def drop(self) -> None:
        """The call is cut."""
        self._call = None

    def pass_time(self, span_ms: int) -> tuple[Shown, ...]:
        """The clock moves on, from one thing that falls due to the next; returns the texts that go out on the way, in order."""
        until_ms = self.at_ms + span_ms
        texts: list[Shown] = []
        done: set[_Due] = set()
        while dues := [due for due in self._dues() if due.at_ms <= until_ms and due not in done]:
            due = min(dues, key=lambda each: (each.at_ms, each.rank, each.key))
            done.add(due)
            self.at_ms = max(self.at_ms, due.at_ms)
            text = self._do(due)
            texts.extend((text,) if text is not None else ())
        self.at_ms = until_ms
        return tuple(texts)

    def due_at_ms(self) -> int | None:
        """When the clock has something to do next: a text that goes out, or a conversation that ends; ``None`` if never."""
        return min((due.at_ms for due in self._dues()), default=None)

    # --- the clock

    def _dues(self) -> Iterator[_Due]:
        for key in self._uninvited:
            yield _Due(invitation_at_ms(self.flow, self._visits[key].recorded_at_ms), _INVITATION, key)
        for open in self._opens():
            again_ms = remind_at_ms(open.flow, open.state, open.shown_at_ms)
            if again_ms is not None:
                yield _Due(again_ms, _REMINDER, open.key)
            yield _Due(due_at_ms(open.flow, open.state, open.shown_at_ms), _CLOSING, open.key)

    def _do(self, due: _Due) -> Shown | None:
        if due.rank == _INVITATION:
            self._uninvited.discard(due.key)
            return self._by_text(invite(self.flow, self._visits[due.key], self._person(), self._moment(), self.budgets))
        open = next(each for each in self._opens() if each.key == due.key)
        if due.rank == _REMINDER:
            return self._by_text(remind(open, self.at_ms, self.budgets))
        self._close(open)
        return None

    def _close(self, open: Open) -> None:
        over = expire(open, self.at_ms)
        if over is not None:
            self._keep(open.key, over)
            self._call = None if self._call == open.key else self._call

    # --- what is remembered

    def _moment(self) -> Moment:
        return Moment(self.at_ms, self.reference, self.phones)

    def _person(self) -> Person:
        newest = {self.flow.survey: self._visits[-1]} if self._visits else {}
        return Person(self._opens(), (), self._finished_at_ms, self.opted_out, newest)

    def _opens(self) -> tuple[Open, ...]:
        return tuple(
            Open(key, kept.flow, state, kept.shown_at_ms)
            for key, kept in enumerate(self._kept)
            if not (state := kept.state).ended
        )

    def _open(self, survey: str) -> Open | None:
        return next((open for open in self._opens() if open.flow.survey == survey), None)

    # --- what comes back

    def _begin_call(self, flow: Flow, heard: str, channel: Channel) -> Shown | None:
        self._call, self._call_on = None, channel
        visit = self._person().visits.get(flow.survey)
        finished_at_ms = self._finished_at_ms.get(flow.survey)
        open, moment = self._open(flow.survey), self._moment()
        return self._on_phone(dial(flow, open, finished_at_ms, heard, moment, self.budgets, visit, channel=channel))

    def _on_phone(self, outcome: Outcome) -> Shown | None:
        outcome = self._followed(outcome)
        owner = self._record(outcome)
        if outcome.screen is None:
            self._call = None
            return None
        self._call = owner if outcome.screen.more else None
        return Shown("show" if outcome.screen.more else "end", outcome.screen.text, self._call_on)

    def _by_text(self, outcome: Outcome | None) -> Shown | None:
        if outcome is None:
            return None
        outcome = self._with_rights(self._followed(outcome))
        self._record(outcome)
        return Shown("text", outcome.screen.text, "sms") if outcome.screen is not None else None

    def _with_rights(self, outcome: Outcome) -> Outcome:
        """What DELETE takes away and MYDATA counts; the conversations stay as they are remembered here, for whoever tries."""
        if outcome.rights == "mydata":
            return telling_what_is_held(outcome, self._held(), self.flow.time_zone)
        if outcome.rights == "delete":
            self._finished_at_ms, self._visits, self._uninvited = {}, [], set()
            self._forgotten = len(self._kept)
            return with_proof(outcome, self.reference)
        return outcome

    def _held(self) -> Held:
        given = [answer for kept in self._kept[self._forgotten :] for answer in kept.state.answers]
        surveys = {kept.flow.survey for kept in self._kept[self._forgotten :] if kept.state.answers}
        since_ms = min((answer.answered_at_ms for answer in given), default=self.at_ms)
        return Held(len(given), len(surveys), since_ms, self.at_ms + milliseconds(self.flow.rules.keep_numbers))

    def _followed(self, outcome: Outcome) -> Outcome:
        flow = self.surveys.get(outcome.starts)
        if flow is None:
            return outcome
        finished_at_ms, visit = self._finished_at_ms.get(flow.survey), self._person().visits.get(flow.survey)
        return follow(outcome, flow, self._open(flow.survey), finished_at_ms, self._moment(), self.budgets, visit)

    def _record(self, outcome: Outcome) -> int | None:
        """Writes down what storage would; the conversation that the screen belongs to."""
        for key, state in outcome.changed:
            self._keep(key, state)
        if outcome.opted:
            self.opted_out = outcome.opted == "out"
        for state, flow in outcome.passed:
            self._add(flow, state)
        if outcome.begun is not None:
            return self._add(outcome.begun_on or self.flow, outcome.begun)
        return outcome.changed[-1][0] if outcome.changed else None

    def _add(self, flow: Flow, state: State) -> int:
        self._kept.append(_Kept(flow, state.dump(), self.at_ms))
        self._note(flow, state)
        return len(self._kept) - 1

    def _keep(self, key: int, state: State) -> None:
        kept = self._kept[key]
        kept.dumped, kept.shown_at_ms = state.dump(), self.at_ms
        self._note(kept.flow, state)

    def _note(self, flow: Flow, state: State) -> None:
        self._asked.add((flow.survey, state.open))
        self._asked.update((flow.survey, answer.question) for answer in state.answers if answer.how == "person")
        if state.ended == "finished":
            self._finished_at_ms[flow.survey] = self.at_ms


def _is_dialled(own: str, code: str) -> bool:
    """True if a code of ours was dialled, alone or with answers behind it."""
    return code == own or (code.endswith("#") and code.startswith(own.removesuffix("#") + "*"))
