"""Where the microseconds of a hop go: whole calls inside this process, one caller, each stage timed as it is passed.

Timed on the thread's own processor clock, so that the wait for a disk or a server does not count; what the kernel does for
the commit does. One caller gets a commit of its own for every hop: under load the hops of a process share it.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from statistics import median
from time import thread_time_ns
from typing import Any
from unittest.mock import patch

from bench.load import Caller

from flows import conversation
from flows.state import State
from gateway import create_app
from gateway.africastalking import callbacks
from gateway.hooks import forms
from gateway.wiring import Gateway
from storage import convoy, hops, sessions

STAGES: tuple[tuple[str, Any, str], ...] = (
    ("form", forms, "read"),
    ("form", callbacks, "ussd_hop"),
    ("look-up", sessions, "find_call"),
    ("state", State, "load"),
    ("engine", conversation, "press"),
    ("engine", conversation, "dial"),
    ("state", State, "dump"),
    ("insert, commit", sessions, "append_turn"),
    ("insert, commit", convoy.Rider, "begin"),
    ("insert, commit", convoy.Rider, "commit"),
    ("insert, commit", hops.Whole, "commit"),
)
NAMES = (*dict.fromkeys(stage for stage, _, _ in STAGES), "rest", "whole")

Costs = dict[str, list[float]]


def parts(gateway: Gateway, hook: str, callers: Sequence[Caller]) -> dict[str, dict[str, float]]:
    """Start, plain hop and end -> stage -> median microseconds. The first quarter of the callers only warms up."""
    app = create_app(gateway)
    seen: dict[str, Costs] = defaultdict(lambda: defaultdict(list))
    for i, caller in enumerate(callers):
        bodies = caller.bodies()
        for n, body in enumerate(bodies):
            kind = {0: "start", len(bodies) - 1: "end"}.get(n, "plain hop")
            costs = _hop(app, hook, body)
            if i >= len(callers) // 4:
                for stage in NAMES:
                    seen[kind][stage].append(costs[stage])
    return {kind: {stage: median(values) for stage, values in stages.items()} for kind, stages in seen.items()}


def _hop(app: Any, hook: str, body: bytes) -> dict[str, float]:
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": hook, "CONTENT_TYPE": forms.FORM, "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    with redirect_stderr(io.StringIO()), _watched() as costs:
        began = thread_time_ns()
        [screen] = app.wsgi_app(environ, lambda _status, _headers: None)
        costs["whole"] = (thread_time_ns() - began) / 1000
    if screen[:4] not in (b"CON ", b"END "):
        raise SystemExit(f"A hop went wrong: {screen[:60]!r}")
    costs["rest"] = costs["whole"] - sum(costs[stage] for stage in NAMES[:-2])
    return costs


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Every stage's microseconds within the block."""
    costs: dict[str, float] = defaultdict(float)
    patches = [patch.object(place, name, _timed(costs, stage, place, name)) for stage, place, name in STAGES]
    for each in patches:
        each.start()
    try:
        yield costs
    finally:
        for each in patches:
            each.stop()


def _timed(costs: dict[str, float], stage: str, place: Any, name: str) -> Callable[..., Any]:
    work = getattr(place, name)

    def timed(*given: Any, **named: Any) -> Any:
        began = thread_time_ns()
        try:
            return work(*given, **named)
        finally:
            costs[stage] += (thread_time_ns() - began) / 1000

    return staticmethod(timed) if isinstance(place.__dict__[name], staticmethod) else timed  # type: ignore[return-value]
