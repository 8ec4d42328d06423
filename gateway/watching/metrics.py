"""``GET /metrics``: what all processes of this machine have counted, and what is true at this moment, for Prometheus.

The page holds no person and no secret, but it tells how much a ministry spends and when nobody watches. So it is open to this
machine alone, and to others only by a token. A proxy in front of us lives on this machine too: a request that came through one
is never taken for a local one.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from gateway.access import open_to
from gateway.hooks.webhooks import plain
from gateway.watching import counted
from gateway.watching.gauges import Gauge, Gauges
from gateway.watching.tally import BOUNDS_S, KINDS, TIMED, Totals

if TYPE_CHECKING:
    from prometheus_client import Metric

    from gateway.wiring import Gateway

_HERE = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via")


def register(app: Flask, gateway: Gateway) -> None:
    """Add ``/metrics`` to an application."""
    gauges = Gauges(gateway)

    @open_to("everybody")
    def metrics() -> Response:
        """The figures in Prometheus's text format; to whoever may not read them the address does not exist."""
        if not _may_read(gateway):
            gateway.tally.add("refused", "metrics", "404")
            return plain("not found\n", 404)
        return _page(counted.of_all(gateway.settings.var, "web", gateway.tally), gauges.now())

    app.add_url_rule("/metrics", "metrics", metrics)


def _may_read(gateway: Gateway) -> bool:
    token = gateway.secrets.metrics_token
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    if token and scheme.lower() == "bearer":
        return hmac.compare_digest(said.strip().encode("utf-8", "surrogateescape"), token.encode())
    return request.remote_addr in _HERE and not any(name in request.headers for name in _FORWARDED)


def _page(totals: Totals, gauges: tuple[Gauge, ...]) -> Response:
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(_Once([*_counters(totals), *_durations(totals), *_gauges(gauges)]))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Once:
    """What prometheus-client asks for its families; it makes the page of them."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> list[Metric]:
        return self._families


def _counters(totals: Totals) -> Iterator[Metric]:
    from prometheus_client.core import CounterMetricFamily

    for name, kind in KINDS.items():
        family = CounterMetricFamily(f"gateway_{name}", kind.help, labels=kind.labels)
        for key, n in sorted(totals.counts.items()):
            if key[0] == name:
                family.add_metric(key[1:], n)
        yield family


def _durations(totals: Totals) -> Iterator[Metric]:
    from prometheus_client.core import HistogramMetricFamily

    for name, kind in TIMED.items():
        family = HistogramMetricFamily(f"gateway_{name}", kind.help, labels=kind.labels)
        for key, found in sorted(totals.times.items()):
            if key[0] == name:
                family.add_metric(key[1:], list(_classes(found)), found[-1])
        yield family


def _classes(found: tuple[float, ...]) -> Iterator[tuple[str, float]]:
    """Upper end -> how many lasted no longer, as Prometheus adds them up."""
    so_far = 0.0
    for bound, n in zip((*map(str, BOUNDS_S), "+Inf"), found, strict=False):
        so_far += n
        yield bound, so_far


def _gauges(gauges: tuple[Gauge, ...]) -> Iterator[Metric]:
    from prometheus_client.core import GaugeMetricFamily

    families: dict[str, GaugeMetricFamily] = {}
    for gauge in gauges:
        names = [name for name, _ in gauge.labels]
        family = families.setdefault(gauge.name, GaugeMetricFamily(f"gateway_{gauge.name}", gauge.help, labels=names))
        family.add_metric([value for _, value in gauge.labels], gauge.value)
    yield from families.values()
