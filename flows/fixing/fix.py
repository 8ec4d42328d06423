"""What a repair is, and what each is made from: the problem, the survey's text and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from flows.editing.outline import Outline, Part
from flows.editing.renaming import whole_word
from flows.editing.splice import Edit, apply, edits_between
from flows.load import load
from flows.model import Mark
from flows.places import Lists, no_lists
from flows.problems import Problem
from flows.reading.tree import Scalar

__all__ = ["Case", "Fix", "Fixer", "best", "only", "trouble", "whole_word"]


@dataclass(frozen=True, slots=True)
class Fix:
    """One button: what it says and the edits it makes, for :func:`flows.editing.splice.apply` on the survey's text.

    ``file`` names the place list (``lists/clinics.csv``) if the edits are for that instead. ``begins``: it is a beginning that
    the author has to finish, so that the problem may stay until then.
    """

    label: str
    edits: tuple[Edit, ...]
    file: str = ""
    begins: bool = False


@dataclass(frozen=True)
class Case:
    """One problem with the text it was found in."""

    outline: Outline
    problem: Problem
    lists: Lists = no_lists
    raw: bytes = field(default=b"", repr=False)
    """The bytes of the file, where they were given."""

    @property
    def mark(self) -> Mark:
        return self.problem.mark

    @property
    def text(self) -> str:
        return self.outline.text

    def word(self, name: str) -> str:
        """One of the words that filled the problem's sentence; empty if it has none of that name."""
        return str(self.problem.words.get(name, "") or "")

    @cached_property
    def line(self) -> str:
        """The line of the problem; empty behind the last one."""
        return self.outline.lines.line(self.mark.line) if self.mark.line <= len(self.outline.lines) else ""

    @cached_property
    def part(self) -> Part | None:
        """The part whose key or value begins at the problem's place, else the innermost that has the place within it."""
        return self.outline.at(self.mark) or self.around

    @cached_property
    def around(self) -> Part | None:
        at, found = self.outline.lines.offset(self.mark), None
        for part in self.outline.parts():
            start = self.outline.lines.offset(part.mark)
            if start <= at < start + len(self.outline.source(part)):
                found = part
        return found

    @cached_property
    def value(self) -> Part | None:
        """The text in which the problem lies."""
        found = self.outline.value_at(self.mark)
        if found is None and self.part is not None and isinstance(self.part.node, Scalar):
            found = self.part
        return found

    @cached_property
    def question(self) -> Part | None:
        """The question that the problem is about, or in which it stands."""
        if self.problem.question and (found := self.outline.question(self.problem.question)):
            return found
        return self.outline.question_of(self.part) if self.part is not None else None

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the survey's languages, the main one first."""
        declared = self.outline.find("languages")
        return tuple(part.entry.key for part in declared.children() if part.entry) if declared is not None else ()

    def in_languages(self, text_of: Callable[[str], str]) -> str | dict[str, str]:
        """A wording as this survey writes them: one text, or a text for each language."""
        codes = self.languages
        return {code: text_of(code) for code in codes} if len(codes) > 1 else text_of(codes[0] if codes else "en")

    def reworded(self, part: Part, change: Callable[[str], str]) -> tuple[Edit, ...]:
        """Edits that change the words of one text, keeping its quotes and lines where its own source can be changed alike."""
        wanted = change(part.text)
        if wanted == part.text:
            return ()
        start = self.outline.lines.offset(part.node.mark)
        end = self.outline.lines.offset(self.outline.end(part.node))
        source = self.text[start:end]
        for made in edits_between(self.text, self.text[:start] + change(source) + self.text[end:]):
            read = Outline(apply(self.text, [made])).value_at(part.node.mark)
            if read is not None and read.text == wanted:
                return (made,)
        return (self.outline.replace(part, wanted),)


Fixer = Callable[[Case], Iterable[Fix]]
"""Problem -> the repairs of one code; none where this one cannot be repaired by machine."""


def trouble(text: str) -> int:
    """How badly a text reads: its errors, or a large number that is smaller the further down the reading stopped."""
    loaded = load(text)
    errors = [p for p in loaded.problems if p.is_error]
    if loaded.draft is None and errors and all(p.code < "E2" for p in errors):
        return 1_000_000 - min(p.mark.line for p in errors)
    return len(errors)


def best(text: str, candidates: Iterable[tuple[Edit, ...]]) -> tuple[Edit, ...]:
    """The first of the edits after which the text reads best; none if none of them helps."""
    least = trouble(text)
    chosen: tuple[Edit, ...] = ()
    for edits in candidates:
        left = trouble(apply(text, edits))
        if left < least:
            least, chosen = left, edits
    return chosen


def only(label: str, edits: Iterable[Edit]) -> Iterator[Fix]:
    """The fix, if it changes anything."""
    made = tuple(edits)
    if made:
        yield Fix(label, made)
