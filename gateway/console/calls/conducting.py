"""``/calls``: whose call it is, and ``/calls/<ministry>/<call>``: one text of it at a time.

The number comes with the first form and is in no page and no address afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.calls.said import spans
from gateway.console.page import page
from gateway.console.visitor import visitor
from gateway.console.words.calls import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.conversing.converse_call import Spoken
    from gateway.wiring import Gateway

AGENTS = frozenset({"agent"})
LONGEST_SAID = 2_000
"""Signs of an answer that are heard; what a citizen says on any channel is cut by the survey itself far below."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the pages of the contact centre."""

    @open_to("person", roles=AGENTS)
    def calls() -> Answer:
        """The surveys that are conducted in calls, and the caller's number."""
        return _front(gateway)

    @open_to("person", roles=AGENTS)
    def call_in(ministry: str) -> Answer:
        """A call comes in; who comes back to this address is at the front again."""
        return _front(gateway) if request.method == "GET" else _call_in(gateway, ministry)

    @open_to("person", roles=AGENTS)
    def call(ministry: str, call: str) -> Answer:
        """The text to read, and the field for what is said."""
        spoken = _stands(gateway, ministry, call)
        return page(
            "calls/call.html", WORDS, spoken=spoken, survey=_title(gateway, spoken), spans=spans(spoken.text),
            old="old" in request.args, unclear="unclear" in request.args,
        )  # fmt: skip

    @open_to("person", roles=AGENTS)
    def call_say(ministry: str, call: str) -> Answer:
        """The caller said something."""
        return _say(gateway, _stands(gateway, ministry, call))

    pages.add_url_rule("/calls", "calls", calls)
    pages.add_url_rule("/calls/<ministry>", "call_in", call_in, methods=["GET", "POST"])
    pages.add_url_rule("/calls/<ministry>/<call>", "call", call)
    pages.add_url_rule("/calls/<ministry>/<call>", "call_say", call_say, methods=["POST"])


def _call_in(gateway: Gateway, ministry: str) -> Answer:
    from gateway.conversing import converse_call

    survey = request.form.get("survey", "")
    try:
        spoken = converse_call.answer(gateway, ministry, survey, request.form.get("number", "")[:60], visitor().name)
    except Refusal:
        known = any(survey == each for each, _ in _surveys(gateway, ministry))
        return _front(gateway, (ministry, survey), "wrong number" if known else "no survey", 400)
    if not spoken.call:
        return page("calls/answered.html", WORDS, spoken=spoken, survey=_title(gateway, spoken))
    return _to(spoken)


def _say(gateway: Gateway, before: Spoken) -> Answer:
    from gateway.conversing import converse_call

    said = next((each for each in request.form.getlist("said") if each.strip()), "").strip()[:LONGEST_SAID]
    step = request.form.get("step", "")[:9]
    if not (step.isascii() and step.isdigit()):
        raise NotFound
    if not said:
        return _to(before, unclear="1")
    spoken = converse_call.say(gateway, before.call, int(step), said, visitor().name)
    return _to(before) if spoken is None or spoken.heard else _to(before, old="1")


def _stands(gateway: Gateway, ministry: str, call: str) -> Spoken:
    """The call of this agent. Raises ``NotFound``."""
    from gateway.conversing import converse_call

    spoken = converse_call.look(gateway, call, visitor().name)
    if spoken is None or spoken.ministry != ministry:
        raise NotFound
    return spoken


def _to(spoken: Spoken, *, old: str | None = None, unclear: str | None = None) -> Answer:
    at = url_for("console.call", ministry=spoken.ministry, call=spoken.call, old=old, unclear=unclear)
    return redirect(at, 303)


def _front(gateway: Gateway, chosen: tuple[str, str] = ("", ""), fault: str = "", status: int = 200) -> Answer:
    offices = [(key, gateway.settings.ministries[key].name, _surveys(gateway, key)) for key in visitor().ministries_as(AGENTS)]
    return page("calls/front.html", WORDS, status, offices=offices, chosen=chosen, fault=fault)


def _surveys(gateway: Gateway, ministry: str) -> list[tuple[str, str]]:
    """Name and title of the surveys of a ministry that are conducted in calls."""
    from gateway.conversing import converse_call

    return [(e.version.survey, e.flow.title or e.version.survey) for e in converse_call.surveys(gateway, ministry)]


def _title(gateway: Gateway, spoken: Spoken) -> str:
    edition = gateway.published.newest(spoken.survey)
    return (edition.flow.title if edition else "") or spoken.survey
