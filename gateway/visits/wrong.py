"""What is wrong with a cell of a visit list: the place, a sentence, a remedy, and never a phone number."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_SHOWN = 30
"""Signs of a cell that are shown in a sentence about it."""
_FEWEST_OF_A_NUMBER = 7
_DAY = re.compile(r"((19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](19|20)\d\d)(\D+\d\d?:\d\d.{0,14})?")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One finding in a list. Rows count as a spreadsheet counts them: the header is row 1."""

    row: int
    column: str
    """As the list names it; empty where it is the whole row."""
    sentence: str
    remedy: str
    stops: bool = True
    """True if the row is left out; false if only this cell is, and the visit is taken in without it."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a cell is not what its column wants."""

    sentence: str
    remedy: str


def shown(cell: str) -> str:
    """A cell in quotes, for a sentence about it; ``This`` where its digits could be a number."""
    if could_be_number(cell) and not _DAY.fullmatch(cell):
        return "This"
    return f"“{cell[:LONGEST_SHOWN]}{'…' * (len(cell) > LONGEST_SHOWN)}”"


def could_be_number(cell: str) -> bool:
    """Whether somebody could be called by what stands in a cell."""
    return sum(sign.isdecimal() for sign in cell) >= _FEWEST_OF_A_NUMBER
