"""What is counted: the responses that go in, and the day counts that come out.

The measures of a :class:`DayCount`, each a plain number of sessions in the report of one day:

===============  ==========  ===========  =======================================================================
measure          question    value        counts sessions that
===============  ==========  ===========  =======================================================================
opened                                    saw the first screen
started                                   went past the first screen
headline                     position     answered the headline question: ``0/4`` to ``4/4`` of its scale, or ``dont_know``
late                                      answered it on an earlier day, too late for that day's report
completed                                 answered every question they were asked
ended                        end state    ended so
invited                                   began with an invitation by text
delivered                                 whose invitation was delivered, by the networks' word until their day's cut-off
outcome                      code         became so of those invited: ``I P R NC O UO``, see :func:`outcome`
reached          name                     were shown the question
answered         name                     gave it a valid answer
skipped          name                     skipped it with the skip line
unclear          name                     were not understood after the last try
left             name                     left while it was open; ``welcome`` is the first screen
answer           name        value        gave this value; words, days and phone numbers are counted as answered, never by value
texts            name                     gave free words to the comment question, none that tell of danger
theme            name        theme        said something of this theme there; several themes may be in one text
speeding                                  answered too fast, by the rules of ``reports.quality``
straight_lining                           answered the same throughout, by the rules of ``reports.quality``
flagged                                   were one or both of these
trusted                      position     as ``headline``, without the flagged
===============  ==========  ===========  =======================================================================

Counts come in three grains (``reports.rollup``); what a grain is not split by is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from flows.engine.placing import ELSEWHERE
from flows.model import (
    Choice,
    Consent,
    CountsAs,
    Date,
    Flow,
    Message,
    Number,
    Phone,
    Place,
    Question,
    Rating,
    Text,
    YesNo,
)
from flows.places import PlaceList
from flows.state import WELCOME

DONT_KNOW = "dont_know"
NO_PLACES = PlaceList()


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a response: the question's state and, if it was answered, the value key."""

    question: str
    state: str
    value: str | None


Invited = Literal["", "delivered", "sent", "failed"]
"""What became of the text that invited somebody, as far as the networks tell; empty where nobody was invited."""

Outcome = Literal["", "I", "P", "R", "NC", "O", "UO"]
"""What became of an invitation, by AAPOR's Standard Definitions; empty where nobody was invited."""


@dataclass(frozen=True, slots=True)
class Response:
    """An ended session, as far as it is counted. ``left_at`` is empty when the person finished.

    ``local_day`` is the day in whose report it is counted; ``late`` says that it was answered before. ``service``,
    ``district`` and ``facility`` are codes, empty where they are not known; :func:`placed` finds them.
    """

    local_day: date
    survey: str
    version_id: int
    channel: str
    language: str
    ended: str
    left_at: str
    said: tuple[Said, ...]
    service: str = ""
    district: str = ""
    facility: str = ""
    invited: Invited = ""
    late: bool = False
    speeding: bool = False
    straight_lining: bool = False
    themes: tuple[str, ...] = ()
    """Of what was said to the comment question, each once."""
    dangerous: bool = False
    """Whether these words tell of danger: then they are for a named person, and for no count."""

    @property
    def started(self) -> bool:
        """Whether the person went past the first screen."""
        return bool(self.said) or self.ended == "finished" or self.left_at not in ("", WELCOME)

    @property
    def flagged(self) -> bool:
        """Whether the answers are to be doubted: too fast, or the same throughout."""
        return self.speeding or self.straight_lining

    def answer(self, question: str) -> str | None:
        """The value given to a question; ``None`` without a valid answer."""
        return next((s.value for s in self.said if s.question == question and s.state == "answered"), None)


@dataclass(frozen=True, slots=True, order=True)
class DayCount:
    """How many gave which answer in the report of one local day. The table above names the measures."""

    local_day: date
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
    """What of a survey's version decides how its answers are counted; names of questions are empty where there are none.

    ``headline`` is the question that counts as the headline, on a scale ``low``..``high``;
    ``uncounted`` are the questions whose values are not counted: free words, days, and phone numbers, which are sealed.
    ``services`` are the options of the ``service`` question, ``places`` the list of the ``facility`` question.
    """

    headline: str
    low: int
    high: int
    uncounted: frozenset[str]
    main_reason: str = ""
    waiting: str = ""
    service: str = ""
    facility: str = ""
    comment: str = ""
    services: frozenset[str] = frozenset()
    places: PlaceList = NO_PLACES


UNCOUNTED = (Text, Date, Phone)
"""Kinds whose values are each person's own."""

Shapes = Mapping[int, Shape]
"""Version id -> shape, for every version that has responses."""


def shape_of(flow: Flow) -> Shape:
    """The shape of one version."""
    headline, service, facility = headline_of(flow), service_question_of(flow), facility_question_of(flow)
    scale = headline.kind if headline is not None and isinstance(headline.kind, Rating) else None
    return Shape(
        headline=headline.name if headline is not None and scale is not None else "",
        low=scale.low if scale is not None else 0,
        high=scale.high if scale is not None else 1,
        uncounted=frozenset(q.name for q in flow.questions if isinstance(q.kind, UNCOUNTED)),
        main_reason=_name(counting_as(flow, "main reason")),
        waiting=_name(counting_as(flow, "waiting minutes") or counting_as(flow, "waiting hours")),
        service=_name(service),
        facility=_name(facility),
        comment=_name(counting_as(flow, "comment")),
        services=frozenset(options_of(service)) if service is not None else frozenset(),
        places=facility.kind.places if facility is not None and isinstance(facility.kind, Place) else NO_PLACES,
    )


def _name(question: Question | None) -> str:
    return "" if question is None else question.name


def counting_as(flow: Flow, role: CountsAs) -> Question | None:
    """The question that counts as something, if the survey has one."""
    return next((q for q in flow.questions if q.counts_as == role), None)


def service_question_of(flow: Flow) -> Question | None:
    """The question that tells which service was used: the choice that the visit list answers by its ``service``."""
    return next((q for q in flow.questions if isinstance(q.kind, Choice) and q.known_from == "service"), None)


def facility_question_of(flow: Flow) -> Question | None:
    """The question that tells where: the place that the visit list answers by its ``facility``, else the first place asked."""
    asked = [q for q in flow.questions if isinstance(q.kind, Place)]
    return next((q for q in asked if q.known_from == "facility"), asked[0] if asked else None)


def headline_of(flow: Flow) -> Question | None:
    """The question that counts as the headline, if the survey has one."""
    return counting_as(flow, "headline")


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


def outcome(response: Response, shape: Shape) -> Outcome:
    """What became of an invitation, by AAPOR's Standard Definitions (9th edition); empty where nobody was invited.

    ``I`` finished; ``P`` answered the headline and not all; ``R`` said no, stopped, or broke off before the headline after
    they had begun; ``O`` answered, and was not understood (a wrong person, another language); of those who never answered
    ``NC`` got the invitation, and of ``UO`` nobody knows.
    """
    if not response.invited:
        return ""
    if response.ended == "finished":
        return "I"
    if shape.headline and response.answer(shape.headline) is not None:
        return "P"
    if response.started or response.ended in ("stopped", "refused"):
        return "R"
    if response.ended == "not started":
        return "O"
    return "NC" if response.invited == "delivered" else "UO"


def placed(response: Response, shape: Shape) -> Response:
    """The response with its service, facility and district: as answered, else as its visit says (``service``, ``facility``).

    A service is an option of the question that names it; whose place is not in the list has none.
    """
    service = response.answer(shape.service) or (response.service if response.service in shape.services else "")
    facility = response.answer(shape.facility) or response.facility
    if facility == ELSEWHERE:
        facility = ""
    return replace(response, service=service, facility=facility, district=district_of(shape.places, facility))


def district_of(places: PlaceList, code: str) -> str:
    """The first group of a place in its list; empty where the list has no such place or no groups."""
    found = places.facility(code)
    return found.groups.get(places.columns[0], "") if found is not None and places.columns else ""
