"""The columns that a survey declares, their cells understood by its own rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from flows.engine.dates import read_day
from flows.engine.knowing import language_of
from flows.measure import first_foreign
from flows.model import Column, Text
from flows.understand import understand_cell
from gateway.visits.desk import Desk
from gateway.visits.when import EARLIEST, FAR
from gateway.visits.wrong import Unfit, could_be_number, shown

_Value = TypeVar("_Value")

LONGEST_ANSWER = 160
_MOST_KEPT = 20_000
_DIGITS_IN_A_ROW = re.compile(r"\d{6}")
_DAY_LENGTH = 10
_NO_WORDS: frozenset[str] = frozenset()


class Declared:
    """Reads the cells of declared columns; what a cell means is worked out once, as lists repeat themselves."""

    def __init__(self, desk: Desk, now_ms: int, today: date) -> None:
        self._desk = desk
        self._now_ms = now_ms
        self._today = today
        self._columns = desk.flow.visit_columns
        self._kept: dict[tuple[str, str], str | Unfit] = {}
        self._meant: dict[tuple[str, str], str] = {}

    def read(self, name: str, cell: str) -> str | Unfit:
        """What is kept of a cell that is not empty, or why nothing is."""
        if (kept := self._kept.get((name, cell))) is None:
            column = self._columns[name]
            kept = _remember(self._kept, (name, cell), _READERS[column.kind](self, column, cell))
        return kept

    def meaning(self, name: str, cell: str) -> str:
        """The code or key that a cell answers to the questions which it spares; empty if it answers none."""
        if (meant := self._meant.get((name, cell))) is None:
            meant = _remember(self._meant, (name, cell), self._understood(name, cell))
        return meant

    def _understood(self, name: str, cell: str) -> str:
        for question in self._desk.flow.questions:
            if question.known_from != name or (isinstance(question.kind, Text) and could_be_number(cell)):
                continue
            meaning = understand_cell(self._desk.plan, question, cell[:LONGEST_ANSWER], self._now_ms)
            if meaning.act == "answer":
                return meaning.value
        return ""

    def _answer(self, column: Column, cell: str) -> str | Unfit:
        asked = next((question for question in self._desk.flow.questions if question.known_from == column.name), None)
        if asked is None or self.meaning(column.name, cell):
            return cell[:LONGEST_ANSWER]
        return Unfit(
            f"{shown(cell)} is no answer to “{asked.report_as}”: the person will be asked.",
            "Write a code or a name as the survey's own list or choices have it, or leave the cell empty.",
        )

    def _text(self, column: Column, cell: str) -> str | Unfit:
        if len(cell) > column.longest:
            return Unfit(f"This has {len(cell)} signs; {column.longest} fit.", f"Shorten it to {column.longest} signs.")
        if "{" in cell or "}" in cell:
            return Unfit("This has braces, which stand for something else in a text.", "Leave them out.")
        if _DIGITS_IN_A_ROW.search(cell):
            return Unfit("This has more than five digits in a row: it could be a number.", "Give only words to be shown.")
        if foreign := self._foreign(cell):
            plain = _plainly(cell)
            remedy = "Write it in the letters of the survey." if plain is None else f"Write “{plain}”."
            return Unfit(f"The sign “{foreign}” would make every text to this person longer and dearer.", remedy)
        return cell

    def _foreign(self, cell: str) -> str:
        """The sign of a cell that does not fit the alphabet in which the survey's own texts are sent."""
        texts = self._desk.flow.welcome.texts.values()
        return "" if any(first_foreign(text) for text in texts) else first_foreign(cell)

    def _day(self, column: Column, cell: str) -> str | Unfit:
        day = _read(cell[:_DAY_LENGTH], self._today) or _read(cell[:_DAY_LENGTH], self._today + FAR)
        if day is None:
            return Unfit(f"{shown(cell)} is not a day.", "Write it like 2026-11-23.")
        if day > self._today:
            return Unfit(f"{shown(cell)} lies in the future.", "Give the day of the visit.")
        return day.isoformat()

    def _language(self, column: Column, cell: str) -> str | Unfit:
        flow = self._desk.flow
        if flow.language_known_from and not language_of(flow, {flow.language_known_from: cell}):
            offered = ", ".join(f"{code} ({name})" for code, name in flow.languages.items())
            return Unfit(f"{shown(cell)} is no language of this survey.", f"Write one of {offered}.")
        return cell


_READERS: dict[str, Callable[[Declared, Column, str], str | Unfit]] = {
    "answer": Declared._answer, "text": Declared._text, "date": Declared._day, "language": Declared._language,
}  # fmt: skip


def _remember(kept: dict[tuple[str, str], _Value], key: tuple[str, str], value: _Value) -> _Value:
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept[key] = value
    return value


def _read(said: str, latest: date) -> date | None:
    return read_day(said, EARLIEST, latest, latest, today_words=_NO_WORDS, yesterday_words=_NO_WORDS)


_PLAIN = str.maketrans("ʼ’‘ʻ`“”–—ŁłĐđƁɓƊɗƘƙ", "'''''" + '""' + "--LlDdBbDdKk")


def _plainly(cell: str) -> str | None:
    """A text in letters of the ordinary alphabet; ``None`` if it has others than that."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", cell) if unicodedata.category(sign)[0] != "M")
    plain = bare.translate(_PLAIN)
    return None if first_foreign(plain) else plain
