"""Builders: a survey with everything the report knows, people who answered it, and the evidence that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from flows.load import load
from flows.model import Flow
from reports.figures import DayCount, Response, Said, WeekCount, shape_of
from reports.ledger import Book, close, series_of
from reports.ledger.series import by_day
from reports.night.build import build_report
from reports.night.evidence import Desk, Evidence, Place, Version
from reports.night.shape import Report
from reports.rollup import rollup

SUNDAY = date(2026, 6, 7)
TUESDAY = date(2026, 6, 9)
ONE = timedelta(days=1)
ZONE = ZoneInfo("Africa/Maseru")

TEXT = """
survey: {name}
title: How was {name}?
owner: Ministry of Health
time zone: Africa/Maseru
languages: {{ en: English, st: Sesotho }}
starts when:
  someone dials: "*120*45#"
  a visit is recorded: 2 hours later, by sms
visit columns: {{ kind: answer }}
welcome: {{ en: Welcome. Text STOP to end., st: Rea u amohela. Romela STOP ho emisa. }}
questions:
  - question: kind
    report as: Kind
    known from: visit.service
    ask: {{ en: What for?, st: Molemo ke ofe? }}
    answer: choice
    choices:
      ill: {{ en: I was ill, st: Ke ne ke kula }}
      child: {{ en: My child, st: Ngoana oa ka }}
  - question: treated
    report as: Treatment
    counts as: headline
    ask: {{ en: How?, st: Joang? }}
    answer: rating
    do not know: yes
  - question: reason
    report as: Reason
    counts as: main reason
    ask: {{ en: Why?, st: Hobaneng? }}
    answer: choice
    choices:
      queue: {{ en: The queue, st: Mokoloko }}
      paper: {{ en: A paper, st: Pampiri }}
      other: {{ en: Other, st: Tse ling }}
  - question: wait
    report as: Wait
    counts as: waiting hours
    ask: {{ en: Hours?, st: Lihora? }}
    answer: number
    to: 24
  - question: comment
    report as: Comment
    counts as: comment
    ask: {{ en: Words?, st: Mantsoe? }}
    answer: text
    may be skipped: yes
thank you: {{ en: Thanks, st: Rea leboha }}
"""


def survey(name: str = "clinic") -> Flow:
    """A survey with a service, a headline, a main reason, a waiting time and a comment, by menu and by text."""
    loaded = load(TEXT.format(name=name))
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


CLINIC = survey()
DISTRICTS = ("berea", "leribe", "maseru")
REGISTER = {
    f"F{at:02}": Place(f"F{at:02}", {"": f"Clinic {at}"}, DISTRICTS[at % 3], {"": DISTRICTS[at % 3].title()})
    for at in range(24)
}


def desk(day: date, **changes: Any) -> Desk:
    cut_off = datetime.combine(day + ONE, datetime.min.time(), ZONE) + timedelta(hours=5, minutes=55)
    return replace(Desk("health", "Ministry of Health", "Africa/Maseru", cut_off), **changes)


def person(
    treated: str = "5", day: date = SUNDAY, *, reason: str = "", wait: str = "", comment: bool = False, channel: str = "ussd",
    language: str = "en", facility: str = "", service: str = "", **more: Any,
) -> Response:  # fmt: skip
    """Somebody who finished; the reason is asked of those who were not satisfied, and left open where none is given."""
    said = [Said("treated", "answered", treated)]
    if treated in ("1", "2", "3"):
        said.append(Said("reason", "answered", reason) if reason else Said("reason", "unclear", None))
    said += [Said("wait", "answered", wait)] if wait else []
    said += [Said("comment", "answered", "words")] if comment else []
    district = REGISTER[facility].district if facility else ""
    return Response(
        day, "clinic", 1, channel, language, "finished", "", tuple(said), service, district, facility, **more
    )  # fmt: skip


def left(at: str, day: date = SUNDAY, **more: Any) -> Response:
    """Somebody who left while a question was open, after answers to those before it."""
    order = ["welcome", "treated", "reason", "wait", "comment"]
    values = {"treated": "2", "reason": "queue", "wait": "1"}
    said = tuple(Said(q, "answered", values[q]) for q in order[1 : order.index(at)]) if at in order else ()
    given = {"channel": "ussd", "language": "en", "ended": "dropped", **more}
    return Response(day, "clinic", 1, left_at=at, said=said, **given)


def crowd(
    seed: int, n: int, day: date = SUNDAY, *, days: int = 63, good: float = 0.7, facilities: int = 6, **fixed: Any
) -> list[Response]:
    """People of both channels and languages, spread over days and facilities; some leave, some are invited, some are late."""
    luck = Random(seed)
    return [_somebody(luck, day - luck.randrange(days) * ONE, good, facilities, fixed) for _ in range(n)]


def _somebody(luck: Random, day: date, good: float, facilities: int, fixed: dict[str, Any]) -> Response:
    channel = luck.choice(["ussd", "sms"])
    facility = f"F{min(luck.randrange(facilities), luck.randrange(facilities)):02}"
    more = {"channel": channel, "language": luck.choice(["en", "en", "st"]), "late": luck.random() < 0.05, **fixed}
    if luck.random() < 0.15:
        more.pop("late")
        place = {"facility": facility, "district": REGISTER[facility].district}
        ended = {"ended": "stopped"} if luck.random() < 0.2 else {}
        invited = {"invited": luck.choice(["delivered", "sent"])} if channel == "sms" else {}
        return left(luck.choice(["welcome", "treated", "reason", "wait"]), day, **{**more, **place, **invited, **ended})
    treated = luck.choice(["4", "5"]) if luck.random() < good else luck.choice(["1", "2", "3", "dont_know"])
    return person(
        treated,
        day,
        reason=luck.choice(["queue", "queue", "paper", "other", ""]),
        wait=str(luck.randrange(6)) if luck.random() < 0.8 else "",
        comment=luck.random() < 0.2,
        facility=facility,
        service=luck.choice(["ill", "ill", "child", ""]),
        speeding=luck.random() < 0.05,
        invited="delivered" if channel == "sms" else "",
        **more,
    )


def counts_of(responses: Iterable[Response]) -> tuple[DayCount, ...]:
    return rollup(responses, {1: shape_of(CLINIC)})


def weeks_of(counts: Iterable[DayCount]) -> list[WeekCount]:
    """The counts of every grain by ISO week; languages are added up, as they are no part of the weeks."""
    sums: Counter[tuple[date, str, str, str, str, str, str, str, str, str]] = Counter()
    for c in counts:
        monday = c.local_day - timedelta(days=c.local_day.weekday())
        key = (monday, c.survey, c.service, c.district, c.facility, c.channel, "", c.measure, c.question, c.value)
        sums[key] += c.n
    return [WeekCount(*key, n) for key, n in sorted(sums.items())]


def open_book(day: date, counts: Sequence[DayCount]) -> Book:
    """Cut in every cell on every day that it may be cut at all: whatever is not small may be told."""
    cuts = {}
    weeks = [w for w in weeks_of(counts) if w.service or w.facility]
    for series in series_of(day, [c for c in counts if not (c.service or c.facility)], weeks):
        for cell, people in series.people.items():
            first = min(people) - timedelta(days=min(people).isoweekday())
            days = [first + k * ONE for k in range((day - first).days + 1)]
            cuts[series.base, cell] = [d for d in days if by_day(cell) or d.isoweekday() == 7]
    return Book(day, cuts)


def ledger_book(day: date, counts: Sequence[DayCount], nights: int = 70) -> Book:
    """The book that the ledger has after that many nights, decided on one by one."""
    kept: dict[Any, list[date]] = {}
    grain = [c for c in counts if not (c.service or c.facility)]
    for night in (day - back * ONE for back in range(nights - 1, -1, -1)):
        weeks = [w for w in weeks_of(c for c in counts if c.local_day <= night) if w.service or w.facility]
        closed = close(night, series_of(night, [c for c in grain if c.local_day <= night], weeks), kept)
        for key, added in closed.added.items():
            kept[key] = sorted({*kept.get(key, ()), *added})
    return closed.book


def evidence_of(responses: Iterable[Response], day: date = SUNDAY, book: Book | None = None, **more: Any) -> Evidence:
    """The evidence that people make for the report of a day. ``more`` are further fields of :class:`Evidence`."""
    counts = [c for c in counts_of(responses) if c.local_day <= day]
    version = Version(CLINIC, 1, date(2026, 1, 5))
    given: Mapping[str, Any] = {"register": REGISTER, "surveys": (version,), "editions": {"clinic": (version,)}, **more}
    days = [c for c in counts if not (c.service or c.facility) and c.local_day > day - 91 * ONE]
    return Evidence(
        days=days, weeks=weeks_of(counts), book=book if book is not None else open_book(day, counts), **given
    )  # fmt: skip


def report_on(responses: Iterable[Response], day: date = SUNDAY, book: Book | None = None, **more: Any) -> Report:
    """The report of what these people said."""
    return build_report(desk(day), evidence_of(responses, day, book, **more), day)
