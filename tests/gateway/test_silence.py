"""The silence alarm: sounded once, by daylight, for a channel that used to be heard; cleared by the next word."""

from __future__ import annotations

from pathlib import Path

import pytest
from counter import Counter
from sqlalchemy import Engine

from gateway import clock
from gateway.watching import silence, vitals
from storage import alerts, beats
from storage.alerts import Alert
from storage.unit import Unit, reading, unit

HOUR_MS = 3_600_000
EVENING = 1_795_456_800_000  # 2026-11-23 18:00 UTC, 20:00 in Lesotho


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    counter = Counter(engine, tmp_path / "var")
    counter.clock.at_ms = EVENING
    return counter


def heard(counter: Counter, kind: str, at_ms: int, channel: str = "main") -> None:
    with unit(counter.gateway.engine) as u:
        beats.beat(u, f"hook {channel} {kind}", at_ms)
        u.commit()


def raised(counter: Counter) -> list[Alert]:
    with reading(counter.gateway.engine) as connection:
        return alerts.raised(Unit(connection))


@pytest.mark.parametrize(
    ("silent_h", "what"),
    [
        (0.0, "nothing"),
        (8.0, "nothing"),  # heard at noon
        (11.8, "nothing"),  # heard just after eight in the morning
        (12.0, "alarm"),  # a whole day of daylight
        (23.9, "alarm"),
    ],
)
def test_a_day_of_daylight_without_a_call_is_an_alarm(counter: Counter, silent_h: float, what: str) -> None:
    heard(counter, "ussd", EVENING - round(silent_h * HOUR_MS))
    silence.listen(counter.gateway)
    assert [a.about for a in raised(counter)] == (["main"] if what == "alarm" else [])


def test_the_night_does_not_count(counter: Counter) -> None:
    heard(counter, "ussd", EVENING)
    counter.clock.pass_(hours=12)
    assert silence.listen(counter.gateway) == 0
    counter.clock.pass_(hours=11.5)
    assert silence.listen(counter.gateway) == 0
    counter.clock.pass_(hours=0.5)
    assert silence.listen(counter.gateway) == 1


def test_a_channel_that_was_never_heard_is_no_alarm(counter: Counter) -> None:
    heard(counter, "delivery", EVENING - 100 * HOUR_MS)
    heard(counter, "ussd", EVENING - 100 * HOUR_MS, channel="gone")
    assert silence.listen(counter.gateway) == 0


def test_it_sounds_once_and_the_next_word_clears_it(counter: Counter) -> None:
    heard(counter, "ussd", EVENING - 30 * HOUR_MS)
    heard(counter, "sms", EVENING - 30 * HOUR_MS)
    assert [silence.listen(counter.gateway) for _ in range(3)] == [1, 0, 0]
    (alert,) = raised(counter)
    assert alert.words.startswith("No call and no text has reached channel main for 12 hours of daylight or more.")
    assert alert.times == 1
    heard(counter, "ussd", EVENING)
    assert silence.listen(counter.gateway) == 0  # no text yet
    heard(counter, "sms", EVENING)
    assert silence.listen(counter.gateway) == 1
    assert not raised(counter)


def test_a_clock_that_went_back_raises_no_alarm(counter: Counter) -> None:
    heard(counter, "ussd", EVENING + 1_000 * HOUR_MS)
    assert silence.listen(counter.gateway) == 0


def test_the_zone_is_that_of_those_who_are_reached(counter: Counter) -> None:
    with reading(counter.gateway.engine) as connection:
        counter.gateway.published.refresh(connection)
    channel = counter.gateway.settings.channels["main"]
    assert silence.zone_of(counter.gateway, channel) == "Africa/Maseru"
    assert silence.zone_of(counter.gateway, channel.model_copy(update={"codes": ("*855#",)})) == "Asia/Phnom_Penh"
    assert silence.zone_of(counter.gateway, channel.model_copy(update={"codes": ("99999",)})) == "UTC"


def test_a_round_of_the_clock_listens_and_is_a_sign_of_life(counter: Counter) -> None:
    heard(counter, "ussd", EVENING - 30 * HOUR_MS)
    with unit(counter.gateway.engine) as u:
        beats.beat(u, "worker HOST:1", EVENING - 30 * HOUR_MS)
        beats.beat(u, "worker HOST:2", EVENING - HOUR_MS)
        u.commit()
    clock.run_once(counter.gateway)
    vitals.tell(counter.gateway, "clock")
    assert [a.kind for a in raised(counter)] == ["silence"]
    with reading(counter.gateway.engine) as connection:
        found = beats.all_beats(Unit(connection))
    assert found["clock"] == EVENING
    assert "worker HOST:1" not in found
    assert "worker HOST:2" in found
