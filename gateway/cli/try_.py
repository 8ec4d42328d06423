"""``gateway try``: a survey on a phone in the terminal, by the same engine that answers citizens. Nothing is stored or sent."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from flows.check import Checked, check
from flows.measure import Budgets
from flows.model import Channel, Flow
from flows.reading.nearest import nearest
from flows.talk import YEARS, start
from flows.talking.rehearsal import Rehearsal
from gateway.cli import all_paths, keyboard, problem_lines, survey_file, surveys_beside, trial_lines
from gateway.phones.trial import MINUTE_MS, Trial
from gateway.publishing.publish import budgets_of, pace_of
from gateway.refusal import Refusal
from gateway.settings import load_settings

_COMMA = re.compile(r"(?<!\\),")


@click.command("try")
@click.argument("flow", metavar="FLOW", type=click.Path(path_type=Path))
@click.option("--ussd", "channel", flag_value="ussd", help="On the phone menu. Left out: the survey's first way.")
@click.option("--sms", "channel", flag_value="sms", help="By text message.")
@click.option("--call", "channel", flag_value="call", help="As the contact centre's agent reads it to a caller.")
@click.option("--as", "language", metavar="LANG", help="In this language: it is chosen on the first screen.")
@click.option("--visit", "cells", multiple=True, metavar="COLUMN=VALUE", help="A cell of a visit recorded before; repeatable.")
@click.option("--at", "at", metavar="TIME", help='When it begins, in the survey\'s own time, like "2026-11-23 10:00".')
@click.option("--answers", metavar="A,B,C", help=r"Print the conversation with these answers; a comma in one is written \,")
@click.option("--repro", is_flag=True, help="Print the run as a golden conversation, for SURVEY.talk.yaml.")
@click.option("--all-paths", "every", is_flag=True, help="Go every way that conditions and jumps can tell apart.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts; needs --answers or --all-paths.")
def try_(
    flow: Path,
    channel: Channel | None,
    language: str | None,
    cells: tuple[str, ...],
    at: str | None,
    answers: str | None,
    repro: bool,
    every: bool,
    as_json: bool,
) -> int:
    """Try a survey on a phone in the terminal. Nothing is stored and nobody is texted.

    With --answers the conversation is printed; without, you are the citizen. At the end stands what would be stored.
    Leaves with 0, with 1 if the survey cannot be read or a screen of --all-paths does not fit, with 2 if the survey has no
    such language, channel or column.

    \b
    Example:
      gateway try flows/surveys/lesotho-clinic-visit.yaml
      gateway try my-survey.yaml --sms --as st --answers "1,2,hello" --visit "first name=Otieno"
      gateway try my-survey.yaml --all-paths
    """
    _fitting(answers, repro, every, as_json)
    settings = load_settings()
    budgets = budgets_of(settings)
    survey = _load(flow, budgets)
    trial = _trial(survey, flow, channel, budgets, _began_ms(survey, at))
    visit = _visit(survey, trial.channel, cells)
    chosen = _language(survey, language)
    if every:
        return all_paths.show(trial, visit, chosen, pace_of(settings), as_json=as_json)
    began_ms = trial.phone.at_ms
    console = Console(highlight=False, stderr=repro)
    if answers is None:
        keyboard.by_hand(trial, visit, lambda: _choice(trial, chosen), console)
    else:
        _by_script(trial, visit, chosen, answers, None if as_json or repro else console)
    if as_json:
        click.echo(json.dumps(trial_lines.as_dict(trial), ensure_ascii=False))
    if repro:
        _print_repro(trial, began_ms)
    return 0


# --- what is tried -----------------------------------------------------------------------------------------------------------


def _fitting(answers: str | None, repro: bool, every: bool, as_json: bool) -> None:
    if every and (repro or answers is not None):
        raise Refusal("--all-paths goes every way by itself.", "Leave out --answers and --repro, or leave out --all-paths.")
    if as_json and repro:
        raise Refusal("--repro prints a conversation, --json an object.", "Leave one of them out.")
    if as_json and answers is None and not every:
        raise Refusal("--json prints a conversation, and there are no answers.", 'Add them, like --answers "1,2".')


def _load(path: Path, budgets: Budgets) -> Flow:
    """The survey; its errors are shown as ``gateway check`` shows them."""
    text = survey_file.read(path)
    checked = check(text, lists=survey_file.lists_beside(path), budgets=budgets)
    if checked.errors:
        errors = Checked(checked.flow, checked.errors)
        problem_lines.show(str(path), text.decode("utf-8", "replace"), errors, Console(stderr=True, highlight=False))
    if checked.flow is None or not checked.flow.questions:
        raise Refusal("This survey cannot be tried yet.", "Repair the errors above first.", code=1)
    if checked.errors:
        many = f"{len(checked.errors)} error{'s' * (len(checked.errors) != 1)}"
        click.echo(f"This survey has {many} and cannot be published yet; `gateway check {path}` tells more.", err=True)
    return checked.flow


def _trial(flow: Flow, path: Path, channel: Channel | None, budgets: Budgets, began_ms: int) -> Trial:
    if not flow.channels:
        raise Refusal(f"Nobody can start {flow.survey} yet.", "Add *someone dials* or *someone texts*.", code=1)
    chosen = channel or flow.channels[0]
    if chosen not in flow.channels:
        ways = " or ".join(f"--{each}" for each in flow.channels)
        raise Refusal(f"{flow.survey} cannot be started by {_named(chosen)}.", f"Try it with {ways}.")
    others = surveys_beside.led_to(flow, path)
    return Trial(flow, chosen, budgets, Rehearsal(flow, began_ms, budgets=budgets, others=others), others)


def _named(channel: str) -> str:
    return "a call to the contact centre" if channel == "call" else channel.upper()


def _began_ms(flow: Flow, at: str | None) -> int:
    """A whole minute, so that it can be written: the time that was given, else now."""
    if at is None:
        return time.time_ns() // 1_000_000 // MINUTE_MS * MINUTE_MS
    local = start(at)
    if local is None:
        raise Refusal(f"“{at}” is no date and time from {YEARS[0]} to {YEARS[-1]}.", 'Write it like --at "2026-11-23 10:00".')
    return round(local.replace(tzinfo=ZoneInfo(flow.time_zone)).timestamp()) * 1_000


def _visit(flow: Flow, channel: Channel, given: tuple[str, ...]) -> dict[str, str] | None:
    """The row of the visit list that was given; ``None`` if there is none."""
    if not given:
        return None
    if channel != "sms" and flow.rules.use_visits_within is None:
        sentence = f"{flow.survey} uses no visit of somebody who starts by themselves."
        raise Refusal(sentence, "Add *use visits from the last* to its rules, or try the invitation with --sms.")
    return dict(_cell(flow, each) for each in given)


def _cell(flow: Flow, given: str) -> tuple[str, str]:
    column, equals, value = given.partition("=")
    column = column.strip()
    if not equals:
        raise Refusal(f"“{given}” is no cell of a visit.", 'Write it like --visit "first name=Otieno".')
    if column not in flow.visit_columns:
        guess = nearest(column, flow.visit_columns)
        known = ", ".join(flow.visit_columns) or "none"
        raise Refusal(
            f"The visit list of {flow.survey} has no column “{column}”.",
            f"Did you mean “{guess}”?" if guess else f"Its columns: {known}.",
        )
    return column, value.strip()


def _language(flow: Flow, language: str | None) -> str | None:
    """The language to choose on the first screen; ``None`` if nothing is to be chosen."""
    if language is not None and language not in flow.languages:
        known = ", ".join(f"{code} ({name})" for code, name in flow.languages.items())
        raise Refusal(f"{flow.survey} is not in “{language}”.", f"It is in: {known}.")
    return language


def _choice(trial: Trial, language: str | None) -> tuple[str, ...]:
    """What must be typed on the first screen for this language: nothing if it is spoken there already."""
    newest = trial.phone.newest
    if language is None or newest is None or newest[1].language == language:
        return ()
    if newest[1].language_known:
        raise Refusal(f"The visit says another language than “{language}”.", "Leave out --as, or change the visit.")
    return (language,)


# --- by script -----------------------------------------------------------------------------------------------------------


def _by_script(trial: Trial, visit: dict[str, str] | None, language: str | None, answers: str, console: Console | None) -> None:
    said = [part.replace("\\,", ",") for part in _COMMA.split(answers)] if answers else []
    trial.start(visit)
    words = (*_choice(trial, language), *said)
    for number, each in enumerate(words):
        if trial.over:
            left = len(words) - number
            click.echo(f"The conversation was over: the last {left} answer{'s' * (left != 1)} went nowhere.", err=True)
            break
        trial.send(each)
    if console is not None:
        for event in trial.events:
            trial_lines.show(event, trial.budgets, console)
        trial_lines.show_outcomes(trial, console)


def _print_repro(trial: Trial, began_ms: int) -> None:
    if not trial.repeatable:
        raise Refusal("A text sent during a call cannot be written as a conversation.", "Try again without it.", code=1)
    click.echo(trial.conversation(began_ms), nl=False)
