"""Visits that a queue system posts."""

from __future__ import annotations

import pytest
from outbound import Clock
from sqlalchemy import Engine
from visiting import CLINIC, HUDUMA, phone, stored, visiting_gateway, waiting

from gateway.refusal import Refusal
from gateway.visits.stream import MOST_ROWS, take_in_rows
from storage.tables import audit, uploads


def posted(n: int, **more: str) -> dict[str, str]:
    return {"phone": phone(n), "visit id": f"T-{n}", "centre": "N02", **more}


def test_a_visit_that_is_posted_is_stored_and_invited_once_however_often_it_is_posted(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    first = take_in_rows(gateway, "huduma", HUDUMA, [posted(1)], received_from="queue")
    again = take_in_rows(gateway, "huduma", HUDUMA, [posted(1), posted(2)], received_from="queue")

    assert (first.fates, again.fates) == (("added",), ("known", "added"))
    assert [(row["reference"], row["state"], row["zone"]) for row in waiting(engine)] == [
        ("T-1", "waiting", "Africa/Nairobi"),
        ("T-2", "waiting", "Africa/Nairobi"),
    ]
    [upload] = stored(engine, uploads)
    assert (upload["rows"], upload["added"], upload["drawn"], upload["source"]) == (3, 2, 2, "api")


def test_a_wrong_row_does_not_stop_a_good_one_and_is_told_without_its_number(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    received = take_in_rows(gateway, "huduma", HUDUMA, [posted(1), {**posted(2), "phone": "0712"}], received_from="queue")

    assert received.fates == ("added", "wrong")
    [wrong] = received.wrong
    assert (wrong.row, wrong.column, wrong.sentence) == (2, "phone", "This is not a valid number of Kenya.")
    assert len(stored(engine)) == 1


def test_who_posts_has_a_seed_of_their_own_each_day_and_the_audit_keeps_it(engine: Engine) -> None:
    clock = Clock()
    gateway = visiting_gateway(engine, clock)
    for hours in (0, 1, 24):
        clock.pass_s(hours * 3600)
        take_in_rows(gateway, "huduma", HUDUMA, [posted(hours)], received_from="queue")

    days = stored(engine, uploads)
    assert [day["rows"] for day in days] == [2, 1]
    assert len({day["seed"] for day in days}) == 2
    assert [row["action"] for row in stored(engine, audit)].count("visits received") == 2


def test_no_more_are_drawn_in_a_week_than_the_target(engine: Engine) -> None:
    gateway = visiting_gateway(engine, target_a_week=3)
    for n in range(8):
        take_in_rows(gateway, "huduma", HUDUMA, [posted(n)], received_from="queue")

    assert len(waiting(engine)) == 3
    assert [visit["draw"] for visit in stored(engine)].count("spared") == 5


def test_of_a_service_that_many_come_to_not_only_the_first_of_the_week_are_drawn(engine: Engine) -> None:
    clock = Clock()
    gateway = visiting_gateway(engine, clock, target_a_week=10)
    rows = [posted(n) for n in range(400)]
    take_in_rows(gateway, "huduma", HUDUMA, rows, received_from="queue")
    clock.pass_s(7 * 86_400)
    take_in_rows(gateway, "huduma", HUDUMA, [posted(n) for n in range(1000, 1400)], received_from="queue")

    later = [visit for visit in stored(engine) if int(visit["reference"][2:]) >= 1000]
    drawn = [visit for visit in later if visit["draw"] == "drawn"]
    assert {visit["probability"] for visit in drawn} == {10 / 400}
    assert max(int(visit["reference"][2:]) for visit in drawn) > 1020
    assert len(drawn) <= 10


def test_a_survey_that_people_start_themselves_keeps_visits_and_invites_nobody(engine: Engine) -> None:
    gateway = visiting_gateway(engine)
    row = {"phone": "58123456", "visit id": "A1", "facility": "2001"}
    received = take_in_rows(gateway, "health", CLINIC, [row], received_from="queue")

    assert received.fates == ("added",)
    [visit] = stored(engine)
    assert (visit["draw"], visit["cells"]) == ("self", '{"facility":"2001"}')
    assert waiting(engine) == []


@pytest.mark.parametrize(
    ("ministry", "survey", "rows", "sentence", "code"),
    [
        ("helth", HUDUMA, 1, "There is no ministry “helth” in config.yaml.", 2),
        ("huduma", "kenya-huduma-servce", 1, "Did you mean “kenya-huduma-service”?", 2),
        ("huduma", CLINIC, 1, "has no survey", 2),
        ("huduma", HUDUMA, 0, "brings 0 visits", 2),
        ("huduma", HUDUMA, MOST_ROWS + 1, "brings 1,001 visits", 2),
    ],
)
def test_what_cannot_be_taken_in_is_refused(
    sqlite_url: str, ministry: str, survey: str, rows: int, sentence: str, code: int
) -> None:
    from storage.unit import connect

    engine = connect(sqlite_url)
    gateway = visiting_gateway(engine)
    with pytest.raises(Refusal, match=sentence) as refused:
        take_in_rows(gateway, ministry, survey, [posted(n) for n in range(rows)], received_from="queue")
    assert refused.value.code == code
    assert stored(engine) == []
    engine.dispose()
