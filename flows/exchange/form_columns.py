"""Spreadsheet forms as people write them: capital letters, spaces, older names of columns and types, all read as one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.exchange.sheet import Row, Sheet

_COLUMNS = {
    "caption": "label", "relevance": "relevant", "bind::relevant": "relevant", "bind::constraint": "constraint",
    "bind::required": "required", "calculate": "calculation", "bind::calculate": "calculation", "readonly": "read_only",
    "constraining_message": "constraint_message", "bind::jr:constraintmsg": "constraint_message", "value": "name",
}  # fmt: skip
_TYPES = {
    "select one from": "select_one", "select one": "select_one", "select1": "select_one", "select multiple": "select_multiple",
    "select all that apply from": "select_multiple", "select all that apply": "select_multiple", "int": "integer",
    "string": "text",
}  # fmt: skip
_LONGEST_FIRST = sorted(_TYPES, key=len, reverse=True)


def tidied(sheets: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """The sheets with their names, and those of their columns, as the reference tables of the format write them."""
    return {name.strip().lower(): _tidied(name.strip().lower(), page) for name, page in sheets.items()}


def _tidied(name: str, page: Sheet) -> Sheet:
    ours = {column: column_of(column) for column in page.columns}
    if name == "settings":
        ours = {column: column.strip().lower().replace(" ", "_") for column in page.columns}
    rows = tuple(Row(row.number, {ours[column]: cell for column, cell in row.cells.items()}) for row in page.rows)
    return Sheet(name, tuple(ours.values()), rows)


def column_of(written: str) -> str:
    """``Constraint Message :: English(en)`` -> ``constraint_message::English(en)``."""
    stem, separator, language = (part.strip() for part in written.partition("::"))
    stem = re.sub(r"\s+", "_", stem.lower())
    if stem in ("bind", "body", "media", "control"):
        whole = f"{stem}::{language.lower()}"
        return _COLUMNS.get(whole, whole)
    return _COLUMNS.get(stem, stem) + (f"::{language}" if separator else "")


def type_of(written: str) -> tuple[str, str]:
    """``Select_One  yn`` -> ``select_one`` and ``yn``: the type, and the list or whatever stands behind it."""
    words = " ".join(written.split())
    plain = words.lower().replace("_", " ")
    if from_file := re.match(r"select (one|multiple) from file\b", plain):
        return from_file[0].replace(" ", "_"), words[from_file.end() :].strip()
    for old in _LONGEST_FIRST:
        if plain == old or plain.startswith(f"{old} "):
            return _TYPES[old], words[len(old) :].strip()
    kind, _, rest = words.partition(" ")
    return kind.lower(), rest
