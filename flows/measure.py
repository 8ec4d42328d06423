"""How long a screen is for the network: units, coding, SMS parts, and what still fits.

The tables are those of 3GPP TS 23.038 (GSM 03.38), default alphabet and its extension; budgets and parts are section 8.3 of
the survey language. Nothing here cuts a text: it says whether the text fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flows.folding import letters

Coding = Literal["GSM-7", "UCS-2"]

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("^{}\\[~]|€\f")
"""Signs that need an escape before them, so two units each."""

_UNUSUAL = re.compile("[" + re.escape("".join(sign for sign in map(chr, range(128)) if sign not in GSM_BASIC)) + "]")
_FOREIGN = re.compile("[^" + re.escape("".join(sorted(GSM_BASIC | GSM_EXTENSION))) + "]")
_TWO_UNITS = re.compile("[" + re.escape("".join(sorted(GSM_EXTENSION))) + "]")
_ESCAPE = "\x1b"
_ESCAPED = str.maketrans({sign: _ESCAPE + sign for sign in GSM_EXTENSION})

USSD_PREFIX_UNITS = 4
"""``CON `` or ``END `` before every USSD screen; whether networks count it is not published, so it counts."""

SMS_SINGLE = {"GSM-7": 160, "UCS-2": 70}
SMS_JOINED = {"GSM-7": 153, "UCS-2": 67}


@dataclass(frozen=True, slots=True)
class Budgets:
    """The units a USSD screen may have with its prefix: of the smallest network of the installation."""

    ussd_gsm: int = 160
    ussd_ucs2: int = 70

    def ussd(self, coding: Coding) -> int:
        return self.ussd_gsm if coding == "GSM-7" else self.ussd_ucs2


USUAL = Budgets()


def measure(text: str) -> tuple[int, Coding]:
    """The units of a text and the coding that one letter outside GSM-7 decides for all of it."""
    if text.isascii() and not _UNUSUAL.search(text):
        return len(text), "GSM-7"
    if _FOREIGN.search(text):
        return utf16_units(text), "UCS-2"
    return len(text) + len(_TWO_UNITS.findall(text)), "GSM-7"


def first_foreign(text: str) -> str:
    """The first sign that makes a text UCS-2; empty if none does."""
    found = _FOREIGN.search(text)
    return found[0] if found is not None else ""


def utf16_units(text: str) -> int:
    """The length of a text in UCS-2."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def ussd_units(text: str) -> tuple[int, Coding]:
    """The units of a USSD screen with its prefix ``CON `` or ``END ``, which ``text`` does not hold."""
    units, coding = measure(text)
    return units + USSD_PREFIX_UNITS, coding


def sms_parts(text: str) -> int:
    """How many SMS a text is sent as; a two-unit sign or a letter cluster is never split over two parts."""
    units, coding = measure(text)
    if units <= SMS_SINGLE[coding]:
        return 1
    room = SMS_JOINED[coding]
    if coding == "GSM-7" and "\r" not in text:  # every letter is one sign
        return _gsm_parts(text, room)
    used, parts = 0, 1
    for letter in letters(text):
        need = len(letter.translate(_ESCAPED)) if coding == "GSM-7" else utf16_units(letter)
        if used + need > room:
            parts, used = parts + 1, 0
        used += need
    return parts


def _gsm_parts(text: str, room: int) -> int:
    """The parts of a text whose signs are one unit, or an escape and one unit, which stay together."""
    escaped = text.translate(_ESCAPED)
    at, parts = 0, 0
    while at < len(escaped):
        at += room - (escaped[at + room - 1 : at + room] == _ESCAPE)
        parts += 1
    return parts


def fits(text: str, channel: str, budgets: Budgets = USUAL) -> bool:
    """True if a USSD screen keeps the budget, or a text is one SMS; what an agent reads to a caller has no budget."""
    if channel == "call":
        return True
    if channel == "sms":
        units, coding = measure(text)
        return units <= SMS_SINGLE[coding]
    units, coding = ussd_units(text)
    return units <= budgets.ussd(coding)
