"""``gateway themes``: the codebook of free texts, checked by its author and against a person's own coding."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.problems import Problem
from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.cli.whose import last_days, ministry_of
from gateway.refusal import Refusal
from gateway.remarks import checking, owned, quoting
from gateway.remarks.checking import Agreement
from gateway.settings import load_settings
from storage import remarks
from storage.unhurried import unhurried
from storage.unit import StorageFault

GOOD = 0.6
"""Below this kappa the keywords of a theme are worth another look; Landis and Koch 1977 call it substantial from there on."""


@click.group()
def themes() -> None:
    """Check the codebook: its file, and every week by hand how far it finds what a person finds.

    \b
    Example:
      gateway themes check
      gateway themes sample health --out sample.csv
      gateway themes agree sample.csv
    """


@themes.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list: file, line, column, code, sentence, remedy.")
def check(as_json: bool) -> int:
    """Say what is wrong with the codebook and the list of names; exit code 1 if one of them cannot be used.

    \b
    Example:
      gateway themes check
    """
    try:
        found = owned.problems(load_settings())
    except OSError as error:
        remedy = "Correct reports: codebook and names in config.yaml."
        raise Refusal(f"{error.filename} cannot be read: {error.strerror}.", remedy, code=1) from None
    if as_json:
        click.echo(json.dumps([_problem(file, each) for file, problems in found.items() for each in problems]))
    else:
        for file, problems in found.items():
            lines = [f"{file}:{p.mark.line}:{p.mark.column} {p.code} {p.sentence}\n    {p.remedy}" for p in problems]
            click.echo("\n".join(lines) or f"{file}: nothing is wrong.")
    return int(any(each.is_error for problems in found.values() for each in problems))


def _problem(file: Path, each: Problem) -> dict[str, object]:
    return {
        "file": str(file), "line": each.mark.line, "column": each.mark.column, "code": each.code, "sentence": each.sentence,
        "remedy": each.remedy,
    }  # fmt: skip


@themes.command()
@click.argument("ministry")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The CSV file to write.")
@click.option("--texts", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many texts to draw.")
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True, help="From how many days, today included.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number draws other texts.")
def sample(ministry: str, out: Path, texts: int, days: int, seed: int) -> None:
    """Draw texts of a MINISTRY by lot into a CSV file, for a person to code in its column themes.

    Words of danger are not among them, and numbers and names are taken out. Delete the file when it is coded.

    \b
    Example:
      gateway themes sample health --out sample.csv
    """
    gateway = opened()
    first, last = last_days(gateway, ministry_of(gateway, ministry), days)
    try:
        with unhurried(gateway.engine) as u:
            found = remarks.of_window(u, ministry, first, last, quoting.written(u, gateway, ministry, first, last))
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if not found:
        raise Refusal(f"Nobody wrote anything in the last {days} days.", "Look further back with --days.", code=1)
    out.write_text(checking.sample(found, texts, seed), encoding="utf-8", newline="")
    click.echo(
        f"{out}: {min(texts, len(found))} of {len(found)} texts. Codes: {', '.join(owned.codebook(gateway.settings).codes)}."
    )


@themes.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object: texts, and by theme person, codebook, kappa.")
def agree(file: Path, as_json: bool) -> None:
    """Print how far a sample that a person coded in FILE agrees with the codebook: Cohen's kappa of every theme.

    \b
    Example:
      gateway themes agree sample.csv
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{file} is no UTF-8 text.", "Save it as CSV UTF-8.", code=1) from None
    n, found = checking.agreement(owned.codebook(load_settings()), text)
    if as_json:
        click.echo(json.dumps({"texts": n, "themes": {each.code: _figures(each) for each in found}}))
        return
    click.echo(f"{n} texts. Kappa 1: as the person does, 0: as by chance; below {GOOD} look at the keywords again.")
    for each in found:
        click.echo(f"{each.code:<18} person {each.person:>4}  codebook {each.codebook:>4}  kappa {_shown(each.kappa)}")


def _figures(each: Agreement) -> dict[str, object]:
    return {"person": each.person, "codebook": each.codebook, "kappa": each.kappa}


def _shown(kappa: float | None) -> str:
    return "nothing to compare" if kappa is None else f"{kappa:.2f}" + ("" if kappa >= GOOD else "  look again")
