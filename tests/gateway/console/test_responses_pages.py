"""Released figures in the console: chosen, page by page, as a file; hidden ones stay hidden, and places bound what is seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from night_sample import sample

from reports.forms.as_json import as_json
from reports.forms.rows import rows_of
from storage import reports
from storage.people import Held
from storage.unit import connect, unit

SUNDAY = date(2026, 6, 7)
REPORT = sample()
RELEASED = as_json(REPORT)


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    with unit(engine) as u:
        reports.keep(u, "health", SUNDAY, reports.NIGHTLY, {"en": RELEASED}, "2.0.0", 1)
        u.commit()
    yield desk
    engine.dispose()


def exported(browser: Browser, asked: str = "") -> list[dict[str, str]]:
    answer = browser.get(f"/responses/health/{SUNDAY}/figures.csv{asked}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_figures_are_chosen_read_and_taken_along(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "reader"))
    page = neo.get("/responses").text
    assert wrong_in(page) == []
    assert f"{len(rows_of(REPORT)):,} figures".replace(",", "") in page.replace(",", "").replace("\u202f", "").replace(
        "\u00a0", ""
    )
    assert len(exported(neo)) == len(rows_of(REPORT))
    chosen = neo.get("/responses?metric=positive&channel=sms&facility=all&district=all&service=all").text
    assert "78\u00a0%" in chosen
    assert "11 May 2026 – 7 June 2026" in chosen
    rows = exported(neo, "?metric=positive&channel=sms")
    assert {(row["metric"].partition(":")[0], row["channel"]) for row in rows} == {("positive", "sms")}
    assert exported(neo, "?metric=answered") != []
    assert "No figure is like that" in neo.get("/responses?facility=nowhere").text
    assert neo.get("/responses?after=100").text.count("<tr>") == 51
    for path in ("/responses?day=2026-06-06", "/responses?day=%00&after=-1"):
        assert neo.get(path).status_code == 200
    assert neo.get("/responses/health/2026-06-06/figures.csv").status_code == 404
    assert neo.get(f"/responses/huduma/{SUNDAY}/figures.csv").status_code == 404


def test_what_is_hidden_is_hidden_here_too(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "reader"))
    hidden = [row for row in rows_of(REPORT) if row.suppressed]
    assert hidden
    found = {
        tuple(row[each] for each in ("service", "district", "facility", "channel", "metric")): row for row in exported(neo)
    }
    for row in hidden:
        told = found[(row.service, row.district, row.facility, row.channel, row.metric)]
        assert (told["value"], told["n"], told["suppressed"]) == ("", "", "true")
    one = hidden[0]
    asked = f"metric={one.metric}&service={one.service}&district={one.district}&facility={one.facility}&channel={one.channel}"
    assert "hidden: too few" in neo.get(f"/responses?{asked}").text


def test_somebody_of_a_place_sees_figures_of_it_alone(desk: Desk) -> None:
    manager = desk.person("manager", Held("health", "reader", "", "F003"))
    rows = exported(manager)
    assert {row["facility"] for row in rows} == {"F003"}
    page = manager.get("/responses").text
    assert ['value="F003"' in page, 'value="F004"' in page] == [True, False]
    of_district = desk.person("assessor", Held("health", "reader", "mafeteng"))
    assert {row["district"] for row in exported(of_district)} == {"mafeteng"}
