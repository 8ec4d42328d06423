"""A survey's page: the frame of all its parts, and who is let in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_visitors import Desk
from counter import CLINIC

from storage.people import Held
from storage.unit import connect


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


def test_a_survey_is_found_on_the_shelf_and_opened_in_its_frame(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "editor"))
    assert f"/surveys/health/{CLINIC}" in neo.get("/surveys").text
    page = neo.get(f"/surveys/health/{CLINIC}").text
    assert "Version 1, published" in page
    alone = neo.get(f"/surveys/health/{CLINIC}?only=part").text
    assert alone.lstrip().startswith("<header")
    assert "<main" not in alone


def test_a_survey_of_another_ministry_and_one_that_is_not_there_are_not_found(desk: Desk) -> None:
    neo = desk.person("neo", Held("huduma", "editor"))
    assert neo.get(f"/surveys/health/{CLINIC}").status_code == 404
    assert neo.get(f"/surveys/huduma/{CLINIC}").status_code == 404
    assert CLINIC not in neo.get("/surveys").text
