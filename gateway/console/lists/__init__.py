"""``/lists``: the place lists of a ministry: who uses them, how they changed, and a new one looked at and taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page
from gateway.console.visitor import visitor
from gateway.console.words.lists import WORDS
from gateway.refusal import Refusal
from reports.words.numbers import short_date

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

    from gateway.editing.place_lists import Listed
    from gateway.wiring import Gateway

WRITERS = frozenset({"editor", "publisher"})
SHOWN = 50
"""Changes of one kind that are named; of more their number is told."""
ADDRESS = "/lists/<ministry>/of/<path:name>"


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the shelf of lists, the page of one, its upload, its take-over and its file."""

    @open_to("person", roles=WRITERS)
    def lists() -> Response:
        """Every list by ministry, with the surveys that use it."""
        from gateway.editing import place_lists

        offices = [
            (key, gateway.settings.ministries[key].name, place_lists.of_ministry(gateway, key))
            for key in visitor().ministries_as(WRITERS)
        ]
        return page("lists/shelf.html", WORDS, offices=offices)

    @open_to("person", roles=WRITERS)
    def place_list(ministry: str, name: str) -> Response:
        """Who uses it, its versions, and what a new one would change."""
        return _one(gateway, ministry, _found(gateway, ministry, name))

    @open_to("person", roles=WRITERS)
    def list_handed_in(ministry: str, name: str) -> Answer:
        """Look at a new text of the list; nothing uses it yet."""
        from gateway.editing import place_lists

        listed, file = _found(gateway, ministry, name), request.files.get("list")
        try:
            digest = place_lists.offer(gateway, file.read() if file is not None else b"")
        except Refusal as refusal:
            return _one(gateway, ministry, listed, refusal)
        return redirect(url_for("console.place_list", ministry=ministry, name=name, new=digest), 303)

    @open_to("person", roles=WRITERS)
    def list_taken_over(ministry: str, name: str) -> Answer:
        """Put the new text into the drafts of the surveys that use it."""
        from gateway.editing import place_lists
        from storage.drafts import Outrun

        listed = _found(gateway, ministry, name)
        try:
            place_lists.take_over(gateway, ministry, listed, request.form.get("digest", ""), visitor().name)
        except LookupError:
            raise NotFound from None
        except Outrun:
            refusal = Refusal("Somebody saved one of these surveys at the same moment.", "Take the list over once more.")
            return _one(gateway, ministry, listed, refusal)
        return redirect(url_for("console.place_list", ministry=ministry, name=name, done="yes"), 303)

    @open_to("person", roles=WRITERS)
    def list_file(ministry: str, name: str) -> Response:
        """A text of the list that is in use or was published."""
        from gateway.editing import place_lists

        listed, digest = _found(gateway, ministry, name), request.args.get("digest", "")
        if digest not in {*listed.digests, *(each for _, each, _ in place_lists.history(gateway, listed))}:
            raise NotFound
        headers = {"Content-Disposition": f'attachment; filename="{ministry}-{digest[:12]}.csv"'}
        return Response(place_lists.content(gateway, digest), headers=headers, content_type="text/csv; charset=utf-8")

    pages.add_url_rule("/lists", "lists", lists)
    pages.add_url_rule(ADDRESS, "place_list", place_list)
    pages.add_url_rule(ADDRESS, "list_handed_in", list_handed_in, methods=["POST"])
    pages.add_url_rule("/lists/<ministry>/new/<path:name>", "list_taken_over", list_taken_over, methods=["POST"])
    pages.add_url_rule("/lists/<ministry>/file/<path:name>", "list_file", list_file)


def _found(gateway: Gateway, ministry: str, name: str) -> Listed:
    from gateway.editing import place_lists

    found = next((each for each in place_lists.of_ministry(gateway, ministry) if each.name == name), None)
    if found is None:
        raise NotFound
    return found


def _one(gateway: Gateway, ministry: str, listed: Listed, refusal: Refusal | None = None) -> Response:
    from gateway.editing import place_lists

    language, zone = language_of_page(), ZoneInfo(gateway.settings.ministries[ministry].time_zone)
    return page(
        "lists/one.html", WORDS, 422 if refusal else 200, ministry=ministry, listed=listed, refusal=refusal,
        history=place_lists.history(gateway, listed), new=_new(gateway, listed, request.args.get("new", "")), most=SHOWN,
        written=lambda at_ms: short_date(datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).date(), language),
    )  # fmt: skip


def _new(gateway: Gateway, listed: Listed, digest: str) -> Mapping[str, Any] | None:
    """What a text that was handed in would change against the one in use; ``None`` where none is looked at."""
    from flows.places.file import read_rows
    from gateway.editing import place_lists

    if not digest:
        return None
    try:
        after = place_lists.content(gateway, digest)
    except LookupError:
        raise NotFound from None
    before = place_lists.content(gateway, listed.digests[0]) if listed.digests else b""
    places = read_rows(after)
    return {
        "digest": digest, "places": len(places.facilities), "faults": place_lists.faults(places)[:SHOWN],
        "changes": place_lists.changes(before, after),
    }  # fmt: skip
