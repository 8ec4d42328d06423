"""Does every screen fit, in every language, on every channel, repeated and in pages? Measured on the engine's own screens, each
with the longest values that can ever stand on it (survey language, section 8.3).
"""

from __future__ import annotations

from itertools import groupby, product

from flows.checks.inspection import Inspection
from flows.checks.over import entry_too_long, many_pages, note, over, parts, too_long
from flows.checks.place_lengths import MANY_PAGES, check_lists
from flows.checks.screens import Screens, Shown
from flows.checks.worst import WorstValues
from flows.measure import measure, sms_parts
from flows.model import Message, Place
from flows.problems import Problem
from flows.screen import MOST_ON_ONE_PAGE, Layout, Page, whole_text

MEASURED = ("ussd", "sms")
"""Channels with a budget: what an agent reads aloud has none."""
ONCE = frozenset(("E520", "W523"))
"""Codes that are told once for each place, language and channel, of the version that is furthest over."""


def check(inspection: Inspection) -> None:
    """E520 to W523, N528, W423."""
    told = len(inspection.findings.problems)
    _measure(inspection)
    found = inspection.findings.problems
    found[told:] = _worst_of_each(found[told:])


def _worst_of_each(found: list[Problem]) -> list[Problem]:
    """One place can give several screens, as with and without languages to choose from; its author shortens it once."""
    worst: dict[object, Problem] = {}
    for at, problem in enumerate(found):
        key = (problem.code, problem.mark, problem.language, problem.channel) if problem.code in ONCE else at
        if key not in worst or _excess(problem) > _excess(worst[key]):
            worst[key] = problem
    return list(worst.values())


def _excess(problem: Problem) -> tuple[int, int]:
    """Messages, and signs over the limit."""
    parts, signs = problem.words.get("parts", 1), problem.words["over"]
    assert isinstance(parts, int)
    assert isinstance(signs, int)
    return parts, signs


def _measure(inspection: Inspection) -> None:
    flow, values = inspection.flow, WorstValues(inspection)
    for channel, language in product(MEASURED, inspection.languages):
        if channel not in flow.channels:
            continue
        screens = Screens(inspection, values, language, channel)
        check_one = _check_texts if channel == "sms" else _check_screens
        for _, versions in groupby(screens.all(), key=lambda shown: (shown.key, shown.mark)):
            check_one(inspection, tuple(versions))
        for question in flow.questions:
            if isinstance(question.kind, Place):
                check_lists(inspection, screens, question)
        if channel == "sms":
            _check_joined(inspection, screens)


def _check_texts(inspection: Inspection, versions: tuple[Shown, ...]) -> None:
    """What one place of the survey gives as a text, in the version that takes most room."""
    texts = [(whole_text(shown.sheet), shown) for shown in versions]
    text, shown = max(texts, key=lambda version: (sms_parts(version[0]), measure(version[0])[0])) if texts[1:] else texts[0]
    parts(inspection, shown, text)


def _check_screens(inspection: Inspection, versions: tuple[Shown, ...]) -> None:
    """What one place of the survey gives on a phone menu, in the version that is furthest over the budget."""
    shown = max(versions, key=lambda version: over(inspection, whole_text(version.sheet))) if versions[1:] else versions[0]
    text = whole_text(shown.sheet)
    if len(shown.sheet.entries) > MOST_ON_ONE_PAGE or over(inspection, text) > 0:
        _check_pages(inspection, shown)
    elif shown.repeats and shown.key == "ask":
        _check_repeated(inspection, shown, text)


def _check_pages(inspection: Inspection, shown: Shown) -> None:
    """A screen that is parted, or that does not fit."""
    pages = Layout(shown.sheet).pages()
    worst = max(pages, key=lambda page: over(inspection, page.text()))
    if over(inspection, worst.text()) > 0:
        _check_over(inspection, shown, pages, worst)
    elif shown.repeats:
        _check_repeated(inspection, shown, pages[0].text())
    if len(pages) > MANY_PAGES:
        many_pages(inspection, shown, str(len(pages)))


def _check_over(inspection: Inspection, shown: Shown, pages: tuple[Page, ...], worst: Page) -> None:
    """E521 if a label does not even fit alone on a page of a list, else E520."""
    if len(pages) > 1 and len(worst.positions) == 1:
        (value,) = worst.positions.values()
        entry = next(entry.label for entry in shown.sheet.entries if entry.value == value)
        entry_too_long(inspection, shown, entry, worst.text())
    else:
        too_long(inspection, shown, worst.text())


def _check_repeated(inspection: Inspection, shown: Shown, text: str) -> None:
    """N528: after an unclear answer the question itself is left out, because it does not fit under the unclear line."""
    kind = inspection.flow.question(shown.question).kind
    lines = {shown.sheet.unclear, shown.sheet.unclear_name or shown.sheet.unclear}
    by = max(over(inspection, f"{line}\n{text}") for line in lines)
    if by > 0 and not isinstance(kind, Message):
        note(inspection, "N528", shown, over=by)


def _check_joined(inspection: Inspection, screens: Screens) -> None:
    """By text, messages go out together with the question below them, or with the thank-you."""
    flow = inspection.flow
    for messages, below in sorted(inspection.ways("sms").joined):
        last = list(screens.question(flow.question(below))) if below else list(screens.thanks())
        together = [shown for name in messages for shown in screens.question(flow.question(name))]
        if len(together) < len(messages) or not last:
            continue
        texts = [whole_text(shown.sheet) for shown in (*together, last[0])]
        joined = "\n".join(texts)
        if sms_parts(joined) > max(map(sms_parts, texts)):
            name = below or "thank you"
            parts(inspection, together[0], joined, f"this text, sent together with *{name}*,")
