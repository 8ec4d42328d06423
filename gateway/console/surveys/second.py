"""Two who wrote the same survey: whoever saved second sees yours, theirs and before, and chooses. No text is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Blueprint, request

from gateway.access import open_to
from gateway.console.page import page
from gateway.console.surveys.frame import ADDRESS, WRITERS, asking_both, desk_for, onward, opened
from gateway.console.surveys.text import typed
from gateway.console.visitor import visitor
from gateway.console.words.editing import WORDS

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.editing.desk import Both, Desk
    from gateway.editing.merging import Passage
    from gateway.wiring import Gateway
    from storage.drafts import Outrun

AROUND = 2
"""Lines of what nobody changed that are shown on each side of a passage."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page on which two texts become one."""

    @open_to("person", roles=WRITERS)
    def survey_newer(ministry: str, survey: str) -> Answer:
        """A draft that was begun on an older version, beside the newest one."""
        from gateway.editing import desk as desks

        desk = opened(gateway, ministry, survey)
        both = desks.brought_up(gateway, desk)
        if both is None:
            return onward("questions", ministry, survey)
        return _page(desk, desk, both, desk.text, 200, newer=True)

    @open_to("person", roles=WRITERS)
    @asking_both(gateway)
    def survey_both(ministry: str, survey: str) -> Answer:
        """What was chosen of the two texts is saved."""
        from gateway.editing import desk as desks

        was, now = desk_for(gateway, ministry, survey), opened(gateway, ministry, survey)
        newer = desks.brought_up(gateway, now) if request.form.get("newer") else None
        yours = now.text if newer is not None else typed(request.form.get("yours", ""), was.text)
        both = newer or desks.beside(was, now, yours)
        text = _chosen(both.passages)
        if text is None or request.form.get("theirs") != _mark(now):
            return _page(was, now, both, yours, 409, bool(newer))
        talks = now.draft.talks if newer is not None else _talks(was, now)
        based_on = now.version.id if now.version is not None and (newer is not None or not now.draft.edited_by) else None
        desks.save(
            gateway, now.draft, text, visitor().name, what="two texts made one", talks=talks,
            based_on=based_on if based_on is not None else now.draft.based_on,
        )  # fmt: skip
        return onward("questions", ministry, survey)

    pages.add_url_rule(f"{ADDRESS}/newer", "survey_newer", survey_newer)
    pages.add_url_rule(f"{ADDRESS}/both", "survey_both", survey_both, methods=["POST"])


def second(gateway: Gateway, outrun: Outrun) -> Response:
    """The page with the three texts; nothing was stored (409)."""
    from gateway.editing import desk as desks

    yours = outrun.yours
    was, now = desk_for(gateway, yours.ministry, yours.survey), opened(gateway, yours.ministry, yours.survey)
    return _page(was, now, desks.beside(was, now, yours.text), yours.text, 409, talks=yours.talks)


def _page(was: Desk, now: Desk, both: Both, yours: str, status: int, newer: bool = False, talks: str = "") -> Response:
    clashes = sum(passage.clash for passage in both.passages)
    return page(
        "surveys/outrun.html", WORDS, status, was=was, now=now, both=both, yours=yours, newer=newer, mark=_mark(now),
        talks=talks or request.form.get("talks", "") or was.draft.talks, clashes=clashes, around=AROUND,
        chosen=request.form, title=_title(now),
    )  # fmt: skip


def _title(desk: Desk) -> str:
    from flows.editing import templating

    return templating.title_of(desk.text) or desk.draft.survey


def _mark(desk: Desk) -> str:
    """What the other text is, so that nobody chooses of one that they have not seen."""
    return f"{desk.draft.revision}.{desk.draft.based_on}"


def _chosen(passages: Iterable[Passage]) -> str | None:
    """The text that was put together; ``None`` while a choice is missing."""
    lines: list[str] = []
    for at, passage in enumerate(passages):
        sides = {"yours": passage.yours, "theirs": passage.theirs, "before": passage.before}
        sides["both"] = _under(passage.theirs, passage.yours)
        choice = request.form.get(f"choice-{at}", "")
        if passage.clash and choice not in sides:
            return None
        lines += sides[choice] if passage.clash else passage.merged
    return "".join(lines)


def _talks(was: Desk, now: Desk) -> str:
    """The conversations of both: where both added some, theirs first."""
    from gateway.editing import merging

    yours = typed(request.form.get("talks", ""), was.draft.talks)
    sides = merging.three_ways(was.draft.talks, now.draft.talks, yours)
    return "".join(line for each in sides for line in (_under(each.theirs, each.yours) if each.clash else each.merged))


def _under(first: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Lines below others, each on its own line."""
    ended = (*first[:-1], first[-1] if first[-1].endswith("\n") else f"{first[-1]}\n") if first and below else first
    return (*ended, *below)
