"""Delivery reports and opt-outs: whatever comes, in whatever order, a text moves forward only and nobody is refused."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest
from outbound import NUMBER, Clock, Told, gateway_on, opted_out, person, queued, row, state
from sqlalchemy import Engine, func, select

from gateway.africastalking.sender import SendFailed
from gateway.sending import receipts, relay
from gateway.sending.receipts import DeliveryReport
from gateway.wiring import Gateway
from storage import contacts, outbox
from storage.tables import contacts as contacts_table
from storage.tables import receipts as receipts_table
from storage.unit import reading, unit

TIMED_OUT = SendFailed("timed out", in_doubt=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway(engine: Engine, clock: Clock) -> Gateway:
    return gateway_on(engine, clock)


def report(gateway: Gateway, provider_id: str, status: str, reason: str = "", number: str = NUMBER) -> None:
    receipts.receive(gateway, "main", DeliveryReport(provider_id, status, reason, number, "65101"))


def sent(gateway: Gateway, answers: list[SendFailed] | None = None) -> int:
    """A text to the person of these tests; the aggregator calls it ATXid_1 unless told otherwise."""
    text = queued(gateway, person(gateway))
    relay.deliver(gateway, {"main": Told(list(answers or []))}, text, lambda: 0.5)
    return text


def kept(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(receipts_table)).scalar_one())


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Success", "delivered"),
        ("success", "delivered"),
        ("Sent", "sent"),
        ("Submitted", "sent"),
        ("Buffered", "sent"),
        ("Failed", "failed"),
        ("Rejected", "failed"),
        ("AbsentSubscriber", "failed"),
        ("Expired", "failed"),
        ("SomethingNew", "sent"),
        ("", "sent"),
    ],
)
def test_each_word_of_the_aggregator_has_its_state(gateway: Gateway, status: str, expected: str) -> None:
    text = sent(gateway)
    report(gateway, "ATXid_1", status, "DeliveryFailure" if expected == "failed" else "")
    assert state(gateway.engine, text) == expected
    assert row(gateway.engine, text)["reason"] == ("DeliveryFailure" if expected == "failed" else "")
    assert kept(gateway.engine) == 1


@pytest.mark.parametrize("before_send", [0, 1, 2, 3])
@pytest.mark.parametrize("order", sorted(permutations(["Submitted", "Success", "Failed"])), ids="-".join)
def test_the_first_final_word_stands_in_every_order(gateway: Gateway, order: tuple[str, ...], before_send: int) -> None:
    """Also where some of the reports come before the sending is recorded."""
    text = queued(gateway, person(gateway))

    def early() -> None:
        for status in order[:before_send]:
            report(gateway, "ATXid_1", status)

    relay.deliver(gateway, {"main": Told(meanwhile=early)}, text, lambda: 0.5)
    for status in order[before_send:]:
        report(gateway, "ATXid_1", status)
    first_final = next(status for status in order if status != "Submitted")
    assert state(gateway.engine, text) == {"Success": "delivered", "Failed": "failed"}[first_final]
    assert kept(gateway.engine) == 3


def test_a_repeat_changes_nothing_and_adds_nothing(gateway: Gateway, clock: Clock) -> None:
    text = sent(gateway)
    report(gateway, "ATXid_1", "Success")
    before = dict(row(gateway.engine, text))
    clock.pass_s(400 * 86_400)
    report(gateway, "ATXid_1", "Success")
    report(gateway, "ATXid_1", "Sent")
    assert dict(row(gateway.engine, text)) == before
    assert kept(gateway.engine) == 2


def test_a_report_on_a_text_that_is_not_ours_is_kept_and_harmless(gateway: Gateway) -> None:
    text = sent(gateway)
    report(gateway, "ATXid_of_somebody_else", "Failed", number="+254711000001")
    report(gateway, "", "")
    assert (state(gateway.engine, text), kept(gateway.engine)) == ("sent", 2)
    with reading(gateway.engine) as connection:
        assert connection.execute(select(func.count()).select_from(contacts_table)).scalar_one() == 1


@pytest.mark.parametrize(("status", "expected"), [("Success", "delivered"), ("Failed", "failed"), ("Buffered", "sent")])
def test_a_report_for_the_same_person_settles_a_doubt(gateway: Gateway, clock: Clock, status: str, expected: str) -> None:
    text = sent(gateway, [TIMED_OUT])
    clock.pass_s(3600)
    report(gateway, "ATXid_77", status)
    assert (state(gateway.engine, text), row(gateway.engine, text)["provider_id"]) == (expected, "ATXid_77")
    report(gateway, "ATXid_77", "Success")
    assert state(gateway.engine, text) == ("failed" if expected == "failed" else "delivered")


def test_a_report_that_comes_before_the_doubt_settles_it(gateway: Gateway) -> None:
    text = queued(gateway, person(gateway))
    told = Told([TIMED_OUT], meanwhile=lambda: report(gateway, "ATXid_77", "Success"))
    relay.deliver(gateway, {"main": told}, text, lambda: 0.5)
    assert state(gateway.engine, text) == "delivered"


def test_a_report_settles_what_a_dead_sender_left(gateway: Gateway, clock: Clock) -> None:
    text = queued(gateway, person(gateway))

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        relay.deliver(gateway, {"main": Told(meanwhile=die)}, text, lambda: 0.5)
    report(gateway, "ATXid_77", "Success")
    assert state(gateway.engine, text) == "sending", "its sender may still be there"
    clock.pass_s(121)
    relay.sweep(gateway, lambda kind, row_id: True)
    assert state(gateway.engine, text) == "delivered"


def test_a_report_too_late_or_for_somebody_else_settles_no_doubt(gateway: Gateway, clock: Clock) -> None:
    text = sent(gateway, [TIMED_OUT])
    person(gateway, "+26658999999")
    report(gateway, "ATXid_88", "Success", number="+26658999999")
    clock.pass_s(25 * 3600)
    report(gateway, "ATXid_77", "Success")
    assert state(gateway.engine, text) == "in doubt"


def test_a_report_on_a_text_on_its_way_is_not_taken_for_an_older_doubt(gateway: Gateway) -> None:
    doubt = sent(gateway, [TIMED_OUT])
    second = queued(gateway, person(gateway))
    told = Told(meanwhile=lambda: report(gateway, "ATXid_1", "Success"))
    relay.deliver(gateway, {"main": told}, second, lambda: 0.5)
    assert [state(gateway.engine, text) for text in (doubt, second)] == ["in doubt", "delivered"]


def test_a_stray_report_from_before_does_not_keep_a_doubt_from_being_settled(gateway: Gateway, clock: Clock) -> None:
    person(gateway)
    report(gateway, "ATXid_of_another_application", "Success")
    clock.pass_s(60)
    text = sent(gateway, [TIMED_OUT])
    report(gateway, "ATXid_77", "Failed")
    assert state(gateway.engine, text) == "failed"


def test_two_doubts_are_settled_oldest_first_by_two_reports(gateway: Gateway, clock: Clock) -> None:
    first = sent(gateway, [TIMED_OUT])
    clock.pass_s(60)
    second = sent(gateway, [TIMED_OUT])
    report(gateway, "ATXid_1", "Success")
    assert [state(gateway.engine, text) for text in (first, second)] == ["delivered", "in doubt"]
    report(gateway, "ATXid_2", "Failed")
    assert [state(gateway.engine, text) for text in (first, second)] == ["delivered", "failed"]


def test_two_reports_on_one_text_settle_one_doubt(gateway: Gateway) -> None:
    first, second, third = sent(gateway, [TIMED_OUT]), sent(gateway, [TIMED_OUT]), queued(gateway, person(gateway))

    def early() -> None:
        report(gateway, "ATXid_77", "Buffered")
        report(gateway, "ATXid_77", "Success")

    relay.deliver(gateway, {"main": Told(meanwhile=early)}, third, lambda: 0.5)
    assert [state(gateway.engine, text) for text in (first, second, third)] == ["delivered", "in doubt", "sent"]
    assert row(gateway.engine, second)["provider_id"] is None


def test_two_equal_reports_at_the_same_instant_settle_one_doubt(
    gateway: Gateway, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sent(gateway, [TIMED_OUT]), sent(gateway, [TIMED_OUT])
    looking, other_done = threading.Event(), threading.Event()
    look = outbox.unsettled_of

    def slow(*arguments: Any) -> Any:
        """Whoever looks first does not act on it until the other one is through, or is seen to wait."""
        if not looking.is_set():
            looking.set()
            other_done.wait(0.3)
        return look(*arguments)

    def other() -> None:
        looking.wait(5)
        report(gateway, "ATXid_77", "Success")
        other_done.set()

    monkeypatch.setattr(outbox, "unsettled_of", slow)
    with ThreadPoolExecutor(2) as pool:
        for done in (pool.submit(report, gateway, "ATXid_77", "Success"), pool.submit(other)):
            done.result(10)
    assert [state(engine, text) for text in (first, second)] == ["delivered", "in doubt"]
    assert [row(engine, text)["provider_id"] for text in (first, second)] == ["ATXid_77", None]
    assert kept(engine) == 1, "the second one only repeats the first"


@pytest.mark.parametrize("spelling", ["UserInBlackList", "UserInBlacklist", "userinblacklist"])
def test_a_blacklisted_person_is_opted_out(gateway: Gateway, spelling: str) -> None:
    sent(gateway)
    contact = person(gateway)
    assert not opted_out(gateway, contact)
    report(gateway, "ATXid_1", "Rejected", spelling)
    assert opted_out(gateway, contact)


def test_a_replayed_report_does_not_take_back_a_start(gateway: Gateway, clock: Clock) -> None:
    sent(gateway)
    contact = person(gateway)
    report(gateway, "ATXid_1", "Rejected", "UserInBlackList")
    with unit(gateway.engine) as u:
        contacts.opt(u, contact, None)
        u.commit()
    report(gateway, "ATXid_1", "Rejected", "UserInBlackList")
    assert not opted_out(gateway, contact)


def test_an_opt_out_at_the_aggregator_holds_also_for_somebody_we_do_not_know(gateway: Gateway) -> None:
    receipts.opt_out(gateway, "main", "+26658777777")
    receipts.opt_out(gateway, "main", "+26658777777")
    assert opted_out(gateway, person(gateway, "+26658777777"))


def test_a_text_queued_before_the_opt_out_is_not_sent(gateway: Gateway, clock: Clock) -> None:
    text, told = queued(gateway, person(gateway)), Told()
    clock.pass_s(1)
    receipts.opt_out(gateway, "main", NUMBER)
    relay.deliver(gateway, {"main": told}, text, lambda: 0.5)
    assert (state(gateway.engine, text), told.given) == ("failed", [])


def test_a_second_opt_out_does_not_silence_the_confirmation_of_the_first(gateway: Gateway, clock: Clock) -> None:
    contact, told = person(gateway), Told()
    receipts.opt_out(gateway, "main", NUMBER)
    confirmation = queued(gateway, contact, "Stopped.")
    clock.pass_s(1)
    receipts.opt_out(gateway, "main", NUMBER)
    relay.deliver(gateway, {"main": told}, confirmation, lambda: 0.5)
    assert told.texts == ["Stopped."]


def test_no_number_is_kept_with_a_report(gateway: Gateway) -> None:
    sent(gateway)
    report(gateway, "ATXid_1", "Success")
    with reading(gateway.engine) as connection:
        stored = connection.execute(select(receipts_table)).mappings().one()
    assert NUMBER[1:] not in repr(dict(stored))
    assert stored["outbox_id"] is not None
