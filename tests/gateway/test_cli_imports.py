"""Questionnaires of other programs become drafts by two commands, and whatever is lost is said."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from flows.check import check
from gateway.cli import outcome

FRAME = ["--owner", "Ministry of Water", "--time-zone", "Africa/Maseru", "--dials", "*120*77#"]


HELLO = ["note", "hi", "Ministry of Water. Free."]


def _form(tmp_path: Path, *rows: list[str], first: list[str] = HELLO) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "survey"
    for row in (["type", "name", "label"], first, *rows):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "form.xlsx"
    path.write_bytes(out.getvalue())
    return path


def test_a_form_becomes_a_draft_that_can_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, out = _form(tmp_path, ["integer", "days", "For how many days?"]), tmp_path / "draft.yaml"
    assert outcome(["import", "xlsform", str(form), *FRAME, "--out", str(out)]) == 0
    assert "a draft with 1 questions. It is not published." in capsys.readouterr().out
    assert check(out.read_text()).errors == ()


def test_what_is_not_carried_is_said_and_the_exit_code_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = _form(tmp_path, ["integer", "days", "Days?"], ["geopoint", "where", "Where?"])
    out = tmp_path / "draft.yaml"
    assert outcome(["import", "xlsform", str(form), *FRAME, "--out", str(out)]) == 1
    assert "Not carried over: sheet survey, row 4: *where* is of the type *geopoint*." in capsys.readouterr().out
    assert "# - sheet survey, row 4: *where* is of the type *geopoint*." in out.read_text()


def test_a_draft_never_replaces_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form, out = _form(tmp_path, ["text", "a", "A?"]), tmp_path / "mine.yaml"
    out.write_text("mine")
    assert outcome(["import", "xlsform", str(form), *FRAME, "--out", str(out)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert out.read_text() == "mine"


def test_nothing_to_ask_is_a_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "draft.yaml"
    form = _form(tmp_path, ["image", "a", "A?"], first=["geopoint", "b", "B?"])
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"flows": []}))
    for command in (["xlsform", str(form)], ["rapidpro", str(bad)]):
        assert outcome(["import", *command, *FRAME, "--out", str(out)]) == 1
        assert "nothing in" in capsys.readouterr().err
    assert not out.exists()


def test_a_flow_becomes_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    category = {"uuid": "c", "name": "All", "exit_uuid": "x"}
    router = {"type": "switch", "wait": {"type": "msg"}, "operand": "@input.text", "cases": [], "categories": [category],
              "default_category_uuid": "c", "result_name": "Why"}  # fmt: skip
    node = {"uuid": "n", "actions": [{"uuid": "a", "type": "send_msg", "text": "Why?"}], "router": router,
            "exits": [{"uuid": "x", "destination_uuid": None}]}  # fmt: skip
    flow = {"uuid": "f", "name": "Water", "spec_version": "13.2.0", "revision": 3, "language": "eng", "nodes": [node]}
    export, out = tmp_path / "export.json", tmp_path / "water.yaml"
    export.write_text(json.dumps({"version": "13", "flows": [flow]}))
    assert outcome(["import", "rapidpro", str(export), *FRAME, "--out", str(out)]) == 0
    assert "revision 3" in capsys.readouterr().out
    assert check(out.read_text()).errors == ()


@pytest.mark.parametrize("command", ["xlsform", "rapidpro"])
def test_what_the_other_program_does_not_tell_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert outcome(["import", command, str(tmp_path / "form")]) == 2
    told = capsys.readouterr().err
    assert "Nobody has said who asks and where the survey runs" in told
    assert 'Add it, like: --owner "Ministry of Water" --time-zone Africa/Maseru' in told
    assert outcome(["import", command, str(tmp_path / "form"), "--owner", "Ministry of Water"]) == 2
    assert "Nobody has said where the survey runs;" in capsys.readouterr().err
