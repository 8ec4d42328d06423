"""Surveys that look like broken ones and are sound: the code is not told."""

import re
from pathlib import Path

import pytest
from sound_flows import LONG, SOUND, TWO
from sound_visits import JUMPS, LISTS, PLACE, SECTION, VISITED

from flows.check import check

FLOWS = Path(__file__).parents[2] / "flows"


def sound(what: str, code: str, *changes: tuple[str, str], base: str = SOUND) -> object:
    text = base
    for old, new in changes:
        assert text.count(old) == 1, (what, old)
        text = text.replace(old, new)
    return pytest.param(code, text, id=f"{code} {what}")


SHOWN = ("Your answers help", "Your answers about {point} help")
PLACED = SOUND.replace("questions:\n", "questions:\n" + PLACE, 1)
BLIND = PLACED.replace("    if unknown say: the point\n", "    after the last try: finish\n")
FIND_CODE = ("      district: Which district?\n      name: Which point?\n", "      code: Which code does it have?\n")

NEIGHBOURS = [
    sound("one way comes to it", "E313", ("yes: go to clean", "yes: finish"), base=JUMPS),
    sound("a jump over one question", "W315", base=JUMPS),
    sound("skipping a number leads on", "E310",
        ("to: 365", "from: 1\n    to: 365\n    may be skipped: yes\n    then: { skipped: finish }")),
    sound("skipping where it is allowed", "E311", ("yes: go", "skipped: finish\n      yes: go"), (
        "answer: yes or no", "answer: yes or no\n    may be skipped: yes"), base=JUMPS),
    sound("a rating leads on", "E311", ("ask: How clean", "then: { 1: finish }\n    ask: How clean"), base=JUMPS),
    sound("a section some come into", "E312", base=SECTION),
    sound("a section that some do not come into", "W314", base=SECTION),
    sound("a question of the section asked about below", "E303",
        ("ask: How do", "only if: broken_days was answered\n    ask: How do"), base=SECTION),
    sound("people without an answer are thought of", "N316",
        ("ask: How do", "only if: broken_days is above 3 or broken_days was not answered\n    ask: How do")),
    sound("a place of the list", "E304", ("ask: How do", "only if: point is 1001\n    ask: How do"), base=PLACED),
    sound("elsewhere where it is offered", "E304", ("    if unknown", "    elsewhere: yes\n    if unknown"),
        ("ask: How do", "only if: point is elsewhere\n    ask: How do"), base=PLACED),
    sound("elsewhere at the end of a list", "E435", ("    if unknown", "    elsewhere: yes\n    if unknown"), base=PLACED),
    sound("a code and nothing else", "E435", FIND_CODE, base=PLACED),
    sound("a code and nothing else", "E202", FIND_CODE, base=PLACED),
    sound("a place that is skipped", "E411", ("    if unknown", "    may be skipped: yes\n    if unknown"), base=PLACED),
    sound("a day was given", "E307", ("answer: number\n    to: 365", "answer: date"),
        ("ask: How do", "only if: broken_days was answered\n    ask: How do")),
    sound("every column is declared", "E317", base=VISITED),
    sound("own visits are used", "W318", ("  a visit is recorded: 2 hours later, by sms\n", ""),
        ("close after: 3 days", "use visits from the last: 3 days"), base=VISITED),
    sound("every column is used", "W319", base=VISITED),
    sound("a language is taken from the list", "W319", ("  day: date\n", "  day: date\n  tongue: language\n"),
        ("rules:", "language known from: visit.tongue\nrules:"), base=VISITED),
    sound("what stands for an unknown place", "E510", SHOWN, base=PLACED),
    sound("who does not know it is gone", "E510", ("ask: How do", "ask: How do you get to {point}? And how do"), base=BLIND),
    sound("a text for those without a visit", "E511", base=VISITED),
    sound("a stop word of another language", "E607", ("water point. Text STOP to end.", "water point. Tuma ACHA kusitisha."),
        base=VISITED),
    sound("nobody is texted unasked", "E607"),
    sound("a label is its own name", "E404", ("bus: By bus", "bus: Bus")),
    sound("fixed digits on one screen", "E406", ("foot: On foot", "foot: { en: On foot, press: 2 }"),
        ("bus: By bus", "bus: { en: By bus, press: 1 }")),
    sound("a long text for texts only", "E520", ("ask: Does the", f"ask on sms: {LONG * 2}\n    ask: Does the")),
    sound("no texts, so any hour", "N640", base=VISITED),
    sound("a title that stands on no screen", "W525", ("title: The water", "title: The “water”")),
    sound("words of its own for one language", "N515", base=TWO),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), NEIGHBOURS)
def test_what_only_looks_broken_is_not_told(code: str, text: str) -> None:
    problems = check(text, lists=lambda name: LISTS[name].encode()).problems
    assert code not in [p.code for p in problems]
    assert not [p for p in problems if p.is_error], problems


def test_one_unreadable_question_makes_nothing_else_look_wrong() -> None:
    text = SOUND.replace("answer: yes or no", "answer: yes or not") + ""
    text = text.replace("ask: How do", "only if: broken_days is above 3 or clean is 1\n    ask: How do")
    assert {p.code for p in check(text).problems} <= {"E209", "N316"}


def test_a_missing_list_makes_no_condition_look_wrong() -> None:
    text = PLACED.replace("ask: How do", "only if: point is 1001\n    ask: How do")
    assert {p.code for p in check(text).problems} == {"E320"}


def test_one_wrong_condition_makes_nothing_else_look_wrong() -> None:
    text = SOUND.replace("only if: works is no", "only if: work is no")
    text = text.replace("ask: How do", "only if: broken_days was answered\n    ask: How do")
    assert {p.code for p in check(text).problems} <= {"E302", "N316"}


def test_a_front_door_measures_nothing_and_needs_no_headline() -> None:
    door = (FLOWS / "templates" / "front-door.yaml").read_text(encoding="utf-8")
    assert "W432" not in {p.code for p in check(door).problems}
    assert "W432" in {p.code for p in check(re.sub(r": start [a-z-]+", ": finish", door)).problems}
