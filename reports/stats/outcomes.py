"""What became of the invitations, by AAPOR's Standard Definitions, where people left, and how far figures can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["A", "B", "C", ""]

A_ANSWERS, A_RESPONSE, A_DEFF = 100, 0.20, 1.5
B_ANSWERS, B_RESPONSE, B_DEFF = 30, 0.08, 2.0
C_ANSWERS = 10


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many invitations came to which end.

    ``complete``: every step the branch required was answered; ``partial``: the headline was, not all steps; ``refusal``: STOP,
    not now, or left before the headline; ``no_contact``: delivered, silent; ``other``: wrong person, language not offered;
    ``unknown``: delivery failed or unknown.
    """

    complete: int = 0
    partial: int = 0
    refusal: int = 0
    no_contact: int = 0
    other: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Rates:
    """AAPOR's rates in 0..1, each ``None`` where its base is empty."""

    rr1: float | None
    rr2: float | None
    coop1: float | None
    ref1: float | None
    con1: float | None


def rates(of: Outcomes) -> Rates:
    """RR1 = I/S, RR2 = (I+P)/S, COOP1 = I/(I+P+R+O), REF1 = R/S, CON1 = (I+P+R+O)/S with S all six; AAPOR Standard Definitions.

    Who came uninvited has no invitation and is not to be counted here: for them no rate exists.
    """
    reached = of.complete + of.partial + of.refusal + of.other
    everybody = reached + of.no_contact + of.unknown
    return Rates(
        rr1=_share(of.complete, everybody),
        rr2=_share(of.complete + of.partial, everybody),
        coop1=_share(of.complete, reached),
        ref1=_share(of.refusal, everybody),
        con1=_share(reached, everybody),
    )


def completion(complete: int, partial: int, left_before_headline: int) -> float | None:
    """The share of those who started that went to the end: I ÷ (I + P + left before the headline); ``None`` of nobody."""
    return _share(complete, complete + partial + left_before_headline)


def break_off(answered: int, reached: int) -> float | None:
    """The share that left at a step: 1 − answered ÷ reached, where it was shown to ``reached``; ``None`` if to nobody."""
    return _share(reached - answered, reached)


def grade(n: int, rr2: float | None, deff: float = 1.0, *, self_selected: bool = False) -> Grade:
    """How far a figure of ``n`` answers can be trusted: A, B, C, or empty: not enough answers.

    A: n ≥ 100, RR2 ≥ 20 %, deff < 1.5. B: n ≥ 30, RR2 ≥ 8 %, deff ≤ 2. C: n ≥ 10, which is the most for a channel whose people
    chose themselves and for whatever has no response rate.
    """
    if n < C_ANSWERS:
        return ""
    if self_selected or rr2 is None:
        return "C"
    if n >= A_ANSWERS and rr2 >= A_RESPONSE and deff < A_DEFF:
        return "A"
    return "B" if n >= B_ANSWERS and rr2 >= B_RESPONSE and deff <= B_DEFF else "C"


def _share(x: int, n: int) -> float | None:
    return x / n if n else None
