"""A text checked while it is being written: problems with the place in the text where each begins and ends, and its names.

The checker is the one of a publication; only conversations are not played and no repairs are worked out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.editing.vocabulary import Proposal, name_proposals, variable_proposals
from gateway.editing.checking import look

if TYPE_CHECKING:
    from flows.problems import Problem
    from gateway.editing.desk import Desk
    from gateway.wiring import Gateway


@dataclass(frozen=True, slots=True)
class Squiggle:
    """A problem of a text: ``begins`` to ``ends`` are its signs, counted from 0 as Unicode code points."""

    problem: Problem
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Live:
    """What an editor shows of a text: its problems, and the survey's own names as far as it can be read."""

    squiggles: tuple[Squiggle, ...]
    names: tuple[Proposal, ...]
    variables: tuple[Proposal, ...]


def live(gateway: Gateway, desk: Desk, text: str) -> Live:
    """The text looked at as it stands; nothing is stored."""
    written = replace(desk, draft=replace(desk.draft, text=text, talks=""))
    looked = look(gateway, written, repairs=False)
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found = tuple(
        Squiggle(each.problem, *_place(each.problem, lines, starts))
        for each in looked.found
        if not each.of_talks and not each.problem.accepted
    )
    draft = looked.examined.loaded.draft
    flow = draft.flow if draft is not None else None
    if flow is None:
        return Live(found, (), ())
    return Live(found, name_proposals(flow), variable_proposals(flow))


def _place(problem: Problem, lines: list[str], starts: list[int]) -> tuple[int, int]:
    """From the problem's mark to the end of what is written on its line: a note behind it, and blanks, are not underlined."""
    at = min(max(problem.mark.line, 1), len(lines)) - 1
    line = lines[at]
    column = min(max(problem.mark.column, 1) - 1, len(line))
    written = line[column:].split(" #", 1)[0].rstrip()
    begins = starts[at] + (column if written else len(line.rstrip()))
    return begins, begins + len(written)
