"""The archive of reports in the console: the released page under a policy of its own, the files, and who sees which."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Desk
from night_sample import sample

from gateway.console.reports.apart import policy_of
from gateway.nights import archive, nightly
from reports.forms.as_json import as_json
from reports.forms.open_data import as_csv
from storage import reports
from storage.people import Held
from storage.unit import connect, unit

SUNDAY = date(2026, 6, 7)
AT = f"/reports/health/{SUNDAY}"
RELEASED = as_json(sample())


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    with unit(engine) as u:
        for back in range(40):
            content = {"en": RELEASED if not back else b"{}\n"}
            reports.keep(u, "health", SUNDAY - timedelta(days=back), reports.NIGHTLY, content, "2.0.0", 1)
        u.commit()
    yield desk
    engine.dispose()


def test_a_night_is_found_looked_at_and_taken_along(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "reader"))
    listed = neo.get("/reports").text
    assert AT in listed
    older = re.search(r'href="(/reports\?[^"]+)"', listed)
    assert older is not None
    assert str(SUNDAY - timedelta(days=35)) in neo.get(older[1].replace("&amp;", "&")).text
    night = neo.get(AT)
    assert "frame-src 'self'" in night.headers["Content-Security-Policy"]
    assert [wrong_in(listed), wrong_in(night.text)] == [[], []]
    package = neo.get(f"{AT}/files/figures.zip")
    assert package.headers["Content-Disposition"] == f'attachment; filename="health-{SUNDAY}-figures.zip"'
    with zipfile.ZipFile(io.BytesIO(package.data)) as found:
        assert found.namelist() == ["figures.csv", "datapackage.json", "dictionary.csv"]
        assert found.read("figures.csv") == as_csv(sample())
    assert neo.get(f"{AT}/files/report.json").data == RELEASED
    for name in ("report.exe", "../gateway.db", "report.xx.xlsx", "overview.html", ".report.html.1"):
        assert neo.get(f"{AT}/files/{name}").status_code == 404, name


def test_what_the_night_wrote_is_what_is_given(desk: Desk) -> None:
    neo = desk.person("neo", Held("health", "reader"))
    folder = nightly.folder(desk.gateway, desk.gateway.settings.ministries["health"], SUNDAY)
    folder.mkdir(parents=True)
    (folder / "report.xlsx").write_bytes(b"as the night wrote it")
    (folder / "report.html").write_text('<style>p{}</style><h1>told</h1><td style="color:red">')
    assert neo.get(f"{AT}/files/report.xlsx").data == b"as the night wrote it"
    shown = neo.get(f"{AT}/page")
    assert shown.data == (folder / "report.html").read_bytes()
    policy = shown.headers["Content-Security-Policy"]
    assert policy == policy_of(shown.text)
    assert policy.startswith("sandbox; default-src 'none'")
    assert len(re.findall("'sha256-", policy)) == 2
    assert "'unsafe-inline'" not in policy
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_places_bound_what_is_read_of_a_night(desk: Desk) -> None:
    manager = desk.person("manager", Held("health", "reader", "", "F003"))
    page = manager.get(AT).text
    names = {each.standing.name for each in sample().facilities if each.standing.scope.facility == "F003"}
    others = {each.standing.name for each in sample().facilities} - names
    assert [name for name in names if name not in page] == []
    assert [name for name in others if f"<strong>{name}</strong>" in page] == []
    assert "iframe" not in page
    assert wrong_in(page) == []
    assert [manager.get(f"{AT}/{what}").status_code for what in ("page", "files/report.json")] == [404, 404]


def test_an_overview_is_for_those_who_may_see_every_ministry(desk: Desk) -> None:
    with unit(desk.gateway.engine) as u:
        reports.keep(u, "", SUNDAY, reports.OVERVIEW, {"en": b"{}\n"}, "2.0.0", 1)
        u.commit()
    folder = desk.gateway.settings.var / "reports" / "overview" / SUNDAY.isoformat()
    folder.mkdir(parents=True)
    (folder / "overview.html").write_text("<style>p{}</style><h1>all</h1>")
    (folder / "overview.csv").write_text("a,b")
    of_all, of_one = desk.person("all", Held("", "reader")), desk.person("one", Held("health", "reader"))
    at = f"/overviews/{SUNDAY}"
    assert at in of_all.get("/reports").text
    assert at not in of_one.get("/reports").text
    assert wrong_in(of_all.get(at).text) == []
    assert of_all.get(f"{at}/overview.html").text.endswith("<h1>all</h1>")
    assert of_all.get(f"{at}/overview.csv").data == b"a,b"
    for what in ("", "/overview.html", "/overview.csv"):
        assert of_one.get(at + what).status_code == 404
    assert of_all.get("/overviews/2026-06-14").status_code == 404


def test_one_report_is_printed_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PATIENCE_S", 0.01)
    neo = desk.person("neo", Held("health", "reader"))
    with archive._alone():
        busy = neo.get(f"{AT}/files/report.json")
    assert (busy.status_code, "printing a report" in busy.text) == (503, True)
