"""Surveys and questions, as they were asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.night.shape.numbers import Count, Level, Share, Window
from reports.night.shape.standing import Mark


@dataclass(frozen=True, slots=True)
class OptionRow:
    value: str
    label: str
    share: Share


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """One question on one channel; a number question has levels in place of options."""

    survey: str
    question: str
    label: str
    counts_as: str
    kind: str
    channel: str
    window: Window
    base: Count
    options: tuple[OptionRow, ...] = ()
    median: Level | None = None
    p90: Level | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked: language -> its words."""

    survey: str
    question: str
    wordings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    survey: str
    title: str
    version: int
    published: date
    languages: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    changes: tuple[Mark, ...]
