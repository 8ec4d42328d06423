"""A gateway under accidents, and the ten promises held against what its citizens did.

make torture                                        ten minutes: half on SQLite, half on PostgreSQL
make torture ARGS="--seconds 60 --database sqlite"  a minute on one of them
make torture ARGS="--seed 7 --keep /tmp/seven"      the same accidents and citizens as with seed 7, everything kept
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from torture.run import Outcome, tortured
from torture.verdicts import Verdict


def main() -> int:
    asked = _asked()
    databases = ("sqlite", "postgresql") if asked.database == "both" else (asked.database,)
    seed = asked.seed if asked.seed is not None else time.time_ns() % 1_000_000
    broken = 0
    for database in databases:
        folder = Path(asked.keep or tempfile.mkdtemp(prefix="torture-")) / database
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        say(f"\n{database}, seed {seed}, {asked.seconds / len(databases):.0f} s, {asked.citizens} citizens, in {folder}")
        outcome = tortured(folder, database, seed, asked.seconds / len(databases), asked.citizens, say)
        broken += told(outcome, seed)
        if not broken and not asked.keep:
            shutil.rmtree(folder.parent)
    return 1 if broken else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600, help="how long accidents last, in all")
    parser.add_argument("--seed", type=int, help="the same seed: the same accidents in the same order, the same citizens")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--citizens", type=int, default=30, help="how many people are at it at the same time")
    parser.add_argument("--keep", metavar="FOLDER", help="where history, logs and databases stay")
    return parser.parse_args()


def told(outcome: Outcome, seed: int) -> int:
    """Prints what came out; the number of broken promises."""
    for line in outcome.notes:
        say(line)
    width = max(len(v.words) for v in outcome.verdicts)
    for verdict in outcome.verdicts:
        kept = "BROKEN" if verdict.broken else "kept  "
        say(f"  {kept}  {verdict.promise:<4} {verdict.words:<{width}}  {verdict.looked_at}")
    wrong = [verdict for verdict in outcome.verdicts if verdict.broken]
    for verdict in wrong:
        _tell(verdict)
    say(f"  history {outcome.history}, seed {seed}")
    return len(wrong)


def _tell(verdict: Verdict) -> None:
    say(f"\n{verdict.promise} is broken ({len(verdict.broken)}): {verdict.words}")
    for one in verdict.broken[:5]:
        say(f"  * {one.words}")
    shortest = min((one for one in verdict.broken if one.shown), key=lambda one: len(one.shown), default=None)
    for event in shortest.shown if shortest else ():
        say(f"      {event.line()}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
