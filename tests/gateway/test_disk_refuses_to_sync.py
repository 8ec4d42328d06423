"""A disk that answers EIO to fsync: nothing is acknowledged that may not be on it, and what was acknowledged before is there.

The fault is injected from outside into a process of its own; where this machine does not let one process trace another, these
tests are skipped and say so.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from counter import Counter

from storage.tables import calls, inbox
from storage.unit import connect

WITHIN_S = 60

PROGRAM = """\
import sys
from urllib.parse import urlencode
from gateway import create_app
from gateway.hooks import drain
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire
settings = load_settings()
secrets = load_secrets(settings)
gateway = wire(settings, secrets)
client = create_app(gateway).test_client()
path = f"/hooks/main/{secrets.hook_secrets['main'][0]}/"
def post(kind, **fields):
    answer = client.post(path + kind, data=urlencode(fields), content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.text[:3].strip()
def text(id):
    return post("sms", id=id, to="40145", text="CLINIC", **{"from": "+26658" + id})
def hop(id):
    return post("ussd", sessionId="ATUid_" + id, phoneNumber="+26658" + id, serviceCode="*120*45#", text="")
print("ready", flush=True)
for line in sys.stdin:
    what, id = line.split()
    if what == "drain":
        print(drain.drain(gateway), len(gateway.spool.entries()), flush=True)
    else:
        print(*{"text": text, "hop": hop}[what](id), flush=True)
"""


class Process:
    """A gateway in a process of its own, asked line by line."""

    def __init__(self, counter: Counter) -> None:
        environ = os.environ | {
            "GATEWAY_VAR": str(counter.gateway.settings.var),
            "DATABASE_URL": counter.gateway.settings.database_url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], env=environ, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self.reply() == "ready"

    def reply(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self, what: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        return self.reply()

    @contextmanager
    def no_sync(self) -> Iterator[None]:
        """Within, the disk takes what is written, and says EIO when it is to be made durable."""
        inject = ("-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO")
        command = ["strace", "-f", "-p", str(self.process.pid), *inject]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        told = tracer.stderr.readline()
        if "attached" not in told:
            tracer.wait(WITHIN_S)
            pytest.skip(f"this machine lets no process trace another, so that no disk fault can be played: {told.strip()}")
        try:
            yield
        finally:
            tracer.send_signal(signal.SIGINT)
            tracer.communicate(timeout=WITHIN_S)

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var", ["lesotho-clinic-visit"])
    engine.dispose()


@pytest.fixture
def process(counter: Counter) -> Iterator[Process]:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so that no disk fault can be played")
    process = Process(counter)
    yield process
    process.end()


@pytest.mark.timeout(120)
def test_what_no_disk_made_durable_is_not_acknowledged_and_everything_goes_on_when_it_does_again(
    counter: Counter, process: Process
) -> None:
    assert process.ask("text 000001") == "200 ok"
    assert process.ask("hop 000002") == "200 CON"
    with process.no_sync():
        assert process.ask("text 000003") == "503 try"
        assert process.ask("hop 000004") == "200 END"
        assert process.ask("text 000003") == "503 try"
    assert process.ask("drain x") == "0 0"
    assert process.ask("text 000003") == "200 ok"
    assert process.ask("hop 000004") == "200 CON"
    process.end()  # by SIGKILL
    counter.gateway.engine.dispose()
    assert [row["provider_id"] for row in counter.rows(inbox)] == ["000001", "000003"]
    assert len(counter.rows(calls)) == 2
