"""Builders: a survey that knows service, place, reason and words, and people who answer it by text, invited or not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from asking import MONDAY_MS, deliver_all, drawn, says
from counter import Counter
from sqlalchemy import Engine

from gateway.asking.invite import send_due
from gateway.config_sections import Ministry
from gateway.nights import nightfall, nightly

SURVEY = "desk"
TEXT = """
survey: desk
title: At the desk
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English }
starts when:
  a visit is recorded: 2 hours later, by sms
  someone texts: DESK to 40145
visit columns: { facility: answer, service: answer }
rules:
  one answer per phone every: 1 day
  text only between: 08:00 and 19:00
  close after: 3 days
welcome: { en: The Ministry asks. Free. Text STOP to end. }
questions:
- question: facility
  report as: Clinic
  known from: visit.facility
  ask: { en: Which clinic? }
  answer: place
  list: lists/lesotho-clinics.csv
  find by: { code: { en: Its code? } }
- question: service
  report as: Service
  known from: visit.service
  ask: { en: What for? }
  answer: choice
  choices: { child: { en: Child }, birth: { en: Birth } }
- question: treated
  report as: Treatment
  counts as: headline
  ask: { en: How were you treated? }
  answer: rating
  lowest: { en: badly }
  highest: { en: well }
- question: why
  report as: Reason
  counts as: main reason
  only if: treated is below 4
  ask: { en: Why? }
  answer: choice
  choices: { queue: { en: Queue }, staff: { en: Staff } }
- question: words
  report as: Words
  counts as: comment
  ask: { en: What happened? }
  answer: text
thank you: { en: Thanks. }
"""


def desk(engine: Engine, var: Path) -> Counter:
    """A gateway with that survey alone, at noon of a Monday in Lesotho."""
    counter = Counter(engine, var, surveys=())
    counter.clock.at_ms = MONDAY_MS
    counter.publish(SURVEY, TEXT, "health")
    return counter


def health(counter: Counter) -> Ministry:
    return counter.gateway.settings.ministries["health"]


def phone(n: int) -> str:
    return f"+2665800{n:04d}"


def comes(counter: Counter, n: int, *said: str) -> None:
    """Somebody texts by themselves, and answers."""
    for words in ("DESK", "1", *said):
        says(counter, words, phone(n))


def is_invited(counter: Counter, n: int, *said: str, state: str = "delivered", facility: str = "1301") -> None:
    """Somebody is asked after a visit, what becomes of the text is ``state``, and they answer."""
    cells = {"facility": facility, "service": "child"}
    drawn(counter, phone(n), survey=SURVEY, cells=cells, service="child", facility=facility)
    assert send_due(counter.gateway) == 1
    deliver_all(counter, state)
    for words in said:
        says(counter, words, phone(n))


def night(counter: Counter, days: int = 0) -> None:
    """The clock moves to when the report of today, or of some days later, is due, and every night until then is made."""
    day = nightfall.last_due_day(health(counter), counter.clock()) + timedelta(days=days + 1)
    counter.clock.at_ms = nightfall.due_ms(health(counter), day)
    list(nightly.make_up(counter.gateway, health(counter)))
