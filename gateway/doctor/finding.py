"""One thing that was looked at, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["well", "warning", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``part`` of the house and ``what`` of it was looked at; one sentence, and where it is not well one remedy."""

    part: str
    what: str
    verdict: Verdict
    sentence: str
    remedy: str = ""


def well(part: str, what: str, sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(part, what, "well", sentence)


def warning(part: str, what: str, sentence: str, remedy: str) -> Finding:
    """It works, and should be looked at in office hours."""
    return Finding(part, what, "warning", sentence, remedy)


def bad(part: str, what: str, sentence: str, remedy: str) -> Finding:
    """Citizens or reports suffer now, or will soon."""
    return Finding(part, what, "bad", sentence, remedy)
