"""``gateway hooks``: the callback addresses to paste into the aggregator's dashboard, and where ministries hand in visits."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from gateway.instance import settings_here
from gateway.secrets import Secrets, load_secrets
from gateway.settings import Settings

KINDS = {
    "ussd": "USSD: callback URL of the service code",
    "ussd-ended": "USSD: events (end of session) URL",
    "sms": "SMS: incoming messages",
    "delivery": "SMS: delivery reports",
    "opt-out": "SMS: bulk SMS opt-out",
    "subscription": "SMS: subscription notifications",
}
"""Kind of callback -> where it belongs on the dashboard."""


def addresses(settings: Settings, secrets: Secrets) -> dict[str, dict[str, str]]:
    """Channel -> kind -> address, each with the channel's first callback secret."""
    return {
        name: {kind: f"{settings.web.public_url}/hooks/{name}/{secrets.hook_secrets[name][0]}/{kind}" for kind in KINDS}
        for name in settings.channels
    }


def visits_in(settings: Settings, shown: Secrets | None) -> Iterator[str]:
    """Where visits are handed in, and of each ministry where its token is kept; the token itself only of ``shown``."""
    if not any(ministry.api_tokens for ministry in settings.ministries.values()):
        return
    yield "Visits from ministries' own systems (docs/api.md):"
    yield f"  POST {settings.web.public_url}/api/v1/visits"
    for ministry in settings.ministries.values():
        if ministry.api_tokens:
            file = settings.var / "secrets" / f"{ministry.key}.api_tokens"
            kept = f"in {file}" if file.exists() else f"in the variable {ministry.api_tokens}"
            token = " or ".join(shown.api_tokens[ministry.key]) if shown else f"{kept} (--show-token prints it)"
            yield f"  Token of {ministry.key}: {token}"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The web server's port, where no “gateway run” tells it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: channel, kind, address.")
@click.option("--show-token", is_flag=True, help="Also print the tokens of the ministries: whoever has one can hand in visits.")
def hooks(port: int | None, as_json: bool, show_token: bool) -> None:
    """Print the callback addresses, by channel and kind, and where ministries' own systems hand in visits.

    They hold a secret: whoever knows one can pretend to be the aggregator. They begin with web.public_url of config.yaml.

    \b
    Example:
      gateway hooks
      gateway hooks --json
    """
    settings = settings_here(port)
    secrets = load_secrets(settings)
    found = addresses(settings, secrets)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for channel, of_channel in found.items():
        click.echo(f"Channel {channel} ({settings.channels[channel].environment}):")
        for kind, address in of_channel.items():
            click.echo(f"  {KINDS[kind]}\n    {address}")
    for line in visits_in(settings, secrets if show_token else None):
        click.echo(line)
