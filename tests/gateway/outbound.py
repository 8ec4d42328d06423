"""Builders for whatever goes out: a gateway with a clock that is set by hand, people, texts, and a sender that is told what
to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine, select

from gateway.africastalking.sender import Accepted, SendFailed
from gateway.config_sections import Channel, Ministry
from gateway.secrets import Secrets
from gateway.settings import Settings
from gateway.wiring import Gateway, wire
from storage import contacts, outbox
from storage.tables import outbox as outbox_table
from storage.unit import Unit, reading, unit

NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC
NUMBER = "+26658123456"

SECRETS = Secrets(
    number_keys={"k1": b"n" * 31 + b"1"},
    current_key="k1",
    index_key=b"i" * 31 + b"2",
    binding_key=b"b" * 31 + b"3",
    hook_secrets={"main": ("hook-of-the-tests-0123456",)},
    api_keys={"main": "key-of-the-tests"},
    api_tokens={"health": ("token-of-the-tests-0123456789-abcdef",)},
    metrics_token="",
    mail_password="",
    dhis2={},
)


def settings_of(var: object, database_url: str, redis_url: str = "unix:///nowhere/redis.sock", **changed: object) -> Settings:
    channel = Channel(
        name="main", environment="stub", username="sandbox", country="LS", codes=("40145",), hook_secrets="H", api_key="K",
        calls_at_once=1,
    )  # fmt: skip
    ministry = Ministry(key="health", name="Health", time_zone="Africa/Maseru", surveys=("clinic",))
    given = {"var": var, "database_url": database_url, "redis_url": redis_url, "redis_embedded": False}
    return Settings.model_validate({**given, "channels": {"main": channel}, "ministries": {"health": ministry}, **changed})


@dataclass
class Clock:
    now: int = NOON

    def __call__(self) -> int:
        return self.now

    def pass_s(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


@dataclass
class Told:
    """A sender that answers what it is told, number by number, and remembers what it was given."""

    answers: list[Accepted | SendFailed] = field(default_factory=list)
    given: list[tuple[str, str, str]] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    """How many numbers each call had."""
    meanwhile: Callable[[], None] = lambda: None
    """What happens while the aggregator thinks."""

    def send(self, numbers: Sequence[str], text: str, code: str, link_id: str | None) -> tuple[Accepted | SendFailed, ...]:
        self.calls.append(len(numbers))
        before = len(self.given)
        self.given += [(number, text, code) for number in numbers]
        self.meanwhile()
        return tuple(self._answer(before + place) for place in range(1, len(numbers) + 1))

    def _answer(self, nth: int) -> Accepted | SendFailed:
        return self.answers.pop(0) if self.answers else Accepted(f"ATXid_{nth}", 101, "KES 0.8")

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.given]


def gateway_on(
    engine: Engine, clock: Callable[[], int] | None = None, redis_url: str = "unix:///nowhere/redis.sock"
) -> Gateway:
    """A gateway on a database that is there already; without a Redis unless one is named."""
    url = engine.url.render_as_string(hide_password=False)
    return replace(wire(settings_of("/nowhere", url, redis_url), SECRETS, clock or Clock()), engine=engine)


def person(gateway: Gateway, number: str = NUMBER) -> int:
    with unit(gateway.engine) as u:
        contact = contacts.contact_of(u, gateway.vault, number, gateway.now_ms())
        u.commit()
    return contact.id


def queued(
    gateway: Gateway,
    contact_id: int,
    text: str = "Lumela",
    at_ms: int | None = None,
    channel: str = "main",
    kind: outbox.Kind = "reply",
    ministry: str = "",
) -> int:
    """A text that is due now."""
    with unit(gateway.engine) as u:
        at_ms = gateway.now_ms() if at_ms is None else at_ms
        outbox_id = outbox.put(
            u, channel=channel, contact_id=contact_id, session_id=None, code="40145", text=text, at_ms=at_ms, kind=kind,
            ministry=ministry,
        )  # fmt: skip
        u.commit()
    return outbox_id


def opted_out(gateway: Gateway, contact_id: int) -> bool:
    with reading(gateway.engine) as connection:
        return contacts.by_id(Unit(connection), contact_id).opted_out


def row(engine: Engine, outbox_id: int) -> Mapping[str, object]:
    with reading(engine) as connection:
        return connection.execute(select(outbox_table).where(outbox_table.c.id == outbox_id)).mappings().one()


def state(engine: Engine, outbox_id: int) -> str:
    return str(row(engine, outbox_id)["state"])


def states(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.execute(select(outbox_table.c.state).order_by(outbox_table.c.id)).scalars())
