"""Whoever is erased is in no row of any table any more: not by their contact, not by their number, not by a word or a name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from asking import deliver_all, drawn
from counter import TEN, Call, Counter
from sqlalchemy import Engine, select, update

from gateway import clock
from gateway.asking import invite, remind
from gateway.conversing import filing
from gateway.keeping import retention
from gateway.rights import office
from gateway.sending import receipts
from gateway.sending.receipts import DeliveryReport
from storage import alerts, contacts
from storage.tables import calls, consents, inbox, invitations, metadata, outbox, responses, sessions, visits, wordings
from storage.tables import contacts as people
from storage.tables import receipts as reports
from storage.unit import Unit, reading, unit

NUMBER, NATIONAL = "+26658000001", "58000001"
OTHER = "+26658000002"
NAME, WROTE, PUZZLING = "Mamorena", "the queue moved like cold porridge", "my aunt Puleng waits outside"

SURVEY = """\
survey: {survey}
title: Water
owner: Water Office, Lesotho
time zone: Africa/Maseru
languages: {{ en: English }}
starts when:
  a visit is recorded: 2 hours later, by sms
  someone texts: {word} to 40145
  someone dials: "{dial}"
visit columns: {{ first name: text up to 20 }}
rules:
  close after: 3 days
  remind once after: 1 day
  use visits from the last: 2 days
welcome: "{{visit.first name}}, the Water Office asks. Free. Text STOP to end."
welcome without a visit: The Water Office asks. Free. Text STOP to end.
questions:
  - question: works
    counts as: headline
    ask: Does it work?
    answer: yes or no
  - question: number
    ask: On which number may we call you?
    answer: phone
    may be skipped: yes
  - question: comment
    ask: What happened?
    answer: text
    may be skipped: yes
  - question: quote
    ask: May we quote you?
    answer: consent
    consent to: quote my words
thank you: Thank you.
"""
WATER, ROADS = ("water", "WATER", "*120*46#"), ("roads", "ROADS", "*120*45#")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    counter = Counter(engine, tmp_path, surveys=())
    counter.clock.at_ms = TEN // 86_400_000 * 86_400_000 + 10 * 3_600_000
    for survey, word, dial in (WATER, ROADS):
        counter.publish(survey, SURVEY.format(survey=survey, word=word, dial=dial), "health")
    return counter


def a_life(counter: Counter, number: str = NUMBER) -> int:
    """Invited by name, reminded, answered by text with words and a number of their own; then a call that goes on, a text that
    nobody understands, one that broke something, reports on texts of ours and of nobody's. Their contact."""
    drawn(counter, number, cells={"first name": NAME})
    assert invite.send_due(counter.gateway) == 1
    gone_out(counter, number)
    counter.clock.pass_(hours=25)
    assert remind.remind_due(counter.gateway) == 1
    gone_out(counter, number)
    for n, words in enumerate(("1", "1", number, WROTE, "1")):
        counter.clock.pass_(seconds=60)
        counter.text(words, number, id=f"m{number[-4:]}_{n}")
        gone_out(counter, number)
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    drawn(counter, number, survey="roads", cells={"first name": NAME}, invited=False)
    counter.clock.pass_(seconds=60)
    Call(counter, f"ATUid_{number[-4:]}", number, code="*120*45#").go("1", "1")
    counter.text(PUZZLING, number, id=f"m{number[-4:]}_p")
    receipts.receive(counter.gateway, "main", DeliveryReport(f"stray_{number[-4:]}", "Success", number=number))
    receipts.receive(counter.gateway, "other", DeliveryReport(f"stray_{number[-4:]}", "Success", number=number))
    with reading(counter.gateway.engine) as c:
        person = contacts.find(Unit(c), counter.gateway.vault, number)
        assert person is not None
        return person.id


def gone_out(counter: Counter, number: str) -> None:
    """Every text that waits went out, and was reported on."""
    deliver_all(counter, "sent")
    with unit(counter.gateway.engine) as u:
        for id in u.connection.execute(select(outbox.c.id).where(outbox.c.provider_id.is_(None))).scalars().all():
            u.connection.execute(update(outbox).where(outbox.c.id == id).values(provider_id=f"ATXid_{id}"))
        u.commit()
    for row in counter.rows(outbox):
        receipts.receive(counter.gateway, "main", DeliveryReport(row["provider_id"], "Success", number=number))


def by_text(counter: Counter) -> None:
    counter.clock.pass_(seconds=60)
    assert "Proof" in (counter.text("DELETE", NUMBER, id="delete") or "")


def by_the_office(counter: Counter) -> None:
    assert office.erase(counter.gateway, NUMBER, "ntsu", "asked at the counter").reference


ERASED = {"by text": by_text, "by the office": by_the_office}


@pytest.mark.parametrize("how", ERASED)
def test_no_column_of_any_table_holds_anything_of_them(counter: Counter, how: str) -> None:
    contact_id = a_life(counter)
    before = {where for where, value in cells(counter) if holds(value, contact_id, where)}
    assert {"turns.state", "inbox.text", "visits.cells", "answers.raw", "wordings.text", "outbox.text"} <= before
    assert {f"{table}.contact_id" for table in ("sessions", "calls", "inbox", "outbox", "receipts", "consents")} <= before
    ERASED[how](counter)
    assert [(where, value) for where, value in cells(counter) if holds(value, contact_id, where)] == []
    assert {(row["content_mac"], row["link_id"]) for row in counter.rows(inbox)} == {(None, None)}
    assert {row["binding"] for row in counter.rows(calls)} == {b""}
    assert {(row["contact_id"], row["session_id"]) for row in counter.rows(invitations)} == {(None, None)}


def cells(counter: Counter) -> list[tuple[str, Any]]:
    """Every cell that is stored: where, and what; numbers only where they may be a contact."""
    found = []
    for table in metadata.sorted_tables:
        for row in counter.rows(table):
            found += [(f"{table.name}.{name}", value) for name, value in row.items() if not (table is people and name == "id")]
    return found


def holds(value: Any, contact_id: int, where: str) -> bool:
    if where.endswith(".contact_id"):
        return bool(value == contact_id)
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("latin-1")
    told = str(value)
    if where in ("audit.subject", "audit.detail", "alerts.words") and f"person {contact_id}" in told:
        return True
    return any(secret in told for secret in (NAME, WROTE, PUZZLING, "porridge", "Puleng", NATIONAL))


def test_what_somebody_else_said_and_was_shown_stays(counter: Counter) -> None:
    a_life(counter, OTHER)
    others = {table.name: counter.rows(table) for table in (sessions, consents, wordings, visits, inbox)}
    a_life(counter)
    by_text(counter)
    for table in (sessions, consents, visits, inbox):
        assert counter.rows(table)[: len(others[table.name])] == others[table.name], table.name
    shown = {row["sha256"]: row["text"] for row in counter.rows(wordings)}
    for row in counter.rows(consents):
        if row["contact_id"] is not None and row["wording_sha256"] is not None:
            assert shown[row["wording_sha256"]]
    assert any(NAME in text for text in shown.values())  # the other one has the same first name, and is still known


def test_a_digest_of_what_was_agreed_to_outlives_its_words(counter: Counter) -> None:
    contact_id = a_life(counter)
    agreed = [row for row in counter.rows(consents) if row["contact_id"] == contact_id]
    by_text(counter)
    kept = {row["id"]: row for row in counter.rows(consents)}
    assert agreed
    assert [kept[row["id"]] for row in agreed] == [row | {"contact_id": None} for row in agreed]


def test_retention_takes_the_name_from_the_screen_they_agreed_to(counter: Counter) -> None:
    a_life(counter)
    clock.run_once(counter.gateway)
    counter.clock.pass_(days=10)
    clock.run_once(counter.gateway)
    counter.clock.pass_(days=390)
    for _ in retention.everything(counter.gateway):
        pass
    assert [(where, value) for where, value in cells(counter) if holds(value, -1, where)] == []
    assert [row["contact_id"] for row in counter.rows(reports) if row["contact_id"] is not None] == []


def test_the_waiting_invitation_of_who_was_erased_is_withheld_and_names_nobody(counter: Counter) -> None:
    drawn(counter, cells={"first name": NAME})
    by_the_office(counter)
    [row] = counter.rows(invitations)
    assert (row["state"], row["reason"], row["contact_id"]) == ("withheld", "forgotten", None)
    assert json.loads(counter.rows(visits)[0]["cells"]) == {}
    assert invite.send_due(counter.gateway) == 0
    with unit(counter.gateway.engine) as u:
        assert alerts.raised(u) == []


def test_an_invitation_whose_text_still_waited_is_withheld_too(counter: Counter) -> None:
    drawn(counter, cells={"first name": NAME})
    counter.clock.pass_(days=1)
    assert invite.send_due(counter.gateway) == 1
    assert [row["state"] for row in counter.rows(invitations)] == ["sent"]
    by_the_office(counter)
    [row] = counter.rows(invitations)
    assert (row["state"], row["reason"], row["session_id"]) == ("withheld", "forgotten", None)
