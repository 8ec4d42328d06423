"""A country's past: a million ended sessions, written by the database itself, so that cost can be seen against history."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

_STATE = (
    '{"c":"ussd","l":"en","r":"7KQ4-M2","o":"","a":[["facility","answered","1101","1101","person","en","ussd",0,0,0,false],'
    '["reason","answered","child","2","person","en","ussd",0,0,0,false],["wait","answered","1","1","person","en","ussd",0,0,0,false],'
    '["treated","answered","5","5","person","en","ussd",0,0,0,false]],"e":"finished"}'
)

_NUMBERS = {
    "sqlite": "WITH RECURSIVE past(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM past WHERE i < :n)",
    "postgresql": "WITH past(i) AS (SELECT * FROM generate_series(1, :n))",
}
_INDEX = {"sqlite": "randomblob(32)", "postgresql": "sha256(convert_to(i::text, 'UTF8'))"}

_TABLES = (
    "INSERT INTO contacts (id, number_index, number_sealed, key_id, created_at_ms) {past}"
    " SELECT 1000000 + i, {index}, {index}, 'past', 0 FROM past",
    "INSERT INTO sessions (id, contact_id, ministry, survey, version_id, channel, code, begun_at_ms, due_at_ms, ended,"
    " ended_at_ms) {past} SELECT 1000000 + i, 1000000 + i, 'health', 'lesotho-clinic-visit', :version, 'ussd', '*120*45#',"
    " i, i, 'finished', i FROM past",
    'INSERT INTO calls (id, channel, provider_id, "window", binding, contact_id, session_id, opened_at_ms) {past}'
    " SELECT 1000000 + i, 'main', 'ATUid_past_' || i, 20000, {index}, 1000000 + i, 1000000 + i, i FROM past",
    "INSERT INTO turns (session_id, n, call_id, at_ms, heard, said, state, reply) {past}"
    " SELECT 1000000 + i, 7, 1000000 + i, i, '1*1101*2*1*5*1*2', '2', :state, 'END Thank you. Reference: 7KQ4-M2' FROM past",
)


def fill(engine: Engine, sessions: int) -> None:
    """Store ``sessions`` ended sessions, each with its contact, its call and its last turn."""
    with engine.begin() as c:
        if c.dialect.name == "postgresql":
            c.exec_driver_sql("SET LOCAL statement_timeout = 0")
        version = c.execute(text("SELECT max(id) FROM versions")).scalar_one()
        for statement in _TABLES:
            _insert(c, statement, {"n": sessions, "version": version, "state": _STATE})
        c.exec_driver_sql("ANALYZE")


def _insert(c: Connection, statement: str, values: dict[str, object]) -> None:
    dialect = c.dialect.name
    sql = statement.format(past=_NUMBERS[dialect], index=_INDEX[dialect])
    c.execute(text(sql), {k: v for k, v in values.items() if f":{k}" in sql})
