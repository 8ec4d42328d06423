"""Figures, packages and responses over HTTP: what was released, what was answered, of one ministry and nobody else."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from counter import CLINIC, Call, Counter
from sqlalchemy import Engine, update
from test_api_signals import HEALTH, HUDUMA, PROBLEM, get, keep

from gateway import create_app
from gateway.conversing import filing
from storage import reports
from storage.tables import audit, contacts, responses
from storage.unit import connect, unit

GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")
BAD_VISIT = ("1", "1301", "2", "1", "1", "1", "2", "Ring 5812 3456", "2")


def with_tokens(counter: Counter) -> Counter:
    secrets = dataclasses.replace(counter.gateway.secrets, api_tokens={"health": (HEALTH,), "huduma": (HUDUMA,)})
    counter.gateway = dataclasses.replace(counter.gateway, secrets=secrets)
    counter.client = create_app(counter.gateway).test_client()
    return counter


@pytest.fixture
def released(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    counter = with_tokens(Counter(engine, tmp_path / "var", surveys=()))
    keep(counter)
    yield counter
    engine.dispose()


@pytest.fixture
def answered(engine: Engine, tmp_path: Path) -> Counter:
    """Four calls of three people to one survey on one day; one of them says a number in words."""
    counter = Counter(engine, tmp_path / "var", surveys=(CLINIC,))
    for n, said in enumerate((GOOD_VISIT, BAD_VISIT, GOOD_VISIT[:4], ("3",))):
        Call(counter, f"ATUid_{n}", f"+2665800000{n}").go(*said)
    counter.clock.pass_(hours=2)
    return with_tokens(counter)


def file(counter: Counter) -> None:
    from gateway.conversing import close

    close.close_due(counter.gateway)
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])


def json_of(counter: Counter, path: str, token: str = HEALTH) -> dict[str, Any]:
    answer = get(counter, path, token)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), answer.text
    assert isinstance(answer.json, dict)
    return answer.json


# --- figures -----------------------------------------------------------------------------------------------------------------


def test_the_figures_are_the_rows_of_the_open_package(released: Counter) -> None:
    told = json_of(released, "figures?day=2026-11-15")
    table = released.client.get("/open-data/health/2026-11-15/figures.csv").text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert told["next"] is None
    assert told["day"] == "2026-11-15"
    assert [each["metric"] for each in told["figures"]] == [row["metric"] for row in rows]
    for each, row in zip(told["figures"], rows, strict=True):
        assert each["value"] == (float(row["value"]) if row["value"] else None)
        assert each["n"] == (int(row["n"]) if row["n"] else None)
        assert each["suppression_reason"] == row["suppression_reason"]


def test_the_newest_report_is_meant_where_no_day_is_named(released: Counter) -> None:
    assert json_of(released, "figures")["day"] == "2026-11-16"


def test_figures_that_are_kept_back_are_not_there_until_they_are_given_free(released: Counter) -> None:
    day = date(2026, 11, 16)
    with unit(released.gateway.engine) as u:
        assert reports.withhold(u, "health", day, "a rule is broken")
        u.commit()
    assert json_of(released, "figures")["day"] == "2026-11-15"
    assert get(released, "figures?day=2026-11-16", HEALTH).status_code == 404
    with unit(released.gateway.engine) as u:
        assert reports.withhold(u, "health", day, "")
        u.commit()
    assert json_of(released, "figures")["day"] == "2026-11-16"


def test_figures_come_page_by_page_and_as_they_were_asked_for(released: Counter) -> None:
    whole = json_of(released, "figures")["figures"]
    seen: list[Any] = []
    after: int | None = 0
    while after is not None:
        page = json_of(released, f"figures?limit=1200&after={after}")
        seen += page["figures"]
        after = page["next"]
    assert seen == whole
    chosen = json_of(released, "figures?metric=positive&channel=sms&facility=all")["figures"]
    assert chosen == [f for f in whole if (f["metric"], f["channel"], f["facility"]) == ("positive", "sms", "all")] != []
    assert json_of(released, "figures?metric=none-such")["figures"] == []


# --- packages ----------------------------------------------------------------------------------------------------------------


def test_packages_name_files_that_everybody_can_read(released: Counter) -> None:
    told = json_of(released, "packages?limit=1")
    assert ([each["day"] for each in told["packages"]], told["next"]) == (["2026-11-16"], 1)
    for each in told["packages"][0]["files"]:
        assert released.client.get(each["href"]).status_code == 200, each
    assert [each["day"] for each in json_of(released, "packages?after=1")["packages"]] == ["2026-11-15"]
    assert json_of(released, "packages", HUDUMA) == {"packages": [], "next": None}


# --- responses ---------------------------------------------------------------------------------------------------------------


def test_responses_are_told_without_the_person(answered: Counter) -> None:
    file(answered)
    [day] = {str(row["desk_day"]) for row in answered.rows(responses)}
    told = json_of(answered, f"responses?survey={CLINIC}&day={day}")
    first, second, third = told["responses"]  # who only said that it is not the time gave no answer
    assert {each["question"]: each["value"] for each in first["answers"]} == {
        "facility": "1301", "reason": "child", "wait": "1", "treated": "5", "medicine": "yes", "asked_to_pay": "no",
    }  # fmt: skip
    assert [each["complete"] for each in (first, second, third)] == [True, True, False]
    assert "comment" not in {each["question"] for each in second["answers"]}
    assert all(re.fullmatch(r"[sc]-[b-v]{16}", each[name]) for each in told["responses"] for name in ("response", "contact"))
    assert len({each["contact"] for each in told["responses"]}) == 3
    assert not re.search("5800|5812", str(told))


def test_responses_come_page_by_page(answered: Counter) -> None:
    file(answered)
    [day] = {str(row["desk_day"]) for row in answered.rows(responses)}
    whole = json_of(answered, f"responses?survey={CLINIC}&day={day}")["responses"]
    one = json_of(answered, f"responses?survey={CLINIC}&day={day}&limit=2")
    two = json_of(answered, f"responses?survey={CLINIC}&day={day}&limit=2&after={one['next']}")
    assert one["responses"] + two["responses"] == whole
    assert two["next"] is None


def test_that_responses_were_read_is_in_the_audit(answered: Counter) -> None:
    file(answered)
    [day] = {str(row["desk_day"]) for row in answered.rows(responses)}
    json_of(answered, f"responses?survey={CLINIC}&day={day}")
    [row] = [row for row in answered.rows(audit) if row["action"] == "answers read"]
    assert (row["subject"], row["actor"][:16]) == (CLINIC, "api token health")
    assert f'"day":"{day}","responses":3' in row["detail"]


@pytest.mark.parametrize(
    "column", [{"set_aside": "tester"}, {"dangerous": True}, {"filed_at_ms": None}], ids=["tester", "danger", "not filed"]
)
def test_what_nobody_may_read_is_not_told(answered: Counter, column: dict[str, Any]) -> None:
    file(answered)
    [day] = {str(row["desk_day"]) for row in answered.rows(responses)}
    with unit(answered.gateway.engine) as u:
        u.connection.execute(update(responses).values(column))
        u.commit()
    assert json_of(answered, f"responses?survey={CLINIC}&day={day}")["responses"] == []


def test_who_was_forgotten_is_somebody_else_every_time(answered: Counter) -> None:
    file(answered)
    [day] = {str(row["desk_day"]) for row in answered.rows(responses)}
    with unit(answered.gateway.engine) as u:
        u.connection.execute(update(contacts).values(key_id=""))
        u.commit()
    told = json_of(answered, f"responses?survey={CLINIC}&day={day}")["responses"]
    assert [each["contact"][2:] for each in told] == [each["response"][2:] for each in told]


def test_another_ministry_has_no_such_survey(answered: Counter) -> None:
    answer = get(answered, f"responses?survey={CLINIC}&day=2026-11-15", HUDUMA)
    assert (answer.status_code, answer.content_type) == (404, PROBLEM)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("figures?day=2026-11-14", 404), ("figures?day=yesterday", 422), ("figures?limit=0", 422), ("figures?after=-1", 422),
        ("packages?limit=201", 422), (f"responses?survey={CLINIC}", 422), ("responses?day=2026-11-15", 404),
        (f"responses?survey={CLINIC}&day=20261115", 422), (f"responses?survey={CLINIC}&day=2026-11-15&limit=501", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_words(released: Counter, asked: str, status: int) -> None:
    answer = get(released, asked)
    assert (answer.status_code, answer.content_type) == (status, PROBLEM)
    assert answer.json is not None
    assert answer.json["remedy"]


@pytest.mark.parametrize("path", ["figures", "packages", f"responses?survey={CLINIC}&day=2026-11-15"])
def test_without_a_token_nobody_reads(released: Counter, path: str) -> None:
    assert released.client.get(f"/api/v1/{path}").status_code == 401
