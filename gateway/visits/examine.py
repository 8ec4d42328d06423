"""A whole list examined: the visits that it gives, everything that is wrong with it, and what stands in it twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.visits.cells import Cells, Given
from gateway.visits.desk import Desk
from gateway.visits.headers import Headers, read_headers
from gateway.visits.wrong import Wrong

Line = tuple[int, Sequence[str]]
"""The number of a row, as a spreadsheet counts, and its cells."""

TELL_EVERY = 500
"""Rows between two words about the progress."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a list before anything of it is stored."""

    headers: Headers
    rows: int
    """That hold anything, the header apart."""
    given: tuple[Given, ...]
    wrong: tuple[Wrong, ...]
    """In the order of the rows."""

    @property
    def left_out(self) -> int:
        """How many rows give no visit."""
        return self.rows - len(self.given)


def examine(
    desk: Desk, header: Sequence[str], lines: Sequence[Line], now_ms: int, tell: Callable[[int], None] = lambda rows: None
) -> Examined:
    """Read every row. Raises :class:`Refusal` where a column that every list needs is missing.

    ``tell`` is told from time to time how many more rows were read.
    """
    headers = read_headers(header, desk.flow)
    cells = Cells(desk, headers, now_ms)
    given: dict[str, Given] = {}
    wrong: list[Wrong] = []
    for done, (row, line) in enumerate(lines, 1):
        visit = cells.read(row, line, wrong)
        if visit is not None and (first := given.setdefault(visit.reference, visit)) is not visit:
            wrong.append(_repeated(headers, visit, first))
        if done % TELL_EVERY == 0:
            tell(TELL_EVERY)
    tell(len(lines) % TELL_EVERY)
    return Examined(headers, len(lines), tuple(given.values()), tuple(wrong))


def _repeated(headers: Headers, visit: Given, first: Given) -> Wrong:
    sentence = f"This visit id stands in row {first.row} already; only that row counts."
    return Wrong(visit.row, headers.names[headers.roles["visit id"]], sentence, "Give each visit an id of its own.")
