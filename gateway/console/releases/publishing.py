"""``…/publish``: what is left to be done, the note, the confirmations, and the new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.releases.versions import PUBLISHERS
from gateway.console.surveys.frame import ADDRESS, WRITERS, asking_both, desk_for, onward, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.releases import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.editing.desk import Desk
    from gateway.wiring import Gateway

LONGEST_NOTE = 400


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the list of tasks, and publishing."""

    @open_to("person", roles=WRITERS)
    def survey_publish(ministry: str, survey: str) -> Response:
        """The list, or what has just gone live and what to do next."""
        found = seen(gateway, ministry, survey)
        version = found.desk.version
        if version is not None and request.args.get("live") == str(version.number):
            return part(found, "live", WORDS, middle=_middle(gateway, survey))
        return _listed(gateway, ministry, survey)

    @open_to("person", roles=PUBLISHERS)
    @asking_both(gateway)
    def survey_release(ministry: str, survey: str) -> Answer:
        """The draft as it was seen becomes the newest version."""
        from gateway.editing import releasing
        from storage.unit import Overtaken

        desk, said = desk_for(gateway, ministry, survey), request.form
        try:
            live = releasing.release(
                gateway, desk, visitor().name, said.get("reason", "")[:LONGEST_NOTE], said.getlist("confirm")
            )
        except Overtaken:
            return _listed(gateway, ministry, survey, desk, fault="overtaken", status=409)
        except Refusal as refusal:
            return _listed(gateway, ministry, survey, desk, refusal=refusal, status=400)
        return onward("publish", ministry, survey, live=str(live.number)) if live else onward("publish", ministry, survey)

    pages.add_url_rule(f"{ADDRESS}/publish", "survey_publish", survey_publish)
    pages.add_url_rule(f"{ADDRESS}/release", "survey_release", survey_release, methods=["POST"])


def _listed(
    gateway: Gateway, ministry: str, survey: str, desk: Desk | None = None, fault: str = "", refusal: Refusal | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    from gateway.editing import tasks

    found = seen(gateway, ministry, survey, desk)
    todo = tasks.task_list(gateway, found.desk, found.looked)
    yours = {"reason", "confirmed"}
    blocking = [task for task in todo.tasks if task.needed and not task.done and task.name not in yours]
    next_number = found.desk.version.number + 1 if found.desk.version is not None else 1
    return part(
        found, "publish", WORDS, status, todo=todo, listed=[task for task in todo.tasks if task.name not in yours],
        confirm=next((task.names for task in todo.tasks if task.name == "confirmed"), ()), blocking=blocking,
        next_number=next_number, fault=fault, refusal=refusal, may_publish=visitor().may(PUBLISHERS, ministry),
        reason=request.form.get("reason", ""), confirmed=request.form.getlist("confirm"), longest=LONGEST_NOTE,
    )  # fmt: skip


def _middle(gateway: Gateway, survey: str) -> int:
    from gateway.editing import telling

    return telling.in_the_middle(gateway, survey)
