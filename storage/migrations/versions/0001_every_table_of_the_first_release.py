"""Every table of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None


_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "call_ends",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("hops", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_ends"),
    )
    op.create_index("ix_call_ends_provider_id", "call_ends", ["channel", "provider_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("opted_out_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("number_index", name="uq_contacts_number_index"),
    )
    op.create_table(
        "daycounts",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "ministry", "local_day", "service", "channel", "language", "measure", "question", "value", name="pk_daycounts"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lists",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_lists"),
    )
    op.create_table(
        "nights",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("claimed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("done_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('due', 'claimed', 'done')", name=op.f("ck_nights_state")),
        sa.PrimaryKeyConstraint("id", name="pk_nights"),
        sa.UniqueConstraint("ministry", "local_day", name="uq_nights_ministry_local_day"),
    )
    op.create_table(
        "versions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("published_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("survey", "number", name="uq_versions_survey_number"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("provider_date", sa.Text(), nullable=False),
        sa.Column("network_code", sa.Text(), nullable=True),
        sa.Column("link_id", sa.Text(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('heard', 'unanswered', 'quarantined')", name=op.f("ck_inbox_state")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_inbox_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("channel", "provider_id", name="uq_inbox_channel_provider_id"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("begun_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("due_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_sessions_contact_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_sessions_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index(
        "ix_sessions_due",
        "sessions",
        ["due_at_ms"],
        unique=False,
        sqlite_where=sa.text("ended = ''"),
        postgresql_where=sa.text("ended = ''"),
    )
    op.create_index("ix_sessions_finished", "sessions", ["contact_id", "survey", "ended_at_ms"], unique=False)
    op.create_index(
        "uq_sessions_open",
        "sessions",
        ["contact_id", "survey"],
        unique=True,
        sqlite_where=sa.text("ended = ''"),
        postgresql_where=sa.text("ended = ''"),
    )
    op.create_table(
        "version_lists",
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["lists.sha256"], name="fk_version_lists_sha256"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_version_lists_version_id"),
        sa.PrimaryKeyConstraint("version_id", "name", name="pk_version_lists"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answers",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("answered_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_answers_session_id"),
        sa.PrimaryKeyConstraint("ministry", "local_day", "session_id", "question", name="pk_answers"),
        sa.UniqueConstraint("session_id", "question", name="uq_answers_session_id_question"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "calls",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("binding", sa.LargeBinary(), nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("network_code", sa.Text(), nullable=True),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_calls_contact_id"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_calls_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("channel", "provider_id", "window", name="uq_calls_channel_provider_id_window"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("contact_id", _ID, nullable=False),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("settled_at_ms", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('due', 'sending', 'sent', 'delivered', 'failed', 'in doubt')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_outbox_contact_id"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_outbox_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_contact_id", "outbox", ["contact_id", "created_at_ms"], unique=False)
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due_at_ms"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_index("ix_outbox_provider_id", "outbox", ["channel", "provider_id"], unique=False)
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["claimed_at_ms"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_table(
        "responses",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=False),
        sa.Column("left_at", sa.Text(), nullable=False),
        sa.Column("queued_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("filed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("speeding", sa.Boolean(), nullable=True),
        sa.Column("straight_lining", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_responses_session_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_responses_version_id"),
        sa.PrimaryKeyConstraint("session_id", name="pk_responses"),
    )
    op.create_index("ix_responses_day", "responses", ["ministry", "local_day"], unique=False)
    op.create_index(
        "ix_responses_queued",
        "responses",
        ["queued_at_ms"],
        unique=False,
        sqlite_where=sa.text("filed_at_ms IS NULL"),
        postgresql_where=sa.text("filed_at_ms IS NULL"),
    )
    op.create_table(
        "turns",
        sa.Column("session_id", _ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("call_id", _ID, nullable=True),
        sa.Column("inbox_id", _ID, nullable=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_turns_session_id"),
        sa.PrimaryKeyConstraint("session_id", "n", name="pk_turns"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("outbox_id", _ID, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("failure_reason", sa.Text(), nullable=False),
        sa.Column("network_code", sa.Text(), nullable=True),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_receipts_contact_id"),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_receipts_outbox_id"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
    )
    op.create_index(
        "ix_receipts_orphans",
        "receipts",
        ["channel", "contact_id", "received_at_ms"],
        unique=False,
        sqlite_where=sa.text("outbox_id IS NULL"),
        postgresql_where=sa.text("outbox_id IS NULL"),
    )
    op.create_index("ix_receipts_provider_id", "receipts", ["channel", "provider_id"], unique=False)
