"""A mail is entered once, taken by one process, and what became of it does not change any more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import Engine

from storage import mails
from storage.mails import Mail
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
        mails.put_off(u, first.id, 9000, "421")
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
        assert mails.settle(u, mail.id, "sent", 1500)
        assert not mails.settle(u, mail.id, "failed", 1600)
        assert not mails.put_off(u, mail.id, 1700, "421")
        u.commit()
    assert states(engine) == ["sent", "due"]


def test_one_whose_process_died_is_in_doubt_and_not_sent_again(engine: Engine) -> None:
    entered(engine)
    claimed(engine, 1000)
    with unit(engine) as u:
        assert mails.doubt_stale(u, 1000, 2000) == 0
        assert mails.doubt_stale(u, 1001, 2000) == 1
        assert mails.unsent(u) == {"in doubt": 1, "due": 1}
        u.commit()
    assert states(engine) == ["in doubt", "due"]
