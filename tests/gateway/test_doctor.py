"""The doctor, at healthy houses, at ailing ones, and where nothing works at all: always words, never a traceback."""

from __future__ import annotations

import dataclasses
import json
import os
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from counter import CLINIC, Counter
from outbound import person, queued
from servers.valkey import Valkey
from sqlalchemy import Engine, text

from gateway.bell import Bell
from gateway.cli import gateway as command
from gateway.cli.doctor import as_data, summary_of
from gateway.config_sections import Channel
from gateway.doctor import Finding, examine
from gateway.doctor.finding import bad, warning, well
from gateway.doctor.patient import Patient, admitted, of_gateway
from gateway.doctor.spans import many, size, span
from gateway.settings import ROOT
from storage import alerts, beats, pauses
from storage.unit import connect, unit

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


# --- where nothing works -----------------------------------------------------------------------------------------------------


def house(tmp_path: Path, name: str) -> Mapping[str, str]:
    """Environments in which something is broken from the start."""
    environ = {"GATEWAY_VAR": str(tmp_path / "var"), "GATEWAY_PORT": "1"}
    match name:
        case "no configuration":
            environ["GATEWAY_CONFIG"] = str(tmp_path / "nowhere.yaml")
        case "broken configuration":
            written = (ROOT / "config.yaml").read_text(encoding="utf-8")
            (tmp_path / "config.yaml").write_text(written.replace("  deadline_s: 5", "  deadline_s: soon"), encoding="utf-8")
            environ["GATEWAY_CONFIG"] = str(tmp_path / "config.yaml")
        case "no database server":
            environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
        case "database that is none":
            (tmp_path / "folder.db").mkdir()
            environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'folder.db'}"
        case "not a database":
            (tmp_path / "text.db").write_text("this is no database at all, but a text that is long enough " * 99)
            environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'text.db'}"
        case "key that is none":
            environ["GATEWAY_INDEX_KEY"] = "short"
            (tmp_path / "var" / "secrets").mkdir(parents=True)
        case "file where the folder should be":
            (tmp_path / "var").write_text("?")
    return environ


HOUSES = (
    "nothing yet", "no configuration", "broken configuration", "no database server", "database that is none", "not a database",
    "key that is none", "file where the folder should be",
)  # fmt: skip


@pytest.mark.parametrize("name", HOUSES)
def test_where_nothing_works_the_command_still_says_what_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DATABASE_URL", "REDIS_URL", "GATEWAY_CONFIG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in house(tmp_path, name).items():
        monkeypatch.setenv(variable, value)
    before = {path for path in tmp_path.rglob("*") if path.suffix not in (".db-wal", ".db-shm")}
    shown = CliRunner().invoke(command, ["doctor"])
    assert shown.exit_code == 1, shown.output
    assert " bad" in shown.output.splitlines()[0]
    assert "Traceback" not in shown.output
    data = json.loads(CliRunner().invoke(command, ["doctor", "--json"]).stdout)
    assert data["bad"] >= 1
    assert all(one["remedy"] for one in data["findings"] if one["verdict"] != "well")
    assert {path for path in tmp_path.rglob("*") if path.suffix not in (".db-wal", ".db-shm")} == before


def test_an_unknown_channel_is_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gateway.cli import outcome

    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    assert outcome(["doctor", "--channel", "mian"]) == 2


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
