"""A clock that is killed amid asking: nobody is asked twice, nobody is passed over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from asking import deliver_all, drawn, office, texts
from counter import Counter
from sqlalchemy import Engine

from gateway.asking.invite import send_due
from gateway.asking.remind import remind_due
from gateway.settings import ROOT
from storage.tables import sessions, turns

ANOTHER_CLOCK = """
import sys
from gateway.asking.invite import send_due
from gateway.asking.remind import remind_due
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire
settings = load_settings()
gateway = wire(settings, load_secrets(settings), now_ms=lambda: int(sys.argv[1]))
send_due(gateway)
remind_due(gateway)
"""


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def killed_at(counter: Counter, point: str) -> None:
    """Another clock looks at the same database, and dies at this point as by ``kill -9``."""
    settings = counter.gateway.settings
    environ = {
        **os.environ, "GATEWAY_VAR": str(settings.var), "GATEWAY_CRASH_AT": point, "PYTHONPATH": str(ROOT),
        "DATABASE_URL": counter.gateway.engine.url.render_as_string(hide_password=False),
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", ANOTHER_CLOCK, str(counter.clock())], env=environ, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("point", "left"), [("n", 1), ("o", 0)], ids=["before the commit", "after it"])
def test_a_clock_killed_amid_an_invitation_sends_it_once(counter: Counter, point: str, left: int) -> None:
    drawn(counter)
    killed_at(counter, point)
    assert send_due(counter.gateway) == left
    assert send_due(counter.gateway) == 0
    assert [kind for kind, _ in texts(counter)] == ["invitation"]
    assert len(counter.rows(sessions)) == len(counter.rows(turns)) == 1


def test_a_clock_killed_amid_a_reminder_sends_it_once(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    deliver_all(counter)
    counter.clock.pass_(hours=24)
    killed_at(counter, "p")
    assert (remind_due(counter.gateway), remind_due(counter.gateway)) == (1, 0)
    assert [kind for kind, _ in texts(counter)] == ["invitation", "reminder"]
