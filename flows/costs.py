"""What texts cost: the installation's price of one message and how many conversations are expected."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """``price`` of one SMS part in ``currency``; ``visits_per_day`` that begin a conversation, and the share of them
    ``finishing`` it, from 0 to 1.
    """

    price: Decimal
    currency: str
    visits_per_day: int = 1_000
    finishing: Decimal = Decimal("0.5")

    def of(self, parts: Decimal | int) -> str:
        """What so many parts cost, in words: ``KES 1,250``, with cents where they matter."""
        amount = self.price * parts
        return f"{self.currency} {amount:,.0f}" if amount >= 100 else f"{self.currency} {amount:,.2f}"
