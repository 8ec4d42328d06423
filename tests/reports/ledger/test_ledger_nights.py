"""Stories of a few weeks: who is told of on which night, and whose news wait and why."""

from __future__ import annotations

from datetime import date, timedelta

from quarters import MONDAY, ONE, Person, Quarter, days_of, weeks_of

from reports.ledger import Cell, Series, close, cut, horizon, series_of
from reports.ledger.remainders import Division
from reports.ledger.timeline import Timeline
from reports.night.shape import Window
from reports.suppress import BASE, NOT_REFRESHED, SECONDARY, TOTAL

SUNDAY, WEEK = MONDAY + 6 * ONE, timedelta(weeks=1)
ROOT, SURVEY, NORTH = ("ussd",), ("ussd", "survey", "clinic"), ("ussd", "district", "north")
HEADLINE = "headline"


def at(facility: str, *counts: int, district: str = "north", first: date = MONDAY, step: timedelta = WEEK) -> list[Person]:
    """So many people at a facility in one week after another, on its first day."""
    return [Person(first + k * step, facility, district) for k, n in enumerate(counts) for _ in range(n)]


def place(code: str) -> tuple[str, str, str]:
    return "ussd", "facility", code


def after_weeks(people: list[Person], weeks: int) -> Quarter:
    return Quarter(people).nights(MONDAY, 7 * weeks)


def test_a_busy_ministry_is_told_of_every_night() -> None:
    q = Quarter(at("", *[24] * 14, district="", step=ONE)).nights(MONDAY, 14)
    assert all(book.is_fresh(HEADLINE, ROOT, book.day) for book in q.books)
    assert q.books[-1].window(HEADLINE, ROOT) == Window(MONDAY, MONDAY + 13 * ONE)
    assert q.books[-1].may_tell(HEADLINE, SURVEY, Window(SUNDAY, SUNDAY))


def test_a_quiet_place_waits_until_ten_have_come() -> None:
    q = after_weeks(at("a", 4, 4, 4, 4) + at("b", 30, 30, 30, 30), 4)
    sundays = q.books[6::7]
    assert [book.why.get((HEADLINE, place("a"))) for book in sundays] == [BASE, BASE, None, NOT_REFRESHED]
    assert sundays[1].window(HEADLINE, place("a")) is None
    assert sundays[3].window(HEADLINE, place("a")) == Window(MONDAY, SUNDAY + 2 * WEEK)
    assert not sundays[3].is_fresh(HEADLINE, place("a"), sundays[3].day)


def test_places_are_told_of_on_sundays_alone() -> None:
    q = after_weeks(at("a", 20, 20), 2)
    fresh = [book.day for book in q.books if book.is_fresh(HEADLINE, place("a"), book.day)]
    assert fresh == [SUNDAY, SUNDAY + WEEK]
    assert not any(cell[1:2] == ("facility",) for book in q.books for _, cell in book.why if book.day not in fresh)


def test_a_silent_place_is_told_to_be_silent() -> None:
    q = after_weeks(at("a", 20, 0, 0) + at("b", 20, 20, 20), 3)
    assert q.kept[HEADLINE, place("a")] == [MONDAY - ONE, SUNDAY, SUNDAY + WEEK, SUNDAY + 2 * WEEK]


def test_one_hidden_among_ten_takes_the_smallest_neighbour_with_it() -> None:
    people = at("few", 3) + [p for n in range(9) for p in at(f"f{n}", 20 + n)]
    (book,) = after_weeks(people, 1).books[6:]
    assert book.why == {(HEADLINE, place("few")): BASE, (HEADLINE, place("f0")): SECONDARY}


def test_a_place_where_nobody_came_covers_nobody() -> None:
    book = after_weeks(at("few", 0, 3) + at("silent", 20, 0) + at("c", 30, 30) + at("d", 20, 20), 2).books[-1]
    assert book.is_fresh(HEADLINE, place("silent"), book.day)
    assert book.why[HEADLINE, place("d")] == SECONDARY


def test_few_without_a_place_cost_the_smallest_district() -> None:
    people = at("a", 30) + at("b", 20, district="south") + at("", 2, district="")
    book = after_weeks(people, 1).books[-1]
    assert book.why == {(HEADLINE, ("ussd", "district", "south")): TOTAL, (HEADLINE, place("b")): NOT_REFRESHED}


def test_two_levels_give_way_each_on_its_own() -> None:
    """The few at a place hide the next one of their district; the few of a district hide the next one with its places."""
    people = at("a", 4) + at("b", 35) + at("c", 50) + at("x", 5, district="south") + at("y", 40, district="east")
    book = after_weeks(people, 1).books[-1]
    assert {cell[2]: why for (_, cell), why in book.why.items()} == {
        "a": BASE, "b": SECONDARY, "south": BASE, "x": BASE, "east": SECONDARY, "y": NOT_REFRESHED,
    }  # fmt: skip
    assert book.is_fresh(HEADLINE, ROOT, SUNDAY)
    assert book.is_fresh(HEADLINE, place("c"), SUNDAY)


def test_a_late_surge_is_told_with_the_weeks_before_it() -> None:
    q = after_weeks(at("a", 1, 2, 40) + at("b", 30, 30, 30), 3)
    assert q.kept[HEADLINE, place("a")] == [MONDAY - ONE, SUNDAY + 2 * WEEK]


def test_all_places_less_their_district_tell_of_nobody_few() -> None:
    """``b`` gave way in the first week, when all others were told of. If it were told of both weeks now, then all places less
    the district's first week would be its 4 people of the second."""
    weeks = (SUNDAY, SUNDAY + WEEK)

    def line(cell: Cell, *counts: int, cuts: int) -> Timeline:
        return Timeline(cell, [MONDAY - ONE, SUNDAY][:cuts], dict(zip(weeks, counts, strict=True)), was_cut=True)

    parts = [line(place("b"), 12, 4, cuts=1), line(place("c"), 40, 40, cuts=2), line(place("d"), 40, 12, cuts=2)]
    division = Division(weeks[-1], line(NORTH, 92, 56, cuts=2), parts)
    assert division.small({NORTH, place("b"), place("c")}) == [place("b")]
    assert division.small({NORTH, place("c")}) is None


def test_a_part_is_not_told_of_while_its_whole_is_not() -> None:
    book = after_weeks(at("a", 9), 1).books[-1]
    assert book.cuts == {}
    assert set(book.why.values()) == {BASE}


def test_a_missed_night_is_told_with_the_next() -> None:
    q = Quarter(at("", *[12] * 7, district="", step=ONE))
    q.close(MONDAY)
    q.close(MONDAY + 2 * ONE)
    assert q.kept[HEADLINE, ROOT] == [MONDAY - ONE, MONDAY, MONDAY + 2 * ONE]
    assert q.close(MONDAY + ONE).cuts[HEADLINE, ROOT] == [MONDAY - ONE, MONDAY]


def test_a_saturday_waits_for_a_sunday_on_which_few_come() -> None:
    people = [Person(MONDAY + n * ONE) for n in range(14) for _ in range(3 if n % 7 == 6 else 12)]
    q = Quarter(people).nights(MONDAY, 14)
    assert q.books[5].is_fresh(HEADLINE, ROOT, MONDAY + 5 * ONE), "nothing is known of Sundays yet"
    assert q.books[6].why[HEADLINE, ROOT] == NOT_REFRESHED
    assert q.books[12].why[HEADLINE, ROOT] == NOT_REFRESHED
    assert q.books[13].is_fresh(HEADLINE, ROOT, MONDAY + 13 * ONE)


def test_a_place_that_moved_to_another_district_is_not_told_of_with_people_of_both() -> None:
    moved = at("m", 6) + at("m", 6, district="south", first=MONDAY + WEEK)
    people = moved + at("a", 20, 20) + at("b", 20, 20, district="south")
    (series,) = series_of(SUNDAY + WEEK, days_of(people), weeks_of(people))
    assert series.wholes[place("m")] == (NORTH, ("ussd", "district", "south"))
    why = cut(SUNDAY + WEEK, series, {}).why
    assert why == {place("m"): NOT_REFRESHED, place("a"): SECONDARY, place("b"): SECONDARY}


def test_a_place_that_was_told_of_up_to_its_move_goes_on_being_told() -> None:
    q = after_weeks(at("m", 12) + at("m", 12, district="south", first=MONDAY + WEEK) + at("a", 20, 20) + at("b", 20, 20), 2)
    assert q.kept[HEADLINE, place("m")] == [MONDAY - ONE, SUNDAY, SUNDAY + WEEK]


def test_the_answers_of_a_survey_that_gave_way_are_not_told_under_another_name() -> None:
    """Of 15 people 3 were asked by another survey. All who answered the headline of this one answered its only question."""
    clinic, tax = [Person(MONDAY)] * 12, [Person(MONDAY, survey="tax")] * 3
    counts = days_of([*clinic, *tax])
    book = close(SUNDAY, series_of(SUNDAY, counts + days_of(clinic, "answered", "treated"), ()), {}).book
    assert book.why[HEADLINE, SURVEY] == SECONDARY
    assert not book.is_fresh("answered:treated", SURVEY, SUNDAY)
    assert not book.is_fresh("answered:treated", ROOT, SUNDAY)
    fewer = days_of(clinic[1:], "answered", "treated")
    assert close(SUNDAY, series_of(SUNDAY, counts + fewer, ()), {}).book.is_fresh("answered:treated", SURVEY, SUNDAY)


def test_a_cell_that_was_quiet_for_half_a_year_begins_anew() -> None:
    old, late = SUNDAY, SUNDAY + 40 * WEEK
    people = {ROOT: {late - 3 * ONE: 40}, SURVEY: {late - 3 * ONE: 40}}
    decision = cut(late, Series(HEADLINE, people, {SURVEY: (ROOT,)}), {ROOT: [MONDAY - ONE, old], SURVEY: [MONDAY - ONE, old]})
    assert decision.cuts == {ROOT: (late - WEEK, late), SURVEY: (late - WEEK, late)}
    assert old < horizon(late)
