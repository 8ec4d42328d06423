"""The text of a survey as a tree of groups, lists and texts, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import Mark


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``plain`` if it stands without quotes; ``text`` has no spaces or newlines at its ends and is in NFC."""

    text: str
    mark: Mark
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value``; ``key`` is as written."""

    key: str
    mark: Mark
    value: Node


@dataclass(frozen=True, slots=True)
class Group:
    """Keys with values; ``inline`` if written in braces."""

    entries: tuple[Entry, ...]
    mark: Mark
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    mark: Mark
    inline: bool = False


Node = Scalar | Group | Items
