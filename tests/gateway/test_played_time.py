"""The clock of a gateway can be moved by a test, and only where nobody real is at the other end."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.played_time import clock_of
from gateway.settings import Settings, load_settings

NOW_MS = 1_795_420_800_000


def settings(environment: str, file: Path) -> Settings:
    loaded = load_settings({"GATEWAY_CLOCK": str(file)})
    channel = loaded.channels["main"].model_copy(update={"environment": environment})
    return loaded.model_copy(update={"channels": {"main": channel}})


def test_the_file_moves_the_clock_while_it_runs(tmp_path: Path) -> None:
    (tmp_path / "ahead").write_text("0")
    clock = clock_of(settings("stub", tmp_path / "ahead"), lambda: NOW_MS)
    assert clock() == NOW_MS
    (tmp_path / "ahead").write_text("-3600000")
    assert clock() == NOW_MS - 3_600_000


@pytest.mark.parametrize("environment", ["sandbox", "live"])
def test_nothing_moves_the_clock_of_real_people(tmp_path: Path, environment: str) -> None:
    (tmp_path / "ahead").write_text("5000")
    assert clock_of(settings(environment, tmp_path / "ahead"), lambda: NOW_MS)() == NOW_MS


def test_without_a_file_the_machine_has_the_time() -> None:
    machine = (1).__abs__
    assert clock_of(load_settings({}), machine) is machine
