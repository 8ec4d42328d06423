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
        own = [self.sheet.below] if self.sheet.below else []
        listed = [f"{digit} {entry.label}" for digit, entry in self.numbered.items()]
        return [*own, *listed, *([self.sheet.more_line] if self.more else []), *([self.zero_line] if self.zero_line else [])]

    def text(self) -> str:
        return "\n".join((self.wording, *self.lines()))

    def fits(self) -> bool:
        return fits(self.text(), self.sheet.channel, self.sheet.budgets)


def lay_out(sheet: Sheet) -> tuple[Page, ...]:
    """The pages of a sheet: one if it fits or may not be parted, else as many entries a page as fit, at most eight."""
    whole = _whole(sheet)
    if not sheet.paged or (len(sheet.entries) <= MOST_ON_ONE_PAGE and whole.fits()):
        return (_page(whole),)
    pages: list[_Draft] = []
    rest = sheet.entries
    while rest:
        draft = _next_page(sheet, rest, first=not pages)
        pages.append(draft)
        rest = rest[len(draft.entries) :]
    return tuple(_page(draft) for draft in pages)


def _whole(sheet: Sheet) -> _Draft:
    if sheet.entries and all(entry.press is not None for entry in sheet.entries):
        numbered = {str(entry.press): entry for entry in sheet.entries}
        return _Draft(sheet, sheet.entries, zero_line=sheet.zero_line, numbered=numbered, wording=sheet.wording)
    return _draft(sheet, sheet.entries, more=False, first=True)


def _next_page(sheet: Sheet, rest: tuple[Entry, ...], first: bool) -> _Draft:
    if len(rest) == 1:
        return _draft(sheet, rest, more=False, first=first)
    if not first and len(rest) <= MOST_ON_A_PAGE_OF_MANY:
        last = _draft(sheet, rest, more=False, first=False)
        if last.fits():
            return last
    for count in range(min(MOST_ON_A_PAGE_OF_MANY, len(rest) - 1), 1, -1):
        draft = _draft(sheet, rest[:count], more=True, first=first)
        if draft.fits():
            return draft
    return _draft(sheet, rest[:1], more=True, first=first)


def _draft(sheet: Sheet, entries: tuple[Entry, ...], *, more: bool, first: bool) -> _Draft:
    zero_line, wording = (sheet.zero_line, sheet.wording) if first else (sheet.back_line, sheet.later_wording or sheet.wording)
    return _Draft(sheet, entries, more, zero_line, {str(at): entry for at, entry in enumerate(entries, 1)}, wording)


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
