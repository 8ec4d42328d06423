"""Signals and reports over HTTP: a ministry sees its own, says once what was done, and hears why if it may not."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from counter import Counter
from finding_signals import SUNDAY, found
from night_sample import sample
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from gateway import create_app
from reports.forms.as_json import as_json
from storage import reports
from storage.tables import actions, audit
from storage.unit import connect, unit

HEALTH, HUDUMA = "the-token-of-health-0123456789-0123", "the-token-of-huduma-0123456789-0123"
PROBLEM = "application/problem+json"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return with_tokens(Counter(engine, tmp_path / "var", surveys=()))


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield with_tokens(Counter(engine, tmp_path / "var", surveys=()))
    engine.dispose()


def with_tokens(counter: Counter) -> Counter:
    secrets = dataclasses.replace(counter.gateway.secrets, api_tokens={"health": (HEALTH,), "huduma": (HUDUMA,)})
    counter.gateway = dataclasses.replace(counter.gateway, secrets=secrets)
    counter.client = create_app(counter.gateway).test_client()
    return counter


def get(counter: Counter, path: str, token: str = HEALTH) -> TestResponse:
    return counter.client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})


def act(counter: Counter, signal_id: object, token: str = HEALTH, **action: Any) -> TestResponse:
    return counter.client.post(
        f"/api/v1/signals/{signal_id}/actions", json=action, headers={"Authorization": f"Bearer {token}"}
    )


def ids(counter: Counter, asked: str = "", token: str = HEALTH) -> list[int]:
    answer = get(counter, f"signals{asked}", token)
    assert answer.json is not None
    return [each["id"] for each in answer.json["signals"]]


# --- what is open ------------------------------------------------------------------------------------------------------------


def test_a_signal_is_shown_as_it_was_announced(counter: Counter) -> None:
    id = found(counter.gateway.engine)
    answer = get(counter, "signals")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json == {
        "signals": [
            {
                "id": id, "rule": "funnel", "direction": "concern", "measure": "positive", "channel": "sms", "service": "all",
                "district": "mafeteng", "facility": "F003", "value": 0.5862, "low": 0.68, "high": 0.91, "n": 58,
                "since": "2026-10-19", "opened": "2026-11-15", "last_found": "2026-11-15", "closed": None, "settled_by": "",
                "note": "",
            }
        ],
        "next": None,
    }  # fmt: skip


def test_they_come_page_by_page(on_sqlite: Counter) -> None:
    made = [found(on_sqlite.gateway.engine, facility=f"F{n}") for n in range(5)]
    seen, after = [], 0
    while after is not None:
        page = get(on_sqlite, f"signals?limit=2&after={after}").json
        assert page is not None
        seen.append([each["id"] for each in page["signals"]])
        after = page["next"]
    assert seen == [made[:2], made[2:4], made[4:]]


def test_closed_ones_are_shown_for_a_year(on_sqlite: Counter) -> None:
    id = found(on_sqlite.gateway.engine)
    act(on_sqlite, id, kind="repaired")
    on_sqlite.clock.pass_(days=365)
    assert ids(on_sqlite) == [id]
    on_sqlite.clock.pass_(days=1)
    assert ids(on_sqlite) == []


def test_another_ministry_sees_and_touches_nothing_of_it(on_sqlite: Counter) -> None:
    ours, theirs = found(on_sqlite.gateway.engine), found(on_sqlite.gateway.engine, "huduma")
    assert (ids(on_sqlite), ids(on_sqlite, token=HUDUMA)) == ([ours], [theirs])
    other, nobody = act(on_sqlite, ours, HUDUMA, kind="repaired"), act(on_sqlite, 999, HUDUMA, kind="repaired")
    assert (other.status_code, other.data) == (404, nobody.data)
    assert on_sqlite.rows(actions) == []


# --- what was done -----------------------------------------------------------------------------------------------------------


def test_what_was_done_closes_it_and_stands_in_the_audit_under_the_token(counter: Counter) -> None:
    id = found(counter.gateway.engine)
    answer = act(counter, id, kind="repaired", note="The second counter is open again.")
    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["settled_by"], answer.json["note"]) == ("repaired", "The second counter is open again.")
    assert answer.json["closed"] == "2026-11-18"
    [row] = counter.rows(actions)
    assert (row["signal_id"], row["kind"], row["closes"]) == (id, "repaired", 1)
    [entry] = counter.rows(audit)
    assert (entry["actor"], entry["action"], entry["subject"]) == (row["recorded_by"], "signal acted on", f"signal {id}")
    assert row["recorded_by"].startswith("api token health ")
    assert HEALTH not in repr(entry)


def test_the_same_again_is_told_that_it_is_closed_and_recorded_once(counter: Counter) -> None:
    id = found(counter.gateway.engine)
    answers = [act(counter, id, kind="repaired", note="Done.") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 409, 409]
    assert len(counter.rows(actions)) == 1


def test_a_first_step_leaves_it_open(on_sqlite: Counter) -> None:
    id = found(on_sqlite.gateway.engine)
    assert act(on_sqlite, id, kind="investigated", closes=False).json["closed"] is None  # type: ignore[index]
    assert act(on_sqlite, id, kind="coached").json["settled_by"] == "coached"  # type: ignore[index]
    assert [row["kind"] for row in on_sqlite.rows(actions)] == ["investigated", "coached"]


@pytest.mark.parametrize(
    ("action", "of"),
    [
        ({}, "kind"),
        ({"kind": "prayed"}, "kind"),
        ({"kind": None}, "kind"),
        ({"kind": "repaired", "note": 7}, "note"),
        ({"kind": "repaired", "note": "x" * 241}, "note"),
        ({"kind": "repaired", "closes": "yes"}, "closes"),
        ({"kind": "repaired", "by": "M. Molapo"}, "no action"),
        ({"kind": "repaired", "+26658000001": 1}, "no action"),
        ({"kind": "repaired", "note": "Called +26658000001, all is well."}, "number"),
        ({"kind": "repaired", "note": "Wrote to nurse@health.example."}, "mail address"),
        ({"kind": "repaired", "note": "Spoke with Dr Molapo."}, "name"),
        ({"kind": "repaired", "note": "a\x00b"}, "signs"),
        ({"kind": "repaired", "note": "\ud800"}, "note"),
        ({"kind": "repaired", "note": "one\ntwo"}, "signs"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words_and_nothing_is_kept(
    on_sqlite: Counter, action: dict[str, Any], of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    id = found(on_sqlite.gateway.engine)
    answer = act(on_sqlite, id, **action)
    assert (answer.status_code, answer.content_type) == (422, PROBLEM)
    assert answer.json is not None
    assert of in answer.json["detail"]
    assert answer.json["remedy"]
    assert "58000001" not in answer.text + capsys.readouterr().err
    assert on_sqlite.rows(actions) == []


def test_a_signal_that_is_none_is_not_found(counter: Counter) -> None:
    for signal_id in ("0", "999", "-1", "x", "1.0", "٣", "9" * 30, str(2**63), "1e3", "%00"):
        answer = act(counter, signal_id, kind="repaired")
        assert (answer.status_code, answer.content_type) == (404, PROBLEM), signal_id


def test_a_page_that_cannot_be_meant_is_refused(on_sqlite: Counter) -> None:
    for asked in ("after=x", "after=-1", "after=", "limit=0", "limit=201", "limit=٣", f"after={2**63}", "after=1.5"):
        answer = get(on_sqlite, f"signals?{asked}")
        assert (answer.status_code, answer.content_type) == (422, PROBLEM), asked


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [(b"{", "application/json", 400), (b"[]", "application/json", 422), (b"kind=repaired", "text/plain", 415),
     (b" " * 1_000_001, "application/json", 413)],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused(on_sqlite: Counter, body: bytes, content_type: str, status: int) -> None:
    path = f"/api/v1/signals/{found(on_sqlite.gateway.engine)}/actions"
    answer = on_sqlite.client.post(path, data=body, content_type=content_type, headers={"Authorization": f"Bearer {HEALTH}"})
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)


# --- reports -----------------------------------------------------------------------------------------------------------------


def keep(counter: Counter, ministry: str = "health", languages: tuple[str, ...] = ("en",)) -> dict[str, bytes]:
    content = {language: as_json(sample(language=language)) for language in languages}
    with unit(counter.gateway.engine) as u:
        for day in (SUNDAY, SUNDAY + timedelta(days=1)):
            reports.keep(u, ministry, day, reports.NIGHTLY, content, "2.0.0", 1)
        u.commit()
    return content


def test_a_report_is_given_byte_for_byte_as_it_was_released(counter: Counter) -> None:
    kept = keep(counter, languages=("en", "st"))
    assert get(counter, "reports").json == {"days": ["2026-11-16", "2026-11-15"]}
    assert get(counter, "reports/2026-11-15").data == kept["en"]
    assert get(counter, "reports/2026-11-15?language=st").data == kept["st"]
    assert json.loads(get(counter, "reports/2026-11-15").data)["meta"]["ministry"] == "health"


def test_a_report_of_another_ministry_day_or_language_is_not_found(on_sqlite: Counter) -> None:
    keep(on_sqlite, languages=("st",))
    assert get(on_sqlite, "reports/2026-11-15").status_code == 200  # in what it was released in
    for path in ("2026-11-14", "20261115", "x", "2026-11-15?language=en", "2026-11-15?language=x", "9999-99-99"):
        answer = get(on_sqlite, f"reports/{path}")
        assert (answer.status_code, answer.content_type) == (404, PROBLEM), path
    assert get(on_sqlite, "reports", HUDUMA).json == {"days": []}
    assert get(on_sqlite, "reports/2026-11-15", HUDUMA).status_code == 404


# --- doors -------------------------------------------------------------------------------------------------------------------

DOORS = [("GET", "signals"), ("POST", "signals/1/actions"), ("GET", "reports"), ("GET", "reports/2026-11-15")]


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_without_a_token_nobody_enters(on_sqlite: Counter, method: str, path: str) -> None:
    answer = on_sqlite.client.open(f"/api/v1/{path}", method=method, json={} if method == "POST" else None)
    assert (answer.status_code, answer.content_type) == (401, PROBLEM)


def test_without_a_database_the_answer_is_503_and_when_to_come_again(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    counter = with_tokens(Counter(connect(f"sqlite:///{tmp_path / 'folder.db'}"), tmp_path / "var", surveys=()))
    answers = [get(counter, path) if method == "GET" else act(counter, 1, kind="repaired") for method, path in DOORS]
    assert {(answer.status_code, answer.content_type) for answer in answers} == {(503, PROBLEM)}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers)
