"""A survey's page: the frame of all its parts, and who is let in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Desk
from counter import CLINIC
from survey_forms import differing, form_of, send

from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

PARTS = ("?at=reason", "?at=wait&add=wait", "/text", "/problems", "/path", "")


def text(desk: Desk) -> str:
    return desks.opened(desk.gateway, "health", CLINIC).text


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


def test_in_every_language_every_part_is_a_good_page_for_whoever_may_see_it(desk: Desk) -> None:
    neo, thabo = desk.person("neo", Held("health", "editor")), desk.person("thabo", Held("health", "reader"))
    for language, part in zip(("fr", "sw", "st", "km", "en", "fr"), PARTS, strict=True):
        neo.post("/language", page="/surveys", language=language, next="/")
        for who in (neo, thabo):
            page = who.get(f"/surveys/health/{CLINIC}{part}")
            assert (page.status_code, wrong_in(page.text)) == (200, [])
        assert 'method="post" action="/surveys' not in page.text


def test_one_changed_wording_is_one_changed_line_and_whoever_saves_second_sees_both(desk: Desk) -> None:
    at = f"/surveys/health/{CLINIC}?at=wait"
    neo, palesa = desk.person("neo", Held("health", "editor")), desk.person("palesa", Held("health", "editor"))
    before, (action, fields) = text(desk), form_of(palesa.get(at).text, "/edit")
    assert send(neo, at, "/edit", **{"words/ask/en": "How long?"}).status_code == 303
    assert [new for _, new in differing(before, text(desk))] == ["      en: How long?"]
    second = palesa.client.post(action, data={**fields, "words/ask/en": "How many hours?"})
    assert second.status_code == 409
    assert "How long?" in second.text
    assert "How many hours?" in second.text
    assert "How many hours?" not in text(desk)


def test_a_survey_of_another_ministry_and_one_that_is_not_there_are_not_found(desk: Desk) -> None:
    neo = desk.person("neo", Held("huduma", "editor"))
    assert neo.get(f"/surveys/health/{CLINIC}").status_code == 404
    assert neo.get(f"/surveys/huduma/{CLINIC}").status_code == 404
    assert CLINIC not in neo.get("/surveys").text
