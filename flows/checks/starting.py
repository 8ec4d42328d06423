"""How people come in, when they are texted, and how long what they say is kept."""

from __future__ import annotations

import re
from datetime import timedelta

from flows.checks.inspection import WELCOMES, Inspection
from flows.folding import fold
from flows.model import Consent, Mark, Wording
from flows.words import LISTS, builtin_list, word_list

KEYWORD = re.compile(r"[A-Za-z0-9]{3,16}")
EARLIEST, LATEST = "07:00", "21:00"
OPEN_TOO_LONG = timedelta(days=14)
CALL_WITHIN = timedelta(days=2)
"""The ministry reads on the next morning whom to call, and needs that day to do it."""


def check(inspection: Inspection) -> None:
    """E601, E603 within the survey, E604, E607, W608 to W610, E611."""
    flow, findings = inspection.flow, inspection.findings
    if not flow.channels:
        findings.add("E601", inspection.mark("starts when"))
    _check_dials(inspection)
    _check_keywords(inspection)
    _check_invitation(inspection)
    _check_rules(inspection)
    _check_kept(inspection)


def _check_rules(inspection: Inspection) -> None:
    rules, findings = inspection.flow.rules, inspection.findings
    for time in (rules.text_from, rules.text_until):
        if not EARLIEST <= time <= LATEST:
            findings.add("W608", inspection.mark("rules", "text only between"), time=time)
    if rules.remind_after is not None and rules.remind_after >= rules.close_after:
        findings.add("W609", inspection.mark("rules", "remind once after"))
    if rules.close_after > OPEN_TOO_LONG:
        findings.add("W610", inspection.mark("rules", "close after"), days=rules.close_after.days)


def _check_kept(inspection: Inspection) -> None:
    """E611: a number is needed until the survey closes, and until a call that was promised can have been made."""
    flow, kept = inspection.flow, inspection.flow.rules.keep_numbers
    mark = inspection.mark("rules", "keep phone numbers for")
    needs = [("until the survey closes", flow.rules.close_after)] if "sms" in flow.channels else []
    if any(isinstance(question.kind, Consent) and question.kind.purpose == "call back" for question in flow.questions):
        needs.append(("for the call that people were promised", CALL_WITHIN))
    for why, needed in needs:
        if kept < needed:
            days = -(-needed // timedelta(days=1))
            inspection.findings.add("E611", mark, kept=kept.days, needed=days, why=why)


def _check_invitation(inspection: Inspection) -> None:
    """E607: whoever is texted without having asked for it is told how to stop."""
    flow = inspection.flow
    if flow.starts.after_visit is None:
        return
    stops = _stop_words(inspection)
    for key, wording in zip(WELCOMES, (flow.welcome, flow.welcome_without_visit), strict=True):
        if wording is None:
            continue
        for language in inspection.languages:
            text = _text(wording, language)
            if text and not _tells_to_stop(text, stops):
                mark, name = inspection.text_mark((key,), wording, language, "sms"), inspection.language_name(language)
                inspection.findings.add("E607", mark, question="welcome", language=language, channel="sms", name=name)


def _text(wording: Wording, language: str) -> str:
    return wording.on.get("sms", {}).get(language) or wording.texts.get(language, "")


def _stop_words(inspection: Inspection) -> frozenset[str]:
    """Whatever stops a survey, folded: in every language the program knows or this survey brings."""
    ours = (builtin_list("stop_words", language) for language in LISTS)
    own = (word_list(inspection.flow, "stop_words", language) for language in inspection.languages)
    return frozenset().union(*ours, *own)


def _tells_to_stop(text: str, stops: frozenset[str]) -> bool:
    """True if a stop word stands in the text. *End* is a word of everyday English, so it must be in capitals."""
    words = set(fold(text).split())
    latin = {word for word in stops if word.isascii() and word != "end"}
    if words & latin or re.search(r"\bEND\b", text):
        return True
    return any(word in fold(text) for word in stops if not word.isascii())


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
    names = ("stop_words", "start_words", "help_words", "delete_words", "mydata_words")
    ours = (builtin_list(name, language) for name in names for language in LISTS)
    own = (word_list(inspection.flow, name, language) for name in names for language in inspection.languages)
    return frozenset().union(*ours, *own)
