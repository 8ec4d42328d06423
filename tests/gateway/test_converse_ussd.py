"""Calls as the aggregator passes them on, from the first dial to the last screen, on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from counter import CAMBODIA_CODE, CLINIC, SURVEYS, Call, Counter
from sqlalchemy import Engine

from flows.state import State
from storage.tables import calls, contacts, outbox, responses, sessions, turns

GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")
"""Start, Motebang Hospital, child, one hour, very well, all medicine, not asked to pay."""
BAD_VISIT = ("1", "1301", "2", "1", "1", "1", "2")
"""As above, treated very badly: the comment is asked next."""


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


def answers(counter: Counter, session: int = -1) -> dict[str, str | None]:
    """What a session holds, by question."""
    ids = [row["id"] for row in counter.rows(sessions)]
    newest = [row for row in counter.rows(turns) if row["session_id"] == ids[session]][-1]
    return {answer.question: answer.value for answer in State.load(newest["state"]).answers}


def test_a_call_from_the_first_dial_to_thank_you(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    assert call.hop().startswith("CON Ministry of Health: how was your clinic visit?")
    assert call.say("1").startswith("CON Which clinic or hospital")
    for said in GOOD_VISIT[1:-1]:
        assert call.say(said).startswith("CON ")
    assert call.say(GOOD_VISIT[-1]).startswith("END Thank you.")
    assert answers(counter) == {
        "facility": "1301", "reason": "child", "wait": "1", "treated": "5", "medicine": "yes", "asked_to_pay": "no",
    }  # fmt: skip
    (session,) = counter.rows(sessions)
    assert (session["survey"], session["ministry"], session["ended"], session["code"]) == (
        CLINIC,
        "health",
        "finished",
        "*120*45#",
    )
    assert [row["session_id"] for row in counter.rows(responses)] == [session["id"]]
    assert [row["n"] for row in counter.rows(turns)] == list(range(1, 9))


def test_every_hop_repeated_gives_the_same_bytes_and_leaves_no_trace(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    for said in ("", *GOOD_VISIT):
        shown = call.say(said) if said else call.hop()
        rows = counter.rows(turns), counter.rows(sessions), counter.rows(responses)
        counter.clock.pass_(seconds=20)
        assert call.hop() == call.hop() == shown == rows[0][-1]["reply"]
        assert rows == (counter.rows(turns), counter.rows(sessions), counter.rows(responses))


def test_the_same_input_twice_is_a_new_turn(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1", "0", "1", "1")
    assert call.fields["text"] == "1*0*1*1"
    assert answers(counter) == {"facility": "1101"}


def test_a_star_that_a_citizen_types_stays_in_the_answer(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    assert "What happened?" in call.go(*BAD_VISIT)
    call.say("block 4*5 road #7 & café")
    assert answers(counter)["comment"] == "block 4*5 road #7 & café"


def test_an_empty_answer_is_a_turn_of_its_own(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1", "1301")
    assert call.say("").startswith("CON ")
    newest = counter.rows(turns)[-1]
    assert (newest["heard"], newest["said"]) == ("1*1301*", "")
    assert answers(counter) == {"facility": "1301"}


def test_a_skipped_hop_is_one_input_that_holds_a_star(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1")
    call.hop(text="1*1*1")
    assert counter.rows(turns)[-1]["said"] == "1*1"
    assert answers(counter) == {}


@pytest.mark.parametrize("heard", ["", "1", "1*4", "2*1301*2", "1*13012", "1*1301", "9"])
def test_a_text_that_does_not_go_on_changes_nothing(counter: Counter, heard: str) -> None:
    call = Call(counter, "ATUid_1")
    shown = call.go("1", "1301", "2")
    before = counter.rows(turns)
    assert call.hop(text=heard).startswith("END Sorry")
    assert counter.rows(turns) == before
    assert call.hop() == shown


@pytest.mark.parametrize("other", [{"phoneNumber": "+26658000002"}, {"serviceCode": CAMBODIA_CODE}])
@pytest.mark.parametrize("heard", ["1*1301", "1*1301*2"])
def test_a_call_keeps_its_number_and_its_code(counter: Counter, other: dict[str, str], heard: str) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1", "1301")
    before = counter.rows(turns), counter.rows(contacts)
    assert call.hop(text=heard, **other).startswith("END ")
    assert (counter.rows(turns), counter.rows(contacts)) == before


def test_another_spelling_of_the_number_is_the_same_call_and_the_same_person(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", "+254722000001", CAMBODIA_CODE)
    shown = call.hop()
    assert call.hop(phoneNumber="254722000001") == call.hop(phoneNumber="00254722000001") == shown
    Call(counter, "ATUid_2", "254722000001", CAMBODIA_CODE).hop()
    assert len(counter.rows(contacts)) == 1


@pytest.mark.parametrize("code", ["*999#", "*120#", "*12#", "40145"])
def test_a_code_that_is_not_served_is_ended_and_leaves_nothing(counter: Counter, code: str) -> None:
    assert Call(counter, "ATUid_1", code=code).hop().startswith("END ")
    assert not counter.rows(calls)
    assert not counter.rows(contacts)


@pytest.mark.parametrize("code", ["*120*45#", "120*45", "*120*45", "12045"])
def test_every_spelling_of_a_code_is_served(counter: Counter, code: str) -> None:
    assert Call(counter, "ATUid_1", code=code).hop().startswith("CON Ministry of Health")
    assert counter.rows(sessions)[0]["code"] == "*120*45#"


@pytest.mark.parametrize(("code", "heard"), [("*120*45#", "1*1301*2"), ("*120*45*1*1301#", "2"), ("*120*45*1*1301*2#", "")])
def test_answers_dialled_with_the_code_are_replayed(counter: Counter, code: str, heard: str) -> None:
    call = Call(counter, "ATUid_1", code=code, heard=heard)
    assert "How many hours" in call.hop()
    assert answers(counter) == {"facility": "1301", "reason": "child"}
    assert "How did the staff" in call.say("1")


def test_a_whole_survey_dialled_at_once_is_filed_once(counter: Counter) -> None:
    call = Call(counter, "ATUid_1", heard="*".join(GOOD_VISIT))
    shown = call.hop()
    assert shown.startswith("END Thank you.")
    assert call.hop() == shown
    assert len(counter.rows(responses)) == 1


def test_the_call_is_dropped_and_taken_up_where_it_was(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301", "2")
    counter.clock.pass_(seconds=600)
    again = Call(counter, "ATUid_2")
    assert again.hop().startswith("CON Continue where you stopped?")
    assert "How many hours" in again.say("1")
    assert again.say("4").startswith("CON How did the staff")
    assert answers(counter) == {"facility": "1301", "reason": "child", "wait": "4"}
    assert len(counter.rows(sessions)) == 1


def test_a_hop_of_the_dropped_call_changes_nothing_once_another_call_goes_on(counter: Counter) -> None:
    first = Call(counter, "ATUid_1")
    first.go("1", "1301")
    second = Call(counter, "ATUid_2")
    second.go("1")
    before = counter.rows(turns)
    assert first.say("2").startswith("END ")
    assert first.hop(text="1*1301").startswith("END ")
    assert counter.rows(turns) == before


def test_starting_again_ends_the_old_conversation_and_begins_a_new_one_in_the_same_call(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1", "1301", "2")
    again = Call(counter, "ATUid_2")
    assert again.go("2").startswith("CON Ministry of Health")
    assert again.hop().startswith("CON Ministry of Health")
    again.say("1")
    again.say("1801")
    assert [row["ended"] for row in counter.rows(sessions)] == ["abandoned", ""]
    assert answers(counter) == {"facility": "1801"}
    assert not counter.rows(responses)


def test_the_first_screen_shown_again_on_another_call_is_the_same(counter: Counter) -> None:
    shown = Call(counter, "ATUid_1").hop()
    assert Call(counter, "ATUid_2").hop() == shown
    assert len(counter.rows(sessions)) == 1


def test_somebody_who_has_answered_is_told_so_and_nothing_begins(counter: Counter) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT)
    counter.clock.pass_(hours=1)
    call = Call(counter, "ATUid_2")
    assert call.hop() == call.hop()
    assert call.hop().startswith("END You have already answered.")
    assert len(counter.rows(sessions)) == len(counter.rows(calls)) == 1
    counter.clock.pass_(days=1)
    assert Call(counter, "ATUid_3").hop().startswith("CON Ministry of Health")


def test_a_session_stays_on_the_version_it_began_on(counter: Counter) -> None:
    text = (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")
    old = Call(counter, "ATUid_1")
    old.go("1")
    counter.publish(CLINIC, text.replace("What was the visit for?", "Why did you come?"))
    assert "What was the visit for?" in old.say("1301")
    assert "Why did you come?" in Call(counter, "ATUid_2", "+26658000002").go("1", "1301")


def test_an_id_that_comes_back_another_day_is_another_call(counter: Counter) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT)
    counter.clock.pass_(days=1, hours=2)
    assert Call(counter, "ATUid_1").hop().startswith("CON Ministry of Health")
    assert len(counter.rows(calls)) == 2


def test_a_call_over_midnight_goes_on(counter: Counter) -> None:
    midnight = (counter.clock.at_ms // 86_400_000 + 1) * 86_400_000
    counter.clock.at_ms = midnight - 7_000
    call = Call(counter, "ATUid_1")
    call.go("1", "1301")
    assert counter.clock.at_ms > midnight
    assert answers(counter) == {"facility": "1301"}
    assert len(counter.rows(calls)) == 1


def test_the_same_hop_from_many_sides_at_once_is_one_turn(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    with ThreadPoolExecutor(8) as several:
        for said in ("", *GOOD_VISIT):
            call.fields["text"] = f"{call.fields['text']}*{said}".strip("*")
            assert len(set(several.map(lambda _: call.hop(), range(7)))) == 1  # eight hops: within what one number may do
    assert [row["n"] for row in counter.rows(turns)] == list(range(1, 9))
    assert len(counter.rows(responses)) == len(counter.rows(sessions)) == 1


def test_two_calls_of_one_person_at_the_same_moment_share_one_conversation(counter: Counter) -> None:
    with ThreadPoolExecutor(8) as several:
        shown = list(several.map(lambda n: Call(counter, f"ATUid_{n}").hop(), range(8)))
    assert all(screen.startswith("CON ") for screen in shown)
    assert len(counter.rows(sessions)) == len(counter.rows(contacts)) == 1


def test_the_number_is_nowhere_but_sealed(counter: Counter, tmp_path: Path) -> None:
    Call(counter, "ATUid_1").go(*GOOD_VISIT)
    everything: list[Any] = [counter.rows(table) for table in (calls, contacts, sessions, turns, responses, outbox)]
    assert "58000001" not in json.dumps(
        everything,
        default=lambda value: bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value),
    )


def test_a_screen_in_khmer_goes_out_whole_and_in_khmer(counter: Counter) -> None:
    shown = Call(counter, "ATUid_1", "+85512000001", CAMBODIA_CODE).go("1")
    assert shown.startswith("CON ")
    assert any("\u1780" <= sign <= "\u17ff" for sign in shown)
    assert len(shown.encode("utf-16-le")) // 2 <= 70


def test_who_opted_out_may_dial_and_that_lifts_nothing(counter: Counter) -> None:
    assert "no more texts" in (counter.text("STOP", id="ATXid_1") or "")
    assert Call(counter, "ATUid_1").hop().startswith("CON Ministry of Health")
    (contact,) = counter.rows(contacts)
    assert contact["opted_out_at_ms"] is not None
    assert counter.text("CLINIC", id="ATXid_2") is None
