"""The list of names that the coordinator keeps, from its file: one name in each line, or in the first cell of each."""

from __future__ import annotations

import csv

import regex

from flows.folding import fold
from flows.model import Mark
from flows.problems import Problem
from reports.text.names import Names, by_first_word
from reports.text.stop_words import EVERYWHERE

LONGEST_FILE = 1_000_000
"""Bytes; about 80,000 names."""
SHORTEST = 3
"""Letters of a name; shorter ones are words of some language."""

_KHMER = regex.compile(r"\p{Khmer}")
_CATALOGUE = {
    "E721": ("This list of names is no UTF-8 text of at most 1 MB.", "Save it as UTF-8, one name in each line."),
    "W722": ("*{name}* is an everyday word: it would be taken out of every text.", "Remove it, or write the name in full."),
    "W723": ("*{name}* is too short or holds a digit: it is not looked for.", "Write names of three letters or more."),
}  # fmt: skip


def read_names(raw: bytes) -> tuple[Names, tuple[Problem, ...]]:
    """The names of a file, and what its author should change. Lines that begin with ``#`` are notes. Never raises.

    A name of several words is found only whole; write the family name alone in a further line where it should be found alone.
    """
    try:
        text = raw.decode("utf-8-sig") if len(raw) <= LONGEST_FILE else None
    except UnicodeDecodeError:
        text = None
    if text is None:
        return Names(), (_problem("E721", 1),)
    latin: list[str] = []
    signs: list[str] = []
    problems = []
    for row, line in enumerate(text.splitlines(), 1):
        name = next(csv.reader([line]), [""])[:1]
        if line.startswith("#") or not name or not (said := name[0].strip()):
            continue
        code = _wrong(said)
        if code:
            problems.append(_problem(code, row, name=said[:60]))
        else:
            (signs if _KHMER.search(said) else latin).append(said)
    return Names(by_first_word(latin), tuple(sorted(set(signs), key=lambda s: (-len(s), s)))), tuple(problems)


def _wrong(name: str) -> str:
    folded = fold(name)
    if folded in EVERYWHERE:
        return "W722"
    return "W723" if len(folded) < SHORTEST or any(sign.isdigit() for sign in folded) else ""


def _problem(code: str, row: int, **words: object) -> Problem:
    sentence, remedy = _CATALOGUE[code]
    return Problem(code, Mark(row, 1), sentence.format_map(words), remedy.format_map(words), words=words)
