"""Counting: the responses of a local day become its day counts, once, in the report of one day and no other.

A day's counts are rebuilt, never incremented. A day that is closed is counted once; again only where the way of counting has
changed since, or somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gateway.nights import nightfall
from gateway.remarks.owned import codebook
from reports.figures import DayCount, Response, Shape, placed, shape_of
from reports.rollup import WAY, rollup
from reports.text.themes import themes_of
from storage import daycounts, nights, responses
from storage.unhurried import unhurried
from storage.unit import Overtaken, Unit, unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway

THEME = "theme"
ATTEMPTS = 5
AT_ONCE = 2_000
"""Responses given their day in one transaction."""


def count_up_to(gateway: Gateway, ministry: Ministry, day: date) -> None:
    """Count a day, and before it every earlier one that is not counted in the present way. Goes on where it was broken off.

    A day whose report is made stays counted as it was.
    """
    for each in uncounted(gateway, ministry, day - timedelta(days=1)):
        count(gateway, ministry, each)
    with unhurried(gateway.engine) as u:
        made = nights.find(u, ministry.key, day)
        stays = made is not None and made.state == "done" and day in daycounts.days_counted(u, ministry.key, WAY)
    if not stays:
        count(gateway, ministry, day)


def uncounted(gateway: Gateway, ministry: Ministry, last: date) -> list[date]:
    """The days of a ministry up to ``last`` that are not counted in the present way, oldest first."""
    give_desks(gateway, ministry)
    with unhurried(gateway.engine) as u:
        first, known = first_day(u, ministry), daycounts.days_counted(u, ministry.key, WAY)
    return [] if first is None else [day for day in days_between(first, last) if day not in known]


def every_day(gateway: Gateway, ministry: Ministry, last: date) -> list[date]:
    """All days of a ministry up to ``last``, oldest first."""
    give_desks(gateway, ministry)
    with unhurried(gateway.engine) as u:
        first = first_day(u, ministry)
    return [] if first is None else list(days_between(first, last))


def count(gateway: Gateway, ministry: Ministry, day: date) -> None:
    """Count one day anew. It stands as counted once its report is due; until then it is counted again."""
    is_closed = nightfall.due_ms(ministry, day) <= gateway.now_ms()
    with unit(gateway.engine) as u:
        responses.hear_of_delivery(u, ministry.key, day, nightfall.cut_off_ms(ministry, day))
        u.commit()
    with unhurried(gateway.engine) as u:
        counts = _with_old_themes(gateway, u, ministry, day)
    _replace(gateway, ministry, day, counts, WAY if is_closed else "")


def _with_old_themes(gateway: Gateway, u: Unit, ministry: Ministry, day: date) -> tuple[DayCount, ...]:
    """A day's counts; of words that were deleted since, the themes stay as they were counted when they could be read."""
    reader = _Reader(gateway, u)
    counts = rollup(reader.read(responses.of_days(u, ministry.key, day, day)), reader.shapes)
    if not reader.words_are_gone:
        return counts
    old = daycounts.between(u, ministry.key, day, day, (THEME,))
    return (*(c for c in counts if c.measure != THEME), *old)


class _Reader:
    """Reads responses as their survey's version and the codebook understand them. Holds none of them."""

    def __init__(self, gateway: Gateway, u: Unit) -> None:
        self.shapes = _Shapes(gateway, u)
        self.words_are_gone = False
        self._book = codebook(gateway.settings)

    def read(self, found: Iterable[Response]) -> Iterator[Response]:
        """Each with its service, place and themes."""
        for response in found:
            shape = self.shapes[response.version_id]
            known = placed(response, shape)
            said = next((s for s in response.said if s.question == shape.comment and s.state == "answered"), None)
            if said is None or response.dangerous:
                yield known
            elif said.value is None:
                self.words_are_gone = True
                yield known
            else:
                yield replace(known, themes=themes_of(self._book, response.language, said.value))


def _replace(gateway: Gateway, ministry: Ministry, day: date, counts: Iterable[DayCount], way: str) -> None:
    """Replace a day's counts; where two processes do so at once, one comes after the other."""
    for attempt in range(ATTEMPTS):
        try:
            with unit(gateway.engine) as u:
                daycounts.replace_day(u, ministry.key, day, counts, way)
                u.commit()
            return
        except Overtaken:
            if attempt == ATTEMPTS - 1:
                raise


def give_desks(gateway: Gateway, ministry: Ministry) -> None:
    """Give every response that was filed before reports had their own day of counting the day that it was counted on."""
    while True:
        with unhurried(gateway.engine) as u:
            found = responses.without_a_desk(u, ministry.key, AT_ONCE)
        if not found:
            return
        seats: dict[date, list[int]] = {}
        for session_id, local_day, queued_at_ms in found:
            seats.setdefault(nightfall.desk_day(ministry, local_day, queued_at_ms), []).append(session_id)
        with unit(gateway.engine) as u:
            responses.seat(u, seats)
            u.commit()


class _Shapes(dict[int, Shape]):
    """The shapes of versions, each looked up when the first response of it is met."""

    def __init__(self, gateway: Gateway, u: Unit) -> None:
        super().__init__()
        self._gateway, self._unit = gateway, u

    def __missing__(self, version_id: int) -> Shape:
        self[version_id] = shape_of(self._gateway.published.by_id(self._unit, version_id))
        return self[version_id]


def first_day(u: Unit, ministry: Ministry) -> date | None:
    """The first local day that has a report: of the first publication or, if that is earlier, of the first answer."""
    published = nights.first_published_at_ms(u, ministry.key)
    answered = responses.first_day(u, ministry.key)
    days = [answered] if answered else []
    if published is not None:
        days.append(nightfall.local_date(ministry, published))
    return min(days, default=None)


def days_between(first: date, last: date) -> Iterator[date]:
    """The days from one to another, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
