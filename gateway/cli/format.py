"""``gateway format``: surveys in their one layout."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from flows.format import format_text, is_readable
from gateway.cli import survey_file
from gateway.refusal import Refusal


@click.command("format")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; leave with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
def format_(files: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Bring surveys and conversations into one layout: spaces, keys in their plain form, ends of lines.

    Order, notes, blank lines and every word stay. Leaves with 0 if all is well, 1 if a file has faults that keep it from being
    read (or, with --check, would change), 2 if there is no such file.

    \b
    Example:
      gateway format my-survey.yaml
      gateway format --check flows/surveys
    """
    bad = False
    for path in _named(files):
        text = _text(path)
        if text is None or not is_readable(text):
            click.echo(f"{path} cannot be read as a survey; `gateway check {path}` says why.", err=True)
            bad = True
            continue
        formatted = format_text(text)
        if formatted != text:
            bad = bad or check
            _change(path, text, formatted, check=check, diff=diff)
    return int(bad)


def _change(path: Path, text: str, formatted: str, *, check: bool, diff: bool) -> None:
    if diff:
        lines = difflib.unified_diff(text.splitlines(), formatted.splitlines(), str(path), str(path), lineterm="", n=1)
        click.echo("\n".join(lines))
    elif check:
        click.echo(f"{path} would change.")
    else:
        survey_file.replace(path, formatted.encode("utf-8"))
        click.echo(f"{path} is formatted.")


def _text(path: Path) -> str | None:
    try:
        return survey_file.read(path).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _named(given: tuple[Path, ...]) -> list[Path]:
    """The files that are meant; of a folder all that end in .yaml, conversations too."""
    found = [file for path in given for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    if not found:
        raise Refusal(f"There is no survey in {given[0]}.", "Surveys are files that end in .yaml.")
    return list(dict.fromkeys(found))
