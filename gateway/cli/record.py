"""``gateway record``: the papers of data protection, from what the gateway works by."""

from __future__ import annotations

from pathlib import Path

import click

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.papers import write
from gateway.keeping import record as papers
from storage.unit import StorageFault


@click.command()
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write the files."
)
def record(folder: Path) -> None:
    """Write the record of processing and the sheet for an impact assessment: record.md for people, record.json for programs.

    Purposes, kinds of data, terms, recipients and measures are read from config.yaml and the published surveys; what only
    people can say stands at the end as questions.

    \b
    Example:
      gateway record --out papers
    """
    gateway = opened()
    try:
        write(folder, papers.files(gateway))
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(folder / "record.md")
