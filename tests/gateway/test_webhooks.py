"""The doors: who gets in, what does not exist outside, and that whatever breaks inside is plain words outside."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog
from counter import CLINIC_CODE, Call, Counter
from payload_tables import table
from sqlalchemy import Engine, text

from gateway import create_app
from gateway.access import who_may_enter
from gateway.config_sections import Channel
from gateway.conversing import converse_sms, converse_ussd
from storage.tables import call_ends, calls, contacts, inbox, receipts, sessions, turns
from storage.unit import connect, unit

HOOKS = ("ussd", "ussd-ended", "sms", "delivery", "opt-out", "subscription")
LAST_WORDS = "END Sorry, something went wrong. Please try again later."
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


# --- the secret --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("secret", ["wrong", "0" * 32, "é", "%00", "x" * 5_000])
def test_nobody_enters_without_the_secret(on_sqlite: Counter, hook: str, secret: str) -> None:
    answer = on_sqlite.client.post(on_sqlite.path(hook, secret), data=b"id=1&from=MTN", content_type=FORM)
    assert (answer.status_code, answer.text, answer.content_type) == (404, "not found\n", "text/plain; charset=utf-8")
    assert not on_sqlite.rows(inbox)
    assert not on_sqlite.rows(call_ends)


@pytest.mark.parametrize(
    "path", ["/elsewhere", "/hooks", "/hooks/main", "/hooks/main/ussd", "/hooks/other/{}/ussd", "/hooks//{}/ussd"]
)
def test_other_addresses_do_not_exist(on_sqlite: Counter, path: str) -> None:
    secret = on_sqlite.secrets.hook_secrets["main"][0]
    answer = on_sqlite.client.post(path.format(secret))
    assert (answer.status_code, answer.text) == (404, "not found\n")


def test_during_a_change_both_secrets_are_live(on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    both = dataclasses.replace(on_sqlite.secrets, hook_secrets={"main": ("n" * 32, "o" * 32)})
    client = create_app(dataclasses.replace(on_sqlite.gateway, secrets=both)).test_client()
    codes = [
        client.post(f"/hooks/main/{secret}/sms", content_type=FORM).status_code for secret in ("n" * 32, "o" * 32, "x" * 32)
    ]
    assert codes == [200, 200, 404]


def test_a_hook_is_only_posted_to(on_sqlite: Counter) -> None:
    answer = on_sqlite.client.get(on_sqlite.path("ussd"))
    assert (answer.status_code, answer.content_type) == (405, "text/plain; charset=utf-8")


def test_every_address_says_who_may_enter(on_sqlite: Counter) -> None:
    rules = who_may_enter(on_sqlite.client.application)
    assert all(rules.values())
    assert {rule for rule, who in rules.items() if who == "everybody"} == {
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/openapi.json",
        "/open-data/",
        "/open-data/index.json",
        "/open-data/<ministry>/",
        "/open-data/<ministry>/<day>/",
        "/open-data/<ministry>/<day>/<name>",
        "/sign-in",
        "/welcome/<token>",
        "/language",
        "/static/<digest>/<path:name>",
    }


def test_the_query_of_the_address_is_not_looked_at(on_sqlite: Counter) -> None:
    call = Call(on_sqlite, "ATUid_1")
    call.go("1", "1301")
    answer = on_sqlite.client.post(
        on_sqlite.path("ussd") + "?text=9&phoneNumber=x",
        data=b"&".join(f"{k}={v}".replace("+", "%2B").encode() for k, v in call.fields.items()),
        content_type=FORM,
    )
    assert answer.text == call.hop()


# --- bodies ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", table("ussd"))
def test_every_body_of_a_hop_is_answered(on_sqlite: Counter, entry: dict[str, Any]) -> None:
    answer = on_sqlite.post("ussd", entry["body"])
    assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
    assert answer.text.startswith(("CON ", "END "))
    if "unreadable" in entry:
        assert answer.text == LAST_WORDS
        assert not on_sqlite.rows(calls)


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "multipart/form-data", ""])
def test_a_hop_of_another_media_type_is_ended(on_sqlite: Counter, content_type: str) -> None:
    assert on_sqlite.post("ussd", "sessionId=s1&phoneNumber=26658000001&serviceCode=12045", content_type).text == LAST_WORDS


def test_a_hop_over_the_cap_is_ended(on_sqlite: Counter) -> None:
    assert on_sqlite.post("ussd", b"text=" + b"9" * 600_000).text == LAST_WORDS


@pytest.mark.parametrize("entry", table("rest"))
def test_what_only_enriches_is_always_answered_200(counter: Counter, entry: dict[str, Any]) -> None:
    for _ in range(2):
        answer = counter.post(entry["hook"], entry["body"])
        assert (answer.status_code, answer.text, answer.content_type) == (200, "ok\n", "text/plain; charset=utf-8")


def test_the_end_of_a_call_is_noted_and_moves_nothing(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1", "1301")
    before = counter.rows(sessions), counter.rows(turns)
    for _ in range(2):
        counter.post(
            "ussd-ended", "sessionId=ATUid_1&status=Incomplete&cost=KES+0.10&durationInMillis=192&hopsCount=3&input=1%2A3"
        )
    ends = counter.rows(call_ends)
    assert [(e["provider_id"], e["status"], e["cost"], e["duration_ms"], e["hops"]) for e in ends] == [
        ("ATUid_1", "Incomplete", "KES 0.10", 192, 3)
    ] * 2
    assert (counter.rows(sessions), counter.rows(turns)) == before
    assert call.say("2").startswith("CON ")


def test_a_delivery_report_and_an_opt_out_reach_the_person(counter: Counter) -> None:
    counter.text("CLINIC", "+26658123456", id="m0")
    counter.post("delivery", "phoneNumber=26658123456&id=ATXid_1&status=Success")
    (receipt,) = counter.rows(receipts)
    (contact,) = counter.rows(contacts)
    assert (receipt["provider_id"], receipt["status"], receipt["contact_id"]) == ("ATXid_1", "Success", contact["id"])
    counter.post("opt-out", "senderId=GOV&phoneNumber=58123456")
    assert counter.rows(contacts)[0]["opted_out_at_ms"] == counter.clock.at_ms


# --- when something breaks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["find_call", "append_turn", "opens_of", "begin", "open_call", "last_finished"])
def test_a_hop_that_breaks_at_any_line_is_ended_politely(
    on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(f"storage.sessions.{where}", broken)
    assert Call(on_sqlite, "ATUid_1").hop() == LAST_WORDS
    assert not on_sqlite.rows(turns)


def test_the_apology_is_in_the_language_of_the_conversation(on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    call = Call(on_sqlite, "ATUid_1")
    call.go("2")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("flows.conversation.press", broken)
    assert call.say("1").startswith("END Ts'oarelo")


@pytest.mark.parametrize("fault", [RuntimeError, MemoryError, RecursionError])
def test_even_a_broken_application_ends_a_call_politely(
    on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault("broken on purpose")

    monkeypatch.setattr(converse_ussd, "reply", broken)
    assert Call(on_sqlite, "ATUid_1").hop() == LAST_WORDS
    monkeypatch.setattr(type(on_sqlite.client.application), "full_dispatch_request", broken)
    assert Call(on_sqlite, "ATUid_1").hop() == LAST_WORDS
    monkeypatch.setattr(type(on_sqlite.client.application), "handle_exception", broken)
    assert Call(on_sqlite, "ATUid_1").hop() == LAST_WORDS


def test_another_hook_that_breaks_answers_in_plain_words(on_sqlite: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(converse_sms, "receive", broken)
    answer = on_sqlite.post("sms", "id=1&from=MTN")
    assert (answer.status_code, answer.text, answer.content_type) == (
        500,
        "something went wrong\n",
        "text/plain; charset=utf-8",
    )


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """The database as it is while somebody else holds it: SQLite's write lock, PostgreSQL's locks on every table of a hop."""
    with unit(engine) as u:
        if engine.dialect.name == "postgresql":
            u.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            u.connection.execute(text("LOCK TABLE calls, sessions, turns, contacts, inbox, call_ends IN ACCESS EXCLUSIVE MODE"))
        yield


@pytest.mark.timeout(60)
def test_a_locked_database_lets_no_hop_wait_five_seconds(counter: Counter) -> None:
    known = Call(counter, "ATUid_1")
    known.go("2", "1")
    new = Call(counter, "ATUid_2", "+26658000002")
    taken = []
    with locked(counter.gateway.engine):
        for hop in (lambda: known.say("1301"), new.hop, known.hop):
            began = time.monotonic()
            shown = hop()
            taken.append(time.monotonic() - began)
            assert shown.startswith("END ") or hop == known.hop  # a repeat is only read, and SQLite's readers wait for nobody
    assert max(taken) < 4
    assert known.hop().startswith("CON ")


@pytest.mark.timeout(60)
def test_a_crowd_before_a_locked_database_is_told_in_time_and_most_of_it_at_once(counter: Counter) -> None:
    def hop(number: int) -> tuple[str, float]:
        began = time.monotonic()
        return Call(counter, f"ATUid_{number}").hop(), time.monotonic() - began

    Call(counter, "ATUid_0").hop()
    with locked(counter.gateway.engine), ThreadPoolExecutor(4) as threads:
        screens, taken = zip(*threads.map(hop, range(1, 40)), strict=True)
    assert all(screen.startswith("END ") for screen in screens)
    assert max(taken) < 4.9
    assert sorted(taken)[len(taken) // 2] < 1
    assert Call(counter, "ATUid_99").hop().startswith("CON ")


def test_health_is_told_and_nothing_else(counter: Counter) -> None:
    assert (counter.client.get("/healthz").status_code, counter.client.get("/healthz").text) == (200, "ok\n")
    ready = counter.client.get("/readyz")
    assert (ready.status_code, ready.text) == (200, "storage: ready\nqueue: away\nspool: empty\n")


def test_no_log_line_holds_a_number_or_the_secret(counter: Counter, capfd: pytest.CaptureFixture[str]) -> None:
    with structlog.testing.capture_logs() as lines:
        call = Call(counter, "ATUid_1")
        call.go("1", "1301", "2")
        call.hop(text="9")
        call.hop(phoneNumber="+26658000002")
        counter.text("CLINIC", id="m0")
        counter.text("CLINIC", "+447400123456", id="m1")
        counter.client.post(counter.path("ussd", "wrong"))
        counter.post("opt-out", "phoneNumber=%2B26658000001")
    told = str(lines) + "".join(capfd.readouterr())
    assert len(lines) > 4
    assert "58000001" not in told
    assert "58000002" not in told
    assert "7400123456" not in told
    assert counter.secrets.hook_secrets["main"][0] not in told


def test_a_channel_serves_only_its_own_codes(on_sqlite: Counter) -> None:
    main = on_sqlite.gateway.settings.channels["main"]
    narrow: Channel = main.model_copy(update={"codes": ("*855#", "8555")})
    settings = on_sqlite.gateway.settings.model_copy(update={"channels": {"main": narrow}})
    on_sqlite.client = create_app(dataclasses.replace(on_sqlite.gateway, settings=settings)).test_client()
    assert Call(on_sqlite, "ATUid_1", code=CLINIC_CODE).hop().startswith("END ")
    assert on_sqlite.text("CLINIC", id="m0") is None
    assert not on_sqlite.rows(calls)
