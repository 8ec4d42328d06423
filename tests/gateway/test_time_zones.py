"""Of the machine's time zones and the gateway's own, the newer are used."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway import time_zones


@pytest.fixture(autouse=True)
def _path_as_before() -> Iterator[None]:
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)


@pytest.mark.parametrize(
    ("written", "told", "stays"),
    [
        ("# version 1999a\n", "1999a", False),
        ("# version 2999z\n", "2999z", True),
        ("something else\n", "", False),
        (None, "", False),
    ],
)
def test_an_older_database_of_the_machine_is_passed_over(tmp_path: Path, written: str | None, told: str, stays: bool) -> None:
    if written is not None:
        (tmp_path / "tzdata.zi").write_text(written)
    zoneinfo.reset_tzpath([str(tmp_path)])
    assert time_zones.release_of_machine() == told
    time_zones.use_newest()
    assert ((str(tmp_path),) if stays else ()) == zoneinfo.TZPATH


def test_the_gateway_brings_a_database_of_its_own() -> None:
    assert time_zones.release_here() >= "2026a"
