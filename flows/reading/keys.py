"""Every key of the language and where it belongs."""

from __future__ import annotations

import re


def fold(key: str) -> str:
    """A key as it is compared: small letters, ``_`` and ``-`` as spaces, single spaces."""
    return re.sub(r"[\s_-]+", " ", key).strip().casefold()


def on_channels(key: str) -> tuple[str, ...]:
    """A wording's key with its forms for one channel."""
    return (key, f"{key} on ussd", f"{key} on sms")


SURVEY = (
    "format", "survey", "title", "owner", "time zone", "languages", "starts when", "rules", *on_channels("welcome"),
    "questions", *on_channels("thank you"), "words", "accepted",
)  # fmt: skip
STARTS = ("someone dials", "someone texts")
RULES = (
    "one answer per phone every", "text only between", "remind once after", "close after", "resume a dropped call within",
    "first screen offers", "keep phone numbers for", "keep written answers for",
)  # fmt: skip
QUESTION = (
    "question", "report as", "formerly", *on_channels("ask"), "answer", "only if", "only if all of", "only if any of",
    "may be skipped", *on_channels("if unclear"), "tries", "after the last try", "private", "counts as",
)  # fmt: skip
OF_KIND = {
    "choice": ("choices",),
    "yes or no": (),
    "rating": ("from", "to", "lowest", "highest", "do not know"),
    "number": ("from", "to", "decimals", "unit"),
    "text": ("longest",),
    "consent": ("consent to",),
    "message": (),
}
NOT_IN_A_MESSAGE = ("tries", "may be skipped", "after the last try", *on_channels("if unclear"))

# Keys of the language that this program does not run yet: each is refused by name, none is passed over.
LATER_SURVEY = (
    "language known from", "visit columns", "welcome without a visit", "welcome on ussd without a visit",
    "welcome on sms without a visit", "thank you without a visit", "thank you on ussd without a visit",
    "thank you on sms without a visit", "welcome on call", "thank you on call",
)  # fmt: skip
LATER_STARTS = ("a visit is recorded", "someone calls us")
LATER_RULES = ("use visits from the last",)
LATER_QUESTION = (
    "known from", "then", "if unknown say", "section", "ask on call", "if unclear on call", "list", "find by", "elsewhere",
    "earliest", "latest",
)  # fmt: skip
LATER_KINDS = ("place", "date", "phone")

HOME: dict[str, str] = {
    **dict.fromkeys((*QUESTION, *LATER_QUESTION), "a question"),
    **{key: f"a {kind} question" for kind, own in OF_KIND.items() for key in own},
    **dict.fromkeys((*RULES, *LATER_RULES), "rules"),
    **dict.fromkeys((*STARTS, *LATER_STARTS), "starts when"),
    **dict.fromkeys((*SURVEY, *LATER_SURVEY), "the survey itself, at the left edge"),
    "also": "a choice",
    "press": "a choice",
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
    "consent to": "consent to: call back",
}
