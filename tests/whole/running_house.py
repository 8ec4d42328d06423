"""``gateway run`` as a process of its own, with the network around it played over HTTP in the test's process."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import yaml
from web_processes import free_port

from gateway.aggregator_stub.agenda import Agenda
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import serving
from gateway.cli.stub import lines_of
from gateway.secrets import load_secrets
from gateway.settings import ROOT, load_settings
from gateway.wiring import Gateway, wire

UP = "Ctrl-C stops all of it."


class RunningHouse:
    """A folder with all of a gateway in it, the gateway itself while it runs, and the aggregator that it speaks to."""

    def __init__(
        self,
        folder: Path,
        aggregator_port: int,
        *,
        environ: Mapping[str, str] | None = None,
        change: Callable[[dict[str, Any]], None] = lambda config: None,
        agenda: Agenda | None = None,
    ) -> None:
        """``environ`` is added to the gateway's environment; ``change`` has the last word on its configuration."""
        self.folder, self.var, self.printed = folder, folder / "var", folder / "printed.log"
        config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
        config["web"]["port"] = free_port()
        config["stub"] = {"enabled": False, "port": aggregator_port}
        config["outbox"] = {"retry_after_s": [1, 1, 1, 1], "in_doubt_after_s": 2, "sweep_every_s": 1}
        config["clock"] = {"every_s": 2}
        change(config)
        (folder / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
        self.environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "GATEWAY_CONFIG": str(folder / "config.yaml"), "GATEWAY_VAR": str(self.var),
            **(environ or {}),
        }  # fmt: skip
        settings = load_settings(self.environ)
        secrets = load_secrets(settings, self.environ)
        self.aggregator = Aggregator(
            lines_of(settings, secrets), seed=7, again_every_s=0.5, report_after_s=0.2, late_after_s=5, agenda=agenda,
            keys={c.username: secrets.api_keys[c.name] for c in settings.channels.values()},
        )  # fmt: skip
        self.gateway: Gateway = wire(settings, secrets)
        self.process: subprocess.Popen[bytes] | None = None
        self.began_s = time.monotonic()

    def run(self) -> None:
        """``gateway run``, until it says that it runs."""
        said = self.said().count(UP)
        with self.printed.open("ab") as printed:
            self.process = subprocess.Popen(self.command("run"), env=self.environ, stdout=printed, stderr=subprocess.STDOUT)
        self.wait_for(lambda: self.said().count(UP) > said, 60)

    def command(self, *said: str) -> list[str]:
        return [sys.executable, "-m", "gateway", *said]

    def said(self) -> str:
        return self.printed.read_text(encoding="utf-8", errors="replace") if self.printed.exists() else ""

    def all_of_it(self, commands: list[list[str]]) -> list[str]:
        """What ``gateway …`` printed, for commands run side by side, each of which must end well."""
        started = [
            subprocess.Popen(self.command(*said), env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            for said in commands
        ]
        printed = [one.communicate(timeout=60)[0] for one in started]
        assert [one.returncode for one in started] == [0] * len(started), printed
        return printed

    def processes(self) -> list[psutil.Process]:
        """The supervisor and everything below it."""
        assert self.process is not None
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def cut_the_power(self) -> None:
        """Every process at once, by ``kill -9``."""
        processes = self.processes()
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.suspend()
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        assert self.process is not None
        self.process.wait(10)
        assert ended(processes, 10)

    def stop(self) -> None:
        """SIGTERM; everything must be gone in time and without a kill."""
        processes = self.processes()
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(15) == 0
        assert ended(processes, 1)
        assert "is killed" not in self.said()

    def wait_for(self, what: Callable[[], bool], within_s: float) -> None:
        deadline = time.monotonic() + within_s
        while not what():
            assert self.process is not None
            assert self.process.poll() is None, self.said()[-4000:]
            assert time.monotonic() < deadline, self.said()[-4000:]
            time.sleep(0.05)

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.cut_the_power()
        self.gateway.engine.dispose()


def ended(processes: list[psutil.Process], within_s: float) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=within_s)
    return not [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@contextlib.contextmanager
def house_in(folder: Path, **how: Any) -> Iterator[RunningHouse]:
    """A house that runs, and the network around it; ``how`` as :class:`RunningHouse` takes it."""
    port = free_port()
    house = RunningHouse(folder, port, **how)
    try:
        with serving(house.aggregator, port):
            house.run()
            yield house
    finally:
        house.close()
