"""Whoever keeps the open data of every night of a quarter: no two nights, no total less its parts tell of 1 to 9 people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from night.evidence_of import SUNDAY
from quarter_kept import NIGHTS, counted, nights, read, rows
from reader_of_files import NOBODYS, Claim, Where, base_of, claims_of, people_of, told_of, untrue

from reports.forms.as_json import as_json, read_json
from reports.forms.open_data import as_csv
from reports.forms.rows import rows_of
from reports.night.shape import Report

pytestmark = pytest.mark.long

BASES = ("headline", "started", "completed", "invited", "delivered", "opened", "positive", "negative", "neutral", "completion")
"""Counts of people, and shares of whom the base is told."""
Place = tuple[str, str, str, str]
"""Service, district, facility, channel."""
Told = dict[tuple[Place, str], dict[tuple[date, date], int]]
"""Place and metric -> the days of a figure -> its base."""


@cache
def told() -> Told:
    """All that the tables of all nights tell about how many there were; the same days have one number for ever."""
    found: Told = defaultdict(dict)
    for report in nights():
        for row in read(as_csv(report)):
            if row["n"] and row["metric"] in BASES:
                place = (row["service"], row["district"], row["facility"], row["channel"])
                days = (date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
                assert found[place, row["metric"]].setdefault(days, int(row["n"])) == int(row["n"]), row
    return found


def test_the_quarter_has_something_to_tell() -> None:
    kinds = {(bool(p[0] != "all"), p[1] != "all", p[2] != "all") for (p, _), windows in told().items() if len(windows) > 1}
    assert len(kinds) >= 4, "ministry, services, districts and facilities"
    assert sum(len(windows) for windows in told().values()) > 300


def test_no_released_base_is_small() -> None:
    small = [(key, days, n) for key, windows in told().items() for days, n in windows.items() if 0 < n < 10]
    assert small == []


def test_no_two_nights_can_be_subtracted_to_fewer_than_ten() -> None:
    small = []
    for (place, metric), windows in told().items():
        for (a, n), (b, m) in combinations(windows.items(), 2):
            if (a[0] == b[0] or a[1] == b[1]) and 0 < abs(n - m) < 10:
                small.append((place, metric, a, n, b, m))
    assert small == []


def test_no_total_less_its_parts_is_fewer_than_ten() -> None:
    small = [found for metric in ("headline", "positive") for found in _remainders(metric) if 0 < abs(found[-1]) < 10]
    assert small == []
    assert any(found[-1] == 0 for found in _remainders("headline")), "nothing was taken away"


def _remainders(metric: str) -> Iterator[tuple[Any, ...]]:
    """A total over some days, less those of its parts that are told over the same days."""
    for (whole, of), windows in told().items():
        for days, n in windows.items() if of == metric else ():
            for kind in (0, 1, 2):
                parts = [w[days] for (p, m), w in told().items() if m == metric and days in w and _is_part(p, whole, kind)]
                if parts:
                    yield whole, days, kind, n - sum(parts)


def _is_part(part: Place, whole: Place, kind: int) -> bool:
    """Whether it is one more code at one column: a survey, a district, a facility of the whole; or a survey's service."""
    if part[3] != whole[3] or part[kind] == "all" or part == whole:
        return False
    if kind == 0:
        is_below = part[0].startswith(f"{whole[0]}.") if whole[0] != "all" else "." not in part[0]
        return is_below and part[1:3] == whole[1:3] == ("all", "all")
    if kind == 1:
        return part[0] == whole[0] == "all" and part[2] == whole[2] == "all" and whole[1] == "all"
    return part[0] == whole[0] == "all" and whole[2] == "all" and whole[1] in ("all", part[1])


def test_what_is_kept_of_a_night_gives_the_same_table() -> None:
    for report in nights()[::6]:
        again = read_json(as_json(report), Report)
        assert as_csv(again) == as_csv(report)
        assert len(read(as_csv(report))) == len(rows_of(report))


def test_the_nights_are_those_of_a_quarter() -> None:
    days = [report.meta.local_day for report in nights()]
    assert days[-1] == SUNDAY
    assert (days[-1] - days[0]).days > NIGHTS - 14
    assert len(days) >= 19


# --- every printed base, in every combination ---

COUNTS_AS = {"treated": "headline", "reason": "asked:reason"}
BASES_ATTACKED = {"headline", "opened", "started", "completed", "late", "asked:reason", "answered:wait", "answered:kind",
                  "answered:comment", "asked:treated", "asked:wait"}  # fmt: skip
WAYS = ("language", "service", "place")


def test_every_number_that_is_printed_is_read() -> None:
    unread = {row["metric"].partition(":")[0] for row in rows() if row["n"] and not base_of(row["metric"], COUNTS_AS)[0]}
    assert unread <= NOBODYS


def test_no_combination_of_all_files_tells_of_fewer_than_ten() -> None:
    """Every base that is printed anywhere, over every group and window, with every zero, in each way of dividing people."""
    claims = claims_of(rows(), COUNTS_AS)
    assert {base for _, base in claims} >= BASES_ATTACKED
    for (channel, base), said in claims.items():
        for by in WAYS if channel != "all" else ():
            people = people_of(counted(), channel, base, by)
            assert list(untrue(said, people)) == [], (channel, base, by)
            assert list(told_of(said, people)) == [], (channel, base, by)


@pytest.mark.parametrize("base", ["headline", "asked:reason", "answered:wait"])
def test_a_figure_of_one_day_more_is_found_out(base: str) -> None:
    """One further figure, of the same window and a day in which a few came, is a leak; so is that there is nobody in it."""
    people = people_of(counted(), "ussd", base, "language")
    said = claims_of(rows(), COUNTS_AS)["ussd", base]
    day = min(day for _, day in people)
    few = sum(n for (_, on), n in people.items() if on == day)
    assert 0 < few < 10
    assert list(told_of({*said, Claim(Where(), day, day, few)}, people))
