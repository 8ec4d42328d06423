"""Where the concrete parts meet: the one place that knows the clock, the luck, the database and the bell of a process."""

from __future__ import annotations

import secrets as luck
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Engine

from flows.measure import USUAL, Budgets
from gateway import logs
from gateway.bell import Bell
from gateway.hooks.guards import Guards
from gateway.hooks.spool import Spool
from gateway.hooks.trouble import Trouble
from gateway.played_time import clock_of
from gateway.publishing.published import Published
from gateway.secrets import Secrets
from gateway.settings import Settings
from gateway.watching.pulse import Pulse
from gateway.watching.tally import Tally
from storage.contacts import Vault
from storage.hops import Hops
from storage.unit import connect

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody takes for one another."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """All that a use case needs from the world, given to it and never looked up."""

    settings: Settings
    secrets: Secrets
    engine: Engine
    vault: Vault
    now_ms: Callable[[], int]
    reference: Callable[[], str]
    published: Published
    bell: Bell
    budgets: Budgets = USUAL
    trouble: Trouble = field(default_factory=Trouble)
    tally: Tally = field(default_factory=Tally)
    pulse: Pulse = field(default_factory=Pulse)
    guards: Guards = field(init=False)
    spool: Spool = field(init=False)
    hops: Hops = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "guards", Guards(self.settings.guards))
        object.__setattr__(self, "spool", Spool(self.settings, self.secrets))
        object.__setattr__(self, "hops", Hops(self.engine))


def wire(settings: Settings, secrets: Secrets, now_ms: Callable[[], int] | None = None) -> Gateway:
    """The gateway of this process. Connects to nothing yet; what it logs from here on holds no person."""
    if not structlog.is_configured():
        logs.configure()
    return Gateway(
        settings=settings,
        secrets=secrets,
        engine=connect(settings.database_url),
        vault=Vault(secrets.number_keys, secrets.current_key, secrets.index_key),
        now_ms=now_ms or clock_of(settings, utc_ms),
        reference=new_reference,
        published=Published(),
        bell=Bell(settings.redis_url),
        budgets=Budgets(settings.ussd.units_gsm, settings.ussd.units_ucs2),
    )


def utc_ms() -> int:
    """Whole milliseconds since 1970 in UTC."""
    return time.time_ns() // 1_000_000


def new_reference() -> str:
    """Seven signs such as ``7KQ4-M2`` by which a person can name their conversation to an office."""
    signs = "".join([luck.choice(SIGNS) for _ in range(6)])
    return f"{signs[:4]}-{signs[4:]}"
