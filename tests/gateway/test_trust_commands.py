"""``gateway audit``, ``keys``, ``retention``, ``breach`` and ``record`` as a person meets them."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog
import time_machine

from gateway.cli import outcome
from gateway.settings import ROOT

THEN = "2026-06-02T10:00:00+00:00"
Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture
def published(capsys: Out) -> None:
    """The clinic's survey, published on 2 June 2026."""
    assert outcome(["db", "upgrade"]) == 0
    with time_machine.travel(THEN, tick=False):
        assert outcome(["publish", str(ROOT / "flows" / "surveys" / "lesotho-clinic-visit.yaml")]) == 0
    capsys.readouterr()


def said(capsys: Out, *arguments: str, code: int = 0) -> str:
    assert outcome(list(arguments)) == code
    return capsys.readouterr().out


def forge(var: Path) -> None:
    """Somebody with the file in their hands."""
    with sqlite3.connect(var / "gateway.db") as c:
        c.execute("DROP TRIGGER audit_no_update")
        c.execute("UPDATE audit SET actor = 'somebody else' WHERE id = 1")
    c.close()


def test_a_noted_digest_is_found_again(published: None, capsys: Out) -> None:
    digest = said(capsys, "audit").splitlines()[-1]
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    assert "The audit holds: 1 rows" in said(capsys, "audit", "verify", "--noted", digest)
    assert "none of its 1 rows has the digest" in said(capsys, "audit", "verify", "--noted", "0" * 64, code=1)


def test_a_forged_row_is_named_and_the_exit_code_tells_it(published: None, capsys: Out, tmp_path: Path) -> None:
    forge(tmp_path / "var")
    assert "at row 1, its own words were changed" in said(capsys, "audit", "verify", code=1)
    told = json.loads(said(capsys, "audit", "verify", "--json", code=1))
    assert (told["holds"], told["broken_row"], told["how"]) == (False, 1, "changed")


def test_rows_are_shown_as_lines_json_and_a_table(published: None, capsys: Out) -> None:
    assert "2026-06-02T10:00:00Z" in said(capsys, "audit", "show")
    row = json.loads(said(capsys, "audit", "show", "--json", "--action", "survey published"))
    assert (row["subject"], row["detail"]["version"]) == ("lesotho-clinic-visit", 1)
    (read,) = csv.DictReader(StringIO(said(capsys, "audit", "show", "--csv")))
    assert read["subject"] == "lesotho-clinic-visit"
    assert said(capsys, "audit", "show", "--since", "2026-06-03") == ""
    assert said(capsys, "audit", "show", "--until", "2026-06-02T12:00+02:00") == ""
    said(capsys, "audit", "show", "--since", "2026-06-03", "--until", "2026-06-01", code=2)


def test_a_table_holds_no_formula(published: None, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "=1+1")
    said(capsys, "pause", "survey", "lesotho-clinic-visit", "--reason", "holiday")
    rows = list(csv.DictReader(StringIO(said(capsys, "audit", "show", "--csv"))))
    assert [row["actor"] for row in rows][-1] == "'=1+1"


def test_keys_are_shown_without_being_shown(published: None, capsys: Out, tmp_path: Path) -> None:
    told = said(capsys, "keys", "show")
    assert re.search(r"^number k1 +[0-9a-f]{16} +0 contacts +0 answers +seals from now on$", told, re.MULTILINE)
    secrets = [file.read_text() for file in (tmp_path / "var" / "secrets").iterdir()]
    assert not [word for secret in secrets for word in re.split("[:,]", secret) if len(word) > 8 and word in told]
    assert [key["id"] for key in json.loads(said(capsys, "keys", "show", "--json"))["keys"]] == [
        "number k1",
        "index",
        "binding",
    ]


def test_a_new_key_is_added_moved_to_the_front_and_rotated_to(published: None, capsys: Out, tmp_path: Path) -> None:
    fresh = said(capsys, "keys", "new").strip()
    assert fresh.startswith("k2:")
    kept = tmp_path / "var" / "secrets" / "number_keys"
    old = kept.read_text()
    assert "only one number key" in said(capsys, "keys", "rotate")
    kept.write_text(f"{fresh},{old}")
    assert "Nothing is sealed under the key “k1” any more" in said(capsys, "keys", "rotate")
    kept.write_text(fresh)
    assert "number k1" not in said(capsys, "keys", "show")


def test_a_wrong_key_stops_every_command_in_words(published: None, capsys: Out, tmp_path: Path) -> None:
    said(capsys, "keys", "show")
    index = tmp_path / "var" / "secrets" / "index_key"
    index.write_text(said(capsys, "keys", "new").strip().partition(":")[2])
    assert outcome(["keys", "show"]) == 1
    assert "the index key is another one" in capsys.readouterr().err


def test_retention_says_what_is_due_and_what_went(published: None, capsys: Out) -> None:
    assert said(capsys, "retention", "--dry-run") == "Nothing is due.\n"
    assert said(capsys, "retention") == "Nothing was due.\n"
    assert json.loads(said(capsys, "retention", "--json")) == {}


def test_the_pack_and_the_record_are_written(published: None, capsys: Out, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said(capsys, "breach", "--from", "2026-06-01", "--to", "2026-06-03", "--out", str(out))
    said(capsys, "record", "--out", str(out))
    names = {file.name for file in out.iterdir()}
    assert names == {"breach.json", "breach.txt", "people.csv", "SHA256SUMS", "record.md", "record.json"}
    assert "survey published" in (out / "breach.json").read_text()
    assert "Phone numbers are kept for 30 days" in (out / "record.md").read_text()
    said(capsys, "breach", "--from", "2026-06-03", "--to", "2026-06-01", "--out", str(out), code=2)
