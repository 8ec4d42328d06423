"""What sending costs: invitations a second through the real SDK to the fake aggregator, and a round that finds nothing.

    PYTHONPATH=tests .venv/bin/python -m bench.sending             SQLite and PostgreSQL; 1, 2 and 4 workers; 100,000 wait
    PYTHONPATH=tests .venv/bin/python -m bench.sending --short     fewer texts

The fake aggregator is a process of its own beside the workers and shares the processors with them. Its one-second reply is not
played: a real one takes longer for each call, and the more workers the less that matters.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml
from bench import machine
from rich.console import Console
from rich.table import Table
from servers.postgres import postgres_server
from sqlalchemy import func, insert, select, text

from gateway import clock
from gateway.africastalking.sender import senders
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import server_of
from gateway.secrets import load_secrets
from gateway.sending import relay
from gateway.settings import ROOT, load_settings
from gateway.wiring import Gateway, wire
from storage import outbox
from storage.migrate import upgrade
from storage.tables import contacts
from storage.tables import outbox as outbox_table
from storage.unit import Unit, reading, unit

MINISTRIES = ("health", "huduma", "interior", "transport")
WORDINGS = 3
"""Of each ministry."""

LOTS, ALONE = "equal wording", "each its own"


def configure(var: Path, url: str, stub_port: int) -> dict[str, str]:
    """The environment of a gateway that nothing holds back: no pace, no caps, no night."""
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    config["stub"]["port"] = stub_port
    config["channels"]["main"] |= {"parts_a_second": 10_000}
    config["spending"] = {"most_an_hour": 10**9, "most_a_day": 10**9}
    config["invitations"] |= {"quiet_from": "00:00", "quiet_until": "00:00", "rest_days": []}
    for ministry in config["ministries"].values():
        ministry.pop("most_a_day", None)
    (var / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GATEWAY_", "DATABASE_", "REDIS_"))}
    own = {"GATEWAY_VAR": str(var), "GATEWAY_CONFIG": str(var / "config.yaml"), "REDIS_URL": "redis://127.0.0.1:1/0"}
    return kept | own | ({"DATABASE_URL": url} if url else {})


def gateway_of(environ: dict[str, str]) -> Gateway:
    settings = load_settings(environ)
    return wire(settings, load_secrets(settings, environ))


def fill(gateway: Gateway, first: int, texts: int, wording: str) -> None:
    """Invitations that are due, one for each of as many people as there are texts, in turn of four ministries."""
    for begin in range(first, first + texts, 5000):
        places = range(begin, min(begin + 5000, first + texts))
        with unit(gateway.engine) as u:
            people = [_contact(gateway, n) for n in places]
            new = insert(contacts).returning(contacts.c.id, sort_by_parameter_order=True)
            ids = u.connection.execute(new, people).scalars().all()
            u.connection.execute(
                insert(outbox_table), [_text(gateway, n, i, wording) for n, i in zip(places, ids, strict=True)]
            )
            u.commit()


def _contact(gateway: Gateway, n: int) -> dict[str, object]:
    number, vault = f"+2665{n:07d}", gateway.vault
    return {
        "number_index": vault.index(number), "number_sealed": vault.seal(number), "key_id": vault.current_key,
        "created_at_ms": 1,
    }  # fmt: skip


def _text(gateway: Gateway, n: int, contact_id: int, wording: str) -> dict[str, object]:
    ministry = MINISTRIES[n % len(MINISTRIES)]
    place = n // len(MINISTRIES) % WORDINGS if wording == LOTS else n
    words = f"You were at place {place} on Monday. May we ask five questions? Reply 1 for yes. STOP ends this."
    now_ms = gateway.now_ms()
    return {
        "channel": "main", "contact_id": contact_id, "code": "40145", "text": words, "kind": "invitation", "ministry": ministry,
        "parts": 1, "state": "due", "due_at_ms": now_ms - 60_000 + n % 50_000, "created_at_ms": now_ms - 60_000,
        "lot": outbox.lot_of("main", "40145", "invitation", ministry, words),
    }  # fmt: skip


def waiting(gateway: Gateway) -> int:
    with reading(gateway.engine) as c:
        found = select(func.count()).select_from(outbox_table).where(outbox_table.c.state.in_(("due", "sending")))
        return int(c.execute(found).scalar_one())


@contextlib.contextmanager
def aggregator(var: Path) -> Iterator[int]:
    """The fake aggregator as a process of its own; gives its port."""
    port = machine.free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.sending", "--stub", str(port)], cwd=ROOT)
    try:
        machine._wait_until_alive(port, process, var)
        yield port
    finally:
        process.kill()
        process.wait(10)


def drain(gateway: Gateway, environ: dict[str, str], workers: int, texts: int) -> float:
    """Let workers, a process each, send so many texts of those that wait; texts a second, from the first to the last."""
    before = waiting(gateway)
    command, quiet = [sys.executable, "-m", "bench.sending", "--work"], subprocess.DEVNULL
    crew = [subprocess.Popen(command, cwd=ROOT, env=environ, stdout=quiet, stderr=quiet) for _ in range(workers)]
    try:
        began, done = 0.0, 0
        while done < texts:
            done = before - waiting(gateway)
            began = began or (time.perf_counter() if done else 0.0)
            first = done if not began else 0
            time.sleep(0.02)
            if any(worker.poll() not in (None, 0) for worker in crew):
                raise SystemExit("A worker ended.")
        return (done - first) / (time.perf_counter() - began)
    finally:
        for worker in crew:
            worker.kill()
            worker.wait(10)


def work() -> None:
    """Send without pause, as a worker's sweeper does."""
    gateway = gateway_of(dict(os.environ))
    by_channel = senders(gateway.settings, gateway.secrets.api_keys)
    while True:
        relay.drain(gateway, by_channel, random.random, lambda: False)
        time.sleep(0.01)


def settle_all(gateway: Gateway) -> None:
    """Whatever was left: sent, so that nothing is due any more."""
    with gateway.engine.connect() as c:
        c.execute(text("UPDATE outbox SET state = 'sent', settled_at_ms = 1 WHERE state IN ('due', 'sending')"))
        c.commit()


def idle(gateway: Gateway, rounds: int) -> tuple[float, float]:
    """Milliseconds of one sweep with its drain, and of one round of the clock, where nothing is due."""
    by_channel = senders(gateway.settings, gateway.secrets.api_keys)

    def sweep() -> None:
        relay.sweep(gateway, lambda kind, row_id: False)
        relay.drain(gateway, by_channel, random.random, lambda: False)

    return _best_ms(sweep, rounds), _best_ms(lambda: clock.run_once(gateway), max(3, rounds // 10))


def _best_ms(work, rounds: int) -> float:  # type: ignore[no-untyped-def]
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return 1000 * sorted(took)[len(took) // 2]


def bench(name: str, url: str, due: int, texts: int, out: Table) -> None:
    with tempfile.TemporaryDirectory() as folder, aggregator(Path(folder)) as port:
        environ = configure(Path(folder), url, port)
        gateway = gateway_of(environ)
        upgrade(gateway.engine)
        next_one = 0
        for wording, workers in ((LOTS, 1), (LOTS, 2), (LOTS, 4), (ALONE, 1), (ALONE, 2), (ALONE, 4)):
            count = texts if wording == LOTS else texts // 3
            fill(gateway, next_one, count, wording)
            next_one += count
            per_s = drain(gateway, environ, workers, count)
            out.add_row(name, wording, str(workers), f"{count:,}", f"{per_s:,.0f}", "", "")
        fill(gateway, next_one, due, LOTS)
        _analyze(gateway)
        per_s = drain(gateway, environ, 2, texts)
        out.add_row(name, LOTS, "2", f"{due:,}", f"{per_s:,.0f}", "", "")
        settle_all(gateway)
        sweep_ms, clock_ms = idle(gateway, 50)
        out.add_row(name, "nothing due", "", "0", "", f"{sweep_ms:.1f}", f"{clock_ms:.1f}")
        gateway.engine.dispose()


def _analyze(gateway: Gateway) -> None:
    with reading(gateway.engine) as c:
        Unit(c).connection.execute(text("ANALYZE"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="fewer texts")
    parser.add_argument("--stub", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stub:
        return server_of(Aggregator([]), port=asked.stub).serve_forever()
    if asked.work:
        return work()
    due, texts = (5_000, 1_000) if asked.short else (100_000, 6_000)
    out = Table(title="Invitations by the official SDK to the fake aggregator")
    for column in ("database", "texts", "workers", "due", "texts/s", "sweep ms", "clock round ms"):
        out.add_column(column, justify="right")
    before = os.getloadavg()[0]
    bench("sqlite", "", due, texts, out)
    with postgres_server() as url:
        bench("postgresql", url, due, texts, out)
    Console(width=140).print(out, f"Load average of the machine: {before:.1f} before, {os.getloadavg()[0]:.1f} after.")


if __name__ == "__main__":
    main()
