"""One layout for all surveys: keys in their plain form, two spaces a step, one space where one is enough.

The author's order, notes, blank lines, quotes and tables in braces stay. No text becomes another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.editing.outline import Outline, Part
from flows.editing.relayout import Relayout
from flows.editing.splice import Edit, apply
from flows.model import Mark
from flows.reading import keys
from flows.reading.tree import Group, Items, Node, Scalar

_OF_GROUPS = ("rules", "starts when", "words")
_OF_CHOICES = ("also", "press")


def format_text(text: str) -> str:
    """The survey in its usual layout; a text that cannot be read, or only with a fault of its layout, comes back as it is.

    Formatting twice changes nothing more, and the formatted survey reads as before.
    """
    if not is_readable(text):
        return text
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    columns = note_columns(Outline(plain))
    changed = apply(plain, _edits(Outline(plain)))
    laid_out = Relayout(Outline(changed)).text()
    formatted = _ended(_with_notes(laid_out, columns))
    return formatted if meaning(formatted) == meaning(text) else text


def is_readable(text: str) -> bool:
    """True if the text is groups and lists, so that it can be formatted."""
    return Outline(text).top is not None


def meaning(text: str) -> object:
    """What a text says, whatever its layout."""
    top = Outline(text).top
    return _said(top.node) if top is not None else None


def _said(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [_said(part) for part in node.nodes]
    return [(keys.fold(entry.key), _said(entry.value)) for entry in node.entries]


# --- within a line ----------------------------------------------------------------------------------------------------------


def _edits(outline: Outline) -> Iterator[Edit]:
    """Plain keys, one space behind a colon, a dash on the line of what it begins, tables in braces with their spaces."""
    for part in outline.parts():
        if part.inline:
            continue
        if part.entry is not None:
            yield from _key(outline, part)
        elif part.above is not None and outline.is_first_on_line(part):
            yield from _dash(outline, part)
        if isinstance(part.node, Group | Items) and part.node.inline and _is_one_line(outline, part):
            yield Edit(part.node.mark, outline.end(part.node), _spaced(outline, part))


def _key(outline: Outline, part: Part) -> Iterator[Edit]:
    """The key in its plain form, if it is one of the language, and what stands between it and its value."""
    assert part.entry is not None
    gap = _gap(outline, part)
    if gap:
        spaces = " " * (gap if _is_aligned(outline, part) else 1)
        yield Edit(part.entry.mark, part.node.mark, f"{_new_key(outline, part)}:{spaces}")
    elif _new_key(outline, part) != _slice(outline, part.entry.mark, part.entry.key_end):
        yield Edit(part.entry.mark, part.entry.key_end, _new_key(outline, part))


def _new_key(outline: Outline, part: Part) -> str:
    assert part.entry is not None
    return part.key if _is_of_language(part) else _slice(outline, part.entry.mark, part.entry.key_end)


def _gap(outline: Outline, part: Part) -> int:
    """How many spaces stand between a key's colon and its value; 0 if that is not on the same line."""
    assert part.entry is not None
    if part.node.mark.line != part.entry.key_end.line or part.node.mark == part.node.end:
        return 0
    found = re.fullmatch(r"\s*:(\s+)", _slice(outline, part.entry.key_end, part.node.mark))
    return len(found[1]) if found else 0


def _is_aligned(outline: Outline, part: Part) -> bool:
    """True if the value stands exactly below or above that of a neighbour, so that spaces before it are meant."""
    assert part.above is not None
    width = len(_new_key(outline, part)) + _gap(outline, part)
    near = [other for other in part.above.children() if other.entry and abs(other.mark.line - part.mark.line) == 1]
    return any(_gap(outline, other) and len(_new_key(outline, other)) + _gap(outline, other) == width for other in near)


def _dash(outline: Outline, part: Part) -> Iterator[Edit]:
    """A dash that stands alone, drawn to what it begins."""
    dash = outline.rows(part)[0]
    column = outline.lines.line(dash).find("-") + 2
    between = _slice(outline, Mark(dash, column), part.node.mark)
    if not between.strip():
        yield Edit(Mark(dash, column), part.node.mark, " " * max(1, part.node.mark.column - column))


def _is_of_language(part: Part) -> bool:
    """True for keys that are compared without regard to letters, ``_`` and ``-``; names of all kinds stay as written."""
    above = part.above
    if above is None or part.entry is None:
        return False
    if above.above is None:
        return part.key in keys.SURVEY
    if above.entry is None:
        return part.key in keys.HOME
    if above.key in _OF_GROUPS and above.above.above is None:
        return bool(re.fullmatch(r"[a-z ]+", part.key))
    return part.key in _OF_CHOICES and above.above.key == "choices"


def _is_one_line(outline: Outline, part: Part) -> bool:
    return part.node.mark.line == outline.end(part.node).line


def _spaced(outline: Outline, part: Part) -> str:
    """A value within braces or brackets on one line: ``{ en: English, st: Sesotho }``, ``[a, b]``; wider gaps stay."""
    if isinstance(part.node, Scalar):
        return _slice(outline, part.node.mark, outline.end(part.node))
    inside = "".join(_entry(outline, child, before) for before, child in _pairs(part))
    if isinstance(part.node, Items):
        return f"[{inside}]"
    return f"{{ {inside} }}" if inside else "{}"


def _pairs(part: Part) -> list[tuple[Part | None, Part]]:
    children = list(part.children())
    return list(zip([None, *children], children, strict=False))


def _entry(outline: Outline, part: Part, before: Part | None) -> str:
    """One part within braces with the comma before it."""
    comma = ""
    if before is not None:
        written = _slice(outline, _end(outline, before), part.mark)
        comma = "," + " " * max(1, len(written) - len(written.rstrip()))
    value = _spaced(outline, part)
    if part.entry is None:
        return comma + value
    return (
        f"{comma}{_new_key(outline, part)}:" + " " * max(1, _gap(outline, part)) + value
        if value
        else comma + _bare(outline, part)
    )


def _end(outline: Outline, part: Part) -> Mark:
    """Where a part within braces ends, also if it has no value."""
    return max(outline.end(part.node), part.entry.key_end if part.entry else part.node.mark, key=lambda m: (m.line, m.column))


def _bare(outline: Outline, part: Part) -> str:
    """A key without value, as written."""
    return _slice(outline, part.mark, _end(outline, part)).rstrip()


def _slice(outline: Outline, start: Mark, end: Mark) -> str:
    return outline.text[outline.lines.offset(start) : outline.lines.offset(end)]


# --- notes and ends of lines --------------------------------------------------------------------------------------------------


def note_columns(outline: Outline) -> dict[int, tuple[int, int]]:
    """Line -> the column (from 0) of the note behind its text, and how many spaces stand before it."""
    ends: dict[int, int] = {}
    for part in outline.parts():
        if not isinstance(part.node, Scalar) and not part.node.inline:
            end = part.entry.key_end if part.entry else None
        else:
            end = outline.end(part.node)
        if end is not None and not _is_block_text(outline, part):
            ends[end.line] = max(ends.get(end.line, 0), end.column - 1)
    found = {}
    for row, column in ends.items():
        note = re.compile(r":?(\s+)#").match(outline.lines.line(row), column)
        if note:
            found[row] = (note.end() - 1, len(note[1]))
    return found


def _is_block_text(outline: Outline, part: Part) -> bool:
    start = outline.lines.offset(part.node.mark)
    return isinstance(part.node, Scalar) and not part.inline and outline.text[start : start + 1] in {"|", ">"}


def _with_notes(text: str, columns: dict[int, tuple[int, int]]) -> str:
    """Notes behind a text where they stood, or two spaces behind it; one single space stays one, as the check warns of it."""
    lines = text.split("\n")
    for row, (at, _) in note_columns(Outline(text)).items():
        column, gap = columns.get(row, (at, 2))
        words, note = lines[row - 1][:at].rstrip(), lines[row - 1][at:]
        lines[row - 1] = words + " " * (1 if gap == 1 else max(2, column - len(words))) + note
    return "\n".join(lines)


def _ended(text: str) -> str:
    """No blanks at the ends of lines, except within texts that keep their lines; one line end at the end."""
    outline = Outline(text)
    kept = {
        row
        for part in outline.parts()
        if isinstance(part.node, Scalar) and not part.node.plain
        for row in _inner(outline, part)
    }
    lines = [line if row in kept else line.rstrip() for row, line in enumerate(text.split("\n"), 1)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _inner(outline: Outline, part: Part) -> range:
    """The lines of a text but its last one."""
    return range(part.node.mark.line, outline.end(part.node).line)
