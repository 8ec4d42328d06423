"""Surveys that are being written: one draft of each, its lists, and every text that was saved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("talks", sa.Text(), server_default="", nullable=False),
        sa.Column("based_on", _ID, nullable=True),
        sa.Column("edited_by", sa.Text(), nullable=False),
        sa.Column("edited_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["based_on"], ["versions.id"], name=op.f("fk_drafts_based_on")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("ministry", "survey", name=op.f("uq_drafts_ministry_survey")),
    )
    op.create_table(
        "draft_lists",
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_lists_draft_id")),
        sa.ForeignKeyConstraint(["sha256"], ["lists.sha256"], name=op.f("fk_draft_lists_sha256")),
        sa.PrimaryKeyConstraint("draft_id", "name", name=op.f("pk_draft_lists")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_revisions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("talks", sa.Text(), server_default="", nullable=False),
        sa.Column("based_on", _ID, nullable=True),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("edited_by", sa.Text(), nullable=False),
        sa.Column("edited_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_revisions")),
        sa.UniqueConstraint("ministry", "survey", "revision", name=op.f("uq_draft_revisions_ministry_survey_revision")),
    )
    _keep(
        "draft_revisions",
        ("id", "ministry", "survey", "revision", "text", "talks", "based_on", "what", "edited_by", "edited_at_ms"),
    )


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
