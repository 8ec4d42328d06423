"""What a USSD hop costs: server CPU with the durable commit, against a constant route of the same server, in one run.

    PYTHONPATH=tests .venv/bin/python -m bench.hops                 SQLite and PostgreSQL, an empty and a full history
    PYTHONPATH=tests .venv/bin/python -m bench.hops --sessions 0    only the empty one

Absolute figures belong to the machine; the ratios travel.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import crowd, inside, load, machine
from rich.console import Console
from rich.table import Table
from servers.postgres import postgres_server
from sqlalchemy import text

from gateway.publishing.publish import publish_shipped
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import Gateway, wire
from storage.migrate import upgrade

CODE = "*120*45#"
CLINICS = ("1101", "1102", "1201", "1301", "1302", "1202", "1801")
LINES = 16
TURNS = 5
GOAL = {"sqlite": 2.5, "postgresql": 3.5}


@dataclass(frozen=True, slots=True)
class Cost:
    """Server microseconds of CPU per request, and what 16 callers waited, in milliseconds."""

    web_us: float
    database_us: float
    p50_ms: float
    p99_ms: float
    per_s: float


def presses(i: int) -> list[str]:
    """Start, then six answers by which every citizen differs from their neighbours; ends with the thank-you."""
    return ["1", CLINICS[i % 7], str(i % 5 + 1), str(i % 9), str(3 + i % 3), "1", "2"]


def callers(run: str, n: int) -> list[load.Caller]:
    return [load.Caller(f"ATUid_{run}{i:08d}", f"+2665{i % 10_000_000:07d}", CODE, presses(i)) for i in range(n)]


def measured(web: machine.Web, database_pid: int | None, run) -> tuple[load.Run, Cost]:  # type: ignore[no-untyped-def]
    before = machine.cpu_s(web.pid), machine.cpu_s(database_pid) if database_pid else 0.0
    seen: load.Run = run()
    after = machine.cpu_s(web.pid), machine.cpu_s(database_pid) if database_pid else 0.0
    n = len(seen.latencies_s)
    if seen.wrong:
        raise SystemExit(f"{len(seen.wrong)} of {n} replies were wrong, the first: {seen.wrong[0]}")
    web_us, database_us = (1e6 * (b - a) / n for a, b in zip(before, after, strict=True))
    return seen, Cost(web_us, database_us, seen.quantile_ms(0.5), seen.quantile_ms(0.99), n / seen.wall_s)


@contextlib.contextmanager
def gateway_on(url: str) -> Iterator[tuple[machine.Web, str, Gateway]]:
    """A published gateway on a database of its own and its web server; gives the path of its USSD hook and
    the same gateway here."""
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        settings = load_settings(machine.environment(var, url, 1))
        secrets = load_secrets(settings)
        gateway = wire(settings, secrets)
        upgrade(gateway.engine)
        publish_shipped(gateway)
        with machine.web_server(var, url) as web:
            yield web, f"/hooks/main/{secrets.hook_secrets['main'][0]}/ussd", gateway
        gateway.engine.dispose()


def bench(name: str, url: str, database_pid: int | None, histories: list[int], citizens: int, out: Table, told: Table) -> None:
    with gateway_on(url) as (web, hook, gateway):
        engine = gateway.engine
        load.calls(web.port, hook, callers("warm", 64), LINES)
        load.constant(web.port, "/healthz", 2000, LINES)
        stored = 0
        for history in histories:
            if history > stored:
                crowd.fill(engine, history)
                stored = history
            floors, hops, ratios = [], [], []
            for turn in range(TURNS):
                _run, floor = measured(web, None, lambda: load.constant(web.port, "/healthz", 8 * citizens, LINES))
                run = f"{history}r{turn}x"
                _run, hop = measured(
                    web, database_pid, lambda run=run: load.calls(web.port, hook, callers(run, citizens), LINES)
                )
                floors.append(floor)
                hops.append(hop)
                ratios.append(hop.web_us / floor.web_us)
                forget_people(engine)
            row(out, name, history, floors, hops, ratios)
        check_interleaved(web, hook, engine, name, out)
        forget_people(engine)
        tell_parts(name, inside.parts(gateway, hook, callers("inside", 60)), told)


def tell_parts(name: str, parts: dict[str, dict[str, float]], told: Table) -> None:
    for kind, stages in parts.items():
        told.add_row(name, kind, *(f"{stages[stage]:.0f}" for stage in inside.NAMES))


def forget_people(engine) -> None:  # type: ignore[no-untyped-def]
    """Let the same numbers answer again: yesterday's finished sessions stay, they only lie further back."""
    with engine.connect() as c:
        c.execute(text("UPDATE sessions SET ended_at_ms = 1 WHERE ended = 'finished' AND ended_at_ms > 1000000000"))
        c.commit()


def row(out: Table, name: str, history: int, floors: list[Cost], hops: list[Cost], ratios: list[float]) -> None:
    median = statistics.median
    out.add_row(
        name, f"{history:,}", f"{median(f.web_us for f in floors):.0f}", f"{median(h.web_us for h in hops):.0f}",
        f"{median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})", f"{GOAL[name]:.1f}",
        f"{median(h.database_us for h in hops):.0f}", f"{median(h.p50_ms for h in hops):.1f}",
        f"{median(h.p99_ms for h in hops):.1f}", f"{median(h.per_s for h in hops):.0f}",
    )  # fmt: skip


def check_interleaved(web: machine.Web, hook: str, engine, name: str, out: Table) -> None:  # type: ignore[no-untyped-def]
    """160 citizens, hop by hop in turn: each must end with the thank-you and have their own answers stored."""
    crowd_of_160 = callers("mixed", 160)
    seen = load.interleaved(web.port, hook, crowd_of_160, LINES)
    stored = stored_answers(engine, "ATUid_mixed%")
    wrong = [c.session for c in crowd_of_160 if not seen.last_screens[c.session].startswith("END Thank you")]
    unlike = [c.session for c in crowd_of_160 if stored.get(c.session) != list(c.presses[1:])]
    out.caption = (out.caption or "") + (
        f"{name}: 160 interleaved citizens, {160 - len(wrong)} with the right last screen, "
        f"{160 - len(unlike)} with exactly their answers stored.\n"
    )
    if wrong or unlike:
        raise SystemExit(f"Interleaved citizens went wrong: {wrong[:3]} {unlike[:3]}")


def stored_answers(engine, like: str) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """Session id of the aggregator -> the raw words of its answers, in order."""
    sql = (
        "SELECT c.provider_id, t.state FROM calls c JOIN turns t ON t.session_id = c.session_id WHERE c.provider_id LIKE :like"
        " AND t.n = (SELECT max(n) FROM turns WHERE session_id = c.session_id)"
    )
    with engine.connect() as c:
        return {provider: [a[3] for a in json.loads(state)["a"]] for provider, state in c.execute(text(sql), {"like": like})}


def _postmaster(url: str) -> int:
    """The process at the root of our own PostgreSQL, which lies beside its socket."""
    folder = Path(url.partition("?host=")[2]).parent
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=1_000_000, help="sessions already stored in the second measurement")
    parser.add_argument("--citizens", type=int, default=400, help="citizens per run, eight hops each")
    asked = parser.parse_args()
    histories = sorted({0, asked.sessions})
    out = Table(title=f"One USSD hop with its durable commit, {LINES} callers", show_lines=False)
    for column in (
        "database",
        "sessions stored",
        "constant µs",
        "hop µs",
        "ratio",
        "goal",
        "+ database µs",
        "p50 ms",
        "p99 ms",
        "hops/s",
    ):
        out.add_column(column, justify="right")
    told = Table(title="Where the microseconds go: one caller, in process, its own commit for each hop")
    for column in ("database", "hop", *inside.NAMES):
        told.add_column(column, justify="right")
    before = os.getloadavg()[0]
    bench("sqlite", "", None, histories, asked.citizens, out, told)
    with postgres_server() as url:
        bench("postgresql", url, _postmaster(url), histories, asked.citizens, out, told)
    load_average = f"Load average of the machine: {before:.1f} before, {os.getloadavg()[0]:.1f} after."
    Console(width=140).print(out, told, load_average)


if __name__ == "__main__":
    main()
