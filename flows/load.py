"""Text -> survey. The only way into the language; every reader of a survey's text comes through here."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import Flow
from flows.places import Lists, no_lists
from flows.problems import Problem
from flows.reading.filling import filled
from flows.reading.findings import Findings
from flows.reading.survey import Draft, read_survey
from flows.reading.yamltext import parse

DRAFTABLE = frozenset({"E501", "E422"})
"""Errors with which a survey runs all the same, to be tried: a missing translation, two places of one name."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a text gave. ``flow`` is there if it can be run: no error was found while reading, or none but ``DRAFTABLE`` ones.

    So it says nothing about whether it may be published: that is for the errors among the ``problems``, which are in the order
    of the text. In ``flow`` every text that is missing is another language's with a mark; ``draft`` is the survey as far as it
    could be read, without them, for the checks.
    """

    flow: Flow | None
    problems: tuple[Problem, ...]
    draft: Draft | None = None

    @property
    def has_errors(self) -> bool:
        """True if the text could not be read without error, though it may run."""
        return any(p.is_error for p in self.problems)


def load(text: str | bytes, lists: Lists = no_lists) -> Loaded:
    """Reads a survey and the ``lists`` it names. Never raises for bad input: whatever is wrong is among the problems."""
    findings = Findings()
    top = parse(text, findings)
    draft = read_survey(top, findings, lists) if top is not None else None
    return Loaded(_runnable(draft, findings), in_order(findings.problems), draft)


def _runnable(draft: Draft | None, findings: Findings) -> Flow | None:
    errors = {p.code for p in findings.problems if p.is_error}
    if draft is None or not errors <= DRAFTABLE:
        return None
    return filled(draft.flow) if "E501" in errors else draft.flow


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems as a reader meets them: by line, then column, errors first."""
    return tuple(
        sorted(problems, key=lambda p: (p.mark.line, p.mark.column, "EWN".index(p.code[0]), p.code, p.language, p.channel))
    )
