"""``gateway danger``: what people wrote of danger, for the one who is entitled to read it."""

from __future__ import annotations

import getpass
import json

import click

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.whose import ministry_of
from gateway.refusal import Refusal
from gateway.remarks import danger as watched
from storage.dangers import Danger
from storage.unit import StorageFault, unit


@click.command()
@click.argument("ministry")
@click.option("--seen", type=int, metavar="ID", help="Note that you looked at this one: it is not shown again.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list: id, day, survey, facility, words.")
def danger(ministry: str, seen: int | None, as_json: bool) -> None:
    """Show what people wrote to a MINISTRY of danger and nobody has looked at yet: abuse, violence, a death, no oxygen.

    These words are in no count, sample or quotation; a report says only how many there were. Numbers and names are taken out.
    That you read them, and what you noted as seen, stands in the audit under your name.

    \b
    Example:
      gateway danger health
      gateway danger health --seen 1234
    """
    gateway = opened()
    ministry_of(gateway, ministry)
    try:
        with unit(gateway.engine) as u:
            by = getpass.getuser()
            if seen is not None and not watched.seen(u, gateway, ministry, seen, by):
                raise Refusal(f"There is nothing to look at under {seen}.", f"`gateway danger {ministry}` shows what there is.")
            found = watched.read(u, gateway, ministry, by) if seen is None else []
            u.commit()
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if seen is not None:
        click.echo(f"{seen} is noted as seen.")
    else:
        click.echo(json.dumps([_row(each) for each in found], ensure_ascii=False) if as_json else _told(found))


def _row(each: Danger) -> dict[str, object]:
    return {
        "id": each.session_id, "day": each.local_day.isoformat(), "survey": each.survey, "facility": each.facility,
        "words": dict(each.words),
    }  # fmt: skip


def _told(found: list[Danger]) -> str:
    return "\n".join(_lines(each) for each in found) or "Nobody wrote of danger, or all of it has been looked at."


def _lines(each: Danger) -> str:
    said = [f"    {question}: {words}" for question, words in each.words] or ["    (the words have been deleted)"]
    place = f", {each.facility}" if each.facility else ""
    return "\n".join([f"{each.session_id}  {each.local_day}  {each.survey}{place}", *said])
