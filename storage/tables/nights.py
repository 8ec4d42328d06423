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
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
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
    # What became of the text that invited to it: delivered, sent (nobody knows), failed; empty where nobody was invited.
    Column("invited", Text, nullable=False, server_default=""),
    # In whose report it is counted: its local day, or the first one that was still open when it was queued. Null until filed.
    Column("desk_day", Date),
    # Its words tell of danger: they are for a named person, and for no count, sample or quotation. Never taken back.
    Column("dangerous", Boolean, nullable=False, server_default=false()),
    Column("danger_seen_at_ms", BigInteger),  # when that person had looked at them
    Index("ix_responses_day", "ministry", "local_day"),
    Index("ix_responses_desk_day", "ministry", "desk_day"),
)
Index(
    "ix_responses_queued", responses.c.queued_at_ms,
    sqlite_where=text("filed_at_ms IS NULL"), postgresql_where=text("filed_at_ms IS NULL"),
)  # fmt: skip
Index(
    "ix_responses_dangerous", responses.c.ministry, responses.c.local_day,
    sqlite_where=text("dangerous"), postgresql_where=text("dangerous"),
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

# Rebuilt whole, never incremented. Three grains: the survey by language with every measure; its services; its facilities.
# What a grain is not split by is empty.
daycounts = Table(
    "daycounts",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("local_day", Date, primary_key=True),  # the day in whose report they are counted
    Column("survey", Text, primary_key=True),
    Column("service", Text, primary_key=True),  # an option of the question that names the service
    Column("district", Text, primary_key=True),
    Column("facility", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("question", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("week", Date, nullable=False),  # the Monday of the ISO week, for sums in the database
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Which days are counted, and by which way of counting: a new way counts old days again.
counted = Table(
    "counted",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("way", Text, nullable=False),
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

# The report itself, as it was released: reprints and resends are rendered from it, whatever has changed since.
reports = Table(
    "reports",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("local_day", Date, primary_key=True),
    Column("kind", Text, primary_key=True),  # nightly; overview (of all ministries, whose ministry is empty)
    Column("language", Text, primary_key=True),  # the same numbers in each
    Column("method_version", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),  # its JSON, compressed
    Column("sha256", Text, nullable=False),  # of the JSON
    Column("released_at_ms", BigInteger, nullable=False),
    # Why its figures go to nobody else: the codes of the rules that its table breaks. Judged each time that it is written.
    Column("withheld", Text, nullable=False, server_default=""),
)

# The release ledger: the last day of every atom of every group of people. Only grows.
cuts = Table(
    "cuts",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("base", Text, primary_key=True),  # whose people: headline, started, answered:wait, ...
    Column("cell", Text, primary_key=True),  # the group, its parts joined by a tab
    Column("local_day", Date, primary_key=True),
    Index("ix_cuts_day", "ministry", "local_day"),
    sqlite_with_rowid=False,
)

# Limits of control charts, frozen; a later row of the same series is a person's, with their note.
baselines = Table(
    "baselines",
    metadata,
    Column("ministry", Text, primary_key=True),
    Column("series", Text, primary_key=True),
    Column("from_day", Date, primary_key=True),
    Column("first_week", Date, nullable=False),
    Column("last_week", Date, nullable=False),
    Column("mean", Text, nullable=False),  # decimal
    Column("moving_range", Text, nullable=False),  # decimal
    Column("points", Integer, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("signed_by", Text, nullable=False, server_default=""),
    Column("at_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
