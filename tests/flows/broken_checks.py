"""Surveys with broken jumps, sections, visits and variables, a row each; and of each code a neighbour that is sound."""

from __future__ import annotations

from sound_flows import SOUND, TWO, Row, change
from sound_visits import JUMPS, LISTS, PLACE, SECTION, VISITED

TWO_WAYS = ("yes: go to clean", "yes: go to clean\n      no: go to clean")
THANKS = ("Your answers help", "Your answers about {point} help")
NAMED = SOUND.replace("questions:\n", "questions:\n" + PLACE, 1).replace(*THANKS).replace("thank you: ", "thank you: ¦")

LAST_OF_VISITED = "thank you: "
CALL = "  - question: call_me\n    ask: May we call you?\n    answer: consent\n    consent to: call back\nthank you: "


def visited(code: str, what: str, *changes: tuple[str, str]) -> Row:
    return change(code, what, *changes, base=VISITED, lists=LISTS)


def named(code: str, what: str, *changes: tuple[str, str]) -> Row:
    """The thank-you names a place; the mark stands before it."""
    return change(code, what, *changes, base=NAMED, lists=LISTS)


CONDITIONS = [
    change("E302", "a section about nobody", ("only if: works is no", "only if: ¦worked is no"), base=SECTION),
    change("E303", "a section about itself", ("only if: works is no", "only if: ¦broken_days is 3"), base=SECTION),
    change("E304", "an answer of a section that is none", ("only if: works is no", "only if: ¦works is broken"), base=SECTION),
    change("E312", "a section nobody comes into", ("works is no", "¦works is no and works is yes"), base=SECTION),
    change(
        "E312",
        "a question whose section rules it out",
        ("        ask: For how", "        only if: ¦works is yes\n        ask: For how"),
        base=SECTION,
    ),
    change("W314", "a section for everybody", ("works is no", "¦channel is ussd or channel is sms"), base=SECTION),
    change(
        "W314",
        "what the section says already",
        ("        ask: For how", "        only if: ¦works is no\n        ask: For how"),
        base=SECTION,
    ),
    change("W314", "what the jumps see to already", ("ask: For how", "only if: ¦works is no\n    ask: For how"), base=JUMPS),
    change(
        "N316",
        "a question that jumps pass by",
        ("ask: How do", "only if: ¦broken_days is above 3\n    ask: How do"),
        base=JUMPS,
    ),
    visited("E304", "a place that is not in the list", ("ask: How do", "only if: ¦point is 3001\n    ask: How do")),
    visited("E304", "no other place is offered", ("ask: How do", "only if: ¦point is elsewhere\n    ask: How do")),
    visited(
        "E312",
        "every place is ruled out",
        ("ask: How do", "only if: ¦point is not one of 1001, 1002, 2001\n    ask: How do"),
    ),
    visited(
        "E411",
        "zero opens the list",
        ("      district: Which", "      code: Type the code.\n      district: Which"),
        ("    known from", "    may be skipped: ¦yes\n    known from"),
    ),
    visited("E306", "above a place", ("ask: How do", "only if: ¦point is above 1000\n    ask: How do")),
    change(
        "E307",
        "what day it was",
        ("answer: number\n    to: 365", "answer: date"),
        ("ask: How do", "only if: ¦broken_days is 2026\n    ask: How do"),
    ),
    change(
        "E307",
        "which number it is",
        ("answer: number\n    to: 365", "answer: phone"),
        ("ask: How do", "only if: ¦broken_days is 266\n    ask: How do"),
    ),
]

TO_WHERE = [
    change("E308", "an answer that leads nowhere", ("yes: go to clean", "yes: ¦go to cleen"), base=JUMPS),
    change(
        "E309", "an answer that leads back", ("ask: How clean", "then: { 1: ¦go to works }\n    ask: How clean"), base=JUMPS
    ),
    change("E309", "an answer that leads to itself", ("yes: go to clean", "yes: ¦go to works"), base=JUMPS),
    change(
        "E310",
        "a number to jump from",
        ("answer: number\n    to: 365", "answer: number\n    to: 365\n    then: { ¦3: finish }"),
    ),
    change("E311", "an answer that is none", ("yes: go to clean", "¦yess: go to clean"), base=JUMPS),
    change("E311", "skipping where nobody can", ("yes: go to clean", "¦skipped: go to clean"), base=JUMPS),
    change("E311", "a rating off the scale", ("ask: How clean", "then: { ¦6: finish }\n    ask: How clean"), base=JUMPS),
    change("E313", "everybody jumps over it", TWO_WAYS, ("question: broken_days", "question: ¦broken_days"), base=JUMPS),
    change("W315", "an answer that leads where it goes anyway", ("yes: go to clean", "yes: ¦go to broken_days"), base=JUMPS),
]

VISITS = [
    visited("E317", "a column nobody declared", ("known from: visit.point", "known from: ¦visit.points")),
    visited("E317", "a text about a column nobody declared", ("welcome: ", "welcome: ¦"), ("visit.day", "visit.date")),
    visited(
        "E211", "a name as an answer", ("known from: visit.point", "known from: ¦visit.first name"), ("  point: answer\n", "")
    ),
    visited("E211", "a day as a language", ("rules:", "language known from: ¦visit.day\nrules:")),
    visited(
        "W318",
        "nobody has a visit",
        ("  a visit is recorded: 2 hours later, by sms\n", ""),
        ("known from: visit.point", "known from: ¦visit.point"),
    ),
    visited("W319", "a column for nothing", ("  day: date\n", "  day: date\n  ¦ward: answer\n")),
    visited("E508", "an answer of the list shown", ("welcome: ", "welcome: ¦"), ("on {visit.day} you", "at {visit.point} you")),
    visited("E508", "a phone number shown", ("welcome: ", "welcome: ¦"), ("on {visit.day} you", "{visit.phone}: you")),
    visited("E508", "a visit in a question", ("ask: How do", "ask: ¦On {visit.day}, how do")),
    visited(
        "E508",
        "a visit in the text without one",
        ("visit: The Ministry", "visit: ¦On {visit.day} the Ministry"),
    ),
    visited(
        "E511",
        "no text without a visit",
        ("welcome without a visit: The Ministry of Water asks a few questions. Text STOP to end.\n", ""),
        ("welcome: ", "welcome: ¦"),
    ),
    visited(
        "E511",
        "no thank-you without a visit",
        ("thank you: ", "thank you: ¦"),
        ("Thank you. Your", "Thank you {visit.day}. Your"),
    ),
    visited(
        "E607", "no way to stop", ("welcome: ", "welcome: ¦"), ("at a water point. Text STOP to end.", "at a water point.")
    ),
    visited(
        "E607",
        "no way to stop for those without a name",
        ("visit: The Ministry of Water asks a few questions. Text STOP to end.", "visit: ¦Questions in the end."),
    ),
]

PLACES = [
    named("E510", "a place that may be unknown", ("    if unknown say: the point\n", "")),
    named("E508", "a place in the welcome", ("thank you: ¦", "thank you: "), ("welcome: ", "welcome: ¦At {point}, the ")),
    named("E508", "a place in a label", ("thank you: ¦", "thank you: "), ("foot: On foot", "foot: ¦On foot to {point}")),
    named(
        "E509",
        "a place that is asked later",
        ("thank you: ¦", "thank you: "),
        ("ask: Which water", "ask: ¦Which water at {point}"),
    ),
    named("E520", "a place of a long name", ("thank you: ¦Thank you. ", "thank you: ¦" + "Thank you so much. " * 6)),
]

LETTERS = [
    change("W524", "an owner with a hook", ("owner: Ministry", "owner: ¦Miništry")),
    change("W524", "another language with a cedilla", ("st: Sesotho }", "¦st: Françaiš }"), base=TWO),
    change("W525", "a dash in the owner", ("owner: Ministry of", "owner: ¦Ministry – of")),
    change("E404", "a further word is another's name", ("bus: By bus", "¦bus: { en: By bus, also: [foot] }")),
    change("W408", "a label that goes back in the other language", ("bus: { en: By bus,", "bus: { en: ¦Morao,"), base=TWO),
    change(
        "W624", "questions and minutes", ("a few questions. Free.", "9 questions, 1 minute."), ("welcome: M", "welcome: ¦M")
    ),
    visited(
        "W624",
        "a number that only those without a visit are asked",
        ("at a water point. Text", "at a water point. 4 to 5 questions. Text"),
        ("welcome: ", "welcome: ¦"),
    ),
    visited(
        "E611",
        "no time to call",
        ("close after: 3 days", "close after: 1 day\n  keep phone numbers for: ¦1 day"),
        (LAST_OF_VISITED, CALL),
    ),
]

ROWS = [*CONDITIONS, *TO_WHERE, *VISITS, *PLACES, *LETTERS]
