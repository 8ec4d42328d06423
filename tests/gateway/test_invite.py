"""Who is asked after a service, when, and when not: each once, whatever happens meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from asking import NUMBER, at, decisions, deliver_all, drawn, of_the_house, office, says, texts, water
from counter import Call, Counter
from sqlalchemy import Engine, text

from gateway.asking import invite
from gateway.asking.invite import send_due
from gateway.conversing import filing
from storage import contacts, pauses
from storage.pauses import Scope
from storage.tables import answers, invitations, outbox, responses, sessions, turns
from storage.unit import unit

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
KENYA = "+254712345678"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def pause(counter: Counter, scope: Scope, name: str, until_ms: int | None = None) -> None:
    with unit(counter.gateway.engine) as u:
        pauses.pause(u, scope, name, "a test", "tester", counter.clock(), until_ms)
        u.commit()


def lift(counter: Counter, scope: Scope, name: str) -> None:
    with unit(counter.gateway.engine) as u:
        pauses.lift(u, scope, name, "tester", counter.clock())
        u.commit()


def configured(counter: Counter, **changed: object) -> None:
    """The same gateway with other settings of its section *invitations*, or holidays of the ministry of health."""
    settings = counter.gateway.settings
    if (holidays := changed.pop("holidays", None)) is not None:
        health = settings.ministries["health"].model_copy(update={"holidays": holidays})
        settings = settings.model_copy(update={"ministries": {**settings.ministries, "health": health}})
    rules = settings.invitations.model_copy(update=changed)
    counter.gateway = replace(counter.gateway, settings=settings.model_copy(update={"invitations": rules}))


# --- asked -------------------------------------------------------------------------------------------------------------------


def test_from_a_visit_to_a_counted_answer_with_a_restart_between_every_two_steps(counter: Counter) -> None:
    drawn(counter, due_at_ms=counter.clock() + 2 * HOUR_MS, service="meter", facility="N1")
    counter.restart()
    assert send_due(counter.gateway) == 0
    counter.clock.pass_(hours=2)
    counter.restart()
    assert send_due(counter.gateway) == 1
    counter.restart()
    assert send_due(counter.gateway) == 0
    assert texts(counter) == [("invitation", "Water Office asks")]
    [invited] = counter.rows(invitations)
    [session] = counter.rows(sessions)
    assert (invited["state"], invited["session_id"], invited["decided_at_ms"]) == ("sent", session["id"], counter.clock())
    [queued] = counter.rows(outbox)
    assert (queued["ministry"], queued["code"], queued["session_id"]) == ("health", "40145", session["id"])
    deliver_all(counter)
    counter.restart()
    assert "Does it work?" in (says(counter, "1") or ""), "the office is known from the visit"
    counter.restart()
    assert says(counter, "1") == "Thanks."
    [response] = counter.rows(responses)
    assert filing.file_response(counter.gateway, response["session_id"])
    assert [(row["question"], row["value"], row["how"]) for row in counter.rows(answers)] == [
        ("office", "north", "visit"), ("works", "yes", "person"),
    ]  # fmt: skip
    [response] = counter.rows(responses)
    assert (response["service"], response["visit_service"], response["visit_facility"]) == ("water", "meter", "N1")


def test_nothing_due_costs_one_question(counter: Counter) -> None:
    from sqlalchemy import event

    drawn(counter, due_at_ms=counter.clock() + 1)
    asked: list[str] = []
    event.listen(counter.gateway.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert send_due(counter.gateway) == 0
    assert len(asked) == 1
    assert "invitations" in asked[0]


def test_who_texts_stop_is_never_asked_again_not_even_by_another_ministry(counter: Counter) -> None:
    counter.publish("roads", water("roads", "ROADS", "*271#"), "transport")
    drawn(counter)
    send_due(counter.gateway)
    deliver_all(counter)
    assert says(counter, "STOP") is not None
    counter.clock.pass_(days=40)
    drawn(counter)
    drawn(counter, survey="roads", ministry="transport")
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["sent", "opted out", "opted out"]


# --- how often ---------------------------------------------------------------------------------------------------------------


def test_one_invitation_by_a_ministry_in_thirty_days(counter: Counter) -> None:
    for days in (0, 29, 2):
        counter.clock.pass_(days=days)
        drawn(counter)
        send_due(counter.gateway)
    assert decisions(counter) == ["sent", "frequency limit", "sent"]


def test_two_visits_of_one_person_in_one_list_are_one_invitation(counter: Counter) -> None:
    drawn(counter)
    drawn(counter)
    assert send_due(counter.gateway) == 1
    assert sorted(decisions(counter)) == ["frequency limit", "sent"]


def test_ministries_leave_a_person_in_peace_for_fourteen_days_after_each_other(counter: Counter) -> None:
    counter.publish("roads", water("roads", "ROADS", "*271#"), "transport")
    drawn(counter)
    send_due(counter.gateway)
    for days in (12, 3):
        counter.clock.pass_(days=days)
        drawn(counter, survey="roads", ministry="transport")
        send_due(counter.gateway)
    assert decisions(counter) == ["sent", "frequency limit", "sent"]


def test_only_what_was_sent_counts(counter: Counter) -> None:
    drawn(counter, due_at_ms=counter.clock() - 80 * HOUR_MS)
    drawn(counter)
    send_due(counter.gateway)
    assert decisions(counter) == ["too late", "sent"]


def test_a_phone_of_the_house_is_asked_whatever_the_caps_and_never_counted(counter: Counter) -> None:
    of_the_house(counter)
    for _ in range(2):
        drawn(counter)
        assert send_due(counter.gateway) == 1
        deliver_all(counter)
        says(counter, "1")
        says(counter, "1")
        counter.clock.pass_(hours=1)
    assert decisions(counter) == ["sent", "sent"]
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    assert [row["set_aside"] for row in counter.rows(responses)] == ["tester", "tester"]


# --- who is not asked --------------------------------------------------------------------------------------------------------


def test_who_is_in_it_already_is_not_asked(counter: Counter) -> None:
    Call(counter, "ATUid_1", NUMBER, "*120*46#").go("1")
    drawn(counter)
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["in it already"]


def test_who_has_answered_lately_is_not_asked(counter: Counter) -> None:
    Call(counter, "ATUid_1", NUMBER, "*120*46#").go("1", "1", "1")
    counter.clock.pass_(days=1)
    drawn(counter)
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["answered lately"]


def test_numbers_of_other_countries_forgotten_people_and_closed_surveys_are_not_asked(counter: Counter) -> None:
    visit_ids = [drawn(counter, number) for number in ("+33612345678", "+26658000002", "+26658000003")]
    drawn(counter, "+26658000004", survey="gone")
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text(f"UPDATE invitations SET contact_id = NULL WHERE visit_id = {visit_ids[1]}"))
        third = contacts.find(u, counter.gateway.vault, "+26658000003")
        assert third is not None
        u.connection.execute(text(f"UPDATE contacts SET key_id = 'lost' WHERE id = {third.id}"))
        u.commit()
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["country not served", "forgotten", "number cannot be opened", "survey closed"]


def test_a_survey_that_visits_start_no_longer_invites_nobody(counter: Counter) -> None:
    drawn(counter)
    counter.publish("water", water().replace("  a visit is recorded: 2 hours later, by sms\n", ""), "health")
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["survey closed"]


# --- when --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "zone", "then"),
    [
        ("2026-11-23 07:59", "Africa/Maseru", "2026-11-23 08:00"),
        ("2026-11-23 19:00", "Africa/Maseru", "2026-11-24 08:00"),
        ("2026-11-21 19:00", "Africa/Maseru", "2026-11-23 08:00"),
        ("2026-12-24 19:00", "Africa/Maseru", "2026-12-26 08:00"),
        ("2026-12-26 00:30", "America/Jamaica", "2026-12-26 15:00"),
        ("2026-12-25 00:30", "America/Jamaica", None),
        ("2026-11-23 18:30", "Africa/Nairobi", "2026-11-24 07:00"),
        ("2026-11-23 07:30", "Africa/Nairobi", None),
    ],
    ids=[
        "too early",
        "evening",
        "Sunday",
        "Christmas",
        "still Christmas where the phone is",
        "not yet Christmas where the phone is",
        "night where the phone is",
        "day where the phone is",
    ],
)
def test_an_invitation_waits_for_a_decent_hour_where_the_phone_is(
    counter: Counter, now: str, zone: str, then: str | None
) -> None:
    configured(counter, holidays=frozenset({date(2026, 12, 25)}))
    counter.clock.at_ms = at(now)
    drawn(counter, zone=zone)
    assert send_due(counter.gateway) == (1 if then is None else 0)
    if then is not None:
        assert counter.rows(invitations)[0]["due_at_ms"] == at(then)
        counter.clock.at_ms = at(then) - 1
        assert send_due(counter.gateway) == 0
        counter.clock.at_ms = at(then)
        assert send_due(counter.gateway) == 1


def test_a_clock_that_jumps_forth_and_back_invites_nobody_twice_and_nobody_at_night(counter: Counter) -> None:
    drawn(counter, due_at_ms=counter.clock() + HOUR_MS)
    drawn(counter, "+26658000002", due_at_ms=at("2026-11-24 11:00"))
    for hours in (1, -1, 24, -24, 25, -1):
        counter.clock.pass_(hours=hours)
        send_due(counter.gateway)
    assert decisions(counter) == ["sent", "sent"]
    assert len(texts(counter)) == 2


def test_what_could_not_go_out_for_three_days_is_too_late(counter: Counter) -> None:
    """The clock was off; put off from hour to hour it would never be late, so the first hour counts."""
    counter.clock.at_ms = at("2026-11-23 20:00")
    drawn(counter)
    send_due(counter.gateway)
    counter.clock.at_ms = at("2026-11-26 20:01")
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["too late"]


@pytest.mark.parametrize(("scope", "name"), [("survey", "water"), ("ministry", "health"), ("channel", "main"), ("all", "")])
def test_what_is_paused_waits_and_goes_on_when_the_pause_ends(counter: Counter, scope: Scope, name: str) -> None:
    drawn(counter)
    pause(counter, scope, name)
    assert send_due(counter.gateway) == 0
    assert decisions(counter) == ["waiting"]
    assert "Does it work?" not in (says(counter, "WATER", "+26658000009") or "")
    assert texts(counter) == [("reply", "Water Office asks")], "whoever writes is answered"
    lift(counter, scope, name)
    assert send_due(counter.gateway) == 1


def test_a_pause_of_something_else_holds_nobody(counter: Counter) -> None:
    drawn(counter)
    for scope, name in (("survey", "roads"), ("ministry", "transport"), ("channel", "other")):
        pause(counter, scope, name)  # type: ignore[arg-type]
    assert send_due(counter.gateway) == 1


def test_what_is_late_when_a_pause_ends_is_withheld(counter: Counter) -> None:
    drawn(counter)
    pause(counter, "survey", "water", until_ms=counter.clock() + 80 * HOUR_MS)
    counter.clock.pass_(hours=72)
    send_due(counter.gateway)
    assert decisions(counter) == ["waiting"]
    counter.clock.pass_(hours=8.1)
    send_due(counter.gateway)
    assert decisions(counter) == ["too late"]


# --- once, whatever happens --------------------------------------------------------------------------------------------------


def test_many_clocks_at_once_ask_each_person_once(counter: Counter) -> None:
    people = [f"+2665800{n:04}" for n in range(12)]
    for number in people:
        drawn(counter, number)
        drawn(counter, number)
    with ThreadPoolExecutor(4) as clocks:
        began = list(clocks.map(lambda _: send_due(counter.gateway), range(4)))
    send_due(counter.gateway)
    assert sum(began) <= len(people)
    assert sorted(decisions(counter)) == ["frequency limit"] * 12 + ["sent"] * 12
    assert len(counter.rows(outbox)) == len(counter.rows(sessions)) == len(counter.rows(turns)) == 12


@pytest.mark.parametrize("torn", ["turn", "text", "state"])
def test_a_fault_amid_the_writing_leaves_nothing_of_it(counter: Counter, monkeypatch: pytest.MonkeyPatch, torn: str) -> None:
    drawn(counter)
    broken = {"turn": "storage.sessions.append_turn", "text": "storage.outbox.put", "state": "storage.invitations.sent"}[torn]

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(broken, fault)
    assert send_due(counter.gateway) == 0
    assert (counter.rows(sessions), counter.rows(turns), counter.rows(outbox)) == ([], [], [])
    monkeypatch.undo()
    assert send_due(counter.gateway) == 0, "it is looked at again later, and holds up nobody"
    counter.clock.at_ms += invite.LATER_MS
    assert send_due(counter.gateway) == 1


# --- fair, and no more than goes out -----------------------------------------------------------------------------------------


def test_a_ministry_with_few_does_not_wait_behind_one_with_many(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invite, "AT_ONCE", 4)
    monkeypatch.setattr(invite, "A_ROUND", 4)
    counter.publish("roads", water("roads", "ROADS", "*271#"), "transport")
    for n in range(6):
        drawn(counter, f"+2665800{n:04}")
    for n in range(2):
        drawn(counter, f"+2665801{n:04}", survey="roads", ministry="transport", due_at_ms=counter.clock())
    assert send_due(counter.gateway) == 4
    assert [row["ministry"] for row in counter.rows(outbox)] == ["health", "transport", "health", "transport"]


def test_no_more_is_queued_than_soon_goes_out(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invite, "BACKLOG_S", 0.3)
    for n in range(5):
        drawn(counter, f"+2665800{n:04}")
    assert [send_due(counter.gateway) for _ in range(2)] == [3, 0]
    deliver_all(counter)
    assert send_due(counter.gateway) == 2


# --- visits of people who begin by themselves --------------------------------------------------------------------------------


def test_who_dials_after_a_visit_is_asked_about_it(counter: Counter) -> None:
    drawn(counter, cells={"office": "south"}, recorded_at_ms=counter.clock() - HOUR_MS, invited=False)
    drawn(counter, cells={"office": "north"}, recorded_at_ms=counter.clock() - DAY_MS, invited=False)
    assert "Does it work?" in Call(counter, "ATUid_1", NUMBER, "*120*46#").go("1")
    Call(counter, "ATUid_1", NUMBER, "*120*46#")
    assert '"south"' in counter.rows(turns)[-1]["state"], "the newest one"


def test_who_dials_long_after_a_visit_is_asked_where_it_was(counter: Counter) -> None:
    drawn(counter, recorded_at_ms=counter.clock() - 2 * DAY_MS - 1, invited=False)
    assert "Which office?" in Call(counter, "ATUid_1", NUMBER, "*120*46#").go("1")


def test_who_was_invited_and_dials_is_offered_to_go_on(counter: Counter) -> None:
    drawn(counter)
    send_due(counter.gateway)
    deliver_all(counter)
    says(counter, "1")
    assert "Continue where you stopped?" in Call(counter, "ATUid_1", NUMBER, "*120*46#").hop()
