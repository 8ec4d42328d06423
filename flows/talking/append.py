"""One conversation more at the end of a file of them; nothing else of the file changes."""

from __future__ import annotations

from dataclasses import replace

from flows.editing.blocks import shifted
from flows.editing.outline import Outline
from flows.editing.proof import ByHand
from flows.editing.splice import apply
from flows.model import Mark
from flows.talk import Talk, read
from flows.talking.play import Played
from flows.talking.write import talk_file, talk_lines

_WRITTEN_AT = 2
"""Where the dash of a conversation stands that is written here."""


def with_one_more(text: str, survey: str, talk: Talk, played: Played) -> str:
    """The file with this conversation as its last; an empty text becomes a file.

    It gets another name if that is taken. Raises :class:`ByHand` where the file cannot take one.
    """
    if not text.strip():
        return talk_file(survey, [(talk, played)])
    before = read(text)
    talk = replace(talk, name=_free(talk.name, {each.name for each in before.talks}))
    outline = Outline(text)
    parent = outline.find("talks")
    children = list(parent.children()) if parent is not None else []
    if not children or children[-1].inline or before.errors:
        raise ByHand(Mark(1, 1), "The conversations cannot be read as they stand; repair them first.")
    first, last = outline.rows(children[-1])
    by = outline.lines.line(first).index("-") - _WRITTEN_AT
    lines = shifted("\n".join(talk_lines(talk, played)) + "\n", by)
    after = apply(text, [outline.insert(last + 1, "\n" + lines)])
    names = [each.name for each in read(after).talks]
    if read(after).errors or names != [*(each.name for each in before.talks), talk.name]:
        raise ByHand(children[-1].mark, "Add this conversation in the text.")
    return after


def _free(name: str, taken: set[str]) -> str:
    wanted, number = name.strip() or "an example", 2
    name = wanted
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name
