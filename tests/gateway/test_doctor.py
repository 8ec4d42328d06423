"""The doctor, at healthy houses, at ailing ones, and where nothing works at all: always words, never a traceback."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from counter import CLINIC, Counter
from outbound import person, queued
from servers.valkey import Valkey
from sqlalchemy import Engine, text

from gateway import instance
from gateway.bell import Bell
from gateway.cli.doctor import as_data, summary_of
from gateway.config_sections import Channel
from gateway.doctor import Finding, examine
from gateway.doctor.finding import bad, warning, well
from gateway.doctor.patient import Patient, admitted
from gateway.doctor.spans import many, size, span
from gateway.wiring import Gateway
from storage import alerts, beats, pauses
from storage.unit import connect, reading, unit

HOUR_MS = 3_600_000


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


def found(counter: Counter, **options: Any) -> dict[tuple[str, str], Finding]:
    return by_name(examine(of_gateway(counter.gateway, options.pop("channel", "")), **options))


def of_gateway(gateway: Gateway, channel: str = "") -> Patient:
    """The installation of a gateway that is at hand."""
    return Patient(gateway.settings, gateway.secrets, gateway.engine, gateway, {}, gateway.now_ms, channel)


def by_name(findings: Any) -> dict[tuple[str, str], Finding]:
    told = list(findings)
    for finding in told:
        assert finding.sentence.endswith("."), finding
        assert bool(finding.remedy) == (finding.verdict != "well"), finding
    return {(finding.part, finding.what): finding for finding in told}


def beat(counter: Counter, name: str, ago_h: float = 0) -> None:
    with unit(counter.gateway.engine) as u:
        beats.beat(u, name, counter.clock() - round(ago_h * HOUR_MS))
        u.commit()


def changed(counter: Counter, **settings: Any) -> Counter:
    of = counter.gateway.settings.model_copy(update=settings)
    counter.gateway = dataclasses.replace(counter.gateway, settings=of)
    return counter


# --- a house that is well ----------------------------------------------------------------------------------------------------


@pytest.fixture
def web() -> Iterator[int]:
    """A port that answers /healthz."""

    class Well(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Well)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_house_that_is_well_is_told_so_in_one_line(counter: Counter, valkey: Valkey, web: int) -> None:
    house = counter.gateway.settings
    os.chmod(house.var, 0o700)
    served = house.channels["main"].model_copy(update={"codes": ("*120*45#", "40145", "*855#", "22555")})
    changed(counter, web=house.web.model_copy(update={"port": web}), channels={"main": served})
    counter.gateway = dataclasses.replace(counter.gateway, bell=Bell(valkey.url))
    for sign in ("clock", "worker HOST:1", "hook main ussd", "hook main sms"):
        beat(counter, sign)
    told = list(examine(of_gateway(counter.gateway)))
    assert {f.verdict for f in told if f.what not in ("room", "durable", "clocks", "codes", "nights")} == {"well"}, told
    assert by_name(told)["Channels", "main ussd"].sentence == "The last call came 0 seconds ago."
    assert by_name(told)["Queue", "Redis"].sentence.startswith("Valkey ")
    assert summary_of([f for f in told if f.verdict == "well"]).startswith("All is well: ")


# --- houses that ail ---------------------------------------------------------------------------------------------------------


def test_a_clock_and_workers_without_a_sign_are_bad(counter: Counter) -> None:
    # Not the usual port: a gateway that runs beside the tests would answer there.
    changed(counter, web=counter.gateway.settings.web.model_copy(update={"port": 1}))
    told = found(counter)
    assert told["Processes", "clock"].sentence.startswith("No clock has ever run here")
    assert told["Processes", "worker"].sentence.startswith("No worker has ever run here")
    beat(counter, "clock", ago_h=5)
    beat(counter, "worker HOST:1", ago_h=49)
    told = found(counter)
    assert told["Processes", "clock"].sentence.startswith("The last sign of a clock is 5 hours old")
    assert told["Processes", "worker"].sentence.startswith("The last sign of a worker is 2 days old")
    assert {told["Processes", name].verdict for name in ("clock", "worker", "web")} == {"bad"}


def test_texts_that_wait_too_long_and_those_in_doubt_are_told_with_their_age(counter: Counter) -> None:
    text_id = queued(counter.gateway, person(counter.gateway))
    assert found(counter)["Work", "texts"].verdict == "well"
    counter.clock.pass_(seconds=600)
    assert found(counter)["Work", "texts"].sentence == "1 text waits to go out, the first has been due for 10 minutes."
    counter.clock.pass_(hours=2)
    assert found(counter)["Work", "texts"].verdict == "bad"
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE outbox SET state = 'in doubt' WHERE id = :id"), {"id": text_id})
        u.commit()
    told = found(counter)
    assert told["Work", "texts"].sentence == "No text waits."
    assert told["Work", "in doubt"].verdict == "warning"
    assert "1 text may or may not" in told["Work", "in doubt"].sentence


def test_pauses_and_alerts_are_told_with_who_and_since_when(counter: Counter) -> None:
    with unit(counter.gateway.engine) as u:
        pauses.pause(u, "survey", CLINIC, "a strike at the clinics", "ann", counter.clock())
        alerts.sound(u, "silence", "main", "No call has come. Try it with a phone.", counter.clock())
        alerts.sound(u, "spending", "", "The cap of the hour is reached. Look at the figures.", counter.clock())
        u.commit()
    told = found(counter)
    assert "by ann: a strike at the clinics" in told["Work", "pause"].sentence
    assert told["Work", "pause"].remedy.startswith(f"When the reason is gone: gateway resume survey {CLINIC}")
    assert told["Work", "alert: silence"].verdict == "bad"
    assert told["Work", "alert: silence"].remedy == "Try it with a phone."
    assert told["Work", "alert: spending"].verdict == "warning"


def test_a_machine_whose_clock_went_back_is_bad(counter: Counter) -> None:
    beat(counter, "clock", ago_h=-3)
    clock = found(counter)["Database", "clock"]
    assert clock.verdict == "bad"
    assert "3 hours later" in clock.sentence


def test_a_database_server_with_another_time_is_told(postgres_url: str, tmp_path: Path) -> None:
    engine = connect(postgres_url)
    counter = Counter(engine, tmp_path / "var", surveys=())  # whose clock stands still in the past
    told = found(counter)["Database", "clocks"]
    engine.dispose()
    assert told.verdict == "bad"
    assert "The database server's clock is" in told.sentence


def test_a_channel_that_has_gone_silent_is_bad_and_the_other_kinds_are_not(counter: Counter) -> None:
    beat(counter, "hook main ussd", ago_h=72)
    beat(counter, "hook main sms")
    beat(counter, "hook main subscription", ago_h=72)
    told = found(counter)
    assert told["Channels", "main ussd"].verdict == "bad"
    assert told["Channels", "main ussd"].sentence.startswith("The last call came 3 days ago")
    assert {told["Channels", f"main {kind}"].verdict for kind in ("sms", "subscription", "opt-out")} == {"well"}


def test_surveys_that_nobody_reaches_and_codes_that_nobody_answers_are_told(counter: Counter) -> None:
    main = counter.gateway.settings.channels["main"]
    changed(counter, channels={"main": main.model_copy(update={"codes": ("*855#", "9999")})})
    told = found(counter)
    assert CLINIC in told["Surveys", "reached"].sentence
    assert told["Surveys", "codes"].sentence.startswith("Nothing answers at 9999 of channel main")


def test_one_channel_may_be_looked_at_alone(counter: Counter) -> None:
    main = counter.gateway.settings.channels["main"]
    other = main.model_copy(update={"name": "other", "codes": ("*1#",)})
    changed(counter, channels={"main": main, "other": other})
    assert ("Channels", "other") in found(counter)
    assert ("Channels", "other") not in found(counter, channel="main")


def test_a_live_channel_that_was_never_called_and_is_half_set_up_is_told(counter: Counter) -> None:
    main: Channel = counter.gateway.settings.channels["main"]
    live = main.model_copy(update={"environment": "live", "username": "house"})
    told = found(changed(counter, channels={"main": live}))
    assert told["Channels", "main"].remedy.startswith("Paste the addresses of gateway hooks")
    assert told["House", "live"].verdict == "warning"


def test_redis_that_may_forget_is_bad_and_one_that_is_away_a_warning(on_sqlite: Counter, valkey: Valkey) -> None:
    assert found(on_sqlite)["Queue", "Redis"].verdict == "warning"
    on_sqlite.gateway = dataclasses.replace(on_sqlite.gateway, bell=Bell(valkey.url))
    on_sqlite.gateway.bell.redis.config_set("maxmemory-policy", "allkeys-lru")
    on_sqlite.gateway.bell.redis.config_set("appendonly", "no")
    told = found(on_sqlite)
    assert (told["Queue", "policy"].verdict, told["Queue", "persistence"].verdict) == ("bad", "warning")
    assert "allkeys-lru" in told["Queue", "policy"].sentence


def test_keys_of_another_house_are_bad(counter: Counter) -> None:
    from gateway.keeping import key_marks

    key_marks.check(counter.gateway)
    assert found(counter)["Database", "keys match"].verdict == "well"
    others = dataclasses.replace(counter.gateway.secrets, index_key=b"another key of thirty-two bytes!")
    counter.gateway = dataclasses.replace(counter.gateway, secrets=others)
    told = found(counter)["Database", "keys match"]
    assert told.verdict == "bad"
    assert "“index” is another one" in told.sentence


def test_callbacks_that_wait_on_disk_are_told(on_sqlite: Counter) -> None:
    folder = on_sqlite.gateway.settings.var / "spool"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "000001795000000-00000001-00000001-ab.sealed").write_bytes(b"?")
    assert found(on_sqlite)["Work", "spool"].verdict == "warning"
    (folder / "000001795000000-00000001-00000002-ab.aside").write_bytes(b"?")
    assert found(on_sqlite)["Work", "spool"].verdict == "bad"


def test_a_file_that_another_program_keeps_locked_stores_nothing_and_is_not_ready(on_sqlite: Counter) -> None:
    file = on_sqlite.gateway.engine.url.database
    with contextlib.closing(sqlite3.connect(str(file), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        told = found(on_sqlite)["Database", "stores"]
        assert (told.verdict, told.sentence) == ("bad", "No answer can be stored: another program keeps the file locked.")
        assert f"fuser -v {file}" in told.remedy
        ready = on_sqlite.client.get("/readyz")
        assert (ready.status_code, ready.text.splitlines()[0]) == (503, "storage: away")
    assert found(on_sqlite)["Database", "stores"].sentence == "Answers can be stored."
    assert on_sqlite.client.get("/readyz").status_code == 200


def test_a_server_that_only_lets_itself_be_read_stores_nothing_and_is_not_ready(postgres_url: str, tmp_path: Path) -> None:
    engine = connect(postgres_url)
    counter = Counter(engine, tmp_path / "var", surveys=())
    change = "ALTER DATABASE {} {} default_transaction_read_only"
    with reading(engine) as before:
        before.exec_driver_sql(change.format(engine.url.database, "SET") + " = on")
        engine.pool.dispose()
        try:
            told, ready = found(counter)["Database", "stores"], counter.client.get("/readyz")
        finally:
            before.exec_driver_sql(change.format(engine.url.database, "RESET"))
    engine.dispose()
    assert (told.verdict, told.sentence) == ("bad", "No answer can be stored: the server only lets itself be read.")
    assert (ready.status_code, ready.text.splitlines()[0]) == (503, "storage: read-only")


def test_a_damaged_file_is_bad(sqlite_url: str, tmp_path: Path) -> None:
    file = Path(sqlite_url.partition(":///")[2])
    damaged = bytearray(file.read_bytes())
    for at in range(4096, len(damaged), 4096):  # the head of every page but the first
        damaged[at : at + 16] = b"\xff" * 16
    file.write_bytes(damaged)
    engine = connect(sqlite_url)
    counter = Counter.__new__(Counter)
    with pytest.raises(Exception):  # noqa: B017, PT011 - nothing can be built on it
        counter.__init__(engine, tmp_path / "var")  # type: ignore[misc]
    engine.dispose()
    told = by_name(examine(admitted({"DATABASE_URL": sqlite_url, "GATEWAY_VAR": str(tmp_path / "var")})))
    assert told["Database", "reached"].verdict == "bad"


# --- the port it was given ---------------------------------------------------------------------------------------------------


def test_a_web_server_that_was_given_a_port_is_found_without_naming_it_again(tmp_path: Path, web: int) -> None:
    environ = {"GATEWAY_VAR": str(tmp_path / "var")}
    with instance.alone(tmp_path / "var", web):
        told = by_name(examine(admitted(environ)))["Processes", "web"]
        assert told.sentence == f"The web server answers on port {web}."
        assert by_name(examine(admitted(environ, port=1)))["Processes", "web"].verdict == "bad"
        assert instance.settings_here(None, {**environ, "GATEWAY_PORT": "9100"}).web.port == 9100
        assert instance.settings_here(None, environ).web.public_url.endswith(f":{web}")


def test_the_port_of_a_gateway_that_has_ended_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "gateway.lock").write_text("99999999 8210")
    assert instance.running_port(tmp_path) is None
    (tmp_path / "gateway.lock").write_text(f"{os.getpid()}")  # as an older release wrote it
    assert instance.running_port(tmp_path) is None


# --- the world outside -------------------------------------------------------------------------------------------------------


def test_the_aggregator_is_asked_only_on_request_and_a_wrong_key_is_told(on_sqlite: Counter) -> None:
    from flask import Flask
    from werkzeug.serving import make_server

    said: dict[str, Any] = {"status": 200, "body": '{"UserData": {"balance": "KES 12.5000"}}'}
    app = Flask(__name__)

    @app.get("/version1/user")
    def user() -> Any:
        return said["body"], said["status"], {"Content-Type": "application/json"}

    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    changed(on_sqlite, stub=on_sqlite.gateway.settings.stub.model_copy(update={"port": server.server_port}))
    try:
        assert ("Aggregator", "main") not in found(on_sqlite)
        assert "KES 12.50 left" in found(on_sqlite, ask_aggregator=True)["Aggregator", "main"].sentence
        said["body"] = '{"UserData": {"balance": "KES -1.0000"}}'
        assert found(on_sqlite, ask_aggregator=True)["Aggregator", "main"].remedy.startswith("Top it up")
        said["body"] = '{"something": "else"}'
        assert found(on_sqlite, ask_aggregator=True)["Aggregator", "main"].verdict == "bad"
        said["status"] = 401
        assert "does not take the key" in found(on_sqlite, ask_aggregator=True)["Aggregator", "main"].sentence
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert found(on_sqlite, ask_aggregator=True)["Aggregator", "main"].verdict == "bad"


def test_a_look_that_fails_is_a_finding() -> None:
    from gateway.doctor.examination import guarded

    def broken_look(patient: Patient) -> Iterator[Finding]:
        raise ZeroDivisionError("about +26658000001")
        yield

    (finding,) = guarded("House", broken_look, admitted({"GATEWAY_CONFIG": "/nowhere"}))
    assert (finding.what, finding.verdict) == ("broken look", "warning")
    assert "ZeroDivisionError" in finding.sentence
    assert "26658000001" not in repr(finding)


# --- words -------------------------------------------------------------------------------------------------------------------


def test_the_first_line_sums_up_the_worst_first() -> None:
    good, look, awful = well("a", "b", "c."), warning("a", "b", "c.", "d"), bad("a", "b", "c.", "d")
    assert summary_of([good]) == "All is well: 1 thing was looked at."
    assert summary_of([good, look]) == "1 thing should be looked at, 1 is well."
    assert summary_of([good, good, look, awful, awful]) == "2 things are bad, 1 should be looked at, 2 are well."
    assert json.loads(as_data([awful]))["findings"][0] == {
        "part": "a", "what": "b", "verdict": "bad", "sentence": "c.", "remedy": "d",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 seconds"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7_199, "119 minutes"), (7_200, "2 hours"),
     (172_799, "47 hours"), (172_800, "2 days")],
)  # fmt: skip
def test_times_are_told_in_one_unit(seconds: float, told: str) -> None:
    assert span(seconds) == told


def test_sizes_and_numbers_are_told_as_people_do() -> None:
    assert [size(n) for n in (0, 12_300, 3_400_000, 45_000_000, 1_200_000_000)] == [
        "0 KB",
        "12 KB",
        "3.4 MB",
        "45 MB",
        "1.2 GB",
    ]
    assert [many(n, "text") for n in (0, 1, 1_000)] == ["0 texts", "1 text", "1,000 texts"]
    assert many(2, "is", "are") == "2 are"
