"""The ministry that a command is for, and the days it looks back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gateway.nights import nightfall
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway


def ministry_of(gateway: Gateway, key: str) -> Ministry:
    """The ministry of that key. Raises :class:`Refusal` (code 2) where config.yaml has none."""
    found = gateway.settings.ministries.get(key)
    if found is None:
        known = ", ".join(sorted(gateway.settings.ministries))
        raise Refusal(f"There is no ministry “{key}” in config.yaml.", f"There are: {known}.", code=2)
    return found


def last_days(gateway: Gateway, ministry: Ministry, days: int) -> tuple[date, date]:
    """The first and the last of that many days up to today in the ministry's zone."""
    today = nightfall.local_date(ministry, gateway.now_ms())
    return today - timedelta(days=days - 1), today
