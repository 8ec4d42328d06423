"""A person and one survey, remembered as simply as can be: the small model that the gateway is held against.

It knows the promises of the survey language and nothing of states, tables or the wire. Three questions: *works* (yes or no),
*days* (a number, only if it does not work) and *mood* (1 to 5).
"""

from __future__ import annotations

from dataclasses import dataclass, field

SURVEY = """\
survey: lesotho-clinic-visit
title: The water point in your village
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*45#"
  someone texts: WATER to 40145
rules:
  one answer per phone every: 1 day
  close after: 3 days
  resume a dropped call within: 1 hour
welcome: The water point. Text STOP to end.
questions:
  - question: works
    ask: Does it work today?
    answer: yes or no
  - question: days
    only if: works is no
    ask: How many days has it been broken?
    answer: number
    from: 0
    to: 9
  - question: mood
    ask: How do you like it?
    answer: rating
    counts as: headline
    lowest: badly
    highest: well
thank you: Thank you for your answers.
"""

HOUR_MS = 3_600_000
SHOWN = {
    "welcome": "The water point.", "works": "Does it work today?", "days": "How many days", "mood": "How do you like it?",
    "resume": "Continue where you stopped?", "finished": "Thank you for your answers.",
    "already": "You have already answered.", "not started": "Let us stop here.", "gave up": "Let us stop here.",
    "stopped": "You will get no more texts", "started": "You may get texts from us again.",
}  # fmt: skip
"""What a screen must contain, by what it is for."""

TRIES = 3


@dataclass(slots=True)
class Conversation:
    channel: str
    shown_ms: int
    at: str = "welcome"
    answers: dict[str, str | None] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    unclear: int = 0
    resume_on: set[str] = field(default_factory=set)
    """Where *Continue where you stopped?* is being asked: a dropped call leaves the text before it to be answered as well."""
    resume_unclear: int = 0

    @property
    def asked_by_text(self) -> bool:
        return self.channel == "sms" or "sms" in self.resume_on

    def overdue(self, now_ms: int) -> bool:
        return now_ms >= self.shown_ms + (72 * HOUR_MS if self.asked_by_text else HOUR_MS)

    def move_to(self, channel: str) -> None:
        if channel != self.channel:
            self.channel, self.unclear = channel, 0


@dataclass(slots=True)
class Person:
    """One phone. Every method is something that happens to it; what it returns is what must be shown, empty for silence."""

    open: Conversation | None = None
    finished_ms: int = -(10**18)
    stopped: bool = False
    counted: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    """How each conversation that counts has ended, and its answers."""

    def clock(self, now_ms: int) -> None:
        if self.open is not None and self.open.overdue(now_ms):
            self._end("dropped" if self.open.channel == "ussd" else "closed", now_ms)

    def start(self, channel: str, now_ms: int) -> str:
        """They dial, or text the keyword."""
        self.clock(now_ms)
        if channel == "sms" and self.stopped:
            return ""
        if self.open is not None and self.open.at != "welcome":
            self.open.resume_on.add(channel)
            self.open.resume_unclear, self.open.shown_ms = 0, now_ms
            return "resume"
        if self.open is None and now_ms - self.finished_ms < 24 * HOUR_MS:
            return "already"
        if self.open is None:
            self.open = Conversation(channel, now_ms)
        self.open.move_to(channel)
        self.open.shown_ms = now_ms
        return "welcome"

    def say(self, said: str, channel: str, now_ms: int) -> str:
        """They answer what is on their screen."""
        if self.open is None or (channel == "sms" and self.stopped):
            return ""
        self.open.shown_ms = now_ms
        if channel in self.open.resume_on:
            return self._resume(said, channel, now_ms)
        self.open.resume_on, self.open.resume_unclear = set(), 0
        return self._answer(said, now_ms)

    def stop(self, now_ms: int) -> str:
        if self.stopped:
            return ""
        self.stopped = True
        if self.open is not None:
            self._end("stopped", now_ms)
        return "stopped"

    def lift_stop(self) -> str:
        self.stopped = False
        return "started"

    def _resume(self, said: str, channel: str, now_ms: int) -> str:
        assert self.open is not None
        if said not in ("1", "2") and self.open.resume_unclear + 1 < TRIES:
            self.open.resume_unclear += 1
            return "resume"
        self.open.resume_on, self.open.resume_unclear = set(), 0
        if said not in ("1", "2"):
            return "gave up"
        if said == "2":
            self.open = Conversation(channel, now_ms)
        self.open.move_to(channel)
        return self.open.at

    def _answer(self, said: str, now_ms: int) -> str:
        conversation = self.open
        assert conversation is not None
        if conversation.at == "welcome":
            return self._welcome(said, now_ms)
        if conversation.at == "mood" and said == "0" and conversation.channel == "ussd":
            conversation.at, conversation.unclear = conversation.order.pop(), 0
            del conversation.answers[conversation.at]
            return conversation.at
        value = _value(conversation.at, said)
        if value is None and conversation.unclear + 1 < TRIES:
            conversation.unclear += 1
            return conversation.at
        conversation.answers[conversation.at] = value
        conversation.order.append(conversation.at)
        conversation.unclear = 0
        conversation.at = _next(conversation.at, conversation.answers)
        if conversation.at == "finished":
            self._end("finished", now_ms)
            return "finished"
        return conversation.at

    def _welcome(self, said: str, now_ms: int) -> str:
        assert self.open is not None
        if said == "1":
            self.open.at, self.open.unclear = "works", 0
            return "works"
        self.open.unclear += 1
        if self.open.unclear < TRIES:
            return "welcome"
        self._end("not started", now_ms)
        return "not started"

    def _end(self, how: str, now_ms: int) -> None:
        assert self.open is not None
        self.counted.append((how, self.open.answers))
        self.open = None
        if how == "finished":
            self.finished_ms = now_ms


def _value(question: str, said: str) -> str | None:
    if question == "works":
        return {"1": "yes", "2": "no"}.get(said)
    return said if said in ("0123456789" if question == "days" else "12345") else None


def _next(question: str, answers: dict[str, str | None]) -> str:
    if question == "works":
        return "days" if answers["works"] == "no" else "mood"
    return "mood" if question == "days" else "finished"
