"""A list is taken in: its visits stored in batches, then drawn from, stratum by stratum, each batch and draw a whole.

Killed anywhere, the same list goes on where it was cut off, with the same seed and so the same draw. A visit is known by the
ministry's own reference: a list that is handed in twice adds nothing and asks nobody twice, and of two lists at once each
visit is stored by one.
"""

from __future__ import annotations

import json
import secrets as luck
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gateway.asking.calendar import refuse_without_hours
from gateway.crashpoints import crash_at
from gateway.visits.due import Due
from reports import sampling
from storage import audit, crowd, uploads, visits
from storage.unit import Overtaken, Unavailable, Unit, reading, unit
from storage.uploads import Upload
from storage.visits import NewInvitation, NewVisit, Pending, Stratum

if TYPE_CHECKING:
    from gateway.visits.cells import Given
    from gateway.visits.desk import Desk
    from gateway.visits.examine import Examined
    from gateway.wiring import Gateway

ROWS_A_BATCH = 1000
"""Visits stored in one transaction: citizens who answer meanwhile wait no longer for it than for one another."""
DRAWS_A_BATCH = 25
"""Strata drawn from in one transaction."""
ATTEMPTS = 6
"""Of a batch that another one overtook or kept waiting."""
SEED_BYTES = 16

_Result = TypeVar("_Result")
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list."""

    upload_id: int
    seed: str
    added: int
    """Visits that were new."""
    known: int
    """Visits that had been handed in before."""
    drawn: int
    """Of the new ones, those that will be asked; without testers."""


def as_of_ms(gateway: Gateway, desk: Desk, sha256: str) -> int:
    """The instant as of which a list is read: now, or when it was handed in first if it was cut off then."""
    with reading(gateway.engine) as connection:
        begun = uploads.cut_off(connection, desk.ministry.key, desk.flow.survey, "file", sha256)
    return gateway.now_ms() if begun is None else begun.received_at_ms


def take_in(
    gateway: Gateway, desk: Desk, examined: Examined, *, sha256: str, received_from: str, tell: Tell = lambda rows: None
) -> Taken:
    """Store what a list gives and draw from it; ``tell`` is told how many more visits are stored.

    Raises :class:`Refusal` where the survey could never invite anybody, and ``Unavailable`` when the database is away.
    """
    refuse_without_hours(desk.flow, desk.ministry, gateway.settings.invitations, gateway.now_ms())
    upload = again(lambda: _begin(gateway, desk, examined.rows, sha256, received_from))
    drawing = Drawing(gateway, desk, examined.given)
    for batch in _batches(examined.given, ROWS_A_BATCH):
        again(lambda batch=batch: _store(gateway, desk, upload, batch, drawing))  # type: ignore[misc]
        crash_at(gateway.settings, "v")
        tell(len(batch))
    with reading(gateway.engine) as connection:
        strata = visits.to_draw(Unit(connection), upload.id)
    for group in _batches(strata, DRAWS_A_BATCH):
        again(lambda group=group: _draw(gateway, desk, upload, group, drawing))  # type: ignore[misc]
        crash_at(gateway.settings, "w")
    done = again(lambda: _finish(gateway, desk, upload, sha256))
    return Taken(upload.id, upload.seed, done.added, len(examined.given) - done.added, done.drawn)


def begin(gateway: Gateway, desk: Desk, rows: int, sha256: str, received_from: str) -> Upload:
    """The upload of a list that is to be taken in, or the one that it was cut off in. Raises as :func:`take_in` does."""
    refuse_without_hours(desk.flow, desk.ministry, gateway.settings.invitations, gateway.now_ms())
    return again(lambda: _begin(gateway, desk, rows, sha256, received_from))


def again(attempt: Callable[[], _Result]) -> _Result:
    """The same once more, a few times, where somebody else was first or held the lock for too long."""
    for n in range(1, ATTEMPTS):
        try:
            return attempt()
        except (Overtaken, Unavailable):
            time.sleep(0.05 * 2**n)
    return attempt()


def _begin(gateway: Gateway, desk: Desk, rows: int, sha256: str, received_from: str) -> Upload:
    with unit(gateway.engine) as u:
        uploads.lock(u, desk.ministry.key, desk.flow.survey)
        upload = uploads.begin(
            u, ministry=desk.ministry.key, survey=desk.flow.survey, source="file", sha256=sha256, rows=rows,
            seed=luck.token_hex(SEED_BYTES), at_ms=gateway.now_ms(), received_from=received_from,
        )  # fmt: skip
        u.commit()
    return upload


def _store(gateway: Gateway, desk: Desk, upload: Upload, batch: Sequence[Given], drawing: Drawing) -> None:
    with unit(gateway.engine) as u:
        new = not_known(u, desk, batch)
        people = crowd.members(u, gateway.vault, (given.number for given in new), gateway.now_ms())
        draws = ((given, drawing.begins_as(given, upload)) for given in new)
        rows = (as_new(given, people[given.number].id, draw, float(draw == visits.SELF)) for given, draw in draws)
        added = visits.store(u, upload.id, desk.ministry.key, desk.flow.survey, rows)
        uploads.count(u, upload.id, added=added)
        u.commit()


def not_known(u: Unit, desk: Desk, batch: Sequence[Given]) -> list[Given]:
    """The visits that were not handed in before: only of them is the person looked up, or made."""
    known = visits.known(u, desk.ministry.key, desk.flow.survey, [given.reference for given in batch])
    return [given for given in batch if given.reference not in known]


def as_new(given: Given, contact_id: int, draw: str, probability: float) -> NewVisit:
    """A visit as it is stored."""
    cells = json.dumps(given.cells, ensure_ascii=False, separators=(",", ":"))
    return NewVisit(given.reference, contact_id, cells, stratum_of(given), given.recorded_at_ms, draw, probability)


def stratum_of(given: Given) -> Stratum:
    """Where a visit is drawn from."""
    return Stratum(given.week, given.service, given.facility)


def _draw(gateway: Gateway, desk: Desk, upload: Upload, strata: Sequence[Stratum], drawing: Drawing) -> None:
    with unit(gateway.engine) as u:
        uploads.lock(u, desk.ministry.key, desk.flow.survey)
        drawn = sum(_draw_from(u, gateway, desk, upload, stratum, drawing) for stratum in strata)
        uploads.count(u, upload.id, drawn=drawn)
        u.commit()


def _draw_from(u: Unit, gateway: Gateway, desk: Desk, upload: Upload, stratum: Stratum, drawing: Drawing) -> int:
    """Hold the draw of an upload in one stratum; returns how many were drawn."""
    ministry, survey = desk.ministry.key, desk.flow.survey
    waiting = visits.pending(u, upload.id, ministry, survey, stratum)
    testers = [each for each in waiting if each.is_tester]
    room = gateway.settings.invitations.target_a_week - visits.drawn_in(u, ministry, survey, stratum)
    draw = sampling.draw(upload.seed, (each.reference for each in waiting if not each.is_tester), room)
    chosen = [each for each in waiting if not each.is_tester and each.reference in draw.chosen]
    visits.settle(u, [each.id for each in chosen], visits.DRAWN, draw.probability)
    visits.settle(u, [each.id for each in testers], visits.TESTER, 1.0)
    visits.settle_rest(u, upload.id, ministry, survey, stratum, draw.probability)
    visits.invite(u, ministry, survey, [drawing.invitation(each) for each in (*chosen, *testers)])
    return len(chosen)


class Drawing:
    """What a draw has to know of the list: whose visit it was, and when they would be asked."""

    def __init__(self, gateway: Gateway, desk: Desk, given: Sequence[Given]) -> None:
        self._numbers = {each.reference: each.number for each in given}
        self._desk = desk
        self._due = Due(gateway, desk)

    def begins_as(self, given: Given, upload: Upload) -> str:
        """How a visit is stored at first: its draw is to be held, unless it was too late to ask when it was handed in."""
        if not self._desk.invites:
            return visits.SELF
        is_late = self._due.is_late(given.recorded_at_ms, upload.received_at_ms)
        return visits.LATE if is_late else visits.PENDING

    def invitation(self, visit: Pending) -> NewInvitation:
        zone = self._due.zone(self._numbers.get(visit.reference, ""))
        return NewInvitation(visit.id, visit.contact_id, zone, self._due.at_ms(zone, visit.recorded_at_ms))


def _finish(gateway: Gateway, desk: Desk, upload: Upload, sha256: str) -> Upload:
    with unit(gateway.engine) as u:
        first = uploads.finish(u, upload.id, gateway.now_ms())
        done = uploads.get(u, upload.id)
        if first:
            audit.append(
                u, actor=done.received_from, action="visits loaded", subject=f"{desk.ministry.key}/{desk.flow.survey}",
                at_ms=gateway.now_ms(),
                detail={
                    "upload": done.id, "sha256": sha256, "seed": done.seed, "rows": done.rows, "added": done.added,
                    "drawn": done.drawn,
                },
            )  # fmt: skip
        u.commit()
    return done


_Item = TypeVar("_Item")


def _batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
