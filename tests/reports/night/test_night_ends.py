"""What is printed of the ends of invitations tells no sum of 1 to 4 of them, worked out by least squares on other eyes."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np

from reports.night.ends import ENDS, MOST_READ, RATES, secondary
from reports.night.response import covered


def test_no_few_ends_are_told_by_rates_and_the_other_ends() -> None:
    luck, kept = Random(4), 0
    for _ in range(60):
        counts = {end: luck.choice([0, 0, 1, 2, 3, 5, 8, 12, 40, 90]) for end in ENDS}
        if sum(counts.values()) >= 10:
            covering = covered(counts)
            assert list(_told(counts, {**covering, **secondary(counts, covering)})) == [], counts
            assert any(_told(counts, covering)) or not secondary(counts, covering), "nothing is hidden for no reason"
            kept += "rr2" not in secondary(counts, covering)
    assert kept > 20


def test_the_response_rate_stays_where_few_stopped_half_way() -> None:
    counts = {"complete": 40, "partial": 2, "refusal": 12, "non_contact": 60, "other": 0, "unknown": 0}
    assert set(secondary(counts, covered(counts))) == {"complete", "rr1", "coop1"}
    assert set(covered(counts)) == {"refusal"}


def _told(counts: dict[str, int], hidden: dict[str, str]):
    shown = [name for name in MOST_READ if name not in hidden and not 0 < counts.get(name, 0) < 10]
    zeros = [end for end in ENDS if not counts[end]]
    forms = [ENDS, *((end,) for end in zeros), *(form for name in shown for form in RATES.get(name, ((name,),)))]
    known = np.array([[end in form for end in ENDS] for form in forms], float)
    there = [end for end in ENDS if counts[end]]
    for group in (g for many in range(1, len(there)) for g in combinations(there, many)):
        wanted = np.array([end in group for end in ENDS], float)
        found = np.linalg.lstsq(known.T, wanted, rcond=None)[0]
        if np.allclose(known.T @ found, wanted) and 0 < sum(counts[end] for end in group) < 5:
            yield group
