"""``gateway check``: what is wrong with a survey, before anybody meets it."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from flows.check import Checked, check_loaded
from flows.load import load
from flows.measure import Budgets
from gateway.cli import problem_lines, survey_file
from gateway.publish import budgets_of
from gateway.settings import load_settings

FILE = click.Path(path_type=Path)


@click.command("check")
@click.argument("flows", nargs=-1, required=True, metavar="FLOW...", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file, for scripts.")
@click.option("--strict", is_flag=True, help="Warnings that nobody has accepted count as problems too.")
def check(flows: tuple[Path, ...], as_json: bool, strict: bool) -> int:
    """Say what is wrong with surveys: place, sentence and remedy.

    Leaves with 0 if all is well, 1 if a survey has errors (or, with --strict, warnings), 2 if a file cannot be read.

    \b
    Example:
      gateway check flows/surveys/lesotho-clinic-visit.yaml
      gateway check --strict --json flows/surveys/*-*.yaml
    """
    console, bad = _console(), False
    budgets = budgets_of(load_settings())
    for path in flows:
        text = survey_file.read(path)
        checked = _checked(text, budgets)
        bad = bad or bool(checked.errors) or (strict and bool(checked.warnings))
        if as_json:
            click.echo(problem_lines.as_json(str(path), checked))
        else:
            problem_lines.show(str(path), text.decode("utf-8", "replace"), checked, console)
    return 1 if bad else 0


def _checked(text: bytes, budgets: Budgets) -> Checked:
    return check_loaded(load(text), budgets=budgets)


def _console() -> Console:
    return Console(highlight=False)
