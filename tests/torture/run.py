"""One run: citizens at it, accidents among them, then peace, quiet, and what the promises are worth."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.tables import sessions
from storage.unit import StorageFault, reading
from torture.citizens import Town
from torture.evidence import Evidence
from torture.gathering import gathered, left_over
from torture.history import NEMESIS, History
from torture.house import World, world
from torture.nemesis import HOUR_MS, Nemesis
from torture.promises import judged
from torture.verdicts import Verdict
from torture.visits import Letterbox, written

QUIET_WITHIN_S = 90.0
AFTERWARDS_H = (40, 76, 25)
"""A morning on which some are reminded; three nights at once, in which every conversation closes; the night that counts
what closed then."""
NIGHTS = (datetime(2026, 10, 29, 18, 10), datetime(2027, 4, 29, 18, 10))  # noqa: DTZ001 - on the wall in Cairo
"""Evenings before a day of 25 hours and one of 23: a run begins on one of them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    verdicts: Sequence[Verdict]
    evidence: Evidence
    history: Path
    notes: Sequence[str]


class Watch:
    """Looks at which version every conversation is, again and again."""

    def __init__(self, around: World) -> None:
        self._world = around
        self.seen: defaultdict[int, set[int]] = defaultdict(set)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def look(self) -> None:
        with reading(self._world.house.gateway.engine) as c:
            for id, version_id in c.execute(select(sessions.c.id, sessions.c.version_id)):
                self.seen[id].add(version_id)

    def _run(self) -> None:
        while not self._stopping.wait(1.0):
            with contextlib.suppress(StorageFault):
                self.look()

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self.look()


def tortured(folder: Path, database: str, seed: int, seconds: float, citizens: int, say: Callable[[str], None]) -> Outcome:
    """Everything from the first process to the last verdict."""
    evening = NIGHTS[seed % 2].replace(tzinfo=ZoneInfo("Africa/Cairo"))
    history = History(folder / "history.jsonl")
    with world(folder, database, round(evening.timestamp() * 1000)) as around:
        town = Town(around.house.aggregator, history, seed)
        visits = written(around.house, town, folder, seed)
        history.note(NEMESIS, "info", "visits", facts=visits.hand_in())
        nemesis = Nemesis(around, town, visits, seed)
        with Watch(around) as watch:
            _play(town, nemesis, seconds, citizens)
            _heal(nemesis)
            quiet_s = _quiet(around, history)
        late = around.keeper.stop()
        evidence = gathered(
            around.house,
            history.events(),
            [town.chatty, *(v.number for v in visits.visitors)],
            versions_seen={id: frozenset(seen) for id, seen in watch.seen.items()},
            deaths=[(death.name, death.at_s) for death in around.keeper.deaths],
            beside=[around.postgres_folder / "data"] if around.postgres_folder else [],
        )
        notes = _notes(around, nemesis, quiet_s, late)
    history.close()
    return Outcome(judged(evidence), evidence, folder / "history.jsonl", notes)


def _play(town: Town, nemesis: Nemesis, seconds: float, citizens: int) -> None:
    strikes = threading.Thread(target=nemesis.run, name="nemesis", daemon=True)
    with ThreadPoolExecutor(citizens + 1, "citizen") as pool:
        lives = [pool.submit(Letterbox(town, nemesis.visits).live)]
        lives += [pool.submit(town.live, place) for place in range(citizens)]
        strikes.start()
        time.sleep(seconds)
        nemesis.stopping.set()
        strikes.join()
        town.stopping.set()
    for life in lives:
        life.result()


def _heal(nemesis: Nemesis) -> None:
    of = nemesis.town.history.note(NEMESIS, "invoke", "heal")
    nemesis.heal()
    nemesis.town.history.note(NEMESIS, "ok", "heal", of)


def _quiet(around: World, history: History) -> float:
    """Waits until nothing is due; moves the clock until every conversation and every night is over, and waits again each time.
    Gives how long that took."""
    began = time.monotonic()
    _until_nothing_is_due(around, history)
    for hours in AFTERWARDS_H:
        around.move_clock(hours * HOUR_MS)
        history.note(NEMESIS, "ok", "move clock", facts=f"{hours} h")
        time.sleep(3)
        _until_nothing_is_due(around, history)
    return time.monotonic() - began


def _until_nothing_is_due(around: World, history: History) -> None:
    """Waits for that, and writes down what is still there when that takes too long."""
    deadline, left = time.monotonic() + QUIET_WITHIN_S, {"everything": 1}
    while time.monotonic() < deadline:
        with contextlib.suppress(StorageFault):
            left = left_over(around.house)
            if not left:
                return
        time.sleep(0.5)
    history.note(NEMESIS, "info", "not quiet", left=left)


def _notes(around: World, nemesis: Nemesis, quiet_s: float, late: list[str]) -> list[str]:
    notes = ["  befell: " + ", ".join(f"{n} × {name}" for name, n in sorted(nemesis.struck.items()))]
    asked = sum(bool(around.house.aggregator.phones.received(v.number)) for v in nemesis.visits.visitors)
    notes.append(
        f"  {asked} of {len(nemesis.visits.visitors)} visitors were asked; the list was taken {len(nemesis.visits.taken)} times"
    )
    if around.disk is None:
        notes.append("  THE DISK WAS NOT FILLED: this machine lets us mount none.")
    if late:
        notes.append(f"  did not end within 12 s of SIGTERM: {', '.join(late)}")
    notes.append(f"  quiet after {quiet_s:.0f} s")
    return notes
