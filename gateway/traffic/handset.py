"""What somebody presses or writes: they read the screen and find what they mean on it, as everybody does."""

from __future__ import annotations

from random import Random

from flows.model import Choice, Flow, Place, Rating, Text
from flows.state import WELCOME, State
from flows.words import TEXTS
from gateway.traffic.people import Manner, Mind

FUMBLED = ("?", "ok", "eh", "hello")
"""What is understood nowhere."""


def digit_before(screen: str, label: str) -> str | None:
    """The digit printed before a label; ``None`` if the label is not on this screen."""
    for line in screen.split("\n"):
        digit, _, rest = line.partition(" ")
        if rest == label and digit.isdigit():
            return digit
    return None


def at_welcome(flow: Flow, state: State, screen: str, mind: Mind) -> str:
    """What starts the survey; the language first, where it is another one."""
    if state.language != mind.language:
        chosen = digit_before(screen, flow.languages[mind.language])
        if chosen is not None:
            return chosen
    return digit_before(screen, TEXTS[state.language]["start"]) or "1"


def not_now(state: State, screen: str) -> str:
    """What declines: the line for it, or STOP where there is none."""
    return digit_before(screen, TEXTS[state.language]["not_now"]) or "STOP"


def to_question(luck: Random, flow: Flow, state: State, screen: str, mind: Mind, manner: Manner) -> str:
    """What answers the open question as they mean it, or leads to the page where that stands; now and then a slip."""
    assert state.open != WELCOME
    if luck.random() < manner.fumbles:
        return luck.choice(FUMBLED)
    question = flow.question(state.open)
    value = mind.answers[question.name]
    kind = question.kind
    if isinstance(kind, Choice):
        label = next(option for option in kind.options if option.name == value).label
        return digit_before(screen, label[state.language]) or digit_before(screen, TEXTS[state.language]["more"]) or "0"
    if isinstance(kind, Rating) and value == "dont_know":
        return str(kind.high + 1)
    if isinstance(kind, Place):
        return value
    if isinstance(kind, Text) and question.may_be_skipped and luck.random() < manner.skips:
        return "0"
    return value
