"""``/visits``: choose a survey, hand in a list, look at what would become of it, and send. Only what is agreed to is stored."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page
from gateway.console.visitor import visitor
from gateway.console.words.visits import WORDS
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.visits.desk import Desk
    from gateway.visits.parked import Parked
    from gateway.visits.preview import Preview
    from gateway.wiring import Gateway

SENDERS = frozenset({"publisher"})
"""Who sends visits."""
LISTED = 20


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the desk, what is looked at before it is sent, and the empty list of a survey."""

    @open_to("person", roles=SENDERS)
    def visits() -> Response:
        """The form, and the newest lists of each ministry."""
        return _desk_page(gateway)

    @open_to("person", roles=SENDERS)
    def visits_handed_in(ministry: str) -> Answer:
        """Look at a list; it is kept sealed until it is agreed to."""
        from gateway.visits import parked
        from gateway.visits.desk import desk_of

        bounded(ministry)
        survey, file = request.form.get("survey", ""), request.files.get("list")
        try:
            desk_of(gateway, ministry, survey)
            raw = file.read(parked.LARGEST + 1) if file is not None else b""
            token = parked.offer(gateway, ministry, survey, visitor().name, raw)
        except Refusal as refusal:
            return _desk_page(gateway, ministry, refusal)
        return redirect(url_for("console.visits_look", ministry=ministry, survey=survey, token=token), 303)

    @open_to("person", roles=SENDERS)
    def visits_look(ministry: str, survey: str, token: str) -> Answer:
        """What is wrong, three real messages, cost and times, who is left out: nothing is sent before it is agreed to."""
        return _look(gateway, ministry, survey, token)

    @open_to("person", roles=SENDERS)
    def visits_agreed(ministry: str, survey: str, token: str) -> Answer:
        """Store and send, if their number was typed where it must be."""
        return _agreed(gateway, ministry, survey, token)

    @open_to("person", roles=SENDERS)
    def visits_template(ministry: str, survey: str) -> Response:
        """An empty list with the columns of the survey."""
        from gateway.visits.desk import desk_of

        bounded(ministry)
        try:
            desk = desk_of(gateway, ministry, survey)
        except Refusal:
            raise NotFound from None
        out = io.StringIO()
        csv.writer(out).writerow(dict.fromkeys(("phone", "visit id", "recorded at", *desk.flow.visit_columns)))
        headers = {"Content-Disposition": f'attachment; filename="{survey}-visits.csv"'}
        return Response("\ufeff" + out.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")

    of_list = "/visits/<ministry>/<survey>/<token>"
    pages.add_url_rule("/visits", "visits", visits)
    pages.add_url_rule("/visits/<ministry>", "visits_handed_in", visits_handed_in, methods=["POST"])
    pages.add_url_rule("/visits/<ministry>/<survey>/columns.csv", "visits_template", visits_template)
    pages.add_url_rule(of_list, "visits_look", visits_look)
    pages.add_url_rule(of_list, "visits_agreed", visits_agreed, methods=["POST"])


def bounded(ministry: str) -> None:
    """Sending is of a whole ministry. Raises ``NotFound`` for whoever may send for some places only."""
    if visitor().limits(SENDERS, ministry) is not None:
        raise NotFound


def _desk_page(gateway: Gateway, at: str = "", refusal: Refusal | None = None) -> Response:
    from gateway.console.visits.batches import newest, writer

    keys = [key for key in visitor().ministries_as(SENDERS) if visitor().limits(SENDERS, key) is None]
    offices = [
        (key, gateway.settings.ministries[key].name, _surveys(gateway, key), newest(gateway, key, LISTED)) for key in keys
    ]
    return page(
        "visits/desk.html", WORDS, 422 if refusal else 200, offices=offices, at=at, refusal=refusal,
        chosen=request.form.get("survey", ""), written=writer(gateway, language_of_page()),
    )  # fmt: skip


def _surveys(gateway: Gateway, ministry: str) -> list[tuple[str, str]]:
    """Name and title of the published surveys that have a use for visits."""
    from storage.unit import reading

    with reading(gateway.engine) as c:
        gateway.published.refresh(c)
    editions = (each for each in gateway.published.everything() if each.version.ministry == ministry)
    found = {e.version.survey: e.flow.title or e.version.survey for e in editions if e.flow.can_have_visit}
    return sorted(found.items(), key=lambda each: each[1])


def _opened(gateway: Gateway, ministry: str, survey: str, token: str) -> tuple[Desk, Parked]:
    """The desk and the list that waits there for the visitor. Raises ``NotFound``."""
    from gateway.visits import parked
    from gateway.visits.desk import desk_of

    bounded(ministry)
    found = parked.offered(gateway, token, ministry, survey, visitor().name)
    if found is None:
        raise NotFound
    try:
        return desk_of(gateway, ministry, survey), found
    except Refusal:
        raise NotFound from None


def _look(gateway: Gateway, ministry: str, survey: str, token: str, *, mistyped: bool = False) -> Answer:
    from gateway.console.visits.batches import writer
    from gateway.console.visits.seen import counts_of_wrong, masked, wrong_cells
    from gateway.visits import parked
    from gateway.visits.preview import preview
    from storage import uploads
    from storage.unit import reading

    desk, found = _opened(gateway, ministry, survey, token)
    try:
        examined = parked.look(gateway, desk, found.listed)
    except Refusal as refusal:
        parked.withdraw(gateway, token)
        return _desk_page(gateway, ministry, refusal)
    seen = preview(gateway, desk, examined)
    with reading(gateway.engine) as c:
        before = uploads.finished(c, ministry, survey, found.listed.sha256)
    given: dict[str, Any] = {
        "numbers": {each.row: masked(each.number) for each in examined.given if each.row in {m.row for m in seen.messages}},
        "wrong": wrong_cells(found.listed, examined), "counted": counts_of_wrong(examined),
        "spared": _spared(seen), "above": seen.drawn > gateway.settings.invitations.confirm_above,
        "too_dear": _too_dear(gateway, seen),
    }  # fmt: skip
    return page(
        "visits/look.html", WORDS, 422 if mistyped else 200, ministry=ministry, survey=survey, token=token, desk=desk,
        examined=examined, seen=seen, before=before, mistyped=mistyped, written=writer(gateway, language_of_page()), **given,
    )  # fmt: skip


def _spared(seen: Preview) -> int:
    """New visits that could be asked about and will not be drawn."""
    late = seen.not_asked.get("too late", 0)
    return max(0, seen.new - late - seen.drawn)


def _too_dear(gateway: Gateway, seen: Preview) -> bool:
    """Whether a list alone would cost more than all texts of a day may."""
    price = gateway.settings.cost.sms_price or 1
    return bool(round(seen.parts * seen.drawn) * price > gateway.settings.spending.most_a_day)


def _agreed(gateway: Gateway, ministry: str, survey: str, token: str) -> Answer:
    from gateway.visits import parked
    from gateway.visits.preview import preview

    desk, found = _opened(gateway, ministry, survey, token)
    if request.form.get("deed") == "leave":
        parked.withdraw(gateway, token)
        return redirect(url_for("console.visits"), 303)
    try:
        examined = parked.look(gateway, desk, found.listed)
        seen = preview(gateway, desk, examined)
        typed = "".join(sign for sign in request.form.get("number", "") if sign.isdecimal())
        is_wrong = seen.drawn > gateway.settings.invitations.confirm_above and typed != str(seen.drawn)
        if is_wrong or _too_dear(gateway, seen) or not examined.given:
            return _look(gateway, ministry, survey, token, mistyped=is_wrong)
        upload_id = parked.agree(gateway, desk, token, found, examined.rows)
    except Refusal as refusal:
        return _desk_page(gateway, ministry, refusal)
    return redirect(url_for("console.visits_batch", ministry=ministry, upload_id=upload_id), 303)
