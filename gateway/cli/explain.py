"""``gateway explain``: a survey in sentences, for approval on paper."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.text import Text

from flows.explain import Explanation, Paragraph, explain
from flows.model import Flow
from gateway.cli import survey_source
from gateway.cli.paragraphs import paragraph
from gateway.refusal import Refusal

_MARKER_ROOM = 4
_CHANNELS = {"ussd": "It has no dial code", "sms": "Nobody starts it by text", "call": "It is not for calls"}


@click.command("explain")
@click.argument("survey", metavar="FLOW")
@click.option("--language", metavar="CODE", default="", help="The language whose wordings are quoted; else the main one.")
@click.option("--ussd", "channel", flag_value="ussd", help="Only what people meet on the phone menu.")
@click.option("--sms", "channel", flag_value="sms", help="Only what people meet by text message.")
@click.option("--call", "channel", flag_value="call", help="Only what people meet on a call.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts.")
def explain_(survey: str, language: str, channel: str | None, as_json: bool) -> int:
    """Tell a survey in sentences, for somebody who will not read its file.

    Who starts it and how, what is asked of whom in which words, how long it takes, what is kept how long, what the report
    gets. FLOW is a file, or a published survey: SURVEY@3, or SURVEY for its newest version.

    \b
    Example:
      gateway explain flows/surveys/lesotho-clinic-visit.yaml
      gateway explain lesotho-clinic-visit --language st --sms
    """
    flow = survey_source.named(survey).flow
    _known(flow, language, channel or "")
    explanation = explain(flow, language, channel or "")
    if as_json:
        click.echo(json.dumps(asdict(explanation), ensure_ascii=False))
    else:
        _show(explanation, Console(highlight=False))
    return 0


def _known(flow: Flow, language: str, channel: str) -> None:
    if language and language not in flow.languages:
        known = ", ".join(f"{code} ({name})" for code, name in flow.languages.items())
        raise Refusal(f"{flow.survey} has no language “{language}”.", f"Its languages are {known}.")
    if channel and channel not in flow.channels:
        raise Refusal(f"{_CHANNELS[channel]}: {flow.survey} is for {', '.join(flow.channels)}.", "Leave the option out.")


def _show(explanation: Explanation, console: Console) -> None:
    paragraph(console, Text(explanation.title, style="bold"))
    paragraph(console, Text(explanation.about))
    for chapter in explanation.chapters:
        console.print()
        console.print(Text(chapter.title.upper(), style="bold cyan"))
        for each in chapter.paragraphs:
            _paragraph(each, console)


def _paragraph(each: Paragraph, console: Console) -> None:
    rest = " " * (_MARKER_ROOM * (each.level or bool(each.marker)))
    first = f"{each.marker:>{_MARKER_ROOM - 1}} " if each.marker else rest
    if each.marker and each.lead and not each.text:
        console.print()
    lead = f"{each.lead}{': ' if each.text else ''}" if each.lead else ""
    paragraph(console, Text.assemble((lead, "bold"), each.text), first=first, rest=rest)
