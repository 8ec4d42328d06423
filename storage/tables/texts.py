"""Texts: what came in, what goes out, what became of it, and what it cost."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
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

from storage.tables import conversations, people  # noqa: F401 - the tables that are pointed to
from storage.tables.base import Id, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("contact_id", Id, ForeignKey("contacts.id")),  # null: the sender is not a number
    Column("sender", Text),  # an operator's name such as MTN; never a number
    Column("code", Text, nullable=False),  # the short code written to
    Column("text", Text, nullable=False),  # empty where a number was asked for
    Column("provider_date", Text, nullable=False),  # as it came
    Column("network_code", Text),
    Column("link_id", Text),
    Column("cost", Text),
    Column("state", Text, nullable=False),  # heard, unanswered, quarantined
    Column("error", Text, nullable=False, server_default=""),  # the kind of fault of a quarantined text, never its words
    Column("session_id", Id),
    Column("received_at_ms", BigInteger, nullable=False),
    # Sent before the question that was open when it came: kept, not used.
    Column("is_late", Boolean, nullable=False, server_default=text("false")),
    # Keyed digest of what was written, for as long as the same text may come a second way; the words may be left out above.
    Column("content_mac", LargeBinary),
    Index("ix_inbox_contact_id", "contact_id", "received_at_ms"),
    UniqueConstraint("channel", "provider_id"),
    CheckConstraint("state IN ('heard', 'unanswered', 'quarantined')", name="state"),
)
# Digests whose time is over are found by name.
Index(
    "ix_inbox_mac", inbox.c.received_at_ms,
    sqlite_where=text("content_mac IS NOT NULL"), postgresql_where=text("content_mac IS NOT NULL"),
)  # fmt: skip

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("session_id", Id, ForeignKey("sessions.id")),
    Column("code", Text, nullable=False),  # the short code it goes out by
    Column("text", Text, nullable=False),
    Column("link_id", Text),
    Column("kind", Text, nullable=False, server_default="reply"),  # reply, invitation, reminder, notice
    Column("ministry", Text, nullable=False, server_default=""),  # whose turn and whose money it is; empty where nobody's
    Column("parts", Integer, nullable=False, server_default="1"),  # texts of a phone bill that it takes
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at_ms", BigInteger, nullable=False),
    Column("claimed_at_ms", BigInteger),
    Column("provider_id", Text),
    Column("status_code", Integer),
    Column("cost", Text),
    Column("reason", Text, nullable=False, server_default=""),  # why it is where it is: throttled, timed out, UserInBlacklist
    Column("created_at_ms", BigInteger, nullable=False),
    Column("settled_at_ms", BigInteger),
    # A digest of all that texts of one call to the aggregator have in common, the wording included; null: it goes alone.
    Column("lot", BigInteger),
    CheckConstraint(
        "state IN ('due', 'sending', 'sent', 'delivered', 'failed', 'in doubt')",
        name="state",
    ),
)
Index(
    "ix_outbox_due", outbox.c.due_at_ms,
    sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"),
)  # fmt: skip
# Whose turn it is, and who may go in the same call: found by name among a hundred thousand that wait.
Index(
    "ix_outbox_turn", outbox.c.channel, outbox.c.kind, outbox.c.ministry, outbox.c.due_at_ms, outbox.c.id,
    sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"),
)  # fmt: skip
Index(
    "ix_outbox_lot", outbox.c.lot, outbox.c.due_at_ms, outbox.c.id,
    sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"),
)  # fmt: skip
Index(
    "ix_outbox_sending", outbox.c.claimed_at_ms,
    sqlite_where=text("state = 'sending'"), postgresql_where=text("state = 'sending'"),
)  # fmt: skip
# Counted by whoever watches: a table of all texts ever must not be read for the few that nobody can account for.
Index(
    "ix_outbox_in_doubt", outbox.c.created_at_ms,
    sqlite_where=text("state = 'in doubt'"), postgresql_where=text("state = 'in doubt'"),
)  # fmt: skip
Index("ix_outbox_provider_id", outbox.c.channel, outbox.c.provider_id)
# Counted by every report, for some days.
Index(
    "ix_outbox_failed", outbox.c.ministry, outbox.c.settled_at_ms,
    sqlite_where=text("state = 'failed'"), postgresql_where=text("state = 'failed'"),
)  # fmt: skip
Index("ix_outbox_contact_id", outbox.c.contact_id, outbox.c.created_at_ms)

# What was handed over, hour by hour: the counters of the spending caps, added to in the transaction that claims.
spending = Table(
    "spending",
    metadata,
    Column("hour_at_ms", BigInteger, primary_key=True),  # the beginning of an hour, UTC
    Column("channel", Text, primary_key=True),
    Column("ministry", Text, primary_key=True),
    Column("texts", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("millis", BigInteger, nullable=False),  # thousandths of the currency, by the price that was configured then
    sqlite_with_rowid=False,
)

# Each channel's way out: how fast it may be used, and whether it works. The row without a name is the lock of every claim.
outlets = Table(
    "outlets",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("free_at_ms", BigInteger, nullable=False),  # by when what was handed over will have gone out at the channel's pace
    Column("failures", Integer, nullable=False),  # calls in a row that the aggregator did not answer as it should
    Column("rests", Integer, nullable=False),  # how often in a row the channel was paused for it; 0 while it works
    sqlite_with_rowid=False,
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("contact_id", Id, ForeignKey("contacts.id")),  # of an orphan: it may settle a text in doubt
    Column("outbox_id", Id, ForeignKey("outbox.id")),  # null: an orphan, matched when the send is recorded
    Column("status", Text, nullable=False),  # as it came
    Column("failure_reason", Text, nullable=False),
    Column("network_code", Text),
    Column("received_at_ms", BigInteger, nullable=False),
    Index("ix_receipts_provider_id", "channel", "provider_id"),
)
# Asked for at every send and every report; a table of all reports ever must not be read for it.
Index(
    "ix_receipts_orphans", receipts.c.channel, receipts.c.contact_id, receipts.c.received_at_ms,
    sqlite_where=text("outbox_id IS NULL"), postgresql_where=text("outbox_id IS NULL"),
)  # fmt: skip
