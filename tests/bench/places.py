"""What a list of many places costs: reading it once, the first and every further typed name, a screen of a long list.

    PYTHONPATH=tests .venv/bin/python -m bench.places                 10,000 places
    PYTHONPATH=tests .venv/bin/python -m bench.places --places 50000  as many as a list may have

Absolute figures belong to the machine; the ratios travel: reading stands against splitting the same bytes into cells and doing
nothing with them, a typed name against one look at the beginning of every name, a screen of the long list against the same
screen of a list of 16 places.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns

from rich.console import Console
from rich.table import Table

from flows.load import load
from flows.model import Flow, Mark
from flows.places import PlaceList, read_list
from flows.places.search import search
from flows.reading.findings import Findings
from flows.state import Moment, State, Turn
from flows.turn import begin, take_turn

ASKED = ("code", "district", "name")
KINDS = ("Clinic", "Hospital", "Health Centre", "Dispensary", "Maternity")
SYLLABLES = ["ka", "mo", "ru", "ma", "ta", "si", "ndo", "be", "re", "li", "ho", "se", "pu", "nga", "wa", "tho", "qa", "kwe"]

SURVEY = """\
survey: bench
title: Which place
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*45#"
welcome: Hello.
questions:
  - question: place
    ask: Which place did you visit?
    answer: place
    list: lists/places.csv
    find by:
      district: Which district?
      name: Which place?
  - question: more
    ask: Anything else?
    answer: text
thank you: Thank you.
"""


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    us: float
    against_us: float


def rows(places: int, seed: int = 7) -> bytes:
    """A list of places with names of two words and a kind, a hundred of them in each district."""
    luck = random.Random(seed)

    def word() -> str:
        return "".join(luck.choice(SYLLABLES) for _ in range(luck.randint(2, 4))).title()

    lines = (f"{at:05},{word()} {word()} {luck.choice(KINDS)} {at},District {at // 100}" for at in range(100, 100 + places))
    return "\n".join(("code,name,district", *lines)).encode()


def us(run: Callable[[], object], times: int) -> float:
    """The median of so many runs, in microseconds."""
    took = []
    for _ in range(times):
        began = perf_counter_ns()
        run()
        took.append((perf_counter_ns() - began) / 1000)
    return median(took)


def read(raw: bytes) -> PlaceList:
    findings = Findings()
    places = read_list(raw, "lists/places.csv", ("en",), findings, Mark(1, 1), ASKED)
    assert findings.problems == [], findings.problems
    return places


def reading(raw: bytes) -> list[Figure]:
    """Reading bytes that were never seen before, then the same again."""
    fresh = iter([raw + b"\n" * more for more in range(1, 6)])
    bare = us(lambda: list(csv.reader(io.StringIO(raw.decode()))), 5)
    whole = us(lambda: read(next(fresh)), 5)
    read(raw)
    return [Figure("reading the list", whole, bare), Figure("reading it again", us(lambda: read(raw), 20), bare)]


def searching(raw: bytes) -> list[Figure]:
    """Typed names at the first list, over all places: the first builds the index, then each rule once."""
    places = read(raw + b"\n" * 10)
    name = places.open[len(places.open) // 2].name
    word, _, _ = name.partition(" ")
    typed = {
        "the first typed name, with the index made": name,
        "a whole name": name,
        "the beginning of a name": name[:8],
        "a word of thousands of names": "hospital",
        "a name with a slip": word[:-1] + "x" + name[len(word) :],
        "a word with a slip": "dispensery",
        "nothing like any name": "zzzzyyyyxxxx",
    }
    figures = [searched(places, 1, said, what, 1 if what.startswith("the first") else 30) for what, said in typed.items()]
    return [*figures, searched(places, 0, places.open[-1].code, "a typed code", 300)]


def searched(places: PlaceList, step: int, said: str, what: str, times: int) -> Figure:
    names = [place.name for place in places.open]
    look = us(lambda: [name for name in names if name.startswith(said)], 10)
    return Figure(what, us(lambda: search(places, ASKED, step, (), said), times), look)


def survey(raw: bytes) -> Flow:
    loaded = load(SURVEY, lambda name: raw)
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


def turn(flow: Flow, said: tuple[str, ...]) -> Callable[[], Turn]:
    """The last of these turns, to be taken again and again from the same state."""
    state = begin(flow, "ussd", Moment(0, "7KQ4-M2")).state
    for each in said[:-1]:
        state = take_turn(flow, state, each, 0).state
    kept = state.dump()
    return lambda: take_turn(flow, State.load(kept), said[-1], 0)


def screens(raw: bytes) -> list[Figure]:
    few, many = survey(rows(16)), survey(raw)
    ways = {"the screen of districts": ("1",), "a screen of places": ("1", "1"), "a place is pressed": ("1", "1", "2")}
    return [Figure(what, us(turn(many, said), 200), us(turn(few, said), 200)) for what, said in ways.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=10_000)
    raw = rows(parser.parse_args().places)
    table = Table(
        "what", "µs", "against, µs", "ratio", title=f"{parser.parse_args().places:,} places, {len(raw) / 1024:,.0f} KB"
    )
    for figure in (*reading(raw), *searching(raw), *screens(raw)):
        table.add_row(figure.what, f"{figure.us:,.1f}", f"{figure.against_us:,.1f}", f"{figure.us / figure.against_us:,.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
