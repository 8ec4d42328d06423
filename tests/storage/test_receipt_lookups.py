"""What is asked at every send and every delivery report costs the same however many reports are kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event

from storage import receipts
from storage.unit import connect, unit


def test_reports_that_fit_no_text_are_found_by_their_person(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    asked: list[tuple[str, Any]] = []
    with unit(engine) as u:
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        assert receipts.orphans_of(u, "main", 1, 0) == []
        statement, values = asked[0]
        plan = [step.detail for step in u.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    engine.dispose()
    assert any("ix_receipts_orphans (channel=? AND contact_id=?" in step for step in plan), plan
