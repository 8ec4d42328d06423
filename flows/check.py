"""Text -> every problem of a survey, in the order of the text: what could not be read, and what would go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.checks import (
    choices,
    conditions,
    cost,
    fillings,
    jumps,
    kinds,
    languages,
    lengths,
    promises,
    reporting,
    signs,
    size,
    starting,
    visits,
    wordings,
)
from flows.checks.accepting import accept
from flows.checks.inspection import Inspection, World
from flows.costs import Costs
from flows.load import Loaded, in_order, load
from flows.measure import USUAL, Budgets
from flows.model import Flow
from flows.places import Lists, no_lists
from flows.problems import Problem
from flows.reading.findings import Findings
from flows.walking.steps import USUAL_PACE, Pace

TOPICS: tuple[Callable[[Inspection], None], ...] = (
    conditions.check,
    jumps.check,
    visits.check,
    choices.check,
    kinds.check,
    reporting.check,
    languages.check,
    wordings.check,
    fillings.check,
    signs.check,
    lengths.check,
    starting.check,
    promises.check,
    size.check,
    cost.check,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked survey. ``flow`` is there if it can be run, be it as a draft; ``publishable`` says if it may be published."""

    flow: Flow | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Those that nobody has accepted."""
        return tuple(p for p in self.problems if p.is_warning)

    @property
    def publishable(self) -> bool:
        """True if there is no error and every warning is accepted with a reason."""
        return self.flow is not None and not self.errors and not self.warnings


def check(
    text: str | bytes,
    *,
    lists: Lists = no_lists,
    budgets: Budgets = USUAL,
    costs: Costs | None = None,
    pace: Pace = USUAL_PACE,
) -> Checked:
    """Reads and checks a survey with its ``lists``; never raises for bad input.

    ``budgets`` are those of the smallest network it will run on, ``costs`` what texts cost if that is known, ``pace`` how long
    people take.
    """
    return check_loaded(load(text, lists), budgets=budgets, costs=costs, pace=pace)


def check_loaded(loaded: Loaded, *, budgets: Budgets = USUAL, costs: Costs | None = None, pace: Pace = USUAL_PACE) -> Checked:
    """The checks on what has been read already."""
    if loaded.draft is None:
        return Checked(None, loaded.problems)
    findings = Findings()
    inspection = Inspection(loaded.draft, findings, World(budgets, costs, pace))
    for topic in TOPICS:
        topic(inspection)
    problems = accept(loaded.draft.flow, [*loaded.problems, *findings.problems])
    return Checked(loaded.flow, in_order(problems))
