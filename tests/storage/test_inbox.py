"""A text is stored once, and what became of it beside it."""

from __future__ import annotations

import pytest
from kept import NUMBER, VAULT
from sqlalchemy import Engine, select

from storage import call_ends, contacts, inbox
from storage.inbox import InboxState, Received
from storage.tables import call_ends as table
from storage.unit import Rejected, Unit, reading, unit


def receive(u: Unit, provider_id: str = "msg-1", channel: str = "main", state: InboxState = "heard") -> int | None:
    contact_id = contacts.contact_of(u, VAULT, NUMBER, 1).id
    return inbox.receive(
        u, channel=channel, provider_id=provider_id, contact_id=contact_id, code="40404", text="clinic",
        provider_date="2026-11-25 08:00:00", network_code="65101", link_id="l1", cost="None", state=state, at_ms=5,
    )  # fmt: skip


def test_a_repeat_is_told_apart_by_the_providers_id(engine: Engine) -> None:
    with unit(engine) as u:
        first, again, another, elsewhere = receive(u), receive(u), receive(u, "msg-2"), receive(u, channel="other")
        u.commit()
    assert first is not None
    assert again is None
    assert len({first, another, elsewhere}) == 3


def test_after_a_repeat_the_transaction_goes_on(engine: Engine) -> None:
    with unit(engine) as u:
        receive(u)
        receive(u)
        last = receive(u, "msg-2")
        u.commit()
    with unit(engine) as u:
        assert inbox.get(u, last or 0) is not None


def test_what_became_of_a_text_is_kept(engine: Engine) -> None:
    with unit(engine) as u:
        text_id = receive(u) or 0
        inbox.settle(u, text_id, "quarantined", error="ValueError")
        kept = inbox.get(u, text_id)
        assert kept == Received(
            text_id, "main", "msg-1", contacts.contact_of(u, VAULT, NUMBER, 1).id, None, "40404", "clinic", "l1",
            "quarantined", "ValueError", None, 5,
        )  # fmt: skip
        assert inbox.get(u, text_id + 1) is None


def test_a_text_from_a_name_has_no_contact(engine: Engine) -> None:
    with unit(engine) as u:
        text_id = inbox.receive(
            u, channel="main", provider_id="m", contact_id=None, sender="MTN", code="40404", text="airtime", state="unanswered",
            at_ms=1,
        )  # fmt: skip
        kept = inbox.get(u, text_id or 0)
    assert kept is not None
    assert (kept.sender, kept.contact_id, kept.state) == ("MTN", None, "unanswered")


def test_a_state_nobody_knows_is_rejected(engine: Engine) -> None:
    with unit(engine) as u, pytest.raises(Rejected):
        receive(u, state="lost")  # type: ignore[arg-type]


def test_every_notice_of_a_calls_end_is_kept_as_it_came(engine: Engine) -> None:
    with unit(engine) as u:
        for status in ("Incomplete", "Success"):
            call_ends.record(
                u, channel="main", provider_id="ATUid_1", status=status, cost="KES 0.05", duration_ms=None, hops=3, error="",
                at_ms=9,
            )  # fmt: skip
        u.commit()
    kept = select(table.c.status, table.c.hops, table.c.duration_ms).order_by(table.c.id)
    with reading(engine) as c:
        assert list(map(tuple, c.execute(kept))) == [("Incomplete", 3, None), ("Success", 3, None)]
