"""Recording what was done about a signal. The record only grows, and says who said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gateway.nights import nightfall
from gateway.refusal import Refusal
from reports.signals import ACTIONS
from reports.text.redaction import redact
from storage import audit, signals
from storage.signals import Action
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from reports.night.evidence import SignalRecord

LONGEST_NOTE = 240


class NoSuchSignal(Refusal):
    """Nobody knows it, or it is another ministry's."""


class AlreadyClosed(Refusal):
    """Somebody settled it before."""


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody says was done: ``kind`` is one of ``reports.signals.ACTIONS``; ``closes`` if that settles the signal."""

    kind: str
    note: str
    by: str
    closes: bool = True


def record(gateway: Gateway, signal_id: int, done: Done, ministry: str | None = None) -> SignalRecord:
    """Record an action and give the signal as it stands then. ``ministry``: only a signal of this one is known.

    Raises :class:`NoSuchSignal`, :class:`AlreadyClosed`, or :class:`Refusal` for an unknown kind or a note that cannot be
    printed in a report.
    """
    _check(done)
    with unit(gateway.engine) as u:
        found = signals.find(u, signal_id)
        if found is None or (ministry is not None and found[0] != ministry):
            raise NoSuchSignal(f"There is no signal {signal_id}.", "`gateway signals` lists those that are open.")
        owner, at_ms = found[0], gateway.now_ms()
        action = Action(signal_id, done.kind, done.note.strip(), done.by, done.closes, _today(gateway, owner), at_ms)
        if not signals.act(u, action):
            raise AlreadyClosed(
                f"Signal {signal_id} is closed already.", "What was done later belongs to a new signal.", code=1
            )
        detail = {"kind": done.kind, "closes": done.closes}
        audit.append(u, actor=done.by, action="signal acted on", subject=f"signal {signal_id}", at_ms=at_ms, detail=detail)
        after = signals.find(u, signal_id)
        u.commit()
    assert after is not None
    return after[1]


def _check(done: Done) -> None:
    if done.kind not in ACTIONS:
        raise Refusal(f"“{done.kind}” is not a kind of action.", f"Take one of: {', '.join(ACTIONS)}.")
    check_note(done.note)


def check_note(note: str) -> None:
    """Raises :class:`Refusal` for a note that cannot be printed in a report."""
    if len(note) > LONGEST_NOTE:
        raise Refusal(f"The note has {len(note)} signs.", f"Write {LONGEST_NOTE} at most: it is printed in the report.")
    if not note.isprintable():
        raise Refusal("The note holds signs that cannot be printed.", "Write one line of plain text.")
    if redact(note) != note:
        raise Refusal(
            "The note holds what may be somebody's number, mail address or name.",
            "Say it without: it is printed in the report and cannot be taken back.",
        )


def _today(gateway: Gateway, ministry: str) -> date:
    """The local day of an action: the report that is made of it tells of it."""
    of = gateway.settings.ministries.get(ministry)
    if of is None:
        raise Refusal(f"There is no ministry “{ministry}” in config.yaml any more.", "Put it back to record actions.")
    return nightfall.local_date(of, gateway.now_ms())
