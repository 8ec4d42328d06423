"""Visits and invitations, consent and what is left of the forgotten, pauses and spending, audit and signs of life."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("raised_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("cleared_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(
        "uq_alerts_open",
        "alerts",
        ["kind", "about"],
        unique=True,
        sqlite_where=sa.text("cleared_at_ms IS NULL"),
        postgresql_where=sa.text("cleared_at_ms IS NULL"),
    )
    op.create_table(
        "audit",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("sha256", name=op.f("uq_audit_sha256")),
    )
    op.create_table(
        "beats",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_beats")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("session_id", _ID, nullable=True),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("version_id", _ID, nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("wording_sha256", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_contact_id", "consents", ["contact_id"], unique=False)
    op.create_index("ix_consents_session_id", "consents", ["session_id"], unique=False)
    op.create_index(
        "ix_consents_wording",
        "consents",
        ["wording_sha256"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_table(
        "cursors",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursors")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keys",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("first_seen_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outlets",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("free_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("rests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_outlets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pauses",
        sa.Column("id", _ID, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paused_by", sa.Text(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=True),
        sa.Column("lifted_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_index(
        "uq_pauses_open",
        "pauses",
        ["scope", "name", "paused_by"],
        unique=True,
        sqlite_where=sa.text("lifted_at_ms IS NULL"),
        postgresql_where=sa.text("lifted_at_ms IS NULL"),
    )
    op.create_table(
        "spending",
        sa.Column("hour_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("millis", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hour_at_ms", "channel", "ministry", name=op.f("pk_spending")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tombstones",
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("opted_out_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("erased_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number_index", name=op.f("pk_tombstones")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "uploads",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("drawn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("done_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("received_from", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_ministry", "uploads", ["ministry", "received_at_ms"], unique=False)
    op.create_table(
        "wordings",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_wordings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("upload_id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), server_default="", nullable=False),
        sa.Column("facility", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("draw", sa.Text(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_visits_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("ministry", "survey", "reference", name=op.f("uq_visits_ministry_survey_reference")),
    )
    op.create_index("ix_visits_contact_id", "visits", ["contact_id", "survey", "recorded_at_ms"], unique=False)
    op.create_index(
        "ix_visits_drawn",
        "visits",
        ["upload_id"],
        unique=False,
        sqlite_where=sa.text("draw IN ('drawn', 'pending')"),
        postgresql_where=sa.text("draw IN ('drawn', 'pending')"),
    )
    op.create_index(
        "ix_visits_linked",
        "visits",
        ["survey", "recorded_at_ms"],
        unique=False,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index("ix_visits_stratum", "visits", ["ministry", "survey", "week", "service", "facility", "draw"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("visit_id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("first_due_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("decided_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("session_id", _ID, nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'withheld')", name=op.f("ck_invitations_state")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_invitations_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_invitations")),
    )
    op.create_index("ix_invitations_contact_id", "invitations", ["contact_id", "decided_at_ms"], unique=False)
    op.create_index(
        "ix_invitations_due",
        "invitations",
        ["due_at_ms"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_invitations_never_sent",
        "invitations",
        ["session_id"],
        unique=False,
        sqlite_where=sa.text("state = 'withheld' AND session_id IS NOT NULL"),
        postgresql_where=sa.text("state = 'withheld' AND session_id IS NOT NULL"),
    )
    op.create_index("ix_invitations_session_id", "invitations", ["session_id"], unique=False)
    op.add_column("contacts", sa.Column("is_tester", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("contacts", sa.Column("forget_at_ms", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_contacts_forget",
        "contacts",
        ["forget_at_ms"],
        unique=False,
        sqlite_where=sa.text("forget_at_ms IS NOT NULL"),
        postgresql_where=sa.text("forget_at_ms IS NOT NULL"),
    )
    op.create_index("ix_contacts_key_id", "contacts", ["key_id"], unique=False)
    op.add_column("inbox", sa.Column("is_late", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("inbox", sa.Column("content_mac", sa.LargeBinary(), nullable=True))
    op.create_index("ix_inbox_contact_id", "inbox", ["contact_id", "received_at_ms"], unique=False)
    op.create_index(
        "ix_inbox_mac",
        "inbox",
        ["received_at_ms"],
        unique=False,
        sqlite_where=sa.text("content_mac IS NOT NULL"),
        postgresql_where=sa.text("content_mac IS NOT NULL"),
    )
    op.add_column("outbox", sa.Column("kind", sa.Text(), server_default="reply", nullable=False))
    op.add_column("outbox", sa.Column("ministry", sa.Text(), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("parts", sa.Integer(), server_default="1", nullable=False))
    op.add_column("outbox", sa.Column("lot", sa.BigInteger(), nullable=True))
    for name, sorted_by in (("turn", ["channel", "kind", "ministry", "due_at_ms", "id"]), ("lot", ["lot", "due_at_ms", "id"])):
        op.create_index(
            f"ix_outbox_{name}",
            "outbox",
            sorted_by,
            unique=False,
            sqlite_where=sa.text("state = 'due'"),
            postgresql_where=sa.text("state = 'due'"),
        )
    op.create_index(
        "ix_outbox_in_doubt",
        "outbox",
        ["created_at_ms"],
        unique=False,
        sqlite_where=sa.text("state = 'in doubt'"),
        postgresql_where=sa.text("state = 'in doubt'"),
    )
    op.add_column("responses", sa.Column("set_aside", sa.Text(), server_default="", nullable=False))
    op.add_column("responses", sa.Column("visit_service", sa.Text(), server_default="", nullable=False))
    op.add_column("responses", sa.Column("visit_facility", sa.Text(), server_default="", nullable=False))
    op.add_column("sessions", sa.Column("words_gone_at_ms", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_sessions_words",
        "sessions",
        ["version_id", "ended_at_ms"],
        unique=False,
        sqlite_where=sa.text("ended <> '' AND words_gone_at_ms IS NULL"),
        postgresql_where=sa.text("ended <> '' AND words_gone_at_ms IS NULL"),
    )
    op.add_column("sessions", sa.Column("person_gone_at_ms", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_sessions_person",
        "sessions",
        ["version_id", "ended_at_ms"],
        unique=False,
        sqlite_where=sa.text("ended <> '' AND person_gone_at_ms IS NULL"),
        postgresql_where=sa.text("ended <> '' AND person_gone_at_ms IS NULL"),
    )

    for table, columns in _ONLY_GROW.items():
        _let_only_grow(table, columns)


_REFUSAL = "this table only grows"
_ONLY_GROW = {
    "audit": "id, at_ms, actor, action, subject, detail, previous, sha256",
    "consents": (
        "id, session_id, ministry, survey, version_id, purpose, given, wording_sha256, language, channel, at_ms, offset_minutes"
    ),
}


_SAME = {"audit": "id = NEW.id OR sha256 = NEW.sha256", "consents": "id = NEW.id"}
_CUT = {"audit": (), "consents": ("contact_id",)}


def _let_only_grow(table: str, columns: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        refused = [
            ("delete", f"DELETE ON {table}"),
            ("update", f"UPDATE OF {columns} ON {table}"),
            ("replace", f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"),  # noqa: S608 - names of ours
            *((f"other_{column}", f"UPDATE OF {column} ON {table} WHEN NEW.{column} IS NOT NULL") for column in _CUT[table]),
        ]
        for what, when in refused:
            op.execute(f"CREATE TRIGGER {table}_no_{what} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END")
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE DELETE OR UPDATE OF {columns} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION only_grows()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
    )
    for column in _CUT[table]:
        op.execute(
            f"CREATE TRIGGER {table}_only_cut_{column} BEFORE UPDATE OF {column} ON {table} "
            f"FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION only_grows()"
        )
