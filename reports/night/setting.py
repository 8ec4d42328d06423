"""One night's setting: whose it is, what is counted, and over which days each group of people may be told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from flows.model import Choice, CountsAs, Flow, Texts
from reports.figures import counting_as, service_question_of
from reports.ledger.book import Book, Cell
from reports.ledger.series import by_day
from reports.night.counts import DISTRICT, FACILITY, LANGUAGE, SERVICE, SURVEY, Counts, Role, by_weeks
from reports.night.evidence import Desk, Evidence, Place
from reports.night.shape import Window
from reports.night.visits import Visits
from reports.suppress import BASE

DAYS = 28
ONE = timedelta(days=1)
WEEK = timedelta(days=7)
MOST_DAYS, MOST_WEEKS, MOST_WEEKS_OF_ANSWERS = 91, 27, 13
"""How far back there are counts: days of surveys; weeks of headlines, and of reasons and waiting times."""
FIRST_CHANNELS = ("sms", "ussd")
HEADLINE, INVITED = "headline", "invited"


@dataclass(frozen=True, slots=True)
class Told:
    """A window that may be told; ``fresh`` if it ends when it is due to."""

    window: Window
    fresh: bool


@dataclass(frozen=True)
class Night:
    """Everything that the parts of one report are computed from."""

    desk: Desk
    evidence: Evidence
    day: date
    twin: Night | None = None
    """The same night in another language, or before it was judged: its counts are the same, and are indexed there."""

    @cached_property
    def counts(self) -> Counts:
        return Counts(self.evidence, self.day) if self.twin is None else self.twin.counts

    @cached_property
    def apart(self) -> dict[tuple[tuple[str, Cell], ...], list[Window]]:
        """The windows over which options of groups are told, as far as they were asked for (:mod:`reports.night.apart`)."""
        return {} if self.twin is None else self.twin.apart

    @cached_property
    def visits(self) -> Visits:
        return Visits(self.evidence.volumes, self.evidence.register)

    @cached_property
    def surveys(self) -> dict[str, Flow]:
        """The newest version of each survey by its name, in alphabetical order."""
        return {v.flow.survey: v.flow for v in sorted(self.evidence.surveys, key=lambda v: v.flow.survey)}

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """SMS, USSD, then others: those that surveys have, and those with counts."""
        found = {*self.counts.channels(), *(c for flow in self.surveys.values() for c in flow.channels)}
        return (*(c for c in FIRST_CHANNELS if c in found), *sorted(found - set(FIRST_CHANNELS)))

    @cached_property
    def sampled(self) -> frozenset[str]:
        """The channels on which people were invited, rather than came by themselves."""
        return frozenset(c for c in self.channels if self.counts.n((c,), INVITED, self.window))

    @cached_property
    def window(self) -> Window:
        """The 28 local days up to this one."""
        return Window(self.day - DAYS * ONE + ONE, self.day)

    @cached_property
    def last_sunday(self) -> date:
        """The end of the last closed week."""
        return self.day - timedelta(days=self.day.isoweekday() % 7)

    @cached_property
    def weeks(self) -> Window:
        """The four last closed weeks."""
        return Window(self.last_sunday - DAYS * ONE + ONE, self.last_sunday)

    def due(self, cell: Cell) -> Window:
        """The window that a group's figures are of where nothing stands against it."""
        return self.window if by_day(cell) else self.weeks

    def told(self, base: str, cell: Cell) -> Told | None:
        """The window over which a base of a group may be told; ``None`` if over none, or none that is counted here."""
        return self._told(self.evidence.book.window(base, cell, DAYS), base, cell)

    def told_together(self, bases: Sequence[str], cell: Cell) -> Told | None:
        """The window over which several bases of a group may be told: from and to days at which all of them are cut."""
        return self.told_of_all([(base, cell) for base in bases])

    def told_of_all(self, groups: Sequence[tuple[str, Cell]]) -> Told | None:
        """The window over which several groups, each a base and a cell, may be told; ``None`` of no groups."""
        return self._told(_shared(self.evidence.book, groups).window("", (), DAYS), *groups[0]) if groups else None

    def windows_of_all(self, groups: Sequence[tuple[str, Cell]]) -> list[Window]:
        """What :meth:`told_of_all` gave on each night on which the groups were cut together, of the days counted here."""
        counted_from = self._counted_from(*groups[0])
        return [w for w in _shared(self.evidence.book, groups).windows("", (), DAYS) if w.first >= counted_from]

    def before(self, bases: Sequence[str], cell: Cell, window: Window) -> Window | None:
        """The window before that shares no day with it; ``None`` if none may be told or is counted here."""
        return self.before_of_all([(base, cell) for base in bases], window)

    def before_of_all(self, groups: Sequence[tuple[str, Cell]], window: Window) -> Window | None:
        """As :meth:`before`, for several groups."""
        found = _shared(self.evidence.book, groups).before("", (), window, DAYS) if groups else None
        return found if found is not None and found.first >= self._counted_from(*groups[0]) else None

    def may_tell(self, base: str, cell: Cell, window: Window) -> bool:
        return self.evidence.book.may_tell(base, cell, window)

    def is_counted(self, base: str, cell: Cell, window: Window) -> bool:
        """Whether the counts of a base of a group reach back to a window's first day."""
        return window.first >= self._counted_from(base, cell)

    def told_within(self, base: str, cell: Cell, window: Window) -> Window | None:
        """Just these days, without those before the cell began; ``None`` if they may not be told by themselves."""
        begin = next(iter(self.evidence.book.cuts.get((base, cell), ())), self.day)
        own = Window(max(window.first, begin + ONE), window.last)
        return own if own.first <= own.last and self.may_tell(base, cell, own) else None

    def why_untold(self, base: str, cell: Cell) -> str:
        """Why nothing may be told of a base of a group."""
        return self.evidence.book.why.get((base, cell)) or BASE

    def _told(self, window: Window | None, base: str, cell: Cell) -> Told | None:
        if window is None or window.first < self._counted_from(base, cell):
            return None
        return Told(window, window.last == self.due(cell).last)

    def _counted_from(self, base: str, cell: Cell) -> date:
        if not by_weeks(cell):
            return self.day - MOST_DAYS * ONE + ONE
        weeks = MOST_WEEKS if base == HEADLINE else MOST_WEEKS_OF_ANSWERS
        monday = self.day - timedelta(days=self.day.weekday())
        return monday - (weeks - 1) * WEEK

    # --- parts that questions play ---

    @cached_property
    def reasons(self) -> Role:
        """Survey -> its main reason question."""
        return self._role("main reason")

    @cached_property
    def waits(self) -> Role:
        """Survey -> its waiting question."""
        return {**self._role("waiting hours"), **self._role("waiting minutes")}

    def _role(self, role: CountsAs) -> dict[str, str]:
        found = {survey: counting_as(flow, role) for survey, flow in self.surveys.items()}
        return {survey: question.name for survey, question in found.items() if question is not None}

    # --- names ---

    def text(self, texts: Texts | None) -> str:
        """A survey's words in the report's language, else in its first."""
        return (texts.get(self.desk.language) or next(iter(texts.values()))) if texts else ""

    def service_name(self, survey: str, option: str = "") -> str:
        """The title of a survey, or the label of one of its services; the bare code of what is gone."""
        flow = self.surveys.get(survey)
        if flow is None or not option:
            return flow.title if flow is not None else survey
        question = service_question_of(flow)
        options = question.kind.options if question is not None and isinstance(question.kind, Choice) else ()
        return next((self.text(o.label) for o in options if o.name == option), option)

    def facility_name(self, code: str) -> str:
        place = self.evidence.register.get(code)
        return _named(place.names, self.desk.language, code) if place is not None else code

    def district_name(self, code: str) -> str:
        return self._districts.get(code, code)

    @cached_property
    def _districts(self) -> dict[str, str]:
        places: Mapping[str, Place] = self.evidence.register
        return {p.district: _named(p.district_names, self.desk.language, p.district) for p in places.values() if p.district}


def _shared(book: Book, groups: Sequence[tuple[str, Cell]]) -> Book:
    """A book of one cell, which is cut where all the groups are."""
    cuts = [set(book.cuts.get(group, ())) for group in groups]
    return Book(book.day, {("", ()): sorted(set.intersection(*cuts))})


def _named(names: Mapping[str, str], language: str, code: str) -> str:
    return names.get(language) or names.get("") or code


def ministry(channel: str) -> Cell:
    return (channel,)


def survey(channel: str, name: str) -> Cell:
    return (channel, SURVEY, name)


def service(channel: str, name: str, option: str) -> Cell:
    return (channel, SERVICE, name, option)


def district(channel: str, code: str) -> Cell:
    return (channel, DISTRICT, code)


def facility(channel: str, code: str) -> Cell:
    return (channel, FACILITY, code)


def language(channel: str, code: str) -> Cell:
    return (channel, LANGUAGE, code)


def language_of(channel: str, name: str, code: str) -> Cell:
    """Who answered one survey in one language."""
    return (channel, SURVEY, name, LANGUAGE, code)


def asked(question: str) -> str:
    """The base of those who were shown a question."""
    return f"asked:{question}"


def answered(question: str) -> str:
    """The base of those who gave it a valid answer."""
    return f"answered:{question}"
