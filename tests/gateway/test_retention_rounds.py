"""Retention round by round: its share each time, any number of clocks at once, and a row of the audit for each day."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aging import OTHER, called, everything, filed, office, retained, sent, texted
from counter import Counter
from sqlalchemy import Engine

from gateway.keeping import retention
from storage.tables import (
    audit,
    sessions,
)
from storage.tables import contacts as people


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def test_two_clocks_take_each_row_once_and_the_audit_tells_the_sum(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    for n in range(20):
        called(counter, f"ATUid_{n}", f"+2665800{n:04d}")
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: retained(counter), range(3)))
    assert sum(d.get("conversations cut off", 0) for d in done) == 20
    assert sum(d.get("people forgotten", 0) for d in done) == 20
    counter.clock.pass_(days=1)
    retained(counter)
    written = {row["subject"]: json.loads(row["detail"]) for row in counter.rows(audit)}
    assert written["health"]["counts"]["conversations cut off"] == 20
    assert written["all ministries"]["counts"]["people forgotten"] == 20
    assert {row["action"] for row in counter.rows(audit)} == {"retention"}


def test_a_day_is_one_row_of_the_audit_however_often_something_goes(counter: Counter) -> None:
    called(counter)
    filed(counter)
    counter.clock.pass_(hours=1)
    called(counter, "ATUid_2", OTHER)
    filed(counter)
    counter.clock.pass_(days=9.99)
    assert retained(counter)["conversations cut off"] == 1
    counter.clock.pass_(hours=1)
    assert retained(counter)["conversations cut off"] == 1
    assert [row for row in counter.rows(audit) if row["subject"] == "health"] == []
    counter.clock.pass_(days=1)
    retained(counter)
    (row,) = [row for row in counter.rows(audit) if row["subject"] == "health"]
    assert json.loads(row["detail"]) == {
        "day": "2026-12-03",
        "counts": {"conversations cut off": 2, "numbers given as answers": 2, "transcripts": 2},
    }


def test_a_round_of_the_clock_does_its_share_and_the_next_goes_on(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    monkeypatch.setattr(retention, "BATCHES", 3)
    for n in range(20):
        called(counter, f"ATUid_{n}", f"+2665800{n:04d}")
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    pauses: list[float] = []
    retention.some(counter.gateway, pauses.append)
    cut = [row for row in counter.rows(sessions) if row["person_gone_at_ms"]]
    assert (len(cut), len(pauses)) == (6, 2)
    while not all(row["person_gone_at_ms"] for row in counter.rows(sessions)):
        assert retention.some(counter.gateway, pauses.append)
    while retention.some(counter.gateway, pauses.append):
        pass
    assert not [row for row in counter.rows(people) if bytes(row["number_sealed"])]


def test_between_two_passes_the_clock_rests(counter: Counter) -> None:
    called(counter)
    filed(counter)
    assert retention.some(counter.gateway) == 0
    counter.clock.pass_(days=10, hours=1)
    assert retention.some(counter.gateway) > 0
    called(counter, "ATUid_2", OTHER)
    counter.clock.pass_(seconds=3599)
    assert retention.some(counter.gateway) == 0


def test_a_dry_run_counts_and_changes_nothing(counter: Counter) -> None:
    called(counter)
    texted(counter)
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    before = everything(counter)
    told = dict(retention.due(counter.gateway))
    assert told["health"]["conversations cut off"] == 2
    assert told[""]["calls"] == 1
    assert everything(counter) == before
    assert retained(counter)["conversations cut off"] == 2
