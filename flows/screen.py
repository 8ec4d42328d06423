"""What a person sees: the wording, the lines below it, the service lines, in pages that fit (survey language, 7.1 to 7.3).

Nothing is ever cut: what does not fit a page goes to the next one, and what cannot fit at all is for the checker to refuse.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from flows.measure import USUAL, Budgets, fits

MOST_ON_ONE_PAGE = 9
MOST_ON_A_PAGE_OF_MANY = 8

Zero = Literal["", "skip", "previous", "back", "list"]
"""What ``0`` means on a screen: nothing, skip the question, one screen back, back to the last answered question, the list of
places instead of their codes.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered line: what choosing it means, its label, and its own digit if the author gave one."""

    value: str
    label: str
    press: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is to be shown of a question in one language on one channel, before it is laid out in pages."""

    channel: str
    wording: str
    entries: tuple[Entry, ...] = ()
    below: str = ""
    """A line below the wording that is no entry: a rating's scale, perhaps with a line for *I do not know*."""
    later_wording: str = ""
    """What stands instead of the wording on the pages after the first; empty if it is the same."""
    zero_line: str = ""
    """The ``0`` line of the first page if it is always printed."""
    back_line: str = ""
    """``0 Back``: always printed on later pages, on the first one where it applies and there is room."""
    more_line: str = ""
    unclear: str = ""
    unclear_name: str = ""
    """The unclear line after a typed code or name; empty if that is no other one."""
    paged: bool = False
    """True if entries that do not fit may go to further pages."""
    budgets: Budgets = USUAL


@dataclass(frozen=True, slots=True)
class Page:
    """One screen with all it may say. ``texts`` is indexed by ``unclear * 2 + back``."""

    positions: dict[str, str]
    """The digit printed -> what it means."""
    more: bool
    texts: tuple[str, str, str, str]
    named: tuple[str, str] | None = None
    """The screen after a typed code or name that is not known, without and with *Back*; ``None`` if it is as after all else."""

    def text(self, *, unclear: bool = False, back: bool = False) -> str:
        """The screen; ``unclear`` repeats it after an answer that made no sense, ``back`` offers *Back* if there is room."""
        return self.texts[unclear * 2 + back]

    def again(self, *, named: bool, back: bool = False) -> str:
        """The screen repeated after an answer that made no sense; ``named`` if that was to be a code or a name."""
        return self.named[back] if named and self.named is not None else self.texts[2 + back]


@dataclass(frozen=True, slots=True)
class _Draft:
    sheet: Sheet
    entries: tuple[Entry, ...]
    more: bool = False
    zero_line: str = ""
    numbered: dict[str, Entry] = field(default_factory=dict)
    wording: str = ""

    def lines(self) -> list[str]:
        """The lines below the wording, service lines last."""
        listed = [f"{digit} {entry.label}" for digit, entry in self.numbered.items()]
        return _lines(self.sheet, listed, self.more, self.zero_line)

    def text(self) -> str:
        return "\n".join((self.wording, *self.lines()))

    def fits(self) -> bool:
        return fits(self.text(), self.sheet.channel, self.sheet.budgets)


@dataclass(frozen=True, slots=True)
class _Part:
    """One page of a sheet; ``end`` entries stand on it and the pages before it."""

    page: Page
    end: int


class Layout:
    """The pages of a sheet: one if it fits or may not be parted, else as many entries a page as fit, at most eight.

    A page is laid out when it is first asked for, so that a long list costs no more than what people see of it.
    """

    __slots__ = ("_made", "_sheet")

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._made: dict[int, _Part] = {0: self._one_page() or self._part(0)}

    def page(self, number: int) -> Page:
        """The page of that number, counted from 0, or the last one."""
        found = self._made.get(number)
        return found.page if found is not None else self._reach(number).page

    def pages(self) -> tuple[Page, ...]:
        """All pages, at least one."""
        self._reach(len(self._sheet.entries))
        return tuple(self._made[number].page for number in range(len(self._made)))

    def page_with(self, value: str) -> int:
        """The number of the page on which an entry stands; 0 if it stands on none."""
        return next((number for number, page in enumerate(self.pages()) if value in page.positions.values()), 0)

    def _reach(self, number: int) -> _Part:
        """The page of that number, or the last one; all before it are made too. Two threads at once make the same ones."""
        at, part = 0, self._made[0]
        while at < number and part.end < len(self._sheet.entries):
            at += 1
            part = self._made.get(at) or self._part(part.end)
            self._made[at] = part
        return part

    def _one_page(self) -> _Part | None:
        """All entries on one page, if they fit or may not be parted."""
        sheet = self._sheet
        if sheet.paged and len(sheet.entries) > MOST_ON_ONE_PAGE:
            return None
        whole = _whole(sheet)
        return _Part(_page(whole), len(sheet.entries)) if not sheet.paged or whole.fits() else None

    def _part(self, start: int) -> _Part:
        rest = self._sheet.entries[start : start + MOST_ON_ONE_PAGE]
        draft = _next_page(self._sheet, rest, first=start == 0)
        return _Part(_page(draft), start + len(draft.entries))


def lay_out(sheet: Sheet) -> tuple[Page, ...]:
    """All pages of a sheet, at least one."""
    return Layout(sheet).pages()


def whole_text(sheet: Sheet) -> str:
    """The screen of a sheet with all its entries, whether that fits or not."""
    return _whole(sheet).text()


def _whole(sheet: Sheet) -> _Draft:
    if sheet.entries and all(entry.press is not None for entry in sheet.entries):
        numbered = {str(entry.press): entry for entry in sheet.entries}
        return _Draft(sheet, sheet.entries, zero_line=sheet.zero_line, numbered=numbered, wording=sheet.wording)
    return _draft(sheet, sheet.entries, more=False, first=True)


def _lines(sheet: Sheet, listed: list[str], more: bool, zero_line: str) -> list[str]:
    """What stands below a wording, in this order."""
    own = [sheet.below] if sheet.below else []
    return [*own, *listed, *([sheet.more_line] if more else []), *([zero_line] if zero_line else [])]


def _next_page(sheet: Sheet, rest: tuple[Entry, ...], first: bool) -> _Draft:
    """The page that begins with ``rest``, of which more than a page takes need not be given."""
    if len(rest) == 1:
        return _draft(sheet, rest, more=False, first=first)
    if not first and len(rest) <= MOST_ON_A_PAGE_OF_MANY:
        last = _draft(sheet, rest, more=False, first=False)
        if last.fits():
            return last
    zero_line, wording = _around(sheet, first)
    listed = [f"{at} {entry.label}" for at, entry in enumerate(rest[:MOST_ON_A_PAGE_OF_MANY], 1)]
    for count in range(min(MOST_ON_A_PAGE_OF_MANY, len(rest) - 1), 1, -1):
        text = "\n".join((wording, *_lines(sheet, listed[:count], True, zero_line)))
        if fits(text, sheet.channel, sheet.budgets):
            return _draft(sheet, rest[:count], more=True, first=first)
    return _draft(sheet, rest[:1], more=True, first=first)


def _draft(sheet: Sheet, entries: tuple[Entry, ...], *, more: bool, first: bool) -> _Draft:
    zero_line, wording = _around(sheet, first)
    return _Draft(sheet, entries, more, zero_line, {str(at): entry for at, entry in enumerate(entries, 1)}, wording)


def _around(sheet: Sheet, first: bool) -> tuple[str, str]:
    """The ``0`` line that is always printed, and the wording."""
    return (sheet.zero_line, sheet.wording) if first else (sheet.back_line, sheet.later_wording or sheet.wording)


def _page(draft: _Draft) -> Page:
    plain, again = draft.text(), _repeated(draft, draft.sheet.unclear)
    positions = {digit: entry.value for digit, entry in draft.numbered.items()}
    texts = (plain, _with_back(draft, plain), again, _with_back(draft, again))
    return Page(positions, draft.more, texts, _named(draft))


def _named(draft: _Draft) -> tuple[str, str] | None:
    if not draft.sheet.unclear_name:
        return None
    again = _repeated(draft, draft.sheet.unclear_name)
    return again, _with_back(draft, again)


def _repeated(draft: _Draft, unclear: str) -> str:
    """The screen after an unclear answer: (a) the unclear line and everything, (b) without the wording, (c) as it was."""
    sheet, below = draft.sheet, draft.lines()
    for lines in ((unclear, draft.wording, *below), (unclear, *below)):
        text = "\n".join(lines)
        if unclear and fits(text, sheet.channel, sheet.budgets):
            return text
    return draft.text()


def _with_back(draft: _Draft, text: str) -> str:
    """The same with ``0 Back`` below it, if no other ``0`` line is there and it fits."""
    sheet = draft.sheet
    if draft.zero_line or not sheet.back_line:
        return text
    longer = f"{text}\n{sheet.back_line}"
    return longer if fits(longer, sheet.channel, sheet.budgets) else text
