"""``/surveys/<ministry>/<survey>/live`` and ``/survey-keys``: JSON for our own script, behind the same door as the pages.

Without script nothing here is asked for: *Save and check* does the same by a form.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, WRITERS, opened
from gateway.editing.desk import LARGEST

if TYPE_CHECKING:
    from flows.editing.vocabulary import Proposal
    from gateway.editing.live import Squiggle
    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add both addresses."""

    @open_to("person", roles=WRITERS)
    def survey_live(ministry: str, survey: str) -> Response:
        """The text of the request's body, looked at; nothing is stored."""
        from gateway.editing.live import live

        raw = request.get_data(cache=False) if (request.content_length or 0) <= LARGEST else None
        if raw is None or len(raw) > LARGEST:
            return Response(status=413)
        desk = opened(gateway, ministry, survey)
        found = live(gateway, desk, raw.decode("utf-8", "replace").replace("\r\n", "\n"))
        return jsonify(
            problems=[_problem(each) for each in found.squiggles],
            names=[_proposal(each) for each in found.names],
            variables=[_proposal(each) for each in found.variables],
        )

    @open_to("person", roles=WRITERS)
    def survey_keys() -> Response:
        """The keys of the language by the part of a survey in which they stand."""
        return jsonify(_keys())

    pages.add_url_rule(ADDRESS + "/live", "survey_live", survey_live, methods=["POST"])
    pages.add_url_rule("/survey-keys", "survey_keys", survey_keys)


@cache
def _keys() -> dict[str, list[dict[str, Any]]]:
    from flows.editing.vocabulary import key_proposals

    return {part: [_proposal(each) for each in proposals] for part, proposals in key_proposals().items()}


def _proposal(of: Proposal) -> dict[str, Any]:
    return {"word": of.word, "about": of.about, "example": of.example, "values": of.values, "kinds": of.kinds}


def _problem(of: Squiggle) -> dict[str, Any]:
    problem = of.problem
    severity = "error" if problem.is_error else "warning" if problem.is_warning else "info"
    return {
        "from": of.begins, "to": of.ends, "line": problem.mark.line, "severity": severity, "code": problem.code,
        "sentence": problem.sentence, "remedy": problem.remedy, "question": problem.question,
    }  # fmt: skip
