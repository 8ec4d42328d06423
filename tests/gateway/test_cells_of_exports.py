"""Whatever stands in a table that goes out, no spreadsheet takes a line of it for a formula, and programs read it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.cli import audit as audit_command
from gateway.cli import visits as visits_command
from gateway.keeping import breach
from gateway.visits.wrong import Wrong
from reports.forms.cells import as_table, safe
from storage.audit import Entry

FORMULA = re.compile(r"[\s\u00a0\u3000\ufeff\u00ad\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e]*[=+\-@＝＋－＠\t]")
HOSTILE = [
    "=1+1", "+266", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "\ufeff=1", "\u200b=1", "＝1", "－1", "good\n=1",
    "good\r\n @x", "\r=1", "\u202e=1", "", "'=1", "plain", "a=b",
]  # fmt: skip
cells = st.text(alphabet=st.sampled_from("=+-@＝\t \u00a0\ufeff\u200b\n'a1;,\""), max_size=8)


def read(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def is_formula(cell: str) -> bool:
    return bool(FORMULA.match(cell))


@given(cells)
@example("\u00a0=1")
@example("＝1")
def test_no_cell_begins_a_formula_and_what_is_harmless_stays(cell: str) -> None:
    shown = safe(cell)
    assert not is_formula(shown)
    assert shown in (cell, f"'{cell}")
    assert shown == cell or any(map(is_formula, [cell, *cell.splitlines()]))


@given(st.lists(st.tuples(cells, cells), max_size=4))
def test_a_table_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    found = read(as_table(("one", "two"), rows))
    assert found[0] == ["one", "two"]
    assert [[cell.removeprefix("'") for cell in row] for row in found[1:]] == [
        [safe(cell).removeprefix("'") for cell in row] for row in rows
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_table_of_what_is_wrong_with_a_list_holds_no_formula(tmp_path, words: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "wrong.csv"
    visits_command._write_errors(path, (Wrong(2, words, words, words),))
    assert not [cell for row in read(path.read_bytes()) for cell in row if is_formula(cell)]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_audit_as_a_table_holds_no_formula(capsys: pytest.CaptureFixture[str], words: str) -> None:
    audit_command._writer("csv")(Entry(1, 0, words, words, words, words, "", ""))
    told = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert len(told) == 2
    assert not [cell for cell in told[1] if is_formula(cell)]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_people_of_a_breach_pack_hold_no_formula(words: str) -> None:
    raw = breach._table({words: {"0123456789abcdef": Counter({"texts": 1})}})
    assert not [cell for row in read(raw) for cell in row if is_formula(cell)]
