"""What only grows cannot be changed, deleted, emptied or replaced: the database refuses it, whoever asks."""

from __future__ import annotations

import pytest
from kept import MORNING_MS, dialled
from sqlalchemy import Engine, select, text

from storage import audit, consents
from storage.consents import Consent
from storage.faults import StorageFault
from storage.tables import audit as chain
from storage.tables import consents as agreed
from storage.unit import reading, unit


@pytest.fixture
def contact_id(engine: Engine) -> int:
    """Somebody who has agreed to something, with a row of the audit."""
    person = dialled(engine).contact_id
    with unit(engine) as u:
        consents.record(u, Consent(person, "take part", True, "ussd", MORNING_MS, 120, wording="How was it?\n1 Start"))
        audit.append(u, actor="test", action="tried", subject="nothing", at_ms=MORNING_MS)
        u.commit()
    return person


REFUSED = {
    "a yes into a no": "UPDATE consents SET given = NOT given",
    "an earlier time": "UPDATE consents SET at_ms = 1",
    "other words": "UPDATE consents SET wording_sha256 = 'x'",
    "another person": "UPDATE consents SET contact_id = contact_id + 1",
    "the same person again": "UPDATE consents SET contact_id = contact_id",
    "deleted": "DELETE FROM consents",
    "another actor": "UPDATE audit SET actor = 'nobody'",
    "an audit deleted": "DELETE FROM audit",
}
ONLY_SQLITE = {
    "replaced": "REPLACE INTO consents SELECT id, contact_id, session_id, ministry, survey, version_id, purpose, NOT given, "
    "wording_sha256, language, channel, at_ms, offset_minutes FROM consents",
    "an audit replaced": "INSERT OR REPLACE INTO audit SELECT id, at_ms, 'nobody', action, subject, detail, previous, sha256 "
    "FROM audit",
    "an audit replaced by its digest": "INSERT OR REPLACE INTO audit SELECT id + 7, at_ms, 'nobody', action, subject, detail, "
    "previous, sha256 FROM audit",
}
ONLY_POSTGRESQL = {"emptied": "TRUNCATE consents", "an audit emptied": "TRUNCATE audit"}


@pytest.mark.parametrize("what", [*REFUSED, *ONLY_SQLITE, *ONLY_POSTGRESQL])
def test_it_is_refused(engine: Engine, contact_id: int, what: str) -> None:
    other = {"sqlite": ONLY_POSTGRESQL, "postgresql": ONLY_SQLITE}[engine.dialect.name]
    if what in other:
        return
    before = rows(engine)
    with pytest.raises(StorageFault), unit(engine) as u:
        u.connection.execute(text((REFUSED | ONLY_SQLITE | ONLY_POSTGRESQL)[what]))
    assert rows(engine) == before


def test_a_link_to_a_person_may_be_cut_and_never_made_again(engine: Engine, contact_id: int) -> None:
    with unit(engine) as u:
        u.connection.execute(text("UPDATE consents SET contact_id = NULL"))
        u.commit()
    with pytest.raises(StorageFault), unit(engine) as u:
        u.connection.execute(text(f"UPDATE consents SET contact_id = {contact_id}"))
    with reading(engine) as c:
        assert list(c.execute(select(agreed.c.contact_id)).scalars()) == [None]


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with reading(engine) as c:
        return [tuple(row) for table in (agreed, chain) for row in c.execute(select(table).order_by(table.c.id))]
