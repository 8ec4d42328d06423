"""The JSON Schema of the language, judged by an independent implementation: what is sound passes, and slips do not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from broken_reading import WHOLE
from every_row import ROWS
from jsonschema import Draft7Validator, ValidationError
from sound_flows import SOUND, TWO, Row

from flows.load import load
from flows.reading import keys
from flows.reading.findings import Findings
from flows.reading.tree import Group, Node, Scalar
from flows.reading.yamltext import parse
from flows.schema import json_schema

FLOWS = Path(__file__).parents[2] / "flows"
SURVEYS = [path for path in sorted((FLOWS / "surveys").glob("*.yaml")) if not path.name.endswith(".talk.yaml")]
SCHEMA: dict[str, Any] = json_schema()
VALIDATOR = Draft7Validator(SCHEMA)

CORE = (
    (re.compile(r"~|null|Null|NULL"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)
"""How an editor reads texts without quotes: the core schema of YAML 1.2."""


def as_texts(node: Node) -> object:
    """The tree as the language reads it: every value a text."""
    match node:
        case Scalar(text=text):
            return text
        case Group(entries=entries):
            return {entry.key: as_texts(entry.value) for entry in entries}
    return [as_texts(part) for part in node.nodes]


def as_in_an_editor(node: Node) -> object:
    """The tree as an editor reads it."""
    match node:
        case Scalar(text=text, plain=plain):
            return next((made(text) for form, made in CORE if form.fullmatch(text)), text) if plain else text
        case Group(entries=entries):
            return {entry.key: as_in_an_editor(entry.value) for entry in entries}
    return [as_in_an_editor(part) for part in node.nodes]


def tree_of(text: str | bytes) -> Group:
    tree = parse(text, Findings())
    assert tree is not None
    return tree


def faults(value: object) -> list[str]:
    return [f"{'.'.join(map(str, error.path))}: {error.message[:200]}" for error in VALIDATOR.iter_errors(value)]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA == json_schema()


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_the_surveys_that_ship_pass(path: Path) -> None:
    tree = tree_of(path.read_bytes())
    assert faults(as_texts(tree)) == []
    assert faults(as_in_an_editor(tree)) == []


@pytest.mark.parametrize("text", [SOUND, TWO, WHOLE], ids=["sound", "two languages", "whole"])
def test_sound_surveys_pass(text: str) -> None:
    assert faults(as_texts(tree_of(text))) == []
    assert faults(as_in_an_editor(tree_of(text))) == []


def test_whatever_the_reader_takes_passes() -> None:
    """Rows without a mistake of shape: what is wrong with them comes out when the whole survey is looked at."""
    taken = [row for row in ROWS if row.code not in {"E216", "E222", "E601"} and load(row.text, row.list).flow]
    assert len(taken) > 100
    found = {f"{row.code} {row.what}": faults(as_in_an_editor(tree_of(row.text))) for row in taken}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


SHAPES = {
    "E201",
    "E202",
    "E203",
    "E204",
    "E209",
    "E210",
    "E212",
    "E214",
    "E217",
    "E401",
    "E402",
    "E424",
    "E504",
    "E602",
    "E605",
}
"""Codes of mistakes that lie in the shape alone."""
BEYOND = {"hours the wrong way round", "a group and no name", "nothing but a group"}
"""What no pattern can say."""


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.code in SHAPES and row.what not in BEYOND], ids=lambda row: f"{row.code} {row.what}"
)
def test_mistakes_of_shape_do_not_pass(row: Row) -> None:
    assert faults(as_in_an_editor(tree_of(row.text)))
    assert faults(as_texts(tree_of(row.text)))


def test_a_slip_is_told_at_its_place() -> None:
    broken = WHOLE.replace("latest: today", "latest: tomorrow").replace("someone calls us", "someone call us")
    found = {error.json_path: error.message for error in _leaves(as_in_an_editor(tree_of(broken)))}
    assert "someone call us" in found["$['starts when']"]
    assert any(path.endswith("latest") for path in found)


def _leaves(value: object) -> list[ValidationError]:
    """Errors with those that lie under a choice of schemas."""
    found = list(VALIDATOR.iter_errors(value))
    for error in found:
        found.extend(error.context)
    return found


def test_every_key_of_the_reader_is_there_with_its_words() -> None:
    questions = SCHEMA["definitions"]["question"]["properties"]
    assert SCHEMA["properties"].keys() == keys.SURVEY.keys()
    assert questions.keys() == {*keys.QUESTION, *keys.KIND_OF}
    assert SCHEMA["definitions"]["section"]["properties"].keys() == keys.SECTION.keys()
    assert SCHEMA["properties"]["rules"]["properties"].keys() == keys.RULES.keys()
    assert SCHEMA["properties"]["starts when"]["properties"].keys() == keys.STARTS.keys()
    assert questions["answer"]["enum"] == list(keys.OF_KIND)
    for kind, own in keys.OF_KIND.items():
        of_kind = SCHEMA["definitions"][f"{kind} question"]["properties"]
        assert {key for key, shape in of_kind.items() if shape and key != "then"} >= own.keys()
    assert all(
        known.about.endswith(".") and known.example for table in (keys.SURVEY, keys.QUESTION) for known in table.values()
    )


def test_its_examples_can_be_read() -> None:
    tables = (keys.SURVEY, keys.STARTS, keys.RULES, keys.QUESTION, keys.SECTION, *keys.WITH_KIND.values(), keys.CHOICE)
    for key, known in ((key, known) for table in tables for key, known in table.items()):
        assert parse(f"{key}: {known.example}\n", Findings()) is not None, key
