"""The frame around every part of a survey's page: what it is, what has changed, the parts as tabs, and one part.

A part is a view, a template ``console/surveys/<name>_body.html`` (nothing but the body, its heading an ``h2``, its ids
beginning with its name) and a topic of words::

    @open_to("person", roles=WRITERS)
    def survey_phones(ministry: str, survey: str) -> Answer:
        return part(seen(gateway, ministry, survey), "phones", WORDS, bubbles=…)

    pages.add_url_rule(ADDRESS + "/phones", "survey_phones", survey_phones)

In the body stand ``say`` (the part's words), ``bar`` (the frame's), ``survey`` (:class:`Seen`), ``at`` (the chosen question,
``""``: none), ``to(name, **query)`` (address of a part, with the chosen question), ``may_write``, ``marked`` (a problem's
sentence as HTML), and whatever was given. A tab appears as soon as its endpoint ``survey_<name>`` is there and the visitor
may enter; a badge stands in :func:`_numbers`.

With ``?only=part`` the answer is the bar and the body alone: own script puts several parts beside each other on a wide
page. A form of a part posts to an address of its own and answers with ``onward(name, …)``, which keeps ``only`` and ``at``.
A form that saves holds ``held(csrf(), survey, at)`` of ``console/surveys/held.html``; its view takes ``desk_for(…)``, the desk
as the visitor saw it, and is decorated with ``@asking_both(gateway)`` below ``@open_to``: whatever ``gateway.editing`` saves
raises ``Outrun`` if somebody was faster, and the answer then shows yours, theirs and before. A style sheet or a module of a
part goes into :data:`SHEETS` or :data:`MODULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import door_of
from gateway.console.page import language_of_page, page, sayer
from gateway.console.surveys.marking import marked
from gateway.console.visitor import visitor
from gateway.console.words.surveys import BAR

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from flows.model import Flow
    from gateway.console.words import Topic
    from gateway.editing.checking import Looked
    from gateway.editing.desk import Desk
    from gateway.editing.telling import Told
    from gateway.wiring import Gateway

ADDRESS = "/surveys/<ministry>/<survey>"
LOOKERS = frozenset({"reader", "translator", "editor", "publisher"})
"""Roles that find the survey on the shelf."""
READERS = frozenset({"reader", "editor", "publisher"})
"""Roles that may see all of it."""
WRITERS = frozenset({"editor", "publisher"})
"""Roles that may change it."""
TRANSLATORS = frozenset({"translator", "editor", "publisher"})
"""Roles that may change its texts in a language."""

TABS = ("questions", "text", "phones", "problems", "path", "translations", "changes")
SHEETS = ["surveys.css"]
MODULES = ["surveys.js"]
"""What the frame links to, for all parts: on a wide page they stand beside each other."""

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Seen:
    """A survey with its draft as it stands, and all that was found of it."""

    gateway: Gateway
    desk: Desk
    looked: Looked
    changes: tuple[Told, ...] | None

    @property
    def ministry(self) -> str:
        return self.desk.draft.ministry

    @property
    def name(self) -> str:
        return self.desk.draft.survey

    @property
    def revision(self) -> int:
        return self.desk.draft.revision

    @property
    def title(self) -> str:
        return (self.flow.title if self.flow is not None else "") or self.name

    @property
    def flow(self) -> Flow | None:
        """The survey as far as it can be read, though it may have errors."""
        read = self.looked.examined.loaded.draft
        return read.flow if read is not None else None


def seen(gateway: Gateway, ministry: str, survey: str, desk: Desk | None = None) -> Seen:
    """The survey of this address, looked at. Raises ``NotFound`` where the ministry has none of that name."""
    from gateway.editing import checking, telling

    desk = desk if desk is not None else opened(gateway, ministry, survey)
    return Seen(gateway, desk, checking.look(gateway, desk), telling.changes(gateway, desk))


def opened(gateway: Gateway, ministry: str, survey: str) -> Desk:
    """The desk as it is now. Raises ``NotFound``."""
    from gateway.editing import desk as desks

    try:
        return desks.opened(gateway, ministry, survey)
    except desks.NoSurvey:
        raise NotFound from None


def desk_for(gateway: Gateway, ministry: str, survey: str) -> Desk:
    """The desk as the visitor saw it when the form was made: with the revision, and the text of it, that the form holds.

    Raises ``NotFound`` for a revision that never was.
    """
    from gateway.editing import desk as desks

    based_on = request.form.get("based_on", "")
    now = opened(gateway, ministry, survey)
    was = desks.as_of(gateway, now, _number(request.form.get("revision", "")), _number(based_on) if based_on else None)
    if was is None:
        raise NotFound
    return was


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise NotFound
    return int(said)


def part(found: Seen, name: str, topic: Topic, status: int = 200, **given: Any) -> Response:
    """A part in its frame, or with ``?only=part`` the bar and the part alone."""
    alone = request.values.get("only") == "part"
    language, draft = language_of_page(), found.desk.draft
    return page(
        f"surveys/{'alone' if alone else 'frame'}.html", topic, status, body=f"console/surveys/{name}_body.html", part=name,
        survey=found, bar=sayer(BAR, language), at=request.values.get("at", "")[:64], tabs=_tabs(found), to=_to(draft),
        may_write=visitor().may(WRITERS, found.ministry), sheets=SHEETS, modules=MODULES,
        publishing="console.survey_publish" in current_app.view_functions and visitor().may(WRITERS, found.ministry),
        saved_at=_clock(found), marked=marked, **given,
    )  # fmt: skip


def onward(name: str, ministry: str, survey: str, anchor: str = "", **query: str) -> Answer:
    """To a part after a post (303), with the question that was chosen, and alone if it was asked for alone."""
    kept: dict[str, Any] = {key: request.values[key][:64] for key in ("only", "at") if request.values.get(key)}
    kept = {key: value for key, value in (kept | query).items() if value}
    at = url_for(f"console.survey_{name}", ministry=ministry, survey=survey, _anchor=anchor or None, **kept)
    return redirect(at, 303)


def asking_both(gateway: Gateway) -> Callable[[View], View]:
    """A view that saves: whoever is second is shown yours, theirs and before, and chooses; nothing is lost or overwritten."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(*args: Any, **named: Any) -> Any:
            from gateway.console.surveys.second import second
            from storage.drafts import Outrun

            try:
                return view(*args, **named)
            except Outrun as outrun:
                return second(gateway, outrun)

        return cast(View, answer)

    return decorate


# --- the bar -----------------------------------------------------------------------------------------------------------------


def _tabs(found: Seen) -> list[tuple[str, int | None]]:
    numbers = _numbers(found)
    views = current_app.view_functions
    doors = ((name, door_of(views.get(f"console.survey_{name}"))) for name in TABS)
    return [(name, numbers.get(name)) for name, door in doors if door and visitor().may(door.roles, found.ministry)]


def _numbers(found: Seen) -> Mapping[str, int]:
    """The badge of a tab."""
    numbers = {"problems": sum(each.is_open for each in found.looked.found), "changes": len(found.changes or ())}
    if found.flow is not None:
        numbers["questions"] = len(found.flow.questions)
    return numbers


def _to(draft: Any) -> Callable[..., str]:
    at = request.values.get("at", "")[:64]

    def to(name: str, **query: str) -> str:
        given: dict[str, Any] = {key: value for key, value in {"at": at, **query}.items() if value}
        return url_for(f"console.survey_{name}", ministry=draft.ministry, survey=draft.survey, **given)

    return to


def _clock(found: Seen) -> str:
    """When the draft was last saved, in the survey's own hours; empty where nothing ever was."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    if not found.desk.draft.edited_at_ms:
        return ""
    zone = found.flow.time_zone if found.flow is not None else "UTC"
    try:
        here = ZoneInfo(zone or "UTC")
    except (LookupError, ValueError):
        return ""
    return datetime.fromtimestamp(found.desk.draft.edited_at_ms / 1000, UTC).astimezone(here).strftime("%H:%M")
