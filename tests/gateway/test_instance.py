"""Two gateways on one machine: what they may share, and what they are told otherwise."""

import os
import signal
import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from gateway.instance import alone, healthy, ports_are_free
from gateway.refusal import Refusal
from gateway.settings import Settings

HOLDER = """
import subprocess, sys
from pathlib import Path
from gateway.instance import alone
with alone(Path(sys.argv[1])) as lock:
    subprocess.run([sys.executable, "-c", sys.argv[2]], pass_fds=[lock])
"""


def holder(var: Path, child_lives_s: float) -> subprocess.Popen[str]:
    child = f"import time; print('child', flush=True); time.sleep({child_lives_s})"
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(var), child], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "child\n"
    return process


def test_a_second_gateway_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        alone(tmp_path),
        pytest.raises(Refusal, match=f"already runs on .* \\(process {os.getpid()}\\)") as caught,
        alone(tmp_path),
    ):
        pass
    assert "--port" in caught.value.remedy
    with alone(tmp_path):
        pass


def test_two_gateways_have_room_in_two_folders(tmp_path: Path) -> None:
    with alone(tmp_path / "one"), alone(tmp_path / "two"):
        pass


def test_what_a_killed_gateway_left_behind_is_waited_for(tmp_path: Path) -> None:
    with holder(tmp_path, 0.5) as killed:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        with alone(tmp_path):
            pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match="cannot be written"), alone(tmp_path / "file" / "var"):
        pass


def at_port(tmp_path: Path, port: int, stub: int) -> Settings:
    return Settings.model_validate(
        {"var": tmp_path, "database_url": "", "redis_url": "", "channels": {}, "ministries": {}, "web": {"port": port},
         "stub": {"port": stub}}
    )  # fmt: skip


def test_a_taken_port_is_refused_with_another_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as other:
        port, free = taken.getsockname()[1], other.getsockname()[1]
        other.close()
        with pytest.raises(
            Refusal, match=rf"Port {port} of 127\.0\.0\.1, the web server's, is not free: address already"
        ) as caught:
            ports_are_free(at_port(tmp_path, port, free))
        assert "gateway run --port" in caught.value.remedy
        with pytest.raises(Refusal, match="the fake aggregator's"):
            ports_are_free(at_port(tmp_path, free, port))


def test_a_server_is_healthy_when_it_answers_and_not_when_its_port_is_only_open() -> None:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert not healthy("127.0.0.1", silent.getsockname()[1])
    assert not healthy("127.0.0.1", 1)
    with HTTPServer(("0.0.0.0", 0), Answering) as server:
        Thread(target=server.handle_request).start()
        assert healthy("0.0.0.0", server.server_port)
