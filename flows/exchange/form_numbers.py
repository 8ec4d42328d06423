"""What can be counted and compared: ranges of numbers as our bounds, and tests that fit the answers of a question."""

from __future__ import annotations

from math import ceil, floor

from flows.exchange.xpath import Range
from flows.model import AnswerTest, Choice, Kind, Number, YesNo
from flows.reading.keys import LARGEST

DECIMALS = 2
LONGEST_TEXT = 640
"""Characters that a text answer keeps at most."""
_ORDERS = ("below", "above", "at least", "at most")


def number_within(span: Range, *, decimal: bool) -> tuple[Number, bool]:
    """The number with bounds as near as they can be, none left out; ``False`` if it takes more than the range or less."""
    low = 0.0 if span.low is None else span.low
    high = float(LARGEST) if span.high is None else span.high
    if not decimal:
        low = floor(low) + 1 if span.low_is_open else ceil(low)
        high = ceil(high) - 1 if span.high_is_open else floor(high)
    from_, to = max(0, floor(low)), min(LARGEST, ceil(high))
    is_exact = (from_, max(to, from_ + 1)) == (low, high) and not (decimal and (span.low_is_open or span.high_is_open))
    return Number(from_, max(to, from_ + 1), DECIMALS if decimal else 0), is_exact


def unfit(test: AnswerTest, kind: Kind) -> str:
    """Why a test cannot be asked of such answers; empty if it can."""
    value = test.values[0]
    match kind:
        case Number():
            return "" if value[:1].isdigit() else f"“{value}” is no number of *{test.question}*"
        case Choice(options=options):
            known = {option.name for option in options}
        case YesNo():
            known = {"yes", "no"}
        case _:
            return f"what was written for *{test.question}* is compared"
    if test.comparison in _ORDERS:
        return f"the choices of *{test.question}* are compared by size"
    return "" if value in known else f"“{value}” is no choice of *{test.question}*"
