"""``gateway run``: everything on this machine under one supervisor, with what a newcomer needs to know on the screen."""

from __future__ import annotations

import math
import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from honcho.environ import parse_procfile

from gateway import embedded_redis, instance
from gateway.aggregator_stub.aggregator import Start
from gateway.aggregator_stub.offers import Offers
from gateway.cli.db import place, unreachable, upgraded
from gateway.keeping import key_marks
from gateway.publishing.publish import publish_shipped
from gateway.refusal import Refusal
from gateway.secrets import Secrets, load_secrets
from gateway.settings import ROOT, Settings, load_settings
from gateway.supervisor import Child, Supervisor
from gateway.wiring import Gateway, wire
from storage.unit import StorageFault

_SLOW_START_S = 15.0


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The web server's port; the fake aggregator's keeps its distance.")
@click.option(
    "--country", is_flag=True, help="Also make up a small country, once and apart from everything real, and its reports."
)
def run(port: int | None, country: bool) -> None:
    """Start the whole gateway on this machine: web, worker, clock, Redis, and the fake aggregator with its phone.

    Ctrl-C stops all of it. A second gateway beside this one needs its own folder and port.

    \b
    Example:
      gateway run
      gateway run --country
      GATEWAY_VAR=/tmp/second gateway run --port 8010
    """
    settings = load_settings(port=port)
    with instance.alone(settings.var, settings.web.port) as lock:
        instance.ports_are_free(settings)
        starts, link = _prepared_database(settings, load_secrets(settings))
        wanted = [*children(settings), *(made_up(settings) if country else ())]
        supervisor = Supervisor(wanted, environ=environment(settings), keep=[lock])
        supervisor.every_tick = _announce_once(settings, starts, supervisor.say, link)
        supervisor.run()


def children(settings: Settings) -> list[Child]:
    """What runs: the Procfile's lines, the fake aggregator where it is enabled, and Redis unless one is given by address."""
    found = [Child(name, shlex.split(command)) for name, command in _procfile().items()]
    if settings.stub.enabled:
        found.append(Child("stub", [sys.executable, "-m", "gateway", "stub"]))
    if settings.redis_embedded:
        found.insert(0, Child("redis", embedded_redis.prepare(settings.var), last=True))
    return found


def made_up(settings: Settings) -> list[Child]:
    """Makes a country to look at, or the rest of one that was broken off, with less right to the processor than all others.

    None where all its reports are there, or where somebody made another country.
    """
    from gateway.traffic import house, nights, plan  # not loaded by "gateway run --help"

    home = settings.var / "traffic"
    there = house.there(home)
    if there is not None and (there != plan.usual(there.last) or nights.are_made(home, there)):
        return []
    return [Child("country", ["nice", "-n", "15", sys.executable, "-m", "gateway", "traffic"], once=True)]


def environment(settings: Settings) -> dict[str, str]:
    """The environment of every child: this one's, with our choices spelled out and our Python first on the path."""
    programs = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "GATEWAY_VAR": str(settings.var),
        "GATEWAY_PORT": str(settings.web.port),
    }


def _procfile() -> dict[str, str]:
    path = ROOT / "Procfile"
    try:
        return dict(parse_procfile(path.read_text(encoding="utf-8")).processes)
    except OSError as error:
        raise Refusal(f"The Procfile {path} cannot be read: {error.strerror}.", "Run in a whole checkout.") from None


def _prepared_database(settings: Settings, secrets: Secrets) -> tuple[list[Start], str | None]:
    """Tables made, shipped surveys published; every way to begin a survey now, and where the first person is made."""
    upgraded(settings).dispose()
    gateway = key_marks.checked(wire(settings, secrets))
    codes = [code for channel in settings.channels.values() for code in channel.codes]
    try:
        publish_shipped(gateway)
        return list(Offers(gateway.engine, gateway.published, codes)()), _first_link(gateway)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    finally:
        gateway.engine.dispose()


def _first_link(gateway: Gateway) -> str | None:
    from gateway.console import accounts  # Flask is not loaded by "gateway run --help"

    return accounts.first_link(gateway)


def _announce_once(
    settings: Settings, starts: list[Start], say: Callable[[str], None], link: str | None = None
) -> Callable[[], None]:
    """What to do at every tick: once all servers answer, say where everything is, and never again."""
    patience_until_s, told = time.monotonic() + _SLOW_START_S, False

    def tick() -> None:
        nonlocal told, patience_until_s
        if told:
            return
        if _up(settings):
            say("\n".join(announcement(settings, starts, link)))
            told = True
        elif time.monotonic() > patience_until_s:
            say("The gateway is not up yet. If nothing above tells why, this machine may only be slow.")
            patience_until_s = math.inf

    return tick


def _up(settings: Settings) -> bool:
    web = instance.healthy(settings.web.host, settings.web.port)
    return web and (not settings.stub.enabled or instance.healthy("127.0.0.1", settings.stub.port))


def announcement(settings: Settings, starts: list[Start], link: str | None = None) -> list[str]:
    """Where to look and what to dial; ``link`` is where the first person is made, once."""
    lines = ["", "The Citizen Feedback Gateway is running."]
    if settings.stub.enabled:
        lines.append(f"  A phone in the browser   {settings.stub.url}/")
    lines += [f"  {_way(start):<24} {start.title}" for start in starts]
    if link:
        lines.append(f"  Make the first person    {link} (works once)")
    else:
        lines.append(f"  The console              {settings.web.public_url}/")
    lines += [
        f"  Callback addresses       {_program()} hooks{_port_option(settings)}",
        f"  The web server           {settings.web.public_url}/healthz",
        f"  The data                 {place(settings)}",
        *_reports_of_the_country(settings),
        "  Ctrl-C stops all of it.",
        "",
    ]
    return lines


def _reports_of_the_country(settings: Settings) -> list[str]:
    """Where the reports of the made-up country are; they take their time at the first run."""
    folder = settings.var / "traffic" / "reports"
    return [f"  Reports to look at       {folder} (made up)"] if folder.exists() else []


def _port_option(settings: Settings) -> str:
    return f" --port {settings.web.port}" if settings.web.port != load_settings().web.port else ""


def _program() -> str:
    """How to call the ``gateway`` of this Python from where the person is."""
    ours = Path(sys.executable).parent / "gateway"
    if shutil.which("gateway") == str(ours):
        return "gateway"
    return str(ours.relative_to(Path.cwd()) if ours.is_relative_to(Path.cwd()) else ours)


def _way(start: Start) -> str:
    return f"Dial {start.dial}" if start.dial else f"Text {start.word} to {start.short_code}"
