"""Figures, packages and responses as they go out of the API."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

MOST_FIGURES = 5_000
MOST_RESPONSES = 500
MOST_PACKAGES = 200
"""In one answer."""
FURTHEST = 10_000_000
"""How many can be passed over."""


class Figure(BaseModel):
    """One released figure: a row of the package's table. Small numbers are hidden, with the reason beside them."""

    service: str = Field(description="Its code; all for every service. The same holds for district, facility and channel.")
    district: str
    facility: str
    channel: str
    period_start: date
    period_end: date
    metric: str = Field(description="As the package's dictionary.csv explains it.")
    value: float | None
    n: int | None = Field(description="How many people stand behind it; null where nobody does, or it is hidden.")
    lower95: float | None
    upper95: float | None
    suppressed: bool
    suppression_reason: str


class Figures(BaseModel):
    """Some figures of one report. ``next`` is what to ask for as ``after``, null when there are no more."""

    day: date
    method_version: str
    figures: list[Figure]
    next: int | None


class File(BaseModel):
    """One file of a package."""

    name: str
    href: str = Field(description="Where it is, on this host; open to everybody.")
    holds: str


class Package(BaseModel):
    """The open data of one day."""

    day: date
    files: list[File]


class Packages(BaseModel):
    """Packages of your ministry, the newest first. ``next`` is what to ask for as ``after``, null when there are no more."""

    packages: list[Package]
    next: int | None


class Answer(BaseModel):
    """What was answered to one question. Questions that are private, or for a phone number, are never among them."""

    question: str
    value: str = Field(description="The name of the choice, the code of the place, the number; words as they were redacted.")
    language: str
    at: datetime


class Response(BaseModel):
    """One person's answers to one survey. Who it was is a pseudonym that means nothing outside of your ministry."""

    response: str
    contact: str = Field(description="The same for the same person; as the response where the person was forgotten.")
    version: int = Field(description="Of the survey.")
    day: date = Field(description="The local day on which it was given.")
    channel: str
    language: str
    complete: bool = Field(description="Whether the survey was answered to its end.")
    answers: list[Answer]


class Responses(BaseModel):
    """Some responses that one report counted. ``next`` is what to ask for as ``after``, null when there are no more."""

    survey: str
    day: date
    responses: list[Response]
    next: int | None
