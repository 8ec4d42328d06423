"""Builders for visits that come in: a gateway with a shipped survey of Lesotho and one of Kenya, and lists to hand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from outbound import SECRETS, Clock, settings_of
from publishing import publish_text
from sqlalchemy import Engine, Table, select

from gateway.config_sections import Channel, Invitations, Ministry
from gateway.visits.desk import Desk, desk_of
from gateway.visits.examine import Examined, examine
from gateway.visits.load import Taken, take_in
from gateway.wiring import Gateway, wire
from storage.tables import invitations, visits
from storage.unit import reading

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
CLINIC = "lesotho-clinic-visit"
HUDUMA = "kenya-huduma-service"
HEADER = ("phone", "visit id", "recorded at", "centre", "first name", "language")
MONDAY = "2026-11-23T09:00:00+03:00"
"""Three hours before the clock of these tests."""

CHANNEL = Channel(
    name="main", environment="stub", username="sandbox", country="LS", countries=("LS", "KE"),
    codes=("*120*45#", "40145", "22555"), hook_secrets="H", api_key="K",
)  # fmt: skip
MINISTRIES = {
    "health": Ministry(key="health", name="Ministry of Health", time_zone="Africa/Maseru", surveys=(CLINIC,)),
    "huduma": Ministry(key="huduma", name="Huduma Kenya", time_zone="Africa/Nairobi", surveys=(HUDUMA,)),
}


def visiting_gateway(engine: Engine, clock: Callable[[], int] | None = None, **invitations: Any) -> Gateway:
    """A gateway with both surveys published; ``invitations`` are settings of that section."""
    settings = settings_of(
        "/nowhere", engine.url.render_as_string(hide_password=False), channels={"main": CHANNEL}, ministries=MINISTRIES,
        invitations=Invitations(**invitations),
    )  # fmt: skip
    gateway = replace(wire(settings, SECRETS, clock or Clock()), engine=engine)
    for survey, ministry in ((CLINIC, "health"), (HUDUMA, "huduma")):
        text = (SURVEYS / f"{survey}.yaml").read_bytes()
        publish_text(gateway, text, ministry, "test", lists=lambda name: (SURVEYS / name).read_bytes())
    return gateway


def phone(n: int) -> str:
    """A mobile number of Kenya."""
    return f"+2547{n:08d}"


def row(n: int, *, centre: str = "N02", recorded: str = MONDAY, first_name: str = "", language: str = "") -> list[str]:
    return [phone(n), f"T-{n}", recorded, centre, first_name, language]


def huduma(gateway: Gateway) -> Desk:
    return desk_of(gateway, "huduma", HUDUMA)


def examined(gateway: Gateway, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Examined:
    return examine(huduma(gateway), header, list(enumerate(rows, 2)), gateway.now_ms())


def taken(gateway: Gateway, rows: Sequence[Sequence[str]], sha256: str = "a file") -> Taken:
    return take_in(gateway, huduma(gateway), examined(gateway, rows), sha256=sha256, received_from="thabo")


def stored(engine: Engine, table: Table = visits) -> list[Mapping[str, Any]]:
    with reading(engine) as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key)).mappings())


def waiting(engine: Engine) -> list[Mapping[str, Any]]:
    """The invitations, and the references of their visits."""
    joined = select(invitations, visits.c.reference).join(visits, visits.c.id == invitations.c.visit_id)
    with reading(engine) as connection:
        return list(connection.execute(joined.order_by(visits.c.reference)).mappings())
