"""``…/problems``: everything that was found of a draft, by place, with the buttons that repair it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, READERS, WRITERS, Seen, asking_both, desk_for, onward, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.editing import WORDS

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway

SHORTEST_REASON, LONGEST_REASON = 10, 200
STALE, DIFFERENT = "W514", "E650"


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the problems and their buttons."""

    @open_to("person", roles=READERS)
    def survey_problems(ministry: str, survey: str) -> Response:
        """Errors and warnings, notes, and what was accepted."""
        return _problems(seen(gateway, ministry, survey))

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_repair(ministry: str, survey: str) -> Answer:
        """A button was pressed."""
        from gateway.editing import checking

        desk = desk_for(gateway, ministry, survey)
        try:
            checking.repair(gateway, desk, request.form.get("key", ""), request.form.get("label", ""), visitor().name)
        except checking.Gone:
            return onward("problems", ministry, survey, gone="1")
        return onward("problems", ministry, survey)

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_accept(ministry: str, survey: str) -> Answer:
        """A warning is accepted with a reason, which is written into the survey."""
        from gateway.editing import checking

        desk, reason = desk_for(gateway, ministry, survey), " ".join(request.form.get("reason", "").split())
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            return _problems(seen(gateway, ministry, survey, desk), "no reason", 400)
        try:
            checking.accept_warning(gateway, desk, request.form.get("key", ""), reason, visitor().name)
        except checking.Gone:
            return onward("problems", ministry, survey, gone="1")
        return onward("problems", ministry, survey)

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_courses(ministry: str, survey: str) -> Answer:
        """The examples are taken as they come out now."""
        from gateway.phones import examples
        from gateway.refusal import Refusal

        desk = desk_for(gateway, ministry, survey)
        try:
            examples.accept_courses(gateway, desk, visitor().name)
        except Refusal:
            return onward("problems", ministry, survey, gone="1")
        return onward("problems", ministry, survey)

    pages.add_url_rule(f"{ADDRESS}/problems", "survey_problems", survey_problems)
    pages.add_url_rule(f"{ADDRESS}/courses", "survey_courses", survey_courses, methods=["POST"])
    pages.add_url_rule(f"{ADDRESS}/repair", "survey_repair", survey_repair, methods=["POST"])
    pages.add_url_rule(f"{ADDRESS}/accept", "survey_accept", survey_accept, methods=["POST"])


def _problems(found: Seen, fault: str = "", status: int = 200) -> Response:
    from gateway.editing.toll import toll

    every = found.looked.found
    return part(
        found, "problems", WORDS, status, fault=fault or ("gone" if "gone" in request.args else ""),
        broken=[each for each in every if each.is_open and each.problem.code != DIFFERENT],
        different=[each for each in every if each.problem.code == DIFFERENT], stale=STALE,
        notes=[each for each in every if each.problem.code.startswith("N")],
        accepted=[each for each in every if each.problem.accepted],
        toll=toll(found.gateway, found.looked), key=request.form.get("key", ""), reason=request.form.get("reason", ""),
    )  # fmt: skip
