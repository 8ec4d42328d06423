"""``gateway schema``: the schema of the language as a file or on the screen, and how an editor is told of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.schema import json_schema
from gateway.cli import outcome


def test_it_is_printed_so_that_it_can_go_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["schema"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == json_schema()
    assert "# yaml-language-server: $schema=survey.schema.json" in printed.err


def test_it_is_written_and_the_line_for_the_editor_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "language.json"
    assert outcome(["schema", "--out", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == json_schema()
    assert f"# yaml-language-server: $schema={file}" in capsys.readouterr().out


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["schema", "--out", str(tmp_path / "no" / "such" / "folder.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err
