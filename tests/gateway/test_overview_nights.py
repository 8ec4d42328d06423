"""The overview of a week: once, of what was released, waiting for whoever is late, and made up where Mondays were missed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from counter import Counter
from night_sample import night_without
from sqlalchemy import func, select

from gateway import clock
from gateway.config_sections import Reports
from gateway.delivery.letters import letter
from gateway.nights import mondays, overview
from reports.forms.as_json import as_json, read_json
from reports.night.method import METHOD_VERSION
from reports.night.shape import Share
from reports.overview.shape import Overview
from storage import mails, reports
from storage.engine import connect
from storage.tables import reports as reports_table
from storage.unit import unit

SUNDAY = date(2026, 11, 22)
TO = ("head@example.org", "second@example.org")
HOUR_MS = 3600 * 1000
MOVED = replace(night_without().headline[0], movement="down")


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    """A house whose ministries of health, Huduma and the interior have each published a survey."""
    engine = connect(sqlite_url)
    yield of_house(Counter(engine, tmp_path / "var"))
    engine.dispose()


def of_house(made: Counter) -> Counter:
    settings = made.gateway.settings
    of = settings.reports.model_copy(update={"overview_recipients": TO, "overview_zone": "Africa/Nairobi"})
    made.gateway = replace(made.gateway, settings=settings.model_copy(update={"reports": of}))
    return made


def at(counter: Counter, sunday: date, later_ms: int = 0) -> None:
    counter.clock.at_ms = mondays.due_ms(counter.gateway.settings.reports, sunday) + later_ms


def put(counter: Counter, sunday: date, *keys: str) -> None:
    """Keep a released report of a Sunday for some ministries."""
    for key in keys or tuple(counter.gateway.settings.ministries):
        made = night_without()
        made = replace(made, meta=replace(made.meta, ministry=key, name=key.title(), local_day=sunday))
        made = replace(made, headline=(replace(MOVED, positive=Share(100, Decimal("0.5"))),))
        with unit(counter.gateway.engine) as u:
            reports.keep(u, key, sunday, reports.NIGHTLY, {"en": as_json(made)}, METHOD_VERSION, counter.gateway.now_ms())
            u.commit()


def entered(counter: Counter, sunday: date) -> list[str]:
    with unit(counter.gateway.engine) as u:
        return [mail.address for mail in mails.of_report(u, "", sunday, "overview")]


def folders(counter: Counter) -> list[str]:
    place = counter.gateway.settings.var / "reports" / "overview"
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


def test_on_monday_at_six_and_not_before_it_is_made_mailed_and_written_once(counter: Counter) -> None:
    put(counter, SUNDAY)
    at(counter, SUNDAY, -1)
    assert overview.make_up(counter.gateway) == 0
    at(counter, SUNDAY)
    assert overview.make_up(counter.gateway) == 1
    assert entered(counter, SUNDAY) == list(TO)
    folder = overview.folder_of(counter.gateway, SUNDAY)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(first) == ["overview.csv", "overview.html", "overview.json", "overview.pdf", "overview.xlsx"]
    with unit(counter.gateway.engine) as u:
        sent = mails.of_report(u, "", SUNDAY, "overview")[0]
    brought = BytesParser(policy=policy.default).parsebytes(letter(counter.gateway, sent) or b"")
    files = {part.get_filename(): part.get_content() for part in brought.iter_attachments()}
    assert files == {f"overview-{SUNDAY}.{kind}": first[f"overview.{kind}"] for kind in ("pdf", "xlsx")}
    put(counter, SUNDAY - timedelta(days=1))  # nothing that comes later changes what was released
    at(counter, SUNDAY, 10 * HOUR_MS)
    assert overview.make_up(counter.gateway) == 0
    overview.write(counter.gateway, overview.release(counter.gateway, SUNDAY))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert entered(counter, SUNDAY) == list(TO)
    with unit(counter.gateway.engine) as u:
        rows = u.connection.execute(select(func.count()).where(reports_table.c.kind == "overview")).scalar_one()
    assert rows == 1


def test_a_late_ministry_is_waited_for_three_hours_and_then_named(counter: Counter) -> None:
    keys = tuple(counter.gateway.settings.ministries)
    late = next(key for key in keys if key == "health")  # it has published, so its report is expected
    put(counter, SUNDAY, *(key for key in keys if key != late))
    at(counter, SUNDAY)
    assert overview.make_up(counter.gateway) == 0
    assert overview.awaited(counter.gateway, SUNDAY).ministries == (late,)
    at(counter, SUNDAY, 3 * HOUR_MS - 1)
    assert overview.make_up(counter.gateway) == 0
    at(counter, SUNDAY, 3 * HOUR_MS)
    assert overview.make_up(counter.gateway) == 1
    made = overview.kept(counter.gateway, SUNDAY)
    assert made is not None
    assert [m.key for m in made.ministries if not m.reported] == [late]


def test_it_comes_as_soon_as_the_last_report_does(counter: Counter) -> None:
    keys = tuple(counter.gateway.settings.ministries)
    put(counter, SUNDAY, *(key for key in keys if key != "health"))
    at(counter, SUNDAY)
    assert overview.make_up(counter.gateway) == 0
    put(counter, SUNDAY, "health")
    at(counter, SUNDAY, 60_000)
    assert overview.make_up(counter.gateway) == 1


def test_missed_mondays_are_made_up_oldest_first_and_only_the_newest_is_mailed(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MOST_WEEKS", 3)
    monkeypatch.setattr(overview, "render", lambda made: overview.Files((), {"overview.pdf": as_json(made)}))
    sundays = [SUNDAY - timedelta(weeks=back) for back in range(4, -1, -1)]
    for sunday in sundays:
        put(counter, sunday)
    at(counter, SUNDAY)
    assert overview.missing(counter.gateway) == sundays[-3:]
    assert overview.make_up(counter.gateway) == 3
    assert folders(counter) == [sunday.isoformat() for sunday in sundays[-3:]]
    assert [bool(entered(counter, sunday)) for sunday in sundays] == [False] * 4 + [True]
    assert overview.missing(counter.gateway) == []
    # The movement of the sample is news in the first overview of the row only.
    news = [any(row.news for m in made.ministries for row in m.rows) for made in kept(counter, sundays[-3:])]
    assert news == [True, False, False]


def kept(counter: Counter, sundays: list[date]) -> list[Overview]:
    return [made for sunday in sundays if (made := overview.kept(counter.gateway, sunday))]


def test_after_a_long_stop_the_nights_come_first(counter: Counter) -> None:
    put(counter, SUNDAY - timedelta(weeks=1))
    at(counter, SUNDAY, 48 * HOUR_MS)  # two days late the house is started again; no night is made yet
    expected = overview.awaited(counter.gateway, SUNDAY).ministries
    assert "health" in expected
    assert overview.make_up(counter.gateway) == 1  # the week before is complete
    assert overview.missing(counter.gateway) == [SUNDAY]


def test_a_house_without_reports_has_no_overview(counter: Counter) -> None:
    at(counter, SUNDAY, 10 * HOUR_MS)
    assert overview.missing(counter.gateway) == []
    assert overview.make_up(counter.gateway) == 0


def test_files_that_a_dead_process_did_not_write_are_written(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "render", lambda made: overview.Files((), {"overview.pdf": as_json(made)}))
    put(counter, SUNDAY)
    at(counter, SUNDAY)
    made = overview.release(counter.gateway, SUNDAY)
    assert folders(counter) == []
    assert overview.make_up(counter.gateway) == 1
    written = (overview.folder_of(counter.gateway, SUNDAY) / "overview.pdf").read_bytes()
    assert read_json(written, Overview) == made


@pytest.mark.parametrize(
    ("zone", "hour", "sunday", "due"),
    [
        ("Africa/Nairobi", "06:00", date(2026, 6, 7), "2026-06-08T03:00"),
        ("Africa/Maseru", "06:00", date(2026, 6, 7), "2026-06-08T04:00"),
        ("Europe/Berlin", "06:00", date(2026, 3, 29), "2026-03-30T04:00"),  # the clocks went on that Sunday
        ("Europe/Berlin", "06:00", date(2026, 10, 25), "2026-10-26T05:00"),  # and back on that one
        ("Africa/Cairo", "00:30", date(2026, 4, 26), "2026-04-26T21:30"),
        ("Asia/Amman", "00:00", date(2022, 3, 27), "2022-03-27T21:00"),
    ],
)
def test_when_it_is_due(zone: str, hour: str, sunday: date, due: str) -> None:
    of = Reports(overview_zone=zone, overview_at=hour)  # type: ignore[arg-type]
    expected = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert mondays.due(of, sunday) == expected
    at_ms = round(expected.timestamp() * 1000)
    assert mondays.last_due_sunday(of, at_ms) == sunday
    assert mondays.last_due_sunday(of, at_ms - 1) == sunday - timedelta(weeks=1)
    assert mondays.last_due_sunday(of, at_ms + 6 * 24 * HOUR_MS) == sunday


def test_the_clock_has_it_among_its_parts(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "render", lambda made: overview.Files((), {"overview.json": as_json(made)}))
    engine = connect(sqlite_url)
    house = of_house(Counter(engine, tmp_path / "var", surveys=()))
    put(house, SUNDAY)
    at(house, SUNDAY)
    clock.run_once(house.gateway)
    assert folders(house) == [SUNDAY.isoformat()]
    told = json.loads((overview.folder_of(house.gateway, SUNDAY) / "overview.json").read_bytes())
    assert told["meta"]["sunday"] == "2026-11-22"
    engine.dispose()
