"""Signals in the console: what the report said, what was done, and who may say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Desk
from finding_signals import SUNDAY, found
from night_sample import sample

from reports.forms.as_json import as_json
from storage import reports, signals
from storage.people import Held
from storage.tables import audit
from storage.unit import connect, unit


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    yield desk
    engine.dispose()


def released(desk: Desk, signal_id: int) -> None:
    """The report of that Sunday, which tells of the signal in its own words."""
    report = sample()
    told = replace(report.signals[0], id=signal_id)
    with unit(desk.gateway.engine) as u:
        reports.keep(u, "health", SUNDAY, reports.NIGHTLY, {"en": as_json(replace(report, signals=(told,)))}, "2.0.0", 1)
        u.commit()


def test_a_signal_is_told_in_the_sentence_of_the_report_and_settled_by_what_was_done(desk: Desk) -> None:
    id = found(desk.gateway.engine)
    released(desk, id)
    neo = desk.person("neo", Held("health", "editor"))
    listed = neo.get("/signals").text
    assert "Scott Hospital Morija: 59 of every 100, usually 68 to 91" in listed
    page = neo.get(f"/signals/health/{id}").text
    assert [wrong_in(listed), wrong_in(page)] == [[], []]
    answer = neo.post(f"/signals/health/{id}/actions", f"/signals/health/{id}", kind="repaired", note="The counter is open.",
                      closes="yes")  # fmt: skip
    assert (answer.status_code, answer.location) == (303, f"/signals/health/{id}?done=yes")
    after = neo.get(f"/signals/health/{id}").text
    assert "The counter is open." in after
    assert "Record it" not in after
    listed = neo.get("/signals").text
    assert "No signal is open." in listed
    assert "Closed in the last eight weeks" in listed
    with unit(desk.gateway.engine) as u:
        assert [(a.kind, a.recorded_by, a.closes) for a in signals.actions_of(u, id)] == [("repaired", "neo", True)]
        rows = u.connection.execute(audit.select().where(audit.c.action == "signal acted on")).all()
    assert [(row.actor, row.subject) for row in rows] == [("neo", f"signal {id}")]


def test_a_first_step_leaves_it_open_and_a_note_with_a_number_is_refused_in_words(desk: Desk) -> None:
    id = found(desk.gateway.engine)
    neo = desk.person("neo", Held("health", "publisher"))
    at = f"/signals/health/{id}"
    refused = neo.post(f"{at}/actions", at, kind="coached", note="Call +26658123456 about it.")
    assert refused.status_code == 422
    assert "Say it without" in refused.text
    assert wrong_in(refused.text) == []
    assert neo.post(f"{at}/actions", at, kind="coached", note="").status_code == 303
    assert "it stayed open" in neo.get(at).text
    assert neo.post(f"{at}/actions", at, kind="magic", note="").status_code == 422


def test_readers_look_and_places_and_ministries_bound_what_is_seen(desk: Desk) -> None:
    hospital, elsewhere = found(desk.gateway.engine), found(desk.gateway.engine, "huduma", "F009")
    reader = desk.person("thabo", Held("health", "reader"))
    at = f"/signals/health/{hospital}"
    page = reader.get(at).text
    assert "Record it" not in page
    assert reader.post(f"{at}/actions", at, kind="coached").status_code == 404
    for path in (f"/signals/huduma/{elsewhere}", f"/signals/health/{elsewhere}", "/signals/health/99999999999999999999"):
        assert reader.get(path).status_code == 404
    seen = {
        ("mafeteng", ""): 200, ("", "F003"): 200, ("mafeteng", "F003"): 200, ("maseru", ""): 404, ("", "F001"): 404,
        ("mafeteng", "F001"): 404,
    }  # fmt: skip
    for n, ((district, facility), status) in enumerate(seen.items()):
        limited = desk.person(f"limited-{n}", Held("health", "reader", district, facility))
        assert limited.get(at).status_code == status, (district, facility)
        assert (at in limited.get("/signals").text) == (status == 200)
