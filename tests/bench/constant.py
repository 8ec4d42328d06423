"""The work that figures stand against: it never changes, so what a ratio gains or loses is the program's own doing."""

from __future__ import annotations

import json
from collections.abc import Callable
from time import thread_time_ns

RECORD = [[f"question{at}", "answered", "value", "the words", 1_795_000_000_000, at, False] for at in range(20)]

QUIET_US = 25
"""What the constant work takes on the machine that the goals are meant for, with nothing else running on it."""


def work() -> object:
    """Write a record of twenty answers as JSON and read it back."""
    return json.loads(json.dumps(RECORD))


def us(run: Callable[[], object]) -> float:
    """The processor time of one run, in microseconds; waiting does not count."""
    began = thread_time_ns()
    run()
    return (thread_time_ns() - began) / 1_000
