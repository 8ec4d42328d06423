"""What is not kept for ever: in small batches, hour by hour, so that nobody who dials ever waits for it.

Each survey's version says how long its phone numbers and written answers are kept, up to the limits of this installation;
a longer term so counts only for conversations that begin on it. Any number of clocks may do this at once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlalchemy import Table

from flows.model import Flow, Phone, Rules, Text
from gateway.conversing import filing
from gateway.nights.nightfall import local_date
from storage import cursors, deletions, forgetting, leftovers, retention, words
from storage.forgetting import InConversation
from storage.retention import InForce
from storage.tables import inbox, outbox
from storage.unhurried import unhurried
from storage.unit import Overtaken, Unit, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

AT_ONCE = 50
"""Conversations, visits or people of one batch, which is one short transaction."""
ROWS_AT_ONCE = 500
BATCHES = 20
"""Of one round of the clock."""
PAUSE_S = 0.02
REST_MS = 3_600_000
"""From the end of one pass through everything to the next."""
ORPHANS_MS = 30 * 86_400_000
_DAY_MS = 86_400_000
_RESTED = "retention"
_PEOPLE = "retention people"
_TEXTS = {"retention inbox": inbox, "retention outbox": outbox}


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a version keeps what, and which of its questions hold numbers and words of a person's own."""

    numbers_ms: int
    words_ms: int
    phones: tuple[str, ...]
    texts: tuple[str, ...]


Deleted = tuple[str, Counter[str]]
"""Of which ministry, and how many of each kind."""


def some(gateway: Gateway, pause: Callable[[float], None] = time.sleep) -> int:
    """A round's share of what is due; returns how many rows were changed or deleted. Between two passes it rests."""
    with reading(gateway.engine) as c:
        rested = cursors.get(Unit(c), _RESTED)
    if rested is not None and 0 <= gateway.now_ms() - int(rested) < REST_MS:
        return 0
    changed = 0
    for batches, (_, done) in enumerate(everything(gateway), start=1):
        changed += done.total()
        if batches >= BATCHES:
            return changed
        pause(PAUSE_S)
    _finish(gateway)
    return changed


def everything(gateway: Gateway) -> Iterator[Deleted]:
    """All that is due, batch by batch: each is done and durable when it is yielded."""
    _close_days(gateway)
    yield from _conversations(gateway)
    yield from _visits(gateway)
    yield from _forgotten(gateway)
    yield from _ids(gateway)
    yield from _texts(gateway)
    yield from _people(gateway)


def due(gateway: Gateway) -> Iterator[Deleted]:
    """What :func:`everything` would take now, without touching it. People are only those who have nothing left already."""
    at_ms = gateway.now_ms()
    for version in _versions(gateway):
        t = terms(gateway, version.version_id)
        with unhurried(gateway.engine) as u:
            c, before_ms = u.connection, visits_before_ms(version, t, at_ms)
            counts = {
                "conversations cut off": retention.due_for_person(c, version.version_id, at_ms - t.numbers_ms, at_ms),
                "conversations without words": retention.due_for_words(c, version.version_id, at_ms - t.words_ms, at_ms),
                "visits": leftovers.visits_due(c, version.survey, version.since_ms, before_ms),
            }
        yield version.ministry, +Counter(counts)
    with unhurried(gateway.engine) as u:
        calls_ms = gateway.settings.retention.calls_days * _DAY_MS
        counts = leftovers.ids_due(u.connection, at_ms - calls_ms, at_ms - ORPHANS_MS)
        yield "", +Counter({**counts, "people forgotten": leftovers.people_due(u.connection, at_ms)})


def terms(gateway: Gateway, version_id: int) -> Terms:
    """A version's terms, at most those of the installation; of an unreadable one, the usual ones."""
    with reading(gateway.engine) as c:
        try:
            flow: Flow | None = gateway.published.by_id(c, version_id)
        except LookupError:
            flow = None
    rules, limits = flow.rules if flow else Rules(), gateway.settings.retention
    questions = flow.questions if flow else ()
    return Terms(
        _ms(min(rules.keep_numbers, timedelta(days=limits.numbers_days))),
        _ms(min(rules.keep_words, timedelta(days=limits.words_days))),
        tuple(q.name for q in questions if isinstance(q.kind, Phone)),
        tuple(q.name for q in questions if isinstance(q.kind, Text)),
    )


def shortened(gateway: Gateway, flow: Flow) -> list[str]:
    """In a sentence each, what a survey would keep for longer than this installation lets it."""
    limits = gateway.settings.retention
    kinds = (
        ("phone numbers", flow.rules.keep_numbers.days, limits.numbers_days, "numbers_days"),
        ("written answers", flow.rules.keep_words.days, limits.words_days, "words_days"),
    )
    return [
        f"It asks to keep {kind} for {wanted} days; this installation keeps them for {most} (config.yaml: retention.{setting})."
        for kind, wanted, most, setting in kinds
        if wanted > most
    ]


def _versions(gateway: Gateway) -> list[InForce]:
    with reading(gateway.engine) as c:
        return retention.in_force(c)


def _conversations(gateway: Gateway) -> Iterator[Deleted]:
    for version in _versions(gateway):
        with reading(gateway.engine) as c:
            oldest = (retention.oldest_linked(c, version.version_id), retention.oldest_worded(c, version.version_id))
        if _may_be_due(gateway, *oldest):
            yield from _of_version(gateway, version, terms(gateway, version.version_id))


def _of_version(gateway: Gateway, version: InForce, t: Terms) -> Iterator[Deleted]:
    def persons(u: Unit, at_ms: int) -> Counter[str]:
        return retention.lose_persons(u, version.version_id, at_ms - t.numbers_ms, at_ms, t.phones, AT_ONCE)

    def what_they_wrote(u: Unit, at_ms: int) -> Counter[str]:
        return retention.lose_words(u, version.version_id, at_ms - t.words_ms, at_ms, t.texts, AT_ONCE)

    yield from _until_done(gateway, version.ministry, persons)
    yield from _until_done(gateway, version.ministry, what_they_wrote)


def _visits(gateway: Gateway) -> Iterator[Deleted]:
    """A visit's term is that of the version that was in force when it was recorded."""
    for version in _versions(gateway):
        with reading(gateway.engine) as c:
            oldest = leftovers.oldest_visit(c, version.survey, version.since_ms)
        if _may_be_due(gateway, oldest):
            yield from _until_done(gateway, version.ministry, partial(_visits_of, version, terms(gateway, version.version_id)))


def _visits_of(version: InForce, t: Terms, u: Unit, at_ms: int) -> Counter[str]:
    return leftovers.lose_visits(u, version.survey, version.since_ms, visits_before_ms(version, t, at_ms), AT_ONCE)


def visits_before_ms(version: InForce, t: Terms, at_ms: int) -> int:
    """Before when a visit of a version's time must have been recorded for its term to be over."""
    return min(at_ms - t.numbers_ms, at_ms if version.until_ms is None else version.until_ms)


def _may_be_due(gateway: Gateway, *oldest: int | None) -> bool:
    """Whether anything is older than the shortest term there is: if not, the version need not be read."""
    return any(at_ms is not None and at_ms <= gateway.now_ms() - _DAY_MS for at_ms in oldest)


def _forgotten(gateway: Gateway) -> Iterator[Deleted]:
    """Those who are to be forgotten by now, whatever else would keep their number."""
    while True:
        with reading(gateway.engine) as c:
            due = leftovers.asked_to_be_forgotten(c, gateway.now_ms(), AT_ONCE)
        done = sum(_forget(gateway, contact_id) for contact_id in due)
        if not done:
            return
        yield "", Counter({"people forgotten": done})


def _forget(gateway: Gateway, contact_id: int) -> bool:
    at_ms = gateway.now_ms()
    with reading(gateway.engine) as c:
        theirs = retention.of_person(Unit(c), contact_id)
    for each in theirs:  # what they said counts, if it was not counted yet
        filing.file_response(gateway, each.session_id)
    try:
        with _batch(gateway) as u:
            for version_id, of_version in groupby(retention.of_person(u, contact_id), key=attrgetter("version_id")):
                retention.cut_off(u, list(of_version), at_ms, terms(gateway, version_id).phones)
            if forgetting.cut(u, contact_id, at_ms) is None:
                return False
            deletions.add(u, "", _day(gateway, "", at_ms), {"people forgotten": 1}, at_ms)
            u.commit()
    except InConversation:
        return False
    return True


def _people(gateway: Gateway) -> Iterator[Deleted]:
    """Everybody, once through in a pass: texts that led nowhere are cut off, and whoever has nothing left is forgotten."""
    limits_ms = min(gateway.settings.retention.numbers_days, gateway.settings.retention.words_days) * _DAY_MS
    while True:
        with reading(gateway.engine) as c:
            after = int(cursors.get(Unit(c), _PEOPLE) or 0)
            found = leftovers.next_people(c, after, ROWS_AT_ONCE)
        at_ms = gateway.now_ms()
        with _batch(gateway) as u:
            done = leftovers.lose_people(u, found, at_ms - limits_ms, at_ms)
            deletions.add(u, "", _day(gateway, "", at_ms), done, at_ms)
            cursors.put(u, _PEOPLE, str(found[-1] if found else 0), at_ms)
            u.commit()
        if not found:
            return
        yield "", done


def _ids(gateway: Gateway) -> Iterator[Deleted]:
    calls_ms = gateway.settings.retention.calls_days * _DAY_MS
    yield from _until_done(gateway, "", lambda u, at_ms: leftovers.lose_calls(u, at_ms - calls_ms, ROWS_AT_ONCE))
    yield from _until_done(gateway, "", lambda u, at_ms: leftovers.lose_orphans(u, at_ms - ORPHANS_MS, ROWS_AT_ONCE))


def _texts(gateway: Gateway) -> Iterator[Deleted]:
    """Whatever text is older than any survey may keep its words: also those put aside."""
    for name, table in _TEXTS.items():
        while (done := _some_texts(gateway, name, table)) is not None:
            yield "", done


def _some_texts(gateway: Gateway, name: str, table: Table) -> Counter[str] | None:
    at_ms = gateway.now_ms()
    before_ms = at_ms - gateway.settings.retention.words_days * _DAY_MS
    with _batch(gateway) as u:
        done, last = leftovers.lose_texts(u, table, int(cursors.get(u, name) or 0), before_ms, ROWS_AT_ONCE)
        if last is None:
            return None
        deletions.add(u, "", _day(gateway, "", at_ms), done, at_ms)
        cursors.put(u, name, str(last), at_ms)
        u.commit()
    return done


def _until_done(gateway: Gateway, ministry: str, work: Callable[[Unit, int], Counter[str]]) -> Iterator[Deleted]:
    """A kind of work, batch by batch, until one finds nothing more."""
    while done := _once(gateway, ministry, work):
        yield ministry, done


def _once(gateway: Gateway, ministry: str, work: Callable[[Unit, int], Counter[str]]) -> Counter[str]:
    at_ms = gateway.now_ms()
    try:
        with _batch(gateway) as u:
            done = work(u, at_ms)
            deletions.add(u, ministry, _day(gateway, ministry, at_ms), done, at_ms)
            u.commit()
    except Overtaken:  # somebody else's work crossed it: the next pass finds what is left
        return Counter()
    return done


@contextmanager
def _batch(gateway: Gateway) -> Iterator[Unit]:
    """A short unit that leaves nothing behind in the file of what it deletes."""
    with unit(gateway.engine) as u:
        words.leave_no_trace(u)
        yield u


def _close_days(gateway: Gateway) -> None:
    """The days that are over become rows of the audit."""
    with reading(gateway.engine) as c:
        ministries = deletions.open_days(Unit(c))
    at_ms = gateway.now_ms()
    for ministry in ministries:
        with unit(gateway.engine) as u:
            if deletions.close(u, ministry, _day(gateway, ministry, at_ms), at_ms):
                u.commit()


def _finish(gateway: Gateway) -> None:
    with unit(gateway.engine) as u:
        cursors.put(u, _RESTED, str(gateway.now_ms()), gateway.now_ms())
        u.commit()
    retention.empty_log(gateway.engine)


def _day(gateway: Gateway, ministry: str, at_ms: int) -> date:
    """The local day of a ministry; of what belongs to none, the day in UTC."""
    of = gateway.settings.ministries.get(ministry)
    return local_date(of, at_ms) if of else datetime.fromtimestamp(at_ms / 1000, UTC).date()


def _ms(term: timedelta) -> int:
    return round(term.total_seconds() * 1000)
