"""``/visits/<ministry>/batches/<id>``: what became of a list, and the button that stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page
from gateway.console.visitor import visitor
from gateway.console.words.visits import WORDS
from gateway.refusal import Refusal
from reports.words.numbers import short_date

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway
    from storage.uploads import Upload

_ON_THEIR_WAY = ("due", "sending")


@dataclass(frozen=True, slots=True)
class Batch:
    """A list that was taken in. ``withheld`` is why -> how many."""

    upload: Upload
    waiting: int
    sent: int
    delivered: int
    failed: int
    in_doubt: int
    answered: int
    withheld: Mapping[str, int]

    @property
    def stopped(self) -> int:
        return self.withheld.get("stopped", 0)


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page of a list and its stop."""
    from gateway.console.visits.handing_in import SENDERS, bounded

    @open_to("person", roles=SENDERS)
    def visits_batch(ministry: str, upload_id: int) -> Response:
        """How many are sent, answered, stopped and in doubt."""
        bounded(ministry)
        return _page(gateway, _found(gateway, ministry, upload_id))

    @open_to("person", roles=SENDERS)
    def visits_stopped(ministry: str, upload_id: int) -> Answer:
        """Ask nobody more of this list."""
        from gateway.visits.stopping import stop

        bounded(ministry)
        found = _found(gateway, ministry, upload_id)
        try:
            stop(gateway, found.upload.id, visitor().name)
        except Refusal as refusal:
            return _page(gateway, found, refusal)
        return redirect(url_for("console.visits_batch", ministry=ministry, upload_id=upload_id), 303)

    address = "/visits/<ministry>/batches/<int:upload_id>"
    pages.add_url_rule(address, "visits_batch", visits_batch)
    pages.add_url_rule(address + "/stop", "visits_stopped", visits_stopped, methods=["POST"])


def newest(gateway: Gateway, ministry: str, most: int) -> list[Batch]:
    """The newest lists of a ministry, with what became of them."""
    from storage import uploads
    from storage.unhurried import unhurried

    with unhurried(gateway.engine) as u:
        return _told(u, uploads.newest(u.connection, ministry=ministry, limit=most))


def writer(gateway: Gateway, language: str) -> dict[str, Any]:
    """How instants are written: on the ministry's wall."""

    def instant(at_ms: int, ministry: str) -> str:
        zone = ZoneInfo(gateway.settings.ministries[ministry].time_zone)
        at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
        return f"{short_date(at.date(), language)}, {at:%H:%M}"

    return {"instant": instant}


def _told(u: Any, found: list[Upload]) -> list[Batch]:
    from storage import visits

    ids = [each.id for each in found]
    became, answered = visits.became(u, ids), visits.answered(u, ids)
    return [_batch(each, became[each.id], answered.get(each.id, 0)) for each in found]


def _batch(upload: Upload, became: Mapping[tuple[str, str], int], answered: int) -> Batch:
    texts = {what: n for (state, what), n in became.items() if state == "sent"}
    waiting = sum(n for (state, _), n in became.items() if state == "waiting")
    return Batch(
        upload, waiting + sum(texts.get(each, 0) for each in _ON_THEIR_WAY), sum(texts.values()), texts.get("delivered", 0),
        texts.get("failed", 0), texts.get("in doubt", 0), answered,
        {what: n for (state, what), n in sorted(became.items()) if state == "withheld"},
    )  # fmt: skip


def _found(gateway: Gateway, ministry: str, upload_id: int) -> Batch:
    from storage import uploads
    from storage.unhurried import unhurried

    with unhurried(gateway.engine) as u:
        try:
            upload = uploads.get(u, upload_id) if upload_id < 2**63 else None
        except LookupError:
            upload = None
        if upload is None or upload.ministry != ministry:
            raise NotFound
        return _told(u, [upload])[0]


def _page(gateway: Gateway, batch: Batch, refusal: Refusal | None = None) -> Response:
    from reports.words import word
    from reports.words.labels import LABELS

    language = language_of_page()
    why = {what: word(LABELS, f"held:{what}", language) if f"held:{what}" in LABELS else what for what in batch.withheld}
    return page(
        "visits/batch.html", WORDS, 409 if refusal else 200, batch=batch, why=why, refusal=refusal,
        written=writer(gateway, language),
    )  # fmt: skip
