"""Part 3, reasons: why people were not satisfied, how long they waited, and what they wrote."""

from __future__ import annotations

from reports.forms.charts.dots import reasons as dots
from reports.forms.pdf_blocks import Block, Cell, Section, heading, quote, small, text
from reports.forms.pdf_pages.printer import Printer
from reports.night.shape import Standing, Texts
from reports.words.numbers import count, decimal, minutes, short_date, shown
from reports.words.sentences import main_reasons


def reasons(printer: Printer) -> Section:
    """Reasons per channel, of the two services with most dissatisfied as well; waiting; texts."""
    blocks = [block for channel in printer.channels() for block in _panel(printer, channel)]
    blocks += _texts(printer, printer.report.texts) if printer.report.texts else []
    if not blocks:
        return Section(printer.say("reasons"), (text(printer.say("no reasons")),), new_page=False)
    return Section(printer.say("reasons"), (*blocks, small(printer.say("marks"))), or_half=True)


def _panel(printer: Printer, channel: str) -> list[Block]:
    ministry = [s for s in printer.report.headline if s.scope.channel == channel]
    own = [s for s in printer.report.services if s.scope.channel == channel]
    asked = [*ministry, *[s for s in own if main_reasons(s)][:2]]
    told = [block for at, s in enumerate(asked) if main_reasons(s) for block in _why(printer, s, drawn=at == 0)]
    told += _waiting(printer, [*ministry, *own])
    return [heading(printer.panel(channel)), *told] if told else []


def _why(printer: Printer, standing: Standing, *, drawn: bool) -> list[Block]:
    """The reasons of one scope: a figure for the ministry, a table for a service."""
    base = small(printer.say("reasons base", n=count(standing.reasons_asked)))
    if drawn:
        return [printer.drawn(dots(standing, printer.language, 620), 84), base]
    columns = [printer.column("reason", 3), printer.column("now", 1, right=True), printer.column("before", 1, right=True)]
    rows: list[list[Cell]] = [
        [r.label, printer.share(r.share), printer.share(r.before) if r.before else ""] for r in standing.reasons
    ]
    return [heading(standing.name, 3), *printer.table(columns, rows), base]


def _waiting(printer: Printer, standings: list[Standing]) -> list[Block]:
    columns = [
        printer.column("what", 3),
        printer.column("median", 1.5, right=True),
        printer.column("p90", 1.5, right=True),
        printer.column("answers", 0.8, right=True),
    ]
    rows: list[list[Cell]] = [
        [
            printer.named(s),
            minutes(s.wait_median, printer.language),
            minutes(s.wait_p90, printer.language) if s.wait_p90 else "",
            count(s.wait_median),
        ]
        for s in standings
        if s.wait_median is not None and (shown(s.wait_median) is not None)
    ]
    return [heading(printer.say("waiting"), 3), *printer.table(columns, rows)] if rows else []


def _texts(printer: Printer, texts: Texts) -> list[Block]:
    language = printer.language
    columns = [printer.column("theme", 3), printer.column("now", 1, right=True), printer.column("before", 1, right=True)]
    rows: list[list[Cell]] = [
        [t.label, printer.share(t.share), printer.share(t.before) if t.before else ""] for t in texts.themes
    ]
    heads = [
        printer.column("word", 2),
        printer.column("language", 1),
        printer.column("speakers", 1, right=True),
        printer.column("z", 2, right=True),
    ]
    words: list[list[Cell]] = [
        [w.word, printer.tongue(w.language), str(w.speakers), decimal(w.z, language)] for w in texts.words
    ]
    danger = [] if texts.danger.n == 0 else [text(printer.say("danger", n=count(texts.danger)))]
    blocks = [heading(printer.say("themes")), text(printer.say("texts", n=count(texts.texts))), *danger]
    blocks += printer.table(columns, rows)
    blocks += [heading(printer.say("words"), 3), *printer.table(heads, words)] if words else []
    return [*blocks, *_quotations(printer, texts)]


def _quotations(printer: Printer, texts: Texts) -> list[Block]:
    quotes = [
        quote(
            q.text,
            printer.say(
                "released by", language=printer.tongue(q.language), day=short_date(q.day, printer.language), name=q.released_by
            ),
        )
        for q in texts.quotations
    ]
    return [heading(printer.say("quotations"), 3), *quotes] if quotes else []
