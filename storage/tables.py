"""Every table, once, for SQLite and PostgreSQL.

An instant is a whole number of milliseconds since 1970 in UTC, in a column that ends in ``_at_ms``: the same in both
databases, in the core and on the wire, and free of time zones by construction. A local day is a stored date in the
ministry's zone. A number (MSISDN) is in ``contacts``, sealed, and nowhere else; one that was given as an answer is sealed where
the answer stands, in ``turns.state`` and ``answers.value``.
"""

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
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives a table its own rowid only to INTEGER PRIMARY KEY; PostgreSQL wants 64 bits.
Id = BigInteger().with_variant(Integer, "sqlite")

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number_index", LargeBinary, nullable=False, unique=True),  # HMAC-SHA-256 of the E.164 form, its own key
    Column("number_sealed", LargeBinary, nullable=False),  # nonce + AES-256-GCM
    Column("key_id", Text, nullable=False),
    Column("opted_out_at_ms", BigInteger),
    Column("created_at_ms", BigInteger, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("survey", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("ministry", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("published_at_ms", BigInteger, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    UniqueConstraint("survey", "number"),
)

lists = Table(
    "lists",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),  # the file as it was published, byte for byte
)

version_lists = Table(
    "version_lists",
    metadata,
    Column("version_id", Id, ForeignKey("versions.id"), primary_key=True),
    Column("name", Text, primary_key=True),  # as the survey writes it: lists/clinics.csv
    Column("sha256", Text, ForeignKey("lists.sha256"), nullable=False),
    sqlite_with_rowid=False,
)

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
    UniqueConstraint("channel", "provider_id"),
    CheckConstraint("state IN ('heard', 'unanswered', 'quarantined')", name="state"),
)

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
    CheckConstraint(
        "state IN ('due', 'sending', 'sent', 'delivered', 'failed', 'in doubt')",
        name="state",
    ),
)
Index(
    "ix_outbox_due", outbox.c.due_at_ms,
    sqlite_where=text("state = 'due'"), postgresql_where=text("state = 'due'"),
)  # fmt: skip
Index(
    "ix_outbox_sending", outbox.c.claimed_at_ms,
    sqlite_where=text("state = 'sending'"), postgresql_where=text("state = 'sending'"),
)  # fmt: skip
Index("ix_outbox_provider_id", outbox.c.channel, outbox.c.provider_id)
Index("ix_outbox_contact_id", outbox.c.contact_id, outbox.c.created_at_ms)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("contact_id", Id, ForeignKey("contacts.id")),  # settles an in-doubt text whose provider id we never learned
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

responses = Table(
    "responses",
    metadata,
    Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("service", Text, nullable=False),  # the survey, until visits name the service
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("ended", Text, nullable=False),
    Column("left_at", Text, nullable=False),  # the question open when the person left; empty if finished
    Column("queued_at_ms", BigInteger, nullable=False),
    Column("filed_at_ms", BigInteger),
    Column("speeding", Boolean),
    Column("straight_lining", Boolean),
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
