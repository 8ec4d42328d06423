"""From what changes to a version that is live and back again, as pages: who may, what is refused, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from counter import CLINIC
from survey_forms import form_of, send, words_in

from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

AT = f"/surveys/health/{CLINIC}"
WAITED = "How many hours did you wait"


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


def draft(desk: Desk) -> desks.Desk:
    return desks.opened(desk.gateway, "health", CLINIC)


def change(desk: Desk, old: str, new: str, by: str = "palesa") -> None:
    opened = draft(desk)
    assert old in opened.text
    desks.save(desk.gateway, opened.draft, opened.text.replace(old, new), by, talks="")


def accepted(desk: Desk) -> None:
    """What the checker still wants of the draft is accepted."""
    from gateway.editing import checking

    while True:
        found = checking.look(desk.gateway, draft(desk), repairs=False).found
        open_ones = [each for each in found if each.problem.is_warning]
        assert not [each for each in found if each.problem.is_error]
        if not open_ones:
            return
        checking.accept_warning(desk.gateway, draft(desk), open_ones[0].key, "it is meant so", "palesa")


def publisher(desk: Desk) -> Browser:
    return desk.person("neo", Held("health", "publisher"))


def test_a_change_is_told_published_with_its_note_and_undone(desk: Desk) -> None:
    was = draft(desk).text
    change(desk, WAITED, "How long, in hours, did you wait")
    accepted(desk)
    neo = publisher(desk)
    told = neo.get(f"{AT}/changes").text
    assert "How long, in hours, did you wait" in told
    assert wrong_in(told) == []
    live = send(neo, f"{AT}/publish", "/release", reason="clearer")
    assert live.status_code == 303, words_in(live.text)
    shown = neo.get(live.location).text
    assert "Version 2 is live" in shown
    assert wrong_in(shown) == []
    past = neo.get(f"{AT}/versions").text
    assert "clearer" in past
    assert "neo, " in past
    back = send(neo, f"{AT}/versions", "/back", reason="the old one was right")
    assert back.status_code == 303, words_in(back.text)
    assert "Version 3 is live" in neo.get(back.location).text
    assert draft(desk).text == was
    compared = neo.get(f"{AT}/changes?old=1&new=3").text
    assert "Nothing has changed." in compared
    assert wrong_in(compared) == []


def test_errors_are_on_the_list_and_nothing_is_published_with_them(desk: Desk) -> None:
    neo = publisher(desk)
    change(desk, "- question: wait\n", "- question: wait\n    ask what: no\n")
    page = neo.get(f"{AT}/publish").text
    assert "Errors to repair" in page
    assert "Not yet" in page
    assert f"{AT}/release" not in page
    answer = neo.post(
        f"{AT}/release", f"{AT}/publish", revision=str(draft(desk).draft.revision), based_on=str(draft(desk).draft.based_on),
        reason="all the same",
    )  # fmt: skip
    assert answer.status_code == 400
    assert "was not published" in answer.text
    assert draft(desk).version is not None
    assert draft(desk).version.number == 1


def test_whoever_writes_but_does_not_publish_sees_the_list_without_the_button(desk: Desk) -> None:
    palesa = desk.person("palesa", Held("health", "editor"))
    assert "nothing to publish" in palesa.get(f"{AT}/publish").text
    change(desk, WAITED, "How long, in hours, did you wait")
    assert f"{AT}/release" not in palesa.get(f"{AT}/publish").text
    for deed in ("release", "back"):
        assert palesa.post(f"{AT}/{deed}", f"{AT}/publish").status_code == 404
    reader = desk.person("rea", Held("health", "reader"))
    assert reader.get(f"{AT}/publish").status_code == 404
    assert reader.get(f"{AT}/versions").status_code == 200
    stranger = desk.person("sam", Held("huduma", "publisher"))
    assert [stranger.get(f"{AT}/{page}").status_code for page in ("changes", "versions", "publish")] == [404, 404, 404]


def test_a_second_person_reads_and_never_the_last_editor(desk: Desk) -> None:
    change(desk, WAITED, "How long, in hours, did you wait")
    palesa, neo = desk.person("palesa", Held("health", "editor")), publisher(desk)
    assert "a second person reads it" in palesa.get(f"{AT}/changes").text
    assert send(neo, f"{AT}/changes", "/read").status_code == 303
    assert "Read by neo" in neo.get(f"{AT}/changes").text


def test_whoever_publishes_what_has_changed_since_is_shown_both(desk: Desk) -> None:
    change(desk, WAITED, "How long, in hours, did you wait")
    accepted(desk)
    neo = publisher(desk)
    action, fields = form_of(neo.get(f"{AT}/publish").text, "/release")
    change(desk, "How long, in hours, did you wait", "How many hours had you to wait")
    assert neo.client.post(action, data={**fields, "reason": "clearer"}).status_code == 409
    assert draft(desk).version is not None
    assert draft(desk).version.number == 1
