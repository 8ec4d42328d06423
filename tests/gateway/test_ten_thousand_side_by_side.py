"""Ten thousand calls at the same time, their hops in any order: each citizen's answers are their own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

import pytest
from counter import CLINIC, CLINIC_CODE, Counter
from sqlalchemy import select

from gateway.conversing import converse_ussd
from gateway.hooks.heard import UssdHop
from storage.tables import calls, contacts, sessions, turns
from storage.unit import connect, reading

CALLS = 10_000
PLACES = ("1101", "1202", "1301", "4021")


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var", [CLINIC])
    engine.dispose()


def number(n: int) -> str:
    return f"+26658{n:06}"


def said(n: int) -> list[str]:
    """What a citizen dials behind the code, and then types: Start, or their language and Start, and a place by their number."""
    return ["1" if n % 3 else "2", *(["1"] if n % 3 == 0 else []), PLACES[n % len(PLACES)]]


@pytest.mark.long
@pytest.mark.timeout(300)
def test_ten_thousand_calls_side_by_side_do_not_bleed_into_each_other(counter: Counter) -> None:
    channel, luck = counter.gateway.settings.channels["main"], Random(7)
    for is_first in (True, False):
        order = list(range(CALLS))
        luck.shuffle(order)
        hops = [
            UssdHop(f"ATUid_{n}", number(n), CLINIC_CODE, "65101", "*".join(said(n)[:-1] if is_first else said(n)))
            for n in order
        ]
        with ThreadPoolExecutor(8) as threads:
            screens = list(threads.map(partial(converse_ussd.reply, counter.gateway, channel), hops))
        assert {screen[:4] for screen in screens} == {"CON "}
    query = (
        select(contacts.c.number_index, calls.c.provider_id, turns.c.heard)
        .join(sessions, sessions.c.contact_id == contacts.c.id)
        .join(calls, calls.c.session_id == sessions.c.id)
        .join(turns, turns.c.session_id == sessions.c.id)
        .order_by(turns.c.session_id, turns.c.n)
    )
    found: dict[tuple[bytes, str], list[str]] = {}
    with reading(counter.gateway.engine) as c:
        for index, provider_id, heard in c.execute(query):
            found.setdefault((bytes(index), provider_id), []).append(heard)
    index_of = counter.gateway.vault.index
    assert found == {(index_of(number(n)), f"ATUid_{n}"): ["*".join(said(n)[:-1]), "*".join(said(n))] for n in range(CALLS)}
