"""``gateway visits``: lists of services handed in by a ministry, and what became of them."""

from __future__ import annotations

import getpass
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gateway import logs
from gateway.cli import visit_lines
from gateway.cli.db import unreachable
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.visits.desk import Desk, desk_of
from gateway.visits.examine import Examined, examine
from gateway.visits.load import Taken, as_of_ms, take_in
from gateway.visits.preview import Preview, preview
from gateway.visits.table import ListFile, read_file
from gateway.visits.wrong import Wrong
from gateway.wiring import Gateway, wire
from reports.forms.cells import as_table
from storage import migrate
from storage import uploads as kept
from storage import visits as stored
from storage.unhurried import unhurried
from storage.unit import StorageFault


@click.group()
def visits() -> None:
    """Hand in lists of visits, and see what became of them.

    \b
    Example:
      gateway visits load last-week.csv --ministry health --survey lesotho-clinic-visit
      gateway visits list
    """


@visits.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--ministry", required=True, metavar="KEY", help="The ministry's key in config.yaml.")
@click.option("--survey", required=True, metavar="NAME", help="The published survey that people are asked.")
@click.option("--dry-run", is_flag=True, help="Only show what would become of the list.")
@click.option("--yes", "said", type=click.IntRange(min=0), metavar="N", help="Agree to exactly N texts without being asked.")
@click.option("--strict", is_flag=True, help="Take in nothing if anything is wrong with the list.")
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Write all that is wrong to this CSV file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
def load(
    file: Path, ministry: str, survey: str, dry_run: bool, said: int | None, strict: bool, errors: Path | None, as_json: bool
) -> int:
    """Take in a list of visits, CSV or XLSX, and draw those who will be asked.

    The list needs a column for the phone and one for the visit's id; a day or an instant, the service, the facility, the
    language and what the survey declares are understood if they are there. First is shown what is wrong with it, how many
    would be asked, and three real messages. Handed in twice it adds nothing; cut off it can be handed in again.
    docs/visits-example.csv shows what a list looks like.
    Exit code 1: rows had to be left out.

    \b
    Example:
      gateway visits load last-week.csv --ministry huduma --survey kenya-huduma-service --dry-run
      gateway visits load last-week.xlsx --ministry huduma --survey kenya-huduma-service --yes 340 --errors wrong.csv
    """
    gateway = _gateway()
    try:
        desk = desk_of(gateway, ministry, survey)
        listed = read_file(file)
        with _progress(as_json) as bar:
            examined = _examine(gateway, desk, listed, bar)
        seen = preview(gateway, desk, examined)
        _write_errors(errors, examined.wrong)
        if not as_json:
            visit_lines.show(desk, examined, seen, Console(highlight=False))
        taken = None if dry_run else _take_in(gateway, desk, listed, examined, seen, said, strict, as_json)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    _tell(examined, seen, taken, as_json)
    return 1 if examined.left_out or (strict and examined.wrong) else 0


def _examine(gateway: Gateway, desk: Desk, listed: ListFile, bar: Progress) -> Examined:
    task = bar.add_task("Reading the rows", total=len(listed.lines))
    at_ms = as_of_ms(gateway, desk, listed.sha256)
    return examine(desk, listed.header, listed.lines, at_ms, lambda rows: bar.advance(task, rows))


def _take_in(
    gateway: Gateway,
    desk: Desk,
    listed: ListFile,
    examined: Examined,
    seen: Preview,
    said: int | None,
    strict: bool,
    quiet: bool,
) -> Taken:
    if strict and examined.wrong:
        count = len(examined.wrong)
        raise Refusal(f"{count:,} things are wrong with the list, and --strict was given.", "Nothing was taken in.", code=1)
    _confirm(seen, said, gateway.settings.invitations.confirm_above)
    with _progress(quiet) as bar:
        task = bar.add_task("Storing the visits", total=len(examined.given))
        return take_in(
            gateway, desk, examined, sha256=listed.sha256, received_from=_who(), tell=lambda rows: bar.advance(task, rows)
        )


def _confirm(seen: Preview, said: int | None, above: int) -> None:
    """Let nobody send many texts by a slip: their number is typed, here or with ``--yes``."""
    if said is None and seen.drawn <= above:
        return _ask_whether(seen)
    typed = said if said is not None else _typed(seen.drawn, above)
    if typed != seen.drawn:
        raise Refusal(f"This list would cause {seen.drawn:,} texts, not {typed:,}. Nothing was taken in.", "Look at it again.")


def _ask_whether(seen: Preview) -> None:
    """Whoever sits at a terminal may look at the messages before anybody is sent one."""
    if seen.drawn and sys.stdin.isatty() and not click.confirm("Take in this list, and send these texts?"):
        raise Refusal("Nothing was taken in.", "Mend the list or the survey, and hand it in again.")


def _typed(drawn: int, above: int) -> int:
    if not sys.stdin.isatty():
        remedy = (
            f"Agree with --yes {drawn}, or hand it in at a terminal. The limit is invitations.confirm_above in config.yaml."
        )
        raise Refusal(f"This list would cause {drawn:,} texts, more than {above:,}. Nothing was taken in.", remedy)
    return int(click.prompt(f"{drawn:,} people will be sent a text. Type this number to go on", type=int))


def _tell(examined: Examined, seen: Preview, taken: Taken | None, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_dict(examined, seen, taken), ensure_ascii=False))
    elif taken is None:
        click.echo("Nothing was taken in: this was a dry run.")
    else:
        for line in visit_lines.taken(taken, examined):
            click.echo(line)


def _as_dict(examined: Examined, seen: Preview, taken: Taken | None) -> dict[str, object]:
    return {
        "rows": examined.rows,
        "good": len(examined.given),
        "left_out": examined.left_out,
        "known": seen.known,
        "new": seen.new,
        "would_be_drawn": seen.drawn,
        "not_asked": dict(seen.not_asked),
        "messages": [asdict(message) for message in seen.messages],
        "parts": round(seen.parts, 2),
        "cost": seen.cost,
        "ignored_columns": [column.name for column in examined.headers.ignored],
        "wrong": [asdict(wrong) for wrong in examined.wrong],
        "taken": None if taken is None else asdict(taken),
    }


def _write_errors(path: Path | None, wrong: tuple[Wrong, ...]) -> None:
    """Everything that is wrong as a table that no spreadsheet takes for formulas; it holds no number."""
    if path is None:
        return
    rows = [(str(w.row), w.column, w.sentence, w.remedy, "row left out" if w.stops else "cell left out") for w in wrong]
    try:
        path.write_bytes(as_table(("row", "column", "what is wrong", "what to do", "so"), rows))
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}.", "Name another file with --errors.") from None


@visits.command("list")
@click.option("--ministry", default="", metavar="KEY", help="Only lists of this ministry.")
@click.option("--survey", default="", metavar="NAME", help="Only lists for this survey.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many, the newest first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each list, for scripts.")
def list_(ministry: str, survey: str, limit: int, as_json: bool) -> int:
    """Show the lists that were handed in, and what became of their invitations.

    \b
    Example:
      gateway visits list
      gateway visits list --ministry health --json
    """
    gateway = _gateway()
    try:
        with unhurried(gateway.engine) as u:
            found = kept.newest(u.connection, ministry=ministry, survey=survey, limit=limit)
            became = stored.became(u, [upload.id for upload in found])
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if as_json:
        for upload in found:
            click.echo(json.dumps(visit_lines.as_dict(upload, became[upload.id]), ensure_ascii=False))
    elif found:
        visit_lines.show_uploads(found, became, Console(highlight=False))
    else:
        click.echo("No list was handed in yet. `gateway visits load FILE` takes one in.")
    return 0


def _gateway() -> Gateway:
    settings = load_settings()
    logs.configure(level=logging.WARNING)
    gateway = wire(settings, load_secrets(settings))
    try:
        current = migrate.is_current(gateway.engine)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if not current:
        raise Refusal("The database has not been brought up to this version.", "Run `gateway db upgrade` first.", code=1)
    return gateway


def _progress(quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)


def _who() -> str:
    """The name of whoever hands the list in, as this machine knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
