"""Words without what points at a person: numbers, ids, addresses, links and names; medicines, prices and places stay.

Each find is replaced by a mark: ``[link]``, ``[email]``, ``[id]``, ``[number]``, ``[name]``. Taking away twice changes nothing
more. No search goes back over more than a bounded stretch, so the work grows with the length of the words and no faster: every
repetition in the patterns has an end, or never gives back what it took.
"""

from __future__ import annotations

import re

from reports.text.names import NO_NAMES, Names, redact_khmer_names, redact_names
from reports.text.stop_words import word_set

NUMBER, MAIL, ID, LINK = "[number]", "[email]", "[id]", "[link]"

LEAST_DIGITS = 7
"""A number of any script with fewer digits is a price, a day, a dose or a room."""

_GAP = r"(?:[\s\u00a0\u00ad\u200b-\u200f\u2060\ufe0f\u20e3()._*•·/\-\u2010-\u2015]|,(?!\s)){0,4}"
_DIGITS = re.compile(rf"\+?\d(?:{_GAP}\d)*+")
_PRICE = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2}\Z")
_MAIL = re.compile(r"(?<![^\s@<>,;:\[\]])[^\s@<>,;:\[\]]++@[^\s@<>,;:.\[\]]++(?:\.++[^\s@<>,;:.\[\]]++)++")
_LINK = re.compile(
    r"(?<![^\W\d_])(?:https?://|www\.)[^\s<>]++"
    r"|\b(?:wa|t|fb|m)\.me/[^\s<>]++"
    r"|(?<![\w@.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|info|(?:co|go|gov|or|ac)\.[a-z]{2})(?![^\W\d_])(?:/[^\s<>]*+)?"
    r"|(?<![\w@\]])@[\w-]{2,}+(?:\.[\w-]++)*+",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<!\w)[^\W_]++(?!\w)")
_SUM = re.compile(r"\d++[^\W\d_]{2,}+\Z")
_PLATE = re.compile(r"\b(?:K[A-Z]{2} ?\d{3}[A-Z]|T ?\d{3} ?[A-Z]{3}|[A-Z]{3}[- ]\d{3} ?[A-Z]{2})\b")

_SPELT = word_set(
    "zero oh one two three four five six seven eight nine double triple "
    "un deux trois quatre cinq sept huit neuf "
    "sifuri moja mbili tatu nne tano sita saba nane tisa "
    "noto nngoe peli tharo hlano tselela supa robeli robong"
)
_SPELT_OUT = re.compile(r"(?<!\w)[^\W\d_]{2,8}(?:[\s,.\-]{1,3}[^\W\d_]{2,8})*+")
_WORD = re.compile(r"[^\W\d_]++")


def redact(words: str, names: Names = NO_NAMES) -> str:
    """The words with a mark for every link, mail address, id, number of seven digits or more, and name of a person.

    A name is a word of ``names``, or what follows a title (*Dr*, *ntate*, *Bwana*) or a phrase such as *my name is*. What is
    only capitalised stays: it may be a medicine or a place.
    """
    plain = redact_khmer_names(words, names)  # first: where letters set no spaces, a mark ends what stands before it
    plain = _LINK.sub(LINK, _MAIL.sub(MAIL, plain))
    plain = _CODE.sub(_code, _PLATE.sub(ID, plain))
    plain = _SPELT_OUT.sub(_spelt, _DIGITS.sub(_number, plain))
    return redact_names(plain, names)


def _number(found: re.Match[str]) -> str:
    """A mark for seven digits or more, unless commas make them a price of less than a milliard."""
    said = found.group()
    if sum(sign.isdigit() for sign in said) < LEAST_DIGITS or _PRICE.match(said):
        return said
    return NUMBER


def _code(found: re.Match[str]) -> str:
    """A mark for six digits or more that are one word with letters, unless it is six digits and a unit, such as a currency."""
    said = found.group()
    digits = sum(sign.isdigit() for sign in said)
    short = digits == LEAST_DIGITS - 1
    return ID if digits < len(said) and (digits >= LEAST_DIGITS or (short and not _SUM.match(said))) else said


def _spelt(found: re.Match[str]) -> str:
    """The words, with a mark for every seven or more words for digits in a row."""
    said, run, taken = found.group(), [], []
    for word in (*_WORD.finditer(said), None):
        if word is not None and word.group().lower() in _SPELT:
            run.append(word)
            continue
        if len(run) >= LEAST_DIGITS:
            taken.append((run[0].start(), run[-1].end()))
        run = []
    for start, end in reversed(taken):
        said = said[:start] + NUMBER + said[end:]
    return said
