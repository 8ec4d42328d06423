"""``/surveys/<ministry>/begin``: a new survey from a template, or from a file: its own text, a spreadsheet form, an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from gateway.access import open_to
from gateway.console.page import page
from gateway.console.surveys.frame import WRITERS
from gateway.console.surveys.shelf import STARTS
from gateway.console.visitor import visitor
from gateway.console.words.shelf import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.editing.starting import Begun
    from gateway.wiring import Gateway

LARGEST_FILE = 5_000_000
MOST_LANGUAGES = 4


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page."""

    @open_to("person", roles=WRITERS)
    def survey_begin(ministry: str) -> Response:
        """What the new survey shall be."""
        return _asked(gateway, ministry, request.args.get("from", ""))

    @open_to("person", roles=WRITERS)
    def survey_begun(ministry: str) -> Answer:
        """The first draft; whatever could not be carried over is told before it is opened."""
        try:
            begun = _begin(gateway, ministry)
        except Refusal as refusal:
            return _asked(gateway, ministry, request.form.get("from", ""), refusal, 400)
        if begun.not_carried or begun.notes:
            return page("surveys/begun.html", WORDS, begun=begun, ministry=ministry)
        return redirect(url_for("console.survey_questions", ministry=ministry, survey=begun.draft.survey), 303)

    pages.add_url_rule("/surveys/<ministry>/begin", "survey_begin", survey_begin)
    pages.add_url_rule("/surveys/<ministry>/begin", "survey_begun", survey_begun, methods=["POST"])


def _asked(gateway: Gateway, ministry: str, start: str, refusal: Refusal | None = None, status: int = 200) -> Response:
    from flows.editing.templating import LANGUAGES

    office = gateway.settings.ministries[ministry]
    said = {
        "name": "", "title": "", "owner": office.name, "zone": office.time_zone, "main": "en",
        **{key: value for key, value in request.form.items() if key != "csrf_token"},
    }  # fmt: skip
    return page(
        "surveys/begin.html", WORDS, status, ministry=ministry, office=office.name, starts=STARTS,
        start=start if start in STARTS else "minimal", spoken={code: names[0] for code, names in LANGUAGES.items()}, said=said,
        also=request.form.getlist("language"),
        refusal=refusal,
    )  # fmt: skip


def _begin(gateway: Gateway, ministry: str) -> Begun:
    """Raises :class:`Refusal` with a sentence for whoever begins."""
    from flows.editing.templating import Wanted
    from gateway.editing import starting

    said, who, start = request.form, visitor().name, request.form.get("from", "")
    if start == "file":
        return _from_file(gateway, ministry, who)
    wanted = Wanted(
        said.get("name", "").strip(),
        said.get("title", "").strip()[:80],
        said.get("owner", "").strip()[:60],
        _zone(),
        _languages(),
    )
    if not wanted.title or not wanted.owner:
        raise Refusal("A survey needs a title, and the name of who asks.", "Write both.")
    return starting.from_template(gateway, ministry, start, wanted, who)


def _zone() -> str:
    from flows.reading.survey import ZONES

    zone = request.form.get("zone", "").strip()
    if zone not in ZONES:
        raise Refusal(f"There is no time zone “{zone[:60]}”.", "Write it like Africa/Maseru.")
    return zone


def _languages() -> dict[str, str]:
    """The main language, then those that were ticked, by the names that fit on every screen."""
    from flows.editing import templating

    codes = list(dict.fromkeys([request.form.get("main", "en"), *request.form.getlist("language")]))
    if len(codes) > MOST_LANGUAGES or any(code not in templating.LANGUAGES for code in codes):
        raise Refusal(f"A survey has 1 to {MOST_LANGUAGES} languages.", "Tick fewer.")
    return templating.named(dict.fromkeys(codes, ""))


def _from_file(gateway: Gateway, ministry: str, who: str) -> Begun:
    """By what the file is: a workbook is a spreadsheet form, JSON a RapidPro export, all else the text of a survey."""
    from flows.exchange.imported import Frame
    from gateway.editing import starting

    given = request.files.get("file")
    raw = given.stream.read(LARGEST_FILE + 1) if given is not None else b""
    if given is None or not raw:
        raise Refusal("No file was chosen.", "Choose a .yaml, .xlsx or .json file.")
    if len(raw) > LARGEST_FILE:
        raise Refusal("The file is larger than 5 MB.", "Send only the form itself.")
    origin = (given.filename or "").replace("\\", "/").rpartition("/")[2][:60] or "a file"
    if not raw.startswith(b"PK") and not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return starting.from_text(gateway, ministry, raw, who)
    frame = Frame(request.form.get("owner", "").strip()[:60] or gateway.settings.ministries[ministry].name, _zone())
    if raw.startswith(b"PK"):
        return starting.from_xlsform(gateway, ministry, raw, frame, who, origin)
    return starting.from_rapidpro(gateway, ministry, raw, frame, who, origin)
