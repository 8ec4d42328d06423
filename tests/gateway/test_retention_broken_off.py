"""Retention that is broken off between any two batches goes on where it was, and does nothing twice."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from aging import NUMBER, OTHER, SURVEY, called, everything, filed, office, retained, sent, texted
from counter import Call, Counter
from sqlalchemy import Engine

from gateway.keeping import retention
from storage import contacts
from storage.tables import audit, cursors, metadata, sessions
from storage.unit import Unit, reading


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_however_often_it_is_broken_off_the_audit_tells_each_row_once(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for n in range(5):
        called(counter, f"ATUid_{n}", f"+2665801{n:04d}")
    texted(counter)
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=20, hours=1)
    for _ in range(40):  # each a process that dies after so many batches
        list(islice(retention.everything(counter.gateway), batches))
    retained(counter)
    counter.clock.pass_(days=1)
    retained(counter)
    counts = {row["subject"]: json.loads(row["detail"])["counts"] for row in counter.rows(audit)}
    assert counts["health"]["conversations cut off"] == counts["health"]["conversations without words"] == 6
    assert counts["all ministries"]["people forgotten"] == 6
    assert {row["contact_id"] for row in counter.rows(sessions)} == {nobody(counter)}


def test_a_second_pass_changes_nothing(counter: Counter) -> None:
    called(counter)
    texted(counter)
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=30)
    retained(counter)
    tables = [table for table in metadata.sorted_tables if table is not cursors]
    before = everything(counter, *tables)
    assert retained(counter) == {}
    assert everything(counter, *tables) == before


def test_each_survey_keeps_its_own_term_and_the_number_goes_with_the_last(counter: Counter) -> None:
    roads = SURVEY.replace("survey: water", "survey: roads").replace("WATER", "ROADS").replace("*120*45#", "*120*46#")
    counter.publish("roads", roads.format(numbers="30 days", words="30 days"), "health")
    called(counter)
    counter.text("ROADS", NUMBER, id="R0")
    for n, words in enumerate(("1", "1", "1", "slow"), 1):
        counter.clock.pass_(seconds=60)
        counter.text(words, NUMBER, id=f"R{n}")
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    assert retained(counter)["conversations cut off"] == 1
    linked = {row["survey"]: row["contact_id"] != nobody(counter) for row in counter.rows(sessions)}
    assert linked == {"water": False, "roads": True}
    assert known(counter)
    counter.clock.pass_(days=20)
    retained(counter)
    assert not known(counter)


def test_who_talks_again_on_the_last_day_is_kept_for_that(counter: Counter) -> None:
    called(counter)
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    Call(counter, "ATUid_2", NUMBER, code="*120*45#").go("1")
    assert retained(counter)["conversations cut off"] == 1
    assert known(counter)
    assert not known(counter, OTHER)


def nobody(counter: Counter) -> int:
    with reading(counter.gateway.engine) as c:
        return contacts.nobody(Unit(c))


def known(counter: Counter, number: str = NUMBER) -> bool:
    with reading(counter.gateway.engine) as c:
        return contacts.find(Unit(c), counter.gateway.vault, number) is not None
