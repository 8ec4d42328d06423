"""Times and sizes as a tired person reads them."""

from __future__ import annotations

_STEPS = ((86_400 * 2, 86_400, "days"), (3_600 * 2, 3_600, "hours"), (120, 60, "minutes"))


def span(seconds: float) -> str:
    """``12 seconds``, ``3 minutes``, ``5 hours``, ``2 days``: whole, rounded down."""
    for least, one, name in _STEPS:
        if seconds >= least:
            return f"{int(seconds // one)} {name}"
    n = int(seconds)
    return f"{n} second{'' if n == 1 else 's'}"


def size(n: float) -> str:
    """``12 KB``, ``3.4 MB``, ``120 GB``."""
    for unit, one in (("GB", 1e9), ("MB", 1e6)):
        if n >= one:
            return f"{n / one:.1f} {unit}" if n < 10 * one else f"{n / one:.0f} {unit}"
    return f"{n / 1000:.0f} KB"


def many(n: int, one: str, several: str = "") -> str:
    """``1 text``, ``3 texts``."""
    return f"{n:,} {one if n == 1 else several or one + 's'}"
