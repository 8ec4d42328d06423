"""Random lists, written as a spreadsheet writes them: what was put in is found again, and no bytes do any harm."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.folding import fold
from flows.model import Mark
from flows.places import PlaceList, read_list
from flows.places.file import MOST_TOLD
from flows.places.search import PLACE, Taken, search
from flows.reading.findings import Findings

HERE = Mark(1, 1)
LANGUAGES = ("en", "st", "km")
LEVELS = ("region", "district", "ward")

WORDS = st.sampled_from(
    ["Maseru", "Thaba-Tseka", "Qacha's Nek", "St Mary, old", 'the "Big" one', "Étoile", "ភ្នំពេញ", "12", "=A1"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)


@dataclass
class Table:
    """Rows as dicts, with the columns they have."""

    levels: tuple[str, ...]
    rows: list[dict[str, str]] = field(default_factory=list)

    def written(self, *, mark: bool, end: str) -> bytes:
        columns = list(dict.fromkeys(column for row in self.rows for column in row))
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, restval="", lineterminator=end)
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue().encode("utf-8-sig" if mark else "utf-8")

    def groups(self, row: dict[str, str]) -> tuple[str, ...]:
        return tuple(row[level] for level in self.levels)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A sound list of up to three levels of groups and three languages, perhaps with every place closed but the first."""
    table = Table(LEVELS[: draw(st.integers(0, 3))])
    groups = {level: draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True)) for level in table.levels}
    called = {(level, group): f"{draw(TEXTS)} {at}" for level in table.levels for at, group in enumerate(groups[level])}
    for at in range(draw(st.integers(1, 12))):
        row = {"code": draw(st.sampled_from(["", "0", "C-", "x"])) + str(at + 100), "name": f"{draw(TEXTS)} {at + 50}"}
        for level in table.levels:
            row[level] = draw(st.sampled_from(groups[level]))
            row[f"{level}_st"] = called[level, row[level]]
        row |= {f"name_{language}": f"{draw(TEXTS)} {at + 70}" for language in ("st", "km") if draw(st.booleans())}
        row |= {"short": f"S {at}"} if draw(st.booleans()) else {}
        row |= {"also": "; ".join(draw(st.lists(st.sampled_from(["Tsepong", "Kwena", "QMMH"]), max_size=2)))}
        row |= {"closed": draw(st.sampled_from(["yes", "no", ""])) if at else ""}
        table.rows.append(row)
    codes = {fold(row["code"]).replace(" ", ""): row for row in table.rows}
    return Table(table.levels, [row for row in table.rows if codes[fold(row["code"]).replace(" ", "")] is row])


def read(table: Table, *, mark: bool = False, end: str = "\n") -> PlaceList:
    findings = Findings()
    columns = ("code", *table.levels, "name")
    places = read_list(table.written(mark=mark, end=end), "lists/x.csv", LANGUAGES, findings, HERE, columns)
    assert findings.problems == []
    return places


@settings(max_examples=150)
@given(table=tables(), mark=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
def test_every_row_is_found_again_as_it_was_written(table: Table, mark: bool, end: str) -> None:
    places = read(table, mark=mark, end=end)
    assert places.columns == table.levels
    assert len(places.facilities) == len(table.rows)
    for number, (row, place) in enumerate(zip(table.rows, places.facilities, strict=True), 2):
        assert (place.code, place.name, place.row) == (row["code"], row["name"], number)
        assert place.closed == (row["closed"] == "yes")
        assert tuple(place.groups.get(level) for level in table.levels) == table.groups(row)
        assert places.facility(row["code"]) is place
        assert places.typed(row["code"].upper().replace("-", " ")) is place
        assert places.known(row["code"]) == row["code"]
        for language in LANGUAGES:
            assert place.name_in(language) == row.get(f"name_{language}", row["name"])
        for level in table.levels:
            assert places.group_label(level, row[level], "st") == row[f"{level}_st"]
            assert places.group_label(level, row[level], "en") == row[level]


@settings(max_examples=150)
@given(table=tables())
def test_menus_lead_to_every_open_place_and_to_no_closed_one_in_the_order_of_the_file(table: Table) -> None:
    places = read(table)

    def walk(path: tuple[str, ...]) -> list[str]:
        branch = places.branch(table.levels, path)
        open_rows = [row for row in table.rows if row["closed"] != "yes" and table.groups(row)[: len(path)] == path]
        assert [place.code for place in branch.facilities] == [row["code"] for row in open_rows]
        if len(path) == len(table.levels):
            assert branch.groups == ()
            return [place.code for place in branch.facilities]
        assert list(branch.groups) == list(dict.fromkeys(table.groups(row)[len(path)] for row in open_rows))
        return [code for group in branch.groups for code in walk((*path, group))]

    assert sorted(walk(())) == sorted(row["code"] for row in table.rows if row["closed"] != "yes")


@settings(max_examples=150)
@given(table=tables(), data=st.data())
def test_a_name_of_its_own_is_enough_at_every_step(table: Table, data: st.DataObject) -> None:
    places = read(table)
    columns = ("code", *table.levels, "name")
    row = data.draw(st.sampled_from([row for row in table.rows if row["closed"] != "yes"]))
    has_letters = any(sign.isalpha() for sign in row["name"])
    step = data.draw(st.integers(0 if has_letters else 1, len(columns) - 1))
    path = table.groups(row)[: max(0, step - 1)]
    assert search(places, columns, step, path, row["name"].upper() + "!") == Taken(PLACE + row["code"])
    assert places.known(row["name"].lower()) == row["code"]


@settings(max_examples=100)
@given(table=tables())
def test_the_longest_name_leaves_room_for_every_other(table: Table) -> None:
    places = read(table)
    for language in LANGUAGES:
        worst = places.longest_name(language)
        names = [row.get(f"name_{language}", row["name"]) for row in table.rows]
        assert worst.text in names
        assert worst.ucs2 == any("ភ" in name for name in names)
        if worst.ucs2:
            assert len(worst.text.encode("utf-16-le")) == max(len(name.encode("utf-16-le")) for name in names)
        else:
            assert len(worst.text) == max(map(len, names))


@settings(max_examples=200)
@given(raw=st.one_of(st.binary(max_size=200), st.text(alphabet='codename,_"\n\r;\t198-\u202eé', max_size=200).map(str.encode)))
def test_no_bytes_do_any_harm(raw: bytes) -> None:
    for head in (b"", b"code,name,district,district_st,closed,also\n"):
        findings = Findings()
        places = read_list(head + raw, "lists/x.csv", LANGUAGES, findings, HERE, ("code", "district", "name"))
        assert len(findings.problems) <= 3 * MOST_TOLD + 2
        assert places.open or findings.problems
        places.known(raw.decode("utf-8", "replace"))
        search(places, ("code", "district", "name"), 1, (), raw.decode("utf-8", "replace"))
