"""What the country is made of: ministries, their surveys and services, districts and facilities.

Districts bear real names, so that a page reads like one; facilities, their codes and all that is said of them are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

Words = Mapping[str, str]
"""Language -> text."""

FEATURES = ("Central", "Hill", "River", "North", "Market", "Bridge", "South", "Spring", "Valley", "East", "Gate", "West")


@dataclass(frozen=True, slots=True)
class Service:
    """One choice of a survey's question after the service; ``wait`` is its usual waiting time in minutes."""

    key: str
    labels: Words
    wait: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A survey: about what, for which services, and how it is reached."""

    survey: str
    subject: Words
    services: tuple[Service, ...]
    dial: str
    word: str
    short_code: str


@dataclass(frozen=True, slots=True)
class Facility:
    """A place that serves people. ``size``: how busy it is against an ordinary one."""

    code: str
    name: str
    short: str
    """Its name within the district."""
    district: str
    size: float


@dataclass(frozen=True, slots=True)
class Busy:
    """How busy a ministry's facilities are against an ordinary one, which is 1.

    A week of a facility is told only where what its district has beside it is ten answers too, or none: the first facility's
    week stands on its neighbours.
    """

    first: float = 11.0
    """The first of all: a week there has about thirty answers by text."""
    beside: float = 1.0
    """The others of its district."""
    leading: float = 2.0
    """The first of every other district."""

    def at(self, round_: int, district: int) -> float:
        """Of the facility of a round in the district of that number."""
        if district == 0:
            return self.beside if round_ else self.first
        return 1.0 if round_ else self.leading


BUSY = Busy()


@dataclass(frozen=True, slots=True)
class Office:
    """A ministry. ``language`` is what most people there speak beside English; ``kinds`` of facilities, the busiest first."""

    key: str
    name: str
    short: Words
    zone: str
    language: str
    country: str
    topics: tuple[Topic, ...]
    districts: tuple[str, ...]
    kinds: tuple[str, ...]
    first_code: int
    satisfied: float
    """The share of people who call an ordinary visit good or very good."""

    def facilities(self, districts: int, count: int, busy: Busy = BUSY) -> tuple[Facility, ...]:
        """The first ``count`` facilities in the first ``districts``: each of these has one before any has two."""
        return tuple(islice(self._all(districts, busy), count))

    def _all(self, districts: int, busy: Busy) -> Iterator[Facility]:
        for round_, feature in enumerate(FEATURES):
            for at, district in enumerate(self.districts[:districts]):
                kind = self.kinds[0 if round_ == 0 else 1 + (round_ + at) % (len(self.kinds) - 1)]
                code = str(self.first_code + at * 20 + round_)
                yield Facility(code, f"{district} {feature} {kind}", f"{feature} {kind}", district, busy.at(round_, at))


def services(language: str, *rows: tuple[str, int, str, str]) -> tuple[Service, ...]:
    """Services from rows: key, usual wait in minutes, English label, label in ``language``."""
    return tuple(Service(key, {"en": english, language: own}, wait) for key, wait, english, own in rows)
