"""``gateway quotes``: a person reads what people wrote, and releases words for print."""

from __future__ import annotations

import getpass
import json

import click

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.whose import last_days, ministry_of
from gateway.refusal import Refusal
from gateway.remarks import quoting
from storage import quotations
from storage.unit import StorageFault, unit

_MINISTRY = click.argument("ministry")
_DAYS = click.option(
    "--days", type=click.IntRange(1, 366), default=28, show_default=True, help="How many days to look back, today included."
)


@click.group()
def quotes() -> None:
    """Release citizens' words for the report, in your name. Nothing is quoted that nobody released.

    Only words of people who agreed to be quoted are offered, or of questions that their survey does not keep private.

    \b
    Example:
      gateway quotes list health
      gateway quotes release health 1234.comment
      gateway quotes withdraw health 7
    """


@quotes.command("list")
@_MINISTRY
@_DAYS
@click.option("--released", is_flag=True, help="Show what was released instead of what could be.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list: id, day, survey, language, words, and who released it.")
def list_(ministry: str, days: int, released: bool, as_json: bool) -> None:
    """Show what could be released for a MINISTRY, or what was.

    \b
    Example:
      gateway quotes list health
      gateway quotes list health --released
    """
    rows = _released(ministry) if released else _candidates(ministry, days)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        by = f", released by {row['released_by']}" if "released_by" in row else ""
        click.echo(f"{row['id']}  {row['day']}  {row['survey']}, {row['language']}{by}\n    {row['words']}")
    if not rows:
        click.echo("Nothing is released." if released else "There is nothing that may be quoted.")


def _released(ministry: str) -> list[dict[str, object]]:
    gateway = opened()
    ministry_of(gateway, ministry)
    try:
        with unit(gateway.engine) as u:
            found = [each for each in quotations.every(u, ministry) if not each.withdrawn]
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    return [
        {
            "id": each.id, "day": each.quotation.day.isoformat(), "survey": each.survey, "language": each.quotation.language,
            "words": each.quotation.text, "released_by": each.quotation.released_by,
        }
        for each in found
    ]  # fmt: skip


def _candidates(ministry: str, days: int) -> list[dict[str, object]]:
    gateway = opened()
    first, last = last_days(gateway, ministry_of(gateway, ministry), days)
    try:
        with unit(gateway.engine) as u:
            found = quoting.candidates(u, gateway, ministry, first, last)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    return [{"id": c.id, "day": c.day.isoformat(), "survey": c.survey, "language": c.language, "words": c.words} for c in found]


@quotes.command()
@_MINISTRY
@click.argument("id_", metavar="ID")
@_DAYS
def release(ministry: str, id_: str, days: int) -> None:
    """Release the words of one ID of the list for print, under your name. What you release, you have read.

    \b
    Example:
      gateway quotes release health 1234.comment
    """
    gateway = opened()
    first, last = last_days(gateway, ministry_of(gateway, ministry), days)
    try:
        with unit(gateway.engine) as u:
            candidate = next((c for c in quoting.candidates(u, gateway, ministry, first, last) if c.id == id_), None)
            if candidate is None:
                remedy = f"`gateway quotes list {ministry}` shows what may be quoted."
                raise Refusal(f"There is nothing that may be quoted under {id_}.", remedy)
            made = quoting.release(u, gateway, ministry, candidate, getpass.getuser())
            u.commit()
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"Quotation {made}: {candidate.words}" if made else "These words are released already.")


@quotes.command()
@_MINISTRY
@click.argument("id_", metavar="ID", type=int)
def withdraw(ministry: str, id_: int) -> None:
    """Take back a released quotation by its ID: no report made from now on prints it.

    \b
    Example:
      gateway quotes list health --released
      gateway quotes withdraw health 7
    """
    gateway = opened()
    ministry_of(gateway, ministry)
    try:
        with unit(gateway.engine) as u:
            if not quoting.withdraw(u, gateway, ministry, id_, getpass.getuser()):
                remedy = f"`gateway quotes list {ministry} --released` shows what is."
                raise Refusal(f"No quotation {id_} is released.", remedy)
            u.commit()
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"Quotation {id_} is withdrawn.")
