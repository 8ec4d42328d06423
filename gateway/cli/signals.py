"""``gateway signals``: what the reports found unusual, and what was done about it."""

from __future__ import annotations

import getpass
import json
from datetime import datetime, timedelta
from typing import get_args

import click
from rich.console import Console
from rich.table import Column, Table

from flows.model import Channel
from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.following import rebasing
from gateway.following.acting import Done, record
from gateway.following.rebasing import Rebase
from gateway.nights import nightfall
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from reports.night.evidence import SignalRecord, series
from reports.signals import ACTIONS
from reports.words.sentences import channel_name
from storage import signals as kept
from storage.unit import StorageFault, reading
from storage.unit import Unit as Reading

YEAR = timedelta(days=365)


@click.group(invoke_without_command=True)
@click.option("--ministry", metavar="KEY", help="Only this ministry's, by its key in config.yaml.")
@click.option("--closed", is_flag=True, help="Also those that were closed in the last year.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list: id, ministry, what, where, since, opened, closed, action.")
@click.pass_context
def signals(context: click.Context, ministry: str | None, closed: bool, as_json: bool) -> None:
    """Show the signals that are open: what a closed week's report found unusual and nobody has settled.

    \b
    Example:
      gateway signals
      gateway signals --ministry health --closed
      gateway signals act 7 coached --note "Two shifts of training."
    """
    if context.invoked_subcommand is not None:
        return
    gateway = opened()
    keys = [_known(gateway, ministry)] if ministry else list(gateway.settings.ministries)
    try:
        found = [(key, record_) for key in keys for record_ in _of(gateway, key, closed)]
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if as_json:
        click.echo(json.dumps([_told(key, each) for key, each in found], ensure_ascii=False))
    elif not found:
        click.echo("No signal is open." if not closed else "No signal is open, and none was closed in the last year.")
    else:
        _print(found)


@signals.command()
@click.argument("signal_id", metavar="ID", type=click.IntRange(min=1))
@click.argument("kind", type=click.Choice(ACTIONS))
@click.option("--note", default="", metavar="WORDS", help="What was done, in a sentence; it is printed in the report.")
@click.option("--stays-open", is_flag=True, help="It does not settle the signal yet.")
@click.option("--by", metavar="NAME", help="Who says so; your user name, if not given.")
def act(signal_id: int, kind: str, note: str, stays_open: bool, by: str | None) -> None:
    """Record what was done about the signal ID, which closes it: the next report says so.

    \b
    Example:
      gateway signals act 7 repaired --note "The second counter is open again."
      gateway signals act 7 investigated --stays-open
    """
    gateway = opened()
    try:
        after = record(gateway, signal_id, Done(kind, note, by or getpass.getuser(), not stays_open))
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    state = "is closed" if after.closed else "stays open"
    click.echo(f"Signal {signal_id} {state}: {kind}.")


@signals.command()
@click.option("--ministry", metavar="KEY", required=True, help="Whose trend, by the ministry's key in config.yaml.")
@click.option("--channel", required=True, type=click.Choice(get_args(Channel)), help="Answers of which channel.")
@click.option("--service", default="all", metavar="CODE", help="Only of this service; all, if not given.")
@click.option("--district", default="all", metavar="CODE", help="Only of this district; all, if not given.")
@click.option("--facility", default="all", metavar="CODE", help="Only of this facility (name its district too).")
@click.option("--from", "from_day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day of the new limits.")
@click.option("--note", required=True, metavar="WORDS", help="Why, in a sentence; it is drawn on the trend.")
@click.option("--by", metavar="NAME", help="Who signs; your user name, if not given.")
def rebase(
    ministry: str, channel: str, service: str, district: str, facility: str, from_day: datetime, note: str, by: str | None
) -> None:
    """Draw the limits of a trend anew from a day on: no program does so, only somebody who signs for it.

    The weeks from that day on are judged by themselves; the reports mark the day with the note and the name.

    \b
    Example:
      gateway signals rebase --ministry health --channel sms --from 2026-11-16 --note "Two more counters since Monday."
      gateway signals rebase --ministry health --channel sms --service clinic --from 2026-11-16 --note "New opening hours."
    """
    gateway = opened()
    name = series(channel, service, district, facility)
    wish = Rebase(_known(gateway, ministry), name, from_day.date(), note, by or getpass.getuser())
    try:
        rebasing.rebase(gateway, wish)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"The limits of {name} are drawn anew from {wish.from_day} on; reports from tonight on say so.")


def _known(gateway: Gateway, ministry: str) -> str:
    if ministry not in gateway.settings.ministries:
        known = ", ".join(gateway.settings.ministries)
        raise Refusal(f"There is no ministry “{ministry}” in config.yaml.", f"Known ministries: {known}.")
    return ministry


def _of(gateway: Gateway, ministry: str, closed: bool) -> list[SignalRecord]:
    today = nightfall.local_date(gateway.settings.ministries[ministry], gateway.now_ms())
    with reading(gateway.engine) as c:
        found = kept.of_ministry(Reading(c), ministry, today, today - YEAR)
    return [each for each in found if closed or each.closed is None]


def _print(found: list[tuple[str, SignalRecord]]) -> None:
    columns = (Column(name, overflow="fold") for name in ("ID", "Ministry", "What", "Where", "Since", "Settled by"))
    table = Table(*columns, box=None, pad_edge=False)
    for ministry, each in found:
        settled = f"{each.closing}, {each.closed}" if each.closed else "nobody yet"
        what = f"{each.direction}: {each.value * 100:.0f} % positive of {each.n}, by {channel_name(each.channel, 'en')}"
        table.add_row(str(each.id), ministry, what, _where(each), str(each.since), settled)
    Console(soft_wrap=True).print(table, markup=False)


def _where(each: SignalRecord) -> str:
    """The narrowest place or service; the ministry itself where there is none."""
    narrow = [name for name in (each.facility, each.district, each.service) if name != "all"]
    return narrow[0] if narrow else "the ministry"


def _told(ministry: str, each: SignalRecord) -> dict[str, object]:
    return {
        "id": each.id,
        "ministry": ministry,
        "rule": each.rule,
        "direction": each.direction,
        "measure": each.measure,
        "channel": each.channel,
        "service": each.service,
        "district": each.district,
        "facility": each.facility,
        "value": float(each.value),
        "n": each.n,
        "since": each.since.isoformat(),
        "opened": each.opened.isoformat(),
        "closed": each.closed.isoformat() if each.closed else None,
        "action": each.closing,
        "note": each.note,
    }
