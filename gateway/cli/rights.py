"""``gateway erase``, ``gateway mydata`` and ``gateway optout``: what an office does for a person who asks for it."""

from __future__ import annotations

import getpass
import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from gateway import numbers
from gateway.cli.asked_number import asked_number
from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.reason import of_nobody
from gateway.refusal import Refusal
from gateway.rights import office
from gateway.rights.erasure import ACTION
from gateway.settings import Settings
from gateway.wiring import Gateway
from storage.unit import StorageFault

SHOWN_FROM = 100
"""Numbers of a list from which on a bar shows how far it is."""

_why = click.option(
    "--reason", required=True, callback=of_nobody, help="Why: who asked for it and how, without a name or a number."
)

_COUNTED = {
    "conversations": "Conversations that belong to nobody now",
    "conversations_ended": "Conversations that went on, and were ended",
    "texts_in": "Texts from them, emptied",
    "texts_out": "Texts to them, emptied",
    "texts_withheld": "Texts that waited, and will not be sent",
    "visits": "Visits that name nobody now",
    "invitations_withheld": "Invitations that waited, and will not be sent",
    "answers_with_words": "Answers without what was typed (what was chosen stays counted)",
}
"""What was done of each kind, before its count."""


@click.command()
@_why
@click.option("--yes", is_flag=True, help="Do not ask again; needed where the number comes from standard input.")
@click.option(
    "--asked", type=click.DateTime(["%Y-%m-%d"]), help="The day they asked, if not today: reports tell how long it took."
)
@click.option("--json", "as_json", is_flag=True, help="The proof and the counts as JSON.")
def erase(reason: str, yes: bool, asked: datetime | None, as_json: bool) -> None:
    """Erase a person: their number, their words and every link between the two, at once and for good.

    The number is asked for at the prompt, or read from standard input. What they answered stays counted and is nobody's. No
    text goes to the number again until START. The proof is a reference that the audit holds too.

    \b
    Example:
      gateway erase --reason "asked at the counter in Leribe"
      gateway erase --reason "letter of 3 May" --asked 2026-05-03 --yes < number.txt
    """
    with _desk() as gateway:
        asked_at_ms = None if asked is None else _day_asked(asked, gateway.now_ms())
        number = asked_number(gateway.settings)
        if not yes and not _confirmed():
            raise Refusal("Nothing was erased.", "Say --yes if the number comes from standard input.", code=2)
        erased = office.erase(gateway, number, getpass.getuser(), reason, asked_at_ms)
    if as_json:
        click.echo(json.dumps({"proof": erased.reference, **erased.counts}))
        return
    known = "The number is erased, and every link to it. It will not be texted."
    click.echo(known if erased.counts else "Nothing was held of this number. It will not be texted.")
    for name, done in _COUNTED.items():
        if erased.counts.get(name):
            click.echo(f"  {done}: {erased.counts[name]}")
    click.echo(f"Proof: {erased.reference}")
    click.echo(f"The audit holds the same under this name: gateway audit show --action {shlex.quote(ACTION)}")


def _day_asked(asked: datetime, now_ms: int) -> int:
    """The beginning of a day (UTC). Raises :class:`Refusal` for one that has not come."""
    at_ms = round(asked.replace(tzinfo=UTC).timestamp() * 1000)
    if at_ms > now_ms:
        raise Refusal(f"{asked:%Y-%m-%d} has not come yet.", "Say the day they asked, as 2026-05-03.", code=2)
    return at_ms


@click.command()
@_why
@click.option("--with-answers", is_flag=True, help="Also what they answered, what they wrote and what they were sent.")
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON, to hand over.")
def mydata(reason: str, with_answers: bool, as_json: bool) -> int:
    """Show everything that is held of a person, without their number; exit code 1 if nothing is.

    The number is asked for at the prompt, or read from standard input. The audit keeps who looked, and why.

    \b
    Example:
      gateway mydata --reason "asked at the counter in Leribe"
      gateway mydata --reason "letter of 3 May" --with-answers --json < number.txt
    """
    with _desk() as gateway:
        number = asked_number(gateway.settings)
        told = office.look_up(gateway, number, getpass.getuser(), reason, with_answers=with_answers)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif told is None:
        click.echo("Nothing is held of this number.")
    else:
        click.echo("\n".join(_lines(told)))
    return 0 if told is not None else 1


@click.command()
@_why
@click.option("--lift", is_flag=True, help="They may be texted again: they asked for that themselves.")
@click.option("--many", is_flag=True, help="Every line of standard input is a number: a list from elsewhere.")
def optout(reason: str, lift: bool, many: bool) -> None:
    """Register that a person wants no more texts, as STOP does, or lift that.

    The number is asked for at the prompt, or read from standard input. Of a number that nobody knows, only a keyed digest is
    kept: no list of visits can wake it.

    \b
    Example:
      gateway optout --reason "called the ministry"
      gateway optout --reason "list of the regulator" --many < numbers.txt
      gateway optout --reason "asked at the counter" --lift
    """
    with _desk() as gateway:
        found = _all_numbers(gateway.settings) if many else [asked_number(gateway.settings)]
        with Progress(console=Console(stderr=True), disable=len(found) < SHOWN_FROM, transient=True) as progress:
            each = progress.track(found, description="Numbers")
            done = sum(office.opt(gateway, number, getpass.getuser(), reason, out=not lift) for number in each)
    now = "may be texted again" if lift else "will not be texted"
    click.echo(f"{len(found)} {'number' if len(found) == 1 else 'numbers'}: {now}. New: {done}.")


@contextmanager
def _desk() -> Iterator[Gateway]:
    """The gateway for one thing done for one person, closed behind it."""
    gateway = opened()
    try:
        yield gateway
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    finally:
        gateway.hops.close()
        gateway.engine.dispose()


def _confirmed() -> bool:
    return sys.stdin.isatty() and click.confirm("Erase this person for good?", err=True)


def _all_numbers(settings: Settings) -> list[str]:
    """Every number of standard input. Raises :class:`Refusal` with the lines that hold none; nothing is done then."""
    found = [_number(settings, line.strip()) for line in sys.stdin if line.strip()]
    wrong = [str(at) for at, number in enumerate(found, 1) if not number]
    if wrong:
        raise Refusal(f"No phone number of this installation is in line {', '.join(wrong[:10])}.", "Correct the list.", code=1)
    return [number for number in found if number]


def _number(settings: Settings, said: str) -> str | None:
    countries = (channel.country for channel in settings.channels.values())
    return next(filter(None, (numbers.typed(said, country, settings.countries) for country in countries)), None)


def _lines(told: dict[str, Any], indent: str = "") -> list[str]:
    """A dossier in lines; instants in UTC."""
    lines: list[str] = []
    for name, value in told.items():
        label = indent + name.removesuffix("_at_ms").removesuffix("_ms").replace("_", " ")
        if isinstance(value, list):
            lines.append(f"{label}: {len(value)}")
            for each in value:
                lines += [f"{indent}  -", *_lines(each, indent + "    ")]
        elif isinstance(value, dict):
            lines += [f"{label}:", *_lines(value, indent + "  ")]
        elif value is not None and value != "":
            lines.append(f"{label}: {_shown(name, value)}".replace("\n", f"\n{indent}  "))
    return lines


def _shown(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _instant(value) if isinstance(value, int) and name.endswith("_ms") else str(value)


def _instant(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"
