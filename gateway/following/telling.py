"""Signals as the released reports tell of them: the same sentence as in print, and what was done since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gateway.nights import nightfall
from reports.forms.as_json import read_json
from reports.night.shape import Report
from reports.words import word
from reports.words.numbers import day_month, of_hundred
from reports.words.signal_texts import SIGNALS
from reports.words.signals import signal_sentence
from storage import reports, signals
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from reports.night.evidence import SignalRecord
    from reports.night.shape import Signal
    from storage.signals import Action
    from storage.unit import Unit

RECENT = timedelta(days=56)
"""For so long a closed signal is still shown: the eight weeks within which the same thing would be its story."""


@dataclass(frozen=True, slots=True)
class Told:
    """A signal, and the sentence of the newest report that tells of it. ``language`` is that of the sentence."""

    ministry: str
    record: SignalRecord
    sentence: str
    language: str
    owner: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class _Printed:
    sentence: str
    language: str
    signal: Signal


def of_ministry(gateway: Gateway, ministry: str, language: str) -> tuple[Told, ...]:
    """The open signals of a ministry and those closed lately, the oldest first. Raises ``StorageFault``."""
    today = nightfall.local_date(gateway.settings.ministries[ministry], gateway.now_ms())
    with unhurried(gateway.engine) as u:
        found = signals.of_ministry(u, ministry, today, today - RECENT)
        printed = _printed(u, gateway, ministry, language, found)
    return tuple(_told(gateway, ministry, language, each, printed.get(each.id)) for each in found)


def one(gateway: Gateway, ministry: str, signal_id: int, language: str) -> tuple[Told, list[Action]] | None:
    """A signal of a ministry with everything that was done about it, the oldest first; ``None`` if it is none of theirs."""
    with unhurried(gateway.engine) as u:
        found = signals.find(u, signal_id)
        if found is None or found[0] != ministry:
            return None
        printed = _printed(u, gateway, ministry, language, [found[1]])
        return _told(gateway, ministry, language, found[1], printed.get(signal_id)), signals.actions_of(u, signal_id)


def _printed(u: Unit, gateway: Gateway, ministry: str, language: str, wanted: Iterable[SignalRecord]) -> dict[int, _Printed]:
    """Signal -> what the newest report says of it, else the one that announced it."""
    missing = {each.id: each.opened for each in wanted}
    found: dict[int, _Printed] = {}
    newest = reports.days(u, ministry)[-1:]
    for day in [*newest, *sorted(set(missing.values()) - set(newest), reverse=True)]:
        if day in newest or any(opened == day for opened in missing.values()):
            told = dict(_told_on(u, gateway, ministry, language, day)) if missing else {}
            found |= {id: printed for id, printed in told.items() if id in missing}
            missing = {id: opened for id, opened in missing.items() if id not in told}
    return found


def _told_on(u: Unit, gateway: Gateway, ministry: str, language: str, day: date) -> Iterator[tuple[int, _Printed]]:
    kept = reports.find(u, ministry, day)
    if kept is None:
        return
    wished = (language, *gateway.settings.ministries[ministry].languages, *sorted(kept.content))
    chosen = next(each for each in wished if each in kept.content)
    report = read_json(kept.content[chosen], Report)
    for signal in report.signals:
        yield signal.id, _Printed(signal_sentence(signal, report), chosen, signal)


def _told(gateway: Gateway, ministry: str, language: str, record: SignalRecord, printed: _Printed | None) -> Told:
    if printed is not None:
        of = printed.signal
        return Told(ministry, record, printed.sentence, printed.language, of.owner, of.overdue and record.closed is None)
    places = (name for name in (record.facility, record.district, record.service) if name != "all")
    name = next(places, gateway.settings.ministries[ministry].name)
    now, since = of_hundred(record.value, language), day_month(record.since, language)
    sentence = word(SIGNALS, "bare", language).format(name=name, now=now, since=since)
    return Told(ministry, record, sentence, language, "", False)
