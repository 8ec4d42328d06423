"""The hours at which somebody may be sent a text that they did not ask for, on the wall clock where their phone is at home.

A zone is a name of the time zone database, or several with a blank between them where a number does not tell in which of
them it is: then the hours of all of them hold, so that nobody is woken by a guess. Where a clock is put forward or back, the
hours are what the wall shows: one that is shown twice counts twice, one that is never shown does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

from gateway.refusal import Refusal

if TYPE_CHECKING:
    from flows.model import Flow
    from gateway.config_sections import Invitations, Ministry

LOOKS_AHEAD_DAYS = 62
"""An invitation that finds no hour for so long would come too late in any case."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class NoHour(ValueError):
    """There is no hour at which a survey may text: its own, the quiet ones and the days of rest leave nothing."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a survey may text, on the wall clock: from the first minute of ``opens`` to before ``closes``, not in the quiet
    hours, which may go over midnight, and not on days of rest."""

    opens: time
    closes: time
    quiet_from: time
    quiet_until: time
    rest_days: frozenset[int]
    """0 is Monday."""
    holidays: frozenset[date]

    def allow(self, at: datetime) -> bool:
        """Whether they allow a text at an instant, given as the local time."""
        shown = at.time()
        by_day = at.weekday() not in self.rest_days and at.date() not in self.holidays
        return by_day and self.opens <= shown < self.closes and not self._is_quiet(shown)

    def _is_quiet(self, shown: time) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= shown < self.quiet_until
        return shown >= self.quiet_from or shown < self.quiet_until


def hours_of(flow: Flow, ministry: Ministry | None, invitations: Invitations) -> Hours:
    """The hours of a survey: its own, the ministry's holidays, and what the installation never allows."""
    return Hours(
        opens=time.fromisoformat(flow.rules.text_from),
        closes=time.fromisoformat(flow.rules.text_until),
        quiet_from=invitations.quiet_from,
        quiet_until=invitations.quiet_until,
        rest_days=frozenset(map(WEEKDAYS.index, invitations.rest_days)),
        holidays=ministry.holidays if ministry else frozenset(),
    )


def first_allowed_at_ms(flow: Flow, zone: str, ministry: Ministry | None, invitations: Invitations, at_ms: int) -> int:
    """The first instant from ``at_ms`` on at which this survey may text somebody in ``zone``. Raises :class:`NoHour`."""
    return first_of(hours_of(flow, ministry, invitations), zone, at_ms)


def first_of(hours: Hours, zone: str, at_ms: int) -> int:
    """The first instant from ``at_ms`` on that these hours allow in ``zone``. Raises :class:`NoHour`."""
    zones = _zones(zone)
    if _allowed(hours, zones, at_ms):
        return at_ms
    today = datetime.fromtimestamp(at_ms / 1000, UTC).date()
    for ahead in range(-1, LOOKS_AHEAD_DAYS):
        # The next day is looked at with it: it may have begun in an eastern zone before this one opens in a western.
        days = (today + timedelta(days=ahead), today + timedelta(days=ahead + 1))
        turns = {turn_ms for day in days for turn_ms in _turns(hours, zones, day) if turn_ms > at_ms}
        if allowed := [turn_ms for turn_ms in turns if _allowed(hours, zones, turn_ms)]:
            return min(allowed)
    raise NoHour(f"no hour within {LOOKS_AHEAD_DAYS} days at which a text may go out")


def refuse_without_hours(flow: Flow, ministry: Ministry | None, invitations: Invitations, at_ms: int) -> None:
    """Refuse a survey that invites or reminds and that could never text anybody in its own zone."""
    if flow.starts.after_visit is None and flow.rules.remind_after is None:
        return
    try:
        first_allowed_at_ms(flow, flow.time_zone, ministry, invitations, at_ms)
    except NoHour:
        hours = f"{flow.rules.text_from} and {flow.rules.text_until}"
        raise Refusal(
            f"“{flow.survey}” could never invite or remind anybody: no hour between {hours} is left.",
            "Look at “text only between” of the survey, and in config.yaml at quiet_from, quiet_until, rest_days and holidays.",
            code=1,
        ) from None


def _allowed(hours: Hours, zones: tuple[ZoneInfo, ...], at_ms: int) -> bool:
    return all(hours.allow(datetime.fromtimestamp(at_ms / 1000, zone)) for zone in zones)


def _turns(hours: Hours, zones: tuple[ZoneInfo, ...], day: date) -> Iterator[int]:
    """Instants about a day at which a text may become allowed: a wall shows the beginning of something, or jumps."""
    for zone in zones:
        for wall in (time(0), hours.opens, hours.quiet_until):
            for fold in (0, 1):
                yield _ms(datetime.combine(day, wall.replace(fold=fold), zone))
        yield from _jump(zone, day)


def _jump(zone: ZoneInfo, day: date) -> Iterator[int]:
    """The second about a day at which the clocks of a zone are put forward or back, if they are; never twice in two days."""
    noon = datetime.combine(day, time(12), UTC)
    before, after = noon - timedelta(hours=30), noon + timedelta(hours=30)
    was = before.astimezone(zone).utcoffset()
    if after.astimezone(zone).utcoffset() == was:
        return
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == was else (before, middle)
    yield _ms(after)


def _ms(at: datetime) -> int:
    return round(at.timestamp()) * 1000


@cache
def _zones(zone: str) -> tuple[ZoneInfo, ...]:
    return tuple(ZoneInfo(name) for name in zone.split())


def zone_of(number: str, default: str) -> str:
    """The time zone where a number (E.164) is at home; several with a blank between where it may be in any; else ``default``.

    The country's zones are those of the time zone database: the tables of the numbers name only one of those that once kept
    the same time (Morocco's numbers are in the Canaries there), and are asked in which part of a large country a number is.
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return default
    of_country = _of_country(_country(parsed))
    if len(of_country) < 2:
        return of_country[0] if of_country else default
    likely = [zone for zone in timezone.time_zones_for_number(parsed) if zone in of_country]
    return " ".join(likely or of_country)


def _country(parsed: phonenumbers.PhoneNumber) -> str:
    sharing = phonenumbers.region_codes_for_country_code(parsed.country_code or 0)
    return sharing[0] if len(sharing) == 1 else phonenumbers.region_code_for_number(parsed) or ""


def _of_country(country: str) -> tuple[str, ...]:
    return _countries().get(country, ())


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Country -> its zones, from the table that comes with the pinned time zone database."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), zone)
    return found
