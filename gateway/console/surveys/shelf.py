"""``/surveys``: what is published and what is being written, of every ministry in which somebody has a part in that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.access import open_to
from gateway.console.page import page
from gateway.console.surveys.frame import LOOKERS
from gateway.console.visitor import visitor
from gateway.console.words.surveys import BAR

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the shelf."""

    @open_to("person", roles=LOOKERS)
    def surveys() -> Response:
        """Every survey by ministry."""
        from gateway.editing.shelf import shelf

        offices = [
            (key, gateway.settings.ministries[key].name, shelf(gateway, key)) for key in visitor().ministries_as(LOOKERS)
        ]
        return page("surveys/shelf.html", BAR, offices=offices)

    pages.add_url_rule("/surveys", "surveys", surveys)
