"""Which texts go next: claimed in one transaction, under one lock, within every limit there is.

Replies and notices come first, then reminders, then invitations; among ministries the one that was served least in this hour.
Texts of one wording go together. What rests stays due: a person's pause of everything, a channel, a ministry or a survey holds
invitations and reminders, so that nobody is left without an answer; a channel that does not work holds everything.

The pace is kept as the instant by which all that was handed over will have gone out: invitations wait for it, replies may run
:data:`REPLIES_AHEAD_MS` ahead of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from gateway.crashpoints import crash_at
from gateway.sending import breaker, caps, sifting
from storage import claims, outlets, pauses, spending
from storage.claims import Group, Ready
from storage.unit import Unit, reading, unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.wiring import Gateway
    from storage.outlets import Outlet
    from storage.pauses import Pause
    from storage.spending import Spent

log = structlog.get_logger()

SLICE_S = 2
"""A call holds texts for so many seconds of the channel's pace at most: replies wait no longer behind one."""

REPLIES_AHEAD_MS = 10_000

_RANK = {"reply": 0, "notice": 0, "reminder": 1, "invitation": 2}
_GUARDS = (breaker.BREAKER, caps.SPENDING, caps.TWICE)
"""Hands whose pauses are looked at by what they guard; those of everybody else hold invitations and reminders."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one wording that this process, and no other, may now hand over once, each with its number."""

    channel: str
    texts: tuple[Ready, ...]
    numbers: tuple[str, ...]
    at_ms: int


@dataclass(frozen=True, slots=True)
class Found:
    """A batch, or after how many milliseconds there may be one: 0 for at once, ``None`` while nothing waits."""

    batch: Batch | None = None
    wait_ms: int | None = None


def next_batch(gateway: Gateway, channel: str) -> Found:
    """Claim the texts of a channel whose turn it is. Nothing is locked while nothing is ready."""
    at_ms = gateway.now_ms()
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        waiting = [group for group in claims.groups(u, channel) if claims.head(u, channel, group, at_ms) is not None]
    if not waiting:
        return Found()
    with unit(gateway.engine) as u:
        found = _Claim(gateway, u, channel, at_ms).of_groups(waiting)
        u.commit()
    return _passed_g(gateway, found)


def batch_of(gateway: Gateway, outbox_id: int) -> Batch | None:
    """Claim one text, and what can go with it; ``None`` if it is not due, must rest, or somebody else has it.

    A text that nobody asked for takes its turn: in its place goes whatever comes first, so that no ring overtakes. Raises
    ``LookupError`` if its channel is not configured.
    """
    at_ms = gateway.now_ms()
    with reading(gateway.engine) as connection:
        first = claims.one(Unit(connection), outbox_id, at_ms)
    if first is None:
        return None
    if first.channel not in gateway.settings.channels:
        raise LookupError(f"text {outbox_id} waits for the channel {first.channel}, which is not configured")
    if _is_bulk(first.kind):
        return next_batch(gateway, first.channel).batch
    with unit(gateway.engine) as u:
        found = _Claim(gateway, u, first.channel, at_ms).of_text(outbox_id)
        u.commit()
    return _passed_g(gateway, found).batch


def _passed_g(gateway: Gateway, found: Found) -> Found:
    if found.batch is not None:
        crash_at(gateway.settings, "g")
    return found


class _Claim:
    """One claim: all that must hold at its instant, read under the lock of all claims."""

    def __init__(self, gateway: Gateway, u: Unit, channel: str, at_ms: int) -> None:
        self._gateway = gateway
        self._u = u
        self._channel: Channel = gateway.settings.channels[channel]
        self._at_ms = at_ms
        self._outlet: Outlet = outlets.lock_all(u, channel)
        self._held: list[Pause] = pauses.holding(u, at_ms)
        self._spent: Spent = spending.spent(u, at_ms)
        self._price = caps.price_millis(gateway.settings)
        caps.say_room(u, gateway.settings, self._spent, self._held, at_ms)

    def of_groups(self, groups: Sequence[Group]) -> Found:
        """The texts of the group whose turn it is."""
        if rests_ms := self._rests_ms():
            return Found(wait_ms=rests_ms)
        waits = []
        for group in sorted(groups, key=self._turn):
            if self._is_held(group):
                continue
            if wait_ms := self._pace_ms(group.kind):
                waits.append(wait_ms)
            else:
                first = claims.head(self._u, self._channel.name, group, self._at_ms)
                if first is not None and (found := self._of(first)) is not None:
                    return found
        return Found(wait_ms=min(waits, default=None))

    def of_text(self, outbox_id: int) -> Found:
        """One text and what goes with it."""
        first = claims.one(self._u, outbox_id, self._at_ms)
        if first is None or self._rests_ms() or self._pace_ms(first.kind) or self._is_held(Group(first.kind, first.ministry)):
            return Found()
        return self._of(first) or Found()

    def _of(self, first: Ready) -> Found | None:
        """Take a text and its like; ``None`` if there is no money for it, at once again if all were set aside."""
        most = self._affordable(first)
        if most < 1:
            return None
        ready = claims.lot_of(self._u, first, self._at_once(first, most), self._at_ms)
        numbers = sifting.sift(self._u, self._gateway, ready, self._held, self._at_ms)
        taken = claims.take(self._u, list(numbers), self._at_ms) if numbers else set()
        texts = tuple(text for text in ready if text.id in taken)
        if not texts:
            return Found(wait_ms=0)
        self._account_for(texts)
        return Found(Batch(self._channel.name, texts, tuple(numbers[text.id] for text in texts), self._at_ms))

    def _turn(self, group: Group) -> tuple[int, int, str]:
        return _RANK.get(group.kind, 2), self._spent.parts_in_hour.get(group.ministry, 0), group.ministry

    def _rests_ms(self) -> int:
        """How much longer the channel rests because it does not work."""
        pause = breaker.holds(self._held, self._channel.name)
        return 0 if pause is None or pause.until_ms is None else pause.until_ms - self._at_ms

    def _pace_ms(self, kind: str) -> int:
        ahead_ms = 0 if _is_bulk(kind) or self._outlet.rests else REPLIES_AHEAD_MS
        return max(0, self._outlet.free_at_ms - self._at_ms - ahead_ms)

    def _is_held(self, group: Group) -> bool:
        if not _is_bulk(group.kind):
            return False
        mine = (("all", ""), ("channel", self._channel.name), ("ministry", group.ministry))
        return any((pause.scope, pause.name) in mine and pause.paused_by not in _GUARDS for pause in self._held)

    def _affordable(self, first: Ready) -> int:
        """How many of these may be paid for; at none, it is said."""
        settings, twice, cost = self._gateway.settings, not _is_bulk(first.kind), first.parts * self._price
        room, cap = caps.tightest(settings, self._spent, first.ministry, twice=twice)
        if room < cost:
            caps.say_reached(self._u, settings, cap, cost, self._held, self._at_ms, twice=twice)
        return room // cost

    def _at_once(self, first: Ready, most: int) -> int:
        """How many may go in one call; one by one while the channel does not answer as it should."""
        if first.link_id or first.code in self._channel.premium or not self._outlet.is_well:
            return 1
        at_pace = int(self._channel.parts_a_second * SLICE_S // first.parts)
        return min(most, self._channel.texts_a_call, max(1, at_pace))

    def _account_for(self, texts: Sequence[Ready]) -> None:
        parts = sum(text.parts for text in texts)
        spending.add(
            self._u,
            at_ms=self._at_ms,
            channel=self._channel.name,
            ministry=texts[0].ministry,
            texts=len(texts),
            parts=parts,
            millis=parts * self._price,
        )
        gone_ms = round(parts * 1000 / self._channel.parts_a_second)
        if self._outlet.rests:  # the one that is tried: nobody else tries until it is known what became of it
            gone_ms = self._gateway.settings.outbox.in_doubt_after_s * 1000
        outlets.use(self._u, self._channel.name, max(self._outlet.free_at_ms, self._at_ms) + gone_ms)


def give_back(u: Unit, gateway: Gateway, batch: Batch, texts: Sequence[Ready]) -> None:
    """The money of texts that were surely not taken, in the hour from which it came."""
    if texts:
        parts = sum(text.parts for text in texts)
        spending.add(
            u,
            at_ms=batch.at_ms,
            channel=batch.channel,
            ministry=texts[0].ministry,
            texts=-len(texts),
            parts=-parts,
            millis=-parts * caps.price_millis(gateway.settings),
        )


def numbers_by_text(batch: Batch) -> Mapping[int, str]:
    """Text -> the number it goes to."""
    return {text.id: number for text, number in zip(batch.texts, batch.numbers, strict=True)}


def _is_bulk(kind: str) -> bool:
    return _RANK.get(kind, 2) > 0
