"""``gateway dhis2``: weekly figures of places of service, as DHIS2 takes them."""

from __future__ import annotations

import csv
import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import click

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.survey_file import replace
from gateway.cli.whose import ministry_of
from gateway.config_sections import Ministry
from gateway.dhis2 import hand_over, in_words
from gateway.nights import nightfall, releasing
from gateway.refusal import Refusal
from gateway.settings import Settings
from gateway.wiring import Gateway
from reports.forms.dhis2 import Ids, as_data_value_sets, dry_run, values_of
from reports.night.shape import Report
from storage.unit import StorageFault


@click.command()
@click.argument("ministry")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The local day of the report; yesterday, if not given.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; left out, it is printed.")
@click.option("--dry-run", "trial", is_flag=True, help="Only say what would be sent, and what would not.")
@click.option("--send", is_flag=True, help="Hand it to the ministry's server, which checks it and stores nothing.")
@click.option("--really", is_flag=True, help="With --send: the server stores it.")
def dhis2(ministry: str, day: datetime | None, out: Path | None, trial: bool, send: bool, really: bool) -> None:
    """Write the weekly figures of a MINISTRY's places of service as the payload of DHIS2's dataValueSets, or send them.

    Only closed weeks that may be told, from the report as it was released, under the ids of the ministry's dhis2 in
    config.yaml. Main reasons are there for the weeks in which ten and more people of a place were asked why. Sent twice, a week
    overwrites itself.

    \b
    Example:
      gateway dhis2 health --dry-run
      gateway dhis2 health --day 2026-06-07 --out weeks.json
      gateway dhis2 health --send
      gateway dhis2 health --send --really
    """
    _agree(out, trial, send, really)
    gateway = opened()
    of = ministry_of(gateway, ministry)
    report = _released(gateway, of, day)
    ids = ids_of(gateway.settings, of)
    if trial:
        click.echo(dry_run(report, ids), nl=False)
    elif send:
        _send(gateway, of, report, ids, really)
    elif out is None:
        click.echo(as_data_value_sets(report, ids).decode(), nl=False)
    else:
        replace(out, as_data_value_sets(report, ids))


def _agree(out: Path | None, trial: bool, send: bool, really: bool) -> None:
    """Raises :class:`Refusal` for options that do not go together."""
    if really and not send:
        raise Refusal("--really says how to send, and nothing is sent.", "Write --send --really.")
    if send and (out is not None or trial):
        raise Refusal("--send goes with neither --out nor --dry-run.", "First write or look, then send.")


def _released(gateway: Gateway, of: Ministry, day: datetime | None) -> Report:
    its_day = day.date() if day else nightfall.local_date(of, gateway.now_ms()) - timedelta(days=1)
    try:
        found = releasing.kept(gateway, of.key, its_day)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if not found:
        raise Refusal(f"No report of {of.name} was released for {its_day}.", "Name another day with --day.", code=1)
    return found[0]


def _send(gateway: Gateway, of: Ministry, report: Report, ids: Ids, really: bool) -> None:
    """Hand a report's weeks to the server, and print what it says. Raises :class:`Refusal` where it did not take all."""
    if not of.dhis2.url:
        raise Refusal(f"No server is named for {of.name}.", f"Name it in config.yaml: ministries.{of.key}.dhis2.url.")
    secret = gateway.secrets.dhis2.get(of.key)
    if not secret:
        named = of.dhis2.secret or f"a variable, named in ministries.{of.key}.dhis2.secret"
        raise Refusal(f"There is no login at {of.dhis2.url}.", f"Put a personal access token, or user:password, into {named}.")
    if not values_of(report, ids):
        raise Refusal("There is nothing to send.", f"See why: gateway dhis2 {of.key} --dry-run", code=1)
    summary = hand_over(of.dhis2, secret, as_data_value_sets(report, ids), trial=not really)
    click.echo(in_words(summary, trial=not really), nl=False)
    if not summary.is_whole:
        remedy = "Correct the ids in config.yaml or at the server, and send again: a repeat overwrites."
        raise Refusal("The server did not take every value.", remedy, code=1)
    if not really:
        click.echo(f"To have it stored: gateway dhis2 {of.key} --day {report.meta.local_day} --send --really")


def ids_of(settings: Settings, of: Ministry) -> Ids:
    """The ids at the other end. Raises :class:`Refusal` (code 1) for a file of places that cannot be read."""
    said = of.dhis2
    ids = Ids(said.data_elements, {}, said.category_option_combo, said.attribute_option_combo)
    if not said.org_units:
        return ids
    path = settings.var / said.org_units
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            f"{path} cannot be read.", f"Correct ministries.{of.key}.dhis2.org_units in config.yaml.", code=1
        ) from None
    faulty = next((at for at, row in enumerate(rows, 1) if row and (len(row) != 2 or not all(map(str.strip, row)))), 0)
    if faulty:
        raise Refusal(f"{path}, line {faulty}: not a code and an id.", "Write one place in a line: code,org_unit.", code=1)
    return dataclasses.replace(ids, org_units={row[0].strip(): row[1].strip() for row in rows if row})
