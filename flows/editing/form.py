"""What a form does to a survey's text: each action changes its own lines, keeps every note and all layout, and is proved.

Every function takes the text and gives the changed text; :class:`ByHand` says where only the text itself can be changed.
A path is that of the reader's marks: ``("questions", "wait", "ask", "sms")``, ``("rules", "close after")``, ``("title",)``.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.editing import order, proof
from flows.editing.outline import Outline, Part, Value
from flows.editing.proof import ByHand, Given
from flows.editing.splice import Edit, quoted, quoted_key
from flows.editing.styles import reworded
from flows.model import Mark
from flows.reading import keys
from flows.reading.tree import Group, Scalar

Path = tuple[str, ...]
_WORDINGS = ("ask", "if unclear", "welcome", "thank you", "welcome without a visit", "thank you without a visit")


def set_wording(text: str, path: Path, language: str, words: str) -> str:
    """Another wording at a place, in one language; with no words the wording is taken out.

    One text that stands for all languages becomes a table of them; a wording that was not there is added where such stand.
    """
    outline, words = Outline(text), proof.as_read(words)
    group, key = _home(outline, path)
    part, main = group.child(keys.fold(key)), languages_of(outline)[:1]
    if part is None:
        value: Given = words if len(languages_of(outline)) == 1 else {language: words}
        return _added(outline, group, key, value) if words else text
    if isinstance(part.node, Scalar):
        if (language,) == main:
            return _set(outline, part, words)
        return _set(outline, part, {main[0] if main else "en": part.text, language: words}) if words else text
    there = part.child(language)
    if there is None:
        return _added(outline, part, language, words) if words else text
    return _set(outline, there, words)


def set_value(text: str, path: Path, value: Given) -> str:
    """Another value of a key, be it there or not; an empty one takes the key out."""
    outline = Outline(text)
    group, missing = _nearest(outline, path)
    part = group.child(keys.fold(missing[0])) if len(missing) == 1 else None
    if part is not None:
        return _set(outline, part, value)
    for key in reversed(missing[1:]):
        value = {key: value} if value else ""
    return _added(outline, group, missing[0], value) if value else text


def set_condition(text: str, question: str, how: str, lines: tuple[str, ...]) -> str:
    """Who is asked: ``how`` is *only if* (one line), *only if all of* or *only if any of*; without lines everybody is."""
    for key in keys.CONDITIONS:
        if key != how or not lines:
            text = set_value(text, ("questions", question, key), "")
    if not lines:
        return text
    return set_value(text, ("questions", question, how), lines[0] if how == "only if" else lines)


def languages_of(outline: Outline) -> tuple[str, ...]:
    """The codes of the survey's languages, the main one first."""
    declared = outline.find("languages")
    return tuple(part.entry.key for part in declared.children() if part.entry) if declared is not None else ()


# --- one value ---------------------------------------------------------------------------------------------------------------


def _set(outline: Outline, part: Part, value: Given) -> str:
    """Another value for a part; an empty one takes it out."""
    if not value:
        return _removed(outline, part)
    expected = proof.whole(outline)
    data = proof.data_given(value)
    if proof.data_of(part.node) == data:
        return outline.text
    proof.put(expected, part, data)
    if isinstance(value, str) and isinstance(part.node, Scalar):
        edit = reworded(outline, part, proof.as_read(value))
    else:
        edit = Edit(part.node.mark, outline.end(part.node), flat(value))
    return proof.prove(outline, [edit], expected, part.mark)


def _removed(outline: Outline, part: Part) -> str:
    """The key taken out; what would be left empty goes with it."""
    expected, gone = proof.whole(outline), part
    while gone.above is not None and gone.above.above is not None and len(list(gone.above.children())) == 1:
        gone = gone.above
    if gone.above is None:
        raise ByHand(part.mark, "This is all there is; change it in the text.")
    del proof.at(expected, gone.above)[proof.place(gone)]
    first, last = outline.rows(gone)
    lines = "\n".join(outline.lines.line(row) for row in range(first, last + 1))
    return proof.prove(outline, [outline.remove(part)], expected, part.mark, gone=lines)


def _added(outline: Outline, group: Part, key: str, value: Given) -> str:
    """One key more, below those that usually come before it."""
    if not isinstance(group.node, Group) or not group.node.entries:
        raise ByHand(group.mark, "Add this in the text.")
    after = order.above(group, keys.fold(key), languages_of(outline))
    expected = proof.whole(outline)
    proof.at(expected, group).insert(proof.place(after) + 1, [key, proof.data_given(value)])
    if isinstance(value, str | Mapping):
        edit = outline.add(group, key, as_value(value), after=after)
    elif group.inline or group.node.inline:
        end = outline.end(after.node)
        edit = Edit(end, end, f", {quoted_key(key, inline=True)}: {flat(value)}")
    else:
        edit = outline.below(after, f"{' ' * (after.mark.column - 1)}{quoted_key(key)}: {flat(value)}\n")
    return proof.prove(outline, [edit], expected, group.mark)


def as_value(value: Given) -> Value:
    """As :meth:`Outline.add` takes it."""
    if isinstance(value, str):
        return proof.as_read(value)
    assert isinstance(value, Mapping)
    return {key: as_value(below) for key, below in value.items()}


def flat(value: Given, *, inside: bool = False) -> str:
    """A value on one line: groups in braces, lists in brackets."""
    if isinstance(value, str):
        return quoted(proof.as_read(value), inline=inside)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{quoted_key(k, inline=True)}: {flat(v, inside=True)}" for k, v in value.items()) + " }"
    return "[" + ", ".join(flat(each, inside=True) for each in value) + "]"


# --- where a path leads ------------------------------------------------------------------------------------------------------


def _top(outline: Outline) -> Part:
    proof.whole(outline)
    assert outline.top is not None
    return outline.top


def question_named(outline: Outline, name: str) -> Part:
    """The question of that name. Raises :class:`ByHand` if the survey has none, or two."""
    found = [each for each in outline.questions() if (named := each.child("question")) and named.text == name]
    if len(found) != 1:
        raise ByHand(Mark(1, 1), f"There is {'no' if not found else 'more than one'} question *{name}*.")
    return found[0]


def _nearest(outline: Outline, path: Path) -> tuple[Part, Path]:
    """The innermost group of a path that is there, and the keys below it."""
    group, rest = _top(outline), path
    if path[0] == "questions" and len(path) > 2:
        group, rest = question_named(outline, path[1]), path[2:]
    while len(rest) > 1 and (below := group.child(keys.fold(rest[0]))) is not None and isinstance(below.node, Group):
        group, rest = below, rest[1:]
    return group, rest


def _home(outline: Outline, path: Path) -> tuple[Part, str]:
    """The group in which the last key of a path stands, and how that key is written there."""
    if len(path) > 1 and path[-2] in _WORDINGS and path[-1] in keys.CHANNELS:
        path = (*path[:-2], keys.on(path[-2], path[-1]))
    group, rest = _nearest(outline, path)
    if len(rest) > 1:
        raise ByHand(group.mark, f"There is no *{rest[0]}* here yet; begin it in the text.")
    return group, rest[0]
