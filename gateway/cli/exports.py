"""``gateway export floip`` and ``gateway export xlsform``: a survey for another program that runs surveys."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.check import check
from flows.exchange import floip, sheet, to_xlsform
from flows.load import load
from flows.model import Flow
from gateway.cli import survey_file
from gateway.refusal import Refusal

FILE = click.Path(path_type=Path)


@click.command("floip")
@click.argument("flow", metavar="FLOW", type=FILE)
@click.option("--out", type=FILE, help="The file to write; left out, the document is printed.")
def export_floip(flow: Path, out: Path | None) -> int:
    """Write a survey as a flow of the Flow Specification (FLOIP 1.0.0-rc4), as JSON.

    What that has no words for is told, and stands in the document too, as does the whole survey in its own language. The
    time of the last change is that of the file. Leaves with 0, 1 if the survey has errors, 2 if a file cannot be read.

    \b
    Example:
      gateway export floip flows/surveys/lesotho-clinic-visit.yaml --out clinic.json
    """
    exported = floip.container(_sound(flow), _changed_at_ms(flow))
    written = json.dumps(exported.container, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        click.echo(written, nl=False)
    else:
        survey_file.replace(out, written.encode())
    _tell(exported.notes)
    if out is not None:
        blocks = len(exported.container["flows"][0]["blocks"])
        click.echo(f"{out}: a flow of {blocks} blocks.")
    return 0


@click.command("xlsform")
@click.argument("flow", metavar="FLOW", type=FILE)
@click.option("--out", type=FILE, required=True, help="The workbook to write: .xlsx.")
def export_xlsform(flow: Path, out: Path) -> int:
    """Write a survey as a spreadsheet form (XLSForm), for offices that ask on tablets.

    What a form has no column for is told. Its version is the day on which the file was last changed. Leaves with 0, 1 if the
    survey has errors, 2 if a file cannot be read.

    \b
    Example:
      gateway export xlsform flows/surveys/lesotho-clinic-visit.yaml --out clinic.xlsx
    """
    changed = datetime.fromtimestamp(_changed_at_ms(flow) // 1000, UTC)
    form = to_xlsform.form(_sound(flow), f"{changed:%Y%m%d}01")
    survey_file.replace(out, sheet.to_workbook(form.pages))
    _tell(form.notes)
    click.echo(f"{out}: a form with {len(form.pages[0].rows)} rows.")
    return 0


def _tell(notes: tuple[str, ...]) -> None:
    console = Console(stderr=True, highlight=False)
    for note in notes:
        console.print(Text(f"Note: {note}", style="dim"), soft_wrap=True)


def _sound(path: Path) -> Flow:
    """The survey of a file; only one without errors means the same everywhere."""
    text, lists = survey_file.read(path), survey_file.lists_beside(path)
    found = load(text, lists)
    if found.flow is None or check(text, lists=lists).errors:
        raise Refusal(f"{path} has errors.", f"Run `gateway check {path}` and correct them first.", code=1)
    return found.flow


def _changed_at_ms(path: Path) -> int:
    """When the file was last changed. Raises :class:`Refusal` if it is not there."""
    try:
        return path.stat().st_mtime_ns // 1_000_000
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.", "Name the file of a survey.") from None
