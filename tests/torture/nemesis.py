"""What befalls a gateway every few seconds: processes killed and frozen, Redis emptied, connections cut, the disk full, a new
version of a survey, the clock moved through a night that is an hour longer or shorter."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from random import Random

import redis
from publishing import publish_text

from gateway.publishing.manuscript import beside
from gateway.publishing.publish import SHIPPED
from storage import pauses
from storage.unit import StorageFault, unit
from torture.citizens import Town
from torture.history import NEMESIS
from torture.house import World, freeze
from torture.processes import Process
from torture.visits import List

EVERY_S = (1.0, 5.0)
HOUR_MS = 3_600_000
SURVEY, MINISTRY = "lesotho-clinic-visit", "health"


class Nemesis:
    """Strikes one after the other; every strike is over when the next begins. The same seed strikes in the same order."""

    def __init__(self, world: World, town: Town, visits: List, seed: int) -> None:
        self.world, self.town, self.visits, self.luck = world, town, visits, Random(f"nemesis {seed}")
        self.stopping = threading.Event()
        self.struck: Counter[str] = Counter()
        self.editions = 0
        self.deck: list[str] = []

    @property
    def accidents(self) -> dict[str, Callable[[], object]]:
        """Name -> what it does, for the database of this world."""
        manners = ("cut", "refuse", "reset", "delay")
        found: dict[str, Callable[[], object]] = {
            "kill web": self.kill_web,
            "kill web worker": self.kill_web_worker,
            "kill worker": lambda: self.kill("worker"),
            "kill clock": lambda: self.kill("clock"),
            "freeze web": lambda: self.freeze_one("web"),
            "freeze worker": lambda: self.freeze_one("worker"),
            "freeze Valkey": self.freeze_valkey,
            "empty Valkey": self.empty_valkey,
            "kill Valkey": self.kill_valkey,
            "cut web": lambda: self.cut("web", manners),
            "cut aggregator": lambda: self.cut("aggregator", (*manners, "hang")),
            "cut Valkey": lambda: self.cut("valkey", (*manners, "hang")),
            "publish": self.publish,
            "pause": self.pause,
            "visits again": self.visits.hand_in,
            "move clock": self.move_clock,
        }
        if self.world.disk is not None:
            found["fill disk"] = self.fill_disk
        if self.world.database == "sqlite":
            found["lock database"] = self.lock_database
        else:
            found["freeze database"] = self.freeze_database
            found["cut database"] = lambda: self.cut("database", (*manners, "hang"))
        return found

    def run(self) -> None:
        while not self.stopping.wait(self.luck.uniform(*EVERY_S)):
            self.strike(self._next())

    def _next(self) -> str:
        """Every accident comes before one comes again."""
        if not self.deck:
            self.deck = sorted(self.accidents)
            self.luck.shuffle(self.deck)
        return self.deck.pop()

    def strike(self, name: str) -> None:
        of = self.town.history.note(NEMESIS, "invoke", name)
        self.struck[name] += 1
        facts = self.accidents[name]()
        self.town.history.note(NEMESIS, "ok", name, of, facts=facts or "")

    def rest(self, least_s: float, most_s: float) -> float:
        """How long a strike lasts."""
        seconds = self.luck.uniform(least_s, most_s)
        self.stopping.wait(seconds)
        return round(seconds, 2)

    # --- processes ---------------------------------------------------------------------------------------------------------

    def _one(self, kind: str) -> Process:
        return self.luck.choice([p for p in self.world.keeper.processes if p.kind == kind])

    def kill(self, kind: str) -> str:
        process = self._one(kind)
        self.world.keeper.kill(process)
        return process.name

    def kill_web(self) -> str:
        return self.kill("web")

    def kill_web_worker(self) -> str:
        """One of the processes that the web server itself keeps."""
        process = self._one("web")
        for worker in process.workers()[-1:]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        return process.name

    def freeze_one(self, kind: str) -> str:
        process = self._one(kind)
        process.signal(signal.SIGSTOP)
        seconds = self.rest(0.3, 1.5 if kind == "web" else 6.0)
        process.signal(signal.SIGCONT)
        return f"{process.name} {seconds} s"

    # --- Redis -------------------------------------------------------------------------------------------------------------

    def freeze_valkey(self) -> str:
        self.world.valkey.freeze()
        seconds = self.rest(0.5, 6.0)
        self.world.valkey.thaw()
        return f"{seconds} s"

    def empty_valkey(self) -> None:
        client = redis.Redis.from_url(self.world.valkey.url, socket_timeout=2)
        with contextlib.suppress(redis.RedisError):
            client.flushall()
        client.close()

    def kill_valkey(self) -> str:
        self.world.valkey.kill()
        seconds = self.rest(0.2, 4.0)
        with contextlib.suppress(AssertionError):
            self.world.valkey.start()
        return f"{seconds} s"

    # --- the database and the disk -----------------------------------------------------------------------------------------

    def lock_database(self) -> str:
        """Somebody holds the write lock, as a backup or an engineer's shell would."""
        connection = sqlite3.connect(self.world.house.var / "gateway.db", timeout=5, isolation_level=None)
        with contextlib.closing(connection):
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as busy:
                return str(busy)
            return f"{self.rest(0.5, 6.0)} s"

    def freeze_database(self) -> str:
        stopped = self.world.postgres_processes()
        freeze(stopped, signal.SIGSTOP)
        seconds = self.rest(0.5, 6.0)
        freeze(stopped, signal.SIGCONT)
        return f"{seconds} s"

    def fill_disk(self) -> str:
        """Not a byte is left on the gateway's disk for a while."""
        assert self.world.disk is not None
        ballast = self.world.disk / "ballast"
        try:
            with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as out:
                while True:
                    out.write(bytes(1 << 16))
            with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as out:
                while True:
                    out.write(bytes(64))
            return f"{self.rest(1.0, 5.0)} s"
        finally:
            ballast.unlink(missing_ok=True)

    # --- connections -------------------------------------------------------------------------------------------------------

    def cut(self, name: str, manners: tuple[str, ...]) -> str:
        manner = self.luck.choice(manners)
        network = self.world.network
        if manner == "reset":
            network.reset(name)
            return manner
        network.set(name, manner, self.luck.choice((1, 20, 150, 400)))
        seconds = self.rest(0.5, 2.0 if name == "web" else 5.0)
        network.set(name, "pass")
        if manner == "hang":
            network.reset(name)
        return f"{manner} {seconds} s"

    # --- people at the console, and time -----------------------------------------------------------------------------------

    def publish(self) -> str:
        """A survey in flight gets a new version, whose words people still read as the old ones."""
        self.editions += 1
        file = SHIPPED / f"{SURVEY}.yaml"
        text = file.read_text(encoding="utf-8")
        title = next(line for line in text.splitlines() if line.startswith("title:"))
        edited = text.replace(title, f"{title.rstrip()} {self.editions}")
        try:
            version = publish_text(self.world.house.gateway, edited, MINISTRY, "torture", lists=beside(file).lists)
        except StorageFault as fault:
            return type(fault).__name__
        return f"version {version.number}" if version else "nothing new"

    def pause(self) -> str:
        gateway = self.world.house.gateway
        try:
            with unit(gateway.engine) as u:
                pauses.pause(u, "survey", SURVEY, "torture", by="torture", at_ms=gateway.now_ms())
                u.commit()
            seconds = self.rest(0.5, 3.0)
            self.lift_pauses()
        except StorageFault as fault:
            return type(fault).__name__
        return f"{seconds} s"

    def lift_pauses(self) -> None:
        gateway = self.world.house.gateway
        with unit(gateway.engine) as u:
            pauses.lift(u, "survey", SURVEY, by="torture", at_ms=gateway.now_ms(), of="torture")
            u.commit()

    def move_clock(self) -> str:
        """An hour, or the half of a night: calls do not live that long."""
        hours = self.luck.choice((1, 1, 2, 5, 9))
        with self.town.daylight.moving():
            self.world.move_clock(hours * HOUR_MS)
        return f"{hours} h"

    # --- the end -----------------------------------------------------------------------------------------------------------

    def heal(self) -> None:
        """Everything works again."""
        self.stopping.set()
        for name in self.world.network.of:
            self.world.network.set(name, "pass")
        self.world.valkey.thaw()
        if self.world.valkey.process is None or self.world.valkey.process.poll() is not None:
            self.world.valkey.start()
        freeze(self.world.postgres_processes(), signal.SIGCONT)
        for process in self.world.keeper.processes:
            process.signal(signal.SIGCONT)
        with contextlib.suppress(StorageFault):
            self.lift_pauses()
        self.town.aggregator.switches.reset()
        for process in self.world.keeper.processes:  # as after a power cut: whoever starts finds what is due
            if process.kind == "worker":
                self.world.keeper.kill(process)
