"""What somebody typed -> what it means on the screen it answers, or that it is unclear (survey language, 4.2 and 5)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.engine.dates import read_day
from flows.engine.knowing import choice_in
from flows.engine.lexicon import DONT_KNOW, EMPTY, Lexicon
from flows.engine.placing import FIRST, Spot, find, is_last_list
from flows.engine.plan import Plan
from flows.engine.sheets import NEXT, OWN
from flows.folding import clean, cut, fold
from flows.model import Choice, Date, Message, Number, Phone, Place, Question, Rating, Text, YesNo
from flows.places.search import GROUP, PLACE
from flows.screen import Page, Zero
from flows.state import NO_PHONES, Phones

LONGEST_RAW = 640
"""Characters kept of what somebody typed."""

LONGEST_NUMBER = 60
"""Characters within which a number, also one of a phone, is looked for."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """``answer`` has a ``value``, ``group`` the group of places that was chosen, ``which`` the ``hits`` that a name may mean;
    the service keys and ``unclear`` have nothing.
    """

    act: Literal["answer", "unclear", "more", "skip", "previous", "back", "list", "group", "which"]
    value: str = ""
    cut: bool = False
    """True if free words were longer than the question keeps."""
    hits: tuple[str, ...] = ()


UNCLEAR = Meaning("unclear")
MORE = Meaning("more")
ZERO: Mapping[Zero, Meaning] = {
    "skip": Meaning("skip"), "previous": Meaning("previous"), "back": Meaning("back"), "list": Meaning("list"),
}  # fmt: skip
_ZERO_WORD: Mapping[Zero, str] = {"skip": "skip", "previous": "back", "back": "back", "list": "list"}


def raw_words(said: str) -> str:
    """What somebody typed as it is kept: without control and hidden signs, at most ``LONGEST_RAW`` characters."""
    return cut(clean(said), LONGEST_RAW)


def understand(
    plan: Plan, question: Question, said: str, *, language: str, page: Page, zero: Zero = "", spot: Spot = FIRST,
    at_ms: int = 0, phones: Phones = NO_PHONES,
) -> Meaning:  # fmt: skip
    """What ``said`` means under a question, on this page of it, when ``0`` means ``zero``; never raises."""
    kind = question.kind
    folded = fold(said)
    service = _service(plan, folded, page, zero)
    if service is not None:
        return service
    if isinstance(kind, Text):
        return _words(kind, said)
    if isinstance(kind, Number):
        return _answer(_number(kind, said))
    if isinstance(kind, Rating):
        return _answer(_rating(kind, said) or pick(folded, _unsure(kind), plan.answers(question, language)))
    if isinstance(kind, Place):
        return _place(plan, question, kind, said, folded, page, spot, language)
    if isinstance(kind, Date):
        return _answer(_day(plan, kind, said, at_ms))
    if isinstance(kind, Phone):
        return _answer(_phone(pick(folded, page.positions, plan.answers(question, language)), said, phones))
    if isinstance(kind, Message):
        return UNCLEAR if folded == "0" else Meaning("answer", NEXT)
    return _answer(pick(folded, page.positions, plan.answers(question, language)))


def understand_cell(plan: Plan, question: Question, cell: str, at_ms: int) -> Meaning:
    """What a cell of the visit list answers, by the question's own rules; unclear if the person must be asked (6.4).

    Nothing is printed on a visit list, so positions mean nothing there; nobody's consent or number comes from a list.
    """
    kind = question.kind
    if isinstance(kind, Place):
        return _answer(kind.places.known(cell))
    if isinstance(kind, Choice):
        return _answer(choice_in(kind, cell))
    if isinstance(kind, Text):
        return _words(kind, cell)
    if isinstance(kind, Number):
        return _answer(_number(kind, cell))
    if isinstance(kind, Rating):
        return _answer(number(cell, kind.low, kind.high) or _word(plan, question, cell))
    if isinstance(kind, YesNo):
        return _answer(_word(plan, question, cell))
    return _answer(_day(plan, kind, cell, at_ms)) if isinstance(kind, Date) else UNCLEAR


def _word(plan: Plan, question: Question, cell: str) -> str | None:
    """What a whole word means that answers a question, in any language of the survey."""
    return plan.answers(question, plan.flow.main_language).exact.get(fold(cell)) or None


def pick(folded: str, positions: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """What a folded input chooses from a menu: a printed position, alone or with its own label, or a word; else ``None``."""
    chosen = positions.get(folded)
    if chosen is not None:
        return chosen
    digits = _leading_digits(folded)
    if digits in positions:
        label = folded[len(digits) :]
        if lexicon.meaning(label.strip()) == positions[digits]:
            return positions[digits]
        if label.startswith(" "):
            return None
    return lexicon.meaning(folded)


def _leading_digits(folded: str) -> str:
    found = re.match(r"[0-9]+", folded)
    return found[0] if found else ""


def _service(plan: Plan, folded: str, page: Page, zero: Zero) -> Meaning | None:
    """The service line that was pressed: a key, or a key and its word."""
    key, _, behind = folded.partition(" ")
    if key == "0" and zero and (not behind or behind in plan.service_words[_ZERO_WORD[zero]]):
        return ZERO[zero]
    if key == "9" and page.more and (not behind or behind in plan.service_words["more"]):
        return MORE
    return None


def _answer(value: str | None) -> Meaning:
    return UNCLEAR if value is None else Meaning("answer", value)


def _place(
    plan: Plan, question: Question, kind: Place, said: str, folded: str, page: Page, spot: Spot, language: str
) -> Meaning:
    """A place, a group of places, or several that may be meant; *Other place* where it is the last line of a list."""
    other = plan.answers(question, language) if kind.elsewhere and is_last_list(kind, spot) else EMPTY
    found = find(kind, spot, said, folded, page.positions, other.exact)
    if found is None:
        return _answer(other.meaning(folded))
    if isinstance(found, tuple):
        return Meaning("which", hits=found)
    if found.startswith(GROUP):
        return Meaning("group", found.removeprefix(GROUP))
    return Meaning("answer", found.removeprefix(PLACE))


def _day(plan: Plan, kind: Date, said: str, at_ms: int) -> str | None:
    today = plan.local_day(at_ms)
    today_words, yesterday_words = plan.day_words
    day = read_day(
        said, kind.earliest.on(today), kind.latest.on(today), today, today_words=today_words, yesterday_words=yesterday_words
    )
    return day.isoformat() if day is not None else None


def _phone(line: str | None, said: str, phones: Phones) -> str | None:
    """This person's own number if its line was chosen, else the number that was typed, without the hidden signs that come with
    a copied one; sealed either way.
    """
    if line == OWN:
        return phones.own()
    return phones.read(clean(said)) if len(said) <= LONGEST_NUMBER else None


def _words(kind: Text, said: str) -> Meaning:
    words = clean(said)
    kept = cut(words, kind.longest)
    return Meaning("answer", kept, kept != words) if kept else UNCLEAR


def _number(kind: Number, said: str) -> str | None:
    return number(said, kind.low, kind.high, kind.decimals, tuple((kind.unit or {}).values()))


def _rating(kind: Rating, said: str) -> str | None:
    value = number(said, kind.low, kind.high + kind.do_not_know)
    return DONT_KNOW if kind.do_not_know and value == str(kind.high + 1) else value


def _unsure(kind: Rating) -> dict[str, str]:
    """The digit printed before *I do not know*, where that is offered."""
    return {str(kind.high + 1): DONT_KNOW} if kind.do_not_know else {}


# --- numbers -----------------------------------------------------------------------------------------------------------------

_ENDS = ".,!?() \t\r\n"


def number(said: str, low: int, high: int, decimals: int = 0, units: tuple[str, ...] = ()) -> str | None:
    """The one number that was typed, plain and with a point, if it lies in the range; else ``None``.

    Any decimal digits count; groups of three are joined; a unit before or after it and signs at the ends are dropped.
    """
    if len(said) > LONGEST_NUMBER:
        return None
    if said.isascii() and said.isdigit() and not decimals:
        return _within(Decimal(said), low, high)
    if decimals and _POINT_FIRST.search(said):
        return None
    text = _without_units(_comparable(said), units)
    read = _read_plain(text, decimals)
    if read is None:
        read = _read_grouped(text, decimals)
    return None if read is None else _within(read, low, high)


def _within(value: Decimal, low: int, high: int) -> str | None:
    if not low <= value <= high:
        return None
    return str(int(value)) if value == value.to_integral_value() else str(value.normalize())


def _comparable(text: str) -> str:
    """Compatible forms, small letters, plain digits, no hidden signs, no signs at the ends."""
    compatible = unicodedata.normalize("NFKC", clean(text)).casefold()
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in compatible).strip(_ENDS)


def _without_units(text: str, units: tuple[str, ...]) -> str:
    for unit in sorted({_comparable(unit) for unit in units} - {""}, key=len, reverse=True):
        if text.endswith(unit):
            return text.removesuffix(unit).strip(_ENDS)
        if text.startswith(unit):
            return text.removeprefix(unit).strip(_ENDS)
    return text


_POINT_FIRST = re.compile(r"(?<!\d)[.,]\d")
"""``.5`` may be half or five: where half is an answer, it is neither."""
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}([ .,'’])[0-9]{3}(?:\2[0-9]{3})*)(?:[.,]([0-9]+))?")


def _read_plain(text: str, decimals: int) -> Decimal | None:
    found = _PLAIN.fullmatch(text)
    if found is None or len(found[2] or "") > decimals:
        return None
    return Decimal(f"{found[1]}.{found[2] or 0}")


def _read_grouped(text: str, decimals: int) -> Decimal | None:
    found = _GROUPED.fullmatch(text)
    if found is None or len(found[3] or "") > decimals:
        return None
    return Decimal(f"{found[1].replace(found[2], '')}.{found[3] or 0}")
