"""A report is released once: what is kept of it is never changed, and damage is noticed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, update

from storage import reports
from storage.tables import reports as table
from storage.unit import unit

DAY = date(2026, 6, 7)


def test_what_was_released_first_stays(engine: Engine) -> None:
    with unit(engine) as u:
        reports.keep(u, "health", DAY, reports.NIGHTLY, {"en": b"first", "st": b"pele"}, "2.0.0", 1)
        u.commit()
    with unit(engine) as u:
        reports.keep(u, "health", DAY, reports.NIGHTLY, {"en": b"second", "fr": b"premier"}, "2.1.0", 2)
        found = reports.find(u, "health", DAY)
        u.commit()
    assert found is not None
    assert found.content == {"en": b"first", "st": b"pele", "fr": b"premier"}
    assert (found.method_version, found.released_at_ms) == ("2.0.0", 1)


def test_each_ministry_day_and_kind_has_its_own(engine: Engine) -> None:
    with unit(engine) as u:
        reports.keep(u, "health", DAY, reports.NIGHTLY, {"en": b"a"}, "2.0.0", 1)
        reports.keep(u, "transport", DAY, reports.NIGHTLY, {"en": b"b"}, "2.0.0", 1)
        reports.keep(u, "", DAY, reports.OVERVIEW, {"en": b"c"}, "2.0.0", 1)
        assert reports.days(u, "health") == [DAY]
        assert reports.find(u, "", DAY) is None
        overview = reports.find(u, "", DAY, reports.OVERVIEW)
    assert overview is not None
    assert overview.content == {"en": b"c"}


def test_a_damaged_one_is_noticed(engine: Engine) -> None:
    with unit(engine) as u:
        reports.keep(u, "health", DAY, reports.NIGHTLY, {"en": b"whole"}, "2.0.0", 1)
        u.connection.execute(update(table).values(sha256="0" * 64))
        with pytest.raises(ValueError, match="not what was released"):
            reports.find(u, "health", DAY)


def test_figures_are_kept_back_and_given_free_in_every_language(engine: Engine) -> None:
    with unit(engine) as u:
        reports.keep(u, "health", DAY, reports.NIGHTLY, {"en": b"a", "st": b"b"}, "2.0.0", 1)
        reports.keep(u, "", DAY, reports.OVERVIEW, {"en": b"c"}, "2.0.0", 1)
        assert [reports.withhold(u, "health", DAY, why) for why in ("", "key period", "key period")] == [False, True, False]
        assert reports.withheld(u, "health") == {DAY: "key period"}
        assert reports.days(u, "health") == [DAY]
        assert reports.withhold(u, "health", DAY, "")
        assert reports.withheld(u, "health") == reports.withheld(u, "") == {}
