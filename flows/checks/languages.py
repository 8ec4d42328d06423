"""The program's own words in the languages of the survey, and the survey's own words for them."""

from __future__ import annotations

from flows.checks.inspection import Inspection, Written
from flows.reading.nearest import nearest
from flows.words import FIXED, LIST_NAMES, NAMES, known

NEEDED = (*(name for name in NAMES), "yes_words", "no_words")
"""What a language that the program does not know must bring along."""


def check(inspection: Inspection) -> None:
    """E505, E506, N515."""
    flow, findings = inspection.flow, inspection.findings
    strangers = [code for code in flow.languages if not known(code)]
    for code in strangers:
        missing = [name for name in NEEDED if code not in flow.words.get(name, {})]
        if missing:
            names = ", ".join(name.replace("_", " ") for name in missing[:6]) + (", …" if len(missing) > 6 else "")
            mark = inspection.mark("languages", code)
            findings.add("E505", mark, language=code, name=flow.languages[code], count=len(missing), names=names)
    for name, texts in flow.words.items():
        unknown = name not in (*NAMES, *LIST_NAMES)
        if unknown or (name in FIXED and any(known(code) for code in texts)):
            guess = nearest(name, (*NAMES, *LIST_NAMES)) if unknown else ""
            findings.add("E506", inspection.mark("words", name), word=name.replace("_", " ")[:60], guess=guess)
    _check_same_words(inspection)


def _check_same_words(inspection: Inspection) -> None:
    """N515: a text that reads the same in two languages was perhaps not translated."""
    first: dict[tuple[str, ...], Written] = {}
    for written in inspection.texts:
        if not written.is_wording or len(written.text.split()) < 2:
            continue
        key = (written.question, written.key, written.part, written.channel, written.text)
        other = first.setdefault(key, written)
        if other.mark != written.mark:  # one text for several languages is E503
            a, b = inspection.language_name(other.language), inspection.language_name(written.language)
            inspection.findings.add("N515", written.mark, question=written.question, language=written.language, a=a, b=b)
