"""Letters and signs that cost room, or that some handsets cannot show."""

from __future__ import annotations

import unicodedata

from flows.checks.inspection import Inspection, Written
from flows.measure import GSM_BASIC, GSM_EXTENSION

TYPOGRAPHIC = {
    "‘": "'", "’": "'", "‚": ",", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "–": "-", "—": "-", "‒": "-", "―": "-",
    "−": "-", "…": "...", "•": "-", "\u00a0": "a space", "\u202f": "a space", "\u2009": "a space", "′": "'", "″": '"',
    "×": "x", "«": '"', "»": '"', "`": "'", "´": "'",
}  # fmt: skip
"""Signs that word processors put in, and what to type instead."""

_GSM = GSM_BASIC | GSM_EXTENSION


def check(inspection: Inspection) -> None:
    """W524, W525, N526, N527."""
    scripts: dict[str, str] = {}
    for written in inspection.texts:
        if written.text.isascii() and not GSM_EXTENSION.intersection(written.text) and "`" not in written.text:
            continue
        _check_text(inspection, written)
        script = _script(written.text)
        if script:
            scripts.setdefault(written.language, script)
    for language, script in scripts.items():
        inspection.findings.add("N527", inspection.mark("languages", language), language=language, script=script)


def _check_text(inspection: Inspection, written: Written) -> None:
    def note(code: str, **words: object) -> None:
        inspection.findings.add(
            code, written.mark, question=written.question, language=written.language, channel=written.channel, **words
        )

    foreign = [sign for sign in dict.fromkeys(written.text) if sign not in _GSM]
    if foreign and all(sign in TYPOGRAPHIC or _is_latin(sign) for sign in foreign):
        for sign in foreign:
            if sign in TYPOGRAPHIC:
                note("W525", sign=sign.replace("\u00a0", " "), name=_name(sign), plain=TYPOGRAPHIC[sign])
            else:
                note("W524", sign=sign, plain=_plain(sign))
    doubles = [sign for sign in written.text if sign in GSM_EXTENSION and sign not in "{}"]
    if doubles and not foreign:
        note("N526", count=len(doubles), sign=doubles[0])


def _is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(("LATIN ", "COMBINING "))


def _name(sign: str) -> str:
    return unicodedata.name(sign, "a sign").lower()


def _plain(sign: str) -> str:
    """The letter without its mark, or the sign's name where there is none."""
    bare = "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))
    return bare if bare and bare != sign and bare in _GSM else "a plain letter"


def _script(text: str) -> str:
    """The first script beside Latin, Greek and Cyrillic in which the text has letters; empty if there is none."""
    for sign in text:
        if not sign.isascii() and unicodedata.category(sign) in {"Lo", "Mn", "Mc"}:
            name = unicodedata.name(sign, "").split(" ")[0]
            if name not in {"", "LATIN", "GREEK", "CYRILLIC", "COMBINING", "FEMININE", "MASCULINE"}:
                return name.capitalize()
    return ""
