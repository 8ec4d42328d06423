"""What all printed parts do the same: words and numbers in the report's language, tables that end, the mark "as of"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.forms.charts.chart import Chart
from reports.forms.pdf_blocks import Block, Cell, Column, cell, figure, small, table
from reports.forms.pdf_drawing import FINE, drawing
from reports.night.shape import ALL, Report, Share, Standing, Window
from reports.words import Topic, of_days, word
from reports.words.numbers import count, interval, percent, short_date
from reports.words.page_columns import COLUMNS
from reports.words.pages import PAGES
from reports.words.sentences import channel_name

MOST_ROWS = 20
"""Of a table in print; the workbook has all."""


@dataclass(frozen=True, slots=True)
class Printer:
    """The report with its language; ``fine``: how fine its pictures are, in pixels for one of the figure's."""

    report: Report
    fine: float = FINE[0]

    @property
    def language(self) -> str:
        return self.report.meta.language

    def say(self, key: str, topic: Topic = PAGES, /, **filled: object) -> str:
        """A text with what stands in braces filled in; what is filled in is never read as a pattern."""
        return word(topic, key, self.language).format(**filled)

    def of_days(self, key: str, days: int, topic: Topic = PAGES) -> str:
        """A text about so many days."""
        return of_days(topic, key, days, self.language)

    def tongue(self, code: str) -> str:
        """The name of a language as the surveys call it; its code where none does."""
        return {own: name for survey in self.report.surveys for own, name in survey.languages}.get(code, code)

    def column(self, key: str, width: float = 0, *, right: bool = False, topic: Topic = COLUMNS) -> Column:
        return Column(word(topic, key, self.language), width, right)

    def share(self, share: Share) -> Cell:
        """The share, and below it its interval."""
        return cell(percent(share, self.language), interval(share))

    def based(self, share: Share) -> Cell:
        """The share with its interval, and below it its base."""
        ends = interval(share)
        return cell(percent(share, self.language), " · ".join(part for part in (ends, f"n {count(share)}") if part))

    def days(self, window: Window) -> str:
        first, last = (short_date(day, self.language) for day in (window.first, window.last))
        return self.say("window", first=first, last=last)

    def named(self, standing: Standing) -> Cell:
        """Its name, and below it of when the figures are if they were not refreshed."""
        as_of = "" if standing.fresh else self.say("as of", date=short_date(standing.window.last, self.language))
        service = standing.scope.service
        return cell(standing.name, as_of, strong=service != ALL and "." not in service)

    def drawn(self, chart: Chart, width: int = 100) -> Block:
        return figure(drawing(chart, self.fine), chart.alt, width)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], most: int = MOST_ROWS) -> list[Block]:
        """A table of at most so many rows, with a line that says where the rest is; nothing for no rows."""
        if not rows:
            return []
        made = [table(columns, rows[:most])]
        return made if len(rows) <= most else [*made, small(self.say("rest", shown=most, all=len(rows)))]

    def channels(self) -> tuple[str, ...]:
        """The channels of the headline, in the order of the report."""
        return tuple(standing.scope.channel for standing in self.report.headline)

    def panel(self, channel: str) -> str:
        """The heading of a channel's panel."""
        return self.say("channel", channel=channel_name(channel, self.language))
