"""Typed names of places: in full, in part, nearly; and that whatever can be asked of a list has an answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.folding import fold
from flows.model import Mark
from flows.places import Facility, PlaceList, read_list
from flows.places.names import LONGEST_NAME, NameIndex
from flows.places.search import GROUP, MOST_CANDIDATES, PLACE, Candidates, Taken, search
from flows.reading.findings import Findings


def read(rows: str) -> PlaceList:
    findings = Findings()
    places = read_list(rows.encode(), "lists/x.csv", ("en", "st"), findings, Mark(1, 1))
    assert findings.problems == []
    return places


CENTRES = read(
    """\
code,name,county
N01,GPO Nairobi,Nairobi
N02,City Square,Nairobi
N03,Makadara,Nairobi
M01,Mombasa,Mombasa
K01,Kisumu,Kisumu
C01,Machakos,Machakos
U01,Eldoret,Uasin Gishu
Y01,Nyeri,Nyeri
"""
)
CLINICS = read(
    """\
code,name,name_st,short,also,closed,district,district_st
1101,Queen 'Mamohato Memorial,,,Tsepong;QMMH,,Maseru,
1102,Domiciliary Clinic,,,,,Maseru,
1103,Old Roma Clinic,,,,yes,Maseru,
1107,St Joseph's Hospital Roma,Sepetlele sa Roma,,,,Maseru,
1201,Berea Hospital,,,,,Berea,Beriea
1202,Maluti Adventist Hospital,,Maluti,,,Berea,Beriea
1701,Camp 12 Clinic,,,,,Qacha's Nek,
1702,Camp 7 Clinic,,,,,Qacha's Nek,
1703,Maseru Road Clinic,,,,,Qacha's Nek,
1801,ម៉ាសេរូ,,,,,Quthing,
"""
)
CODE_FIRST = ("code", "district", "name")
BY_NAME = ("name",)


def found(places: PlaceList, asked: tuple[str, ...], step: int, path: tuple[str, ...], said: str) -> str:
    """What a typed name gives, in words: an entry taken, or ``?`` and the candidates."""
    result = search(places, asked, step, path, said)
    if isinstance(result, Candidates):
        return "? " + ", ".join(result.entries)
    return result.entry if isinstance(result, Taken) else "unclear"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Nairobi", "group Nairobi"),
        ("nairobi!", "group Nairobi"),
        ("Nairoby", "? group Nairobi"),
        ("NAI", "group Nairobi"),
        ("Na", "unclear"),
        ("Makadara", "place N03"),
        ("maka", "place N03"),
        ("gpo", "place N01"),
        ("square city", "place N02"),
        ("the square city", "unclear"),
        ("in city square", "place N02"),
        ("M", "unclear"),
        ("Mombasa", "group Mombasa"),
        ("gishu", "group Uasin Gishu"),
        ("Gishi", "? group Uasin Gishu"),
        ("Machako", "group Machakos"),
        ("Macakus", "? group Machakos"),
        ("kizumu", "? group Kisumu"),
        ("Makadera", "? place N03"),
        ("zanzibar", "unclear"),
        ("12", "unclear"),
        ("", "unclear"),
        ("...", "unclear"),
    ],
)
def test_a_name_typed_where_the_county_is_asked(said: str, meant: str) -> None:
    assert found(CENTRES, ("county", "name"), 0, (), said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1201", "place 1201"),
        ("12 01", "place 1201"),
        ("១២០១", "place 1201"),
        ("1103", "place 1103"),
        ("9999", "unclear"),
        ("12", "unclear"),
        ("120", "unclear"),
        ("7", "unclear"),
        ("Camp 7", "place 1702"),
        ("Berea Hospital", "place 1201"),
        ("tsepong", "place 1101"),
        ("Berea", "? place 1201, place 1202"),
        ("beriea", "? place 1201, place 1202"),
        ("Quthing", "? place 1801"),
        ("roma", "place 1107"),
        ("nowhere", "unclear"),
    ],
)
def test_a_code_or_a_name_typed_where_the_code_is_asked(said: str, meant: str) -> None:
    assert found(CLINICS, CODE_FIRST, 0, (), said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("queen mamohato memorial", "place 1101"),
        ("Queen ’Mamohato", "place 1101"),
        ("qmmh", "place 1101"),
        ("sepetlele sa roma", "place 1107"),
        ("st joseph roma", "place 1107"),
        ("Old Roma Clinic", "unclear"),
        ("maluti", "place 1202"),
        ("hospital", "? place 1107, place 1201, place 1202"),
        ("camp", "? place 1701, place 1702"),
        ("camp 12", "place 1701"),
        ("camp 1", "place 1701"),
        ("clinic camp", "? place 1701, place 1702"),
        ("12", "place 1701"),
        ("malutj", "? place 1202"),
        ("hspital", "? place 1107, place 1201, place 1202"),
        ("1o", "unclear"),
        ("ម៉ាសេរូ", "place 1801"),
        ("ម៉ាសេ", "place 1801"),
        ("clin", "? place 1102, place 1701, place 1702, place 1703"),
    ],
)
def test_a_name_typed_where_the_name_is_asked(said: str, meant: str) -> None:
    assert found(CLINICS, BY_NAME, 0, (), said) == meant


def test_the_entries_of_the_step_come_before_the_places_by_every_rule() -> None:
    assert found(CLINICS, ("district", "name"), 0, (), "maseru") == "group Maseru"
    assert found(CLINICS, ("district", "name"), 0, (), "Maseru Road Clinic") == "place 1703"
    assert found(CLINICS, ("district", "name"), 0, (), "Mas") == "group Maseru"


def test_a_full_name_of_a_place_comes_before_a_group_that_is_only_like_it() -> None:
    places = read("code,name,county\n11,Kiberi Centre,Kiberi\n12,Kibera,Nairobi\n")
    assert found(places, ("county", "name"), 0, (), "kibera") == "place 12"
    assert found(places, ("county", "name"), 0, (), "kiberu") == "? group Kiberi"


def test_only_places_under_the_chosen_group_are_still_possible() -> None:
    asked = ("district", "name")
    assert found(CLINICS, asked, 1, ("Berea",), "hospital") == "? place 1201, place 1202"
    assert found(CLINICS, asked, 1, ("Berea",), "roma") == "unclear"
    assert found(CLINICS, asked, 1, ("Nowhere",), "roma") == "unclear"


def test_a_group_of_another_branch_is_no_entry_of_the_step() -> None:
    places = read("code,name,region,district\n11,A,West,Leribe\n12,B,East,Berea\n")
    asked = ("region", "district", "name")
    assert found(places, asked, 1, ("West",), "leribe") == "group Leribe"
    assert found(places, asked, 1, ("West",), "berea") == "unclear"


def test_a_full_district_that_is_too_long_for_candidates_is_left_to_the_list() -> None:
    rows = "".join(f"{at},Clinic {at},Maseru\n" for at in range(100, 100 + MOST_CANDIDATES + 1))
    assert found(read("code,name,district\n" + rows), CODE_FIRST, 0, (), "Maseru") == "unclear"


def test_no_more_candidates_than_anybody_reads_in_the_order_of_the_file() -> None:
    rows = "".join(f"{at},Clinic {at}\n" for at in range(999, 100, -1))
    result = search(read("code,name\n" + rows), BY_NAME, 0, (), "clinic")
    assert result == Candidates(tuple(f"place {at}" for at in range(999, 999 - MOST_CANDIDATES, -1)))


def test_candidates_stand_in_the_order_of_the_file_also_far_apart() -> None:
    rows = "".join(f"{at},{'Filter ' if at in (101, 108, 117) else ''}Clinic {at}\n" for at in range(100, 120))
    assert found(read("code,name\n" + rows), BY_NAME, 0, (), "filter") == "? place 101, place 108, place 117"


def test_figures_are_never_nearly_a_name() -> None:
    places = read("code,name\n11,Camp 1204\n12,Camp 1304\n")
    assert found(places, BY_NAME, 0, (), "1204") == "place 11"
    assert found(places, BY_NAME, 0, (), "1205") == "unclear"


def test_a_text_longer_than_any_name_is_none() -> None:
    assert found(CENTRES, BY_NAME, 0, (), "Makadara" + " " * LONGEST_NAME) == "unclear"


# --- the rules, each against its own words -----------------------------------------------------------------------------------

NAMES = st.lists(st.text(alphabet="abcde 1", min_size=1, max_size=14), min_size=1, max_size=12)
TYPED = st.text(alphabet="abcde 1", min_size=1, max_size=14).map(fold)


def slips(a: str, b: str) -> int:
    """Letters changed, added, left out or swapped with a neighbour, counted plainly."""
    table = {(i, -1): i + 1 for i in range(-1, len(a))} | {(-1, j): j + 1 for j in range(-1, len(b))}
    for i in range(len(a)):
        for j in range(len(b)):
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i] != b[j])]
            if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(a) - 1, len(b) - 1]


@settings(max_examples=400)
@given(names=NAMES, typed=TYPED)
def test_every_rule_finds_just_the_names_that_fit_it(names: list[str], typed: str) -> None:
    index = NameIndex((name, at) for at, name in enumerate(names))
    words = [word for word in typed.split() if len(word) >= 3 or word.isdecimal()]
    limit = 1 if len(typed) < 7 else 2
    can_be_close = len(typed) >= 4 and any(sign.isalpha() for sign in typed)
    expected: dict[str, set[int]] = {"equal": set(), "beginning": set(), "words": set(), "close": set()}
    for at, name in enumerate(fold(name) for name in names):
        if typed and name == typed:
            expected["equal"].add(at)
        if name.startswith(typed) and len(typed) >= 3:
            expected["beginning"].add(at)
        if words and all(any(part.startswith(word) for part in name.split()) for word in words):
            expected["words"].add(at)
        terms = [name, *(part for part in name.split() if len(part) >= 4)]
        if can_be_close and any(slips(typed, term) <= limit for term in terms):
            expected["close"].add(at)
    assert {rule: index.find(typed, rule) for rule in expected} == expected  # type: ignore[arg-type]


# --- whole lists -------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["Roma", "Berea", "Camp", "12", "St", "Clinic", "Filter Clinic", "ភ្នំពេញ", "Thaba-Tseka", "Qacha's Nek"])
A_NAME = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LANGUAGES = ("en", "km")


@st.composite
def lists(draw: st.DrawFn) -> PlaceList:
    """A list of some places in two levels of groups, some of them closed, some named in two languages."""
    rows = draw(
        st.lists(st.tuples(A_NAME, A_NAME, st.booleans(), st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=30)
    )
    facilities = tuple(
        Facility(
            code=f"C{at:02}",
            name=name,
            names={"km": other},
            closed=closed,
            groups={"region": f"Region {region}", "district": f"{name.split()[0]} {district}"},
            row=at + 2,
        )
        for at, (name, other, closed, region, district) in enumerate(rows)
    )
    translations = {("region", f"Region {at}"): {"km": f"តំបន់ {at}"} for at in range(3)}
    return PlaceList(facilities, ("region", "district"), translations)


STEPS = ("code", "region", "district", "name")
PATHS = st.lists(st.sampled_from(["Region 0", "Region 1", "Roma 0", "Camp 1"]), max_size=2).map(tuple)
ANYTHING = st.one_of(A_NAME, st.text(max_size=20), st.from_regex(r"[0-9C -]{1,6}", fullmatch=True))


@settings(max_examples=2 * settings().max_examples)
@given(places=lists(), step=st.integers(0, 3), path=PATHS, said=ANYTHING)
def test_whatever_is_typed_gives_open_places_under_the_path_or_nothing(
    places: PlaceList, step: int, path: tuple[str, ...], said: str
) -> None:
    result = search(places, STEPS, step, path, said)
    entries = [result.entry] if isinstance(result, Taken) else list(result.entries) if result else []
    assert len(entries) == len(set(entries)) <= MOST_CANDIDATES
    branch = places.branch(("region", "district"), path)
    codes = [place.code for place in branch.facilities]
    typed = places.typed(said)
    if step == 0 and typed is not None:
        assert entries == [PLACE + typed.code]
        return
    kinds = {entry.split()[0] for entry in entries}
    assert len(kinds) <= 1
    for entry in entries:
        if entry.startswith(GROUP):
            assert entry.removeprefix(GROUP) in branch.groups
        else:
            assert entry.removeprefix(PLACE) in codes or step == 0
    if entries and entries[0].startswith(PLACE):
        order = [place.code for place in places.open]
        assert [order.index(entry.removeprefix(PLACE)) for entry in entries] == sorted(
            order.index(entry.removeprefix(PLACE)) for entry in entries
        )


@given(places=lists(), data=st.data())
def test_the_full_name_of_an_open_place_finds_it_unless_a_group_is_called_so(places: PlaceList, data: st.DataObject) -> None:
    if not places.open:
        return
    place = data.draw(st.sampled_from(places.open))
    step = data.draw(st.integers(1, 3))
    columns = ("region", "district")
    path = tuple(place.groups[column] for column in columns[: step - 1])
    said = place.name_in(data.draw(st.sampled_from(LANGUAGES)))
    result = search(places, STEPS, step, path, said.upper())
    entries = (result.entry,) if isinstance(result, Taken) else result.entries if result else ()
    assert PLACE + place.code in entries or all(fold(entry.removeprefix(GROUP)) == fold(said) for entry in entries if entry)
    assert entries


@given(places=lists())
def test_every_open_place_is_reached_through_its_groups_and_no_closed_one_is(places: PlaceList) -> None:
    columns = ("region", "district")
    reached = [
        place.code
        for region in places.branch(columns).groups
        for district in places.branch(columns, (region,)).groups
        for place in places.branch(columns, (region, district)).facilities
    ]
    assert sorted(reached) == [place.code for place in places.open]


@given(places=lists(), data=st.data())
def test_a_typed_code_gives_its_place_however_it_is_typed(places: PlaceList, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(places.facilities))
    said = data.draw(
        st.sampled_from([place.code, place.code.lower(), " ".join(place.code), f"{place.code[:1]}-{place.code[1:]}."])
    )
    assert search(places, STEPS, 0, (), said) == Taken(PLACE + place.code)
    assert places.known(said) == place.code
