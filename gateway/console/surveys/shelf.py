"""``/surveys``: what is published and what is being written, of every ministry in which somebody has a part in that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, current_app

from gateway.access import open_to
from gateway.console.page import page
from gateway.console.surveys.frame import LOOKERS, READERS, WRITERS
from gateway.console.visitor import SEES_FIGURES, Visitor, visitor
from gateway.console.words.shelf import WORDS

if TYPE_CHECKING:
    from flask import Response

    from gateway.editing.shelf import Shelved
    from gateway.wiring import Gateway
    from storage.today import CameIn

STARTS = ("clinic", "counter", "front-door", "minimal", "file")
"""What a new survey may start from: templates, and a file that somebody has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A survey on the shelf. ``finished`` is ``None`` where the visitor sees no figures; ``leads`` is the part it opens at."""

    survey: Shelved
    leads: str
    finished: int | None
    problems: int


@dataclass(frozen=True, slots=True)
class Office:
    ministry: str
    name: str
    rows: tuple[Row, ...]
    may_begin: bool


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the shelf."""

    @open_to("person", roles=LOOKERS)
    def surveys() -> Response:
        """Every survey by ministry."""
        who = visitor()
        offices = tuple(_office(gateway, who, ministry) for ministry in who.ministries_as(LOOKERS))
        return page("surveys/shelf.html", WORDS, offices=offices, starts=STARTS, there=current_app.view_functions)

    pages.add_url_rule("/surveys", "surveys", surveys)


def _office(gateway: Gateway, who: Visitor, ministry: str) -> Office:
    from gateway.editing.shelf import shelf

    sees = who.may(SEES_FIGURES, ministry) and who.limits(SEES_FIGURES, ministry) is None
    came = _came_in(gateway, ministry) if sees else None
    leads = "questions" if who.may(READERS, ministry) else "translations"
    rows = tuple(_row(gateway, each, leads, came) for each in shelf(gateway, ministry))
    return Office(ministry, gateway.settings.ministries[ministry].name, rows, who.may(WRITERS, ministry))


def _row(gateway: Gateway, shelved: Shelved, leads: str, came: dict[str, CameIn] | None) -> Row:
    finished = None if came is None else came[shelved.survey].finished if shelved.survey in came else 0
    return Row(shelved, leads, finished, _problems(gateway, shelved) if shelved.draft is not None else 0)


def _problems(gateway: Gateway, shelved: Shelved) -> int:
    """How many keep a draft from being published."""
    from gateway.editing import checking
    from gateway.editing import desk as desks

    assert shelved.draft is not None
    found = checking.look(gateway, desks.opened(gateway, shelved.draft.ministry, shelved.survey), repairs=False)
    return found.errors + found.warnings


def _came_in(gateway: Gateway, ministry: str) -> dict[str, CameIn]:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from storage import today
    from storage.unit import Unit, reading

    zone = ZoneInfo(gateway.settings.ministries[ministry].time_zone)
    day = datetime.fromtimestamp(gateway.now_ms() / 1000, UTC).astimezone(zone).date()
    with reading(gateway.engine) as c:
        return dict(today.came_in(Unit(c), ministry, day))
