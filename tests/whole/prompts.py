"""The shipped surveys as a citizen could read them off the author's text: which words ask which question, in which language.

Read with plain YAML and no part of the engine, so that what citizens were asked and answered can be counted independently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from place_lists import SURVEYS, code_of, step_of

from flows.words import TEXTS

_LINE = re.compile(r"^(\d+) (.+)$", re.MULTILINE)
_SCALE = re.compile(r"^\d+ [^\n]* - \d+ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen or text is for. ``kind``: welcome, question, thanks, resume, already, stopped; empty if none of these."""

    text: str
    kind: str = ""
    language: str = ""
    question: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        return self.question["question"] if self.question else ""

    @property
    def asks_for(self) -> str:
        return self.question["answer"] if self.question else ""

    @property
    def lines(self) -> dict[str, str]:
        """What can be pressed, with its label; of a scale only what stands below it."""
        return dict(_LINE.findall(_SCALE.sub("", self.text)))

    def given(self, said: str) -> tuple[str, str | None] | None:
        """What this question got by ``said``: state and value; nothing if that turned a page, went back or was not clear."""
        pressed = "".join(str(unicodedata.decimal(sign, sign)) for sign in said)
        if self.question is None:
            return None
        if pressed == "0" and "0" in self.lines:
            return ("skipped", None) if self.question.get("may be skipped") == "yes" else None
        value = _VALUES[self.asks_for](self, pressed)
        return None if value is None else ("answered", value)


@cache
def read(text: str, of: str) -> Screen:
    """What a screen of a survey is for, told by the longest words of the author or of the program in it."""
    found = [(needle, meant) for needle, meant in _needles(of) if needle in text]
    if not found:
        return Screen(text)
    kind, language, question = max(found, key=lambda pair: len(pair[0]))[1]
    return Screen(text, kind, language, question)


@cache
def survey(name: str) -> Mapping[str, Any]:
    """The author's text, every scalar a string."""
    parsed: Mapping[str, Any] = yaml.load((SURVEYS / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return parsed


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in SURVEYS.glob("*.yaml") if ".talk" not in path.name))


@cache
def questions(name: str) -> tuple[Mapping[str, Any], ...]:
    """Every question of a survey, those in sections too."""
    parts = survey(name)["questions"]
    return tuple(question for part in parts for question in part.get("questions", [part]))


def headline(name: str) -> Mapping[str, Any] | None:
    """The question of a survey that counts as the headline, if it has one."""
    return next((q for q in questions(name) if q.get("counts as") == "headline"), None)


def scale(question: Mapping[str, Any]) -> tuple[int, int]:
    """The ends of a rating, or of a number."""
    return int(question.get("from", 1 if question["answer"] == "rating" else 0)), int(question.get("to", 5))


Meant = tuple[str, str, Mapping[str, Any] | None]


@cache
def _needles(of: str) -> tuple[tuple[str, Meant], ...]:
    return tuple((needle, meant) for needle, meant in (*_of_author(of), *_of_program()) if needle)


def _of_author(name: str) -> Iterator[tuple[str, Meant]]:
    whole = survey(name)
    for key in ("welcome", "welcome on ussd", "welcome without a visit"):
        yield from ((text, ("welcome", language, None)) for language, text in _texts(whole.get(key, {})))
    yield from ((text, ("thanks", language, None)) for language, text in _texts(whole["thank you"]))
    for question in questions(name):
        wordings = [question.get(key, {}) for key in ("ask", "ask on ussd", "ask on sms")]
        for wording in (*wordings, *question.get("find by", {}).values()):
            yield from ((text, ("question", language, question)) for language, text in _texts(wording))


def _of_program() -> Iterator[tuple[str, Meant]]:
    for language, texts in TEXTS.items():
        for kind in ("resume", "already", "stopped"):
            yield texts[kind], (kind, language, None)


def _texts(by_language: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each wording up to its first placeholder."""
    return ((language, text.partition("{")[0]) for language, text in by_language.items())


# --- what was said, by kind of question ------------------------------------------------------------


def _choice(screen: Screen, said: str) -> str | None:
    label = screen.lines.get(said, said).casefold()
    assert screen.question is not None
    choices = screen.question["choices"].items()
    return next((key for key, labels in choices if labels[screen.language].casefold() == label), None)


def _yes_or_no(screen: Screen, said: str) -> str | None:
    label = screen.lines.get(said, said)
    return {screen.lines["1"]: "yes", screen.lines["2"]: "no"}.get(label)


def _whole(screen: Screen, said: str) -> str | None:
    assert screen.question is not None
    low, high = scale(screen.question)
    return said if said.isdecimal() and low <= int(said) <= high else None


def _place(screen: Screen, said: str) -> str | None:
    assert screen.question is not None
    words = screen.lines.get(said, said)
    if words == TEXTS[screen.language]["elsewhere"]:
        return "elsewhere"
    column = step_of(screen.question, screen.text, screen.language)
    return code_of(screen.question, column, words, screen.language) if column else None


def _day(screen: Screen, said: str) -> str | None:
    """Eight digits, day first: all that these citizens ever type."""
    return f"{said[4:]}-{said[2:4]}-{said[:2]}" if len(said) == 8 and said.isdecimal() else None


OWN = "this number"


def _phone(screen: Screen, said: str) -> str | None:
    """Their own number, or one that they type with its country's code."""
    return OWN if said == "1" else said if said.startswith("+") else None


def _words(screen: Screen, said: str) -> str | None:
    return said


_VALUES = {
    "choice": _choice,
    "yes or no": _yes_or_no,
    "consent": _yes_or_no,
    "rating": _whole,
    "number": _whole,
    "text": _words,
    "place": _place,
    "date": _day,
    "phone": _phone,
}
