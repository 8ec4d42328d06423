"""An attacker with every file of every night of a quarter learns of no group of 1 to 9 people; of a careless ledger they do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from attacker import leaks, subtracted
from quarters import MONDAY, Clerk, Kept, Person, Quarter, crowd

from reports.ledger import Book, Closed, Series
from reports.ledger.closing import close
from reports.ledger.series import by_day, sunday_before, sunday_of

NIGHTS = 91
SPARSE = {"f0": 0.2, "f1": 0.7, "f2": 0.4, "f3": 1.5, "f4": 0.1, "f5": 0.9}
DENSE = {"g0": 6.0, "g1": 0.3, "g2": 2.0, "g3": 1.0, "g4": 0.15, "g5": 4.0}
SEEDS = range(1, 40 if os.environ.get("LEDGER_SEEDS") else 2)


def quarter(seed: int, rates: dict[str, float], nights: int = NIGHTS, clerk: Clerk = close) -> Quarter:
    return Quarter(crowd(seed, nights, rates), clerk).nights(MONDAY, nights)


@pytest.mark.parametrize("rates", [SPARSE, DENSE], ids=["sparse", "dense"])
@pytest.mark.parametrize("seed", SEEDS)
def test_places_of_a_quarter(seed: int, rates: dict[str, float]) -> None:
    q = quarter(seed, rates)
    assert len({cell for _, cell in q.kept}) > 6, "there is something to attack"
    assert list(leaks(q)) == []
    assert not any(0 < n < 10 for n in subtracted(q))


CROSSED = {"f0": 1.5, "f1": 3.0, "f2": 0.4}


@pytest.mark.parametrize("seed", SEEDS)
def test_surveys_services_languages_and_places_crossed(seed: int) -> None:
    codes = {"survey": ("clinic", "tax"), "service": ("a", "a", "b"), "language": ("en", "en", "en", "st")}
    people = crowd(seed, 42, CROSSED, **codes)
    nowhere = [replace(p, facility="", district="") for p in people[::9]]
    q = Quarter([*people, *nowhere]).nights(MONDAY, 42)
    places = {(p.facility, p.district) for p in q.people}
    kinds = [Person(MONDAY, f, d, s, o, la) for f, d in places for s in ("clinic", "tax") for o in "ab" for la in ("en", "st")]
    assert {"district", "language"} <= {cell[1] for _, cell in q.kept if len(cell) > 1}
    assert list(leaks(q, kinds)) == []
    assert not any(0 < n < 10 for n in subtracted(q))


def careless(day: date, series: Sequence[Series], kept: Kept) -> Closed:
    """A clerk who cuts every cell on its own, whenever ten new people are there."""
    added = {}
    for s in series:
        for cell, people in s.people.items():
            known = kept.get((s.base, cell), [])
            start = known[-1] if known else sunday_before(min(people))
            if (by_day(cell) or day == sunday_of(day)) and sum(n for on, n in people.items() if on > start) >= 10:
                added[s.base, cell] = [day] if known else [start, day]
    cuts = {key: sorted({*kept.get(key, ()), *added.get(key, ())}) for key in {*kept, *added}}
    return Closed(Book(day, cuts), added)


def test_a_careless_clerk_is_found_out() -> None:
    assert next(leaks(quarter(1, SPARSE, 42, careless)), None) is not None
