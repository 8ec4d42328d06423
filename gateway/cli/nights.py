"""``gateway nightly`` and ``gateway report``: the reports of the ministries, made now."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gateway.cli.db import unreachable
from gateway.cli.opened import opened
from gateway.config_sections import Ministry
from gateway.delivery import resending
from gateway.nights import nightfall
from gateway.nights import nightly as night
from gateway.nights.files import Files, store
from gateway.refusal import Refusal
from gateway.settings import Settings
from gateway.wiring import Gateway
from reports.night.shape import Report
from reports.words.sentences import sentence
from storage.unit import StorageFault


class LocalDay(click.ParamType[date]):
    """A date as ``2026-06-02``."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a date such as 2026-06-02.", param, ctx)


@click.command()
@click.option("--day", type=LocalDay(), help="Only this local day, made again if it was made before.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per report: ministry, day, folder, sha256.")
def nightly(day: date | None, as_json: bool) -> None:
    """Make the morning reports that are due, oldest first.

    The clock does this by itself at each ministry's report time. Days whose report is missing are made up; with --day, that
    day's report is made for every ministry, as of its own cut-off: the same answers give the same files.

    \b
    Example:
      gateway nightly
      gateway nightly --day 2026-06-02
    """
    gateway = opened()
    ministries = list(gateway.settings.ministries.values())
    try:
        work = [(m, d) for m in ministries for d in ([_due(gateway, m, day)] if day else night.missing(gateway, m))]
        with _progress(as_json) as progress:
            for ministry, its_day in progress.track(work, description="Reports"):
                files = night.again(gateway, ministry, its_day)
                _told(progress.console, night.folder(gateway, ministry, its_day), ministry, its_day, files, as_json)
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    if not work and not as_json:
        click.echo("No report is due.")


@click.command()
@click.argument("ministry")
@click.option("--day", type=LocalDay(), help="The local day of the report; yesterday, if not given.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write the files; the data folder, if not given."
)
@click.option(
    "--resend", is_flag=True, help="Mail the report of that day again to the ministry's recipients, as it was released."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: ministry, day, folder, sha256.")
def report(ministry: str, day: date | None, out: Path | None, resend: bool, as_json: bool) -> None:
    """Write the report of one MINISTRY (its key in config.yaml): page, PDF, workbook, open data and every number as JSON.

    A day whose report was released is printed again, the same to the last byte. A day that is not over is shown as far as it
    has come; that is no release and not for passing on, and the page says so.

    \b
    Example:
      gateway report health
      gateway report health --day 2026-06-02 --out /tmp/health
      gateway report health --day 2026-06-02 --resend
    """
    gateway = opened()
    of = _ministry(gateway.settings, ministry)
    yesterday = nightfall.local_date(of, gateway.now_ms()) - timedelta(days=1)
    its_day = _come(gateway, of, day or yesterday)
    folder = out or night.folder(gateway, of, its_day)
    try:
        with Console(stderr=True).status(f"Counting the answers of {of.name} …"):
            files = _files(gateway, of, its_day)
        store(files, folder)
        mailed = resending.resend(gateway, of, its_day) if resend else 0
    except StorageFault as error:
        raise unreachable(gateway.settings, error) from None
    except OSError as error:
        raise Refusal(
            f"The report cannot be written to {folder}: {error.strerror}.", "Name another folder with --out.", code=1
        ) from None
    if as_json:
        click.echo(json.dumps(_summary(of, its_day, folder, files)))
        return
    for line in _sentences(files.report):
        click.echo(line)
    click.echo(f"\n{folder / 'report.html'}")
    if mailed:
        click.echo(f"It is mailed again to {mailed} address{'es' if mailed > 1 else ''}.")


def _files(gateway: Gateway, ministry: Ministry, day: date) -> Files:
    """A day that is due as it was, or is now, released; another one as far as it has come."""
    if day <= nightfall.last_due_day(ministry, gateway.now_ms()):
        return night.again(gateway, ministry, day)
    return night.preview(gateway, ministry, day)


def _ministry(settings: Settings, key: str) -> Ministry:
    found = settings.ministries.get(key)
    if found is None:
        raise Refusal(f"There is no ministry “{key}” in config.yaml.", f"Known ministries: {', '.join(settings.ministries)}.")
    return found


def _due(gateway: Gateway, ministry: Ministry, day: date) -> date:
    """The day, if its report is due. Raises :class:`Refusal` otherwise."""
    last = nightfall.last_due_day(ministry, gateway.now_ms())
    if day > last:
        raise Refusal(
            f"The report of {day} is not due yet: {ministry.name} gets it the next day at {ministry.report_at:%H:%M}.",
            f"The last day that can be made is {last}. To see a day so far, use `gateway report {ministry.key}`.",
        )
    return day


def _come(gateway: Gateway, ministry: Ministry, day: date) -> date:
    """The day, if it has begun in the ministry's zone. Raises :class:`Refusal` otherwise."""
    today = nightfall.local_date(ministry, gateway.now_ms())
    if day > today:
        raise Refusal(f"{day} has not come yet: today is {today} in {ministry.time_zone}.", "Name today or an earlier day.")
    return day


def _progress(quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)


def _told(console: Console, folder: Path, ministry: Ministry, day: date, files: Files, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_summary(ministry, day, folder, files)))
    else:
        console.print(f"{ministry.name}, {day}: {folder / 'report.html'}", soft_wrap=True, highlight=False)


def _summary(ministry: Ministry, day: date, folder: Path, files: Files) -> dict[str, str]:
    return {"ministry": ministry.key, "day": day.isoformat(), "folder": str(folder), "sha256": files.sha256}


def _sentences(report: Report) -> list[str]:
    meta = report.meta
    if not report.surveys:
        return [f"No answers: no survey of {meta.name} was published by the end of {meta.local_day}."]
    return [sentence(standing, report) for standing in report.headline] or [f"No answers about {meta.name} so far."]
