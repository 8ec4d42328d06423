"""The files of one package, made of a report as it was kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway.open_data.edition import public
from reports.forms.as_json import as_json, read_json
from reports.forms.data_package import as_datapackage
from reports.forms.open_data import as_csv, dictionary_csv
from reports.night.shape import Report

if TYPE_CHECKING:
    from storage.reports import Kept

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
FIRST_LANGUAGE = "en"
"""In which the names in a package are written, if the report was released in it; else in the first by its code."""


@dataclass(frozen=True, slots=True)
class File:
    """One file; ``digest`` is the SHA-256 of its content, in hex."""

    content: bytes
    mediatype: str
    digest: str


@dataclass(frozen=True, slots=True)
class Package:
    """File name -> file."""

    files: Mapping[str, File]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(len(file.content) for file in self.files.values())


NAMES = {
    "figures.csv": "Every released figure, one in a row: for spreadsheets and programs.",
    "datapackage.json": "What the table is, its columns and their rules, the licence: a Tabular Data Package.",
    "dictionary.csv": "What every measure means.",
    "report.json": "The whole report with its names, as a program reads it; without words of citizens or staff.",
}
"""File name -> what it holds."""


def made_of(kept: Kept) -> Package:
    """The package of a kept report; the same report gives the same bytes. Raises ``ValueError`` for what was not released."""
    language = FIRST_LANGUAGE if FIRST_LANGUAGE in kept.content else min(kept.content)
    report = public(read_json(kept.content[language], Report))
    if report.meta.so_far:
        raise ValueError("a preview was kept as if it were a report")
    figures = as_csv(report)
    made = {
        "figures.csv": figures,
        "datapackage.json": as_datapackage(report, figures),
        "dictionary.csv": dictionary_csv(report),
        "report.json": as_json(report),
    }
    return Package({name: _file(name, content) for name, content in made.items()})


def _file(name: str, content: bytes) -> File:
    return File(content, CSV if name.endswith(".csv") else JSON, hashlib.sha256(content).hexdigest())
