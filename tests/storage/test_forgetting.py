"""A forgotten person: the number is gone, every row of theirs belongs to nobody, and their opt-out outlives it."""

from __future__ import annotations

import pytest
from kept import MORNING_MS, NUMBER, VAULT, Begun, dialled, turn
from sqlalchemy import Engine, select

from storage import contacts, forgetting, outbox, sessions, tombstones
from storage import receipts as reports
from storage.forgetting import InConversation
from storage.tables import calls, inbox, metadata, receipts
from storage.tables import contacts as people
from storage.tables import outbox as texts
from storage.tables import sessions as passages
from storage.unit import Unit, unit

LATER_MS = MORNING_MS + 1000


def answered(engine: Engine) -> Begun:
    """Somebody who has dialled, answered, texted and been texted."""
    person = dialled(engine)
    with unit(engine) as u:
        turn(u, person.session_id, 2, call_id=person.call_id)
        sessions.end(u, person.session_id, "finished", MORNING_MS)
        u.connection.execute(inbox.insert().values(**_text_in(person)))
        outbox_id = _queued(u, person)
        u.connection.execute(texts.update().values(state="sent", provider_id="ATXid_1"))
        reports.add(
            u, channel="main", provider_id="ATXid_1", contact_id=person.contact_id, status="Success", failure_reason="",
            network_code=None, at_ms=MORNING_MS,
        )  # fmt: skip
        reports.link(u, "main", "ATXid_1", outbox_id)
        u.commit()
    return person


def _text_in(person: Begun) -> dict[str, object]:
    return {
        "channel": "main", "provider_id": "in 1", "contact_id": person.contact_id, "code": "40100", "text": "1",
        "provider_date": "", "state": "heard", "session_id": person.session_id, "received_at_ms": MORNING_MS,
    }  # fmt: skip


def _queued(u: Unit, person: Begun) -> int:
    return outbox.put(
        u, channel="main", contact_id=person.contact_id, session_id=person.session_id, code="40100", text="How was it?",
        at_ms=MORNING_MS,
    )  # fmt: skip


def cut(engine: Engine, contact_id: int, *, erased: bool = False) -> forgetting.Cut | None:
    with unit(engine) as u:
        gone = forgetting.cut(u, contact_id, LATER_MS, erased=erased)
        u.commit()
    return gone


def test_nothing_leads_back_to_who_was_forgotten(engine: Engine) -> None:
    person = answered(engine)
    gone = cut(engine, person.contact_id)
    assert gone is not None
    assert (gone.conversations, gone.texts_in, gone.texts_out) == (1, 1, 1)
    with unit(engine) as u:
        nobody = contacts.nobody(u)
        assert contacts.find(u, VAULT, NUMBER) is None
        row = u.connection.execute(select(people).where(people.c.id == person.contact_id)).one()
        assert (row.number_sealed, row.key_id) == (b"", "")
        for table in metadata.tables.values():
            if "contact_id" in table.c:
                theirs = select(table).where(table.c.contact_id == person.contact_id)
                assert u.connection.execute(theirs).first() is None, table.name
        assert u.connection.execute(select(passages.c.contact_id, passages.c.ended)).one() == (nobody, "finished")
        assert u.connection.execute(select(calls.c.binding)).scalar_one() == b""
        assert u.connection.execute(select(receipts.c.contact_id)).scalar_one() is None


def test_nobody_is_one_contact_without_a_number(engine: Engine) -> None:
    with unit(engine) as u:
        assert contacts.nobody(u) == contacts.nobody(u)
        with pytest.raises(contacts.Unsealable):
            contacts.number_of(u, VAULT, contacts.nobody(u))


def test_two_who_are_forgotten_are_told_apart_no_more(engine: Engine) -> None:
    first, second = dialled(engine), dialled(engine, "+26658000002", "ATUid_2")
    with unit(engine) as u:
        for person in (first, second):
            sessions.end(u, person.session_id, "dropped", MORNING_MS)
        u.commit()
    cut(engine, first.contact_id)
    cut(engine, second.contact_id)
    with unit(engine) as u:
        assert len(set(u.connection.execute(select(passages.c.contact_id)).scalars())) == 1


def test_an_opt_out_outlives_the_number_and_a_new_list_of_visits(engine: Engine) -> None:
    person = answered(engine)
    with unit(engine) as u:
        contacts.opt(u, person.contact_id, MORNING_MS)
        u.commit()
    cut(engine, person.contact_id)
    with unit(engine) as u:
        again = contacts.contact_of(u, VAULT, NUMBER, LATER_MS)
        assert (again.id != person.contact_id, again.opted_out) == (True, True)
        assert contacts.contact_of(u, VAULT, "+26658000002", LATER_MS).opted_out is False


def test_start_lifts_the_opt_out_that_outlived_the_number(engine: Engine) -> None:
    person = answered(engine)
    with unit(engine) as u:
        contacts.opt(u, person.contact_id, MORNING_MS)
        u.commit()
    cut(engine, person.contact_id)
    with unit(engine) as u:
        again = contacts.contact_of(u, VAULT, NUMBER, LATER_MS)
        contacts.opt(u, again.id, None)
        u.commit()
    cut(engine, again.id)
    with unit(engine) as u:
        assert contacts.contact_of(u, VAULT, NUMBER, LATER_MS).opted_out is False


def test_who_never_opted_out_and_did_not_ask_leaves_no_stone(engine: Engine) -> None:
    cut(engine, answered(engine).contact_id)
    with unit(engine) as u:
        assert tombstones.find(u, VAULT.index(NUMBER)) is None


def test_who_asked_to_be_erased_is_not_texted_again(engine: Engine) -> None:
    cut(engine, answered(engine).contact_id, erased=True)
    with unit(engine) as u:
        assert tombstones.find(u, VAULT.index(NUMBER)) == tombstones.Tombstone(LATER_MS, LATER_MS)
        assert contacts.contact_of(u, VAULT, NUMBER, LATER_MS).opted_out is True


def test_forgetting_again_changes_nothing(engine: Engine) -> None:
    person = answered(engine)
    assert cut(engine, person.contact_id) is not None
    assert cut(engine, person.contact_id) is None


def test_nobody_is_forgotten_in_the_middle_of_a_conversation(engine: Engine) -> None:
    person = dialled(engine)
    with pytest.raises(InConversation):
        cut(engine, person.contact_id)


def test_a_text_that_waits_for_who_is_forgotten_is_not_sent(engine: Engine) -> None:
    person = dialled(engine)
    with unit(engine) as u:
        sessions.end(u, person.session_id, "dropped", MORNING_MS)
        _queued(u, person)
        u.commit()
    gone = cut(engine, person.contact_id)
    assert gone is not None
    assert gone.texts_withheld == 1
    with unit(engine) as u:
        assert u.connection.execute(select(texts.c.state, texts.c.reason)).one() == ("failed", "forgotten")
