"""Citizens with minds of their own, and what each has said in the end, told by what they saw and did and nothing else."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, ClassVar

from place_lists import rows, step_of
from prompts import Screen, headline, names, questions, read, scale, survey

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.traffic import Citizen, Step

WORDS = ("The nurse was kind", "no medicine * twice #", "foleni ndefu sana", "Ha ho na meriana", "ok")
NONSENSE = "qqq"
STOP = {"en": "STOP", "fr": "ARRET", "st": "emisa", "sw": "ACHA", "km": "ឈប់"}


class Weather:
    """Accidents that strike the whole network, a few each minute, set by whoever answers just then."""

    POSITIONS: ClassVar = {
        "report accident": (0.10, ("twice", "reordered", "contradicted", "early")),
        "send": (0.02, ("500", "503", "html", "half", "accepted, closed", "charset")),
        "event": (0.05, ("never", "twice", "early", "late")),
        "start twice": (0.03, ("on",)),
        "media type": (0.05, ("charset",)),
        "link id": (0.05, ("sample", "empty")),
    }  # fmt: skip

    def __init__(self, aggregator: Aggregator) -> None:
        self._switches = aggregator.switches
        self._lock = threading.Lock()
        self.struck: Counter[str] = Counter()

    def strike(self, luck: Random) -> None:
        for name, (probable, positions) in self.POSITIONS.items():
            if luck.random() < probable:
                position = luck.choice(positions)
                self._switches.set(name, position, times=1)
                with self._lock:
                    self.struck[f"{name}: {position}"] += 1


@dataclass(slots=True)
class Mind:
    """Reads a screen and answers it. ``temper``: ``patient``, or at the third question ``leaves`` or ``stops``."""

    luck: Random
    survey: str
    language: str
    temper: str
    by_text: bool
    before: Callable[[Random], None]
    today: Callable[[], date]
    tried: set[tuple[str, str]] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    within: str = ""
    """The group of places that they have chosen."""

    def __call__(self, text: str) -> str | None:
        self.before(self.luck)
        screen = read(text, self.survey)
        if screen.kind == "welcome":
            return "1" if screen.language == self.language else "2"
        if screen.kind == "resume":
            return "2" if self._once("start again", "", 0.1) else "1"
        return self._answer(screen) if screen.kind == "question" else None

    def _answer(self, screen: Screen) -> str | None:
        self.questions.add(screen.name)
        if self.temper != "patient" and len(self.questions) >= 3:
            return STOP[screen.language] if self.temper == "stops" else None
        closed = screen.asks_for != "text"
        if closed and self._once("nonsense", screen.name, 0.04):
            return NONSENSE
        may_go_back = screen.asks_for in ("rating", "yes or no") and "0" in screen.lines
        if may_go_back and not self.by_text and self._once("back", screen.name, 0.05):
            return "0"
        return self._said(screen)

    def _said(self, screen: Screen) -> str:
        luck, question = self.luck, screen.question
        assert question is not None
        if screen.asks_for == "place":
            return self._place(screen, question)
        if screen.asks_for == "date":
            return (self.today() - timedelta(days=luck.randint(3, 30))).strftime("%d%m%Y")
        if screen.asks_for == "phone":
            return "1" if luck.random() < 0.5 else f"+26663{luck.randrange(10**6):06}"
        if screen.asks_for in ("rating", "number"):
            if "0" in screen.lines and question.get("may be skipped") and luck.random() < 0.4:
                return "0"
            low, high = scale(question)
            said = str(luck.randint(low, min(high, 20)))
            return _in_khmer(said) if screen.language == "km" and luck.random() < 0.5 else said
        if screen.asks_for == "text":
            return "0" if "0" in screen.lines and luck.random() < 0.3 else luck.choice(WORDS)
        shown = [(position, label) for position, label in screen.lines.items() if position != "0"]
        position, label = luck.choice(shown)
        return label if screen.given(label) and luck.random() < 0.2 else position

    def _place(self, screen: Screen, question: Mapping[str, Any]) -> str:
        """By its code, or down the list page by page; where nothing is numbered, by its name."""
        luck, column = self.luck, step_of(question, screen.text, screen.language)
        if column == "code":
            return "0" if not self.by_text and luck.random() < 0.4 else luck.choice(rows(question["list"]))["code"]
        shown = {key: label for key, label in screen.lines.items() if key not in ("0", "9")}
        if "9" in screen.lines and luck.random() < 0.4:
            return "9"
        key, label = luck.choice(list(shown.items())) if shown else ("", self._written(question, column, screen.language))
        if column != "name":
            self.within = label
        return key or label

    def _written(self, question: Mapping[str, Any], column: str, language: str) -> str:
        """The name of a group, or of a place in the one that they have chosen."""
        there = rows(question["list"])
        if column == "name" and self.within:
            there = tuple(row for row in there if self.within in row.values())
        row = self.luck.choice(there)
        return row.get(f"{column}_{language}") or row[column]

    def _once(self, what: str, where: str, probable: float) -> bool:
        """Whether to do something odd here that this citizen has not done here before."""
        if (what, where) in self.tried or self.luck.random() >= probable:
            return False
        self.tried.add((what, where))
        return True


def _in_khmer(digits: str) -> str:
    return "".join(chr(0x17E0 + int(digit)) for digit in digits)


# --- a crowd ------------------------------------------------------------

NUMBERS = {
    "lesotho-clinic-visit": ("+26658", 6), "kenya-huduma-service": ("+25471", 7), "cambodia-civil-registry": ("+85512", 6),
    "vehicle-licensing-office": ("+25472", 7), "treatment-follow-up": ("+26662", 6), "market-survey": ("+22890", 6),
}  # fmt: skip
"""How the numbers of a survey's people begin, and how many digits follow. Nobody starts a survey of visits by themselves."""


def utc_today() -> date:
    """What a calendar on the wall says."""
    return datetime.now(UTC).date()


def crowd(
    size: int, texting: float, before: Callable[[Random], None], seed: int = 1, today: Callable[[], date] = utc_today
) -> list[Citizen]:
    """``size`` people over all shipped surveys, languages and channels; about the share ``texting`` of each survey's writes."""
    luck = Random(seed)
    found: dict[str, Citizen] = {}
    while len(found) < size:
        started = [of for of in names() if of in NUMBERS]
        name = luck.choices(started, [1 if "someone dials" in survey(of)["starts when"] else texting for of in started])[0]
        starts = survey(name)["starts when"]
        by_text = "someone dials" not in starts or ("someone texts" in starts and luck.random() < texting)
        beginning, length = NUMBERS[name]
        number = f"{beginning}{luck.randrange(10**length):0{length}}"
        tempers = ("patient", "leaves", "stops") if by_text else ("patient", "leaves")
        temper = luck.choices(tempers, (90, 4, 6)[: len(tempers)])[0]
        language = luck.choice(list(survey(name)["languages"]))
        mind = Mind(Random(f"{seed}:{number}"), name, language, temper, by_text, before, today)
        if by_text:
            words, _, short_code = starts["someone texts"].partition(" to ")
            found[number] = Citizen(number, mind, word=luck.choice(words.split(" or ")), short_code=short_code)
        else:
            found[number] = Citizen(number, mind, dial=starts["someone dials"])
    return list(found.values())


# --- what they have said ------------------------------------------------------------


@dataclass(slots=True)
class Said:
    """What one citizen has said, all calls and texts together. ``ended``: finished, stopped, or empty while they are asked."""

    survey: str
    channel: str
    language: str = ""
    ended: str = ""
    thanked: bool = False
    at: str = ""
    answers: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """What this citizen adds one to in the day counts: measure, question, value."""
        yield from (("opened", "", ""), ("started", "", ""), ("ended", "", self.ended))
        asked = headline(self.survey)
        main, (low, high) = (asked["question"], scale(asked)) if asked else ("", (0, 1))
        if self.ended == "finished":
            yield "completed", "", ""
        else:
            yield "left", self.at, ""
        yield from (("reached", name, "") for name in {*self.answers} | ({self.at} if self.ended != "finished" else set()))
        for name, (state, value) in self.answers.items():
            yield state, name, ""
            if state == "answered" and name == main:
                yield "headline", "", f"{int(value or 0) - low}/{high - low}"
            if state == "answered" and _is_the_comment(self.survey, name):
                yield "texts", name, ""
            if state == "answered" and value is not None and _is_counted_by_value(self.survey, name):
                yield "answer", name, value


def _is_the_comment(survey: str, name: str) -> bool:
    return any(q["question"] == name and q.get("counts as") == "comment" for q in questions(survey))


def told(survey: str, channel: str, steps: Iterable[Step]) -> Said:
    """Brute force over a history: every answer that left the phone holds until the same question is answered anew."""
    said = Said(survey, channel)
    for step in steps:
        screen = read(step.saw, survey)
        if screen.kind == "welcome":
            said.answers.clear()
        if screen.kind == "question":
            said.language, said.at = screen.language, screen.name
        if screen.kind in ("thanks", "already", "stopped"):
            said.ended = "stopped" if screen.kind == "stopped" else "finished"
            said.thanked = said.thanked or screen.kind == "thanks"
        given = screen.given(step.said) if step.said is not None and step.accident != "drop" else None
        if given is not None:
            said.answers[screen.name] = given
    return said


def _is_counted_by_value(name: str, question: str) -> bool:
    return next(q for q in questions(name) if q["question"] == question)["answer"] not in ("text", "date", "phone")


def day_counts(all_said: Sequence[Said]) -> Counter[tuple[str, str, str, str, str, str]]:
    """Service, channel, language, measure, question, value -> how many, for everybody whose conversation has ended."""
    counts: Counter[tuple[str, str, str, str, str, str]] = Counter()
    for said in all_said:
        if said.ended:
            counts.update((said.survey, said.channel, said.language, *cell) for cell in said.cells())
    return counts
