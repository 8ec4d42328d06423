"""Words of citizens, redacted, themed, released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.night.shape.numbers import Count, Share, Window


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    label: str
    share: Share
    """Of all texts of the window; several themes per text."""
    before: Share | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is said more (or less) than in the 28 days before: |z| above 3, at least 10 speakers."""

    word: str
    language: str
    speakers: int
    z: Decimal


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a citizen, redacted, released by a named person."""

    text: str
    language: str
    released_by: str
    day: date


@dataclass(frozen=True, slots=True)
class Texts:
    window: Window
    texts: Count
    themes: tuple[Theme, ...]
    words: tuple[Word, ...]
    quotations: tuple[Quotation, ...]
    danger: Count
    """Texts that went to the named person at once and are not read here."""
