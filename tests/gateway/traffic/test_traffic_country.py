"""The made-up country: it holds what its people said, filed as everybody's is, and no number of anybody."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from country import NOW_MS, TINY, gateway_of, held, told
from sqlalchemy import delete, func, select

from flows.state import State
from gateway.conversing import filing
from gateway.traffic import rows, telling
from gateway.traffic.day import Arrival, Today, happenings
from gateway.traffic.offices import HEALTH, OFFICES
from gateway.traffic.plan import Plan, plan, planted
from gateway.traffic.talks import Talk
from gateway.wiring import Gateway
from storage import responses
from storage.tables import answers, metadata, outbox, sessions, turns, visits
from storage.tables import responses as table
from storage.unhurried import unhurried
from storage.unit import unit

FREE = "comment"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def country(request, tmp_path_factory) -> Iterator[Gateway]:
    """One for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("country")
    with ExitStack() as open_:
        if request.param == "sqlite":
            url = f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), folder / 'gateway.db')}"
        else:
            url = open_.enter_context(request.getfixturevalue("postgres").fresh())
        gateway = gateway_of(folder, url)
        told(gateway)
        yield gateway
        gateway.engine.dispose()


def talks_of(gateway: Gateway) -> Iterator[Talk]:
    """Every conversation of the country once more, from its plan alone."""
    editions = telling.editions(gateway, TINY)
    for day in TINY.days():
        for office in TINY.offices:
            newest = {e.topic.survey: e.version.id for e in editions if e.since <= day and e.version.ministry == office.key}
            with unhurried(gateway.engine) as u:
                flows = {survey: gateway.published.by_id(u, version) for survey, version in newest.items()}
            today = Today(TINY, office, day, flows, planted(TINY), NOW_MS, gateway.budgets)
            yield from (each.talk for each in happenings(today) if each.talk is not None)


def test_the_tables_hold_what_people_meant_no_more_and_no_less(country):
    meant: Counter[tuple[str, str, str | None]] = Counter()
    for talk in talks_of(country):
        if talk.state.ended:
            for answer in talk.state.answers:
                is_own = answer.question == FREE or answer.state != "answered"
                meant[talk.channel, answer.question, None if is_own else talk.asked.mind.answers[answer.question]] += 1
    with unhurried(country.engine) as u:
        stored = Counter(
            (row.channel, row.question, None if row.question == FREE or row.state != "answered" else row.value)
            for row in u.connection.execute(select(answers))
        )
    assert stored == meant
    assert {channel for channel, _, _ in stored} == {"sms", "ussd"}


def test_nobodys_number_is_anywhere(country):
    with unhurried(country.engine) as u:
        for of in metadata.sorted_tables:
            for row in u.connection.execute(select(of)):
                shown = " ".join(str(value) for value in row if isinstance(value, str))
                assert not re.search(r"\+999\d{6}", shown), of.name
        free = list(u.connection.execute(select(answers.c.value, answers.c.raw).where(answers.c.question == FREE)))
    assert any("[number]" in (value or "") for value, _ in free)
    assert not [each for row in free for each in row if re.search(r"7700|555", each or "")]


def test_a_planted_fall_is_in_the_raw_counts_and_its_reason_too(country):
    fall = next(change for change in planted(TINY) if change.kind == "fall")
    with unhurried(country.engine) as u:
        given = u.connection.execute(
            select(answers.c.question, answers.c.value, answers.c.local_day < fall.since)
            .join(table, table.c.session_id == answers.c.session_id)
            .where(table.c.visit_facility == fall.facility, answers.c.question.in_(("satisfied", "reason")))
        ).all()
    before, after = (Counter(v for q, v, b in given if q == "satisfied" and bool(b) == which) for which in (True, False))
    shares = [(c["4"] + c["5"]) / c.total() for c in (before, after)]
    assert min(before.total(), after.total()) >= 10
    assert shares[1] < shares[0] - 0.1
    assert Counter(v for q, v, b in given if q == "reason" and not b).most_common(1)[0][0] == fall.reason


def test_it_is_filed_as_the_filing_of_everybody_files_it(tmp_path, sqlite_url, monkeypatch):
    monkeypatch.setattr(rows, "TRANSCRIPTS_MS", 100 * rows.DAY_MS)
    monkeypatch.setattr(rows, "NUMBERS_MS", 100 * rows.DAY_MS)
    gateway = gateway_of(tmp_path, sqlite_url)
    told(gateway, days=8)
    before = held(gateway, ("responses", "answers"))
    assert len(before) > 200
    _file_again(gateway)
    when = list(table.c).index(table.c.filed_at_ms) + 1
    assert [_without(row, when) for row in held(gateway, ("responses", "answers"))] == [_without(row, when) for row in before]
    gateway.engine.dispose()


def _without(row: tuple[object, ...], at: int) -> tuple[object, ...]:
    """A row of responses without the instant at which it was filed."""
    return row[:at] + row[at + 1 :] if row[0] == "responses" else row


def _file_again(gateway: Gateway) -> None:
    with unit(gateway.engine) as u:
        queued = {id: at_ms for id, at_ms in u.connection.execute(select(table.c.session_id, table.c.queued_at_ms))}
        u.connection.execute(delete(answers))
        u.connection.execute(delete(table))
        for of in u.connection.execute(select(sessions).where(sessions.c.ended != "").order_by(sessions.c.id)).all():
            flow = gateway.published.by_id(u, of.version_id)
            state = State.load(responses.steps(u, of.id)[-1].state)
            filing.queue(u, gateway, of.id, flow, state, queued[of.id], ended_at_ms=of.ended_at_ms)
            filing.file_in(u, gateway, of.id)
        u.commit()


def test_the_same_seed_gives_the_same_country_on_another_database_and_told_in_pieces(tmp_path, sqlite_url, postgres_url):
    countries = [gateway_of(tmp_path, sqlite_url), gateway_of(tmp_path, postgres_url)]
    told(countries[0], days=5)
    for days in (2, 3):
        told(countries[1], days=days)
    first, second = (held(gateway) for gateway in countries)
    assert first == second
    assert len(first) > 200
    for gateway in countries:
        gateway.engine.dispose()


def test_another_seed_is_another_country(country):
    ours, others = (_first_day(country, replace(TINY, seed=seed)) for seed in (TINY.seed, TINY.seed + 1))
    assert ours == _first_day(country, TINY)
    assert ours != others


def _first_day(gateway: Gateway, of: Plan) -> list[int]:
    """When the visits of the first ministry's first day were recorded."""
    editions = telling.editions(gateway, TINY)
    with unhurried(gateway.engine) as u:
        flows = {e.topic.survey: gateway.published.by_id(u, e.version.id) for e in reversed(editions)}
    today = Today(of, HEALTH, of.first, flows, (), NOW_MS, gateway.budgets)
    return [each.recorded_at_ms for each in happenings(today) if isinstance(each, Arrival)]


def test_visits_are_loaded_drawn_spared_and_withheld_and_texts_fail(country):
    with unhurried(country.engine) as u:
        draws = set(u.connection.execute(select(visits.c.draw)).scalars())
        fates = set(u.connection.execute(select(outbox.c.state)).scalars())
        open_ = u.connection.execute(select(func.count()).select_from(sessions).where(sessions.c.ended == "")).scalar_one()
        told_of = u.connection.execute(select(func.count(turns.c.session_id.distinct()))).scalar_one()
    assert draws == {"drawn", "spared"}
    assert fates == {"delivered", "failed"}
    assert told_of >= open_ > 0


def test_a_country_has_forty_services_and_three_hundred_facilities():
    full = plan("full", 1, TINY.last)
    assert sum(len(topic.services) for office in OFFICES for topic in office.topics) == 40
    assert len({f.code for office in full.offices for f in full.facilities(office)}) == 300
    assert (full.last - full.first).days > 14 * 30
