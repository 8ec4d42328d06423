"""Writes golden conversations: a new one from what was shown, and the ``we`` and result lines of an old one as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flows.editing.splice import Edit, Lines, apply, in_quotes, quoted, quoted_key
from flows.model import Mark
from flows.reading.tree import Entry, Group, Node, Scalar
from flows.talk import EXPECTATIONS, VISIT, Step, Talk, TalkFile
from flows.talking.play import Played, Results

STEP = "      "
"""The indentation of a step in a file written here."""
_END_OF_LINE = 1_000_000


# --- a new conversation -----------------------------------------------------------------------------------------------------


def talk_file(survey: str, talks: Iterable[tuple[Talk, Played]]) -> str:
    """A whole file of conversations as they go now."""
    lines = [line for talk, played in talks for line in ("", *talk_lines(talk, played))]
    return "\n".join([f"survey: {survey}", "", "talks:", *lines, ""])


def talk_lines(talk: Talk, played: Played) -> list[str]:
    """A conversation as it goes now, as lines of the file."""
    head = [f"  - talk: {quoted(talk.name)}", f"    channel: {talk.channel}", f"    starts at: {talk.starts_at:%Y-%m-%d %H:%M}"]
    steps = [line for step in talk.steps for line in _step_now(step, played)]
    return [*head, "    steps:", *steps, *result_lines(played.outcome)]


def result_lines(outcome: Results, indent: str = "    ") -> list[str]:
    """What a conversation left behind, as lines of the file."""
    stored = [f"{indent}  {question}: {quoted(value)}" for question, value in outcome.stored.items()]
    names = (("from the visit", outcome.from_visit), ("agreed to", outcome.agreed_to))
    told = [f"{indent}{key}: {', '.join(of)}" for key, of in names if of]
    ended = [f"{indent}ended: {outcome.ended}"] if outcome.ended else []
    return [f"{indent}stored:" if stored else f"{indent}stored: {{}}", *stored, *told, *ended]


def _step_now(step: Step, played: Played) -> list[str]:
    if step.kind == VISIT:
        return [f"{STEP}- {VISIT}: {row(step.cells)}"]
    kind, text = _now(step, played) if step.kind in EXPECTATIONS else (step.kind, step.text)
    return [f"{STEP}- {kind}: {_value(text, STEP + '    ')}"]


def row(cells: Mapping[str, str]) -> str:
    """A row of the visit list as one line."""
    told = (f"{quoted_key(column, inline=True)}: {quoted(cell, inline=True)}" for column, cell in cells.items())
    return f"{{ {', '.join(told)} }}" if cells else "{}"


def _now(step: Step, played: Played) -> tuple[str, str]:
    """An expectation as what came: the key of the step and its text."""
    came = played.replies.get(step.number)
    if came is None:
        return "we stay silent", "yes"
    if step.kind == "we mention" and step.text in came.text:
        return step.kind, step.text
    return f"we {came.how}", came.text


def _value(text: str, indent: str, *, inline: bool = False) -> str:
    """A text as it stands behind its key: lines below it where it has several."""
    if "\n" not in text:
        return quoted(text, inline=inline)
    lines = text.split("\n")
    if inline or text[:1] == " " or not all(lines):
        return in_quotes(text)
    return "\n".join(["|", *(indent + line for line in lines)])


# --- an old conversation, brought up to date --------------------------------------------------------------------------------


def updated(text: str, read: TalkFile, played: Iterable[Played]) -> str:
    """The file with every ``we`` line and every result that came out differently as it is now; no other letter changes.

    ``text`` is what ``read`` was made of.
    """
    lines = Lines(text)
    edits = [edit for _, each in zip(read.talks, played, strict=True) for edit in _edits(lines, each)]
    return apply(text, edits)


def _edits(lines: Lines, played: Played) -> Iterator[Edit]:
    for step in played.talk.steps:
        if step.kind in EXPECTATIONS:
            yield from _step_edits(lines, step, played)
    yield from _stored_edits(lines, played)
    outcome = played.outcome
    yield from _names_edits(lines, played.talk, "from the visit", played.talk.from_visit, outcome.from_visit)
    yield from _names_edits(lines, played.talk, "agreed to", played.talk.agreed_to, outcome.agreed_to)
    ended = played.talk.entries.get("ended")
    if ended is not None and outcome.ended and played.talk.ended != outcome.ended:
        yield _whole_value(lines, ended, f" {outcome.ended}")


def _step_edits(lines: Lines, step: Step, played: Played) -> Iterator[Edit]:
    now, entry = _now(step, played), step.entry
    if now == (step.kind, step.text) or entry is None or step.node is None:
        return
    kind, text = now
    if kind != step.kind:
        yield Edit(entry.mark, entry.key_end, kind)
    if text != step.text:
        indent = " " * (_indent_of_block(lines, entry) or entry.mark.column + 1)
        yield Edit(entry.value.mark, _end(lines, entry), _value(text, indent, inline=step.node.inline))


def _stored_edits(lines: Lines, played: Played) -> Iterator[Edit]:
    entry, now = played.talk.entries.get("stored"), played.outcome.stored
    if entry is None or not isinstance(entry.value, Group) or played.talk.stored == now:
        return
    if entry.value.inline or not now:
        yield _whole_value(lines, entry, _group(now, entry.mark.column + 1))
        return
    written = {each.key: each for each in entry.value.entries}
    for key, each in written.items():
        if key not in now:
            yield _without(lines, each)
        elif now[key] != _text(each):
            yield Edit(each.value.mark, _end(lines, each), quoted(now[key]))
    yield from _added(lines, written, now)


def _added(lines: Lines, written: Mapping[str, Entry], now: Mapping[str, str]) -> Iterator[Edit]:
    """The lines of questions that were not there, each below the one that comes before it in the survey."""
    first = next(iter(written.values()))
    indent, above = " " * (first.mark.column - 1), Mark(first.mark.line - 1, _END_OF_LINE)
    for key, value in now.items():
        if key in written:
            above = Mark(_last_line(lines, written[key]), _END_OF_LINE)
        else:
            yield Edit(above, above, f"\n{indent}{key}: {quoted(value)}")


def _group(stored: Mapping[str, str], indent: int) -> str:
    below = "".join(f"\n{' ' * indent}{question}: {quoted(value)}" for question, value in stored.items())
    return below or " {}"


def _names_edits(lines: Lines, talk: Talk, key: str, said: tuple[str, ...] | None, came: tuple[str, ...]) -> Iterator[Edit]:
    entry, stored = talk.entries.get(key), talk.entries.get("stored")
    if entry is None:
        if came and stored is not None and said is None:
            below = Mark(_last_line(lines, stored), _END_OF_LINE)
            yield Edit(below, below, f"\n{' ' * (stored.mark.column - 1)}{key}: {', '.join(came)}")
    elif sorted(said or ()) != sorted(came):
        on_a_line_of_its_own = entry.mark.line != talk.mark.line
        keeps = came or not on_a_line_of_its_own
        yield _whole_value(lines, entry, f" {', '.join(came) or '[]'}") if keeps else _without(lines, entry)


# --- places -----------------------------------------------------------------------------------------------------------------


def _whole_value(lines: Lines, entry: Entry, text: str) -> Edit:
    """Everything behind the key and its colon as ``text``."""
    return Edit(entry.key_end, _end(lines, entry), f":{text}")


def _without(lines: Lines, entry: Entry) -> Edit:
    """The lines of an entry gone."""
    above = Mark(entry.mark.line - 1, _END_OF_LINE)
    return Edit(above, Mark(_last_line(lines, entry), _END_OF_LINE), "")


def _text(entry: Entry) -> str:
    return entry.value.text if isinstance(entry.value, Scalar) else ""


def _last_line(lines: Lines, entry: Entry) -> int:
    return _end(lines, entry).line


def _end(lines: Lines, entry: Entry) -> Mark:
    """Just behind the value of an entry, without the notes and blank lines below it."""
    return _end_of(lines, entry.value, entry.mark.column - 1)


def _end_of(lines: Lines, node: Node, indent: int) -> Mark:
    if isinstance(node, Scalar):
        return _end_of_block(lines, node, indent) if _is_block(lines, node) else node.end
    if node.inline:
        return node.end
    if isinstance(node, Group):
        return _end(lines, node.entries[-1]) if node.entries else node.mark
    return _end_of(lines, node.nodes[-1], indent) if node.nodes else node.mark


def _is_block(lines: Lines, node: Scalar) -> bool:
    return not node.plain and lines.line(node.mark.line)[node.mark.column - 1 : node.mark.column] in ("|", ">")


def _end_of_block(lines: Lines, node: Scalar, indent: int) -> Mark:
    """The end of the last line of a ``|`` text below a key that stands ``indent`` in."""
    last = node.mark.line
    for number in range(node.mark.line + 1, len(lines) + 1):
        line = lines.line(number)
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        last = number if line.strip() else last
    return Mark(last, _END_OF_LINE)


def _indent_of_block(lines: Lines, entry: Entry) -> int:
    """How far in the text of a ``|`` stands; 0 if the value is none."""
    if not isinstance(entry.value, Scalar) or not _is_block(lines, entry.value):
        return 0
    first = next((lines.line(n) for n in range(entry.value.mark.line + 1, len(lines) + 1) if lines.line(n).strip()), "")
    return len(first) - len(first.lstrip(" "))
