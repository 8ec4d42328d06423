"""What a report says of citizens' own words: themes with their shares, distinctive words, and quotations that were released."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from reports.night.evidence import Remark
from reports.night.shape import Count, Quotation, Share, Texts, Theme, Window
from reports.stats.intervals import wilson
from reports.stats.rounding import half_up
from reports.suppress import BASE, hide_options, too_small
from reports.text.codebook import Codebook
from reports.text.codebook import Theme as Coded
from reports.text.distinctive import distinctive_words
from reports.text.themes import themes_of

SHARES = 4
"""Decimals of a share."""


def build_texts(
    window: Window,
    remarks_now: Sequence[Remark],
    remarks_before: Sequence[Remark],
    dangerous: int,
    quotations: Sequence[Quotation],
    codebook: Codebook,
    language: str,
    *,
    stricter: Collection[str] = (),
) -> Texts | None:
    """The texts of a window against those of the one before it; ``None`` where nobody wrote anything and nothing was released.

    A share is of all texts of the window; under ten texts there is none, and of themes with 1 to 4 texts neither: where that
    hides one, the next smallest goes too, because what is left of all texts could give it back. ``stricter``
    are surveys on delicate topics: their texts are left out of every theme that fewer than ten of them carry. ``language`` is
    that of the report. The order of the remarks means nothing.
    """
    if not (remarks_now or dangerous or quotations):
        return None
    now, before = _counts(remarks_now, codebook, stricter), _counts(remarks_before, codebook, stricter)
    themes = _themes(codebook, language, (now, len(remarks_now)), (before, len(remarks_before)))
    enough = not too_small(len(remarks_now))
    words = distinctive_words(
        [each for each in remarks_now if each.survey not in stricter],
        [each for each in remarks_before if each.survey not in stricter],
    )
    return Texts(window, _count(len(remarks_now)), themes, words if enough else (), tuple(quotations), _count(dangerous))


def _count(n: int) -> Count:
    return Count(None, BASE) if too_small(n) else Count(n)


def _counts(remarks: Sequence[Remark], codebook: Codebook, stricter: Collection[str]) -> Counter[str]:
    """How many texts carry each theme."""
    by_survey: dict[str, Counter[str]] = {}
    for remark in remarks:
        by_survey.setdefault(remark.survey, Counter()).update(themes_of(codebook, remark.language, remark.words))
    total: Counter[str] = Counter()
    for survey, counts in by_survey.items():
        total.update({code: n for code, n in counts.items() if survey not in stricter or not too_small(n)})
    return total


def _themes(
    codebook: Codebook, language: str, now: tuple[Counter[str], int], before: tuple[Counter[str], int]
) -> tuple[Theme, ...]:
    """Themes somebody wrote of in one of the windows, most texts first; hidden ones last and in the codebook's order."""
    (counts, n), (counts_before, n_before) = now, before
    hidden, hidden_before = hide_options(counts), hide_options(counts_before)
    made = [
        _theme(
            theme, language, _share(theme.code, counts, n, hidden), _share(theme.code, counts_before, n_before, hidden_before)
        )
        for theme in codebook.themes
        if counts[theme.code] or counts_before[theme.code]
    ]
    return tuple(sorted(made, key=lambda theme: (theme.share.value is None, -(theme.share.value or 0))))


def _theme(theme: Coded, language: str, share: Share, before: Share) -> Theme:
    return Theme(theme.code, theme.name_in(language), share, before)


def _share(code: str, counts: Counter[str], n: int, hidden: dict[str, str]) -> Share:
    interval = wilson(counts[code], n)
    if interval is None:
        return Share(0)
    if too_small(n):
        return Share(None, hidden=BASE)
    if code in hidden:
        return Share(n, hidden=hidden[code])
    lower, upper = interval
    return Share(n, half_up(counts[code] / n, SHARES), half_up(lower, SHARES), half_up(upper, SHARES))
