"""The supervisor as its terminal sees it: a real process with real children."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

DRIVER = """
import os, sys
from gateway.supervisor import Child, Supervisor
children = [
    Child(name, [sys.executable, "-c", code], last=name == "redis", once=name == "country")
    for name, code in {children!r}.items()
]
Supervisor(children, environ=dict(os.environ, PYTHONUNBUFFERED="1"), stop_within_s={within}).run()
print("all ended", flush=True)
"""

STAYS = "import os, signal; print('up', os.getpid()); signal.pause()"
DEAF = "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', os.getpid())\nwhile True: signal.pause()"
POLITE = (
    "import os, signal, sys; signal.signal(signal.SIGTERM, lambda *_: (print('goodbye'), sys.exit()));"
    "print('up', os.getpid()); signal.pause()"
)
DIES = "import os; print('up', os.getpid()); raise SystemExit(3)"
PARENT = (
    f"import os, subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {DEAF!r}]);"
    "print('parent', os.getpid()); child.wait()"
)


class Running:
    """A supervisor and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []

    def until(self, pattern: str) -> re.Match[str]:
        """Read on to the first line that matches; the test's time limit ends a wait for ever."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"never said {pattern}:\n" + "\n".join(self.lines))

    def pid_of(self, name: str) -> int:
        return int(self.until(rf"{name} +\| up (\d+)")[1])


@contextmanager
def supervising(within_s: float = 9.0, **children: str) -> Iterator[Running]:
    code = DRIVER.format(children=children, within=within_s)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def gone(pid: int, within_s: float = 10.0) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        with open(f"/proc/{pid}/stat") as stat:
            if stat.read().rpartition(")")[2].split()[0] == "Z":
                return True
        time.sleep(0.02)
    return False


def test_what_a_child_says_carries_its_name_and_the_time() -> None:
    with supervising(web=STAYS) as run:
        run.until(r"^\d\d:\d\d:\d\d web +\| up \d+$")


def test_a_child_that_dies_is_told_in_words_and_started_again_a_little_later_each_time() -> None:
    with supervising(worker=DIES) as run:
        first = run.pid_of("worker")
        assert run.until(r"worker ended \((.*)\); it is started again in (.*) s").groups() == ("exit code 3", "0.5")
        assert run.pid_of("worker") != first
        assert run.until(r"started again in (.*) s")[1] == "1"


def test_a_killed_child_is_started_again_and_the_others_go_on() -> None:
    with supervising(web=STAYS, clock=STAYS) as run:
        pids = {m[1]: int(m[2]) for m in (run.until(r"(web|clock) +\| up (\d+)") for _ in range(2))}
        os.kill(pids["web"], signal.SIGKILL)
        run.until(r"web ended \(killed by SIGKILL\)")
        assert run.pid_of("web") != pids["web"]
        os.kill(pids["clock"], 0)


def test_what_a_dead_child_leaves_behind_is_ended_before_it_starts_again() -> None:
    with supervising(web=PARENT) as run:
        found = dict([run.until(r"(parent|up) (\d+)").group(1, 2), run.until(r"(parent|up) (\d+)").group(1, 2)])
        os.kill(int(found["parent"]), signal.SIGKILL)
        run.until("web ended")
        assert gone(int(found["up"]))


def test_ctrl_c_ends_all_children_and_redis_after_the_others() -> None:
    with supervising(redis=POLITE, web=POLITE) as run:
        run.until(r"\| up")
        run.until(r"\| up")
        run.process.send_signal(signal.SIGINT)
        run.until("Stopping")
        assert [run.until(r"(web|redis) +\| goodbye")[1] for _ in range(2)] == ["web", "redis"]
        run.until("all ended")
        assert run.process.wait() == 0


def test_a_child_that_does_not_end_is_killed_in_the_end() -> None:
    with supervising(within_s=0.3, web=DEAF) as run:
        pid = run.pid_of("web")
        run.process.send_signal(signal.SIGTERM)
        run.until("web did not end in time and is killed")
        run.until("all ended")
        assert gone(pid)


def test_a_second_ctrl_c_does_not_wait() -> None:
    with supervising(within_s=600, web=DEAF) as run:
        pid = run.pid_of("web")
        run.process.send_signal(signal.SIGINT)
        run.until("Stopping")
        run.process.send_signal(signal.SIGINT)
        run.until("all ended")
        assert gone(pid)


def test_children_do_not_outlive_a_killed_supervisor() -> None:
    with supervising(web=STAYS, worker=STAYS) as run:
        pids = [int(run.until(r"\| up (\d+)")[1]) for _ in range(2)]
        run.process.kill()
        assert all(gone(pid) for pid in pids)


def test_what_is_to_run_once_is_not_started_again_and_the_others_go_on() -> None:
    with supervising(country="print('made')", web=STAYS, worker=DIES) as running:
        running.until(r"country +\| made")
        for _ in range(2):
            running.until(r"worker ended")
        assert not [line for line in running.lines if "country ended" in line]
        assert sum("made" in line for line in running.lines) == 1
