"""Phone numbers and dial codes, as they come and as they are kept.

A number that is valid is known by its E.164 form; one that is not (a sandbox number, a number of a network that the tables do
not have) is known by what came, because normalising an invalid number can lose a digit and make two people one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache

import phonenumbers

SHORTEST_NUMBER = 7
"""Digits: a sender with fewer is a service, not a person, and is never answered."""

LONGEST_TYPED = 30
"""Signs of a number as somebody types it."""
_GROUPED = frozenset("0123456789+ ()-./\u00a0")


def identity(raw: str, country: str) -> str:
    """The form under which a person is known: E.164 if ``raw`` is a valid number (read in ``country``), else ``raw`` itself."""
    return _valid(raw, country) or raw


def _valid(raw: str, country: str) -> str | None:
    """E.164 of a valid number."""
    for candidate in _readings(raw):
        try:
            number = phonenumbers.parse(candidate, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def _readings(raw: str) -> tuple[str, ...]:
    """``raw``, and with a ``+`` where a whole international number came without one."""
    bare = digits(raw)
    whole = not raw.startswith(("+", "0")) and len(bare) >= 11
    return (raw, "+" + bare) if whole else (raw,)


def typed(said: str, country: str, countries: Collection[str]) -> str | None:
    """E.164 of a number that somebody typed, in any digits; ``None`` unless it is a valid one of ``countries``.

    Without a country's code it is read as one of ``country``. Anything beside digits and what groups them is no number.
    """
    plain = "".join([str(unicodedata.decimal(sign, sign)) for sign in said]).strip()
    if len(plain) > LONGEST_TYPED or not _GROUPED.issuperset(plain):
        return None
    number = _valid("+" + plain[2:] if plain.startswith("00") else plain, country)
    return number if number is not None and country_of(number) in countries else None


def country_of(number: str) -> str:
    """The country of a number in E.164, such as ``LS``; empty for anything else."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ""
    return str(region or "")


def digits(raw: str) -> str:
    """The decimal digits of ``raw`` as 0-9."""
    return "".join([c for c in raw if c in "0123456789"])


@cache
def calling_code(country: str) -> str:
    """The digits that stand before every number of ``country``: ``266`` for ``LS``; empty for an unknown country."""
    code = phonenumbers.country_code_for_region(country)
    return str(code) if code else ""


def canonical(raw: str, code: str) -> str:
    """The digits by which two spellings of a number are the same, without asking the number tables (microseconds, not tens).

    ``code`` is :func:`calling_code` of the country. What holds no digit is itself.
    """
    bare = digits(raw)
    if not bare:
        return raw
    if raw.startswith("+"):
        return bare
    if bare.startswith("00"):
        return bare[2:]
    if bare.startswith("0"):
        return code + bare[1:]
    return bare


def is_of(raw: str, country: str, countries: tuple[str, ...]) -> bool:
    """True if a number belongs to one of ``countries``; none means all. Without a country's code it is ``country``'s own."""
    known = identity(raw, country)
    if not countries or not known.startswith("+"):
        return True
    return known[1:].startswith(tuple(calling_code(c) for c in countries))


def is_person(sender: str) -> bool:
    """True if a text can be sent back to ``sender``: a number long enough to be a person's, nothing else in it."""
    rest = sender.removeprefix("+").replace(" ", "").replace("-", "")
    return rest.isascii() and rest.isdigit() and len(rest) >= SHORTEST_NUMBER


@lru_cache(maxsize=1024)
def dial_code(raw: str) -> str:
    """A service code as it is written on a poster, ``*120*45#``, from any spelling of it: ``120*45``, ``*120*45``, ``120*45#``.

    Empty if ``raw`` is no code.
    """
    parts = raw.strip().removeprefix("*").removesuffix("#").split("*")
    if all(part.isascii() and part.isdigit() for part in parts):
        return f"*{'*'.join(parts)}#"
    return ""
