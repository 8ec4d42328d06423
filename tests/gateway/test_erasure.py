"""DELETE: one text, and nothing leads back to whoever sent it, in no file of the database and by nothing that comes late."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from counter import CLINIC_SMS, Call, Counter
from sqlalchemy import Engine

from gateway import clock
from gateway.conversing import filing
from gateway.rights import erasure
from gateway.sending import receipts
from gateway.sending.receipts import DeliveryReport
from storage import audit, contacts
from storage.tables import answers, calls, consents, inbox, invitations, metadata, outbox, responses, sessions, turns, visits
from storage.tables import contacts as people
from storage.unit import Unit, reading, unit

NUMBER = "+26658000001"
NATIONAL = "58000001"
WORDS = "zebra cupboard nobody else would say"
DELETED = "Your number and your words are deleted, and you will get no more texts. Proof: "


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path)


def bad_visit(counter: Counter) -> None:
    """A conversation by text in which somebody uses their own words, finished."""
    counter.text("clinic", id="m0")
    for n, words in enumerate(("1", "1301", "child", "1", "2", "no", "an inhaler", "yes", WORDS, "1"), 1):
        counter.clock.pass_(seconds=30)
        counter.text(words, id=f"m{n}")


def open_visit(counter: Counter) -> None:
    """A call that goes on."""
    Call(counter, "ATUid_1").go("1", "1301")


def deleted(counter: Counter, id: str = "d1") -> str:
    counter.clock.pass_(seconds=60)
    shown = counter.text("DELETE", id=id) or ""
    assert shown.startswith(DELETED)
    return shown.removeprefix(DELETED)


def stored(counter: Counter) -> str:
    """Everything that is stored, as one text."""
    return "\n".join(str(row) for table in metadata.tables.values() for row in counter.rows(table))


def test_nothing_that_was_said_is_left_and_what_was_counted_is(counter: Counter) -> None:
    bad_visit(counter)
    assert WORDS in stored(counter)
    reference = deleted(counter)
    left = stored(counter)
    assert WORDS not in left
    assert NATIONAL not in left
    values = {row["question"]: row["value"] for row in counter.rows(answers)}
    assert (values["facility"], values["treated"]) == ("1301", "2")
    assert all(row["raw"] == "" for row in counter.rows(answers))
    assert [row["text"] for row in counter.rows(inbox)] == [""] * len(counter.rows(inbox))
    (proof,) = (row for row in counter.rows(audit.audit) if row["action"] == "person erased")
    assert (proof["subject"], proof["actor"]) == (reference, "the person")


def test_the_answers_are_filed_as_they_would_have_been(counter: Counter) -> None:
    bad_visit(counter)
    (session,) = counter.rows(sessions)
    filing.file_response(counter.gateway, session["id"])
    before = [(row["ended"], row["speeding"], row["straight_lining"], row["filed_at_ms"]) for row in counter.rows(responses)]
    chosen = chosen_of(counter)
    deleted(counter)
    assert not filing.file_response(counter.gateway, session["id"])
    rows = [(row["ended"], row["speeding"], row["straight_lining"], row["filed_at_ms"]) for row in counter.rows(responses)]
    assert rows == before
    assert chosen_of(counter) == chosen


def chosen_of(counter: Counter) -> list[tuple[str, str, str]]:
    own = ("missing_medicine", "comment")
    return [(row["question"], row["state"], row["value"]) for row in counter.rows(answers) if row["question"] not in own]


def test_a_conversation_that_goes_on_is_filed_as_stopped_and_belongs_to_nobody(counter: Counter) -> None:
    open_visit(counter)
    deleted(counter)
    (session,) = counter.rows(sessions)
    with reading(counter.gateway.engine) as c:
        assert session["contact_id"] == contacts.nobody(Unit(c))
    assert session["ended"] == "stopped"
    (response,) = counter.rows(responses)
    assert (response["ended"], response["left_at"], response["filed_at_ms"] is not None) == ("stopped", "reason", True)
    assert [row["value"] for row in counter.rows(answers)] == ["1301"]


def test_the_call_that_went_on_is_told_so_and_writes_nothing(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1", "1301")
    deleted(counter)
    before = counter.rows(turns)
    assert call.say("2").startswith("END ")
    assert counter.rows(turns) == before


def test_the_farewell_is_the_only_text_and_its_number_goes_too(counter: Counter) -> None:
    bad_visit(counter)
    deleted(counter)
    waiting = [row for row in counter.rows(outbox) if row["state"] == "due"]
    assert [(row["kind"], row["text"][: len(DELETED)]) for row in waiting] == [("notice", DELETED)]
    kept = [row for row in counter.rows(people) if row["number_sealed"]]
    assert [row["opted_out_at_ms"] is not None and row["forget_at_ms"] is not None for row in kept] == [True]


def test_nothing_that_comes_late_brings_anybody_back(counter: Counter) -> None:
    bad_visit(counter)
    provider_id = sent_text(counter)
    deleted(counter)
    before = everything_but_reports(counter)
    receipts.receive(counter.gateway, "main", DeliveryReport(provider_id, "Success", number=NUMBER))
    for n in range(3):
        body = urlencode({"text": WORDS, "to": CLINIC_SMS, "id": f"m{n}", "from": NUMBER, "date": "2026-11-18 12:00:00"})
        counter.post("sms", body)
    body = urlencode({"text": "DELETE", "to": CLINIC_SMS, "id": "d1", "from": NUMBER, "date": ""})
    counter.post("sms", body)
    assert everything_but_reports(counter) == before
    assert WORDS not in stored(counter)


def sent_text(counter: Counter) -> str:
    with unit(counter.gateway.engine) as u:
        u.connection.execute(outbox.update().where(outbox.c.id == 1).values(state="sent", provider_id="ATXid_1"))
        u.commit()
    return "ATXid_1"


def everything_but_reports(counter: Counter) -> dict[str, list[dict[str, Any]]]:
    tables = (inbox, sessions, turns, answers, people, consents)
    return {table.name: counter.rows(table) for table in tables}


def test_a_new_list_of_visits_wakes_nobody(counter: Counter) -> None:
    bad_visit(counter)
    deleted(counter)
    counter.clock.pass_(days=4)
    with unit(counter.gateway.engine) as u:
        assert contacts.contact_of(u, counter.gateway.vault, NUMBER, counter.clock.at_ms).opted_out


def test_after_start_they_may_be_texted_again(counter: Counter) -> None:
    bad_visit(counter)
    deleted(counter)
    counter.clock.pass_(seconds=60)
    assert counter.text("clinic", id="n1") is None
    assert counter.text("START", id="n2") == "You may get texts from us again."
    counter.clock.pass_(seconds=60)
    assert "how was your clinic visit?" in (counter.text("clinic", id="n3") or "")


def test_who_had_stopped_is_answered_and_erased_as_well(counter: Counter) -> None:
    bad_visit(counter)
    counter.text("STOP", id="s1")
    deleted(counter)
    assert WORDS not in stored(counter)


def test_delete_again_is_done_and_not_answered(counter: Counter) -> None:
    bad_visit(counter)
    deleted(counter)
    counter.clock.pass_(seconds=90)
    assert counter.text("delete", id="d2") is None
    assert len([row for row in counter.rows(audit.audit) if row["action"] == "person erased"]) == 2


def test_the_clock_looks_again_and_nothing_of_it_stays_marked(counter: Counter) -> None:
    bad_visit(counter)
    deleted(counter)
    counter.clock.pass_(seconds=120)
    clock.run_once(counter.gateway)
    assert not [row for row in counter.rows(people) if row["key_id"] == "" and row["forget_at_ms"] is not None]
    assert erasure.finish(counter.gateway) == 0


def test_what_was_agreed_to_stays_and_names_nobody(counter: Counter) -> None:
    bad_visit(counter)
    deleted(counter)
    kept = counter.rows(consents)
    assert [(row["purpose"], row["given"]) for row in kept][-1] == ("texts", False)
    assert {row["contact_id"] for row in kept} == {None}


def test_visits_and_invitations_are_cut_off(counter: Counter) -> None:
    deleted(counter)
    assert counter.rows(visits) == counter.rows(invitations) == counter.rows(calls) == []


def test_the_raw_files_hold_neither_words_nor_number(sqlite_url: str, tmp_path: Path) -> None:
    from storage.unit import connect

    engine = connect(sqlite_url)
    try:
        counter = Counter(engine, tmp_path)
        for n in range(40):  # others, so that pages are split and filled
            Call(counter, f"ATUid_x{n}", number=f"+2665811{n:04}").go("1", "1301")
        bad_visit(counter)
        open_visit(counter)
        assert found_in(tmp_path, WORDS)
        deleted(counter)
        erasure.finish(counter.gateway)
        for secret in (WORDS, NUMBER, NATIONAL):
            assert found_in(tmp_path, secret) == []
    finally:
        engine.dispose()


def found_in(folder: Path, words: str) -> list[str]:
    """The files of a folder in which these words stand, byte for byte."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if words.encode() in file.read_bytes()]
