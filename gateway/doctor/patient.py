"""The installation that is looked at, as far as it can be taken hold of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import Engine

from gateway.instance import settings_here
from gateway.refusal import Refusal
from gateway.secrets import Secrets, load_secrets
from gateway.settings import Settings
from gateway.wiring import Gateway, utc_ms, wire
from storage.patience import Patience
from storage.unit import Unit, connect, reading

PATIENCE_S = 5.0
"""How long one look at the database may take."""


@dataclass(frozen=True, slots=True)
class Patient:
    """Whatever could be read of an installation; ``refusals`` say why the rest could not."""

    settings: Settings | None
    secrets: Secrets | None
    engine: Engine | None
    gateway: Gateway | None
    refusals: Mapping[str, Refusal]
    """``configuration`` or ``keys`` -> why it cannot be used."""
    now_ms: Callable[[], int] = utc_ms
    channel: str = ""
    """The one channel to look at; empty: all."""

    @contextmanager
    def look(self) -> Iterator[Unit]:
        """The database, to read from, for :data:`PATIENCE_S` seconds. Raises ``StorageFault``."""
        assert self.engine is not None
        with Patience(PATIENCE_S), reading(self.engine) as connection:
            yield Unit(connection)


def admitted(
    environ: Mapping[str, str] | None = None, port: int | None = None, channel: str = "", now_ms: Callable[[], int] = utc_ms
) -> Patient:
    """The installation that this environment names. Never raises; makes no keys and no tables."""
    refusals: dict[str, Refusal] = {}
    settings = secrets = gateway = engine = None
    try:
        settings = settings_here(port, environ)
    except Refusal as refusal:
        refusals["configuration"] = refusal
    if settings is not None and not _is_untouched(settings):
        try:
            secrets = load_secrets(settings, environ, making=False)
        except Refusal as refusal:
            refusals["keys"] = refusal
    if settings is not None and secrets is not None:
        with suppress(Exception):
            gateway = wire(settings, secrets, now_ms)
            engine = gateway.engine
    if settings is not None and engine is None:
        with suppress(Exception):
            engine = connect(settings.database_url)
    return Patient(settings, secrets, engine, gateway, refusals, now_ms, channel)


def discharged(patient: Patient) -> None:
    """Let go of the database."""
    if patient.engine is not None:
        patient.engine.dispose()


def _is_untouched(settings: Settings) -> bool:
    """Whether nothing has ever run here: then there are no keys to be read, and looking must not make them."""
    live = any(channel.environment == "live" for channel in settings.channels.values())
    return settings.secrets.generate and not live and not (settings.var / "secrets").is_dir()
