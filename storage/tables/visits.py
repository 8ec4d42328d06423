"""Visits: the lists that ministries hand in, who of them was drawn, and who was asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.base import Id, metadata

uploads = Table(
    "uploads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("source", Text, nullable=False),  # file, api
    Column("sha256", Text, nullable=False),  # of the file as it came; of the api: of who posts, and the day
    Column("seed", Text, nullable=False),  # of the draw: with it and the list, the draw can be repeated
    Column("rows", Integer, nullable=False),
    Column("added", Integer, nullable=False, server_default="0"),  # visits that were new
    Column("drawn", Integer, nullable=False, server_default="0"),  # of these, chosen to be asked
    Column("received_at_ms", BigInteger, nullable=False),
    Column("done_at_ms", BigInteger),  # null while rows are still being stored
    Column("received_from", Text, nullable=False),  # who: a user, or the name of a token
    Index("ix_uploads_ministry", "ministry", "received_at_ms"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("reference", Text, nullable=False),  # the ministry's own name for the visit
    Column("upload_id", Id, ForeignKey("uploads.id"), nullable=False),
    Column("contact_id", Id),  # null once the number is forgotten
    Column("cells", Text, nullable=False),  # JSON, declared columns only; {} once the number is forgotten
    Column("service", Text, nullable=False, server_default=""),
    Column("facility", Text, nullable=False, server_default=""),
    Column("recorded_at_ms", BigInteger, nullable=False),
    Column("week", Date, nullable=False),  # Monday of the local week in which it was recorded
    # pending (for a moment), drawn, spared (not chosen), late, tester, self (their survey is not started by visits)
    Column("draw", Text, nullable=False),
    Column("probability", Float, nullable=False),  # with which it could be drawn; 0: the target had been reached before
    UniqueConstraint("ministry", "survey", "reference"),
    Index("ix_visits_contact_id", "contact_id", "survey", "recorded_at_ms"),
    Index("ix_visits_stratum", "ministry", "survey", "week", "service", "facility", "draw"),
)
# For what became of an upload, and for the draws that are still to be held.
Index(
    "ix_visits_drawn",
    visits.c.upload_id,
    sqlite_where=text("draw IN ('drawn', 'pending')"),
    postgresql_where=text("draw IN ('drawn', 'pending')"),
)
# For retention: visits that still hold somebody's number.
Index(
    "ix_visits_linked", visits.c.survey, visits.c.recorded_at_ms,
    sqlite_where=text("contact_id IS NOT NULL"), postgresql_where=text("contact_id IS NOT NULL"),
)  # fmt: skip

invitations = Table(
    "invitations",
    metadata,
    Column("visit_id", Id, ForeignKey("visits.id"), primary_key=True),  # one for each visit, and a visit is for one survey
    Column("contact_id", Id),  # null once the number is forgotten
    Column("ministry", Text, nullable=False),
    Column("survey", Text, nullable=False),
    Column("zone", Text, nullable=False),  # the time zone of the person's number
    Column("state", Text, nullable=False),  # waiting, sent, withheld
    Column("reason", Text, nullable=False, server_default=""),  # why withheld: frequency limit, opted out, already in it, ...
    Column("due_at_ms", BigInteger, nullable=False),
    Column("first_due_at_ms", BigInteger),  # before it was put off to a later hour; null: it never was
    Column("decided_at_ms", BigInteger),
    Column("session_id", Id),  # the conversation it began; of one that is withheld: which is still to be ended
    CheckConstraint("state IN ('waiting', 'sent', 'withheld')", name="state"),
)
Index(
    "ix_invitations_due", invitations.c.due_at_ms,
    sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"),
)  # fmt: skip
# Texts that never went out, whose conversations are still to be ended.
Index(
    "ix_invitations_never_sent", invitations.c.session_id,
    sqlite_where=text("state = 'withheld' AND session_id IS NOT NULL"),
    postgresql_where=text("state = 'withheld' AND session_id IS NOT NULL"),
)  # fmt: skip
# For the caps on how often somebody is asked, and for erasure.
Index("ix_invitations_contact_id", invitations.c.contact_id, invitations.c.decided_at_ms)
Index("ix_invitations_session_id", invitations.c.session_id)
# What was decided within some days: counted by every report.
Index("ix_invitations_decided", invitations.c.ministry, invitations.c.decided_at_ms)
