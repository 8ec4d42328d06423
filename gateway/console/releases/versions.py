"""``…/versions``: who published what, when and why, and the way back to an earlier text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page
from gateway.console.surveys.frame import ADDRESS, READERS, onward, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.releases import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway

PUBLISHERS = frozenset({"publisher"})


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the history, and its undo."""

    @open_to("person", roles=READERS)
    def survey_versions(ministry: str, survey: str) -> Response:
        """Every version, the newest first."""
        return _versions(gateway, ministry, survey)

    @open_to("person", roles=PUBLISHERS)
    def survey_back(ministry: str, survey: str) -> Answer:
        """An earlier text becomes the newest version."""
        from gateway.editing import releasing
        from gateway.publishing.publish import NotConfirmed
        from storage.unit import Overtaken

        said, names = request.form, request.form.getlist("confirm")
        number, newest = said.get("number", ""), said.get("newest", "")
        if not (number.isascii() and number.isdigit() and len(number) < 7):
            raise NotFound
        if newest != _newest(gateway, ministry, survey):
            return _versions(gateway, ministry, survey, fault="overtaken", status=409)
        try:
            live = releasing.roll_back(
                gateway, ministry, survey, int(number), visitor().name, said.get("reason", "")[:400], names
            )
        except LookupError:
            raise NotFound from None
        except NotConfirmed as missing:
            return _versions(gateway, ministry, survey, int(number), missing.names, status=400)
        except Overtaken:
            return _versions(gateway, ministry, survey, fault="overtaken", status=409)
        except Refusal as refusal:
            return _versions(gateway, ministry, survey, int(number), refusal=refusal, status=400)
        return onward("publish", ministry, survey, live=str(live.number)) if live else onward("versions", ministry, survey)

    pages.add_url_rule(f"{ADDRESS}/versions", "survey_versions", survey_versions)
    pages.add_url_rule(f"{ADDRESS}/back", "survey_back", survey_back, methods=["POST"])


def _newest(gateway: Gateway, ministry: str, survey: str) -> str:
    from gateway.console.surveys.frame import opened

    version = opened(gateway, ministry, survey).version
    return str(version.number) if version is not None else ""


def _versions(
    gateway: Gateway, ministry: str, survey: str, number: int = 0, confirm: tuple[str, ...] = (), fault: str = "",
    refusal: Refusal | None = None, status: int = 200,
) -> Response:  # fmt: skip
    from gateway.console.visits.batches import writer
    from gateway.editing import telling

    past = telling.history(gateway, ministry, survey)
    return part(
        seen(gateway, ministry, survey), "versions", WORDS, status, past=past, number=number, confirm=confirm, fault=fault,
        refusal=refusal, reason=request.form.get("reason", ""), may_publish=visitor().may(PUBLISHERS, ministry),
        **writer(gateway, language_of_page()),
    )  # fmt: skip
