"""A report's files: rendered from one value, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.open_data import as_csv
from reports.released import Report, as_json
from reports.render_html import as_html


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one report by name, with the SHA-256 over all of them in the order of their names."""

    report: Report
    contents: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        whole = hashlib.sha256()
        for name, content in sorted(self.contents.items()):
            whole.update(f"{name} {len(content)}\n".encode() + content)
        return whole.hexdigest()


def render(report: Report) -> Files:
    """Every form of a report. The same report gives the same bytes."""
    return Files(report, {"figures.csv": as_csv(report), "report.html": as_html(report), "report.json": as_json(report)})


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
