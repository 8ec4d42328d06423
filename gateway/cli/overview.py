"""``gateway overview``: the weekly overview of all ministries, written now."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console

from gateway.cli.db import unreachable
from gateway.cli.nights import LocalDay
from gateway.cli.opened import opened
from gateway.nights import mondays
from gateway.nights import overview as week
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from reports.forms.overview_told import Teller
from reports.overview.shape import Overview
from storage.unit import StorageFault


@click.command()
@click.option("--day", type=LocalDay(), help="The Sunday that ends the week; the last one that is due, if not given.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write the files; the data folder, if not given."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: day, folder, sha256, missing.")
def overview(day: date | None, out: Path | None, as_json: bool) -> None:
    """Write the overview of a week for the head of government: a PDF, a page, a table and every number as JSON.

    The clock does this by itself on Mondays. It is made of the reports that the ministries released of the Sunday; once
    released it stays, and writing it again gives the same files.

    \b
    Example:
      gateway overview
      gateway overview --day 2026-06-07 --out /tmp/overview
    """
    gateway = opened()
    sunday = _sunday(gateway, day)
    folder = out or week.folder_of(gateway, sunday)
    try:
        with Console(stderr=True).status("Making the overview …"):
            made = _released(gateway, sunday)
            files = week.write(gateway, made, out)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    except OSError as error:
        sentence = f"The overview cannot be written to {folder}: {error.strerror}."
        raise Refusal(sentence, "Name another folder with --out.", code=1) from None
    if as_json:
        absent = [ministry.key for ministry in made.ministries if not ministry.reported]
        told = {"day": sunday.isoformat(), "folder": str(folder), "sha256": files.sha256, "missing": absent}
        click.echo(json.dumps(told))
        return
    teller = Teller(made)
    click.echo("\n".join((*teller.sentences(), *teller.notices())))
    click.echo(f"\n{folder / 'overview.pdf'}")


def _sunday(gateway: Gateway, day: date | None) -> date:
    """The Sunday, if its overview is due. Raises :class:`Refusal` otherwise."""
    settings = gateway.settings.reports
    last = mondays.last_due_sunday(settings, gateway.now_ms())
    if day is not None and day.isoweekday() != 7:
        raise Refusal(f"{day} is not a Sunday, and the overview is of a week that ends on one.", f"The last one is {last}.")
    if day is not None and day > last:
        due = mondays.due(settings, day)
        raise Refusal(f"The overview of {day} is not due yet.", f"It is made on {due:%Y-%m-%d} at {due:%H:%M} ({due.tzinfo}).")
    return day or last


def _released(gateway: Gateway, sunday: date) -> Overview:
    """The overview, if it was released or can be now. Raises :class:`Refusal` while it waits for reports."""
    found = week.kept(gateway, sunday)
    if found is not None:
        return found
    waits = week.awaited(gateway, sunday)
    if waits.ministries and gateway.now_ms() < waits.until_ms:
        until = datetime.fromtimestamp(waits.until_ms / 1000, UTC)
        raise Refusal(
            f"The overview of {sunday} waits for the reports of {', '.join(waits.ministries)}.",
            f"Make them with `gateway nightly`; at {until:%Y-%m-%d %H:%M} UTC it is made without them.",
            code=1,
        )
    return week.release(gateway, sunday)
