"""A ledger that begins late is the ledger of somebody who closed every Sunday in its week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from country import TINY, gateway_of, told

from gateway.nights import counting, first_ledger
from gateway.nights.gathering import counts_until
from reports.ledger import series_of
from storage import cuts
from storage.unhurried import unhurried

pytestmark = pytest.mark.long


def test_weeks_that_are_closed_at_once_are_closed_as_one_by_one(tmp_path, sqlite_url):
    gateway = gateway_of(tmp_path, sqlite_url)
    told(gateway)
    ministry = gateway.settings.ministries[TINY.offices[0].key]
    counting.count_up_to(gateway, ministry, TINY.last)
    with unhurried(gateway.engine) as u:  # never committed
        for back in (3, 2, 1):
            sunday = TINY.last - timedelta(weeks=back)
            cuts.close_day(u, ministry.key, sunday, series_of(sunday, *counts_until(u, ministry, sunday)))
        one_by_one = cuts.of(u, ministry.key, TINY.first - timedelta(days=7))
    assert {len(days) for days in one_by_one.values()} >= {2, 4}
    for _ in range(2):
        first_ledger.begin(gateway, ministry, TINY.last)
        with unhurried(gateway.engine) as u:
            assert cuts.of(u, ministry.key, TINY.first - timedelta(days=7)) == one_by_one
    gateway.engine.dispose()
