"""A survey tried by somebody at the keyboard: a phone in the terminal, with orders for what a phone cannot say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.text import Text

from flows.reading.quantities import duration
from gateway.cli import trial_lines
from gateway.phones.trial import Event, Trial

HELP = """Type what a citizen would type. Besides:
  :drop             the call is cut (dial again to be asked whether to go on)
  :dial             dial the code, or send the keyword
  :text WORDS       send a text, also during a call
  :wait 20 minutes  let time pass; texts that fall due come
  :visit COLUMN=VALUE, COLUMN=VALUE  a visit of this phone is recorded
  :quit             stop trying"""


def by_hand(trial: Trial, visit: Mapping[str, str] | None, choice: Callable[[], tuple[str, ...]], console: Console) -> None:
    """A citizen at the keyboard, until they quit; Ctrl-C and the end of input are a kind goodbye.

    ``choice`` is what must be typed on the first screen for the language that is wanted.
    """
    console.print(Text(f"{trial.flow.title} - type as a citizen would; :help shows more.", style="dim"))
    _begin(trial, visit, console)
    for words in choice():
        _follow(trial, trial.send(words), console)
    while (said := _line(console)) is not None:
        _heed(trial, said, console)
    trial_lines.show_outcomes(trial, console)


def _begin(trial: Trial, visit: Mapping[str, str] | None, console: Console) -> None:
    """The events of the beginning; only the last brings a screen that may be the end."""
    before = len(trial.events)
    last = trial.start(visit)
    for event in trial.events[before:-1]:
        trial_lines.show(event, trial.budgets, console)
    _follow(trial, last, console)


def _line(console: Console) -> str | None:
    """What was typed; ``None`` if nothing more will be."""
    try:
        said = console.input("> ", markup=False)
    except (EOFError, KeyboardInterrupt):
        console.print()
        return None
    if not sys.stdin.isatty():
        console.print(Text(said, style="bold"))
    return None if said.strip() in (":quit", ":q") else said


def _heed(trial: Trial, said: str, console: Console) -> None:
    """One line from the keyboard: an order to the phone, or what the citizen types."""
    order, _, rest = said.strip().partition(" ")
    if order == ":drop":
        trial.drop()
        console.print(Text("The call is cut. :dial dials again.", style="dim"))
    elif order == ":dial":
        _begin(trial, None, console)
    elif order == ":text":
        _follow(trial, trial.text(rest), console, typed=True)
    elif order == ":wait":
        _wait(trial, rest, console)
    elif order == ":visit":
        _visit(trial, rest, console)
    elif order.startswith(":") and order[1:].isalpha():
        console.print(Text(HELP, style="dim"))
    elif trial.channel != "sms" and not trial.phone.in_call:
        console.print(Text("There is no call. :dial dials, :quit stops.", style="dim"))
    else:
        _follow(trial, trial.send(said), console, typed=True)


def _wait(trial: Trial, span: str, console: Console) -> None:
    if duration(span) is None:
        console.print(Text("Write it like :wait 20 minutes", style="dim"))
        return
    event, newest = trial.wait(span), trial.phone.newest
    trial_lines.show_screens(event, trial.budgets, console)
    ended = f"; the conversation is {newest[1].ended}" if newest is not None and newest[1].ended else ""
    console.print(Text(f"{span} later{ended}.", style="dim"))


def _visit(trial: Trial, cells: str, console: Console) -> None:
    row = dict(_cell(each) for each in cells.split(",") if each.strip())
    unknown = [column for column in row if column not in trial.flow.visit_columns]
    if unknown or not row:
        known = ", ".join(trial.flow.visit_columns) or "none"
        console.print(
            Text(f"Write it like :visit column=value. The columns of the visit list: {known}.", style="dim"), soft_wrap=True
        )
        return
    trial.record(row)
    console.print(Text("The visit is recorded. What it starts comes with :wait.", style="dim"))


def _cell(text: str) -> tuple[str, str]:
    column, _, value = text.partition("=")
    return column.strip(), value.strip()


def _follow(trial: Trial, event: Event, console: Console, *, typed: bool = False) -> None:
    """Shows what came back, and what is stored if that was the end."""
    if typed:
        trial_lines.show_screens(event, trial.budgets, console, awaited=True)
    else:
        trial_lines.show(event, trial.budgets, console)
    if event.shown and trial.over:
        trial_lines.show_outcomes(trial, console)
        console.print(Text(":dial begins again, :quit stops.", style="dim"))
