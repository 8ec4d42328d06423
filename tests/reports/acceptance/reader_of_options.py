"""A reader of all tables of options of all nights: which hidden count of one to four they prove to be one number.

The unknowns are how many chose each option on each stretch of days between the ends of printed windows, at least zero. What is
printed of an option, and the base of a table whose options add up to it, are equations; the reasons beside hidden ones, and the
rule by which they are hidden, are bounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, inf
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from reports.night.ends import ENDS, RATES

ONE = timedelta(days=1)
SIDES = {"positive": ("4", "5"), "neutral": ("3",), "negative": ("1", "2"), "dont_know": ("dont_know",),
         **{f"step:{at}": (str(at),) for at in range(1, 6)}}  # fmt: skip
"""What the headline's figures are of the options of its question, which has five."""
STEPS = ("1", "2", "3", "4", "5")
HEADLINE = (*STEPS, "dont_know")
Days = tuple[date, date]


class Table(NamedTuple):
    """Whose answers to what."""

    service: str
    district: str
    facility: str
    channel: str
    question: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of some options together over some days: their number, or between which two it is hidden."""

    options: tuple[str, ...]
    days: Days
    n: int
    """Of how many; 0 where that is not said beside it."""
    least: float
    most: float
    is_small: bool
    """Whether it is marked as one to four."""


def tables_of(rows: Iterable[Mapping[str, str]], headline: str, surveys: Collection[str]) -> dict[Table, set[Said]]:
    """Everything that is said of options. ``headline`` is the question of the headline; the only survey is the ministry."""
    found: dict[Table, set[Said]] = defaultdict(set)
    for row in rows:
        if said := _said(row, headline):
            question, options = said
            service = "all" if row["service"] in surveys else row["service"]
            table = Table(service, row["district"], row["facility"], row["channel"], question)
            found[table].add(_read(row, options))
    return found


def _said(row: Mapping[str, str], headline: str) -> tuple[str, tuple[str, ...]] | None:
    root, _, rest = row["metric"].partition(":")
    if not row["n"] and row["suppression_reason"] not in ("count_1_4", "secondary"):
        return None
    if row["metric"] in SIDES:
        return headline, SIDES[row["metric"]]
    if row["metric"] == "sqs" and row["n"]:
        return headline, STEPS
    if root == "answer":
        question, _, value = rest.partition(":")
        return question, (value,)
    return ("reason", (rest,)) if root == "reason" else None


def _read(row: Mapping[str, str], options: tuple[str, ...]) -> Said:
    days = (date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
    n = int(row["n"] or 0)
    if row["metric"] == "sqs":
        return Said(options, days, 0, n, n, False)
    if row["value"]:
        x = round(float(row["value"]) * n)
        return Said(options, days, n, x, x, False)
    is_small = row["suppression_reason"] == "count_1_4"
    return Said(options, days, 0, 1 if is_small else 0, 4 if is_small else inf, is_small)


def ends_of(rows: Iterable[Mapping[str, str]], channel: str) -> set[Said]:
    """What is said of the ends of a channel's invitations: a table whose options add up to the invited."""
    forms = {"invited": ENDS, **{end: (end,) for end in ENDS}, **{rate: above for rate, (above, _) in RATES.items()}}
    return {
        each
        for row in rows
        if (row["channel"], row["service"], row["district"]) == (channel, "all", "all") and row["metric"] in forms
        for each in _ends(row, forms[row["metric"]])
    }


def _ends(row: Mapping[str, str], ends: tuple[str, ...]) -> Iterator[Said]:
    days = (date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
    if row["metric"] in RATES and row["value"]:
        n = int(row["n"])
        x = round(float(row["value"]) * n)
        yield Said(ends, days, 0, x, x, False)
        yield Said(RATES[row["metric"]][1], days, 0, n, n, False)
    elif row["value"]:
        x = int(row["value"])
        yield Said(ends, days, x if ends == ENDS else 0, x, x, False)
    elif row["metric"] in ENDS:
        is_small = row["suppression_reason"] == "base_lt_10"
        yield Said(ends, days, 0, 1 if is_small else 10, 9 if is_small else inf, is_small)


class Pinned(NamedTuple):
    """A hidden count that is told: of which options, over which days, and what it must be."""

    options: tuple[str, ...]
    days: Days
    count: int


def pinned(said: Iterable[Said], adds_up: bool) -> Iterator[Pinned]:
    """Every hidden count of one to four that can be only one number. ``adds_up``: whoever is in a base chose one option."""
    known = sorted(set(said), key=lambda s: (s.days, s.options, s.n))
    hidden = [s for s in known if s.is_small]
    if not hidden:
        return
    options = sorted({option for s in known for option in s.options})
    if "5" in options:
        options = list(HEADLINE)
    stretches = list(pairwise(sorted({day for s in known for day in (s.days[0] - ONE, s.days[1])})))
    at = {pair: i for i, pair in enumerate((o, s) for o in options for s in stretches)}

    def sum_of(which: Iterable[str], days: Days) -> np.ndarray:
        row = np.zeros(len(at))
        for option in which:
            for a, b in stretches:
                if days[0] <= a + ONE and b <= days[1]:
                    row[at[option, (a, b)]] = 1
        return row

    exact = [(sum_of(s.options, s.days), s.least) for s in known if s.least == s.most]
    bounds = [(sign * sum_of(s.options, s.days), to) for s in known if s.least != s.most
              for sign, to in ((1, s.most), (-1, -s.least)) if to < inf]  # fmt: skip
    for days, n in {(s.days, s.n) for s in known if s.n}:
        (exact if adds_up else bounds).append((sum_of(options, days), n))
    for one in hidden:
        goal = sum_of(one.options, one.days)
        least = ceil(_least(goal, exact, bounds) - 1e-6)
        most = floor(-_least(-goal, exact, bounds) + 1e-6)
        if least == most:
            yield Pinned(one.options, one.days, least)


Rows = list[tuple[np.ndarray, float]]


def _least(goal: np.ndarray, exact: Rows, bounds: Rows) -> float:
    found = linprog(goal, A_ub=_matrix(bounds), b_ub=[n for _, n in bounds], A_eq=_matrix(exact), b_eq=[n for _, n in exact],
                    bounds=(0, None), method="highs")  # fmt: skip
    assert found.status == 0, found.message
    return float(found.fun)


def _matrix(rows: Rows) -> csr_matrix | None:
    return csr_matrix(np.array([row for row, _ in rows])) if rows else None
