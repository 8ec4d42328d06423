"""What every form of the overview says in the same words: its sentences, its notices, and the cells of its matrix."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.forms.glance import one_line
from reports.night.shape import Window
from reports.overview.shape import Column, Ministry, Overview, Row, Shift
from reports.stats.rounding import half_up
from reports.words import Topic, word
from reports.words.numbers import (
    NUMBERS,
    day_month,
    decimal,
    listed,
    long_date,
    of_hundred,
    percent,
    percent_of,
    short_date,
    shown,
)
from reports.words.overview import OVERVIEW
from reports.words.pages import PAGES
from reports.words.sentences import channel_name

LONGEST_NAME = 36
"""Letters of a name in a table."""


def _cut(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…" if " " in name[:LONGEST_NAME] else name


@dataclass(frozen=True, slots=True)
class Teller:
    """The overview with its language."""

    overview: Overview

    @property
    def language(self) -> str:
        return self.overview.meta.language

    def say(self, key: str, topic: Topic = OVERVIEW, /, **filled: object) -> str:
        """A text with what stands in braces filled in; what is filled in is never read as a pattern."""
        return word(topic, key, self.language).format(**filled)

    def brief(self, ministry: Ministry | Column) -> str:
        """A ministry's name as tables have room for it: cut behind a word, unless another one would be cut to the same."""
        short = _cut(one_line(ministry.name))
        alike = sum(_cut(one_line(other.name)) == short for other in self.overview.ministries)
        return short if alike <= 1 else one_line(ministry.name)

    def shortened(self) -> tuple[str, ...]:
        """The whole names of those whose names are cut in tables."""
        return tuple(one_line(m.name) for m in self.overview.ministries if self.brief(m) != one_line(m.name))

    # --- above the tables

    def subject(self) -> str:
        """One line: how many ministries worsen, how many improve on any channel, and the signals open."""
        meta, ministries = self.overview.meta, self.overview.ministries
        moved = {
            verdict: sum(any(row.verdict == verdict for row in m.rows) for m in ministries)
            for verdict in ("worsening", "improving")
        }
        still = sum(m.follow.open for m in ministries if m.follow)
        line = self.say("subject", overview=meta.name, day=day_month(meta.sunday, self.language), open=still, **moved)
        return one_line(line)

    def subtitle(self) -> str:
        meta = self.overview.meta
        first, last = (short_date(day, self.language) for day in (meta.window.first, meta.window.last))
        window = self.say("window", PAGES, first=first, last=last)
        return self.say("subtitle", day=long_date(meta.sunday, self.language), window=window)

    def sentences(self) -> tuple[str, ...]:
        """At most three: the biggest worsening, the biggest improvement, the oldest open signal; or that there is none."""
        found = [self._shift("worst", self.overview.worst), self._shift("best", self.overview.best)]
        moved = [sentence for sentence in found if sentence]
        if not any(m.reported for m in self.overview.ministries):
            return (self.say("no report at all"),)
        return (*(moved or [self._unmoved()]), self._oldest())

    def _shift(self, key: str, shift: Shift | None) -> str:
        level = shown(shift.level) if shift else None
        if shift is None or level is None:
            return ""
        whole = half_up(abs(shift.distance) * 100, 0)
        points = word(NUMBERS, "points", self.language).format(n=whole) if whole else self.say("under a point")
        return self.say(
            key,
            name=one_line(shift.name),
            level=of_hundred(level, self.language),
            channel=channel_name(shift.channel, self.language),
            points=points,
            mean=percent_of(shift.mean, self.language),
            since=day_month(shift.since, self.language) if shift.since else "–",
        )

    def _unmoved(self) -> str:
        """That no level lies apart from its baseline mean: nobody moved, who moved is back, or nobody can be judged."""
        ministries = self.overview.ministries
        verdicts = {m.name: {row.verdict for row in m.rows} for m in ministries}
        back = [one_line(name) for name, found in verdicts.items() if found & {"worsening", "improving"}]
        if back:
            return self.say("back", names=listed(back, self.language))
        return self.say("calm" if any("steady" in found for found in verdicts.values()) else "unjudged")

    def _oldest(self) -> str:
        found = self.overview.oldest
        if found is None:
            return self.say("no signal")
        return self.say(
            {0: "oldest none", 1: "oldest one"}.get(found.days_open, "oldest"),
            signal=one_line(found.name),
            ministry=one_line(found.ministry_name),
            days=found.days_open,
            owner=one_line(found.owner) or "–",
        )

    def notices(self) -> tuple[str, ...]:
        """Which ministries gave no report, and which heard nobody for seven days."""
        day = long_date(self.overview.meta.sunday, self.language)
        missing = [one_line(m.name) for m in self.overview.ministries if not m.reported]
        silent = [one_line(m.name) for m in self.overview.ministries if m.silent]
        told = [("missing", missing), ("silent", silent)]
        return tuple(self.say(key, day=day, names=listed(names, self.language)) for key, names in told if names)

    # --- cells of the matrix

    def trend(self, row: Row) -> tuple[str, str]:
        """What the trend says, and since when."""
        if row.verdict == "few":
            return self.say("early" if row.movement in ("short", "trial") else "few"), ""
        if row.verdict == "steady" or row.since is None:
            return self.say(row.verdict), ""
        return self.say(row.verdict), self.say("new since" if row.news else "since", date=day_month(row.since, self.language))

    def target(self, row: Row) -> str:
        if row.target is None:
            return self.say("no target")
        return self.say(row.assurance or "target early", target=percent_of(row.target, self.language))

    def problem(self, row: Row) -> str:
        if row.problem_share is None:
            return "–"
        return f"{one_line(row.problem)} {percent(row.problem_share, self.language)}"

    def signals(self, ministry: Ministry) -> tuple[str, str]:
        """Open; closed in a year, and how long the open ones are open."""
        follow = ministry.follow
        if follow is None:
            return "–", ""
        closed = self.say("closed", n=follow.acted + follow.quiet)
        days = self._half_open(ministry.median_open)
        return self.say("open", n=follow.open), " · ".join(part for part in (closed, days) if part)

    def _half_open(self, half: Decimal | None) -> str:
        """For how long half of the open ones are open at least; nothing where that is no day yet."""
        if not half:
            return ""
        days = half.to_integral() if half == half.to_integral() else half
        return self.say("median one" if days == 1 else "median", days=decimal(days, self.language))

    def days(self, window: Window | None) -> str:
        """Of which days a figure is, where they are not those of the overview."""
        ours = self.overview.meta.window
        if window is None or window == ours:
            return ""
        if window.last != ours.last:
            return self.say("as of", PAGES, date=day_month(window.last, self.language))
        first, last = (day_month(day, self.language) for day in (window.first, window.last))
        return self.say("window", PAGES, first=first, last=last)

    def excess(self) -> str:
        """How much, where no visits are known; nothing where nothing can be said."""
        told = [
            self.say(
                "excess of",
                ministry=one_line(ministry.name),
                channel=channel_name(each.channel, self.language),
                n=half_up(each.people, 0),
                places=each.places,
            )
            for ministry in self.overview.ministries
            for each in ministry.excess
        ]
        return self.say("excess", told="; ".join(told)) if told else ""

    def as_of(self, row: Row) -> str:
        return "" if row.fresh else self.say("as of", PAGES, date=day_month(row.window.last, self.language))
