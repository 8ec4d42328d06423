"""A gateway as a country runs it, on one machine: two web servers, two workers, two clocks, Valkey, either database, and a
network between all of them that can be broken."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import yaml
from running_house import RunningHouse
from servers.databases import postgres_databases
from servers.postgres import postgres_server
from servers.valkey import Valkey
from sqlalchemy import make_url
from web_processes import free_port

from gateway.aggregator_stub.agenda import Agenda
from gateway.aggregator_stub.serving import serving
from gateway.instance import healthy
from gateway.publishing.publish import publish_shipped
from storage import migrate
from torture.processes import Keeper, Process
from torture.proxy import Network, Proxy

ROOM_MB = 192
"""The disk of a tortured gateway."""

MOST_AN_HOUR, MOST_A_DAY = 25, 40
"""Texts that one number may be sent: fewer than by default, so that a run meets the cap."""


class MovedAgenda(Agenda):
    """The aggregator's clock goes with the gateway's."""

    def __init__(self, ahead: Path) -> None:
        super().__init__()
        self._ahead = ahead

    def now_ms(self) -> int:
        return super().now_ms() + int(self._ahead.read_text(encoding="ascii"))


@dataclass
class World:
    """Everything that an accident can befall."""

    house: RunningHouse
    keeper: Keeper
    network: Network
    valkey: Valkey
    database: str
    postgres_folder: Path | None
    ahead: Path
    disk: Path | None
    """The folder of a small disk that can be filled; ``None`` where this machine lets us mount none."""

    def move_clock(self, by_ms: int) -> None:
        fresh = self.ahead.with_suffix(".fresh")
        fresh.write_text(str(int(self.ahead.read_text()) + by_ms), encoding="ascii")
        fresh.replace(self.ahead)

    def postgres_processes(self) -> list[psutil.Process]:
        """The server and its back ends."""
        if self.postgres_folder is None:
            return []
        server = int((self.postgres_folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        with contextlib.suppress(psutil.NoSuchProcess):
            return [psutil.Process(server), *psutil.Process(server).children(recursive=True)]
        return []


def small_disk(folder: Path) -> bool:
    """Mounts a small disk there; false where that is not allowed."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m,mode=700", "gateway-torture", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def world(folder: Path, database: str, begins_at_ms: int) -> Iterator[World]:
    """A gateway that runs, with accidents at hand; it is healed and stopped by whoever uses it."""
    with contextlib.ExitStack() as stack:
        disk = folder / "var"
        has_disk = small_disk(disk)
        if has_disk:
            stack.callback(_unmount, disk)
            stack.callback(_copy_out, disk)
        ahead = folder / "ahead"
        ahead.write_text(str(begins_at_ms - time.time_ns() // 1_000_000), encoding="ascii")
        postgres_folder, upstream_url = None, ""
        if database == "postgresql":
            upstream_url = stack.enter_context(_fresh_postgresql(stack))
            postgres_folder = Path(str(make_url(upstream_url).query["host"])).parent
        yield stack.enter_context(_built(folder, database, ahead, disk if has_disk else None, postgres_folder, upstream_url))


@contextlib.contextmanager
def _fresh_postgresql(stack: contextlib.ExitStack) -> Iterator[str]:
    server = stack.enter_context(postgres_server())
    databases = stack.enter_context(postgres_databases(server))
    with databases.fresh() as url:
        yield url


@contextlib.contextmanager
def _built(
    folder: Path, database: str, ahead: Path, disk: Path | None, postgres_folder: Path | None, upstream_url: str
) -> Iterator[World]:
    valkey = Valkey(folder / "var")
    stub_port = free_port()
    servers: list[Process] = []
    proxies = [
        Proxy("web", lambda: [p.port for p in servers]),
        Proxy("aggregator", lambda: [stub_port]),
        Proxy("valkey", lambda: [_socket_of(valkey.url)]),
    ]
    if postgres_folder is not None:
        proxies.append(Proxy("database", lambda: [postgres_folder / "socket" / ".s.PGSQL.5432"]))
    network = Network(proxies)
    with network.running():
        environ = {"REDIS_URL": f"redis://127.0.0.1:{network.of['valkey'].port}/0", "GATEWAY_CLOCK": str(ahead)}
        if postgres_folder is not None:
            at = (
                make_url(upstream_url).difference_update_query(["host"]).set(host="127.0.0.1", port=network.of["database"].port)
            )
            environ["DATABASE_URL"] = at.set(drivername="postgresql").render_as_string(hide_password=False)
        house = RunningHouse(
            folder, network.of["aggregator"].port, environ=environ, agenda=MovedAgenda(ahead),
            change=lambda config: _configured(config, network.of["web"].port),
        )  # fmt: skip
        valkey.start()
        migrate.upgrade(house.gateway.engine)
        publish_shipped(house.gateway)
        processes = _processes(house, folder)
        servers.extend(p for p in processes if p.kind == "web")
        keeper = Keeper(processes)
        made = World(house, keeper, network, valkey, database, postgres_folder, ahead, disk)
        try:
            with serving(house.aggregator, stub_port):
                keeper.start()
                _wait_until_up(servers)
                yield made
        finally:
            if keeper.nursery._process.poll() is None:
                keeper.stop(2)
            valkey.thaw()
            valkey.kill()
            house.gateway.engine.dispose()


def _socket_of(url: str) -> Path:
    return Path(url.removeprefix("unix://"))


def _configured(config: dict[str, Any], web_port: int) -> None:
    """Waits that fit a run of minutes, a zone with summer time, caps that a chatty phone meets."""
    config["web"]["port"], config["web"]["workers"], config["web"]["threads"] = web_port, 1, 8
    config["outbox"] |= {"most_an_hour": MOST_AN_HOUR, "most_a_day": MOST_A_DAY, "retry_after_s": [1, 1, 2, 2, 3, 3]}
    config["ministries"]["health"]["time_zone"] = "Africa/Cairo"
    config["invitations"]["rest_days"] = []


def _processes(house: RunningHouse, folder: Path) -> list[Process]:
    """Two of each. A web server has a port, and so a configuration, of its own."""
    logs = folder / "logs"
    logs.mkdir()
    names = [(f"{kind}-{n}", kind) for kind in ("web", "worker", "clock") for n in (1, 2)]
    found = [Process(name, kind, house.environ, logs / f"{name}.log") for name, kind in names]
    for process in found:
        if process.kind == "web":
            process.port = free_port()
            config = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
            config["web"]["port"] = process.port
            file = folder / f"{process.name}.yaml"
            file.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
            process.environ = {**house.environ, "GATEWAY_CONFIG": str(file)}
    return found


def _wait_until_up(servers: list[Process], within_s: float = 60.0) -> None:
    deadline = time.monotonic() + within_s
    while not all(p.port and healthy("127.0.0.1", p.port) for p in servers):
        if time.monotonic() > deadline:
            raise RuntimeError("the web servers do not come up:\n" + "\n".join(p.log.read_text()[-2000:] for p in servers))
        time.sleep(0.1)


def _copy_out(disk: Path) -> None:
    """What is on the small disk outlives it, beside it."""
    shutil.copytree(disk, disk.with_name("left"), ignore=lambda _, names: [n for n in names if n.endswith(".sock")])


def _unmount(disk: Path) -> None:
    subprocess.run(["umount", "-l", str(disk)], capture_output=True, check=False)


def freeze(pids: list[psutil.Process], number: signal.Signals) -> None:
    for process in pids:
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            os.kill(process.pid, number)
