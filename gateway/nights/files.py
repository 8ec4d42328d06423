"""A report's files: rendered from one value, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reports.forms.as_json import as_json
from reports.forms.data_package import as_datapackage
from reports.forms.open_data import as_csv, dictionary_csv
from reports.forms.page import as_page
from reports.forms.pdf import as_pdf
from reports.forms.workbook import as_xlsx
from reports.signals import is_judged

if TYPE_CHECKING:
    from gateway.config_sections import Reports
    from reports.night.shape import Report


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one report by name, with the SHA-256 over all of them in the order of their names.

    ``reports`` are the report in each of its languages, the first one first.
    """

    reports: Sequence[Report]
    contents: Mapping[str, bytes]

    @property
    def report(self) -> Report:
        """The report in its first language."""
        return self.reports[0]

    @property
    def sha256(self) -> str:
        whole = hashlib.sha256()
        for name, content in sorted(self.contents.items()):
            whole.update(f"{name} {len(content)}\n".encode() + content)
        return whole.hexdigest()


def render(reports: Sequence[Report], settings: Reports) -> Files:
    """Every form of a report, in each of its languages. The same report gives the same bytes."""
    return Files(reports, dict(_rendered(reports, settings)))


def _rendered(reports: Sequence[Report], settings: Reports) -> Iterator[tuple[str, bytes]]:
    """Numbers and codes are the same in every language: they are written once, in the first."""
    first = reports[0]
    figures = as_csv(first)
    yield "figures.csv", figures
    yield "datapackage.json", as_datapackage(first, figures)
    yield "dictionary.csv", dictionary_csv(first)
    yield "report.json", as_json(first)
    for report in reports:
        mark = "" if report is first else f".{report.meta.language}"
        yield f"report{mark}.html", as_page(report)
        yield f"report{mark}.xlsx", as_xlsx(report)
        if pdf_is_due(report, settings):
            yield f"report{mark}.pdf", as_pdf(report)


def pdf_is_due(report: Report, settings: Reports) -> bool:
    """Whether a report is worth paper: every night where that is wished, else when a week closes or something is new."""
    is_new = any(signal.state == "new" for signal in report.signals)
    return settings.pdf == "nightly" or is_judged(report.meta.local_day) or is_new


def store(files: Files, folder: Path) -> None:
    """Write the files; a reader sees the old one or the new one of each, also when the machine stops in between."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(files.contents.items()):
        _replace(folder / name, content)
    _sync(folder)


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
