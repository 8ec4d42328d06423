"""What a check of a finished file finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that does not hold: its code, and where and how in words."""

    code: str
    words: str
