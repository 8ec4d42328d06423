"""The public edition of a report: its figures, all of them, and nobody's words.

Quotations were released by a named person for the page that a ministry reads. A file that is copied for ever and joined with
others is another thing: whoever agreed to the one was not asked for the other, and no release can be taken back from it. So
quotations stay out, and with them the names of those who released them. The same holds for what a member of staff wrote about
an action: that something was done, what kind of thing and when is public, the sentence about it is not.

How many texts told of danger stays out too. Those people are few and the count moves with each of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports.night.shape import Count
from reports.suppress import BASE

if TYPE_CHECKING:
    from reports.night.shape import Report, Texts


def public(report: Report) -> Report:
    """The same report without quotations, distinctive words, the notes of actions, and the count of texts of danger."""
    signals = tuple(replace(signal, action_note="") for signal in report.signals)
    return replace(report, signals=signals, texts=None if report.texts is None else _figures(report.texts))


def _figures(texts: Texts) -> Texts:
    return replace(texts, quotations=(), words=(), danger=Count(None, BASE))
