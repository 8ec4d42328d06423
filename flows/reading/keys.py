"""Every key of the language: what it takes, what it is for, and where it belongs. The one list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import get_args

from flows.model import Channel, CountsAs
from flows.reading import quantities as q
from flows.reading.shapes import YES_NO, Form, Key, Label, ListOf, Named, OneOf, Part, Questions, Whole, Wording, Words

Table = Mapping[str, Key]


@lru_cache(maxsize=2_048)
def fold(key: str) -> str:
    """A key as it is compared: small letters, ``_`` and ``-`` as spaces, single spaces."""
    return re.sub(r"[\s_-]+", " ", key).strip().casefold()


LONGEST = 60
"""Signs of a key that is compared with others."""


def of_same_words(key: str, allowed: Iterable[str]) -> str:
    """The key that has the words of this one in another order; empty if there is none."""
    words = sorted(key.split()) if len(key) < LONGEST else []
    return next((other for other in allowed if sorted(other.split()) == words), "")


CHANNELS: tuple[Channel, ...] = get_args(Channel)
WITHOUT_VISIT = " without a visit"
_HEARD = {"ussd": "on the phone menu", "sms": "by SMS", "call": "when an agent reads it to a caller"}


def on(key: str, channel: str) -> str:
    """The key of a wording for one channel: ``ask on sms``, ``welcome on sms without a visit``."""
    stem = key.removesuffix(WITHOUT_VISIT)
    return f"{stem} on {channel}{key[len(stem) :]}"


def on_channels(key: str, about: str, example: str, *, required: bool = False) -> dict[str, Key]:
    """A wording's key with its forms for one channel."""
    own = {
        on(key, channel): Key(Wording(whole=False), f"Instead of *{key}* {_HEARD[channel]}.", example) for channel in CHANNELS
    }
    return {key: Key(Wording(), about, example, required=required), **own}


LARGEST = 999_999_999
MOST_QUESTIONS = 40
"""Questions of a survey, in sections or not; and sections."""
MOST_LANGUAGES = 4
MOST_CHOICES = 20
MOST_STARTS = 20
"""Dial codes of one survey, and lines of keywords."""
MOST_COLUMNS = 40
"""Columns of a visit list."""
MOST_STEPS = 6
"""Columns of one *find by*: nobody answers more to name one place."""
MOST_JUMPS = 30
"""Lines under one *then*: more than any question has answers."""
MOST_LINES = 40
"""Lines of one condition."""
MOST_ENTRIES = 100
"""Lines under *words* and under *accepted*, further words of one choice."""
PURPOSES = ("call back", "quote my words", "later surveys")
OFFERS = ("not now", "stop")
SMALL_NUMBERS = ("usual", "strict")

_LENGTH = Form(q.DURATION, ("1 hour", "1 day", "3 days"))
_DAYS = Form(q.DAYS_OR_WEEKS, ("14 days", "30 days"))
_COLUMN = Form(q.OF_VISIT, ("visit.facility",))
_DAY = Form(q.ANY_DAY, ("today", "30 days ago", "1 year ago"))
_JUMP = Form(q.JUMP, ("finish", "go to NAME"))
_ANY_NAME = re.compile(r".+")

SURVEY: Table = {
    "format": Key(Whole(1, 1), "The format of this file.", "1", "1"),
    "survey": Key(
        Form(q.SURVEY_NAME, longest=q.LONGEST_SURVEY_NAME),
        "The survey's name in addresses and data: small letters, digits and hyphens. Never changed once published.",
        "water-point",
        required=True,
    ),
    "title": Key(Words(80), "What the survey is called in reports.", "How was your clinic visit?", required=True),
    "owner": Key(Words(60), "Who asks; this answers HELP by SMS.", "Ministry of Health", required=True),
    "time zone": Key(
        Form(q.ZONE, ("Africa/Maseru",)), "The zone of all hours and days of this survey.", "Africa/Maseru", required=True
    ),
    "languages": Key(
        Named(q.LANGUAGE, Words(), MOST_LANGUAGES),
        "Code and own name of 1 to 4 languages; the first is the main one.",
        "{ en: English }",
        required=True,
    ),
    "language known from": Key(_COLUMN, "The column of the visit list that says in which language to speak.", "visit.language"),
    "starts when": Key(
        Part("STARTS"), "The ways in which a conversation begins.", '{ someone dials: "*120*45#" }', required=True
    ),
    "visit columns": Key(
        Named(q.COLUMN, Form(q.COLUMN_KIND, ("answer", "text up to 20", "date", "language")), MOST_COLUMNS, 0),
        "What the visit list brings along besides *phone* and *visit id*.",
        "{ facility: answer }",
    ),
    "rules": Key(Part("RULES"), "How often, when, and how long.", "{ close after: 3 days }"),
    **on_channels(
        "welcome",
        "The first screen: who asks, how many questions, that it is free.",
        "Three short questions. Free.",
        required=True,
    ),
    **on_channels(
        "welcome without a visit",
        "Instead of *welcome* where it names something of a visit and there is none.",
        "Three short questions. Free.",
    ),
    "questions": Key(Questions(sections=True), "The questions, asked from top to bottom; 1 to 40.", "[ … ]", required=True),
    **on_channels("thank you", "The last screen.", "Thank you.", required=True),
    **on_channels(
        "thank you without a visit",
        "Instead of *thank you* where it names something of a visit and there is none.",
        "Thank you.",
    ),
    "words": Key(
        Named(_ANY_NAME, Wording(whole=False), MOST_ENTRIES, 0),
        "Own wordings for words that the program adds, such as *skip*.",
        "{ skip: { st: Tlola } }",
    ),
    "accepted": Key(
        Named(q.ACCEPTED, Words(), MOST_ENTRIES, 0),
        "Warnings that somebody has read and accepts, with the reason.",
        "{ W620: Most people get six. }",
    ),
}
STARTS: Table = {
    "someone dials": Key(ListOf(Form(q.DIAL), MOST_STARTS), "A dial code, in quotes.", '"*120*45#"'),
    "someone texts": Key(ListOf(Form(q.TEXTS), MOST_STARTS), "Words, and the number they are texted to.", "CLINIC to 40145"),
    "a visit is recorded": Key(
        Form(q.AFTER_VISIT, ("at once, by sms", "2 hours later, by sms")),
        "Everybody on the visit list is invited, that much later.",
        "2 hours later, by sms",
    ),
    "someone calls us": Key(YES_NO, "An agent of the contact centre may read the survey to a caller.", "yes"),
}
RULES: Table = {
    "one answer per phone every": Key(
        _LENGTH, "Who starts again within this time is told that they have answered.", "1 day", "1 day"
    ),
    "text only between": Key(
        Form(q.HOURS, ("08:00 and 19:00",)),
        "Invitations and reminders wait for these hours.",
        "08:00 and 19:00",
        "08:00 and 19:00",
    ),
    "remind once after": Key(_LENGTH, "The open question is texted once more after this time.", "1 day"),
    "close after": Key(_LENGTH, "An SMS conversation ends in silence after this time.", "3 days", "3 days"),
    "resume a dropped call within": Key(
        _LENGTH, "Who dials again within this time goes on where they were.", "1 hour", "1 hour"
    ),
    "use visits from the last": Key(
        _LENGTH, "How old a visit may be to be used for somebody who starts by themselves.", "3 days"
    ),
    "first screen offers": Key(
        ListOf(OneOf(OFFERS), len(OFFERS)), "Lines on the first screen beside *Start*.", "[not now, stop]"
    ),
    "keep phone numbers for": Key(
        _DAYS, "Then the number is deleted; the answers stay. At most 90 days.", "30 days", "30 days"
    ),
    "keep written answers for": Key(_DAYS, "Then what people wrote is deleted. At most 180 days.", "180 days", "180 days"),
    "small numbers": Key(
        OneOf(SMALL_NUMBERS),
        "*strict* for delicate topics such as TB or HIV: reports hide counts of 1 to 7 and tell all others to the nearest 5.",
        "strict",
        "usual",
    ),
}
CONDITIONS: Table = {
    "only if": Key(Words(), "Asked only if this is true of earlier answers.", "treated is below 3"),
    "only if all of": Key(
        ListOf(Words(), MOST_LINES), "Asked only if every line is true.", "[treated is below 3, channel is sms]"
    ),
    "only if any of": Key(
        ListOf(Words(), MOST_LINES), "Asked if one of the lines is true.", "[treated is below 3, paid is yes]"
    ),
}
SECTION: Table = {
    "section": Key(Form(q.NAME), "Questions under one condition; the name is for you alone.", "payment", required=True),
    **CONDITIONS,
    "questions": Key(Questions(sections=False), "The questions of this section.", "[ … ]", required=True),
}
CHOICE: Table = {
    "also": Key(ListOf(Words(), MOST_ENTRIES), "Further words that mean this choice.", "[ill, sick]"),
    "press": Key(Whole(1, 8), "A fixed digit, on every choice or on none.", "1"),
}
OF_KIND: Mapping[str, Table] = {
    "choice": {
        "choices": Key(
            Named(q.NAME, Label(CHOICE), MOST_CHOICES, 2),
            "The stored name of each choice and its text.",
            "{ ill: I was ill, other: Other }",
            required=True,
        )
    },
    "yes or no": {},
    "rating": {
        "from": Key(Whole(0, 1), "The lowest step.", "1", "1"),
        "to": Key(Whole(2, 10), "The highest step.", "5", "5"),
        "lowest": Key(Wording(), "What the lowest step means.", "very badly"),
        "highest": Key(Wording(), "What the highest step means.", "very well"),
        "do not know": Key(YES_NO, "Adds *I do not know*.", "yes", "no"),
    },
    "number": {
        "from": Key(Whole(0, LARGEST), "The smallest number.", "0", "0"),
        "to": Key(Whole(0, LARGEST), "The largest number.", "100", required=True),
        "decimals": Key(Whole(0, 2), "Digits behind the point.", "1", "0"),
        "unit": Key(Wording(), "What is counted; people may write it beside the number.", "hours"),
    },
    "text": {"longest": Key(Whole(1, 640), "Signs that are kept.", "160", "160")},
    "place": {
        "list": Key(
            Form(q.LIST, ("lists/clinics.csv",)),
            "The file of the places, beside the survey.",
            "lists/clinics.csv",
            required=True,
        ),
        "find by": Key(
            Named(_ANY_NAME, Wording(), MOST_STEPS),
            "Columns of the list in the order of asking: *code* first, *name* last.",
            "{ district: Which district?, name: Which clinic? }",
            required=True,
        ),
        "elsewhere": Key(YES_NO, "Adds *Other place* at the end of the list.", "yes", "no"),
    },
    "date": {
        "earliest": Key(_DAY, "The first day that is understood.", "30 days ago", "1 year ago"),
        "latest": Key(_DAY, "The last day that is understood.", "today", "today"),
    },
    "phone": {},
    "consent": {"consent to": Key(OneOf(PURPOSES), "What people agree to.", "call back", required=True)},
    "message": {},
}
ABOUT_KINDS: Mapping[str, str] = {
    "choice": "One of several answers.",
    "yes or no": "Yes or no.",
    "rating": "A scale, usually from 1 to 5.",
    "number": "A number within limits.",
    "text": "Own words; private unless you say otherwise.",
    "place": "A place of a list, found by its code, by group or by name.",
    "date": "A day.",
    "phone": "A phone number; always private.",
    "consent": "Agreement to one purpose.",
    "message": "Words without a question.",
}
QUESTION: Table = {
    "question": Key(Form(q.NAME), "The question's name, and the column in the data.", "waiting_time", required=True),
    "report as": Key(Words(60), "The column's title in reports.", "Waiting time"),
    "formerly": Key(Form(q.NAME), "An earlier name of this question; its column goes on.", "old_name"),
    "known from": Key(_COLUMN, "Not asked if this column of the visit list answers it.", "visit.facility"),
    **on_channels("ask", "The question, as people read it.", "How long did you wait?", required=True),
    "answer": Key(OneOf(tuple(OF_KIND)), "The kind of answer.", "yes or no", required=True),
    **CONDITIONS,
    "then": Key(
        Named(_ANY_NAME, _JUMP, MOST_JUMPS, or_else=_JUMP),
        "For an answer, where to go on: forward only. A message has one jump.",
        "{ yes: finish }",
    ),
    "may be skipped": Key(YES_NO, "Adds the line *0 Skip*.", "yes", "no"),
    **on_channels(
        "if unclear", "First line of the repeated screen after an answer that was not understood.", "Please type only a number."
    ),
    "tries": Key(Whole(1, 3), "How often the question is put in all.", "3", "3"),
    "after the last try": Key(
        Form(q.LAST_TRY, ("skip", "finish", "go to NAME")), "Where an unclear answer leads in the end.", "skip", "skip"
    ),
    "private": Key(YES_NO, "Kept out of the ministry's file until somebody releases it.", "yes"),
    "counts as": Key(OneOf(get_args(CountsAs)), "What this question is in the report; each at most once.", "headline"),
    "if unknown say": Key(Wording(), "Stands for the answer in later texts where there is none.", "the clinic"),
}
NOT_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "phone": ("known from", "if unknown say"),
    "consent": ("known from", "if unknown say"),
    "message": (
        "known from",
        "tries",
        "may be skipped",
        "after the last try",
        "if unclear",
        *(on("if unclear", channel) for channel in CHANNELS),
        "private",
        "if unknown say",
    ),
}
"""Keys of every question that a kind has no use for."""

WITH_KIND: dict[str, dict[str, Key]] = {kind: {**QUESTION, **own} for kind, own in OF_KIND.items()}
"""Kind -> the keys of a question of that kind, with those of every question that it has no use for."""
WITH_KIND["phone"]["private"] = Key(OneOf(("yes",)), "Phone numbers are always private.", "yes", "yes")

KIND_OF: dict[str, tuple[str, ...]] = {}
"""Key of one kind -> the kinds that have it."""
for _kind, _own in OF_KIND.items():
    for _key in _own:
        KIND_OF[_key] = (*KIND_OF.get(_key, ()), _kind)

HOME: dict[str, str] = {
    **dict.fromkeys(QUESTION, "a question"),
    **{key: f"a {kind} question" for kind, own in OF_KIND.items() for key in own},
    **dict.fromkeys(RULES, "rules"),
    **dict.fromkeys(STARTS, "starts when"),
    **dict.fromkeys(SURVEY, "the survey itself, at the left edge"),
    "questions": "the survey itself, or a section",
    "section": "questions, with a dash",
    **dict.fromkeys(CHOICE, "a choice"),
}
"""Key -> where it belongs, for a key that stands somewhere else."""

EXAMPLES: dict[str, str] = {
    key: f"{key}: {known.example}"
    for table in (*OF_KIND.values(), CHOICE, SECTION, QUESTION, RULES, STARTS, SURVEY)
    for key, known in table.items()
}
"""Key -> a line with it, for sentences."""
