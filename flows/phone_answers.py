"""A phone number as an answer: this person's own, or one that was typed (survey language 4.2).

A number is only passed through here: from what was said to :class:`flows.state.Phones`, which gives something sealed back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from flows.folding import clean, fold
from flows.state import Phones

OWN_KEY = "1"
"""The key of the line *This number*."""

LONGEST_NUMBER = 40
"""Signs of a typed number with all that people put between its digits."""
SHORTEST_LABEL = 3
"""Signs of *This number* that are enough."""

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_NUMBER = re.compile(r"\+?[0-9()][0-9 ()./-]{3,}")


def read_phone(said: str, phones: Phones, labels: Iterable[str]) -> str | None:
    """The number that answers, sealed: this person's own for ``1`` or *This number* (``labels``: that line in all languages of
    the survey), else the one that was typed; ``None`` if there is none or it is not valid here.
    """
    if len(said) > LONGEST_NUMBER:
        return None
    if means_own(said, labels):
        return phones.own()
    typed = _plain(said)
    return phones.read(typed) if _NUMBER.fullmatch(typed) else None


def means_own(said: str, labels: Iterable[str]) -> bool:
    """True for the key, for a label or its beginning of three or more signs, and for the key with either behind it."""
    folded = fold(said)
    if folded == OWN_KEY:
        return True
    words = folded.removeprefix(OWN_KEY + " ")
    return len(words) >= SHORTEST_LABEL and any(fold(label).startswith(words) for label in labels)


def _plain(said: str) -> str:
    """Compatible forms, plain digits, dashes and spaces."""
    compatible = unicodedata.normalize("NFKC", clean(said))
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in compatible)
    return " ".join(_DASHES.sub("-", digits).split())
