"""What a turn of the pure engine costs on the three reference surveys, with the lists they ship and with 10,000 places.

    PYTHONPATH=tests .venv/bin/python -m bench.turns
    PYTHONPATH=tests .venv/bin/python -m bench.turns --rounds 40    sooner, and coarser

Absolute figures belong to the machine; the ratios travel: a turn stands against writing a record of twenty answers as JSON and
reading it back, done between any two turns of the same run. The goal is 60 µs for the turn that people take most.
"""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from bench.constant import QUIET_US, us, work
from rich.console import Console
from rich.table import Table

from flows.engine.plan import Plan, plan_of
from flows.load import load
from flows.model import Flow
from flows.state import Moment, State, Visit
from flows.turn import begin, take_turn

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
PLACES = 10_000
MOMENT = Moment(1_795_000_000_000, "7KQ4-M2")
GOAL_US = 60
COLUMNS = ("survey", "passage", "places", "turn µs", "ratio", "slowest", "said", "shown again", "first laid out", "stored")


@dataclass(frozen=True, slots=True)
class Passage:
    """A whole conversation of a survey: what is said from the welcome to the thank-you."""

    survey: str
    what: str
    channel: str
    said: tuple[str, ...]
    visit: Visit | None = None


PASSAGES = (
    Passage("lesotho-clinic-visit", "by code", "ussd", ("1", "1201", "2", "1", "5", "1", "2")),
    Passage("lesotho-clinic-visit", "by list", "ussd", ("2", "1", "0", "2", "1", "x", "1", "0", "5", "1", "2")),
    Passage(
        "kenya-huduma-service",
        "about a visit",
        "sms",
        ("1", "Hapana", "3", "2", "kama saa moja", "dakika 40", "3", "0", "ndiyo"),
        Visit({"centre": "N02", "first name": "Wanjiru", "date": "2026-11-23", "language": "sw"}, MOMENT.at_ms),
    ),
    Passage("kenya-huduma-service", "by list", "sms", ("1", "1", "City Square", "yes", "5", "45 minutes", "2")),
    Passage("cambodia-civil-registry", "Khmer digits", "ussd", ("១", "2", "1", "1", "1", "១៤", "5", "2")),
)


@dataclass(slots=True)
class Step:
    """One turn to be taken again and again from the same state, and what it took each time."""

    flow: Flow
    state: State
    said: str
    took_us: list[float] = field(default_factory=list)
    whole_us: list[float] = field(default_factory=list)
    """The same turn with its state read before it and written after it."""
    again_us: list[float] = field(default_factory=list)
    """The open screen shown once more."""


def enlarged(raw: bytes) -> bytes:
    """The list as it ships, with invented places behind its own, a hundred in each further group, up to 10,000."""
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    head = rows[0]
    cells = {"code": "8{0:05}", "name": "Service point {0}", "name_en": "Service point {0}"}
    more = [
        [cells.get(column, "District {1}").format(at, at // 100) for column in head] for at in range(PLACES + 1 - len(rows))
    ]
    written = io.StringIO()
    csv.writer(written).writerows([*rows, *more])
    return written.getvalue().encode()


def survey(name: str, long: bool) -> Flow:
    def list_of(file: str) -> bytes:
        raw = (SURVEYS / file).read_bytes()
        return enlarged(raw) if long else raw

    flow = load((SURVEYS / f"{name}.yaml").read_bytes(), list_of).flow
    assert flow is not None, name
    return flow


def steps(passage: Passage, flow: Flow) -> list[Step]:
    """The turns of a passage, which must lead to the thank-you."""
    state = begin(flow, passage.channel, MOMENT, visit=passage.visit).state
    found = []
    for said in passage.said:
        found.append(Step(flow, state, said))
        state = take_turn(flow, state, said, MOMENT.at_ms).state
    assert state.ended == "finished", (passage, state)
    return found


def read_turn_write(step: Step, dumped: str) -> str:
    return take_turn(step.flow, State.load(dumped), step.said, MOMENT.at_ms).state.dump()


def measured(taken: list[Step], rounds: int) -> list[float]:
    """Take all turns in turn, so many times, the first ones only to warm up; what the constant work took between them."""
    constant = []
    for at in range(rounds + 3):
        for step in taken:
            bare = us(work)
            turn = us(partial(take_turn, step.flow, step.state, step.said, MOMENT.at_ms))
            whole = us(partial(read_turn_write, step, step.state.dump()))
            again = us(partial(take_turn, step.flow, step.state, None, MOMENT.at_ms))
            if at >= 3:
                constant.append(bare)
                step.took_us.append(turn)
                step.whole_us.append(whole)
                step.again_us.append(again)
    return constant


def fresh_us(flow: Flow, times: int) -> float:
    """A question's first screen laid out for the first time, in the median of all questions."""
    channel = flow.channels[0]
    first = Plan(flow, plan_of(flow).budgets)
    for question in flow.questions:
        first.layout(question, flow.main_language, channel).page(0)
    found = []
    for _ in range(times):
        plan = Plan(flow, first.budgets)
        found += [us(partial(plan.layout, question, flow.main_language, channel)) for question in flow.questions]
    return median(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    flows = {(p.survey, long): survey(p.survey, long) for p in PASSAGES for long in (False, True)}
    taken = [(p, long, steps(p, flows[p.survey, long])) for p in PASSAGES for long in (False, True)]
    constant = median(measured([step for _, _, passage in taken for step in passage], rounds))
    table = Table(
        title=f"One turn in the pure engine; goal {GOAL_US} µs where the constant work takes {QUIET_US}; here {constant:.1f}"
    )
    for column in (
        "survey",
        "passage",
        "places",
        "turn µs",
        "ratio",
        "slowest",
        "said",
        "shown again",
        "first laid out",
        "stored",
    ):
        table.add_column(column, justify="left" if column in ("survey", "passage", "said") else "right")
    for passage, long, passed in taken:
        flow = flows[passage.survey, long]
        turn = median(median(step.took_us) for step in passed)
        slowest = max(passed, key=lambda step: median(step.took_us))
        late = " [red]missed[/red]" if turn / constant > GOAL_US / QUIET_US else ""
        table.add_row(
            passage.survey, passage.what, f"{PLACES:,}" if long else "its own", f"{turn:.1f}{late}", f"{turn / constant:.2f}",
            f"{median(slowest.took_us):.1f}", slowest.said, f"{median(median(step.again_us) for step in passed):.1f}",
            f"{fresh_us(flow, 5):.1f}", f"{median(median(step.whole_us) for step in passed):.1f}",
        )  # fmt: skip
    Console(width=150).print(table, "stored: the turn with its state read before it and written after it, without a database.")


if __name__ == "__main__":
    main()
