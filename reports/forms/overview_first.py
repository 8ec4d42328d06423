"""The overview's first page: what moved most, the matrix of the ministries, and where most people are dissatisfied."""

from __future__ import annotations

from collections.abc import Iterator

from reports.forms.charts.extent import extent
from reports.forms.charts.icons import icon
from reports.forms.overview_told import Teller
from reports.forms.pdf_blocks import (
    Block,
    Cell,
    Column,
    Section,
    cell,
    figure,
    heading,
    lead,
    notice,
    pictured,
    small,
    table,
    text,
)
from reports.forms.pdf_drawing import drawing
from reports.overview.shape import Ministry, Row
from reports.words.numbers import count, interval, percent
from reports.words.page_columns import COLUMNS
from reports.words.pages import PAGES
from reports.words.sentences import channel_head


def first_page(teller: Teller) -> Section:
    """The page that is read by everybody."""
    blocks = [lead(sentence) for sentence in teller.sentences()]
    blocks += [notice(words) for words in teller.notices()]
    blocks += [*_matrix(teller), *_extent(teller)]
    return Section(teller.say("first page"), tuple(blocks), new_page=False)


def _matrix(teller: Teller) -> list[Block]:
    rows = [cells for ministry in teller.overview.ministries for cells in _rows(teller, ministry)]
    if not rows:
        return []
    columns = [
        Column(teller.say("ministry"), 1.9),
        Column(teller.say("positive", COLUMNS), 1, right=True),
        Column(teller.say("against usual"), 1.5),
        Column(teller.say("against target"), 1.4),
        Column(teller.say("reason", COLUMNS), 1.4),
        Column(teller.say("answers", COLUMNS), 1.1, right=True),
        Column(teller.say("signals"), 1.7),
    ]
    apart = any(len(ministry.rows) > 1 for ministry in teller.overview.ministries)
    said = [teller.say("not comparable"), *([teller.say("apart", PAGES)] if apart else []), teller.say("marks", PAGES)]
    return [table(columns, rows), small(" ".join(said))]


def _rows(teller: Teller, ministry: Ministry) -> Iterator[list[Cell]]:
    """A ministry on each of its channels; its name and its signals stand beside the leading one alone."""
    name, signals = teller.brief(ministry), cell(*teller.signals(ministry), strong=True)
    if not ministry.rows:
        why = teller.say("no answers came" if ministry.reported else "no report")
        yield [cell(name, why, strong=True), "–", "–", "–", "–", "–", signals if ministry.reported else "–"]
    for at, row in enumerate(ministry.rows):
        channel, as_of = channel_head(row.channel, teller.language), teller.as_of(row)
        under = " · ".join(part for part in (channel, as_of) if part)
        yield [
            cell(name, under, strong=True) if at == 0 else cell(channel, as_of),
            *_cells(teller, row),
            signals if at == 0 else "",
        ]


def _cells(teller: Teller, row: Row) -> list[Cell]:
    said, since = teller.trend(row)
    target = teller.target(row)
    return [
        cell(percent(row.positive, teller.language), interval(row.positive)),
        pictured(" · ".join(part for part in (said, since) if part), icon(row.verdict), said),
        pictured(target, icon(row.assurance), target) if row.assurance else target,
        teller.problem(row),
        cell(count(row.answers), teller.say(f"grade {row.grade}", PAGES)),
    ]


def _extent(teller: Teller) -> list[Block]:
    found, head = teller.overview.extent, heading(teller.say("extent"))
    excess = [small(said)] if (said := teller.excess()) else []
    if not found:
        return [head, text(teller.say("no extent")), *excess]
    chart = extent(found, teller.language)
    return [head, figure(drawing(chart), chart.alt, 84), *excess]
