"""The mail of the morning: the first page as HTML that needs no picture, and as plain text with the same numbers."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reports.forms.charts.chart import Chart
from reports.forms.charts.drawing import png
from reports.forms.charts.xmr import xmr
from reports.forms.glance import Glance, Row, brief, glance, one_line
from reports.night.shape import Report
from reports.words import word
from reports.words.mail import MAIL
from reports.words.pages import PAGES
from reports.words.sentences import channel_head
from reports.words.signals import drawn_first, subject

WIDTH = 72
"""Signs in a line of the plain text."""
CHART_WIDTH = 480
"""Narrower than the mail, so that its letters can still be read on a telephone."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: ``images`` are content id, PNG and the finding for whoever does not load pictures."""

    subject: str
    text: str
    html: str
    images: tuple[tuple[str, bytes, str], ...]


def as_mail(report: Report) -> Mail:
    """The mail in the report's language; six lines and no picture where nothing changed and no signal is open."""
    told = glance(report)
    charts = _charts(report, told)
    images = tuple(
        (f"trend-{channel}", png(chart), f"{channel_head(channel, told.language)}: {chart.alt}") for channel, chart in charts
    )
    views = {"g": told, "lines": brief(told, report), "images": [(cid, alt) for cid, _, alt in images]}
    html = template("mail.html").render(views)
    return Mail(subject(report), _text(told, report, [alt for _, _, alt in images]), html, images)


def _charts(report: Report, told: Glance) -> list[tuple[str, Chart]]:
    """The control charts of the channels that moved, else of the leading one; none on a quiet night."""
    stands = [] if told.quiet else [s for s in drawn_first(report) if s.trend is not None]
    return [(s.scope.channel, xmr(s, report.meta.language, CHART_WIDTH)) for s in stands]


def _text(told: Glance, report: Report, drawn: list[str]) -> str:
    heading = [told.title, told.subtitle, "", *told.notices, *([""] if told.notices else [])]
    if told.quiet:
        return wrapped([*heading, *brief(told, report), *told.footer[1:]])
    language = told.language
    lines = [
        *heading,
        *_spaced(told.sentences),
        *(f"{n.label}: {n.value}" + (f" ({n.note})" if n.note else "") for n in told.numbers),
    ]
    lines += [line for alt in drawn for line in ("", alt)]
    lines += ["", _head("changed", language), *bulleted([_whole(r) for r in told.changed] or [told.unchanged])]
    lines += [told.more_changed] if told.more_changed else []
    if told.open:
        lines += ["", _head("still open", language), *bulleted([_whole(r) for r in told.open])]
        lines += [told.more_open] if told.more_open else []
    done = [" ".join(filter(None, (f"{said}.", note))) for said, note in told.done]
    lines += ["", _head("done", language), *bulleted(done or [word(PAGES, "nothing done", language)])]
    return wrapped([*lines, "", *told.trust, "", word(PAGES, "marks", language), "", *told.footer])


def _whole(row: Row) -> str:
    """A signal with everything that its row in the table says."""
    return "; ".join(filter(None, (row.sentence, f"{row.channel} {row.now}", row.owner, row.age))) + "."


def _head(key: str, language: str) -> str:
    return word(PAGES, key, language).upper()


def bulleted(lines: list[str]) -> list[str]:
    """Lines of a list in plain text."""
    return [f"* {line}" for line in lines]


def _spaced(lines: tuple[str, ...]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def wrapped(lines: list[str]) -> str:
    """Lines of at most 72 signs; a word that is longer (an address) stays whole."""
    wrapped: list[str] = []
    for line in lines:
        hang = "  " if line.startswith("* ") else ""
        wrapped += textwrap.wrap(
            one_line(line), WIDTH, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(wrapped) + "\n"


@cache
def template(name: str) -> Template:
    """A packaged template of a mail."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "w": lambda key, language: word(MAIL, key, language),
        "p": lambda key, language: word(PAGES, key, language),
    }
    return environment.get_template(name)
