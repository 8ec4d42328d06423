"""Which texts go next: claimed in one transaction, under one lock, within every limit there is.

Replies and notices come first, then reminders, then invitations; among ministries the one that was served least in this hour.
Texts of one wording go together in one call, and several calls at once. What rests stays due: a person's pause of everything, a
channel, a ministry or a survey holds invitations and reminders, so that nobody is left without an answer; a channel that does
not work holds everything.

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
"""What is claimed at once holds texts for so many seconds of the channel's pace at most: replies wait no longer behind it."""

REPLIES_AHEAD_MS = 10_000

MOST_PARTS = 25
"""No text has more: it may take this long at the channel's pace, and be under way until nobody can know any more."""

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
    """Batches of one ministry and kind, or after how many milliseconds there may be some: 0 for at once, ``None`` while
    nothing waits."""

    batches: tuple[Batch, ...] = ()
    wait_ms: int | None = None


def next_batches(gateway: Gateway, channel: str) -> Found:
    """Claim the texts of a channel whose turn it is, for as many calls as it may have at once. Nothing is locked while
    nothing is ready."""
    at_ms = gateway.now_ms()
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        waiting = [group for group in claims.groups(u, channel) if claims.heads(u, channel, group, 1, at_ms)]
    if not waiting:
        return Found()
    with unit(gateway.engine) as u:
        found = _Claim(gateway, u, channel, at_ms).of_groups(waiting)
        u.commit()
    return _passed_g(gateway, found)


def batches_of(gateway: Gateway, outbox_id: int) -> tuple[Batch, ...]:
    """Claim one text, and what can go with it; nothing if it is not due, must rest, or somebody else has it.

    A text that nobody asked for takes its turn: in its place goes whatever comes first, so that no ring overtakes. Raises
    ``LookupError`` if its channel is not configured.
    """
    at_ms = gateway.now_ms()
    with reading(gateway.engine) as connection:
        first = claims.one(Unit(connection), outbox_id, at_ms)
    if first is None:
        return ()
    if first.channel not in gateway.settings.channels:
        raise LookupError(f"text {outbox_id} waits for the channel {first.channel}, which is not configured")
    if _is_bulk(first.kind):
        return next_batches(gateway, first.channel).batches
    with unit(gateway.engine) as u:
        found = _Claim(gateway, u, first.channel, at_ms).of_text(outbox_id)
        u.commit()
    return _passed_g(gateway, found).batches


def _passed_g(gateway: Gateway, found: Found) -> Found:
    if found.batches:
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
                heads = claims.heads(self._u, self._channel.name, group, self._calls, self._at_ms)
                if heads and (found := self._of(heads)) is not None:
                    return found
        return Found(wait_ms=min(waits, default=None))

    def of_text(self, outbox_id: int) -> Found:
        """One text and what goes with it."""
        first = claims.one(self._u, outbox_id, self._at_ms)
        if first is None or self._rests_ms() or self._pace_ms(first.kind) or self._is_held(Group(first.kind, first.ministry)):
            return Found()
        return self._of([first]) or Found()

    def _of(self, heads: Sequence[Ready]) -> Found | None:
        """Take texts of one group and their likes; ``None`` if there is no money for the first, at once again if all were
        set aside."""
        lots = self._lots(heads, self._affordable_parts(heads[0]))
        if not lots:
            return None
        ready = [text for lot in lots for text in lot]
        numbers = sifting.sift(self._u, self._gateway, ready, self._held, self._at_ms)
        taken = claims.take(self._u, list(numbers), self._at_ms) if numbers else set()
        going = [texts for lot in lots if (texts := tuple(text for text in lot if text.id in taken))]
        if not going:
            return Found(wait_ms=0)
        self._account_for([text for texts in going for text in texts])
        return Found(tuple(self._batch(texts, numbers) for texts in going))

    def _batch(self, texts: tuple[Ready, ...], numbers: Mapping[int, str]) -> Batch:
        return Batch(self._channel.name, texts, tuple(numbers[text.id] for text in texts), self._at_ms)

    def _lots(self, heads: Sequence[Ready], affordable: int) -> list[list[Ready]]:
        """What each of these and its likes make for a call, within the money and the pace; a text never twice."""
        left = min(affordable, max(heads[0].parts, int(self._channel.parts_a_second * SLICE_S)))
        lots: list[list[Ready]] = []
        seen: set[int] = set()
        for head in heads:
            if left < head.parts:
                break
            if head.id not in seen:
                lot = claims.lot_of(self._u, head, min(self._most_a_call(head), left // head.parts), self._at_ms)
                lots.append([text for text in lot if text.id not in seen])
                seen |= {text.id for text in lot}
                left -= head.parts * len(lots[-1])
        return lots

    def _turn(self, group: Group) -> tuple[int, int, str]:
        return _RANK.get(group.kind, 2), self._spent.parts_in_hour.get(group.ministry, 0), group.ministry

    def _rests_ms(self) -> int:
        """How much longer the channel rests because it does not work."""
        return breaker.rests_ms(self._held, self._channel.name, self._at_ms)

    def _pace_ms(self, kind: str) -> int:
        ahead_ms = 0 if _is_bulk(kind) or self._outlet.rests else REPLIES_AHEAD_MS
        return max(0, self._free_at_ms() - self._at_ms - ahead_ms)

    def _free_at_ms(self) -> int:
        """By when all that was handed over will have gone out; now, where that is so far off that the clock was set back."""
        most_s = MOST_PARTS / self._channel.parts_a_second + SLICE_S + self._gateway.settings.outbox.in_doubt_after_s
        free_at_ms = self._outlet.free_at_ms
        return free_at_ms if free_at_ms <= self._at_ms + REPLIES_AHEAD_MS + most_s * 1000 else self._at_ms

    def _is_held(self, group: Group) -> bool:
        if not _is_bulk(group.kind):
            return False
        mine = (("all", ""), ("channel", self._channel.name), ("ministry", group.ministry))
        return any((pause.scope, pause.name) in mine and pause.paused_by not in _GUARDS for pause in self._held)

    def _affordable_parts(self, first: Ready) -> int:
        """How many parts may be paid for; where these are less than a text has, it is said."""
        settings, twice, cost = self._gateway.settings, not _is_bulk(first.kind), first.parts * self._price
        room, cap = caps.tightest(settings, self._spent, first.ministry, twice=twice)
        if room < cost:
            caps.say_reached(self._u, settings, cap, cost, self._held, self._at_ms, twice=twice)
        return room // self._price

    @property
    def _calls(self) -> int:
        """How many calls may be under way at once; one by one while the channel does not answer as it should."""
        return self._channel.calls_at_once if self._outlet.is_well else 1

    def _most_a_call(self, first: Ready) -> int:
        alone = first.link_id or first.code in self._channel.premium or not self._outlet.is_well
        return 1 if alone else self._channel.texts_a_call

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
        outlets.use(self._u, self._channel.name, max(self._free_at_ms(), self._at_ms) + gone_ms)


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
