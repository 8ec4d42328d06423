"""What the form of a card sends: saved as actions on the text, each of them proved, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from gateway.access import open_to
from gateway.console.page import page
from gateway.console.surveys.frame import ADDRESS, WRITERS, asking_both, desk_for, onward, opened, part, seen
from gateway.console.surveys.questions import ITSELF, THANKS, WELCOME
from gateway.console.visitor import visitor
from gateway.console.words.questions import WORDS

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from flows.editing.proof import ByHand
    from gateway.editing.acting import Deed
    from gateway.editing.desk import Desk
    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add what the forms of the cards post to."""

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_edit(ministry: str, survey: str) -> Answer:
        """A card as it was filled in, and what else was to be done with it."""
        desk = desk_for(gateway, ministry, survey)
        return _save(gateway, desk, list(_edits(desk)), _stays())

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_add(ministry: str, survey: str) -> Answer:
        """A new question below another."""
        from gateway.console.surveys.adding import added

        desk = desk_for(gateway, ministry, survey)
        name, deed = added(desk)
        return _save(gateway, desk, [deed], name)

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_undo(ministry: str, survey: str) -> Answer:
        """The text that was saved before the last one."""
        from gateway.editing import desk as desks

        desk = desk_for(gateway, ministry, survey)
        try:
            desks.undo(gateway, desk.draft, visitor().name)
        except desks.NoSurvey:
            raise BadRequest from None
        return onward("questions", ministry, survey)

    @open_to("person", roles=WRITERS)
    def survey_measured(ministry: str, survey: str) -> Answer:
        """The meters of a card as it is filled in now, for own script; nothing is saved."""
        return _measured(gateway, desk_for(gateway, ministry, survey))

    pages.add_url_rule(f"{ADDRESS}/measured", "survey_measured", survey_measured, methods=["POST"])
    pages.add_url_rule(f"{ADDRESS}/edit", "survey_edit", survey_edit, methods=["POST"])
    pages.add_url_rule(f"{ADDRESS}/add", "survey_add", survey_add, methods=["POST"])
    pages.add_url_rule(f"{ADDRESS}/undo", "survey_undo", survey_undo, methods=["POST"])


def _save(gateway: Gateway, desk: Desk, deeds: list[Deed], at: str) -> Answer:
    from flows.editing.proof import ByHand
    from gateway.editing import acting

    ministry, survey = desk.draft.ministry, desk.draft.survey
    try:
        acting.act_all(gateway, desk.draft, deeds, visitor().name)
    except ByHand as reason:
        return _by_hand(gateway, ministry, survey, reason)
    except (KeyError, ValueError, IndexError):
        raise BadRequest from None
    return onward("questions", ministry, survey, at=at, anchor=f"questions-{at}" if at else "questions-top")


def _measured(gateway: Gateway, desk: Desk) -> Answer:
    from flows.editing.proof import ByHand
    from flows.load import load
    from gateway.editing.acting import done
    from gateway.editing.meters import meters

    try:
        read = load(done(desk.text, _edits(desk)), desk.source).draft
    except (ByHand, KeyError, ValueError, IndexError):
        read = None
    if read is None:
        return Response(status=204)
    at = {WELCOME: "welcome", THANKS: "thank you"}.get(request.form.get("at", ""), request.form.get("at", ""))
    own = {language: each for (name, language), each in meters(gateway, read).items() if name == at}
    return page("surveys/measured.html", WORDS, meters=own)


def _by_hand(gateway: Gateway, ministry: str, survey: str, reason: ByHand) -> Answer:
    """Nothing was saved, and nothing that was typed is lost (409)."""
    typed = {key: value for key, value in request.form.items() if "/" in key and value.strip()}
    found = seen(gateway, ministry, survey, opened(gateway, ministry, survey))
    return part(found, "by_hand", WORDS, 409, reason=reason, typed=typed)


def _stays() -> str:
    """The card that is chosen afterwards: the same, or none if it was taken out."""
    at, deed = request.form.get("at", "")[:64], request.form.get("deed", "")
    return "" if deed == "remove" else request.form.get("name", "").strip()[:64] or at if deed in ("copy", "rename") else at


def _edits(desk: Desk) -> Iterator[Deed]:
    from gateway.editing.cards import blocks, cards, frame_words
    from gateway.editing.filled import deeds, of_blocks, of_words

    at, filled = request.form.get("at", ""), request.form
    if at == ITSELF:
        yield from of_blocks(blocks(desk.text), filled)
        return
    if at in (WELCOME, THANKS):
        yield from of_words(frame_words(desk.text), filled)
        return
    every = cards(desk.text)
    place = next((n for n, card in enumerate(every) if card.name == at), None)
    if place is None:
        raise BadRequest
    yield from deeds(every[place], filled)
    yield from _new_choice(at)
    yield from _whole(at, [card.name for card in every], place, request.form.get("deed", "save"))
    yield from _of_choice(at, [name for name, _ in every[place].choices], request.form.get("deed", ""))


def _whole(at: str, names: list[str], place: int, deed: str) -> Iterator[Deed]:
    """Something done with the whole question, after what was typed in it."""
    if deed == "up":
        yield "move question", {"question": at, "after": names[place - 2] if place > 1 else ""}
    elif deed == "down" and place + 1 < len(names):
        yield "move question", {"question": at, "after": names[place + 1]}
    elif deed == "remove":
        yield "remove question", {"question": at}
    elif deed in ("copy", "rename"):
        yield f"{deed} question", {"question": at, "name": request.form.get("name", "").strip()[:64]}


def _of_choice(at: str, names: list[str], deed: str) -> Iterator[Deed]:
    what, _, choice = deed.partition(" ")
    if what not in ("choice-up", "choice-down", "choice-remove"):
        return
    if choice not in names:
        raise BadRequest
    place = names.index(choice)
    if what == "choice-remove":
        yield "remove choice", {"question": at, "choice": choice}
    elif what == "choice-up" and place > 0:
        yield "move choice", {"question": at, "choice": choice, "after": names[place - 2] if place > 1 else ""}
    elif what == "choice-down" and place + 1 < len(names):
        yield "move choice", {"question": at, "choice": choice, "after": names[place + 1]}


def _new_choice(at: str) -> Iterator[Deed]:
    """A choice in the empty row below the others."""
    from gateway.editing.filled import name_for

    labels = {
        key.removeprefix("choice/"): text for key, text in request.form.items() if key.startswith("choice/") and text.strip()
    }
    if labels:
        name = name_for(next(iter(labels.values())), request.form.getlist("taken"), "choice")
        yield "add choice", {"question": at, "name": name, **{f"label.{language}": text for language, text in labels.items()}}
