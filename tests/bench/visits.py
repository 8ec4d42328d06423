"""What a list of a hundred thousand visits costs: read, understood, previewed, stored and drawn from, on both databases.

    PYTHONPATH=tests .venv/bin/python -m bench.visits                  100,000 rows
    PYTHONPATH=tests .venv/bin/python -m bench.visits --rows 10000     fewer, and coarser

Absolute figures belong to the machine; the ratios travel: every step stands against splitting the same bytes into cells and
doing nothing with them, and what goes into the number tables against the understanding of the rows.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TypeVar

from bench.machine import environment
from rich.console import Console
from rich.table import Table
from servers.postgres import postgres_server

from gateway.publishing.publish import publish_shipped
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.visits import whose
from gateway.visits.desk import Desk, desk_of
from gateway.visits.due import Due
from gateway.visits.examine import Examined, examine
from gateway.visits.load import take_in
from gateway.visits.preview import preview
from gateway.visits.table import read_list
from gateway.wiring import Gateway, wire
from storage.migrate import upgrade

MINISTRY, SURVEY = "huduma", "kenya-huduma-service"
NOW_MS = 1_795_435_200_000  # 2026-11-23 12:00 UTC
CENTRES = ("N01", "N02", "N03", "M01", "K01")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Step:
    what: str
    s: float


def listed(rows: int) -> bytes:
    """A week of visits, their numbers in four spellings."""
    luck, out = Random(7), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("Phone Number", "Ticket No", "Date", "Centre", "First Name", "Language"))
    for n in range(rows):
        national = f"7{luck.randrange(10, 30)}{luck.randrange(10**6):06d}"
        phone = luck.choice(("0", "+254", "254", "00254")) + national
        at = f"2026-11-{luck.randrange(17, 23)} {luck.randrange(8, 17):02d}:{luck.randrange(60):02d}"
        writer.writerow(
            (phone, f"N-{n:06d}", at, luck.choice(CENTRES), luck.choice(("Asha", "Juma")), luck.choice(("en", "sw")))
        )
    return out.getvalue().encode()


def timed(what: str, work: Callable[[], _Result], steps: list[Step]) -> _Result:
    begun = perf_counter()
    result = work()
    steps.append(Step(what, perf_counter() - begun))
    return result


@contextlib.contextmanager
def gateway_on(url: str) -> Iterator[Gateway]:
    with tempfile.TemporaryDirectory() as var:
        environ = environment(Path(var), url, 8000)
        settings = load_settings(environ)
        gateway = wire(settings, load_secrets(settings, environ), lambda: NOW_MS)
        upgrade(gateway.engine)
        publish_shipped(gateway)
        yield gateway
        gateway.engine.dispose()


def numbers(desk: Desk, gateway: Gateway, phones: list[str], read: Callable[[str, str], object]) -> float:
    """Seconds for reading these numbers and finding their zones."""
    due, begun = Due(gateway, desk), perf_counter()
    for phone in phones:
        if isinstance(number := read(phone, desk.country), str):
            due.zone(number)
    return perf_counter() - begun


def long_way(phone: str, country: str) -> str | None:
    return next((found for each in whose._candidates(phone) if (found := whose._valid(each, country))), None)


def whole(name: str, gateway: Gateway, raw: bytes, table: Table) -> None:
    steps: list[Step] = []
    bare = timed("split into cells, and nothing else", lambda: list(csv.reader(io.StringIO(raw.decode()))), steps)
    desk = desk_of(gateway, MINISTRY, SURVEY)
    read = timed("read the file", lambda: read_list(raw), steps)
    found: Examined = timed("understand the rows", lambda: examine(desk, read.header, read.lines, NOW_MS), steps)
    timed("preview", lambda: preview(gateway, desk, found), steps)
    timed("store and draw", lambda: take_in(gateway, desk, found, sha256=read.sha256, received_from="bench"), steps)
    timed("the same list once more", lambda: take_in(gateway, desk, found, sha256="again", received_from="bench"), steps)
    phones = [row[0] for row in bare[1:]]
    inside = (
        Step("of it: numbers and zones", numbers(desk, gateway, phones, whose.read_number)),
        Step("the same by the number tables alone", numbers(desk, gateway, phones, long_way)),
    )
    for step in (*steps, *inside):
        table.add_row(name, step.what, f"{step.s:,.2f}", f"{len(phones) / step.s:,.0f}", f"{step.s / steps[0].s:,.1f}")
    together = sum(step.s for step in steps[1:5])
    share = inside[0].s / together
    table.add_row(
        name, "[b]handed in once[/b]", f"{together:,.2f}", f"{len(phones) / together:,.0f}", f"{share:.0%} for numbers"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    raw = listed(rows)
    title = f"{rows:,} visits, {len(raw) / 1024 / 1024:,.1f} MB"
    table = Table("database", "what", "s", "rows/s", "against splitting", title=title)
    with gateway_on("") as gateway:
        whole("SQLite", gateway, raw, table)
    with postgres_server() as url, gateway_on(url) as gateway:
        whole("PostgreSQL", gateway, raw, table)
    Console().print(table)


if __name__ == "__main__":
    main()
