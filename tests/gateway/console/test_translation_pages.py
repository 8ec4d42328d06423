"""The texts of a survey in another language: changed in place, and by a table that goes out and comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Desk
from counter import CLINIC
from survey_forms import differing, form_of, send, words_in

from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

AT = f"/surveys/health/{CLINIC}"


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


def text(desk: Desk) -> str:
    return desks.opened(desk.gateway, "health", CLINIC).text


def test_a_translator_changes_one_text_and_no_other_line(desk: Desk) -> None:
    neo, before = desk.person("neo", Held("health", "translator")), text(desk)
    saved = send(neo, f"{AT}/translations?language=st", "/translate", words="Mantsoe a macha")
    assert saved.status_code == 303, words_in(saved.text)
    assert len(differing(before, text(desk))) == 1
    assert "Mantsoe a macha" in text(desk)
    assert neo.get(f"{AT}/text").status_code == 404


def test_a_table_goes_out_and_comes_back_with_two_changes(desk: Desk) -> None:
    neo, before = desk.person("neo", Held("health", "translator")), text(desk)
    out = neo.get(f"{AT}/translations/csv?language=st").get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(out)))
    at = rows[0].index("st")
    filled = [each for each in rows[1:] if each[at] and "\n" not in each[at]][:2]
    for each in filled:
        each[at] += " x"
    back = io.StringIO()
    csv.writer(back).writerows([*[[*rows[0], "note"]], *[[*each, ""] for each in rows[1:]]])
    action, fields = form_of(neo.get(f"{AT}/translations?language=st").text, "/translated")
    file = (io.BytesIO(back.getvalue().encode()), "back.csv")
    page = neo.client.post(action, data={**fields, "table": file}).text
    assert "Take over these 2" in page
    assert "is not a language of this survey" in page
    assert wrong_in(page) == []
    assert text(desk) == before
    action, fields = form_of(page, "/translated")
    assert neo.client.post(action, data={**fields, "sure": "1"}).status_code == 303
    assert len(differing(before, text(desk))) == 2
    assert neo.client.post(action, data={**fields, "sure": "1"}).status_code in (303, 409)


def test_what_is_no_table_is_told_and_who_may_not_does_not_find_it(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "editor"))
    action, fields = form_of(neo.get(f"{AT}/translations").text, "/translated")
    assert (
        neo.client.post(action, data={**fields, "table": (io.BytesIO(b"PK\x03\x04 no workbook"), "x.xlsx")}).status_code == 400
    )
    assert neo.client.post(action, data=fields).status_code == 400
    assert neo.get(f"{AT}/translations/pdf").status_code == 404
    assert desk.person("rea", Held("health", "reader")).get(f"{AT}/translations").status_code == 404
