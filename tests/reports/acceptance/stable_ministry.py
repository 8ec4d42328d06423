"""A made-up ministry whose people are as satisfied in every week, told of week by week, as fast as whole years can be tried.

Counts are drawn, not people: of every facility, channel and service the answers of a week. From there on all is as in a night:
the ledger cuts, facilities stand beside each other, what is unusual is found, noted in the database, carried and closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

import numpy as np
from night.evidence_of import CLINIC, desk
from sqlalchemy import Engine

from reports.figures import DayCount, WeekCount
from reports.ledger import Cell, close, series_of
from reports.night.build import build_report, ripe_baselines
from reports.night.evidence import Evidence, Place, Version
from reports.night.places import facilities_of
from reports.night.setting import Night
from reports.night.shape import Report
from reports.signals import QUIET_WEEKS, Finding, findings, findings_in
from storage import baselines, signals
from storage.unit import unit

MINISTRY = "health"
MONDAY = date(2024, 1, 1)
ONE, WEEK = timedelta(days=1), timedelta(weeks=1)
CHANNELS = ("sms", "ussd")
SERVICES = tuple(f"service{at:02}" for at in range(13))
REASONS = {"queue": 0.5, "paper": 0.3, "other": 0.2}
POSITIVE, NEGATIVE = (("4/4", 0.6), ("3/4", 0.4)), (("2/4", 0.3), ("1/4", 0.4), ("0/4", 0.3))
VERSION = Version(CLINIC, 1, MONDAY - WEEK)
HEADLINES, ANSWERS = 27, 13
"""So many weeks of counts a night reads: of headlines, of all else."""


@dataclass(frozen=True, slots=True)
class Town:
    """A facility: answers a week on each channel, and the share of them that is positive."""

    code: str
    district: str
    rates: Mapping[str, float]
    good: float


def towns(seed: int, facilities: int = 60, *, spread: float = 0.0) -> tuple[Town, ...]:
    """Facilities in five districts, the first a hospital with 30 answers a week by text; levels lie ``spread`` around 80 %."""
    luck = Random(seed)
    made = []
    for at in range(facilities):
        rates = {channel: luck.uniform(10, 26) for channel in CHANNELS} if at else {"sms": 30.0, "ussd": 12.0}
        made.append(Town(f"F{at:02}", f"d{at % 5}", rates, 0.8 + (luck.gauss(0, spread) if at else 0.0)))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Fall:
    """From a week on so many of a hundred people fewer are satisfied at a facility, most of them for one reason."""

    code: str
    since: date
    points: int
    reason: str


@dataclass
class Ministry:
    """It lives from week to week; ``kept`` are its ledger's cuts, the engine holds its signals and frozen limits."""

    engine: Engine
    seed: int
    towns: Sequence[Town]
    fall: Fall | None = None
    kept: dict[tuple[str, Cell], list[date]] = field(default_factory=dict)
    headlines: list[list[WeekCount]] = field(default_factory=list)
    answers: list[list[WeekCount]] = field(default_factory=list)
    days: list[list[DayCount]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._luck = np.random.default_rng(self.seed)
        self._register = {t.code: Place(t.code, {"": f"Clinic {t.code}"}, t.district, {"": t.district}) for t in self.towns}
        self.monday = MONDAY

    def live(self, weeks: int) -> None:
        """Weeks that nobody judges; their nights are closed in the ledger."""
        for _ in range(weeks):
            self._answer()
            self._evidence()

    def week(self, *, whole: bool = False) -> Week:
        """One more week and the report of its Sunday: what was found in it, and what of that was announced.

        Of a report that is not ``whole`` only the facilities are made.
        """
        self._answer()
        evidence, sunday = self._evidence(), self.sunday
        setting = desk(sunday)
        if whole:
            found = findings(build_report(setting, evidence, sunday))
        else:
            found = findings_in((), facilities_of(Night(setting, evidence, sunday))[0])
        new = self._note(found)
        if len(self.headlines) % 2 == 0:  # limits are the same until a week leaves the view, two weeks after they are ripe
            self._freeze(evidence)
        return Week(sunday, found, new, evidence)

    def report(self, week: Week) -> Report:
        """The whole report of a week, with its signals."""
        with unit(self.engine) as u:
            known = signals.of_ministry(u, MINISTRY, week.sunday, week.sunday - timedelta(days=365))
        return build_report(desk(week.sunday), replace(week.evidence, signals=known), week.sunday)

    @property
    def sunday(self) -> date:
        """The end of the week that was lived last."""
        return self.monday - ONE

    def _freeze(self, evidence: Evidence) -> None:
        with unit(self.engine) as u:
            baselines.freeze(u, MINISTRY, ripe_baselines(desk(self.sunday), evidence, self.sunday), 0)
            u.commit()

    def _note(self, found: Sequence[Finding]) -> list[Finding]:
        with unit(self.engine) as u:
            new = [finding for finding in found if signals.note(u, MINISTRY, finding, self.sunday) is not None]
            signals.close_quiet(u, MINISTRY, self.sunday - QUIET_WEEKS + ONE, self.sunday)
            u.commit()
        return new

    def _evidence(self) -> Evidence:
        """What the night of the last Sunday is computed from; its cuts are kept."""
        days = [c for week in self.days[-ANSWERS:] for c in week]
        weeks = [c for week in (*self.headlines[-HEADLINES:], *self.answers[-ANSWERS:]) for c in week]
        closed = close(self.sunday, series_of(self.sunday, days, weeks), self.kept)
        for key, cuts in closed.added.items():
            self.kept[key] = sorted({*self.kept.get(key, ()), *cuts})
        with unit(self.engine) as u:
            frozen = baselines.of_ministry(u, MINISTRY, self.sunday)
        return Evidence((VERSION,), {"clinic": (VERSION,)}, days, weeks, closed.book, self._register, baselines=frozen)

    def _answer(self) -> None:
        """The people of one week answer."""
        headlines: list[WeekCount] = []
        answers: list[WeekCount] = []
        sums: dict[str, Tally] = {channel: Counter() for channel in CHANNELS}
        for town in self.towns:
            for channel in CHANNELS:
                tally = self._said(town, channel)
                sums[channel].update(tally)
                self._add(headlines, answers, tally, "", town.district, town.code, channel)
        days: list[DayCount] = []
        for channel, tally in sums.items():
            for name, part in zip(SERVICES, self._shared(tally, len(SERVICES)), strict=True):
                self._add(headlines, answers, part, name, "", "", channel)
            self._add(headlines, [], tally, "", "", "", channel)
            on = self.monday + 2 * ONE
            days += [DayCount(on, "clinic", "", "", "", channel, "en", *key, n) for key, n in sorted(tally.items())]
        self.headlines.append(headlines)
        self.answers.append(answers)
        self.days.append(days)
        self.monday += WEEK

    def _said(self, town: Town, channel: str) -> Tally:
        fallen = self.fall is not None and self.fall.code == town.code and self.fall.since <= self.monday
        good = town.good - (self.fall.points / 100 if fallen and self.fall is not None else 0)
        shares = {**REASONS, self.fall.reason: 2.0} if fallen and self.fall is not None else REASONS
        n = self._luck.poisson(town.rates[channel])
        happy = int(self._luck.binomial(n, good))
        tally: Tally = Counter()
        for steps, people in ((POSITIVE, happy), (NEGATIVE, int(n) - happy)):
            for (step, _), k in zip(steps, self._luck.multinomial(people, [share for _, share in steps]), strict=True):
                tally["headline", "", step] += int(k)
        tally["reached", "reason", ""] = tally["answered", "reason", ""] = int(n) - happy
        of = [share / sum(shares.values()) for share in shares.values()]
        for code, k in zip(shares, self._luck.multinomial(int(n) - happy, of), strict=True):
            tally["answer", "reason", code] = int(k)
        return +tally

    def _shared(self, tally: Tally, parts: int) -> list[Tally]:
        """The people of a channel, each at one of its services, large ones and small ones."""
        luck, sizes = self._luck, np.arange(parts, 0, -1) / sum(range(1, parts + 1))
        found: list[Tally] = [Counter() for _ in range(parts)]
        for key, n in sorted(tally.items()):
            for part, k in zip(found, luck.multinomial(n, sizes), strict=True):
                part[key] += int(k)
        for part in found:
            asked = sum(n for (measure, *_), n in part.items() if measure == "answer")
            part["reached", "reason", ""] = part["answered", "reason", ""] = asked
        return [+part for part in found]

    def _add(
        self, headlines: list[WeekCount], answers: list[WeekCount], tally: Tally, service: str, district: str, facility: str,
        channel: str,
    ) -> None:  # fmt: skip
        for (measure, question, value), n in sorted(tally.items()):
            if measure != "answered":
                row = WeekCount(self.monday, "clinic", service, district, facility, channel, "", measure, question, value, n)
                (headlines if measure == "headline" else answers).append(row)


Tally = Counter[tuple[str, str, str]]
"""Measure, question and value -> how many."""


@dataclass(frozen=True, slots=True)
class Week:
    """The evening on which a week closed."""

    sunday: date
    found: Sequence[Finding]
    new: Sequence[Finding]
    evidence: Evidence

    @property
    def places(self) -> list[Finding]:
        """Signals about facilities that this evening announces."""
        return [finding for finding in self.new if finding.facility != "all"]


def evenings(ministry: Ministry, weeks: int) -> Iterator[Week]:
    """So many evaluations, one a week."""
    return (ministry.week() for _ in range(weeks))
