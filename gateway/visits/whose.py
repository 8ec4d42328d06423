"""Whose visit it was: the cell with the phone number, in every way in which lists write one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import phonenumbers

from gateway.visits.desk import names_of
from gateway.visits.wrong import Unfit

LONGEST = 30
"""Signs of a cell that can be a number."""
_GROUPED = re.compile(r"[0-9+ ()./\u00a0-]+")
_SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?[eE]\+?[0-9]{1,2}")
_E164 = phonenumbers.PhoneNumberFormat.E164


def read_number(cell: str, country: str) -> str | Unfit:
    """E.164 of the number in a cell, of any country; one without a country's code is of ``country``."""
    if not cell:
        return Unfit("There is no phone number.", "Without one nobody can be asked; leave the row out.")
    plain = cell if cell.isascii() else "".join([str(unicodedata.decimal(sign, sign)) for sign in cell])
    if _SHORTENED.fullmatch(plain):
        return Unfit(
            "Excel has shortened the number to one with an E in it: its last digits are lost in this file.",
            "In Excel, give the column the format Text, fill it again from the source and save.",
        )
    if (mobile := _usual(plain, country)) is not None:
        return mobile
    for candidate in _candidates(plain) if len(plain) <= LONGEST and _GROUPED.fullmatch(plain) else ():
        if (number := _valid(candidate, country)) is not None:
            return number
    return Unfit(
        f"This is not a valid number of {names_of((country,))}.",
        "Check its digits; write a number of another country with its code, such as +254 …",
    )


def _usual(plain: str, country: str) -> str | None:
    """E.164 of a mobile number of ``country`` in one of the four usual spellings, which is most of a list: a tenth of the time
    that a number of unknown kind takes, and nothing else than that would give."""
    code, trunk, pattern = _mobile(country)
    for before in (f"+{code}", f"00{code}", trunk, code):
        if before and plain.startswith(before) and pattern.fullmatch(national := plain[len(before) :]):
            return f"+{code}{national}"
    return f"+{code}{plain}" if pattern.fullmatch(plain) else None


_NOTHING = re.compile(r"(?!)")


@cache
def _mobile(country: str) -> tuple[str, str, re.Pattern[str]]:
    """The calling code, the digit before national numbers, and the pattern of mobile numbers; nothing fits it where countries
    share a code or put other digits before a number."""
    data = phonenumbers.PhoneMetadata.metadata_for_region(country)
    code = phonenumbers.country_code_for_region(country)
    sharing = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(code, ())
    if data is None or data.mobile is None or len(sharing) != 1 or data.national_prefix not in (None, "0"):
        return "", "", _NOTHING
    return str(code), data.national_prefix or "", re.compile(data.mobile.national_number_pattern or "(?!)", re.ASCII)


def _candidates(plain: str) -> tuple[str, ...]:
    """What a number may be in full: with ``+`` for ``00``, and where a whole international number came without one."""
    if plain.startswith("00"):
        return ("+" + plain[2:],)
    return (plain,) if plain.startswith(("+", "0")) else (plain, "+" + plain)


def _valid(candidate: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(candidate, country)
    except phonenumbers.NumberParseException:
        return None
    return str(phonenumbers.format_number(number, _E164)) if phonenumbers.is_valid_number(number) else None


def is_served(number: str, countries: frozenset[str]) -> bool:
    """Whether a number (E.164) belongs to one of these countries."""
    return country_of(number) in countries


def country_of(number: str) -> str:
    """The country of a valid number in E.164, such as ``LS``."""
    return _country_of_code(number[:5]) or str(phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "")


@lru_cache(maxsize=4096)
def _country_of_code(beginning: str) -> str:
    """The country of all numbers that begin so; empty where several share the calling code."""
    for length in (2, 3, 4):
        sharing = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(beginning[1:length]), ())
        if sharing:
            return str(sharing[0]) if len(sharing) == 1 else ""
    return ""
