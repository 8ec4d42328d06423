"""``gateway import xlsform`` and ``gateway import rapidpro``: a questionnaire of another program as a draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from flows.check import check
from flows.exchange import rapidpro, sheet, xlsform
from flows.exchange.imported import Frame, Imported
from gateway.cli import survey_file
from gateway.refusal import Refusal

FILE = click.Path(path_type=Path)


def _frame(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a survey needs and the other program does not say."""
    for option in (
        click.option("--out", type=FILE, help="The draft to write; left out, the survey's name with .yaml, in this folder."),
        click.option("--dials", metavar="CODE", help="The dial code, like *120*77#; can be added in the draft."),
        click.option("--time-zone", default="", help="Where the survey runs, like Africa/Maseru."),
        click.option("--owner", default="", help="Who asks; people who text HELP are told."),
    ):
        command = option(command)
    return command


@click.command("xlsform")
@click.argument("form", metavar="FORM.xlsx", type=FILE)
@_frame
def import_xlsform(form: Path, owner: str, time_zone: str, dials: str | None, out: Path | None) -> int:
    """Make a draft of a spreadsheet form (XLSForm).

    What a phone cannot ask is told by sheet and row, with the way out, and stands at the top of the draft. Leaves with 0 if
    all was carried over, 1 if something was not, 2 if a file cannot be read or written.

    \b
    Example:
      gateway import xlsform questionnaire.xlsx --owner "Ministry of Water" --time-zone Africa/Maseru
    """
    frame = _framed(owner, time_zone, dials)
    raw = survey_file.read(form, "Name the workbook.", most=sheet.LARGEST_FILE + 1)
    try:
        sheets = sheet.read(raw)
    except sheet.Unreadable as reason:
        raise Refusal(f"{form} cannot be read: {reason}.", "Save it again as .xlsx.", code=1) from None
    return _finish(xlsform.read(sheets, frame), form, out)


@click.command("rapidpro")
@click.argument("export", metavar="EXPORT.json", type=FILE)
@click.option("--flow", "flow_name", default="", metavar="NAME", help="Which flow of the export; left out, the first one.")
@_frame
def import_rapidpro(export: Path, flow_name: str, owner: str, time_zone: str, dials: str | None, out: Path | None) -> int:
    """Make a draft of a RapidPro flow, from its export as JSON.

    Branches become conditions and ways back become tries. What has no counterpart is told by its node, with the way out,
    and stands at the top of the draft. Leaves with 0 if all was carried over, 1 if something was not, 2 if a file cannot
    be read or written.

    \b
    Example:
      gateway import rapidpro export.json --owner "Ministry of Water" --time-zone Africa/Maseru
    """
    frame = _framed(owner, time_zone, dials)
    raw = survey_file.read(export, "Name the export.", most=rapidpro.LARGEST + 1)
    return _finish(rapidpro.read(raw, frame, flow_name), export, out)


def _framed(owner: str, time_zone: str, dials: str | None) -> Frame:
    """Raises :class:`Refusal` if the owner or the time zone was not said."""
    missing = [said for said, value in (("--owner", owner.strip()), ("--time-zone", time_zone.strip())) if not value]
    if missing:
        things = {"--owner": "who asks", "--time-zone": "where the survey runs"}
        examples = {"--owner": '--owner "Ministry of Water"', "--time-zone": "--time-zone Africa/Maseru"}
        raise Refusal(
            f"Nobody has said {' and '.join(things[said] for said in missing)}; the other program does not tell it.",
            f"Add it, like: {' '.join(examples[said] for said in missing)}",
        )
    return Frame(owner, time_zone, (dials,) if dials else ())


def _finish(found: Imported, source: Path, out: Path | None) -> int:
    """Tells what was and was not carried, writes the draft, and says what comes next."""
    console = Console(highlight=False)
    for refused in found.refused:
        console.print(Text(f"Not carried over: {refused}", style="yellow"), soft_wrap=True)
    for note in found.notes:
        console.print(Text(f"Changed: {note}", style="dim"), soft_wrap=True)
    if found.flow is None:
        raise Refusal(f"There is nothing in {source} that can be asked on a phone.", "Its parts are named above.", code=1)
    draft = out or Path(f"{found.flow.survey}.yaml")
    if draft.exists():
        raise Refusal(f"{draft} is there already.", "Name another file with --out.")
    text = found.text(source.name)
    survey_file.replace(draft, text.encode())
    checked = check(text)
    console.print(f"{draft}: a draft with {len(found.flow.questions)} questions. It is not published.", soft_wrap=True)
    if not checked.publishable:
        faults = len(checked.errors) + len(checked.warnings)
        console.print(f"Next: `gateway check {draft}` ({faults} things to look at).", soft_wrap=True)
    return 1 if found.refused else 0
