"""The first page of a report as words: what the mail, its plain-text twin and the page all print."""

from __future__ import annotations

from dataclasses import dataclass

from reports.night.shape import Count, Report, Response, Signal, Standing
from reports.words import of_days, word
from reports.words.mail import MAIL
from reports.words.numbers import count, from_to, likely, long_date, percent, short_date, with_interval
from reports.words.pages import PAGES
from reports.words.sentences import channel_head, channel_name, days_of, main_reasons, sentence
from reports.words.signals import done_sentence, is_judged, is_quiet, leading, reason_label, signal_sentence, weeks_apart

MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Number:
    """One of the three numbers: what it is, the number, and what stands behind it."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """A signal in words: as a whole sentence, and as the cells of a table."""

    sentence: str
    name: str
    channel: str
    apart: str
    """The words for a run of weeks, where the level alone does not show it."""
    now: str
    usual: str
    since: str
    reason: str
    owner: str
    age: str


@dataclass(frozen=True, slots=True)
class Glance:
    language: str
    title: str
    subtitle: str
    preheader: str
    notices: tuple[str, ...]
    sentences: tuple[str, ...]
    numbers: tuple[Number, ...]
    changed: tuple[Row, ...]
    unchanged: str
    """What is said where no signal is new."""
    open: tuple[Row, ...]
    done: tuple[tuple[str, str], ...]
    """What was done, and the note of whoever did it."""
    trust: tuple[str, ...]
    footer: tuple[str, ...]
    quiet: bool
    more_changed: str = ""
    """How many new signals are not among the rows, and where they are; empty where there are none."""
    more_open: str = ""
    """The same of open ones."""


def glance(report: Report) -> Glance:
    """The first page in the report's language; numbers exactly as the report holds them."""
    language = report.meta.language
    stand = leading(report)
    order = sorted(report.headline, key=lambda s: s is not stand)
    sentences = tuple(one_line(sentence(s, report)) for s in order)
    changed, more = _first([s for s in report.signals if s.state == "new"], report)
    still, more_still = _first([s for s in report.signals if s.state == "open"], report)
    return Glance(
        language,
        one_line(report.meta.name),
        _subtitle(report),
        changed[0].sentence if changed else "".join(sentences[:1]),
        _notices(report),
        sentences or (word(PAGES, "nothing to judge", language),),
        _numbers(stand, language) if stand else (),
        changed,
        word(PAGES, "nothing changed" if is_judged(report) else "nothing to judge", language),
        still,
        tuple((one_line(done_sentence(s, report)), one_line(s.action_note)) for s in report.signals if s.state == "closed"),
        trust_lines(report),
        _footer(report),
        is_quiet(report),
        more,
        more_still,
    )


def _first(signals: list[Signal], report: Report) -> tuple[tuple[Row, ...], str]:
    """The rows of the first signals, and the words for how many there are beside them."""
    rows, more = tuple(_row(s, report) for s in signals[:MOST_CHANGES]), len(signals) - MOST_CHANGES
    return rows, word(MAIL, "more changes", report.meta.language).format(n=more) if more > 0 else ""


def one_line(text: str) -> str:
    """A text without line breaks, whatever somebody typed; gaps that must not break stay."""
    return " ".join(part for part in text.replace("\t", " ").splitlines() if part).strip()


def brief(told: Glance, report: Report) -> tuple[str, ...]:
    """The six lines of a night in which nothing changed."""
    language, stand = told.language, leading(report)
    lines = [" ".join(told.sentences), told.unchanged]
    if stand is not None and (named := main_reasons(stand)):
        share = with_interval(named[0].share, language)
        lines.append(word(MAIL, "reason line", language).format(reason=named[0].label, share=share))
    if stand is not None:
        days, grade = days_of(stand.window), word(PAGES, f"grade {stand.grade}", language)
        trusted = dotted(grade, late(stand, language))
        lines.append(of_days(MAIL, "answers line", days, language).format(n=count(stand.answers), grade=trusted))
    return (*lines, " ".join(told.trust), " ".join(told.footer[:1]))


def _subtitle(report: Report) -> str:
    meta, language = report.meta, report.meta.language
    window = word(PAGES, "window", language).format(
        first=short_date(meta.window.first, language), last=short_date(meta.window.last, language)
    )
    return word(PAGES, "subtitle", language).format(
        day=long_date(meta.local_day, language), window=window, cut_off=meta.cut_off.replace("T", " ")[:16], zone=meta.zone
    )


def _notices(report: Report) -> tuple[str, ...]:
    """What a reader must know before the numbers: a preview, a day of 23 or 25 hours, many who want no more texts."""
    meta, language, found = report.meta, report.meta.language, []
    if meta.so_far:
        found.append(word(PAGES, "so far", language))
    if meta.day_hours != 24:
        found.append(word(PAGES, "day hours", language).format(hours=meta.day_hours))
    if report.operations.optout_alarm:
        found.append(word(PAGES, "stop alarm", language).format(n=count(report.operations.optouts)))
    return tuple(found)


def _numbers(stand: Standing, language: str) -> tuple[Number, ...]:
    named = main_reasons(stand)
    days, grade = days_of(stand.window), word(PAGES, f"grade {stand.grade}", language)
    range_ = likely(stand.positive, language)
    return (
        Number(
            f"{word(PAGES, 'big positive', language)} ({channel_name(stand.scope.channel, language)})",
            percent(stand.positive, language),
            word(PAGES, "big likely", language).format(likely=range_) if range_ else "",
        ),
        Number(
            word(PAGES, "big reason", language),
            f"{one_line(named[0].label)}, {percent(named[0].share, language)}"
            if named
            else word(PAGES, "nothing named", language),
            word(PAGES, "big asked", language).format(n=count(stand.reasons_asked)) if named else "",
        ),
        Number(of_days(PAGES, "big answers", days, language), count(stand.answers), dotted(grade, late(stand, language))),
    )


def late(stand: Standing, language: str) -> str:
    """How many of the answers are of days before and came too late for the report of theirs; empty for none."""
    return word(PAGES, "late", language).format(n=count(stand.late)) if stand.late != Count(0) else ""


def dotted(*parts: str) -> str:
    """What there is of the parts, in one line."""
    return " · ".join(filter(None, parts))


def _row(signal: Signal, report: Report) -> Row:
    language, ends = report.meta.language, (signal.expected_low, signal.expected_high)
    age = of_days(MAIL, "overdue" if signal.overdue else "days open", signal.days_open, language)
    return Row(
        one_line(signal_sentence(signal, report)),
        one_line(signal.name),
        channel_head(signal.scope.channel, language),
        weeks_apart(signal, language),
        with_interval(signal.now, language),
        from_to(ends[0], ends[1], language) if ends[0] is not None and ends[1] is not None else "–",
        short_date(signal.since, language),
        one_line(reason_label(signal, report)) or "–",
        one_line(signal.owner) or "–",
        age if signal.state == "open" else "",
    )


def trust_lines(report: Report) -> tuple[str, ...]:
    """Who was asked and who answered, per channel; who wants no more texts; places that are silent."""
    language, stops = report.meta.language, report.operations.optouts
    lines = [_asked(r, language) for r in report.response]
    lines.append(word(PAGES, "stops", language).format(n=count(stops)))
    heard = report.coverage
    if heard.register:
        lines.append(word(PAGES, "coverage", language).format(heard=heard.heard, register=heard.register, silent=heard.silent))
    return tuple(lines)


def _asked(response: Response, language: str) -> str:
    name, nobody = channel_head(response.channel, language), Count(0)
    if response.invited == nobody or response.rr2 is None:
        return word(PAGES, "trust nobody" if response.headline == nobody else "trust self", language).format(channel=name)
    rate = percent(response.rr2, language)
    return word(PAGES, "trust line", language).format(channel=name, invited=count(response.invited), rate=rate)


def _footer(report: Report) -> tuple[str, ...]:
    meta, language = report.meta, report.meta.language
    lines = []
    if meta.contact:
        lines.append(word(MAIL, "contact", language).format(contact=one_line(meta.contact)))
    if meta.open_data:
        lines.append(word(MAIL, "open data", language).format(url=meta.open_data, licence=one_line(meta.licence)))
    return tuple(lines)
