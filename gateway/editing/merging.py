"""Two texts that began as one: what each changed, side by side, and the text with both where they touch different lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines as they were before, as they are in theirs and in yours; ``clash``: both changed them, and differently."""

    before: Lines
    theirs: Lines
    yours: Lines

    @property
    def clash(self) -> bool:
        return self.before != self.theirs != self.yours != self.before

    @property
    def merged(self) -> Lines:
        return self.yours if self.theirs == self.before else self.theirs

    @property
    def untouched(self) -> bool:
        return self.before == self.theirs == self.yours


@dataclass(frozen=True, slots=True)
class Change:
    first: int
    behind: int
    lines: Lines


def three_ways(base: str, theirs: str, yours: str) -> list[Passage]:
    """The three texts in step, from top to bottom; lines keep their ends."""
    before = base.splitlines(keepends=True)
    both = [list(_changes(before, text.splitlines(keepends=True))) for text in (theirs, yours)]
    passages: list[Passage] = []
    at = 0
    for first, behind in _spans([change for changes in both for change in changes]):
        if first > at:
            same = tuple(before[at:first])
            passages.append(Passage(same, same, same))
        sides = [_within(before, changes, first, behind) for changes in both]
        passages.append(Passage(tuple(before[first:behind]), *sides))
        at = behind
    rest = tuple(before[at:])
    return [*passages, Passage(rest, rest, rest)] if rest else passages


def merged(base: str, theirs: str, yours: str) -> str | None:
    """The text with what both changed; ``None`` if they changed the same lines differently."""
    passages = three_ways(base, theirs, yours)
    if any(passage.clash for passage in passages):
        return None
    return "".join(line for passage in passages for line in passage.merged)


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    for tag, first, behind, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(first, behind, tuple(after[start:end]))


def _spans(changes: list[Change]) -> Iterator[tuple[int, int]]:
    """The lines that were changed, those of both together where they meet; two insertions at one place meet."""
    first = behind = -1
    for change in sorted(changes, key=lambda each: (each.first, each.behind)):
        if first >= 0 and (change.first < behind or change.first == first):
            behind = max(behind, change.behind)
            continue
        if first >= 0:
            yield first, behind
        first, behind = change.first, change.behind
    if first >= 0:
        yield first, behind


def _within(before: list[str], changes: list[Change], first: int, behind: int) -> Lines:
    """Some lines of the base as one side has them."""
    lines: list[str] = []
    at = first
    for change in changes:
        inside = first <= change.first and change.behind <= behind
        if inside and (change.first < behind or change.first == first):
            lines += [*before[at : change.first], *change.lines]
            at = change.behind
    return (*lines, *before[at:behind])
