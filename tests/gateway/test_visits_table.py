"""A list is read from the files that people have, and from nothing that would harm."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from visiting import HUDUMA, visiting_gateway

from gateway.refusal import Refusal
from gateway.settings import ROOT
from gateway.visits import table, workbook
from gateway.visits.desk import desk_of
from gateway.visits.examine import examine
from gateway.visits.table import read_file, read_list
from storage.unit import connect


def rows(raw: bytes) -> list[list[str]]:
    read = read_list(raw)
    return [list(read.header), *(list(cells) for _, cells in read.lines)]


def book(*lines: tuple[object, ...], zeros: str = "") -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    if zeros:
        sheet["A2"].number_format = zeros
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"phone,id\n1,2\n",
        b"\xef\xbb\xbfphone,id\r\n1,2\r\n",
        b"phone;id\r\n1;2",
        b"phone\tid\n1\t2\n\n",
        b'sep=;\r\n"phone";"id"\r\n"1";"2"\r\n',
        b'"phone"|"id"\n1|2\n',
    ],
)
def test_csv_is_read_as_spreadsheets_and_queue_systems_write_it(raw: bytes) -> None:
    assert rows(raw) == [["phone", "id"], ["1", "2"]]


def test_a_quoted_cell_may_hold_separators_and_lines_and_rows_keep_their_numbers() -> None:
    read = read_list(b'phone,id,note\n1,a,"x, ""y""\nz"\n\n,,\n2,b,\n')
    assert [(row, list(cells)) for row, cells in read.lines] == [(2, ["1", "a", 'x, "y"\nz']), (5, ["2", "b", ""])]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The list is empty."),
        (b"\n\n", "The list is empty."),
        (b"phone,id\n", "a header and no visits"),
        ("phone,id\n1,é\n".encode("latin-1"), r"not saved as UTF-8 \(line 2\)"),
        ("phone,id\n1,2\n".encode("utf-16"), "saved as UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "neither CSV nor XLSX"),
        (b'phone,id\n1,"2\n3,4\n', "The quotes of the list do not match"),
        (",".join(f"c{n}" for n in range(101)).encode() + b"\n1", "has 101 columns; 100 are read"),
        (b"PK not a zip", "The workbook cannot be read."),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        read_list(raw)
    assert (refused.value.code, bool(refused.value.remedy)) == (1, True)


def test_a_hundred_columns_and_a_hundred_thousand_rows_pass_and_one_more_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read_list(",".join(f"c{n}" for n in range(100)).encode() + b"\n1").header) == 100
    whole = b"p,i\n" + b"1,2\n" * table.MOST_ROWS
    assert len(read_list(whole).lines) == 100_000
    with pytest.raises(Refusal, match="more than 100,000 rows"):
        read_list(whole + b"1,2\n")
    monkeypatch.setattr(table, "LARGEST_FILE", 10)
    with pytest.raises(Refusal, match="larger than"):
        read_list(b"phone,id\n1,2\n")


def test_a_workbook_says_what_its_writer_saw() -> None:
    raw = book(
        ("phone", "id", "day", "at", "whole", "part", "word", "truth"),
        (712345678, 26658123456.0, date(2026, 11, 21), datetime.fromisoformat("2026-11-21 10:05"), 7.0, 2.5, "007", True),
        (None, time(10, 5), None),
        (None, None, None),
        zeros="0000000000",
    )
    assert rows(raw)[1:] == [
        ["0712345678", "26658123456", "2026-11-21", "2026-11-21 10:05:00", "7", "2.5", "007", "yes"],
        ["", "10:05:00"],
    ]


def test_an_empty_workbook_is_an_empty_list() -> None:
    with pytest.raises(Refusal, match="empty"):
        read_list(book())


def test_a_workbook_that_is_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 2_000_000)
    assert len(out.getvalue()) < 10_000
    with pytest.raises(Refusal, match="larger than 2 MB"):
        read_list(out.getvalue())


def test_a_workbook_that_declares_entities_is_refused() -> None:
    whole, out = zipfile.ZipFile(io.BytesIO(book(("phone", "id"), ("1", "2")))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part in whole.infolist():
            content = whole.read(part)
            head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' if part.filename.endswith("sheet1.xml") else b""
            packed.writestr(part.filename, head + content)
    with pytest.raises(Refusal, match="declares entities"):
        read_list(out.getvalue())


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    for begun in (raw, b"PK\x03\x04" + raw, b"phone,id\n" + raw):
        with suppress(Refusal):
            assert read_list(begun).lines


def test_the_example_of_the_docs_is_a_list_without_fault(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    gateway = visiting_gateway(engine)
    desk, listed = desk_of(gateway, "huduma", HUDUMA), read_file(ROOT / "docs" / "visits-example.csv")
    found = examine(desk, listed.header, listed.lines, gateway.now_ms())
    assert (found.wrong, found.headers.ignored, found.headers.missing) == ((), (), ("date",))
    assert [(visit.facility, visit.cells["language"]) for visit in found.given] == [
        ("N01", "sw"), ("N02", "en"), ("M01", "Kiswahili"), ("K01", "en"), ("N05", "English"),
    ]  # fmt: skip
    engine.dispose()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"list\.csv cannot be read: No such file"):
        read_file(tmp_path / "list.csv")
