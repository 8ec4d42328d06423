"""The report of a ministry: counts by service and place, the release ledger, signals, mails, words released for print."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    op.create_table(
        "baselines",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("first_week", sa.Date(), nullable=False),
        sa.Column("last_week", sa.Date(), nullable=False),
        sa.Column("mean", sa.Text(), nullable=False),
        sa.Column("moving_range", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ministry", "series", "from_day", name=op.f("pk_baselines")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counted",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ministry", "local_day", name=op.f("pk_counted")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cuts",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("ministry", "base", "cell", "local_day", name=op.f("pk_cuts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cuts_day", "cuts", ["ministry", "local_day"], unique=False)

    op.create_table(
        "mails",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("settled_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('due', 'sending', 'sent', 'failed', 'in doubt')", name=op.f("ck_mails_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint(
            "ministry", "local_day", "kind", "address", "turn", name=op.f("uq_mails_ministry_local_day_kind_address_turn")
        ),
    )
    op.create_index(
        "ix_mails_due",
        "mails",
        ["due_at_ms"],
        unique=False,
        sqlite_where=sa.text("state IN ('due', 'sending')"),
        postgresql_where=sa.text("state IN ('due', 'sending')"),
    )

    op.create_table(
        "quotations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("released_by", sa.Text(), nullable=False),
        sa.Column("released_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotations")),
    )
    op.create_index("ix_quotations_ministry", "quotations", ["ministry", "local_day"], unique=False)

    op.create_table(
        "reports",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("method_version", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("released_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ministry", "local_day", "kind", "language", name=op.f("pk_reports")),
    )
    op.create_table(
        "signals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("since_day", sa.Date(), nullable=False),
        sa.Column("opened_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("family", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("low", sa.Text(), nullable=True),
        sa.Column("high", sa.Text(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("closing", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("direction IN ('concern', 'improvement')", name=op.f("ck_signals_direction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
    )
    op.create_index("ix_signals_closed", "signals", ["ministry", "closed_day"], unique=False)
    op.create_index(
        "uq_signals_open",
        "signals",
        ["ministry", "channel", "service", "district", "facility", "measure", "direction"],
        unique=True,
        sqlite_where=sa.text("closed_day IS NULL"),
        postgresql_where=sa.text("closed_day IS NULL"),
    )

    op.create_table(
        "actions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["signal_id"], ["signals.id"], name=op.f("fk_actions_signal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    op.create_index("ix_actions_signal_id", "actions", ["signal_id"], unique=False)

    # Counts are made of responses: the next night counts every day again, by service and place too.
    op.drop_table("daycounts")
    op.create_table(
        "daycounts",
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "ministry", "local_day", "survey", "service", "district", "facility", "channel", "language", "measure",
            "question", "value", name=op.f("pk_daycounts"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.add_column("responses", sa.Column("invited", sa.Text(), server_default="", nullable=False))
    op.add_column("responses", sa.Column("desk_day", sa.Date(), nullable=True))
    op.add_column("responses", sa.Column("dangerous", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("responses", sa.Column("danger_seen_at_ms", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_responses_dangerous", "responses", ["ministry", "local_day"], unique=False,
        sqlite_where=sa.text("dangerous"), postgresql_where=sa.text("dangerous"),
    )  # fmt: skip
    op.create_index("ix_responses_desk_day", "responses", ["ministry", "desk_day"], unique=False)
    op.create_index("ix_invitations_decided", "invitations", ["ministry", "decided_at_ms"], unique=False)
    op.create_index("ix_consents_at_ms", "consents", ["at_ms"], unique=False)
    op.create_index("ix_audit_action", "audit", ["action", "at_ms"], unique=False)
    op.create_index(
        "ix_outbox_failed", "outbox", ["ministry", "settled_at_ms"], unique=False,
        sqlite_where=sa.text("state = 'failed'"), postgresql_where=sa.text("state = 'failed'"),
    )  # fmt: skip
    _keep("actions", ("id", "signal_id", "kind", "note", "recorded_by", "closes", "local_day", "at_ms"))


_REFUSAL = "this table only grows"


def _keep(table: str, columns: tuple[str, ...]) -> None:
    """Let a table refuse DELETE, TRUNCATE, REPLACE and UPDATE."""
    if op.get_bind().dialect.name == "sqlite":
        for what, when in (
            ("delete", f"DELETE ON {table}"),
            ("update", f"UPDATE OF {', '.join(columns)} ON {table}"),
            ("replace", f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),  # noqa: S608 - names of ours
        ):
            op.execute(f"CREATE TRIGGER {table}_no_{what} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END")
        return
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE DELETE OR UPDATE OF {', '.join(columns)} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION only_grows()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
    )
