"""What a ministry wants to reach, and from which day on it is held against that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

_WORDS = "is a percentage from 1 to 100, such as 80, or one from a day on, such as {percent: 80, since: 2026-07-01}"


@dataclass(frozen=True, slots=True)
class Target:
    """The positive share in percent that is to be reached; before ``since`` no report tells of it."""

    percent: int
    since: date | None = None

    @property
    def share(self) -> Decimal:
        return Decimal(self.percent) / 100

    def holds_on(self, day: date) -> bool:
        """Whether the report of a local day is held against it."""
        return self.since is None or self.since <= day


def _target(said: object) -> Target:
    """A number alone, or with its day. Raises ``ValueError`` in words for anything else."""
    if isinstance(said, Target):
        return said
    parts = said if isinstance(said, dict) else {"percent": said}
    try:
        percent = int(str(parts["percent"]))
        since = date.fromisoformat(str(parts["since"])) if "since" in parts else None
    except (KeyError, ValueError):
        raise ValueError(_WORDS) from None
    if not 1 <= percent <= 100 or set(parts) - {"percent", "since"}:
        raise ValueError(_WORDS)
    return Target(percent, since)


Wanted = Annotated[Target, BeforeValidator(_target)]
