"""``gateway run`` as an engineer meets it: a real process tree, a dial over HTTP, accidents, and an end that leaves nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

NUMBER, CODE = "+26657012345", "*120*45#"


class House:
    """A gateway under its own folder and port, what it printed, and its phone."""

    def __init__(self, var: Path, port: int) -> None:
        self.port, self.printed = port, ""
        self.environ = {**os.environ, "GATEWAY_VAR": str(var)}
        self.process = self.start()

    def command(self) -> list[str]:
        return [sys.executable, "-m", "gateway", "run", "--port", str(self.port)]

    def start(self) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(
            self.command(), env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line
            if "Ctrl-C stops all of it" in line:
                return self.process
        raise AssertionError(self.printed)

    def close(self) -> str:
        """The last words of an ended supervisor."""
        if self.process.stdout is None or self.process.stdout.closed:
            return ""
        return self.process.communicate()[0]

    def family(self) -> list[psutil.Process]:
        """Every process below the supervisor, at any depth."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def phone(self, what: str, **said: str) -> str:
        """Do one thing on the phone and read its screen."""
        answer = requests.post(f"http://127.0.0.1:{self.port + 1}/phone/{what}", json=said, timeout=10)
        call: dict[str, Any] = answer.json()["call"]
        self.call = str(call["session_id"])
        return str(call["reply"])

    def dial(self) -> str:
        return self.phone("dial", number=NUMBER, code=CODE)

    def send(self, text: str) -> str:
        return self.phone("send", session_id=self.call, text=text)


def free_ports() -> int:
    """A port that is free together with its neighbour."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port: int = probe.getsockname()[1]
            if port < 65000:
                try:
                    socket.create_server(("127.0.0.1", port + 1)).close()
                except OSError:
                    continue
                return port


@pytest.fixture(scope="module")
def one_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One gateway for all tests here, for starting it takes a while; what is left of it in the end is killed."""
    house = House(tmp_path_factory.mktemp("house") / "var", free_ports())
    yield house
    family = house.family() if house.process.poll() is None else []
    for process in [house.process, *family]:
        with contextlib.suppress(psutil.NoSuchProcess):  # one that ended by itself since it was found
            process.kill()
    house.close()


@pytest.fixture
def house(one_house: House) -> House:
    """The gateway, up."""
    if one_house.process.poll() is not None:
        one_house.start()
    return one_house


def ended(processes: list[psutil.Process], within_s: float) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=within_s)
    return not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]


def test_a_citizen_dials_is_cut_off_by_a_power_cut_and_goes_on_where_they_stopped(house: House) -> None:
    assert f"Dial {CODE}" in house.printed
    assert house.dial().startswith("CON Ministry of Health")
    first_question = house.send("1")
    second_question = house.send("1301")
    assert first_question.startswith("CON ")
    assert second_question not in ("", first_question)
    family = house.family()
    house.process.kill()
    assert ended(family, within_s=15)
    house.close()
    house.start()
    asked = house.dial()
    assert asked.startswith("CON ")
    assert house.send("1") == second_question


def test_ctrl_c_ends_every_process_in_time_and_without_complaint(house: House) -> None:
    family = house.family()
    names = " ".join(" ".join(p.cmdline()) for p in family)
    for part in ("granian", "gateway.worker", "gateway.clock", "valkey-server", "gateway stub"):
        assert part in names
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(timeout=13) == 0
    assert ended(family, within_s=0.5)
    rest = house.close()
    assert "Traceback" not in house.printed + rest
    assert "is killed" not in rest


def test_a_second_gateway_needs_its_own_folder_and_its_own_port(house: House, tmp_path: Path) -> None:
    same_folder = subprocess.run(house.command(), env=house.environ, capture_output=True, text=True, check=False)
    assert (same_folder.returncode, same_folder.stdout) == (2, "")
    assert "A gateway already runs on" in same_folder.stderr
    elsewhere = {**house.environ, "GATEWAY_VAR": str(tmp_path / "second")}
    same_port = subprocess.run(house.command(), env=elsewhere, capture_output=True, text=True, check=False)
    assert (same_port.returncode, same_port.stdout) == (2, "")
    assert f"Port {house.port} of 127.0.0.1, the web server's, is not free" in same_port.stderr
    assert "Traceback" not in same_folder.stderr + same_port.stderr


def test_an_unreachable_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    environ = {**os.environ, "GATEWAY_VAR": str(tmp_path), "DATABASE_URL": "postgresql://g:hunter2@127.0.0.1:1/g"}
    command = [sys.executable, "-m", "gateway", "run", "--port", str(free_ports())]
    refused = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("The database cannot be used (PostgreSQL, 127.0.0.1/g)")
    assert "hunter2" not in refused.stderr
