"""What goes in and out of the API. The OpenAPI document is made of these, so it cannot say anything else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_VISITS = 1_000
MOST_BYTES = 1_000_000
MOST_FIELDS = 100
"""Different names of fields in one request."""
LONGEST_CELL = 1_000

Cell = Annotated[str, Field(max_length=LONGEST_CELL)] | int
"""What a field may hold: text, or a whole number as it is written."""


class Visit(BaseModel):
    """A service that somebody received. Beside the fields named here it may hold every column that the survey declares."""

    model_config = ConfigDict(
        extra="allow",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "phone": "+26650000001",
                    "visit_id": "OPD-2026-004711",
                    "recorded_at": "2026-11-23T09:40:00+02:00",
                    "service": "outpatients",
                    "facility": "1103",
                }
            ]
        },
    )

    phone: Cell = Field(description="The number of whoever was served, international or as it is dialled at home.")
    visit_id: Cell = Field(description="Your own name for this visit; the same one twice is the same visit. Never a number.")
    recorded_at: Cell | None = Field(None, description="When the service was over, ISO 8601; without offset: your local time.")
    service: Cell | None = Field(None, description="Which service it was, as your lists name it.")
    facility: Cell | None = Field(None, description="Where it was received, as your lists name it.")
    __pydantic_extra__: dict[str, Cell | None] = Field(init=False)


class Visits(BaseModel):
    """A list of visits for one survey."""

    survey: Annotated[str, Field(min_length=1, max_length=100, description="Its name, as in its “survey:” line.")]
    visits: Annotated[list[Visit], Field(min_length=1, max_length=MOST_VISITS)]


class Note(BaseModel):
    """Something about a visit that was not as it should be."""

    field: str = Field(description="The field as you named it; empty where it is the whole visit.")
    sentence: str
    remedy: str
    refuses: bool = Field(description="Whether the visit was left out for it; else only the field was.")


class Result(BaseModel):
    """What became of one visit."""

    row: int = Field(description="Which one of your list, counted from 1.")
    outcome: Literal["accepted", "known", "refused"] = Field(
        description="accepted: it is new and kept. known: it was handed in before and stays as it was. refused: see notes."
    )
    notes: list[Note]


class Received(BaseModel):
    """What became of all of them."""

    survey: str
    accepted: int
    known: int
    refused: int
    ignored: list[str] = Field(description="Fields that this survey makes nothing of.")
    results: list[Result]


class Trouble(BaseModel):
    """Why a request was turned away (RFC 9457). ``remedy``: what to do; ``results``: of each visit, if any was read."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str
    remedy: str = ""
    results: list[Result] = []
