"""No door without a keeper, no ring without an answer."""

import inspect
from pathlib import Path

from gateway import bell, create_app, jobs
from gateway.access import who_may_enter
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire

OPEN = {
    "/healthz", "/readyz", "/metrics", "/api/v1/openapi.json",
    "/open-data/", "/open-data/index.json", "/open-data/<ministry>/", "/open-data/<ministry>/<day>/",
    "/open-data/<ministry>/<day>/<name>",
    "/static/<digest>/<path:name>", "/sign-in", "/welcome/<token>", "/language",
}  # fmt: skip
"""What needs no secret, or asks for one. (Those of /metrics are for this machine alone; the view itself sees to that.)"""

HALF = {"/sign-in/code", "/second-factor", "/sign-out"}
"""For whom the passphrase is enough."""


def test_every_route_says_who_may_enter(tmp_path: Path) -> None:
    settings = load_settings({"GATEWAY_VAR": str(tmp_path)})
    routes = who_may_enter(create_app(wire(settings, load_secrets(settings, {}))))
    assert not [rule for rule, who in routes.items() if not who]
    assert {who for rule, who in routes.items() if rule.startswith("/hooks/")} == {"aggregator"}
    assert {rule for rule, who in routes.items() if who == "everybody"} <= OPEN
    assert {who for rule, who in routes.items() if rule.startswith("/api/") and rule not in OPEN} == {"ministry token"}
    assert {rule for rule, who in routes.items() if who == "half signed in"} == HALF
    rest = [rule for rule in routes if not rule.startswith(("/hooks/", "/api/")) and rule not in OPEN | HALF]
    assert {routes[rule] for rule in rest} == {"person"}


def test_every_kind_of_job_has_a_function_that_takes_one_row_id_and_a_queue_that_a_worker_empties() -> None:
    for kind, (queue, function, timeout_s) in bell._JOBS.items():
        module, _, name = function.rpartition(".")
        assert module == jobs.__name__, kind
        assert [str(p.annotation) for p in inspect.signature(getattr(jobs, name)).parameters.values()] == ["int"], kind
        assert queue in bell.QUEUES
        assert timeout_s > 0
