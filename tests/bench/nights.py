"""What a night costs with a year behind it: counting, the same with a tenth of the history, everything anew, one report.

    PYTHONPATH=tests .venv/bin/python -m bench.nights          1,000,000 responses of ten answers, 14 months; a night of 60,000
    PYTHONPATH=tests .venv/bin/python -m bench.nights --short  30,000 responses, 4 months; a night of 6,000

Both databases; every piece of work in a process of its own, whose own memory is looked at all the time (with PostgreSQL, that
of our process, not the server's). Absolute figures belong to the machine; the ratios travel: counting and releasing stand
against one plain sum over the same answers by the database, the forms of a report against the constant work, and the night
against itself on a store with a tenth of the history, which is to be about 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.nights_store import filled, opened
from bench.nights_work import FORMS
from rich.console import Console
from rich.table import Table
from servers.postgres import postgres_server

LOOK_S = 0.02
AIMS = {"a_night": "60 s, 300 MB", "everything": "minutes", "release": "", "artefacts": "15 s"}
TOLD = {
    "a_night": "a night of {night:,} counted",
    "everything": "everything counted anew",
    "release": "a Sunday of one ministry released",
    "artefacts": "all its forms, two languages",
}


@dataclass(frozen=True, slots=True)
class Sizes:
    history: int
    days: int
    night: int


FULL, SHORT = Sizes(1_000_000, 427, 60_000), Sizes(30_000, 120, 6_000)


def measured(what: str, folder: Path, url: str) -> dict[str, float]:
    """One piece of work in a child: its seconds, and the most megabytes of its own that it was seen with."""
    command = [sys.executable, "-m", "bench.nights_work", what, str(folder), *([url] if url else [])]
    own = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        while child.poll() is None:
            own = max(own, own_mb(child.pid))
            time.sleep(LOOK_S)
        assert child.stdout is not None
        if child.returncode:
            raise SystemExit(f"{what} failed.")
        told: dict[str, float] = json.loads(child.stdout.read().splitlines()[-1])
    return {**told, "mb": own}


def own_mb(pid: int) -> float:
    """What a process holds of its own: pages of files that it has mapped, as SQLite maps its database, are the kernel's."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("RssAnon")), 0.0)


def store(table: Table, name: str, folder: Path, url: str, sizes: Sizes) -> None:
    """Fill a store in a folder and say what that took."""
    gateway, begun = opened(folder, url), perf_counter()
    answers = filled(gateway, sizes.history, sizes.days, sizes.night)
    gateway.engine.dispose()
    took = perf_counter() - begun
    table.add_row(name, f"filled: {sizes.history:,} responses", f"{took:,.1f}", "", f"{answers / took:,.0f} answers/s", "")


def add(table: Table, name: str, what: str, sizes: Sizes, told: dict[str, float]) -> None:
    said = TOLD[what].format(night=sizes.night)
    ratio = f"{told['work'] / told['sum']:,.1f}"
    table.add_row(name, said, f"{told['work']:,.1f}", f"{told['mb']:,.0f}", ratio, AIMS[what])
    for form in FORMS if what == "artefacts" else ():
        table.add_row(name, f"  {form}", f"{told[form]:,.2f}", "", "", "")


def whole(table: Table, name: str, sizes: Sizes, url: str = "", other: str = "") -> None:
    """Both stores of one database, the smaller one first and gone before the larger one is made."""
    less = Sizes(sizes.history // 10, sizes.days, sizes.night)
    with tempfile.TemporaryDirectory(prefix="bench_") as folder:
        store(table, name, Path(folder), other, less)
        small = measured("a_night", Path(folder), other)
    with tempfile.TemporaryDirectory(prefix="bench_") as folder:
        store(table, name, Path(folder), url, sizes)
        for what in TOLD:
            told = measured(what, Path(folder), url)
            add(table, name, what, sizes, told)
            if what == "a_night":
                told_small = f"{small['work']:,.1f}", f"{small['mb']:,.0f}", f"{told['work'] / small['work']:,.2f}"
                table.add_row(name, "  with a tenth of the history", *told_small, "about 1")


def database(url: str, name: str) -> str:
    """The address of another database of a server, made now."""
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.replace("/postgres?", f"/{name}?")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="a smaller store")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database")
    asked = parser.parse_args()
    sizes = SHORT if asked.short else FULL
    load = f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} at the start"
    table = Table("database", "what", "s", "own MB", "ratio", "aim", title=f"nights, {load}")
    if asked.only != "postgresql":
        whole(table, "SQLite", sizes)
    with postgres_server() if asked.only != "sqlite" else nullcontext("") as url:
        if url:
            whole(table, "PostgreSQL", sizes, url, database(url, "less"))
    Console().print(table)


if __name__ == "__main__":
    main()
