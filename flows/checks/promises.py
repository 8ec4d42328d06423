"""What a text promises in figures against what will happen: days, questions, minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.checks.inspection import Inspection, Written
from flows.folding import fold
from flows.model import Consent
from flows.words import LISTS

_SENTENCE = re.compile(r"[.!?។\n]+")
_NUMBER = re.compile(r"(?<![\w*#])[0-9]{1,4}(?![\w*#])")


def check(inspection: Inspection) -> None:
    """E613, W624, W625."""
    for written in inspection.texts:
        at = inspection.flow.by_name.get(written.question)
        if written.key == "ask" and at is not None and isinstance(inspection.flow.questions[at].kind, Consent):
            _check_days(inspection, written)
        elif written.key == "welcome":
            for channel in (written.channel,) if written.channel else inspection.flow.channels:
                _check_welcome(inspection, written, channel)


def promised(text: str, language: str, name: str) -> Iterator[int]:
    """The numbers in sentences of a text that also have a word of the list (``day_words``)."""
    words = LISTS.get(language, {}).get(name, ())
    for sentence in _SENTENCE.split(text):
        numbers = [int(found) for found in _NUMBER.findall(_digits(sentence))]
        if numbers and any(_has(sentence, word) for word in words):
            yield from numbers


def _digits(text: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _has(sentence: str, word: str) -> bool:
    folded = fold(sentence)
    return fold(word) in (folded.split() if word.isascii() else folded)


def _note(inspection: Inspection, code: str, written: Written, channel: str, **words: object) -> None:
    inspection.findings.add(code, written.mark, question=written.question, language=written.language, channel=channel, **words)


def _check_days(inspection: Inspection, written: Written) -> None:
    kept = inspection.flow.rules.keep_numbers.days
    wrong = [days for days in promised(written.text, written.language, "day_words") if days != kept]
    if wrong:
        _note(inspection, "E613", written, written.channel, promised=wrong[0], kept=kept)


def _check_welcome(inspection: Inspection, written: Written, channel: str) -> None:
    asked = inspection.ways(channel)
    numbers = list(promised(written.text, written.language, "question_words"))
    if numbers and asked.exact and (min(numbers), max(numbers)) != (asked.fewest, asked.most):
        said = str(asked.most) if asked.fewest == asked.most else f"{asked.fewest} to {asked.most}"
        _note(inspection, "W624", written, channel, promised=numbers[0], asked=said)
    minutes = list(promised(written.text, written.language, "minute_words"))
    needed = asked.slowest_s / 60
    if minutes and not needed / 2 <= max(minutes) <= needed * 2 + 1:
        _note(inspection, "W625", written, channel, promised=max(minutes), needed=max(1, round(needed)))
