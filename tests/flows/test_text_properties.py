"""Any survey as a text: its layout, its line ends and a text put in place of another change nothing that they should not."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

from any_text import any_text, lists, loaded
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.check import check
from flows.editing.outline import Outline, Part
from flows.editing.splice import apply
from flows.format import format_text
from flows.model import Flow, Mark
from flows.reading.tree import Scalar


def parts_of(value: object, path: str = "") -> dict[str, object]:
    """Everything a survey says, by its path; without the places in the text."""
    if isinstance(value, Mark):
        return {}
    if is_dataclass(value) and not isinstance(value, type):
        inside: list[tuple[str, object]] = [(f.name, getattr(value, f.name)) for f in fields(value)]
    elif isinstance(value, dict):
        inside = [(f"{at}:{key}", part) for at, (key, part) in enumerate(value.items())]
    elif isinstance(value, tuple):
        inside = [(str(at), part) for at, part in enumerate(value)]
    else:
        return {path: value}
    return {at: part for name, each in inside for at, part in parts_of(each, f"{path}/{name}").items()}


def said_by(flow: Flow) -> dict[str, object]:
    return {path: part for path, part in parts_of(flow).items() if not path.endswith("/places")}


def indented(line: str, width: int) -> str:
    """A line with so many spaces for each two that it had."""
    words = line.lstrip()
    return " " * ((len(line) - len(words)) // 2 * width) + re.sub("^- ", "-".ljust(width), words)


@settings(max_examples=60, deadline=None)
@given(any_text(), st.sampled_from(["\n", "\r\n"]), st.sampled_from([2, 3, 5]))
def test_a_formatted_survey_says_the_same_and_is_formatted_for_good(text: str, line_end: str, width: int) -> None:
    careless = line_end.join(indented(line, width) for line in text.split("\n"))
    formatted = format_text(careless)
    assert formatted == format_text(formatted) == format_text(text)
    assert said_by(loaded(formatted)) == said_by(loaded(careless)) == said_by(loaded(text))
    codes = [[p.code for p in check(each, lists=lists(text)).problems] for each in (text, formatted)]
    assert codes[0] == codes[1]


def scalars(outline: Outline) -> list[Part]:
    return [part for part in outline.parts() if isinstance(part.node, Scalar)]


@settings(max_examples=60, deadline=None)
@given(any_text())
def test_every_text_put_in_its_own_place_leaves_the_survey_as_it_was(text: str) -> None:
    outline = Outline(text)
    after = apply(text, [outline.replace(part, part.text) for part in scalars(outline) if part.text])
    assert said_by(loaded(after)) == said_by(loaded(text))


@settings(max_examples=100, deadline=None)
@given(st.data(), any_text(), st.text("abក {}:#'\"-,", min_size=1, max_size=12).map(str.strip).filter(bool))
def test_another_wording_changes_that_wording_and_nothing_else(data: st.DataObject, text: str, new: str) -> None:
    outline = Outline(text)
    asked = [part for part in scalars(outline) if part.above is not None and part.above.key in ("ask", "welcome", "thank you")]
    part = data.draw(st.sampled_from(asked))
    after = apply(text, [outline.replace(part, new)])
    before, now = said_by(loaded(text)), said_by(loaded(after))
    assert before.keys() == now.keys()
    changed = [path for path in before if before[path] != now[path]]
    assert len(changed) == (part.text != new)
    assert all(now[path] == new for path in changed)
    back = apply(after, [Outline(after).replace(at_the_same_place(after, part), part.text)])
    assert said_by(loaded(back)) == before


def at_the_same_place(text: str, wanted: Part) -> Part:
    return next(part for part in Outline(text).parts() if part.node.mark == wanted.node.mark)
