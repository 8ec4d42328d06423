"""STOP is heard in every language's words, however it is typed, at every code of the house, and START lifts it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from counter import CLINIC_SMS, Counter
from sqlalchemy import Engine

from flows.words import ALWAYS, builtin_list
from storage import contacts
from storage.tables import sessions
from storage.unit import Unit, connect, reading

NUMBER = "+26658000001"
HEARD_AT = {"en": CLINIC_SMS, "st": CLINIC_SMS, "sw": "22555"}
"""Language -> a code at which a survey speaks it."""


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path)
    engine.dispose()


def opted_out(counter: Counter, number: str = NUMBER) -> bool:
    with reading(counter.gateway.engine) as c:
        person = contacts.find(Unit(c), counter.gateway.vault, number)
        return person is not None and person.opted_out


@pytest.mark.parametrize("language", HEARD_AT)
def test_every_word_of_a_language_is_heard_however_it_is_typed(counter: Counter, language: str) -> None:
    typed = ("{}", "  {}  ", "{}.", "{}!!", "“{}”", "{}\n", "\u200b{}", "{}\u00a0")
    words = sorted({*ALWAYS["stop_words"], *builtin_list("stop_words", language)})
    said = [form.format(word) for each in words for word in (each, each.lower(), each.capitalize()) for form in typed]
    deaf = []
    for n, each in enumerate(said):
        number = f"+266580{n:05d}"
        counter.clock.pass_(hours=1)
        counter.text(each, number, id=f"m{n}", to=HEARD_AT[language])
        if not opted_out(counter, number):
            deaf.append(each)
    assert deaf == []


def test_at_the_code_of_one_ministry_it_ends_the_conversations_of_all(engine: Engine, tmp_path: Path) -> None:
    counter = Counter(engine, tmp_path)
    codes = sorted({code for channel in counter.gateway.settings.channels.values() for code in channel.codes if code.isdigit()})
    other = next(code for code in codes if code != CLINIC_SMS)
    counter.text("clinic", id="m0")
    counter.clock.pass_(seconds=60)
    counter.text("Stop!", id="m1", to=other)
    assert opted_out(counter)
    assert [row["ended"] for row in counter.rows(sessions)] == ["stopped"]
    counter.clock.pass_(seconds=60)
    assert counter.text("clinic", id="m2") is None
    counter.clock.pass_(seconds=60)
    assert counter.text("start", id="m3", to=other) is not None
    assert not opted_out(counter)
