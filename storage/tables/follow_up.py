"""What follows from a report: signals and what was done about them, mails to the ministry, words released for print."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import append_only
from storage.tables.base import Id, metadata

signals = Table(
    "signals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("rule", Text, nullable=False),  # trend, funnel, week
    Column("channel", Text, nullable=False),
    Column("service", Text, nullable=False),  # codes, or all
    Column("district", Text, nullable=False),
    Column("facility", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("direction", Text, nullable=False),  # concern, improvement
    Column("since_day", Date, nullable=False),
    Column("opened_day", Date, nullable=False),  # the local day whose report announces it
    Column("last_day", Date, nullable=False),  # the last closed week (its Sunday) in which it was found again
    Column("family", Integer, nullable=False),  # how many were judged together
    Column("value", Text, nullable=False),  # decimals, as they were when it opened
    Column("low", Text),
    Column("high", Text),
    Column("n", Integer, nullable=False),
    Column("closed_day", Date),
    Column("closing", Text, nullable=False, server_default=""),  # quiet, or the kind of the action; empty while open
    CheckConstraint("direction IN ('concern', 'improvement')", name="direction"),
)
# Announced once: a race of two nights is settled here.
Index(
    "uq_signals_open", signals.c.ministry, signals.c.channel, signals.c.service, signals.c.district, signals.c.facility,
    signals.c.measure, signals.c.direction, unique=True,
    sqlite_where=text("closed_day IS NULL"), postgresql_where=text("closed_day IS NULL"),
)  # fmt: skip
Index("ix_signals_closed", signals.c.ministry, signals.c.closed_day)

# What people did about a signal. Only grows.
actions = Table(
    "actions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("signal_id", Id, ForeignKey("signals.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("closes", Integer, nullable=False),  # 1: the signal is closed by it
    Column("local_day", Date, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_actions_signal_id", "signal_id"),
)
append_only.keep(actions)

# Mails on their way to the ministries: one for each report and address. What they hold is rendered from what was released.
mails = Table(
    "mails",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),  # empty: the overview of all
    Column("local_day", Date, nullable=False),
    Column("kind", Text, nullable=False),  # nightly, overview; danger (of no report)
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("turn", Integer, nullable=False, server_default="0"),  # 0: by itself; more: sent again because somebody wished it
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at_ms", BigInteger, nullable=False),
    Column("claimed_at_ms", BigInteger),
    Column("settled_at_ms", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
    Column("begun_at_ms", BigInteger),  # when its content began to go to the server: before that it surely did not arrive
    UniqueConstraint("ministry", "local_day", "kind", "address", "turn"),
    CheckConstraint("state IN ('due', 'sending', 'sent', 'failed', 'in doubt')", name="state"),
)
Index(
    "ix_mails_due", mails.c.due_at_ms,
    sqlite_where=text("state IN ('due', 'sending')"), postgresql_where=text("state IN ('due', 'sending')"),
)  # fmt: skip

# Words of citizens that a person released for print: redacted, and cut off from who said them.
quotations = Table(
    "quotations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("released_by", Text, nullable=False),
    Column("released_at_ms", BigInteger, nullable=False),
    Column("withdrawn_at_ms", BigInteger),
    Index("ix_quotations_ministry", "ministry", "local_day"),
)
