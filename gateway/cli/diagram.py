"""``gateway diagram``: the ways through a survey as a drawing."""

from __future__ import annotations

from pathlib import Path

import click

from flows.diagram import FORMATS, graph_of
from gateway.cli import survey_file, survey_source
from gateway.refusal import Refusal

ENDINGS = {"svg": ".svg", "mermaid": ".mmd", "dot": ".dot"}


@click.command("diagram")
@click.argument("survey", metavar="FLOW")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="svg (a drawing), mermaid or dot (text for other tools)."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; left out, standard output.")
@click.option("--language", metavar="CODE", default="", help="The language of its wordings; else the main one.")
def diagram(survey: str, form: str | None, out: Path | None, language: str) -> int:
    """Draw a survey: who starts it, every question, of whom it is asked, and where answers lead.

    FLOW is a file, or a published survey: SURVEY@3, or SURVEY for its newest version. The format is that of the file's ending,
    else svg.

    \b
    Example:
      gateway diagram flows/surveys/lesotho-clinic-visit.yaml --out clinic.svg
      gateway diagram lesotho-clinic-visit --format mermaid --language st
    """
    flow = survey_source.named(survey).flow
    if language and language not in flow.languages:
        known = ", ".join(f"{code} ({name})" for code, name in flow.languages.items())
        raise Refusal(f"{flow.survey} has no language “{language}”.", f"Its languages are {known}.")
    drawn = FORMATS[form or _of_ending(out)](graph_of(flow, language))
    if out is None:
        click.echo(drawn, nl=False)
    else:
        survey_file.replace(out, drawn.encode())
        click.echo(f"{out} is written.")
    return 0


def _of_ending(out: Path | None) -> str:
    return next((form for form, ending in ENDINGS.items() if out is not None and out.suffix == ending), "svg")
