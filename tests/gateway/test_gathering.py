"""What a report is computed from is what people did, on the local days on which they did it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from asking import drawn
from counted_people import SURVEY, TEXT, comes, desk, health, is_invited, night, phone
from counter import Counter
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, func, select, update

from gateway.asking.invite import send_due
from gateway.config_sections import Ministry
from gateway.conversing.close import close_due
from gateway.nights import gathering, nightfall
from gateway.nights.gathering import calendar_of
from gateway.rights import office
from reports.ledger.book import Book
from reports.night.evidence import Bulk, Event, Evidence, Volume
from storage import audit, spending
from storage.sessions import DAY_MS
from storage.tables import outbox, receipts, visits
from storage.tables import responses as responses_table
from storage.unhurried import unhurried
from storage.unit import unit

MONDAY = date(2026, 11, 23)


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return desk(engine, tmp_path / "var")


def gathered(counter: Counter, day: date = MONDAY) -> Evidence:
    cut_off_ms = nightfall.cut_off_ms(health(counter), day)
    with unhurried(counter.gateway.engine) as u:
        return gathering.gather(counter.gateway, u, health(counter), day, cut_off_ms, Book(day))


def told(evidence: Evidence) -> set[tuple[date, str, str, int]]:
    return {(e.local_day, e.kind, e.code, e.n) for e in evidence.events}


def test_days_are_those_of_the_survey_and_weeks_those_of_every_grain(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "2", "1", "the queue was long")
    night(counter)
    comes(counter, 2, "1301", "1", "5", "good")
    night(counter)
    evidence = gathered(counter, MONDAY + timedelta(days=1))
    assert {(c.service, c.facility) for c in evidence.days} == {("", "")}
    assert sum(c.n for c in evidence.days if c.measure == "headline") == 2
    of_place = {(c.measure, c.question, c.value): c.n for c in evidence.weeks if c.facility == "1301"}
    assert of_place["headline", "", "1/4"] == of_place["headline", "", "4/4"] == of_place["answer", "why", "queue"] == 1
    assert of_place["completed", "", ""] == 2
    assert {c.monday for c in evidence.weeks} == {MONDAY}
    assert {c.measure for c in evidence.weeks if not c.service and not c.facility} == {"headline"}


def test_the_week_that_runs_is_told_as_far_as_the_day_goes(counter: Counter) -> None:
    for n in range(2):
        comes(counter, n, "1301", "1", "5", "good")
        night(counter)
    weeks = [gathered(counter, MONDAY + timedelta(days=n)).weeks for n in range(2)]
    assert [sum(c.n for c in each if c.language and c.measure == "headline") for each in weeks] == [1, 2]


def test_versions_are_those_before_the_cut_off_with_what_they_changed(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "5", "good")
    counter.clock.pass_(seconds=60)
    counter.publish(SURVEY, TEXT.replace("Queue }", "A queue }"), "health")
    night(counter)
    counter.publish(SURVEY, TEXT.replace("Queue }", "The queue }"), "health")
    evidence = gathered(counter)
    assert [(v.number, v.published) for v in evidence.surveys] == [(2, MONDAY)]
    assert [v.number for v in evidence.editions[SURVEY]] == [1, 2]
    first, second = evidence.editions[SURVEY]
    assert first.changes == ""
    assert "queue" in second.changes.casefold()
    assert "*" not in second.changes
    assert "\n" not in second.changes


def test_the_register_holds_every_place_of_the_lists(counter: Counter) -> None:
    register = gathered(counter).register
    assert (register["1301"].names[""], register["1301"].district) == ("Motebang Hospital", "Leribe")
    assert list(register) == sorted(register)
    assert len(register) > 20


def test_what_the_house_did_is_told_by_local_day(counter: Counter) -> None:
    is_invited(counter, 1, "STOP")
    drawn(counter, phone(1), survey=SURVEY)  # who said STOP is not asked
    assert send_due(counter.gateway) == 0
    is_invited(counter, 2, "1", "5", "good")
    night(counter)
    office.erase(counter.gateway, phone(2), by="officer", reason="letter", asked_at_ms=counter.gateway.now_ms() - 3 * DAY_MS)
    office.erase(counter.gateway, phone(9), by="officer", reason="asked")
    tuesday = MONDAY + timedelta(days=1)
    found = told(gathered(counter, tuesday))
    assert found >= {
        (MONDAY, "sent", "", 2), (MONDAY, "held", "opted out", 1), (MONDAY, "opted out", "", 1), (tuesday, "erased", "", 2),
    }  # fmt: skip
    assert gathered(counter, tuesday).erasure_days == [Decimal(3), Decimal(0)]
    assert not {e for e in told(gathered(counter)) if e[0] > MONDAY}


def test_failed_texts_are_told_by_network(counter: Counter) -> None:
    is_invited(counter, 1)
    is_invited(counter, 2)
    at_ms = counter.clock()
    with unit(counter.gateway.engine) as u:
        failed = {"state": "failed", "settled_at_ms": at_ms, "provider_id": func.cast(outbox.c.id, outbox.c.text.type)}
        u.connection.execute(update(outbox).values(**failed))
        one = u.connection.execute(select(outbox.c.provider_id).order_by(outbox.c.id).limit(1)).scalar_one()
        row = {"channel": "main", "provider_id": one, "status": "Failed", "failure_reason": "", "network_code": "65101"}
        u.connection.execute(receipts.insert().values(**row, received_at_ms=at_ms))
        u.commit()
    assert {e for e in told(gathered(counter)) if e[1] == "failed"} == {
        (MONDAY, "failed", "65101", 1),
        (MONDAY, "failed", "", 1),
    }


def test_what_retention_deleted_is_told_on_the_day_of_its_deleting(counter: Counter) -> None:
    with unit(counter.gateway.engine) as u:
        for subject, counts in (
            ("health", {"written answers": 4}),
            ("all ministries", {"people forgotten": 2}),
            ("works", {"written answers": 9}),
        ):
            detail = {"day": MONDAY.isoformat(), "counts": counts}
            at_ms = counter.clock() + 86_400_000
            audit.append(u, actor="retention", action="retention", subject=subject, at_ms=at_ms, detail=detail)
        u.commit()
    found = {e for e in gathered(counter).events if "deleted" in e.kind}
    assert found == {Event(MONDAY, "words deleted", "", 4), Event(MONDAY, "numbers deleted", "", 2)}


def test_visits_are_told_by_week_whether_anybody_was_asked_or_not(counter: Counter) -> None:
    for n in range(3):
        drawn(counter, phone(n), survey=SURVEY, service="child", facility="1301", invited=n == 0)
    assert gathered(counter).volumes == [Volume(MONDAY, SURVEY, "child", "1301", 3)]


def test_money_is_told_by_local_day(counter: Counter) -> None:
    late = round(datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo("Africa/Maseru")).timestamp() * 1000)
    with unit(counter.gateway.engine) as u:
        for at_ms, ministry in ((late - 3_600_000, "health"), (late, "health"), (late, "works")):
            spending.add(u, at_ms=at_ms, channel="main", ministry=ministry, texts=1, parts=1, millis=700)
        u.commit()
    spent = gathered(counter, MONDAY + timedelta(days=1)).spent
    assert [(s.local_day, s.millis) for s in spent] == [(MONDAY, 700), (MONDAY + timedelta(days=1), 700)]


def test_words_are_told_without_whose_they_are(counter: Counter) -> None:
    comes(counter, 1, "1301", "1", "5", "good")
    night(counter)
    counter.clock.pass_(hours=8)
    comes(counter, 1, "1301", "1", "5", "better, phone me on 58123456")
    comes(counter, 2, "1301", "1", "5", "very good")
    comes(counter, 3, "1301", "1", "5", "they beat me")
    night(counter)
    day = MONDAY + timedelta(days=1)
    with unit(counter.gateway.engine) as u:
        newest = select(func.max(responses_table.c.session_id)).scalar_subquery()
        u.connection.execute(update(responses_table).where(responses_table.c.session_id == newest).values(dangerous=True))
        u.commit()
    evidence = gathered(counter, day)
    assert [(r.local_day, r.speaker) for r in evidence.remarks] == [(day, 1), (day, 2), (MONDAY, 2)]
    assert evidence.remarks[0].words == "very good"
    assert not [r for r in evidence.remarks if "58123456" in r.words]
    assert evidence.dangerous == 1
    office.erase(counter.gateway, phone(1), by="officer", reason="asked")
    assert [r.speaker for r in gathered(counter, day).remarks] == [1]


def test_bulks_tell_of_repeated_numbers_bursts_the_end_of_the_day_and_halves(counter: Counter) -> None:
    for n, treated in enumerate(("5", "4", "1", "5")):
        is_invited(counter, n, "1", treated, state="delivered")
    for n in (8, 8):
        comes(counter, n, "1301", "1", "5", "good")
        counter.clock.pass_(days=1, hours=1)
    with unit(counter.gateway.engine) as u:  # all four of one list
        u.connection.execute(update(visits).values(upload_id=1))
        u.commit()
    counter.clock.pass_(days=3)
    close_due(counter.gateway)
    night(counter)
    last = nightfall.last_due_day(health(counter), counter.clock())
    assert gathered(counter, last).bulks == [Bulk("sms", "1301", 6, 2, 4, 5, (2, 2), (1, 2))]
    for n in (0, 1):  # who is forgotten is nobody, and no two of them are one
        office.erase(counter.gateway, phone(n), by="officer", reason="asked")
    assert gathered(counter, last).bulks == [Bulk("sms", "1301", 6, 2, 2, 5, (0, 1), (1, 1))]


def test_a_night_reads_by_index_and_no_table_from_end_to_end(counter: Counter) -> None:
    if counter.gateway.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole, whatever it would do with large ones")
    comes(counter, 1, "1301", "1", "5", "good")
    night(counter)
    plans = []
    engine = counter.gateway.engine

    def keep(conn: object, cursor: object, statement: str, parameters: object, context: object, many: bool) -> None:
        plans.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    gathered(counter)
    event.remove(engine, "before_cursor_execute", keep)
    large = (
        "responses",
        "answers",
        "invitations",
        "outbox",
        "consents",
        "audit",
        "visits",
        "spending",
        "daycounts",
        "receipts",
    )
    with unhurried(engine) as u:
        for statement, parameters in plans:
            if statement.lstrip().startswith(("SELECT", "WITH")):
                rows = u.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                for row in rows:
                    assert not any(row[3].startswith(f"SCAN {name}") and " INDEX " not in row[3] for name in large), (
                        row,
                        statement,
                    )


zones = st.sampled_from(
    ["Africa/Maseru", "Africa/Cairo", "Asia/Beirut", "Asia/Phnom_Penh", "America/Jamaica", "Asia/Kathmandu"]
)


@given(zones, st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(0, 90), st.integers(0, 86_399))
def test_an_instant_lies_on_the_day_that_the_wall_shows(zone: str, first: date, ahead: int, second: int) -> None:
    ministry = Ministry(key="m", name="M", time_zone=zone, surveys=())
    calendar = calendar_of(ministry, first, first + timedelta(days=ahead))
    at_ms = calendar.begins_at_ms[0] + ahead * 86_400_000 + second * 1000
    if at_ms < calendar.begins_at_ms[-1]:
        assert calendar.day_of(at_ms) == nightfall.local_date(ministry, at_ms)
        assert calendar.day_of(at_ms // 900_000 * 900_000) == calendar.day_of(at_ms)
    assert len(calendar.begins_at_ms) == len(calendar.days) + 1
