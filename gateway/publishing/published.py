"""The surveys as published, ready to be used: each version is loaded once and kept; storage is asked only for what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

import structlog

from flows.load import load
from flows.model import Flow
from gateway import numbers
from storage import lists, versions
from storage.unit import Unit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from flows.places import Lists
    from storage.versions import Version

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version with its survey."""

    version: Version
    flow: Flow


@dataclass(frozen=True, slots=True)
class Dialled:
    """What a dial code leads to."""

    edition: Edition
    code: str
    """The survey's own code, ``*120*45#``."""
    answers: tuple[str, ...]
    """What was dialled behind it: ``*120*45*1*2#`` reaches ``*120*45#`` with 1 and 2."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The newest editions at one moment, by all that leads to them."""

    newest_id: int = -1
    by_survey: Mapping[str, Edition] = field(default_factory=dict)
    by_dial: Mapping[tuple[str, ...], Edition] = field(default_factory=dict)
    by_digits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_short_code: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    uses_visits_within: Mapping[str, timedelta] = field(default_factory=dict)


class Published:
    """The published surveys as this process knows them. Safe to share between threads: a shelf is replaced, never changed."""

    def __init__(self) -> None:
        self._shelf = _Shelf()
        self._flows: dict[int, Flow] = {}
        self._versions: dict[int, Version] = {}
        self._filling = Lock()

    def refresh(self, u: Unit | Connection) -> None:
        """Learn of what was published since the last look; costs one small question to storage where nothing was."""
        newest_id = versions.newest_id(u)
        if newest_id != self._shelf.newest_id:
            with self._filling:  # of many hops that come at once, one reads the lists of thousands of places
                if newest_id > self._shelf.newest_id:
                    self._shelf = _shelf(newest_id, list(self._readable(u, versions.newest(u))))

    def by_id(self, u: Unit | Connection, version_id: int) -> Flow:
        """The survey of one version, however old. Raises ``LookupError`` if there never was such a version."""
        flow = self._flows.get(version_id)
        if flow is None:
            version = versions.get(u, version_id)
            if version is None:
                raise LookupError(f"no version {version_id}")
            flow = self._edition(u, version).flow
        return flow

    def known(self, version_id: int) -> Flow | None:
        """The survey of one version if this process has met it; storage is not asked."""
        return self._flows.get(version_id)

    def version_of(self, flow: Flow) -> Version:
        """The version of a survey that came from here."""
        return self._versions[id(flow)]

    def newest(self, survey: str) -> Edition | None:
        """The newest edition of a survey, as of the last :meth:`refresh`."""
        return self._shelf.by_survey.get(survey)

    def everything(self) -> tuple[Edition, ...]:
        """The newest edition of every survey, as of the last :meth:`refresh`."""
        return tuple(self._shelf.by_survey.values())

    def uses_visits_within(self) -> Mapping[str, timedelta]:
        """Survey -> how old a visit may be to belong to somebody who starts by themselves; without those that use none."""
        return self._shelf.uses_visits_within

    def dialled(self, service_code: str) -> Dialled | None:
        """The survey behind a dial code; the longest code of ours with which it begins, or one of the same digits."""
        shelf = self._shelf
        parts = tuple(service_code.strip("*#").split("*"))
        parts = shelf.by_digits.get("".join(parts), parts)
        for length in range(len(parts), 0, -1):
            edition = shelf.by_dial.get(parts[:length])
            if edition is not None:
                return Dialled(edition, f"*{'*'.join(parts[:length])}#", parts[length:])
        return None

    def listening(self, short_code: str) -> tuple[Edition, ...]:
        """The newest editions whose keywords are texted to a short code."""
        return self._shelf.by_short_code.get(short_code, ())

    def _readable(self, u: Unit | Connection, found: list[Version]) -> Iterator[Edition]:
        """Those that can be read: one survey that cannot must not silence the others."""
        for version in found:
            try:
                yield self._edition(u, version)
            except LookupError:
                log.error("version cannot be read", survey=version.survey, version=version.number)

    def _edition(self, u: Unit | Connection, version: Version) -> Edition:
        flow = self._flows.get(version.id)
        if flow is None:
            flow = load(version.text, lists=kept_lists(u, version)).flow
            if flow is None:
                raise LookupError(f"version {version.id} cannot be read")
            flow = self._flows.setdefault(version.id, flow)
            self._versions[id(flow)] = version
        return Edition(version, flow)


def kept_lists(u: Unit | Connection, version: Version) -> Lists:
    """The lists of a version as they were published with it; read when they are asked for."""
    connection = u.connection if isinstance(u, Unit) else u

    def content(name: str) -> bytes | None:
        sha256 = version.lists.get(name)
        return None if sha256 is None else lists.content_of(connection, sha256)

    return content


def _shelf(newest_id: int, editions: list[Edition]) -> _Shelf:
    by_dial: dict[tuple[str, ...], Edition] = {}
    by_short_code: dict[str, tuple[Edition, ...]] = {}
    for edition in sorted(editions, key=lambda e: e.version.id):
        for dial in edition.flow.starts.dials:
            by_dial[tuple(numbers.dial_code(dial).strip("*#").split("*"))] = edition
        for code in {keywords.short_code for keywords in edition.flow.starts.texts}:
            by_short_code[code] = (*by_short_code.get(code, ()), edition)
    return _Shelf(
        newest_id=newest_id,
        by_survey={edition.version.survey: edition for edition in editions},
        by_dial=by_dial,
        by_digits={"".join(parts): parts for parts in by_dial},
        by_short_code=by_short_code,
        uses_visits_within={
            edition.version.survey: within
            for edition in editions
            if (within := edition.flow.rules.use_visits_within) is not None
        },
    )
