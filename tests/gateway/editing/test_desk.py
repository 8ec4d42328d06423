"""A draft from its first change to its publication: nobody's words are lost, and nothing broken is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from drafting import WATER, house, water, with_water
from hypothesis import given
from hypothesis import strategies as st

from flows.editing.proof import ByHand
from flows.editing.templating import Wanted
from flows.exchange import sheet
from flows.exchange.imported import Frame
from flows.exchange.translations import texts_of
from gateway.editing import acting, checking, merging, releasing, shelf, starting, translating
from gateway.editing import desk as desks
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage.drafts import Outrun


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


# --- opening, saving, taking back


def test_a_draft_is_what_is_published_until_somebody_saves_and_is_again_once_given_up(either: Gateway) -> None:
    first = with_water(either)
    assert (first.text, first.draft.revision, first.changed, first.behind) == (WATER, 0, False, False)
    desk = changed(either, "Thank you.", "Thanks.")
    assert (desk.draft.revision, desk.changed, desk.draft.edited_by) == (1, True, "palesa")
    back = desks.restore(either, desk.draft, 0, "palesa")
    assert (back.text, back.revision) == (WATER, 2)
    desks.give_up(either, back, "palesa")
    assert (water(either).text, water(either).draft.revision, water(either).changed) == (WATER, 3, False)
    assert [r.what for r in desks.saved_texts(either, "health", "water-point")] == ["given up", "back to 0", ""]


def test_another_ministry_has_no_such_survey(gateway: Gateway) -> None:
    with_water(gateway)
    with pytest.raises(desks.NoSurvey):
        desks.opened(gateway, "interior", "water-point")


def test_the_shelf_shows_what_is_published_and_what_is_being_written(gateway: Gateway) -> None:
    with_water(gateway)
    starting.from_template(gateway, "health", "minimal", WANTED, "palesa")
    starting.from_template(gateway, "interior", "minimal", replace(WANTED, survey="other"), "palesa")
    changed(gateway, "title: The water point", "title: The pump")
    told = [
        (s.survey, s.title, s.version and s.version.number, s.draft and s.draft.revision)
        for s in shelf.shelf(gateway, "health")
    ]
    assert told == [("clinic-visit", "A visit", None, 1), ("water-point", "The pump", 1, 1)]


def test_two_who_change_different_lines_are_offered_both_changes(gateway: Gateway) -> None:
    hers = his = with_water(gateway)
    desks.save(gateway, hers.draft, WATER.replace("Thank you.", "Thanks."), "palesa")
    yours = WATER.replace("Does the pump work?", "Is there water?")
    with pytest.raises(Outrun) as outrun:
        desks.save(gateway, his.draft, yours, "thabo")
    both = desks.both(outrun.value)
    assert both.theirs.edited_by == "palesa"
    assert both.merged == yours.replace("Thank you.", "Thanks.")
    kept = desks.save(gateway, water(gateway).draft, both.merged or "", "thabo")
    assert (kept.revision, kept.edited_by) == (2, "thabo")


def test_two_who_change_the_same_line_see_three_texts_and_choose(gateway: Gateway) -> None:
    hers = his = with_water(gateway)
    desks.save(gateway, hers.draft, WATER.replace("Thank you.", "Thanks."), "palesa")
    with pytest.raises(Outrun) as outrun:
        desks.save(gateway, his.draft, WATER.replace("Thank you.", "Bye."), "thabo")
    both = desks.both(outrun.value)
    [clash] = [passage for passage in both.passages if passage.clash]
    assert both.merged is None
    said = [next(word for word in ("Thank you.", "Thanks.", "Bye.") if word in "".join(side))
            for side in (clash.before, clash.theirs, clash.yours)]  # fmt: skip
    assert said == ["Thank you.", "Thanks.", "Bye."]


THANKS, SHORT = "Thank you., st: Rea leboha.", "Thanks., st: Kea leboha."
texts = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map("".join)


@given(texts, texts, texts)
def test_three_texts_in_step_hold_every_line_of_each(base: str, theirs: str, yours: str) -> None:
    passages = merging.three_ways(base, theirs, yours)
    held = ((p.before, p.theirs, p.yours) for p in passages)
    sides = ["".join(line for lines in side for line in lines) for side in zip(*held, strict=True)]
    assert sides == ([base, theirs, yours] if passages else [])
    assert merging.merged(base, theirs, base) == theirs
    assert merging.merged(base, base, yours) == yours
    assert merging.merged(base, theirs, theirs) == theirs
    assert merging.merged(base, theirs, yours) == merging.merged(base, yours, theirs)


def test_a_draft_on_an_older_version_is_brought_up_before_it_is_published(gateway: Gateway) -> None:
    with_water(gateway)
    changed(gateway, THANKS, SHORT)
    other = WATER.replace("title: The water point", "title: Water")
    with_water(gateway, other)
    desk = water(gateway)
    assert desk.behind
    with pytest.raises(Refusal, match="Version 2"):
        releasing.release(gateway, desk, "mpho", "words")
    both = desks.brought_up(gateway, desk)
    assert both is not None
    assert both.merged is not None
    assert desk.version is not None
    desks.save(gateway, desk.draft, both.merged, "palesa", based_on=desk.version.id)
    version = releasing.release(gateway, water(gateway), "mpho", "words")
    assert version is not None
    assert (version.number, version.text) == (3, other.replace(THANKS, SHORT))


# --- starting

WANTED = Wanted("clinic-visit", "A visit", "Ministry of Health", "Africa/Maseru", {"en": "English", "st": "Sesotho"})


@pytest.mark.parametrize("template", ["minimal", "counter", "clinic"])
def test_a_survey_begun_from_a_template_can_be_published_but_for_what_only_its_author_knows(
    gateway: Gateway, template: str
) -> None:
    begun = starting.from_template(gateway, "health", template, WANTED, "palesa")
    desk = desks.opened(gateway, "health", "clinic-visit")
    assert desk.draft == begun.draft
    looked = checking.look(gateway, desk)
    assert not looked.errors
    assert not [each.problem.sentence for each in looked.found if each.of_talks]
    with pytest.raises(Refusal, match="already"):
        starting.from_text(gateway, "health", desk.text.encode(), "thabo")


def test_a_survey_begins_from_a_text_however_broken_and_from_other_programs(gateway: Gateway) -> None:
    broken = WATER.replace("only if: works is no", "only if: wroks is no")
    starting.from_text(gateway, "health", broken.encode(), "palesa")
    assert checking.look(gateway, water(gateway)).errors == 1
    rows = [("text", "pump", "Does it work?")]
    book = sheet.to_workbook((sheet.Page("survey", ("type", "name", "label"), rows),))
    begun = starting.from_xlsform(gateway, "health", book, Frame("Ministry of Water", "Africa/Maseru"), "palesa", "form.xlsx")
    assert "question: pump" in begun.draft.text
    with pytest.raises(Refusal, match="nothing in"):
        starting.from_rapidpro(gateway, "health", b"{}", Frame("Water", "Africa/Maseru"), "palesa")
    with pytest.raises(Refusal, match="cannot be read"):
        starting.from_text(gateway, "health", b"\x00", "palesa")


# --- checking and repairing


def test_a_problem_is_repaired_by_its_button_and_a_warning_accepted_with_a_reason(gateway: Gateway) -> None:
    with_water(gateway)
    desk = changed(gateway, "only if: works is no", "only if: wroks is no")
    [found] = [each for each in checking.look(gateway, desk).found if each.problem.is_error]
    assert (found.problem.code, found.problem.mark.line) == ("E302", 18)
    label = next(each for each in found.repairs if "works" in each)
    draft = checking.repair(gateway, desk, found.key, label, "palesa")
    assert draft.text == WATER
    with pytest.raises(checking.Gone):
        checking.repair(gateway, water(gateway), found.key, label, "palesa")
    desk = changed(gateway, "{ en: Thank you., st: Rea leboha. }", "{ en: Thank you ☺., st: Rea leboha. }")
    [warned] = [each for each in checking.look(gateway, desk).found if each.problem.is_warning][:1]
    draft = checking.accept_warning(gateway, desk, warned.key, "People like the smile.", "palesa")
    assert "People like the smile." in draft.text
    assert warned.problem.code not in {p.problem.code for p in checking.look(gateway, water(gateway)).found if p.is_open}


def test_actions_of_the_form_are_saved_one_by_one_and_undone_to_the_byte(gateway: Gateway) -> None:
    desk = with_water(gateway)
    more = {
        "name": "why", "after": "days", "answer": "choice", "ask.en": "Why?", "ask.st": "Hobaneng?",
        "choices.rust.en": "Rust", "choices.rust.st": "Mafome", "choices.theft.en": "Theft", "choices.theft.st": "Boshodu",
    }  # fmt: skip
    steps = [
        ("set lines", {"first": "2", "last": "2", "lines": "title: The pump"}),
        ("set wording", {"path": "questions/works/ask", "language": "en", "words": "Is the pump working?"}),
        ("add question", more),
        ("set condition", {"question": "why", "how": "only if", "lines": "works is no"}),
        ("add choice", {"question": "why", "name": "other", "label.en": "Other", "label.st": "Tse ling"}),
        ("move choice", {"question": "why", "choice": "other", "after": ""}),
        ("rename choice", {"question": "why", "choice": "other", "name": "else_"}),
        ("set jump", {"question": "works", "answer": "yes", "to": "go to happy"}),
        ("set value", {"path": "questions/why/may be skipped", "value": "yes"}),
        ("remove choice", {"question": "why", "choice": "else_"}),
        ("rename question", {"question": "days", "name": "broken_days", "keeps_series": "yes"}),
        ("copy question", {"question": "why", "name": "why_else"}),
        ("move question", {"question": "why_else", "after": "happy"}),
        ("remove question", {"question": "why_else"}),
    ]
    draft, texts = desk.draft, [desk.text]
    for action, fields in steps:
        draft = acting.act(gateway, draft, action, fields, "palesa")
        texts.append(draft.text)
    assert draft.revision == len(steps)
    assert set(acting.ACTIONS) == {action for action, _ in steps}
    assert not checking.look(gateway, water(gateway)).errors
    for before in reversed(texts[:-1]):
        draft = desks.restore(gateway, draft, texts.index(before), "palesa")
        assert draft.text == before
    with pytest.raises(ByHand):
        acting.act(gateway, draft, "remove question", {"question": "nowhere"}, "palesa")


# --- translations


def cells(gateway: Gateway) -> dict[tuple[str, str], set[str]]:
    desk = water(gateway)
    found = translating.table(desk, checking.look(gateway, desk))
    return {(row.key, cell.language): set(cell.states) for row in found.rows for cell in row.cells if cell.states}


def test_every_cell_says_what_is_the_matter_with_it(gateway: Gateway) -> None:
    with_water(gateway)
    assert cells(gateway) == {}
    changed(gateway, "How content are you?", "How content are you with the water?")
    assert cells(gateway) == {("questions/happy/ask", "st"): {"stale"}}
    changed(gateway, ", st: Rea leboha.", "")
    changed(gateway, "tse {question count}. Mahala", "tse tharo. Mahala")
    changed(gateway, "st: Na pompo ea sebetsa?", "st: Does the pump work?")
    assert cells(gateway) == {
        ("welcome", "st"): {"variables"},
        ("questions/works/ask", "st"): {"same"},
        ("questions/happy/ask", "st"): {"stale"},
        ("thank you", "st"): {"missing"},
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_goes_out_and_comes_back_by_its_keys(gateway: Gateway, form: str) -> None:
    desk = with_water(gateway)
    raw = translating.download(desk, form, "st")  # type: ignore[arg-type]
    assert translating.uploaded(desk, raw).preview.changes == ()
    columns, rows = ["key", "where", "en", "st", "remarks"], []
    for text in texts_of(desk.text).texts:
        st_text = {"thank you": "=Rea leboha haholo."}.get(text.key, text.texts["st"])
        rows.append((text.key, "", text.texts["en"], st_text, "?"))
    rows.reverse()
    rows[0] = ("questions/gone/ask", "", "x", "y", "")
    rows.append(("thank you", "", "Thank you.", "=Rea leboha haholo.", ""))
    raw = sheet.to_csv(columns, rows) if form == "csv" else sheet.to_xlsx("t", columns, rows)
    seen = translating.uploaded(desk, raw)
    assert [(c.key, c.language, c.after) for c in seen.preview.changes] == [("thank you", "st", "=Rea leboha haholo.")]
    assert {"remarks" in r.sentence or r.key == "questions/gone/ask" for r in seen.preview.refused} == {True}
    draft = translating.take_over(gateway, desk, raw, "translator", ["st"])
    assert draft.text == WATER.replace("st: Rea leboha. ", "st: =Rea leboha haholo. ")
    assert not translating.uploaded(desk, raw, []).preview.changes
