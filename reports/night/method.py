"""Which formulas, windows and thresholds a report was made with, and since when: the method's version and its changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

METHOD_VERSION = "2.2.0"
"""Raised whenever a formula, a window or a threshold changes."""


@dataclass(frozen=True, slots=True)
class MethodChange:
    """What a version of the method did differently from the one before."""

    version: str
    day: date
    words: str


CHANGES = (
    MethodChange("1.0.0", date(2026, 11, 23), "Shares with Wilson intervals over 28 days, small numbers hidden."),
    MethodChange("1.1.0", date(2026, 11, 23), "Main reasons are shares of all who were asked, also of those who gave none."),
    MethodChange(
        "2.0.0",
        date(2026, 11, 23),
        "An answer is counted in one report for ever; windows run between cuts of the release ledger; control charts, funnels,"
        " corrected comparisons, weights and signals are new; services, districts and facilities are told by whole weeks.",
    ),
    MethodChange(
        "2.1.0",
        date(2026, 11, 23),
        "A facility is held against its own weeks before, 22 at most, by angles, no longer against 28 days, and a week outside"
        " its limits counts for four weeks; the funnel's p-values follow Student's law, since what is ordinary is estimated.",
    ),
    MethodChange(
        "2.2.0",
        date(2026, 11, 24),
        "A table of options, steps or reasons that hides one shares no day with another, of whatever night.",
    ),
)
"""The oldest first; the last is the present one."""
