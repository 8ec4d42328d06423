"""A question for a place: its list, and the columns by which a place is found."""

from __future__ import annotations

from itertools import pairwise

from flows.model import FindBy, Kind, Mark, Place
from flows.places import PlaceList, read_list
from flows.places.facilities import CODE, NAME
from flows.reading import quantities
from flows.reading.fields import Fields, is_empty
from flows.reading.findings import Findings
from flows.reading.keys import MOST_STEPS
from flows.reading.nearest import nearest
from flows.reading.tree import Entry, Group
from flows.reading.wording import Path, Wordings


def read_place(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind | None:
    """The place with the rows of its list; ``None`` without a list or a way to find a place in it."""
    file, entries = _file(fields, findings), _columns(fields, findings)
    steps = tuple(_step(entry, wordings, (*where, "find by")) for entry in entries if not is_empty(entry.value))
    elsewhere = fields.yes_or_no("elsewhere")
    if elsewhere and entries and all(entry.key == CODE for entry in entries):
        findings.add("E435", fields.key_mark("elsewhere"))
    places = _places(file, entries, wordings, fields.mark_of("list"), findings) if file else PlaceList()
    return Place(file, steps, elsewhere, places) if file and steps else None


def _file(fields: Fields, findings: Findings) -> str:
    """The name of the list, empty if there is none to look for: no path leads out of the folder."""
    fields.require("list")
    name = fields.text("list") or ""
    if name and not quantities.LIST.fullmatch(name):
        findings.add("E320", fields.mark_of("list"), file=name[:80], why="has no name like `lists/clinics.csv`")
        return ""
    return name


def _places(file: str, entries: tuple[Entry, ...], wordings: Wordings, mark: Mark, findings: Findings) -> PlaceList:
    """The rows of the list, none where it is missing; every column of *find by* must be one of it."""
    raw = wordings.lists(file)
    if raw is None:
        findings.add("E320", mark, file=file, why="is not here")
        return PlaceList()
    places = read_list(raw, file, wordings.languages, findings, mark, tuple(entry.key for entry in entries))
    if places.facilities:
        columns = (CODE, *places.columns, NAME)
        for entry in entries:
            if entry.key not in columns:
                _strange(entry, file, columns, findings)
    return places


def _strange(entry: Entry, file: str, columns: tuple[str, ...], findings: Findings) -> None:
    listed, guess = ", ".join(f"*{column}*" for column in columns[:20]), nearest(entry.key, columns)
    findings.add("E415", entry.mark, file=file, column=entry.key[:60], columns=listed, guess=guess)


def _columns(fields: Fields, findings: Findings) -> tuple[Entry, ...]:
    """The lines of *find by*, as many as anybody would answer."""
    fields.require("find by")
    group = fields.group("find by")
    if group is None:
        return ()
    if not group.entries:
        findings.add("E202", group.mark, parent="*find by*", key="name", example=fields.example("find by"))
    elif len(group.entries) > MOST_STEPS:
        mark = group.entries[MOST_STEPS].mark
        findings.add("E219", mark, count=len(group.entries), things="columns under *find by*", limit=MOST_STEPS)
    else:
        _check_order(group, findings)
    return group.entries[:MOST_STEPS]


def _check_order(group: Group, findings: Findings) -> None:
    """E416, once: before *name* stand the code and the groups. E202 if there is no *name*: only a code finds a place alone."""
    for before, after in pairwise(group.entries):
        if before.key == NAME or after.key == CODE:
            findings.add("E416", (before if before.key == NAME else after).mark)
            return
    if group.entries[-1].key not in {NAME, CODE}:
        findings.add("E202", group.mark, parent="*find by*", key=NAME, example="name: Which place?")


def _step(entry: Entry, wordings: Wordings, where: Path) -> FindBy:
    wordings.marks[(*where, entry.key)] = entry.mark
    return FindBy(entry.key, wordings.texts(entry.value, entry.key, (*where, entry.key)), entry.mark)
