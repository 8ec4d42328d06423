"""The one sentence about a scope, the line about a signal and the subject of the mail, night by night."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from night_sample import all_positive, night_without, quiet_night, sample
from night_sample_parts import DAY, WINDOW, count, share

from reports.night.shape import Count, Report, Scope, Share, Standing, Window
from reports.words import LANGUAGES
from reports.words.numbers import NBSP
from reports.words.sentences import sentence
from reports.words.signals import done_sentence, is_quiet, signal_sentence, subject

BUSY = replace(sample(), meta=replace(sample().meta, name="Health"))
STAND = replace(BUSY.headline[0], name="health services")


def said(standing: Standing, report: Report = BUSY) -> str:
    return sentence(standing, report).replace(NBSP, " ")


def without_signals(standing: Standing) -> str:
    return said(standing, replace(BUSY, signals=()))


OPENING = (
    "In the 28 days to 7 June, 78 of every 100 who answered by SMS rated “health services” good or very good"
    " (likely 74 to 82; 412 answers); "
)
TREND = STAND.trend
assert TREND is not None


@pytest.mark.parametrize(
    ("movement", "weeks", "words"),
    [
        ("short", 3, "measuring has just begun, there is no trend yet."),
        ("trial", 7, "too early to say whether it is changing (7 of 13 weeks)."),
        ("down", 26, "this is lower than usual since the week of 11 May; named most: waiting (41 %)."),
        ("up", 26, "this is higher than usual since the week of 11 May."),
        ("steady", 26, "no real change: within its usual range of 66 to 90."),
    ],
)
def test_every_movement_has_its_words(movement: str, weeks: int, words: str) -> None:
    standing = replace(STAND, movement=movement, trend=replace(TREND, weeks=weeks))  # type: ignore[arg-type]
    assert without_signals(standing) == OPENING + words
    assert len(said(standing)) <= 240


def test_two_reasons_are_named_where_they_lie_within_five_points() -> None:
    close = replace(STAND, reasons=(STAND.reasons[0], replace(STAND.reasons[1], share=share(29, 79))))
    assert without_signals(close).endswith("named most: waiting (41 %) and staff manner (37 %).")
    assert len(without_signals(close)) <= 240


def test_a_reason_of_too_few_is_not_named() -> None:
    assert "named most" not in without_signals(replace(STAND, reasons_asked=count(9)))
    hidden = replace(STAND.reasons[0], share=replace(STAND.reasons[0].share, hidden="count_1_4"))
    assert "waiting" not in without_signals(replace(STAND, reasons=(hidden,)))


def test_an_open_signal_brings_the_reason_though_nothing_moved() -> None:
    steady = replace(STAND, movement="steady")
    signal = replace(BUSY.signals[0], scope=STAND.scope, state="open")
    assert "named most: waiting" in said(steady, replace(BUSY, signals=(signal,)))
    assert "named most" not in said(steady, replace(BUSY, signals=(replace(signal, state="closed"),)))


@pytest.mark.parametrize(
    ("window", "fresh", "words"),
    [
        (WINDOW, True, "In the 28 days to 7 June, "),
        (Window(WINDOW.first - timedelta(days=13), DAY), True, "In the 41 days to 7 June, "),
        (Window(DAY, DAY), True, "On 7 June, "),
        (Window(date(2026, 5, 4), date(2026, 5, 31)), False, "In the 28 days to 31 May (nothing newer may be told), "),
    ],
)
def test_the_window_is_said_as_it_is(window: Window, fresh: bool, words: str) -> None:
    assert said(replace(STAND, window=window, fresh=fresh)).startswith(words)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (night_without(), "by SMS arrived in the 28 days to 7 June; 120 invitations were sent, 0 delivered: see delivery."),
        (night_without(1), "Fewer than 10 people answered about “Ministry of Health, Lesotho” by SMS in the 28 days"
         " to 7 June: too few to report."),
        (all_positive(), "In the 28 days to 7 June, 412 of 412 people answering by SMS rated "
         "“Ministry of Health, Lesotho” good or very good (likely 99 to 100 of 100); "),
    ],
)  # fmt: skip
def test_nights_with_little_or_nothing_but_praise(report: Report, words: str) -> None:
    assert words in said(report.headline[0], report)


def invited(invited: int, delivered: int) -> str:
    night = night_without()
    response = replace(night.response[0], invited=count(invited), delivered=count(delivered))
    return said(night.headline[0], replace(night, response=(response,)))


def test_without_answers_it_says_who_was_invited() -> None:
    assert invited(0, 0).endswith("; people invited in the last 7 days may still answer.")
    assert invited(40, 38).endswith("; 40 invitations were sent.")
    assert invited(4, 0).endswith("; <10 invitations were sent, 0 delivered: see delivery.")
    few = replace(night_without().response[0], invited=Count(1), delivered=Count(1))
    night = night_without()
    assert said(night.headline[0], replace(night, response=(few,))).endswith("; 1 invitation was sent.")


def test_a_hidden_level_is_not_said() -> None:
    hidden = replace(
        STAND, positive=Share(14, Decimal("0.7777"), Decimal("0.7"), Decimal("0.8"), "count_1_4"), answers=count(14)
    )
    assert said(hidden).startswith("14 people answered about “health services”")
    assert "78" not in said(hidden)
    assert "may not be told" in said(replace(hidden, answers=Count(None, "not_refreshed")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_night_without_a_slot_left(language: str) -> None:
    for report in (
        sample(language=language),
        night_without(language=language),
        night_without(1, language),
        all_positive(language),
    ):
        lines = [sentence(s, report) for s in (*report.headline, *report.services, *report.districts)]
        lines += [signal_sentence(s, report) for s in report.signals] + [done_sentence(s, report) for s in report.signals]
        assert not [line for line in [*lines, subject(report)] if "{" in line or "}" in line or "None" in line or not line]


# --- signals and subjects ----------------------------------------------------------------------------------------------------


def test_a_signal_is_one_line() -> None:
    new, open_one, closed = BUSY.signals
    assert signal_sentence(new, BUSY) == (
        "Scott Hospital Morija: 59 of every 100, usually 68 to 91, since the week of 11 May; named most: waiting"
    )
    run = replace(new, rule="trend", expected_low=Decimal("0.5"), top_reason="")
    assert signal_sentence(run, BUSY) == (
        "Scott Hospital Morija: low weeks since that of 11 May: 59 of every 100, single weeks usually 50 to 91"
    )
    assert "high weeks" in signal_sentence(replace(run, direction="improvement", top_reason="waiting"), BUSY)
    assert signal_sentence(replace(open_one, expected_low=None, top_reason=""), BUSY) == (
        "Child or vaccination: 59 of every 100, unusual since the week of 11 May"
    )
    hidden = replace(new, now=Share(None, Decimal("0.59"), hidden="base_lt_10"))
    assert (
        signal_sentence(hidden, BUSY) == "Scott Hospital Morija: unusual since the week of 11 May; the number may not be told"
    )
    assert done_sentence(closed, BUSY) == "Leribe: repaired, 7 June 2026"
    assert done_sentence(replace(closed, action="a new way", action_day=None), BUSY) == "Leribe: a new way"


NEW, OPEN, CLOSED = BUSY.signals
CALM = replace(quiet_night(), meta=BUSY.meta)
EARLY = replace(CALM, headline=tuple(replace(s, movement="trial") for s in CALM.headline))
HALF = replace(CALM, headline=(EARLY.headline[0], *CALM.headline[1:]))
OTHER = replace(CALM, headline=(CALM.headline[0], replace(BUSY.headline[1], movement="down")))


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (CALM, "Health, 7 June: no change, 78 % positive (74–82)"),
        (EARLY, "Health, 7 June: 78 % positive (74–82), too early to say whether it changes"),
        (HALF, "Health, 7 June: no change, 78 % positive (74–82)"),
        (OTHER, "Health, 7 June: 71 % positive (67–74), lower than usual"),
        (replace(OTHER, signals=(CLOSED,)), "Health, 7 June: 71 % positive (67–74), lower than usual"),
        (
            replace(BUSY, signals=(NEW,)),
            "Health, 7 June: 78 % positive (74–82), 1 new concern: waiting at Scott Hospital Morija",
        ),
        (replace(BUSY, signals=(NEW, NEW)), "Health, 7 June: 78 % positive (74–82), 2 new concerns: waiting at 2 places"),
        (
            replace(BUSY, signals=(NEW, replace(NEW, top_reason="staff"))),
            "Health, 7 June: 78 % positive (74–82), 2 new concerns: 2 places",
        ),
        (
            replace(BUSY, signals=(replace(NEW, direction="improvement", top_reason=""),)),
            "Health, 7 June: 78 % positive (74–82), 1 new improvement: Scott Hospital Morija",
        ),
        (replace(CALM, signals=(OPEN,)), "Health, 7 June: 78 % positive (74–82), 1 concern open"),
        (replace(CALM, signals=(OPEN, OPEN)), "Health, 7 June: 78 % positive (74–82), 2 concerns open"),
        (replace(BUSY, signals=(CLOSED,)), "Health, 7 June: 78 % positive (74–82), lower than usual"),
        (replace(night_without(), meta=BUSY.meta), "Health, 7 June: no answers in 28 days"),
        (
            replace(night_without(), meta=replace(BUSY.meta, window=replace(BUSY.meta.window, first=BUSY.meta.window.last))),
            "Health, 7 June: no answers in 1 day",
        ),
        (replace(night_without(1), meta=BUSY.meta), "Health, 7 June: too few answers to report"),
        (replace(night_without(1), meta=BUSY.meta, signals=(NEW,)), "Health, 7 June: new concerns: 1"),
    ],
)
def test_the_subject_of_the_mail(report: Report, line: str) -> None:
    assert subject(report).replace(NBSP, " ") == line


def test_no_name_breaks_the_subject_in_two() -> None:
    hostile = replace(BUSY, meta=replace(BUSY.meta, name="Health\r\nBcc: everyone@example.org\u2028"))
    assert subject(hostile).splitlines() == [subject(hostile)]


def test_quiet_is_only_what_is_quiet() -> None:
    assert is_quiet(quiet_night())
    assert not is_quiet(BUSY)
    assert not is_quiet(replace(CALM, signals=(OPEN,)))
    assert not is_quiet(replace(CALM, headline=(replace(STAND, movement="down", scope=Scope(channel="ussd")),)))
