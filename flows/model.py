"""A survey as data: what the loader makes of an author's text, and all that the engine, the checker and the reports know.

Everything here is frozen and holds no behaviour beyond looking itself up. Instants, ids and luck never appear: they belong
to a conversation (``flows.state``), not to a survey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar, Literal

Channel = Literal["ussd", "sms"]
"""How a citizen reaches us. The contact centre's ``call`` joins with its own way of starting."""

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


# The rooms of `place`, `date` and `phone` are beside these: a dataclass here, a reader in load.py, lines in screen.py and a
# rule in understand.py.
Kind = Choice | YesNo | Rating | Number | Text | Consent | Message


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
    """Go forward to a question, or to ``finish``."""

    to: str


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    ask: Wording
    kind: Kind
    report_as: str
    only_if: Condition | None = None
    may_be_skipped: bool = False
    if_unclear: Wording | None = None
    tries: int = 3
    after_last_try: Jump | None = None
    """Where an unclear answer leads after the last try; ``None`` is the question below."""
    private: bool = False
    counts_as: CountsAs | None = None
    formerly: str | None = None
    mark: Mark = NOWHERE


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


@dataclass(frozen=True, slots=True)
class Rules:
    one_answer_every: timedelta = timedelta(days=1)
    text_from: str = "08:00"
    text_until: str = "19:00"
    remind_after: timedelta | None = None
    close_after: timedelta = timedelta(days=3)
    resume_within: timedelta = timedelta(hours=1)
    offers: tuple[str, ...] = ()
    """Lines on the first screen beside *Start*: ``not now``, ``stop``."""
    keep_numbers: timedelta = timedelta(days=30)
    keep_words: timedelta = timedelta(days=180)


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
        return (*(("ussd",) if self.starts.dials else ()), *(("sms",) if self.starts.texts else ()))

    def question(self, name: str) -> Question:
        """The question of that name; ``KeyError`` if there is none."""
        return self.questions[self.by_name[name]]
