"""Conversations: sessions, the calls they go through, and every turn."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import people, surveys  # noqa: F401 - the tables that are pointed to
from storage.tables.base import Id, metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("channel", Text, nullable=False),  # ussd, sms
    Column("code", Text, nullable=False),  # the dial code or short code it came by
    Column("begun_at_ms", BigInteger, nullable=False),
    Column("due_at_ms", BigInteger, nullable=False),  # when the clock looks at it next
    Column("ended", Text, nullable=False, server_default=""),  # an end state, empty while open
    Column("ended_at_ms", BigInteger),
    Column("words_gone_at_ms", BigInteger),  # when its turns and raw words were deleted
    Column("person_gone_at_ms", BigInteger),  # when it was cut off from the person, because its time was over
)
# One open conversation per survey and phone: a race of two starts is settled here, not in code.
Index(
    "uq_sessions_open", sessions.c.contact_id, sessions.c.survey, unique=True,
    sqlite_where=text("ended = ''"), postgresql_where=text("ended = ''"),
)  # fmt: skip
Index(
    "ix_sessions_due", sessions.c.due_at_ms,
    sqlite_where=text("ended = ''"), postgresql_where=text("ended = ''"),
)  # fmt: skip
Index("ix_sessions_finished", sessions.c.contact_id, sessions.c.survey, sessions.c.ended_at_ms)
# For retention: conversations that still hold what it must take away; of a version, the oldest first.
Index(
    "ix_sessions_words", sessions.c.version_id, sessions.c.ended_at_ms,
    sqlite_where=text("ended <> '' AND words_gone_at_ms IS NULL"),
    postgresql_where=text("ended <> '' AND words_gone_at_ms IS NULL"),
)  # fmt: skip
Index(
    "ix_sessions_person", sessions.c.version_id, sessions.c.ended_at_ms,
    sqlite_where=text("ended <> '' AND person_gone_at_ms IS NULL"),
    postgresql_where=text("ended <> '' AND person_gone_at_ms IS NULL"),
)  # fmt: skip

calls = Table(
    "calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),  # the configured channel (account), not ussd/sms
    Column("provider_id", Text, nullable=False),  # the aggregator's session id
    Column("window", Integer, nullable=False),  # UTC day of opening: the aggregator may use an id again another day
    Column("binding", LargeBinary, nullable=False),  # keyed BLAKE2b of provider id, number, service code
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("session_id", Id, ForeignKey("sessions.id"), nullable=False),  # moves when the person starts again
    Column("network_code", Text),
    Column("opened_at_ms", BigInteger, nullable=False),
    UniqueConstraint("channel", "provider_id", "window"),
)

# Append-only: what was heard, what it made, what was shown. The last row of a session is where it stands. The primary key
# is the lock: two processes that take the same turn cannot both commit it.
turns = Table(
    "turns",
    metadata,
    Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("call_id", Id),  # the USSD call, or null
    Column("inbox_id", Id),  # the incoming text, or null
    Column("at_ms", BigInteger, nullable=False),
    # The aggregator's cumulative text up to and with this hop, or its hash once a number was asked for; null without a call.
    Column("heard", Text),
    Column("said", Text),  # what the person said in this turn, empty where it may be a number; null where nothing was said
    Column("state", Text, nullable=False),  # flows.state.State.dump()
    Column("reply", Text),  # the stored reply, byte for byte (with CON/END on USSD); null for silence
    sqlite_with_rowid=False,
)

call_ends = Table(
    "call_ends",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("cost", Text, nullable=False),
    Column("duration_ms", BigInteger),
    Column("hops", Integer),
    Column("error", Text, nullable=False),
    Column("received_at_ms", BigInteger, nullable=False),
    Index("ix_call_ends_provider_id", "channel", "provider_id"),
)
