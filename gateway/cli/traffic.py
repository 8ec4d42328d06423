"""``gateway traffic``: a made-up country whose people have talked to the gateway for months."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from gateway import logs
from gateway.cli.db import unreachable, upgraded
from gateway.cli.nights import LocalDay
from gateway.keeping import key_marks
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import var_folder
from gateway.traffic import house, nights, telling
from gateway.traffic.plan import SIZES, USUAL_SEED, USUAL_SIZE, Plan, plan, planted, sentence
from gateway.wiring import Gateway, utc_ms, wire
from storage.unit import StorageFault


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default=USUAL_SIZE, show_default=True, help="How large the country is.")
@click.option(
    "--seed",
    type=int,
    default=USUAL_SEED,
    show_default=True,
    help="Another seed, other people; the same one, the same country.",
)
@click.option("--months", type=int, help="How long its story is; if not given, the size says it.")
@click.option("--until", type=LocalDay(), help="Its last local day; yesterday, if not given.")
@click.option(
    "--nights",
    "which",
    type=click.Choice(nights.WHICH),
    default="last",
    show_default=True,
    help="Whose reports are made: of the last Sunday and the last day, of all Sundays too, of every day, or of none.",
)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where it lives; var/traffic, if not given.")
@click.option("--stable", is_flag=True, help="Plant nothing: whatever a report finds then is a false alarm.")
@click.option("--again", is_flag=True, help="Throw away the country that is there, which is made up, and make it anew.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object: what was made, what was planted, where the reports are."
)
def traffic(
    size: str,
    seed: int,
    months: int | None,
    until: date | None,
    which: str,
    folder: Path | None,
    stable: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Make a country to look at: ministries, facilities and people, all made up, and the reports of their last days.

    Its people dial, answer and give up through the same program that answers real ones. It has a folder, a configuration and
    a database of its own and is never written where real people are: DATABASE_URL is not read, and TRAFFIC_DATABASE_URL may
    name an empty PostgreSQL. Broken off, it goes on when it is called again. What was planted is told in planted.json.

    \b
    Example:
      gateway traffic
      gateway traffic --size full --seed 7 --nights weeks
    """
    home = (folder or var_folder() / "traffic").absolute()
    if again:
        _throw_away(home)
    there = house.there(home)
    its_last = there.last if there and until is None and (there.seed, there.size) == (seed, size) else None
    of = plan(size, seed, until or its_last or _yesterday(), months, stable=stable)
    if there is not None and there != of:
        raise _another(there)
    gateway, mark = _moved_in(home, of)
    try:
        talks = _tell(gateway, of, mark, quiet=as_json)
        reports = _reports(gateway, of, which, quiet=as_json)
        overview = nights.overview_of(gateway, of, which)
    except StorageFault as error:
        if isinstance(error.__cause__ or error.__context__, KeyboardInterrupt):  # within a statement, Ctrl-C is a fault of it
            raise KeyboardInterrupt from None
        raise unreachable(gateway.settings, error) from None
    finally:
        gateway.engine.dispose()
    _say(home, of, talks, reports, overview, as_json)


def _yesterday() -> date:
    """The last local day that is over, and its report due, wherever the country is: its zones lie east of Greenwich."""
    return (datetime.now(UTC) - timedelta(hours=6)).date() - timedelta(days=1)


def _throw_away(home: Path) -> None:
    """Empty a folder that is ours. Raises :class:`Refusal` for any other."""
    if home.is_dir() and not (home / house.PLANTED).is_file() and any(home.iterdir()):
        raise Refusal(f"{home} holds no country that was made here, so nothing was thrown away.", "Name its folder.")
    shutil.rmtree(home, ignore_errors=True)


def _moved_in(home: Path, of: Plan) -> tuple[Gateway, house.Mark | None]:
    """The gateway of the country, its tables made. Raises :class:`Refusal` where another story or real people are there."""
    settings = house.furnish(home, of.offices)
    logs.configure(level=logging.ERROR)
    upgraded(settings).dispose()
    gateway = wire(settings, load_secrets(settings))
    try:
        key_marks.check(gateway)
        mark = house.only_ours(gateway)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if mark is not None and not mark.is_of(of):
        raise _another(mark)
    house.note_planted(home, of, planted(of))
    return gateway, mark


def _another(there: Plan | house.Mark) -> Refusal:
    return Refusal(
        f"Another country is there: {there.size}, seed {there.seed}, {there.first} to {there.last}.",
        "Call the command with --again to make this one instead, or give it a --folder of its own.",
    )


def _tell(gateway: Gateway, of: Plan, mark: house.Mark | None, *, quiet: bool) -> int:
    """The days that are not told yet; how many conversations they had."""
    talks, days = 0, len(list(of.days()))
    with _progress(quiet) as progress:
        task = progress.add_task("People talk", total=days)
        for day, conversations in telling.tell(gateway, of, utc_ms(), mark):
            talks += conversations
            progress.update(task, completed=(day - of.first).days + 1)
    return talks


def _reports(gateway: Gateway, of: Plan, which: str, *, quiet: bool) -> list[nights.Made]:
    with _progress(quiet) as progress:
        total = len(nights.wanted(of, which)) * len(of.offices)
        made: list[nights.Made] = []
        for report in progress.track(nights.make(gateway, of, which), total=total, description="Reports"):
            if not quiet and report.ministry not in {before.ministry for before in made}:
                name = next(office.short["en"] for office in of.offices if office.key == report.ministry)
                progress.console.print(f"{name}: first report: {report.folder}", soft_wrap=True, highlight=False)
            made.append(report)
        return made


def _progress(quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)


def _say(
    home: Path, of: Plan, talks: int, reports: Sequence[nights.Made], overview: Path | None, as_json: bool
) -> None:  # fmt: skip
    if as_json:
        made = [{"ministry": r.ministry, "day": r.day.isoformat(), "folder": str(r.folder)} for r in reports]
        told: dict[str, object] = {"folder": str(home), "conversations": talks, "planted": str(home / house.PLANTED)}
        click.echo(json.dumps(told | {"reports": made, "overview": str(overview or "")}))
        return
    sentence_of = (
        f"{talks} conversations of {of.first} to {of.last}" if talks else f"The country of {of.first} to {of.last} is there"
    )
    click.echo(f"{sentence_of}, in {home}." + ("" if talks else " With --again it is made anew."))
    click.echo("\nNothing is planted." if of.stable else "\nPlanted, everything else is stable:")
    for change in planted(of):
        click.echo(f"  {sentence(change)}")
    click.echo("\nReports:")
    for report in reports:
        click.echo(f"  {report.ministry}, {report.day}: {report.folder}")
    if overview is not None:
        click.echo(f"  all ministries, the overview: {overview}")
    click.echo(f"\nTo look at it as a gateway: GATEWAY_CONFIG={home / house.CONFIG} gateway run")
