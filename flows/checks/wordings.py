"""What stands inside the texts: variables, braces, menus and keys that the program prints by itself."""

from __future__ import annotations

import re

from flows.checks.inspection import Inspection, Written
from flows.engine.variables import LoneBrace
from flows.model import Choice, Consent, Date, Number, Phone, Place, Question, Rating, Text, YesNo

_TYPED_MENU = re.compile(r"(?:^|\s)\(?1(?:[.):=]|\s?-)\s?\S.*?\s\(?2(?:[.):=]|\s?-)\s?\S|^1 \S[^\n]*\n2 \S", re.S | re.M)
_NAMED_KEY = re.compile(
    r"\b(?:press|type|dial|reply|bonyeza|tuma|tobetsa|ngola|tapez|appuyez sur|ចុច|វាយ)\s*([0-9]{1,2}|[*#])(?![\w*#-])", re.I
)
_PREFIX = re.compile(r"\s*(CON|END)\b")


def check(inspection: Inspection) -> None:
    """E512, W513, W529 to W531; the variables have a topic of their own."""
    for written in inspection.texts:
        if "{" in written.text or "}" in written.text:
            _check_braces(inspection, written)
        if written.is_wording:
            _check_wording(inspection, written)
    _check_same_variables(inspection)


def _note(inspection: Inspection, code: str, written: Written, **words: object) -> None:
    inspection.findings.add(
        code, written.mark, question=written.question, language=written.language, channel=written.channel, **words
    )


def _check_wording(inspection: Inspection, written: Written) -> None:
    prefix = _PREFIX.match(written.text)
    if prefix and "ussd" in inspection.flow.channels:
        _note(inspection, "W531", written, word=prefix[1])
    at = inspection.flow.by_name.get(written.question)
    if at is not None and written.key in {"ask", "find by"}:
        _check_keys(inspection, written, inspection.flow.questions[at])


def _check_braces(inspection: Inspection, written: Written) -> None:
    for piece in inspection.pieces(written.text):
        if isinstance(piece, LoneBrace):
            _note(inspection, "E512", written, sign=piece.sign)


def _check_same_variables(inspection: Inspection) -> None:
    """W513: a language that lacks a variable of the main one tells its people less."""
    main = inspection.flow.main_language
    by_text: dict[tuple[str, ...], dict[str, Written]] = {}
    for written in inspection.texts:
        if written.is_wording:
            key = written.question, written.key, written.part, written.channel
            by_text.setdefault(key, {})[written.language] = written
    for texts in by_text.values():
        if main not in texts:
            continue
        expected = inspection.variables(texts[main].text)
        for language, written in texts.items():
            has, name = inspection.variables(written.text), inspection.language_name(language)
            if has != expected:
                words = {"has": _listed(has), "main": inspection.language_name(main), "expected": _listed(expected)}
                _note(inspection, "W513", written, name=name, **words)


def _listed(names: frozenset[str]) -> str:
    return ", ".join("{" + name[:40] + "}" for name in sorted(names)) or "none"


def _check_keys(inspection: Inspection, written: Written, question: Question) -> None:
    if isinstance(question.kind, Choice | YesNo | Rating | Consent) and _TYPED_MENU.search(written.text):
        _note(inspection, "W529", written)
        return
    for found in _NAMED_KEY.finditer(written.text):
        if not _is_used(question, found[1]):
            _note(inspection, "W530", written, key=found[1])


def _is_used(question: Question, key: str) -> bool:
    """True if the key is an answer here, or skips."""
    if key == "0" and question.may_be_skipped:
        return True
    match question.kind:
        case Number(low=low, high=high) | Rating(low=low, high=high):
            return key.isdigit() and low <= int(key) <= high + 1
        case Choice(options=options):
            return key.isdigit() and 1 <= int(key) <= len(options)
        case YesNo() | Consent():
            return key in {"1", "2"}
        case Text():
            return key not in {"*", "#"}
        case Place() | Date():
            return key.isdigit()
        case Phone():
            return key == "1"
    return False
