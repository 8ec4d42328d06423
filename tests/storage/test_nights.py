"""The ledger of nights on both databases: whoever claims a night has it alone, and a done night stays done."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import Engine

from storage import nights
from storage.nights import Night
from storage.unit import unit

DAY, NOON, STALE = date(2026, 11, 25), 1_795_600_000_000, 1_200_000


def enter(engine: Engine, ministry: str = "health", day: date = DAY) -> int:
    with unit(engine) as u:
        night_id = nights.enter(u, ministry, day)
        u.commit()
    return night_id


def claim(engine: Engine, night_id: int, at_ms: int = NOON) -> bool:
    with unit(engine) as u:
        claimed = nights.claim(u, night_id, at_ms, STALE)
        u.commit()
    return claimed


def close(engine: Engine, night_id: int, claimed_at_ms: int = NOON) -> bool:
    with unit(engine) as u:
        closed = nights.done(u, night_id, claimed_at_ms, claimed_at_ms + 1, "sha")
        u.commit()
    return closed


def ledger(engine: Engine, night_id: int) -> Night:
    with unit(engine) as u:
        night = nights.get(u, night_id)
    assert night is not None
    return night


def test_a_night_is_entered_once_by_any_number_of_clocks(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        ids = set(threads.map(lambda _: enter(engine), range(16)))
    assert len(ids) == 1
    assert enter(engine, "huduma") not in ids


def test_one_of_many_claims_a_night(engine: Engine) -> None:
    night_id = enter(engine)
    with ThreadPoolExecutor(4) as threads:
        claims = list(threads.map(lambda _: claim(engine, night_id), range(16)))
    assert claims.count(True) == 1


def test_a_claim_of_a_dead_process_is_taken_up_when_it_is_stale(engine: Engine) -> None:
    night_id = enter(engine)
    assert claim(engine, night_id)
    assert not claim(engine, night_id, NOON + STALE - 1)
    assert claim(engine, night_id, NOON + STALE)
    assert not close(engine, night_id, NOON), "the first one comes back and finds it taken"
    assert close(engine, night_id, NOON + STALE)


def test_a_done_night_is_never_opened_again(engine: Engine) -> None:
    night_id = enter(engine)
    assert claim(engine, night_id)
    assert close(engine, night_id)
    for at_ms in (NOON - 10 * STALE, NOON, NOON + 100 * STALE):
        assert not claim(engine, night_id, at_ms)
    assert enter(engine) == night_id
    assert (ledger(engine, night_id).state, ledger(engine, night_id).sha256) == ("done", "sha")
    with unit(engine) as u:
        assert nights.done_days(u, "health") == {DAY}
        assert nights.latest_at_ms(u) == NOON + 1


def test_a_failed_run_gives_its_claim_back(engine: Engine) -> None:
    night_id = enter(engine)
    assert claim(engine, night_id)
    with unit(engine) as u:
        nights.release(u, night_id, NOON)
        u.commit()
    assert ledger(engine, night_id).state == "due"
    assert claim(engine, night_id, NOON + 1)


def test_an_empty_ledger(engine: Engine) -> None:
    with unit(engine) as u:
        assert nights.get(u, 1) is None
        assert nights.find(u, "health", DAY) is None
        assert nights.done_days(u, "health") == set()
        assert nights.latest_at_ms(u) == 0
        assert nights.first_published_at_ms(u, "health") is None
