"""What a form does to whole questions and choices: adding, copying, moving, removing, renaming; proved like all it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.editing import blocks, order, proof, renaming
from flows.editing.blocks import Block
from flows.editing.form import as_value, flat, question_named, set_value
from flows.editing.outline import Outline, Part, block
from flows.editing.proof import ByHand, Given
from flows.editing.renaming import Mention
from flows.editing.splice import Edit, apply, quoted_key
from flows.editing.styles import reworded
from flows.model import Mark
from flows.reading.tree import Group


def add_question(text: str, name: str, after: str, keys: Mapping[str, Given]) -> str:
    """A new question below another; below nothing it is the first. ``keys`` are its further lines: *ask*, *answer* …"""
    outline = Outline(text)
    parent = _list_of(outline, after)
    every = blocks.blocks(outline, parent)
    index = 1 + _index(outline, every, after) if after else 0
    indent = outline.lines.line(outline.rows(every[0].part)[0]).index("-")
    given: dict[str, Given] = {"question": name} | {
        key: keys[key] for key in sorted(keys, key=lambda key: order.OF_QUESTION.index(key) if key in order.OF_QUESTION else 99)
    }
    lines = _lines(given, indent)
    expected = proof.whole(outline)
    proof.at(expected, parent).insert(1 + index, proof.data_given(given))
    return proof.prove(outline, [blocks.inserted(outline, every, index, lines)], expected, parent.mark)


def _lines(keys: Mapping[str, Given], indent: int) -> str:
    """A question as lines, its dash ``indent`` in."""
    lines = "".join(_line(key, value, indent + 2) for key, value in keys.items())
    return f"{' ' * indent}- {lines[indent + 2 :]}"


def _line(key: str, value: Given, spaces: int) -> str:
    """A key of a question: short tables in braces, choices in lines."""
    if key == "choices" and isinstance(value, Mapping):
        rows = "".join(f"{' ' * (spaces + 2)}{quoted_key(name)}: {flat(label)}\n" for name, label in value.items())
        return f"{' ' * spaces}choices:\n{rows}"
    if isinstance(value, str):
        return block(key, proof.as_read(value), spaces)
    return f"{' ' * spaces}{quoted_key(key)}: {flat(value)}\n"


def copy_question(text: str, name: str, new: str) -> str:
    """The question once more below itself, under a new name; what it counts as stays with the first."""
    outline = Outline(text)
    parent, every = _siblings(outline, name)
    index = _index(outline, every, name)
    part = every[index].part
    named = part.child("question")
    assert named is not None
    lines = blocks.source(Outline(apply(outline.text, [reworded(outline, named, new)])), every[index])
    expected = proof.whole(outline)
    data = proof.data_of(part.node)
    assert isinstance(data, list)
    twin: list[proof.Data] = [["question", new] if pair[0] == "question" else pair for pair in data[1:]]
    proof.at(expected, parent).insert(2 + index, [data[0], *twin])
    made = proof.prove(outline, [blocks.inserted(outline, every, index + 1, lines)], expected, part.mark)
    for key in ("counts as", "formerly"):
        made = set_value(made, ("questions", new, key), "")
    return made


def remove_question(text: str, name: str) -> str:
    """The question's own lines and the notes directly above it gone; nothing else."""
    outline = Outline(text)
    parent, every = _siblings(outline, name)
    return _without(outline, parent, every, _index(outline, every, name))


def move_question(text: str, name: str, after: str) -> str:
    """The question below another one, or first of its list; into another list only if that leaves none empty."""
    outline = Outline(text)
    parent, every = _siblings(outline, name)
    index = _index(outline, every, name)
    there = _list_of(outline, after) if after else parent
    if there.mark == parent.mark:
        return _moved(outline, parent, every, index, 1 + _index(outline, every, after) if after else 0)
    if len(every) == 1:
        raise ByHand(parent.mark, "This is the only question of its section; move it in the text.")
    others = blocks.blocks(outline, there)
    at = 1 + _index(outline, others, after)
    moved = every[index]
    by = others[0].part.mark.column - moved.part.mark.column
    lines = blocks.shifted(blocks.source(outline, moved), by)
    expected = proof.whole(outline)
    here, target = proof.at(expected, parent), proof.at(expected, there)
    item = here[1 + index]
    target.insert(1 + at, item)
    here.pop(next(n for n, each in enumerate(here) if each is item))
    return proof.prove(
        outline, [blocks.removed(outline, every, index), blocks.inserted(outline, others, at, lines)], expected, moved.part.mark
    )


def rename_question(text: str, name: str, new: str, *, keeps_series: bool = False) -> str:
    """Another name, also where conditions, jumps, texts and accepted warnings speak of it.

    ``keeps_series``: it was published under the old name, and its figures go on (*formerly*).
    """
    outline = Outline(text)
    named = question_named(outline, name).child("question")
    assert named is not None
    mentions = [Mention(named, text=new), *renaming.of_name(outline, named, name, new)]
    made = _renamed(outline, mentions, named)
    was = Outline(made).question(new)
    if keeps_series and was is not None and was.child("formerly") is None:
        return set_value(made, ("questions", new, "formerly"), name)
    return made


# --- choices -----------------------------------------------------------------------------------------------------------------


def add_choice(text: str, question: str, name: str, label: Given, after: str = "") -> str:
    """One choice more below another, or as the last one."""
    outline = Outline(text)
    choices = _choices(outline, question)
    children = list(choices.children())
    if any(part.entry and part.entry.key == name for part in children):
        raise ByHand(choices.mark, f"There is a choice *{name}* already.")
    below = next((part for part in children if part.entry and part.entry.key == after), children[-1])
    expected = proof.whole(outline)
    proof.at(expected, choices).insert(proof.place(below) + 1, [name, proof.data_given(label)])
    if choices.inline or (isinstance(choices.node, Group) and choices.node.inline):
        edit = outline.add(choices, name, as_value(label), after=below)
    else:
        edit = outline.below(below, f"{' ' * (below.mark.column - 1)}{quoted_key(name)}: {flat(label)}\n")
    return proof.prove(outline, [edit], expected, choices.mark)


def remove_choice(text: str, question: str, name: str) -> str:
    """The choice gone; its past answers stay in the data."""
    outline = Outline(text)
    choices = _choices(outline, question)
    children = list(choices.children())
    index = _choice(children, name)
    if not (isinstance(choices.node, Group) and choices.node.inline):
        return _without(outline, choices, blocks.blocks(outline, choices), index)
    if len(children) == 1:
        raise ByHand(choices.mark, "This is the only choice; change it in the text.")
    expected = proof.whole(outline)
    del proof.at(expected, choices)[1 + index]
    return proof.prove(outline, [outline.remove(children[index])], expected, choices.mark)


def move_choice(text: str, question: str, name: str, after: str) -> str:
    """The choice below another one, or first."""
    outline = Outline(text)
    choices = _choices(outline, question)
    children = list(choices.children())
    index, to = _choice(children, name), 1 + _choice(children, after) if after else 0
    if not (isinstance(choices.node, Group) and choices.node.inline):
        return _moved(outline, choices, blocks.blocks(outline, choices), index, to)
    sequence = _sequence(list(range(len(children))), index, to)
    expected = proof.whole(outline)
    data = proof.at(expected, choices)
    data[1:] = [data[1 + n] for n in sequence]
    pairs = [(children[at], children[n]) for at, n in enumerate(sequence) if at != n]
    edits = [Edit(old.mark, outline.end(old.node), outline.source(new)) for old, new in pairs]
    return proof.prove(outline, edits, expected, choices.mark)


def rename_choice(text: str, question: str, name: str, new: str) -> str:
    """Another stored name for a choice, also where conditions and jumps speak of it. Past answers keep the old one."""
    outline = Outline(text)
    children = list(_choices(outline, question).children())
    part = children[_choice(children, name)]
    return _renamed(outline, [Mention(part, key=new), *renaming.of_choice(outline, question, name, new)], part)


# --- how -------------------------------------------------------------------------------------------------------------------


def _renamed(outline: Outline, mentions: Iterable[Mention], at: Part) -> str:
    expected, edits = proof.whole(outline), []
    for mention in mentions:
        part = mention.part
        assert part.above is not None
        siblings, index = proof.at(expected, part.above), proof.place(part)
        if mention.key:
            pair = siblings[index]
            assert isinstance(pair, list)
            pair[0] = mention.key
            edits.append(outline.rename(part, mention.key))
        elif part.entry is not None:
            pair = siblings[index]
            assert isinstance(pair, list)
            pair[1] = mention.text
            edits.append(reworded(outline, part, mention.text))
        else:
            siblings[index] = mention.text
            edits.append(reworded(outline, part, mention.text))
    return proof.prove(outline, edits, expected, at.mark)


def _without(outline: Outline, parent: Part, every: list[Block], index: int) -> str:
    if len(every) == 1:
        raise ByHand(parent.mark, "This is the only one here; change it in the text.")
    expected = proof.whole(outline)
    del proof.at(expected, parent)[1 + index]
    gone = blocks.source(outline, every[index])
    return proof.prove(outline, [blocks.removed(outline, every, index)], expected, every[index].part.mark, gone=gone)


def _moved(outline: Outline, parent: Part, every: list[Block], index: int, to: int) -> str:
    sequence = _sequence(list(range(len(every))), index, to)
    expected = proof.whole(outline)
    data = proof.at(expected, parent)
    data[1:] = [data[1 + n] for n in sequence]
    edits = blocks.reordered(outline, every, [every[n] for n in sequence])
    return proof.prove(outline, edits, expected, every[index].part.mark)


def _sequence(numbers: list[int], index: int, to: int) -> list[int]:
    """The numbers with the one at ``index`` moved to just before ``to``."""
    left = [n for n in numbers[:to] if n != index]
    return [*left, index, *(n for n in numbers[to:] if n != index)]


def _list_of(outline: Outline, question: str) -> Part:
    """The list in which a question stands; without one the survey's own."""
    found = question_named(outline, question).above if question else outline.find("questions")
    if found is None or found.inline:
        raise ByHand(found.mark if found is not None else Mark(1, 1), "Change the questions in the text.")
    return found


def _siblings(outline: Outline, question: str) -> tuple[Part, list[Block]]:
    parent = _list_of(outline, question)
    return parent, blocks.blocks(outline, parent)


def _index(outline: Outline, every: list[Block], question: str) -> int:
    mark = question_named(outline, question).mark
    return next(n for n, each in enumerate(every) if each.part.mark == mark)


def _choices(outline: Outline, question: str) -> Part:
    part = question_named(outline, question)
    choices = part.child("choices")
    if choices is None or not isinstance(choices.node, Group) or not choices.node.entries:
        raise ByHand(part.mark, f"*{question}* has no choices.")
    return choices


def _choice(children: list[Part], name: str) -> int:
    found = next((n for n, part in enumerate(children) if part.entry and part.entry.key == name), None)
    if found is None:
        raise ByHand(children[0].mark, f"There is no choice *{name}*.")
    return found
