"""Where a list is handed in: for one ministry and one published survey, whose rules say what its cells mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import phonenumbers

from flows.engine.plan import Plan, plan_of
from flows.reading.nearest import nearest
from gateway.asking.calendar import zone_of
from gateway.asking.lines import lines_of
from gateway.refusal import Refusal
from storage.unit import reading

if TYPE_CHECKING:
    from collections.abc import Collection

    from flows.model import Flow
    from gateway.config_sections import Ministry
    from gateway.settings import Settings
    from gateway.wiring import Gateway


@dataclass(frozen=True, slots=True)
class Desk:
    """What has to be known to read a list."""

    ministry: Ministry
    flow: Flow
    plan: Plan
    zone: ZoneInfo
    """The ministry's: instants without a zone are on its wall clock, and its weeks are drawn from."""
    country: str
    """Numbers without a country's code belong to it."""
    countries: frozenset[str]
    """People of these countries can be sent a text."""

    @property
    def invites(self) -> bool:
        """True if a visit leads to an invitation; else it is kept for those who start the survey by themselves."""
        return self.flow.starts.after_visit is not None


def desk_of(gateway: Gateway, ministry: str, survey: str) -> Desk:
    """The desk of a ministry (its key) for one of its surveys. Raises :class:`Refusal` where there is none."""
    of = _ministry(gateway.settings, ministry, survey)
    with reading(gateway.engine) as connection:
        gateway.published.refresh(connection)
    edition = gateway.published.newest(survey)
    if edition is None:
        raise Refusal(f"No version of “{survey}” is published.", f"Publish it first: gateway publish {survey}.yaml", code=1)
    flow = edition.flow
    if not flow.can_have_visit:
        raise Refusal(
            f"“{survey}” has no use for visits.",
            "Write “a visit is recorded” under “starts when”, or “use visits from the last” under “rules”, and publish it.",
            code=1,
        )
    country, countries = _countries(gateway.settings, flow, of.time_zone)
    return Desk(of, flow, plan_of(flow, gateway.budgets), ZoneInfo(of.time_zone), country, countries)


def _ministry(settings: Settings, key: str, survey: str) -> Ministry:
    of = settings.ministries.get(key)
    if of is None:
        raise Refusal(f"There is no ministry “{key}” in config.yaml.", f"Known ministries: {', '.join(settings.ministries)}.")
    if survey not in of.surveys:
        guess = nearest(survey, of.surveys)
        meant = f" Did you mean “{guess}”?" if guess else ""
        raise Refusal(f"{of.name} has no survey “{survey}”.{meant}", f"Its surveys: {', '.join(of.surveys)}.")
    return of


def _countries(settings: Settings, flow: Flow, zone: str) -> tuple[str, frozenset[str]]:
    """The country whose numbers are written without its code, and those to which the survey can send a text.

    That is the country in whose zone the ministry works, where a channel of the survey serves it; else the channel's own.
    """
    channels = [line.channel for line in lines_of(settings, flow)] or list(settings.channels.values())
    countries = [country for channel in channels for country in (channel.country, *channel.countries)]
    return _in_zone(countries, zone), frozenset(countries)


def country_of(settings: Settings, zone: str) -> str:
    """The country served in whose zone a ministry works, else the first: a number without a country's code belongs to it."""
    return _in_zone([each for c in settings.channels.values() for each in (c.country, *c.countries)], zone)


def _in_zone(countries: list[str], zone: str) -> str:
    return next((country for country in countries if zone in _zones(country)), countries[0])


def _zones(country: str) -> list[str]:
    example = phonenumbers.example_number(country)
    if example is None:
        return []
    return zone_of(str(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)), "").split()


def names_of(countries: Collection[str]) -> str:
    """``Lesotho``, ``Kenya or Lesotho``."""
    *first, last = sorted(_country_names().get(country, country) for country in countries)
    return f"{', '.join(first)} or {last}" if first else last


@cache
def _country_names() -> dict[str, str]:
    """Country -> its English name, from the table that comes with the pinned time zone database."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
