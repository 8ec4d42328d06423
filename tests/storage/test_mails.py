"""A mail is entered once, taken by one process, and what became of it does not change any more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import Engine

from storage import mails
from storage.mails import Mail, Stale
from storage.unit import Overtaken, unit

DAY = date(2026, 6, 7)
DESK = [("a@health.example", "en"), ("b@health.example", "st")]


def entered(engine: Engine, at_ms: int = 1000, turn: int = 0) -> int:
    with unit(engine) as u:
        n = mails.enter(u, "health", DAY, "nightly", DESK, at_ms, turn)
        u.commit()
    return n


def claimed(engine: Engine, at_ms: int) -> Mail | None:
    with unit(engine) as u:
        mail = mails.claim(u, at_ms)
        u.commit()
    return mail


def states(engine: Engine) -> list[str]:
    with unit(engine) as u:
        return [mail.state for mail in mails.of_report(u, "health", DAY, "nightly")]


def test_the_same_report_is_entered_once_however_often_its_night_is_made(engine: Engine) -> None:
    assert [entered(engine), entered(engine)] == [2, 0]
    with unit(engine) as u:
        assert mails.next_turn(u, "health", DAY, "nightly") == 1
    assert entered(engine, turn=1) == 2


def test_no_two_processes_take_the_same_mail(engine: Engine) -> None:
    entered(engine)

    def take(_: int) -> int | None:
        try:
            mail = claimed(engine, 2000)
        except Overtaken:
            return None
        return mail.id if mail else None

    with ThreadPoolExecutor(6) as crowd:
        taken = [found for found in crowd.map(take, range(6)) if found is not None]
    assert len(taken) == len(set(taken)) <= 2


def test_none_is_taken_before_it_is_due(engine: Engine) -> None:
    entered(engine, at_ms=5000)
    assert claimed(engine, 4999) is None
    assert claimed(engine, 5000) is not None


def test_what_was_put_off_comes_again_and_counts_its_attempts(engine: Engine) -> None:
    entered(engine)
    first = claimed(engine, 1000)
    assert first is not None
    with unit(engine) as u:
        mails.put_off(u, first, 9000, "421")
        u.commit()
    other, none, again = claimed(engine, 1000), claimed(engine, 8999), claimed(engine, 9000)
    assert other is not None
    assert none is None
    assert again is not None
    assert (again.id, again.attempts, again.reason) == (first.id, 2, "421")


def test_final_states_do_not_move(engine: Engine) -> None:
    entered(engine)
    mail = claimed(engine, 1000)
    assert mail is not None
    with unit(engine) as u:
        assert mails.settle(u, mail, "sent", 1500)
        assert not mails.settle(u, mail, "failed", 1600)
        assert not mails.put_off(u, mail, 1700, "421")
        u.commit()
    assert states(engine) == ["sent", "due"]


def test_one_whose_process_died_is_in_doubt_once_its_content_had_begun(engine: Engine) -> None:
    entered(engine)
    mail = claimed(engine, 1000)
    assert mail is not None
    with unit(engine) as u:
        assert mails.begin(u, mail, 1000)
        assert mails.take_back_stale(u, 1000, 2000, most=4) == Stale(0, 0, 0)
        assert mails.take_back_stale(u, 1001, 2000, most=4) == Stale(0, 0, in_doubt=1)
        assert mails.unsent(u) == {"in doubt": 1, "due": 1}
        u.commit()
    assert states(engine) == ["in doubt", "due"]


def test_one_whose_process_died_before_is_due_again_and_no_more_that_process_s(engine: Engine) -> None:
    entered(engine)
    slow = claimed(engine, 1000)
    assert slow is not None
    with unit(engine) as u:
        assert mails.take_back_stale(u, 1001, 900, most=4) == Stale(1, 0, 0)
        u.commit()
    again = claimed(engine, 1002)
    assert again is not None
    assert (again.id, again.attempts, again.reason) == (slow.id, 2, "its process died")
    with unit(engine) as u:
        assert not mails.begin(u, slow, 1003)
        assert not mails.settle(u, slow, "sent", 1003)
        assert not mails.put_off(u, slow, 1003, "421")
        assert mails.begin(u, again, 1003)
        assert mails.settle(u, again, "sent", 1004)
        u.commit()


def test_one_that_kills_every_process_is_given_up(engine: Engine) -> None:
    entered(engine)
    for claim in range(1, 5):
        assert claimed(engine, 1000 + claim) is not None
        with unit(engine) as u:
            assert mails.take_back_stale(u, 5000, 0, most=4) == (Stale(0, 1, 0) if claim == 4 else Stale(1, 0, 0))
            u.commit()
    assert states(engine) == ["failed", "due"]


def test_what_began_once_and_was_put_off_has_not_begun(engine: Engine) -> None:
    """A server that took the content and said to come later did not take the mail."""
    entered(engine)
    first = claimed(engine, 1000)
    assert first is not None
    with unit(engine) as u:
        assert mails.begin(u, first, 1000)
        assert mails.put_off(u, first, 0, "451")
        u.commit()
    assert claimed(engine, 2000) is not None
    with unit(engine) as u:
        assert mails.take_back_stale(u, 3000, 3000, most=4) == Stale(1, 0, 0)
