"""What happened on a phone that a survey was tried on, as lines in the terminal or an object for a script."""

from __future__ import annotations

from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from flows.measure import Budgets
from flows.talking.play import Results
from flows.talking.write import row
from gateway.cli import phone
from gateway.phones.trial import Event, Trial


def show(event: Event, budgets: Budgets, console: Console) -> None:
    """What somebody typed, or what happened, and what came of it."""
    typed = {"they dial": event.text, "they send": event.text}.get(event.kind)
    if typed is not None:
        console.print(Text.assemble(("> ", "dim"), (typed, "bold")), soft_wrap=True)
    else:
        told = f"{event.kind}: {row(event.cells) if event.cells else event.text}".removesuffix(": yes").removesuffix(": ")
        console.print(Text(f"· {told}", style="dim"), soft_wrap=True)
    show_screens(event, budgets, console, awaited=typed is not None)


def show_screens(event: Event, budgets: Budgets, console: Console, *, awaited: bool = False) -> None:
    """Screens and texts in their frames; that nothing came, where something was ``awaited``."""
    for each in event.shown:
        phone.draw(each, budgets, console)
    if awaited and not event.shown:
        console.print(Text("(no answer)", style="dim"))


def show_outcomes(trial: Trial, console: Console) -> None:
    outcomes = trial.outcomes
    for survey, outcome in outcomes.items():
        of = f" of {survey}" if len(outcomes) > 1 else ""
        console.print(Text(f"What would be stored{of}:", style="bold"))
        _show_outcome(outcome, console)


def _show_outcome(outcome: Results, console: Console) -> None:
    width = max((len(question) for question in outcome.stored), default=0)
    for question, value in outcome.stored.items():
        console.print(Text(f"  {question:<{width}}  {value}"), soft_wrap=True)
    if not outcome.stored:
        console.print(Text("  no answer"))
    if outcome.from_visit:
        console.print(Text(f"  from the visit: {', '.join(outcome.from_visit)}"), soft_wrap=True)
    if outcome.agreed_to:
        console.print(Text(f"  agreed to: {', '.join(outcome.agreed_to)}"))
    console.print(Text(f"  ended: {outcome.ended or 'not begun'}"))


def as_dict(trial: Trial) -> dict[str, object]:
    """The conversation that was begun last, and everything that happened."""
    newest = trial.phone.newest
    flow, state = newest if newest is not None else (trial.flow, None)
    outcome = trial.outcomes[flow.survey]
    return {
        "survey": flow.survey,
        "channel": trial.channel,
        "language": state.language if state else trial.flow.main_language,
        "turns": [turn for event in trial.events for turn in _turns(event, trial.budgets)],
        "stored": outcome.stored,
        "answers": [asdict(answer) for answer in state.answers] if state else [],
        "replaced": [asdict(answer) for answer in state.replaced] if state else [],
        "from_visit": list(outcome.from_visit),
        "agreed_to": list(outcome.agreed_to),
        "ended": outcome.ended,
    }


def _turns(event: Event, budgets: Budgets) -> list[dict[str, object]]:
    """One for what happened, and one more for every further text that came of it."""
    first = {"step": event.kind, "said": event.text} | ({"cells": dict(event.cells)} if event.cells else {})
    told = [phone.as_dict(shown, budgets) for shown in event.shown]
    more: list[dict[str, object]] = [{"step": "", "said": "", "shown": shown} for shown in told[1:]]
    return [{**first, "shown": told[0] if told else None}, *more]
