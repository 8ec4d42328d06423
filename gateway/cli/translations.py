"""``gateway export translations`` and ``gateway import translations``: a survey's texts to a translator and back."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.check import check
from flows.exchange import sheet, translations
from flows.exchange.translations import Preview
from gateway.cli import survey_file
from gateway.refusal import Refusal

FILE = click.Path(path_type=Path)
WIDTHS = (34, 34)
MOST_SHOWN = 200


@click.command("translations")
@click.argument("flow", metavar="FLOW", type=FILE)
@click.option("--out", type=FILE, required=True, help="The table to write: .csv or .xlsx.")
def export(flow: Path, out: Path) -> int:
    """Write every text of a survey into a table, one column for each language.

    A translator fills in or corrects the columns; `gateway import translations` brings them back. The column “key” says
    where a text belongs and must stay as it is.

    \b
    Example:
      gateway export translations flows/surveys/lesotho-clinic-visit.yaml --out texts.xlsx
    """
    found = _texts(flow)
    if out.suffix.lower() == ".xlsx":
        raw = sheet.to_xlsx(found.survey[:31] or "texts", found.columns, found.rows(), WIDTHS)
    elif out.suffix.lower() == ".csv":
        raw = sheet.to_csv(found.columns, found.rows())
    else:
        raise Refusal(f"{out} is neither .csv nor .xlsx.", "Name the table like texts.xlsx.")
    survey_file.replace(out, raw)
    missing = sum(code not in each.texts for each in found.texts for code in found.languages)
    told = f", {missing} cells are empty" if missing else ""
    click.echo(f"{out}: {len(found.texts)} texts in {', '.join(found.languages.values())}{told}.")
    return 0


@click.command("translations")
@click.argument("flow", metavar="FLOW", type=FILE)
@click.argument("table", metavar="TABLE", type=FILE)
@click.option("--write", is_flag=True, help="Make the changes in the survey; without it they are only shown.")
def import_(flow: Path, table: Path, write: bool) -> int:
    """Show what a translator's table (.csv or .xlsx) changes in a survey, and with --write change it.

    Only translations change, never the main language, and nothing else in the file. Leaves with 0 if every row can be
    taken, 1 if some cannot (with --write the others are), 2 if a file cannot be read.

    \b
    Example:
      gateway import translations my-survey.yaml texts.xlsx
      gateway import translations my-survey.yaml texts.xlsx --write
    """
    found, text = _texts(flow), survey_file.read(flow).decode("utf-8")
    lists = survey_file.lists_beside(flow)
    seen = translations.preview(text, _first(table), lists)
    console = Console(highlight=False)
    _show(console, seen, found.languages)
    if not seen.changes:
        return 1 if seen.refused else 0
    changed = translations.merged(text, seen.changes, lists)
    _show_check(console, text, changed, flow)
    if write:
        survey_file.replace(flow, changed.encode("utf-8"))
        console.print(f"{flow} is changed. Look at it with `gateway check {flow}`.", soft_wrap=True)
    else:
        console.print("Nothing is changed yet; --write makes these changes.", soft_wrap=True)
    return 1 if seen.refused else 0


def _texts(flow: Path) -> translations.Texts:
    try:
        text = survey_file.read(flow).decode("utf-8")
        return translations.texts_of(text, survey_file.lists_beside(flow))
    except (translations.NotASurvey, UnicodeDecodeError):
        raise Refusal(f"The texts of {flow} cannot be found.", f"Run `gateway check {flow}` and correct it.", code=1) from None


def _first(table: Path) -> sheet.Sheet:
    try:
        sheets = sheet.read(survey_file.read(table, "Name the table that came back.", most=sheet.LARGEST_FILE + 1))
    except sheet.Unreadable as reason:
        raise Refusal(f"{table} cannot be read: {reason}.", "Save it again as .xlsx or as CSV UTF-8.", code=1) from None
    return next(iter(sheets.values()))


def _show(console: Console, seen: Preview, languages: object) -> None:
    for change in seen.changes[:MOST_SHOWN]:
        console.print(Text(f"{change.key} · {change.language}", style="bold"), soft_wrap=True)
        if change.before:
            console.print(Text(f"  - {change.before}", style="red"), soft_wrap=True)
        console.print(Text(f"  + {change.after}", style="green"), soft_wrap=True)
    if len(seen.changes) > MOST_SHOWN:
        console.print(f"… and {len(seen.changes) - MOST_SHOWN} more")
    for refused in seen.refused:
        where = f"Row {refused.row}" + (f", {refused.key}" if refused.key else "")
        console.print(Text(f"{where}: {refused.sentence}.", style="yellow"), soft_wrap=True)
    counted = f"{len(seen.changes)} changed, {seen.same} as before, {seen.empty} still missing"
    console.print(Text(counted + (f", {len(seen.refused)} not taken" if seen.refused else "") + ".", style="bold"))


def _show_check(console: Console, before: str, after: str, flow: Path) -> None:
    """The problems that the survey would have and has not now: a longer text may not fit a phone any more."""
    lists = survey_file.lists_beside(flow)
    known = {(p.code, p.question, p.language, p.channel) for p in check(before, lists=lists).problems}
    for problem in check(after, lists=lists).problems:
        is_new = (problem.code, problem.question, problem.language, problem.channel) not in known
        if is_new and not problem.code.startswith("N") and not problem.accepted:
            told = f"{problem.code} line {problem.mark.line}: {problem.sentence} {problem.remedy}"
            console.print(Text(told, style="yellow"), soft_wrap=True)
