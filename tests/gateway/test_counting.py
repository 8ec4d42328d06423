"""Every answer is counted in one report, whoever counts, however often, and whatever the database was before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from counted_people import comes, desk, health, is_invited, night
from counter import Counter
from sqlalchemy import Engine, delete, select, update

from gateway.conversing import filing
from gateway.conversing.close import close_due
from gateway.nights import counting, nightfall, nightly
from storage.tables import answers, counted, outbox
from storage.tables import daycounts as counts_table
from storage.tables import responses as responses_table
from storage.unit import unit

MONDAY = date(2026, 11, 23)


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return desk(engine, tmp_path / "var")


def n(counter: Counter, day: date, measure: str, value: str = "", **of: str) -> int:
    """A count of a day: of the survey, or of the service or facility that is named."""
    split = {"service": "", "facility": ""} | of
    return sum(
        row["n"]
        for row in counter.rows(counts_table)
        if (row["local_day"], row["measure"], row["value"]) == (day, measure, value)
        and all(row[key] == code for key, code in split.items())
    )


def stored(counter: Counter) -> list[dict[str, Any]]:
    return counter.rows(counts_table)


def file_all(counter: Counter) -> None:
    for row in counter.rows(responses_table):
        filing.file_response(counter.gateway, row["session_id"])


def three_days(counter: Counter) -> None:
    """Answers of several days, some of them late."""
    comes(counter, 1, "1301", "1", "2", "1", "the queue was long")
    comes(counter, 2, "1101", "2", "5", "all well")
    comes(counter, 3, "1301", "1", "4")
    night(counter)
    comes(counter, 4, "1301", "1", "5", "good")
    night(counter, 3)
    comes(counter, 5, "1101", "1", "1", "2", "they were rude")
    close_due(counter.gateway)
    night(counter)


def test_what_became_of_invitations_is_counted(counter: Counter) -> None:
    is_invited(counter, 1, "1", "5", "good")
    is_invited(counter, 2, state="delivered")
    is_invited(counter, 3, state="sent")
    is_invited(counter, 4, "1", "2", state="sent")
    comes(counter, 5, "1301", "1", "5", "good")
    counter.clock.pass_(days=3, hours=1)
    close_due(counter.gateway)
    night(counter)
    last = MONDAY + timedelta(days=3)
    assert [n(counter, MONDAY, m) for m in ("opened", "invited", "delivered")] == [2, 1, 1]
    assert [n(counter, last, m) for m in ("opened", "invited", "delivered", "late")] == [3, 3, 1, 1]
    assert [n(counter, last, "outcome", code) for code in ("P", "NC", "UO", "R")] == [1, 1, 1, 0]
    assert n(counter, last, "invited", facility="1301") == n(counter, last, "invited", service="child") == 3
    assert n(counter, MONDAY, "outcome", "I", facility="1301") == 1


def test_an_invitation_is_delivered_that_the_networks_report_until_the_cut_off_and_no_later(counter: Counter) -> None:
    for who in (1, 2, 3):
        is_invited(counter, who, "1", "5", "good", state="sent")
    file_all(counter)
    cut_off_ms = nightfall.cut_off_ms(health(counter), MONDAY)
    with unit(counter.gateway.engine) as u:
        texts = u.connection.execute(select(outbox.c.id).where(outbox.c.kind == "invitation").order_by(outbox.c.id)).scalars()
        for text, at_ms in zip(list(texts), (cut_off_ms - 1, cut_off_ms, None), strict=True):
            if at_ms is not None:
                reported = update(outbox).where(outbox.c.id == text)
                u.connection.execute(reported.values(state="delivered", settled_at_ms=at_ms))
        u.commit()
    night(counter)
    assert [n(counter, MONDAY, m) for m in ("invited", "delivered")] == [3, 1]
    counting.count(counter.gateway, health(counter), MONDAY)
    assert n(counter, MONDAY, "delivered") == 1


def test_a_place_is_counted_with_its_district_and_a_text_with_its_themes(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "2", "1", "the queue was long")
    comes(counter, 2, "1101", "2", "5", "all well")
    night(counter)
    places = {(r["district"], r["facility"]) for r in stored(counter) if r["facility"]}
    assert places == {("Leribe", "1301"), ("Maseru", "1101")}
    assert n(counter, MONDAY, "texts") == 2
    assert n(counter, MONDAY, "theme", "waiting") == 1
    assert n(counter, MONDAY, "headline", "1/4", service="child") == n(counter, MONDAY, "headline", "1/4") == 1


def test_counting_everything_anew_gives_what_the_nights_gave(counter: Counter) -> None:
    three_days(counter)
    before = stored(counter)
    assert sum(row["n"] for row in before if row["measure"] == "opened") == 5
    last = nightfall.last_due_day(health(counter), counter.clock())
    for day in counting.every_day(counter.gateway, health(counter), last):
        counting.count(counter.gateway, health(counter), day)
    assert stored(counter) == before


def test_days_counted_in_another_way_are_counted_again_and_only_they(counter: Counter) -> None:
    three_days(counter)
    before, days = stored(counter), len(counter.rows(counted))
    last = nightfall.last_due_day(health(counter), counter.clock())
    assert counting.uncounted(counter.gateway, health(counter), last) == []
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(counted).where(counted.c.local_day <= MONDAY).values(way="1"))
        u.connection.execute(delete(counts_table).where(counts_table.c.local_day <= MONDAY))
        u.commit()
    assert counting.uncounted(counter.gateway, health(counter), last) == [MONDAY]
    night(counter)
    assert [row for row in stored(counter) if row["local_day"] <= last] == before
    assert len(counter.rows(counted)) == days + 1


def test_after_an_upgrade_the_next_night_counts_every_day_as_it_was_reported(counter: Counter) -> None:
    three_days(counter)
    before = stored(counter)
    last = nightfall.last_due_day(health(counter), counter.clock())
    with unit(counter.gateway.engine) as u:  # what the release before leaves behind: no counts, no day of counting
        u.connection.execute(delete(counts_table))
        u.connection.execute(delete(counted))
        u.connection.execute(update(responses_table).values(desk_day=None))
        u.commit()
    night(counter)
    assert [row for row in stored(counter) if row["local_day"] <= last] == before


def test_a_day_that_is_still_open_is_counted_again(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "5", "good")
    nightly.preview(counter.gateway, health(counter), MONDAY)
    assert n(counter, MONDAY, "opened") == 1
    assert MONDAY not in {row["local_day"] for row in counter.rows(counted)}
    comes(counter, 2, "1301", "1", "5", "good")
    night(counter)
    assert n(counter, MONDAY, "opened") == 2


def test_what_is_filed_after_its_report_was_made_is_counted_in_the_next(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "5", "good")
    (row,) = counter.rows(responses_table)
    with unit(counter.gateway.engine) as u:  # it could not be filed for a day
        u.connection.execute(update(responses_table).values(queued_at_ms=counter.clock() + 2 * 86_400_000))
        u.commit()
    night(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(responses_table).values(queued_at_ms=row["queued_at_ms"]))
        u.commit()
    night(counter)
    (row,) = counter.rows(responses_table)
    assert (row["local_day"], row["desk_day"]) == (MONDAY, MONDAY + timedelta(days=1))
    assert n(counter, MONDAY, "opened") == 0
    assert n(counter, MONDAY + timedelta(days=1), "late") == 1


def test_a_report_made_again_keeps_the_counts_of_its_night(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "5", "good")
    night(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(answers).where(answers.c.question == "treated").values(value="1"))
        u.commit()
    nightly.again(counter.gateway, health(counter), MONDAY)
    assert n(counter, MONDAY, "headline", "4/4") == 1


def test_themes_stay_when_the_words_are_gone(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "2", "1", "the queue was long")
    comes(counter, 2, "1301", "1", "2", "1", "the queue was long")
    night(counter)
    before = stored(counter)
    assert n(counter, MONDAY, "theme", "waiting") == 2
    with unit(counter.gateway.engine) as u:
        gone = answers.c.session_id == select(responses_table.c.session_id).limit(1).scalar_subquery()
        u.connection.execute(update(answers).where(gone, answers.c.question == "words").values(value=None, raw=""))
        u.commit()
    counting.count(counter.gateway, health(counter), MONDAY)
    assert stored(counter) == before


def test_who_tries_the_survey_is_in_no_count(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "5", "good")
    file_all(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(responses_table).values(set_aside="tester"))
        u.commit()
    night(counter)
    assert stored(counter) == []
