"""``…/phones``: the draft on a phone menu and by text message, step by step, as citizens would meet it.

What was done stands in the page alone and comes back with each press (by POST: somebody typed it); nothing is stored or sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, TRANSLATORS, WRITERS, Seen, asking_both, desk_for, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.phones import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from flask import Response

    from flows.model import Channel
    from gateway.phones.handset import Stand
    from gateway.phones.played import Played
    from gateway.wiring import Gateway

PHONES: tuple[Channel, ...] = ("ussd", "sms")
LONGEST_CELL, LONGEST_NAME = 160, 80
STEPS: dict[str, Callable[[Played], Played]] = {
    "undo": lambda played: played.undo(),
    "restart": lambda played: played.restart(),
    "20 minutes": lambda played: played.wait("20 minutes"),
    "25 hours": lambda played: played.wait("25 hours"),
    "drop": lambda played: played.drop(),
    "come again": lambda played: played.come_again(),
    "nonsense": lambda played: played.nonsense(),
    "stop": lambda played: played.stop(),
}
"""What a button does that needs nothing else."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the two phones."""

    @open_to("person", roles=TRANSLATORS)
    @asking_both(gateway)
    def survey_phones(ministry: str, survey: str) -> Response:
        """The phones at their start, or after one more step."""
        if request.method == "POST" and request.form.get("do") == "keep" and visitor().may(WRITERS, ministry):
            return _kept(gateway, ministry, survey)
        return _phones(gateway, seen(gateway, ministry, survey))

    pages.add_url_rule(f"{ADDRESS}/phones", "survey_phones", survey_phones, methods=["GET", "POST"])


def _phones(gateway: Gateway, found: Seen, refusal: Refusal | None = None, kept: str = "", status: int = 200) -> Response:
    from gateway.phones import examples

    try:
        stand = examples.stand_of(gateway, found.desk)
    except Refusal as reason:
        return part(found, "phones", WORDS, sets=(), stand=None, refusal=reason, kept="", walked=None)
    sets: list[tuple[Channel, Any, str]] = []
    for channel in (each for each in PHONES if each in stand.flow.channels):
        try:
            played, shown = _after(gateway, found, stand, channel)
            sets.append((channel, shown, played.dump()))
        except Refusal as reason:
            refusal = refusal or reason
            sets += _as_it_was(gateway, stand, channel)
    return part(
        found, "phones", WORDS, status, sets=sets, stand=stand, refusal=refusal, kept=kept, walked=_walked(gateway, stand),
        longest=LONGEST_NAME, may_keep=visitor().may(WRITERS, found.ministry),
    )  # fmt: skip


def _after(gateway: Gateway, found: Seen, stand: Stand, channel: Channel) -> tuple[Played, Any]:
    """The try-out of one phone with the step that was pressed, played. Raises :class:`Refusal`."""
    from gateway.phones import handset

    before = _held(gateway, stand, channel)
    played = before
    if request.form.get("phone") == channel:
        try:
            played = _step(stand, before)
        except ValueError:
            raise Refusal("This try-out is too long, or that cannot be done.", "Begin again.", code=1) from None
    shown = handset.show(stand, played)
    if len(played.acts) > len(before.acts) == 0:
        _tried(gateway, found)
    return played, shown


def _as_it_was(gateway: Gateway, stand: Stand, channel: Channel) -> list[tuple[Channel, Any, str]]:
    """The phone before the step that could not be done; no phone where it cannot even be started."""
    from gateway.phones import handset

    try:
        played = _held(gateway, stand, channel)
        return [(channel, handset.show(stand, played), played.dump())]
    except Refusal:
        return []


def _held(gateway: Gateway, stand: Stand, channel: Channel) -> Played:
    """What was done so far, or the start under the conditions that were chosen."""
    from gateway.phones import handset
    from gateway.phones.played import Played

    if request.form.get("do") != "begin" and request.form.get(channel):
        try:
            held = Played.load(request.form[channel])
            if held.channel == channel:
                return held
        except ValueError:
            pass
    cells = {column: request.form.get(f"visit/{column}", "").strip()[:LONGEST_CELL] for column in stand.flow.visit_columns}
    cells = {column: cell for column, cell in cells.items() if cell}
    language = request.form.get("language", "")
    spoken = language if language in stand.flow.languages else ""
    return handset.begin(stand, channel, gateway.now_ms(), spoken, cells or None)


def _step(stand: Stand, played: Played) -> Played:
    from gateway.phones import handset

    done, said = request.form.get("do", ""), request.form.get("say", "")
    if request.form.get("key"):
        return played.say(request.form["key"][:2])
    if done == "jump":
        return handset.jump(stand, played, request.form.get("question", "")[:64])
    if done == "morning":
        return handset.until_morning(stand, played)
    if done in STEPS:
        return STEPS[done](played)
    return played.say(said) if done == "say" and said.strip() else played


def _tried(gateway: Gateway, found: Seen) -> None:
    """Written down once a try-out begins, if there is a draft."""
    from gateway.editing import tasks

    if found.desk.draft.edited_by:
        tasks.mark(gateway, found.desk, tasks.TRIED, visitor().name)


def _walked(gateway: Gateway, stand: Stand) -> Any:
    """All ways of the phone on which that was pressed."""
    from gateway.phones.walking import walk
    from gateway.publishing.publish import pace_of

    channel = next((each for each in PHONES if each == request.form.get("phone")), None)
    if request.form.get("do") != "walk" or channel not in stand.flow.channels:
        return None
    return walk(stand.flow, channel, gateway.now_ms(), stand.budgets, pace_of(gateway.settings))


def _kept(gateway: Gateway, ministry: str, survey: str) -> Response:
    """The try-out as an example of the draft."""
    from gateway.phones import examples
    from gateway.phones.played import Played

    desk = desk_for(gateway, ministry, survey)
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    try:
        if not name:
            raise Refusal("The example has no name.", "Name it.", code=1)
        examples.keep(gateway, desk, Played.load(request.form.get(request.form.get("phone", ""), "")), name, visitor().name)
    except ValueError:
        return _phones(
            gateway, seen(gateway, ministry, survey), Refusal("There is nothing to keep.", "Play first."), status=400
        )
    except Refusal as refusal:
        return _phones(gateway, seen(gateway, ministry, survey), refusal, status=400)
    return _phones(gateway, seen(gateway, ministry, survey), kept=name)
