"""Place lists: what is wrong with one is told by its row, and what is asked of a sound one is found at once."""

from __future__ import annotations

import pytest
from broken_places import FILE, PAIRS, WITH_PLACES
from sound_flows import Row

from flows.load import load
from flows.measure import measure
from flows.model import Mark, Place
from flows.places import PlaceList, longest, read_list
from flows.places.file import MOST_ROWS, MOST_TOLD
from flows.problems import Problem
from flows.reading.findings import Findings

HERE = Mark(3, 5)
CANNOT = "The list *lists/points.csv* cannot be used as it is: "


def told(rows: str | bytes, *, columns: tuple[str, ...] = (), languages: tuple[str, ...] = ("en",)) -> list[Problem]:
    findings = Findings()
    raw = rows.encode() if isinstance(rows, str) else rows
    read_list(raw, "lists/points.csv", languages, findings, HERE, columns)
    return findings.problems


def read(rows: str) -> PlaceList:
    findings = Findings()
    places = read_list(rows.encode(), "lists/points.csv", ("en", "st"), findings, HERE)
    assert findings.problems == []
    return places


CLINICS = read(
    """\
code,name,name_st,short,short_st,also,closed,district,district_st,region
1101,Queen Mamohato Memorial Hospital,Sepetlele sa Mofumahali,Queen Memorial,,Tsepong;QMMH,,Maseru,Maseru,West
1102,Old Clinic,,,,,yes,Maseru,,West
0103,Likotsi Filter Clinic,Tleliniki ea Likotsi,Likotsi,Likotsi T,,no,Maseru,Maseru,West
b-2,Berea Hospital,,,,,,Berea,Beriea,East
B3,Closed Hospital,,,,Kwena,yes,Leribe,,East
20,Mapoteng Clinic,,,,Kwena,,Berea,,East
"""
)


# --- what is wrong with a list --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "what", "broken", "sound"), PAIRS, ids=[f"{pair[0]} {pair[1]}" for pair in PAIRS])
def test_a_sound_neighbour_has_no_problem(code: str, what: str, broken: str | bytes, sound: str | bytes) -> None:
    loaded = load(WITH_PLACES.replace("¦", ""), Row(code, what, WITH_PLACES, {FILE: sound}).list)
    assert loaded.problems == ()
    assert loaded.flow is not None
    kind = loaded.flow.question("point").kind
    assert isinstance(kind, Place)
    assert kind.places.open


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("code,name\n1,U\n,L\n", "Row 3 of *lists/points.csv* has no *code*."),
        ("name\nU\n", "Row 1 of *lists/points.csv* has no *code*."),
        ("code,name\n7,U\n8,V\n7,L\n", "Rows 2 and 4 of *lists/points.csv* have the same code *7*."),
        ("code,name\n9,U\n1,V\n", "The code *9* in row 2 of *lists/points.csv* cannot be typed safely."),
        (
            "code,name,region,region_st\n1,U,West,Bophirimela\n2,V,West,\n3,W,West,Bochabela\n",
            "In *lists/points.csv*, *West* is *Bophirimela* in row 2 and *Bochabela* in row 4.",
        ),
        ("code,name,closed\n1,U,yes\n", "All places of *lists/points.csv* are closed, or it has no rows."),
        (
            "code,name,region\n1,Well,West\n2,Well,East\n3,Well,West\n",
            "*Well* stands twice under *West* in *lists/points.csv* (rows 2 and 4); people cannot tell them apart.",
        ),
        (
            "code,name\n1,Well\n2,Well\n",
            "*Well* stands twice under *the list* in *lists/points.csv* (rows 2 and 3); people cannot tell them apart.",
        ),
        ("code,name\n1,U\n2,V,W\n", CANNOT + "row 3 has 3 cells where the first row has 2."),
        ('code,name\n1,U\n2,"V\n3,W\n', CANNOT + "a quote in row 3 is not closed, or goes on behind its end."),
        ('code,name\n1,U\n2,"V" W\n', CANNOT + "a quote in row 3 is not closed, or goes on behind its end."),
        ("code,name\n1,U\n2,\x07V\n", CANNOT + "a cell in row 3 has a hidden sign (sign 0007 hex)."),
        (b"code,name\n1,U\n2,Caf\xe9\n", CANNOT + "the letters from row 3 on are saved in an old way."),
    ],
)
def test_a_problem_names_the_rows_as_a_spreadsheet_counts_them(rows: str | bytes, sentence: str) -> None:
    assert [(p.sentence, p.mark) for p in told(rows)] == [(sentence, HERE)]


def test_a_list_that_is_broken_all_over_is_told_in_fifty_problems_and_their_rest() -> None:
    problems = told("code,name\n" + "?,Well\n" * 60 + "1,Well\n")
    assert len(problems) == MOST_TOLD + 1
    assert problems[-1].sentence.endswith(f"{60 - MOST_TOLD} more mistakes are in it.")


def test_twins_beyond_number_are_told_in_fifty_problems() -> None:
    rows = "code,name\n" + "".join(f"{n},Well\n" for n in range(100, 300))
    assert len(told(rows)) == MOST_TOLD


@pytest.mark.parametrize(("rows", "too_many"), [(MOST_ROWS, False), (MOST_ROWS + 1, True)])
def test_empty_rows_count_nothing_and_one_row_too_many_is_told(rows: int, too_many: bool) -> None:
    sentences = [p.sentence for p in told("code,name\n\n,\n" + "x\n" * rows)]
    assert (CANNOT + "it has more than 50,000 rows." in sentences) == too_many


def test_a_flood_of_empty_rows_is_not_read_to_its_end() -> None:
    assert [p.sentence for p in told("code,name\n" + "\n" * 2 * MOST_ROWS)] == [CANNOT + "it has more than 50,000 rows."]


def test_the_rest_of_a_broken_list_is_read() -> None:
    findings = Findings()
    places = read_list(b"code,name\n?,U\n1,Well\n1,Spring\n", "x", ("en",), findings, HERE)
    assert [facility.name for facility in places.facilities] == ["Well"]


def test_places_of_one_name_are_told_apart_by_the_groups_that_are_asked_for() -> None:
    rows = "code,name,region,district\n1,Well,West,Maseru\n2,Well,West,Leribe\n"
    assert [p.code for p in told(rows, columns=("code", "region", "name"))] == ["E422"]
    assert told(rows, columns=("region", "district", "name")) == []
    assert told(rows, columns=("code",)) == []


def test_groups_of_one_name_are_told_where_people_choose_among_them() -> None:
    rows = (
        "code,name,region,district,district_st\n1,U,West,Maseru,Maseru\n2,V,West,Maseru Town,Maseru\n3,W,East,maseru,Maseru\n"
    )
    (problem,) = told(rows, columns=("region", "district", "name"), languages=("en", "st"))
    assert problem.sentence.startswith("*Maseru* stands twice under *West* in *lists/points.csv* (rows 2 and 3)")
    (problem,) = told(rows, columns=("district", "name"))
    assert problem.sentence.startswith("*maseru* stands twice under *the list* in *lists/points.csv* (rows 2 and 4)")
    assert told(rows, columns=("region", "name"), languages=("en", "st")) == []


def test_a_place_without_a_group_is_missed_only_where_that_is_asked_for() -> None:
    rows = "code,name,region,note\n1,U,West,\n2,V,,\n"
    (problem,) = told(rows, columns=("region", "name"))
    assert problem.sentence == "Row 3 of *lists/points.csv* has no *region*."
    assert told(rows, columns=("code", "name")) == []
    assert told(rows, columns=("code", "district", "name")) == []


# --- reading ---------------------------------------------------------------------------------------------------------------


def test_the_same_bytes_are_read_once_and_their_problems_told_to_every_survey() -> None:
    raw = b"code,name\n1,U\n?,V\n"
    first, second = Findings(), Findings()
    one = read_list(raw, "lists/a.csv", ("en",), first, HERE)
    other = read_list(bytes(bytearray(raw)), "lists/b.csv", ("st",), second, Mark(7, 1))
    assert one is other
    assert [(p.code, p.mark.line) for p in first.problems + second.problems] == [("E419", 3), ("E419", 7)]
    assert "lists/b.csv" in second.problems[0].sentence


def test_letters_are_composed_and_hidden_signs_left_out() -> None:
    places = read("\ufeffcode,name\r\n 1 , Le\u0301ribe\u200b \r\n")
    assert [(facility.code, facility.name) for facility in places.facilities] == [("1", "Léribe")]


def test_what_looks_like_a_formula_is_a_name() -> None:
    assert read("code,name\n1,=SUM(A1)\n").facilities[0].name == "=SUM(A1)"


def test_the_columns_that_are_groups_stand_in_the_order_of_the_file() -> None:
    assert CLINICS.columns == ("district", "region")


def test_what_only_looks_like_a_translation_is_a_group() -> None:
    columns = ("kind_of", "health_st", "code_st", "closed_by")
    assert read(f"code,name,{','.join(columns)}\n1,U,a,b,c,d\n").columns == columns


# --- look-ups --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("1101", "1101"),
        (" 11-01 ", "1101"),
        ("11 01.", "1101"),
        ("១១០១", "1101"),
        ("B2", "b-2"),
        ("b 2", "b-2"),
        ("0103", "0103"),
        ("103", None),
        ("1102", "1102"),
        ("9999", None),
        ("", None),
        ("---", None),
    ],
)
def test_a_typed_code_is_compared_without_case_spaces_and_hyphens(said: str, code: str | None) -> None:
    facility = CLINICS.typed(said)
    assert (facility.code if facility else None) == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1101", "1101"),
        ("B-2", "b-2"),
        ("berea hospital", "b-2"),
        ("Tleliniki ea Likotsi", "0103"),
        ("Tsepong", "1101"),
        ("qmmh", "1101"),
        ("Queen Memorial", "1101"),
        ("Old clinic", "1102"),
        ("Kwena", None),
        ("Berea", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_cell_of_the_visit_list_names_a_place_by_code_or_by_a_name_of_its_own(cell: str, code: str | None) -> None:
    assert CLINICS.known(cell) == code


def test_only_groups_with_open_places_are_offered_in_the_order_of_the_file() -> None:
    columns = ("region", "district")
    assert CLINICS.branch(columns).groups == ("West", "East")
    assert CLINICS.branch(columns, ("East",)).groups == ("Berea",)
    assert [place.code for place in CLINICS.branch(columns, ("West", "Maseru")).facilities] == ["1101", "0103"]
    assert CLINICS.branch(columns, ("West", "Maseru")).groups == ()
    assert CLINICS.branch(columns, ("North",)).facilities == ()
    assert [place.code for place in CLINICS.branch(()).facilities] == ["1101", "0103", "b-2", "20"]


def test_a_place_without_its_group_stands_beside_the_groups_and_is_no_group() -> None:
    places = read("code,name,region,district\n11,U,West,Maseru\n12,V,West,\n13,W,,Leribe\n")
    columns = ("region", "district")
    assert places.branch(columns).groups == ("West",)
    assert places.branch(columns, ("West",)).groups == ("Maseru",)
    assert [place.code for place in places.branch(columns, ("West",)).facilities] == ["11", "12"]


@pytest.mark.parametrize(
    ("code", "language", "label", "name"),
    [
        ("1101", "en", "Queen Memorial", "Queen Mamohato Memorial Hospital"),
        ("1101", "st", "Sepetlele sa Mofumahali", "Sepetlele sa Mofumahali"),
        ("0103", "st", "Likotsi T", "Tleliniki ea Likotsi"),
        ("0103", "fr", "Likotsi", "Likotsi Filter Clinic"),
        ("B3", "st", "Closed Hospital", "Closed Hospital"),
    ],
)
def test_a_place_is_named_in_the_language_of_the_person(code: str, language: str, label: str, name: str) -> None:
    facility = CLINICS.facility(code)
    assert facility is not None
    assert (facility.label_in(language), facility.name_in(language)) == (label, name)


def test_a_group_is_named_in_the_language_of_the_person() -> None:
    assert CLINICS.group_label("district", "Berea", "st") == "Beriea"
    assert CLINICS.group_label("district", "Berea", "en") == "Berea"
    assert CLINICS.group_label("region", "West", "st") == "West"


def test_a_name_without_letters_is_nobodys() -> None:
    assert read("code,name\n11,---\n12,V\n").known("...") is None


def test_the_longest_name_is_the_one_that_takes_most_room() -> None:
    assert CLINICS.longest_name("en").text == "Queen Mamohato Memorial Hospital"
    assert CLINICS.longest_name("st").text == "Sepetlele sa Mofumahali"
    assert read("code,name,closed\n11,Old Hospital,yes\n12,Clinic,\n").longest_name("en").text == "Old Hospital"
    assert measure(longest(["[[[", "abcde"]).text)[0] == 6
    assert longest(["[[[", "abcde"]).ucs2 is False


def test_one_name_that_needs_ucs2_makes_all_count_so() -> None:
    assert longest(["[[[", "abcde", "ក"]).text == "abcde"
    assert longest(["[[[", "abcde", "ក"]).ucs2
    assert longest([]).text == ""
