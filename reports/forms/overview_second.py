"""The overview's second page, where, who, what was done and how the asking goes, and its half page of method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.forms.charts.icons import tile
from reports.forms.glance import one_line
from reports.forms.overview_told import Teller
from reports.forms.pdf_blocks import Block, Cell, Column, Section, cell, heading, items, pictured, small, table, text
from reports.night.shape import Window
from reports.overview.shape import Asked, Heard, Ministry, Split, Verdict
from reports.words.numbers import count, decimal, listed, long_date, mark, percent, percent_of
from reports.words.overview import OVERVIEW
from reports.words.page_columns import COLUMNS
from reports.words.page_method import METHOD
from reports.words.sentences import channel_head, channel_name

ACROSS = 6
"""Columns of the map beside each other; more go into a further table."""


def second_page(teller: Teller) -> Section:
    return Section(
        teller.say("second page"), (*_map(teller), *_heard(teller), *_follow(teller), *_programme(teller)), or_half=True
    )


# --- where -----------------------------------------------------------------------------------------------------------------


def _map(teller: Teller) -> list[Block]:
    columns, districts = teller.overview.columns, teller.overview.districts
    if not districts:
        return [heading(teller.say("map")), text(teller.say("no map"))]
    blocks = [heading(teller.say("map"))]
    for at in range(0, len(columns), ACROSS):
        part = columns[at : at + ACROSS]
        heads = [Column(teller.say("district", COLUMNS), 1.3)]
        heads += [Column(f"{teller.brief(c)} · {channel_name(c.channel, teller.language)}", 1) for c in part]
        rows = [[cell(d.name, strong=True), *_fields(teller, d.verdicts[at : at + ACROSS])] for d in districts]
        blocks.append(table(heads, rows))
    return [*blocks, small(teller.say("map how"))]


def _fields(teller: Teller, verdicts: Sequence[Verdict | None]) -> Iterator[Cell]:
    for verdict in verdicts:
        yield pictured(teller.say(verdict), tile(verdict), teller.say(verdict)) if verdict else "–"


# --- who -------------------------------------------------------------------------------------------------------------------


def _heard(teller: Teller) -> list[Block]:
    groups = [(m, h) for m in teller.overview.ministries for h in m.heard]
    head = heading(teller.say("heard"))
    if not groups:
        return [head, text(teller.say("unknown heard")), small(teller.say("population")), *_sex(teller)]
    low = [_low(teller, m, h) for m, h in groups if h.low]
    known = any(h.ratio is not None for _, h in groups)
    said = [items(low)] if low else [text(teller.say("none low" if known else "unknown heard"))]
    columns = [
        Column(teller.say("ministry"), 1.3),
        Column(teller.say("answers", COLUMNS), 0.7, right=True),
        Column(teller.say("districts"), 3),
        Column(teller.say("languages"), 2),
    ]
    rows = [row for m in teller.overview.ministries for row in _groups(teller, m)]
    how = " ".join((teller.say("heard how"), teller.say("population")))
    return [head, *said, table(columns, rows), small(how), *_sex(teller)]


def _sex(teller: Teller) -> list[Block]:
    """How answers split by sex where it is asked, and who does not ask: a gap that nobody sees is no answer."""
    reported = [m for m in teller.overview.ministries if m.reported]
    split = [_split(teller, m, s) for m in reported for s in m.sex]
    silent = [one_line(m.name) for m in reported if not m.asks_sex]
    if reported and len(silent) == len(reported):
        return [text(teller.say("sex not asked"))]
    not_by = [text(teller.say("sex not asked by", names=listed(silent, teller.language)))] if silent else []
    return [*([items(split)] if split else []), *not_by]


def _split(teller: Teller, ministry: Ministry, split: Split) -> str:
    parts = [f"{one_line(label)} {percent(share, teller.language)}" for label, share in split.parts]
    days = teller.days(split.window)
    return teller.say(
        "sex",
        ministry=one_line(ministry.name),
        channel=channel_name(split.channel, teller.language),
        parts=", ".join(parts),
        n=count(split.base) + (f", {days}" if days else ""),
    )


def _low(teller: Teller, ministry: Ministry, heard: Heard) -> str:
    ratio = decimal(heard.ratio, teller.language) if heard.ratio is not None else ""
    named = {
        "ministry": one_line(ministry.name),
        "channel": channel_name(heard.channel, teller.language),
        "name": one_line(heard.name),
    }
    return teller.say(f"low {heard.against}", ratio=ratio, **named)


def _groups(teller: Teller, ministry: Ministry) -> Iterator[list[Cell]]:
    """A ministry on each of its channels; its name stands beside the first alone."""
    for at, whole in enumerate(h for h in ministry.heard if h.group == "channel"):
        own = [h for h in ministry.heard if h.channel == whole.channel]
        lists = [", ".join(_group(teller, h) for h in own if h.group == group) for group in ("district", "language")]
        yield [
            _beside(teller, ministry, whole.channel, whole.window, at),
            count(whole.answers),
            *(told or "–" for told in lists),
        ]


def _beside(teller: Teller, ministry: Ministry, channel: str, window: Window | None, at: int) -> Cell:
    """The first cell of a ministry's row: its name in the first of them, then the channel alone, and of which days it is."""
    name, days = channel_head(channel, teller.language), teller.days(window)
    if at:
        return cell(name, days)
    return cell(teller.brief(ministry), " · ".join(part for part in (name, days) if part), strong=True)


def _group(teller: Teller, heard: Heard) -> str:
    """Its answers, and in brackets how many they are against what was expected, and of which days where those are others."""
    ratio = "" if heard.ratio is None else decimal(heard.ratio, teller.language)
    beside = ", ".join(part for part in (ratio, teller.days(heard.window)) if part)
    return teller.say("group ratio" if beside else "group", name=one_line(heard.name), n=count(heard.answers), ratio=beside)


# --- what was done ---------------------------------------------------------------------------------------------------------


def _follow(teller: Teller) -> list[Block]:
    rows = [row for m in teller.overview.ministries if (row := _followed(teller, m))]
    outside, head = small(teller.say("outside mark")), heading(teller.say("follow"))
    if not rows:
        return [head, text(teller.say("no signals ever")), outside]
    keys = ("opened", "acted", "quiet", "still open", "overdue", "closed share")
    columns = [Column(teller.say("ministry"), 2), *(Column(teller.say(key), 1, right=True) for key in keys)]
    return [head, table(columns, rows), outside]


def _followed(teller: Teller, ministry: Ministry) -> list[Cell]:
    follow = ministry.follow
    if follow is None or not follow.opened:
        return []
    share = "–" if follow.closure_share is None else percent_of(follow.closure_share, teller.language)
    counts = (follow.opened, follow.acted, follow.quiet, follow.open, follow.overdue)
    return [cell(teller.brief(ministry), strong=True), *(str(n) for n in counts), share]


# --- how the asking goes ---------------------------------------------------------------------------------------------------


def _programme(teller: Teller) -> list[Block]:
    rows = [row for m in teller.overview.ministries for row in _asked(teller, m)]
    if not rows:
        return []
    columns = [
        Column(teller.say("ministry"), 1.8),
        Column(teller.say("invited"), 0.9, right=True),
        Column(teller.say("rr2"), 1.1, right=True),
        Column(teller.say("optouts"), 1.1, right=True),
        Column(teller.say("cost"), 1.1, right=True),
        Column(teller.say("last week"), 1.1),
    ]
    return [heading(teller.say("programme")), table(columns, rows)]


def _asked(teller: Teller, ministry: Ministry) -> Iterator[list[Cell]]:
    """A ministry's channels; what is of the whole ministry stands in its first row."""
    whole = [_optouts(teller, ministry), _cost(teller, ministry), _last_week(teller, ministry)]
    if not ministry.reported or not ministry.asked:
        said = teller.say("no answers came" if ministry.reported else "no report")
        yield [cell(teller.brief(ministry), said, strong=True), "–", "–", *(whole if ministry.reported else ["–"] * 3)]
    for at, asked in enumerate(ministry.asked):
        yield [
            _beside(teller, ministry, asked.channel, asked.window, at),
            _invited(teller, asked),
            _rate(teller, asked),
            *(whole if at == 0 else [""] * 3),
        ]


def _invited(teller: Teller, asked: Asked) -> str:
    return teller.say("nobody invited") if asked.invited.n == 0 and not asked.invited.hidden else count(asked.invited)


def _rate(teller: Teller, asked: Asked) -> str:
    return "–" if asked.rr2 is None or asked.rr2.n == 0 else percent(asked.rr2, teller.language)


def _optouts(teller: Teller, ministry: Ministry) -> str:
    level = ministry.optouts_per_1000
    if level is None or (level.value is None and not level.hidden):
        return "–"
    return mark(level.hidden) if level.hidden or level.value is None else decimal(level.value, teller.language)


def _cost(teller: Teller, ministry: Ministry) -> str:
    level = ministry.cost_per_answer
    if level is None or (level.value is None and not level.hidden):
        return "–"
    if level.hidden or level.value is None:
        return mark(level.hidden)
    return f"{decimal(level.value, teller.language)}\u00a0{ministry.currency}"


def _last_week(teller: Teller, ministry: Ministry) -> str:
    return teller.say("no answers came" if ministry.silent else "answers came")


# --- method ----------------------------------------------------------------------------------------------------------------


def method(teller: Teller) -> Section:
    """Half a page: of what it is made, by which rules, what is held back and why, and where the data are."""
    meta = teller.overview.meta
    blocks = [text(teller.say("made of", day=long_date(meta.sunday, teller.language))), text(teller.say("rules"))]
    blocks += [heading(teller.say("held")), text(teller.say("suppression", METHOD)), *_held(teller)]
    key = "open data" if meta.open_data else "no open data"
    blocks.append(text(teller.say(key, url=meta.open_data, licence=one_line(meta.licence), version=meta.method_version)))
    if names := teller.shortened():
        blocks.append(small(teller.say("in full", names=listed(names, teller.language))))
    return Section(teller.say("method"), tuple(blocks), or_half=True)


def _held(teller: Teller) -> list[Block]:
    rows: list[list[Cell]] = [
        [cell(teller.brief(m) if at == 0 else "", strong=True), teller.say(why, METHOD) if why in METHOD else why, str(n)]
        for m in teller.overview.ministries
        for at, (why, n) in enumerate(m.suppression)
    ]
    heads = [Column(teller.say("ministry", OVERVIEW), 2), Column(teller.say("why", METHOD), 3)]
    return [table([*heads, Column(teller.say("figures", METHOD), 1, right=True)], rows)] if rows else []
