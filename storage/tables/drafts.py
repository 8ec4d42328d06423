"""Drafts: surveys that are being written, and every text of them that was ever saved."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.tables import append_only
from storage.tables.base import Id, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # the last of draft_revisions
    Column("text", Text, nullable=False),
    Column("talks", Text, nullable=False, server_default=""),  # its golden conversations
    Column("based_on", Id, ForeignKey("versions.id")),  # null: a survey that was never published
    Column("edited_by", Text, nullable=False),
    Column("edited_at_ms", BigInteger, nullable=False),
    UniqueConstraint("ministry", "survey"),
)

draft_lists = Table(
    "draft_lists",
    metadata,
    Column("draft_id", Id, ForeignKey("drafts.id"), primary_key=True),
    Column("name", Text, primary_key=True),  # as the survey writes it: lists/clinics.csv
    Column("sha256", Text, ForeignKey("lists.sha256"), nullable=False),
    sqlite_with_rowid=False,
)

# Append-only: what somebody wrote is not lost when somebody else writes after them.
draft_revisions = Table(
    "draft_revisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("revision", Integer, nullable=False),  # from 1 within a survey, going on after a publication
    Column("text", Text, nullable=False),
    Column("talks", Text, nullable=False, server_default=""),
    Column("based_on", Id),  # a version's id
    Column("what", Text, nullable=False, server_default=""),  # what was done, in a few words
    Column("edited_by", Text, nullable=False),
    Column("edited_at_ms", BigInteger, nullable=False),
    UniqueConstraint("ministry", "survey", "revision"),  # of two who save at once one is first
)
append_only.keep(draft_revisions)
