"""Every key of the language and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from flows.model import Channel


def fold(key: str) -> str:
    """A key as it is compared: small letters, ``_`` and ``-`` as spaces, single spaces."""
    return re.sub(r"[\s_-]+", " ", key).strip().casefold()


def of_same_words(key: str, allowed: Iterable[str]) -> str:
    """The key that has the words of this one in another order; empty if there is none."""
    words = sorted(key.split()) if len(key) < LONGEST else []
    return next((other for other in allowed if sorted(other.split()) == words), "")


LONGEST = 60
"""Signs of a key that is compared with others."""
CHANNELS: tuple[Channel, ...] = get_args(Channel)
WITHOUT_VISIT = " without a visit"


def on(key: str, channel: str) -> str:
    """The key of a wording for one channel: ``ask on sms``, ``welcome on sms without a visit``."""
    stem = key.removesuffix(WITHOUT_VISIT)
    return f"{stem} on {channel}{key[len(stem) :]}"


def on_channels(key: str) -> tuple[str, ...]:
    """A wording's key with its forms for one channel."""
    return (key, *(on(key, channel) for channel in CHANNELS))


SURVEY = (
    "format", "survey", "title", "owner", "time zone", "languages", "language known from", "starts when", "visit columns",
    "rules", *on_channels("welcome"), *on_channels("welcome without a visit"), "questions", *on_channels("thank you"),
    *on_channels("thank you without a visit"), "words", "accepted",
)  # fmt: skip
STARTS = ("someone dials", "someone texts", "a visit is recorded", "someone calls us")
RULES = (
    "one answer per phone every", "text only between", "remind once after", "close after", "resume a dropped call within",
    "use visits from the last", "first screen offers", "keep phone numbers for", "keep written answers for",
)  # fmt: skip
CONDITIONS = ("only if", "only if all of", "only if any of")
SECTION = ("section", *CONDITIONS, "questions")
QUESTION = (
    "question", "report as", "formerly", "known from", *on_channels("ask"), "answer", *CONDITIONS, "then", "may be skipped",
    *on_channels("if unclear"), "tries", "after the last try", "private", "counts as", "if unknown say",
)  # fmt: skip
OF_KIND = {
    "choice": ("choices",),
    "yes or no": (),
    "rating": ("from", "to", "lowest", "highest", "do not know"),
    "number": ("from", "to", "decimals", "unit"),
    "text": ("longest",),
    "place": ("list", "find by", "elsewhere"),
    "date": ("earliest", "latest"),
    "phone": (),
    "consent": ("consent to",),
    "message": (),
}
KIND_OF: dict[str, tuple[str, ...]] = {}
"""Key of one kind -> the kinds that have it."""
for _kind, _own in OF_KIND.items():
    for _key in _own:
        KIND_OF[_key] = (*KIND_OF.get(_key, ()), _kind)
CHOICE = ("also", "press")
NOT_OF_KIND = {
    "phone": ("known from", "if unknown say"),
    "consent": ("known from", "if unknown say"),
    "message": (
        "known from", "tries", "may be skipped", "after the last try", *on_channels("if unclear"), "private", "if unknown say",
    ),
}  # fmt: skip
"""Keys of every question that a kind has no use for."""

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

EXAMPLES = {
    "survey": "survey: water-point",
    "title": "title: How was your clinic visit?",
    "owner": "owner: Ministry of Health",
    "time zone": "time zone: Africa/Maseru",
    "languages": "languages: { en: English }",
    "starts when": 'starts when: { someone dials: "*120*45#" }',
    "welcome": "welcome: Three short questions. Free.",
    "questions": "questions: [ … ]",
    "thank you": "thank you: Thank you.",
    "question": "question: waiting_time",
    "ask": "ask: How long did you wait?",
    "answer": "answer: yes or no",
    "choices": "choices: { ill: I was ill, other: Other }",
    "to": "to: 100",
    "list": "list: lists/clinics.csv",
    "find by": "find by: { district: Which district?, name: Which clinic? }",
    "consent to": "consent to: call back",
}
