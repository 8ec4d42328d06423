"""Who works in the console: people of the ministries, what they may do where, and their sign-ins. No citizen is in here."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Table, Text, text

from storage.tables.base import Id, metadata

persons = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # by which they sign in, in small letters
    Column("language", Text, nullable=False, server_default=""),  # of the console; empty: as their browser asks
    Column("passphrase", Text, nullable=False, server_default=""),  # argon2id; empty until they have set one
    Column("totp", Text, nullable=False, server_default=""),  # the secret of the second factor, sealed; empty: none was begun
    Column("totp_confirmed_at_ms", BigInteger),  # null: begun, and no code of it was ever told
    Column("totp_step", BigInteger, nullable=False, server_default="0"),  # the last code that was taken: none is taken twice
    Column("created_at_ms", BigInteger, nullable=False),
    Column("disabled_at_ms", BigInteger),
)

roles_held = Table(
    "roles_held",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("ministry", Text, primary_key=True),  # empty: every ministry of this gateway
    Column("role", Text, primary_key=True),
    Column("district", Text, primary_key=True, server_default=""),  # empty: every district
    Column("facility", Text, primary_key=True, server_default=""),  # empty: every facility
    CheckConstraint(
        "role IN ('reader', 'translator', 'editor', 'publisher', 'administrator', 'agent')",
        name="role",
    ),
    sqlite_with_rowid=False,
)

# A link that lets somebody set a passphrase, once. Only its digest is kept.
one_time_links = Table(
    "one_time_links",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id")),  # null: whoever opens it becomes the first person of this gateway
    Column("expires_at_ms", BigInteger, nullable=False),
    Column("used_at_ms", BigInteger),
    Index("ix_one_time_links_person_id", "person_id"),
    sqlite_with_rowid=False,
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("sha256", Text, primary_key=True),
    Column("used_at_ms", BigInteger),
    sqlite_with_rowid=False,
)

# Sessions of the browser, kept here so that they can be ended from here. Only the digest of what the browser holds is kept.
signins = Table(
    "signins",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("second_factor", Boolean, nullable=False),  # whether it was given too
    Column("begun_at_ms", BigInteger, nullable=False),
    Column("seen_at_ms", BigInteger, nullable=False),
    Column("ended_at_ms", BigInteger),
)
Index(
    "ix_signins_open", signins.c.person_id,
    sqlite_where=text("ended_at_ms IS NULL"), postgresql_where=text("ended_at_ms IS NULL"),
)  # fmt: skip
Index("ix_signins_begun", signins.c.begun_at_ms)
