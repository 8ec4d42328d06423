"""A phone number for a command: asked at the terminal without being shown, or one line of standard input; never an argument,
which would stand in the history of the shell and in the list of processes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gateway import numbers
from gateway.refusal import Refusal

if TYPE_CHECKING:
    from gateway.settings import Settings


def asked_number(settings: Settings) -> str:
    """The number in E.164. Raises :class:`Refusal` (code 2) for anything but a number of a country that is served."""
    prompt = "Phone number (not shown)"
    said = click.prompt(prompt, hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    countries = settings.countries
    for channel in settings.channels.values():
        if (number := numbers.typed(said.strip(), channel.country, countries)) is not None:
            return number
    raise Refusal(
        f"That is no phone number of {', '.join(sorted(countries))}.",
        "Give one number, best with + and the code of its country, at the prompt or on standard input.",
        code=2,
    )
