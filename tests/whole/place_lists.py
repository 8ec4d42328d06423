"""The shipped lists of places as a citizen could read them, with plain CSV and no part of the engine."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import flows

SURVEYS = Path(flows.__file__).parent / "surveys"

Row = Mapping[str, str]


@cache
def rows(file: str) -> tuple[Row, ...]:
    with (SURVEYS / file).open(encoding="utf-8-sig", newline="") as opened:
        return tuple(csv.DictReader(opened))


def step_of(question: Mapping[str, Any], text: str, language: str) -> str:
    """The column that a screen asks for; empty if it is not said on it."""
    said = [(wordings[language], column) for column, wordings in question["find by"].items() if wordings[language] in text]
    return max(said, key=lambda pair: len(pair[0]))[1] if said else ""


def called(row: Row, column: str, language: str) -> set[str]:
    """Everything a row may be called in a language, where its ``column`` is shown."""
    columns = [f"{column}_{language}", column]
    if column == "name":
        columns += [f"short_{language}", "short"]
    return {row[each].casefold() for each in columns if row.get(each)}


def code_of(question: Mapping[str, Any], column: str, words: str, language: str) -> str | None:
    """The code of the place that these words answer the question with, where ``column`` is asked for; else nothing."""
    wanted, there = words.casefold(), rows(question["list"])
    if column == "code":
        return next((row["code"] for row in there if row["code"].casefold() == wanted), None)
    if column != "name" and any(wanted in called(row, column, language) for row in there):
        return None
    found = [row["code"] for row in there if wanted in called(row, "name", language)]
    return found[0] if len(found) == 1 else None
