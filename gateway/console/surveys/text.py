"""``…/text``: the whole survey as it is written, saved as it was typed, with what was found of it by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, READERS, WRITERS, asking_both, desk_for, onward, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.editing import WORDS

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the text view."""

    @open_to("person", roles=READERS)
    def survey_text(ministry: str, survey: str) -> Response:
        """The text and its problems."""
        found = seen(gateway, ministry, survey)
        return part(found, "text", WORDS, text=found.desk.text, fault="", line=_line())

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_write(ministry: str, survey: str) -> Answer:
        """Saves what was typed, whatever is wrong with it: a draft may be broken, and is not published then."""
        from gateway.editing import desk as desks

        desk = desk_for(gateway, ministry, survey)
        text = typed(request.form.get("text", ""), desk.text)
        fault = "" if len(text.encode()) <= desks.LARGEST else "too large"
        fault = fault or ("empty" if not text.strip() else "")
        if fault:
            return part(seen(gateway, ministry, survey, desk), "text", WORDS, 400, text=text, fault=fault, line=0)
        desks.save(gateway, desk.draft, text, visitor().name, what="text")
        return onward("text", ministry, survey, saved="1")

    pages.add_url_rule(f"{ADDRESS}/text", "survey_text", survey_text)
    pages.add_url_rule(f"{ADDRESS}/text", "survey_write", survey_write, methods=["POST"])


def typed(said: str, before: str) -> str:
    """A text as it came from a browser, with the line ends that it had before; signs that no database holds are left out."""
    text = said.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "replace").decode()
    return text.replace("\n", "\r\n") if "\r\n" in before else text


def _line() -> int:
    said = request.args.get("line", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
