"""Do the lists of a place question fit, on every step, in every group? Long lists are measured by their longest labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from flows.checks.inspection import Inspection
from flows.checks.labels import Step, entry_labels, step_of
from flows.checks.over import entry_too_long, many_pages, over, too_long
from flows.checks.screens import Screens, Shown
from flows.engine.placing import columns_of
from flows.model import Place, Question
from flows.places.facilities import CODE, NAME, Path
from flows.screen import MOST_ON_A_PAGE_OF_MANY, Entry, Layout, Page, Sheet

MANY_PAGES = 5
CERTAINLY_MANY = MANY_PAGES * MOST_ON_A_PAGE_OF_MANY
"""Entries above which a list takes more pages than that however short they are; its pages are worked out from so many."""
MOST_LISTS = 5
"""Lists of one step that are laid out, the longest first."""


def check_lists(inspection: Inspection, screens: Screens, question: Question) -> None:
    """E520, E521 and W423 for the lists and candidates of one place question on a phone menu.

    Lists by text are short, or the name is written instead; what is written there is measured with the other texts.
    """
    kind = question.kind
    assert isinstance(kind, Place)
    if screens.channel != "ussd" or not kind.places.open:
        return
    columns = columns_of(kind)
    for step, column in enumerate(columns):
        if column == CODE or (column != NAME and column not in kind.places.columns):
            continue
        try:
            shown, candidates = screens.step(question, step), screens.step(question, step, candidates=True)
        except KeyError:
            continue
        found = step_of(kind.places, columns, step, screens.language, short=True)
        frame = _Frame(inspection, shown, kind, columns, step, found)
        if frame.check_entries(candidates=False):
            frame.check_pages()
            replace(frame, shown=candidates).check_entries(candidates=True)


@dataclass(frozen=True)
class _Frame:
    """The screens of one list step without its entries, and the labels of the entries that decide."""

    inspection: Inspection
    shown: Shown
    kind: Place
    columns: tuple[str, ...]
    step: int
    found: Step

    def check_entries(self, *, candidates: bool) -> bool:
        """E520 or E521 if one entry alone does not fit; true if all do."""
        labels = self.found.labels
        bare = self._page(()).text()
        if over(self.inspection, bare) > 0:
            too_long(self.inspection, self.shown, bare)
            return False
        alone = [(label, self._alone(label, first=label == labels.first)) for label in (labels.gsm, labels.ucs2) if label]
        if not candidates and labels.first:
            alone.append((labels.first, self._alone(labels.first, first=True)))
        entry, text = max(alone, key=lambda one: over(self.inspection, one[1]), default=("", ""))
        if over(self.inspection, text) > 0:
            entry_too_long(self.inspection, self.shown, entry, text)
            return False
        return True

    def _alone(self, label: str, *, first: bool) -> str:
        """The longest screen with an entry that has a page to itself, between two others; ``first``: or at the beginning.

        Also for the last entry of a list: the next place that is added comes to stand behind it.
        """
        pages = self._pages([label] * 4)
        texts = [page.text() for page in (pages if first else pages[1:] or pages)]
        return max(texts, key=lambda text: over(self.inspection, text))

    def check_pages(self) -> None:
        """W423: the most screens that any list of this step takes, the longest lists looked at."""
        longest = self.found.branches[:MOST_LISTS]
        count, path = longest[0] if longest else (0, ())
        if count > CERTAINLY_MANY:
            laid_out = len(self._pages(self._labels(path, CERTAINLY_MANY)))
            many_pages(self.inspection, self.shown, f"about {-(-laid_out * count // CERTAINLY_MANY)}")
            return
        counts = [count for count, _ in longest]
        if self._at_most(max(counts, default=0)) <= MANY_PAGES:
            return
        most = max((len(self._pages(self._labels(path, count))) for count, path in longest), default=0)
        if most > MANY_PAGES:
            many_pages(self.inspection, self.shown, str(most))

    def _at_most(self, count: int) -> int:
        """Screens that so many entries take if all are as long as the longest."""
        return len(self._pages([self.found.labels.worst] * count))

    def _labels(self, path: Path, count: int) -> list[str]:
        """The first entries of a list."""
        labels = entry_labels(self.kind.places, self.columns, self.step, path, self.shown.language, short=True)
        return list(islice(labels, count))

    def _pages(self, labels: list[str]) -> tuple[Page, ...]:
        return Layout(self._sheet(tuple(Entry(f"place {at}", label) for at, label in enumerate(labels)))).pages()

    def _page(self, entries: tuple[Entry, ...]) -> Page:
        return Layout(replace(self.shown.sheet, entries=entries)).page(0)

    def _sheet(self, entries: tuple[Entry, ...]) -> Sheet:
        """The step with these entries, and *Other place* behind them where it is offered."""
        return replace(self.shown.sheet, entries=(*entries, *self.shown.sheet.entries))
