"""What a value of the language looks like. The reader takes its limits from here, and the JSON Schema is made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """Any text, of at most ``longest`` signs where there is a limit."""

    longest: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A text of this form; ``such_as`` are values to begin with."""

    pattern: re.Pattern[str]
    such_as: tuple[str, ...] = ()
    longest: int = 0


@dataclass(frozen=True, slots=True)
class OneOf:
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, or one for every language; ``whole`` if every language must have one."""

    whole: bool = True


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, or a single value of it."""

    of: Shape
    most: int


@dataclass(frozen=True, slots=True)
class Named:
    """A group whose keys are the author's own names, ``least`` to ``most`` of them; ``or_else`` may stand in its place."""

    names: re.Pattern[str]
    of: Shape
    most: int
    least: int = 1
    or_else: Shape | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A wording, which may have these further keys beside its languages."""

    keys: Mapping[str, Key] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the keys of one table of ``flows.reading.keys``."""

    table: str


@dataclass(frozen=True, slots=True)
class Questions:
    """The list of questions; with ``sections`` of them among it."""

    sections: bool


Shape = Words | Form | OneOf | Whole | Wording | ListOf | Named | Label | Part | Questions

YES_NO = OneOf(("yes", "no"))


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the language: what it takes, what it is for, an example of its value, and what holds where it is not written."""

    shape: Shape
    about: str
    example: str
    usual: str = ""
    required: bool = False
