"""``gateway answers``: answers row by row, for a recipient who is named and entitled to them."""

from __future__ import annotations

import getpass
import json
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.reason import of_nobody
from gateway.config_sections import Ministry
from gateway.keeping.handing_on import Handed, Order, hand_on
from gateway.refusal import Refusal
from gateway.settings import Settings
from storage.unit import StorageFault

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("survey")
@click.option("--from", "first", type=_DAY, required=True, help="The first local day: 2026-11-01.")
@click.option("--to", "last", type=_DAY, required=True, help="The last local day, itself included.")
@click.option(
    "--out", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to write the packages."
)
@click.option("--for", "to", required=True, callback=of_nobody, help="Who gets them: an office, by its name and role.")
@click.option("--reason", required=True, callback=of_nobody, help="Why they may have them; the audit keeps it for ever.")
@click.option("--language", default="", help="Of the questions' words; the ministry's first one, if not given.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list: id, folder, rows of each package.")
def answers(
    survey: str, first: datetime, last: datetime, folder: Path, to: str, reason: str, language: str, as_json: bool
) -> None:
    """Write the answers to a SURVEY row by row, as Flow Results packages (FLOIP 1.0.0-rc1).

    People and conversations have pseudonyms of this ministry alone; words are as they were redacted, and only of questions
    that are not private; numbers, danger, testers and children are not in it. A package holds versions that only added
    questions: a change of words, choices or a range begins another one. That answers were handed on, to whom and why, is a
    row of the audit.

    \b
    Example:
      gateway answers lesotho-clinic-visit --from 2026-11-01 --to 2026-11-30 --out /secure/answers \\
        --for "Bureau of Statistics" --reason "Agreement on the health survey"
    """
    if last < first:
        raise Refusal("The day of --to lies before that of --from.", "Exchange them.")
    gateway = opened()
    ministry = _owner(gateway.settings, survey)
    order = Order(survey, first.date(), last.date(), to, reason, getpass.getuser(), language)
    try:
        with Console(stderr=True).status("Writing the answers …"):
            made = hand_on(gateway, ministry, order, folder)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    except OSError as error:
        remedy = "Name another folder with --out."
        raise Refusal(f"The packages cannot be written to {folder}: {error.strerror}.", remedy, code=1) from None
    _tell(made, as_json)


def _owner(settings: Settings, survey: str) -> Ministry:
    found = settings.ministry_of(survey)
    if found is None:
        known = ", ".join(sorted(name for m in settings.ministries.values() for name in m.surveys))
        raise Refusal(f"There is no survey “{survey}” in config.yaml.", f"There are: {known}.")
    return found


def _tell(made: tuple[Handed, ...], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([{"id": each.id, "folder": str(each.folder), "rows": each.rows} for each in made]))
        return
    for each in made:
        click.echo(f"{each.folder}: {each.rows} answers.")
    if not made:
        click.echo("Nobody answered in these days.")
