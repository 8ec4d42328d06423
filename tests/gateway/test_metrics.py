"""What is counted, who may read it, and that the page stands while the database lies."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from counter import Call, Counter
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from gateway import create_app
from gateway.watching import counted, vitals
from gateway.watching.gauges import signs
from gateway.watching.pulse import AGAIN_AFTER_MS, Pulse
from gateway.watching.tally import BOUNDS_S, KINDS, TIMED, Tally, Totals, summed
from storage import alerts, beats, pauses, spending
from storage.unit import Unit, connect, reading, unit

TOKEN = "a-word-for-the-page-of-figures-9876"
NUMBER = "+26658000001"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


def figures(counter: Counter) -> dict[str, float]:
    """``name{label,label}`` -> value, labels in the order of their names."""
    page = counter.client.get("/metrics")
    assert page.status_code == 200
    found = [
        (f"{s.name}{{{','.join(s.labels[name] for name in sorted(s.labels))}}}" if s.labels else s.name, s.value)
        for family in text_string_to_metric_families(page.text)
        for s in family.samples
    ]
    assert len(dict(found)) == len(found), "each line once"
    return dict(found)


def test_a_call_a_text_and_a_report_are_counted_by_what_became_of_them(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", number=NUMBER)
    call.hop()
    call.hop(serviceCode="*999#")
    counter.text("clinic", number=NUMBER, id="t1")
    counter.post("delivery", "id=ATX_1&status=Success&phoneNumber=%2B26658000001&networkCode=65101")
    counter.client.post(counter.path("sms", "wrong-secret"), data=b"x=1")
    counter.client.post(counter.path("ussd", "wrong-secret"), data=b"x=1")
    found = figures(counter)
    assert found["gateway_hops_total{main,went on}"] == 1
    assert found["gateway_hop_seconds_count{main}"] == 2
    assert found["gateway_hops_total{main,ended}"] == found["gateway_apologies_total{main}"] == 1
    assert found["gateway_texts_in_total{main,answered}"] == 1
    assert found["gateway_reports_total{main,delivered}"] == 1
    assert found["gateway_hooks_total{main,sms,200}"] == 1
    assert found["gateway_hooks_total{main,delivery,200}"] == 1
    assert found["gateway_refused_total{hooks,404}"] == 1
    assert found["gateway_refused_total{ussd,404}"] == 1
    assert found["gateway_waiting{texts}"] >= 1
    assert found["gateway_storage_up"] == 1
    assert found["gateway_queue_up"] == 0


def test_alerts_pauses_spending_and_signs_of_life_are_on_the_page(counter: Counter) -> None:
    now_ms = counter.clock()
    with unit(counter.gateway.engine) as u:
        alerts.sound(u, "silence", "main", "Nobody calls.", now_ms)
        for by in ("ann", "lineo"):
            pauses.pause(u, "survey", "clinic", "holiday", by, now_ms)
        for by in ("ann", "breaker"):
            pauses.pause(u, "channel", "main", "no connection", by, now_ms)
        spending.add(u, at_ms=now_ms, channel="main", ministry="health", texts=2, parts=3, millis=2_400)
        beats.beat(u, "hook main ussd", now_ms)
        u.commit()
    found = figures(counter)
    assert found["gateway_alert{main,silence}"] == 1
    held = {name: value for name, value in found.items() if name.startswith("gateway_pause{")}
    assert held == {
        "gateway_pause{person,clinic,survey}": 1,
        "gateway_pause{person,main,channel}": 1,
        "gateway_pause{breaker,main,channel}": 1,
    }  # fmt: skip
    assert found["gateway_spent{main,1,health}"] == found["gateway_spent{main,24,health}"] == 2.4
    assert found["gateway_spent_parts{main,1,health}"] == 3
    assert found["gateway_last_sign_timestamp_seconds{hook main ussd}"] == now_ms / 1000


def test_without_a_database_the_page_stands_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    counter = Counter(connect(f"sqlite:///{tmp_path / 'folder.db'}"), tmp_path / "var", surveys=())
    counter.gateway.tally.add("hops", "main", "ended")
    found = figures(counter)
    assert found["gateway_storage_up"] == 0
    assert found["gateway_hops_total{main,ended}"] == 1
    assert not [name for name in found if name.startswith(("gateway_waiting", "gateway_alert"))]


# --- who may read ------------------------------------------------------------------------------------------------------------


def with_token(counter: Counter) -> None:
    secrets = dataclasses.replace(counter.gateway.secrets, metrics_token=TOKEN)
    counter.gateway = dataclasses.replace(counter.gateway, secrets=secrets)
    counter.client = create_app(counter.gateway).test_client()


AWAY = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.mark.parametrize(
    ("has_token", "headers", "environ", "status"),
    [
        (False, {}, {}, 200),
        (False, {}, AWAY, 404),
        (False, {"X-Forwarded-For": "203.0.113.9"}, {}, 404),
        (False, {"Forwarded": "for=203.0.113.9"}, {}, 404),
        (False, {"Authorization": "Bearer "}, AWAY, 404),
        (True, {}, {}, 200),
        (True, {}, AWAY, 404),
        (True, {"Authorization": f"Bearer {TOKEN}"}, AWAY, 200),
        (True, {"Authorization": f"bearer {TOKEN}", "X-Forwarded-For": "203.0.113.9"}, {}, 200),
        (True, {"Authorization": "Bearer wrong"}, {}, 404),
        (True, {"Authorization": f"Bearer {TOKEN}x"}, AWAY, 404),
        (True, {"Authorization": "Basic eDp5"}, AWAY, 404),
    ],
)
def test_the_figures_are_for_this_machine_and_for_whoever_has_the_word(
    on_sqlite: Counter, has_token: bool, headers: dict[str, str], environ: dict[str, str], status: int
) -> None:
    if has_token:
        with_token(on_sqlite)
    assert on_sqlite.client.get("/metrics", headers=headers, environ_overrides=environ).status_code == status


# --- several processes -------------------------------------------------------------------------------------------------------


def has_ended(process: str) -> str:
    """The name of what a process left; ``process`` was never one of this machine."""
    return f"{process}-99999999-1"


def left_by(counter: Counter, process: str, n: int, ago_s: float = 0) -> Path:
    """A process that handed ``n`` replies to the aggregator last wrote so long ago."""
    tally = Tally()
    tally.add("texts_out", "main", "reply", "accepted", by=n)
    folder = counted.folder(counter.gateway.settings.var)
    folder.mkdir(exist_ok=True)
    path = folder / f"{process}.json"
    path.write_text(json.dumps(tally.so_far().dump()))
    os.utime(path, (time.time() - ago_s,) * 2)
    return path


def replies(counter: Counter) -> float:
    return figures(counter)["gateway_texts_out_total{main,reply,accepted}"]


def test_the_page_adds_up_what_all_processes_of_the_machine_have_counted(on_sqlite: Counter) -> None:
    on_sqlite.gateway.tally.add("texts_out", "main", "reply", "accepted")
    left_by(on_sqlite, has_ended("worker"), 1)
    folder = counted.folder(on_sqlite.gateway.settings.var)
    (folder / "worker-2-1.json").write_text('{"counts": [[["no such name"], 3]], "times": []}')
    (folder / "worker-3-1.json").write_text("half a fi")
    assert replies(on_sqlite) == 2


def test_a_count_that_was_shown_is_kept_though_its_process_is_killed_right_after(on_sqlite: Counter) -> None:
    on_sqlite.gateway.tally.add("texts_out", "main", "reply", "accepted", by=7)
    assert replies(on_sqlite) == 7
    (own,) = counted.folder(on_sqlite.gateway.settings.var).glob("web-*.json")
    own.rename(own.with_stem(has_ended("web")))  # killed; the same address is answered by a process that begins anew
    on_sqlite.client = create_app(dataclasses.replace(on_sqlite.gateway, tally=Tally())).test_client()
    assert replies(on_sqlite) == 7


def test_a_process_that_got_the_id_of_an_ended_one_takes_nothing_away(on_sqlite: Counter) -> None:
    left_by(on_sqlite, f"web-{os.getpid()}-1", 5)
    left_by(on_sqlite, f"clock-{os.getpid()}-1", 5)
    on_sqlite.gateway.tally.add("texts_out", "main", "reply", "accepted")
    assert replies(on_sqlite) == replies(on_sqlite) == 11


def test_what_processes_left_that_ended_long_ago_is_added_up_in_one_file_and_counts_for_ever(on_sqlite: Counter) -> None:
    old = [left_by(on_sqlite, has_ended(f"worker{n}"), 10, ago_s=counted.ENDED_AFTER_S + 60) for n in range(3)]
    assert replies(on_sqlite) == 30
    assert not any(path.exists() for path in old)
    left_by(on_sqlite, has_ended("worker9"), 1, ago_s=counted.ENDED_AFTER_S + 60)
    assert replies(on_sqlite) == replies(on_sqlite) == 31


def test_whoever_is_killed_while_adding_up_counts_nothing_twice(on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    old = left_by(on_sqlite, has_ended("worker"), 10, ago_s=counted.ENDED_AFTER_S + 60)
    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", lambda *_, **__: None)
        assert replies(on_sqlite) == 10
    assert old.exists()
    assert replies(on_sqlite) == replies(on_sqlite) == 10
    assert not old.exists()


def test_a_process_that_is_only_slow_has_not_ended(on_sqlite: Counter) -> None:
    slow = left_by(on_sqlite, f"worker-{os.getppid()}-1", 10, ago_s=counted.ENDED_AFTER_S + 60)
    assert replies(on_sqlite) == 10
    assert slow.exists()


def test_totals_survive_being_written_and_read() -> None:
    tally = Tally()
    tally.add("hops", "main", "ended", by=2)
    tally.took("hop_seconds", "main", seconds=0.004)
    tally.took("hop_seconds", "main", seconds=99)
    total = tally.so_far()
    again = Totals.load(json.loads(json.dumps(total.dump())))
    assert again == total
    twice = summed([total, again])
    assert twice.counts[("hops", "main", "ended")] == 4
    assert twice.times[("hop_seconds", "main")] == (0, 2, *[0] * (len(BOUNDS_S) - 2), 2, 2 * 99.004)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda tally: tally.add("nobody"),
        lambda tally: tally.add("hops", "main"),
        lambda tally: tally.took("hops", "main", "ended", seconds=1),
        lambda tally: tally.took("hop_seconds", seconds=1),
    ],
)
def test_what_is_not_in_the_table_is_not_counted(wrong: Callable[[Tally], None]) -> None:
    with pytest.raises(KeyError):
        wrong(Tally())
    assert all(kind.help.endswith(".") for kind in (KINDS | TIMED).values())


# --- signs of life -----------------------------------------------------------------------------------------------------------


def test_a_sign_is_written_when_it_is_new_and_again_after_half_a_minute(counter: Counter) -> None:
    gateway = counter.gateway
    gateway.pulse.feel("hook main sms", counter.clock())
    assert vitals.write_signs(gateway) == 1
    counter.clock.pass_(seconds=10)
    gateway.pulse.feel("hook main sms", counter.clock())
    assert vitals.write_signs(gateway) == 0
    counter.clock.pass_(seconds=20)
    assert vitals.write_signs(gateway) == 1
    with reading(gateway.engine) as connection:
        assert beats.all_beats(Unit(connection))["hook main sms"] == counter.clock() - 20_000


def test_a_sign_waits_for_a_database_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    counter = Counter(connect(f"sqlite:///{tmp_path / 'folder.db'}"), tmp_path / "var", surveys=())
    counter.gateway.pulse.feel("clock", counter.clock())
    vitals.tell(counter.gateway, "web")
    assert counter.gateway.pulse.due(counter.clock()) == {"clock": counter.clock()}


def test_a_clock_that_goes_back_does_not_silence_a_sign() -> None:
    pulse = Pulse()
    pulse.wrote({"clock": 10 * AGAIN_AFTER_MS})
    pulse.feel("clock", AGAIN_AFTER_MS)
    assert pulse.due(AGAIN_AFTER_MS)


def test_of_all_workers_the_newest_sign_stands_for_them() -> None:
    assert signs({"worker a:1": 5, "worker b:2": 9, "clock": 7}) == {"worker": 9, "clock": 7}
