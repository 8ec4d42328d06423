"""How busy a day is, by the weekday, the month and the holidays: what it brings of an ordinary week."""

from __future__ import annotations

import math
from datetime import date
from random import Random

WEEKDAYS = (0.22, 0.19, 0.18, 0.18, 0.16, 0.07, 0.0)
"""Monday to Sunday: shares of a week. Offices are closed on Sundays."""
MONTHS = (0.92, 1.0, 1.05, 0.97, 1.02, 1.05, 1.08, 1.05, 1.02, 1.0, 0.97, 0.80)
HOLIDAYS = frozenset(((1, 1), (5, 1), (12, 25), (12, 26)))
"""Month and day on which everything is closed."""


def share_of_week(day: date) -> float:
    """What of an ordinary week's visits a day brings; 0 where everything is closed."""
    return 0.0 if (day.month, day.day) in HOLIDAYS else WEEKDAYS[day.weekday()] * MONTHS[day.month - 1]


def poisson(luck: Random, mean: float) -> int:
    """How often something happens that happens ``mean`` times on average (Knuth's product of uniform numbers)."""
    if mean <= 0:
        return 0
    limit, product, n = math.exp(-mean), luck.random(), 0
    while product > limit:
        product *= luck.random()
        n += 1
    return n
