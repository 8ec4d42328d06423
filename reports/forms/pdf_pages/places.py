"""Part 4, places: which are unusual after correction for looking at many, and how the districts stand."""

from __future__ import annotations

from decimal import Decimal

from reports.forms.charts.dots import places as ranked
from reports.forms.charts.funnel import funnel as drawing
from reports.forms.charts.mini import multiples
from reports.forms.pdf_blocks import Block, Cell, Section, cell, heading, small, text
from reports.forms.pdf_pages.printer import MOST_ROWS, Printer
from reports.forms.pdf_pages.services import table_of
from reports.night.shape import Facility, Funnel, Share
from reports.stats.rounding import half_up
from reports.words.numbers import count, decimal, from_to, level, shown
from reports.words.page_columns import COLUMNS
from reports.words.sentences import main_reasons

LEAST_P = Decimal("0.001")


def places(printer: Printer) -> Section:
    """A funnel or a list of places per channel, what is unusual, and the districts."""
    blocks = [block for channel in printer.channels() for block in _panel(printer, channel)]
    if not blocks:
        return Section(printer.say("places"), (text(printer.say("no places")),), new_page=False)
    return Section(printer.say("places"), (*blocks, small(printer.say("marks"))), or_half=True)


def _panel(printer: Printer, channel: str) -> list[Block]:
    report = printer.report
    own = [f for f in report.facilities if f.standing.scope.channel == channel]
    districts = [s for s in report.districts if s.scope.channel == channel]
    blocks: list[Block] = []
    if any(shown(f.standing.positive) is not None for f in own):
        funnel = next((f for f in report.funnels if f.channel == channel), None)
        blocks += _compared(printer, own, funnel)
    if any(shown(s.positive) is not None and s.trend for s in districts):
        blocks += [
            heading(printer.say("districts"), 3),
            printer.drawn(multiples(districts[:MOST_ROWS], printer.language, 640), 92),
        ]
    blocks += table_of(printer, districts, "district")
    return [heading(printer.panel(channel)), *blocks] if blocks else []


def _compared(printer: Printer, own: list[Facility], funnel: Funnel | None) -> list[Block]:
    if funnel is None or not funnel.lines:
        few = sorted((f for f in own if shown(f.standing.positive) is not None), key=lambda f: -(f.standing.answers.n or 0))
        return [text(printer.say("few places")), printer.drawn(ranked(few[:MOST_ROWS], printer.language, 620), 86)]
    return [printer.drawn(drawing(funnel, own, printer.language, 620), 86), *_unusual(printer, own, funnel)]


def _unusual(printer: Printer, own: list[Facility], funnel: Funnel) -> list[Block]:
    rows = [_row(printer, f, funnel) for f in sorted(own, key=lambda f: shown(f.standing.positive) or 0) if f.unusual]
    columns = [
        printer.column("place", 2.2),
        printer.column("answers", 0.9, right=True),
        printer.column("positive", 1.2, right=True),
        printer.column("limits", 1.2),
        printer.column("excess", 1.3, right=True),
        printer.column("adjusted p", 1, right=True),
        printer.column("reason", 1.2),
    ]
    head = heading(printer.say("unusual"), 3)
    told = printer.table(columns, rows) or [text(printer.say("none unusual"))]
    how = [small(printer.say("limits are"))] if rows else []
    return [head, *told, *how, small(printer.say("unusual how", judged=funnel.judged))]


def _row(printer: Printer, facility: Facility, funnel: Funnel) -> list[Cell]:
    standing, language = facility.standing, printer.language
    p, named = facility.p_adjusted, main_reasons(standing)[:1]
    return [
        cell(standing.name, facility.district_name, strong=True),
        count(standing.answers),
        printer.share(standing.positive),
        cell(printer.say(facility.funnel, COLUMNS) if facility.funnel else "", limits(standing.positive, funnel, language)),
        level(facility.excess_negative, language),
        "" if p is None else p_value(p, language),
        named[0].label if named else "",
    ]


def limits(positive: Share, funnel: Funnel, language: str) -> str:
    """The funnel's 95 % limits at the base of a share, read off its lines as they are drawn; empty where there are none."""
    n = positive.n
    if n is None or shown(positive) is None or not funnel.lines:
        return ""
    before = max((line for line in funnel.lines if line.n <= n), key=lambda line: line.n, default=funnel.lines[0])
    after = min((line for line in funnel.lines if line.n >= n), key=lambda line: line.n, default=before)
    part = Decimal(n - before.n) / (after.n - before.n) if after.n > before.n else Decimal(0)
    low = before.lower95 + (after.lower95 - before.lower95) * part
    high = before.upper95 + (after.upper95 - before.upper95) * part
    return from_to(low, high, language)


def p_value(p: Decimal, language: str) -> str:
    """A p with three decimals; one that would read 0.000 as under the smallest that is printed."""
    rounded = half_up(p, 3)
    return f"<{decimal(LEAST_P, language)}" if rounded < LEAST_P else decimal(rounded, language)
