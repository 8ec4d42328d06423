"""``gateway retention``: what is not kept for ever, deleted now."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import click
from rich.console import Console

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.keeping import retention as terms
from gateway.keeping.retention import Deleted
from gateway.wiring import Gateway
from storage.deletions import ALL
from storage.retention import empty_log
from storage.unit import StorageFault


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count what is due; nothing is changed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: ministry, then kind, then how many.")
def retention(dry_run: bool, as_json: bool) -> None:
    """Delete what was kept long enough: numbers, words and ids whose time is over.

    The clock does this by itself, hour by hour, in batches. Every survey says how long it keeps phone numbers and written
    answers; `retention` in config.yaml holds the limits. What was counted stays, and belongs to nobody. A row of the audit
    tells each ministry's day. With --dry-run, people are only those of whom nothing else is left already.

    \b
    Example:
      gateway retention --dry-run
      gateway retention
    """
    gateway = opened()
    try:
        done = _collected(terms.due(gateway)) if dry_run else _deleted(gateway, as_json)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(json.dumps(done) if as_json else _sentences(gateway, done, dry_run))


def _deleted(gateway: Gateway, quiet: bool) -> dict[str, dict[str, int]]:
    totals: Counter[str] = Counter()
    batches = []
    with Console(stderr=True, quiet=quiet).status("Looking for what is due …") as status:
        for ministry, counts in terms.everything(gateway):
            batches.append((ministry, counts))
            totals += counts
            status.update(", ".join(f"{n} {kind}" for kind, n in totals.items()))
    empty_log(gateway.engine)
    return _collected(batches)


def _collected(batches: Iterable[Deleted]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for ministry, counts in batches:
        found[ministry] += counts
    return {ministry: dict(counts) for ministry, counts in sorted(found.items()) if counts}


def _sentences(gateway: Gateway, done: Mapping[str, Mapping[str, int]], dry_run: bool) -> str:
    if not done:
        return "Nothing is due." if dry_run else "Nothing was due."
    verb = "would be deleted or cut off" if dry_run else "deleted or cut off"
    lines = []
    for key, counts in done.items():
        ministry = gateway.settings.ministries.get(key)
        told = ", ".join(f"{n} {kind}" for kind, n in counts.items())
        lines.append(f"{ministry.name if ministry else key or ALL.capitalize()}: {verb}: {told}.")
    return "\n".join(lines)
