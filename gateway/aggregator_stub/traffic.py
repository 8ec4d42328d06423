"""Many citizens at once, each with a mind of its own, on a network that has accidents: for load runs and for proofs.

What a citizen meets depends on the seed and their number; which citizen comes first depends on the machine.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.calls import Shown
from gateway.aggregator_stub.phones import Message
from gateway.aggregator_stub.sms import CitizenText

STEPS_AT_MOST = 200
NOTHING_NEW_S = 0.02

Answering = Callable[[str], str | None]
"""What a citizen does when they read a screen or a text: the answer, or ``None`` to put the phone away."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody who dials ``dial``, or else texts ``word`` to ``short_code``."""

    number: str
    answer: Answering
    dial: str = ""
    word: str = ""
    short_code: str = ""


@dataclass(frozen=True, slots=True)
class Accidents:
    """How probable each accident is, at every step of every citizen; 0 to 1."""

    repeat: float = 0.0
    """The same request again after its reply, or the same text again."""
    together: float = 0.0
    """The same request or text twice at one moment."""
    stale: float = 0.0
    """An earlier request of the call, or the text before, arrives once more."""
    drop: float = 0.0
    """The call is lost after its screen was read; the citizen dials again."""
    reply_lost: float = 0.0
    """The call is lost after the answer left and before the next screen came; the citizen dials again."""
    other_date: float = 0.0
    """A text again, with its date written differently."""


CALM = Accidents()
ROUGH = Accidents(repeat=0.1, together=0.05, stale=0.05, drop=0.03, reply_lost=0.03, other_date=0.05)


@dataclass(frozen=True, slots=True)
class Step:
    """What a citizen read, what they answered to it, and the accident of that step."""

    saw: str
    said: str | None
    accident: str
    took_ms: int


@dataclass(frozen=True, slots=True)
class Story:
    """One citizen's whole passage. ``outcome``: ``ended`` by the gateway, ``left`` by the citizen, ``failed``, ``unanswered``.

    ``faults`` are replies no gateway may give: a repeat that was answered differently, a call that failed.
    """

    number: str
    channel: str
    steps: tuple[Step, ...]
    outcome: str
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Life:
    aggregator: Aggregator
    citizen: Citizen
    luck: Random
    accidents: Accidents
    patience_s: float
    steps: list[Step] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    outcome: str = ""

    def strikes(self, *names: str) -> str:
        """The accident of this step, if there is one."""
        return next((name for name in names if self.luck.random() < getattr(self.accidents, name)), "")


def run(
    aggregator: Aggregator, citizens: Sequence[Citizen], *, threads: int = 16, seed: int = 1, accidents: Accidents = CALM,
    patience_s: float = 30.0,
) -> list[Story]:  # fmt: skip
    """Plays all citizens at once, step by step in turns, and gives their stories in the order of ``citizens``.

    ``patience_s`` is how long somebody waits for a text.
    """
    lives = [_Life(aggregator, c, Random(f"{seed}:{c.number}"), accidents, patience_s) for c in citizens]  # noqa: S311
    shares = [lives[n::threads] for n in range(threads)]
    with ThreadPoolExecutor(threads, "citizens") as pool:
        list(pool.map(_live, shares, range(threads)))
    return [_story(life) for life in lives]


def _live(share: Sequence[_Life], place: int) -> None:
    """Plays a share of the citizens, one step of one of them at a time."""
    luck = Random(place)  # noqa: S311 - turns, not secrets
    going = [_call(life) if life.citizen.dial else _letters(life) for life in share]
    while going:
        luck.shuffle(going)
        moves = [(one, next(one, None)) for one in going]
        going = [one for one, moved in moves if moved is not None]
        if going and not any(moved for _, moved in moves):
            time.sleep(NOTHING_NEW_S)


def _story(life: _Life) -> Story:
    channel = "ussd" if life.citizen.dial else "sms"
    return Story(life.citizen.number, channel, tuple(life.steps), life.outcome, tuple(life.faults))


# --- by USSD ---------------------------------------------------------------------------------------------------------------


def _call(life: _Life) -> Generator[bool, None, None]:
    """One citizen's calls, as many as the network makes of them; each ``next`` is one hop."""
    shown = _dial(life)
    while shown.more and len(life.steps) < STEPS_AT_MOST:
        yield True
        said = life.citizen.answer(shown.text)
        accident = life.strikes("drop", "reply_lost", "repeat", "together", "stale") if said is not None else ""
        life.steps.append(Step(shown.text, said, accident, shown.took_ms))
        if said is None:
            life.aggregator.ussd.cancel(shown.session_id)
            life.outcome = "left"
            return
        shown = _answer(life, shown, said, accident)
    _hang_up(life, shown)


def _hang_up(life: _Life, shown: Shown) -> None:
    """Notes how the last call ended."""
    life.steps.append(Step(shown.text, None, "", shown.took_ms))
    life.outcome = "ended" if shown.status == "Success" else "failed"
    if shown.more:
        life.aggregator.ussd.cancel(shown.session_id)
        life.faults.append(f"no end after {STEPS_AT_MOST} steps")
    elif shown.status != "Success":
        life.faults.append(shown.note)


def _dial(life: _Life) -> Shown:
    together = "together" if life.strikes("together") else "off"
    return life.aggregator.ussd.dial(life.citizen.number, life.citizen.dial, repeat=together)


def _answer(life: _Life, shown: Shown, said: str, accident: str) -> Shown:
    ussd, session_id = life.aggregator.ussd, shown.session_id
    if accident == "drop":
        ussd.drop(session_id)
        return _dial(life)
    if accident == "stale":
        ussd.post(session_id, "")
    after = ussd.send(session_id, said, repeat="together" if accident == "together" else "off")
    if accident == "repeat" and ussd.repeat(session_id).body != after.reply:
        life.faults.append("a repeated request was answered differently")
    if accident == "reply_lost":
        ussd.drop(session_id)
        return _dial(life)
    return after


# --- by SMS ----------------------------------------------------------------------------------------------------------------


def _letters(life: _Life) -> Generator[bool, None, None]:
    """One citizen's texts; each ``next`` is one look at the phone, false if there is nothing new."""
    said: str | None = life.citizen.word
    before: CitizenText | None = None
    seen = 0
    while said is not None and len(life.steps) < STEPS_AT_MOST:
        accident = life.strikes("repeat", "together", "stale", "other_date")
        before = _text(life, said, accident, before)
        until = time.monotonic() + life.patience_s
        yield True
        while not (arrived := _arrived(life, seen)):
            if time.monotonic() > until:
                life.outcome = "unanswered"
                return
            yield False
        seen, said = arrived[-1].n, life.citizen.answer(arrived[-1].text)
        life.steps.extend(Step(m.text, said if m is arrived[-1] else None, accident, 0) for m in arrived)
    life.outcome = "left" if said is None else "failed"
    life.faults.extend([] if said is None else [f"no end after {STEPS_AT_MOST} steps"])


def _arrived(life: _Life, seen: int) -> list[Message]:
    return [m for m in life.aggregator.phones.messages(life.citizen.number, after=seen) if not m.mine]


def _text(life: _Life, said: str, accident: str, before: CitizenText | None) -> CitizenText:
    sms, number, to = life.aggregator.sms, life.citizen.number, life.citizen.short_code
    if accident == "stale" and before is not None:
        sms.repeat(before)
    arrives = {"repeat": "twice", "together": "together", "other_date": "other date"}.get(accident, "once")
    return sms.text(number, to, said, arrives=arrives)


# --- a mind for a citizen --------------------------------------------------------------------------------------------------

_OPTION = re.compile(r"^([1-9]\d?) ", re.MULTILINE)
_SCALE = re.compile(r"^(\d+) [^\n]* - (\d+) ", re.MULTILINE)


def anyone(luck: Random) -> Answering:
    """Somebody who takes any option they are shown, any place on a scale, else a small number; never goes back or leaves."""

    def answer(screen: str) -> str:
        scale = _SCALE.search(screen)
        if scale:
            return str(luck.randint(int(scale[1]), int(scale[2])))
        options: list[str] = _OPTION.findall(screen)
        return luck.choice(options or ["1", "2", "3", "7"])

    return answer
