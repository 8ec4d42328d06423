"""A ministry's list of visits, handed in by the real command, and the people on it: they did not ask for a text."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from minds import Mind
from place_lists import rows
from prompts import read
from running_house import RunningHouse

from gateway.aggregator_stub.phones import Message
from torture.citizens import Town

SURVEY, MINISTRY, CODE = "kenya-huduma-service", "huduma", "22555"
MANY = 60
FORGET_ME = "DELETE"
NAMES = ("Wanjiru", "Otieno", "Achieng", "Njoroge", "")


@dataclass
class Visitor:
    """Somebody on the list. ``tempted`` to be forgotten at the second question."""

    number: str
    language: str
    tempted: bool
    mind: Mind
    seen: int = 0
    shown: str = ""
    op: int = 0
    answered: int = 0
    away: bool = False


@dataclass
class List:
    """The list as a file, and how it is handed in. ``taken``: what the command said, each time."""

    house: RunningHouse
    file: Path
    visitors: list[Visitor]
    taken: list[dict[str, object]] = field(default_factory=list)

    def hand_in(self) -> str:
        """By the command, whatever becomes of it; in words."""
        command = self.house.command("visits", "load", str(self.file), "--ministry", MINISTRY, "--survey", SURVEY, "--json")
        ended = subprocess.run(command, env=self.house.environ, capture_output=True, text=True, timeout=120, check=False)
        said = (ended.stdout.strip().splitlines() or [""])[-1]
        if ended.returncode == 0 and said.startswith("{"):
            self.taken.append(json.loads(said))
            return f"{self.taken[-1]['new']} new"
        return f"code {ended.returncode}: {' '.join(ended.stderr.split())[-160:]}"


def written(
    house: RunningHouse, town: Town, folder: Path, seed: int, many: int = MANY, before: Callable[[Random], None] | None = None
) -> List:
    """A list of the last day's visits, on a disk that no accident befalls. ``before`` strikes before every answer."""
    luck = Random(f"visits {seed}")
    visitors: dict[str, Visitor] = {}
    while len(visitors) < many:
        number, language = f"+25470{luck.randrange(10**7):07}", luck.choice(("en", "sw"))
        temper = luck.choices(("patient", "leaves", "stops"), (80, 10, 10))[0]
        mind = Mind(Random(f"{seed}:{number}"), SURVEY, language, temper, True, before or town.weather.strike, town.today)
        visitors[number] = Visitor(number, language, luck.random() < 0.15, mind)
    centres = [row["code"] for row in rows("lists/huduma-centres.csv")]
    now = datetime.fromtimestamp(town.aggregator.agenda.now_ms() / 1000, UTC)
    lines = [
        (one.number, f"T-{n}", _ago(now, luck.randint(125, 600)), luck.choice(centres), luck.choice(NAMES), one.language)
        for n, one in enumerate(visitors.values())
    ]
    return List(house, table(folder / "visits.csv", lines), list(visitors.values()))


def table(file: Path, lines: Iterable[Sequence[str]]) -> Path:
    """A list as a queue system writes it."""
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("phone", "visit id", "recorded at", "centre", "first name", "language"), *lines])
    return file


def _ago(now: datetime, minutes: int) -> str:
    return (now - timedelta(minutes=minutes)).isoformat(timespec="seconds")


class Letterbox:
    """All visitors at once: each looks at the phone when it rings."""

    def __init__(self, town: Town, visits: List) -> None:
        self.town, self.visits = town, visits

    def live(self) -> None:
        while not self.town.stopping.wait(0.1):
            for visitor in self.visits.visitors:
                arrived = [m for m in self.town.aggregator.phones.messages(visitor.number, after=visitor.seen) if not m.mine]
                if arrived and not visitor.away and not self.town.stopping.is_set():
                    self._read(visitor, arrived)

    def _read(self, visitor: Visitor, arrived: list[Message]) -> None:
        visitor.seen, visitor.shown = arrived[-1].n, arrived[-1].text
        screen = read(visitor.shown, SURVEY)
        if visitor.op:
            kind = "ok" if screen.kind in ("question", "thanks") else "info"
            self.town.history.note(visitor.number, kind, "text", visitor.op, shown=screen.kind, name=screen.name)
        visitor.op = 0
        said = FORGET_ME if visitor.tempted and visitor.answered >= 2 else visitor.mind(visitor.shown)
        if said is not None:
            self._say(visitor, said)
        visitor.away = said is None or said == FORGET_ME

    def _say(self, visitor: Visitor, said: str) -> None:
        screen, town = read(visitor.shown, SURVEY), self.town
        given = screen.given(said) if said != FORGET_ME else None
        with town.daylight.acting():
            visitor.answered += 1
            visitor.op = town.history.note(
                visitor.number, "invoke", "text", survey=SURVEY, question=screen.name if given else "",
                state=given[0] if given else "", value=given[1] if given else None, said=said, asked=screen.kind,
            )  # fmt: skip
            if said == FORGET_ME:
                town.history.note(visitor.number, "info", "erase")
            sent = town.aggregator.sms.text(visitor.number, CODE, said, arrives="once")
            town.history.note(visitor.number, "info", "sent", visitor.op, id=sent.id, to=CODE, said=said, at_ms=sent.at_ms)
