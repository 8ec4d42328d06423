"""The counts of a night, asked for by group of people, measure, question and window."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from flows.model import Flow
from reports.figures import DayCount, WeekCount
from reports.ledger.book import Cell
from reports.night.evidence import Evidence
from reports.night.renaming import present_names
from reports.night.shape import Window

SURVEY, SERVICE, DISTRICT, FACILITY, LANGUAGE = "survey", "service", "district", "facility", "language"
OF_WEEKS = (SERVICE, DISTRICT, FACILITY)
"""Groups that are told by whole weeks."""
SUNDAY = timedelta(days=6)

Role = Mapping[str, str]
"""Survey -> the question that plays a part in it: its main reason, its waiting time."""

Rows = list[tuple[date, str, str, int]]
"""Day or Monday, survey, value, n."""


def by_weeks(cell: Cell) -> bool:
    """Whether a group is told by whole weeks, and counted by them."""
    return len(cell) > 1 and cell[1] in OF_WEEKS


class Counts:
    """The counts up to one day, under the present names of their questions."""

    def __init__(self, evidence: Evidence, day: date) -> None:
        self.day = day
        self._names = names_of(evidence)
        self._days = _indexed(self._of_days(evidence.days))
        self._weeks = _indexed(self._of_weeks(evidence.weeks))
        self._by_week: dict[tuple[Cell, str], dict[date, Counter[str]]] = {}
        self._languages: dict[tuple[str, str], set[str]] = defaultdict(set)
        for channel, survey, language, *_ in self._days:
            self._languages[channel, survey].add(language)

    def of(self, cell: Cell, measure: str, window: Window, question: str = "") -> Counter[str]:
        """How many by value; a window of a group that is told by weeks is taken by the weeks that end in it."""
        sums: Counter[str] = Counter()
        for _, value, n in self._found(cell, measure, question, window):
            sums[value] += n
        return sums

    def n(self, cell: Cell, measure: str, window: Window, question: str = "") -> int:
        """How many, over all values."""
        return sum(n for *_, n in self._found(cell, measure, question, window))

    def playing(self, cell: Cell, measure: str, window: Window, role: Role) -> Counter[tuple[str, str]]:
        """How many by survey and value, of the questions that play a part in their surveys."""
        sums: Counter[tuple[str, str]] = Counter()
        for question in sorted(set(role.values())):
            for survey, value, n in self._found(cell, measure, question, window):
                if role.get(survey) == question:
                    sums[survey, value] += n
        return sums

    def by_week(self, cell: Cell, measure: str) -> dict[date, Counter[str]]:
        """How many by value in each ISO week with counts, by its Monday in order; the running week as far as it has gone."""
        if (cell, measure) not in self._by_week:
            weeks: dict[date, Counter[str]] = defaultdict(Counter)
            for monday, _, value, n in self._week_rows(cell, measure, ""):
                weeks[monday][value] += n
            self._by_week[cell, measure] = dict(sorted(weeks.items()))
        return self._by_week[cell, measure]

    def mondays(self, cell: Cell, measure: str) -> list[date]:
        """The weeks in which a group has counts, in order."""
        return list(self.by_week(cell, measure))

    def channels(self) -> list[str]:
        """All channels with counts, by name."""
        return sorted({key[0] for key in self._days} | {key[0] for key in self._weeks})

    def codes(self, channel: str, kind: str) -> list[tuple[str, ...]]:
        """What follows the kind in the paths of a channel's groups: districts, facilities, or survey and option."""
        return sorted({cell[2:] for cell, _, _ in self._weeks_of(channel) if len(cell) > 2 and cell[1] == kind})

    def surveys(self, channel: str) -> set[str]:
        """The surveys that have counts on a channel."""
        return {survey for ch, survey in self._languages if ch == channel}

    def languages(self, channel: str, survey: str = "") -> list[str]:
        """The languages of a channel's counts, of all surveys or one."""
        found = (ls for (ch, s), ls in self._languages.items() if ch == channel and survey in ("", s))
        return sorted(set().union(*found))

    def questions(self, channel: str, survey: str) -> list[str]:
        """The names of all questions of a survey that were reached on a channel."""
        return sorted({k[4] for k in self._days if (k[0], k[1], k[3]) == (channel, survey, "reached")})

    def _found(self, cell: Cell, measure: str, question: str, window: Window) -> Iterator[tuple[str, str, int]]:
        if by_weeks(cell):
            first, last = window.first - SUNDAY, window.last - SUNDAY
            rows: Iterable[tuple[date, str, str, int]] = self._week_rows(cell, measure, question)
        else:
            first, last = window.first, window.last
            rows = self._day_rows(cell, measure, question)
        return ((survey, value, n) for day, survey, value, n in rows if first <= day <= last)

    def _day_rows(self, cell: Cell, measure: str, question: str) -> Iterator[tuple[date, str, str, int]]:
        channel, (survey, language) = cell[0], _survey_and_language(cell)
        for ch, name in self._languages:
            if ch == channel and survey in ("", name):
                for spoken in self._languages[ch, name] if not language else (language,):
                    yield from self._days.get((channel, name, spoken, measure, question), ())

    def _week_rows(self, cell: Cell, measure: str, question: str) -> Sequence[tuple[date, str, str, int]]:
        return self._weeks.get((*cell, "|", measure, question), ())

    def _weeks_of(self, channel: str) -> Iterator[tuple[Cell, str, str]]:
        return ((key[:-3], key[-2], key[-1]) for key in self._weeks if key[0] == channel)

    def _of_days(self, counts: Iterable[DayCount]) -> Iterator[tuple[Cell, date, str, str, int]]:
        for c in counts:
            if c.local_day <= self.day and not (c.service or c.facility):
                question = self._names.get(c.survey, {}).get(c.question, c.question)
                yield (c.channel, c.survey, c.language, c.measure, question), c.local_day, c.survey, c.value, c.n

    def _of_weeks(self, counts: Iterable[WeekCount]) -> Iterator[tuple[Cell, date, str, str, int]]:
        for c in counts:
            question = self._names.get(c.survey, {}).get(c.question, c.question)
            for cell in _cells(c):
                yield (*cell, "|", c.measure, question), c.monday, c.survey, c.value, c.n


def names_of(evidence: Evidence) -> dict[str, dict[str, str]]:
    """Survey -> earlier name of a question -> its present one."""
    newest = {version.flow.survey: version.flow for version in evidence.surveys}
    return {survey: present_names(_editions(evidence, survey, flow)) for survey, flow in newest.items()}


def _editions(evidence: Evidence, survey: str, newest: Flow) -> list[Flow]:
    return [*(version.flow for version in evidence.editions.get(survey, ())), newest]


def _indexed(rows: Iterable[tuple[Cell, date, str, str, int]]) -> dict[Cell, Rows]:
    index: dict[Cell, dict[tuple[date, str, str], int]] = {}
    for key, start, survey, value, n in rows:
        sums = index.setdefault(key, {})
        sums[start, survey, value] = sums.get((start, survey, value), 0) + n
    return {key: [(*row, n) for row, n in sums.items()] for key, sums in index.items()}


def _cells(c: WeekCount) -> Iterator[Cell]:
    """The groups that a week's count belongs to: of its grain, and above it within the grain."""
    if c.service:
        yield c.channel, SERVICE, c.survey, c.service
    elif c.facility:
        yield c.channel, FACILITY, c.facility
        if c.district:
            yield c.channel, DISTRICT, c.district
    elif c.measure == "headline":  # all else of a survey is counted by days
        yield (c.channel,)
        yield c.channel, SURVEY, c.survey


def _survey_and_language(cell: Cell) -> tuple[str, str]:
    """The survey and the language of a path that is told by days; empty: all."""
    pairs = dict(zip(cell[1::2], cell[2::2], strict=True))
    return pairs.get(SURVEY, ""), pairs.get(LANGUAGE, "")
