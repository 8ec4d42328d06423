"""``gateway dhis2`` as a person meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
import time_machine
from night_sample import sample

from gateway.cli import outcome
from gateway.cli.dhis2 import ids_of
from gateway.cli.opened import opened
from gateway.refusal import Refusal
from gateway.settings import ROOT, load_settings
from reports.forms.as_json import as_json
from reports.forms.dhis2 import Ids
from storage import reports
from storage.unit import unit

ELEMENTS = "data_elements: {sms.responses: fbfJHSPpUQD}"


@pytest.fixture(autouse=True)
def _own_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = structlog.get_config()
    config = (ROOT / "config.yaml").read_text().replace("data_elements: {}", ELEMENTS)
    config = config.replace('org_units: ""', "org_units: places.csv")
    (tmp_path / "config.yaml").write_text(config)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "places.csv").write_text("F004,DiszpKrYNg8\n\nF003,at6UHUQatSo\n")
    monkeypatch.setenv("GATEWAY_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    structlog.configure(**before)


def test_what_was_released_is_sent_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["db", "upgrade"]) == 0
    with time_machine.travel("2026-06-08T10:00:00+00:00", tick=False):
        assert outcome(["dhis2", "health"]) == 1
        assert "No report of Ministry of Health, Lesotho was released for 2026-06-07." in capsys.readouterr().err
        report = sample()
        gateway = opened()
        with unit(gateway.engine) as u:
            content = {"en": as_json(report)}
            reports.keep(u, "health", report.meta.local_day, reports.NIGHTLY, content, report.meta.method_version, 1)
            u.commit()
        gateway.engine.dispose()
        assert outcome(["dhis2", "health"]) == 0
        told = json.loads(capsys.readouterr().out)["dataValues"]
        assert {row["dataElement"] for row in told} == {"fbfJHSPpUQD"}
        assert {"DiszpKrYNg8", "at6UHUQatSo"} < {row["orgUnit"] for row in told}
        assert outcome(["dhis2", "health", "--dry-run"]) == 0
        assert "No data element is set for sms.positive" in capsys.readouterr().out
        assert outcome(["dhis2", "health", "--out", str(tmp_path / "weeks.json")]) == 0
        assert json.loads((tmp_path / "weeks.json").read_bytes())["dataValues"] == told


@pytest.mark.parametrize("said", ["F004", "F004,", "F004,a,b"])
def test_a_file_of_places_that_cannot_be_read_is_refused(said: str, tmp_path: Path) -> None:
    health = load_settings().ministries["health"]
    assert ids_of(load_settings(), health) == Ids(
        {"sms.responses": "fbfJHSPpUQD"}, {"F004": "DiszpKrYNg8", "F003": "at6UHUQatSo"}
    )
    (tmp_path / "var" / "places.csv").write_text(f"F001,x\n{said}\n")
    with pytest.raises(Refusal, match="line 2"):
        ids_of(load_settings(), health)
    (tmp_path / "var" / "places.csv").unlink()
    with pytest.raises(Refusal, match="cannot be read"):
        ids_of(load_settings(), health)
