"""The mail of Monday: the first page as HTML that needs no picture, and as plain text with the same numbers."""

from __future__ import annotations

from dataclasses import dataclass

from reports.forms.charts.chart import Chart
from reports.forms.charts.drawing import png
from reports.forms.charts.extent import about, extent
from reports.forms.glance import one_line
from reports.forms.mail import CHART_WIDTH, Mail, bulleted, template, wrapped
from reports.forms.overview_told import Teller
from reports.overview.shape import Extent, Ministry, Overview, Row
from reports.words.numbers import count, percent, with_interval
from reports.words.pages import PAGES
from reports.words.sentences import channel_name


@dataclass(frozen=True, slots=True)
class Line:
    """A ministry on one channel, in words: the cells of the mail's table."""

    name: str
    under: str
    positive: str
    trend: str
    rest: tuple[str, ...]


def as_overview_mail(overview: Overview) -> Mail:
    """The mail in the overview's language, complete with images off."""
    teller = Teller(overview)
    chart = extent(overview.extent, teller.language, CHART_WIDTH) if overview.extent else None
    images = (("extent", png(chart), chart.alt),) if chart else ()
    lines = [line for ministry in overview.ministries for line in _lines(teller, ministry)]
    told = [_told(teller, e) for e in overview.extent]
    views = {
        "t": teller,
        "lines": lines,
        "images": [(cid, alt) for cid, _, alt in images],
        "told": told,
        "footer": _footer(teller),
    }
    return Mail(teller.subject(), _text(teller, lines, chart, told), template("overview_mail.html").render(views), images)


def _lines(teller: Teller, ministry: Ministry) -> list[Line]:
    name = one_line(ministry.name)
    signals = ", ".join(part for part in teller.signals(ministry) if part)
    if not ministry.rows:
        why = teller.say("no answers came" if ministry.reported else "no report")
        return [Line(name, "", "–", why, (signals,) if ministry.reported else ())]
    return [_line(teller, name, row, signals if at == 0 else "") for at, row in enumerate(ministry.rows)]


def _line(teller: Teller, name: str, row: Row, signals: str) -> Line:
    grade = f"{count(row.answers)}, {teller.say(f'grade {row.grade}', PAGES)}"
    said, since = teller.trend(row)
    under = " · ".join(part for part in (channel_name(row.channel, teller.language), grade, teller.as_of(row)) if part)
    problem = "" if row.problem_share is None else teller.problem(row)
    rest = tuple(part for part in (teller.target(row), problem, signals) if part)
    return Line(name, under, with_interval(row.positive, teller.language), ", ".join(p for p in (said, since) if p), rest)


def _told(teller: Teller, of: Extent) -> str:
    """A service with its number, what the number is, and the share of bad answers it comes from."""
    kind = teller.say(f"dots {of.basis}")
    names = ", ".join((one_line(of.name), one_line(of.ministry_name), channel_name(of.channel, teller.language)))
    return f"{names}: {about(of)} ({kind}; {percent(of.negative, teller.language)})"


def _footer(teller: Teller) -> list[str]:
    meta = teller.overview.meta
    key = "open data" if meta.open_data else "no open data"
    return [
        teller.say("attached"),
        teller.say(key, url=meta.open_data, licence=one_line(meta.licence), version=meta.method_version),
    ]


def _text(teller: Teller, lines: list[Line], chart: Chart | None, told: list[str]) -> str:
    found = [one_line(teller.overview.meta.name), teller.subtitle(), ""]
    found += [part for line in (*teller.sentences(), *teller.notices()) for part in (line, "")]
    found += bulleted([f"{_plain(line)}." for line in lines])
    found += ["", teller.say("not comparable"), "", teller.say("extent").upper()]
    found += [chart.alt, "", *bulleted(told)] if chart else [teller.say("no extent")]
    found += ["", said] if (said := teller.excess()) else []
    return wrapped([*found, "", teller.say("marks", PAGES), "", *_footer(teller)])


def _plain(line: Line) -> str:
    name = f"{line.name} ({line.under})" if line.under else line.name
    return "; ".join((f"{name}: {line.positive}" if line.under else name, line.trend, *line.rest))
