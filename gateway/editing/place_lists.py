"""Place lists: which surveys use them, how they changed from version to version, and a new one taken into the drafts.

A published version keeps the list that it was published with. A new list goes into the drafts of the surveys that name it;
citizens meet it when those are published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.catalogue import problem
from flows.model import NOWHERE
from flows.places.file import MOST_BYTES, read_rows
from gateway.editing.desk import opened, save
from gateway.editing.shelf import shelf
from gateway.refusal import Refusal
from storage import lists, versions
from storage.unit import reading, unit

if TYPE_CHECKING:
    from flows.places import Facility, PlaceList
    from gateway.wiring import Gateway
    from storage.versions import Version


@dataclass(frozen=True, slots=True)
class Use:
    """A survey that names a list. ``number`` is its newest version, 0 if it has none; ``drafted`` is the list of its draft."""

    survey: str
    title: str
    number: int
    published: str
    drafted: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a ministry by its name, with the surveys that use it."""

    name: str
    uses: tuple[Use, ...]

    @property
    def digests(self) -> tuple[str, ...]:
        """Every text of it that is in use, those of drafts first."""
        return tuple(dict.fromkeys(digest for use in self.uses for digest in (use.drafted, use.published) if digest))


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new text of a list changes, by code: names as they were and as they will be."""

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    renamed: tuple[tuple[str, str, str], ...]
    moved: tuple[tuple[str, str, str], ...]
    closed: tuple[tuple[str, str], ...]
    opened: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        kinds = (self.added, self.removed, self.renamed, self.moved, self.closed, self.opened)
        return sum(len(kind) for kind in kinds)


def of_ministry(gateway: Gateway, ministry: str) -> tuple[Listed, ...]:
    """Every list that a published survey or a draft of a ministry uses, by its name."""
    found: dict[str, list[Use]] = {}
    for each in shelf(gateway, ministry):
        published: Mapping[str, str] = each.version.lists if each.version else {}
        drafted: Mapping[str, str] = each.draft.lists if each.draft else {}
        for name in {**published, **drafted}:
            number = each.version.number if each.version else 0
            use = Use(each.survey, each.title, number, published.get(name, ""), drafted.get(name, ""))
            found.setdefault(name, []).append(use)
    return tuple(Listed(name, tuple(uses)) for name, uses in sorted(found.items()))


def history(gateway: Gateway, listed: Listed) -> list[tuple[Version, str, int]]:
    """The versions with which its text changed, the newest first: version, digest, how many places."""
    found: list[tuple[Version, str, int]] = []
    with reading(gateway.engine) as c:
        for use in listed.uses:
            before = ""
            for version in reversed(versions.of_survey(c, use.survey)):
                digest = version.lists.get(listed.name, "")
                if digest and digest != before:
                    found.append((version, digest, len(read_rows(lists.content_of(c, digest)).facilities)))
                before = digest
    return sorted(found, key=lambda each: each[0].published_at_ms, reverse=True)


def content(gateway: Gateway, digest: str) -> bytes:
    """A list as it is kept. Raises ``LookupError``."""
    with reading(gateway.engine) as c:
        return lists.content_of(c, digest)


def offer(gateway: Gateway, raw: bytes) -> str:
    """Keep a new text of a list, so that it can be looked at; its digest. Raises :class:`Refusal` where it holds no place."""
    if len(raw) > MOST_BYTES:
        raise Refusal("The list is larger than 5 MB.", "Leave out columns, or make two lists.", code=1)
    places = read_rows(raw)
    if not places.facilities:
        sentence, remedy = next(iter(faults(places)), ("The list has no place.", "Its first row names the columns."))
        raise Refusal(sentence, remedy, code=1)
    with unit(gateway.engine) as u:
        digest = lists.keep(u, raw)
        u.commit()
    return digest


def faults(places: PlaceList) -> list[tuple[str, str]]:
    """What is wrong with a list by itself: sentence and remedy of each thing."""
    found = (problem(code, NOWHERE, **{"file": "the list", **words}) for code, words in places.oddities)
    return [(each.sentence, each.remedy) for each in found]


def changes(before: bytes, after: bytes) -> Changes:
    """What a new text changes for those who choose a place."""
    old, new = ({f.code: f for f in read_rows(raw).facilities} for raw in (before, after))
    both = [(old[code], new[code]) for code in new if code in old]
    return Changes(
        added=tuple((code, new[code].name) for code in new if code not in old),
        removed=tuple((code, old[code].name) for code in old if code not in new),
        renamed=tuple((a.code, a.name, b.name) for a, b in both if _names(a) != _names(b)),
        moved=tuple((a.code, _groups(a), _groups(b)) for a, b in both if a.groups != b.groups),
        closed=tuple((b.code, b.name) for a, b in both if b.closed and not a.closed),
        opened=tuple((b.code, b.name) for a, b in both if a.closed and not b.closed),
    )


def take_over(gateway: Gateway, ministry: str, listed: Listed, digest: str, by: str) -> list[str]:
    """Put a text into the draft of every survey that uses the list; the surveys whose draft is new by it.

    Raises ``LookupError`` for a text that is not kept, and ``storage.drafts.Outrun`` if somebody saves at the same moment.
    """
    raw, changed = content(gateway, digest), []
    for use in listed.uses:
        desk = opened(gateway, ministry, use.survey)
        if desk.draft.lists.get(listed.name) != digest:
            new = {**desk.lists, listed.name: raw}
            save(gateway, desk.draft, desk.draft.text, by, what=f"new list {listed.name}", lists=new)
            changed.append(use.survey)
    return changed


def _names(of: Facility) -> tuple[object, ...]:
    return of.name, dict(of.names), of.short, dict(of.shorts), of.also


def _groups(of: Facility) -> str:
    return " · ".join(of.groups.values())
