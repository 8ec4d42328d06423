"""Every setting, read once: the only reader of ``config.yaml`` and of the environment (secrets: :mod:`gateway.secrets`).

``GATEWAY_CONFIG`` names another file, ``GATEWAY_VAR`` another folder for everything embedded or generated, ``GATEWAY_PORT``
another port (``gateway run --port`` sets it for its children); the fake aggregator keeps its distance from that port.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, Field, ValidationError

from gateway import config_faults, config_text
from gateway.config_sections import (
    Channel,
    Clock,
    Cost,
    Guards,
    Invitations,
    Mail,
    Ministry,
    Outbox,
    Reports,
    Retention,
    SecretNames,
    Section,
    Spending,
    Spool,
    Stub,
    Ussd,
    Variable,
    Watch,
    Web,
)
from gateway.config_text import ConfigText
from gateway.refusal import Refusal

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where ``config.yaml`` and the Procfile stand."""

_SOCKET_PATH_LIMIT = 100  # bytes; Linux allows 107 for a socket's path


class Settings(Section):
    """All settings, ready to use: paths absolute, addresses complete. Holds no secret but what stands in the two URLs."""

    var: Path
    database_url: str = Field(repr=False)
    redis_url: str = Field(repr=False)
    redis_embedded: bool = True
    """True where ``gateway run`` starts its own server under ``var``."""
    web: Web = Web()
    stub: Stub = Stub()
    channels: dict[str, Channel]
    ministries: dict[str, Ministry]
    ussd: Ussd = Ussd()
    outbox: Outbox = Outbox()
    invitations: Invitations = Invitations()
    spending: Spending = Spending()
    spool: Spool = Spool()
    guards: Guards = Guards()
    retention: Retention = Retention()
    clock: Clock = Clock()
    watch: Watch = Watch()
    reports: Reports = Reports()
    mail: Mail = Mail()
    cost: Cost = Cost()
    secrets: SecretNames = SecretNames()
    crash_at: str = ""
    """``GATEWAY_CRASH_AT``, for tests: see :mod:`gateway.crashpoints`."""
    clock_file: str = ""
    """``GATEWAY_CLOCK``, for tests: see :mod:`gateway.played_time`."""

    @property
    def socket(self) -> Path:
        """Where the embedded Redis listens."""
        return embedded_socket(self.var)

    @property
    def countries(self) -> frozenset[str]:
        """Every country that a channel of this installation serves."""
        return frozenset(country for c in self.channels.values() for country in (c.country, *c.countries))

    def ministry_of(self, survey: str) -> Ministry | None:
        """The ministry that owns a survey, if one does."""
        return next((m for m in self.ministries.values() if survey in m.surveys), None)

    def channel_of(self, code: str) -> Channel | None:
        """The channel that serves a dial code or short code, if one does."""
        return next((c for c in self.channels.values() if code in c.codes), None)


class _UrlFrom(Section):
    url_from: Variable


class _Document(Section):
    """``config.yaml`` as it is written."""

    var: str = "var"
    database: _UrlFrom = _UrlFrom(url_from="DATABASE_URL")
    redis: _UrlFrom = _UrlFrom(url_from="REDIS_URL")
    web: Web = Web()
    stub: Stub = Stub()
    channels: Annotated[dict[str, Channel], Field(min_length=1)]
    ministries: Annotated[dict[str, Ministry], Field(min_length=1)]
    ussd: Ussd = Ussd()
    outbox: Outbox = Outbox()
    invitations: Invitations = Invitations()
    spending: Spending = Spending()
    spool: Spool = Spool()
    guards: Guards = Guards()
    retention: Retention = Retention()
    clock: Clock = Clock()
    watch: Watch = Watch()
    reports: Reports = Reports()
    mail: Mail = Mail()
    cost: Cost = Cost()
    secrets: SecretNames = SecretNames()


def load_settings(environ: Mapping[str, str] | None = None, *, port: int | None = None) -> Settings:
    """The settings of this process, from ``config.yaml`` and the environment; ``port`` wins over both.

    Raises :class:`Refusal` (code 2) that lists every fault with its line.
    """
    environ = os.environ if environ is None else environ
    path = Path(environ.get("GATEWAY_CONFIG") or ROOT / "config.yaml").absolute()
    config = config_text.read(_text_of(path))
    document = _validated(config) if not config.faults else None
    if document is None or config.faults:
        raise config_faults.refusal(path.name, config.faults)
    return _settings(document, path.parent, environ, port or _port_of(environ))


def load_settings_at(config: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """As :func:`load_settings`, of another configuration and its own folder, whatever the environment says of ours."""
    environ = os.environ if environ is None else environ
    others = {name: value for name, value in environ.items() if name not in ("GATEWAY_CONFIG", "GATEWAY_VAR", "GATEWAY_PORT")}
    return load_settings({**others, "GATEWAY_CONFIG": str(config)})


def names_port(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the environment says which port the web server has."""
    return _port_of(os.environ if environ is None else environ) is not None


def var_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Where logs go, even if ``config.yaml`` cannot be read."""
    environ = os.environ if environ is None else environ
    try:
        return load_settings(environ).var
    except Refusal:
        return Path(environ.get("GATEWAY_VAR") or ROOT / "var").absolute()


def embedded_socket(var: Path) -> Path:
    """The embedded Redis's socket: under ``var``, or in a private temporary folder where that path is too long for one."""
    socket = var / "redis" / "redis.sock"
    if len(os.fsencode(socket)) <= _SOCKET_PATH_LIMIT:
        return socket
    name = hashlib.sha256(os.fsencode(var)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"gateway-{os.getuid()}-{name}" / "redis.sock"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as error:
        remedy = "Name your configuration in GATEWAY_CONFIG, or run in the checkout, where config.yaml is."
        raise Refusal(f"The configuration {path} cannot be read: {error.strerror}.", remedy) from None


def _port_of(environ: Mapping[str, str]) -> int | None:
    said = environ.get("GATEWAY_PORT", "")
    if not said:
        return None
    if not said.isdecimal() or not 1 <= int(said) <= 65535:
        raise Refusal(f"GATEWAY_PORT is “{said}”, not a port.", "Give a number from 1 to 65535.")
    return int(said)


def _settings(document: _Document, folder: Path, environ: Mapping[str, str], port: int | None) -> Settings:
    var = Path(environ.get("GATEWAY_VAR") or folder / document.var).absolute()
    web, stub = document.web, document.stub
    if port is not None:
        beside = port + stub.port - web.port
        if not 1 <= beside <= 65535:
            raise Refusal(
                f"Beside port {port} there is no room for the fake aggregator's.", "Choose a port between 1024 and 65000."
            )
        web, stub = web.model_copy(update={"port": port}), stub.model_copy(update={"port": beside})
    if not web.public_url:
        web = web.model_copy(update={"public_url": f"http://127.0.0.1:{web.port}"})
    redis_url = _redis_url(environ.get(document.redis.url_from, ""), document.redis.url_from)
    return Settings(
        var=var,
        database_url=_database_url(environ.get(document.database.url_from, ""), document.database.url_from, var),
        redis_url=redis_url or "unix://" + quote(str(embedded_socket(var))),
        redis_embedded=not redis_url,
        web=web,
        stub=stub,
        channels=document.channels,
        ministries=document.ministries,
        ussd=document.ussd,
        outbox=document.outbox,
        invitations=document.invitations,
        spending=document.spending,
        spool=document.spool,
        guards=document.guards,
        retention=document.retention,
        clock=document.clock,
        watch=document.watch,
        reports=document.reports,
        mail=document.mail,
        cost=document.cost,
        secrets=document.secrets,
        crash_at=environ.get("GATEWAY_CRASH_AT", ""),
        clock_file=environ.get("GATEWAY_CLOCK", ""),
    )


def _database_url(said: str, variable: str, var: Path) -> str:
    """SQLAlchemy's URL: SQLite under ``var`` where nothing is said; PostgreSQL always through psycopg."""
    if not said:
        return f"sqlite:///{var / 'gateway.db'}"
    scheme, _, rest = said.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and _is_address(said):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite":
        return said
    remedy = "It is of the form postgresql://user:password@host:5432/name; write / : @ in a password as %2F %3A %40."
    raise Refusal(f"{variable} is not the address of a PostgreSQL database.", remedy)


def _redis_url(said: str, variable: str) -> str:
    if said and not (said.startswith(("redis://", "rediss://", "unix://")) and _is_address(said)):
        raise Refusal(f"{variable} is not the address of a Redis.", "It is of the form redis://:password@host:6379/0.")
    return said


def _is_address(said: str) -> bool:
    """Whether an address can be taken apart: its port is a number, its brackets are closed."""
    try:
        return urlsplit(said).port != 0
    except ValueError:
        return False


# --- faults ----------------------------------------------------------------------------------------------------------------


def _validated(config: ConfigText) -> _Document | None:
    """The document, or ``None`` with the faults added to ``config``."""
    _name_by_key(config, "channels", "name")
    _name_by_key(config, "ministries", "key")
    try:
        document = _Document.model_validate(config.data)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            config.fault(error["loc"], config_faults.sentence(error, _known_names(error["loc"][:-1])))
        return None
    _cross_check(document, config)
    return document


def _name_by_key(config: ConfigText, section: str, field: str) -> None:
    """Give every channel and ministry the name it is listed under."""
    parts = config.data.get(section)
    for key, part in parts.items() if isinstance(parts, dict) else ():
        if isinstance(part, dict):
            if field in part:
                config.fault(
                    (section, key, field), f"“{field}” is no setting; the name is what stands before the colon: “{key}:”."
                )
            part[field] = key


def _cross_check(document: _Document, config: ConfigText) -> None:
    seen: dict[str, str] = {}
    for channel in document.channels.values():
        for n, code in enumerate(channel.codes):
            if code in seen:
                config.fault(("channels", channel.name, "codes", n), f"The code {code} already belongs to “{seen[code]}”.")
            seen[code] = channel.name
    owners: dict[str, str] = {}
    for ministry in document.ministries.values():
        for n, survey in enumerate(ministry.surveys):
            if survey in owners:
                config.fault(("ministries", ministry.key, "surveys", n), f"“{survey}” already belongs to “{owners[survey]}”.")
            owners[survey] = ministry.key
    if _is_live(document) and not document.web.public_url.startswith("https://"):
        config.fault(("web", "public_url"), "A live channel needs web.public_url, beginning with https://.")
    if document.stub.port == document.web.port:
        config.fault(("stub", "port"), "The fake aggregator needs another port than the web server.")


def _is_live(document: _Document) -> bool:
    return any(c.environment == "live" for c in document.channels.values())


def _known_names(path: tuple[str | int, ...]) -> list[str]:
    """The settings that may stand in a section."""
    section = str(path[0]) if path else ""
    given = {"channels": "name", "ministries": "key"}.get(section)
    return [name for name in _SECTIONS[section].model_fields if name != given]


_SECTIONS: dict[str, type[BaseModel]] = {
    "": _Document, "database": _UrlFrom, "redis": _UrlFrom, "web": Web, "stub": Stub, "channels": Channel,
    "ministries": Ministry, "ussd": Ussd, "outbox": Outbox, "invitations": Invitations, "spending": Spending, "spool": Spool,
    "guards": Guards, "retention": Retention, "clock": Clock, "watch": Watch, "cost": Cost, "secrets": SecretNames,
}  # fmt: skip
