"""The switches: every accident of the aggregator's protocol that the fake can be told to have, in plain words."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switch:
    """One accident. ``positions`` gives what each position does; the first one is the position of rest."""

    name: str
    group: str
    title: str
    positions: Mapping[str, str]

    @property
    def rest(self) -> str:
        return next(iter(self.positions))


CALL, EVENT, TEXT, SEND, REPORT = "A USSD call", "The end of a call", "A text to us", "A text from us", "The delivery report"

SWITCHES: tuple[Switch, ...] = (
    Switch("repeat", CALL, "Repeat a request", {
        "off": "Every request is sent once.",
        "after": "The same bytes are sent again after the reply.",
        "together": "The same bytes are sent twice at the same moment.",
    }),
    Switch("start twice", CALL, "Start twice", {
        "off": "The first request of a call is sent once.",
        "on": "The first request of a call is sent twice.",
    }),
    Switch("deep dial", CALL, "Where further digits land", {
        "text": "Dialling *120*45*2# sends 2 in text.",
        "service code": "Dialling *120*45*2# sends all of it as service code.",
    }),
    Switch("text", CALL, "What text holds", {
        "cumulative": "Everything pressed so far, joined with a star.",
        "skip": "An answer is lost on the way; the next request carries both.",
        "shorter": "Less than the request before.",
        "divergent": "Another answer in the place of an earlier one.",
        "incremental": "Only what was pressed last.",
    }),
    Switch("number", CALL, "Whose number", {
        "own": "The number of the phone.",
        "other": "Another number on the same call.",
    }),
    Switch("delay", CALL, "Delay", {
        "none": "Requests go out at once.",
        "2 s": "Each request waits two seconds.",
        "8 s": "Each request waits eight seconds.",
    }),
    Switch("media type", CALL, "Content type", {
        "plain": "As captured most often.",
        "charset": "With ; charset=UTF-8, as captured once.",
    }),
    Switch("long screen", CALL, "A screen that is too long", {
        "cut": "The operator cuts it.",
        "page": "The operator pages it with 98:More and 00:Back.",
        "refuse": "The operator ends the call.",
    }),
    Switch("event", EVENT, "The end is told", {
        "after": "Once, after the call.",
        "never": "Never, as has been seen.",
        "twice": "Twice.",
        "early": "Before the last reply has arrived.",
        "late": "An hour late.",
    }),
    Switch("text in", TEXT, "A text arrives", {
        "once": "Once; again every minute until we answer 200.",
        "twice": "Twice, the same bytes.",
        "together": "Twice at the same moment.",
        "other date": "Twice, the second time with the date written differently.",
        "swapped": "After the text that follows it.",
        "lost": "Not at all: only asking for it finds it.",
    }),
    Switch("link id", TEXT, "Link id", {
        "absent": "No linkId.",
        "sample": "SampleLinkId123, as the sandbox sends with every text.",
        "empty": "An empty linkId.",
    }),
    Switch("send", SEND, "The send API answers", {
        "normal": "201 with one line for each recipient.",
        "wrong key": "401 in plain text: authentication is invalid.",
        "no sender": "201 with InvalidSenderId and nobody in the list.",
        "do not disturb": "201 with DoNotDisturbRejection.",
        "no money": "201 with InsufficientBalance for everybody; nothing accepted.",
        "every other": "201; every other number is refused with GatewayError.",
        "charset": "Normal, but with a charset in the content type.",
        "html": "200 with a page of HTML; the text was accepted.",
        "half": "201 with half a body; the text was accepted.",
        "500": "500; nothing accepted.",
        "503": "503; nothing accepted.",
        "429": "429, too many requests; nothing accepted.",
        "closed": "Closes the connection; nothing accepted.",
        "accepted, closed": "Accepts the text, then closes the connection.",
        "accepted, silent": "Accepts the text, then never answers.",
        "slow": "Normal, three seconds later.",
    }),
    Switch("report", REPORT, "It says", {
        "Success": "Delivered.",
        "Failed": "Failed: DeliveryFailure.",
        "Rejected": "Rejected: the person is on the operator's black list.",
        "AbsentSubscriber": "The phone is off or out of reach.",
        "Expired": "Thrown away by the operator.",
        "Sent": "Only sent; the end stays unknown.",
        "Teleported": "A status nobody has heard of.",
        "none": "Nothing: no report comes.",
    }),
    Switch("report accident", REPORT, "It comes", {
        "off": "Once, after the reply of the send API.",
        "twice": "Twice.",
        "reordered": "First the end, then Sent and Buffered.",
        "contradicted": "First as above, then the contrary.",
        "unknown id": "For a text we never sent.",
        "early": "Before the reply of the send API.",
        "late": "An hour late.",
    }),
)  # fmt: skip

BY_NAME = {switch.name: switch for switch in SWITCHES}


class UnknownSwitch(ValueError):
    """There is no such switch, or it has no such position."""


class Switches:
    """The position of every switch, for a number of times or until changed; safe for many threads."""

    def __init__(self) -> None:
        self._set: dict[str, tuple[str, int | None]] = {}
        self._lock = threading.Lock()

    def set(self, name: str, position: str, times: int | None = None) -> None:
        """Puts a switch in a position; after ``times`` uses it falls back to rest, without ``times`` it stays."""
        if name not in BY_NAME or position not in BY_NAME[name].positions:
            raise UnknownSwitch(f"no switch {name!r} with a position {position!r}")
        with self._lock:
            self._set[name] = (position, times)

    def position(self, name: str) -> str:
        """Where a switch stands, without using it."""
        with self._lock:
            return self._set.get(name, (BY_NAME[name].rest, None))[0]

    def take(self, name: str) -> str:
        """Where a switch stands, counted as one use."""
        with self._lock:
            position, times = self._set.get(name, (BY_NAME[name].rest, None))
            if times is not None:
                self._set[name] = (position, times - 1)
                if times <= 1:
                    del self._set[name]
            return position

    def take_if(self, name: str, *positions: str) -> str:
        """As :meth:`take` if the switch stands in one of ``positions``; else the position of rest, and no use is counted."""
        return self.take(name) if self.position(name) in positions else BY_NAME[name].rest

    def reset(self) -> None:
        """Puts every switch to rest."""
        with self._lock:
            self._set.clear()

    def listing(self) -> list[dict[str, object]]:
        """Every switch with its words, its position and how many times are left, for the page."""
        with self._lock:
            standing = dict(self._set)
        return [
            {"name": s.name, "group": s.group, "title": s.title, "positions": [list(p) for p in s.positions.items()],
             "position": standing.get(s.name, (s.rest, None))[0], "times": standing.get(s.name, (s.rest, None))[1]}
            for s in SWITCHES
        ]  # fmt: skip
