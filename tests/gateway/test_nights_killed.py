"""``kill -9`` in the middle of a night: the next look makes the same night whole."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import time_machine
from counter import Call, Counter
from sqlalchemy import Engine

from gateway.nights import nightfall, nightly
from storage.tables import nights

FIRST = date(2026, 11, 18)
GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")

ONE_NIGHT = """
import sys
import time_machine
from gateway.cli import outcome
with time_machine.travel(float(sys.argv[1]), tick=False):
    sys.exit(outcome(["nightly"]))
"""


@pytest.mark.parametrize(
    ("database_url", "point", "state"),
    [("sqlite", "k", "claimed"), ("postgresql", "l", "claimed"), ("sqlite", "m", "done")],
    indirect=["database_url"],
)
def test_a_night_killed_at_any_point_becomes_whole(engine: Engine, tmp_path: Path, point: str, state: str) -> None:
    counter = Counter(engine, tmp_path / "var", surveys=["lesotho-clinic-visit"])
    for n in range(12):
        Call(counter, f"ATUid_{n}", f"+2665800{n:04}").go(*GOOD_VISIT)
    health = counter.gateway.settings.ministries["health"]
    due_ms = nightfall.due_ms(health, FIRST)
    environ = os.environ | {
        "GATEWAY_VAR": str(counter.gateway.settings.var),
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "GATEWAY_CRASH_AT": point,
    }
    killed = subprocess.run(
        [sys.executable, "-c", ONE_NIGHT, str(due_ms / 1000)], env=environ, capture_output=True, check=False
    )
    assert killed.returncode == -9, killed.stderr.decode()
    assert [row["state"] for row in counter.rows(nights)] == [state]

    counter.clock.at_ms = due_ms + nightly.CLAIM_MS
    with time_machine.travel(counter.clock.at_ms / 1000, tick=False):
        made = list(nightly.make_up(counter.gateway, health))
    assert made == ([] if state == "done" else [FIRST])
    (night,) = counter.rows(nights)
    written = {path.name: path.read_bytes() for path in nightly.folder(counter.gateway, health, FIRST).iterdir()}
    again = nightly.again(counter.gateway, health, FIRST)
    assert (night["state"], night["sha256"]) == ("done", again.sha256)
    assert written == again.contents
