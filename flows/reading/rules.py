"""``rules``: how often, when, and how long."""

from __future__ import annotations

from datetime import timedelta

from flows.model import Rules
from flows.reading import keys, quantities
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.wording import Wordings

MOST_DAYS_NUMBERS = 90
MOST_DAYS_WORDS = 180


def read_rules(fields: Fields, wordings: Wordings, findings: Findings) -> Rules:
    group = fields.group("rules")
    if group is None:
        return Rules()
    own = Fields(group, keys.RULES, "*rules*", findings, fields.key_mark("rules"))
    own.refuse_others()
    for key in own.entries:
        wordings.marks[("rules", key)] = own.mark_of(key)
    usual = Rules()
    first, second = _hours(own, findings) or (usual.text_from, usual.text_until)
    return Rules(
        one_answer_every=_duration(own, "one answer per phone every", findings) or usual.one_answer_every,
        text_from=first,
        text_until=second,
        remind_after=_duration(own, "remind once after", findings),
        close_after=_duration(own, "close after", findings) or usual.close_after,
        resume_within=_duration(own, "resume a dropped call within", findings) or usual.resume_within,
        use_visits_within=_duration(own, "use visits from the last", findings),
        offers=_offers(own),
        keep_numbers=_days(own, "keep phone numbers for", MOST_DAYS_NUMBERS, findings) or usual.keep_numbers,
        keep_words=_days(own, "keep written answers for", MOST_DAYS_WORDS, findings) or usual.keep_words,
        small_numbers=_small_numbers(own) or usual.small_numbers,
    )


def _hours(own: Fields, findings: Findings) -> tuple[str, str] | None:
    text = own.text("text only between")
    read = quantities.hours(text) if text is not None else None
    if text is not None and read is None:
        findings.add("E214", own.mark_of("text only between"), value=text[:40])
    return read


def _duration(own: Fields, key: str, findings: Findings) -> timedelta | None:
    text = own.text(key)
    read = quantities.duration(text) if text is not None else None
    if text is not None and read is None:
        findings.add("E213", own.mark_of(key), value=text[:40])
    return read


def _days(own: Fields, key: str, most: int, findings: Findings) -> timedelta | None:
    """A duration in days or weeks, at most ``most`` days."""
    read = _duration(own, key, findings)
    if read is None:
        return None
    text = own.text(key) or ""
    if not text.rstrip("s").endswith((" day", " week")) or read > timedelta(days=most):
        findings.add("E612", own.mark_of(key), key=key, most=most)
        return None
    return read


def _small_numbers(own: Fields) -> str | None:
    text = own.text("small numbers")
    if text is not None and text not in keys.SMALL_NUMBERS:
        own.wrong_value("small numbers", own.mark_of("small numbers"), text, keys.SMALL_NUMBERS)
        return None
    return text


def _offers(own: Fields) -> tuple[str, ...]:
    offers = []
    for offer in own.texts("first screen offers"):
        if offer.text in keys.OFFERS:
            offers.append(offer.text)
        else:
            own.wrong_value("first screen offers", offer.mark, offer.text, keys.OFFERS)
    return tuple(dict.fromkeys(offers))
