"""Every cell of a list knows what is wrong with it, in words, and never shows a number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from visiting import CLINIC, HEADER, HUDUMA, MONDAY, examined, phone, row, visiting_gateway

from gateway.refusal import Refusal
from gateway.visits import whose
from gateway.visits.desk import desk_of
from gateway.visits.headers import read_headers
from gateway.visits.when import read_recorded
from gateway.visits.whose import read_number
from gateway.visits.wrong import Unfit
from gateway.wiring import Gateway
from storage.unit import connect

NAIROBI = ZoneInfo("Africa/Nairobi")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def gateway(sqlite_url: str) -> Iterator[Gateway]:
    engine = connect(sqlite_url)
    yield visiting_gateway(engine)
    engine.dispose()


# --- numbers -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("+254712345678", "+254712345678"),
        ("254712345678", "+254712345678"),
        ("00254712345678", "+254712345678"),
        ("0712345678", "+254712345678"),
        ("712345678", "+254712345678"),
        ("+254 (712) 345-678", "+254712345678"),
        ("٠٧١٢٣٤٥٦٧٨", "+254712345678"),
        ("+266 5812 3456", "+26658123456"),
        ("0026658123456", "+26658123456"),
        ("26658123456", "+26658123456"),
    ],
)
def test_a_number_is_read_in_every_way_that_lists_write_one(cell: str, number: str) -> None:
    assert read_number(cell, "KE") == number


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("", "There is no phone number."),
        ("2.54712E+11", "Excel has shortened the number"),
        ("2,54712e11", "Excel has shortened the number"),
        ("071234567", "not a valid number of Kenya"),
        ("0712345678 / 0722345678", "not a valid number of Kenya"),
        ("call me", "not a valid number of Kenya"),
        ("9" * 500, "not a valid number of Kenya"),
    ],
)
def test_what_is_no_number_says_why_and_shows_nothing(cell: str, told: str) -> None:
    wrong = read_number(cell, "KE")
    assert isinstance(wrong, Unfit)
    assert told in wrong.sentence
    assert not cell or cell not in wrong.sentence + wrong.remedy


def slow(cell: str, country: str) -> str | None:
    return next(filter(None, (whose._valid(candidate, country) for candidate in whose._candidates(cell))), None)


@given(st.sampled_from(["LS", "KE", "KH", "TG", "TZ", "JM", "NG", "ZA"]), st.sampled_from(["+", "00", "", "0"]), st.data())
def test_the_short_way_reads_no_number_otherwise_than_the_long_one(country: str, before: str, data: st.DataObject) -> None:
    code = str(phonenumbers.country_code_for_region(country))
    national = data.draw(st.from_regex(r"[2-9][0-9]{7,9}", fullmatch=True))
    cell = before + (code if before in ("+", "00") else "") + national
    short = whose._usual(cell, country)
    assert short is None or short == slow(cell, country)


# --- instants ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "clock", "utc"),
    [
        ("2026-11-21T10:30:00Z", "", "2026-11-21T10:30"),
        ("2026-11-21T10:30:00+03:00", "", "2026-11-21T07:30"),
        ("2026-11-21 10:30", "", "2026-11-21T07:30"),
        ("21/11/2026 10:30", "", "2026-11-21T07:30"),
        ("21.11.26 10:30:59", "", "2026-11-21T07:30"),
        ("21/11/2026 2:30 PM", "", "2026-11-21T11:30"),
        ("2026-11-21", "14h05", "2026-11-21T11:05"),
        ("21/11", "08:00", "2026-11-21T05:00"),
        ("2026-11-21", "", "2026-11-21T09:00"),
        ("2026-11-23", "", "2026-11-23T12:00"),
        ("", "", "2026-11-23T12:00"),
    ],
)
def test_an_instant_is_read_on_the_ministry_s_wall_clock(said: str, clock: str, utc: str) -> None:
    read = read_recorded(said, clock, NAIROBI, NOW)
    assert read is not None
    assert f"{read.astimezone(UTC):%Y-%m-%dT%H:%M}" == utc


@pytest.mark.parametrize(
    ("said", "clock"), [("", "10:00"), ("11/23/2026", ""), ("2026-11-21", "25:00"), ("46347.43", ""), ("x", "")]
)
def test_what_is_no_instant_is_not_guessed(said: str, clock: str) -> None:
    assert read_recorded(said, clock, NAIROBI, NOW) is None


# --- headers -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        (("MSISDN", "Ticket No."), {"phone": 0, "visit id": 1}),
        (("Namba ya simu", "Kumbukumbu", "Tarehe", "Saa"), {"phone": 0, "visit id": 1, "recorded at": 2, "time": 3}),
        (("Nomoro ea mohala", "ref", "Letsatsi"), {"phone": 0, "visit id": 1, "recorded at": 2}),
        (("Numéro de téléphone", "Référence"), {"phone": 0, "visit id": 1}),
        (("លេខទូរស័ព្ទ", "លេខសម្គាល់"), {"phone": 0, "visit id": 1}),
        (("contact", "id", "phone", "visit id"), {"phone": 2, "visit id": 3}),
    ],
)
def test_columns_are_known_by_what_lists_call_them(gateway: Gateway, header: tuple[str, ...], roles: dict[str, int]) -> None:
    assert read_headers(header, desk_of(gateway, "huduma", HUDUMA).flow).roles == roles


def test_a_declared_column_is_found_by_another_name_of_the_same_thing(gateway: Gateway) -> None:
    flow = desk_of(gateway, "health", CLINIC).flow
    assert read_headers(("phone", "id", "Clinic", "Reason for visit"), flow).cells == {"facility": 2, "service": 3}


def test_what_nothing_is_made_of_is_named_with_what_it_may_have_been(gateway: Gateway) -> None:
    flow = desk_of(gateway, "huduma", HUDUMA).flow
    headers = read_headers(("phone", "id", "frist name", "shoe size"), flow)
    assert [(column.name, column.meant) for column in headers.ignored] == [("frist name", "first name"), ("shoe size", "")]
    assert "first name" in headers.missing


@pytest.mark.parametrize(
    ("header", "sentence", "remedy"),
    [
        (("phnoe", "visit id"), "no column “phone”; it has “phnoe”, “visit id”", "Rename “phnoe” to “phone”."),
        (("phone", "centre"), "no column “visit id”", "Add a column “visit id”"),
        (("0712345678", "T-1"), "The first row of the list is a visit", "Put a row with their names above it"),
        (("", ""), "it has no names in its first row", "Add a column “phone”"),
    ],
)
def test_a_list_without_what_every_list_needs_is_refused(
    gateway: Gateway, header: tuple[str, ...], sentence: str, remedy: str
) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        read_headers(header, desk_of(gateway, "huduma", HUDUMA).flow)
    assert refused.value.remedy.startswith(remedy)
    assert refused.value.code == 1


# --- rows --------------------------------------------------------------------------------------------------------------------

ROWS = [
    pytest.param([phone(1), "", MONDAY], "visit id", "There is no visit id.", True, id="no id"),
    pytest.param([phone(1), "x" * 81, MONDAY], "visit id", "The visit id has 81 signs; 80 fit.", True, id="long id"),
    pytest.param([phone(1), f"V 07{1:08d}", MONDAY], "visit id", "The visit id holds the phone number", True, id="id is phone"),
    pytest.param([phone(1), "T", "2026-11-24 08:00"], "recorded at", "“2026-11-24 08:00” lies in the", True, id="future"),
    pytest.param([phone(1), "T", "1999-01-01"], "recorded at", "is not an instant that can be read", True, id="ancient"),
    pytest.param([phone(1), "T", "0712345678"], "recorded at", "This is not an instant that can be read.", True, id="shifted"),
    pytest.param([phone(1), "T", MONDAY, "Atlantis"], "centre", "“Atlantis” is no answer to “Huduma", False, id="place"),
    pytest.param([phone(1), "T", MONDAY, "", "A" * 21], "first name", "This has 21 signs; 20 fit.", False, id="long name"),
    pytest.param([phone(1), "T", MONDAY, "", "{x}"], "first name", "This has braces", False, id="braces"),
    pytest.param([phone(1), "T", MONDAY, "", "Asha 123456"], "first name", "more than five digits", False, id="digits"),
    pytest.param([phone(1), "T", MONDAY, "", "Šebo"], "first name", "The sign “Š” would make", False, id="foreign sign"),
    pytest.param([phone(1), "T", MONDAY, "", "", "Klingon"], "language", "“Klingon” is no language", False, id="language"),
    pytest.param([phone(1), "T", MONDAY, "", "", "", "extra"], "", "The row has more cells than the header", True, id="cells"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "column", "sentence", "stops"), ROWS)
def test_a_wrong_cell_says_where_and_what_and_costs_the_row_only_where_it_must(
    gateway: Gateway, cells: list[str], column: str, sentence: str, stops: bool
) -> None:
    found = examined(gateway, [row(9), cells])
    [wrong] = found.wrong
    assert (wrong.row, wrong.column, wrong.stops) == (3, column, stops)
    assert sentence in wrong.sentence
    assert wrong.remedy.endswith(".")
    assert found.left_out == stops


def test_a_sign_that_makes_texts_dear_is_offered_in_plain_spelling(gateway: Gateway) -> None:
    [wrong] = examined(gateway, [row(1, first_name="Šebo")]).wrong
    assert wrong.remedy == "Write “Sebo”."


def test_what_stands_in_a_list_twice_is_told_and_the_first_counts(gateway: Gateway) -> None:
    found = examined(gateway, [row(1, first_name="Asha"), [phone(2), "T-1", MONDAY, "", "Juma", ""]])
    assert [visit.cells["first name"] for visit in found.given] == ["Asha"]
    assert (found.wrong[0].row, found.wrong[0].sentence) == (3, "This visit id stands in row 2 already; only that row counts.")


def test_a_number_of_a_country_that_is_not_served_is_a_visit_that_is_not_asked(gateway: Gateway) -> None:
    [visit] = examined(gateway, [["+447400123456", "T", MONDAY]]).given
    assert not visit.served


def test_control_and_bidi_signs_are_cleaned_away(gateway: Gateway) -> None:
    [visit] = examined(gateway, [[phone(1), "T\x00-\u202e1", MONDAY, "N02\x07", "A\u200bsha", "sw"]]).given
    assert (visit.reference, visit.cells["centre"], visit.cells["first name"]) == ("T-1", "N02", "Asha")


@given(cells=st.lists(st.text(max_size=40), max_size=8))
def test_no_row_breaks_the_reading_and_no_sentence_shows_a_long_run_of_digits(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    found = examined(_kept(tmp_path_factory), [[phone(1)[1:] + "9", *cells], [f"{cells}"], cells])
    assert found.rows == 3
    assert phone(1)[4:] not in str(found.wrong)
    assert len(HEADER) == 6


_GATEWAYS: list[Gateway] = []


def _kept(tmp_path_factory: pytest.TempPathFactory) -> Gateway:
    """One gateway for all examples: nothing is stored by examining."""
    if not _GATEWAYS:
        from storage import migrate

        engine = connect(f"sqlite:///{tmp_path_factory.mktemp('examined') / 'gateway.db'}")
        migrate.upgrade(engine)
        _GATEWAYS.append(visiting_gateway(engine))
        engine.dispose()
    return _GATEWAYS[0]
