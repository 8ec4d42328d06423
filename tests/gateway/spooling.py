"""The database away, texts that come meanwhile, and what waits of them: for tests of the spool."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from counter import Counter
from sqlalchemy import Engine, text

from gateway.hooks import drain
from gateway.hooks.callback import Callback
from storage.tables import inbox
from storage.unit import unit

NUMBER, OTHER = "+26658000001", "+26658000002"


@contextmanager
def away(engine: Engine) -> Iterator[None]:
    """The database as it is while somebody else holds it: SQLite's write lock, PostgreSQL's locks on every table."""
    with unit(engine) as u:
        if engine.dialect.name == "postgresql":
            u.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            u.connection.execute(text("LOCK TABLE contacts, inbox, receipts, call_ends IN ACCESS EXCLUSIVE MODE"))
        yield


def post_text(counter: Counter, words: str, id: str, number: str = NUMBER) -> int:
    fields = {"text": words, "to": "40145", "id": id, "from": number, "date": counter.date()}
    return counter.post("sms", urlencode(fields)).status_code


def heard(counter: Counter) -> list[tuple[str, str, int]]:
    return [(row["provider_id"], row["state"], row["received_at_ms"]) for row in counter.rows(inbox)]


def drained(counter: Counter) -> int:
    done = drain.drain(counter.gateway)
    assert counter.gateway.spool.entries() == []
    return done


def callback(n: int = 0) -> Callback:
    return Callback("main", "sms", {"id": f"m{n}", "from": NUMBER, "to": "40145", "text": "x" * 100}, "", 1_795_000_000_000)
