"""A day as people type it: the forms that are read, the year that is meant, and the days that are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.dates import read_day
from flows.words import LISTS, builtin_list

TODAY = date(2026, 11, 23)
LATEST = TODAY
EARLIEST = TODAY - timedelta(days=365)
TODAYS = frozenset[str]().union(*(builtin_list("today", language) for language in LISTS))
YESTERDAYS = frozenset[str]().union(*(builtin_list("yesterday", language) for language in LISTS))


def day(said: str, earliest: date = EARLIEST, latest: date = LATEST) -> str:
    """The day that is read, as it is stored."""
    found = read_day(said, earliest, latest, TODAY, today_words=TODAYS, yesterday_words=YESTERDAYS)
    return found.isoformat() if found else "unclear"


@pytest.mark.parametrize(
    "said",
    [
        "2311",
        "231126",
        "23112026",
        "23/11",
        "23.11.26",
        "23 11 2026",
        "2026-11-23",
        "23-11",
        "23-11-2026",
        "23/11/26",
        "23 / 11 / 2026",
        "23. 11. 2026",
        " 23.11. ",
        "(23/11)",
        "23/11!",
        "23–11–26",
        "２３/１１",
        "២៣១១",
        "٢٣/١١/٢٠٢٦",
        "\u202a23/11\u202c",
        "today",
        "Today!",
        "leo",
        "kajeno",
        "aujourd’hui",
        "AUJOURD'HUI",
        "ថ្ងៃនេះ",
    ],
)
def test_the_23rd_of_november_however_it_is_typed(said: str) -> None:
    assert day(said) == "2026-11-23"


@pytest.mark.parametrize("said", ["yesterday", "hier", "jana", "Maobane", "ម្សិលមិញ", "22/11", "2211"])
def test_yesterday(said: str) -> None:
    assert day(said) == "2026-11-22"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("3/1", "2026-01-03"),
        ("03 01", "2026-01-03"),
        ("0301", "2026-01-03"),
        ("3.1.26", "2026-01-03"),
        ("1/3", "2026-03-01"),
        ("2412", "2025-12-24"),
        ("24/12/25", "2025-12-24"),
        ("24/12/2025", "2025-12-24"),
        ("2025-12-24", "2025-12-24"),
        ("2411", "2025-11-24"),
        ("2311", "2026-11-23"),
        ("2026-1-3", "2026-01-03"),
    ],
)
def test_the_day_comes_first_and_without_a_year_the_latest_such_day_is_meant(said: str, meant: str) -> None:
    assert day(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "0",
        "23",
        "311",
        "23112",
        "2311026",
        "231120266",
        "0000",
        "3213",
        "1131",
        "11/23",
        "1123",
        "11/23/2026",
        "3111",
        "31/04",
        "30/02",
        "29/02",
        "29/02/26",
        "29/02/2026",
        "24/11/26",
        "24/11/2026",
        "22/11/2025",
        "23/11/25 now",
        "23/11-26",
        "23.11/26",
        "23,11",
        "23//11",
        "2/3/4",
        "23/11/026",
        "20261123",
        "2026/11/23",
        "2026-23-11",
        "2026-11-24",
        "2027",
        "23 nov",
        "november",
        "tomorrow",
        "to day",
        "-23/11",
        "½/11",
        "9" * 500,
    ],
)
def test_what_is_no_day_or_lies_outside_is_unclear(said: str) -> None:
    assert day(said) == "unclear"


@pytest.mark.parametrize(
    ("said", "earliest", "latest", "meant"),
    [
        ("29/2", date(2024, 1, 1), date(2026, 11, 23), "2024-02-29"),
        ("29/2", date(2024, 3, 1), date(2026, 11, 23), "unclear"),
        ("2902", date(2024, 1, 1), date(2024, 2, 28), "unclear"),
        ("2902", date(2020, 1, 1), date(2024, 2, 28), "2020-02-29"),
        ("29/2", date(1890, 1, 1), date(1903, 6, 1), "1896-02-29"),
        ("29/2", date(1890, 1, 1), date(1904, 2, 28), "1896-02-29"),
        ("290224", date(2024, 1, 1), date(2026, 11, 23), "2024-02-29"),
        ("2412", TODAY, date(2026, 12, 31), "2026-12-24"),
        ("0101", TODAY, date(2027, 1, 31), "2027-01-01"),
        ("0101", TODAY, date(2026, 12, 31), "unclear"),
        ("230750", date(1926, 1, 1), TODAY, "1950-07-23"),
        ("230725", date(1926, 1, 1), TODAY, "2025-07-23"),
        ("241126", date(1926, 1, 1), TODAY, "1926-11-24"),
        ("231126", date(1926, 1, 1), TODAY, "2026-11-23"),
        ("010100", date(1900, 1, 1), TODAY, "2000-01-01"),
        ("0101", date(1, 1, 1), date(1, 1, 1), "0001-01-01"),
        ("0201", date(1, 1, 1), date(1, 1, 1), "unclear"),
        ("010199", date(1, 1, 1), date(3, 1, 1), "unclear"),
        ("31129999", date(9999, 1, 1), date(9999, 12, 31), "9999-12-31"),
        ("today", date(2026, 12, 1), date(2026, 12, 31), "unclear"),
        ("yesterday", TODAY, TODAY, "unclear"),
        ("2311", TODAY + timedelta(days=1), TODAY, "unclear"),
    ],
)
def test_the_year_that_is_meant_follows_from_the_days_that_are_allowed(
    said: str, earliest: date, latest: date, meant: str
) -> None:
    assert day(said, earliest, latest) == meant


FORMS = ("{d:02}{m:02}", "{d}/{m}", "{d:02}.{m:02}", "{d} {m}", "{d:02}-{m:02}")
WITH_SHORT_YEAR = ("{d:02}{m:02}{y:02}", "{d}/{m}/{y:02}", "{d:02}.{m:02}.{y:02}", "{d} {m} {y:02}")
WITH_YEAR = ("{d:02}{m:02}{year:04}", "{d}/{m}/{year:04}", "{d} {m} {year:04}", "{year:04}-{m:02}-{d:02}")


@given(
    earliest=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    span=st.integers(0, 3000),
    form=st.sampled_from(FORMS + WITH_SHORT_YEAR + WITH_YEAR),
    data=st.data(),
)
def test_of_all_the_days_that_are_typed_so_the_latest_is_meant(
    earliest: date, span: int, form: str, data: st.DataObject
) -> None:
    days = [earliest + timedelta(days=n) for n in range(span + 1)]
    typed = {form.format(d=day.day, m=day.month, y=day.year % 100, year=day.year): day for day in days}
    said = data.draw(st.sampled_from(sorted(typed)))
    assert day(said, earliest, days[-1]) == typed[said].isoformat()


@given(
    d=st.integers(0, 40),
    m=st.integers(0, 20),
    year=st.integers(0, 9999),
    form=st.sampled_from(FORMS + WITH_SHORT_YEAR + WITH_YEAR),
)
def test_what_no_allowed_day_is_typed_like_is_unclear(d: int, m: int, year: int, form: str) -> None:
    said = form.format(d=d, m=m, y=year % 100, year=year)
    days = (EARLIEST + timedelta(days=n) for n in range(366))
    alike = [one for one in days if form.format(d=one.day, m=one.month, y=one.year % 100, year=one.year) == said]
    assert day(said) == (alike[-1].isoformat() if alike else "unclear")


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_day_or_unclear(said: str) -> None:
    found = day(said)
    assert found == "unclear" or EARLIEST <= date.fromisoformat(found) <= LATEST
