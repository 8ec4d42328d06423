"""Open data as readers meet it: what is served was released, caches are told the truth, and nobody's words are there."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from threading import Event

import pytest
from counter import Counter
from flask.testing import FlaskClient
from frictionless import Package, system
from shelved import SUNDAY, released, report_of
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from gateway import create_app
from gateway.open_data.edition import public
from gateway.settings import Settings
from reports.forms.as_json import as_json, read_json
from reports.forms.open_data import as_csv
from reports.night.shape import Report
from storage import reports
from storage.tables import reports as kept_reports
from storage.unit import Unit, connect, unit

MONDAY = SUNDAY + timedelta(days=1)
FILES = ("figures.csv", "datapackage.json", "dictionary.csv", "report.json")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var", surveys=())


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var", surveys=())
    engine.dispose()


@pytest.fixture(scope="module")
def library(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Two days of one ministry, for readers alone."""
    folder = tmp_path_factory.mktemp("library")
    engine = connect(f"sqlite:///{shutil.copy(sqlite_template, folder / 'gateway.db')}")
    counter = Counter(engine, folder / "var", surveys=())
    released(counter, report_of(SUNDAY), report_of(MONDAY))
    yield counter
    engine.dispose()


def get(counter: Counter, path: str, **headers: str) -> TestResponse:
    return counter.client.get(f"/open-data/{path}", headers={k.replace("_", "-"): v for k, v in headers.items()})


def with_settings(counter: Counter, settings: Settings) -> Counter:
    counter.gateway = dataclasses.replace(counter.gateway, settings=settings)
    counter.client = create_app(counter.gateway).test_client()
    return counter


# --- what is served ----------------------------------------------------------------------------------------------------------


def test_what_is_served_is_what_was_released(counter: Counter) -> None:
    report = report_of(SUNDAY)
    released(counter, report)
    assert get(counter, "health/2026-06-07/figures.csv").data == as_csv(public(report))
    assert read_json(get(counter, "health/2026-06-07/report.json").data, Report) == public(report)
    rows = list(csv.DictReader(io.StringIO(get(counter, "health/2026-06-07/figures.csv").text)))
    assert len(rows) > 100
    assert {row["ministry"] for row in rows} == {"health"}


def test_another_program_reads_the_package_by_its_own_description(library: Counter, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(get(library, f"health/latest/{name}").data)
    with system.use_context(trusted=True):
        found = Package(str(tmp_path / "datapackage.json")).validate()
    assert found.flatten(["type", "message"]) == []
    assert [task.name for task in found.tasks] == ["figures", "dictionary"]


def test_latest_is_the_newest_day_and_its_address_is_told(library: Counter) -> None:
    newest = get(library, "health/latest/figures.csv")
    assert newest.data == get(library, "health/2026-06-08/figures.csv").data
    assert newest.data != get(library, "health/2026-06-07/figures.csv").data
    assert newest.headers["Content-Location"] == "/open-data/health/2026-06-08/figures.csv"


def test_a_report_in_several_languages_is_one_package_whatever_config_yaml_says_later(on_sqlite: Counter) -> None:
    released(on_sqlite, report_of(SUNDAY, language="st"), report_of(SUNDAY, language="en"), report_of(MONDAY, language="st"))
    first = [get(on_sqlite, f"health/{day}/report.json").data for day in (SUNDAY, MONDAY)]
    assert [json.loads(raw)["meta"]["language"] for raw in first] == ["en", "st"]
    ministries = dict(on_sqlite.gateway.settings.ministries)
    ministries["health"] = ministries["health"].model_copy(update={"languages": ("st", "en"), "name": "Renamed"})
    with_settings(on_sqlite, on_sqlite.gateway.settings.model_copy(update={"ministries": ministries}))
    assert [get(on_sqlite, f"health/{day}/report.json").data for day in (SUNDAY, MONDAY)] == first


def test_the_index_lists_every_day_that_was_released_and_nothing_else(counter: Counter) -> None:
    released(counter, report_of(SUNDAY), report_of(MONDAY), report_of(SUNDAY, "gone"))
    told = get(counter, "index.json").json
    assert told is not None
    health = next(each for each in told["ministries"] if each["ministry"] == "health")
    assert [(package["day"], package["weekly"]) for package in health["packages"]] == [
        ("2026-06-08", False),
        ("2026-06-07", True),
    ]
    assert health["newest"] == "2026-06-08"
    assert {each["ministry"] for each in told["ministries"]} == set(counter.gateway.settings.ministries)
    for package in health["packages"]:
        assert get(counter, package["descriptor"]).status_code == 200


# --- nobody's words ----------------------------------------------------------------------------------------------------------


def test_no_words_of_citizens_or_staff_are_in_any_file_or_page(library: Counter) -> None:
    report = report_of(SUNDAY)
    assert report.texts is not None
    told = {
        report.texts.quotations[0].text, report.texts.quotations[0].released_by,
        *(signal.action_note for signal in report.signals if signal.action_note), "moleng",
    }  # fmt: skip
    assert len(told) == 4
    assert all(words.encode() in as_json(report) for words in told)
    released(library, report)
    paths = ["", "index.json", "health/", "health/latest/", *(f"health/latest/{name}" for name in FILES)]
    everything = "".join(get(library, path).text for path in paths)
    assert not [words for words in told if words in everything]


def test_a_public_edition_keeps_every_figure_and_the_texts_of_danger_are_none() -> None:
    report = report_of(SUNDAY)
    assert report.texts is not None
    edition = public(dataclasses.replace(report, texts=dataclasses.replace(report.texts, danger=report.texts.texts)))
    assert edition.texts is not None
    assert edition.texts.danger.n is None
    assert edition.texts.themes == report.texts.themes
    assert dataclasses.replace(edition, signals=(), texts=None) == dataclasses.replace(report, signals=(), texts=None)
    assert public(dataclasses.replace(report, texts=None)).texts is None


def test_only_kept_nightly_reports_are_served(on_sqlite: Counter) -> None:
    preview = report_of(MONDAY)
    preview = dataclasses.replace(preview, meta=dataclasses.replace(preview.meta, so_far=True))
    with unit(on_sqlite.gateway.engine) as u:
        reports.keep(u, "health", SUNDAY, reports.OVERVIEW, {"en": as_json(report_of(SUNDAY))}, "2.0.0", 1)
        u.commit()
    assert get(on_sqlite, "health/2026-06-07/figures.csv").status_code == 404
    assert get(on_sqlite, "health/latest/figures.csv").status_code == 404
    released(on_sqlite, preview)
    on_sqlite.clock.pass_(seconds=31)
    assert get(on_sqlite, "health/2026-06-08/figures.csv").status_code == 500


# --- caches ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_whoever_has_it_already_is_sent_nothing(library: Counter, name: str) -> None:
    first = get(library, f"health/2026-06-07/{name}")
    assert first.headers["ETag"] == f'"{hashlib.sha256(first.data).hexdigest()}"'
    again = get(library, f"health/2026-06-07/{name}", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert get(library, f"health/latest/{name}", If_None_Match='"other"').status_code == 200
    assert get(library, f"health/latest/{name}").headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("path", "mediatype"),
    [
        ("health/latest/figures.csv", "text/csv; charset=utf-8; header=present"),
        ("health/latest/dictionary.csv", "text/csv; charset=utf-8; header=present"),
        ("health/latest/datapackage.json", "application/json"),
        ("health/latest/report.json", "application/json"),
        ("index.json", "application/json"),
        ("", "text/html; charset=utf-8"),
        ("health/", "text/html; charset=utf-8"),
        ("health/latest/", "text/html; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is_to_browsers_and_programs_of_other_houses(
    library: Counter, path: str, mediatype: str
) -> None:
    answer = get(library, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, mediatype)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    head = library.client.head(f"/open-data/{path}")
    assert (head.status_code, head.data) == (200, b"")
    same = ("ETag", "Content-Length", "Content-Type", "Cache-Control")
    assert [head.headers[name] for name in same] == [answer.headers[name] for name in same]


def test_a_package_is_made_once_for_a_crowd_and_is_given_on_while_the_database_is_away(
    on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(on_sqlite, report_of(SUNDAY))
    asked: list[date] = []
    find = reports.find

    def noted(u: Unit, ministry: str, day: date) -> reports.Kept | None:
        asked.append(day)
        return find(u, ministry, day)

    monkeypatch.setattr(reports, "find", noted)
    for name in FILES * 5:
        assert get(on_sqlite, f"health/latest/{name}").status_code == 200
    assert asked == [SUNDAY]
    on_sqlite.clock.pass_(hours=1)
    on_sqlite.gateway.engine.dispose()
    Path(str(on_sqlite.gateway.engine.url.database)).unlink()
    Path(str(on_sqlite.gateway.engine.url.database)).mkdir()
    assert get(on_sqlite, "health/latest/figures.csv").status_code == 200


def test_without_a_database_the_answer_is_503_and_when_to_come_again(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    counter = Counter(connect(f"sqlite:///{tmp_path / 'folder.db'}"), tmp_path / "var", surveys=())
    for path in ("", "index.json", "health/", "health/latest/", "health/latest/figures.csv", "health/2026-06-07/report.json"):
        answer = get(counter, path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.text == "The database is away for the moment. Come again in 30 seconds.\n"


def test_the_shelf_holds_so_many_bytes_and_no_more(on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    from gateway.open_data import shelf

    days = [SUNDAY + timedelta(days=n) for n in range(4)]
    released(on_sqlite, *(report_of(day) for day in days))
    shelved = shelf.Shelf(on_sqlite.gateway)
    one = shelved.package("health", days[0])
    assert one is not None
    monkeypatch.setattr(shelf, "MOST_BYTES", 2 * one.size + 10_000)
    for day in (days[1], days[0], days[2]):
        shelved.package("health", day)
    assert [day for _, day in shelved._made] == [days[0], days[2]]


def test_a_damaged_report_is_no_open_data(on_sqlite: Counter) -> None:
    released(on_sqlite, report_of(SUNDAY))
    with unit(on_sqlite.gateway.engine) as u:
        u.connection.execute(kept_reports.update().values(sha256="0" * 64))
        u.commit()
    assert get(on_sqlite, "health/latest/figures.csv").status_code == 500


# --- what is not there -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "nobody/", "nobody/latest/", "nobody/latest/figures.csv", "nobody/2026-06-07/figures.csv", "huduma/latest/figures.csv",
        "health/2026-06-09/", "health/2026-06-09/figures.csv", "health/20260607/figures.csv", "health/2026-W23-7/figures.csv",
        "health/2026-6-7/figures.csv", "health/２０２６-06-07/figures.csv", "health/0000-00-00/figures.csv",
        "health/2026-02-31/", "health/9999-12-31/figures.csv", "health/Latest/figures.csv", "health/latest/figures",
        "health/latest/FIGURES.CSV",
        "health/latest/report.html", "health/latest/../../../config.yaml", "health/..%2f..%2fconfig.yaml/figures.csv",
        "..%2f..%2fconfig.yaml", "%2e%2e/%2e%2e/config.yaml", "health/latest/..%5c..%5cconfig.yaml", "/etc/passwd",
        "health/latest//etc/passwd", "health/latest/figures.csv%00.json", "health%00/latest/figures.csv",
        "HEALTH/latest/figures.csv", "overview/latest/report.json", "/latest/report.json", "health/latest/figures.csv/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_words_and_no_path_leads_out(library: Counter, path: str) -> None:
    answer = get(library, path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert re.fullmatch(r"[A-Za-z./ ,-]+\n", answer.text)
    assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written_there(library: Counter, method: str) -> None:
    assert getattr(library.client, method)("/open-data/health/latest/figures.csv", data=b"x").status_code == 405


def test_an_installation_without_open_data_has_none(on_sqlite: Counter) -> None:
    released(on_sqlite, report_of(SUNDAY))
    off = on_sqlite.gateway.settings.reports.model_copy(update={"open_data": False})
    with_settings(on_sqlite, on_sqlite.gateway.settings.model_copy(update={"reports": off}))
    for path in ("", "index.json", "health/", "health/latest/figures.csv", "health/2026-06-07/report.json"):
        assert get(on_sqlite, path).status_code == 404


# --- pages -------------------------------------------------------------------------------------------------------------------


def test_the_page_names_ministries_days_licence_and_whom_to_ask(on_sqlite: Counter) -> None:
    ministries = dict(on_sqlite.gateway.settings.ministries)
    ministries["health"] = ministries["health"].model_copy(
        update={"name": "Lekala la <b>Bophelo</b>", "contact": "Planning unit, feedback@health.example"}
    )
    with_settings(on_sqlite, on_sqlite.gateway.settings.model_copy(update={"ministries": ministries}))
    released(on_sqlite, report_of(SUNDAY), report_of(MONDAY))
    answer = get(on_sqlite, "")
    assert "Lekala la &lt;b&gt;Bophelo&lt;/b&gt;" in answer.text
    assert "feedback@health.example" in answer.text
    assert "CC-BY-4.0" in answer.text
    assert "Monday 8 June 2026" in answer.text
    assert 'href="health/2026-06-07/">7 June 2026' in answer.text
    assert "fewer than 10 people" in answer.text
    assert "No report has been released yet." in answer.text


def test_every_link_of_the_pages_leads_somewhere(library: Counter) -> None:
    from urllib.parse import urljoin

    seen, waiting = set(), ["/open-data/"]
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith("/"):
            continue
        seen.add(address)
        answer = library.client.get(address)
        assert answer.status_code == 200, address
        if answer.mimetype == "text/html":
            waiting += [urljoin(address, link) for link in re.findall(r'href="([^"]+)"', answer.text)]
    assert len(seen) > 12
    assert "/open-data/health/latest/dictionary.csv" in seen


@pytest.mark.parametrize("path", ["", "health/", "health/latest/"])
def test_a_page_runs_and_fetches_nothing(library: Counter, path: str) -> None:
    answer = get(library, path)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<script|<img|<link|<iframe|@import|url\(|\son\w+=|style=\"", answer.text)
    assert '<html lang="en">' in answer.text
    assert 'name="viewport"' in answer.text


# --- a crowd -----------------------------------------------------------------------------------------------------------------


def test_while_one_package_is_made_a_few_wait_and_everybody_else_comes_again(
    on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gateway.open_data import shelf

    released(on_sqlite, report_of(SUNDAY))
    assert get(on_sqlite, "health/").status_code == 200
    begun, go_on, made_of = Event(), Event(), shelf.made_of

    def slowly(kept: reports.Kept) -> shelf.Package:
        begun.set()
        assert go_on.wait(20)
        return made_of(kept)

    monkeypatch.setattr(shelf, "made_of", slowly)
    places = max(1, on_sqlite.gateway.settings.web.threads // 4)

    def ask(client: FlaskClient) -> int:
        return client.get("/open-data/health/latest/figures.csv").status_code

    clients = [on_sqlite.client.application.test_client() for _ in range(places + 4)]
    with ThreadPoolExecutor(len(clients)) as pool:
        asked = [pool.submit(ask, clients[0])]
        assert begun.wait(20)
        asked += [pool.submit(ask, client) for client in clients[1:]]
        turned_away = [each.result() for each in islice(as_completed(asked, 20), 4)]
        busy = get(on_sqlite, "index.json")
        go_on.set()
        got = [each.result() for each in asked]
    assert turned_away == [503] * 4
    assert sorted(got) == [200] * places + [503] * 4
    assert busy.status_code == 503
    assert busy.headers["Retry-After"] == "2"
    assert get(on_sqlite, "health/latest/figures.csv").status_code == 200
