"""What is counted: the responses that go in, and the day counts that come out.

The measures of a :class:`DayCount`, each a plain number of sessions in the report of one day:

=========  ==========  =========  ===========================================================================
measure    question    value      counts sessions that
=========  ==========  =========  ===========================================================================
opened                            saw the first screen
started                           went past the first screen
headline               position   answered the headline question: ``0/4`` to ``4/4`` of its scale, or ``dont_know``
completed                         answered every question they were asked
ended                  end state  ended so
reached    name                   were shown the question
answered   name                   gave it a valid answer
skipped    name                   skipped it with the skip line
unclear    name                   were not understood after the last try
left       name                   left while it was open; ``welcome`` is the first screen
answer     name        value      gave this value; words, days and phone numbers are counted as answered and never by value
flagged                           answered too fast, or the same throughout, by the rules of ``reports.quality``
trusted                position   as ``headline``, without the flagged
=========  ==========  =========  ===========================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.model import Consent, Date, Flow, Message, Number, Phone, Place, Question, Rating, Text, YesNo
from flows.state import WELCOME

DONT_KNOW = "dont_know"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a response: the question's state and, if it was answered, the value key."""

    question: str
    state: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Response:
    """An ended session, as far as it is counted. ``left_at`` is empty when the person finished."""

    local_day: date
    service: str
    version_id: int
    channel: str
    language: str
    ended: str
    left_at: str
    said: tuple[Said, ...]
    flagged: bool = False

    @property
    def started(self) -> bool:
        """Whether the person went past the first screen."""
        return bool(self.said) or self.ended == "finished" or self.left_at not in ("", WELCOME)


@dataclass(frozen=True, slots=True, order=True)
class DayCount:
    """How many gave which answer on one local day. The table above names the measures."""

    local_day: date
    service: str
    channel: str
    language: str
    measure: str
    question: str
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class WeekCount:
    """Day counts of one grain, added up over one ISO week, named by its Monday. Codes that are not split by are empty."""

    monday: date
    survey: str
    service: str
    district: str
    facility: str
    channel: str
    language: str
    measure: str
    question: str
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a survey's version decides how its answers are counted.

    ``headline`` is the question that counts as the headline, empty if there is none, on a scale ``low``..``high``;
    ``uncounted`` are the questions whose values are not counted: free words, days, and phone numbers, which are sealed.
    """

    headline: str
    low: int
    high: int
    uncounted: frozenset[str]


UNCOUNTED = (Text, Date, Phone)
"""Kinds whose values are each person's own."""

Shapes = Mapping[int, Shape]
"""Version id -> shape, for every version that has responses."""


def shape_of(flow: Flow) -> Shape:
    """The shape of one version."""
    uncounted = frozenset(q.name for q in flow.questions if isinstance(q.kind, UNCOUNTED))
    question = headline_of(flow)
    if question is None or not isinstance(question.kind, Rating):
        return Shape("", 0, 1, uncounted)
    return Shape(question.name, question.kind.low, question.kind.high, uncounted)


def headline_of(flow: Flow) -> Question | None:
    """The question that counts as the headline, if the survey has one."""
    return next((q for q in flow.questions if q.counts_as == "headline"), None)


def asked_of(flow: Flow) -> tuple[Question, ...]:
    """The questions that take an answer, in the author's order."""
    return tuple(q for q in flow.questions if not isinstance(q.kind, Message))


def counted_by_value(question: Question) -> bool:
    """Whether the report shows this question's values one by one: all kinds but numbers and those that are not counted."""
    return not isinstance(question.kind, (*UNCOUNTED, Number))


def options_of(question: Question) -> tuple[str, ...]:
    """The values a question can take, in the order they are shown, ``dont_know`` last; empty where they are not listed.

    Of places only those are shown that were answered: nobody reads a table of thousands.
    """
    kind = question.kind
    if isinstance(kind, Rating):
        scale = tuple(str(v) for v in range(kind.low, kind.high + 1))
        return (*scale, DONT_KNOW) if kind.do_not_know else scale
    if isinstance(kind, Text | Number | Date | Phone | Place | Message):
        return ()
    if isinstance(kind, Consent | YesNo):
        return ("yes", "no")
    return tuple(option.name for option in kind.options)


def can_be(question: Question, value: str) -> bool:
    """Whether a value can be an answer of this question as it is now: one of an earlier kind of answer or scale cannot.

    A choice or a place may have gone from the survey, so that any value is one.
    """
    kind = question.kind
    if isinstance(kind, Rating):
        return value in options_of(question)
    if isinstance(kind, Number):
        return value.replace(".", "", 1).isdecimal()
    return value in ("yes", "no") if isinstance(kind, Consent | YesNo) else True


def position(shape: Shape, value: str) -> str:
    """Where a headline value lies on its scale, as ``steps above the lowest/steps of the scale``; ``dont_know`` stays."""
    return value if value == DONT_KNOW else f"{int(value) - shape.low}/{shape.high - shape.low}"
