"""The guide for coordinators tells the truth: every example of ``flows/README.md`` is read, checked and played here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flows import talk
from flows.check import check
from flows.load import load
from flows.reading import keys
from flows.reading.findings import Findings
from flows.reading.tree import Group, Items, Node
from flows.reading.yamltext import parse
from flows.talking import play as talk_play

GUIDE = Path(__file__).parents[2] / "flows" / "README.md"
_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TOP_KEY = re.compile(r"^(?=\S)", re.MULTILINE)

FRAME = """\
survey: water-point
title: The water point in your village
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*77#"
  someone texts: WATER to 40145
welcome: A few questions about your water. Free. Text STOP to end.
questions:
  - question: happy
    counts as: headline
    ask: How content are you?
    answer: rating
    lowest: not at all
    highest: very
thank you: Thank you.
"""
"""What an example that shows only a part of a survey is put into: its keys replace these."""


@dataclass
class Example:
    """A survey of the guide with the lists before it and the conversations behind it."""

    line: int
    text: str
    lists: dict[str, bytes]
    talks: list[str] = field(default_factory=list)


def _examples() -> list[Example]:
    guide, lists, found = GUIDE.read_text(), {}, list[Example]()
    for fenced in _FENCED.finditer(guide):
        language, text = fenced[1], fenced[2]
        if language == "csv":
            name, _, rows = text.partition("\n")
            lists[name] = rows.encode()
        elif text.startswith("- talk:"):
            found[-1].talks.append(text)
        elif language == "yaml":
            found.append(Example(guide.count("\n", 0, fenced.start()) + 2, _whole(text), dict(lists)))
    return found


def _whole(text: str) -> str:
    if text.startswith("survey:"):
        return text
    return "".join({**_parts(FRAME), **_parts(f"questions:\n{text}" if text.startswith("- ") else text)}.values())


def _parts(text: str) -> dict[str, str]:
    """The top keys of a text with all that stands below each."""
    parts: dict[str, str] = {}
    key = ""
    for line in text.splitlines(keepends=True):
        if line[0] not in " \n-":
            key = line.partition(":")[0]
        parts[key] = parts.get(key, "") + line
    return parts


EXAMPLES = _examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}")
def test_an_example_has_nothing_to_repair(example: Example) -> None:
    checked = check(example.text, lists=example.lists.get)
    assert [f"{p.mark.line}: {p.code} {p.sentence}" for p in (*checked.errors, *checked.warnings)] == []
    assert checked.publishable


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.talks], ids=lambda example: f"line-{example.line}")
def test_a_conversation_of_the_guide_goes_as_it_is_written(example: Example) -> None:
    flow = load(example.text, example.lists.get).flow
    assert flow is not None
    indented = "".join(f"  {line}" for talk_ in example.talks for line in talk_.splitlines(keepends=True))
    read = talk.read(f"survey: {flow.survey}\ntalks:\n{indented}")
    assert read.problems == ()
    assert len(read.talks) == len(example.talks)
    for each in read.talks:
        assert talk_play.play(flow, each).failures == ()


def test_every_key_of_the_language_stands_in_an_example() -> None:
    shown = {keys.fold(key) for example in EXAMPLES for key in _keys(parse(example.text, Findings()))}
    every = {*keys.SURVEY, *keys.STARTS, *keys.RULES, *keys.QUESTION, *(key for own in keys.OF_KIND.values() for key in own)}
    of_one_channel = {keys.on(key, channel) for key in every for channel in keys.CHANNELS}
    assert every - of_one_channel - shown == set()
    assert {"ask on ussd", "ask on sms", "welcome on sms", "if unclear on ussd"} <= shown
    assert {"also", "press", "section"} <= shown


def _keys(node: Node | None) -> Iterator[str]:
    if isinstance(node, Group):
        for entry in node.entries:
            yield entry.key
            yield from _keys(entry.value)
    elif isinstance(node, Items):
        for part in node.nodes:
            yield from _keys(part)


def test_the_guide_speaks_of_every_kind_of_answer() -> None:
    kinds = {
        question.kind.kind
        for example in EXAMPLES
        if (flow := load(example.text, example.lists.get).flow)
        for question in flow.questions
    }
    assert kinds == set(keys.OF_KIND)
