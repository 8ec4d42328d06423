"""Trust and watch: the audit, alerts, fingerprints of keys, signs of life."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from storage.tables import append_only
from storage.tables.base import Id, metadata

# Append-only and chained: a trigger refuses changes, and whatever gets past it breaks the chain.
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),  # who: a user, a token's name, or the part of the gateway that did it
    Column("action", Text, nullable=False),  # such as survey published, visits loaded, person erased
    Column("subject", Text, nullable=False),  # what it was done to; never a number
    Column("detail", Text, nullable=False),  # JSON of counts, digests, ids
    Column("previous", Text, nullable=False),  # sha256 of the row before; empty for the first
    Column("sha256", Text, nullable=False, unique=True),
    Index("ix_audit_action", "action", "at_ms"),  # for the counters of a report
)
append_only.keep(audit)

# What somebody must look at: raised once, counted while it goes on, cleared when it is over.
alerts = Table(
    "alerts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),  # breaker, spending, silence, spike, flood, spool, keys
    Column("about", Text, nullable=False),  # channel, ministry or survey; empty for all
    Column("words", Text, nullable=False),  # one sentence, and its remedy
    Column("times", Integer, nullable=False, server_default="1"),
    Column("raised_at_ms", BigInteger, nullable=False),
    Column("last_at_ms", BigInteger, nullable=False),
    Column("cleared_at_ms", BigInteger),
)
Index(
    "uq_alerts_open", alerts.c.kind, alerts.c.about, unique=True,
    sqlite_where=text("cleared_at_ms IS NULL"), postgresql_where=text("cleared_at_ms IS NULL"),
)  # fmt: skip

# Keys by what can be known of them without them: a wrong or lost key is noticed at the start.
keys = Table(
    "keys",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),  # keyed by itself; says nothing about the key
    Column("first_seen_at_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# When something was last heard or done, one row each: a hook of a channel, the clock, a worker.
beats = Table(
    "beats",
    metadata,
    Column("name", Text, primary_key=True),  # hook main sms, clock, worker HOST:PID
    Column("at_ms", BigInteger, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

# How far something was read that is fetched piece by piece: the aggregator's list of texts.
cursors = Table(
    "cursors",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
