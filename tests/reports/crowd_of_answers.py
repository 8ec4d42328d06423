"""Builders: a survey, people who answered it, and strategies that make up whole crowds of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from flows.load import load
from flows.model import Flow
from reports.figures import DayCount, Response, Said, shape_of
from reports.rollup import rollup

DAY = date(2026, 6, 2)

TEXT = """
survey: {name}
title: How was {name}?
owner: Ministry of Health
time zone: Africa/Maseru
languages: {{ en: English, st: Sesotho, fr: Francais }}
starts when:
  someone dials: "*120*45#"
  someone texts: CLINIC to 40145
welcome: {{ en: Welcome, st: Kamohelo, fr: Bienvenue }}
questions:
  - question: treated
    report as: Treatment
    counts as: headline
    ask: {{ en: How?, st: Joang?, fr: Comment? }}
    answer: rating
    do not know: yes
    lowest: {{ en: badly, st: hampe, fr: mal }}
    highest: {{ en: well, st: hantle, fr: bien }}
  - question: reason
    report as: Reason
    ask: {{ en: Why?, st: Hobaneng?, fr: Pourquoi? }}
    answer: choice
    choices:
      queue: {{ en: The queue, st: Mokoloko, fr: La file }}
      paper: {{ en: A paper, st: Pampiri, fr: Un papier }}
      other: {{ en: Other, st: Tse ling, fr: Autre }}
  - question: wait
    report as: Wait (hours)
    counts as: waiting hours
    ask: {{ en: Hours?, st: Lihora?, fr: Heures? }}
    answer: number
    to: 24
  - question: comment
    report as: Comment
    counts as: comment
    ask: {{ en: Words?, st: Mantsoe?, fr: Mots? }}
    answer: text
    may be skipped: yes
thank you: {{ en: Thanks, st: Rea leboha, fr: Merci }}
"""


def survey(name: str = "clinic") -> Flow:
    """A survey of four questions in three languages."""
    loaded = load(TEXT.format(name=name))
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


CLINIC = survey()
SHAPES = {1: shape_of(CLINIC)}


def answered(
    treated: str = "5", *, channel: str = "ussd", language: str = "en", day: date = DAY, service: str = "clinic", **more: str
) -> Response:
    """Somebody who finished with these answers."""
    said = tuple(Said(question, "answered", value) for question, value in {"treated": treated, **more}.items())
    return Response(day, service, 1, channel, language, "finished", "", said)


def left(at: str, *before: Said, ended: str = "dropped", channel: str = "ussd", day: date = DAY) -> Response:
    """Somebody who left while a question was open."""
    return Response(day, "clinic", 1, channel, "en", ended, at, before)


def counts_of(responses: Iterable[Response]) -> tuple[DayCount, ...]:
    return rollup(responses, SHAPES)


_TREATED = st.builds(Said, st.just("treated"), st.just("answered"), st.sampled_from(["1", "2", "3", "4", "5", "dont_know"]))
_REASON = st.builds(Said, st.just("reason"), st.just("answered"), st.sampled_from(["queue", "paper", "other"]))
_WAIT = st.builds(Said, st.just("wait"), st.just("answered"), st.integers(0, 24).map(str))
_WORDS = st.sampled_from([Said("comment", "answered", "words"), Said("comment", "skipped", None)])
_UNCLEAR = st.sampled_from([Said(q, "unclear", None) for q in ("treated", "reason", "wait")])


def _passage(said: tuple[Said, ...], reached: int, rest: tuple[date, str, str, str, bool]) -> Response:
    """A passage that stops after ``reached`` questions."""
    day, service, channel, language, flagged = rest
    order = ("welcome", "treated", "reason", "wait", "comment")
    over = reached == len(order)
    given = said[: max(0, reached - 1)]
    ended, open_at = ("finished", "") if over else ("dropped", order[reached])
    return Response(day, service, 1, channel, language, ended, open_at, given, speeding=flagged)


def passages(services: tuple[str, ...] = ("clinic", "registry")) -> st.SearchStrategy[Response]:
    """One person's passage, as far as they came, on any day of five weeks."""
    said = st.tuples(_TREATED | _UNCLEAR.filter(lambda s: s.question == "treated"), _REASON, _WAIT, _WORDS)
    rest = st.tuples(
        st.integers(0, 34).map(lambda ago: DAY - timedelta(days=ago)),
        st.sampled_from(services),
        st.sampled_from(["ussd", "sms"]),
        st.sampled_from(["en", "st", "fr"]),
        st.booleans(),
    )
    return st.builds(_passage, said, st.integers(0, 5), rest)


def crowds(most: int = 120) -> st.SearchStrategy[list[Response]]:
    """Lists of passages in which a few kinds of people come often and others rarely, as small groups beside large ones do."""
    some = st.tuples(passages(), st.integers(1, 14))
    return st.lists(some, max_size=12).map(lambda groups: [r for response, n in groups for r in [response] * n][:most])
