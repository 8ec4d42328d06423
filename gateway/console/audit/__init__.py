"""``/audit``: who did what and when, and whether the chain of it holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request, url_for

from gateway.access import open_to
from gateway.console.page import page
from gateway.console.visitor import visitor
from gateway.console.words.audit import WORDS

if TYPE_CHECKING:
    from flask import Response

    from gateway.wiring import Gateway
    from storage.audit import Chain, Entry

ADMINISTRATORS = frozenset({"administrator"})
ROWS = 50
"""On one page."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page."""

    @open_to("person", roles=ADMINISTRATORS)
    def audit() -> Response:
        """The newest rows first, filtered by person, kind and ministry. Of another ministry nothing is shown."""
        from storage import audit as chain
        from storage.unhurried import unhurried

        asked = {name: request.args.get(name, "")[:100] for name in ("person", "kind", "ministry")}
        with unhurried(gateway.engine) as u:
            found = chain.newest_first(
                u, ROWS + 1, before_id=_before(), actor=asked["person"].strip().casefold(), action=asked["kind"],
                ministries=_bounds(gateway, asked["ministry"]),
            )  # fmt: skip
            kinds = chain.kinds(u)
            walked: Chain | None = chain.verify(u) if request.args.get("check") else None
        older = url_for("console.audit", **_said(asked), before=found[ROWS - 1].id) if len(found) > ROWS else ""
        choices = [(key, gateway.settings.ministries[key].name) for key in visitor().ministries_as(ADMINISTRATORS)]
        return page(
            "audit/list.html", WORDS, rows=[(each, _when(each), _detail(each)) for each in found[:ROWS]], kinds=kinds,
            asked=asked, older=older, choices=choices, walked=walked,
            checking=url_for("console.audit", **_said(asked), check="yes"),
        )  # fmt: skip

    pages.add_url_rule("/audit", "audit", audit)


def _bounds(gateway: Gateway, asked: str) -> Mapping[str, Collection[str]] | None:
    """The ministries of which rows are shown, with their surveys; ``None`` for all there is."""
    theirs = {key: gateway.settings.ministries[key].surveys for key in visitor().ministries_as(ADMINISTRATORS)}
    if asked:
        return {asked: theirs[asked]} if asked in theirs else {}
    of_all = any(held.ministry == "" and held.role in ADMINISTRATORS for held in visitor().person.roles)
    return None if of_all else theirs


def _before() -> int | None:
    said = request.args.get("before", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _said(asked: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if value}


def _when(entry: Entry) -> str:
    return f"{datetime.fromtimestamp(entry.at_ms / 1000, UTC):%Y-%m-%d %H:%M:%S} UTC"


def _detail(entry: Entry) -> list[tuple[str, str]]:
    """Name and value, in plain words where the value is plain."""
    found = json.loads(entry.detail)
    return [(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)) for name, value in found.items()]
