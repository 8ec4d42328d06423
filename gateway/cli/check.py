"""``gateway check``: what is wrong with a survey, before anybody meets it."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from gateway.cli import problem_data, problem_lines
from gateway.cli.examined import Examined, examine, survey_files, world
from gateway.refusal import Refusal
from gateway.settings import load_settings


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings that nobody has accepted count as problems too.")
@click.option("--visits", type=click.IntRange(1, 10_000_000), metavar="N", help="Tell what N visits a day would cost.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object, for scripts.")
@click.option("--annotations", is_flag=True, help="Lines by which a code review shows problems beside the change.")
def check(files: tuple[Path, ...], strict: bool, visits: int | None, as_json: bool, annotations: bool) -> int:
    """Say what is wrong with surveys: place, sentence, remedy, and what `gateway fix` can repair.

    The lists and conversations beside a survey are looked at too, and the conversations are played. A FOLDER is all surveys in
    it. Leaves with 0 if all is well, 1 if a survey has errors (or, with --strict, warnings), 2 if a file cannot be read.

    \b
    Example:
      gateway check flows/surveys/lesotho-clinic-visit.yaml
      gateway check --strict --annotations flows/surveys

    --json gives {format: 1, errors, warnings, notes, unreadable: [file], surveys: [...]}; a survey is {file, survey,
    publishable, errors, warnings, notes, accepted, conversations, ways: [{channel, fewest, most, seconds}], problems: [...]}; a
    problem is {code, severity, file, line, column, question, language, channel, sentence, remedy, accepted, fixes: [{label,
    list, begins, edits: [{start: {line, column}, end, text}]}]}.
    """
    supposed, console = world(load_settings(), visits), Console(highlight=False)
    examined: list[Examined] = []
    missing: list[str] = []
    for path in _files(files, missing):
        try:
            examined.append(examine(path, supposed))
        except Refusal as refusal:
            _tell_missing(str(path), refusal, missing)
            continue
        if annotations:
            click.echo("".join(f"{line}\n" for line in problem_data.annotated(examined[-1])), nl=False)
        elif not as_json:
            problem_lines.show_examined(examined[-1], console)
    if as_json:
        click.echo(json.dumps(problem_data.as_dict(examined, missing), ensure_ascii=False))
    elif len(examined) > 1 and not annotations:
        console.print(problem_lines.sums(examined), style="bold")
    bad = any(each.errors or (strict and each.warnings) for each in examined)
    return 2 if missing else int(bad)


def _files(given: tuple[Path, ...], missing: list[str]) -> list[Path]:
    """The files that are meant; what is no file of a survey is told, and the others go on."""
    found: list[Path] = []
    for path in given:
        try:
            found += [file for file in survey_files((path,)) if file not in found]
        except Refusal as refusal:
            _tell_missing(str(path), refusal, missing)
    return found


def _tell_missing(name: str, refusal: Refusal, missing: list[str]) -> None:
    missing.append(name)
    click.echo(f"{refusal.sentence} {refusal.remedy}", err=True)
