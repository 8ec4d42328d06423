"""``gateway doctor``: everything this installation depends on, found well or not, with what to do about it."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gateway.doctor.examination import examine
from gateway.doctor.finding import Finding
from gateway.doctor.patient import Patient, admitted, discharged
from gateway.doctor.spans import many
from gateway.refusal import Refusal

_WIDTH = 110
_SHOWN = {"well": ("well", "green"), "warning": ("look", "bold yellow"), "bad": ("BAD", "bold red")}
"""Verdict -> its word and its colour."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object: counts, and every finding with its remedy.")
@click.option("--channel", metavar="NAME", default="", help="Only this channel's callbacks and codes, beside all the rest.")
@click.option("--ask-aggregator", is_flag=True, help="Also ask the aggregator for each account's balance; leaves this machine.")
@click.option("--port", type=click.IntRange(1, 65535), help="The web server's port, where no “gateway run” tells it.")
def doctor(as_json: bool, channel: str, ask_aggregator: bool, port: int | None) -> None:
    """Look at everything the gateway depends on, and say what to do.

    It changes nothing, and works when nothing else does. Exit code 1 if something is bad; what should only be looked at in
    office hours is no fault.

    \b
    Example:
      gateway doctor
      gateway doctor --channel main --ask-aggregator
      gateway doctor --json
    """
    screen = Console(file=sys.stderr)
    with contextlib.redirect_stderr(io.StringIO()):  # what is logged meanwhile is among the findings, in words
        patient = admitted(port=port, channel=channel)
        try:
            _refuse_unknown(patient)
            findings = _gathered(examine(patient, ask_aggregator), None if as_json else screen)
        finally:
            discharged(patient)
    click.echo(as_data(findings)) if as_json else show(findings, _screen())
    if any(finding.verdict == "bad" for finding in findings):
        raise click.exceptions.Exit(1)


def _refuse_unknown(patient: Patient) -> None:
    if patient.channel and patient.settings is not None and patient.channel not in patient.settings.channels:
        known = ", ".join(patient.settings.channels)
        raise Refusal(f"There is no channel “{patient.channel}” in config.yaml.", f"Known channels: {known}.")


def _gathered(findings: Iterable[Finding], screen: Console | None) -> list[Finding]:
    """All of them, with a sign on a terminal that something is going on."""
    if screen is None or not screen.is_terminal:
        return list(findings)
    with screen.status("Looking …") as status:
        found = []
        for finding in findings:
            found.append(finding)
            status.update(f"Looking at {finding.part.lower()} …")
        return found


def as_data(findings: Sequence[Finding]) -> str:
    """The findings as JSON, for scripts."""
    counts = Counter(finding.verdict for finding in findings)
    parts = [{name: getattr(finding, name) for name in Finding.__slots__} for finding in findings]
    summary = {"summary": summary_of(findings), "bad": counts["bad"], "warning": counts["warning"], "well": counts["well"]}
    return json.dumps({**summary, "findings": parts}, indent=2, ensure_ascii=False)


def summary_of(findings: Sequence[Finding]) -> str:
    """All in one sentence, the worst first."""
    counts = Counter(finding.verdict for finding in findings)
    if not counts["bad"] and not counts["warning"]:
        return f"All is well: {many(counts['well'], 'thing was', 'things were')} looked at."
    parts = [f"{many(counts['bad'], 'thing is', 'things are')} bad"] if counts["bad"] else []
    if counts["warning"]:
        n = f"{counts['warning']}" if parts else many(counts["warning"], "thing")
        parts.append(f"{n} should be looked at")
    if counts["well"]:
        parts.append(f"{counts['well']} {'is' if counts['well'] == 1 else 'are'} well")
    return ", ".join(parts) + "."


def _screen() -> Console:
    """The terminal, no wider than is easily read; a file as wide."""
    console = Console(highlight=False)
    console.width = min(console.width, _WIDTH) if console.is_terminal else _WIDTH
    return console


def show(findings: Sequence[Finding], console: Console) -> None:
    """The findings in the order in which they were made; what to do stands below each that is not well."""
    worst = next((verdict for verdict in ("bad", "warning") if any(f.verdict == verdict for f in findings)), "well")
    console.print(Text(summary_of(findings), style=f"bold {_SHOWN[worst][1].rpartition(' ')[2]}"))
    for part in dict.fromkeys(finding.part for finding in findings):
        console.print()
        console.print(Text(part, style="bold"))
        console.print(_table([finding for finding in findings if finding.part == part], _widest(findings)))


def _widest(findings: Sequence[Finding]) -> int:
    return max(len(finding.what) for finding in findings)


def _table(findings: Iterable[Finding], widest: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=6)
    table.add_column(width=widest)
    table.add_column(overflow="fold")
    for finding in findings:
        word, colour = _SHOWN[finding.verdict]
        told = Text(finding.sentence)
        if finding.remedy:
            told.append(f"\n{finding.remedy}", style="cyan")
        table.add_row(Text(f"  {word}", style=colour), Text(finding.what), told)
    return table
