"""What is not kept for ever goes when its time is over, on both databases; what was counted stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from aging import MONDAY_MS, NUMBER, OTHER, SURVEY, WROTE, called, everything, filed, office, retained, sent, texted
from asking import drawn
from counter import Call, Counter
from sqlalchemy import Engine, select, update

from gateway.config_sections import Retention
from gateway.nights import counting, nightly
from storage import contacts, forgetting, tombstones
from storage import retention as stored
from storage.tables import (
    answers,
    calls,
    consents,
    inbox,
    invitations,
    outbox,
    receipts,
    responses,
    sessions,
    turns,
    visits,
)
from storage.tables import contacts as people
from storage.unit import unit

DAY = date(2026, 11, 23)


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def nobody(counter: Counter) -> int:
    with unit(counter.gateway.engine) as u:
        found = contacts.nobody(u)
        u.commit()
    return found


def known(counter: Counter, number: str = NUMBER) -> bool:
    with unit(counter.gateway.engine) as u:
        return contacts.find(u, counter.gateway.vault, number) is not None


def test_before_the_term_nothing_is_touched(counter: Counter) -> None:
    called(counter)
    filed(counter)
    counter.clock.pass_(days=2.9)
    before = everything(counter)
    assert retained(counter) == {}
    after = everything(counter)
    assert len(after) == len(before) or json.loads(before)[:3] == json.loads(after)[:3]
    assert known(counter)


def test_after_the_term_a_conversation_is_nobodys_and_its_answers_stay(counter: Counter) -> None:
    called(counter)
    texted(counter)
    sent(counter)
    filed(counter)
    kept = [(row["question"], row["state"]) for row in counter.rows(answers)]
    counter.clock.pass_(days=10, hours=1)
    done = retained(counter)
    assert (done["conversations cut off"], done["people forgotten"]) == (2, 2)
    nobodys = nobody(counter)
    assert {row["contact_id"] for table in (sessions, outbox) for row in counter.rows(table)} == {nobodys}
    assert {row["contact_id"] for table in (inbox, consents, receipts) for row in counter.rows(table)} <= {None}
    assert {row["text"] for table in (inbox, outbox) for row in counter.rows(table)} == {""}
    assert {bytes(row["number_sealed"]) for row in counter.rows(people)} == {b""}
    assert not known(counter)
    assert not known(counter, OTHER)
    assert [(row["question"], row["state"]) for row in counter.rows(answers)] == kept
    assert {row["value"] for row in counter.rows(answers) if row["question"] == "works"} == {"yes"}
    assert retained(counter) == {}, "and there is nothing more to do"


def test_a_number_given_as_an_answer_goes_with_the_number_and_words_stay_longer(counter: Counter) -> None:
    called(counter)
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    assert retained(counter)["numbers given as answers"] == 1
    given = {row["question"]: (row["value"], row["raw"]) for row in counter.rows(answers)}
    assert (given["number"], given["comment"]) == ((None, ""), (WROTE, WROTE))
    assert "k1:" not in everything(counter, answers, turns)


def test_words_go_after_their_own_term_and_choices_stay(counter: Counter) -> None:
    called(counter)
    texted(counter)
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=20, hours=1)
    retained(counter)
    assert counter.rows(turns) == []
    assert WROTE not in everything(counter)
    assert {row["raw"] for row in counter.rows(answers)} == {""}
    assert [row["value"] for row in counter.rows(answers) if row["question"] == "works"] == ["yes", "yes"]
    assert {row["words_gone_at_ms"] for row in counter.rows(sessions)} == {counter.clock()}


def test_words_may_go_before_the_number(engine: Engine, tmp_path: Path) -> None:
    counter = office(engine, tmp_path / "var", numbers="20 days", words="5 days")
    called(counter)
    texted(counter)
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=5, hours=1)
    assert retained(counter)["written answers"] == 2
    assert WROTE not in everything(counter)
    assert known(counter)
    assert {row["text"] for row in counter.rows(inbox)} == {""}
    counter.clock.pass_(days=15)
    assert retained(counter)["people forgotten"] == 2


def test_words_leave_no_trace_in_the_files_of_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    from storage.unit import connect

    engine = connect(sqlite_url)
    counter = office(engine, tmp_path / "var")
    for n in range(30):
        called(counter, f"ATUid_{n}", f"+2665800{n:04d}", wrote=f"{WROTE} number {n}")
    filed(counter)
    file = Path(engine.url.database or "")
    files = [file, Path(f"{file}-wal")]
    assert any(WROTE.encode() in each.read_bytes() for each in files), "a search that must find it does"
    counter.clock.pass_(days=20, hours=1)
    retained(counter)
    counter.gateway.hops.close()
    assert any(stored.empty_log(engine) for _ in range(50)), "as soon as nobody reads from it"
    assert not any(WROTE.encode() in each.read_bytes() for each in files)
    engine.dispose()


def test_the_counts_and_the_report_of_a_day_are_the_same_afterwards(counter: Counter) -> None:
    for n in range(12):
        called(counter, f"ATUid_{n}", f"+2665800{n:04d}")
    counter.clock.pass_(days=2)
    filed(counter)
    ministry = counter.gateway.settings.ministries["health"]
    before = nightly.write(counter.gateway, ministry, DAY)
    counter.clock.pass_(days=20)
    assert retained(counter)["written answers"] == 12
    counting.count(counter.gateway, ministry, DAY)
    after = nightly.write(counter.gateway, ministry, DAY)
    assert after.sha256 == before.sha256


def test_an_open_conversation_keeps_its_person(counter: Counter) -> None:
    counter.text("WATER", id="T1")
    sent(counter)
    counter.clock.pass_(days=40)
    assert "conversations cut off" not in retained(counter)
    assert known(counter)


@pytest.mark.parametrize("state", ["due", "sending", "in doubt"])
def test_a_text_that_is_not_settled_keeps_its_person(counter: Counter, state: str) -> None:
    texted(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(outbox).values(state="delivered"))
        recent = {"state": state, "created_at_ms": counter.clock.at_ms + 9 * 86_400_000}
        last = select(outbox.c.id).order_by(outbox.c.id.desc()).limit(1).scalar_subquery()
        u.connection.execute(update(outbox).where(outbox.c.id == last).values(recent))
        u.commit()
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    assert "conversations cut off" not in retained(counter)
    assert known(counter, OTHER)
    sent(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(outbox).values(state="failed"))
        u.commit()
    assert retained(counter)["conversations cut off"] == 1


def test_a_text_in_doubt_for_days_is_waited_for_no_longer(counter: Counter) -> None:
    texted(counter)
    sent(counter, "in doubt")
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    assert retained(counter)["conversations cut off"] == 1


def test_a_response_is_filed_before_its_turns_go(counter: Counter) -> None:
    called(counter)
    with unit(counter.gateway.engine) as u:  # the gateway was away for a month and comes back: nothing is filed yet
        late = MONDAY_MS + 29 * 86_400_000
        u.connection.execute(update(responses).values(queued_at_ms=late))
        u.commit()
    counter.clock.pass_(days=30)
    retained(counter)
    assert counter.rows(turns)
    filed(counter)
    retained(counter)
    assert not counter.rows(turns)
    assert len(counter.rows(answers)) == 3


def test_a_longer_term_counts_only_for_new_conversations(counter: Counter) -> None:
    called(counter)
    counter.clock.pass_(days=1)
    counter.publish("water", SURVEY.format(numbers="60 days", words="60 days"), "health")
    called(counter, "ATUid_2", OTHER)
    filed(counter)
    counter.clock.pass_(days=10, hours=1)
    assert retained(counter)["conversations cut off"] == 1
    assert (known(counter), known(counter, OTHER)) == (False, True)


def test_the_limits_of_the_installation_hold_over_those_of_a_survey(counter: Counter) -> None:
    limits = Retention(numbers_days=4, words_days=6)
    counter.gateway = replace(counter.gateway, settings=counter.gateway.settings.model_copy(update={"retention": limits}))
    called(counter)
    filed(counter)
    counter.clock.pass_(days=4, hours=1)
    assert retained(counter)["conversations cut off"] == 1
    assert "written answers" not in retained(counter)
    counter.clock.pass_(days=2)
    assert retained(counter)["written answers"] == 1


def test_a_visit_that_nobody_answered_loses_its_person_after_the_term(counter: Counter) -> None:
    drawn(counter, cells={"office": "north", "first name": "Palesa"})
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(invitations).values(state="withheld", reason="too late"))
        u.commit()
    counter.clock.pass_(days=9)
    assert "visits" not in retained(counter)
    counter.clock.pass_(days=1, hours=1)
    assert retained(counter)["visits"] == 1
    assert [(row["contact_id"], row["cells"]) for row in counter.rows(visits)] == [(None, "{}")]
    assert [row["contact_id"] for row in counter.rows(invitations)] == [None]
    assert not known(counter)


def test_an_invitation_that_waits_keeps_its_visit(counter: Counter) -> None:
    drawn(counter)
    counter.clock.pass_(days=30)
    assert "visits" not in retained(counter)
    assert known(counter)


def test_visits_keep_the_term_under_which_they_were_recorded(counter: Counter) -> None:
    drawn(counter, invited=False)
    counter.clock.pass_(days=1)
    counter.publish("water", SURVEY.format(numbers="60 days", words="60 days"), "health")
    drawn(counter, OTHER, invited=False)
    counter.clock.pass_(days=10)
    assert retained(counter)["visits"] == 1
    assert (known(counter), known(counter, OTHER)) == (False, True)


def test_what_a_visit_told_goes_with_its_conversation(counter: Counter) -> None:
    visit_id = drawn(counter, cells={"office": "north", "first name": "Palesa"})
    texted(counter, number=NUMBER)
    sent(counter)
    filed(counter)
    with unit(counter.gateway.engine) as u:
        (session,) = counter.rows(sessions)
        began = {"session_id": session["id"], "state": "sent"}
        u.connection.execute(update(invitations).where(invitations.c.visit_id == visit_id).values(began))
        u.commit()
    counter.clock.pass_(days=10, hours=1)
    retained(counter)
    assert "Palesa" not in everything(counter)
    assert [(row["contact_id"], row["session_id"]) for row in counter.rows(invitations)] == [(None, None)]


def test_somebody_who_asked_never_to_be_texted_is_not_forgotten_as_that(counter: Counter) -> None:
    called(counter)
    counter.text("STOP", id="T1")
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=100)
    assert retained(counter)["people forgotten"] == 1
    assert not known(counter)
    with unit(counter.gateway.engine) as u:
        stone = tombstones.find(u, counter.gateway.vault.index(NUMBER))
        assert stone is not None
        assert stone.opted_out_at_ms is not None
        assert stone.erased_at_ms is None
        assert contacts.contact_of(u, counter.gateway.vault, NUMBER, counter.clock()).opted_out


def test_texts_that_led_nowhere_go_after_the_limit(counter: Counter) -> None:
    counter.text("what is this", id="T1")
    counter.text("MTN says hello", "MTN", id="T2")
    sent(counter)
    counter.clock.pass_(days=89)
    retained(counter)
    assert known(counter)
    counter.clock.pass_(days=2)
    retained(counter)
    assert not known(counter)
    assert "what is this" not in everything(counter)
    counter.clock.pass_(days=90)
    retained(counter)
    assert "MTN says hello" not in everything(counter)


def test_a_phone_of_the_house_is_kept(counter: Counter) -> None:
    called(counter)
    filed(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(people).values(is_tester=True))
        u.commit()
    counter.clock.pass_(days=100)
    retained(counter)
    assert known(counter)


def test_who_asked_to_be_forgotten_on_a_day_is_forgotten_then_whatever_keeps_them(counter: Counter) -> None:
    called(counter)
    filed(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(people).values(forget_at_ms=counter.clock() + 1000))
        u.commit()
    assert "people forgotten" not in retained(counter)
    counter.clock.pass_(seconds=1)
    assert retained(counter)["people forgotten"] == 1
    assert not known(counter)
    assert "k1:" not in everything(counter, answers, turns), "nor is a number left that they gave as an answer"
    assert [row["value"] for row in counter.rows(answers) if row["question"] == "works"] == ["yes"]


def test_who_is_to_be_forgotten_and_talks_is_forgotten_afterwards(counter: Counter) -> None:
    Call(counter, "ATUid_1", code="*120*45#").hop()
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(people).values(forget_at_ms=counter.clock()))
        u.commit()
    assert "people forgotten" not in retained(counter)
    counter.clock.pass_(days=1)
    filed(counter)
    assert retained(counter)["people forgotten"] == 1


def test_ids_of_calls_are_kept_against_repeats_and_then_deleted(counter: Counter) -> None:
    called(counter)
    filed(counter)
    counter.clock.pass_(days=2.9)
    retained(counter)
    assert len(counter.rows(calls)) == 1
    counter.clock.pass_(days=0.1)
    assert retained(counter)["calls"] == 1
    assert counter.rows(calls) == []


def test_of_a_person_who_was_erased_what_is_left_goes_too(counter: Counter) -> None:
    called(counter)
    filed(counter)
    with unit(counter.gateway.engine) as u:
        forgetting.cut(u, contacts.contact_of(u, counter.gateway.vault, NUMBER, 0).id, counter.clock(), erased=True)
        u.commit()
    counter.clock.pass_(days=20, hours=1)
    retained(counter)
    assert WROTE not in everything(counter)
    assert all(row["person_gone_at_ms"] and row["words_gone_at_ms"] for row in counter.rows(sessions))
