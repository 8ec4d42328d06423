"""What is remembered of a conversation between two turns, and what one turn gives.

Storage keeps a ``State`` as the text of :meth:`State.dump`; the engine is the only one that looks inside it, everybody else
reads the fields. All instants are whole milliseconds since 1970 in UTC and come from outside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from flows.model import Flow

AnswerState = Literal["answered", "skipped", "unclear"]

Ended = Literal["finished", "closed", "stopped", "refused", "abandoned", "moved", "not started", "dropped"]
"""How a conversation ended (flow language 7.5)."""

WELCOME = "welcome"


class Phones(Protocol):
    """Phone numbers as answers: the engine is given something sealed to hold, and never holds a number itself."""

    def own(self) -> str | None:
        """This person's own number, sealed; ``None`` where it is not known."""
        ...

    def read(self, said: str) -> str | None:
        """The number that was typed, in E.164 and sealed; ``None`` if it is no valid number here."""
        ...


class NoPhones:
    """A world without phone numbers: every number is unclear."""

    def own(self) -> str | None:
        return None

    def read(self, said: str) -> str | None:
        return None


NO_PHONES = NoPhones()


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a turn may need from the world outside: the time, luck for a conversation that may begin, numbers read."""

    at_ms: int
    reference: str
    """Seven signs such as ``7KQ4-M2``, used if a conversation begins in this turn."""
    phones: Phones = NO_PHONES


@dataclass(frozen=True, slots=True)
class Visit:
    """A row of the visit list: its cells by column (``first name``), empty cells left out, and when it was recorded."""

    cells: Mapping[str, str]
    recorded_at_ms: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a conversation holds for one question: raw words and value key, never a label or a position."""

    question: str
    state: AnswerState
    value: str | None
    """The option's name, ``yes``/``no``, a number with a point, ``dont_know`` or the words; ``None`` if skipped or unclear."""
    raw: str
    how: str
    """``person``, or ``visit`` if the visit list answered it."""
    language: str
    channel: str
    tries: int
    asked_at_ms: int
    answered_at_ms: int
    cut: bool = False
    """True if free words were longer than the question keeps."""


@dataclass(frozen=True, slots=True)
class State:
    channel: str
    language: str
    reference: str
    open: str = WELCOME
    """The question being asked; ``welcome`` on the first screen; empty when ended."""
    page: int = 0
    tries: int = 0
    """Unclear answers to the open question so far."""
    asked_at_ms: int = 0
    """When the open question was first shown."""
    answers: tuple[Answer, ...] = ()
    """In the order given; at most one for a question."""
    replaced: tuple[Answer, ...] = ()
    """Answers that were taken back: kept, not counted."""
    language_chosen: bool = False
    """True if the person asked for this language on the welcome, so that *Back* leads to the main one."""
    language_known: bool = False
    """True if the visit says the language, so that no other is offered."""
    visit: Mapping[str, str] | None = None
    """The cells of the visit that this conversation is about; ``None`` if it is about none."""
    step: int = 0
    """Of an open place question: the step being asked, an index of its ``steps``."""
    path: tuple[str, ...] = ()
    """Of an open place question: the groups chosen so far."""
    hits: tuple[str, ...] = ()
    """Of an open place question: what *Which one?* offers, as entries are named on its screens; empty if it is not asked."""
    reminded: bool = False
    """True once the open screen was sent a second time; it never is again."""
    counts_from_ms: int = 0
    """The text from which closing counts, where the last one was only a reminder of it; 0: the last one."""
    resume_on: str = ""
    """The channels on which *Continue where you stopped?* is being asked, a space between two; empty if it is not."""
    resume_tries: int = 0
    ended: str = ""
    """An :data:`Ended` word, empty while open."""

    def answer(self, question: str) -> Answer | None:
        """The answer that counts for a question, if there is one."""
        return next((a for a in self.answers if a.question == question), None)

    @property
    def is_asked_by_text(self) -> bool:
        """True if a text from this person can be an answer in this conversation."""
        return self.channel == "sms" or "sms" in self.resume_on

    def asking(self, question: str, answers: tuple[Answer, ...], at_ms: int) -> State:
        """The same conversation with these answers, asking another question from now on."""
        return State(  # spelled out: copying with ``replace`` costs more than all the rest of a turn
            channel=self.channel,
            language=self.language,
            reference=self.reference,
            open=question,
            asked_at_ms=at_ms,
            answers=answers,
            replaced=self.replaced,
            language_chosen=self.language_chosen,
            language_known=self.language_known,
            visit=self.visit,
            reminded=self.reminded,
            resume_on=self.resume_on,
            resume_tries=self.resume_tries,
        )

    def ended_as(self, how: Ended) -> State:
        """The same conversation, over."""
        return replace(
            self, open="", page=0, tries=0, step=0, path=(), hits=(), counts_from_ms=0, resume_on="", resume_tries=0, ended=how
        )

    def dump(self) -> str:
        """This state as one line of JSON, short names left out where a value is the default."""
        short: dict[str, object] = {"c": self.channel, "l": self.language, "r": self.reference, "o": self.open}
        for key, name in _SHORT:
            value = getattr(self, name)
            if value:
                short[key] = value
        if self.visit is not None:
            short["i"] = dict(self.visit)
        if self.answers:
            short["a"] = [_dump_answer(a) for a in self.answers]
        if self.replaced:
            short["x"] = [_dump_answer(a) for a in self.replaced]
        return _WRITE(short)

    @staticmethod
    def load(text: str) -> State:
        """The state that :meth:`dump` wrote. Raises ``ValueError`` or ``KeyError`` on anything else."""
        short = _READ(text)
        return State(
            channel=short["c"],
            language=short["l"],
            reference=short["r"],
            open=short["o"],
            answers=tuple(Answer(*a) for a in short.get("a", ())),
            replaced=tuple(Answer(*a) for a in short.get("x", ())),
            visit=short.get("i"),
            **{name: _tuple(short[key]) for key, name in _SHORT if key in short},
        )


_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_READ = json.JSONDecoder().decode

_SHORT = (
    ("p", "page"), ("t", "tries"), ("q", "asked_at_ms"), ("k", "language_chosen"),
    ("u", "resume_on"), ("v", "resume_tries"), ("e", "ended"), ("w", "language_known"), ("s", "step"), ("g", "path"),
    ("h", "hits"), ("m", "reminded"), ("f", "counts_from_ms"),
)  # fmt: skip


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _dump_answer(a: Answer) -> list[object]:
    return [
        a.question, a.state, a.value, a.raw, a.how, a.language, a.channel, a.tries, a.asked_at_ms, a.answered_at_ms, a.cut,
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screen:
    """One USSD page or one SMS, whole. ``more`` is true while an answer is awaited (``CON``), false at the end (``END``)."""

    text: str
    more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of the engine within one conversation. ``screen`` is ``None`` where nothing is to be said.

    ``understood`` is false if what was said made no sense here, so that a try was counted. ``starts`` names the survey that
    begins where this conversation ends (``moved``); ``secret`` says that what was heard may hold a phone number.
    """

    state: State
    screen: Screen | None
    understood: bool = True
    starts: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """An open conversation as remembered: storage's own key, the version it began on, when its last screen went out."""

    key: int
    flow: Flow
    state: State
    shown_at_ms: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one thing heard from a person changes, over all their conversations.

    ``changed`` gives the new state of conversations that were open, by storage's key; ``begun`` is a conversation that begins
    now, on version ``begun_on``. ``screen`` belongs to ``begun`` if there is one, else to the last of ``changed``, else to no
    conversation (``already``, ``stopped``, ``help``). ``opted`` says that the person asked never to be texted, or lifted that.
    """

    screen: Screen | None
    changed: tuple[tuple[int, State], ...] = ()
    begun: State | None = None
    begun_on: Flow | None = None
    opted: Literal["", "out", "in"] = ""
    rights: Literal["", "delete", "mydata"] = ""
    """What they asked for by DELETE or MYDATA: the caller does it, and fills what ``screen`` leaves open."""
    understood: bool = True
    """False if the answer made no sense and the screen was repeated (or the question left out)."""
    starts: str = ""
    """The survey that begins now where a front door was passed: ``conversation.follow`` makes it begin. Until then ``screen``
    is the front door's own thank-you, for the case that there is no such survey.
    """
    secret: bool = False
    """True if what was heard may hold a phone number, so that it is stored sealed."""
    left: tuple[str, ...] = ()
    """What was dialled behind the answer that passed a front door: the survey that begins now hears it."""
    passed: tuple[tuple[State, Flow], ...] = ()
    """Conversations that began and ended in this one hop, before ``begun`` did: front doors passed by dialling their answer."""


@dataclass(frozen=True, slots=True)
class Person:
    """What must be remembered of somebody to understand a text from them.

    ``opens``: their open conversations whose survey listens on this short code, or any survey; ``surveys``: the current version
    of every survey that listens on the short code they wrote to; ``finished_at_ms``: survey -> when they last finished it.
    """

    opens: tuple[Open, ...] = ()
    surveys: tuple[Flow, ...] = ()
    finished_at_ms: Mapping[str, int] = field(default_factory=dict)
    opted_out: bool = False
    visits: Mapping[str, Visit] = field(default_factory=dict)
    """Survey -> this person's newest visit for it."""
