"""One sentence about how a scope stands: level, interval, moved or not, since when, and at most two reasons."""

from __future__ import annotations

from reports.night.shape import ALL, Count, Reason, Report, Standing, Trend, Window
from reports.suppress import BASE
from reports.words import word
from reports.words.numbers import count, day_month, from_to, likely, of_hundred, percent, shown
from reports.words.sentence_texts import CHANNELS, EMPTY, MOVEMENT, OPENING, REASON, WHEN

TEXTS = "sms"
"""The channel by which people are invited."""
FEW_ASKED = 10
"""A reason is named only if at least so many people were asked for one."""
CLOSE = 5
"""Two reasons are named where their shares lie within so many points."""


def sentence(standing: Standing, report: Report) -> str:
    """The sentence in the report's language; whole templates, at most 240 signs in English for ordinary names."""
    language = report.meta.language
    if shown(standing.positive) is None or standing.movement in ("none", "few"):
        return _without_level(standing, report)
    trend = standing.trend
    return word(MOVEMENT, _movement(standing), language).format(
        opening=_opening(standing, language),
        reason=_reason(standing, report),
        since=day_month(trend.since, language) if trend and trend.since else "",
        weeks=trend.weeks if trend else 0,
        usual=_usual(trend, language),
    )


def days_of(window: Window) -> int:
    """How many local days a window has."""
    return (window.last - window.first).days + 1


def channel_name(channel: str, language: str) -> str:
    """How a channel is called inside a sentence: ``SMS`` and ``USSD`` are the same in every language, calls have a word."""
    return word(CHANNELS, channel, language) if channel in CHANNELS else channel.upper()


def channel_head(channel: str, language: str) -> str:
    """The same where a line begins with it."""
    name = channel_name(channel, language)
    return name[:1].upper() + name[1:]


def when(window: Window, fresh: bool, language: str) -> str:
    """``In the 28 days to 2 June``, with a word where nothing newer may be told."""
    days = days_of(window)
    key = "as of" if not fresh else "day" if days == 1 else "window"
    return word(WHEN, key, language).format(days=days, date=day_month(window.last, language))


def period(window: Window, language: str) -> str:
    """``in the 28 days to 2 June``, as it stands inside a sentence."""
    days = days_of(window)
    return word(EMPTY, "one day" if days == 1 else "period", language).format(days=days, date=day_month(window.last, language))


def main_reasons(standing: Standing) -> tuple[Reason, ...]:
    """The reason named most, and the second where it lies within five points; none where too few were asked or it is hidden."""
    asked = standing.reasons_asked
    if asked.hidden or asked.n is None or asked.n < FEW_ASKED:
        return ()
    named = [r for r in standing.reasons if shown(r.share)]
    if not named:
        return ()
    top = named[0].share.value or 0
    return tuple(r for r in named[:2] if (top - (r.share.value or 0)) * 100 <= CLOSE)


def _movement(standing: Standing) -> str:
    """The movement whose words can be said with what the trend tells."""
    trend, movement = standing.trend, standing.movement
    if movement in ("down", "up") and not (trend and trend.since):
        return "unjudged"
    if movement == "steady" and not (trend and trend.lower is not None and trend.upper is not None):
        return "unjudged"
    return movement


def _opening(standing: Standing, language: str) -> str:
    value = shown(standing.positive)
    assert value is not None, "a sentence with a level is about a level that is shown"
    key = "all" if value == 1 else "nobody" if value == 0 else "level"
    return word(OPENING, key, language).format(
        when=when(standing.window, standing.fresh, language),
        level=of_hundred(value, language),
        likely=likely(standing.positive, language),
        n=count(standing.positive),
        scope=standing.name,
        channel=channel_name(standing.scope.channel, language),
    )


def _usual(trend: Trend | None, language: str) -> str:
    if trend is None or trend.lower is None or trend.upper is None:
        return ""
    return from_to(trend.lower, trend.upper, language)


def _reason(standing: Standing, report: Report) -> str:
    """Said only of what is lower than usual, or has a signal that is not closed."""
    signalled = any(s.scope == standing.scope and s.state != "closed" for s in report.signals)
    named = main_reasons(standing) if standing.movement == "down" or signalled else ()
    key = ("no reason", "one reason", "two reasons")[len(named)]
    first, second = (*(_named(r, report.meta.language) for r in named), "", "")[:2]
    return word(REASON, key, report.meta.language).format(first=first, second=second)


def _named(reason: Reason, language: str) -> str:
    share = percent(reason.share, language)
    return word(REASON, "reason", language).format(label=in_sentence(reason.label), share=share)


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: its first letter small, unless the word is all in capitals."""
    first = label.split(maxsplit=1)[0] if label.split() else ""
    return label if first.isupper() else label[:1].lower() + label[1:]


def _without_level(standing: Standing, report: Report) -> str:
    language = report.meta.language
    invited, key = Count(0), _empty(standing)
    if key == "none" and (standing.scope.service, standing.scope.district, standing.scope.facility) == (ALL, ALL, ALL):
        key, invited = _invited(standing, report)
    return word(EMPTY, key, language).format(
        scope=standing.name,
        channel=channel_name(standing.scope.channel, language),
        period=period(standing.window, language),
        invited=count(invited),
        n=count(standing.answers),
    )


def _empty(standing: Standing) -> str:
    answers = standing.answers
    if answers.hidden or answers.n is None:
        return "few" if (answers.hidden or BASE) == BASE else "untold"
    return "none" if answers.n == 0 else "hidden"


def _invited(standing: Standing, report: Report) -> tuple[str, Count]:
    """Of a ministry without answers: which sentence, and how many invitations it speaks of."""
    asked = next((r for r in report.response if r.channel == standing.scope.channel), None)
    if asked is None or asked.invited.n == 0:
        going_on = standing.scope.channel == TEXTS and report.operations.optouts_per_1000.n != 0
        return "invited lately" if going_on else "nobody invited", Count(0)
    if asked.delivered.n == 0 and not asked.delivered.hidden:
        return "undelivered", asked.invited
    return "one invited" if asked.invited.n == 1 else "invited", asked.invited
