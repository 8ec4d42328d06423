"""After visits, invitations, answers, STOP, DELETE, sends, receipts, retention and reports: no file and no row outside of
the seals holds a number, in any way of writing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aging import MONDAY_MS, called, everything, filed, office, retained, texted
from artefacts import parts_of
from asking import drawn
from counter import Call, Counter
from outbound import Told
from redis import Redis
from servers.valkey import Valkey
from sqlalchemy import Engine, text

from gateway.asking import invite
from gateway.bell import Bell
from gateway.cli.papers import write
from gateway.keeping import breach, record
from gateway.keeping.handing_on import Order, hand_on
from gateway.nights import nightly
from gateway.open_data.package import NAMES
from gateway.sending import relay
from storage.retention import empty_log
from storage.unit import reading

NUMBERS = {name: f"+2665{n}1394{n}6" for n, name in enumerate(("called", "texted", "asked", "stopped", "erased", "nobody"), 1)}


@pytest.fixture
def counter(engine: Engine, tmp_path: Path, valkey: Valkey) -> Counter:
    there = office(engine, tmp_path / "var")
    settings = there.gateway.settings
    dropped = settings.model_copy(update={"reports": settings.reports.model_copy(update={"drop_folder": "../share"})})
    there.gateway = replace(there.gateway, bell=Bell(valkey.url), settings=dropped)
    there.restart()
    return there


def test_nothing_holds_a_number(counter: Counter, valkey: Valkey, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _a_few_days(counter, tmp_path / "papers")
    logged = "".join(capfd.readouterr())
    places = {
        "rows": everything(counter).encode(),
        "log": logged.encode(),
        "redis": _of_redis(valkey),
        **{part: held for file in _files(counter, tmp_path) for part, held in parts_of(str(file), file.read_bytes())},
        **{part: held for name, content in _of_open_data(counter) for part, held in parts_of(name, content)},
        **dict(_of_postgresql(counter)),
    }
    assert len(logged) > 1000
    assert b"deliver" in places["redis"]
    assert any(name.endswith("report.html") for name in places)
    night = {"figures.csv", "datapackage.json", "dictionary.csv", "report.json"}
    for where in ("/share/health/", "open-data/health/"):
        assert night <= {name.rpartition("/")[2] for name in places if where in name}
    assert any("/answers/" in name and name.endswith("/data.json") for name in places)
    assert any(name.endswith(".xlsx/docProps/core.xml") for name in places)
    assert any(name.endswith("breach.json") for name in places)
    assert not {(name, who) for name, content in places.items() for who in NUMBERS if _spelled(NUMBERS[who]).search(content)}


@pytest.mark.parametrize("written", ["+26651139416", "26651139416", "51139416", "5113 9416", "%2B26651139416", "51-13-94-16"])
def test_the_search_finds_a_number_however_it_is_written(written: str) -> None:
    assert _spelled(NUMBERS["called"]).search(f"x {written} y".encode())


def _a_few_days(counter: Counter, papers: Path) -> None:
    """What may happen to people in a fortnight."""
    sender = Told()
    called(counter, number=NUMBERS["called"])
    texted(counter, number=NUMBERS["texted"])
    drawn(counter, NUMBERS["asked"], cells={"office": "north", "first name": "Palesa"})
    assert invite.send_due(counter.gateway) == 1
    _all_sent(counter, sender)
    counter.text("1", NUMBERS["asked"], id="A1")
    counter.text("my number is " + NUMBERS["asked"][4:], NUMBERS["asked"], id="A2")
    for who, word in (("stopped", "STOP"), ("erased", "DELETE")):
        counter.text("WATER", NUMBERS[who], id=f"{who}1")
        counter.clock.pass_(seconds=60)
        counter.text(word, NUMBERS[who], id=f"{who}2")
    counter.post("opt-out", urlencode({"phoneNumber": NUMBERS["nobody"], "senderId": "40145"}))
    _all_sent(counter, sender)
    _reported(counter, sender)
    assert {number for number, _, _ in sender.given} >= {NUMBERS[who] for who in ("texted", "asked", "stopped", "erased")}
    Call(counter, "ATUid_again", NUMBERS["called"], code="*120*45#").hop(text="x" * 2000)
    counter.post("sms", urlencode({"from": NUMBERS["nobody"], "text": NUMBERS["nobody"]}))
    counter.clock.pass_(days=4)
    filed(counter)
    ministry = counter.gateway.settings.ministries["health"]
    for _ in nightly.make_up(counter.gateway, ministry):
        pass
    span = (date(2026, 11, 20), date(2026, 12, 10))
    assert hand_on(
        counter.gateway, ministry, Order("water", *span, "Statistics", "agreed", "palesa"), papers.parent / "answers"
    )
    write(papers, breach.make(counter.gateway, MONDAY_MS, counter.clock(), "palesa").files)
    write(papers, record.files(counter.gateway))
    counter.clock.pass_(days=10)
    retained(counter)
    empty_log(counter.gateway.engine)


def _all_sent(counter: Counter, sender: Told) -> None:
    """Minute by minute, as the channel's pace and the order of a person's texts allow."""
    for _ in range(5):
        relay.sweep(counter.gateway, counter.gateway.bell.ring)
        relay.drain(counter.gateway, {"main": sender}, lambda: 0.5, lambda: False)
        counter.clock.pass_(seconds=60)


def _reported(counter: Counter, sender: Told) -> None:
    for n, (number, _, _) in enumerate(sender.given, 1):
        report = {"id": f"ATXid_{n}", "status": "Success", "phoneNumber": number, "networkCode": "65101"}
        assert counter.post("delivery", urlencode(report)).status_code == 200
    blacklisted = {"id": "ATXid_x", "status": "Failed", "failureReason": "UserInBlackList", "phoneNumber": NUMBERS["nobody"]}
    assert counter.post("delivery", urlencode(blacklisted)).status_code == 200


def _spelled(number: str) -> re.Pattern[bytes]:
    """The national part of a number, with anything that people put between digits."""
    return re.compile(r"[\s().\-_/]{0,2}".join(number[4:]).encode())


def _files(counter: Counter, folder: Path) -> Iterator[Path]:
    """The database of SQLite with its log, keys, spool, reports, papers."""
    yield from (file for file in folder.rglob("*") if file.is_file())
    place = counter.gateway.engine.url.database or ""
    if counter.gateway.engine.dialect.name == "sqlite":
        yield from (Path(place + ending) for ending in ("", "-wal", "-shm") if Path(place + ending).exists())


def _of_open_data(counter: Counter) -> Iterator[tuple[str, bytes]]:
    """Every page and file that anybody may fetch of the newest package, and the index of all."""
    for name in ("", "index.json", "health/", "health/latest/", *(f"health/latest/{name}" for name in NAMES)):
        answer = counter.client.get(f"/open-data/{name}")
        assert answer.status_code == 200, name
        yield f"open-data/{name}", answer.data


def _of_postgresql(counter: Counter) -> Iterator[tuple[str, bytes]]:
    """The files of this database once it was vacuumed, as a server does by itself; its log of writes holds other tests too."""
    if counter.gateway.engine.dialect.name == "sqlite":
        return
    with reading(counter.gateway.engine) as c:
        c.execute(text("VACUUM FULL"))
        c.execute(text("CHECKPOINT"))
        folder = Path(c.execute(text("SHOW data_directory")).scalar_one())
        own = c.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    yield from ((str(file), file.read_bytes()) for file in (folder / "base" / str(own)).iterdir() if file.is_file())


def _of_redis(valkey: Valkey) -> bytes:
    """Every key with all that it holds, as the server would write it to its disk."""
    with Redis.from_url(valkey.url) as client:
        held = [key + b" " + (client.dump(key) or b"") + repr(_value(client, key)).encode() for key in client.scan_iter()]
    return b"\n".join(held)


def _value(client: Redis, key: bytes) -> object:
    kind = client.type(key)
    if kind == b"hash":
        return client.hgetall(key)
    return client.lrange(key, 0, -1) if kind == b"list" else kind
