"""The form view: what is changed in a card changes its own lines, and nothing that the form cannot show is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from counter import CLINIC
from survey_forms import differing, form_of, send, words_in

from gateway.editing import desk as desks
from gateway.editing.cards import cards
from storage.people import Held
from storage.tables import audit
from storage.unit import connect

pytestmark = pytest.mark.long
AT = f"/surveys/health/{CLINIC}"


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


def test_a_card_that_is_saved_as_it_was_changes_nothing(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    names = [card.name for card in cards(before)]
    assert len(names) == 9
    for at in (*names, "-survey", "-welcome", "-thanks"):
        assert send(neo, f"{AT}?at={at}", "/edit").status_code == 303, at
    assert text(desk) == before
    assert desks.opened(desk.gateway, "health", CLINIC).draft.revision == 0


def test_one_changed_wording_is_one_changed_line(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    answer = send(neo, f"{AT}?at=wait", "/edit", **{"words/ask/en": "How many hours did you wait to be seen?"})
    assert answer.status_code == 303
    assert answer.location == f"{AT}?at=wait#questions-wait"
    line = "How many hours did you wait before someone saw you? Type 0 if it was less than one hour."
    assert differing(before, text(desk)) == [(f"      en: {line}", "      en: How many hours did you wait to be seen?")]
    page = neo.get(answer.location).text
    assert "Draft, 1 change since version 1" in page
    assert "by neo" in page
    [entry] = [each for each in desk.counter.rows(audit) if each["action"] == "draft saved"]
    assert (entry["actor"], entry["subject"]) == ("neo", CLINIC)


def test_what_was_saved_last_is_undone(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    send(neo, f"{AT}?at=comment", "/edit", deed="remove")
    assert "question: comment" not in text(desk)
    assert "Undo: remove question comment" in neo.get(AT).text
    assert send(neo, AT, "/undo").status_code == 303
    assert text(desk) == before


@pytest.mark.parametrize(
    ("at", "deed", "expected"),
    [
        ("wait", "up", ["facility", "wait", "reason"]),
        ("wait", "down", ["reason", "treated", "wait"]),
        ("reason", "up", ["reason", "facility", "wait"]),
        ("wait", "copy", ["wait", "wait_again", "treated"]),
        ("wait", "rename", ["reason", "wait_again", "treated"]),
    ],
)
def test_a_question_is_moved_copied_and_renamed(desk: Desk, neo: Browser, at: str, deed: str, expected: list[str]) -> None:
    send(neo, f"{AT}?at={at}", "/edit", deed=deed, **({"name": "wait_again"} if deed in ("copy", "rename") else {}))
    names = [line.split(":")[1].strip() for line in text(desk).split("\n") if line.startswith("  - question")]
    start = names.index(expected[0])
    assert names[start : start + 3] == expected


def test_choices_are_reworded_added_moved_and_removed_as_rows(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    send(
        neo,
        f"{AT}?at=reason",
        "/edit",
        **{"words/choices/illness/en": "I was sick", "choice/en": "Dentist", "choice/st": "Meno"},
    )
    send(neo, f"{AT}?at=reason", "/edit", deed="choice-up dentist")
    send(neo, f"{AT}?at=reason", "/edit", deed="choice-remove pregnancy")
    new = text(desk).split("\n")
    rows = [line.split(":")[0].strip() for line in new if line.startswith("      ") and "{ en: " in line][:5]
    assert rows == ["illness", "child", "chronic", "dentist", "other"]
    assert [line for line in new if line not in before.split("\n")] == [
        "      illness:   { en: I was sick,            st: Ke ne ke kula }",
        "      dentist: { en: Dentist, st: Meno }",
    ]


def test_a_question_is_added_with_a_follow_up_for_one_answer(desk: Desk, neo: Browser) -> None:
    first = send(
        neo,
        f"{AT}?at=medicine&add=medicine",
        "/add",
        **{"words/ask/en": "Was the clinic clean?", "words/ask/st": "E ne e hloekile?"},
    )
    assert first.location.endswith("#questions-the_clinic_clean")
    second = send(
        neo, f"{AT}?at=the_clinic_clean&add=the_clinic_clean", "/add", kind="text", name="dirt",
        **{"words/ask/en": "What was dirty?", "words/ask/st": "Ke eng?", "test/0": "the_clinic_clean is no"},
    )  # fmt: skip
    assert second.status_code == 303
    flow = desks.opened(desk.gateway, "health", CLINIC)
    assert "only if: the_clinic_clean is no" in flow.text
    assert text(desk).index("question: medicine") < text(desk).index("the_clinic_clean") < text(desk).index("question: dirt")


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"test/0": "medicine is no", "test/1": "wait is at least …", "number/1": "5", "join": "and"},
            "only if: medicine is no and wait is at least 5",
        ),
        (
            {"test/0": "medicine is no", "test/1": "asked_to_pay is yes", "join": "or"},
            "only if: medicine is no or asked_to_pay is yes",
        ),
        ({"test/0": "treated is below 3", "join": "and"}, "only if: treated is below 3 and asked_to_pay is yes"),
    ],
)
def test_a_condition_is_chosen_from_lists(desk: Desk, neo: Browser, fields: dict[str, str], line: str) -> None:
    before = text(desk)
    send(neo, f"{AT}?at=comment", "/edit", **fields)
    assert [b for _, b in differing(before, text(desk))] == [f"    {line}"]


def test_an_answer_leads_to_a_later_question_only(desk: Desk, neo: Browser) -> None:
    page = neo.get(f"{AT}?at=medicine").text
    assert "go to comment" in page
    assert "go to wait" not in page
    send(neo, f"{AT}?at=medicine", "/edit", **{"then/yes": "go to comment"})
    assert "then:" in text(desk)
    assert "yes: go to comment" in text(desk)


def test_what_the_form_cannot_show_is_shown_as_text_and_changed_there(desk: Desk, neo: Browser) -> None:
    odd = text(desk).replace(
        "only if: treated is below 3 or asked_to_pay is yes\n    ask:\n      en: What",
        "only if all of:\n      - treated is below 3 or asked_to_pay is yes\n"
        "      - channel is sms\n    # a note\n    ask:\n      en: What",
    )
    desk.counter.publish(CLINIC, odd)
    page = neo.get(f"{AT}?at=comment").text
    assert "This condition is written by hand" in page
    assert "# a note" in words_in(page)
    source = odd[odd.index("  - question: comment") : odd.index("\n\n  - question: call_me")]
    send(neo, f"{AT}?at=comment", "/edit", source=source.replace("channel is sms", "channel is ussd").replace("\n", "\r\n"))
    assert differing(odd, text(desk)) == [("      - channel is sms", "      - channel is ussd")]


def test_the_survey_itself_is_changed_as_text_in_its_place(desk: Desk, neo: Browser) -> None:
    before = text(desk)
    changed = {"block/title": "title: How was your visit?", "block/rules": "rules:\r\n  close after: 2 days"}
    assert send(neo, f"{AT}?at=-survey", "/edit", **changed).status_code == 303
    new = text(desk)
    assert "\ntitle: How was your visit?\n" in new
    assert "\nrules:\n  close after: 2 days\n\naccepted:" in new
    assert [line for line in new.split("\n") if line not in before.split("\n")] == [
        "title: How was your visit?", "  close after: 2 days",
    ]  # fmt: skip


def test_a_meter_says_what_is_left_and_why(neo: Browser) -> None:
    page = words_in(neo.get(f"{AT}?at=asked_to_pay").text)
    assert "Phone menu 75 of 160 · 85 left" in page
    assert "SMS 1 part, 100 of 160 · 60 left · longest name: St Joseph&#39;s Hospital Roma" in page


def test_the_meters_of_what_is_typed_are_told_and_nothing_is_saved(desk: Desk, neo: Browser) -> None:
    action, fields = form_of(neo.get(f"{AT}?at=wait").text, "/edit")
    told = neo.client.post(action.replace("/edit", "/measured"), data={**fields, "words/ask/st": "e" * 165})
    assert "Phone menu 169 of 160 · <strong>✕ 9 too many" in told.text
    assert desks.opened(desk.gateway, "health", CLINIC).draft.revision == 0
    broken = {**fields, "source": "  - question: [", "words/ask/st": "x"}
    assert neo.client.post(action.replace("/edit", "/measured"), data=broken).status_code == 204


@pytest.mark.parametrize("role", ["reader", "translator"])
def test_whoever_may_not_write_has_no_form_and_is_not_heard(desk: Desk, role: str) -> None:
    desk.person("neo", Held("health", "editor"))
    other = desk.person("other", Held("health", role))
    page = other.get(f"{AT}?at=wait")
    assert page.status_code == (200 if role == "reader" else 404)
    assert "/edit" not in page.text
    assert other.post(f"{AT}/edit", page="/surveys", revision="0", at="wait").status_code == 404


@pytest.mark.parametrize("fields", [{"revision": "99"}, {"revision": "x"}, {"at": "nobody"}, {"deed": "choice-up x"}])
def test_a_form_that_no_page_of_ours_has_changes_nothing(desk: Desk, neo: Browser, fields: dict[str, str]) -> None:
    before = text(desk)
    assert send(neo, f"{AT}?at=reason", "/edit", **fields).status_code in (400, 404)
    assert text(desk) == before


def test_two_who_save_lose_nothing(desk: Desk, neo: Browser) -> None:
    palesa = desk.person("palesa", Held("health", "editor"))
    page = palesa.get(f"{AT}?at=wait").text
    send(neo, f"{AT}?at=wait", "/edit", **{"words/ask/en": "How long?"})
    action, fields = form_of(page, "/edit")
    second = palesa.client.post(action, data={**fields, "words/ask/en": "How many hours?"})
    assert second.status_code == 409
    assert wrong_in(second.text) == []
    assert "How long?" in second.text
    assert "How many hours?" in second.text
    assert "How many hours?" not in text(desk)
