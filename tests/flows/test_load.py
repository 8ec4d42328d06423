"""What a text means once it is read, and what the reader refuses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sound_flows import SOUND, TWO

from flows.check import check
from flows.load import load
from flows.model import (
    All,
    AnswerTest,
    Any,
    ChannelTest,
    Choice,
    Consent,
    Flow,
    Jump,
    Keywords,
    Message,
    Number,
    Rating,
    Text,
)
from flows.places import Lists

SURVEYS = sorted(
    p for p in (Path(__file__).parents[2] / "flows" / "surveys").glob("*.yaml") if not p.name.endswith(".talk.yaml")
)


def flow_of(text: str) -> Flow:
    loaded = load(text)
    assert loaded.flow is not None, loaded.problems
    return loaded.flow


def beside(path: Path) -> Lists:
    """The lists in the folder of a survey."""
    return lambda name: (path.parent / name).read_bytes() if (path.parent / name).exists() else None


def with_question(lines: str) -> Flow:
    more = "\n".join("    " + line for line in lines.strip("\n").split("\n")).replace("    ", "  - ", 1)
    return flow_of(SOUND.replace("thank you:", more + "\nthank you:"))


def rules_of(lines: str) -> Flow:
    return flow_of(SOUND.replace("  close after: 3 days", lines))


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_the_surveys_that_ship_can_be_published(path: Path) -> None:
    checked = check(path.read_bytes(), lists=beside(path))
    assert checked.publishable, [p for p in checked.problems if not p.accepted]
    assert checked.flow is not None
    assert checked.flow.survey == path.stem


def test_three_surveys_ship() -> None:
    assert {path.stem for path in SURVEYS} >= {"lesotho-clinic-visit", "kenya-huduma-service", "cambodia-civil-registry"}


def test_every_value_is_the_text_that_was_typed() -> None:
    for typed in (
        "no",
        "yes",
        "10:30",
        "0712",
        "+254712000000",
        "1.10",
        "~",
        "null",
        "0x1F",
        "1_000",
        "2026-11-23",
        "off",
        ".5e3",
    ):
        assert flow_of(SOUND.replace("title: The water point", f"title: {typed}")).title == typed


def test_keys_are_read_in_any_of_their_spellings() -> None:
    text = (
        SOUND.replace("only if: works", "Only_If: works")
        .replace("time zone:", "Time-Zone:")
        .replace("thank you:", "THANK  YOU:")
    )
    assert flow_of(text) == flow_of(SOUND)


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ending: str) -> None:
    assert load(b"\xef\xbb\xbf" + SOUND.replace("\n", ending).encode()).flow == flow_of(SOUND)


def test_a_first_line_of_dashes_is_accepted() -> None:
    assert load("---\n" + SOUND).flow is not None


def test_texts_are_composed_and_hidden_signs_left_out() -> None:
    flow = flow_of(SOUND.replace("The water point", "Cafe\u0301 \u1791\u17b9\u1780\u200b\u1791\u17b9\u1780"))
    assert flow.title == "Caf\u00e9 \u1791\u17b9\u1780\u1791\u17b9\u1780"
    assert load(SOUND.replace("The water", "\u1791\u17b9\u1780\u200b\u1791\u17b9\u1780")).problems == ()


def test_the_kinds_of_answer() -> None:
    rating = with_question("question: x\nask: X?\nanswer: rating\nfrom: 0\nto: 4\nlowest: bad\nhighest: good\ndo not know: yes")
    assert rating.question("x").kind == Rating(0, 4, {"en": "bad"}, {"en": "good"}, do_not_know=True)
    number = with_question("question: x\nask: X?\nanswer: number\nfrom: 1\nto: 9\ndecimals: 2\nunit: km")
    assert number.question("x").kind == Number(1, 9, 2, {"en": "km"})
    text = with_question("question: x\nask: X?\nanswer: text\nlongest: 40")
    assert text.question("x").kind == Text(40)
    assert text.question("x").private
    assert with_question("question: x\nask: X?\nanswer: consent\nconsent to: call back").question("x").kind == Consent(
        "call back"
    )
    assert with_question("question: x\nask: Nearly done.\nanswer: message").question("x").kind == Message()


def test_a_choice_with_further_words_and_digits() -> None:
    flow = with_question(
        """\
question: x
ask: X?
answer: choice
choices:
  ill: { en: I was ill, also: [sick, unwell], press: 2 }
  other:
    en: Other
    also: else
    press: 1
"""
    )
    kind = flow.question("x").kind
    assert isinstance(kind, Choice)
    assert [(o.name, dict(o.label), o.also, o.press) for o in kind.options] == [
        ("ill", {"en": "I was ill"}, ("sick", "unwell"), 2),
        ("other", {"en": "Other"}, ("else",), 1),
    ]


def test_what_is_not_written_is_safe() -> None:
    question = flow_of(SOUND).question("broken_days")
    assert (question.tries, question.after_last_try, question.may_be_skipped, question.private) == (3, None, False, False)
    assert (question.report_as, question.formerly, question.counts_as) == ("Broken days", None, None)
    rules = flow_of(SOUND).rules
    assert (rules.one_answer_every, rules.resume_within) == (timedelta(days=1), timedelta(hours=1))
    assert (rules.text_from, rules.text_until, rules.remind_after) == ("08:00", "19:00", None)
    assert (rules.keep_numbers, rules.keep_words, rules.offers) == (timedelta(days=30), timedelta(days=180), ())
    assert rules.small_numbers == "usual"


def test_the_rules() -> None:
    rules = rules_of(
        """\
  one answer per phone every: 2 weeks
  text only between: 09:15 and 18:30
  remind once after: 20 hours
  close after: 4 days
  resume a dropped call within: 45 minutes
  first screen offers: not now, stop
  keep phone numbers for: 2 weeks
  keep written answers for: 1 day
  small numbers: strict"""
    ).rules
    assert (rules.one_answer_every, rules.remind_after) == (timedelta(weeks=2), timedelta(hours=20))
    assert (rules.text_from, rules.text_until, rules.close_after) == ("09:15", "18:30", timedelta(days=4))
    assert (rules.resume_within, rules.offers) == (timedelta(minutes=45), ("not now", "stop"))
    assert (rules.keep_numbers, rules.keep_words) == (timedelta(weeks=2), timedelta(days=1))
    assert rules.small_numbers == "strict"


def test_ways_of_starting() -> None:
    text = SOUND.replace('"*120*77#"', '["*120*77#", "*120*78#"]').replace(
        "WATER to 40145", "[WATER or MAJI to 40145, WELL to 22555]"
    )
    starts = flow_of(text).starts
    assert starts.dials == ("*120*77#", "*120*78#")
    assert starts.texts == (Keywords(("WATER", "MAJI"), "40145"), Keywords(("WELL",), "22555"))


def test_a_text_of_its_own_for_one_channel() -> None:
    ask = "ask: { en: Does it work?, st: Na e sebetsa? }"
    question = flow_of(TWO.replace(ask, ask + "\n    ask on ussd: { st: Na e sebetsa joale? }")).question("works")
    assert question.ask.text("st", "ussd") == "Na e sebetsa joale?"
    assert question.ask.text("st", "sms") == "Na e sebetsa?"
    assert question.ask.text("en", "ussd") == "Does it work?"


def test_words_of_the_survey_and_lists_of_words() -> None:
    flow = flow_of(TWO.replace("rules:", "words:\n  Skip: { st: Tlola hle }\n  yes words: { st: [ehlile, ee] }\nrules:"))
    assert flow.words == {"skip": {"st": "Tlola hle"}, "yes_words": {"st": "ehlile, ee"}}


CONDITIONS = {
    "works is no": AnswerTest("works", "is", ("no",)),
    "works is not no": AnswerTest("works", "is not", ("no",)),
    "clean is one of 1, 2,3": AnswerTest("clean", "is", ("1", "2", "3")),
    "clean is not one of 1, 2": AnswerTest("clean", "is not", ("1", "2")),
    "clean is at least 3": AnswerTest("clean", "at least", ("3",)),
    "clean is at most 3": AnswerTest("clean", "at most", ("3",)),
    "clean is below 3": AnswerTest("clean", "below", ("3",)),
    "broken_days is above 10": AnswerTest("broken_days", "above", ("10",)),
    "works was answered": AnswerTest("works", "answered"),
    "works was not answered": AnswerTest("works", "not answered"),
    "channel is sms": ChannelTest("sms"),
    "works is no and clean is 1": All((AnswerTest("works", "is", ("no",)), AnswerTest("clean", "is", ("1",)))),
    "works is no or clean is 1 or channel is ussd": Any(
        (AnswerTest("works", "is", ("no",)), AnswerTest("clean", "is", ("1",)), ChannelTest("ussd"))
    ),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_conditions(written: str) -> None:
    flow = with_question(f"question: x\nonly if: {written}\nask: X?\nanswer: yes or no")
    assert flow.question("x").only_if == CONDITIONS[written]


def test_conditions_of_several_lines() -> None:
    flow = with_question(
        "question: x\nask: X?\nanswer: yes or no\nonly if any of:\n  - works is no and clean is 1\n  - channel is sms"
    )
    both = All((AnswerTest("works", "is", ("no",)), AnswerTest("clean", "is", ("1",))))
    assert flow.question("x").only_if == Any((both, ChannelTest("sms")))


@pytest.mark.parametrize(("written", "jump"), [("skip", None), ("finish", Jump("finish")), ("go to way", Jump("way"))])
def test_after_the_last_try(written: str, jump: Jump | None) -> None:
    flow = flow_of(SOUND.replace("    to: 365", f"    to: 365\n    after the last try: {written}"))
    assert flow.question("broken_days").after_last_try == jump


def test_a_question_that_cannot_be_read_makes_no_other_wrong() -> None:
    codes = [p.code for p in check(SOUND.replace("answer: yes or no", "answer: yes or not")).problems]
    assert codes == ["E209"]


BOMBS = {
    "brackets": "[" * 50_000,
    "brackets below a key": "survey: x\ntitle: " + "[" * 1_900,
    "lines of brackets": "a:\n" + "\n".join(" [" * 10 for _ in range(5_000)),
    "braces": "{a: " * 50_000,
    "dashes": "- " * 900 + "x",
    "steps": "\n".join(" " * n + f"k{n}:" for n in range(600)),
    "copies of copies": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20)),
    "a tag": "!!python/object/apply:os.system [ls]",
    "a binary": "survey: !!binary aGVsbG8=",
    "a merge": "a: { b: c }\nd:\n  <<: { b: c }\n",
    "keys twice": "a: b\n" * 30_000,
    "many keys": "\n".join(f"k{n}: v" for n in range(9_000)),
    "many lines": "a: b\n#\n" * 40_000,
    "many questions": "survey: x\nquestions:\n" + "  - question: x\n" * 8_000,
    "many words": "survey: x\nlanguages: { en: E }\nwords:\n" + "\n".join(f"  w{n}: x" for n in range(9_000)),
    "braces in a text": "survey: x\nlanguages: { en: E }\nwelcome: |\n" + ("  " + "{" * 1_900 + "\n") * 100,
    "an endless quote": 'a: "' + "x\n" * 9_000,
    "NUL": "survey: x\x00y",
    "half a pair": "survey: \ud800",
    "another encoding": "survey: x".encode("utf-16"),
    "too long": b"x" * 10_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_text_is_refused_with_a_sentence(name: str) -> None:
    checked = check(BOMBS[name])
    assert checked.flow is None
    assert 0 < len(checked.problems) < 1_500
    assert all(p.sentence and p.remedy and p.mark.line >= 1 and p.mark.column >= 1 for p in checked.problems)


PIECES = st.sampled_from(
    ["{", "}", "[", "]", ":", ": ", " #", "- ", "\n", "\n  ", "\t", '"', "'", "&a", "*a", "!x", "|", ">", "%", "@",
     ",", "<<: ", "{keep days}", "not now", "e\u0301", "\u200b", "\u202e", "\ud83d", "no", "99",
     "one of", " and ", " or ", "*120#", "\u1780"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@example("? a\n: b")
@example("- - - -")
@example("a: !\n")
def test_no_text_makes_the_checker_fail(text: str) -> None:
    assert check(text).flow is None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_checker_fail(raw: bytes) -> None:
    assert check(raw).flow is None


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([SOUND, TWO]), st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 12), PIECES), max_size=4))
def test_a_survey_mistyped_anywhere_is_read_or_refused(text: str, slips: list[tuple[int, int, str]]) -> None:
    for at, gone, put in slips:
        text = text[:at] + put + text[at + gone :]
    checked = check(text)
    assert checked.flow is not None or any(p.is_error for p in checked.problems)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([SOUND, TWO]), st.data())
def test_a_survey_with_lines_gone_or_moved_is_read_or_refused(text: str, data: st.DataObject) -> None:
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at, to = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
        line = lines.pop(at)
        if data.draw(st.booleans()):
            lines.insert(to, data.draw(st.sampled_from(["", "  ", "    "])) + line.strip())
    checked = check("\n".join(lines))
    assert checked.flow is not None or any(p.is_error for p in checked.problems)
