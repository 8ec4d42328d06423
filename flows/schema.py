"""The language as a JSON Schema (draft 7), for editors: completion, hints, and a red line under a slip while it is typed.

It is made of the tables the reader works with. It knows shapes only; the checker knows the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import singledispatch

from flows.model import Message
from flows.reading import keys
from flows.reading.findings import Findings
from flows.reading.keys import Table
from flows.reading.quantities import LANGUAGE
from flows.reading.shapes import Form, Key, Label, ListOf, Named, OneOf, Part, Questions, Shape, Whole, Wording, Words
from flows.reading.tree import Group, Node, Scalar
from flows.reading.wording import LONGEST
from flows.reading.yamltext import parse

Schema = dict[str, object]

MODELINE = "# yaml-language-server: $schema={address}"
"""The line at the top of a survey that tells an editor where the schema is."""

SPELLED_OUT = 20
"""Numbers in quotes are listed one by one where they are no more than this."""
_PARTS = {"STARTS": keys.STARTS, "RULES": keys.RULES}
_SNIPPETS: dict[str, Schema] = {
    "choice": {"choices": {"first": "$3", "other": "$4"}},
    "rating": {"lowest": "$3", "highest": "$4"},
    "number": {"to": "${3:100}"},
    "place": {"list": "lists/${3:places}.csv", "find by": {"name": "$4"}},
    "consent": {"consent to": "${3|" + ",".join(keys.PURPOSES) + "|}"},
}
"""Kind -> what a new question of it begins with beside its name and wording."""


def json_schema() -> Schema:
    """The schema of a survey; equal on every call."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Survey",
        "description": "A survey of the Citizen Feedback Gateway.",
        **_group(keys.SURVEY),
        "definitions": {
            "text": {"type": ["string", "number", "boolean"], "maxLength": LONGEST},  # editors take 10 and true for no text
            "wording": _wording({}),
            "question": _question(),
            "section": {**_group(keys.SECTION), "title": "A section"},
            **{f"{kind} question": _of_kind(kind) for kind in keys.OF_KIND},
        },
    }


def _group(table: Table) -> Schema:
    """A group of exactly these keys."""
    group: Schema = {"type": "object", "properties": {key: _key(known) for key, known in table.items()}}
    required = [key for key, known in table.items() if known.required]
    if required:
        group["required"] = required
    if keys.CONDITIONS.keys() <= table.keys():
        group["not"] = {"anyOf": [{"required": [a, b]} for a in keys.CONDITIONS for b in keys.CONDITIONS if a < b]}
    return {**group, "additionalProperties": False}


def _key(known: Key) -> Schema:
    """What a key takes, with what an editor says of it and proposes."""
    about = known.about + (f" Usually {known.usual}." if known.usual else "")
    shape = _shape(known.shape)
    if "$ref" in shape:
        shape = {"allOf": [shape]}  # beside a reference nothing else counts in draft 7
    if known.usual:
        return {**shape, "description": about, "default": int(known.usual) if isinstance(known.shape, Whole) else known.usual}
    example = _value(known.example)
    if isinstance(example, str):
        return {**shape, "description": about, "examples": [known.example]}
    if isinstance(known.shape, Part | Questions):
        return {**shape, "description": about}
    snippet = {"label": known.example, "description": about, "body": example}
    return {**shape, "description": about, "defaultSnippets": [snippet]}


def _value(example: str) -> object:
    """The value of an example as an editor would insert it."""
    read = parse(f"example: {example}\n", Findings())
    return _plain(read.entries[0].value) if read is not None else example


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text if node.plain else f'"{node.text}"'
    if isinstance(node, Group):
        return {entry.key: _plain(entry.value) for entry in node.entries}
    return [_plain(part) for part in node.nodes]


# --- questions -----------------------------------------------------------------------------------------------------------


def _question() -> Schema:
    """A question of any kind. Keys of one kind are allowed here, and forbidden again by each other kind."""
    question = _group(keys.QUESTION)
    own = {key: {"doNotSuggest": True} for key in (*keys.KIND_OF, "then")}  # each kind proposes its own
    assert isinstance(question["properties"], dict)
    answer = {**question["properties"]["answer"], "enumDescriptions": list(keys.ABOUT_KINDS.values())}
    return {
        **question,
        "title": "A question",
        "properties": {**question["properties"], "answer": answer, **own},
        "allOf": [{"if": _is(kind), "then": {"$ref": f"#/definitions/{kind} question"}} for kind in keys.OF_KIND],
    }


def _is(kind: str) -> Schema:
    return {"type": "object", "properties": {"answer": {"const": kind}}, "required": ["answer"]}


def _of_kind(kind: str) -> Schema:
    """What a question of one kind has, and what it has not."""
    own, changed = keys.OF_KIND[kind], {k: v for k, v in keys.WITH_KIND[kind].items() if keys.QUESTION.get(k) != v}
    strange = [*(key for key in keys.KIND_OF if key not in own), *keys.NOT_OF_KIND.get(kind, ())]
    properties: Schema = {key: _key(known) for key, known in changed.items()}
    return {
        "title": f"A question: {kind}",
        "properties": {**properties, "then": _jumps(kind), **dict.fromkeys(strange, False)},
        "required": [key for key, known in own.items() if known.required],
    }


def _jumps(kind: str) -> Schema:
    """A message has one jump, every other question one for each answer."""
    known = keys.QUESTION["then"]
    assert isinstance(known.shape, Named)
    assert known.shape.or_else is not None
    if kind == Message.kind:
        return _key(replace(known, shape=known.shape.or_else, example="finish"))
    return _key(replace(known, shape=replace(known.shape, or_else=None)))


def _snippets(*, sections: bool) -> list[Schema]:
    """A new question of each kind, and a section."""
    found: list[Schema] = []
    for kind, about in keys.ABOUT_KINDS.items():
        body: Schema = {"question": "${1:name}", "ask": "$2", "answer": kind, **_SNIPPETS.get(kind, {})}
        found.append({"label": f"question: {kind}", "description": about, "body": body})
    if not sections:
        return found
    section = {"section": "${1:name}", "only if": "$2", "questions": [{"question": "$3"}]}
    return [*found, {"label": "section", "description": keys.SECTION["section"].about, "body": section}]


# --- shapes --------------------------------------------------------------------------------------------------------------


@singledispatch
def _shape(shape: Shape) -> Schema:
    """The values of one shape."""
    raise TypeError(shape)


@_shape.register
def _(shape: Words) -> Schema:
    return {"$ref": "#/definitions/text"} if not shape.longest else {"type": ["string", "number"], "maxLength": shape.longest}


@_shape.register
def _(shape: Form) -> Schema:
    found: Schema = {"type": "string", "pattern": f"^(?:{_plain_pattern(shape.pattern.pattern)})$"}
    if shape.such_as:
        found["defaultSnippets"] = [{"label": value, "body": value.replace("NAME", "${1:name}")} for value in shape.such_as]
        found["patternErrorMessage"] = "Write it like " + " or ".join(f"“{value}”" for value in shape.such_as) + "."
    return {**found, "maxLength": shape.longest} if shape.longest else found


def _plain_pattern(pattern: str) -> str:
    """A pattern as every reader of patterns knows it: groups without names."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@_shape.register
def _(shape: OneOf) -> Schema:
    return {"type": "string", "enum": list(shape.values)}


@_shape.register
def _(shape: Whole) -> Schema:
    few = shape.high - shape.low < SPELLED_OUT
    digits = "|".join(map(str, range(shape.low, shape.high + 1))) if few else "[0-9]+"
    return {"type": ["integer", "string"], "minimum": shape.low, "maximum": shape.high, "pattern": f"^(?:{digits})$"}


@_shape.register
def _(shape: Wording) -> Schema:
    return {"$ref": "#/definitions/wording"}


@_shape.register
def _(shape: Label) -> Schema:
    return _wording(shape.keys)


def _wording(further: Table) -> Schema:
    """One text, or one for each language."""
    table: Schema = {
        "type": "object",
        "properties": {key: _key(known) for key, known in further.items()},
        "patternProperties": {f"^{LANGUAGE.pattern}$": {"$ref": "#/definitions/text"}},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [{"$ref": "#/definitions/text"}, table]}


@_shape.register
def _(shape: ListOf) -> Schema:
    """A list, one of its values, or values with commas."""
    one, among = _shape(shape.of), [_shape(shape.of)]
    if isinstance(shape.of, OneOf | Form):
        each = "|".join(shape.of.values) if isinstance(shape.of, OneOf) else _plain_pattern(shape.of.pattern.pattern)
        among.append({"type": "string", "pattern": f"^(?:{each})(?: *, *(?:{each}))+$"})
    return {"anyOf": [*among, {"type": "array", "items": one, "minItems": 1, "maxItems": shape.most}]}


@_shape.register
def _(shape: Named) -> Schema:
    """A group with the author's own names."""
    if shape.or_else is not None:
        return {"anyOf": [_shape(shape.or_else), _shape(replace(shape, or_else=None))]}
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^(?:{_plain_pattern(shape.names.pattern)})$"},
        "additionalProperties": _shape(shape.of),
        "minProperties": shape.least,
        "maxProperties": shape.most,
    }


@_shape.register
def _(shape: Part) -> Schema:
    return {**_group(_PARTS[shape.table]), "minProperties": 1}


@_shape.register
def _(shape: Questions) -> Schema:
    question: Schema = {"$ref": "#/definitions/question"}
    either = [question, {"$ref": "#/definitions/section"}] if shape.sections else [question]
    return {
        "type": "array",
        "items": {"anyOf": either, "defaultSnippets": _snippets(sections=shape.sections)},
        "minItems": 1,
        "maxItems": keys.MOST_QUESTIONS,
    }
