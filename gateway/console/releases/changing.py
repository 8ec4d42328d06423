"""``…/changes``: what a draft changes, in words and as two texts; any two versions; and that somebody has read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.surveys.frame import ADDRESS, READERS, WRITERS, Seen, asking_both, desk_for, onward, part, seen
from gateway.console.visitor import visitor
from gateway.console.words.releases import WORDS

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway

AROUND = 2
"""Lines of what nobody changed that are shown on each side of a passage."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the changes of the draft, and of any version against any other."""

    @open_to("person", roles=READERS)
    def survey_changes(ministry: str, survey: str) -> Response:
        """The draft against the newest version, or with ``old`` and ``new`` one version against another."""
        found = seen(gateway, ministry, survey)
        return part(found, "changes", WORDS, around=AROUND, **_compared(gateway, found))

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_read(ministry: str, survey: str) -> Answer:
        """Somebody says that they have read this very revision; the last editor's word does not count."""
        from gateway.editing import tasks

        now, was = seen(gateway, ministry, survey).desk, desk_for(gateway, ministry, survey)
        if now.draft.revision == was.draft.revision and visitor().name != now.draft.edited_by:
            tasks.mark(gateway, now, tasks.READ, visitor().name)
        return onward("changes", ministry, survey)

    pages.add_url_rule(f"{ADDRESS}/changes", "survey_changes", survey_changes)
    pages.add_url_rule(f"{ADDRESS}/read", "survey_read", survey_read, methods=["POST"])


def _compared(gateway: Gateway, found: Seen) -> dict[str, Any]:
    from gateway.editing import merging, tasks, telling

    desk = found.desk
    past = telling.history(gateway, found.ministry, found.name)
    given: dict[str, Any] = {"numbers": [each.version.number for each in past], "old": 0, "new": 0, "readers": ()}
    pair = _numbers()
    if pair is not None:
        try:
            first, second, changes = telling.between(gateway, found.ministry, found.name, *pair)
        except LookupError:
            return given | {"told": (), "passages": [], "fault": "no version"}
        told = telling.told(changes, found.name) if changes is not None else None
        texts = first.text, second.text
        given |= {"old": pair[0], "new": pair[1]}
    else:
        told = found.changes
        texts = desk.version.text if desk.version is not None else desk.text, desk.text
        given["readers"] = tasks.readers(gateway, desk)
    return given | {"told": told, "passages": merging.three_ways(texts[0], texts[0], texts[1]), "fault": ""}


def _numbers() -> tuple[int, int] | None:
    """The two versions that were asked for; ``None``: the draft."""
    old, new = request.args.get("old", ""), request.args.get("new", "")
    if not all(said.isascii() and said.isdigit() and len(said) < 7 for said in (old, new)):
        return None
    return int(old), int(new)
