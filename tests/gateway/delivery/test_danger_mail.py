"""Whoever is named for words of danger hears of them by mail, without the words, once a day until they have been looked at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from string import Formatter

import pytest
from counter import CLINIC, Call, Counter
from mail_server import Letterbox, letterbox, settings_for
from sqlalchemy import Engine

from gateway import clock
from gateway.config_sections import Mail
from gateway.conversing import filing
from gateway.delivery import danger_mail, mailing
from gateway.remarks import danger
from reports.words import LANGUAGES, word
from reports.words.danger import TEXTS
from storage.tables import mails, responses
from storage.unit import connect, unit

PERSON = "focal@health.example"
DIED = "Sister Mary sent us home and my baby died, call 5812 3456"


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var", surveys=(CLINIC,))


def named(counter: Counter, mail: Mail, person: str | None = PERSON, language: str = "en") -> None:
    settings = counter.gateway.settings
    health = settings.ministries["health"].model_copy(update={"focal_person": person, "languages": (language,)})
    changed = settings.model_copy(update={"ministries": settings.ministries | {"health": health}, "mail": mail})
    counter.gateway = dataclasses.replace(counter.gateway, settings=changed)


def wrote(counter: Counter, n: int = 1) -> int:
    """Somebody's filed visit with words of danger; gives the conversation."""
    Call(counter, f"ATUid_{n}", f"+2665800{n:04}").go("1", "1301", "2", "1", "1", "1", "2", DIED, "2")
    session_id: int = counter.rows(responses)[-1]["session_id"]
    assert filing.file_response(counter.gateway, session_id)
    return session_id


def text_of(raw: bytes) -> str:
    body = message_from_bytes(raw, policy=default).get_body(("plain",))
    assert body is not None
    said: str = body.get_content()
    return said.replace("\r\n", "\n")


def test_the_named_person_hears_how_many_and_since_when_and_no_word_of_it(counter: Counter, box: Letterbox) -> None:
    named(counter, settings_for(box))
    wrote(counter)
    wrote(counter, 2)
    assert danger_mail.enter_due(counter.gateway) == 1
    assert mailing.send_due(counter.gateway) == 1
    [(to, raw)] = box.taken
    assert to == PERSON
    told = text_of(raw)
    assert told.startswith("2 people wrote of danger to Ministry of Health, Lesotho, the first on Wednesday 18 November 2026,")
    assert "\n    gateway danger health\n" in told
    whole = message_from_bytes(raw, policy=default).as_string()
    assert not [words for words in ("baby", "died", "Mary", "5812", "58000", "1301") if words in whole]


def test_it_comes_once_a_day_until_somebody_has_looked(counter: Counter, box: Letterbox) -> None:
    named(counter, settings_for(box))
    session_id = wrote(counter)
    assert [danger_mail.enter_due(counter.gateway) for _ in range(3)] == [1, 0, 0]
    wrote(counter, 2)
    assert danger_mail.enter_due(counter.gateway) == 0
    counter.clock.pass_(days=1)
    assert [danger_mail.enter_due(counter.gateway) for _ in range(2)] == [1, 0]
    with unit(counter.gateway.engine) as u:
        for id in (session_id, session_id + 1):
            danger.seen(u, counter.gateway, "health", id, "M. Molapo")
        u.commit()
    counter.clock.pass_(days=1)
    assert danger_mail.enter_due(counter.gateway) == 0
    assert [row["kind"] for row in counter.rows(mails)] == ["danger", "danger"]


def test_whoever_looked_before_the_mail_went_is_told_that_nothing_waits(counter: Counter, box: Letterbox) -> None:
    named(counter, settings_for(box))
    session_id = wrote(counter)
    danger_mail.enter_due(counter.gateway)
    with unit(counter.gateway.engine) as u:
        danger.seen(u, counter.gateway, "health", session_id, "M. Molapo")
        u.commit()
    mailing.send_due(counter.gateway)
    assert "nothing waits now" in text_of(box.taken[0][1])


def test_the_clock_enters_it_though_nobody_told_it_of_anything(counter: Counter, box: Letterbox) -> None:
    named(counter, settings_for(box))
    wrote(counter)
    clock.run_once(counter.gateway)
    clock.run_once(counter.gateway)
    assert [row["address"] for row in counter.rows(mails) if row["kind"] == "danger"] == [PERSON]


def test_without_a_server_or_a_named_person_nothing_is_entered_and_later_all_of_it(counter: Counter) -> None:
    wrote(counter)
    ready = Mail(host="127.0.0.1", security="none", sender="Feedback <feedback@example.org>")
    for mail, person in ((Mail(), PERSON), (ready, None)):
        named(counter, mail, person)
        assert danger_mail.enter_due(counter.gateway) == 0
    named(counter, ready)
    assert danger_mail.enter_due(counter.gateway) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_ministrys_first_language(sqlite_url: str, tmp_path: Path, box: Letterbox, language: str) -> None:
    counter = Counter(connect(sqlite_url), tmp_path / "var", surveys=(CLINIC,))
    named(counter, settings_for(box), language=language)
    wrote(counter)
    danger_mail.enter_due(counter.gateway)
    mailing.send_due(counter.gateway)
    raw = box.taken[0][1]
    assert word(TEXTS, "read", language) in text_of(raw)
    page = message_from_bytes(raw, policy=default).get_body(("html",))
    assert page is not None
    assert f'<html lang="{language}">' in page.get_content()
    counter.gateway.engine.dispose()


def test_every_language_has_the_same_figures() -> None:
    for key, texts in TEXTS.items():
        fields = {language: {name for _, name, _, _ in Formatter().parse(text) if name} for language, text in texts.items()}
        assert set(texts) == set(LANGUAGES)
        assert all(of == fields["en"] for of in fields.values()), key
    assert all(text.isascii() for texts in TEXTS.values() for language, text in texts.items() if language == "st")
