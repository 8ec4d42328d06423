"""Every table, once, for SQLite and PostgreSQL.

An instant is a whole number of milliseconds since 1970 in UTC, in a column that ends in ``_at_ms``: the same in both
databases, in the core and on the wire, and free of time zones by construction. A local day is a stored date in the
ministry's zone. A number (MSISDN) is in ``contacts``, sealed, and nowhere else; one that was given as an answer is sealed where
the answer stands, in ``turns.state`` and ``answers.value``.
"""

from __future__ import annotations

from storage.tables.base import metadata
from storage.tables.console import one_time_links, persons, recovery_codes, roles_held, signins
from storage.tables.conversations import call_ends, calls, sessions, turns
from storage.tables.drafts import draft_lists, draft_revisions, drafts
from storage.tables.follow_up import actions, mails, quotations, signals
from storage.tables.nights import answers, baselines, counted, cuts, daycounts, nights, reports, responses
from storage.tables.people import consents, contacts, tombstones, wordings
from storage.tables.surveys import lists, pauses, version_lists, versions
from storage.tables.texts import inbox, outbox, outlets, receipts, spending
from storage.tables.visits import invitations, uploads, visits
from storage.tables.watch import alerts, audit, beats, cursors, keys

__all__ = [
    "actions",
    "alerts",
    "answers",
    "audit",
    "baselines",
    "beats",
    "call_ends",
    "calls",
    "consents",
    "contacts",
    "counted",
    "cursors",
    "cuts",
    "daycounts",
    "draft_lists",
    "draft_revisions",
    "drafts",
    "inbox",
    "invitations",
    "keys",
    "lists",
    "mails",
    "metadata",
    "nights",
    "one_time_links",
    "outbox",
    "outlets",
    "pauses",
    "persons",
    "quotations",
    "receipts",
    "recovery_codes",
    "reports",
    "responses",
    "roles_held",
    "sessions",
    "signals",
    "signins",
    "spending",
    "tombstones",
    "turns",
    "uploads",
    "version_lists",
    "versions",
    "visits",
    "wordings",
]
