"""Figures that break the rules of their own table go to nobody else, and whoever watches hears why."""

from __future__ import annotations

import dataclasses
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from counter import Counter
from shelved import released, report_of
from sqlalchemy import update

from gateway import create_app
from gateway.delivery import vetting
from gateway.doctor import work
from gateway.doctor.finding import Finding
from gateway.doctor.patient import Patient
from gateway.nights import nightly
from reports.forms.as_json import as_json
from reports.forms.open_data import as_csv
from reports.night.shape import Count, Report
from storage.tables import reports as table
from storage.unit import connect, unit

TUESDAY, WEDNESDAY = date(2026, 6, 9), date(2026, 6, 10)


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield with_folder(Counter(engine, tmp_path / "var", surveys=()))
    engine.dispose()


def with_folder(counter: Counter) -> Counter:
    settings = counter.gateway.settings
    dropped = settings.model_copy(update={"reports": settings.reports.model_copy(update={"drop_folder": "../share"})})
    counter.gateway = dataclasses.replace(counter.gateway, settings=dropped)
    counter.client = create_app(counter.gateway).test_client()
    return counter


def sound(day: date) -> Report:
    return replace(report_of(day), signals=())


def unsound(day: date) -> Report:
    """Of nine people, a number, as no report may tell it."""
    report = sound(day)
    return replace(report, response=(replace(report.response[0], started=Count(9)), *report.response[1:]))


def written(counter: Counter, day: date) -> tuple[bool, bool]:
    """Whether its files came into the data folder, and into the drop folder."""
    ministry = counter.gateway.settings.ministries["health"]
    nightly.write(counter.gateway, ministry, day)
    own = nightly.folder(counter.gateway, ministry, day)
    share = counter.gateway.settings.var.parent / "share" / "health" / str(day)
    return (own / "figures.csv").is_file(), (share / "figures.csv").is_file()


def served(counter: Counter, path: str) -> int:
    counter.clock.pass_(seconds=31)  # for so long the days are not read again
    return counter.client.get(f"/open-data/health/{path}/figures.csv").status_code


def told(counter: Counter) -> dict[str, Finding]:
    gateway = counter.gateway
    patient = Patient(gateway.settings, gateway.secrets, gateway.engine, gateway, {}, gateway.now_ms)
    return {finding.what: finding for finding in work.pauses_and_alerts(patient)}


def test_figures_that_break_a_rule_are_kept_back_until_they_are_repaired(
    counter: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    released(counter, sound(TUESDAY), unsound(WEDNESDAY))
    assert (written(counter, TUESDAY), written(counter, WEDNESDAY)) == ((True, True), (True, False))
    assert [served(counter, day) for day in ("2026-06-09", "2026-06-10", "latest")] == [200, 404, 200]
    assert "2026-06-10" not in counter.client.get("/open-data/health/").text
    found = told(counter)["alert: figures"]
    assert "(small_base)" in found.sentence
    assert found.remedy == "Once the fault is repaired: gateway report health --day 2026-06-10"
    assert '"event": "figures withheld"' in (logged := capfd.readouterr().err)
    assert '"reason": "small_base"' in logged
    repair(counter, WEDNESDAY)
    assert written(counter, WEDNESDAY) == (True, True)
    assert [served(counter, day) for day in ("2026-06-10", "latest")] == [200, 200]
    assert set(told(counter)) == {"alerts"}


def repair(counter: Counter, day: date) -> None:
    raw = as_json(sound(day))
    with unit(counter.gateway.engine) as u:
        values = {"content": zlib.compress(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        u.connection.execute(update(table).where(table.c.local_day == day).values(values))
        u.commit()


def test_an_alert_stays_while_any_day_of_the_ministry_is_kept_back(counter: Counter) -> None:
    released(counter, unsound(TUESDAY), unsound(WEDNESDAY))
    for figures, alert in (
        ({TUESDAY: b"", WEDNESDAY: b""}, "alert: figures"),
        ({TUESDAY: good()}, "alert: figures"),
        ({WEDNESDAY: good()}, "alerts"),
    ):
        for day, table_ in figures.items():
            assert vetting.may_go_out(counter.gateway, "health", day, table_) == bool(table_)
        assert set(told(counter)) == {alert}


def good() -> bytes:
    return as_csv(sound(TUESDAY))


def test_what_was_kept_before_anybody_looked_is_not_served_either(counter: Counter) -> None:
    """Reports of an earlier release of the gateway, that no night has read with the lint."""
    released(counter, sound(TUESDAY), unsound(WEDNESDAY))
    assert [served(counter, day) for day in ("2026-06-10", "latest", "2026-06-09")] == [404, 200, 200]
