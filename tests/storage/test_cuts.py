"""The kept ledger on both databases: a night closed again is the same night, and a later one leaves the earlier as it was."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Engine

from reports.ledger import Book, Series, horizon
from storage import cuts
from storage.unit import unit

MONDAY = date(2026, 8, 3)
ONE, ROOT = timedelta(days=1), ("ussd",)
SURVEY = ("ussd", "survey", "clinic visit")


def series(day: date, daily: int = 12) -> tuple[Series, ...]:
    """So many people a day on one channel and survey, up to a day."""
    people = {MONDAY + n * ONE: daily for n in range((day - MONDAY).days + 1)}
    return (Series("headline", {ROOT: people, SURVEY: people}, {SURVEY: (ROOT,)}),)


def close(engine: Engine, day: date, daily: int = 12, ministry: str = "health") -> Book:
    with unit(engine) as u:
        book = cuts.close_day(u, ministry, day, series(day, daily))
        u.commit()
    return book


def kept(engine: Engine, ministry: str = "health", since: date = MONDAY - ONE) -> cuts.Kept:
    with unit(engine) as u:
        return cuts.of(u, ministry, since)


def test_a_closed_day_is_kept_and_closed_again_gives_the_same_book(engine: Engine) -> None:
    book = close(engine, MONDAY)
    assert book.cuts["headline", SURVEY] == [MONDAY - ONE, MONDAY]
    rows = kept(engine)
    assert rows == {("headline", cell): [MONDAY - ONE, MONDAY] for cell in (ROOT, SURVEY)}
    assert close(engine, MONDAY) == book
    assert kept(engine) == rows


def test_a_night_closed_again_is_not_cut_elsewhere_whatever_the_counts_say_by_then(engine: Engine) -> None:
    close(engine, MONDAY)
    assert close(engine, MONDAY, daily=40).cuts["headline", ROOT] == [MONDAY - ONE, MONDAY]


def test_a_later_night_changes_nothing_of_an_earlier_one(engine: Engine) -> None:
    books = [close(engine, MONDAY + n * ONE) for n in range(6)]
    assert [close(engine, MONDAY + n * ONE) for n in range(6)] == books


def test_a_night_that_was_missed_is_not_cut_once_a_later_one_is(engine: Engine) -> None:
    """Its people were told together with those of the next day; nobody may tell them apart afterwards."""
    close(engine, MONDAY)
    later = close(engine, MONDAY + 2 * ONE)
    missed = close(engine, MONDAY + ONE)
    assert missed.cuts["headline", ROOT] == [MONDAY - ONE, MONDAY]
    assert kept(engine)["headline", ROOT] == later.cuts["headline", ROOT] == [MONDAY - ONE, MONDAY, MONDAY + 2 * ONE]


def test_a_preview_writes_nothing(engine: Engine) -> None:
    with unit(engine) as u:
        seen = cuts.preview(u, "health", MONDAY, series(MONDAY))
        u.commit()
    assert kept(engine) == {}
    assert close(engine, MONDAY) == seen


def test_ministries_are_apart(engine: Engine) -> None:
    close(engine, MONDAY)
    assert kept(engine, "huduma") == {}


def test_the_latest_cut_before_is_always_there(engine: Engine) -> None:
    for n in range(4):
        close(engine, MONDAY + n * ONE)
    assert kept(engine, since=MONDAY + 2 * ONE)["headline", ROOT] == [MONDAY + ONE, MONDAY + 2 * ONE, MONDAY + 3 * ONE]
    assert kept(engine, since=MONDAY + 99 * ONE)["headline", ROOT] == [MONDAY + 3 * ONE]


def test_cuts_are_kept_once(engine: Engine) -> None:
    with unit(engine) as u:
        for _ in range(2):
            cuts.add(u, "health", {("headline", SURVEY): [MONDAY, MONDAY + ONE]})
        u.commit()
    assert kept(engine) == {("headline", SURVEY): [MONDAY, MONDAY + ONE]}


def test_the_book_is_no_longer_than_the_horizon(engine: Engine) -> None:
    close(engine, MONDAY)
    far = MONDAY + timedelta(weeks=30)
    with unit(engine) as u:
        book = cuts.close_day(u, "health", far, (Series("headline", {ROOT: {far: 50}}),))
    assert book.cuts["headline", ROOT] == [far - ONE, far]
    assert horizon(far) > MONDAY
