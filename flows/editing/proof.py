"""The proof of an edit: the text is read again, and it says what was meant and nothing else; no note is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from flows.editing.outline import Outline, Part
from flows.editing.splice import Edit, apply
from flows.model import Mark
from flows.reading.tree import Items, Node, Scalar

Data = str | list["Data"]
"""A text as data: a text; ``["list", item, …]``; ``["group", [key, value], …]``."""
Given = str | Sequence["Given"] | Mapping[str, "Given"]
"""What somebody wants to have written: a text, a list or a group."""

_NOTE = re.compile(r"(?m)^[ \t]*(#.*?)[ \t\r]*$")


class ByHand(ValueError):
    """The form cannot make this change without touching something else; nothing is changed. ``mark`` is the place to go to."""

    def __init__(self, mark: Mark, sentence: str) -> None:
        super().__init__(sentence)
        self.mark = mark
        self.sentence = sentence


def as_read(text: str) -> str:
    """A text as the reader of surveys gives it back: without spaces at its ends, with one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")).strip()


def data_of(node: Node) -> Data:
    """What a node says, whatever its layout."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return ["list", *(data_of(each) for each in node.nodes)]
    return ["group", *([entry.key, data_of(entry.value)] for entry in node.entries)]


def data_given(value: Given) -> Data:
    """What is to be written, as it will be read."""
    if isinstance(value, str):
        return as_read(value)
    if isinstance(value, Mapping):
        return ["group", *([key, data_given(below)] for key, below in value.items())]
    return ["list", *(data_given(each) for each in value)]


def whole(outline: Outline) -> Data:
    """The whole survey as data. Raises :class:`ByHand` if it cannot be read as groups and lists."""
    if outline.top is None:
        raise ByHand(Mark(1, 1), "The text cannot be read as it stands; repair it first.")
    return data_of(outline.top.node)


def at(data: Data, part: Part) -> list[Data]:
    """The list of ``data`` that stands for a group or list of the text; changed in place by whoever says what is expected."""
    if part.above is None:
        assert isinstance(data, list)
        return data
    found = at(data, part.above)[place(part)]
    below = found[1] if part.entry is not None else found
    assert isinstance(below, list)
    return below


def place(part: Part) -> int:
    """Where a part stands in the data of what it hangs in."""
    assert part.above is not None
    return 1 + next(n for n, each in enumerate(part.above.children()) if each.mark == part.mark)


def put(data: Data, part: Part, value: Data) -> None:
    """Says that a part has another value."""
    assert part.above is not None
    siblings, index = at(data, part.above), place(part)
    siblings[index] = [part.entry.key, value] if part.entry is not None else value


def prove(outline: Outline, edits: Iterable[Edit], expected: Data, mark: Mark, *, gone: str = "") -> str:
    """The text with the edits made, if it then says what is ``expected``.

    ``gone`` is what goes with the notes in it. Raises :class:`ByHand` with ``mark`` if it would say something else, or if a
    note were lost.
    """
    try:
        after = apply(outline.text, edits)
    except ValueError:
        raise ByHand(mark, "This change can only be made in the text.") from None
    read = Outline(after)
    if read.top is None or data_of(read.top.node) != expected or notes(outline.text) - notes(gone) - notes(after):
        raise ByHand(mark, "This change can only be made in the text.")
    return after


def notes(text: str) -> Counter[str]:
    """The lines that are only a note, each as often as it stands there."""
    return Counter(_NOTE.findall(text))
