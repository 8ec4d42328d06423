"""Signals, actions and reports as they go in and out of the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from gateway.following.acting import LONGEST_NOTE
from reports.signals import ACTIONS

MOST_SIGNALS = 200
"""In one answer."""
HIGHEST_ID = 2**63 - 1

Kind = Literal[ACTIONS]  # type: ignore[valid-type]


class Signal(BaseModel):
    """What a closed week's report found unusual: announced once, carried until somebody settles it."""

    id: int
    rule: Literal["trend", "funnel", "week"] = Field(
        description="trend: the control chart of a service, district or ministry. funnel: a place among the others. "
        "week: a place's week outside its own limits, whose 28 days differ from the weeks before."
    )
    direction: Literal["concern", "improvement"]
    measure: str = Field(description="The measure that is unusual, by its id in the data dictionary.")
    channel: str
    service: str = Field(description="Its code; all for every service. The same holds for district and facility.")
    district: str
    facility: str
    value: float = Field(ge=0, le=1, description="The released share when the signal was opened.")
    low: float | None = Field(description="From where to where it was expected; may lie beyond 0 and 1.")
    high: float | None
    n: int = Field(description="How many answers the share is of.")
    since: date = Field(description="The day since which it has been so.")
    opened: date = Field(description="The day whose report announced it.")
    last_found: date = Field(description="The last week, by its Sunday, in which it was found.")
    closed: date | None = Field(description="The day on which it was settled; null while it is open.")
    settled_by: str = Field(description="The kind of the action, or quiet for eight weeks without it; empty while it is open.")
    note: str


class Signals(BaseModel):
    """Some signals of your ministry, by id. ``next`` is what to ask for as ``after``, null when there are no more."""

    signals: list[Signal]
    next: int | None


class Action(BaseModel):
    """What was done about a signal."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Kind = Field(description="What was done, of the fixed list.")
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = Field(
        "", description="A sentence for the report. It is printed: write no names, numbers or addresses."
    )
    closes: bool = Field(True, description="Whether it settles the signal.")


class Reports(BaseModel):
    """The days of which your ministry's report was released, the newest first."""

    days: list[date]
