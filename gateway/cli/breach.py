"""``gateway breach``: the pack for the day on which data may have got into wrong hands."""

from __future__ import annotations

import getpass
from pathlib import Path

import click
from rich.console import Console

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.papers import write
from gateway.cli.spans import Instant
from gateway.keeping import breach as pack
from gateway.refusal import Refusal
from storage.unit import StorageFault


@click.command()
@click.option("--from", "since", type=Instant(), required=True, help="The first moment: 2026-11-23, or 2026-11-23T14:30+02:00.")
@click.option("--to", "until", type=Instant(), required=True, help="The moment after the last one.")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write the files."
)
def breach(since: int, until: int, folder: Path) -> None:
    """Write down whose data a span of time touched: how many people of which ministry, by kind of data and survey.

    People are named by pseudonyms, never by numbers. The pack has a text for people, the same as JSON, a table of the
    pseudonyms, and digests; that it was made is a row of the audit.

    \b
    Example:
      gateway breach --from 2026-11-20 --to 2026-11-22T08:00+02:00 --out /secure/breach
    """
    if until <= since:
        raise Refusal("The time of --to is not after that of --from.", "Exchange them.")
    gateway = opened()
    try:
        with Console(stderr=True).status("Looking for everybody who was touched …"):
            made = pack.make(gateway, since, until, getpass.getuser())
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    write(folder, made.files)
    click.echo(made.files["breach.txt"].decode(), nl=False)
    click.echo(f"\n{folder / 'breach.txt'}")
