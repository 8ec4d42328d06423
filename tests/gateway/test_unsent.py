"""An invitation whose text never went out: nobody was asked, so it is withheld, counts nowhere and holds nobody up."""

from __future__ import annotations

from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asking import NUMBER, decisions, deliver_all, drawn, office, says
from counter import Counter
from outbound import Told
from sqlalchemy import Engine

from gateway.africastalking.sender import Accepted, Outcome, SendFailed
from gateway.asking.invite import send_due
from gateway.asking.unsent import end_unsent
from gateway.clock import run_once
from gateway.sending import receipts, relay
from gateway.sending.receipts import DeliveryReport
from storage import outbox as texts_out
from storage import visits
from storage.tables import invitations, outbox, responses, sessions, turns, uploads
from storage.unit import Unit, reading, unit

HOUR_S, DAY_S = 3_600, 86_400


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def sent_to(counter: Counter, *answers: Outcome) -> None:
    """What is due is handed over, and the aggregator answers so."""
    relay.drain(counter.gateway, {"main": Told(list(answers))}, lambda: 0.5, lambda: False)


def ended(counter: Counter) -> list[str]:
    return [row["ended"] for row in counter.rows(sessions)]


REFUSED = SendFailed("InvalidPhoneNumber")


def test_who_was_never_texted_was_not_asked_and_is_asked_after_the_next_visit(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    sent_to(counter, REFUSED)
    assert decisions(counter) == ["InvalidPhoneNumber"]

    assert end_unsent(counter.gateway) == 1
    assert (ended(counter), counter.rows(responses)) == (["not started"], [])
    counter.clock.pass_(seconds=HOUR_S)
    drawn(counter)
    assert send_due(counter.gateway) == 1
    assert decisions(counter) == ["InvalidPhoneNumber", "sent"]


def test_a_text_that_is_set_aside_for_good_takes_its_invitation_with_it(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    counter.clock.pass_(seconds=4 * DAY_S)
    sent_to(counter)
    run_once(counter.gateway)
    assert (decisions(counter), ended(counter), counter.rows(responses)) == (["too late"], ["not started"], [])


def test_who_wants_no_texts_before_it_goes_out_was_not_asked(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    counter.clock.pass_(seconds=60)
    receipts.opt_out(counter.gateway, "main", NUMBER)
    sent_to(counter)
    run_once(counter.gateway)
    assert (decisions(counter), ended(counter), counter.rows(responses)) == (["opted out"], ["not started"], [])


def test_the_days_after_which_it_is_too_late_count_from_when_it_was_first_due(counter: Counter) -> None:
    drawn(counter)
    counter.clock.pass_(seconds=2 * DAY_S)
    send_due(counter.gateway)
    counter.clock.pass_(seconds=DAY_S + 60)
    sent_to(counter)
    assert decisions(counter) == ["too late"]


def test_what_may_have_gone_out_stays_sent_and_counts_for_the_caps(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    sent_to(counter, SendFailed("timed out", in_doubt=True))
    assert (end_unsent(counter.gateway), decisions(counter), ended(counter)) == (0, ["sent"], [""])


def test_what_the_network_did_not_bring_was_sent_all_the_same(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    sent_to(counter, Accepted("ATXid_1", 101, "KES 0.8"))
    receipts.receive(counter.gateway, "main", DeliveryReport("ATXid_1", "Failed", "DeliveryFailure", NUMBER))
    assert [row["state"] for row in counter.rows(outbox)] == ["failed"]
    assert (end_unsent(counter.gateway), decisions(counter), ended(counter)) == (0, ["sent"], [""])


def test_a_reply_or_reminder_that_fails_changes_no_invitation(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    deliver_all(counter)
    says(counter, "1")
    sent_to(counter, REFUSED)
    assert [row["state"] for row in counter.rows(outbox)] == ["delivered", "failed"]
    assert (end_unsent(counter.gateway), decisions(counter)) == (0, ["sent"])


def test_who_has_begun_by_themselves_meanwhile_goes_on(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    [invited] = counter.rows(outbox)
    says(counter, "1")
    with unit(counter.gateway.engine) as u:
        texts_out.withhold(u, invited["id"], "too late", counter.clock())
        u.commit()
    assert (end_unsent(counter.gateway), ended(counter)) == (0, [""])
    assert end_unsent(counter.gateway) == 0
    assert [row["session_id"] for row in counter.rows(invitations)] == [None]


def test_the_coordinator_sees_where_the_texts_of_a_list_are(counter: Counter) -> None:
    for n in range(4):
        drawn(counter, f"+2665800010{n}")
    send_due(counter.gateway)
    sent_to(counter, Accepted("ATXid_1", 101, "KES 0.8"), Accepted("ATXid_2", 101, "KES 0.8"), REFUSED, REFUSED)
    receipts.receive(counter.gateway, "main", DeliveryReport("ATXid_1", "Success", "", "+26658000100"))
    receipts.receive(counter.gateway, "main", DeliveryReport("ATXid_2", "Failed", "DeliveryFailure", "+26658000101"))
    drawn(counter, "+26658000105")
    send_due(counter.gateway)
    drawn(counter, "+26658000106", due_at_ms=counter.clock() + 1)

    with reading(counter.gateway.engine) as c:
        became = visits.became(Unit(c), [row["id"] for row in counter.rows(uploads)])
    told = Tally[tuple[str, str]]()
    for of_upload in became.values():
        told.update(of_upload)
    assert told == {
        ("sent", "delivered"): 1, ("sent", "failed"): 1, ("sent", "due"): 1, ("withheld", "InvalidPhoneNumber"): 2,
        ("waiting", ""): 1,
    }  # fmt: skip


def test_of_many_clocks_one_ends_it(counter: Counter) -> None:
    for n in range(5):
        drawn(counter, f"+2665800010{n}")
    send_due(counter.gateway)
    sent_to(counter, *[REFUSED] * 5)
    with ThreadPoolExecutor(4) as clocks:
        assert sum(clocks.map(lambda _: end_unsent(counter.gateway), range(4))) == 5
    assert ended(counter) == ["not started"] * 5
    assert len(counter.rows(turns)) == 10


def test_a_conversation_that_cannot_be_read_holds_up_nobody(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        drawn(counter, f"+2665800010{n}")
    send_due(counter.gateway)
    sent_to(counter, *[REFUSED] * 3)
    with unit(counter.gateway.engine) as u:
        broken = turns.update().where(turns.c.session_id == counter.rows(sessions)[0]["id"]).values(state="{}")
        u.connection.execute(broken)
        u.commit()
    assert end_unsent(counter.gateway) == 2
    assert ended(counter) == ["", "not started", "not started"]
    assert [row["session_id"] for row in counter.rows(invitations)] == [None] * 3
