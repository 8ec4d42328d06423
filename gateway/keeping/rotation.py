"""To rotate the keys of numbers: everything sealed under an old one is sealed under the current one, batch by batch.

Calls, texts and sends go on meanwhile: both keys open. Broken off, it goes on where it was; run again, it does nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway.keeping.key_marks import NUMBER
from storage import audit, keys
from storage.unit import Overtaken, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway

CONTACTS_AT_ONCE = 200
SESSIONS_AT_ONCE = 500
PAUSE_S = 0.02
"""Between two batches: whoever waits for the database goes first."""
PASSES = 5
"""A conversation that goes on may carry an old word into a new turn; it is looked at again after a hop's time."""


@dataclass(slots=True)
class Rotated:
    """What was sealed anew, and what is left under each old key, callbacks that wait in the spool too: 0 where it may go."""

    contacts: int = 0
    answers: int = 0
    factors: int = 0
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    part: str
    done: int
    total: int


def old_keys(gateway: Gateway) -> list[str]:
    """The ids of all keys that open and do not seal."""
    return [key_id for key_id in gateway.secrets.number_keys if key_id != gateway.secrets.current_key]


def rotate(gateway: Gateway, by: str, told: Rotated, pause: Callable[[float], None] = time.sleep) -> Iterator[Progress]:
    """Seal everything under the current key; adds to ``told`` what was done. Yields how far it is.

    Raises ``Unsealable`` for a contact that its key does not open, and ``StorageFault``; what was done until then stays.
    """
    old = old_keys(gateway)
    if not old:
        return
    yield from _contacts(gateway, old, told, pause)
    told.factors = _patiently(lambda: _factors_once(gateway, old))
    for _ in range(PASSES):
        before = told.answers
        yield from _answers(gateway, old, told, pause)
        if told.answers == before:
            break
        pause(gateway.settings.ussd.deadline_s + 1)
    told.left = {key_id: n + gateway.spool.sealed_under(key_id) for key_id, n in sealed_under(gateway, old).items()}
    _close(gateway, by, told)


def _contacts(gateway: Gateway, old: list[str], told: Rotated, pause: Callable[[float], None]) -> Iterator[Progress]:
    with reading(gateway.engine) as c:
        total = sum(n for key_id, n in keys.contacts_by_key(c).items() if key_id in old)
    while True:
        done = _patiently(lambda: _contacts_once(gateway, old))
        if not done:
            return
        told.contacts += done
        yield Progress("contacts", told.contacts, max(total, told.contacts))
        pause(PAUSE_S)


def _contacts_once(gateway: Gateway, old: list[str]) -> int:
    with unit(gateway.engine) as u:
        done = keys.reseal_contacts(u, gateway.vault, old, CONTACTS_AT_ONCE)
        u.commit()
    return done


def _factors_once(gateway: Gateway, old: list[str]) -> int:
    with unit(gateway.engine) as u:
        done = keys.reseal_factors(u, gateway.vault, old)
        u.commit()
    return done


def _answers(gateway: Gateway, old: list[str], told: Rotated, pause: Callable[[float], None]) -> Iterator[Progress]:
    with reading(gateway.engine) as c:
        last = keys.last_session(c)
    for after in range(0, last, SESSIONS_AT_ONCE):
        done = _patiently(lambda after=after: _answers_once(gateway, old, after))  # type: ignore[misc]
        told.answers += done
        yield Progress("answers", min(after + SESSIONS_AT_ONCE, last), last)
        if done:
            pause(PAUSE_S)


def _answers_once(gateway: Gateway, old: list[str], after: int) -> int:
    with reading(gateway.engine) as c:
        held = keys.holding(c, old, after, after + SESSIONS_AT_ONCE)
    if not held:
        return 0
    with unit(gateway.engine) as u:
        done = sum(keys.reseal(u, gateway.vault, old, one) for one in held)
        u.commit()
    return done


def _patiently(work: Callable[[], int]) -> int:
    """The work, done once more where somebody else's crossed it."""
    try:
        return work()
    except Overtaken:
        return work()


def sealed_under(gateway: Gateway, ids: list[str]) -> dict[str, int]:
    """Key id -> how many contacts, rows with sealed answers and second factors of the console only this key opens."""
    with reading(gateway.engine) as c:
        numbers, factors, last = keys.contacts_by_key(c), keys.factors_by_key(c), keys.last_session(c)
        found = {key_id: numbers.get(key_id, 0) + factors.get(key_id, 0) for key_id in ids}
        for after in range(0, last, SESSIONS_AT_ONCE):
            for held in keys.holding(c, ids, after, after + SESSIONS_AT_ONCE) if ids else ():
                for key_id in ids:
                    found[key_id] += keys.opens(gateway.vault, [key_id], held)
    return found


def _close(gateway: Gateway, by: str, told: Rotated) -> None:
    """Let go of the marks of keys under which nothing is left, and write down what was done."""
    detail = {"contacts": told.contacts, "answers": told.answers, "factors": told.factors, "left": dict(told.left)}
    with unit(gateway.engine) as u:
        for key_id, left in told.left.items():
            if not left:
                keys.unmark(u, NUMBER + key_id)
        if told.contacts or told.answers or told.factors:
            audit.append(
                u, actor=by, action="keys rotated", subject=gateway.secrets.current_key, at_ms=gateway.now_ms(), detail=detail
            )
        u.commit()
