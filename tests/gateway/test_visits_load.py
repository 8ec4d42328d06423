"""A list is taken in once, whole, and with one draw, whatever happens to the process that does it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time
from multiprocessing import get_context

import pytest
from outbound import Clock, person
from sqlalchemy import Engine, insert, update
from visiting import HUDUMA, huduma, phone, row, stored, taken, visiting_gateway, waiting

from gateway.config_sections import Invitations
from gateway.refusal import Refusal
from gateway.visits import load
from storage import uploads as uploads_of
from storage.tables import audit, contacts, invitations, tombstones, uploads
from storage.unit import Unavailable, connect, unit

NINE = 1_795_413_600_000  # MONDAY of these tests in milliseconds: 2026-11-23 06:00 UTC
HOUR = 3_600_000


def draws(engine: Engine) -> dict[str, str]:
    return {visit["reference"]: visit["draw"] for visit in stored(engine)}


def test_each_visit_of_a_list_is_stored_once_and_asked_once_however_often_it_is_handed_in(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    rows = [row(n) for n in range(5)]
    first, again = taken(gateway, rows), taken(gateway, rows)

    assert (first.added, first.known, first.drawn) == (5, 0, 5)
    assert (again.added, again.known, again.drawn) == (0, 5, 0)
    assert [each["reference"] for each in waiting(engine)] == [f"T-{n}" for n in range(5)]


def test_lists_that_overlap_add_only_what_is_new(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    taken(gateway, [row(n) for n in range(4)], "monday")
    later = taken(gateway, [row(n) for n in range(2, 6)], "tuesday")

    assert (later.added, later.known) == (2, 2)
    assert len(waiting(engine)) == 6


def test_an_invitation_is_due_after_the_delay_in_the_hours_of_the_number_s_own_zone(engine: Engine) -> None:
    clock = Clock(NINE - 61 * HOUR)  # Friday 20:00 in Nairobi; the survey texts two hours after the visit, from 08:00 to 20:00
    gateway = visiting_gateway(engine, clock)
    lesotho = ["+26658123456", "T-2", "2026-11-20T16:30:00Z", "", "", ""]
    taken(gateway, [row(1, recorded="2026-11-20 19:10"), lesotho], "friday")
    clock.now = NINE - 12 * HOUR
    taken(gateway, [row(3, recorded="2026-11-21 19:30")], "sunday")
    clock.now = NINE + 60_000
    taken(gateway, [row(4)], "monday")

    due = {each["reference"]: (each["zone"], each["due_at_ms"]) for each in waiting(engine)}
    assert due["T-1"] == ("Africa/Nairobi", NINE - 49 * HOUR)  # Friday 21:10 is too late: Saturday 08:00
    assert due["T-2"] == ("Africa/Maseru", NINE - 48 * HOUR)  # the same, on a wall an hour behind
    assert due["T-3"] == ("Africa/Nairobi", NINE - HOUR)  # Sunday is a day of rest: Monday 08:00
    assert due["T-4"] == ("Africa/Nairobi", NINE + 2 * HOUR)


def test_a_list_of_last_week_is_due_when_it_comes_and_a_second_time_moves_nothing(engine: Engine) -> None:
    clock = Clock(NINE + 3 * HOUR)
    gateway = visiting_gateway(engine, clock)
    week = [row(day, recorded=f"2026-11-{day} 10:00") for day in range(16, 23)]
    assert taken(gateway, week).drawn == 7
    first = waiting(engine)
    assert {each["due_at_ms"] for each in first} == {clock.now}

    clock.now += 5 * HOUR
    assert taken(gateway, week).added == 0
    assert taken(gateway, week, "saved anew").added == 0
    assert waiting(engine) == first


def test_a_list_that_comes_at_night_is_due_in_the_morning(engine: Engine) -> None:
    gateway = visiting_gateway(engine, Clock(NINE - 4 * HOUR))  # Monday 05:00 in Nairobi
    taken(gateway, [row(1, recorded="2026-11-17 10:00")])
    assert [each["due_at_ms"] for each in waiting(engine)] == [NINE - HOUR]


def test_no_stratum_is_drawn_above_its_target_and_others_are_not_touched(engine: Engine) -> None:
    gateway = visiting_gateway(engine, target_a_week=3)
    rows = [row(n) for n in range(10)] + [row(n, centre="M01") for n in range(20, 22)]
    assert taken(gateway, rows).drawn == 5
    assert taken(gateway, [row(n) for n in range(30, 40)], "more").drawn == 0
    assert taken(gateway, [row(n, centre="M01") for n in range(50, 60)], "more still").drawn == 1

    first = [visit for visit in stored(engine) if visit["facility"] == "N02"][:10]
    assert {visit["probability"] for visit in first} == {0.3}


def test_the_words_for_a_place_make_no_stratum_of_their_own(engine: Engine) -> None:
    gateway = visiting_gateway(engine, target_a_week=3)
    assert taken(gateway, [row(n, centre="N02" if n % 2 else "city square") for n in range(10)]).drawn == 3


def test_a_tester_is_always_drawn_and_takes_nobody_s_place(engine: Engine) -> None:
    gateway = visiting_gateway(engine, target_a_week=2)
    tester = person(gateway, phone(7))
    with unit(engine) as u:
        u.connection.execute(update(contacts).where(contacts.c.id == tester).values(is_tester=True))
        u.commit()
    result = taken(gateway, [row(n) for n in range(10)])

    assert result.drawn == 2
    assert draws(engine)["T-7"] == "tester"
    assert len(waiting(engine)) == 3


def test_a_visit_that_is_too_long_ago_to_ask_about_takes_nobody_s_place(engine: Engine) -> None:
    gateway = visiting_gateway(engine, target_a_week=2)
    old = [row(n, recorded="2026-11-09 11:59:59Z") for n in range(10)]
    recent = [row(n, recorded="2026-11-09 12:00:00Z") for n in range(20, 22)]
    assert taken(gateway, old + recent).drawn == 2
    assert [draws(engine)[f"T-{n}"] for n in (0, 9, 20, 21)] == ["late", "late", "drawn", "drawn"]


def test_who_wanted_no_texts_and_was_forgotten_comes_back_with_that_wish(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    with unit(engine) as u:
        index = gateway.vault.index(phone(1))
        u.connection.execute(insert(tombstones).values(number_index=index, opted_out_at_ms=NINE, erased_at_ms=NINE))
        u.commit()
    taken(gateway, [row(1), row(2)])

    assert sorted(contact["opted_out_at_ms"] or 0 for contact in stored(engine, contacts)) == [0, NINE]


def test_a_person_who_is_in_a_list_twice_is_one_contact(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    known = person(gateway, phone(1))
    taken(gateway, [row(1), [phone(1), "T-2", *row(1)[2:]]])
    assert [visit["contact_id"] for visit in stored(engine)] == [known, known]


def test_the_audit_tells_of_a_list_once_with_its_seed(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    result = taken(gateway, [row(1), row(2)])
    [told] = [each for each in stored(engine, audit) if each["action"] == "visits loaded"]

    assert (told["actor"], told["subject"]) == ("thabo", "huduma/kenya-huduma-service")
    assert json.loads(told["detail"]) == {
        "added": 2, "drawn": 2, "rows": 2, "seed": result.seed, "sha256": "a file", "upload": result.upload_id,
    }  # fmt: skip


def _load_and_die(url: str, point: str) -> None:
    load.ROWS_A_BATCH, load.DRAWS_A_BATCH = 4, 2
    gateway = visiting_gateway(connect(url), target_a_week=2)
    gateway = replace(gateway, settings=gateway.settings.model_copy(update={"crash_at": point}))
    taken(gateway, LONG)


LONG = [row(n, centre=("N02", "M01", "K01")[n % 3]) for n in range(12)]


@pytest.mark.parametrize("point", ["v", "w"])
def test_a_list_that_was_cut_off_goes_on_with_the_same_seed(
    database_url: str, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = get_context("spawn").Process(target=_load_and_die, args=(database_url, point))
    process.start()
    process.join()
    assert process.exitcode == -9

    engine = connect(database_url)
    [cut_off] = stored(engine, uploads)
    assert (cut_off["done_at_ms"], len(stored(engine))) == (None, 4 if point == "v" else 12)
    drawn_before = {reference for reference, draw in draws(engine).items() if draw == "drawn"}
    assert len(drawn_before) == (0 if point == "v" else 4)

    result = taken(visiting_gateway(engine, target_a_week=2), LONG)
    [done] = stored(engine, uploads)
    assert (result.seed, result.added, result.drawn) == (cut_off["seed"], 12, 6)
    assert (done["added"], done["drawn"]) == (12, 6)
    assert drawn_before <= {reference for reference, draw in draws(engine).items() if draw == "drawn"}
    assert "pending" not in draws(engine).values()
    assert len(waiting(engine)) == 6
    assert drawn_as_if_nothing_had_happened(result.seed) == {r for r, draw in draws(engine).items() if draw == "drawn"}
    engine.dispose()


def drawn_as_if_nothing_had_happened(seed: str) -> set[str]:
    from reports.sampling import draw

    return {reference for n in range(3) for reference in draw(seed, [f"T-{m}" for m in range(n, 12, 3)], 2).chosen}


def _load(url: str, name: str, first: int) -> None:
    load.ROWS_A_BATCH, load.DRAWS_A_BATCH = 20, 1
    taken(visiting_gateway(connect(url), target_a_week=5), [row(n) for n in range(first, first + 100)], name)


@pytest.mark.parametrize("names", [("same", "same"), ("monday", "tuesday")])
def test_two_who_hand_in_at_once_store_and_ask_once(database_url: str, names: tuple[str, str]) -> None:
    engine = connect(database_url)
    visiting_gateway(engine)  # the surveys are published before
    firsts = (0, 0 if names[0] == names[1] else 50)
    with ThreadPoolExecutor(2) as pool:
        processes = [
            get_context("spawn").Process(target=_load, args=(database_url, name, first))
            for name, first in zip(names, firsts, strict=True)
        ]
        list(pool.map(lambda process: (process.start(), process.join()), processes))
    assert [process.exitcode for process in processes] == [0, 0]

    visits = draws(engine)
    assert len(visits) == firsts[1] + 100
    assert sorted(set(visits.values())) == ["drawn", "spared"]
    assert list(visits.values()).count("drawn") == 5 == len(waiting(engine))
    assert sum(upload["added"] for upload in stored(engine, uploads)) == len(visits)
    assert sum(upload["drawn"] for upload in stored(engine, uploads)) == 5
    engine.dispose()


def test_nobody_draws_for_a_survey_while_another_does(database_url: str) -> None:
    engine = connect(database_url, wait_s=0.1)
    gateway = visiting_gateway(engine)
    desk = huduma(gateway)
    drawing = load.Drawing(gateway, desk, ())
    upload = uploads_of.Upload(1, "huduma", HUDUMA, "file", "seed", 0, 0, 0, 0, None, "thabo")
    with unit(engine) as u, ThreadPoolExecutor(1) as pool:
        uploads_of.lock(u, "huduma", HUDUMA)
        with pytest.raises(Unavailable):
            pool.submit(load._draw, gateway, desk, upload, (), drawing).result()
    engine.dispose()


def test_nothing_but_the_contact_holds_the_number(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    taken(gateway, [row(1, first_name="Asha", language="sw")])
    everything = [stored(engine, table) for table in (uploads, invitations, audit)] + [stored(engine)]
    assert phone(1)[4:] not in str(everything)
    assert json.loads(stored(engine)[0]["cells"]) == {
        "centre": "N02", "first name": "Asha", "date": "2026-11-23", "language": "sw",
    }  # fmt: skip


def test_a_list_for_a_survey_without_an_hour_to_text_is_refused(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    gateway = visiting_gateway(engine)
    never = Invitations(quiet_from=time(8), quiet_until=time(7, 59))
    gateway = replace(gateway, settings=gateway.settings.model_copy(update={"invitations": never}))
    with pytest.raises(Refusal, match="could never invite"):
        taken(gateway, [row(1)])
    assert stored(engine) == []
    engine.dispose()
