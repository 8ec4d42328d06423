"""Surveys: published versions with their lists, and what is paused."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.base import Id, metadata

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

# Somebody, or a guard of the gateway, holds texts back: of a survey, a ministry, a channel, or all.
pauses = Table(
    "pauses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("scope", Text, nullable=False),  # survey, ministry, channel, all
    Column("name", Text, nullable=False),  # which one; empty for all
    Column("reason", Text, nullable=False),
    Column("paused_by", Text, nullable=False),  # a person, or the guard: breaker, spending
    Column("since_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger),  # ends by itself then; null: somebody must lift it
    Column("lifted_at_ms", BigInteger),
    Column("lifted_by", Text, nullable=False, server_default=""),
)
Index(
    "uq_pauses_open", pauses.c.scope, pauses.c.name, pauses.c.paused_by, unique=True,
    sqlite_where=text("lifted_at_ms IS NULL"), postgresql_where=text("lifted_at_ms IS NULL"),
)  # fmt: skip
