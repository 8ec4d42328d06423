"""The files of released reports, for whoever asks for one later: as the night wrote them, or printed again of what was kept.

Both have the same bytes. Printing takes a second or two of a processor, so one is printed at a time; whoever comes in the
meantime waits a little, and is then asked to come again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from gateway.nights import nightly, overview, releasing
from storage import reports
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from reports.night.shape import Report

PACKAGE = "figures.zip"
_IN_PACKAGE = ("figures.csv", "datapackage.json", "dictionary.csv")
_PACKED_AT = (1980, 1, 1, 0, 0, 0)
_ONCE = {"figures.csv", "datapackage.json", "dictionary.csv", "report.json"}
_IN_A_LANGUAGE = re.compile(r"report(?:\.([a-z]{2,3}))?\.(html|xlsx|pdf)")
_OF_OVERVIEW = {"overview.html", "overview.csv", "overview.json", "overview.pdf", "overview.xlsx"}
_PRINTING = BoundedSemaphore(1)
PATIENCE_S = 8.0


class Busy(Exception):
    """Another report is being printed."""


def days(gateway: Gateway, ministry: str, before: date, most: int) -> list[date]:
    """The days before one of which a report was released, the newest first."""
    with unhurried(gateway.engine) as u:
        found = reports.days(u, ministry)
    return [day for day in reversed(found) if day < before][:most]


def sundays(gateway: Gateway) -> list[date]:
    """The weeks of which an overview of all ministries was released, the newest first."""
    with unhurried(gateway.engine) as u:
        return list(reversed(reports.days(u, overview.NOBODY, reports.OVERVIEW)))


def file(gateway: Gateway, ministry: Ministry, day: date, name: str) -> bytes | None:
    """A file of a day's report; ``None`` if it was not released or has no such file. Raises :class:`Busy`."""
    if name == PACKAGE:
        return _packed({each: file(gateway, ministry, day, each) for each in _IN_PACKAGE})
    if name not in _ONCE and _IN_A_LANGUAGE.fullmatch(name) is None:
        return None
    written = _written(nightly.folder(gateway, ministry, day) / name)
    return written if written is not None else _printed(gateway, ministry, day, name)


def file_of_overview(gateway: Gateway, sunday: date, name: str) -> bytes | None:
    """A file of a week's overview; ``None`` if it was not released or has no such file. Raises :class:`Busy`."""
    if name not in _OF_OVERVIEW:
        return None
    written = _written(overview.folder_of(gateway, sunday) / name)
    if written is not None:
        return written
    kept = overview.kept(gateway, sunday)
    if kept is None:
        return None
    with _alone():
        return overview.render(kept).contents[name]


def _written(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _printed(gateway: Gateway, ministry: Ministry, day: date, name: str) -> bytes | None:
    kept = releasing.kept(gateway, ministry.key, day)
    if not kept:
        return None
    with _alone():
        return _form(kept, name)


@contextmanager
def _alone() -> Iterator[None]:
    if not _PRINTING.acquire(timeout=PATIENCE_S):
        raise Busy
    try:
        yield
    finally:
        _PRINTING.release()


def _form(kept: Sequence[Report], name: str) -> bytes | None:
    """One form of a report, of which the night writes all."""
    from reports.forms.as_json import as_json
    from reports.forms.data_package import as_datapackage
    from reports.forms.open_data import as_csv, dictionary_csv
    from reports.forms.page import as_page
    from reports.forms.pdf import as_pdf
    from reports.forms.workbook import as_xlsx

    first = kept[0]
    if name in _ONCE:
        figures = {
            "figures.csv": lambda: as_csv(first), "dictionary.csv": lambda: dictionary_csv(first),
            "report.json": lambda: as_json(first), "datapackage.json": lambda: as_datapackage(first, as_csv(first)),
        }  # fmt: skip
        return figures[name]()
    asked = _IN_A_LANGUAGE.fullmatch(name)
    assert asked is not None
    others = {report.meta.language: report for report in kept[1:]}
    report = others.get(asked[1]) if asked[1] else first
    return None if report is None else {"html": as_page, "xlsx": as_xlsx, "pdf": as_pdf}[asked[2]](report)


def _packed(files: Mapping[str, bytes | None]) -> bytes | None:
    """Files in one; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            if content is None:
                return None
            entry = zipfile.ZipInfo(name, _PACKED_AT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, content)
    return out.getvalue()
