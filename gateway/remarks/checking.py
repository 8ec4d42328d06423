"""The weekly check of the codebook: a sample that a person codes blind, and how far that agrees with the codebook."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from gateway.refusal import Refusal
from reports.forms.cells import safe
from reports.night.evidence import Remark
from reports.stats.agreement import kappa
from reports.text.codebook import Codebook
from reports.text.themes import themes_of

COLUMNS = ("language", "words", "themes")
"""A person fills in ``themes``: codes with blanks between. What the codebook found is not shown: it would be copied."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one theme: how many texts the person and the codebook gave it to, and Cohen's kappa; ``None``: nothing to compare."""

    code: str
    person: int
    codebook: int
    kappa: float | None


def sample(remarks: Sequence[Remark], texts: int, seed: int) -> str:
    """A CSV of at most so many remarks, drawn by the seed; the same seed draws the same."""
    drawn = random.Random(seed).sample(list(remarks), min(texts, len(remarks)))  # noqa: S311 - a sample, no secret
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows((remark.language, safe(remark.words), "") for remark in drawn)
    return out.getvalue()


def agreement(book: Codebook, text: str) -> tuple[int, tuple[Agreement, ...]]:
    """How many texts a coded sample has, and the agreement theme by theme. Raises :class:`Refusal` for what is no such file."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if not rows or any(row.get(name) is None for row in rows for name in COLUMNS):
        raise Refusal("This is no coded sample.", f"It needs the columns {', '.join(COLUMNS)}: see `gateway themes sample`.")
    coded = [set(row["themes"].replace(",", " ").replace(";", " ").split()) for row in rows]
    _refuse_unknown(book, coded)
    if not any(coded):
        raise Refusal(
            "Nobody has coded this sample: its column themes is empty.", "Write the codes of themes beside each text."
        )
    found = [set(themes_of(book, row["language"], row["words"])) for row in rows]
    return len(rows), tuple(_of_theme(code, coded, found) for code in book.codes)


def _refuse_unknown(book: Codebook, coded: Sequence[set[str]]) -> None:
    for number, codes in enumerate(coded, 2):
        unknown = sorted(codes.difference(book.codes))
        if unknown:
            raise Refusal(f"Row {number} has “{unknown[0]}”, which is no theme.", f"Themes are: {', '.join(book.codes)}.")


def _of_theme(code: str, coded: Sequence[set[str]], found: Sequence[set[str]]) -> Agreement:
    person, machine = [code in codes for codes in coded], [code in codes for codes in found]
    return Agreement(code, sum(person), sum(machine), kappa(person, machine))
