"""From a draft to a version: what is still to be done, what is refused, and how an earlier version comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from drafting import WATER, house, water, with_water

from gateway.editing import checking, releasing, tasks, telling
from gateway.editing import desk as desks
from gateway.publishing.publish import NotConfirmed, NotPublished
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage import audit
from storage.drafts import Outrun
from storage.unit import Overtaken, unit
from storage.versions import Version

THANKS, SHORT = "Thank you., st: Rea leboha.", "Thanks., st: Kea leboha."


@pytest.fixture
def gateway(sqlite_url: str, tmp_path: Path) -> Iterator[Gateway]:
    wired = house(sqlite_url, tmp_path)
    yield wired
    wired.engine.dispose()


@pytest.fixture
def either(database_url: str, tmp_path: Path) -> Iterator[Gateway]:
    wired = house(database_url, tmp_path)
    yield wired
    wired.engine.dispose()


def changed(gateway: Gateway, old: str, new: str, by: str = "palesa") -> desks.Desk:
    """The draft with some words in the place of others."""
    desk = water(gateway)
    assert old in desk.text
    desks.save(gateway, desk.draft, desk.text.replace(old, new), by)
    return water(gateway)


def undone(gateway: Gateway, **more: object) -> set[str]:
    desk = water(gateway)
    found = tasks.task_list(gateway, desk, checking.look(gateway, desk), **more)  # type: ignore[arg-type]
    assert found.ready is all(task.done for task in found.tasks if task.needed)
    return {task.name for task in found.tasks if not task.done}


def test_the_list_of_tasks_says_what_is_left(gateway: Gateway) -> None:
    with_water(gateway)
    changed(gateway, "ask: { en: How content are you?", "ask: { en: How happy are you?")
    desk = changed(gateway, "- question: days\n", "- question: broken\n")
    assert undone(gateway) == {"warnings", "wordings", "tried", "read", "reason", "confirmed"}
    assert undone(gateway, reason="clearer", confirmed=["days", "broken"]) == {"warnings", "wordings", "tried", "read"}
    tasks.mark(gateway, desk, tasks.TRIED, "palesa")
    tasks.mark(gateway, desk, tasks.READ, "palesa")
    assert "tried" not in undone(gateway)
    assert "read" in undone(gateway), "nobody reads their own change as the second"
    tasks.mark(gateway, desk, tasks.READ, "thabo")
    assert "read" not in undone(gateway)
    changed(gateway, "Thank you.", "Thanks.")
    assert {"tried", "read"} <= undone(gateway)


def test_ways_are_walked_on_every_channel(gateway: Gateway) -> None:
    desk = with_water(gateway)
    found = tasks.task_list(gateway, desk, checking.look(gateway, desk))
    assert [(w.channel, w.ways, w.fewest, w.most, w.over, w.unseen) for w in found.walked] == [
        ("ussd", 2, 2, 3, (), ()),
        ("sms", 2, 2, 3, (), ()),
    ]


def test_what_a_publication_changes_is_told_and_a_lost_series_confirmed_by_name(gateway: Gateway) -> None:
    with_water(gateway)
    desk = changed(gateway, "- question: days\n", "- question: broken\n")
    told = telling.changes(gateway, desk)
    assert told is not None
    assert {each.confirm for each in told if each.danger} == {"days"}
    with pytest.raises(NotConfirmed):
        releasing.release(gateway, desk, "mpho", "a better name")
    version = releasing.release(gateway, desk, "mpho", " a better name ", ["days"])
    assert version is not None
    assert water(gateway).changed is False
    newest, first = telling.history(gateway, "health", "water-point")
    assert (newest.version.number, newest.reason, newest.changes.strongest) == (2, "a better name", "breaking")
    assert (first.reason, len(first.changes), first.in_the_middle) == ("", 0, 0)
    with unit(gateway.engine) as u:
        [_, entry] = audit.entries(u, action="survey published")
    assert (entry.actor, json.loads(entry.detail)["confirmed"]) == ("mpho", ["days"])


def test_a_draft_with_an_error_is_not_published_and_stays(gateway: Gateway) -> None:
    with_water(gateway)
    desk = changed(gateway, "only if: works is no", "only if: wroks is no")
    with pytest.raises(NotPublished):
        releasing.release(gateway, desk, "mpho", "because")
    with pytest.raises(Refusal, match="said what"):
        releasing.release(gateway, desk, "mpho", " ")
    renamed = changed(gateway, "survey: water-point", "survey: water-pump")
    for old, new in (("*120*77#", "*120*78#"), ("texts: WATER", "texts: PUMP"), ("wroks", "works")):
        fixed = changed(gateway, old, new)
    assert renamed.draft.revision + 3 == fixed.draft.revision
    with pytest.raises(Refusal, match="now calls the survey"):
        releasing.release(gateway, fixed, "mpho", "because")
    assert water(gateway).text == fixed.text


def test_what_was_saved_after_the_publisher_looked_is_not_published(gateway: Gateway) -> None:
    with_water(gateway)
    seen = changed(gateway, THANKS, SHORT)
    changed(gateway, SHORT, "Bye., st: Sala.", "thabo")
    with pytest.raises(Outrun) as outrun:
        releasing.release(gateway, seen, "mpho", "words")
    assert outrun.value.theirs.edited_by == "thabo"
    assert telling.history(gateway, "health", "water-point")[0].version.number == 1


def test_a_ministry_that_wants_a_second_reader_gets_one(gateway: Gateway) -> None:
    with_water(gateway)
    gateway.settings.ministries["health"] = gateway.settings.ministries["health"].model_copy(update={"second_reader": True})
    desk = changed(gateway, THANKS, SHORT)
    tasks.mark(gateway, desk, tasks.READ, "palesa")
    with pytest.raises(Refusal, match="last editor"):
        releasing.release(gateway, desk, "mpho", "shorter")
    assert "read" in {task.name for task in tasks.task_list(gateway, desk, checking.look(gateway, desk)).tasks if task.needed}
    tasks.mark(gateway, desk, tasks.READ, "thabo")
    assert releasing.release(gateway, desk, "mpho", "shorter") is not None


def test_an_earlier_version_comes_back_as_a_new_one(gateway: Gateway) -> None:
    with_water(gateway)
    releasing.release(gateway, changed(gateway, THANKS, SHORT), "mpho", "shorter")
    version = releasing.roll_back(gateway, "health", "water-point", 1, "mpho", "people were puzzled")
    assert version is not None
    assert (version.number, version.text) == (3, WATER)
    assert telling.history(gateway, "health", "water-point")[0].reason == "people were puzzled"
    with pytest.raises(LookupError):
        releasing.roll_back(gateway, "interior", "water-point", 1, "mpho", "why not")
    _, _, found = telling.between(gateway, "health", "water-point", 2, 3)
    assert found is not None
    assert found.strongest == "wording only"


def test_who_publishes_and_who_saves_at_the_same_moment_lose_nothing(either: Gateway) -> None:
    with_water(either)
    desk = changed(either, THANKS, SHORT)
    start = Barrier(2)

    def publish() -> object:
        start.wait(10)
        try:
            return releasing.release(either, desk, "mpho", "words")
        except (Outrun, Overtaken):
            return None

    def save() -> object:
        start.wait(10)
        return desks.save(either, desk.draft, desk.text.replace("The water point", "The pump"), "thabo")

    with ThreadPoolExecutor(2) as pool:
        version, _ = (each.result() for each in (pool.submit(publish), pool.submit(save)))
    now = water(either)
    assert "title: The pump" in now.text
    assert now.draft.edited_by == "thabo"
    assert now.behind is isinstance(version, Version)
