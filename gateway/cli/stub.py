"""``gateway stub``: the fake aggregator, with a phone in the browser."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from urllib.parse import urlsplit

import click

from gateway import wiring
from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.lines import KINDS, Line
from gateway.aggregator_stub.offers import Offers
from gateway.aggregator_stub.serving import server_of
from gateway.refusal import Refusal
from gateway.secrets import Secrets, load_secrets
from gateway.settings import Settings, load_settings


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port of the phone page and the send API.")
@click.option("--hooks", multiple=True, metavar="URL", help="A gateway elsewhere: the part of its addresses before /ussd.")
@click.option("--seed", type=int, default=None, help="The same seed gives the same ids and shuffles; a new one each start.")
def stub(port: int | None, hooks: Sequence[str], seed: int | None) -> None:
    """Run a fake Africa's Talking on this machine, with a phone in the browser.

    It calls the gateway of config.yaml, or with --hooks any other. It keeps everything in memory and sends nothing to anybody.

    \b
    Example:
      gateway stub
      gateway stub --port 9001 --hooks http://127.0.0.1:8000/hooks/main/SECRET
    """
    settings = load_settings()
    secrets = load_secrets(settings)
    gateway = wiring.wire(settings, secrets)
    lines = lines_of(settings, secrets, hooks)
    codes = [code for line in lines for code in line.codes]
    aggregator = Aggregator(
        lines,
        seed=seed if seed is not None else gateway.now_ms(),
        keys={c.username: secrets.api_keys[c.name] for c in settings.channels.values()},
        starts=Offers(gateway.engine, gateway.published, codes),
    )
    _serve(aggregator, port or settings.stub.port)


def lines_of(settings: Settings, secrets: Secrets, hooks: Sequence[str] = ()) -> list[Line]:
    """The dashboard: every channel of this gateway on this machine's web port, or the gateways named by ``hooks``."""
    if hooks:
        return [_elsewhere(base, settings) for base in hooks]
    web = f"http://{_near(settings.web.host)}:{settings.web.port}"
    return [
        Line(channel.name, _hooks(f"{web}/hooks/{channel.name}/{secrets.hook_secrets[channel.name][0]}"), channel.codes)
        for channel in settings.channels.values()
    ]


def _elsewhere(base: str, settings: Settings) -> Line:
    parts = urlsplit(base)
    channel = parts.path.split("/")[2:3]
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.count("/") < 3:
        raise Refusal(f"“{base}” is no callback address.", "Take one that “gateway hooks” prints, without its last part.")
    known = settings.channels.get(channel[0])
    return Line(channel[0], _hooks(base.rstrip("/")), known.codes if known else ())


def _hooks(base: str) -> dict[str, str]:
    return {kind: f"{base}/{kind}" for kind in KINDS}


def _near(host: str) -> str:
    """Where a server that listens on ``host`` is reached from this machine."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound


def _serve(aggregator: Aggregator, port: int) -> None:
    try:
        server = server_of(aggregator, port=port)
    except (OSError, SystemExit):
        raise Refusal(f"Port {port} is taken.", "Choose another with --port.") from None
    signal.signal(signal.SIGTERM, _interrupt)
    aggregator.start()
    click.echo(f"The fake aggregator is ready: http://127.0.0.1:{port}/")
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    aggregator.stop()
    server.server_close()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
