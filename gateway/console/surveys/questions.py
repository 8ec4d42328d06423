"""``/surveys/<ministry>/<survey>``: the questions of a survey as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, READERS, part, seen
from gateway.console.words.surveys import BAR

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the form view."""

    @open_to("person", roles=READERS)
    def survey_questions(ministry: str, survey: str) -> Response:
        """The cards, in their order."""
        return part(seen(gateway, ministry, survey), "questions", BAR)

    pages.add_url_rule(ADDRESS, "survey_questions", survey_questions)
