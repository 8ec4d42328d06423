"""Web servers killed at every point of a hop and of a text: nothing acknowledged is lost, nothing is stored twice.

Two servers stand behind the aggregator, as in production: one dies at the point, the other hears whatever comes next.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml
from sqlalchemy import func, select
from web_processes import NoReply, Nursery, Server

from flows.state import State
from gateway.publishing.publish import publish_shipped
from gateway.secrets import load_secrets
from gateway.settings import ROOT, load_settings
from gateway.wiring import Gateway, wire
from storage.tables import calls, contacts, inbox, outbox, responses, sessions, turns
from storage.unit import reading

CODE, SHORT_CODE = "*120*45#", "40145"
BY_PHONE = ["1", "1202", "2", "1", "5", "1", "2"]
"""Start, Maluti Adventist Hospital, a child, one hour, treated very well, all medicine, nobody asked for money."""
BY_TEXT = ["CLINIC", *BY_PHONE]
VALUES = ["1202", "child", "1", "5", "yes", "no"]
WELCOME, CLINIC, REASON, LAST, THANKS = (
    "Ministry of Health:", "Which clinic or hospital", "What was the visit for?", "Did anyone ask you to pay", "Thank you.",
)  # fmt: skip
CONTINUE, ALREADY = "Continue where you stopped?", "already answered"
BEHIND_THE_COMMIT = "def"


class House:
    """A gateway's folder and database, the server that lives, and any number of servers that die."""

    def __init__(self, nursery: Nursery, folder: Path, url: str) -> None:
        self.nursery = nursery
        config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
        config["web"] |= {"workers": 1}
        (folder / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.log = folder / "web.log"
        self.environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "GATEWAY_CONFIG": str(folder / "config.yaml"), "GATEWAY_VAR": str(folder / "var"), "DATABASE_URL": url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
        }  # fmt: skip
        settings = load_settings(self.environ)
        secrets = load_secrets(settings, self.environ)
        self.hooks = f"/hooks/main/{secrets.hook_secrets['main'][0]}"
        self.gateway: Gateway = wire(settings, secrets)
        publish_shipped(self.gateway)
        self.numbers = itertools.count(58_000_001)

    def serving(self, **environ: str) -> AbstractContextManager[Server]:
        return self.nursery.serving(self.environ | environ, self.log)

    @contextmanager
    def dying(self, point: str) -> Iterator[Server]:
        """A server that dies at a point; the block must make it."""
        with self.serving(GATEWAY_CRASH_AT=point) as server:
            workers = server.workers()
            with pytest.raises(NoReply):
                yield server
            assert psutil.wait_procs(workers, timeout=5)[0] == workers


class Citizen:
    """A phone, what it has dialled and texted, and what the database holds of it."""

    ids = itertools.count(1)

    def __init__(self, house: House, server: Server) -> None:
        self.house, self.server = house, server
        self.number = f"+266{next(house.numbers)}"
        self.session = self.text = ""

    # --- calling ---------------------------------------------------------------------------------------------------------

    def dial(self, *said: str) -> str:
        """A new call, and what is pressed in it; the last screen."""
        self.session, self.text = f"ATUid_{next(self.ids):032x}", ""
        shown = self.hop()
        return self.press_all(said) if said else shown

    def press(self, said: str) -> str:
        self.text = f"{self.text}*{said}" if self.text else said
        return self.hop()

    def press_all(self, said: Sequence[str]) -> str:
        """The last screen."""
        return [self.press(each) for each in said][-1]

    def press_into(self, point: str, said: str | None) -> bool:
        """Press (``None``: dial) while the server dies at ``point``; says whether the hop was stored."""
        before = self.stored()
        if said is None:
            self.session, self.text = f"ATUid_{next(self.ids):032x}", ""
        else:
            self.text = f"{self.text}*{said}" if self.text else said
        with self.house.dying(point) as server:
            self.hop(server)
        after = self.stored()
        assert after in (before, before + 1)
        return after == before + 1

    def hop(self, server: Server | None = None) -> str:
        """The request of the call as it stands, once more."""
        status, body = (server or self.server).post(
            f"{self.house.hooks}/ussd",
            {
                "phoneNumber": self.number,
                "serviceCode": CODE,
                "text": self.text,
                "sessionId": self.session,
                "networkCode": "99999",
            },
        )
        assert status == 200
        return body

    # --- texting -----------------------------------------------------------------------------------------------------------

    def write(self, words: str, server: Server | None = None, id: str = "") -> str:
        """Text some words; the id they came by."""
        id = id or f"ATXid_{next(self.ids):032x}"
        fields = {
            "text": words,
            "to": SHORT_CODE,
            "id": id,
            "from": self.number,
            "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}",
        }
        assert (server or self.server).post(f"{self.house.hooks}/sms", fields) == (200, "ok\n")
        return id

    def write_into(self, point: str, words: str) -> tuple[bool, str]:
        """Text while the server dies at ``point``: whether it was stored, and its id."""
        before, id = self.stored(), f"ATXid_{next(self.ids):032x}"
        with self.house.dying(point) as server:
            self.write(words, server, id)
        return self.stored() == before + 1, id

    # --- what is stored ------------------------------------------------------------------------------------------------------

    def _mine(self, of):  # type: ignore[no-untyped-def]
        me = select(contacts.c.id).where(contacts.c.number_index == self.house.gateway.vault.index(self.number))
        return of.c.contact_id == me.scalar_subquery()

    def _read(self, query):  # type: ignore[no-untyped-def]
        with reading(self.house.gateway.engine) as c:
            return list(c.execute(query))

    def stored(self) -> int:
        """How many turns."""
        [(n,)] = self._read(
            select(func.count())
            .select_from(turns.join(sessions, sessions.c.id == turns.c.session_id))
            .where(self._mine(sessions))
        )
        return int(n)

    def count(self, of) -> int:  # type: ignore[no-untyped-def]
        return len(self._read(select(of.c.id).where(self._mine(of))))

    def newest_reply(self) -> str | None:
        rows = self._read(
            select(turns.c.reply).join(sessions, sessions.c.id == turns.c.session_id).where(self._mine(sessions))
            .order_by(turns.c.session_id.desc(), turns.c.n.desc()).limit(1)
        )  # fmt: skip
        return rows[0][0] if rows else None

    def check_counted_once(self) -> None:
        """One conversation, finished, with the answers given, each once; one response waits for the night."""
        rows = self._read(
            select(sessions.c.id, sessions.c.ended, turns.c.state).join(turns, turns.c.session_id == sessions.c.id)
            .where(self._mine(sessions)).order_by(turns.c.n)
        )  # fmt: skip
        assert {(session_id, ended) for session_id, ended, _ in rows} == {(rows[0][0], "finished")}
        assert [answer.value for answer in State.load(rows[-1][2]).answers] == VALUES
        assert self._read(select(responses.c.ended).where(responses.c.session_id == rows[0][0])) == [("finished",)]


def killed_at(on_sqlite: str, on_postgresql: str) -> pytest.MarkDecorator:
    """The points for each database; PostgreSQL is spared those at which it is not even asked, and `make test` all but one."""
    cases: list[Any] = [("sqlite", point) for point in on_sqlite]
    cases += [pytest.param("postgresql", point, marks=pytest.mark.long if n else ()) for n, point in enumerate(on_postgresql)]
    return pytest.mark.parametrize(("database_url", "point"), cases, indirect=["database_url"])


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def house(nursery: Nursery, tmp_path: Path, database_url: str) -> Iterator[House]:
    house = House(nursery, tmp_path, database_url)
    yield house
    house.gateway.engine.dispose()


@pytest.fixture
def citizens(house: House) -> Iterator[Iterator[Citizen]]:
    """As many phones as a test wants, on a server that lives."""
    with house.serving() as server:
        yield (Citizen(house, server) for _ in itertools.count())


@killed_at("abcdf", "bcd")
def test_the_first_hop_is_taken_or_answered_again(citizens: Iterator[Citizen], point: str) -> None:
    again, redials = next(citizens), next(citizens)
    stored = point in BEHIND_THE_COMMIT
    for one in (again, redials):
        assert one.press_into(point, None) == stored
    kept = again.newest_reply()
    assert again.hop().startswith(f"CON {WELCOME}")
    assert kept in (None, again.newest_reply())
    assert redials.dial().startswith(f"CON {WELCOME}")
    assert [one.count(calls) for one in (again, redials)] == [1, 2 if stored else 1]
    for one in (again, redials):
        assert one.press_all(BY_PHONE).startswith(f"END {THANKS}")
        one.check_counted_once()


@killed_at("acdf", "cd")
def test_an_answer_is_taken_or_its_reply_given_again_and_a_redial_goes_on_behind_what_is_stored(
    citizens: Iterator[Citizen], point: str
) -> None:
    again, redials = next(citizens), next(citizens)
    stored = point in BEHIND_THE_COMMIT
    for one in (again, redials):
        one.dial("1")
        assert one.press_into(point, BY_PHONE[1]) == stored
    shown = again.hop()
    assert shown.startswith(f"CON {REASON}")
    assert again.newest_reply() == shown
    assert again.stored() == 3
    assert redials.dial().startswith(f"CON {CONTINUE}")
    assert redials.press("1").startswith(f"CON {REASON if stored else CLINIC}")
    for one, missing in ((again, BY_PHONE[2:]), (redials, BY_PHONE[2 if stored else 1 :])):
        assert one.press_all(missing).startswith(f"END {THANKS}")
        one.check_counted_once()


@killed_at("abcdf", "bcd")
def test_the_last_answer_is_counted_once_and_a_redial_finishes_what_is_missing_or_hears_that_all_is_done(
    citizens: Iterator[Citizen], point: str
) -> None:
    again, redials = next(citizens), next(citizens)
    stored = point in BEHIND_THE_COMMIT
    for one in (again, redials):
        one.dial(*BY_PHONE[:-1])
        assert one.press_into(point, BY_PHONE[-1]) == stored
    shown = again.hop()
    assert shown.startswith(f"END {THANKS}")
    assert again.newest_reply() == shown
    if stored:
        assert ALREADY in redials.dial()
    else:
        assert redials.dial().startswith(f"CON {CONTINUE}")
        assert redials.press("1").startswith(f"CON {LAST}")
        assert redials.press(BY_PHONE[-1]).startswith(f"END {THANKS}")
    for one in (again, redials):
        one.check_counted_once()


@killed_at("abcde", "bcd")
def test_a_text_that_comes_again_is_heard_once_and_replied_to_once(citizens: Iterator[Citizen], point: str) -> None:
    one = next(citizens)
    stored = point in BEHIND_THE_COMMIT
    for n, words in enumerate(BY_TEXT, start=1):
        if words in (BY_TEXT[0], BY_TEXT[2]) or n == len(BY_TEXT):
            heard, id = one.write_into(point, words)
            assert heard == stored
            assert one.count(outbox) == (n if stored else n - 1)
            one.write(words, id=id)
            one.write(words, id=id)
        else:
            one.write(words)
        assert (one.stored(), one.count(inbox), one.count(outbox)) == (n, n, n)
    assert one.newest_reply().startswith(THANKS)  # type: ignore[union-attr]
    one.check_counted_once()


def test_what_a_citizen_has_seen_is_there_after_every_server_is_killed_at_once(house: House) -> None:
    with house.serving() as server:
        one = Citizen(house, server)
        shown = one.dial(*BY_PHONE[:3])
    with house.serving() as server:
        one.server = server
        assert one.hop() == shown
        assert one.press_all(BY_PHONE[3:]).startswith(f"END {THANKS}")
        one.check_counted_once()
