"""Accepting a warning with the reason its author gives."""

from __future__ import annotations

from collections.abc import Iterable

from flows.editing.outline import Outline, block
from flows.editing.splice import Edit
from flows.fixing.decoding import text_of
from flows.fixing.fix import Fix
from flows.model import Mark
from flows.problems import Problem


def accept(source: str | bytes, problem: Problem, reason: str) -> Fix | None:
    """The line under *accepted* that accepts one warning at its place; ``None`` if it is no warning or is accepted already.

    A reason of fewer than 10 letters is written too, and refused by the check (E223).
    """
    if not problem.is_warning:
        return None
    outline = Outline(text_of(source))
    if outline.top is None:
        return None
    key = f"{problem.code} at {problem.question}" if problem.question else problem.code
    accepted = outline.find("accepted")
    if accepted is not None:
        if any(part.entry and part.entry.key == key for part in accepted.children()):
            return None
        return Fix(f"Accept {key}", (outline.add(accepted, key, reason),))
    return Fix(f"Accept {key}", tuple(_new_group(outline, key, reason)))


def _new_group(outline: Outline, key: str, reason: str) -> Iterable[Edit]:
    """At the end of the file, where the reader of the survey comes to it last."""
    assert outline.top is not None
    column = outline.top.mark.column - 1
    end = outline.lines.mark(len(outline.text))
    gap = "" if end.column == 1 else "\n"
    yield Edit(end, Mark(end.line, end.column), gap + "\n" + block("accepted", {key: reason}, column))
