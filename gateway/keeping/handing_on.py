"""Answers handed on row by row to somebody who is named and entitled to them: as Flow Results packages, under pseudonyms."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import structlog

from gateway.keeping.breach import pseudonym
from gateway.refusal import Refusal
from reports.forms.flow_results import DATA, Answer, Edition, Package, data, descriptor, packages
from reports.forms.flow_results_lint import lint
from storage import audit, versions
from storage.evidence.answers_of import FiledAnswer, answers_of
from storage.unhurried import unhurried
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from storage.unit import Unit

log = structlog.get_logger()

ACTION = "answers handed on"
MOST_TOLD = 3
"""Faults of a package that are told in words."""
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")
"""Pseudonyms have no digits: none can be taken for a phone number."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is handed on, to whom, why, and by whom: local days ``first`` to ``last`` of one survey."""

    survey: str
    first: date
    last: date
    to: str
    reason: str
    by: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One package as it lies in its folder, with the rows that it holds."""

    id: str
    folder: Path
    rows: int


def hand_on(gateway: Gateway, ministry: Ministry, order: Order, folder: Path) -> tuple[Handed, ...]:
    """Write a folder for every package of the survey that has answers of these days (files of mode 0600).

    Every package is read by the lint first: one that breaks a rule of its format is handed on to nobody, nor are the others.
    That it was done is a row of the audit before the first file is in its place. Raises :class:`Refusal` for such a fault and
    ``OSError`` where nothing can be written.
    """
    with ExitStack() as undone:
        with unhurried(gateway.engine) as u:
            made = tuple(_written(gateway, u, ministry, order, folder, undone))
        _write_down(gateway, order, made)
        undone.pop_all()
    for handed in made:
        for name in (DATA, "datapackage.json"):
            (handed.folder / f".{name}.new").replace(handed.folder / name)
    return made


def _written(
    gateway: Gateway, u: Unit, ministry: Ministry, order: Order, folder: Path, undone: ExitStack
) -> Iterator[Handed]:  # fmt: skip
    """Every package with an answer, its files still under other names."""
    known = {v.number: v.id for v in versions.of_survey(u, order.survey)}
    for package in packages(ministry.key, _editions(gateway, u, order.survey)):
        ids = [known[edition.number] for edition in package.editions]
        found = answers_of(u, ministry.key, ids, order.first, order.last)
        described = descriptor(package, order.language or ministry.languages[0])
        own = folder / str(described["name"])
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        undone.callback(_remove, own)
        rows = _write(own, described, package, _answers(gateway, ministry, package, found))
        if rows:
            _vet(own, described, order.survey)
            yield Handed(str(package.id), own, rows)
        else:
            _remove(own)


def _editions(gateway: Gateway, u: Unit, survey: str) -> list[Edition]:
    """The versions of a survey that can be read, oldest first."""
    stored = reversed(versions.of_survey(u, survey))
    found = ((v, gateway.published.by_id(u, v.id)) for v in stored)
    return [Edition(v.number, flow, v.published_at_ms) for v, flow in found if flow is not None]


def _answers(gateway: Gateway, ministry: Ministry, package: Package, found: Iterator[FiledAnswer]) -> Iterator[Answer]:
    zone = ZoneInfo(package.editions[-1].flow.time_zone)
    for each in found:
        session, contact = pseudonyms(gateway, ministry, each.session_id, each.number_index)
        at = datetime.fromtimestamp(each.answered_at_ms / 1000, zone)
        yield Answer(session, contact, at, each.question, each.value, each.language)


def pseudonyms(gateway: Gateway, ministry: Ministry, session_id: int, number_index: bytes | None) -> tuple[str, str]:
    """What a conversation and its person are called to a ministry; who was forgotten is a new person every time."""
    session = _named(gateway, ministry, b"session %d" % session_id)
    return f"s-{session}", f"c-{session if number_index is None else _named(gateway, ministry, number_index)}"


def _named(gateway: Gateway, ministry: Ministry, what: bytes) -> str:
    return pseudonym(gateway, ministry.key, what).translate(_LETTERS)


def _write(folder: Path, described: dict[str, Any], package: Package, answers: Iterator[Answer]) -> int:
    """Write both files under other names; returns how many rows there are."""
    rows = 0
    with _fresh(folder, DATA) as out:
        for piece in data(package, answers):
            out.write(piece)
            rows += 1
    with _fresh(folder, "datapackage.json") as out:
        out.write((json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode())
    return rows - 1


def _vet(folder: Path, described: dict[str, Any], survey: str) -> None:
    """Read the files that were just written, and raise :class:`Refusal` for what they have no right to hold."""
    with (folder / f".{DATA}.new").open("rb") as written:
        faults = lint(described, _read(written), _before(folder, described))
    if faults:
        log.error("answers withheld", survey=survey, reason=" ".join(sorted({fault.code for fault in faults})))
        told = " ".join(fault.words for fault in faults[:MOST_TOLD])
        more = f" And {len(faults) - MOST_TOLD} more." if len(faults) > MOST_TOLD else ""
        remedy = "Nothing was handed on. Look at the questions that are named, and at their answers."
        raise Refusal(f"The package {described['name']} breaks rules of its format. {told}{more}", remedy, code=1)


def _read(written: Iterable[bytes]) -> Iterator[Any]:
    """The rows of a data file, which has each of them on a line of its own; what is no row is given as ``None``."""
    for line in written:
        plain = line.strip().removesuffix(b",")
        if plain not in (b"[", b"]", b"[]"):
            try:
                yield json.loads(plain)
            except ValueError:
                yield None


def _before(folder: Path, described: dict[str, Any]) -> dict[str, Any] | None:
    """The descriptor that lies in the folder from an earlier time, if it is in the same language."""
    try:
        found = json.loads((folder / "datapackage.json").read_bytes())
        same = found["resources"][0]["schema"]["language"] == described["resources"][0]["schema"]["language"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found if same else None


def _fresh(folder: Path, name: str) -> Any:
    return os.fdopen(os.open(folder / f".{name}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _remove(folder: Path) -> None:
    """What was begun in a folder, and the folder if nothing else is in it."""
    for name in (DATA, "datapackage.json"):
        (folder / f".{name}.new").unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _write_down(gateway: Gateway, order: Order, made: tuple[Handed, ...]) -> None:
    detail = {
        "for": order.to, "reason": order.reason, "from": order.first.isoformat(), "to": order.last.isoformat(),
        "packages": {handed.id: handed.rows for handed in made},
    }  # fmt: skip
    with unit(gateway.engine) as u:
        audit.append(u, actor=order.by, action=ACTION, subject=order.survey, at_ms=gateway.now_ms(), detail=detail)
        u.commit()
