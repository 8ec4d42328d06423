"""Place lists in the console: who uses them, what a new one changes, and taking it into the drafts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from counter import CLINIC, SURVEYS
from werkzeug.test import TestResponse

from gateway.editing.desk import opened
from storage.people import Held
from storage.unit import connect

NAME = "lists/lesotho-clinics.csv"
AT = f"/lists/health/of/{NAME}"
BEFORE = (SURVEYS / NAME).read_text(encoding="utf-8")


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


def hand_in(browser: Browser, raw: bytes, at: str = AT) -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/lists").text)
    assert token is not None
    return browser.client.post(at, data={"csrf_token": token[1], "list": (io.BytesIO(raw), "list.csv")})


def test_a_new_list_is_looked_at_and_taken_into_the_drafts(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "editor"))
    shelf = neo.get("/lists").text
    assert [NAME in shelf, wrong_in(shelf)] == [True, []]
    first, *rest = BEFORE.splitlines()
    kept = rest[1:]
    kept[0] = kept[0].replace(kept[0].split(",")[1], "<b>Renamed</b>")
    after = "\n".join([first, *kept, "9999,A New Clinic,Maseru"]).encode()
    handed = hand_in(neo, after)
    assert handed.status_code == 303
    look = neo.get(handed.location).text
    assert wrong_in(look) == []
    for told in ("What would change: 3", "9999: A New Clinic", "Gone: 1", "&lt;b&gt;Renamed&lt;/b&gt;", "marked closed"):
        assert told in look, told
    before = opened(desk.gateway, "health", CLINIC)
    assert before.lists[NAME].decode() == BEFORE
    digest = handed.location.rpartition("new=")[2]
    assert neo.post(f"/lists/health/new/{NAME}", "/lists", digest=digest).status_code == 303
    now = opened(desk.gateway, "health", CLINIC)
    assert [before.changed, now.changed] == [False, True]
    assert (now.lists[NAME], now.draft.revision, now.draft.edited_by) == (after, before.draft.revision + 1, "neo")
    page = neo.get(AT).text
    assert "The draft has a newer list." in page
    published = re.search(r'href="(/lists/health/file/[^"]+)"', page)
    assert published is not None
    assert neo.get(published[1].replace("&amp;", "&")).data.decode() == BEFORE


def test_what_is_no_list_is_refused_and_other_ministries_are_not_found(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "editor"))
    for raw in (b"", b"\x00\x01", b"name,code\n", b"nothing here"):
        refused = hand_in(neo, raw)
        assert refused.status_code == 422, raw
        assert wrong_in(refused.text) == []
    assert neo.get(f"{AT}?new=" + "0" * 64).status_code == 404
    assert neo.get(f"/lists/health/file/{NAME}?digest=" + "0" * 64).status_code == 404
    assert neo.post(f"/lists/health/new/{NAME}", "/lists", digest="0" * 64).status_code == 404
    stranger = desk.person("stranger", Held("huduma", "editor"))
    assert stranger.get(AT).status_code == 404
    assert stranger.get(f"/lists/huduma/of/{NAME}").status_code == 404
    assert desk.person("reader", Held("health", "reader")).get("/lists").status_code == 404
