"""Part 5, the map of weeks: a real table of places and weeks, so that a screen reader and a grey print can read it too."""

from __future__ import annotations

from decimal import Decimal

from reports.forms.palette import HEAT, heat_class
from reports.forms.pdf_blocks import Block, Cell, Column, Section, cell, heading, items, shaded, small, text
from reports.forms.pdf_pages.printer import MOST_ROWS, Printer
from reports.night.shape import Cell as Week
from reports.night.shape import Facility
from reports.stats.rounding import half_up
from reports.words.numbers import count, shown

FEW_ROWS = 6
"""A map of no more rows than these goes on wherever the part before it ended."""
DARK = 2
"""Classes of the palette below this one carry white letters."""


def weeks(printer: Printer) -> Section:
    """The last 13 weeks of each channel's places, and below them the places that are silent."""
    blocks = [block for channel in printer.channels() for block in _panel(printer, channel)]
    blocks = [text(printer.say("weeks how")), *blocks] if blocks else [text(printer.say("no places"))]
    silent = {f.standing.scope.facility: f for f in printer.report.facilities if f.silent_days is not None}
    if silent:
        blocks += [heading(printer.say("silent")), *_silent(printer, list(silent.values()))]
    large = any(len(block.get("rows", ())) > FEW_ROWS for block in blocks)
    return Section(printer.say("weeks"), tuple(blocks), new_page=False, or_half=large)


def _panel(printer: Printer, channel: str) -> list[Block]:
    own = [f for f in printer.report.facilities if f.standing.scope.channel == channel and f.weeks]
    told = [f for f in own if any(week.state != "none" for week in f.weeks)]
    if not told:
        return []
    mondays = [week.monday for week in told[0].weeks]
    columns = [printer.column("place", 3.4), *(Column(f"{m.day}.{m.month}.", 1, True) for m in mondays)]
    legible = [f for f in told if any(shown_week(week) is not None for week in f.weeks)]
    rows = [_row(printer, f) for f in chosen(legible)]
    blocks = printer.table(columns, rows)
    if len(legible) > len(rows):
        blocks.append(small(printer.say("rest", shown=len(rows), all=len(legible))))
    if few := len(told) - len(legible):
        blocks.append(small(printer.say("weeks too few", n=few, weeks=len(mondays))))
    return [heading(printer.panel(channel)), *blocks]


def shown_week(week: Week) -> Decimal | None:
    """The share of a week, where it may be told."""
    return shown(week.share) if week.state == "shown" else None


def chosen(facilities: list[Facility]) -> list[Facility]:
    """As many as a page holds: the unusual ones and those with most answers, in the order of the report."""
    ranked = sorted(facilities, key=lambda f: (not f.unusual, -(f.standing.answers.n or 0)))[:MOST_ROWS]
    names = {f.standing.scope for f in ranked}
    return [f for f in facilities if f.standing.scope in names]


def _row(printer: Printer, facility: Facility) -> list[Cell]:
    return [cell(facility.standing.name, facility.district_name), *(_week(w) for w in facility.weeks)]


def _week(week: Week) -> Cell:
    value = shown_week(week)
    if value is None:
        return shaded("·" if week.state == "none" else "<10", "", "#ffffff", dark=False)
    at = heat_class(value)
    return shaded(str(half_up(value * 100, 0)), count(week.share), HEAT[at], dark=at < DARK)


def _silent(printer: Printer, facilities: list[Facility]) -> list[Block]:
    longest = sorted(facilities, key=lambda f: -(f.silent_days or 0))
    told = [
        printer.say("silent place", name=f.standing.name, district=f.district_name, days=f.silent_days)
        for f in longest[:MOST_ROWS]
    ]
    rest = [] if len(longest) <= MOST_ROWS else [small(printer.say("rest", shown=MOST_ROWS, all=len(longest)))]
    return [items(told), *rest]
