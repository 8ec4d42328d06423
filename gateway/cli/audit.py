"""``gateway audit``: who did what, and the proof that nobody changed it afterwards."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable

import click

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.spans import Instant, shown
from gateway.refusal import Refusal
from reports.forms.cells import safe
from storage import audit as chain
from storage.audit import CHANGED, Chain, Entry
from storage.unhurried import unhurried
from storage.unit import StorageFault

COLUMNS = ("id", "at", "actor", "action", "subject", "detail", "sha256")
_HOW = {CHANGED: "its own words were changed after it was written"}
_TORN = "it does not follow from the row before it: rows were removed, added or moved"


@click.group(invoke_without_command=True)
@click.pass_context
def audit(context: click.Context) -> None:
    """Show and check the audit: who published, loaded, erased, paused, rotated, deleted what, and when.

    Alone it prints the digest of the newest row. Noted on paper or in another house, it holds every row up to it: see
    `gateway audit verify --noted`.

    \b
    Example:
      gateway audit
      gateway audit verify
    """
    if context.invoked_subcommand is None:
        _newest()


def _newest() -> None:
    gateway = opened()
    try:
        with unhurried(gateway.engine) as u:
            last = chain.newest(u)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if last is None:
        click.echo("The audit has no rows yet.")
        return
    click.echo(f"Row {last.id} of {shown(last.at_ms)}: {last.action}, by {last.actor}\n{last.sha256}")


@audit.command()
@click.option("--noted", metavar="DIGEST", default="", help="A digest that was noted earlier: it must still be in the chain.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: holds, rows, newest, broken_row, how, noted_row.")
def verify(noted: str, as_json: bool) -> int:
    """Walk the chain from its first row; exit code 1 where it does not hold, with the first row that breaks it.

    Rows that were cut off at the end are only noticed by a digest noted outside before.

    \b
    Example:
      gateway audit verify
      gateway audit verify --noted 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    """
    gateway = opened()
    try:
        with unhurried(gateway.engine) as u:
            found = chain.verify(u, noted.strip().lower())
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    missing = bool(noted) and found.broken is None and found.noted_at_row is None
    click.echo(json.dumps(_facts(found, missing)) if as_json else _sentence(found, missing))
    return 1 if found.broken or missing else 0


def _facts(found: Chain, missing: bool) -> dict[str, object]:
    broken = found.broken
    return {
        "holds": broken is None and not missing, "rows": found.rows, "newest": found.newest,
        "broken_row": broken.id if broken else None, "how": broken.kind if broken else "", "noted_row": found.noted_at_row,
    }  # fmt: skip


def _sentence(found: Chain, missing: bool) -> str:
    if found.broken is not None:
        how = _HOW.get(found.broken.kind, _TORN)
        return f"The audit does not hold: at row {found.broken.id}, {how}. The {found.rows} rows before it hold."
    if missing:
        return f"The audit does not hold: none of its {found.rows} rows has the digest that was noted. Rows are missing."
    noted = f" The noted digest is that of row {found.noted_at_row}." if found.noted_at_row is not None else ""
    return f"The audit holds: {found.rows} rows, the newest {found.newest or 'none'}.{noted}"


@audit.command()
@click.option("--since", type=Instant(), help="From this time on: 2026-11-23, or 2026-11-23T14:30+02:00.")
@click.option("--until", type=Instant(), help="Before this time.")
@click.option("--actor", default="", help="Only what this one did.")
@click.option("--action", default="", help="Only this kind of thing, such as “survey published”.")
@click.option("--json", "form", flag_value="json", help="One JSON object in each line.")
@click.option("--csv", "form", flag_value="csv", help="A table for spreadsheets, with no cell that one takes for a formula.")
def show(since: int | None, until: int | None, actor: str, action: str, form: str | None) -> None:
    """Print the rows of the audit, the oldest first.

    \b
    Example:
      gateway audit show --since 2026-11-01 --action "survey published"
      gateway audit show --csv > audit.csv
    """
    if since is not None and until is not None and until <= since:
        raise Refusal("The time of --until is not after that of --since.", "Exchange them.")
    gateway = opened()
    write = _writer(form)
    try:
        with unhurried(gateway.engine) as u:
            for entry in chain.entries(u, since_ms=since, before_ms=until, actor=actor, action=action):
                write(entry)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None


def _writer(form: str | None) -> Callable[[Entry], object]:
    if form == "json":
        return lambda e: click.echo(json.dumps(_row(e) | {"detail": json.loads(e.detail)}, ensure_ascii=False))
    if form == "csv":
        table = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        table.writerow(COLUMNS)
        return lambda e: table.writerow([safe(str(cell)) for cell in _row(e).values()])
    return lambda e: click.echo(f"{shown(e.at_ms)}  {e.id:>6}  {e.action}: {e.subject}  ({e.actor})  {e.detail}")


def _row(entry: Entry) -> dict[str, object]:
    values = (entry.id, shown(entry.at_ms), entry.actor, entry.action, entry.subject, entry.detail, entry.sha256)
    return dict(zip(COLUMNS, values, strict=True))
