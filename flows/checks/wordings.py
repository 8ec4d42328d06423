"""What stands inside the texts: variables, braces, menus and keys that the program prints by itself."""

from __future__ import annotations

import re

from flows.checks.inspection import Inspection, Written
from flows.model import Choice, Consent, Number, Question, Rating, Text, YesNo
from flows.reading.nearest import nearest
from flows.variables import LoneBrace, Variable, scan

EVERYWHERE = ("keep days",)
ONLY_IN = {"question count": "welcome", "reference": "thank you"}
IN_WORDS = {"unclear_number": ("from", "to"), "help": ("owner",)}

_TYPED_MENU = re.compile(r"(?:^|\s)\(?1(?:[.):=]|\s?-)\s?\S.*?\s\(?2(?:[.):=]|\s?-)\s?\S|^1 \S[^\n]*\n2 \S", re.S | re.M)
_NAMED_KEY = re.compile(
    r"\b(?:press|type|dial|reply|bonyeza|tuma|tobetsa|ngola|tapez|appuyez sur|ចុច|វាយ)\s*([0-9]{1,2}|[*#])(?![\w*#-])", re.I
)
_PREFIX = re.compile(r"\s*(CON|END)\b")


def check(inspection: Inspection) -> None:
    """E507 to E509, E512, W513, W529 to W531, E290 for variables of the visit list."""
    for written in inspection.texts:
        _check_pieces(inspection, written)
        if not written.is_wording:
            continue
        prefix = _PREFIX.match(written.text)
        if prefix and "ussd" in inspection.flow.channels:
            _note(inspection, "W531", written, word=prefix[1])
        question = _question(inspection, written)
        if question is not None and written.key == "ask":
            _check_keys(inspection, written, question)
    _check_same_variables(inspection)


def _note(inspection: Inspection, code: str, written: Written, **words: object) -> None:
    inspection.findings.add(
        code, written.mark, question=written.question, language=written.language, channel=written.channel, **words
    )


def _question(inspection: Inspection, written: Written) -> Question | None:
    at = inspection.flow.by_name.get(written.question)
    return inspection.flow.questions[at] if at is not None and written.key in {"ask", "if unclear"} else None


def _check_pieces(inspection: Inspection, written: Written) -> None:
    for piece in scan(written.text):
        if isinstance(piece, LoneBrace):
            _note(inspection, "E512", written, sign=piece.sign)
        elif isinstance(piece, Variable):
            _check_variable(inspection, written, piece.name)


def _check_variable(inspection: Inspection, written: Written, name: str) -> None:
    allowed = (*EVERYWHERE, *(n for n, home in ONLY_IN.items() if home == written.key), *IN_WORDS.get(written.key, ()))
    if name in allowed:
        return
    if name in ONLY_IN:
        _note(inspection, "E508", written, name=name, why=f"only in the {ONLY_IN[name]}")
        return
    if name.startswith("visit."):
        _note(inspection, "E290", written, key="{" + name[:40] + "}")
        return
    asked = inspection.flow.by_name.get(name.replace(" ", "_"))
    if asked is None:
        _note(inspection, "E507", written, name=name[:40], guess=nearest(name, allowed, ONLY_IN))
        return
    own = inspection.flow.by_name.get(written.question)
    if own is not None and written.key in {"ask", "if unclear"} and asked > own:
        _note(inspection, "E509", written, name=name, line=inspection.flow.questions[asked].mark.line)
    else:
        _note(inspection, "E508", written, name=name, why="phones are shared, so no answer is shown back")


def _check_same_variables(inspection: Inspection) -> None:
    """W513: a language that lacks a variable of the main one tells its people less."""
    main = inspection.flow.main_language
    by_text: dict[tuple[str, str, str], dict[str, Written]] = {}
    for written in inspection.texts:
        if written.is_wording:
            by_text.setdefault((written.question, written.key, written.channel), {})[written.language] = written
    for texts in by_text.values():
        if main not in texts:
            continue
        expected = _variables(texts[main].text)
        for language, written in texts.items():
            found = _variables(written.text)
            if found != expected:
                _note(inspection, "W513", written, name=language, has=_listed(found), main=main, expected=_listed(expected))


def _variables(text: str) -> frozenset[str]:
    return frozenset(piece.name for piece in scan(text) if isinstance(piece, Variable))


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
    return False
