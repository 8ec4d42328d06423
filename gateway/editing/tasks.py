"""What is still to be done before a draft is published: a list of tasks, each done or not, why not, and where to go."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from flows.model import Flow
from flows.talk import read
from gateway.editing import telling, translating
from gateway.editing.checking import Looked
from gateway.editing.desk import Desk
from gateway.phones.walking import Walked, walk
from gateway.publishing.publish import budgets_of, pace_of
from gateway.wiring import Gateway
from storage import audit
from storage.unit import unit

Name = Literal["errors", "warnings", "wordings", "examples", "ways", "tried", "read", "reason", "confirmed"]
TRIED: Final = "draft tried"
READ: Final = "draft read"
"""Actions of the audit: somebody played this revision on a phone; somebody has read it."""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. ``needed``: nothing is published without it.

    ``why`` says in numbers what is missing, ``where`` which panel shows it; ``names`` are what the line is about.
    """

    name: Name
    done: bool
    needed: bool
    where: str
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskList:
    tasks: tuple[Task, ...]
    walked: tuple[Walked, ...]
    in_the_middle: int

    @property
    def ready(self) -> bool:
        return all(task.done for task in self.tasks if task.needed)


def task_list(
    gateway: Gateway,
    desk: Desk,
    looked: Looked,
    *,
    reason: str = "",
    confirmed: Collection[str] = (),
) -> TaskList:
    """The list for a draft as it was just looked at."""
    flow, found = looked.examined.loaded.flow, looked.found
    walked = _walked(gateway, flow) if flow is not None and flow.questions else ()
    told = telling.changes(gateway, desk) or ()
    to_confirm = tuple(dict.fromkeys(each.confirm for each in told if each.danger and each.confirm not in confirmed))
    of_talks = [each for each in found if each.of_talks and each.is_open]
    open_cells = _open_cells(desk, looked)
    over = tuple(screen for each in walked for screen in each.over)
    talks = read(desk.draft.talks).talks if desk.draft.talks.strip() else ()
    who = readers(gateway, desk)
    tasks = (
        Task("errors", not looked.errors, True, "problems", looked.errors),
        Task("warnings", not looked.warnings, True, "problems", looked.warnings),
        Task("wordings", not open_cells, True, "translations", open_cells),
        Task("examples", not of_talks, True, "phones", len(of_talks) or len(talks)),
        Task("ways", bool(walked) and not over, True, "path", sum(each.ways for each in walked), over),
        Task("tried", bool(_marked(gateway, desk, TRIED)), False, "phones"),
        Task("read", bool(who), needs_reader(gateway, desk), "changes", len(who), who),
        Task("reason", len(reason.strip()) >= SHORTEST_REASON, True, "publish"),
        Task("confirmed", not to_confirm, True, "changes", len(to_confirm), to_confirm),
    )
    return TaskList(tasks, walked, telling.in_the_middle(gateway, desk.draft.survey))


def _walked(gateway: Gateway, flow: Flow) -> tuple[Walked, ...]:
    budgets, pace = budgets_of(gateway.settings), pace_of(gateway.settings)
    return tuple(walk(flow, channel, gateway.now_ms(), budgets, pace) for channel in flow.channels)


SHORTEST_REASON = 3
"""Letters of a note that says something."""


def _open_cells(desk: Desk, looked: Looked) -> int:
    if looked.examined.loaded.draft is None:
        return 1
    return translating.table(desk, looked).open


# --- who tried and read it -----------------------------------------------------------------------------------------------


def mark(gateway: Gateway, desk: Desk, action: Literal["draft tried", "draft read"], by: str) -> None:
    """Writes down that somebody has tried or read this very revision; a later change makes it undone."""
    detail = {"ministry": desk.draft.ministry, "revision": desk.draft.revision}
    with unit(gateway.engine) as u:
        audit.append(u, actor=by, action=action, subject=desk.draft.survey, at_ms=gateway.now_ms(), detail=detail)
        u.commit()


def _marked(gateway: Gateway, desk: Desk, action: str) -> tuple[str, ...]:
    """Who did it with this revision."""
    draft = desk.draft
    about = {"ministry": draft.ministry, "revision": draft.revision}
    with unit(gateway.engine) as u:
        found = audit.entries(u, since_ms=draft.edited_at_ms or None, action=action)
        mine = (each.actor for each in found if each.subject == draft.survey and json.loads(each.detail) == about)
        return tuple(dict.fromkeys(mine))


def readers(gateway: Gateway, desk: Desk) -> tuple[str, ...]:
    """Who has read this very revision, but for the person who wrote last."""
    return tuple(name for name in _marked(gateway, desk, READ) if name != desk.draft.edited_by)


def needs_reader(gateway: Gateway, desk: Desk) -> bool:
    """Whether the ministry publishes only what a second person has read."""
    ministry = gateway.settings.ministries.get(desk.draft.ministry)
    return ministry is not None and ministry.second_reader
