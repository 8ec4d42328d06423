"""How people come in, when they are texted, and how long what they say is kept."""

from __future__ import annotations

import re
from datetime import timedelta

from flows.checks.inspection import Inspection
from flows.folding import fold
from flows.model import Mark
from flows.words import LISTS, builtin_list, word_list

KEYWORD = re.compile(r"[A-Za-z0-9]{3,16}")
EARLIEST, LATEST = "07:00", "21:00"
OPEN_TOO_LONG = timedelta(days=14)
ALWAYS_RESERVED = ("delete", "mydata")


def check(inspection: Inspection) -> None:
    """E601, E603 within the survey, E604, W608 to W610, E611."""
    flow, findings = inspection.flow, inspection.findings
    if not flow.starts.dials and not flow.starts.texts:
        findings.add("E601", inspection.mark("starts when"))
    _check_dials(inspection)
    _check_keywords(inspection)
    rules = flow.rules
    for time in (rules.text_from, rules.text_until):
        if not EARLIEST <= time <= LATEST:
            findings.add("W608", inspection.mark("rules", "text only between"), time=time)
    if rules.remind_after is not None and rules.remind_after >= rules.close_after:
        findings.add("W609", inspection.mark("rules", "remind once after"))
    if rules.close_after > OPEN_TOO_LONG:
        findings.add("W610", inspection.mark("rules", "close after"), days=rules.close_after.days)
    if "sms" in flow.channels and rules.keep_numbers < rules.close_after:
        mark, kept = inspection.mark("rules", "keep phone numbers for"), rules.keep_numbers.days
        findings.add("E611", mark, kept=kept, needed=-(-rules.close_after // timedelta(days=1)))


def _check_dials(inspection: Inspection) -> None:
    seen: set[str] = set()
    for at, code in enumerate(inspection.flow.starts.dials):
        if code in seen:
            mark = inspection.mark("starts when", "someone dials", str(at))
            inspection.findings.add("E603", mark, value=code, survey="this survey")
        seen.add(code)


def _check_keywords(inspection: Inspection) -> None:
    seen: set[tuple[str, str]] = set()
    reserved = _reserved(inspection)
    for at, texts in enumerate(inspection.flow.starts.texts):
        mark = inspection.mark("starts when", "someone texts", str(at))
        for word in texts.words:
            _check_keyword(inspection, mark, word, reserved)
            key = (fold(word), texts.short_code)
            if key in seen:
                inspection.findings.add("E603", mark, value=word, survey="this survey")
            seen.add(key)


def _check_keyword(inspection: Inspection, mark: Mark, word: str, reserved: frozenset[str]) -> None:
    if not KEYWORD.fullmatch(word):
        inspection.findings.add("E604", mark, word=word[:40], reason="it is not one word of 3 to 16 letters or digits")
    elif fold(word) in reserved:
        inspection.findings.add("E604", mark, word=word, reason="people text it to stop, to get help or their data")


def _reserved(inspection: Inspection) -> frozenset[str]:
    """Words that are understood before any survey, in every language the program knows or this survey brings."""
    names = ("stop_words", "start_words", "help_words")
    ours = (builtin_list(name, language) for name in names for language in LISTS)
    own = (word_list(inspection.flow, name, language) for name in names for language in inspection.languages)
    return frozenset(ALWAYS_RESERVED).union(*ours, *own)
