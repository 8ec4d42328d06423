"""Where a conversation stands, and what the database itself refuses."""

from __future__ import annotations

import pytest
from kept import MORNING_MS, NUMBER, SURVEY, VAULT, begin, dialled, published, turn
from sqlalchemy import Engine

from storage import contacts, sessions
from storage.sessions import DAY_MS, Standing, windows
from storage.unit import Overtaken, reading, unit

TODAY = windows(MORNING_MS)


def found(engine: Engine, provider_id: str = "ATUid_1", at_ms: int = MORNING_MS, channel: str = "main") -> Standing | None:
    with reading(engine) as c:
        return sessions.find_call(c, channel, provider_id, windows(at_ms))


def test_a_call_is_found_with_the_newest_turn_of_its_session(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u:
        turn(u, begun.session_id, 2, call_id=begun.call_id, heard="1", at_ms=MORNING_MS + 5)
        u.commit()
    assert found(engine) == Standing(
        call_id=begun.call_id, session_id=begun.session_id, contact_id=begun.contact_id, binding=b"bound",
        version_id=begun.version_id, survey=SURVEY, ministry="health", code="*120*45#", opened_at_ms=MORNING_MS, ended="",
        n=2, call_of_turn=begun.call_id, heard="1", state="state 2", reply="CON 2", at_ms=MORNING_MS + 5,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("provider_id", "channel"),
    [("ATUid_2", "main"), ("ATUid_1", "other"), ("atuid_1", "main"), ("ATUid_1 ", "main"), ("", "main")],
)
def test_another_call_is_not_found(engine: Engine, provider_id: str, channel: str) -> None:
    dialled(engine)
    assert found(engine, provider_id, channel=channel) is None


def test_ten_turns_later_the_tenth_is_found(engine: Engine) -> None:
    begun = dialled(engine)
    with reading(engine) as c:
        for n in range(2, 12):
            sessions.append_turn(c, begun.session_id, n, at_ms=n, heard=str(n), said=str(n), state="s", reply=None)
    standing = found(engine)
    assert standing is not None
    assert (standing.n, standing.heard, standing.reply) == (11, "11", None)


def test_words_are_kept_letter_for_letter(engine: Engine) -> None:
    begun = dialled(engine)
    words = "៥ នាក់ * # %s ? 'x'; --\n\U0001f600 é"
    with reading(engine) as c:
        sessions.append_turn(c, begun.session_id, 2, at_ms=2, heard=words, said=words, state=words, reply=words)
    standing = found(engine)
    assert standing is not None
    assert (standing.heard, standing.state, standing.reply) == (words, words, words)


def test_an_id_used_again_another_day_is_another_call(engine: Engine) -> None:
    first = dialled(engine)
    with unit(engine) as u:
        sessions.end(u, first.session_id, "finished", MORNING_MS)
        u.commit()
    tomorrow, later = MORNING_MS + DAY_MS, MORNING_MS + 3 * DAY_MS
    assert found(engine, at_ms=later) is None
    second = dialled(engine, at_ms=tomorrow)
    assert [s.call_id for s in (found(engine), found(engine, at_ms=tomorrow)) if s] == [first.call_id, second.call_id]


def test_a_call_goes_on_over_midnight(engine: Engine) -> None:
    midnight = (TODAY[0] + 1) * DAY_MS
    begun = dialled(engine, at_ms=midnight - 1)
    standing = found(engine, at_ms=midnight + 1)
    assert standing is not None
    assert standing.call_id == begun.call_id


def test_a_turn_is_taken_once(engine: Engine) -> None:
    begun = dialled(engine)
    with reading(engine) as c:
        sessions.append_turn(c, begun.session_id, 2, at_ms=2, heard="1", said="1", state="first", reply="CON")
        with pytest.raises(Overtaken):
            sessions.append_turn(c, begun.session_id, 2, at_ms=2, heard="2", said="2", state="second", reply="CON")
    standing = found(engine)
    assert standing is not None
    assert standing.state == "first"


def test_a_person_has_one_open_session_for_a_survey(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u:
        begin(u, begun.contact_id, published(u, "huduma", "h"), survey="huduma")
        with pytest.raises(Overtaken):
            begin(u, begun.contact_id, begun.version_id, channel="sms")


def test_once_ended_another_may_begin(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u:
        sessions.end(u, begun.session_id, "abandoned", MORNING_MS)
        assert begin(u, begun.contact_id, begun.version_id) != begun.session_id


def test_a_call_is_opened_once(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u, pytest.raises(Overtaken):
        sessions.open_call(
            u, channel="main", provider_id="ATUid_1", binding=b"", contact_id=begun.contact_id,
            session_id=begun.session_id, network_code=None, at_ms=MORNING_MS + 1,
        )  # fmt: skip


def test_an_end_state_does_not_move(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u:
        sessions.end(u, begun.session_id, "finished", 5)
        with pytest.raises(Overtaken):
            sessions.end(u, begun.session_id, "dropped", 9)
        kept = sessions.standing(u, begun.session_id)
    assert kept is not None
    assert kept.ended == "finished"


def test_a_call_moves_to_the_session_begun_again(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u:
        sessions.end(u, begun.session_id, "abandoned", MORNING_MS)
        again = begin(u, begun.contact_id, begun.version_id)
        turn(u, again, 1, call_id=begun.call_id)
        sessions.move_call(u, begun.call_id, again)
        u.commit()
    standing = found(engine)
    assert standing is not None
    assert (standing.call_id, standing.session_id, standing.n) == (begun.call_id, again, 1)


def test_open_sessions_of_a_person_come_oldest_first(engine: Engine) -> None:
    begun = dialled(engine)
    other = dialled(engine, "+26658123457", "ATUid_2")
    with unit(engine) as u:
        second = begin(u, begun.contact_id, published(u, "huduma", "h"), survey="huduma", channel="sms")
        turn(u, second, 1)
        turn(u, second, 2)
        opens = sessions.opens_of(u, begun.contact_id)
        assert [(o.session_id, o.survey, o.channel, o.n, o.state) for o in opens] == [
            (begun.session_id, SURVEY, "ussd", 1, "state 1"),
            (second, "huduma", "sms", 2, "state 2"),
        ]
        sessions.end(u, begun.session_id, "finished", 9)
        assert [o.session_id for o in sessions.opens_of(u, begun.contact_id)] == [second]
        assert [o.session_id for o in sessions.opens_of(u, other.contact_id)] == [other.session_id]


def test_only_a_finished_survey_counts_as_finished(engine: Engine) -> None:
    with unit(engine) as u:
        contact_id = contacts.contact_of(u, VAULT, NUMBER, 1).id
        version_id = published(u)
        for ended, at_ms in (("finished", 10), ("finished", 30), ("dropped", 40), ("refused", 50)):
            sessions.end(u, begin(u, contact_id, version_id), ended, at_ms)
        sessions.end(u, begin(u, contact_id, version_id, survey="huduma"), "stopped", 60)
        assert sessions.last_finished(u, contact_id) == {SURVEY: 30}
        assert sessions.last_finished(u, contact_id + 1) == {}


def test_the_clock_finds_what_is_due_longest_due_first(engine: Engine) -> None:
    begun = [dialled(engine, f"+2665812345{n}", f"ATUid_{n}") for n in range(4)]
    with unit(engine) as u:
        for b, due_at_ms in zip(begun, (300, 200, 100, 100), strict=True):
            sessions.postpone(u, b.session_id, due_at_ms)
        sessions.end(u, begun[3].session_id, "finished", 50)
        assert [o.session_id for o in sessions.due(u, 200, 10)] == [begun[2].session_id, begun[1].session_id]
        assert [o.session_id for o in sessions.due(u, 999, 1)] == [begun[2].session_id]
        assert sessions.due(u, 99, 10) == []


def test_a_session_is_found_by_its_id_after_it_ended(engine: Engine) -> None:
    begun = dialled(engine)
    with unit(engine) as u:
        sessions.end(u, begun.session_id, "finished", 7)
        kept = sessions.standing(u, begun.session_id)
        assert sessions.standing(u, 99) is None
    assert kept is not None
    assert (kept.contact_id, kept.ended, kept.n, kept.heard, kept.reply) == (begun.contact_id, "finished", 1, "", "CON 1")
