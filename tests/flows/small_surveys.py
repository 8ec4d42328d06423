"""Surveys of a few lines, written in the language itself, and people who go through them."""

from textwrap import dedent, indent

from flows.load import load
from flows.model import Flow
from flows.state import Moment, State, Turn
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


def survey(
    questions: str,
    *,
    languages: str = "en: English",
    more: str = "",
    welcome: str = "Hello.",
    thanks: str = "Thank you.",
    name: str = "small",
    keyword: str = "WATER",
) -> Flow:
    """A survey with these questions. With two languages give ``welcome`` and ``thanks`` as tables in braces."""
    text = HEAD.format(
        questions=indent(dedent(questions).strip(), "  "),
        languages=languages,
        more=dedent(more).strip(),
        welcome=welcome,
        thanks=thanks,
        name=name,
        keyword=keyword,
    )
    loaded = load(text)
    assert loaded.flow is not None, [f"{p.mark.line}: {p.sentence}" for p in loaded.problems]
    return loaded.flow


TWO = {
    "languages": "en: English, st: Sesotho",
    "welcome": "{ en: Hello., st: Lumela. }",
    "thanks": "{ en: Thanks., st: Kea leboha. }",
}


def saved(turn: Turn) -> State:
    """The state as it comes back from storage."""
    return State.load(turn.state.dump())


def talk(flow: Flow, *said: str, channel: str = "ussd") -> Turn:
    """The turn after these answers, the first of them to the welcome."""
    turn = begin(flow, channel, MOMENT)
    for each in said:
        turn = take_turn(flow, saved(turn), each, NOW_MS)
    return turn


def shown(flow: Flow, *said: str, channel: str = "ussd") -> str:
    """The screen after these answers."""
    screen = talk(flow, *said, channel=channel).screen
    return screen.text if screen else ""


def values(turn: Turn) -> dict[str, str | None]:
    return {answer.question: answer.value for answer in turn.state.answers}
