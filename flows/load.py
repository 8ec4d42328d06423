"""Text -> survey. The only way into the language; every reader of a survey's text comes through here."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import Flow
from flows.places import Lists, no_lists
from flows.problems import Problem
from flows.reading.findings import Findings
from flows.reading.survey import Draft, read_survey
from flows.reading.yamltext import parse


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a text gave. ``flow`` is there exactly if no error was found while reading, so it can be run.

    ``draft`` is the survey as far as it could be read, for the checks; ``problems`` are in the order of the text.
    """

    flow: Flow | None
    problems: tuple[Problem, ...]
    draft: Draft | None = None


def load(text: str | bytes, lists: Lists = no_lists) -> Loaded:
    """Reads a survey and the ``lists`` it names. Never raises for bad input: whatever is wrong is among the problems."""
    findings = Findings()
    top = parse(text, findings)
    draft = read_survey(top, findings, lists) if top is not None else None
    flow = draft.flow if draft is not None and not findings.broken else None
    return Loaded(flow, in_order(findings.problems), draft)


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems as a reader meets them: by line, then column, errors first."""
    return tuple(
        sorted(problems, key=lambda p: (p.mark.line, p.mark.column, "EWN".index(p.code[0]), p.code, p.language, p.channel))
    )
