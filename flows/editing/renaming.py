"""A name that becomes another everywhere: in conditions, jumps, texts and accepted warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.editing.outline import Outline, Part
from flows.reading.tree import Scalar

_CONDITIONS = frozenset({"only if", "only if all of", "only if any of"})
_VALUES = r"(?P<values>[A-Za-z0-9_.-]+(?:, ?[A-Za-z0-9_.-]+)*)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A part that speaks of the old name: its new ``text``, or its new ``key`` if that speaks of it."""

    part: Part
    text: str = ""
    key: str = ""


def whole_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")


def of_name(outline: Outline, renamed: Part, old: str, new: str) -> Iterator[Mention]:
    """Wherever a question's or a choice's name is spoken of, but for the part that is ``renamed`` itself."""
    word = whole_word(old)
    for part in outline.parts():
        if part.mark == renamed.mark or not isinstance(part.node, Scalar):
            continue
        if speaks_of_names(part):
            text = word.sub(new, part.text)
        else:
            text = re.sub(r"\{" + re.escape(old) + r"\}", "{" + new + "}", part.text) if "{" in part.text else part.text
        if text != part.text:
            yield Mention(part, text=text)
        if part.entry is not None and _is_named_by_key(part, old):
            yield Mention(part, key=word.sub(new, part.entry.key))


def of_choice(outline: Outline, question: str, old: str, new: str) -> Iterator[Mention]:
    """Wherever one choice of a question is spoken of: in conditions about this question, and in its own jumps."""
    clause = re.compile(rf"(?<![\w-]){re.escape(question)} is (?:not )?(?:one of )?(?!below |above |at ){_VALUES}")
    own = outline.question(question)
    for part in outline.parts():
        if not isinstance(part.node, Scalar):
            continue
        if _CONDITIONS & {p.key for p in part.around()}:
            text = clause.sub(lambda found: _with(found, old, new), part.text)
            if text != part.text:
                yield Mention(part, text=text)
        above = part.above
        is_jump = above is not None and above.key == "then" and part.entry is not None and part.entry.key == old
        if is_jump and own is not None and (at := outline.question_of(part)) is not None and at.mark == own.mark:
            yield Mention(part, key=new)


def _with(found: re.Match[str], old: str, new: str) -> str:
    start = found.start("values") - found.start()
    return found[0][:start] + re.sub(r"[A-Za-z0-9_.-]+", lambda value: new if value[0] == old else value[0], found["values"])


def speaks_of_names(part: Part) -> bool:
    """True for conditions and jumps."""
    around = {p.key for p in part.around()}
    return bool(around & (_CONDITIONS | {"then"})) or part.key == "after the last try"


def _is_named_by_key(part: Part, old: str) -> bool:
    """True for a line under *then* or *accepted* whose key is or names the old name."""
    above = part.above.key if part.above is not None else ""
    assert part.entry is not None
    return (above == "then" and part.entry.key == old) or (above == "accepted" and part.entry.key.endswith(f" at {old}"))
