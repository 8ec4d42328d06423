"""How many figures of a report are hidden, and for which reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from reports.night.shape import Count, Level, Share


def suppression_log(parts: object) -> tuple[tuple[str, int], ...]:
    """Reason -> how many figures are hidden for it, in all parts of a report, by reason."""
    return tuple(sorted(Counter(figure.hidden for figure in figures_of(parts) if figure.hidden).items()))


def figures_of(part: object) -> Iterator[Count | Share | Level]:
    """Every figure in a dataclass or tuple, and in all below it."""
    if isinstance(part, Count | Share | Level):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from figures_of(one)
    elif is_dataclass(part):
        for one in fields(part):
            yield from figures_of(getattr(part, one.name))
