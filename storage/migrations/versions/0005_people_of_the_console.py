"""People of the console, what they may do where, their one-time links, recovery codes and sign-ins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("passphrase", sa.Text(), server_default="", nullable=False),
        sa.Column("totp", sa.Text(), server_default="", nullable=False),
        sa.Column("totp_confirmed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("name", name=op.f("uq_people_name")),
    )
    op.create_table(
        "roles_held",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("ministry", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), server_default="", nullable=False),
        sa.Column("facility", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "role IN ('reader', 'translator', 'editor', 'publisher', 'administrator', 'agent')", name=op.f("ck_roles_held_role")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_roles_held_person_id")),
        sa.PrimaryKeyConstraint("person_id", "ministry", "role", "district", "facility", name=op.f("pk_roles_held")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "one_time_links",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("expires_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_one_time_links_person_id")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_one_time_links")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_one_time_links_person_id", "one_time_links", ["person_id"], unique=False)
    op.create_table(
        "recovery_codes",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("used_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_recovery_codes_person_id")),
        sa.PrimaryKeyConstraint("person_id", "sha256", name=op.f("pk_recovery_codes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signins",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("begun_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("seen_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_signins_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signins")),
        sa.UniqueConstraint("sha256", name=op.f("uq_signins_sha256")),
    )
    op.create_index("ix_signins_begun", "signins", ["begun_at_ms"], unique=False)
    op.create_index(
        "ix_signins_open", "signins", ["person_id"], unique=False,
        sqlite_where=sa.text("ended_at_ms IS NULL"), postgresql_where=sa.text("ended_at_ms IS NULL"),
    )  # fmt: skip
