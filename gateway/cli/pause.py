"""``gateway pause``, ``resume`` and ``pauses``: texts that nobody asked for are held back, and go on."""

from __future__ import annotations

import getpass
import json

import click
from rich.console import Console
from rich.table import Column, Table

from gateway.asking import pausing
from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.spans import Instant, shown
from storage import pauses as kept
from storage.pauses import Pause, Scope
from storage.unit import StorageFault, Unit, reading

_SCOPE = click.argument("scope", type=click.Choice(pausing.SCOPES))
_NAME = click.argument("name", required=False, default="")


@click.command()
@_SCOPE
@_NAME
@click.option("--reason", required=True, metavar="WORDS", help="Why, for whoever finds it later.")
@click.option("--until", type=Instant(), help="When it ends by itself; without it somebody must resume.")
def pause(scope: Scope, name: str, reason: str, until: int | None) -> None:
    """Hold back the invitations and reminders of a survey, a ministry or a channel by its NAME, or of all.

    People may still dial and write, and are answered. What was due meanwhile goes out when the pause is over; what is by then
    late by more than late_after_h in config.yaml is withheld.

    \b
    Example:
      gateway pause survey lesotho-clinic-visit --reason "strike at the clinics"
      gateway pause ministry health --reason "budget" --until 2026-12-01T08:00+02:00
      gateway pause all --reason "national mourning"
    """
    gateway = opened()
    try:
        name = pausing.checked(gateway, scope, name)
        pausing.hold(gateway, scope, name, reason, getpass.getuser(), until)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    end = f"until {shown(until)}" if until is not None else f"until `gateway resume {f'{scope} {name}'.strip()}`"
    click.echo(f"{_thing(scope, name)} sends no invitations or reminders {end}.")


@click.command()
@_SCOPE
@_NAME
@click.option("--guards", is_flag=True, help="End what a guard holds back too; it comes back if its cause is still there.")
def resume(scope: Scope, name: str, guards: bool) -> int:
    """End the pauses of a survey, a ministry or a channel by its NAME, or of all; exit code 1 if there was none to end.

    What a guard holds back (money, a channel that does not work, a campaign that the aggregator refuses) stays held back
    unless you say so.

    \b
    Example:
      gateway resume survey lesotho-clinic-visit
      gateway resume all
      gateway resume ministry health --guards
    """
    gateway = opened()
    try:
        name = pausing.checked(gateway, scope, name)
        ended, still = pausing.let_go(gateway, scope, name, getpass.getuser(), guards=guards)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    for pause in still:
        click.echo(
            f"{_thing(scope, name)} is still held by a guard ({pause.paused_by}: {pause.reason}); --guards ends that too."
        )
    if not still:
        click.echo(f"{_thing(scope, name)} goes on." if ended else f"{_thing(scope, name)} was not paused.")
    return 0 if ended else 1


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list: scope, name, reason, paused_by, since, until.")
def pauses(as_json: bool) -> None:
    """Show what is paused now, why, by whom and until when.

    \b
    Example:
      gateway pauses
      gateway pauses --json
    """
    gateway = opened()
    try:
        with reading(gateway.engine) as c:
            holding = kept.holding(Unit(c), gateway.now_ms())
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if as_json:
        click.echo(json.dumps([_told(each) for each in holding], ensure_ascii=False))
    elif not holding:
        click.echo("Nothing is paused.")
    else:
        _print(holding)


def _print(holding: list[Pause]) -> None:
    columns = (Column(name, overflow="fold") for name in ("What", "Why", "By", "Since", "Until"))
    table = Table(*columns, box=None, pad_edge=False)
    for each in holding:
        end = shown(each.until_ms) if each.until_ms is not None else "somebody resumes it"
        table.add_row(_thing(each.scope, each.name), each.reason, each.paused_by, shown(each.since_ms), end)
    Console(soft_wrap=True).print(table, markup=False)


def _thing(scope: str, name: str) -> str:
    return "Everything" if scope == "all" else f"The {scope} {name}"


def _told(each: Pause) -> dict[str, object]:
    return {
        "scope": each.scope,
        "name": each.name,
        "reason": each.reason,
        "paused_by": each.paused_by,
        "since": shown(each.since_ms),
        "until": None if each.until_ms is None else shown(each.until_ms),
    }
