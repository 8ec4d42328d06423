"""A text as an agent reads it: sentences to say, and choices with the key that is typed for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHOICE = re.compile(r"(\d{1,2}) (\S.*)")


@dataclass(frozen=True, slots=True)
class Span:
    """One line. ``key`` is what is typed for it, empty where the line is only read aloud."""

    key: str
    words: str


def spans(text: str) -> list[Span]:
    """The lines of a text: ``1 Yes`` is a choice, anything else a sentence.

    >>> spans("Was it clean?\\n1 Yes\\n2 No")
    [Span(key='', words='Was it clean?'), Span(key='1', words='Yes'), Span(key='2', words='No')]
    """
    return [Span(found[1], found[2]) if (found := _CHOICE.fullmatch(line)) else Span("", line) for line in text.split("\n")]
