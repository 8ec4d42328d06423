"""Floods, made-up numbers and callers from elsewhere: little is stored, less is sent, and every call is still answered."""

from __future__ import annotations

import dataclasses
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import structlog
from counter import Call, Counter
from sqlalchemy import Engine, event

from gateway.hooks import callers, drain
from gateway.hooks.guards import MOST_REMEMBERED, STOPS_AN_HOUR, Buckets
from storage import alerts
from storage.tables import calls, contacts, inbox, outbox, sessions, turns
from storage.unit import Unit, connect, reading

NUMBER = "+26658000001"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


def limited(counter: Counter, **limits: int) -> None:
    settings = counter.gateway.settings
    tight = settings.model_copy(update={"guards": settings.guards.model_copy(update=limits)})
    counter.gateway = dataclasses.replace(counter.gateway, settings=tight)
    counter.restart()


def post_text(counter: Counter, words: str, id: str, number: str = NUMBER) -> None:
    fields = {"text": words, "to": "40145", "id": id, "from": number, "date": counter.date()}
    answer = counter.post("sms", urlencode(fields))
    assert (answer.status_code, answer.text) == (200, "ok\n")


def raised(counter: Counter) -> list[tuple[str, str, int]]:
    drain.tell(counter.gateway)
    with reading(counter.gateway.engine) as c:
        return [(alert.kind, alert.about, alert.times) for alert in alerts.raised(Unit(c))]


# --- one number --------------------------------------------------------------------------------------------------------------


def test_a_flood_of_calls_from_one_number_is_ended_without_the_database(counter: Counter) -> None:
    limited(counter, hops_a_minute=5)
    shown = [Call(counter, f"ATUid_{n}").hop() for n in range(200)]
    assert all(screen.startswith(("CON ", "END ")) for screen in shown)
    assert len(counter.rows(calls)) == 5
    assert len(counter.rows(turns)) <= 5
    assert Call(counter, "ATUid_x", "+26658000002").hop().startswith("CON ")
    counter.clock.pass_(seconds=60)
    assert Call(counter, "ATUid_y").hop().startswith("CON ")


def test_a_flood_of_texts_from_one_number_is_stored_in_silence_and_then_only_counted(counter: Counter) -> None:
    limited(counter, texts_a_minute=4, texts_an_hour=10)
    for n in range(200):
        post_text(counter, f"words {n}" if n else "CLINIC", f"m{n}")
    assert len(counter.rows(inbox)) == 10
    assert len(counter.rows(outbox)) <= 4
    assert [row["state"] for row in counter.rows(inbox)][4:] == ["unanswered"] * 6
    assert raised(counter) == [("flood in", "main", 190)]
    post_text(counter, "CLINIC", "other", "+26658000002")
    assert counter.rows(inbox)[-1]["state"] == "heard"


def test_stop_is_heard_in_a_flood(counter: Counter) -> None:
    limited(counter, texts_a_minute=2, texts_an_hour=10)
    for n, words in enumerate(("CLINIC", "1", "1301", "STOP")):
        post_text(counter, words, f"m{n}")
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is not None
    assert [row["ended"] for row in counter.rows(sessions)] == ["stopped"]
    assert len(counter.rows(outbox)) == 2


def test_stop_is_heard_in_the_worst_of_floods_and_does_not_open_it(counter: Counter) -> None:
    limited(counter, texts_a_minute=2, texts_an_hour=4)
    for n in range(20):
        post_text(counter, "CLINIC", f"m{n}")
    for n in range(20):
        post_text(counter, "Stop!", f"s{n}")
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is not None
    assert len(counter.rows(inbox)) == 4 + STOPS_AN_HOUR
    assert raised(counter) == [("flood in", "main", 40 - 4 - STOPS_AN_HOUR)]


def test_a_flood_that_could_not_be_told_is_told_in_full_when_it_can_be(counter: Counter) -> None:
    limited(counter, texts_an_hour=1)
    for n in range(4):
        post_text(counter, "CLINIC", f"m{n}")
    (alarm,) = told = counter.gateway.guards.alarms()
    counter.gateway.guards.not_told(alarm, told[alarm])
    post_text(counter, "CLINIC", "m9")
    assert raised(counter) == [("flood in", "main", 4)]
    post_text(counter, "CLINIC", "m10")
    assert raised(counter) == [("flood in", "main", 5)]


def test_names_that_flood_fill_no_table(counter: Counter) -> None:
    limited(counter, texts_an_hour=5)
    for n in range(50):
        post_text(counter, "You have won", f"m{n}", "WINNER")
        post_text(counter, "?", f"n{n}", "")
    assert len(counter.rows(inbox)) == 10


def test_a_flood_of_one_number_takes_nothing_from_the_others(counter: Counter) -> None:
    limited(counter, hops_a_minute=3, texts_an_hour=3, requests_a_second=20)
    for n in range(100):
        Call(counter, f"ATUid_{n}").hop()
        post_text(counter, "CLINIC", f"m{n}")
    assert Call(counter, "ATUid_x", "+26658000002").hop().startswith("CON ")
    post_text(counter, "CLINIC", "o1", "+26658000003")
    assert counter.rows(inbox)[-1]["state"] == "heard"


def test_hops_of_a_flood_cost_no_statement_and_leave_no_row(counter: Counter) -> None:
    limited(counter, hops_a_minute=3, texts_an_hour=3)
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    for n in range(3):
        Call(counter, f"ATUid_{n}").hop()
        post_text(counter, "CLINIC", f"m{n}")
    event.listen(counter.gateway.engine, "before_cursor_execute", note)
    for n in range(200):
        Call(counter, f"ATUid_f{n}").hop()
        post_text(counter, "CLINIC", f"f{n}")
    event.remove(counter.gateway.engine, "before_cursor_execute", note)
    assert asked == []


def test_an_alert_of_a_guard_is_over_after_a_quiet_day(counter: Counter) -> None:
    limited(counter, texts_an_hour=1)
    for n in range(3):
        post_text(counter, "CLINIC", f"m{n}")
    assert [kind for kind, _, _ in raised(counter)] == ["flood in"]
    counter.clock.pass_(hours=23)
    drain.clear_what_is_over(counter.gateway)
    assert [kind for kind, _, _ in raised(counter)] == ["flood in"]
    counter.clock.pass_(hours=2)
    drain.clear_what_is_over(counter.gateway)
    assert raised(counter) == []


def test_too_many_of_all_numbers_together_are_ended_politely(counter: Counter) -> None:
    limited(counter, requests_a_second=3)
    shown = [Call(counter, f"ATUid_{n}", f"+2665800{n:04}").hop() for n in range(10)]
    assert [screen[:3] for screen in shown] == ["CON"] * 3 + ["END"] * 7
    counter.clock.pass_(seconds=1)
    assert Call(counter, "ATUid_x").hop().startswith("CON ")


def test_buckets_fill_again_forget_the_quiet_and_do_not_mind_a_clock_set_back() -> None:
    buckets = Buckets(2, 1000)
    assert [buckets.take(b"a", 0) for _ in range(3)] == [True, True, False]
    assert [buckets.take(b"a", at_ms) for at_ms in (400, 500, 900, 1000)] == [False, True, False, True]
    assert not buckets.take(b"a", -5_000)
    assert not buckets.take(b"a", -4_900)
    for n in range(MOST_REMEMBERED + 50):
        buckets.take(n.to_bytes(4), 0)
    assert len(buckets) == MOST_REMEMBERED


# --- made-up numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.timeout(300)
def test_five_thousand_adjacent_numbers_are_sent_little_and_somebody_is_told_once(tmp_path: Path, sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    counter = Counter(engine, tmp_path / "var")
    most = counter.gateway.settings.guards.strangers_an_hour
    with structlog.testing.capture_logs() as lines:
        for n in range(5_000):
            if n % 500 == 0:
                counter.clock.pass_(seconds=1)
            post_text(counter, "CLINIC", f"m{n}", f"+2665800{n:04}")
        told = raised(counter)
    assert len(counter.rows(outbox)) == 5 * most  # five blocks of a thousand
    assert [alert[:2] for alert in told] == [("spike", "main")]
    assert "5800" not in str(lines)
    engine.dispose()


def test_a_block_hears_again_after_an_hour_and_people_who_are_known_all_the_time(counter: Counter) -> None:
    limited(counter, strangers_an_hour=3)
    for n in range(6):
        post_text(counter, "CLINIC", f"a{n}", f"+266580000{n:02}")
    assert len(counter.rows(outbox)) == 3
    counter.clock.pass_(seconds=30)
    post_text(counter, "1", "b", "+26658000001")
    assert len(counter.rows(outbox)) == 4
    post_text(counter, "CLINIC", "c", "+26659000001")
    assert len(counter.rows(outbox)) == 5
    counter.clock.pass_(hours=1)
    post_text(counter, "CLINIC", "d", "+26658000005")
    assert len(counter.rows(outbox)) == 6


# --- callers from elsewhere --------------------------------------------------------------------------------------------------


def bound(counter: Counter, proxies: int = 0) -> Counter:
    settings = counter.gateway.settings
    channel = settings.channels["main"].model_copy(
        update={"allow_from": (ip_network("192.0.2.0/24"), ip_network("2001:db8::/32"))}
    )
    web = settings.web.model_copy(update={"proxies": proxies})
    settings = settings.model_copy(update={"channels": {"main": channel}, "web": web})
    counter.gateway = dataclasses.replace(counter.gateway, settings=settings)
    counter.restart()
    return counter


INSIDE, OUTSIDE, PROXY = "192.0.2.7", "198.51.100.9", "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "environ", "enters"),
    [
        pytest.param(0, {"REMOTE_ADDR": INSIDE}, True, id="from there"),
        pytest.param(0, {"REMOTE_ADDR": OUTSIDE}, False, id="from elsewhere"),
        pytest.param(0, {"REMOTE_ADDR": OUTSIDE, "HTTP_X_FORWARDED_FOR": INSIDE}, False, id="a header nobody of ours added"),
        pytest.param(1, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": INSIDE}, True, id="through our proxy"),
        pytest.param(1, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": f"{INSIDE}, {OUTSIDE}"}, False, id="spoofed through it"),
        pytest.param(1, {"REMOTE_ADDR": INSIDE}, False, id="past our proxy"),
        pytest.param(
            2, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": f"{OUTSIDE}, {INSIDE}, {PROXY}"}, True, id="two proxies"
        ),
        pytest.param(2, {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": INSIDE}, False, id="one of two proxies"),
        pytest.param(0, {"REMOTE_ADDR": "::ffff:192.0.2.7"}, True, id="an IPv4 address in IPv6"),
        pytest.param(0, {"REMOTE_ADDR": "2001:db8::7"}, True, id="from there in IPv6"),
        pytest.param(0, {"REMOTE_ADDR": "2001:db9::7"}, False, id="from elsewhere in IPv6"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "[2001:db8::7]:4711"}, True, id="a proxy that adds brackets and a port"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "::ffff:192.0.2.7"}, True, id="IPv4 in IPv6 through our proxy"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": f"{INSIDE}:4711"}, True, id="a proxy that adds a port"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": f"{OUTSIDE},{INSIDE}"}, True, id="two lines that were joined"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": f"{INSIDE},"}, False, id="nothing at the end"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": ""}, False, id="an empty header"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "192.0.2.007"}, False, id="zeros in front"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "192.0.2.7/24"}, False, id="a network"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "3221225991"}, False, id="an address as one number"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "unknown, \x00"}, False, id="rubbish"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "," * 5_000 + OUTSIDE}, False, id="a long way"),
        pytest.param(2, {"HTTP_X_FORWARDED_FOR": f"{INSIDE}, {OUTSIDE}, {PROXY}"}, False, id="spoofed before two proxies"),
        pytest.param(0, {"REMOTE_ADDR": "unix"}, False, id="no address"),
    ],
)
@pytest.mark.parametrize("hook", ["ussd", "sms"])
def test_only_the_networks_of_a_channel_may_call_it(
    tmp_path: Path, sqlite_url: str, hook: str, proxies: int, environ: dict[str, Any], enters: bool
) -> None:
    engine = connect(sqlite_url)
    counter = bound(Counter(engine, tmp_path / "var"), proxies)
    body = "phoneNumber=%2B26658000001&serviceCode=*120*45%23&text=&sessionId=s1&id=m1&from=MTN"
    with structlog.testing.capture_logs() as lines:
        answer = counter.client.post(counter.path(hook), data=body, content_type=FORM, environ_overrides=environ)
    assert answer.status_code == (200 if enters else 404)
    if not enters:
        assert answer.text == "not found\n"
        assert not counter.rows(inbox)
        assert not counter.rows(calls)
        assert OUTSIDE not in str(lines)
    engine.dispose()


def test_an_address_is_masked_in_the_log() -> None:
    assert callers.masked(ip_address(OUTSIDE)) == "198.51.0.0/16"
    assert callers.masked(ip_address("2001:db8:1::7")) == "2001:0db8::/32"
    assert callers.masked(None) == "unknown"
