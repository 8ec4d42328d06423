"""A Flow Results package passes what validators can check, and the lint finds what they cannot."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package as Frictionless
from hypothesis import given
from hypothesis import strategies as st

from flows.load import load
from reports.forms.flow_results import Answer, Edition, Package, checked_copy, data, descriptor, packages
from reports.forms.flow_results_lint import lint
from reports.text.redaction import redact

TEXT = """
survey: clinic
title: At the clinic
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when: { someone dials: "*120*45#" }
welcome: { en: Welcome., st: Rea u amohela. }
questions:
- question: treated
  report as: Treatment
  counts as: headline
  ask: { en: How did the staff treat you?, st: Joang? }
  answer: rating
  do not know: yes
- question: kind
  report as: Kind
  ask: { en: What for?, st: Molemo ke ofe? }
  answer: choice
  choices:
    ill: { en: I was ill, st: Ke ne ke kula }
    child: { en: My child, st: Ngoana oa ka }
- question: wait
  report as: Wait
  ask: { en: How many minutes did you wait?, st: Metsotso e mekae? }
  answer: number
  from: 0
  to: 1440
- question: when
  report as: Day
  ask: { en: When?, st: Neng? }
  answer: date
- question: comment
  report as: Comment
  ask: { en: What happened?, st: Ho etsahetse eng? }
  answer: text
  private: no
- question: wish
  report as: Wish
  ask: { en: What do you wish?, st: U lakatsa eng? }
  answer: text
thank you: { en: Thanks., st: Rea leboha. }
"""
MORE = """- question: back
  report as: Back
  ask: { en: Will you come back?, st: U tla khutla? }
  answer: yes or no
- question: number
  report as: Number
  ask: { en: Your number?, st: Nomoro? }
  answer: phone
thank you:"""
THEN_MS = 1_772_409_600_000  # 2026-03-02
AT = datetime(2026, 3, 2, 8, 41, 7, 250_000, tzinfo=UTC)


def edition(number: int, text: str = TEXT) -> Edition:
    flow = load(text).flow
    assert flow is not None, load(text).problems
    return Edition(number, flow, THEN_MS + number * 86_400_000)


def answer(question: str, value: str, session: str = "s-bcd", contact: str = "c-fgh", **more: Any) -> Answer:
    return Answer(session, contact, AT + timedelta(seconds=len(question)), question, value, more.get("language", "st"))


ANSWERS = [
    answer("treated", "2"), answer("kind", "child"), answer("wait", "95"), answer("when", "2026-03-01"),
    answer("comment", "Re emile nako e telele."), answer("treated", "dont_know", "s-xyz"), answer("wait", "12.5", "s-xyz"),
]  # fmt: skip


def the(*editions: Edition) -> Package:
    (found,) = packages("health", editions)
    return found


def rows(package: Package, answers: list[Answer]) -> list[Any]:
    found: list[Any] = json.loads(b"".join(data(package, answers)))
    return found


PACKAGE = the(edition(1))
DESCRIBED, ROWS = descriptor(PACKAGE, "en"), rows(PACKAGE, ANSWERS)


def frictionless(folder: Path, described: dict[str, Any], found: list[Any]) -> set[str]:
    """What real checks of a checked copy find."""
    (folder / "data.json").write_text(json.dumps(found))
    (folder / "datapackage.json").write_text(json.dumps(checked_copy(described)))
    report = Frictionless(str(folder / "datapackage.json")).validate()
    assert report.stats["tasks"] == 1
    return {kind for (kind,) in report.flatten(["type"])}


def test_a_package_is_what_the_specification_says(tmp_path: Path) -> None:
    assert DESCRIBED["profile"] == "flow-results-package"
    assert DESCRIBED["id"][14] == "4"
    assert (DESCRIBED["created"], DESCRIBED["modified"]) == ("2026-03-03T00:00:00.000+00:00",) * 2
    schema = DESCRIBED["resources"][0]["schema"]
    assert schema["language"] == "eng"
    assert schema["questions"]["treated"] == {
        "type": "select_one",
        "label": "How did the staff treat you?",
        "type_options": {"choices": ["1", "2", "3", "4", "5", "dont_know"]},
    }
    assert schema["questions"]["wait"]["type_options"] == {"range": [0, 1440]}
    assert {name: q["type"] for name, q in schema["questions"].items()} == {
        "treated": "select_one", "kind": "select_one", "wait": "numeric", "when": "date", "comment": "text",
        "wish": "text",
    }  # fmt: skip
    assert ROWS[2] == ["2026-03-02T08:41:11.250+00:00", "s-bcd.wait", "c-fgh", "s-bcd", "wait", 95, None]
    assert ROWS[4][6] == {"language": "sot"}
    assert lint(DESCRIBED, ROWS) == ()
    assert frictionless(tmp_path, DESCRIBED, ROWS) == set()
    assert lint(DESCRIBED, rows(PACKAGE, [])) == ()


def test_what_names_a_person_or_cannot_be_an_answer_is_not_given() -> None:
    package = the(edition(1, TEXT.replace("thank you:", MORE)))
    given = [*ANSWERS, answer("number", "this"), answer("wish", "A chair."),
             answer("back", "maybe"), answer("wait", "many"), answer("gone", "1"),
             answer("treated", "9"), answer("back", "yes"), answer("wait", "2000", "s-q")]  # fmt: skip
    found = rows(package, given)
    assert {row[4] for row in found} == {"treated", "kind", "wait", "when", "comment", "back"}
    assert len(found) == len(ANSWERS) + 1
    described = descriptor(package, "st")
    assert described["resources"][0]["schema"]["questions"]["number"]["is_personal_information"] is True
    assert lint(described, found) == ()


def test_a_version_that_only_adds_stays_in_its_package_and_another_wording_begins_one() -> None:
    first, added = edition(1), edition(2, TEXT.replace("thank you:", MORE))
    reworded = edition(3, TEXT.replace("What for?", "Why did you come?"))
    one, two = packages("health", [first, added, reworded])
    assert [e.number for e in one.editions] == [1, 2]
    assert one.id == the(first).id != two.id
    assert one.modified > one.created
    assert lint(descriptor(one, "en"), ROWS, descriptor(the(first), "en")) == ()
    assert packages("huduma", [first])[0].id != one.id
    for change in (("to: 1440", "to: 720"), ("child: {", "infant: {"), ("st: Neng?", "st: Neng joale?")):
        assert len(packages("health", [first, edition(2, TEXT.replace(*change))])) == 2
    without = edition(2, TEXT.replace(TEXT[TEXT.index("- question: when") : TEXT.index("- question: comment")], ""))
    kept = the(first, without)
    assert "when" in descriptor(kept, "en")["resources"][0]["schema"]["questions"]
    assert kept.modified == kept.created


def at(path: str, value: Any) -> Callable[[dict[str, Any], list[Any]], None]:
    """Sets a part of the descriptor, ``row.N.M`` a cell; a value that is a function is given what was there."""

    def change(described: dict[str, Any], found: list[Any]) -> None:
        part: Any = {"row": found, **described} if path.startswith("row") else described
        *way, last = (int(step) if step.isdecimal() else step for step in path.split("."))
        for step in way:
            part = part[step]
        part[last] = value

    return change


QUESTIONS = "resources.0.schema.questions"


def of_open(meta: dict[str, Any], said: Any = "soon") -> Callable[[dict[str, Any], list[Any]], None]:
    """Makes the comment an open question, and its answer one of the type that ``meta`` tells."""

    def change(described: dict[str, Any], found: list[Any]) -> None:
        at(f"{QUESTIONS}.comment.type", "open")(described, found)
        found[4][5:] = [said, meta]

    return change


MUTANTS: dict[str, tuple[Callable[[dict[str, Any], list[Any]], None], str]] = {
    "another profile": (at("profile", "data-package"), "profile"),
    "no specification": (at("flow_results_specification_version", ""), "specification"),
    "an id of version 1": (at("id", "6f1d2b0e-93a4-1c57-8e21-0b7c5d9e4a13"), "id"),
    "no id": (at("id", "clinic"), "id"),
    "a name of large letters": (at("name", "Clinic visit"), "name"),
    "modified before created": (at("modified", "2020-01-01T00:00:00+00:00"), "dates"),
    "created without offset": (at("created", "2026-03-03T00:00:00"), "dates"),
    "no resource": (at("resources", []), "resources"),
    "inline data": (at("resources.0.data", []), "inline"),
    "fields in another order": (lambda d, r: d["resources"][0]["schema"]["fields"].reverse(), "fields"),
    "questions as a list": (at(QUESTIONS, []), "questions"),
    "a question without label": (at(f"{QUESTIONS}.wait", {"type": "numeric", "type_options": {}}), "question"),
    "no choices": (at(f"{QUESTIONS}.kind.type_options", {}), "question"),
    "a number in a label": (at(f"{QUESTIONS}.wait.label", "Call 5812 3456 7"), "phone"),
    "an unknown question": (at("row.0.4", "mood"), "unknown_question"),
    "a choice of none": (at("row.0.5", "7"), "choice"),
    "a number as text": (at("row.2.5", "95"), "numeric"),
    "beyond its range": (at("row.2.5", 5000), "range"),
    "text as number": (at("row.4.5", 7), "text"),
    "a time without offset": (at("row.0.0", "2026-03-02T08:41:07"), "timestamp"),
    "a time with Z": (at("row.0.0", "2026-03-02T08:41:07Z"), "timestamp"),
    "a time with a blank": (at("row.0.0", "2026-03-02 08:41:07+00:00"), "timestamp"),
    "a row id twice": (at("row.0.1", "s-bcd.wait"), "row_id"),
    "a number as id": (at("row.0.3", 9), "ids"),
    "metadata as text": (at("row.0.6", "st"), "metadata"),
    "six cells": (lambda d, r: r[0].pop(), "row"),
    "a phone number in words": (at("row.4.5", "Call me: +266 5812 3456"), "phone"),
    "a phone number as id": (at("row.0.2", "26658123456"), "phone"),
    "a phone number as metadata": (at("row.4.6", {"language": "sot", "by": "58123456 78"}), "phone"),
    "an open answer without its type": (at(f"{QUESTIONS}.comment.type", "open"), "open"),
    "a person's answer": (at(f"{QUESTIONS}.comment.is_personal_information", True), "personal"),
    "a number in the title": (at("title", "Ring +266 5812 3456"), "phone"),
    "a number in a choice": (at(f"{QUESTIONS}.kind.type_options.choices", ["ill", "child", "call 0712 345 678"]), "phone"),
    "a number as a question": (at(f"{QUESTIONS}.26658123456", {"type": "text", "label": "?", "type_options": {}}), "phone"),
    "a number nobody expects": (at("resources.0.contact", 26658123456), "phone"),
    "a number of eight digits": (at("row.4.5", "Ring 5812 3456"), "phone"),
    "a type of an older edition": (at(f"{QUESTIONS}.kind.type", "multiple_choice_one"), "type"),
    "a type that is null": (at(f"{QUESTIONS}.kind.type", None), "type"),
    "an open answer of no type": (of_open({"type": "poem", "type_options": {}}), "type"),
    "an open answer that is open": (of_open({"type": "open", "type_options": {}}), "type"),
    "a day that is none": (at("row.3.5", "2026-02-30"), "date"),
    "a day written otherwise": (at("row.3.5", "20260301"), "date"),
    "a day as number": (at("row.3.5", 20260301), "date"),
    "a time of an open answer": (of_open({"type": "time", "type_options": {}}), "time"),
    "an instant without offset": (of_open({"type": "datetime", "type_options": {}}, "2026-03-01T08:00:00"), "datetime"),
    "half a place": (of_open({"type": "geo_point", "type_options": {}}, [-29.3]), "geo_point"),
    "a picture without address": (of_open({"type": "image", "type_options": {}}), "link"),
    "a message of two": (of_open({"type": "message", "type_options": {}}, 2), "message"),
    "many choices of none": (of_open({"type": "select_many", "type_options": {"choices": ["a"]}}, ["a", None]), "choice"),
    "a month that is none": (at("row.0.0", "2026-13-02T08:41:07+00:00"), "timestamp"),
    "a number that is none": (at("row.2.5", float("nan")), "numeric"),
    "a choice of null": (at("row.0.5", None), "choice"),
    "no descriptor": (lambda d, r: d.clear(), "resources"),
    "a resource of null": (at("resources.0", None), "resources"),
    "resources of null": (at("resources", None), "resources"),
    "a schema of null": (at("resources.0.schema", None), "questions"),
    "fields of null": (at("resources.0.schema.fields", None), "fields"),
    "a field of null": (at("resources.0.schema.fields.0", None), "fields"),
    "a question of null": (at(f"{QUESTIONS}.wait", None), "question"),
    "options of null": (at(f"{QUESTIONS}.kind.type_options", None), "question"),
    "choices of null": (at(f"{QUESTIONS}.kind.type_options", {"choices": [None]}), "question"),
    "a range of null": (at(f"{QUESTIONS}.wait.type_options", {"range": None}), "question"),
    "a range without end": (at(f"{QUESTIONS}.wait.type_options", {"range": [0, None]}), "question"),
    "an id of null": (at("row.0.1", None), "ids"),
    "a question of a row of null": (at("row.0.4", None), "unknown_question"),
    "a row of null": (lambda d, r: r.__setitem__(0, None), "row"),
}


@pytest.mark.parametrize("case", MUTANTS)
def test_the_lint_names_what_is_wrong(case: str) -> None:
    change, code = MUTANTS[case]
    described, found = copy.deepcopy(DESCRIBED), copy.deepcopy(ROWS)
    change(described, found)
    assert code in {fault.code for fault in lint(described, found)}


SEEN_BY_ALL = {
    "a time that is none": (at("row.0.0", "yesterday"), "type-error"),
    "a number as id": (at("row.0.3", 9), "type-error"),
    "metadata as text": (at("row.0.6", "st"), "type-error"),
    "six cells": (lambda d, r: r[0].pop(), "missing-cell"),
    "a row id twice": (at("row.0.1", "s-bcd.wait"), "primary-key"),
}


@pytest.mark.parametrize("case", SEEN_BY_ALL)
def test_the_checked_copy_is_really_checked(case: str, tmp_path: Path) -> None:
    change, code = SEEN_BY_ALL[case]
    described, found = copy.deepcopy(DESCRIBED), copy.deepcopy(ROWS)
    change(described, found)
    assert code in frictionless(tmp_path, described, found)


def test_nothing_that_was_published_may_be_lost() -> None:
    fewer, other, more = (copy.deepcopy(DESCRIBED) for _ in range(3))
    del fewer["resources"][0]["schema"]["questions"]["when"]
    other["resources"][0]["schema"]["questions"]["when"]["label"] = "Which day?"
    more["resources"][0]["schema"]["questions"]["new"] = {"type": "text", "label": "New?", "type_options": {}}
    found = {name: {f.code for f in lint(now, [], DESCRIBED)} for name, now in (("f", fewer), ("o", other), ("m", more))}
    assert found == {"f": {"removed"}, "o": {"edited"}, "m": {"modified"}}
    assert lint({**fewer, "id": "0b1d2b0e-93a4-4c57-8e21-0b7c5d9e4a13"}, [], DESCRIBED) == ()


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_is_written_the_data_are_json(said: str) -> None:
    (row,) = rows(PACKAGE, [answer("comment", said)])
    assert row[5] == said
    assert {fault.code for fault in lint(DESCRIBED, [row])} <= {"phone"}


@given(st.text("0123456789 +-./()ab,", max_size=40))
def test_words_that_were_redacted_never_look_like_a_number(said: str) -> None:
    assert lint(DESCRIBED, rows(PACKAGE, [answer("comment", redact(said))])) == ()


@pytest.mark.parametrize("data", [None, 7, "rows", {"rows": []}])
def test_data_that_are_no_rows_are_a_fault(data: Any) -> None:
    assert [fault.code for fault in lint(DESCRIBED, data)] == ["data"]
    assert lint([data], ROWS)[0].code == "descriptor"


def test_an_answer_of_every_type_passes() -> None:
    good = {
        "numeric": 7, "text": "soon", "message": 1, "image": "https://x.example/a.png", "geo_point": [-29.3, 27.5, 1600],
        "datetime": "2026-03-01T08:00:00+02:00", "date": "2026-03-01", "time": "08:00:00",
    }  # fmt: skip
    for kind, said in good.items():
        described, found = copy.deepcopy(DESCRIBED), copy.deepcopy(ROWS)
        of_open({"type": kind, "type_options": {}}, said)(described, found)
        assert lint(described, found) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["select_one", "numeric", "open", "", "wait"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "type_options", "choices", "range", "label"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PLACES = [
    "id", "name", "created", "resources", "resources.0", "resources.0.schema", "resources.0.schema.fields", QUESTIONS,
    f"{QUESTIONS}.wait", f"{QUESTIONS}.wait.type_options", f"{QUESTIONS}.kind.type", f"{QUESTIONS}.kind.type_options.choices",
    *(f"row.{n}" for n in (0, 2)), *(f"row.{n}.{cell}" for n in (0, 2, 3) for cell in range(7)),
]  # fmt: skip


@given(st.sampled_from(PLACES), JSON)
def test_whatever_stands_anywhere_the_lint_answers(place: str, said: Any) -> None:
    described, found = copy.deepcopy(DESCRIBED), copy.deepcopy(ROWS)
    at(place, said)(described, found)
    assert all(fault.words for fault in lint(described, found, DESCRIBED))
