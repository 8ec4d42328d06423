"""Text, problems, path, the shelf, and two who write at once: by plain forms, without script."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from counter import CLINIC, SURVEYS
from survey_forms import form_of, send, words_in

from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

pytestmark = pytest.mark.long
AT = f"/surveys/health/{CLINIC}"
HOSTILE = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}'


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


@pytest.fixture
def neo(desk: Desk) -> Browser:
    return desk.person("neo", Held("health", "editor"))


def text(desk: Desk) -> str:
    return desks.opened(desk.gateway, "health", CLINIC).text


# --- the text


def test_a_text_is_saved_as_it_was_typed_with_its_problems_by_lines(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    broken = before.replace('someone dials: "*120*45#"', "someone dials: *120*45#")
    answer = send(neo, f"{AT}/text", "/text", text=broken.replace("\n", "\r\n"))
    assert answer.location == f"{AT}/text?saved=1"
    assert text(desk) == broken
    page = neo.get(answer.location).text
    assert wrong_in(page) == []
    line = broken[: broken.index("someone dials")].count("\n") + 1
    assert f"Line {line} " in words_in(page)
    assert f"text-line-{line}" in page
    assert "still needs repair" in page


@pytest.mark.parametrize("typed", ["", "  \n", "x: " + "y" * 205_000])
def test_a_text_that_cannot_be_saved_is_given_back(desk: Desk, neo: Browser, typed: str) -> None:
    before = text(desk)
    answer = send(neo, f"{AT}/text", "/text", text=typed)
    assert answer.status_code == 400
    assert typed.strip() in answer.text
    assert text(desk) == before


@pytest.mark.parametrize("part", ["", "/text", "/problems", "/path", "?at=wait", "?at=wait&add=wait", "/text?line=12"])
def test_hostile_words_have_no_effect_on_any_part(desk: Desk, neo: Browser, part: str) -> None:
    hostile = (
        text(desk)
        .replace("How many hours did you wait", HOSTILE.replace("{{ 7*7 }}", "{{{{ 7*7 }}"))
        .replace("title: How was", f"title: '{HOSTILE}' # ")
    )
    assert hostile.count("<script>") == 2
    opened = desks.opened(desk.gateway, "health", CLINIC)
    desks.save(desk.gateway, opened.draft, hostile, "palesa")
    page = neo.get(AT + part)
    assert page.status_code == 200
    assert wrong_in(page.text) == []
    assert "<script>alert" not in page.text
    assert "<img" not in page.text


# --- the problems


def test_a_dial_code_without_quotes_is_repaired_by_its_button(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    opened = desks.opened(desk.gateway, "health", CLINIC)
    broken = before.replace('someone dials: "*120*45#"', "someone dials: *120*45#")
    desks.save(desk.gateway, opened.draft, broken, "palesa")
    page = neo.get(f"{AT}/problems").text
    label = re.search(r'name="label" value="([^"]+)"', page)
    assert label is not None
    assert send(neo, f"{AT}/problems", "/repair", label=label[1]).status_code == 303
    assert text(desk) == before


def test_nothing_to_repair_tells_what_is_asked_of_people(neo: Browser) -> None:
    page = words_in(neo.get(f"{AT}/problems").text)
    assert "Nothing to repair. 6–9 questions. About 2½ minutes on the phone menu." in page
    assert "Accepted warnings: 5" in page


def test_a_warning_is_accepted_with_a_reason_and_not_without(desk: Desk, neo: Browser) -> None:
    opened = desks.opened(desk.gateway, "health", CLINIC)
    fewer = "\n".join(line for line in opened.text.split("\n") if not line.startswith("  W620"))
    desks.save(desk.gateway, opened.draft, fewer, "palesa")
    assert send(neo, f"{AT}/problems", "/accept", reason=" x ").status_code == 400
    assert send(neo, f"{AT}/problems", "/accept", reason="Most people get six.").status_code == 303
    assert "  W620: Most people get six." in text(desk)


def test_examples_are_taken_as_they_come_out_and_a_translation_is_said_to_be_right(desk: Desk, neo: Browser) -> None:
    send(neo, f"{AT}?at=wait", "/edit", **{"words/ask/en": "How long did you wait, in hours?"})
    assert "come out differently" in neo.get(f"{AT}/problems").text
    assert send(neo, f"{AT}/problems", "/courses").status_code == 303
    assert "How long did you wait, in hours?" in desks.opened(desk.gateway, "health", CLINIC).draft.talks
    assert "It is right" in neo.get(f"{AT}/problems").text
    send(neo, f"{AT}/problems", "/accept")
    assert "W514 at wait: The translation is right, says neo." in text(desk)
    assert "Nothing to repair" in neo.get(f"{AT}/problems").text


def test_of_two_warnings_at_one_place_the_one_is_accepted_that_was_meant(desk: Desk, neo: Browser) -> None:
    new = {"words/ask/en": "Was it clean?", "words/ask/st": "Ho hloekile?", "name": "clean"}
    send(neo, f"{AT}?at=call_me&add=call_me", "/add", **new)
    for name in ("tidy", "neat"):
        send(neo, f"{AT}?at=clean&add=clean", "/add", **(new | {"name": name}))
    send(neo, f"{AT}/problems", "/courses")
    page = neo.get(f"{AT}/problems").text
    keys = re.findall(r'name="key" value="(W652[^"]+)"', page)
    assert len(keys) == len(set(keys)) >= 2
    assert send(neo, f"{AT}/problems", "/accept", key=keys[-1], reason="It is asked like the others.").status_code == 303
    assert f"W652 at {keys[-1].rpartition('.')[2]}: It is asked" in text(desk)


def test_a_repair_of_what_is_gone_says_so(neo: Browser) -> None:
    action, fields = form_of(neo.get(f"{AT}/text").text, "/text")
    answer = neo.client.post(action.replace("/text", "/repair"), data={**fields, "key": "E1@1.1", "label": "x"})
    assert "not there any more" in neo.get(answer.location).text


# --- the path


def test_every_box_of_the_path_leads_to_its_question(neo: Browser) -> None:
    page = neo.get(f"{AT}/path").text
    assert wrong_in(page) == []
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert f'<a href="{AT}?at=wait#questions-wait"><g id="q_wait">' in drawing
    assert f'<a href="{AT}?at=comment#questions-comment">8. Comment</a>' in page


# --- two who write


def second(desk: Desk, first: tuple[str, str], then: tuple[str, str]) -> tuple[Browser, str]:
    """Neo and Palesa open the same text; she saves first, then he; the page that he sees."""
    neo, palesa = desk.person("neo", Held("health", "editor")), desk.person("palesa", Held("health", "editor"))
    action, fields = form_of(neo.get(f"{AT}/text").text, "/text")
    send(palesa, f"{AT}/text", "/text", text=fields["text"].replace(*first))
    answer = neo.client.post(action, data={**fields, "text": fields["text"].replace(*then)})
    assert answer.status_code == 409
    assert wrong_in(answer.text) == []
    return neo, answer.text


def test_changes_in_different_lines_go_together(desk: Desk) -> None:
    before = text(desk)
    neo, page = second(desk, ("I was ill", "I was sick"), ("Pregnancy or birth", "Birth"))
    assert "palesa saved while you were writing" in page
    action, fields = form_of(page, "/both")
    assert neo.client.post(action, data=fields).status_code == 303
    assert text(desk) == before.replace("I was ill", "I was sick").replace("Pregnancy or birth", "Birth")


@pytest.mark.parametrize(
    ("choice", "expected"), [("yours", ["Mine"]), ("theirs", ["Hers"]), ("before", ["I was ill"]), ("both", ["Hers", "Mine"])]
)
def test_of_two_texts_for_one_line_one_is_chosen_and_both_were_seen(desk: Desk, choice: str, expected: list[str]) -> None:
    neo, page = second(desk, ("I was ill", "Hers"), ("I was ill", "Mine"))
    assert all(words in page for words in ("Hers", "Mine", "I was ill"))
    action, fields = form_of(page, "/both")
    [name] = [key for key in re.findall(r'name="(choice-\d+)"', page)][:1]
    without = neo.client.post(action, data=fields)
    assert without.status_code == 409
    assert neo.client.post(action, data={**fields, name: choice}).status_code == 303
    assert [words for words in ("Hers", "Mine", "I was ill") if f"en: {words}," in text(desk)] == expected


def test_whoever_is_outrun_while_choosing_is_asked_again(desk: Desk) -> None:
    neo, page = second(desk, ("I was ill", "I was sick"), ("Pregnancy or birth", "Birth"))
    action, fields = form_of(page, "/both")
    mpho = desk.person("mpho", Held("health", "editor"))
    send(mpho, f"{AT}?at=wait", "/edit", **{"words/ask/en": "How long?"})
    again = neo.client.post(action, data=fields)
    assert again.status_code == 409
    action, fields = form_of(again.text, "/both")
    assert neo.client.post(action, data=fields).status_code == 303
    assert all(words in text(desk) for words in ("I was sick", "Birth", "How long?"))


def test_a_draft_on_an_older_version_takes_the_newer_one_in(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    send(neo, f"{AT}?at=wait", "/edit", **{"words/ask/en": "How long?"})
    desk.counter.publish(CLINIC, before.replace("I was ill", "I was sick"))
    assert "Version 2 was published after this draft was begun" in neo.get(AT).text
    action, fields = form_of(neo.get(f"{AT}/newer").text, "/both")
    assert neo.client.post(action, data=fields).status_code == 303
    opened = desks.opened(desk.gateway, "health", CLINIC)
    assert not opened.behind
    assert "How long?" in opened.text
    assert "I was sick" in opened.text


# --- the shelf


def test_the_shelf_tells_drafts_problems_and_answers(desk: Desk, neo: Browser) -> None:
    opened = desks.opened(desk.gateway, "health", CLINIC)
    desks.save(desk.gateway, opened.draft, opened.text.replace("only if: medicine is no", "only if: medecine is no"), "palesa")
    page = neo.get("/surveys").text
    assert wrong_in(page) == []
    assert re.search(r"How was your clinic visit\? 1 open, last by palesa 0 [1-9]", words_in(page))
    assert "/begin" not in desk.person("thabo", Held("health", "reader")).get("/surveys").text


def test_a_shelf_without_a_survey_says_how_to_begin(desk: Desk) -> None:
    assert "There is no survey yet" in desk.person("thabo", Held("interior", "editor")).get("/surveys").text


def test_a_survey_begins_from_a_template(desk: Desk, neo: Browser) -> None:
    answer = send(neo, "/surveys/health/begin?from=minimal", "/begin", name="new-one", title="A new one", main="en")
    assert answer.location == "/surveys/health/new-one"
    assert "Draft, never published" in neo.get(answer.location).text
    again = send(neo, "/surveys/health/begin?from=minimal", "/begin", name="new-one", title="A new one", main="en")
    assert again.status_code == 400
    assert "There is a survey “new-one” already" in again.text
    told = send(neo, "/surveys/health/begin?from=clinic", "/begin", name="third", title="Third", main="en", language="st")
    assert "has not checked: Sesotho" in told.text


@pytest.mark.parametrize(
    ("raw", "name", "expected"),
    [
        ((SURVEYS / f"{CLINIC}.yaml").read_bytes().replace(b"lesotho-clinic-visit", b"brought"), "a.yaml", 303),
        (b"", "a.yaml", 400),
        (b"PK\x03\x04 no workbook", "a.xlsx", 400),
        (b'{"flows": []}', "a.json", 400),
        (b"\xff\xfe\x00", "a.yaml", 400),
    ],
)
def test_a_survey_begins_from_a_file_or_says_why_not(neo: Browser, raw: bytes, name: str, expected: int) -> None:
    _, fields = form_of(neo.get("/surveys/health/begin?from=file").text, "/begin")
    answer = neo.client.post("/surveys/health/begin", data={**fields, "file": (io.BytesIO(raw), name)})
    assert answer.status_code == expected
    if expected == 303:
        assert neo.get("/surveys/health/brought").status_code == 200
    else:
        assert wrong_in(answer.text) == []
