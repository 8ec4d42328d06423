"""``…/translations``: every text beside one other language, changed in place, or by a table that goes out and comes back."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request
from flask import Response as Sent
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, TRANSLATORS, Seen, asking_both, desk_for, onward, opened, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.translations import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway

LARGEST = 300_000
"""Bytes of a table."""
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the table, its cells, and its way out and in."""

    @open_to("person", roles=TRANSLATORS)
    def survey_translations(ministry: str, survey: str) -> Response:
        """Every text beside the language that was chosen."""
        return _table(seen(gateway, ministry, survey))

    @open_to("person", roles=TRANSLATORS)
    @asking_both(gateway)
    def survey_translate(ministry: str, survey: str) -> Answer:
        """One text in one language."""
        from flows.editing.proof import ByHand
        from gateway.editing import acting

        desk, said = desk_for(gateway, ministry, survey), request.form
        found = seen(gateway, ministry, survey, desk)
        key, words = said.get("key", ""), said.get("words", "").strip()
        code = _chosen(found)
        if found.flow is None or code not in list(found.flow.languages)[1:] or not words or not _has(found, key):
            return _table(found, Refusal("Nothing was written.", "Write the text in the chosen language."), 400)
        try:
            acting.act(gateway, desk.draft, "set wording", {"path": key, "language": code, "words": words}, visitor().name)
        except ByHand as reason:
            return _table(found, Refusal(reason.sentence, "Change it in the text."), 400)
        return onward("translations", ministry, survey, language=code)

    @open_to("person", roles=TRANSLATORS)
    def survey_translations_file(ministry: str, survey: str, form: str) -> Sent:
        """The table as a file."""
        from gateway.editing import translating

        if form not in TYPES:
            raise NotFound
        try:
            raw = translating.download(
                opened(gateway, ministry, survey), "csv" if form == "csv" else "xlsx", request.args.get("language", "")
            )
        except Refusal:
            raise NotFound from None
        headers = {"Content-Disposition": f'attachment; filename="{survey}-translations.{form}"'}
        return Sent(raw, headers=headers, content_type=TYPES[form])

    @open_to("person", roles=TRANSLATORS)
    @asking_both(gateway)
    def survey_translated(ministry: str, survey: str) -> Answer:
        """A table that comes back: first looked at, then taken over."""
        return _come_back(gateway, ministry, survey)

    at = f"{ADDRESS}/translations"
    pages.add_url_rule(at, "survey_translations", survey_translations)
    pages.add_url_rule(f"{at}/<form>", "survey_translations_file", survey_translations_file)
    pages.add_url_rule(f"{ADDRESS}/translate", "survey_translate", survey_translate, methods=["POST"])
    pages.add_url_rule(f"{ADDRESS}/translated", "survey_translated", survey_translated, methods=["POST"])


def _come_back(gateway: Gateway, ministry: str, survey: str) -> Answer:
    from gateway.editing import translating

    desk = desk_for(gateway, ministry, survey)
    try:
        raw = _handed_in()
        if request.form.get("sure"):
            translating.take_over(gateway, desk, raw, visitor().name)
            return onward("translations", ministry, survey, language=request.form.get("language", "")[:8])
        upload = translating.uploaded(desk, raw)
    except Refusal as refusal:
        return _table(seen(gateway, ministry, survey, desk), refusal, 400)
    return _table(seen(gateway, ministry, survey, desk), preview=upload.preview, raw=base64.b64encode(raw).decode())


def _handed_in() -> bytes:
    """The file, or what was looked at before. Raises :class:`Refusal`."""
    if request.form.get("raw"):
        try:
            raw = base64.b64decode(request.form["raw"], validate=True)
        except ValueError:
            raise Refusal("The table did not come back whole.", "Choose the file again.", code=1) from None
    else:
        file = request.files.get("table")
        raw = file.stream.read(LARGEST + 1) if file is not None else b""
    if not raw:
        raise Refusal("No file was chosen.", "Choose a .csv or .xlsx file.", code=1)
    if len(raw) > LARGEST:
        raise Refusal("The table is too large.", "Send only the table that was downloaded here.", code=1)
    return raw


def _has(found: Seen, key: str) -> bool:
    from gateway.editing import translating

    return any(row.key == key for row in translating.table(found.desk, found.looked).rows)


def _chosen(found: Seen) -> str:
    """The language beside the main one: as asked for, else the first."""
    others = list(found.flow.languages)[1:] if found.flow is not None else []
    asked = request.values.get("language", "")
    return asked if asked in others else next(iter(others), "")


def _table(found: Seen, refusal: Refusal | None = None, status: int = 200, **given: Any) -> Response:
    from gateway.editing import translating

    try:
        table = translating.table(found.desk, found.looked)
    except Refusal as reason:
        table, refusal = None, refusal or reason
    given = {"preview": None, "raw": ""} | given
    return part(
        found, "translations", WORDS, status, table=table, chosen=_chosen(found), refusal=refusal,
        typed=(request.form.get("key", ""), request.form.get("words", "")) if refusal else ("", ""), **given,
    )  # fmt: skip
