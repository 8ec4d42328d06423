"""Which places somebody may see whose role is limited to a district or a facility."""

from __future__ import annotations

from collections.abc import Collection

Limits = Collection[tuple[str, str]] | None
"""(district, facility) pairs, either of them empty; ``None``: no limit."""


def is_within(limits: Limits, district: str, facility: str) -> bool:
    """Whether a place lies within the limits; what is of no one place does so only where there are none."""
    if limits is None:
        return True
    return any((of and of == facility) or (not of and within and within == district) for within, of in limits)
