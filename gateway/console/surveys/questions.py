"""``/surveys/<ministry>/<survey>``: the questions of a survey as cards; the chosen one is a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, READERS, WRITERS, Seen, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.questions import WORDS

if TYPE_CHECKING:
    from flask import Response

    from flows.model import Question
    from gateway.editing.cards import Card
    from gateway.editing.checking import Found
    from gateway.editing.meters import Meter, Meters
    from gateway.wiring import Gateway

ITSELF, WELCOME, THANKS = "-survey", "-welcome", "-thanks"
"""What is chosen instead of a question: no question has such a name."""
EVERYWHERE = ("may be skipped", "private", "tries", "after the last try")
"""Values of a question of any kind that are rarely set."""
SEMANTICS = ("headline", "main reason", "waiting minutes", "waiting hours", "comment")


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with all that was found of it. ``question`` is ``None`` while it cannot be read."""

    card: Card
    question: Question | None
    meters: dict[str, tuple[Meter, ...]]
    problems: tuple[Found, ...]
    number: int


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the form view."""

    @open_to("person", roles=READERS)
    def survey_questions(ministry: str, survey: str) -> Response:
        """The cards, in their order."""
        return questions(seen(gateway, ministry, survey))

    pages.add_url_rule(ADDRESS, "survey_questions", survey_questions)


def questions(found: Seen, status: int = 200) -> Response:
    """The form view of a survey that was looked at."""
    from gateway.editing import desk as desks
    from gateway.editing.cards import blocks, cards, frame_words

    every, frames = cards(found.desk.text), frame_words(found.desk.text)
    measured = meters_of(found)
    shown = tuple(_shown(found, card, measured, n) for n, card in enumerate(every, 1))
    chosen = next((each for each in shown if each.card.name == request.values.get("at", "")), None)
    last = desks.last_saved(found.gateway, found.desk.draft)
    adding = request.values.get("add") if visitor().may(WRITERS, found.ministry) else None
    return part(
        found, "questions", WORDS, status, cards=shown, frames=frames, meters=measured, languages_of=_languages(found),
        chosen=chosen, adding=adding, last=last, blocks=blocks(found.desk.text), ITSELF=ITSELF,
        WELCOME=WELCOME, THANKS=THANKS, **_offers(found, chosen),
    )  # fmt: skip


def meters_of(found: Seen) -> Meters:
    from gateway.editing.meters import meters

    read = found.looked.examined.loaded.draft
    return meters(found.gateway, read) if read is not None else {}


def _shown(found: Seen, card: Card, measured: Meters, number: int) -> Shown:
    flow = found.flow
    question = flow.question(card.name) if flow is not None and card.name in flow.by_name else None
    own = {language: each for (name, language), each in measured.items() if name == card.name}
    problems = tuple(
        each for each in found.looked.found
        if not each.of_talks and (each.problem.question == card.name or card.first <= each.problem.mark.line <= card.last)
    )  # fmt: skip
    return Shown(card, question, own, problems, number)


def _languages(found: Seen) -> dict[str, str]:
    return dict(found.flow.languages) if found.flow is not None else {}


def _offers(found: Seen, chosen: Shown | None) -> dict[str, Any]:
    """What the form of the chosen card, and of a new one, has to choose from."""
    from flows.reading.keys import OF_KIND, PURPOSES
    from gateway.editing import choosing

    flow = found.flow
    add = request.values.get("add")
    if flow is None:
        before = 0
    elif chosen is not None and add is None:
        before = flow.by_name.get(chosen.card.name, len(flow.questions))
    else:
        before = flow.by_name.get(add or "", -1) + 1
    return {
        "tests": tuple(choosing.tests(flow, before)) if flow is not None else (),
        "answers": choosing.answers(chosen.question) if chosen is not None and chosen.question is not None else (),
        "later": choosing.later(flow, chosen.card.name) if flow is not None and chosen is not None else (),
        "columns": _pairs(choosing.columns(flow) if flow is not None else ()),
        "kinds": tuple(OF_KIND), "all_kinds": _pairs(OF_KIND), "purposes": PURPOSES, "semantics": _pairs(SEMANTICS),
        "lists": tuple(found.desk.lists), "usual": {kind: (*own, *EVERYWHERE) for kind, own in OF_KIND.items()},
    }  # fmt: skip


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """What is written, and how it is told."""
    return [(name, name) for name in names]
