"""What a text promises in figures against what will happen: days, questions, minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flows.checks.inspection import WELCOMES, Inspection, Written
from flows.folding import fold
from flows.model import Consent, Flow
from flows.walk import Ways
from flows.words import word_list

_SENTENCE = re.compile(r"[.!?។\n]+")
_PART = re.compile(r"[,;:()]+")
_NUMBER = re.compile(r"(?<![\w*#])[0-9]{1,4}(?![\w*#])")

KINDS = ("question_words", "minute_words", "day_words")


def check(inspection: Inspection) -> None:
    """E613, W624, W625."""
    for written in inspection.texts:
        at = inspection.flow.by_name.get(written.question)
        if written.key == "ask" and at is not None and isinstance(inspection.flow.questions[at].kind, Consent):
            _check_days(inspection, written)
        elif written.key in WELCOMES:
            for channel in (written.channel,) if written.channel else inspection.flow.channels:
                _check_welcome(inspection, written, channel)


def promised(flow: Flow, text: str, language: str, name: str) -> Iterator[int]:
    """The numbers in sentences of a text that also have a word of the list (``day_words``).

    A sentence that speaks of two kinds of things is taken part by part; where a part still does, nobody can say which number
    is of which.
    """
    lists = {kind: word_list(flow, kind, language) for kind in KINDS}
    for sentence in _SENTENCE.split(text):
        parts = [sentence] if len(_kinds(sentence, lists)) < 2 else _PART.split(sentence)
        for part in parts:
            if _kinds(part, lists) == {name}:
                yield from (int(found) for found in _NUMBER.findall(_digits(part)))


def _kinds(sentence: str, lists: Mapping[str, frozenset[str]]) -> set[str]:
    """The lists of which a sentence has a word."""
    folded = fold(sentence)
    words = folded.split()
    return {kind for kind, forms in lists.items() if any(form in (words if form.isascii() else folded) for form in forms)}


def _digits(text: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _note(inspection: Inspection, code: str, written: Written, channel: str, **words: object) -> None:
    inspection.findings.add(code, written.mark, question=written.question, language=written.language, channel=channel, **words)


def _check_days(inspection: Inspection, written: Written) -> None:
    kept = inspection.flow.rules.keep_numbers.days
    wrong = [days for days in promised(inspection.flow, written.text, written.language, "day_words") if days != kept]
    if wrong:
        _note(inspection, "E613", written, written.channel, promised=wrong[0], kept=kept)


def _check_welcome(inspection: Inspection, written: Written, channel: str) -> None:
    """Said to people with and without a visit, whose counts may differ; the text without a visit only to the latter."""
    asked = [inspection.ways(channel)]
    if written.key == "welcome" and inspection.flow.can_have_visit:
        asked.append(inspection.ways(channel, known=True))
    numbers = list(promised(inspection.flow, written.text, written.language, "question_words"))
    wrong = [found for found in asked if numbers and not _is_kept(numbers, found)]
    if wrong:
        _note(inspection, "W624", written, channel, promised=numbers[0], asked=_said(wrong[0]))
    minutes = list(promised(inspection.flow, written.text, written.language, "minute_words"))
    needed = asked[0].slowest_s / 60
    if minutes and not needed / 2 <= max(minutes) <= needed * 2 + 1:
        _note(inspection, "W625", written, channel, promised=max(minutes), needed=max(1, round(needed)))


def _is_kept(numbers: list[int], found: Ways) -> bool:
    """True if the promised numbers are those of the ways; within the bounds of ways that are too many to follow."""
    if not found.exact:
        return found.fewest <= min(numbers) and max(numbers) <= found.most
    return (min(numbers), max(numbers)) == (found.fewest, found.most)


def _said(found: Ways) -> str:
    return str(found.most) if found.fewest == found.most else f"{found.fewest} to {found.most}"
