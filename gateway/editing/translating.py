"""The texts of a draft as a table for translators: the state of every cell, out to a spreadsheet and back in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from flows.exchange import sheet, translations
from flows.exchange.translations import NotASurvey, Preview
from flows.problems import Problem
from gateway.editing import desk as desks
from gateway.editing.checking import Found, Looked
from gateway.editing.desk import Desk
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage.drafts import Draft

State = Literal["missing", "stale", "variables", "too long", "same"]
_STATES: Mapping[str, State] = {
    "E501": "missing", "W514": "stale", "W513": "variables", "N515": "same",
    "E520": "too long", "E521": "too long", "E522": "too long", "W523": "too long",
}  # fmt: skip
_WIDTHS = (34, 34)


@dataclass(frozen=True, slots=True)
class Cell:
    """One text in one language. ``problems`` are what made its ``states``, ready for *It is right* and *Accept*."""

    language: str
    text: str
    states: frozenset[State]
    problems: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` never changes while the wording does: ``questions/wait/ask``. ``line`` is where it stands, 0 if nowhere."""

    key: str
    about: str
    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    languages: Mapping[str, str]
    """Code -> own name, the main one first."""
    rows: tuple[Row, ...]

    @property
    def open(self) -> int:
        """Cells that keep the survey from being published."""
        return sum(any(each.is_open for each in cell.problems) for row in self.rows for cell in row.cells)


def table(desk: Desk, looked: Looked) -> Table:
    """Every text in every language with its state. Raises :class:`Refusal` if the survey's languages cannot be read."""
    found = _texts(desk)
    read = looked.examined.loaded.draft
    marks = read.marks if read is not None else {}
    by_cell = _by_cell(desk, looked)
    rows = []
    for each in found.texts:
        path = tuple(each.key.split("/"))
        main = next(iter(found.languages))
        cells = []
        for code in found.languages:
            text, problems = each.texts.get(code, ""), tuple(by_cell[each.key, code])
            states: set[State] = {_STATES[p.problem.code] for p in problems}
            if not text:
                states.add("missing")
            if code != main and text and text == each.texts.get(main):
                states.add("same")
            cells.append(Cell(code, text, frozenset(states), problems))
        mark = marks.get((*path, main))
        rows.append(Row(each.key, each.about, mark.line if mark is not None else 0, tuple(cells)))
    return Table(found.languages, tuple(rows))


def _by_cell(desk: Desk, looked: Looked) -> defaultdict[tuple[str, str], list[Found]]:
    """Problems by key and language of the text at whose place they are; those of a screen go to its question's *ask*."""
    read = looked.examined.loaded.draft
    at = {mark: path for path, mark in read.marks.items()} if read is not None else {}
    languages = read.flow.languages if read is not None else {}
    found: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    for each in looked.found:
        if each.problem.code in _STATES and not each.of_talks:
            path = _place(each.problem, at.get(each.problem.mark, ()), languages)
            found["/".join(path), each.problem.language or (at.get(each.problem.mark, ("",))[-1])].append(each)
    return found


def _place(problem: Problem, path: tuple[str, ...], languages: Collection[str]) -> tuple[str, ...]:
    if path:
        return path[:-1] if path[-1] in languages else path
    return ("questions", problem.question, "ask") if problem.question else ()


def download(desk: Desk, form: Literal["csv", "xlsx"], language: str = "") -> bytes:
    """The table as a file; with ``language`` only that one beside the main one. Raises :class:`Refusal`."""
    found = _texts(desk)
    codes = [code for at, code in enumerate(found.languages) if not language or at == 0 or code == language]
    columns = (*found.columns[:2], *codes)
    rows = ((each.key, each.about, *(each.texts.get(code, "") for code in codes)) for each in found.texts)
    if form == "csv":
        return sheet.to_csv(columns, rows)
    return sheet.to_xlsx(found.survey[:31] or "texts", columns, rows, _WIDTHS)


@dataclass(frozen=True, slots=True)
class Upload:
    """What a table that came back would change."""

    preview: Preview
    text: str
    """The survey with these changes."""


def uploaded(desk: Desk, raw: bytes, languages: Collection[str] | None = None) -> Upload:
    """What would change, nothing is changed yet; ``languages``: only these may. Raises :class:`Refusal` for no table."""
    try:
        first = next(iter(sheet.read(raw).values()))
    except (sheet.Unreadable, StopIteration) as reason:
        raise Refusal(f"The table cannot be read: {reason}.", "Save it again as .xlsx or as CSV UTF-8.", code=1) from None
    _texts(desk)
    seen = translations.preview(desk.text, first, desk.source)
    if languages is not None:
        mine = tuple(each for each in seen.changes if each.language in languages)
        seen = Preview(mine, seen.refused, seen.same, seen.empty)
    return Upload(seen, translations.merged(desk.text, seen.changes, desk.source))


def take_over(gateway: Gateway, desk: Desk, raw: bytes, by: str, languages: Collection[str] | None = None) -> Draft:
    """Makes the changes of a table. Raises :class:`Refusal`, and ``Outrun`` as saving does."""
    upload = uploaded(desk, raw, languages)
    count = len(upload.preview.changes)
    return desks.save(gateway, desk.draft, upload.text, by, what=f"{count} translations taken over")


def _texts(desk: Desk) -> translations.Texts:
    try:
        return translations.texts_of(desk.text, desk.source)
    except NotASurvey:
        raise Refusal("The texts of this survey cannot be found.", "Repair the errors in its text first.", code=1) from None
