"""What a draft changes, in words: each change with its class, what it does to the figures, and a mark where a series ends."""

from __future__ import annotations

from dataclasses import dataclass

from flows.changes import Change, Changes, compare
from flows.load import load
from flows.model import Flow
from gateway.editing.desk import Desk
from gateway.wiring import Gateway
from storage import lists, sessions, versions
from storage.unit import Unit, unit
from storage.versions import Version


@dataclass(frozen=True, slots=True)
class Told:
    """One change. ``danger``: a series of figures ends; ``confirm`` is then the name to confirm it by."""

    change: Change
    confirm: str = ""

    @property
    def danger(self) -> bool:
        return bool(self.confirm)


@dataclass(frozen=True, slots=True)
class Past:
    """A version as its history tells it. ``in_the_middle``: how many people are still in a conversation on it."""

    version: Version
    reason: str
    changes: Changes
    in_the_middle: int


def changes(gateway: Gateway, desk: Desk) -> tuple[Told, ...] | None:
    """The draft against the newest version; ``None`` while one of them cannot be read, nothing if there is no version."""
    new = load(desk.text, desk.source).flow
    if desk.version is None:
        return ()
    with unit(gateway.engine) as u:
        old = _flow(gateway, u, desk.version)
    if old is None or new is None:
        return None
    return told(compare(old, new), new.survey)


def told(found: Changes, survey: str) -> tuple[Told, ...]:
    """Each change, those that end a series with the name by which they are confirmed."""
    return tuple(Told(each, (each.question or survey) if each.rank == "breaking" else "") for each in found)


def history(gateway: Gateway, ministry: str, survey: str) -> tuple[Past, ...]:
    """Every version, the newest first, with who, when, why, and what it changed against the one before."""
    with unit(gateway.engine) as u:
        every = [version for version in versions.of_survey(u, survey) if version.ministry == ministry]
        why, middle = versions.reasons(u, survey), sessions.in_the_middle(u, survey)
        flows = [_flow(gateway, u, version) for version in every]
    past = []
    for at, version in enumerate(every):
        new, old = flows[at], flows[at + 1] if at + 1 < len(every) else None
        found = compare(old, new) if old is not None and new is not None else Changes()
        past.append(Past(version, why.get(version.id, ""), found, middle.get(version.id, 0)))
    return tuple(past)


def between(gateway: Gateway, ministry: str, survey: str, old: int, new: int) -> tuple[Version, Version, Changes | None]:
    """Two versions by their numbers, and what changed from one to the other. Raises ``LookupError`` if one is not there."""
    with unit(gateway.engine) as u:
        by_number = {v.number: v for v in versions.of_survey(u, survey) if v.ministry == ministry}
        first, second = by_number[old], by_number[new]
        flows = _flow(gateway, u, first), _flow(gateway, u, second)
    found = compare(flows[0], flows[1]) if flows[0] is not None and flows[1] is not None else None
    return first, second, found


def in_the_middle(gateway: Gateway, survey: str) -> int:
    """How many people are in a conversation of this survey now: they finish the version they began."""
    with unit(gateway.engine) as u:
        return sum(sessions.in_the_middle(u, survey).values())


def lists_of(u: Unit, version: Version) -> dict[str, bytes]:
    """The lists that were published with a version."""
    return {name: lists.content_of(u.connection, digest) for name, digest in version.lists.items()}


def _flow(gateway: Gateway, u: Unit, version: Version) -> Flow | None:
    try:
        return gateway.published.by_id(u, version.id)
    except LookupError:
        return None
