"""The OpenAPI document against the API itself: what it says is what comes, whatever is sent."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from counter import CLINIC, Counter
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gateway import create_app
from gateway.api import routes
from gateway.api.pace import Pace
from gateway.api.shapes import Received, Visits
from storage.unit import connect

TOKEN = "the-token-of-the-schema-0123456789"
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    monkeypatch.setattr(routes, "Pace", lambda: Pace(a_second=1e9, at_once=1e9))
    engine = connect(sqlite_url)
    counter = Counter(engine, tmp_path / "var", surveys=(CLINIC,))
    secrets = dataclasses.replace(counter.gateway.secrets, api_tokens={"health": (TOKEN,)})
    counter.gateway = dataclasses.replace(counter.gateway, secrets=secrets)
    yield counter
    engine.dispose()


@pytest.fixture
def api(counter: Counter) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app(counter.gateway))


OPEN = ("/api/v1/openapi.json", "GET")
BARE = ("/api/v1/reports", "GET")
"""Takes nothing that could be wrong."""
PATHS = [
    ("/api/v1/visits", "POST"),
    ("/api/v1/signals", "GET"),
    ("/api/v1/signals/{signal_id}/actions", "POST"),
    ("/api/v1/reports/{day}", "GET"),
    ("/api/v1/figures", "GET"),
    ("/api/v1/packages", "GET"),
    ("/api/v1/responses", "GET"),
    BARE,
    OPEN,
]
MODES = [
    (*path, mode)
    for path in PATHS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or path not in (BARE, OPEN)
]


@pytest.mark.parametrize(("path", "method", "mode"), MODES)
def test_no_request_breaks_it_and_no_answer_is_undocumented(
    api: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    cases = api[path][method].as_strategy(generation_mode=mode)

    @given(case=cases)
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def attack(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, checks=CHECKS)

    attack()


@pytest.mark.parametrize(("path", "method"), PATHS)
def test_without_a_token_the_documented_refusal_comes(api: schemathesis.BaseSchema, path: str, method: str) -> None:
    @given(case=api[path][method].as_strategy())
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    def knock(case: schemathesis.Case[Any]) -> None:
        answer = case.call(headers={"Authorization": "Bearer nobody"})
        assert answer.status_code == (200 if (path, method) == OPEN else 401)
        case.validate_response(answer, checks=CHECKS)

    knock()


def test_its_example_is_what_it_takes_and_its_answer_is_what_it_says(counter: Counter) -> None:
    client = create_app(counter.gateway).test_client()
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    body = document["paths"]["/api/v1/visits"]["post"]["requestBody"]["content"]["application/json"]
    Visits.model_validate(body["example"])
    for shape in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    answer = client.post("/api/v1/visits", json=body["example"], headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        Received.model_validate(answer.json)


def test_every_route_of_the_api_is_in_the_document(counter: Counter) -> None:
    app = create_app(counter.gateway)
    document = app.test_client().get("/api/v1/openapi.json").json
    assert document is not None
    rules = {re.sub(r"<(\w+)>", r"{\1}", str(rule)) for rule in app.url_map.iter_rules()}
    assert set(document["paths"]) == {rule for rule in rules if rule.startswith("/api/")}
