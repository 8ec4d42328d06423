"""How numbers are printed: half up from the released value, never 0 or 100 % unless exact, marks where nothing is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.night.shape import Change, Count, Level, Share, Window
from reports.words import LANGUAGES, numbers
from reports.words.numbers import NBSP


def d(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0", "0 %"), ("0.0001", "under 1 %"), ("0.0049", "under 1 %"), ("0.005", "1 %"), ("0.4149", "41 %"), ("0.415", "42 %"),
        ("0.425", "43 %"), ("0.9949", "99 %"), ("0.995", "over 99 %"), ("0.9999", "over 99 %"), ("1", "100 %"),
    ],
)  # fmt: skip
def test_a_share(value: str, printed: str) -> None:
    assert numbers.percent_of(d(value), "en").replace(NBSP, " ") == printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_share_but_nothing_is_none_and_no_share_but_all_is_all(language: str) -> None:
    for ten_thousandths in (1, 49, 9951, 9999):
        value = Decimal(ten_thousandths) / 10000
        assert not {"0", "100"} & set(numbers.percent_of(value, language).replace(NBSP, " ").split())
        assert numbers.of_hundred(value, language) not in {"0", "100"}


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Share(412, d("0.7791"), d("0.7365"), d("0.8165")), "78 % (74–82)"),
        (Share(412, d("1"), d("0.9908"), d("1")), "100 % (99–100)"),
        (Share(412, d("0.0001"), d("0.0000"), d("0.9999")), "under 1 % (0–>99)"),
        (Share(0), "no answers"),
        (Share(None, hidden="base_lt_10"), "<10"),
        (Share(14, hidden="count_1_4"), "[c]"),
        (Share(14, d("0.1"), d("0.05"), d("0.2"), hidden="secondary"), "[c]"),
    ],
)
def test_a_share_with_its_interval(share: Share, printed: str) -> None:
    assert numbers.with_interval(share, "en").replace(NBSP, " ") == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Count(0), "0"), (Count(1234567), "1\u202f234\u202f567"), (Count(None, "base_lt_10"), "<10"),
        (Count(7, "total"), "[c]"),
        (Share(14, hidden="count_1_4"), "14"), (Share(7, hidden="base_lt_10"), "<10"), (Level(3, hidden="base_lt_10"), "<10"),
    ],
)  # fmt: skip
def test_a_count(value: Count | Share | Level, printed: str) -> None:
    assert numbers.count(value) == printed


@pytest.mark.parametrize(
    ("minutes", "printed"),
    [("0", "0 minutes"), ("1.5", "under 5 minutes"), ("2.5", "5 minutes"), ("87.4", "85 minutes"), ("87.5", "90 minutes")],
)
def test_minutes_go_to_the_nearest_five(minutes: str, printed: str) -> None:
    assert numbers.minutes(Level(40, d(minutes)), "en").replace(NBSP, " ") == printed


def test_a_change_is_rounded_after_it_was_taken() -> None:
    before = Share(75, d("0.88"), d("0.8"), d("0.93"))
    change = Change(before, Window(date(2026, 1, 1), date(2026, 1, 28)), d("-0.1095"), d("-0.2409"), d("0.0180"))
    assert numbers.change(change, "en").replace(NBSP, " ") == "−11 points (−24 to +2)"
    assert numbers.signed(d("-0.004")) == "0"
    by = {value: numbers.change(replace(change, value=d(value)), "en").partition("(")[0] for value in ("-0.01", "0.0149", "0")}
    assert [said.strip().replace(NBSP, " ") for said in by.values()] == ["−1 point", "+1 point", "0 points"]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "Monday 1 June 2026"), ("fr", "lundi 1er juin 2026"), ("sw", "Jumatatu 1 Juni 2026"),
        ("st", "Mantaha 1 Phupjane 2026"), ("km", "ថ្ងៃចន្ទ ទី1 ខែមិថុនា ឆ្នាំ2026"),
    ],
)  # fmt: skip
def test_a_day(language: str, printed: str) -> None:
    assert numbers.long_date(date(2026, 6, 1), language) == printed


def test_lists_and_decimals() -> None:
    assert [numbers.listed(names, "en") for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert (numbers.decimal(d("-1.39"), "fr"), numbers.decimal(d("1.39"), "sw")) == ("−1,39", "1.39")


def test_limits_beyond_all_and_nothing_are_clipped() -> None:
    assert numbers.from_to(d("-0.2"), d("1.3"), "en") == "0 to 100"
