"""What is said of a signal in one line, of what was done about it, and the subject of the mail."""

from __future__ import annotations

from collections.abc import Sequence

from reports.night.shape import Report, Signal, Standing
from reports.words import of_days, word
from reports.words.numbers import day_month, from_to, interval, of_hundred, percent, short_date, shown
from reports.words.sentences import days_of, in_sentence
from reports.words.signal_texts import SIGNALS


def signal_sentence(signal: Signal, report: Report) -> str:
    """Place or service, now, what is usual, since when, and the reason named most; no cause is claimed."""
    language, value, reason = report.meta.language, shown(signal.now), reason_label(signal, report)
    ends = (signal.expected_low, signal.expected_high)
    key = "untold" if value is None else _parts(_run(signal), None not in ends, bool(reason))
    return word(SIGNALS, key, language).format(
        name=signal.name,
        now=of_hundred(value, language) if value is not None else "",
        usual=from_to(ends[0], ends[1], language) if ends[0] is not None and ends[1] is not None else "",
        since=day_month(signal.since, language),
        reason=in_sentence(reason),
    )


def done_sentence(signal: Signal, report: Report) -> str:
    """What closed a signal, and when."""
    language = report.meta.language
    day = short_date(signal.action_day, language) if signal.action_day else ""
    key = "done" if signal.action_day else "done undated"
    return word(SIGNALS, key, language).format(name=signal.name, action=action_word(signal.action, language), day=day)


def action_word(action: str, language: str) -> str:
    """The word for a recorded action; one that has no word yet is printed as it was recorded."""
    return word(SIGNALS, action, language) if action in SIGNALS else action


def reason_label(signal: Signal, report: Report) -> str:
    """How the reason named most is called in this report; empty if there is none."""
    return reason_labels(report).get(signal.top_reason, signal.top_reason)


def reason_labels(report: Report) -> dict[str, str]:
    """Code of a reason -> its label, from wherever the report gives it."""
    standings: Sequence[Standing] = (*report.headline, *report.services, *report.districts)
    found = {r.code: r.label for s in (*standings, *(f.standing for f in report.facilities)) for r in s.reasons}
    return {**found, "": ""}


def leading(report: Report) -> Standing | None:
    """The ministry's standing on the channel that leads the page; where none does, of one that somebody answered on."""
    heard = (s for s in report.headline if (s.scope.channel == report.leading if report.leading else s.movement != "none"))
    return next(heard, next(iter(report.headline), None))


def drawn_first(report: Report) -> tuple[Standing, ...]:
    """Whose trend the first page draws: channels that moved, else the leading one; of each only a level that is told."""
    told = sorted((s for s in report.headline if shown(s.positive) is not None), key=lambda s: s is not leading(report))
    return tuple(s for s in told if s.movement in ("down", "up")) or tuple(told[:1])


def subject(report: Report) -> str:
    """One line: the level, and the first that holds of new concerns, new improvements, open ones, change, no change."""
    moved = next((s for s in drawn_first(report) if s.movement in ("down", "up")), None)
    language = report.meta.language
    new = {kind: [s for s in report.signals if s.state == "new" and s.direction == kind] for kind in ("concern", "improvement")}
    open_ones = [s for s in report.signals if s.state == "open" and s.direction == "concern"]
    chosen = new["concern"] or new["improvement"]
    stand = leading(report) if chosen or open_ones else moved or leading(report)
    told = stand is not None and shown(stand.positive) is not None
    key = _subject(new, len(open_ones), report, stand) if told else _without(stand, len(new["concern"]))
    line = of_days(SIGNALS, key, days_of(report.meta.window), language).format(
        ministry=report.meta.name,
        day=day_month(report.meta.local_day, language),
        level=percent(stand.positive, language) if stand else "",
        interval=interval(stand.positive) if stand else "",
        k=len(chosen) or len(open_ones),
        what=_what(chosen, report),
    )
    return " ".join(line.split())


def is_judged(report: Report) -> bool:
    """Whether the ministry's trend can be judged on any channel: only then the subject, the mail and the page may say that
    nothing changed."""
    return any(s.movement in ("down", "up", "steady") for s in report.headline)


def is_quiet(report: Report) -> bool:
    """Whether nothing changed: no signal is new, open or just closed, and the ministry moves on no channel."""
    return not report.signals and all(s.movement not in ("down", "up") for s in report.headline)


def weeks_apart(signal: Signal, language: str) -> str:
    """``low weeks`` or ``high weeks``, where the level alone does not show why the signal is one; else nothing."""
    side = _run(signal)
    return word(SIGNALS, f"{side} weeks", language) if side else ""


def _run(signal: Signal) -> str:
    """``low`` or ``high``: of weeks that are unusual together while the level itself lies in the usual range of one week."""
    low, high, value = signal.expected_low, signal.expected_high, shown(signal.now)
    if signal.rule != "trend" or signal.measure != "positive" or value is None or low is None or high is None:
        return ""
    return ("low" if signal.direction == "concern" else "high") if low <= value <= high else ""


def _parts(run: str, usual: bool, reason: bool) -> str:
    if run:
        return f"{run} reason" if reason else run
    return {(True, True): "usual and reason", (True, False): "usual", (False, True): "reason"}.get((usual, reason), "bare")


def _subject(new: dict[str, list[Signal]], still: int, report: Report, stand: Standing | None) -> str:
    for kind, signals in new.items():
        if signals:
            return f"subject one {kind}" if len(signals) == 1 else f"subject {kind}s"
    if still:
        return "subject one open" if still == 1 else "subject open"
    movement = stand.movement if stand else "none"
    return f"subject {movement}" if movement in ("down", "up") else "subject calm" if is_judged(report) else "subject early"


def _without(stand: Standing | None, concerns: int) -> str:
    if concerns:
        return "subject few concerns"
    nobody = stand is None or (stand.answers.n == 0 and not stand.answers.hidden)
    return "subject none" if nobody else "subject few"


def _what(signals: Sequence[Signal], report: Report) -> str:
    """Where, and the reason if all share one: ``waiting at 2 places``."""
    if not signals:
        return ""
    language, reasons = report.meta.language, {s.top_reason for s in signals}
    reason = in_sentence(reason_label(signals[0], report)) if len(reasons) == 1 else ""
    key = f"what{' reason' if reason else ''}{' places' if len(signals) > 1 else ''}"
    return word(SIGNALS, key, language).format(name=signals[0].name, reason=reason, k=len(signals))
