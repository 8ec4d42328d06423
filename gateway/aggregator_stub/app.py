"""The fake aggregator over HTTP: the send API as the SDK knows it, and the phone in the browser with its own small API.

A phone number never stands in an address: the page sends everything in bodies.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify, render_template, request

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.bytes import date_text
from gateway.aggregator_stub.page import phone
from gateway.aggregator_stub.sending import WRONG_KEY, Answer
from gateway.aggregator_stub.sms import CitizenText

SILENT_S = 60.0
BODY_LIMIT = 1 << 20  # bytes
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_stub(aggregator: Aggregator) -> Flask:
    """The web application around one fake aggregator. It is for one machine: it asks nobody who they are."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.register_blueprint(phone(aggregator), url_prefix="/phone")
    _send_api(app, aggregator)

    @app.get("/")
    def page() -> str:
        return render_template("phone.html")

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(ok=True)

    app.after_request(_guarded)
    return app


def _send_api(app: Flask, aggregator: Aggregator) -> None:
    @app.post("/version1/messaging")
    def send() -> Response:
        raw = request.get_data().decode("utf-8", "replace")
        form = request.form.to_dict()
        answer = aggregator.sending.send(form, request.headers.get("apiKey", ""))
        aggregator.wire.record(
            what="Text to a citizen", number=form.get("to", ""), request=_asked(raw), reply=_answered(answer), took_ms=0
        )
        return _play(aggregator, answer)

    @app.get("/version1/messaging")
    def pull() -> Response:
        if not _known(aggregator):
            return Response(WRONG_KEY, 401, content_type="text/plain; charset=UTF-8")
        texts = aggregator.sms.pulled(request.args.get("lastReceivedId", 0, int))
        return _json({"SMSMessageData": {"Messages": [_pulled(text) for text in texts]}})

    @app.get("/version1/user")
    def user() -> Response:
        if not _known(aggregator):
            return Response(WRONG_KEY, 401, content_type="text/plain; charset=UTF-8")
        return _json({"UserData": {"balance": f"KES {aggregator.sending.balance():.4f}"}})


def _known(aggregator: Aggregator) -> bool:
    return aggregator.sending.knows(request.args.get("username", ""), request.headers.get("apiKey", ""))


def _play(aggregator: Aggregator, answer: Answer) -> Response:
    """Does to the connection what the answer says."""
    if answer.then != "reply":
        if answer.then == "silent":
            aggregator.agenda.hold(SILENT_S)
        _hang_up()
    if answer.wait_s:
        aggregator.agenda.pause(answer.wait_s)
    response = Response(answer.body, answer.status, content_type=answer.media_type)
    if answer.announced is not None:
        response.content_length = answer.announced
        response.automatically_set_content_length = False
    return response


def _hang_up() -> None:
    """Closes the connection under the server's feet, where the server lets us."""
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)


def _asked(raw: str) -> str:
    named = ("User-Agent", "Accept", "Content-Type")
    headers = [f"{name}: {request.headers.get(name, '')}" for name in named]
    return "\n".join(["POST /version1/messaging HTTP/1.1", *headers, "apiKey: …", "", raw])


def _answered(answer: Answer) -> str:
    if answer.then != "reply":
        return {"close": "(closed without a reply)", "silent": "(no reply)"}[answer.then]
    return f"HTTP/1.1 {answer.status}\nContent-Type: {answer.media_type}\n\n{answer.body.decode('utf-8', 'replace')}"


def _pulled(text: CitizenText) -> dict[str, object]:
    date = date_text(text.at_ms, "space")
    return {
        "linkId": "SampleLinkId123", "text": text.text, "to": text.to, "id": text.pull_id, "date": date, "from": text.number,
    }  # fmt: skip


def _json(value: Mapping[str, Any]) -> Response:
    return Response(json.dumps(value), content_type="application/json")


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
