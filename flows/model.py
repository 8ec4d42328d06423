"""A survey as data: what the loader makes of an author's text, and all that the engine, the checker and the reports know.

Everything here is frozen and holds no behaviour beyond looking itself up. Instants, ids and luck never appear: they belong
to a conversation (``flows.state``), not to a survey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, Literal

from flows.places import PlaceList

Channel = Literal["ussd", "sms", "call"]
"""How a citizen is asked: by phone menu, by text, or read aloud by an agent of the contact centre."""

Texts = Mapping[str, str]
"""One text in several languages: language code -> text."""

CountsAs = Literal["headline", "main reason", "waiting minutes", "waiting hours", "comment"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a part of the survey stands in its author's text; both count from 1."""

    line: int
    column: int


NOWHERE = Mark(0, 0)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in every language, and where a channel needs another one, that too."""

    texts: Texts
    on: Mapping[str, Texts] = field(default_factory=dict)
    mark: Mark = NOWHERE

    def text(self, language: str, channel: str) -> str:
        """The text for one person: the channel's own if it has one in this language, else the common one.

        Raises ``KeyError`` when the language has neither; the checker (E501) keeps such a survey from being published.
        """
        own = self.on.get(channel)
        if own is not None and language in own:
            return own[language]
        return self.texts[language]


# --- the kinds of answer -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question. ``name`` is stored; ``label`` is shown; ``also`` are further words that mean it."""

    name: str
    label: Texts
    also: tuple[str, ...] = ()
    press: int | None = None
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Choice:
    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class YesNo:
    kind: ClassVar[str] = "yes or no"


@dataclass(frozen=True, slots=True)
class Rating:
    """A scale ``low``..``high``; with ``do_not_know`` one key more, stored as ``dont_know``."""

    kind: ClassVar[str] = "rating"
    low: int = 1
    high: int = 5
    lowest: Texts | None = None
    highest: Texts | None = None
    do_not_know: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number ``low``..``high`` with at most ``decimals`` digits behind the point."""

    kind: ClassVar[str] = "number"
    low: int
    high: int
    decimals: int = 0
    unit: Texts | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Free words; the value keeps the first ``longest`` characters, whole letters only."""

    kind: ClassVar[str] = "text"
    longest: int = 160


@dataclass(frozen=True, slots=True)
class Consent:
    """Agreement to one ``purpose``: ``call back``, ``quote my words`` or ``later surveys``."""

    kind: ClassVar[str] = "consent"
    purpose: str


@dataclass(frozen=True, slots=True)
class Message:
    """Words without a question."""

    kind: ClassVar[str] = "message"


@dataclass(frozen=True, slots=True)
class FindBy:
    """One step on the way to a place: ``column`` is ``code``, ``name`` or a group of the list; ``ask`` its wording."""

    column: str
    ask: Texts
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a list, found step by step. ``steps`` has at least one; ``code`` comes first and ``name`` last."""

    kind: ClassVar[str] = "place"
    list: str
    """The file as written: ``lists/clinics.csv``."""
    steps: tuple[FindBy, ...]
    elsewhere: bool = False
    places: PlaceList = field(default=PlaceList(), repr=False)
    """The rows of the file, shared by all surveys and versions that use the same text of it; empty where it is missing."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is fixed, or ``ahead`` days from today (negative: ago)."""

    ahead: int = 0
    fixed: date | None = None

    def on(self, today: date) -> date:
        return self.fixed if self.fixed is not None else today + timedelta(days=self.ahead)


@dataclass(frozen=True, slots=True)
class Date:
    """A day from ``earliest`` to ``latest``, both included, as the survey's time zone counts days."""

    kind: ClassVar[str] = "date"
    earliest: Day = Day(-365)
    latest: Day = Day()


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: this one, or another. The engine holds what ``flows.state.Phones`` makes of it, never the number."""

    kind: ClassVar[str] = "phone"


Kind = Choice | YesNo | Rating | Number | Text | Place | Date | Phone | Consent | Message


# --- who is asked ----------------------------------------------------------------------------------------------------------

Comparison = Literal["is", "is not", "below", "above", "at least", "at most", "answered", "not answered"]


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """A test of an earlier answer. ``values`` holds one value for the comparisons, one or more for ``is`` and ``is not``."""

    question: str
    comparison: Comparison
    values: tuple[str, ...] = ()
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ChannelTest:
    channel: str
    mark: Mark = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """True if every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True if one part is."""

    parts: tuple[Condition, ...]


Condition = AnswerTest | ChannelTest | All | Any


@dataclass(frozen=True, slots=True)
class Jump:
    """Go forward to a question, or to ``finish``; with ``starts`` the survey of that name begins where this one finishes."""

    to: str
    starts: str = ""
    mark: Mark = field(default=NOWHERE, compare=False)


FINISH = "finish"
SKIPPED = "skipped"
"""The key of ``then`` for a question that was skipped."""
NEXT = "next"
"""The key of ``then`` for a message, which has no answers."""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one condition. ``name`` is for the author alone and stands in no data."""

    name: str
    only_if: Condition | None = None
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    ask: Wording
    kind: Kind
    report_as: str
    only_if: Condition | None = None
    """Its own condition; that of its section comes on top (:attr:`conditions`)."""
    section: Section | None = None
    then: Mapping[str, Jump] = field(default_factory=dict)
    """Answer (choice name, ``yes``, ``no``, rating, ``skipped``, or ``next`` of a message) -> where it leads."""
    known_from: str = ""
    """The column of the visit that answers it; empty if none does."""
    if_unknown: Texts | None = None
    """What stands for ``{name}`` where it has no answer or is ``elsewhere``."""
    may_be_skipped: bool = False
    if_unclear: Wording | None = None
    tries: int = 3
    after_last_try: Jump | None = None
    """Where an unclear answer leads after the last try; ``None`` is the question below."""
    private: bool = False
    counts_as: CountsAs | None = None
    formerly: str | None = None
    mark: Mark = NOWHERE

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that must hold for this question to be asked: the section's condition first, then its own."""
        of_section = self.section.only_if if self.section is not None else None
        return tuple(condition for condition in (of_section, self.only_if) if condition is not None)


# --- the survey ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keywords:
    """``CLINIC or HEALTH to 40145``: words as written, and the number they are texted to."""

    words: tuple[str, ...]
    short_code: str


@dataclass(frozen=True, slots=True)
class Starts:
    dials: tuple[str, ...] = ()
    texts: tuple[Keywords, ...] = ()
    after_visit: timedelta | None = None
    """How long after a visit is recorded its invitation goes out by SMS; ``None`` if visits start nothing."""
    calls: bool = False
    """True if an agent of the contact centre may read the survey to a caller."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the visit list besides ``phone`` and ``visit id``; ``longest`` characters of a ``text``."""

    name: str
    kind: Literal["answer", "text", "date", "language"]
    longest: int = 0
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Rules:
    one_answer_every: timedelta = timedelta(days=1)
    text_from: str = "08:00"
    text_until: str = "19:00"
    remind_after: timedelta | None = None
    close_after: timedelta = timedelta(days=3)
    resume_within: timedelta = timedelta(hours=1)
    use_visits_within: timedelta | None = None
    """How old a visit may be to belong to somebody who starts by themselves; ``None``: visits belong to invitations only."""
    offers: tuple[str, ...] = ()
    """Lines on the first screen beside *Start*: ``not now``, ``stop``."""
    keep_numbers: timedelta = timedelta(days=30)
    keep_words: timedelta = timedelta(days=180)
    small_numbers: str = "usual"
    """How small numbers are told in reports: ``usual``, or ``strict`` for topics such as TB and HIV."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A warning the author has read: ``W523 at paper: reason``. ``at`` is empty for the whole survey."""

    code: str
    at: str
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Flow:
    survey: str
    title: str
    owner: str
    time_zone: str
    languages: Mapping[str, str]
    """Language code -> its own name, in the author's order; the first is the main one."""
    starts: Starts
    welcome: Wording
    questions: tuple[Question, ...]
    thank_you: Wording
    welcome_without_visit: Wording | None = None
    """Instead of the welcome where that names something of a visit which is not there."""
    thank_you_without_visit: Wording | None = None
    visit_columns: Mapping[str, Column] = field(default_factory=dict)
    language_known_from: str = ""
    """The column of kind ``language`` that says in which language to speak; empty if people choose."""
    rules: Rules = Rules()
    words: Mapping[str, Texts] = field(default_factory=dict)
    """The author's own platform words: name -> texts; they replace ours, word lists are added to."""
    accepted: tuple[Accepted, ...] = ()
    by_name: Mapping[str, int] = field(default_factory=dict)
    """Question name -> its index in ``questions``."""

    @property
    def main_language(self) -> str:
        return next(iter(self.languages))

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that the ways of starting give, USSD first."""
        by_text = bool(self.starts.texts) or self.starts.after_visit is not None
        given: tuple[tuple[Channel, bool], ...] = (
            ("ussd", bool(self.starts.dials)), ("sms", by_text), ("call", self.starts.calls),
        )  # fmt: skip
        return tuple(channel for channel, is_given in given if is_given)

    @property
    def can_have_visit(self) -> bool:
        """True if a way of starting can bring a visit."""
        return self.starts.after_visit is not None or self.rules.use_visits_within is not None

    def question(self, name: str) -> Question:
        """The question of that name; ``KeyError`` if there is none."""
        return self.questions[self.by_name[name]]
