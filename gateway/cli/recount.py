"""``gateway recount``: day counts made anew from the answers."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.whose import ministry_of
from gateway.nights import counting, nightfall
from storage.unit import StorageFault


@click.command()
@click.argument("ministry", required=False)
@click.option("--all", "every", is_flag=True, help="Every day, also those that are counted as this version counts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per ministry: ministry, days.")
def recount(ministry: str | None, every: bool, as_json: bool) -> None:
    """Count the answers of a MINISTRY (its key in config.yaml), or of all of them, anew.

    The nights do this by themselves for every day that was counted in another way than this version does. An answer stays in
    the report that counted it; reports that were made stay as they are. May be broken off at any time, and begun again.

    \b
    Example:
      gateway recount
      gateway recount health --all
    """
    gateway = opened()
    chosen = [ministry_of(gateway, ministry)] if ministry else list(gateway.settings.ministries.values())
    days_of = counting.every_day if every else counting.uncounted
    try:
        with _progress(as_json) as progress:
            for each in chosen:
                days = days_of(gateway, each, nightfall.last_due_day(each, gateway.now_ms()))
                for day in progress.track(days, description=each.name):
                    counting.count(gateway, each, day)
                told = json.dumps({"ministry": each.key, "days": len(days)}) if as_json else f"{each.name}: {_days(len(days))}"
                click.echo(told)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None


def _days(n: int) -> str:
    return "1 day counted." if n == 1 else f"{n} days counted."


def _progress(quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)
