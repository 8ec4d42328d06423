"""The overview as a tidy table: one number in each row, UTF-8, all fields quoted; a hidden one has its reason in its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reports.night.shape import Count, Level, Share
from reports.overview.shape import Extent, Heard, Ministry, Overview, Row, Shift, Split

COLUMNS = (
    "week_to", "ministry", "ministry_name", "part", "channel", "code", "name", "measure", "n", "value", "lower", "upper",
    "says", "hidden",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is computed by spreadsheets; it is written behind an apostrophe."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number, or one word of a fixed list (``says``)."""

    ministry: str
    ministry_name: str
    part: str
    measure: str
    channel: str = ""
    code: str = ""
    name: str = ""
    n: int | None = None
    value: Decimal | int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    says: str = ""
    hidden: str = ""


def as_overview_csv(overview: Overview) -> bytes:
    """Every number of the overview; the same overview gives the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines_of(overview):
        values = (getattr(line, name) for name in COLUMNS[1:])
        writer.writerow([overview.meta.sunday.isoformat(), *map(_field, values)])
    return out.getvalue().encode()


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def lines_of(overview: Overview) -> Iterator[Line]:
    """Every number and word of the overview, part by part."""
    for measure, shift in (("biggest worsening", overview.worst), ("biggest improvement", overview.best)):
        if shift:
            yield _shift(measure, shift)
    if found := overview.oldest:
        blank = Line(found.ministry, found.ministry_name, "sentences", "days open", found.channel, name=found.name)
        yield replace(blank, value=found.days_open, says="overdue" if found.overdue else "open")
    for ministry in overview.ministries:
        yield from _ministry(ministry, overview.meta.sunday)
    yield from (_extent(extent) for extent in overview.extent)
    yield from _map(overview)


def _shift(measure: str, shift: Shift) -> Line:
    line = Line(shift.ministry, shift.name, "sentences", measure, shift.channel, value=shift.distance)
    return replace(line, says=f"since {shift.since}" if shift.since else "")


def _extent(of: Extent) -> Line:
    measure = "dissatisfied users, estimated" if of.basis == "visits" else "dissatisfied answers above average"
    line = Line(of.ministry, of.ministry_name, "extent", measure, of.channel, of.service, of.name, of.negative.n)
    return replace(line, value=of.dissatisfied)


def _map(overview: Overview) -> Iterator[Line]:
    for district in overview.districts:
        for column, verdict in zip(overview.columns, district.verdicts, strict=True):
            if verdict:
                line = Line(column.ministry, column.name, "districts", "change", column.channel, name=district.name)
                yield replace(line, says=verdict)


# --- one ministry ----------------------------------------------------------------------------------------------------------


def _ministry(of: Ministry, sunday: date) -> Iterator[Line]:
    blank = Line(of.key, of.name, "ministry", "report", says="released" if of.reported else "missing")
    yield blank
    if not of.reported:
        return
    yield replace(blank, measure="last 7 days", says="no answers" if of.silent else "answers")
    for row in of.rows:
        yield from _row(replace(blank, part="matrix", channel=row.channel, says=""), row)
    yield from _signals(replace(blank, part="signals", says=""), of)
    yield from (_heard(replace(blank, part="heard", says=""), heard, sunday) for heard in of.heard)
    for split in of.sex:
        yield from _split(replace(blank, part="heard", channel=split.channel, says=""), split)
    for excess in of.excess:
        line = replace(blank, part="extent", measure="dissatisfied answers above average, places", channel=excess.channel)
        yield replace(line, value=excess.people, says=f"{excess.places} places, as of {excess.window.last}")
    yield from _programme(replace(blank, part="programme", says=""), of)
    for why, n in of.suppression:
        yield replace(blank, part="suppression", measure="figures held back", code=why, value=n)


def _row(blank: Line, row: Row) -> Iterator[Line]:
    yield _share(replace(blank, measure="positive", says="" if row.fresh else f"as of {row.window.last}"), row.positive)
    yield _count(replace(blank, measure="answers", says=f"trust {row.grade}" if row.grade else ""), row.answers)
    yield replace(blank, measure="change", says=row.verdict)
    if row.target is not None:
        yield replace(blank, measure="target", value=row.target, says=row.assurance)
    if row.problem_share is not None:
        yield _share(replace(blank, measure="main problem", name=row.problem), row.problem_share)


def _signals(blank: Line, of: Ministry) -> Iterator[Line]:
    if of.follow is None:
        return
    for measure in ("opened", "acted", "quiet", "open", "overdue"):
        yield replace(blank, measure=measure, value=getattr(of.follow, measure))
    if of.follow.closure_share is not None:
        yield replace(blank, measure="closed with action, share", value=of.follow.closure_share)
    if of.median_open is not None:
        yield replace(blank, measure="median days open", value=of.median_open)


def _heard(blank: Line, heard: Heard, sunday: date) -> Line:
    line = replace(blank, channel=heard.channel, code=heard.code, name=heard.name, measure=f"answers by {heard.group}")
    ratio = f"{heard.ratio} of what {heard.against} let expect" if heard.ratio is not None else ""
    as_of = f"as of {heard.window.last}" if heard.window and heard.window.last != sunday else ""
    return _count(replace(line, says=", ".join(part for part in (ratio, as_of) if part)), heard.answers)


def _split(blank: Line, split: Split) -> Iterator[Line]:
    for label, share in split.parts:
        yield _share(replace(blank, measure="share by sex", name=label), share)


def _programme(blank: Line, of: Ministry) -> Iterator[Line]:
    for asked in of.asked:
        yield _count(replace(blank, channel=asked.channel, measure="invited"), asked.invited)
        if asked.rr2 is not None:
            yield _share(replace(blank, channel=asked.channel, measure="rr2"), asked.rr2)
    if of.optouts_per_1000 is not None:
        yield _level(replace(blank, measure="opt-outs per 1000"), of.optouts_per_1000)
    if of.cost_per_answer is not None:
        yield _level(replace(blank, measure="cost per completed answer", says=of.currency), of.cost_per_answer)


def _share(line: Line, of: Share) -> Line:
    if of.hidden:
        return replace(line, n=of.n, hidden=of.hidden)
    return replace(line, n=of.n, value=of.value, lower=of.lower, upper=of.upper)


def _count(line: Line, of: Count) -> Line:
    return replace(line, value=None if of.hidden else of.n, hidden=of.hidden)


def _level(line: Line, of: Level) -> Line:
    return replace(line, n=of.n, value=None if of.hidden else of.value, hidden=of.hidden)
