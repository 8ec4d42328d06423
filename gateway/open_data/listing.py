"""What there is: ministries, their packages, the newest, those of whole weeks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.open_data.shelf import Shelf
    from gateway.wiring import Gateway


@dataclass(frozen=True, slots=True)
class Listed:
    """A ministry and the days of its packages, the newest first."""

    ministry: Ministry
    days: Sequence[date]

    @property
    def weekly(self) -> list[date]:
        """Those of Sundays: whole weeks, by which one year is compared with another."""
        return [day for day in self.days if day.isoweekday() == 7]


def listed(gateway: Gateway, shelf: Shelf) -> list[Listed]:
    """Every ministry, in the order of config.yaml. Raises what :meth:`Shelf.days` does."""
    return [Listed(ministry, shelf.days(key)) for key, ministry in gateway.settings.ministries.items()]


def index(gateway: Gateway, found: Sequence[Listed]) -> bytes:
    """The same for machines; addresses are relative to ``/open-data/``."""
    told = {
        "title": "Citizen feedback: released figures",
        "licence": gateway.settings.reports.licence,
        "ministries": [_told(each) for each in found],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _told(each: Listed) -> dict[str, object]:
    key = each.ministry.key
    packages = [
        {"day": day.isoformat(), "weekly": day.isoweekday() == 7, "descriptor": f"{key}/{day}/datapackage.json"}
        for day in each.days
    ]
    newest = packages[0]["day"] if packages else None
    return {
        "ministry": key, "name": each.ministry.name, "contact": each.ministry.contact,
        "languages": list(each.ministry.languages), "newest": newest, "packages": packages,
    }  # fmt: skip
