"""What a waiting node of a flow chart takes as an answer: its cases as choices, a number, or words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flows.exchange.chart_texts import ChartTexts, dicts, listed
from flows.exchange.imported import name_for
from flows.model import Choice, Kind, Number, Option, Text, Wording
from flows.reading.keys import LARGEST, MOST_CHOICES

ANY_WORD = ("has_any_word",)
WHOLE = ("has_only_phrase", "has_phrase", "has_only_text", "has_beginning")
NUMBERS = (
    "has_number", "has_number_lt", "has_number_lte", "has_number_eq", "has_number_gte", "has_number_gt", "has_number_between",
)  # fmt: skip
WORDS = ("has_text",)

_MENU = "the numbers that its text lists are printed by the program now; take them out of the text"


class Unfit(ValueError):
    """Something without a counterpart: a sentence, and the way out."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(sentence)
        self.way_out = way_out


@dataclass(slots=True)
class Answers:
    """``choices`` are our names, in order; ``retried`` if what is not understood is asked again, after ``unclear``.

    ``categories`` has the choice of every category by its name in small letters; ``other`` is the exit of what is no number.
    """

    result_name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    retried: bool = False
    unclear: Wording | None = None
    categories: Mapping[str, str] = field(default_factory=dict)
    other: str = ""
    ends: bool = False
    """True if whatever is not understood ends the conversation."""


def answers_of(router: Mapping[str, Any], texts: ChartTexts) -> tuple[Answers, dict[str, str]]:
    """The answers of a router, and the exit of each choice (``""`` for whatever else is said). Raises :class:`Unfit`."""
    _refuse_strange(router)
    cases = dicts(router.get("cases"))
    kinds = {str(case.get("type")) for case in cases}
    strange = kinds - {*ANY_WORD, *WHOLE, *NUMBERS, *WORDS}
    if strange:
        raise Unfit(f"the test *{min(strange)}* has no counterpart.", "Use words, numbers, or free text.")
    name = str(router.get("result_name") or "")
    leads = category_exits(router)
    notes = ("its time limit is left out: the survey's own rules close it",) if _has_timeout(router) else ()
    if not kinds or kinds <= set(WORDS):
        return Answers(name, Text(), notes=notes), {"": _only(leads, cases, router)}
    if kinds <= set(NUMBERS) and not _is_menu(cases):
        other = leads.get(str(router.get("default_category_uuid")), "")
        return Answers(name, _number(cases), notes=notes, other=other), _number_leads(leads, cases)
    if kinds & set(NUMBERS) - {"has_number_eq"}:
        raise Unfit("its cases mix words and numbers.", "Offer *choices*, or ask for a *number*.")
    return _choice(name, router, cases, texts, leads, notes)


def _refuse_strange(router: Mapping[str, Any]) -> None:
    if router.get("type") != "switch":
        raise Unfit(f"a router of the type *{router.get('type')}* has no counterpart.", "Everybody is asked the same here.")
    wait = router.get("wait")
    if not isinstance(wait, dict):
        raise Unfit(f"it branches on {router.get('operand')} without asking.", "Write `only if: …` at the questions behind it.")
    if wait.get("type") != "msg":
        raise Unfit(f"it waits for *{wait.get('type')}*.", "A phone menu takes words and numbers.")
    if router.get("operand") not in (None, "@input.text", "@input"):
        raise Unfit(f"it looks at {router.get('operand')}.", "Only what was just said can be looked at.")


def _has_timeout(router: Mapping[str, Any]) -> bool:
    wait = router.get("wait")
    return isinstance(wait, dict) and bool(wait.get("timeout"))


def category_exits(router: Mapping[str, Any]) -> dict[str, str]:
    """Category -> exit."""
    categories = dicts(router.get("categories"))
    return {str(each.get("uuid")): str(each.get("exit_uuid")) for each in categories}


def _only(leads: Mapping[str, str], cases: list[Mapping[str, Any]], router: Mapping[str, Any]) -> str:
    wanted = cases[0].get("category_uuid") if cases else router.get("default_category_uuid")
    return leads.get(str(wanted), "")


def _is_menu(cases: list[Mapping[str, Any]]) -> bool:
    """True if every number stands for something of its own, as in *Reply 1 for yes, 2 for no*."""
    categories = {str(case.get("category_uuid")) for case in cases}
    return len(categories) > 1 and all(case.get("type") == "has_number_eq" for case in cases)


def _digit(cases: list[Mapping[str, Any]]) -> int | None:
    """The digit that stands for a choice; ``None`` where it is none that can be pressed."""
    numbers = [str(word) for case in cases if case.get("type") == "has_number_eq" for word in listed(case.get("arguments"))]
    return int(numbers[0]) if len(numbers) == 1 and numbers[0] in "12345678" and len(numbers[0]) == 1 else None


def _pressed(options: list[Option]) -> list[Option]:
    """The choices by the digits they had; without them where these are the positions, or not all can be kept."""
    digits = [option.press for option in options]
    kept = None not in digits and len(set(digits)) == len(digits) and digits != list(range(1, len(digits) + 1))
    return options if kept else [replace(option, press=None) for option in options]


def _number(cases: list[Mapping[str, Any]]) -> Kind:
    """The range that all cases lie in."""
    low, high = LARGEST, 0
    for case in cases:
        bounds = _bounds(str(case.get("type")), [_whole(each) for each in listed(case.get("arguments"))])
        low, high = min(low, bounds[0]), max(high, bounds[1])
    return Number(max(0, low), max(min(high, LARGEST), low + 1))


def _bounds(kind: str, given: list[int]) -> tuple[int, int]:
    if kind == "has_number":
        return 0, LARGEST
    if not given or (kind == "has_number_between" and len(given) < 2):
        raise Unfit(f"*{kind}* has no number.", "Write *from* and *to*.")
    of_kind = {
        "has_number_lt": (0, given[0] - 1),
        "has_number_lte": (0, given[0]),
        "has_number_eq": (given[0], given[0]),
        "has_number_gte": (given[0], LARGEST),
        "has_number_gt": (given[0] + 1, LARGEST),
        "has_number_between": (given[0], given[-1]),
    }
    return of_kind[kind]


def _whole(text: object) -> int:
    try:
        return int(float(str(text)))
    except (ValueError, OverflowError):
        raise Unfit(f"“{text}” is no number.", "Write *from* and *to*.") from None


def _number_leads(leads: Mapping[str, str], cases: list[Mapping[str, Any]]) -> dict[str, str]:
    exits = {leads.get(str(case.get("category_uuid")), "") for case in cases}
    if len(exits) > 1:
        raise Unfit("it branches by the size of a number.", "Write `only if: NAME is below 3` at the questions behind it.")
    return {"": exits.pop()}


def _choice(
    name: str,
    router: Mapping[str, Any],
    cases: list[Mapping[str, Any]],
    texts: ChartTexts,
    leads: Mapping[str, str],
    notes: tuple[str, ...],
) -> tuple[Answers, dict[str, str]]:
    options: list[Option] = []
    exits: dict[str, str] = {}
    names: dict[str, str] = {}
    taken = {"yes", "no"}
    for category in dicts(router.get("categories")):
        own = [case for case in cases if case.get("category_uuid") == category.get("uuid")]
        if not own:
            if category.get("uuid") == router.get("default_category_uuid"):
                exits[""] = leads[str(category.get("uuid"))]
            continue
        labels = texts.of_item(category, "name")
        written = labels[next(iter(labels))].casefold()
        option = Option(
            written if written in ("yes", "no") else name_for(written, taken), labels, _also(own, texts), _digit(own)
        )
        options.append(option)
        names.setdefault(str(category.get("name") or "").strip().casefold(), option.name)
        exits[option.name] = leads[str(category.get("uuid"))]
    if not 2 <= len(options) <= MOST_CHOICES:
        raise Unfit(f"it has {len(options)} categories to choose from.", f"Offer 2 to {MOST_CHOICES} choices.")
    options = _pressed(options)
    told = (*notes, *([_MENU] if _numbered(cases) else []))
    return Answers(name, Choice(tuple(options)), tuple(o.name for o in options), told, categories=names), exits


def _also(cases: list[Mapping[str, Any]], texts: ChartTexts) -> tuple[str, ...]:
    """The words of the cases, without numbers: the program's own positions stand for these."""
    found: list[str] = []
    for case in cases:
        given = texts.words_of_item(case)
        found += [word for each in given for word in each.split()] if case.get("type") in ANY_WORD else given
    return tuple(dict.fromkeys(word for word in found if not word.strip().isdigit()))


def _numbered(cases: list[Mapping[str, Any]]) -> bool:
    return any(word.isdigit() for case in cases for each in listed(case.get("arguments")) for word in str(each).split())
