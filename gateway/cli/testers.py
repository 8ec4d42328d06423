"""``gateway testers``: phones of the house, which are asked whatever the caps and never counted."""

from __future__ import annotations

import getpass
import json

import click

from gateway.cli.asked_number import asked_number
from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.wiring import Gateway
from storage import audit, contacts, testers
from storage.unit import StorageFault, Unit, reading, unit


@click.group("testers")
def testers_() -> None:
    """Phones of the house: always drawn, asked however often, and never counted in a figure.

    A number is asked for at the prompt or read from standard input; it is never an argument, and never shown again.

    \b
    Example:
      gateway testers add
      gateway testers list
    """


@testers_.command()
def add() -> None:
    """Make a phone one of the house. What it answered before stays counted.

    \b
    Example:
      gateway testers add
      gateway testers add < number.txt
    """
    contact_id, changed = _marked(is_tester=True)
    click.echo(f"Person {contact_id} is a tester{'' if changed else ' already'}.")


@testers_.command()
def remove() -> int:
    """Make a phone of the house an ordinary one again; exit code 1 if it was none.

    \b
    Example:
      gateway testers remove
      gateway testers remove < number.txt
    """
    contact_id, changed = _marked(is_tester=False)
    click.echo(f"Person {contact_id} is no tester any more." if changed else "That phone is not a tester's.")
    return 0 if changed else 1


@testers_.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of the persons' ids.")
def list_(as_json: bool) -> None:
    """Show which persons are testers, by their ids: numbers stay sealed.

    \b
    Example:
      gateway testers list
    """
    gateway = opened()
    try:
        with reading(gateway.engine) as c:
            ids = testers.everyone(Unit(c))
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if as_json:
        click.echo(json.dumps(ids))
    else:
        click.echo("\n".join(f"Person {id}" for id in ids) or "There are no testers.")


def _marked(*, is_tester: bool) -> tuple[int, bool]:
    """The person whose number is asked for, and whether that changed what they are."""
    gateway = opened()
    number = asked_number(gateway.settings)
    try:
        return _mark(gateway, number, is_tester=is_tester)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None


def _mark(gateway: Gateway, number: str, *, is_tester: bool) -> tuple[int, bool]:
    """The person of a number and whether anything changed; a number that was never heard of is only kept to be a tester's."""
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        known = contacts.find(u, gateway.vault, number)
        if known is None and not is_tester:
            return 0, False
        contact_id = known.id if known else contacts.contact_of(u, gateway.vault, number, at_ms).id
        changed = testers.mark(u, contact_id, is_tester)
        if changed:
            action = "tester added" if is_tester else "tester removed"
            audit.append(u, actor=getpass.getuser(), action=action, subject=f"person {contact_id}", at_ms=at_ms)
        u.commit()
    return contact_id, changed
