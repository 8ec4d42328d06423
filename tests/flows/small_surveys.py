"""Surveys of a few lines, written in the language itself, and people who go through them."""

from collections.abc import Mapping
from textwrap import dedent, indent
from typing import TypedDict

from flows.load import load
from flows.model import Flow
from flows.state import NO_PHONES, Moment, Phones, State, Turn, Visit
from flows.turn import begin, take_turn

NOW_MS = 1_795_000_000_000
MOMENT = Moment(NOW_MS, "7KQ4-M2")

HEAD = """
survey: {name}
title: A small survey
owner: Ministry of Water
time zone: Africa/Maseru
languages: {{ {languages} }}
starts when:
  someone dials: "*120*77#"
  someone texts: {keyword} to 40100
{more}
welcome: {welcome}
questions:
{questions}
thank you: {thanks}
"""

WAY = """
- question: works
  ask: Does it work?
  answer: yes or no
- question: days
  only if: works is no
  ask: For how many days?
  answer: number
  from: 0
  to: 365
- question: why
  only if any of:
    - days is at least 7
    - works was not answered
  ask: Why?
  answer: text
  longest: 20
"""


def survey(
    questions: str,
    *,
    languages: str = "en: English",
    more: str = "",
    welcome: str = "Hello.",
    thanks: str = "Thank you.",
    name: str = "small",
    keyword: str = "WATER",
    lists: Mapping[str, str] = {},
) -> Flow:
    """A survey with these questions. With two languages give ``welcome`` and ``thanks`` as tables in braces.

    ``lists`` are the rows of its place lists, by the name as written.
    """
    text = HEAD.format(
        questions=indent(dedent(questions).strip(), "  "),
        languages=languages,
        more=dedent(more).strip(),
        welcome=welcome,
        thanks=thanks,
        name=name,
        keyword=keyword,
    )
    loaded = load(text, lambda file: dedent(lists[file]).strip().encode() if file in lists else None)
    assert loaded.flow is not None, [f"{p.mark.line}: {p.sentence}" for p in loaded.problems]
    return loaded.flow


class Languages(TypedDict):
    """What makes a survey one of two languages."""

    languages: str
    welcome: str
    thanks: str


TWO: Languages = {
    "languages": "en: English, st: Sesotho",
    "welcome": "{ en: Hello., st: Lumela. }",
    "thanks": "{ en: Thanks., st: Kea leboha. }",
}


def saved(turn: Turn) -> State:
    """The state as it comes back from storage."""
    return State.load(turn.state.dump())


def talk(
    flow: Flow, *said: str, channel: str = "ussd", visit: Mapping[str, str] | None = None, phones: Phones = NO_PHONES
) -> Turn:
    """The turn after these answers, the first of them to the welcome; ``visit`` are the cells of the visit it is about."""
    turn = begin(flow, channel, MOMENT, visit=Visit(visit, NOW_MS) if visit is not None else None)
    for each in said:
        turn = take_turn(flow, saved(turn), each, NOW_MS, phones=phones)
    return turn


def shown(flow: Flow, *said: str, channel: str = "ussd", visit: Mapping[str, str] | None = None) -> str:
    """The screen after these answers."""
    screen = talk(flow, *said, channel=channel, visit=visit).screen
    return screen.text if screen else ""


def values(turn: Turn) -> dict[str, str | None]:
    return {answer.question: answer.value for answer in turn.state.answers}
