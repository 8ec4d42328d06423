"""A draft checked as its publication would check it: problems with their places, the repairs there are, and making them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.editing.splice import apply
from flows.fixing.accepting import accept
from flows.fixing.offered import FIXERS, Repairs
from flows.problems import Problem
from gateway.cli.examined import world
from gateway.editing import desk as desks
from gateway.editing.desk import Desk
from gateway.publishing.publish import OF_TALKS, Examined, examine
from gateway.wiring import Gateway
from storage.drafts import Draft


class Gone(LookupError):
    """The problem or its repair is not there any more: the text has changed since it was shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """A problem as a page shows it. ``key`` names it in a form; ``of_talks``: its place is a line of the conversations.

    ``repairs`` are the labels of its buttons, in their order; ``is_open`` says that it keeps the survey from being published.
    """

    key: str
    problem: Problem
    repairs: tuple[str, ...]
    of_talks: bool

    @property
    def is_open(self) -> bool:
        return self.problem.is_error or self.problem.is_warning


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything that was found of a draft, in the order of its text."""

    found: tuple[Found, ...]
    examined: Examined

    @property
    def errors(self) -> int:
        return sum(each.problem.is_error for each in self.found)

    @property
    def warnings(self) -> int:
        """Those that nobody has accepted."""
        return sum(each.problem.is_warning for each in self.found)


def look(gateway: Gateway, desk: Desk, *, repairs: bool = True) -> Looked:
    """Checks a draft as it stands on the desk. Without ``repairs`` no buttons are worked out, which is faster."""
    examined = examine(gateway, desk.manuscript, desk.draft.ministry, world(gateway.settings).costs)
    problems = examined.checked.problems
    bench = Repairs(desk.text, desk.source) if repairs and any(_is_repairable(p) for p in problems) else None
    found = (Found(key_of(p), p, _labels(bench, p), p.code in OF_TALKS) for p in problems)
    return Looked(tuple(found), examined)


def _is_repairable(problem: Problem) -> bool:
    return problem.code in FIXERS and problem.code not in OF_TALKS and not problem.accepted


def _labels(bench: Repairs | None, problem: Problem) -> tuple[str, ...]:
    if bench is None or not _is_repairable(problem):
        return ()
    return tuple(fix.label for fix in bench.of(problem))


def key_of(problem: Problem) -> str:
    """What a problem is called in a form: its code, its place, and where it has them its question, language and channel."""
    place = f"{problem.code}@{problem.mark.line}.{problem.mark.column}"
    return ".".join(filter(None, (place, problem.question, problem.language, problem.channel)))


def repair(gateway: Gateway, desk: Desk, key: str, label: str, by: str) -> Draft:
    """Presses the button ``label`` of a problem and saves. Raises :class:`Gone`, and ``Outrun`` as saving does."""
    problem = _problem(gateway, desk, key)
    fix = next((each for each in Repairs(desk.text, desk.source).of(problem) if each.label == label), None)
    if fix is None:
        raise Gone(key)
    what = f"{problem.code}: {label}"
    if not fix.file:
        return desks.save(gateway, desk.draft, apply(desk.text, fix.edits), by, what=what)
    content: Mapping[str, bytes] = {
        **desk.lists,
        fix.file: apply(desk.lists.get(fix.file, b"").decode("utf-8", "replace"), fix.edits).encode(),
    }
    return desks.save(gateway, desk.draft, desk.text, by, what=what, lists=content)


def accept_warning(gateway: Gateway, desk: Desk, key: str, reason: str, by: str) -> Draft:
    """Writes the reason under *accepted* and saves. Raises :class:`Gone` if there is no such warning any more."""
    problem = _problem(gateway, desk, key, of_talks=True)
    made = accept(desk.text, problem, reason)
    if made is None:
        raise Gone(key)
    return desks.save(gateway, desk.draft, apply(desk.text, made.edits), by, what=made.label)


def _problem(gateway: Gateway, desk: Desk, key: str, *, of_talks: bool = False) -> Problem:
    found = look(gateway, desk, repairs=False).found
    problem = next((each.problem for each in found if each.key == key and (of_talks or not each.of_talks)), None)
    if problem is None:
        raise Gone(key)
    return problem
