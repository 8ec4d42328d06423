"""``gateway keys``: the keys that seal phone numbers, shown by what can be shown of them, and rotated."""

from __future__ import annotations

import base64
import getpass
import json
import secrets as luck
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.keeping import rotation
from gateway.keeping.key_marks import marks_of
from gateway.keeping.rotation import Rotated
from gateway.refusal import Refusal
from gateway.secrets import KEY_BYTES
from gateway.wiring import Gateway
from storage import keys as sealed
from storage.contacts import Unsealable
from storage.unit import StorageFault, reading


@click.group()
def keys() -> None:
    """Show and rotate the keys that seal phone numbers.

    To rotate: 1. make a key (`gateway keys new`) and add it at the end of the number keys, on every machine; restart. 2. Move
    it to the front, on every machine; restart: it seals from now on, all of them open. 3. `gateway keys rotate`. 4. Take the
    old key away when that says so. The index key and the binding key cannot be rotated: whoever asked never to be texted is
    known by the one, a call that is repeated by the other.

    \b
    Example:
      gateway keys show
      gateway keys rotate
    """


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object: current, keys with id, fingerprint, contacts, answers.")
def show(as_json: bool) -> None:
    """Say which keys there are, by id and fingerprint, and how much is sealed under each. Never shows a key.

    \b
    Example:
      gateway keys show
    """
    gateway = opened()
    try:
        rows = _rows(gateway)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    current = gateway.secrets.current_key
    if as_json:
        click.echo(json.dumps({"current": current, "keys": rows}))
        return
    for row in rows:
        use = f"{row['contacts']:>9} contacts {row['answers']:>7} answers" if "contacts" in row else ""
        seals = "  seals from now on" if row["id"] == f"number {current}" else ""
        click.echo(f"{row['id']:<24} {row['fingerprint']}  {use}{seals}".rstrip())


def _rows(gateway: Gateway) -> list[dict[str, object]]:
    with reading(gateway.engine) as c:
        contacts = sealed.contacts_by_key(c)
    everything = rotation.sealed_under(gateway, list(gateway.secrets.number_keys))
    rows: list[dict[str, object]] = []
    for name, fingerprint in marks_of(gateway.secrets).items():
        kind, _, key_id = name.partition(" ")
        held = contacts.get(key_id, 0)
        use = {"contacts": held, "answers": everything[key_id] - held} if kind == "number" else {}
        rows.append({"id": name, "fingerprint": fingerprint, **use})
    return rows


@keys.command()
@click.option(
    "--id", "key_id", metavar="ID", default="", help="The key's id, letters and digits; if not given, the next free one."
)
def new(key_id: str) -> None:
    """Make a key and print it as it is added to the number keys. It is kept nowhere: whoever sees the screen sees it.

    \b
    Example:
      gateway keys new
    """
    known = opened().secrets.number_keys
    if key_id and (not key_id.isalnum() or not key_id.isascii() or len(key_id) > 16):
        raise Refusal(f"“{key_id}” is not an id of a key.", "Take up to 16 letters and digits.")
    if key_id in known:
        raise Refusal(f"There is a number key “{key_id}” already.", "Take another id.")
    free = key_id or next(f"k{n}" for n in range(1, len(known) + 2) if f"k{n}" not in known)
    click.echo(f"{free}:{base64.b64encode(luck.token_bytes(KEY_BYTES)).decode()}")


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object: contacts, answers, left by key.")
def rotate(as_json: bool) -> int:
    """Seal every number under the first of the number keys, while everything goes on; may be broken off and run again.

    Exit code 1 if something is left under an old key: then that key must stay, and this be run again.

    \b
    Example:
      gateway keys rotate
    """
    gateway = opened()
    told = Rotated()
    try:
        _with_a_bar(gateway, told, as_json)
    except Unsealable:
        raise Refusal(
            "A contact does not open with the key under which it is sealed.",
            "Its row was changed, or a key is not the one it was: `gateway keys show` tells which are in use.",
            code=1,
        ) from None
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if as_json:
        click.echo(json.dumps(asdict(told)))
    else:
        click.echo(_sentences(told))
    return 1 if any(told.left.values()) else 0


def _with_a_bar(gateway: Gateway, told: Rotated, quiet: bool) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        tasks = {part: bar.add_task(part.capitalize(), total=None) for part in ("contacts", "answers")}
        for step in rotation.rotate(gateway, getpass.getuser(), told):
            bar.update(tasks[step.part], completed=step.done, total=step.total)


def _sentences(told: Rotated) -> str:
    if not told.left:
        return "There is only one number key: nothing is to be sealed anew. Make another one with `gateway keys new`."
    lines = [f"Sealed anew: {told.contacts} contacts, {told.answers} answers."]
    for key_id, left in told.left.items():
        lines.append(
            f"Under the key “{key_id}” {left} are left, callbacks in the spool too: keep it, and run this again."
            if left
            else f"Nothing is sealed under the key “{key_id}” any more: it may be taken away, once no process seals with it."
        )
    return "\n".join(lines)
