"""``gateway try --all-paths``: every way through a survey, gone on the production engine, with what each costs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from flows.measure import Budgets, measure, sms_parts
from flows.state import Moment, Visit
from flows.walking.paths import Way, is_over_budget, units, ways_gone
from flows.walking.steps import Pace
from gateway.phones.trial import Trial

MOST_WAYS = 2_000
"""Ways that are gone; a survey with more is told so."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Ways in the order of their answers; ``all_of_them`` is false if there are more than the bound."""

    ways: tuple[Way, ...]
    all_of_them: bool
    over: tuple[str, ...]
    """Every screen, once, that does not fit."""


def show(trial: Trial, visit: Mapping[str, str] | None, language: str | None, pace: Pace, *, as_json: bool) -> int:
    """Prints every way and a summary; 1 if a screen is over its budget, else 0."""
    gone = _go(trial, visit, language, pace)
    if as_json:
        click.echo(json.dumps(_as_dict(trial, gone), ensure_ascii=False))
    else:
        console = Console(highlight=False)
        for number, way in enumerate(gone.ways, 1):
            _show_way(number, way, trial, console)
        _show_summary(gone, trial, console)
    return 1 if gone.over else 0


def _go(trial: Trial, visit: Mapping[str, str] | None, language: str | None, pace: Pace) -> Gone:
    """Goes the ways, with a bar on a terminal."""
    phone = trial.phone
    moment = Moment(phone.at_ms, phone.reference, phone.phones)
    recorded = Visit(visit, phone.at_ms) if visit is not None else None
    spoken = language or ""
    found = ways_gone(trial.flow, trial.channel, moment, trial.budgets, visit=recorded, language=spoken, pace=pace)
    ways: list[Way] = []
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[gone]} ways"), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Going every way", total=1.0, gone=0)
        for way in islice(found, MOST_WAYS):
            ways.append(way)
            progress.update(task, advance=way.share, gone=len(ways))
    screens = dict.fromkeys(screen for way in ways for screen in way.screens)
    over = tuple(screen for screen in screens if is_over_budget(screen, trial.channel, trial.budgets))
    return Gone(tuple(ways), next(found, None) is None, over)


def _longest(way: Way, channel: str) -> str:
    return max(way.screens, key=lambda screen: units(screen, channel))


def _size(screen: str, channel: str, budgets: Budgets) -> str:
    """``142 of 160, GSM-7`` on a phone menu, ``112 GSM-7, 1 SMS`` by text, signs in a call."""
    if channel == "call":
        return f"{len(screen)} signs"
    coding = measure(screen)[1]
    if channel == "sms":
        return f"{units(screen, channel)} {coding}, {sms_parts(screen)} SMS"
    return f"{units(screen, channel)} of {budgets.ussd(coding)}, {coding}"


def _show_way(number: int, way: Way, trial: Trial, console: Console) -> None:
    kind = "texts" if trial.channel == "sms" else "screens"
    size = _size(_longest(way, trial.channel), trial.channel, trial.budgets)
    seconds = f", about {way.seconds} s" if trial.channel == "ussd" else ""
    head = f"{number:>4}  {_questions(way.asked)}, {len(way.screens)} {kind}, longest {size}{seconds}, {way.ended}"
    console.print(Text(head, style="bold"), soft_wrap=True)
    console.print(Text("      " + ", ".join(f"{name} {value}".rstrip() for name, value in way.answers)), soft_wrap=True)


def _questions(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"


def _show_summary(gone: Gone, trial: Trial, console: Console) -> None:
    for screen in gone.over:
        console.print(Text(f"Does not fit ({_size(screen, trial.channel, trial.budgets)}):", style="bold red"))
        for line in screen.split("\n"):
            console.print(Text(f"    {line}"), soft_wrap=True)
    console.print(Text(_summary(gone, trial), style="bold"), soft_wrap=True)


def _summary(gone: Gone, trial: Trial) -> str:
    count = len(gone.ways)
    counts = sorted(way.asked for way in gone.ways)
    asked = _questions(counts[0]) if counts[0] == counts[-1] else f"{counts[0]} to {counts[-1]} questions"
    bound = "every way" if gone.all_of_them else f"the first {count:,} ways; there are more"
    slowest = f"; the longest takes about {max(way.seconds for way in gone.ways)} s" if trial.channel == "ussd" else ""
    over = f"{len(gone.over)} do not fit" if len(gone.over) > 1 else "1 does not fit" if gone.over else "all screens fit"
    ways = f"{count:,} way{'s' * (count != 1)}"
    return f"{trial.flow.survey}, {trial.channel}: {ways} ({bound}), {asked}{slowest}; {over}"


def _as_dict(trial: Trial, gone: Gone) -> dict[str, object]:
    return {
        "survey": trial.flow.survey,
        "channel": trial.channel,
        "bound": MOST_WAYS,
        "all": gone.all_of_them,
        "over_budget": list(gone.over),
        "ways": [
            {
                "answers": dict(way.answers),
                "screens": len(way.screens),
                "questions": way.asked,
                "longest_units": units(_longest(way, trial.channel), trial.channel),
                "seconds": way.seconds,
                "ended": way.ended,
            }
            for way in gone.ways
        ],
    }
