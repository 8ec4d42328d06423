"""The whole language: visits, places, days, phones, jumps and sections, as they come out of a survey's text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from broken_reading import POINTS, SLIPS, WHOLE
from hypothesis import given, settings
from hypothesis import strategies as st
from sound_flows import Row

from flows.check import check_loaded
from flows.editing.splice import apply
from flows.fixing.offered import fixes_of
from flows.load import load
from flows.model import (
    All,
    AnswerTest,
    ChannelTest,
    Column,
    Date,
    Day,
    FindBy,
    Flow,
    Jump,
    Mark,
    Phone,
    Place,
    Question,
)
from flows.reading.survey import Draft

LISTS = Row("", "", WHOLE, POINTS).list
NO = AnswerTest("works", "is", ("no",))


def flow_of(*changes: tuple[str, str], text: str = WHOLE) -> Flow:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    loaded = load(text, LISTS)
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


def draft_of(text: str) -> Draft:
    draft = load(text, LISTS).draft
    assert draft is not None
    return draft


def question(name: str, *changes: tuple[str, str]) -> Question:
    return flow_of(*changes).question(name)


def test_a_place_has_its_steps_and_its_rows() -> None:
    kind = question("point").kind
    assert isinstance(kind, Place)
    assert (kind.list, kind.elsewhere) == ("lists/points.csv", True)
    assert [(step.column, dict(step.ask)) for step in kind.steps] == [
        ("code", {"en": "Type the code."}), ("district", {"en": "Which district?"}), ("name", {"en": "Which point?"}),
    ]  # fmt: skip
    assert [facility.code for facility in kind.places.facilities] == ["A1", "A2"]


def test_one_list_is_read_once_for_all_surveys_that_use_it() -> None:
    first, second = (question("point").kind for _ in range(2))
    assert isinstance(first, Place)
    assert isinstance(second, Place)
    assert first.places is second.places


def test_only_lists_of_the_folder_are_asked_for() -> None:
    asked: list[str] = []
    for name in (
        "lists/points.csv",
        "../points.csv",
        "lists/../../points.csv",
        "/lists/points.csv",
        "lists/points.txt",
        "points.csv",
    ):
        load(WHOLE.replace("lists/points.csv", name), lambda file: asked.append(file))
    assert asked == ["lists/points.csv"]


def test_a_survey_whose_list_is_missing_is_read_all_the_same() -> None:
    loaded = load(WHOLE)
    assert [(p.code, p.question) for p in loaded.problems] == [("E320", "point")]
    assert loaded.flow is None
    assert loaded.draft is not None
    assert loaded.draft.flow.by_name.keys() == flow_of().by_name.keys()


DAYS = {
    "today": Day(),
    "1 day ago": Day(-1),
    "30 days ago": Day(-30),
    "2 weeks ago": Day(-14),
    "1 year ago": Day(-365),
    "7 days ahead": Day(7),
    "2026-02-28": Day(fixed=date(2026, 2, 28)),
}


@pytest.mark.parametrize("written", DAYS)
def test_days(written: str) -> None:
    kind = question("since", ("        earliest: 30 days ago\n", ""), ("latest: today", f"latest: {written}")).kind
    assert kind == Date(Day(-365), DAYS[written])


def test_a_day_is_from_the_last_year_if_nothing_else_is_said() -> None:
    assert question("since", ("        earliest: 30 days ago\n        latest: today\n", "")).kind == Date(Day(-365), Day())


def test_a_phone_number_is_always_private() -> None:
    assert question("number").kind == Phone()
    assert question("number").private
    assert question("number", ("answer: phone", "answer: phone\n        private: yes")).private


JUMPS = {"finish": Jump("finish"), "go to clean": Jump("clean"), "start other-survey": Jump("finish", "other-survey")}


@pytest.mark.parametrize("written", JUMPS)
def test_jumps(written: str) -> None:
    assert question("works", ("yes: go to clean", f"no: {written}")).then == {"no": JUMPS[written]}
    assert question("bye", ("then: finish", f"then: {written}")).then == {"next": JUMPS[written]}


def test_a_jump_for_each_answer_and_for_those_who_skip() -> None:
    then = question("works", ("yes: go to clean", "yes: finish\n      skipped: go to clean")).then
    assert then == {"yes": Jump("finish"), "skipped": Jump("clean")}
    assert then["skipped"].mark == Mark(27, 16)


def test_a_section_gives_its_condition_to_its_questions() -> None:
    flow = flow_of(("        ask: On which number", "        only if: channel is call\n        ask: On which number"))
    since, number = flow.question("since"), flow.question("number")
    assert since.section is number.section
    assert since.section is not None
    assert (since.section.name, since.conditions, since.only_if) == ("more", (NO,), None)
    assert number.conditions == (NO, ChannelTest("call"))
    assert flow.question("bye").section is None
    assert list(flow.by_name)[-3:] == ["since", "number", "bye"]


def test_a_section_needs_no_condition() -> None:
    assert question("since", ("    only if: works is no\n", "")).conditions == ()


def test_a_section_may_have_a_condition_of_several_lines() -> None:
    condition = ("only if: works is no", "only if all of: [works is no, channel is call]")
    assert question("since", condition).conditions == (All((NO, ChannelTest("call"))),)


def test_what_a_visit_brings_along() -> None:
    flow = flow_of()
    assert [(c.name, c.kind, c.longest) for c in flow.visit_columns.values()] == [
        ("point", "answer", 0), ("first name", "text", 20), ("language", "language", 0),
    ]  # fmt: skip
    assert flow_of(("point: answer", "point: answer\n  day: date")).visit_columns["day"] == Column(
        "day", "date", mark=Mark(13, 3)
    )
    assert (flow.language_known_from, flow.question("point").known_from) == ("language", "point")
    assert (flow.rules.use_visits_within, flow.can_have_visit) == (timedelta(days=3), True)


@pytest.mark.parametrize(
    ("written", "delay"),
    [
        ("at once, by sms", timedelta()),
        ("20 minutes later, by sms", timedelta(minutes=20)),
        ("1 week later, by sms", timedelta(weeks=1)),
    ],
)
def test_visits_start_a_survey(written: str, delay: timedelta) -> None:
    assert flow_of(("2 hours later, by sms", written)).starts.after_visit == delay


@pytest.mark.parametrize(("written", "channels"), [("yes", ("ussd", "sms", "call")), ("no", ("ussd", "sms"))])
def test_the_contact_centre(written: str, channels: tuple[str, ...]) -> None:
    assert flow_of(("someone calls us: yes", f"someone calls us: {written}")).channels == channels


def test_wordings_for_an_agent_and_without_a_visit() -> None:
    flow = flow_of(
        ("welcome without a visit:", "welcome on call: Hello.\nwelcome on sms without a visit: Hi.\nwelcome without a visit:")
    )
    assert flow.question("point").ask.text("en", "call") == "Which of the points is it?"
    assert flow.question("point").ask.text("en", "ussd") == "Which water point is it?"
    assert flow.welcome.text("en", "call") == "Hello."
    assert flow.welcome_without_visit is not None
    assert flow.welcome_without_visit.text("en", "sms") == "Hi."
    assert flow.welcome_without_visit.text("en", "call").startswith("The Ministry")
    assert flow.thank_you_without_visit is None


def test_what_is_said_of_a_place_that_nobody_named() -> None:
    assert question("point").if_unknown == {"en": "the point"}


CONDITIONS = {
    "point is A1": AnswerTest("point", "is", ("A1",)),
    "point is one of 0123, B-7, elsewhere": AnswerTest("point", "is", ("0123", "B-7", "elsewhere")),
    "point is not elsewhere": AnswerTest("point", "is not", ("elsewhere",)),
    "clean is dont_know": AnswerTest("clean", "is", ("dont_know",)),
    "channel is call": ChannelTest("call"),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_codes_of_places_and_other_values_in_conditions(written: str) -> None:
    assert question("bye", ("    ask: Nearly", f"    only if: {written}\n    ask: Nearly")).only_if == CONDITIONS[written]


MARKS = {
    ("starts when", "a visit is recorded"): "2 hours later",
    ("starts when", "someone calls us"): "yes\nvisit columns",
    ("language known from",): "visit.language",
    ("visit columns", "first name"): "first name: text",
    ("rules", "use visits from the last"): "3 days\naccepted",
    ("welcome without a visit", "en"): "The Ministry",
    ("questions", "works", "then"): "yes: go to",
    ("questions", "works", "then", "yes"): "yes: go to",
    ("questions", "point", "known from"): "visit.point",
    ("questions", "point", "list"): "lists/points",
    ("questions", "point", "find by", "district"): "district: Which",
    ("questions", "point", "find by", "district", "en"): "Which district",
    ("questions", "point", "elsewhere"): "yes\n    if unknown",
    ("questions", "point", "if unknown say", "en"): "the point\n  - section",
    ("questions", "point", "ask", "call", "en"): "Which of the points",
    ("sections", "more"): "more\n    only if",
    ("sections", "more", "only if"): "works is no\n    questions",
    ("questions", "since", "earliest"): "30 days",
    ("questions", "bye", "then"): "finish\nthank",
}


@pytest.mark.parametrize("path", MARKS, ids=".".join)
def test_every_part_has_its_place(path: tuple[str, ...]) -> None:
    assert WHOLE.count(MARKS[path]) == 1
    before = WHOLE[: WHOLE.index(MARKS[path])]
    assert draft_of(WHOLE).marks[path] == Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_a_question_that_cannot_be_read_is_known_by_name_also_in_a_section() -> None:
    assert draft_of(WHOLE.replace("answer: date", "answer: day")).unread == {"since"}


def test_all_mistakes_are_told_at_once() -> None:
    text = WHOLE
    for old, new in (
        ("point: answer", "point: place"), ("2 hours later", "soon"), ("yes: go to clean", "yes: clean"),
        ("lists/points.csv", "points.csv"), ("latest: today", "latest: tomorrow"), ("section: more", "section: More"),
        ("then: finish", "then: { yes: finish }"), ("visit.point", "point"),
    ):  # fmt: skip
        text = text.replace(old, new)
    codes = [p.code for p in load(text, LISTS).problems]
    assert codes == ["E605", "E211", "E211", "E204", "E320", "E205", "E430", "E204"]


@pytest.mark.parametrize(
    ("old", "new", "guess"),
    [
        ("yes: go to clean", "yes: goto clean", "go to clean"),
        ("yes: go to clean", "yes: clean", "go to clean"),
        ("then: finish", "then: finsh", "finish"),
        ("point: answer", "point: answr", "answer"),
        ("  use visits from the last", "  use visits form the last", "use visits from the last"),
        ("someone calls us", "someone call us", "someone calls us"),
        ("answer: phone", "answer: phon", "phone"),
        ("      district: Which", "      distrct: Which", "district"),
        ("welcome without a visit", "without a visit welcome", "welcome without a visit"),
    ],
)
def test_did_you_mean(old: str, new: str, guess: str) -> None:
    (problem,) = load(WHOLE.replace(old, new), LISTS).problems
    assert problem.words["guess"] == guess
    assert f"Did you mean *{guess}*?" in problem.sentence


HEAD = WHOLE[: WHOLE.index("questions:")]
ONE = HEAD + "questions:\n  - question: a\n    ask: A?\n    answer: "
FLOODS = {
    "jumps": ONE + "yes or no\n    then: {" + ",\n".join(f" k{n}: finish" for n in range(9_000)) + " }\n",
    "steps": ONE + "place\n    list: lists/points.csv\n    find by:\n" + "".join(f"      c{n}: W?\n" for n in range(9_000)),
    "clauses": ONE + "phone\n    only if: >\n" + "      a is b and\n" * 9_000,
    "lines of a condition": ONE + "phone\n    only if any of:\n" + "      - a is b\n" * 9_000,
    "values": ONE + "phone\n    only if: >\n      a is one of b\n" + "      , b\n" * 9_000,
    "columns": HEAD.replace("  point: answer", "".join(f"  C{n}: no\n" for n in range(9_000))),
    "sections": HEAD + "questions:\n" + "".join(f"  - section: s{n}\n" for n in range(9_000)),
    "questions of a section": HEAD + "questions:\n  - section: s\n    questions:\n" + "      - question: s\n" * 8_000,
    "sections in sections": HEAD + "questions:\n" + "".join(
        "  " * (2 * n) + "- section: a\n" + "  " * (2 * n + 1) + "questions:\n" for n in range(1, 10)
    ),
    "dial codes": HEAD.replace('"*120*77#"', "[" + ",\n".join("x" * 9_000) + "]"),
    "ways to start": HEAD.replace("  someone calls us", "".join(f"  start{n}: x\n" for n in range(9_000)) + "  x"),
    "further words": ONE + "choice\n    choices: { a: { en: A, also: [" + ",\n".join("w" * 9_000) + "] }, b: B }\n",
    "a long jump": ONE + "yes or no\n    then: { yes: >\n" + "      go to start a-a-a-a\n" * 5_000 + " }\n",
    "a long column": ONE + "phone\n    known from: >\n      visit.\n" + "      a a a a a a a a\n" * 5_000,
    "a long delay": HEAD.replace("2 hours later, by sms", ">\n" + "    2 hours later, by sms\n" * 5_000),
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_anything_is_refused_with_few_sentences(name: str) -> None:
    checked = check_loaded(load(FLOODS[name], LISTS))
    assert checked.flow is None
    assert 0 < len(checked.problems) < 200


PIECES = st.sampled_from(
    ["then: finish", "then:\n      no: finish", "section: x", "questions:", "find by: { code: x }", "list: lists/x.csv",
     "visit.", "go to ", "start ", "finish", "elsewhere", "at once, by sms", "text up to 99", "{visit.first name}",
     "\n    ", "\n  - ", ": ", "- ", "[", "{", "}", "phone", "place", "date", "message", "consent", " #", "*",
     "known from: visit.x", "only if: x is y", "9999-99-99"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 14), PIECES), min_size=1, max_size=4))
def test_a_survey_mistyped_anywhere_is_read_or_refused(slips: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, gone, put in slips:
        text = text[:at] + put + text[at + gone :]
    loaded = load(text, LISTS)
    assert loaded.flow is not None or any(p.is_error for p in loaded.problems)
    assert all(p.mark.line >= 1 and p.mark.column >= 1 and p.remedy for p in loaded.problems)


def test_marks_of_steps_point_at_their_column() -> None:
    kind = question("point").kind
    assert isinstance(kind, Place)
    assert kind.steps[0] == FindBy("code", {"en": "Type the code."}, Mark(44, 7))


@pytest.mark.parametrize("row", [row for row in SLIPS if row.code == "E118"], ids=lambda row: row.what)
def test_a_space_of_a_word_processor_becomes_a_usual_one(row: Row) -> None:
    (problem,) = load(row.text, row.list).problems
    (fix,) = fixes_of(row.text, problem, lists=row.list)
    assert load(apply(row.text, fix.edits), row.list).flow == flow_of()
