"""``gateway hooks``: the callback addresses to paste into the aggregator's dashboard."""

from __future__ import annotations

import json

import click

from gateway.secrets import Secrets, load_secrets
from gateway.settings import Settings, load_settings

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


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port, where “gateway run” was given one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: channel, kind, address.")
def hooks(port: int | None, as_json: bool) -> None:
    """Print the callback addresses, by channel and kind.

    They hold a secret: whoever knows one can pretend to be the aggregator. They begin with web.public_url of config.yaml.

    \b
    Example:
      gateway hooks
      gateway hooks --json
    """
    settings = load_settings(port=port)
    found = addresses(settings, load_secrets(settings))
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for channel, of_channel in found.items():
        click.echo(f"Channel {channel} ({settings.channels[channel].environment}):")
        for kind, address in of_channel.items():
            click.echo(f"  {KINDS[kind]}\n    {address}")
