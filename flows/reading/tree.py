"""The text of a survey as a tree of groups, lists and texts, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import NOWHERE, Mark


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``plain`` if it stands without quotes; ``text`` has no spaces or newlines at its ends and is in NFC.

    ``mark`` is its first sign, its quote if it has one; ``end`` is just behind its last.
    """

    text: str
    mark: Mark
    plain: bool = True
    end: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value``; ``key`` is as written, from ``mark`` to just before ``key_end``."""

    key: str
    mark: Mark
    value: Node
    key_end: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Group:
    """Keys with values; ``inline`` if written in braces. Without braces ``end`` is where the parser noticed its end: the
    beginning of whatever stands below it.
    """

    entries: tuple[Entry, ...]
    mark: Mark
    inline: bool = False
    end: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Items:
    """A list; its end is like a group's."""

    nodes: tuple[Node, ...]
    mark: Mark
    inline: bool = False
    end: Mark = NOWHERE


Node = Scalar | Group | Items
