"""Survey files as commands check them: with the lists, conversations and further surveys that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from flows.check import Checked, check_loaded
from flows.checks.inspection import World
from flows.costs import Costs
from flows.load import load
from flows.model import Flow
from flows.places import Lists, no_lists
from flows.problems import Problem
from flows.talk import read
from flows.talking.check import check_talks
from flows.walk import ways
from gateway.cli import survey_file, surveys_beside
from gateway.publishing.publish import budgets_of, pace_of
from gateway.refusal import Refusal
from gateway.settings import Settings

ENDING = ".yaml"
TALKS = ".talk.yaml"


@dataclass(frozen=True, slots=True)
class Measures:
    """How many questions people get on one channel, and on a phone menu how long the longest way takes."""

    channel: str
    fewest: int
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Examined:
    """One survey's file with all that was found; ``talk_problems`` have their places in ``talk_path``."""

    path: Path
    source: bytes
    checked: Checked
    lists: Lists = field(default=no_lists, repr=False)
    talk_path: Path | None = None
    talk_source: bytes = b""
    talk_problems: tuple[Problem, ...] = ()
    talks: int = 0
    measures: tuple[Measures, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.checked.problems, *self.talk_problems)

    @property
    def errors(self) -> int:
        return sum(p.is_error for p in self.problems)

    @property
    def warnings(self) -> int:
        """Those that nobody has accepted."""
        return sum(p.is_warning for p in self.problems)

    @property
    def notes(self) -> int:
        return sum(p.code.startswith("N") for p in self.problems)

    @property
    def accepted(self) -> int:
        return sum(bool(p.accepted) for p in self.problems)

    @property
    def publishable(self) -> bool:
        return self.checked.publishable and not self.errors and not self.warnings


def world(settings: Settings, visits: int | None = None) -> World:
    """The room of a screen, the pace of people and the price of a text here, for ``visits`` a day where they are given.

    Raises :class:`Refusal` if visits are given and no price is known.
    """
    cost = settings.cost
    if visits is not None and not cost.sms_price:
        raise Refusal("Nobody has said what a text costs.", "Write the price under cost: sms_price: in config.yaml.")
    costs = Costs(cost.sms_price, cost.currency, visits or cost.visits_a_day, Decimal(cost.finishing_percent) / 100)
    return World(budgets_of(settings), costs if cost.sms_price else None, pace_of(settings))


def survey_files(given: tuple[Path, ...]) -> Iterator[Path]:
    """The files of surveys that are meant, each once: a folder's by their names, for conversations that of their survey."""
    seen: set[Path] = set()
    for path in given:
        for file in _files(path):
            if file not in seen:
                seen.add(file)
                yield file


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.glob(f"*{ENDING}") if not file.name.endswith(TALKS))
        if not found:
            raise Refusal(f"There is no survey in the folder {path}.", f"Surveys are files that end in {ENDING}.")
        return found
    if path.name.endswith(TALKS):
        survey = path.with_name(path.name.removesuffix(TALKS) + ENDING)
        return [survey if survey.exists() else path]
    return [path]


def examine(path: Path, of: World) -> Examined:
    """Everything that can be said of one file. Raises :class:`Refusal` (code 2) if it cannot be read."""
    source, lists = survey_file.read(path), survey_file.lists_beside(path)
    loaded = load(source, lists)
    checked = check_loaded(loaded, budgets=of.budgets, costs=of.costs, pace=of.pace)
    talk_path = path.with_name(path.stem + TALKS)
    if checked.flow is None or not talk_path.is_file():
        return Examined(path, source, checked, lists, measures=_measures(checked.flow, of))
    talk_source = survey_file.read(talk_path)
    talks = read(talk_source)
    found = check_talks(checked.flow, talks, of.budgets, surveys_beside.led_to(checked.flow, path))
    measures = _measures(checked.flow, of)
    return Examined(path, source, checked, lists, talk_path, talk_source, tuple(found), len(talks.talks), measures)


def _measures(flow: Flow | None, of: World) -> tuple[Measures, ...]:
    if flow is None or not flow.questions:
        return ()
    found = ((channel, ways(flow, channel, pace=of.pace)) for channel in flow.channels)
    return tuple(Measures(channel, each.fewest, each.most, each.slowest_s) for channel, each in found)
