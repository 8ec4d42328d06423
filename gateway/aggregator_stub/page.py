"""What the phone in the browser may ask and do: JSON in, JSON out, every address a POST."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.calls import Shown
from gateway.aggregator_stub.faults import UnknownSwitch
from gateway.aggregator_stub.sending import STATUS_NAMES
from gateway.aggregator_stub.sms import NobodyListens
from gateway.aggregator_stub.ussd import NoSuchCall


def phone(aggregator: Aggregator) -> Blueprint:
    """The page's own API. A mistake is a JSON object with a sentence in ``error`` and a 4xx status."""
    api = Blueprint("phone", __name__)
    _looking(api, aggregator)
    _calling(api, aggregator)
    _texting(api, aggregator)
    _switching(api, aggregator)

    @api.errorhandler(BadRequest)
    def bad(error: BadRequest) -> tuple[Response, int]:
        return jsonify(error=error.description), 400

    @api.errorhandler(NoSuchCall)
    def over(_: NoSuchCall) -> tuple[Response, int]:
        return jsonify(error="This call is over. Dial again."), 409

    return api


def _looking(api: Blueprint, aggregator: Aggregator) -> None:
    @api.post("/table")
    def table() -> Response:
        """What lies on the table: phones, ways to start, statuses that a number can be given."""
        starts = [asdict(start) for start in aggregator.starts()]
        return jsonify(numbers=aggregator.numbers, starts=starts, codes=aggregator.lines.codes, statuses=STATUS_NAMES)

    @api.post("/look")
    def look() -> Response:
        """One phone now, what went over the wire since exchange ``after``, and on which phones a text arrived."""
        number = _said("number")
        shown = aggregator.ussd.look(number)
        return jsonify(
            call=_call(shown) if shown else None,
            messages=[asdict(m) for m in aggregator.phones.messages(number)],
            wire=[asdict(e) for e in aggregator.wire.since(_whole("after"))],
            switches=aggregator.switches.listing(),
            status_code=aggregator.sending.code_of(number),
            arrivals=aggregator.phones.arrivals(),
        )


def _calling(api: Blueprint, aggregator: Aggregator) -> None:
    @api.post("/dial")
    def dial() -> Response:
        return jsonify(call=_call(aggregator.ussd.dial(_said("number"), _said("code"))))

    @api.post("/send")
    def send() -> Response:
        return jsonify(call=_call(aggregator.ussd.send(_said("session_id"), _said("text", may_be_empty=True))))

    @api.post("/repeat")
    def repeat() -> Response:
        aggregator.ussd.repeat(_said("session_id"))
        return jsonify(ok=True)

    @api.post("/cancel")
    def cancel() -> Response:
        return jsonify(call=_call(aggregator.ussd.cancel(_said("session_id"))))

    @api.post("/silence")
    def silence() -> Response:
        return jsonify(call=_call(aggregator.ussd.silence(_said("session_id"))))

    @api.post("/drop")
    def drop() -> Response:
        return jsonify(call=_call(aggregator.ussd.drop(_said("session_id"))))


def _texting(api: Blueprint, aggregator: Aggregator) -> None:
    @api.post("/text")
    def text() -> Response:
        aggregator.sms.text(_said("number"), _said("to"), _said("text", may_be_empty=True))
        return jsonify(ok=True)

    @api.post("/opt-out")
    def opt_out() -> Response:
        aggregator.sms.opt_out(_said("number"), _said("sender"))
        return jsonify(ok=True)

    @api.errorhandler(NobodyListens)
    def nobody(_: NobodyListens) -> tuple[Response, int]:
        return jsonify(error="Nobody listens on this short code."), 404


def _switching(api: Blueprint, aggregator: Aggregator) -> None:
    @api.post("/switch")
    def switch() -> Response:
        aggregator.switches.set(_said("name"), _said("position"), _whole("times") or None)
        return jsonify(switches=aggregator.switches.listing())

    @api.post("/rest")
    def rest() -> Response:
        aggregator.switches.reset()
        return jsonify(switches=aggregator.switches.listing())

    @api.post("/status-code")
    def status_code() -> Response:
        try:
            aggregator.sending.set_code(_said("number"), _whole("code") or None)
        except ValueError as error:
            raise BadRequest(f"There is {error}.") from None
        return jsonify(ok=True)

    @api.errorhandler(UnknownSwitch)
    def unknown(error: UnknownSwitch) -> tuple[Response, int]:
        return jsonify(error=f"There is {error}."), 404


def _call(shown: Shown) -> dict[str, Any]:
    return {**asdict(shown), "reply": shown.reply.decode("utf-8", "replace")}


def _given() -> dict[str, Any]:
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise BadRequest("Send a JSON object with the content type application/json.")
    return given


def _said(name: str, *, may_be_empty: bool = False) -> str:
    value = _given().get(name)
    if not isinstance(value, str) or len(value) > 2000 or not (value or may_be_empty):
        raise BadRequest(f"“{name}” is missing.")
    return value


def _whole(name: str) -> int:
    value = _given().get(name, 0)
    if value is None:
        return 0
    if not isinstance(value, int) or not 0 <= value < 1 << 53:
        raise BadRequest(f"“{name}” must be a whole number.")
    return value
