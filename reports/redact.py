"""Words without what points at a person: numbers that could be a phone's or an identity card's, and mail addresses."""

from __future__ import annotations

import re

# Seven digits of any script or more, however they are grouped; fewer are prices, days and times.
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/\u00a0]{0,3}\d){6,}")
_MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]+")


def redact(words: str) -> str:
    """The words with ``[number]`` for every run of seven digits or more, and ``[email]`` for every address."""
    return _NUMBER.sub("[number]", _MAIL.sub("[email]", words))
