"""What the coordinator owns beside the surveys: the codebook of themes and the list of names, as config.yaml names them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import structlog

from flows.problems import Problem
from gateway.settings import Settings
from reports.text.codebook import SHIPPED, Codebook, shipped
from reports.text.name_list import LONGEST_FILE, read_names
from reports.text.names import NO_NAMES, Names
from reports.text.reading import read_codebook

log = structlog.get_logger()


def codebook_file(settings: Settings) -> Path:
    """Where the codebook stands: the shipped one unless another is named."""
    return settings.var / settings.reports.codebook if settings.reports.codebook else SHIPPED


def codebook(settings: Settings) -> Codebook:
    """The codebook that holds. One that cannot be read or has errors is replaced by the shipped one, and logged as such:
    a response is filed, and danger found, whatever somebody did to a file."""
    if not settings.reports.codebook:
        return shipped()
    file = codebook_file(settings)
    try:
        book, _ = _read_codebook(file, _edition(file))
    except OSError:
        book = None
    if book is None:
        log.error("codebook cannot be used", kind="codebook", name=file.name)
        return shipped()
    return book


def names(settings: Settings) -> Names:
    """The list of names, empty where none is named or it cannot be read."""
    if not settings.reports.names:
        return NO_NAMES
    file = settings.var / settings.reports.names
    try:
        return _read_names(file, _edition(file))[0]
    except OSError:
        log.error("list of names cannot be used", kind="names", name=file.name)
        return NO_NAMES


def problems(settings: Settings) -> dict[Path, tuple[Problem, ...]]:
    """What is wrong with the files that are named, file by file. Raises ``OSError`` for one that is not there."""
    file = codebook_file(settings)
    found = {file: _read_codebook(file, _edition(file))[1]}
    if settings.reports.names:
        listed = settings.var / settings.reports.names
        found[listed] = _read_names(listed, _edition(listed))[1]
    return found


def _edition(file: Path) -> tuple[int, int]:
    """Another one after every change of the file."""
    told = file.stat()
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=2)
def _read_codebook(file: Path, edition: tuple[int, int]) -> tuple[Codebook | None, tuple[Problem, ...]]:
    return read_codebook(file.read_bytes())


@lru_cache(maxsize=2)
def _read_names(file: Path, edition: tuple[int, int]) -> tuple[Names, tuple[Problem, ...]]:
    with file.open("rb") as raw:
        return read_names(raw.read(LONGEST_FILE + 1))
