"""What the text editor asks for while somebody types: the same problems as a publication, each at its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from console_visitors import Browser, Desk
from counter import CLINIC, SURVEYS

from storage.people import Held
from storage.tables import drafts
from storage.unit import connect

TEXT = (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")
AT = f"/surveys/health/{CLINIC}/live"


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


@pytest.fixture
def editor(desk: Desk) -> Browser:
    return desk.person("neo", Held("health", "editor"))


def asked(browser: Browser, text: str, at: str = AT) -> Any:
    shown = browser.get("/").text
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    return browser.client.post(at, data=text.encode(), headers={"X-CSRFToken": token}, content_type="text/plain")


def problems(browser: Browser, text: str) -> list[dict[str, Any]]:
    answer = asked(browser, text)
    assert answer.status_code == 200
    return list(answer.json["problems"])


@pytest.mark.parametrize(
    ("written", "instead", "code", "underlined"),
    [
        ('someone dials: "*120*45#"', "someone dials: *120*45#", None, "*120*45#"),
        ("only if: treated is below 3 or asked_to_pay is yes", "only if: treeted is below 3", "E401", "treeted is below 3"),
        ("Ms 'Mantoa 😀", "", None, ""),
        ("answer: rating", "answer: ratting", None, "ratting"),
    ],
)
def test_a_mistake_is_underlined_where_it_stands(
    editor: Browser, written: str, instead: str, code: str | None, underlined: str
) -> None:
    text = TEXT.replace(written, instead, 1)
    found = [each for each in problems(editor, text) if each["severity"] == "error"]
    if not instead:
        assert found == []
        return
    assert underlined in {text[each["from"] : each["to"]] for each in found}
    for each in found:
        assert each["line"] == text[: each["from"]].count("\n") + 1
        assert each["sentence"]
        assert each["remedy"]


def test_a_place_behind_an_emoji_is_counted_in_signs(editor: Browser) -> None:
    text = ("# 😀😀\n" + TEXT).replace("answer: rating", "answer: ratting", 1)
    assert "ratting" in {text[each["from"] : each["to"]] for each in problems(editor, text)}


def test_what_is_no_survey_at_all_is_answered_too(editor: Browser) -> None:
    for text in ("", "\n", "a: [", "\t", "\x00", "- - -", "x" * 1000):
        for each in problems(editor, text):
            assert 0 <= each["from"] <= each["to"] <= len(text)


def test_the_surveys_own_names_come_along(editor: Browser) -> None:
    told = asked(editor, TEXT.replace("question: wait\n", "question: waited\n")).json
    assert "waited" in {each["word"] for each in told["names"]}
    assert "keep days" in {each["word"] for each in told["variables"]}


def test_nothing_is_stored(desk: Desk, editor: Browser) -> None:
    problems(editor, TEXT.replace("free", "FREE"))
    assert desk.counter.rows(drafts) == []


def test_a_text_beyond_the_language_is_not_read(editor: Browser) -> None:
    assert asked(editor, "x" * 204_801).status_code == 413


def test_only_who_may_write_asks_and_only_for_their_ministry(desk: Desk, editor: Browser) -> None:
    assert asked(desk.person("thabo", Held("health", "reader")), TEXT).status_code == 404
    assert asked(editor, TEXT, "/surveys/huduma/kenya-huduma-service/live").status_code == 404
    assert asked(editor, TEXT, "/surveys/health/none/live").status_code == 404
    assert editor.client.post(AT, data=b"x").status_code == 400


def test_the_keys_of_the_language_are_told(editor: Browser) -> None:
    told = editor.get("/survey-keys").json
    assert told is not None
    assert "title" in {each["word"] for each in told["survey"]}
    assert all(each["about"] for each in told["question"])


def test_files_are_sent_small_to_whoever_reads_that(editor: Browser) -> None:
    shown = editor.get("/").text
    address = shown.split('rel="stylesheet" href="')[1].split('"')[0]
    small = editor.client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = editor.client.get(address)
    assert (small.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert len(small.data) < len(plain.data) / 2
