"""Citizens who keep at it: a call that breaks is dialled again, a text that nobody takes waits with the aggregator.

Every answer is written down before it leaves the phone, and what came of it when that is known.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import ClassVar
from urllib.parse import parse_qs

from minds import Weather, crowd
from prompts import read

from flows.words import TEXTS
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.calls import Shown
from gateway.aggregator_stub.phones import Message
from gateway.aggregator_stub.traffic import Citizen
from gateway.aggregator_stub.ussd import NoSuchCall
from gateway.aggregator_stub.wire import Reply
from gateway.hooks.apology import LAST_WORDS
from torture.history import History

DIALS, STEPS = 12, 60
"""After so many calls, or screens, somebody gives up."""
PATIENCE_S = 25.0
"""How long somebody waits for a text."""
THINKS_S = (0.2, 1.2)
APOLOGIES = (LAST_WORDS.removeprefix("END "), *(texts["sorry"] for texts in TEXTS.values()))

ACCIDENTS = {"drop": 0.03, "reply_lost": 0.03, "repeat": 0.08, "together": 0.05, "stale": 0.04}
"""What befalls a call, and how probable it is at each answer."""


class Daylight:
    """Everybody acts in it; whoever moves the clock waits until nobody does, and every call is over then."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._acting = 0
        self._moving = False
        self.nights = 0

    @contextmanager
    def acting(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._moving)
            self._acting += 1
        try:
            yield
        finally:
            with self._changed:
                self._acting -= 1
                self._changed.notify_all()

    @contextmanager
    def moving(self) -> Iterator[None]:
        with self._changed:
            self._moving = True
            self._changed.wait_for(lambda: self._acting == 0)
        try:
            yield
        finally:
            with self._changed:
                self._moving = False
                self.nights += 1
                self._changed.notify_all()


@dataclass
class Town:
    """All citizens, and what they share."""

    aggregator: Aggregator
    history: History
    seed: int
    stopping: threading.Event = field(default_factory=threading.Event)
    daylight: Daylight = field(default_factory=Daylight)

    def __post_init__(self) -> None:
        self.weather = RoughWeather(self.aggregator)
        self._idle = iter(crowd(5000, texting=0.5, before=self.weather.strike, seed=self.seed, today=self.today))
        self._lock = threading.Lock()
        self.aggregator.wire.post = self._heard(self.aggregator.wire.post)  # type: ignore[method-assign]
        self.chatty = f"+26657{self.seed % 1_000_000:06}"

    def today(self) -> date:
        return datetime.fromtimestamp(self.aggregator.agenda.now_ms() / 1000, UTC).date()

    def next_phone(self) -> Citizen | None:
        with self._lock:
            return None if self.stopping.is_set() else next(self._idle, None)

    def live(self, place: int) -> None:
        """One citizen's afternoon: phone after phone. Behind the first of them stands a machine."""
        if place == 0:
            Machine(self, self.chatty).live()
            return
        while (citizen := self.next_phone()) is not None:
            luck = Random(f"{self.seed}:{citizen.number}")
            (Caller if citizen.dial else Writer)(self, citizen, luck).live()

    def _heard(self, post: Callable[..., Reply]) -> Callable[..., Reply]:
        """The aggregator's way to the gateway, with every request written down."""

        def heard(url: str, body: bytes, *, what: str, number: str, **more: object) -> Reply:
            op = self.history.note(number, "invoke", what)
            reply = post(url, body, what=what, number=number, **more)
            kind = "info" if reply.error else "ok" if reply.status == 200 else "fail"
            prefix, sorry = reply.body[:4].decode("ascii", "replace"), is_apology(reply.body.decode("utf-8", "replace"))
            facts = {"status": reply.status, "error": reply.error, "took_ms": reply.took_ms, "prefix": prefix, "sorry": sorry}
            self.history.note(number, kind, what, op, **facts, text=_field(body, "text"), id=_field(body, "id"))
            return reply

        return heard


def _field(body: bytes, name: str) -> str:
    return parse_qs(body.decode(), keep_blank_values=True).get(name, [""])[0]


class RoughWeather(Weather):
    """More of what an aggregator can do to a text."""

    POSITIONS: ClassVar = {
        **Weather.POSITIONS,
        "report accident": (0.15, ("twice", "reordered", "contradicted", "early", "late", "unknown id")),
        "report": (0.03, ("none", "Sent", "Teleported")),
        "send": (0.04, ("500", "503", "429", "html", "half", "accepted, closed", "charset", "every other", "closed", "slow")),
    }  # fmt: skip


class _Life:
    def __init__(self, town: Town, citizen: Citizen, luck: Random) -> None:
        self.town, self.citizen, self.luck = town, citizen, luck
        self.number = citizen.number
        self.mind = citizen.answer
        self.survey: str = citizen.answer.survey  # type: ignore[attr-defined]
        self.steps = 0

    def note(self, kind: str, what: str, of: int = 0, **facts: object) -> int:
        return self.town.history.note(self.number, kind, what, of, **facts)

    def think(self) -> None:
        self.town.stopping.wait(self.luck.uniform(*THINKS_S))

    def invoked(self, what: str, shown: str, said: str) -> int:
        """An answer about to leave the phone; the number of its line."""
        screen = read(shown, self.survey)
        given = screen.given(said)
        self.steps += 1
        return self.note(
            "invoke", what, survey=self.survey, question=screen.name if given else "",
            state=given[0] if given else "", value=given[1] if given else None, said=said, asked=screen.kind,
        )  # fmt: skip


class Caller(_Life):
    """Somebody who dials until the survey lets them go."""

    def live(self) -> None:
        for dial in range(DIALS):
            if self.town.stopping.is_set() or self._call():
                return
            self.town.stopping.wait(min(0.3 * 2**dial, 3.0))

    def _call(self) -> bool:
        """One call; whether there is nothing left to do."""
        nights = self.town.daylight.nights
        with self.town.daylight.acting():
            shown = self.town.aggregator.ussd.dial(
                self.number, self.citizen.dial, repeat="together" if self.luck.random() < 0.05 else "off"
            )
        while shown.more:
            self.think()
            said = self.mind(shown.text)
            if said is None or self.steps > STEPS or self.town.stopping.is_set():
                self.town.aggregator.ussd.cancel(shown.session_id)
                return True
            with self.town.daylight.acting():
                if self.town.daylight.nights != nights:
                    self.town.aggregator.ussd.drop(shown.session_id)
                    return True
                after = self._answer(shown, said)
            if after is None:
                return False
            shown = after
        return shown.status == "Success" and not is_apology(shown.text)

    def _answer(self, shown: Shown, said: str) -> Shown | None:
        ussd, session_id = self.town.aggregator.ussd, shown.session_id
        accident = next((name for name, probable in ACCIDENTS.items() if self.luck.random() < probable), "")
        if accident == "drop":
            ussd.drop(session_id)
            return None
        if accident == "stale":
            ussd.post(session_id, "")
        op = self.invoked("press", shown.text, said)
        try:
            after = ussd.send(session_id, said, repeat="together" if accident == "together" else "off")
        except NoSuchCall:
            self.note("fail", "press", op, why="the call was over")
            return None
        self._came_back(op, shown, after)
        if accident == "repeat" and after.status != "Failed":
            again = ussd.repeat(session_id)
            if again.status == 200 and not is_apology(again.body.decode()) and not is_apology(after.text):
                self.note(
                    "info" if again.body == after.reply else "fail", "repeat", op, said=again.body.decode("utf-8", "replace")
                )
        if accident == "reply_lost":
            ussd.drop(session_id)
            return None
        return after

    def _came_back(self, op: int, shown: Shown, after: Shown) -> None:
        if after.status == "Failed" and not after.reply:
            self.note("info", "press", op, why="no reply")
        elif after.status == "Failed" or after.hops == shown.hops:
            self.note("info", "press", op, why=after.note)
        elif is_apology(after.text):
            self.note("info", "press", op, why="told to dial again")
        else:
            self.note("ok", "press", op, shown=read(after.text, self.survey).kind, name=read(after.text, self.survey).name)


def is_apology(text: str) -> bool:
    return any(apology in text for apology in APOLOGIES)


class Writer(_Life):
    """Somebody who texts, and waits for each text before the next."""

    def __init__(self, town: Town, citizen: Citizen, luck: Random) -> None:
        super().__init__(town, citizen, luck)
        self.seen = 0
        self.shown = ""

    def live(self) -> None:
        said: str | None = self.citizen.word
        while said is not None and self.steps < STEPS and not self.town.stopping.is_set():
            op = self._text(said)
            arrived = self._arrived()
            if not arrived:
                self.note("info", "text", op, why="no text came back")
                return
            self.shown = arrived[-1].text
            kind = read(self.shown, self.survey).kind
            self.note(
                "ok" if kind in ("question", "thanks") else "info",
                "text",
                op,
                shown=kind,
                name=read(self.shown, self.survey).name,
            )
            self.think()
            said = self.mind(self.shown)

    def _text(self, said: str) -> int:
        arrives = self.luck.choices(("once", "twice", "together", "other date", "lost"), (80, 6, 4, 6, 4))[0]
        with self.town.daylight.acting():
            op = self.invoked("text", self.shown, said)
            sent = self.town.aggregator.sms.text(self.number, self.citizen.short_code, said, arrives=arrives)
            self.note("info", "sent", op, id=sent.id, to=sent.to, said=said, arrives=arrives, at_ms=sent.at_ms)
        return op

    def _arrived(self) -> list[Message]:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and not self.town.stopping.is_set():
            found = [m for m in self.town.aggregator.phones.messages(self.number, after=self.seen) if not m.mine]
            if found:
                self.seen = found[-1].n
                return found
            time.sleep(0.05)
        return []


class Machine:
    """A number with a machine behind it, which sends every text back at once: two of those never stop by themselves."""

    def __init__(self, town: Town, number: str) -> None:
        self.town, self.number = town, number

    def live(self) -> None:
        seen = 0
        self._text("CLINIC")
        while not self.town.stopping.wait(0.2):
            arrived = [m for m in self.town.aggregator.phones.messages(self.number, after=seen) if not m.mine]
            for message in arrived:
                seen = message.n
                self._text(message.text[:60])

    def _text(self, said: str) -> None:
        with self.town.daylight.acting():
            op = self.town.history.note(self.number, "invoke", "text", survey="", question="", said=said)
            sent = self.town.aggregator.sms.text(self.number, "40145", said, arrives="once")
            self.town.history.note(self.number, "info", "sent", op, id=sent.id, to="40145", said=said, at_ms=sent.at_ms)
