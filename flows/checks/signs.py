"""Letters and signs that cost room, or that some handsets cannot show."""

from __future__ import annotations

import unicodedata

from flows.checks.inspection import Inspection, Written
from flows.measure import GSM_BASIC, GSM_EXTENSION, SMS_SINGLE, USSD_PREFIX_UNITS, sms_parts, utf16_units

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
    for written in inspection.names:
        _check_foreign(inspection, written)
    for language, script in scripts.items():
        inspection.findings.add("N527", inspection.mark("languages", language), language=language, script=script)


def _check_text(inspection: Inspection, written: Written) -> None:
    foreign = _check_foreign(inspection, written)
    doubles = [sign for sign in written.text if sign in GSM_EXTENSION and sign not in "{}"]
    if doubles and not foreign:
        _note(inspection, "N526", written, count=len(doubles), sign=doubles[0])


def _check_foreign(inspection: Inspection, written: Written) -> bool:
    """W524 and W525, where nothing but a few Latin letters and signs makes a text UCS-2; true if it is UCS-2."""
    foreign = [sign for sign in dict.fromkeys(written.text) if sign not in _GSM]
    if all(sign in TYPOGRAPHIC or _is_latin(sign) for sign in foreign):
        for sign in foreign:
            if sign in TYPOGRAPHIC:
                _note(inspection, "W525", written, sign=sign.replace("\u00a0", " "), name=_name(sign), plain=TYPOGRAPHIC[sign])
            else:
                _note(inspection, "W524", written, sign=sign, plain=_plain(sign), so=_consequence(inspection, written))
    return bool(foreign)


def _note(inspection: Inspection, code: str, written: Written, **words: object) -> None:
    inspection.findings.add(
        code, written.mark, question=written.question, language=written.language, channel=written.channel, **words
    )


def _consequence(inspection: Inspection, written: Written) -> str:
    """What the letter costs, where the text alone shows it."""
    units, channels = utf16_units(written.text), inspection.flow.channels
    by_text = written.channel in ("", "sms") and "sms" in channels
    if by_text and units > SMS_SINGLE["UCS-2"]:
        return f": as a text it costs {sms_parts(written.text)} messages"
    if written.channel in ("", "ussd") and "ussd" in channels and units > inspection.budgets.ussd_ucs2 - USSD_PREFIX_UNITS:
        return ": it fits no screen of a phone menu any more"
    return ""


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
