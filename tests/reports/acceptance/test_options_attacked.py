"""Whoever keeps the tables of options of all nights of a quarter: no hidden count of one to four can be only one number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from quarter_kept import rows
from reader_of_options import Days, Said, ends_of, pinned, tables_of

from reports.night.apart import told_apart
from reports.night.shape import Window

FIRST = date(2026, 3, 9)


@pytest.mark.long
def test_no_hidden_count_of_any_night_is_told_by_the_others() -> None:
    tables = tables_of(rows(), "treated", {"clinic"})
    assert sum(s.is_small for said in tables.values() for s in said) > 100, "nothing was hidden"
    found = {table: list(pinned(said, table.question != "reason")) for table, said in tables.items()}
    assert {table: told for table, told in found.items() if told} == {}


@pytest.mark.long
def test_no_end_of_one_to_four_invitations_is_told_by_the_rates_of_any_night() -> None:
    """Five to nine may be: a share of ten people and more tells them, as every share does."""
    said = ends_of(rows(), "sms")
    assert sum(s.is_small for s in said) > 20, "nothing was hidden"
    told = list(pinned(said, adds_up=True))
    assert {p.count for p in told} >= {5, 7}, "the reader sees nothing"
    assert [p for p in told if p.count < 5] == []


@pytest.mark.long
def test_a_rate_that_tells_of_a_few_invitations_is_found_out() -> None:
    said = ends_of(rows(), "sms")
    days = max(s.days for s in said if s.is_small and s.options == ("refusal",))
    assert [p.count for p in pinned({*said, Said(("refusal", "unknown"), days, 0, 2, 2, False)}, adds_up=True) if p.count < 5]


def _days(first: int, last: int) -> Days:
    return FIRST + timedelta(days=first), FIRST + timedelta(days=last)


def _table(days: Days, **counts: int | None) -> Iterator[Said]:
    """A table as it is printed; ``None`` is marked as one to four."""
    n = 40
    for option, x in counts.items():
        small = Said((option,), days, 0, 1, 4, True)
        yield small if x is None else replace(small, n=n, least=x, most=x, is_small=False)


MONTH, WEEK, BEFORE, LATER = _days(0, 27), _days(21, 27), _days(0, 20), _days(1, 28)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([*_table(MONTH, a=34, b=None, c=None)], 0),
        ([*_table(MONTH, a=38, b=None, c=None)], 2),  # both are one
        ([*_table(MONTH, a=32, b=None, c=None)], 2),  # both are four
        ([*_table(MONTH, a=33, b=None, c=None)], 0),
        ([*_table(MONTH, a=33, b=None, c=None), *_table(BEFORE, c=4)], 2),  # so c is four still, and b three
        ([*_table(MONTH, a=34, b=None, c=None), *_table(LATER, a=34, b=3, c=3)], 0),
    ],
)
def test_the_reader_sees_through_what_tells_of_few_and_through_nothing_else(said: list[Said], told: int) -> None:
    assert len(list(pinned(said, adds_up=True))) == told


def test_a_total_less_what_was_added_is_found_out() -> None:
    said = [*_table(MONTH, b=7), *_table(BEFORE, b=None), *_table(WEEK, b=5)]
    assert [p.count for p in pinned(said, adds_up=False)] == [2]


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ([(MONTH, 0), (LATER, 0)], [MONTH, LATER]),
        ([(MONTH, 3), (LATER, 0)], [MONTH]),
        ([(MONTH, 0), (LATER, 3)], [MONTH]),
        ([(BEFORE, 3), (WEEK, 3)], [BEFORE, WEEK]),
        ([(BEFORE, 3), (MONTH, 0), (WEEK, 0)], [BEFORE, WEEK]),
    ],
)
def test_a_table_with_a_hidden_option_shares_no_day_with_another(tables: list[tuple[Days, int]], told: list[Days]) -> None:
    few = {Window(*days): {"a": "count_1_4"} if small else {} for days, small in tables}
    assert told_apart(few, lambda window: (40, few[window])) == [Window(*days) for days in told]
