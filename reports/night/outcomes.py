"""What became of the invitations of a group: AAPOR's outcomes, and the rates made of them."""

from __future__ import annotations

from reports.ledger.book import Cell
from reports.night.numbers import share
from reports.night.setting import Night
from reports.night.shape import Share, Window
from reports.stats.outcomes import Outcomes, rates


def outcomes_of(night: Night, cell: Cell, window: Window) -> Outcomes:
    """How many invitations of a group came to which end."""
    found = night.counts.of(cell, "outcome", window)
    return Outcomes(*(found[code] for code in ("I", "P", "R", "NC", "O", "UO")))


def invitations(of: Outcomes) -> int:
    return of.complete + of.partial + of.refusal + of.no_contact + of.other + of.unknown


def rr2_share(of: Outcomes) -> Share:
    """RR2 as a released share of the invitations."""
    return share(of.complete + of.partial, invitations(of))


def rr2_of(night: Night, cell: Cell, window: Window) -> float | None:
    """RR2 of a group in full, for its grade; of all people of its channel where its own invitations are not counted."""
    own = rates(outcomes_of(night, cell, window)).rr2
    return own if own is not None else rates(outcomes_of(night, cell[:1], night.window)).rr2
