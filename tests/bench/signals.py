"""How often a ministry in which nothing happens hears of a facility, and how soon of a fall that is real.

Counted are the evenings, a week apart, that announce a facility for the first time or after it was closed. In a stable
ministry all of them count as false, also those about a facility that truly lies far out for ever. Several ministries are
tried, since one of 200 evenings is unsure by 1.5 points. By simulation of the judgement alone 4.2, 4.6 and 4.9 evenings of
100 are to be expected where levels differ by 0, 1.7 and 3 points, and 83, 80 and 75 of 100 falls told within four weeks.

make bench ARGS=signals
PYTHONPATH=tests:tests/reports python -m bench.signals --weeks 200 --falls 20
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

REPORTS = Path(__file__).parents[1] / "reports"
sys.path += [str(REPORTS), str(REPORTS / "acceptance")]

from servers.databases import migrated  # noqa: E402
from stable_ministry import Fall, Ministry, evenings, towns  # noqa: E402

from storage.unit import connect  # noqa: E402

SPREADS = (0.0, 0.017, 0.03)
"""Standard deviations of what facilities always differ by."""
QUARTER, FOUR = 26, 4


def ministry(folder: Path, seed: int, spread: float) -> Ministry:
    """One of 60 facilities, in a database of its own."""
    engine = connect(migrated(f"sqlite:///{folder / f'{seed}-{spread}.db'}"))
    return Ministry(engine, seed, towns(seed, spread=spread))


def false_alarms(folder: Path, seeds: range, spread: float, weeks: int) -> str:
    """Of so many evenings of each stable ministry, those that announce a facility."""
    alarms = [_alarms(folder, seed, spread, weeks) for seed in seeds]
    evenings_of_all = weeks * len(alarms)
    by_seed = ", ".join(map(str, alarms))
    share = sum(alarms) / evenings_of_all
    return f"{sum(alarms)} of {evenings_of_all} evenings announce a facility ({share:.1%}; by ministry: {by_seed})"


def _alarms(folder: Path, seed: int, spread: float, weeks: int) -> int:
    stable = ministry(folder, seed, spread)
    stable.live(8)
    alarms = sum(bool(week.places) for week in evenings(stable, weeks))
    stable.engine.dispose()
    return alarms


def falls(folder: Path, spread: float, times: int) -> str:
    """In which week a fall by 20 points at a hospital with 30 answers a week is announced; 0: in none of six."""
    weeks: Counter[int] = Counter()
    for seed in range(1, times + 1):
        fallen = ministry(folder, 1000 + seed, spread)
        fallen.live(QUARTER)
        fallen.week()
        fallen.fall = Fall("F00", fallen.monday, 20, "paper")
        told = [at for at, w in enumerate(evenings(fallen, FOUR + 2), 1) for f in w.places if (f.facility, f.channel) == SMS]
        weeks[min(told, default=0)] += 1
        fallen.engine.dispose()
    early = sum(n for at, n in weeks.items() if 1 <= at <= FOUR)
    return f"{early} of {times} falls are announced within {FOUR} weeks; by week: {dict(sorted(weeks.items()))}"


SMS = ("F00", "sms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weeks", type=int, default=200, help="evenings of each stable ministry")
    parser.add_argument("--falls", type=int, default=20, help="falls that are planted in each ministry")
    parser.add_argument("--seed", type=int, default=1, help="of the first stable ministry")
    parser.add_argument("--ministries", type=int, default=5, help="stable ministries, each with a seed of its own")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for spread in SPREADS:
            seeds = range(asked.seed, asked.seed + asked.ministries)
            said = false_alarms(Path(folder), seeds, spread, asked.weeks), falls(Path(folder), spread, asked.falls)
            sys.stdout.write(f"levels differ by {100 * spread:.1f} points: {'; '.join(said)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
