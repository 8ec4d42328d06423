"""Whatever people come: atoms, nesting and every remainder, counted anew from the people themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from quarters import MONDAY, ONE, Kept, Person, Quarter

from reports.ledger import Cell

NIGHTS = 21
WHOLE = {"survey": 1, "language": 1, "district": 1, "service": 3, "facility": 3}
FEW = range(1, 10)


@st.composite
def crowds(draw: st.DrawFn) -> list[Person]:
    """Groups of people who come to one place on one day, a few or many."""
    groups = st.tuples(
        st.integers(0, NIGHTS - 1), st.integers(0, 4), st.sampled_from(["clinic", "tax"]), st.sampled_from(["a", "b"]),
        st.sampled_from(["en", "st"]), st.integers(1, 16),
    )  # fmt: skip
    return [
        Person(MONDAY + timedelta(night), f"f{place}", f"d{place % 2}", survey, service, language)
        for night, place, survey, service, language, n in draw(st.lists(groups, min_size=5, max_size=50))
        for _ in range(n)
    ]


def whole_of(person: Person, cell: Cell) -> Cell:
    """The whole that a person of a cell is in with it."""
    if cell[1] == "service":
        return "ussd", "survey", cell[2]
    return ("ussd", "district", person.district) if cell[1] == "facility" else ("ussd",)


def remainders(people: list[Person], kept: Kept) -> Iterator[int]:
    """How many people of every whole, over every interval between two of its cuts, are in no atom inside it of its parts."""
    cuts = {cell: days for (_, cell), days in kept.items()}
    for whole, days in cuts.items():
        for kinds in (("survey",), ("language",), ("district", "facility"), ("service",)):
            parts = [cell for cell in cuts if len(cell) > 1 and cell[1] in kinds]
            parts = [c for c in parts if any(c in p.cells() and whole_of(p, c) == whole for p in people)]
            for start, end in combinations(days, 2) if parts else ():
                yield sum(
                    start < p.day <= end and whole in p.cells() and not any(inside(p, cuts[c], c, start, end) for c in parts)
                    for p in people
                )


def inside(person: Person, cuts: list[date], cell: Cell, start: date, end: date) -> bool:
    return cell in person.cells() and any(start <= a < person.day <= b <= end for a, b in pairwise(cuts))


@settings(max_examples=settings().max_examples // 5)
@given(crowds())
@example([Person(MONDAY + 6 * ONE, "f0", "d0", "clinic", "a")] * 12 + [Person(MONDAY, "f1", "d1", "clinic", "b")] * 9)
def test_the_rules_hold_of_whatever_people_come(people: list[Person]) -> None:
    q = Quarter(people).nights(MONDAY, NIGHTS)
    for (_, cell), cuts in q.kept.items():
        assert cuts == sorted(set(cuts))
        assert all(q.count(cell, start + ONE, end) not in FEW for start, end in pairwise(cuts)), "an atom of few"
        for p in people:
            if len(cell) > 1 and cell in p.cells():
                assert set(cuts) <= set(q.kept["headline", whole_of(p, cell)]), "a part is told where its whole is not"
    assert not any(n in FEW for n in remainders(people, q.kept))


@settings(max_examples=15)
@given(crowds())
def test_no_later_night_changes_what_an_earlier_one_told(people: list[Person]) -> None:
    q = Quarter(people).nights(MONDAY, NIGHTS)
    for book in q.books[::5]:
        assert q.close(book.day) == book
