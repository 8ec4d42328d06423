"""What the reports are made of: responses and their answers, day counts, and the ledger of the nights."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
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

from storage.tables import conversations, surveys  # noqa: F401 - the tables that are pointed to
from storage.tables.base import Id, metadata

responses = Table(
    "responses",
    metadata,
    Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("service", Text, nullable=False),  # what the reports count by: the survey
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("ended", Text, nullable=False),
    Column("left_at", Text, nullable=False),  # the question open when the person left; empty if finished
    Column("queued_at_ms", BigInteger, nullable=False),
    Column("filed_at_ms", BigInteger),
    Column("speeding", Boolean),
    Column("straight_lining", Boolean),
    Column("set_aside", Text, nullable=False, server_default=""),  # why it is not counted: tester, child; empty if it is
    # Of the visit that it was asked after, as its draw knew them; empty where nobody was asked after one.
    Column("visit_service", Text, nullable=False, server_default=""),
    Column("visit_facility", Text, nullable=False, server_default=""),
    Index("ix_responses_day", "ministry", "local_day"),
)
Index(
    "ix_responses_queued", responses.c.queued_at_ms,
    sqlite_where=text("filed_at_ms IS NULL"), postgresql_where=text("filed_at_ms IS NULL"),
)  # fmt: skip

answers = Table(
    "answers",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
    Column("question", Text, primary_key=True),
    Column("state", Text, nullable=False),  # answered, skipped, unclear
    Column("value", Text),
    Column("raw", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("asked_at_ms", BigInteger, nullable=False),
    Column("answered_at_ms", BigInteger, nullable=False),
    Column("cut", Boolean, nullable=False),
    UniqueConstraint("session_id", "question"),
    sqlite_with_rowid=False,
)

daycounts = Table(
    "daycounts",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

nights = Table(
    "nights",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("state", Text, nullable=False),  # due, claimed, done
    Column("claimed_at_ms", BigInteger),
    Column("done_at_ms", BigInteger),
    Column("sha256", Text, nullable=False, server_default=""),  # of the report's files, in order of their names
    UniqueConstraint("ministry", "local_day"),
    CheckConstraint("state IN ('due', 'claimed', 'done')", name="state"),
)
