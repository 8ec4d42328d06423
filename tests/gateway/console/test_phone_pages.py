"""A draft tried on the phones of the page: step by step, back again, and kept as an example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from counter import CLINIC
from survey_forms import words_in

from gateway.editing import desk as desks
from storage.people import Held
from storage.unit import connect

AT = f"/surveys/health/{CLINIC}"


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


class Phone:
    """The phone menu of the page, with what it holds."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.page = browser.get(f"{AT}/phones").text

    def press(self, **fields: str) -> str:
        from survey_forms import form_of

        _, held = form_of(self.page, "/phones")
        answer = self.browser.client.post(f"{AT}/phones", data={**held, "phone": "ussd", **fields})
        assert wrong_in(answer.text) == []
        self.page = answer.text
        return words_in(answer.text)


def test_a_survey_is_played_on_the_phone_menu_and_a_step_taken_back(desk: Desk) -> None:
    phone = Phone(desk.person("neo", Held("health", "editor")))
    assert wrong_in(phone.page) == []
    start = phone.page.count('class="bubble')
    phone.press(key="1")
    assert phone.page.count('class="bubble') > start
    phone.press(do="undo")
    assert phone.page.count('class="bubble') == start
    assert "How many hours did you wait" in phone.press(do="jump", question="wait")
    for step in ("nonsense", "20 minutes", "25 hours", "morning", "drop", "come again", "stop", "restart"):
        phone.press(do=step)
    assert "ways," in phone.press(do="walk")


def test_an_angry_patient_is_kept_as_an_example(desk: Desk) -> None:
    phone = Phone(desk.person("neo", Held("health", "editor")))
    phone.press(do="jump", question="wait")
    phone.press(do="say", say="9")
    phone.press(do="drop")
    assert "Kept as the example" in phone.press(do="keep", name="angry patient")
    assert "angry patient" in desks.opened(desk.gateway, "health", CLINIC).draft.talks


def test_what_comes_back_is_checked_and_shown_as_text(desk: Desk) -> None:
    phone = Phone(desk.person("neo", Held("health", "translator")))
    assert phone.press(ussd='{"c":"ussd","b":"x"}', do="say", say="1")
    phone.press(do="say", say="<b>&amp;</b>")
    assert "<b>" not in phone.page
    before = desks.opened(desk.gateway, "health", CLINIC).draft.talks
    phone.press(do="keep", name="mine")
    assert desks.opened(desk.gateway, "health", CLINIC).draft.talks == before
    reader = desk.person("rea", Held("health", "reader"))
    assert reader.get(f"{AT}/phones").status_code == 404
