"""The audit and the health of the gateway in the console: what is told, and of which ministry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Desk
from finding_signals import found
from sqlalchemy import text

from gateway.asking import pausing
from storage import alerts, audit
from storage.people import Held
from storage.unit import connect, unit


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


def note(desk: Desk, subject: str, n: int = 1, actor: str = "neo", action: str = "survey published") -> None:
    with unit(desk.gateway.engine) as u:
        for at in range(n):
            audit.append(u, actor=actor, action=action, subject=subject, at_ms=at, detail={"why": "<b>hostile</b>", "n": at})
        u.commit()


def test_rows_are_found_by_person_kind_and_ministry_page_by_page(desk: Desk) -> None:
    admin = desk.person("admin", Held("", "administrator"))
    note(desk, "health/clinic", 60)
    note(desk, "huduma/centre", 1, "palesa", "visits loaded")
    page = admin.get("/audit").text
    assert wrong_in(page) == []
    assert ["huduma/centre" in page, "&lt;b&gt;hostile" in page, "<b>hostile" in page] == [True, True, False]
    assert page.count("health/clinic") < 60
    older = page[page.index("before=") :].split('"')[0]
    assert "person added" in admin.get(f"/audit?{older}").text
    assert "health/clinic" not in admin.get("/audit?person=palesa").text
    assert "health/clinic" not in admin.get("/audit?kind=visits+loaded").text
    assert "huduma/centre" not in admin.get("/audit?ministry=health").text
    assert admin.get("/audit?before=99999999999999999999&ministry=%00").status_code == 200


def test_an_administrator_of_one_ministry_reads_of_it_alone(desk: Desk) -> None:
    admin = desk.person("admin", Held("health", "administrator"))
    ours, theirs = found(desk.gateway.engine), found(desk.gateway.engine, "huduma", "F009")
    subjects = {
        "health/clinic": True, "huduma/centre": False, "health": True, "healthy/x": False, f"signal {ours}": True,
        f"signal {theirs}": False, "lesotho-clinic-visit": True, "kenya-huduma-service": False,
        "survey lesotho-clinic-visit": True,
        "somebody": False,
    }  # fmt: skip
    for subject in subjects:
        note(desk, subject)
    for path in ("/audit", "/audit?ministry=health"):
        page = admin.get(path).text
        assert {subject: f">{subject}</td>" in page for subject in subjects} == subjects
    assert "</tbody>" not in admin.get("/audit?ministry=huduma").text


def test_the_chain_is_walked_and_a_changed_row_is_named(desk: Desk) -> None:
    admin = desk.person("admin", Held("", "administrator"))
    note(desk, "health/clinic", 2)
    assert "The chain holds: 3 rows." in admin.get("/audit?check=yes").text
    with desk.gateway.engine.begin() as c:
        for (name,) in c.execute(text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit'")).all():
            c.execute(text(f"DROP TRIGGER {name}"))
        c.execute(text("UPDATE audit SET actor = 'nobody' WHERE id = 2"))
    page = admin.get("/audit?check=yes").text
    assert "does not hold from row 2 on" in page
    assert wrong_in(page) == []


def test_health_tells_what_waits_what_is_held_and_what_to_do_of_one_s_own_ministries(desk: Desk) -> None:
    pausing.hold(desk.gateway, "ministry", "huduma", "The wording is wrong.", "palesa")
    pausing.hold(desk.gateway, "survey", "lesotho-clinic-visit", "Too many calls.", "neo")
    with unit(desk.gateway.engine) as u:
        alerts.sound(u, "silence", "main", "Nothing came in for an hour. Look at the address.", 1)
        alerts.sound(u, "figures", "huduma", "The figures are kept back. Repair them.", 1)
        u.commit()
    of_all = desk.person("all", Held("", "administrator")).get("/health").text
    of_one = desk.person("one", Held("health", "publisher")).get("/health").text
    assert [wrong_in(of_all), wrong_in(of_one)] == [[], []]
    for told, by_one in {
        "The wording is wrong.": False, "Too many calls.": True, "Nothing came in for an hour.": True,
        "The figures are kept back.": False, "Texts to send": True, "No clock has ever run here": True,
        "No text is in doubt.": True,
    }.items():  # fmt: skip
        assert (told in of_all, told in of_one) == (True, by_one), told
