"""Made-up quarters for the ledger: people one by one, the counts of them, and the ledger closed night after night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from reports.figures import DayCount, WeekCount
from reports.ledger import Book, Cell, Closed, Series, close, series_of

MONDAY = date(2026, 8, 3)
ONE = timedelta(days=1)
Kept = dict[tuple[str, Cell], list[date]]
Clerk = Callable[[date, Sequence[Series], Kept], Closed]


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """Somebody who answered the headline question."""

    day: date
    facility: str = ""
    district: str = ""
    survey: str = "clinic"
    service: str = ""
    language: str = "en"
    channel: str = "ussd"

    def cells(self) -> Iterator[Cell]:
        """Every cell they are in."""
        c = self.channel
        yield (c,)
        yield (c, "survey", self.survey)
        yield (c, "language", self.language)
        if self.service:
            yield (c, "service", self.survey, self.service)
        if self.district:
            yield (c, "district", self.district)
        if self.facility:
            yield (c, "facility", self.facility)


def days_of(people: Iterable[Person], measure: str = "headline", question: str = "") -> list[DayCount]:
    """The counts of the survey grain."""
    tally = Counter((p.day, p.survey, p.channel, p.language) for p in people)
    return [DayCount(d, s, "", "", "", c, lang, measure, question, "4/4", n) for (d, s, c, lang), n in tally.items()]


def weeks_of(people: Iterable[Person], measure: str = "headline", question: str = "") -> list[WeekCount]:
    """The counts of services and places, by week."""
    tally: Counter[tuple[date, str, str, str, str, str]] = Counter()
    for p in people:
        monday = p.day - timedelta(days=p.day.weekday())
        if p.service:
            tally[monday, p.survey, p.service, "", "", p.channel] += 1
        if p.facility:
            tally[monday, p.survey, "", p.district, p.facility, p.channel] += 1
    return [WeekCount(*key, "", measure, question, "4/4", n) for key, n in tally.items()]


@dataclass
class Quarter:
    """The ledger of one ministry: ``nights`` closes days, ``books`` are the books of the nights."""

    people: Sequence[Person]
    clerk: Clerk = close
    kept: Kept = field(default_factory=dict)
    books: list[Book] = field(default_factory=list)

    def close(self, day: date) -> Book:
        """Close one night."""
        closed = self.clerk(day, self.series(day), self.kept)
        for key, cuts in closed.added.items():
            self.kept[key] = sorted({*self.kept.get(key, ()), *cuts})
        self.books.append(closed.book)
        return closed.book

    def series(self, day: date) -> tuple[Series, ...]:
        """What is known at the end of a day."""
        known = [p for p in self.people if p.day <= day]
        return series_of(day, days_of(known), weeks_of(known))

    def nights(self, first: date, nights: int) -> Quarter:
        """Close one night after another."""
        for n in range(nights):
            self.close(first + n * ONE)
        return self

    def count(self, cell: Cell, first: date, last: date) -> int:
        """How many people a cell really has from one day to another."""
        return sum(first <= p.day <= last and cell in p.cells() for p in self.people)


def crowd(seed: int, nights: int, rates: Mapping[str, float], **choices: Sequence[str]) -> list[Person]:
    """A seeded crowd: at each facility ``rate`` people a day, few on Sundays; some facilities open or close on the way.

    ``choices`` give the codes of service, language and survey that people have; districts are ``d0``, ``d1``, ... in turn.
    """
    random = Random(seed)
    people = []
    for place, (facility, rate) in enumerate(rates.items()):
        opens, closes = random.choice([(0, nights), (0, nights), (nights // 3, nights), (0, nights // 2)])
        for n in range(opens, closes):
            day = MONDAY + n * ONE
            for _ in range(_drawn(random, rate * (0.25 if day.isoweekday() == 7 else 1))):
                codes = {name: random.choice(values) for name, values in choices.items()}
                people.append(Person(day, facility, f"d{place % 3}", **codes))
    return people


def _drawn(random: Random, mean: float) -> int:
    """About a Poisson draw: as many exponential waits as fit into one day."""
    n, waited = 0, random.expovariate(1)
    while waited < mean:
        n, waited = n + 1, waited + random.expovariate(1)
    return n
