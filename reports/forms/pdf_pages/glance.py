"""Part 1, at a glance: the sentence, three numbers, the trend, what changed, what was done, one line of trust."""

from __future__ import annotations

from reports.forms.charts.xmr import xmr
from reports.forms.glance import dotted, late
from reports.forms.pdf_blocks import Block, Cell, Section, cell, heading, lead, notice, numbers, small, text
from reports.forms.pdf_pages.printer import Printer
from reports.night.shape import ALL, Count, Response, Signal, Standing
from reports.words.numbers import count, day_month, from_to, likely, percent, shown
from reports.words.page_columns import COLUMNS
from reports.words.sentences import channel_head, channel_name, days_of, main_reasons, sentence
from reports.words.signals import action_word, drawn_first, is_judged, reason_label, reason_labels, weeks_apart

MOST_SIGNALS = 5


def glance(printer: Printer) -> Section:
    """The one page that is read by everybody."""
    report = printer.report
    order = sorted(report.headline, key=lambda s: s.scope.channel != report.leading)
    blocks: list[Block] = [*_notices(printer)]
    for at, standing in enumerate(order):
        blocks += [lead(sentence(standing, report)) if at == 0 else text(sentence(standing, report))]
    if len(order) > 1:
        blocks.append(small(printer.say("apart")))
    blocks += [numbers(_three(printer, s)) for s in order if shown(s.positive) is not None]
    drawn = drawn_first(report)
    blocks += [printer.drawn(xmr(s, printer.language, 640), 80 if len(drawn) == 1 else 60) for s in drawn]
    blocks += [*_changed(printer), *_done(printer), *_trust(printer)]
    return Section(printer.say("glance"), tuple(blocks), new_page=False)


def _notices(printer: Printer) -> list[Block]:
    meta, operations = printer.report.meta, printer.report.operations
    told = [notice(printer.say("so far"))] if meta.so_far else []
    if operations.optout_alarm:
        told.append(notice(printer.say("stop alarm", n=count(operations.optouts))))
    return told if meta.day_hours == 24 else [*told, small(printer.say("day hours", hours=meta.day_hours))]


def _three(printer: Printer, standing: Standing) -> list[tuple[str, str, str]]:
    """Positive share, main problem, answers; of one channel."""
    language, channel = printer.language, channel_head(standing.scope.channel, printer.language)
    positive = printer.say("big positive")
    named = main_reasons(standing)[:1]
    reason = f"{named[0].label} {percent(named[0].share, language)}" if named else printer.say("nothing named")
    asked = printer.say("big asked", n=count(standing.reasons_asked)) if named else ""
    answers = printer.of_days("big answers", days_of(standing.window))
    return [
        (
            f"{channel} · {positive}",
            percent(standing.positive, language),
            printer.say("big likely", likely=likely(standing.positive, language)),
        ),
        (f"{channel} · {printer.say('big reason')}", reason, asked),
        (
            f"{channel} · {answers}",
            count(standing.answers),
            dotted(printer.say(f"grade {standing.grade}"), late(standing, language)),
        ),
    ]


# --- signals ---------------------------------------------------------------------------------------------------------------


def _changed(printer: Printer) -> list[Block]:
    """New signals, then those that are still open; a sentence where there are none."""
    signals = printer.report.signals
    new, still = ([s for s in signals if s.state == state] for state in ("new", "open"))
    blocks = [heading(printer.say("changed"))]
    blocks += _signals(printer, new) or [
        text(printer.say("nothing changed" if is_judged(printer.report) else "nothing to judge"))
    ]
    if still:
        blocks += [heading(printer.say("still open")), *_signals(printer, still)]
    return blocks


def _signals(printer: Printer, signals: list[Signal]) -> list[Block]:
    columns = [
        printer.column("what", 2.6),
        printer.column("now", 1.2, right=True),
        printer.column("expected", 1, right=True),
        printer.column("since", 1.2),
        printer.column("reason", 1.2),
        printer.column("owner", 1.5),
    ]
    return printer.table(columns, [_signal(printer, s) for s in signals], MOST_SIGNALS)


def _signal(printer: Printer, signal: Signal) -> list[Cell]:
    language = printer.language
    low, high = signal.expected_low, signal.expected_high
    told = printer.say(signal.direction, COLUMNS)
    apart = weeks_apart(signal, language)
    where = " · ".join(part for part in (told, measure(printer, signal.measure), channel_of(printer, signal), apart) if part)
    age = printer.of_days("days", signal.days_open, COLUMNS) if signal.state == "open" else ""
    late = printer.say("overdue", COLUMNS) if signal.overdue else ""
    return [
        cell(signal.name, where, strong=True),
        printer.based(signal.now),
        "" if low is None or high is None else from_to(low, high, language),
        cell(day_month(signal.since, language), " · ".join(part for part in (age, late) if part)),
        reason_label(signal, printer.report),
        signal.owner,
    ]


def channel_of(printer: Printer, signal: Signal) -> str:
    return "" if signal.scope.channel == ALL else channel_name(signal.scope.channel, printer.language)


def measure(printer: Printer, code: str) -> str:
    """The words of a measure that signals are judged by; a reason's share is called by the reason."""
    if code.startswith("reason:"):
        reason = code.removeprefix("reason:")
        return reason_labels(printer.report).get(reason, reason)
    return printer.say(f"measure {code}", COLUMNS) if f"measure {code}" in COLUMNS else code


def _done(printer: Printer) -> list[Block]:
    closed = [s for s in printer.report.signals if s.state == "closed"]
    columns = [printer.column("what", 2), printer.column("action", 3), printer.column("day", 1), printer.column("open", 1)]
    rows: list[list[Cell]] = [
        [
            cell(s.name, " · ".join(p for p in (measure(printer, s.measure), channel_of(printer, s)) if p), strong=True),
            cell(action_word(s.action, printer.language), s.action_note),
            day_month(s.action_day, printer.language) if s.action_day else "",
            printer.of_days("days", s.days_open, COLUMNS),
        ]
        for s in closed
    ]
    follow = printer.report.follow_through
    blocks = [heading(printer.say("done"))]
    blocks += printer.table(columns, rows, MOST_SIGNALS) or [text(printer.say("nothing done"))]
    if not follow.opened:
        return blocks
    told = {
        "opened": follow.opened,
        "acted": follow.acted,
        "quiet": follow.quiet,
        "open": follow.open,
        "overdue": follow.overdue,
    }
    return [*blocks, small(printer.say("follow", **told))]


# --- trust -----------------------------------------------------------------------------------------------------------------


def _trust(printer: Printer) -> list[Block]:
    report = printer.report
    told = [_reached(printer, r) for r in report.response]
    told.append(printer.say("stops", n=count(report.operations.optouts)))
    cover = report.coverage
    if cover.register:
        told.append(printer.say("coverage", heard=cover.heard, register=cover.register, silent=cover.silent))
    return [heading(printer.say("trust short")), text(" ".join(told))]


def _reached(printer: Printer, response: Response) -> str:
    name = channel_head(response.channel, printer.language)
    if response.rr2 is None:
        return printer.say("trust nobody" if response.headline == Count(0) else "trust self", channel=name)
    return printer.say(
        "trust line", channel=name, invited=count(response.invited), rate=percent(response.rr2, printer.language)
    )
