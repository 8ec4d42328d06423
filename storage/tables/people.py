"""People: their sealed numbers, what they agreed to, and what is left of those who were forgotten."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from storage.tables import append_only
from storage.tables.base import Id, metadata

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number_index", LargeBinary, nullable=False, unique=True),  # HMAC-SHA-256 of the E.164 form, its own key
    Column("number_sealed", LargeBinary, nullable=False),  # nonce + AES-256-GCM
    Column("key_id", Text, nullable=False),
    Column("opted_out_at_ms", BigInteger),
    Column("is_tester", Boolean, nullable=False, server_default=text("false")),  # a phone of the house: no caps, never counted
    Column("forget_at_ms", BigInteger),  # forgotten then, whatever else would keep the number: somebody asked for it
    Column("created_at_ms", BigInteger, nullable=False),
)
# Retention looks for whom to forget by name, not by reading everybody.
Index(
    "ix_contacts_forget", contacts.c.forget_at_ms,
    sqlite_where=text("forget_at_ms IS NOT NULL"), postgresql_where=text("forget_at_ms IS NOT NULL"),
)  # fmt: skip
Index("ix_contacts_key_id", contacts.c.key_id)

# What must outlive a forgotten number: that nobody may text it, and that it was erased. Without a link to anything.
tombstones = Table(
    "tombstones",
    metadata,
    Column("number_index", LargeBinary, primary_key=True),  # as in contacts
    Column("opted_out_at_ms", BigInteger),
    Column("erased_at_ms", BigInteger),  # null: the number was forgotten because its time was over
    sqlite_with_rowid=False,
)

wordings = Table(
    "wordings",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("text", Text, nullable=False),  # a screen or text as it was shown, byte for byte
    sqlite_with_rowid=False,
)

# Append-only (triggers keep it so; only the link to a person may be cut, when they are forgotten).
consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id),  # null once the person is forgotten
    Column("session_id", Id),  # null where no conversation led to it: STOP without one, the office
    Column("ministry", Text, nullable=False),  # empty where it holds for every ministry
    Column("survey", Text, nullable=False),  # empty as above
    Column("version_id", Id),
    Column("purpose", Text, nullable=False),  # take part, call back, quote my words, later surveys, texts
    Column("given", Boolean, nullable=False),  # false: refused or withdrawn
    Column("wording_sha256", Text),  # what was shown; null where they spoke first
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),  # ussd, sms, call, office, aggregator
    Column("at_ms", BigInteger, nullable=False),
    Column("offset_minutes", Integer, nullable=False),  # of the survey's zone then: the time on the person's wall
    Index("ix_consents_contact_id", "contact_id"),
    Index("ix_consents_session_id", "session_id"),
    Index("ix_consents_at_ms", "at_ms"),  # for the counters of a report
)
# For retention: whether anybody who is still known was shown a wording.
Index(
    "ix_consents_wording", consents.c.wording_sha256,
    sqlite_where=text("contact_id IS NOT NULL"), postgresql_where=text("contact_id IS NOT NULL"),
)  # fmt: skip
append_only.keep(consents, but_cut=("contact_id",))
