"""A reader of all files of all nights, with linear programs at hand: what the printed bases prove of few people.

The unknowns are the people of each kind on each stretch of days between the ends of printed windows. What is printed of a base,
zeros included, are equations in them; nobody is counted below zero. A kind is told where the equations allow fewer than ten of
it on a stretch on which somebody of it was there (the dual of the reasoning in ``reports.ledger``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from reports.figures import DayCount

ONE = timedelta(days=1)
LEAST = 10
ALL = "all"
OF_HEADLINE = {"headline", "positive", "neutral", "negative", "dont_know", "step", "change28", "positive_weighted"}
OWN = {"opened", "started", "completed", "invited", "delivered", "late", "texts", "headline"}
OF_OTHERS = {"completion": "started", "flagged": "started", "speeding": "started", "straight_lining": "started",
             "positive_trusted": "trusted", "rr1": "invited", "rr2": "invited", "ref1": "invited", "con1": "invited",
             "theme": "texts"}  # fmt: skip


class Where(NamedTuple):
    """A group of people as the files name it."""

    service: str = ALL
    district: str = ALL
    facility: str = ALL
    language: str = ALL


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says: so many people of a group stand behind a figure of these days. ``first`` and ``last`` are included."""

    where: Where
    first: date
    last: date
    n: int


NOBODYS = {"complete", "partial", "refusal", "non_contact", "other", "unknown", "coop1", "sqs", "reason_before",
           "funnel_centre", "excess_negative", "positive_unweighted",
           "optouts", "optouts_per_1000", "erasure_days", "erasure_oldest"}  # fmt: skip
"""Numbers that are the base of nothing new: ends of invitations and who chose a step (see ``reader_of_options``), reasons of a
window that an earlier table told, lines among places and how far above them a released place lies, sums of districts over days
that are told of them, acts of the house."""


Claims = dict[tuple[str, str], set[Claim]]
"""Channel and base -> what is said."""


def claims_of(rows: Iterable[Mapping[str, str]], counts_as: Mapping[str, str]) -> Claims:
    """Every printed base. ``counts_as``: question -> the base of its table; who was asked or who answered."""
    found: Claims = defaultdict(set)
    for row in rows:
        base, language = base_of(row["metric"], counts_as)
        if base and row["n"]:
            where = Where(row["service"], row["district"], row["facility"], language)
            found[row["channel"], base].add(
                Claim(where, date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]), int(row["n"]))
            )
    return found


def base_of(metric: str, counts_as: Mapping[str, str]) -> tuple[str, str]:
    """Whose number stands beside a metric, and in which language; empty where it is nobody's or not printed."""
    metric, _, language = metric.partition(":language:")
    root, _, rest = metric.partition(":")
    question = rest.partition(":")[0]
    if root in ("answered", "answer", "median", "p90"):
        base = counts_as.get(question, f"answered:{question}")
    elif root in ("reasons_asked", "reason"):
        base = "asked:reason"
    elif root in ("wait_median", "wait_p90"):
        base = "answered:wait"
    elif root == "breakoff":
        base = "opened" if question == "welcome" else f"asked:{question}"
    else:
        base = root if root in OWN else "headline" if root in OF_HEADLINE else OF_OTHERS.get(root, "")
    return base, language or ALL


Person = tuple[Where, date]
"""What kind somebody is, in every column, and on which day they are counted."""


def people_of(counts: Iterable[DayCount], channel: str, base: str, by: str) -> dict[Person, int]:
    """The truth: how many of a base, divided in one way (``language``, ``service``, ``place``); who is not in any part is of
    the part ``""``."""
    every: dict[Person, int] = defaultdict(int)
    for c in counts:
        if c.channel == channel and _base(c) == base and _in_base(c, base):
            if not (c.service or c.facility):
                every[Where(c.survey, "", "", c.language if by == "language" else ""), c.local_day] += c.n
            elif by == "service" and c.service:
                _moved(every, c, Where(f"{c.survey}.{c.service}", "", "", ""))
            elif by == "place" and c.facility:
                _moved(every, c, Where(c.survey, c.district, c.facility, ""))
    return {person: n for person, n in every.items() if n}


def _moved(every: dict[Person, int], c: DayCount, to: Where) -> None:
    every[to, c.local_day] += c.n
    every[Where(c.survey, "", "", ""), c.local_day] -= c.n


def _base(c: DayCount) -> str:
    if c.measure in ("reached", "answered"):
        return f"{'asked' if c.measure == 'reached' else 'answered'}:{c.question}"
    if c.measure == "answer" and (c.service or c.facility):
        return f"answered:{c.question}"
    return c.measure


def _in_base(c: DayCount, base: str) -> bool:
    return not (base == "answered:reason" and (c.service or c.facility))


def _covers(where: Where, kind: Where) -> bool:
    """Whether a kind of person is in a group."""
    service = where.service in (ALL, kind.service, kind.service.partition(".")[0])
    return service and all(g in (ALL, k) for g, k in zip(where[1:], kind[1:], strict=True))


class Told(NamedTuple):
    """A kind of person, the first and last day of a stretch, how many there are, and the most that there can be."""

    kind: Where
    first: date
    last: date
    there: int
    most: float


def told_of(claims: Iterable[Claim], people: Mapping[Person, int]) -> Iterator[Told]:
    """Everybody of whom the claims prove that there are fewer than ten."""
    kinds = sorted({kind for kind, _ in people})
    edges = sorted({day for c in claims for day in (c.first - ONE, c.last)})
    known = sorted(c for c in {(c.where, c.first, c.last) for c in claims} if any(_covers(c[0], kind) for kind in kinds))
    spans = list(pairwise(edges))
    if not (known and kinds):
        return
    columns = [(kind, a, b) for kind in kinds for a, b in spans]
    there = np.array([sum(people.get((k, a + at * ONE), 0) for at in range(1, (b - a).days + 1)) for k, a, b in columns])
    matrix = np.array(
        [[_covers(w, k) and first <= a + ONE and b <= last for k, a, b in columns] for w, first, last in known], float
    )
    counts = matrix @ there
    free = ~(matrix[counts == 0].any(axis=0))
    equations = csr_matrix(matrix[:, free])
    for at, (kind, a, b) in enumerate(np.array(columns, dtype=object)[free]):
        here = there[free][at]
        if here:
            most = _most(equations, counts, at)
            if most < LEAST - 1e-6:
                yield Told(Where(*kind), a + ONE, b, int(here), most)


def untrue(claims: Iterable[Claim], people: Mapping[Person, int]) -> Iterator[Claim]:
    """Claims that are not what was counted: a lie, or a figure of other days than it says."""
    kinds = {kind for kind, _ in people}
    for claim in claims:
        among = {kind for kind in kinds if _covers(claim.where, kind)}
        if among and claim.n != sum(n for (k, on), n in people.items() if k in among and claim.first <= on <= claim.last):
            yield claim


def _most(matrix: csr_matrix, counts: np.ndarray, column: int) -> float:
    goal = np.zeros(matrix.shape[1])
    goal[column] = -1
    found = linprog(goal, A_eq=matrix, b_eq=counts, bounds=(0, None), method="highs")
    return float("inf") if found.status == 3 else -found.fun
