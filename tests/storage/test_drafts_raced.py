"""Two who write the same survey lose nothing: one is first, the other is shown both texts and what they began with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from test_races import at_once

from storage import drafts, lists, versions
from storage.drafts import Draft, Outrun
from storage.faults import StorageFault
from storage.unit import reading, unit

CLINICS = b"code,name\n1,Maseru\n"


def saved(engine: Engine, draft: Draft, by: str = "palesa", **more: object) -> Draft:
    with unit(engine) as u:
        kept = drafts.save(u, draft, by, 7, **more)  # type: ignore[arg-type]
        u.commit()
    return kept


def published(engine: Engine, written: str) -> int:
    with unit(engine) as u:
        version = versions.publish(u, survey="clinic", ministry="health", text=written, by="mpho", at_ms=1)
        u.commit()
    assert version is not None
    return version.id


def test_a_draft_is_as_it_was_left_with_its_lists(engine: Engine) -> None:
    first = saved(engine, Draft("health", "clinic", 0, "one", "talks: []"), what="begun", lists={"lists/p.csv": CLINICS})
    second = saved(engine, replace(first, text="two"), "thabo")
    with reading(engine) as c:
        assert drafts.find(c, "health", "clinic") == second == drafts.of_ministry(c, "health")[0]
        assert drafts.find(c, "interior", "clinic") is None
        assert lists.content_of(c, second.lists["lists/p.csv"]) == CLINICS
        told = [(r.revision, r.text, r.what, r.edited_by) for r in drafts.revisions(c, "health", "clinic")]
    assert told == [(2, "two", "", "thabo"), (1, "one", "begun", "palesa")]
    assert (second.revision, second.talks, second.edited_by, second.edited_at_ms) == (2, "talks: []", "thabo", 7)


def test_who_saves_second_is_shown_theirs_and_what_both_began_with(engine: Engine) -> None:
    begun = saved(engine, Draft("health", "clinic", 0, "one"))
    saved(engine, replace(begun, text="hers"), "palesa")
    with pytest.raises(Outrun) as outrun:
        saved(engine, replace(begun, text="his"), "thabo")
    told = outrun.value
    assert (told.base, told.theirs.text, told.theirs.edited_by, told.yours.text) == ("one", "hers", "palesa", "his")
    with reading(engine) as c:
        assert [r.text for r in drafts.revisions(c, "health", "clinic")] == ["hers", "one"]


def test_of_eight_who_save_at_once_one_is_first_and_no_text_is_lost(engine: Engine) -> None:
    begun = saved(engine, Draft("health", "clinic", 0, "one"))

    def save(i: int) -> tuple[object, ...]:
        try:
            saved(engine, replace(begun, text=f"text {i}"), f"person {i}")
        except Outrun as told:
            mine = told.yours.text == f"text {i}"
            return told.base, told.theirs.revision, told.theirs.text == told.theirs.edited_by.replace("person", "text"), mine
        return ("saved",)

    assert at_once(8, save) == {("saved",): 1, ("one", 2, True, True): 7}


def test_of_six_who_begin_the_same_draft_at_once_one_does(engine: Engine) -> None:
    based_on = published(engine, "published")

    def begin(i: int) -> str:
        try:
            saved(engine, Draft("health", "clinic", 0, f"text {i}", based_on=based_on))
        except Outrun as outrun:
            return outrun.base
        return "begun"

    assert at_once(6, begin) == {"begun": 1, "published": 5}


def test_numbers_go_on_after_a_draft_is_closed(engine: Engine) -> None:
    begun = saved(engine, Draft("health", "clinic", 0, "one"), lists={"lists/p.csv": CLINICS})
    with unit(engine) as u:
        drafts.close(u, "health", "clinic")
        u.commit()
    version = published(engine, "two")
    with reading(engine) as c:
        assert drafts.find(c, "health", "clinic") is None
        assert drafts.newest_revision(c, "health", "clinic") == 1
    saved(engine, replace(begun, text="hers", based_on=version))
    with pytest.raises(Outrun) as outrun:
        saved(engine, replace(begun, text="his", based_on=version))
    assert (outrun.value.base, outrun.value.theirs.text) == ("two", "hers")


@pytest.mark.parametrize("statement", ["UPDATE draft_revisions SET text = 'x'", "DELETE FROM draft_revisions"])
def test_what_was_saved_cannot_be_unsaved(engine: Engine, statement: str) -> None:
    saved(engine, Draft("health", "clinic", 0, "one"))
    with pytest.raises(StorageFault), unit(engine) as u:
        u.connection.execute(text(statement))
