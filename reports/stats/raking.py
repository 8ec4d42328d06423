"""Raking: weights that make the answers agree with two sets of known totals at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.stats.weighting import kish

AGREES = 1e-9
"""How far a margin may be from its total, as a share of all."""
ROUNDS = 10_000
"""After as many rounds without agreement there is none."""


@dataclass(frozen=True, slots=True)
class Raked:
    """The weight of an answer of each cell, 1 on average, and what the weights cost."""

    weights: tuple[tuple[float, ...], ...]
    n_eff: float
    deff: float


def rake(answers: Sequence[Sequence[int]], rows: Sequence[float], columns: Sequence[float]) -> Raked | None:
    """Weights by which a table of answers has the row and column totals given, as shares of all, within 1e-9.

    Rows are scaled to their totals, then columns, until every margin agrees; Deming and Stephan 1940 (Ann. Math. Stat. 11:427).
    ``None`` where no weights can do it: nobody answered, a total is without answers, or empty cells stand in the way.
    """
    heard = sum(map(sum, answers))
    if not heard or sum(rows) <= 0 or sum(columns) <= 0:
        return None
    targets = [r / sum(rows) for r in rows], [c / sum(columns) for c in columns]
    table = _fitted([[n / heard for n in row] for row in answers], *targets)
    if table is None:
        return None
    weights = tuple(
        tuple(part * heard / n if n else 0.0 for part, n in zip(parts, row, strict=True))
        for parts, row in zip(table, answers, strict=True)
    )
    cost = kish([w for row in weights for w in row], [n for row in answers for n in row])
    return Raked(weights, cost.n_eff, cost.deff) if cost else None


def _fitted(table: list[list[float]], rows: Sequence[float], columns: Sequence[float]) -> list[list[float]] | None:
    for _ in range(ROUNDS):
        table = _transposed(_scaled(_transposed(_scaled(table, rows)), columns))
        if _agrees(table, rows) and _agrees(_transposed(table), columns):
            return table
    return None


def _scaled(table: list[list[float]], totals: Sequence[float]) -> list[list[float]]:
    return [
        [cell * total / sum(row) for cell in row] if sum(row) > 0 else row for row, total in zip(table, totals, strict=True)
    ]


def _agrees(table: list[list[float]], totals: Sequence[float]) -> bool:
    return all(abs(sum(row) - total) <= AGREES for row, total in zip(table, totals, strict=True))


def _transposed(table: list[list[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*table, strict=True)]
