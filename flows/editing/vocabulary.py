"""What can be written where, for completion: the keys of the language with an example each, and a survey's own names.

Made of the tables the reader works with, so that nothing is proposed that it would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.checks.fillings import EVERYWHERE, ONLY_IN, SHOWN_COLUMNS
from flows.model import Choice, Flow, Place, Rating, YesNo
from flows.reading import keys
from flows.reading.keys import Table
from flows.reading.shapes import Form, Key, ListOf, OneOf, Shape, Whole


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that may stand there, what it is for, and values to begin with. ``kinds``: only in questions of these kinds."""

    word: str
    about: str
    example: str = ""
    values: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@cache
def key_proposals() -> dict[str, tuple[Proposal, ...]]:
    """Part of a survey (``survey``, ``starts when``, ``rules``, ``section``, ``question``, ``choice``) -> its keys."""
    of_question = tuple(_proposals(keys.QUESTION))
    of_kinds = tuple(
        proposal
        for kind, table in keys.OF_KIND.items()
        for proposal in _proposals(table, (kind,))
        if not any(proposal.word in other for name, other in keys.OF_KIND.items() if name < kind)
    )
    return {
        "survey": tuple(_proposals(keys.SURVEY)),
        "starts when": tuple(_proposals(keys.STARTS)),
        "rules": tuple(_proposals(keys.RULES)),
        "section": tuple(_proposals(keys.SECTION)),
        "question": of_question + of_kinds,
        "choice": tuple(_proposals(keys.CHOICE)),
    }


def _proposals(table: Table, kinds: tuple[str, ...] = ()) -> Iterator[Proposal]:
    for word, key in table.items():
        of = keys.KIND_OF.get(word, ()) if kinds else ()
        yield Proposal(word, key.about, key.example, _values(key), of)


def _values(key: Key) -> tuple[str, ...]:
    return _of_shape(key.shape)


def _of_shape(shape: Shape) -> tuple[str, ...]:
    if isinstance(shape, OneOf):
        return shape.values
    if isinstance(shape, Form):
        return shape.such_as
    if isinstance(shape, Whole) and shape.high - shape.low < keys.MOST_STEPS:
        return tuple(map(str, range(shape.low, shape.high + 1)))
    return _of_shape(shape.of) if isinstance(shape, ListOf) else ()


def name_proposals(flow: Flow) -> tuple[Proposal, ...]:
    """The questions of a survey, each with the answers that can be compared with."""
    return tuple(Proposal(q.name, q.ask.texts.get(flow.main_language, ""), "", _answers(q.kind)) for q in flow.questions)


def _answers(kind: object) -> tuple[str, ...]:
    if isinstance(kind, Choice):
        return tuple(option.name for option in kind.options)
    if isinstance(kind, YesNo):
        return ("yes", "no")
    return tuple(map(str, range(kind.low, kind.high + 1))) if isinstance(kind, Rating) else ()


def variable_proposals(flow: Flow) -> tuple[Proposal, ...]:
    """What may stand between braces somewhere in the texts of a survey."""
    own = [Proposal(EVERYWHERE, "How many days the number is kept.", str(flow.rules.keep_numbers.days))]
    own += [Proposal(name, f"Only in: {', '.join(places)}.") for name, places in ONLY_IN.items()]
    places = [q for q in flow.questions if isinstance(q.kind, Place)]
    own += [Proposal(q.name.replace("_", " "), q.ask.texts.get(flow.main_language, "")) for q in places]
    columns = (column.name for column in flow.visit_columns.values() if column.kind in SHOWN_COLUMNS)
    return tuple(own) + tuple(Proposal(f"visit.{name}", "Of the visit list.") for name in columns)
