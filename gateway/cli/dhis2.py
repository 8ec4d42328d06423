"""``gateway dhis2``: weekly figures of places of service, as DHIS2 takes them."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import click

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.survey_file import replace
from gateway.cli.whose import ministry_of
from gateway.nights import nightfall, releasing
from gateway.refusal import Refusal
from gateway.settings import Settings
from reports.forms.dhis2 import Ids, as_data_value_sets, dry_run
from storage.unit import StorageFault


@click.command()
@click.argument("ministry")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The local day of the report; yesterday, if not given.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; left out, it is printed.")
@click.option("--dry-run", "trial", is_flag=True, help="Only say what would be sent, and what would not.")
def dhis2(ministry: str, day: datetime | None, out: Path | None, trial: bool) -> None:
    """Write the weekly figures of a MINISTRY's places of service as the payload of DHIS2's dataValueSets.

    Only closed weeks that may be told, from the report as it was released, under the ids of reports.dhis2 in config.yaml.
    Sent twice, a week overwrites itself: curl -u USER -H "Content-Type: application/json" -d @weeks.json
    https://dhis2.example.org/api/dataValueSets?dryRun=true

    \b
    Example:
      gateway dhis2 health --dry-run
      gateway dhis2 health --day 2026-06-07 --out weeks.json
    """
    gateway = opened()
    of = ministry_of(gateway, ministry)
    its_day = day.date() if day else nightfall.local_date(of, gateway.now_ms()) - timedelta(days=1)
    ids = ids_of(gateway.settings)
    try:
        found = releasing.kept(gateway, of.key, its_day)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if not found:
        raise Refusal(f"No report of {of.name} was released for {its_day}.", "Name another day with --day.", code=1)
    if trial:
        click.echo(dry_run(found[0], ids), nl=False)
    elif out is None:
        click.echo(as_data_value_sets(found[0], ids).decode(), nl=False)
    else:
        replace(out, as_data_value_sets(found[0], ids))


def ids_of(settings: Settings) -> Ids:
    """The ids at the other end. Raises :class:`Refusal` (code 1) for a file of places that cannot be read."""
    said = settings.reports.dhis2
    if not said.org_units:
        return Ids(said.data_elements)
    path = settings.var / said.org_units
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{path} cannot be read.", "Correct reports.dhis2.org_units in config.yaml.", code=1) from None
    faulty = next((at for at, row in enumerate(rows, 1) if row and (len(row) != 2 or not all(map(str.strip, row)))), 0)
    if faulty:
        raise Refusal(f"{path}, line {faulty}: not a code and an id.", "Write one place in a line: code,org_unit.", code=1)
    return Ids(said.data_elements, {row[0].strip(): row[1].strip() for row in rows if row})
