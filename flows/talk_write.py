"""Writes golden conversations: a new one from what was shown, and the ``we`` and result lines of an old one as they are now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from flows.rehearsal import Shown
from flows.talk import EXPECTATIONS, Step, Talk, TalkFile
from flows.talk_play import Outcome, Played

_PLAIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u1780-\u17b3(][^:#\n]*")
_WORDS_OF_YAML = frozenset(("null", "true", "false", "~"))

STEP = "      "
"""The indentation of a step in a file written here."""


def scalar(text: str) -> str:
    """A text as one line of YAML: plain where nothing can be misread, else in double quotes."""
    if text.isascii() and text.isalnum():
        return text
    if _PLAIN.fullmatch(text) and text.strip() == text and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def step_lines(kind: str, text: str, indent: str = STEP) -> list[str]:
    """One step as lines of the file."""
    if "\n" not in text:
        return [f"{indent}- {kind}: {scalar(text)}"]
    return [f"{indent}- {kind}: |", *(f"{indent}    {line}" for line in text.split("\n"))]


def result_lines(outcome: Outcome, indent: str = "    ") -> list[str]:
    """What a conversation left behind, as lines of the file."""
    stored = [f"{indent}  {question}: {scalar(value)}" for question, value in outcome.stored.items()]
    agreed = [f"{indent}agreed to: {', '.join(outcome.agreed_to)}"] if outcome.agreed_to else []
    head = [f"{indent}stored:"] if stored else [f"{indent}stored: {{}}"]
    ended = [f"{indent}ended: {outcome.ended}"] if outcome.ended else []
    return [*head, *stored, *agreed, *ended]


def talk_lines(talk: Talk, played: Played) -> list[str]:
    """A whole conversation as it goes now, with a line for every reply."""
    head = [f"  - talk: {scalar(talk.name)}", f"    channel: {talk.channel}", f"    starts at: {talk.starts_at:%Y-%m-%d %H:%M}"]
    steps = [line for step in talk.steps for line in _now(step, played, STEP)]
    return [*head, "    steps:", *steps, *result_lines(played.outcome)]


def updated(text: str, read: TalkFile, played: Iterable[Played]) -> str:
    """The file with every ``we`` line and every result as they came out; all other lines, and notes, stay as they are."""
    lines = text.split("\n")
    edits: list[tuple[int, int, list[str]]] = []
    ends = [talk.mark.line - 1 for talk in read.talks[1:]] + [len(lines)]
    for each, end in zip(played, ends, strict=True):
        edits.extend(_edits(lines, each, end))
    for first, past, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        lines[first:past] = new
    return "\n".join(lines)


def _edits(lines: list[str], played: Played, end: int) -> Iterator[tuple[int, int, list[str]]]:
    """The line ranges of one conversation that change, each with its new lines."""
    talk = played.talk
    results = sorted(mark.line - 1 for mark in talk.marks.values())
    starts = [step.mark.line - 1 for step in talk.steps] + [results[0] if results else _trimmed(lines, end)]
    for step, first, following in zip(talk.steps, starts, starts[1:], strict=False):
        if step.kind in EXPECTATIONS:
            yield first, _trimmed(lines, following), _now(step, played, _indent(lines[first]))
    if results:
        yield results[0], _trimmed(lines, end), result_lines(played.outcome)


def _now(step: Step, played: Played, indent: str) -> list[str]:
    """A step as it is now: an action as it was, an expectation as what came."""
    if step.kind not in EXPECTATIONS:
        return step_lines(step.kind, step.text, indent)
    came = played.replies.get(step.number)
    if step.kind == "we mention" and came is not None and step.text in came.text:
        return step_lines(step.kind, step.text, indent)
    return reply_lines(came, indent)


def reply_lines(came: Shown | None, indent: str = STEP) -> list[str]:
    """What reached the phone, as a ``we`` line."""
    return step_lines(f"we {came.how}", came.text, indent) if came is not None else [f"{indent}- we stay silent: yes"]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _trimmed(lines: list[str], past: int) -> int:
    """The end of a range without the blank lines and notes before ``past``."""
    while past > 0 and (not lines[past - 1].strip() or lines[past - 1].lstrip().startswith("#")):
        past -= 1
    return past
