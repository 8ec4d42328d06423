"""Changing one text of a survey: it reads back exactly, and nothing else of the file is another."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_flows import SOUND, TWO

from flows.editing.outline import Outline, Part
from flows.editing.splice import Edit, apply, edits_between, quoted
from flows.model import Mark
from flows.reading.findings import Findings
from flows.reading.signs import HIDDEN, REFUSED
from flows.reading.tree import Group, Items, Node, Scalar
from flows.reading.yamltext import parse

SHIPPED = sorted((Path(__file__).parents[2] / "flows" / "surveys").glob("*.yaml"))
AWKWARD = """\
\ufeff# A note at the top.
survey:   water-point   # its name
title: 'The chief''s water'

languages: { en: "English",st: Sesotho , fr: Français }
welcome:
    en: |
      Two lines
      of welcome

    # and in Sesotho
    st: >
      Joined
      lines
    fr: plain
      over two lines
questions:
- question: works   # no indentation
  ask: { en: "Works, or not?", st: Na, fr: Oui 😀 ? }
-
  question: dash
  also: [a, "b, c", d]
"""
TEXTS = [SOUND, TWO, AWKWARD, *(path.read_text(encoding="utf-8") for path in SHIPPED)]

wordings = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60),
    st.text("ab é:#{}[],'\"*&!|>%@`-?~\\\n", max_size=20),
).map(lambda text: HIDDEN.sub("", REFUSED.sub("", unicodedata.normalize("NFC", text).replace("\t", ""))).strip())


def texts_of(node: Node) -> list[str]:
    """Every key and text, in order."""
    if isinstance(node, Scalar):
        return [node.text]
    if isinstance(node, Items):
        return [text for part in node.nodes for text in texts_of(part)]
    return [text for entry in node.entries for text in (entry.key, *texts_of(entry.value))]


def read(text: str) -> Group:
    top = parse(text, Findings())
    assert top is not None, text
    return top


def scalars(outline: Outline) -> list[Part]:
    return [part for part in outline.parts() if isinstance(part.node, Scalar)]


@settings(max_examples=300)
@given(st.data(), st.sampled_from(TEXTS), wordings.filter(bool), st.booleans())
def test_any_text_in_place_of_any_other_reads_back_and_changes_nothing_else(
    data: st.DataObject, text: str, new: str, crlf: bool
) -> None:
    text = text.replace("\n", "\r\n") if crlf else text
    outline = Outline(text)
    part = data.draw(st.sampled_from(scalars(outline)))
    edit = outline.replace(part, new)
    after = apply(text, [edit])
    expected = texts_of(read(text))
    at = _place_of(outline, part)
    assert texts_of(read(after)) == [*expected[:at], new, *expected[at + 1 :]]
    start, end = outline.lines.offset(edit.start), outline.lines.offset(edit.end)
    assert after.startswith(text[:start])
    assert after.endswith(text[end:])


def _place_of(outline: Outline, wanted: Part) -> int:
    """Where the part's text stands among all keys and texts."""
    place = 0
    for part in outline.parts():
        place += part.entry is not None
        if part.node.mark == wanted.node.mark and isinstance(part.node, Scalar):
            return place
        place += isinstance(part.node, Scalar)
    raise AssertionError(wanted)


@settings(max_examples=200)
@given(st.data(), st.sampled_from(TEXTS))
def test_a_part_taken_out_leaves_all_others(data: st.DataObject, text: str) -> None:
    outline = Outline(text)
    part = data.draw(st.sampled_from([p for p in outline.parts() if p.above is not None]))
    gone = part
    while gone.above is not None and gone.above.above is not None and len(list(gone.above.children())) == 1:
        gone = gone.above
    left = apply(text, [outline.remove(part)])
    lost = ([gone.entry.key] if gone.entry else []) + texts_of(gone.node)
    before, after = texts_of(read(text)), texts_of(read(left))
    assert sorted(before) == sorted([*after, *lost])
    first, last = gone.mark.line, outline.end(gone.node).line
    rows = enumerate(text.split("\n"), 1)
    outside = [line.strip(" -") for row, line in rows if not first <= row <= last and line.strip(" -")]
    assert not Counter(outside) - Counter(line.strip(" -") for line in left.split("\n"))


@settings(max_examples=200)
@given(st.data(), st.sampled_from(TEXTS), wordings.filter(bool))
def test_a_key_added_to_any_group_is_its_last(data: st.DataObject, text: str, new: str) -> None:
    outline = Outline(text)
    groups = [p for p in outline.parts() if isinstance(p.node, Group) and not any(c.key == "added" for c in p.children())]
    part = data.draw(st.sampled_from(groups))
    value = data.draw(st.sampled_from([new, {"en": new, "st": "Na"}]))
    after = Outline(apply(text, [outline.add(part, "added", value)]))
    added = [p for p in after.parts() if p.key == "added"]
    assert len(added) == 1
    assert texts_of(added[0].node) == ([new] if isinstance(value, str) else ["en", new, "st", "Na"])
    assert added[0].above is not None
    assert list(added[0].above.children())[-1] == added[0]
    assert [t for p in after.parts() if p.key != "added" and "added" not in {a.key for a in p.around()} for t in [p.text]] == [
        p.text for p in outline.parts()
    ]


def test_line_ends_and_the_byte_order_mark_are_kept() -> None:
    text = "\ufeffa: x\r\nb: y\r\n"
    assert apply(text, [Edit(Mark(1, 4), Mark(1, 5), "1\n  2"), Edit(Mark(3, 1), Mark(3, 1), "c: z\n")]) == (
        "\ufeffa: 1\r\n  2\r\nb: y\r\nc: z\r\n"
    )


def test_edits_are_made_wherever_they_stand_in_the_list_and_never_over_one_another() -> None:
    first, second = Edit(Mark(1, 1), Mark(1, 2), "A"), Edit(Mark(2, 1), Mark(2, 2), "B")
    assert apply("a\nb\n", [second, first]) == "A\nB\n"
    assert apply("ab", [Edit(Mark(1, 2), Mark(1, 2), "1"), Edit(Mark(1, 2), Mark(1, 2), "2")]) == "a12b"
    with pytest.raises(ValueError, match="same part"):
        apply("abc", [Edit(Mark(1, 1), Mark(1, 3), ""), Edit(Mark(1, 2), Mark(1, 3), "")])


@given(st.text("ab\r\n😀", max_size=12), st.text("ab\n😀", max_size=12))
def test_the_edit_between_two_texts_makes_the_one_of_the_other(before: str, after: str) -> None:
    before = before.replace("\r", "")
    assert apply(before, edits_between(before, after)) == after
    assert len(edits_between(before, after)) == (before != after)


@pytest.mark.parametrize(
    ("text", "outside", "inside"),
    [
        ("On foot", "On foot", "On foot"),
        ("*120*45#", '"*120*45#"', '"*120*45#"'),
        ("{keep days} days", '"{keep days} days"', '"{keep days} days"'),
        ("Yes, please", "Yes, please", '"Yes, please"'),
        ("Note: free", '"Note: free"', '"Note: free"'),
        ("Pump #7", '"Pump #7"', '"Pump #7"'),
        ('He said "no"', 'He said "no"', 'He said "no"'),
        ("no", "no", "no"),
        ("it's", "it's", "it's"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, outside: str, inside: str) -> None:
    assert (quoted(text), quoted(text, inline=True)) == (outside, inside)
