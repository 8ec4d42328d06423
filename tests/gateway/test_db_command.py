"""``gateway db`` on a new database, an old one, and one that is not there."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from gateway.cli import outcome


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_a_new_database_is_behind_until_it_is_upgraded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert outcome(["db", "status"]) == 1
    assert "Run: gateway db upgrade" in capsys.readouterr().err
    assert outcome(["db", "upgrade"]) == 0
    assert outcome(["db", "upgrade"]) == 0
    assert outcome(["db", "status"]) == 0
    assert f"The database is up to date (SQLite, {tmp_path}/var/gateway.db)." in capsys.readouterr().out
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


@pytest.mark.parametrize("command", ["status", "upgrade"])
def test_a_server_that_does_not_answer_is_told_without_its_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://gateway:hunter2@127.0.0.1:1/feedback")
    assert outcome(["db", command]) == 1
    told = capsys.readouterr().err
    assert told.startswith("The database cannot be used (PostgreSQL, 127.0.0.1/feedback)")
    assert "hunter2" not in told
    assert "Traceback" not in told


def test_a_file_that_is_no_database_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "gateway.db").write_text("This is a letter, not a database. " * 50)
    assert outcome(["db", "upgrade"]) == 1
    assert "The database cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["status", "upgrade"])
def test_a_database_of_a_newer_gateway_is_left_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    assert outcome(["db", "upgrade"]) == 0
    with closing(sqlite3.connect(tmp_path / "var" / "gateway.db")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'from-tomorrow'")
        newer.commit()
    assert outcome(["db", command]) == 1
    assert "A newer gateway has changed this database" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    assert outcome(["db", "upgrade"]) == 1
    assert "cannot be made" in capsys.readouterr().err
