"""``gateway users``: the people of the console."""

from __future__ import annotations

import getpass
import json

import click
from rich.console import Console
from rich.table import Column, Table

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage import people
from storage.people import ROLES, Held, Person
from storage.unit import StorageFault, Unit, reading

_NAME = click.argument("name")
_ROLES = click.argument("roles", nargs=-1, required=True, metavar="MINISTRY:ROLE…")


@click.group()
def users() -> None:
    """People of the console: who may sign in, and what they may do for which ministry.

    A role is written MINISTRY:ROLE, for all ministries all:ROLE, limited to a place MINISTRY:ROLE:district=CODE or
    MINISTRY:ROLE:facility=CODE. Roles: reader, translator, editor, publisher, administrator, agent.

    \b
    Example:
      gateway users add palesa health:editor
      gateway users list
    """


@users.command()
@_NAME
@_ROLES
def add(name: str, roles: tuple[str, ...]) -> None:
    """Add a person by their NAME, with roles, and print the one-time link by which they set their passphrase.

    \b
    Example:
      gateway users add palesa health:editor
      gateway users add thabo@health.example health:reader:district=maseru
    """
    from gateway.console import accounts

    gateway, held = opened(), [_held(role) for role in roles]
    try:
        link = accounts.add(gateway, name, held, getpass.getuser())
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"Give this link to {name}; it works once, within two days:\n{link}")


@users.command()
@_NAME
def link(name: str) -> None:
    """Let a person begin anew: their passphrase and second factor are gone, and a one-time link for them is printed.

    \b
    Example:
      gateway users link palesa
    """
    from gateway.console import accounts

    gateway = opened()
    try:
        address = accounts.renew(gateway, name, getpass.getuser())
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"Give this link to {name}; it works once, within two days:\n{address}")


@users.command()
@_NAME
def disable(name: str) -> int:
    """Let a person sign in no more, from this moment on; exit code 1 if that was so already.

    \b
    Example:
      gateway users disable palesa
    """
    from gateway.console import accounts

    gateway = opened()
    try:
        changed = accounts.disable(gateway, name, getpass.getuser())
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"{name} may not sign in any more." if changed else f"{name} was disabled already.")
    return 0 if changed else 1


@users.command()
@_NAME
@_ROLES
@click.option("--take", is_flag=True, help="Take these roles away instead of giving them.")
def roles(name: str, roles: tuple[str, ...], take: bool) -> int:
    """Give roles to a person, or take them away; they sign in again afterwards. Exit code 1 if nothing changed.

    \b
    Example:
      gateway users roles palesa health:publisher
      gateway users roles palesa health:editor --take
    """
    from gateway.console import accounts

    gateway, held = opened(), [_held(role) for role in roles]
    try:
        changed = accounts.change_roles(gateway, name, held, getpass.getuser(), give=not take)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    click.echo(f"{changed} role{'' if changed == 1 else 's'} {'taken from' if take else 'given to'} {name}.")
    return 0 if changed else 1


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of people with their roles.")
def list_(as_json: bool) -> None:
    """Show everybody, what they may do, and who has a second factor.

    \b
    Example:
      gateway users list
    """
    gateway = opened()
    found = _everyone(gateway)
    if as_json:
        click.echo(json.dumps([_told(person) for person in found], ensure_ascii=False))
        return
    if not found:
        click.echo("There is nobody yet. “gateway run” prints a link for the first person.")
        return
    table = Table(Column("Name", overflow="fold"), Column("Roles", overflow="fold"), "Second factor", "May sign in", box=None)
    for person in found:
        roles = ", ".join(_written(held) for held in person.roles)
        table.add_row(person.name, roles, _yes(person.has_second_factor), _yes(not person.is_disabled))
    Console().print(table)


def _everyone(gateway: Gateway) -> list[Person]:
    try:
        with reading(gateway.engine) as c:
            return people.everyone(Unit(c))
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None


def _told(person: Person) -> dict[str, object]:
    return {
        "name": person.name, "roles": [_written(held) for held in person.roles],
        "second_factor": person.has_second_factor, "disabled": person.is_disabled,
    }  # fmt: skip


def _held(written: str) -> Held:
    """A role as it is written. Raises :class:`Refusal`."""
    ministry, _, rest = written.partition(":")
    role, _, place = rest.partition(":")
    kind, _, code = place.partition("=")
    if not ministry or role not in ROLES or (place and (kind not in ("district", "facility") or not code)):
        raise Refusal(f"“{written}” is no role.", f"Write it as health:reader. Roles: {', '.join(ROLES)}.")
    ministry = "" if ministry == "all" else ministry
    return Held(ministry, role, code if kind == "district" else "", code if kind == "facility" else "")


def _written(held: Held) -> str:
    limits = [f"{kind}={code}" for kind, code in (("district", held.district), ("facility", held.facility)) if code]
    return ":".join([held.ministry or "all", held.role, *limits])


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
