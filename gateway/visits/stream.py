"""Visits that a ministry's queue system posts, one by one or a few at once: each request is taken in whole or not at all.

What one caller posts within a local day of the ministry is one upload with one seed. A visit that comes alone is drawn
against the number that its service and facility usually have in a week, until the target of the week is reached.
"""

from __future__ import annotations

import hashlib
import secrets as luck
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from gateway.asking.calendar import refuse_without_hours
from gateway.refusal import Refusal
from gateway.visits.desk import Desk, desk_of
from gateway.visits.due import Due
from gateway.visits.examine import examine
from gateway.visits.load import SEED_BYTES, again, as_new, not_known, stratum_of
from gateway.visits.wrong import Wrong
from reports import sampling
from storage import audit, crowd, uploads, visits
from storage.unit import Unit, unit
from storage.uploads import Upload
from storage.visits import NewInvitation, NewVisit, Stratum

if TYPE_CHECKING:
    from gateway.visits.cells import Given
    from gateway.wiring import Gateway
    from storage.crowd import Member

MOST_ROWS = 1000
"""Of one request."""
WEEKS = 4
"""From which the usual number of a stratum is known."""

Fate = Literal["added", "known", "wrong"]


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a request: ``fates`` has one word for each row, in their order."""

    upload_id: int
    """0 if no row gave a visit."""
    fates: tuple[Fate, ...]
    wrong: tuple[Wrong, ...]
    """Rows count from 1. Those that do not stop cost a cell, and the person is asked instead."""
    ignored: tuple[str, ...]
    """Names that nothing is made of."""


def take_in_rows(
    gateway: Gateway, ministry: str, survey: str, rows: Sequence[Mapping[str, str]], *, received_from: str
) -> Received:
    """Take in visits as a program gives them: names of columns, as forgiving as a file's header, to texts.

    ``received_from`` names the caller in the audit (the name of a token, never the token). A visit whose reference is
    known stays as it was, so that a request may be repeated without harm.
    Raises :class:`Refusal` (code 2 for an unknown ministry or survey or too many rows, 1 where ``phone`` or ``visit id`` is
    missing in all rows or the survey cannot take visits), and ``Unavailable`` when the database is away.
    """
    if not 0 < len(rows) <= MOST_ROWS:
        raise Refusal(f"A request brings {len(rows):,} visits.", f"Send between 1 and {MOST_ROWS:,} at a time.")
    desk = desk_of(gateway, ministry, survey)
    refuse_without_hours(desk.flow, desk.ministry, gateway.settings.invitations, gateway.now_ms())
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = [(number, [str(row.get(name, "")) for name in header]) for number, row in enumerate(rows, 1)]
    examined = examine(desk, header, lines, gateway.now_ms())
    fates: dict[int, Fate] = {}
    upload_id = again(lambda: _take_in(gateway, desk, examined.given, received_from, fates)) if examined.given else 0
    return Received(
        upload_id,
        tuple(fates.get(number, "wrong") for number in range(1, len(rows) + 1)),
        examined.wrong,
        tuple(column.name for column in examined.headers.ignored),
    )


def _take_in(gateway: Gateway, desk: Desk, given: Sequence[Given], received_from: str, fates: dict[int, Fate]) -> int:
    with unit(gateway.engine) as u:
        uploads.lock(u, desk.ministry.key, desk.flow.survey)
        upload = _today(u, gateway, desk, received_from)
        new = not_known(u, desk, given)
        people = crowd.members(u, gateway.vault, (each.number for each in new), gateway.now_ms())
        drawing = _Drawing(u, gateway, desk, upload)
        stored = [drawing.visit(each, people[each.number]) for each in new]
        added = visits.store(u, upload.id, desk.ministry.key, desk.flow.survey, stored)
        drawing.invite(stored, {each.reference: each for each in new})
        uploads.count(u, upload.id, rows=len(given), added=added, drawn=drawing.count)
        uploads.last_at(u, upload.id, gateway.now_ms())
        u.commit()
    fresh = {each.row for each in new}
    fates.update({each.row: "added" if each.row in fresh else "known" for each in given})
    return upload.id


def _today(u: Unit, gateway: Gateway, desk: Desk, received_from: str) -> Upload:
    """The upload of this caller and day, begun with a seed of its own, which the audit keeps."""
    at_ms = gateway.now_ms()
    day = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(desk.zone).date()
    sha256 = hashlib.sha256(f"{received_from} {day}".encode()).hexdigest()
    upload, is_new = uploads.stream(
        u, ministry=desk.ministry.key, survey=desk.flow.survey, sha256=sha256, seed=luck.token_hex(SEED_BYTES), at_ms=at_ms,
        received_from=received_from,
    )  # fmt: skip
    if is_new:
        subject = f"{desk.ministry.key}/{desk.flow.survey}"
        detail = {"upload": upload.id, "day": day.isoformat(), "seed": upload.seed}
        audit.append(u, actor=received_from, action="visits received", subject=subject, at_ms=at_ms, detail=detail)
    return upload


class _Drawing:
    """The draw of visits that come alone, within one unit."""

    def __init__(self, u: Unit, gateway: Gateway, desk: Desk, upload: Upload) -> None:
        self._u, self._gateway, self._desk, self._upload = u, gateway, desk, upload
        self._drawn: dict[Stratum, int] = {}
        self._expected: dict[Stratum, float] = {}
        self._due = Due(gateway, desk)
        self.count = 0

    def visit(self, given: Given, person: Member) -> NewVisit:
        """A visit as it is stored, drawn or not."""
        if not self._desk.invites:
            return as_new(given, person.id, visits.SELF, 1.0)
        if person.is_tester:
            return as_new(given, person.id, visits.TESTER, 1.0)
        if self._due.is_late(given.recorded_at_ms, self._gateway.now_ms()):
            return as_new(given, person.id, visits.LATE, 0.0)
        stratum = stratum_of(given)
        self._look(stratum)
        target = self._gateway.settings.invitations.target_a_week
        probability = sampling.chance(target, self._drawn[stratum], self._expected[stratum])
        if not sampling.is_drawn(self._upload.seed, given.reference, probability):
            return as_new(given, person.id, visits.SPARED, probability)
        self._drawn[stratum] += 1
        self.count += 1
        return as_new(given, person.id, visits.DRAWN, probability)

    def invite(self, stored: Sequence[NewVisit], by_reference: Mapping[str, Given]) -> None:
        """Invitations for those that were drawn."""
        drawn = {visit.reference: visit for visit in stored if visit.draw in (visits.DRAWN, visits.TESTER)}
        ministry, survey = self._desk.ministry.key, self._desk.flow.survey
        ids = visits.ids_of(self._u, self._upload.id, ministry, survey, drawn) if drawn else {}
        new = [self._invitation(id, drawn[reference], by_reference[reference].number) for reference, id in ids.items()]
        visits.invite(self._u, ministry, survey, new)

    def _invitation(self, visit_id: int, visit: NewVisit, number: str) -> NewInvitation:
        zone = self._due.zone(number)
        return NewInvitation(visit_id, visit.contact_id, zone, self._due.at_ms(zone, visit.recorded_at_ms))

    def _look(self, stratum: Stratum) -> None:
        if stratum not in self._drawn:
            ministry, survey = self._desk.ministry.key, self._desk.flow.survey
            self._drawn[stratum] = visits.drawn_in(self._u, ministry, survey, stratum)
            self._expected[stratum] = visits.expected_of(self._u, ministry, survey, stratum, WEEKS)
