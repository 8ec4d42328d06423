"""Part 6, can we trust this: how far each channel got, where people leave, who is heard, what the answers are worth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.forms.charts.steps import steps
from reports.forms.pdf_blocks import Block, Cell, Column, Section, cell, heading, small, text
from reports.forms.pdf_pages.printer import Printer
from reports.night.shape import ALL, Heard, Integrity, Leaving, Level, Quality, Response, Share, Weighted
from reports.words.numbers import count, decimal, percent, shown
from reports.words.page_trust import TRUST
from reports.words.sentences import channel_head

STEPS = ("invited", "delivered", "opened", "started", "headline", "completed")
MOST_LEFT = 6
"""Rows of where people leave: the worst, for whoever repairs a survey; the workbook has all."""
RATES = ("RR1", "RR2", "COOP1", "REF1", "CON1")


def trust(printer: Printer) -> Section:
    """A panel per channel, then what the house did and the last day alone."""
    report = printer.report
    blocks: list[Block] = []
    for response in report.response:
        quality = next((q for q in report.quality if q.channel == response.channel), None)
        blocks += [heading(printer.panel(response.channel)), *_reach(printer, response)]
        blocks += _leaving(printer, response.breakoff)
        blocks += _heard(printer, response, response.by_language, "language")
        blocks += _heard(printer, response, response.by_district, "district")
        blocks += _worth(printer, quality) if quality else []
    blocks += [*_operations(printer), *_tonight(printer), small(printer.say("marks"))]
    return Section(printer.say("trust", TRUST), tuple(blocks), or_half=True)


# --- how far, and where people leave ---------------------------------------------------------------------------------------


def _reach(printer: Printer, response: Response) -> list[Block]:
    drawn = [printer.drawn(steps(response, printer.language, 600), 78)] if response.started.n else []
    counts = [[printer.say(key, TRUST), count(getattr(response, key))] for key in STEPS]
    columns = [printer.column("step", 3, topic=TRUST), printer.column("people", 1, right=True, topic=TRUST)]
    table = [] if drawn else printer.table(columns, counts)
    return [*drawn, *table, *_rates(printer, response)]


def _rates(printer: Printer, response: Response) -> list[Block]:
    shares = [(key, getattr(response, key.lower())) for key in RATES]
    rows: list[list[Cell]] = [_of(printer, printer.say(key, TRUST), share) for key, share in shares if share is not None]
    self_chosen = [text(printer.say("self", TRUST))] if response.rr2 is None else []
    if response.completion.n or response.completion.hidden:
        rows.append(_of(printer, printer.say("completion", TRUST), response.completion))
    return [*self_chosen, *printer.table(_rate_columns(printer, "rate"), rows)]


def _rate_columns(printer: Printer, first: str) -> list[Column]:
    return [
        printer.column(first, 4, topic=TRUST),
        printer.column("share", 1.2, right=True, topic=TRUST),
        printer.column("people", 0.8, right=True, topic=TRUST),
    ]


def _of(printer: Printer, name: str, share: Share) -> list[Cell]:
    return [name, printer.share(share), count(share)]


def _leaving(printer: Printer, leaving: Sequence[Leaving]) -> list[Block]:
    titles = {s.survey: s.title for s in printer.report.surveys}
    columns = [
        printer.column("question", 3, topic=TRUST),
        printer.column("language", 1),
        printer.column("left", 1.2, right=True, topic=TRUST),
        printer.column("shown", 1.2, right=True, topic=TRUST),
    ]
    rows: list[list[Cell]] = [
        [
            cell(step.label, titles.get(step.survey, step.survey)),
            printer.say("all languages", TRUST) if step.language == ALL else printer.tongue(step.language),
            printer.share(step.share) if step.share.n != 0 else "–",
            count(step.share),
        ]
        for step in sorted(leaving, key=_worst)
    ]
    return [heading(printer.say("leaving", TRUST), 3), *printer.table(columns, rows, MOST_LEFT)] if rows else []


def _worst(step: Leaving) -> tuple[bool, Decimal, bool]:
    """The largest told share first, of equals that of all languages together; untold ones last."""
    share = shown(step.share)
    return share is None, -(share or Decimal(0)), step.language != ALL


def _heard(printer: Printer, response: Response, groups: Sequence[Heard], of: str) -> list[Block]:
    """Groups beside each other; one that is told over other days than its channel says over which."""
    columns = [
        printer.column(of, 3),
        printer.column("answers", 1, right=True),
        printer.column("response rate", 1.2, right=True, topic=TRUST),
        printer.column("positive", 1.2, right=True),
    ]
    rows: list[list[Cell]] = [
        [
            cell(g.name, printer.days(g.window) if g.window and g.window != response.window else ""),
            count(g.headline),
            printer.share(g.rr2) if g.rr2 else "",
            printer.share(g.positive),
        ]
        for g in groups
    ]
    return [heading(printer.say(f"heard {of}", TRUST), 3), *printer.table(columns, rows)] if rows else []


# --- what the answers are worth --------------------------------------------------------------------------------------------


def _worth(printer: Printer, quality: Quality) -> list[Block]:
    told = [
        ("flagged", quality.flagged),
        ("speeding", quality.speeding),
        ("straight", quality.straight_lining),
        ("with", quality.positive),
        ("without", quality.positive_trusted),
    ]
    weighted = quality.weighted
    if weighted and weighted.value:
        told.append(("weighted", weighted.value))
    rows = [_of(printer, printer.say(key, TRUST), share) for key, share in told]
    blocks = [heading(printer.say("worth", TRUST), 3), *printer.table(_rate_columns(printer, "check"), rows)]
    return [*blocks, *_weights(printer, weighted), *_integrity(printer, quality.integrity)]


def _weights(printer: Printer, weighted: Weighted | None) -> list[Block]:
    if weighted is None or weighted.n_eff is None or weighted.deff is None:
        return [small(printer.say("unweighted", TRUST))]
    n_eff, deff = (decimal(value, printer.language) for value in (weighted.n_eff, weighted.deff))
    return [small(printer.say("weight note", TRUST, n_eff=n_eff, deff=deff))]


def _integrity(printer: Printer, found: Sequence[Integrity]) -> list[Block]:
    columns = [
        printer.column("place", 2),
        printer.column("check", 3, topic=TRUST),
        printer.column("here", 1, right=True, topic=TRUST),
        printer.column("usual", 1, right=True, topic=TRUST),
    ]
    rows: list[list[Cell]] = [
        [i.name, printer.say(i.check, TRUST), printer.based(i.share), percent(i.usual, printer.language)] for i in found
    ]
    return [text(printer.say("integrity", TRUST)), *printer.table(columns, rows)] if rows else []


# --- what the house did ----------------------------------------------------------------------------------------------------


def _operations(printer: Printer) -> list[Block]:
    done = printer.report.operations
    lines = [
        *((printer.say("hold", TRUST, what=t.label), count(t.count)) for t in done.holds),
        *((printer.say("failure", TRUST, what=t.label), count(t.count)) for t in done.failures),
        (printer.say("stop", TRUST), count(done.optouts)),
        (printer.say("stop rate", TRUST), _level(printer, done.optouts_per_1000)),
        *((printer.say("privacy", TRUST, what=t.label), count(t.count)) for t in done.privacy),
        (printer.say("erasure", TRUST), _level(printer, done.erasure_days)),
        (printer.say("erasure oldest", TRUST), _level(printer, done.erasure_oldest) if done.erasure_oldest else ""),
    ]
    if done.cost_per_answer is not None:
        lines.append((printer.say("cost", TRUST, currency=done.currency), _level(printer, done.cost_per_answer)))
    rows: list[list[Cell]] = [[what, n] for what, n in lines if n]
    columns = [printer.column("kind", 4, topic=TRUST), printer.column("count", 1, right=True, topic=TRUST)]
    return [heading(printer.say("operations", TRUST)), *printer.table(columns, rows, 40)]


def _level(printer: Printer, level: Level) -> str:
    """A level with its decimals; empty where there is nothing to tell of."""
    if level.hidden:
        return count(level)
    return "" if level.value is None else decimal(level.value, printer.language)


def _tonight(printer: Printer) -> list[Block]:
    keys = ("opened", "started", "headline", "completed")
    columns = [printer.column("service", 3), *(printer.column(key, 1.2, right=True, topic=TRUST) for key in keys)]
    rows: list[list[Cell]] = [
        [cell(t.name, channel_head(t.channel, printer.language)), *(count(getattr(t, key)) for key in keys)]
        for t in printer.report.tonight
    ]
    return [heading(printer.say("tonight", TRUST)), *printer.table(columns, rows)] if rows else []
