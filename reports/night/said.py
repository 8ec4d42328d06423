"""What citizens wrote: the remarks of the window that may be told, and of the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from reports.ledger.book import Cell
from reports.night import setting
from reports.night.evidence import Remark
from reports.night.setting import Night
from reports.night.shape import Texts, Window
from reports.text.texts import build_texts

TEXTS = "texts"


def texts_of(night: Night) -> Texts | None:
    """Themes, new words and released quotations, of texts on all channels together; ``None`` where there are none."""
    groups = _groups(night)
    told = night.told_of_all(groups)
    before = None if told is None else night.before_of_all(groups, told.window)
    return build_texts(
        night.window if told is None else told.window,
        _within(night, told.window if told is not None else None),
        _within(night, before),
        night.evidence.dangerous,
        night.evidence.quotations,
        night.evidence.codebook,
        night.desk.language,
        stricter={name for name, flow in night.surveys.items() if flow.rules.small_numbers == "strict"},
    )


def _groups(night: Night) -> list[tuple[str, Cell]]:
    """The texts of every channel that has any."""
    channels = (setting.ministry(channel) for channel in night.channels)
    return [(TEXTS, cell) for cell in channels if _wrote(night, cell)]


def _wrote(night: Night, cell: Cell) -> int:
    """How many texts people of a channel gave."""
    questions = {q.name for flow in night.surveys.values() for q in flow.questions if q.counts_as == "comment"}
    return sum(night.counts.n(cell, TEXTS, night.window, question) for question in sorted(questions))


def _within(night: Night, window: Window | None) -> Sequence[Remark]:
    if window is None:
        return ()
    return [remark for remark in night.evidence.remarks if window.first <= remark.local_day <= window.last]
