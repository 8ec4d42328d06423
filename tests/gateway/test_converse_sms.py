"""Texts as the aggregator posts them, and the replies that wait in the outbox, on both databases."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from counter import KENYA, Call, Counter
from payload_tables import table
from sqlalchemy import Engine, text

from gateway.conversing import converse_sms
from storage.tables import contacts, inbox, outbox, responses, sessions, turns
from storage.unit import unit

MAY = 1_777_788_300_000
"""2026-05-03 06:05 UTC: when the table's texts came."""

REPLIES = ("1", "1301", "2", "1", "5", "1", "2")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


def test_a_survey_by_text_from_the_keyword_to_thank_you(counter: Counter) -> None:
    assert "how was your clinic visit?" in (counter.text("clinic", id="m0") or "")
    shown = [counter.text(words, id=f"m{n}") for n, words in enumerate(("1", "1301", "child", "1", "5", "yes", "no"), 1)]
    assert "Which clinic or hospital" in (shown[0] or "")
    assert "Thank you." in (shown[-1] or "")
    (session,) = counter.rows(sessions)
    assert (session["channel"], session["ended"], session["code"]) == ("sms", "finished", "40145")
    assert len(counter.rows(responses)) == 1
    assert {row["session_id"] for row in (*counter.rows(inbox), *counter.rows(outbox))} == {session["id"]}
    assert {row["state"] for row in counter.rows(inbox)} == {"heard"}
    assert [row["inbox_id"] for row in counter.rows(turns)] == [row["id"] for row in counter.rows(inbox)]


def test_a_text_posted_again_is_answered_200_and_leaves_no_trace(counter: Counter) -> None:
    counter.text("CLINIC", id="m0")
    counter.text("1", id="m1")
    before = [counter.rows(table) for table in (inbox, outbox, turns, sessions)]
    for date in ("2026-11-23T06:00:00Z", "2026-11-23 06:00:00", ""):
        body = urlencode({"id": "m1", "from": "+26658000001", "to": "40145", "text": "1", "date": date})
        assert counter.post("sms", body).status_code == 200
    assert [counter.rows(table) for table in (inbox, outbox, turns, sessions)] == before


def test_a_text_without_an_id_posted_again_is_the_same_text(counter: Counter) -> None:
    body = urlencode({"from": "+26658000001", "to": "40145", "text": "CLINIC", "date": "2026-11-23 06:00:00"})
    counter.post("sms", body)
    counter.post("sms", body)
    counter.post("sms", body.replace("06%3A00", "06%3A01"))
    stored = counter.rows(inbox)
    assert len(stored) == 2
    assert all("58000001" not in row["provider_id"] for row in stored)


@pytest.mark.parametrize("entry", table("sms"))
def test_every_shape_is_stored_once_and_answered_200(counter: Counter, entry: dict[str, Any]) -> None:
    counter.clock.at_ms = MAY
    for _ in range(2):
        answer = counter.post("sms", entry["body"])
        assert (answer.status_code, answer.text, answer.content_type) == (200, "ok\n", "text/plain; charset=utf-8")
    (stored,) = counter.rows(inbox)
    assert stored["state"] == entry["state"]
    assert stored["sender"] == entry.get("sender")
    if "text" in entry:
        assert stored["text"] == entry["text"]
    assert len(counter.rows(outbox)) == (entry["state"] == "heard")


@pytest.mark.parametrize(
    ("body", "content_type", "fault"),
    [
        (b'{"text": "CLINIC"}', "application/json", "media type"),
        (b"id=m1&to=40145&from=%2B26658000001&text=" + b"a" * 2_000, "application/x-www-form-urlencoded", "field too long"),
        (b"id=m1&text=" + b"a" * 20_000, "application/x-www-form-urlencoded", "too large"),
        (b"&".join(b"f%d=1" % n for n in range(60)), "application/x-www-form-urlencoded", "too many fields"),
    ],
)
def test_what_is_no_form_is_kept_aside_and_answered_200(counter: Counter, body: bytes, content_type: str, fault: str) -> None:
    assert counter.post("sms", body, content_type).status_code == 200
    (stored,) = counter.rows(inbox)
    assert (stored["state"], stored["error"]) == ("quarantined", fault)
    assert not counter.rows(outbox)


def test_a_poisonous_text_is_kept_aside_with_the_kind_of_its_fault(counter: Counter) -> None:
    counter.text("CLINIC", id="m0")
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE turns SET state = 'broken'"))
        u.commit()
    assert counter.text("1", id="m1") is None
    assert counter.text("1", id="m1") is None
    first, second = counter.rows(inbox)
    assert (first["state"], second["state"], second["error"], second["text"]) == (
        "heard",
        "quarantined",
        "JSONDecodeError",
        "1",
    )
    assert second["contact_id"] == first["contact_id"]
    assert len(counter.rows(turns)) == 1


def test_stop_is_heard_before_anything_else_and_start_lifts_it(counter: Counter) -> None:
    counter.text("CLINIC", id="m0")
    assert "no more texts" in (counter.text("stop", id="m1") or "")
    (contact,) = counter.rows(contacts)
    assert contact["opted_out_at_ms"] == counter.clock.at_ms
    assert [row["ended"] for row in counter.rows(sessions)] == ["stopped"]
    assert counter.rows(outbox)[-1]["created_at_ms"] >= contact["opted_out_at_ms"]
    counter.text("START", id="m2")
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is None


def test_an_open_call_and_a_text_are_one_conversation(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301")
    assert "Continue where you stopped?" in (counter.text("CLINIC", id="m0") or "")
    assert "What was the visit for?" in (counter.text("1", id="m1") or "")
    assert [(row["channel"], row["ended"]) for row in counter.rows(sessions)] == [("ussd", "moved"), ("sms", "")]


def test_two_texts_of_one_person_at_once_are_both_heard(counter: Counter) -> None:
    counter.text("CLINIC", id="m0")

    def post(n: int) -> int:
        body = urlencode({"id": f"m{n}", "from": "+26658000001", "to": "40145", "text": ("1", "1301")[n - 1]})
        return counter.post("sms", body).status_code

    with ThreadPoolExecutor(4) as several:
        assert set(several.map(post, (1, 2, 2, 1))) == {200}
    assert [row["state"] for row in counter.rows(inbox)] == ["heard"] * 3
    assert [row["n"] for row in counter.rows(turns)] == [1, 2, 3]


def test_after_three_repeats_within_the_hour_there_is_silence_until_something_is_understood(counter: Counter) -> None:
    counter.text("CLINIC", id="m0")
    counter.text("1", id="m1")
    assert "We do not know that code" in (counter.text("what?", id="m2") or "")
    assert "We do not know that code" in (counter.text("who?", id="m3") or "")
    counter.text("1301", id="m4")
    assert "Please answer" in (counter.text("why?", id="m5") or "")
    assert counter.text("how?", id="m6") is None
    assert counter.rows(inbox)[-1]["state"] == "heard"
    assert "How many hours" in (counter.text("2", id="m7") or "")
    assert counter.text("soon", id="m8") is None
    counter.clock.pass_(hours=1.1)
    assert "Please type only a number" in (counter.text("soon", id="m9") or "")


def test_the_steps_on_the_way_to_a_place_are_no_repeats(counter: Counter) -> None:
    for n, words in enumerate(("CLINIC", "1", "0")):
        counter.text(words, id=f"m{n}")
    assert "We do not know that" in (counter.text("nowhere at all", id="m3") or "")
    for n, words in enumerate(("Maseru", "0", "Berea", "0", "Maseru", "0"), 4):
        assert "We do not know that" not in (counter.text(words, id=f"m{n}") or "We do not know that")
    assert "We do not know that" in (counter.text("nowhere either", id="m10") or "")


def test_two_gateways_wired_to_each_other_fall_silent(counter: Counter) -> None:
    said = counter.text("CLINIC", id="m0")
    for n in range(1, 40):
        said = counter.text(said or "", id=f"m{n}") if said else None
    assert said is None
    assert len(counter.rows(outbox)) < 8


def test_another_survey_is_reached_by_its_own_code_and_country(counter: Counter) -> None:
    shown = counter.text("HUDUMA", "0722000001", id="m0", to="22555")
    assert shown is None or counter.rows(sessions)[0]["survey"] == KENYA
    assert counter.text("HUDUMA", "+254722000001", id="m1", to="22555")
    assert counter.rows(sessions)[-1]["survey"] == KENYA


def test_a_reply_is_never_sent_to_ourselves(counter: Counter) -> None:
    for sender in ("40145", "22555", "*120*45#"):
        counter.text("CLINIC", sender, id=f"from {sender}")
    assert not counter.rows(outbox)


def test_names_longer_than_any_operators_are_not_kept_whole(counter: Counter) -> None:
    counter.text("x", "N" * 300, id="m0")
    assert counter.rows(inbox)[0]["sender"] == "N" * converse_sms.LONGEST_NAME


def test_two_machines_that_answer_each_other_come_to_rest(counter: Counter) -> None:
    """Whatever is understood is answered; a number is still sent no more texts than it can want."""
    limits = counter.gateway.settings.outbox

    def answered(texts: int, name: str) -> int:
        times = 0
        for n in range(texts):
            counter.clock.pass_(seconds=11)
            times += counter.text("HELP", id=f"{name}{n}") is not None
        return times

    assert counter.text("CLINIC", id="begin")
    assert answered(limits.most_an_hour + 5, "a") == limits.most_an_hour - 1
    assert counter.text("HELP", id="other", number="+26658000002") is not None
    counter.clock.pass_(hours=1)
    assert answered(1, "b") == 1


def test_somebody_unknown_is_told_once_a_day_what_leads_nowhere(counter: Counter) -> None:
    def asked(name: str) -> bool:
        counter.clock.pass_(seconds=11)
        return counter.text("HELP", id=name) is not None

    assert [asked("a"), asked("b"), asked("c")] == [True, False, False]
    assert counter.text("CLINIC", id="d") is not None
    assert asked("e")
    counter.clock.pass_(days=1)
    assert counter.text("HELP", id="f", number="+26658000003") is not None


def test_a_number_that_had_its_texts_for_a_day_waits_for_the_next_and_can_still_stop(counter: Counter) -> None:
    limits = counter.gateway.settings.outbox
    tight = limits.model_copy(update={"most_an_hour": 100, "most_a_day": 3})
    settings = counter.gateway.settings.model_copy(update={"outbox": tight})
    counter.gateway = dataclasses.replace(counter.gateway, settings=settings)
    counter.restart()
    assert counter.text("CLINIC", id="begin") is not None
    for n in range(2):
        assert counter.text("HELP", id=f"m{n}") is not None
        counter.clock.pass_(hours=2)
    assert counter.text("STOP", id="stop") is None
    assert counter.rows(contacts)[0]["opted_out_at_ms"] == counter.clock()
    counter.clock.pass_(days=1)
    assert counter.text("START", id="start") is not None
