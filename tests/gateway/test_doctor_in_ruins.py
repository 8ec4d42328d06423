"""The doctor where nothing works from the start: always words, one document of JSON, and nothing is made by looking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from gateway.cli import gateway as command
from gateway.settings import ROOT


def house(tmp_path: Path, name: str) -> Mapping[str, str]:
    """Environments in which something is broken from the start."""
    environ = {"GATEWAY_VAR": str(tmp_path / "var"), "GATEWAY_PORT": "1"}
    match name:
        case "no configuration":
            environ["GATEWAY_CONFIG"] = str(tmp_path / "nowhere.yaml")
        case "broken configuration":
            written = (ROOT / "config.yaml").read_text(encoding="utf-8")
            (tmp_path / "config.yaml").write_text(written.replace("  deadline_s: 5", "  deadline_s: soon"), encoding="utf-8")
            environ["GATEWAY_CONFIG"] = str(tmp_path / "config.yaml")
        case "no database server":
            environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
        case "database that is none":
            (tmp_path / "folder.db").mkdir()
            environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'folder.db'}"
        case "not a database":
            (tmp_path / "text.db").write_text("this is no database at all, but a text that is long enough " * 99)
            environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'text.db'}"
        case "key that is none":
            environ["GATEWAY_INDEX_KEY"] = "short"
            (tmp_path / "var" / "secrets").mkdir(parents=True)
        case "file where the folder should be":
            (tmp_path / "var").write_text("?")
    return environ


HOUSES = (
    "nothing yet", "no configuration", "broken configuration", "no database server", "database that is none", "not a database",
    "key that is none", "file where the folder should be",
)  # fmt: skip


@pytest.mark.parametrize("name", HOUSES)
def test_where_nothing_works_the_command_still_says_what_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DATABASE_URL", "REDIS_URL", "GATEWAY_CONFIG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in house(tmp_path, name).items():
        monkeypatch.setenv(variable, value)
    before = {path for path in tmp_path.rglob("*") if path.suffix not in (".db-wal", ".db-shm")}
    shown = CliRunner().invoke(command, ["doctor"])
    assert shown.exit_code == 1, shown.output
    assert " bad" in shown.output.splitlines()[0]
    assert "Traceback" not in shown.output
    data = json.loads(CliRunner().invoke(command, ["doctor", "--json"]).stdout)
    assert data["bad"] >= 1
    assert all(one["remedy"] for one in data["findings"] if one["verdict"] != "well")
    assert {path for path in tmp_path.rglob("*") if path.suffix not in (".db-wal", ".db-shm")} == before


def test_an_unknown_channel_is_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gateway.cli import outcome

    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    assert outcome(["doctor", "--channel", "mian"]) == 2
