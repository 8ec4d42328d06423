"""The lines of a list's items, each with the notes directly above it: what moves or goes takes them along and nothing else.

What stands between two items (blank lines, notes with a blank line below them) belongs to none and stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from flows.editing.outline import Outline, Part
from flows.editing.proof import ByHand
from flows.editing.splice import Edit
from flows.model import Mark


@dataclass(frozen=True, slots=True)
class Block:
    """The lines ``first`` to ``last`` of one item, counted from 1."""

    part: Part
    first: int
    last: int


def blocks(outline: Outline, parent: Part) -> list[Block]:
    """The items of a list or the entries of a group. Raises :class:`ByHand` if they do not stand on lines of their own."""
    found: list[Block] = []
    behind = parent.mark.line if parent.entry is not None else 0
    for part in parent.children():
        first, last = outline.rows(part)
        if part.inline or first <= behind or (part.entry is not None and not outline.is_first_on_line(part)):
            raise ByHand(part.mark, "These stand on one line; change them in the text.")
        found.append(Block(part, _with_notes(outline, first, behind), last))
        behind = last
    return found


def _with_notes(outline: Outline, first: int, behind: int) -> int:
    """The first of the notes directly above a line; what is further in belongs to the item above."""
    indent = _indent(outline.lines.line(first))
    while first - 1 > behind and (line := outline.lines.line(first - 1)).lstrip().startswith("#") and _indent(line) <= indent:
        first -= 1
    return first


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def source(outline: Outline, block: Block) -> str:
    """The lines of a block, each ending with LF."""
    return "".join(outline.lines.line(row) + "\n" for row in range(block.first, block.last + 1))


def reordered(outline: Outline, all_blocks: list[Block], order: list[Block]) -> list[Edit]:
    """The blocks in another order: each in the place of another, what stands between them untouched."""
    pairs = zip(all_blocks, order, strict=True)
    return [_in_place(outline, old, source(outline, new)) for old, new in pairs if old is not new]


def _in_place(outline: Outline, block: Block, lines: str) -> Edit:
    end = Mark(block.last, len(outline.lines.line(block.last)) + 1)
    return Edit(Mark(block.first, 1), end, lines.removesuffix("\n"))


def removed(outline: Outline, all_blocks: list[Block], index: int) -> Edit:
    """The block's own lines gone, with the blank lines that separate it where all are separated alike."""
    own, between = all_blocks[index], len(gap(outline, all_blocks))
    above = between if index == len(all_blocks) - 1 else 0
    return Edit(Mark(own.first - above, 1), Mark(own.last + 1 + between - above, 1), "")


def gap(outline: Outline, all_blocks: list[Block]) -> str:
    """What separates the items here, if it is blank lines everywhere: so many line ends; else nothing."""
    spans = [(a.last + 1, b.first) for a, b in pairwise(all_blocks)]
    counts = {end - start for start, end in spans if all(not outline.lines.line(row).strip() for row in range(start, end))}
    return "\n" * counts.pop() if len(counts) == 1 and spans else ""


def inserted(outline: Outline, all_blocks: list[Block], index: int, lines: str) -> Edit:
    """New lines as the item ``index``, counted from 0, separated from its neighbours as these are."""
    between = gap(outline, all_blocks)
    if index < len(all_blocks):
        return outline.insert(all_blocks[index].first, lines + between)
    return outline.insert(all_blocks[-1].last + 1, between + lines)


def shifted(lines: str, by: int) -> str:
    """Lines as far in as before and ``by`` more, or less."""
    rows = lines.split("\n")
    if by >= 0:
        return "\n".join(" " * by + row if row.strip() else row for row in rows)
    return "\n".join(row[min(-by, _indent(row)) :] for row in rows)
