"""Repairs of a text that cannot be read, or not as it was meant (E1xx, W121, N122)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.editing.outline import Part
from flows.editing.splice import Edit, in_quotes
from flows.fixing import decoding
from flows.fixing.fix import Case, Fix, best, only
from flows.fixing.sample import SAMPLE
from flows.model import Mark
from flows.reading.signs import HIDDEN, ODD_SPACES, REFUSED, without_hidden
from flows.reading.tree import Scalar

_NOTE = re.compile(r"\s+#")
_NOTE_APART = re.compile(r"\s{2,}#")
_FIRST_COLON = re.compile(r"^\s*(?:- )*[^:'\"]*?:\s+")


def convert(case: Case) -> Iterable[Fix]:
    """E102: the same letters in UTF-8, where it is certain which they are."""
    found = decoding.legacy(case.raw)
    return [Fix(f"Convert from {found.name} to UTF-8", ())] if found else []


def _is_inline(before: str) -> bool:
    """True if what stands before a place leaves a brace or bracket open on its line."""
    bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'", "", before)
    return sum(map(bare.count, "{[")) > sum(map(bare.count, "}]"))


def _text_end(line: str, start: int, inline: bool) -> int:
    """Where the text that was meant ends on its line: before a note, or in braces at the comma or brace that ends it."""
    note = _NOTE.search(line, start)
    end = len(line[: note.start() if note else None].rstrip())
    if not inline:
        return end
    depth = 0
    for at in range(start, end):
        depth += line[at] in "{["
        if (line[at] == "," and not depth) or (line[at] in "}]" and not depth):
            return len(line[:at].rstrip())
        depth -= line[at] in "}]"
    return end


def _in_quotes(case: Case, start: int) -> Iterator[Fix]:
    """The text from a column (counted from 0) of the problem's line to its end, in quotes."""
    end = _text_end(case.line, start, _is_inline(case.line[:start]))
    row, text = case.mark.line, case.line[start:end]
    if text:
        yield Fix("Add quotes", (Edit(Mark(row, start + 1), Mark(row, end + 1), in_quotes(text)),))


def quote(case: Case) -> Iterable[Fix]:
    """E105, E111, E112: the whole text in quotes; a name of its own under *then* without its braces."""
    part = case.part
    alone = re.compile(r"\{\s*([a-z][a-z0-9_ ]*?)\s*\}").match(case.line, case.mark.column - 1)
    if alone and part is not None and "then" in {p.key for p in part.around()}:
        return [Fix("Take the braces away", (Edit(case.mark, Mark(case.mark.line, alone.end() + 1), alone[1]),))]
    return _in_quotes(case, case.mark.column - 1)


def quote_order(case: Case) -> Iterator[Fix]:
    """E106: the text in quotes; before a group, the order to the program taken out."""
    at = case.mark.column - 1
    found = re.compile(r"!\S*\s*").match(case.line, at)
    if found and case.line[found.end() :][:1] in {"{", "[", ""}:
        yield Fix("Delete it", (Edit(case.mark, Mark(case.mark.line, found.end() + 1), ""),))
    else:
        yield from _in_quotes(case, at)


def delete_line(case: Case) -> Iterable[Fix]:
    """E107: the line that begins something else."""
    row = case.mark.line
    for at in range(row, max(0, row - 3), -1):
        if at <= len(case.outline.lines) and re.match(r"---|\.\.\.|%", case.outline.lines.line(at)):
            return [Fix("Delete the line", (Edit(Mark(at, 1), Mark(at + 1, 1), ""),))]
    return []


def keep_one(case: Case) -> Iterator[Fix]:
    """E108: one of two parts with the same key."""
    second = case.part
    if second is None or second.above is None:
        return
    same = [part for part in second.above.children() if part.key == second.key]
    at = next((n for n, part in enumerate(same) if part.mark == second.mark), 0)
    if at:
        yield Fix(f"Keep the first, of line {same[at - 1].mark.line}", (case.outline.remove(second),))
        yield Fix(f"Keep the second, of line {second.mark.line}", (case.outline.remove(same[at - 1]),))


def replace_tabs(case: Case) -> Iterable[Fix]:
    """E109: spaces in place of every tab at the beginning of a line, as many as fit the lines around."""
    rows = [row for row in range(1, len(case.outline.lines) + 1) if "\t" in _indentation(case.outline.lines.line(row))]
    return only("Replace the tabs by spaces", best(case.text, (_expanded(case, rows, width) for width in (2, 4, 8))))


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))] if line.strip() else ""


def _expanded(case: Case, rows: list[int], width: int) -> tuple[Edit, ...]:
    return tuple(
        Edit(Mark(row, 1), Mark(row, len(indentation) + 1), indentation.replace("\t", " " * width))
        for row in rows
        for indentation in (_indentation(case.outline.lines.line(row)),)
    )


def quote_after_colon(case: Case) -> Iterable[Fix]:
    """E110: the text after the first colon in quotes."""
    before = case.line[: case.mark.column - 1]
    if not _is_inline(before):
        found = _FIRST_COLON.match(case.line)
        return _in_quotes(case, found.end()) if found else []
    opened = max(before.rfind(sign) for sign in "{,[")
    colon = re.compile(r":\s+").search(case.line, opened + 1)
    return _in_quotes(case, colon.end()) if colon and colon.start() < case.mark.column - 1 else []


def close_quote(case: Case) -> Iterable[Fix]:
    """E113: the quote closed at the end of the text, and other quotes within it made part of it."""
    start = case.mark.column - 1
    sign, row = case.line[start : start + 1], case.mark.line
    if sign not in {"'", '"'}:
        return []
    ends = [len(case.line.rstrip())]
    ends += [found.start() for found in _NOTE_APART.finditer(case.line, start + 1)][:1]
    if _is_inline(case.line[:start]):
        ends = [_text_end(case.line, start + 1, True), *ends]
    candidates = [(Edit(case.mark, Mark(row, end + 1), _closed(case.line[start:end], sign)),) for end in ends]
    return only("Close the quote", best(case.text, candidates))


_QUOTED_WORDS = re.compile(r"""(['"])[^'"]*[^\s'"]\1[\s,.;:!?)]+[^\s#'"][^'"]*$""")
"""A text whose first words stand in quotes of their own: ``"Good" or "bad"`` is not among them, for a quote ends it."""


def _closed(source: str, sign: str) -> str:
    if _QUOTED_WORDS.match(source):
        return in_quotes(source.rstrip())
    inner = source[1:].rstrip().removesuffix(sign)
    if sign == "'":
        return in_quotes(inner.replace("''", "'"))
    return '"' + re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', inner) + '"'


def line_up(case: Case) -> Iterable[Fix]:
    """E114: the line, and what belongs to it, as far in as one of the lines above."""
    row, spaces = case.mark.line, len(_indentation(case.line))
    block = row
    while block < len(case.outline.lines) and _belongs(case.outline.lines.line(block + 1), spaces):
        block += 1
    candidates = []
    for indent in _indents_above(case, row):
        for last in dict.fromkeys((block, row)):
            candidates.append(_shifted(case, row, last, indent - spaces))
    return only("Line it up", best(case.text, candidates))


def _belongs(line: str, spaces: int) -> bool:
    return bool(line.strip()) and len(_indentation(line)) > spaces


def _indents_above(case: Case, row: int) -> Iterable[int]:
    """How far the lines above are in, the nearest first; a dash counts for its text too."""
    found: dict[int, None] = {}
    for at in range(row - 1, max(0, row - 200), -1):
        line = case.outline.lines.line(at)
        if line.strip() and not line.lstrip().startswith("#"):
            dash = re.match(r"(?:\s*-\s+)+", line)
            found |= dict.fromkeys((dash.end(), len(_indentation(line))) if dash else (len(_indentation(line)),))
    return found


def _shifted(case: Case, first: int, last: int, by: int) -> tuple[Edit, ...]:
    edits = []
    for row in range(first, last + 1):
        spaces = len(_indentation(case.outline.lines.line(row)))
        edits.append(Edit(Mark(row, 1), Mark(row, spaces + 1), " " * max(0, spaces + by)))
    return tuple(edits) if by else ()


def dash(case: Case) -> Iterable[Fix]:
    """E115: a dash more, or one less."""
    start, row = len(_indentation(case.line)), case.mark.line
    first = Mark(row, start + 1)
    if case.line[start : start + 2] == "- ":
        end = len(case.line) - len(case.line[start + 1 :].lstrip())
        ways = [(Edit(first, Mark(row, end + 1), ""),), (Edit(first, Mark(row, start + 2), " "),)]
        return only("Remove the dash", best(case.text, ways))
    outwards = Edit(Mark(row, max(1, start - 1)), first, "- ")
    return only("Add the dash", best(case.text, [(Edit(first, first, "- "),), (outwards,)]))


def delete_empty(case: Case) -> Iterable[Fix]:
    """E116: the line of a key without value."""
    return [Fix("Delete the line", (case.outline.remove(case.part),))] if case.part is not None else []


def quote_comma(case: Case) -> Iterable[Fix]:
    """E117: the text before the comma and what follows it, in quotes."""
    lost = case.part
    if lost is None or lost.above is None or lost.entry is None:
        return []
    siblings = list(lost.above.children())
    at = next((n for n, part in enumerate(siblings) if part.mark == lost.mark), 0)
    first = at - 1
    while first > 0 and not siblings[first].text:
        first -= 1
    while at + 1 < len(siblings) and _is_rest(siblings[at + 1]):
        at += 1
    start, last = siblings[max(0, first)].node.mark, siblings[at].entry
    if last is None or not isinstance(siblings[first].node, Scalar):
        return []
    text = case.text[case.outline.lines.offset(start) : case.outline.lines.offset(last.key_end)]
    return [Fix("Add quotes", (Edit(start, last.key_end, in_quotes(text.strip("\"'"))),))]


def _is_rest(part: Part) -> bool:
    return isinstance(part.node, Scalar) and not part.text and part.node.mark == part.node.end


def delete_sign(case: Case) -> Iterable[Fix]:
    """E118: the hidden signs of the line, or of the text that holds one as an escape."""
    row = case.mark.line
    odd = ODD_SPACES.match(case.line, case.mark.column - 1)
    if odd:
        return [Fix("Write usual spaces", (Edit(case.mark, Mark(row, odd.end() + 1), " " * len(odd[0])),))]
    raw = [Edit(Mark(row, at.start() + 1), Mark(row, at.end() + 1), "") for at in REFUSED.finditer(case.line)]
    if raw:
        return [Fix("Delete it", tuple(raw))]
    part = case.value
    if part is None:
        return []
    clean = " ".join(REFUSED.sub("", part.text.replace("\t", " ")).split(" ")).strip()
    return [Fix("Delete it", (case.outline.replace(part, clean),))] if clean and clean != part.text else []


def insert_sample(case: Case) -> Iterable[Fix]:
    """E119: a small survey to begin from; what stood there becomes notes."""
    notes = [
        Edit(Mark(row, 1), Mark(row, 1), "# ")
        for row in range(1, len(case.outline.lines) + 1)
        if case.outline.lines.line(row).strip() and not case.outline.lines.line(row).startswith("#")
    ]
    return [Fix("Insert a sample", (Edit(Mark(1, 1), Mark(1, 1), SAMPLE), *notes))]


def whole_line(case: Case) -> Iterator[Fix]:
    """W121: the text with what was taken for a note, or a note with two spaces before it."""
    part = case.value
    if part is None:
        return
    end = case.outline.end(part.node)
    line = case.outline.lines.line(end.line)
    stop = _NOTE_APART.search(line, end.column)
    rest = line[end.column - 1 : stop.start() if stop else None].rstrip()
    last = Mark(end.line, end.column + len(rest))
    yield Fix("Add quotes", (Edit(part.node.mark, last, in_quotes(f"{part.text}{rest}")),))
    yield Fix("It is a note", (Edit(end, end, " "),))


def delete_hidden(case: Case) -> Iterable[Fix]:
    """N122: the hidden signs of a text; word breaks of scripts without spaces stay."""
    part = case.part
    if part is None:
        return []
    start = case.outline.lines.offset(part.mark)
    source = case.outline.source(part)
    found = [
        at
        for at in (m.start() for m in HIDDEN.finditer(source))
        if source[at] in without_hidden(source[max(0, at - 1) : at + 2])[1]
    ]
    marks = [(case.outline.lines.mark(start + at), case.outline.lines.mark(start + at + 1)) for at in found]
    return only("Delete them", (Edit(first, last, "") for first, last in marks)) if marks else _escaped(case)


def _escaped(case: Case) -> Iterable[Fix]:
    return [Fix("Delete them", (case.outline.replace(case.value, case.value.text),))] if case.value is not None else []
