"""Every measurement, one after the other, each in a process of its own.

make bench                          all of them; the hops before an empty and a full history
make bench ARGS=--short             all of them within five minutes or so, and coarser
make bench ARGS="turns checking"    some of them
"""

from __future__ import annotations

import argparse
import subprocess
import sys

SHORT = {
    "turns": ("--rounds", "40"),
    "checking": ("--times", "3"),
    "places": (),
    "signals": ("--weeks", "20", "--falls", "2"),
    "sending": ("--short",),
    "visits": ("--rows", "10000"),
    "nights": ("--short",),
    "hops": ("--sessions", "0", "--citizens", "80"),
}
"""What is measured, and how it is asked to be short."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", metavar="what", help=f"which of {', '.join(SHORT)}; else all of them")
    parser.add_argument("--short", action="store_true", help="fewer rounds and no stored history")
    asked = parser.parse_args()
    if unknown := set(asked.what) - SHORT.keys():
        parser.error(f"nothing is called {', '.join(sorted(unknown))} here; there are {', '.join(SHORT)}")
    for what in asked.what or SHORT:
        subprocess.run([sys.executable, "-m", f"bench.{what}", *(SHORT[what] if asked.short else ())], check=True)


if __name__ == "__main__":
    main()
