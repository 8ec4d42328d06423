"""Visits over HTTP: who may hand them in, what becomes of each, and that sending twice is sending once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from counter import CLINIC, Counter
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from gateway import create_app
from gateway.api.pace import Pace
from gateway.api.shapes import MOST_VISITS
from gateway.api.tokens import Tokens
from storage.tables import audit, contacts, uploads, visits
from storage.unit import connect

NEW, OLD, OTHER = (
    "the-new-token-of-health-0123456789",
    "the-old-token-of-health-0123456789",
    "the-token-of-huduma-0123456789-0123",
)
PHONE = "+26658000001"
AT = "2026-11-18T09:00:00+02:00"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return with_tokens(Counter(engine, tmp_path / "var"))


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield with_tokens(Counter(engine, tmp_path / "var"))
    engine.dispose()


def with_tokens(counter: Counter) -> Counter:
    secrets = dataclasses.replace(counter.gateway.secrets, api_tokens={"health": (NEW, OLD), "huduma": (OTHER,)})
    counter.gateway = dataclasses.replace(counter.gateway, secrets=secrets)
    counter.client = create_app(counter.gateway).test_client()
    return counter


def visit(n: int | str = 1, **other: Any) -> dict[str, Any]:
    return {"phone": PHONE, "visit_id": f"OPD-{n}", "recorded_at": AT, "facility": "4021", **other}


def post(counter: Counter, *given: Any, survey: str = CLINIC, token: str = NEW) -> TestResponse:
    return counter.client.post(
        "/api/v1/visits", json={"survey": survey, "visits": list(given)}, headers={"Authorization": f"Bearer {token}"}
    )


def outcomes(answer: TestResponse) -> list[str]:
    return [result["outcome"] for result in answer.json["results"]]  # type: ignore[index]


# --- what becomes of visits --------------------------------------------------------------------------------------------------


def test_visits_are_taken_in_once_however_often_they_are_sent(counter: Counter) -> None:
    first = post(counter, visit(1), visit(2, phone="+26658000002"))
    again = post(counter, visit(1), visit(2, phone="+26658000002"), visit(3, phone="+26658000003"))
    assert (first.status_code, again.status_code) == (200, 200)
    assert outcomes(first) == ["accepted", "accepted"]
    assert outcomes(again) == ["known", "known", "accepted"]
    assert (again.json["accepted"], again.json["known"], again.json["refused"]) == (1, 2, 0)  # type: ignore[index]
    assert [row["reference"] for row in counter.rows(visits)] == ["OPD-1", "OPD-2", "OPD-3"]


def test_of_some_visits_the_sound_ones_are_kept_and_the_others_told_in_words(counter: Counter) -> None:
    answer = post(
        counter, visit(1), "no visit", visit(2, phone="12"), {"phone": PHONE}, visit(3, phone=26658000003), visit(4, x=[1])
    )
    assert answer.status_code == 200
    assert outcomes(answer) == ["accepted", "refused", "refused", "refused", "accepted", "refused"]
    notes = {result["row"]: result["notes"] for result in answer.json["results"]}  # type: ignore[index]
    assert notes[2] == [
        {"field": "", "sentence": "This is no visit.", "remedy": "Write it as an object with its fields.", "refuses": True}
    ]
    assert [note["field"] for row in (3, 4, 6) for note in notes[row]] == ["phone", "visit_id", "x"]
    assert all(note["sentence"] and note["remedy"] for row in (2, 3, 4, 6) for note in notes[row])
    assert [row["reference"] for row in counter.rows(visits)] == ["OPD-1", "OPD-3"]


def test_where_no_visit_is_sound_the_answer_is_422_with_what_is_wrong_of_each(on_sqlite: Counter) -> None:
    answer = post(on_sqlite, visit(phone="12"), 7)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert outcomes(answer) == ["refused", "refused"]
    assert not on_sqlite.rows(visits)
    assert not on_sqlite.rows(uploads)


def test_a_number_is_never_told_back_nor_logged(on_sqlite: Counter, capsys: pytest.CaptureFixture[str]) -> None:
    answers = [
        post(on_sqlite, visit(1), visit(2, phone="+2665800000"), visit(PHONE)),
        post(on_sqlite, visit(3, **{PHONE: PHONE})),
        post(on_sqlite, visit(4), visit(5), survey=PHONE),
        on_sqlite.client.post("/api/v1/visits", json={PHONE: 1, "survey": "x", "visits": []}, headers=bearer(NEW)),
    ]
    logged = capsys.readouterr().err
    assert logged.count("\n") == 4
    assert "5800000" not in "".join(answer.text for answer in answers) + logged


def test_the_audit_names_the_token_and_never_holds_it(on_sqlite: Counter) -> None:
    post(on_sqlite, visit(1), token=OLD)
    actors = [row["actor"] for row in on_sqlite.rows(audit)]
    assert actors == [on_sqlite.rows(uploads)[0]["received_from"]]
    assert actors[0].startswith("api token health ")
    assert OLD not in repr(on_sqlite.rows(audit)) + repr(on_sqlite.rows(uploads))


def test_a_ministry_hands_in_for_its_own_surveys_only(on_sqlite: Counter) -> None:
    answer = post(on_sqlite, visit(1), token=OTHER)
    assert answer.status_code == 422
    assert CLINIC in answer.json["detail"]  # type: ignore[index]
    assert not on_sqlite.rows(contacts)


# --- who may -----------------------------------------------------------------------------------------------------------------


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("token", [NEW, OLD])
def test_two_tokens_open_while_one_replaces_the_other(on_sqlite: Counter, token: str) -> None:
    assert post(on_sqlite, visit(1), token=token).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": ""}, bearer(""), bearer("wrong"), bearer(NEW + "x"), bearer(NEW[:-1]), {"Authorization": NEW},
     {"Authorization": f"Basic {NEW}"}, bearer("é"), {"X-Token": NEW}],
)  # fmt: skip
def test_without_a_token_nothing_is_read(on_sqlite: Counter, headers: dict[str, str]) -> None:
    answer = on_sqlite.client.post("/api/v1/visits", json={"survey": CLINIC, "visits": [visit()]}, headers=headers)
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert not on_sqlite.rows(contacts)


def test_a_ministry_without_tokens_has_no_door(on_sqlite: Counter) -> None:
    none = Tokens(dataclasses.replace(on_sqlite.gateway.secrets, api_tokens={}))
    assert none.caller("Bearer ") is None
    assert none.caller("") is None


def test_whoever_asks_too_often_is_told_when_to_come_again() -> None:
    now_s = [0.0]
    pace = Pace(a_second=2, at_once=3, seconds=lambda: now_s[0])
    assert [pace.wait_s("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert pace.wait_s("b") == 0
    now_s[0] = 0.5
    assert [pace.wait_s("a") for _ in range(2)] == [0, 0.5]
    now_s[0] = 1e6
    assert [pace.wait_s("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_too_many_at_once_are_answered_429(on_sqlite: Counter) -> None:
    answers = [on_sqlite.client.post("/api/v1/visits", data=b"", headers=bearer(NEW)) for _ in range(60)]
    assert {answer.status_code for answer in answers} == {415, 429}
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert post(on_sqlite, visit(1), token=OTHER).status_code == 422  # another caller is not held up


# --- what cannot be used -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"survey": NaN}', "application/json", 400),
        (b'{"survey": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"survey": "x"}', "application/json; charset=utf-8", 422),
        (b'{"survey": "x", "visits": []}', "application/json", 422),
        (b'{"survey": "x", "visits": [1], "more": 1}', "application/json", 422),
        (b'{"survey": "no-such", "visits": [{"phone": "1", "visit_id": "1"}]}', "application/json", 422),
        (b"survey=x", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b" " * 1_000_001, "application/json", 413),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(on_sqlite: Counter, body: bytes, content_type: str, status: int) -> None:
    answer = on_sqlite.client.post("/api/v1/visits", data=body, content_type=content_type, headers=bearer(NEW))
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["status"] == status  # type: ignore[index]
    assert answer.json["detail"]  # type: ignore[index]
    assert answer.json["remedy"]  # type: ignore[index]


def test_a_list_that_is_too_long_or_too_wide_is_refused_before_it_costs_anything(on_sqlite: Counter) -> None:
    assert post(on_sqlite, *[{}] * (MOST_VISITS + 1)).status_code == 422
    wide = post(on_sqlite, *[{f"field {n}": ""} for n in range(101)])
    assert wide.status_code == 422
    assert "101" in wide.json["detail"]  # type: ignore[index]


def test_signs_that_no_database_keeps_break_nothing(counter: Counter) -> None:
    body = json.dumps({"survey": CLINIC, "visits": [visit(1, facility="a\x00b\ud800"), visit(2, **{"\ud800\x00": "\ud800"})]})
    answer = counter.client.post("/api/v1/visits", data=body, content_type="application/json", headers=bearer(NEW))
    assert answer.status_code in (200, 422)
    survey = json.dumps({"survey": "\ud800", "visits": [visit(1)]})
    refused = counter.client.post("/api/v1/visits", data=survey, content_type="application/json", headers=bearer(NEW))
    assert refused.status_code == 422


def test_without_a_database_the_answer_is_503_and_when_to_come_again(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    counter = with_tokens(Counter(connect(f"sqlite:///{tmp_path / 'folder.db'}"), tmp_path / "var", surveys=()))
    answer = post(counter, visit(1))
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert int(answer.headers["Retry-After"]) > 0
