"""Repairs of keys, values and names (E2xx, W221)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from flows.editing import renaming
from flows.editing.outline import Outline, Part, Value, in_braces
from flows.editing.splice import Edit
from flows.fixing import sample
from flows.fixing.fix import Case, Fix, only, whole_word
from flows.fixing.words import change_to
from flows.model import Mark
from flows.reading import keys
from flows.reading.findings import Findings
from flows.reading.tree import Group, Items, Node, Scalar
from flows.reading.yamltext import parse

_TEXTS = ("ask", "welcome", "thank you")
_HOMES = {"rules": "rules", "starts when": "starts when"}
_NUMBERS = {
    "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_UNITS = {"min": "minute", "h": "hour", "hr": "hour", "d": "day", "w": "week", "wk": "week"}


def remove(case: Case) -> Iterable[Fix]:
    """W221, E222, E435: the line taken out."""
    return [Fix("Delete the line", (case.outline.remove(case.part),))] if case.part is not None else []


def add_missing(case: Case) -> Iterator[Fix]:
    """E202: the key with an example, where such keys usually stand; its author still has to write what is meant."""
    key, group = case.word("key"), _group_at(case)
    if group is None or not isinstance(group.node, Group) or group.child(key) is not None:
        return
    if not group.node.entries:
        yield from _filled(case, group)
        return
    label = f"Add {key}"
    if key == "questions" and group.above is None:
        lines = "questions:\n" + _question_lines(case, 2)
        yield Fix(label, (case.outline.below(_before(group, key), lines),), begins=True)
        return
    value = _example(case, key)
    if value is not None:
        added = _added(case.outline, group, "en" if key == "language" else key, value)
        yield Fix(label, (added,), begins=True)


def _filled(case: Case, group: Part) -> Iterator[Fix]:
    """A group with nothing in it, filled as in the example."""
    read = parse(case.word("example") + "\n", Findings())
    value = _value(read.entries[0].value) if read is not None else None
    if value is not None:
        yield Fix("Fill it in", (Edit(group.node.mark, case.outline.end(group.node), in_braces(value)),), begins=True)


def _group_at(case: Case) -> Part | None:
    """The group that lacks something: at the problem's place, or under the key there."""
    found = [part for part in case.outline.parts() if isinstance(part.node, Group) and case.mark in (part.node.mark, part.mark)]
    return found[0] if found else None


def _example(case: Case, key: str) -> Value | None:
    """The example of the sentence as a value; a wording in every language."""
    if key == "name":
        return case.in_languages(lambda code: case.word("example").removeprefix("name: "))
    if key in _TEXTS:
        text = keys.EXAMPLES[key].split(": ", 1)[1]
        return case.in_languages(lambda code: text)
    if key == "choices" and len(case.languages) > 1:
        return {name: dict.fromkeys(case.languages, label) for name, label in (("ill", "I was ill"), ("other", "Other"))}
    read = parse(case.word("example") + "\n", Findings())
    return _value(read.entries[0].value) if read is not None and "…" not in case.word("example") else None


def _value(node: Node) -> Value | None:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Group):
        below = {entry.key: _value(entry.value) for entry in node.entries}
        return {key: value for key, value in below.items() if value is not None}
    return None


def _added(outline: Outline, group: Part, key: str, value: Value) -> Edit:
    assert isinstance(group.node, Group)
    return outline.add(group, key, value, after=_before(group, key) if group.node.entries else None)


def _before(group: Part, key: str) -> Part:
    """The part below which a key usually stands in this group: the last of those that come before it in the language."""
    order = (*keys.SURVEY,) if group.above is None else (*keys.QUESTION, *(k for own in keys.OF_KIND.values() for k in own))
    children = list(group.children())
    earlier = order[: order.index(key)] if key in order else ()
    return next((part for part in reversed(children) if part.key in earlier), children[-1] if not earlier else children[0])


def _question_lines(case: Case, spaces: int) -> str:
    ask = case.in_languages(lambda code: "Does the water point work today?")
    lines = sample.QUESTION.format(ask=in_braces(ask) if isinstance(ask, Mapping) else ask)
    return "".join(" " * spaces + line for line in lines.splitlines(keepends=True))


def add_question(case: Case) -> Iterable[Fix]:
    """E216: a first question."""
    part = case.outline.find("questions")
    if part is None or part.entry is None or part.inline:
        return []
    edit = Edit(part.entry.key_end, case.outline.end(part.node), ":\n" + _question_lines(case, 2).removesuffix("\n"))
    return [Fix("Add a question", (edit,))]


def move_home(case: Case) -> Iterator[Fix]:
    """E203: the key, its value and its notes where they belong."""
    part, home = case.part, _home(case)
    if part is None or part.entry is None:
        return
    gone = case.outline.remove(part)
    if home is None:
        key = _HOMES.get(case.word("home"))
        top = case.outline.top
        value = _value(part.node)
        if key is not None and top is not None and value is not None:
            yield Fix(f"Move it under {key}", (gone, _added(case.outline, top, key, {part.entry.key: value})))
        return
    value = _value(part.node)
    if home.child(part.key) is not None:
        yield Fix(f"Delete the line: {home.key or 'the survey'} has {part.key} too", (gone,))
    elif value is not None and isinstance(home.node, Group):
        where = _last_outside(home, part)
        added = case.outline.add(home, part.entry.key, value, after=where)
        yield Fix("Move it", tuple(sorted((gone, added), key=lambda edit: (edit.start.line, edit.start.column))))


def _last_outside(home: Part, part: Part) -> Part | None:
    """The last part of a group that does not hold the moved one at its end, so that the two edits do not meet."""
    children = [child for child in home.children() if part.mark not in (p.mark for p in child.within())]
    return children[-1] if children else None


def _home(case: Case) -> Part | None:
    """The group in which the key belongs, if it is there."""
    home = case.word("home")
    if home in _HOMES:
        return case.outline.find(_HOMES[home])
    if home.startswith("the survey itself"):
        return case.outline.top
    return case.question if " question" in f" {home}" else None


def rename_everywhere(case: Case) -> Iterable[Fix]:
    """E205: another name, also where conditions, jumps, texts and accepted warnings speak of it."""
    part, new = case.part, case.word("fixed")
    if part is None or not new:
        return []
    if part.key in {"survey", "section", "question", "formerly"} and isinstance(part.node, Scalar):
        old, first = part.text, case.outline.replace(part, new)
    elif part.entry is not None:
        old, first = part.entry.key, case.outline.rename(part, new)
    else:
        return []
    others = [] if part.key in {"survey", "section", "formerly"} else _mentions(case, part, old, new)
    return [Fix(f"Rename to {new} everywhere", (first, *others))]


def _mentions(case: Case, renamed: Part, old: str, new: str) -> Iterator[Edit]:
    word, variable = whole_word(old), re.compile(r"\{" + re.escape(old) + r"\}")
    for mention in renaming.of_name(case.outline, renamed, old, new):
        if mention.key:
            yield case.outline.rename(mention.part, mention.key)
        elif renaming.speaks_of_names(mention.part):
            yield from case.reworded(mention.part, lambda text: word.sub(new, text))
        else:
            yield from case.reworded(mention.part, lambda text: variable.sub("{" + new + "}", text))


def of_another_kind(case: Case) -> Iterator[Fix]:
    """E210: the key taken out, or the kind of answer that has it."""
    part, question = case.part, case.question
    if part is None:
        return
    yield Fix("Remove it", (case.outline.remove(part),))
    answer = question.child("answer") if question is not None and not _is_asked_about(case, question) else None
    for kind, own in keys.OF_KIND.items():
        if part.key in own and answer is not None:
            yield Fix(f"Make it a {kind} question", (case.outline.replace(answer, kind),))
            return


def _is_asked_about(case: Case, question: Part) -> bool:
    """True if a condition speaks of a question's answers, which another kind would not have."""
    named = question.child("question")
    word = whole_word(named.text if named is not None else "")
    lines = (part.text for part in case.outline.parts() if renaming.speaks_of_names(part) and isinstance(part.node, Scalar))
    return named is not None and any(word.search(line) for line in lines)


def correct_duration(case: Case) -> Iterable[Fix]:
    """E213: the length of time that was meant."""
    return change_to(case, case.word("guess") or duration_guess(case.word("value")), case.word("value"))


def duration_guess(written: str) -> str:
    """``3 days`` for ``three days``, ``3d``, ``3days`` or ``72 hrs``; empty if it cannot be told."""
    found = re.fullmatch(r"([0-9]+|[a-z]+)[ -]*([a-z]+?)s?\.?", " ".join(written.lower().replace("_", " ").split()))
    if found is None:
        found = re.fullmatch(r"([0-9]+)([a-z]+?)s?", written.lower().strip())
    count = found[1] if found else ""
    number = count if count.isdigit() else _NUMBERS.get(count, "")
    unit = _UNITS.get(found[2], found[2]) if found else ""
    if not number or not 0 < int(number) <= 999 or unit not in {"minute", "hour", "day", "week"}:
        return ""
    return f"{int(number)} {unit}{'s' * (int(number) != 1)}"


def dissolve_section(case: Case) -> Iterator[Fix]:
    """E217: the questions of a section in its place; its condition goes to those that have none of their own."""
    part = case.part
    section = part if part is not None and part.entry is None else part.above if part is not None else None
    if section is None or section.inline or not isinstance(section.node, Group):
        return
    questions, condition = section.child("questions"), section.child("only if")
    items = list(questions.children()) if questions is not None and isinstance(questions.node, Items) else []
    if not items:
        yield Fix("Remove the section", (case.outline.remove(section),))
    elif _can_take(items, condition, section):
        yield Fix("Dissolve the section", (_dissolved(case, section, items, condition),))


def _can_take(items: list[Part], condition: Part | None, section: Part) -> bool:
    lists = section.child("only if all of") or section.child("only if any of")
    own = [item for item in items if any(child.key.startswith("only if") for child in item.children())]
    return lists is None and not (condition is not None and own)


def _dissolved(case: Case, section: Part, items: list[Part], condition: Part | None) -> Edit:
    """The lines of the section replaced by those of its questions, as far in as the section was."""
    first, last = case.outline.rows(section)
    by = section.mark.column - items[0].mark.column
    text = ""
    for at, item in enumerate(items):
        start = case.outline.rows(item)[0]
        end = case.outline.rows(items[at + 1])[0] - 1 if at + 1 < len(items) else last
        for row in range(start, end + 1):
            line = case.outline.lines.line(row)
            text += (line[-by:] if not line[:-by].strip() else line).rstrip() + "\n" if by < 0 else line + "\n"
            if row == item.mark.line and condition is not None:
                text += f"{' ' * (section.mark.column - 1)}{case.outline.source(condition)}\n"
    return Edit(Mark(first, 1), Mark(last + 1, 1), text)


def correct(case: Case) -> Iterable[Fix]:
    """E211: the value that was meant; a jump only to a question that is there."""
    target = case.word("guess").removeprefix("go to ")
    if target != case.word("guess") and case.outline.question(target) is None:
        return []
    return only(
        f"Change to {case.word('guess')}",
        (e for fix in change_to(case, case.word("guess"), case.word("value")) for e in fix.edits),
    )
