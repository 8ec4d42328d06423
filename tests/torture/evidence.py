"""What is left when all is quiet: the history, and what the database, the aggregator and the files hold; plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from torture.history import Event

Given = tuple[str, str, str | None]
"""Question, state, value."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A session as it stands. ``kept``: all that its last turn holds, also what was taken back; ``filed``: what is counted."""

    id: int
    number: str
    survey: str
    version_id: int
    ended: str
    kept: tuple[Given, ...]
    standing: tuple[Given, ...]
    filed: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class TextIn:
    number: str
    provider_id: str
    text: str
    state: str = "heard"


@dataclass(frozen=True, slots=True)
class TextOut:
    """A row of the outbox."""

    id: int
    number: str
    text: str
    state: str
    reason: str
    kind: str = "reply"
    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A text that the aggregator took, whatever it answered."""

    number: str
    text: str
    at_ms: int
    parts: int
    clock: time
    """On the wall of whoever got it."""
    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """A report of the ledger; ``files``: the digest of what lies in its folder."""

    ministry: str
    day: date
    state: str
    sha256: str
    files: str


@dataclass(frozen=True, slots=True)
class Caps:
    """Texts that one number may get, and parts that all may cost, within an hour and within a day;
    and the hours between which nobody is sent what they did not ask for."""

    an_hour: int
    a_day: int
    parts_an_hour: float
    parts_a_day: float
    quiet_until: time
    quiet_from: time


@dataclass(frozen=True, slots=True)
class Evidence:
    events: Sequence[Event]
    known: frozenset[str]
    """Numbers of which the database has a contact."""
    conversations: Sequence[Conversation]
    texts_in: Sequence[TextIn]
    texts_out: Sequence[TextOut]
    taken: Sequence[Taken]
    nights: Sequence[Night]
    nights_due: Sequence[tuple[str, date]]
    """Every ministry and local day whose report is due by now."""
    answered: Mapping[tuple[str, date], int]
    """Answers filed for a ministry's day, of responses that are counted."""
    counted: Mapping[tuple[str, date], int]
    """The same, as the day counts of the reports have it."""
    versions_seen: Mapping[int, frozenset[int]]
    """Session -> every version it was ever seen on."""
    versions: frozenset[int]
    leaks: Sequence[str]
    searched: int
    """Bytes."""
    left_over: Mapping[str, int]
    deaths: Sequence[tuple[str, float]]
    """Processes that went without being killed by us, and when."""
    caps: Caps
