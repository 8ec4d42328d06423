"""Part 2, services: how answers are spread, and the level of each, a panel per channel."""

from __future__ import annotations

from reports.forms.charts.mini import spark
from reports.forms.charts.spread import spread
from reports.forms.pdf_blocks import Block, Cell, Section, heading, pictured, small, text
from reports.forms.pdf_drawing import drawing
from reports.forms.pdf_pages.printer import MOST_ROWS, Printer
from reports.night.shape import Standing
from reports.words.numbers import change, count, level, shown
from reports.words.page_columns import COLUMNS


def services(printer: Printer) -> Section:
    """One panel per channel; one sentence if no service has answers."""
    by_channel = {c: [s for s in printer.report.services if s.scope.channel == c] for c in printer.channels()}
    panels = [block for channel, own in by_channel.items() if own for block in _panel(printer, channel, own)]
    if not panels:
        return Section(printer.say("services"), (text(printer.say("no services")),), new_page=False)
    return Section(printer.say("services"), (text(printer.say("services order")), *panels, small(printer.say("marks"))))


def _panel(printer: Printer, channel: str, standings: list[Standing]) -> list[Block]:
    figure = []
    if any(shown(s.positive) is not None for s in standings):
        figure = [printer.drawn(spread(standings[:MOST_ROWS], printer.language, 640), 86)]
    return [heading(printer.panel(channel)), *figure, *table_of(printer, standings, "service")]


def table_of(printer: Printer, standings: list[Standing], first: str) -> list[Block]:
    """Standings as a table: answers, shares, change, trend, and estimated dissatisfied users if any are known."""
    estimated = any(s.estimated_negative is not None for s in standings)
    columns = [
        printer.column(first, 2.2),
        printer.column("answers", 0.9, right=True),
        printer.column("positive", 1.1, right=True),
        printer.column("negative", 1.1, right=True),
        printer.column("change", 2.1),
        printer.column("trend", 2.6),
        *([printer.column("estimated", 1.4, right=True)] if estimated else []),
    ]
    return printer.table(columns, [_row(printer, s, estimated) for s in standings])


def _row(printer: Printer, standing: Standing, estimated: bool) -> list[Cell]:
    language = printer.language
    users = "" if standing.estimated_negative is None else level(standing.estimated_negative, language)
    return [
        printer.named(standing),
        count(standing.answers),
        printer.share(standing.positive),
        printer.share(standing.negative),
        "" if standing.change is None else change(standing.change, language),
        moved(printer, standing),
        *([users] if estimated else []),
    ]


def moved(printer: Printer, standing: Standing) -> Cell:
    """The mini trend with the words of the movement beside it."""
    words = printer.say(standing.movement, COLUMNS)
    if shown(standing.positive) is None or standing.trend is None or standing.trend.weeks < 2:
        return words
    chart = spark(standing, printer.language)
    return pictured(words, drawing(chart), chart.alt, beside=True)
