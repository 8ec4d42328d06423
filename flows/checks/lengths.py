"""Does every screen fit, in every language, on every channel, repeated and in pages? Measured on the engine's own screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from flows.checks.inspection import Inspection
from flows.measure import GSM_BASIC, GSM_EXTENSION, SMS_SINGLE, measure, sms_parts, ussd_units
from flows.model import Mark, Message, Question
from flows.screen import Page, Sheet, lay_out
from flows.sheets import platform, resume_sheet, thank_you, welcome_sheet

MOST_PARTS = 3
A_REFERENCE = "7KQ4-M2"
LONE_SCREENS = ("already", "gave_up", "closed", "sorry", "stopped", "started")
"""Platform words that are a whole screen or text of their own; the program's own ones fit."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The pages of one step in one language on one channel, and where its wording stands."""

    question: str
    language: str
    channel: str
    key: str
    mark: Mark
    pages: tuple[Page, ...]


def check(inspection: Inspection) -> None:
    """E520 to W523, N528, W423."""
    for channel in inspection.flow.channels:
        for language in inspection.languages:
            for shown in _steps(inspection, language, channel):
                _check_step(inspection, shown)
            _check_single(inspection, language, channel)


def _steps(inspection: Inspection, language: str, channel: str) -> Iterator[Shown]:
    """The welcome, resume and question screens; a step whose texts are missing in this language is left out (E501 told it)."""
    flow = inspection.flow
    mark = inspection.text_mark(("welcome",), flow.welcome, language, channel)
    chosen = language != flow.main_language
    pages = _made(partial(_in_one, welcome_sheet, flow, language, channel, chosen, inspection.budgets))
    yield Shown("welcome", language, channel, "welcome", mark, pages)
    resume = inspection.mark("words", "resume") if "resume" in flow.words else inspection.mark("languages", language)
    yield Shown(
        "",
        language,
        channel,
        "words",
        resume,
        _made(partial(_in_one, resume_sheet, flow, language, channel, inspection.budgets)),
    )
    for question in flow.questions:
        yield _step(inspection, question, language, channel)


def _step(inspection: Inspection, question: Question, language: str, channel: str) -> Shown:
    mark = inspection.text_mark(("questions", question.name, "ask"), question.ask, language, channel)
    pages = _made(lambda: inspection.plan.pages(question, language, channel))
    return Shown(question.name, language, channel, "ask", mark, pages)


def _in_one(make: Callable[..., Sheet], *arguments: object) -> tuple[Page, ...]:
    """A screen that has no pages: what does not fit is one screen too long."""
    sheet = make(*arguments)
    pages = lay_out(sheet)
    return pages if len(pages) == 1 else (_alone(_whole(sheet)),)


def _whole(sheet: Sheet) -> str:
    numbered = [f"{at} {entry.label}" for at, entry in enumerate(sheet.entries, 1)]
    return "\n".join((sheet.wording, *numbered, *([sheet.zero_line] if sheet.zero_line else [])))


def _made(make: Callable[[], tuple[Page, ...]]) -> tuple[Page, ...]:
    try:
        return make()
    except KeyError:
        return ()


def _check_step(inspection: Inspection, shown: Shown) -> None:
    if shown.channel == "sms":
        if shown.pages:
            _check_parts(inspection, shown, shown.pages[0].text())
        return
    texts = [page.text() for page in shown.pages]
    sizes = [_over(inspection, text) for text in texts]
    worst = max(range(len(sizes)), key=sizes.__getitem__, default=0)
    if not sizes:
        return
    if sizes[worst] > 0:
        _note_over(inspection, shown, texts[worst], sizes[worst])
    elif shown.key == "ask":
        _check_repeated(inspection, shown)
    if len(shown.pages) > 5:
        _note(inspection, "W423", shown, pages=len(shown.pages))


def _over(inspection: Inspection, text: str) -> int:
    """How many units a USSD screen is over its budget; 0 or less if it fits."""
    units, coding = ussd_units(text)
    return units - inspection.budgets.ussd(coding)


def _note(inspection: Inspection, code: str, shown: Shown, **words: object) -> None:
    name = inspection.flow.languages[shown.language]
    inspection.findings.add(
        code, shown.mark, question=shown.question, language=shown.language, channel=shown.channel, name=name, **words
    )


def _note_over(inspection: Inspection, shown: Shown, text: str, over: int) -> None:
    units, coding = ussd_units(text)
    most = inspection.budgets.ussd(coding)
    entry = _long_entry(inspection, shown)
    if entry:
        _note(inspection, "E521", shown, entry=entry, over=over)
        return
    why = f": the letter *{_first_foreign(text)}* needs the long code" if coding == "UCS-2" else ""
    _note(inspection, "E520", shown, count=units, limit=most, why=why, over=over, key=f"{shown.key} on ussd")


def _long_entry(inspection: Inspection, shown: Shown) -> str:
    """The label that does not even fit alone with the wording on a page; empty if it is not a list in pages."""
    if len(shown.pages) < 2:
        return ""
    for page in shown.pages:
        if len(page.positions) == 1 and _over(inspection, page.text()) > 0:
            return next((line[2:] for line in page.text().split("\n") if line.startswith("1 ")), "")
    return ""


def _first_foreign(text: str) -> str:
    return next((sign for sign in text if sign not in GSM_BASIC and sign not in GSM_EXTENSION), "")


def _check_repeated(inspection: Inspection, shown: Shown) -> None:
    """N528: after an unclear answer the question itself is left out, because it does not fit under the unclear line."""
    question = inspection.flow.question(shown.question)
    if isinstance(question.kind, Message) or question.tries == 1:
        return
    unclear_line, first = shown.pages[0].text(unclear=True), shown.pages[0].text()
    if not unclear_line.endswith(first) or unclear_line == first:
        _note(inspection, "N528", shown)


def _check_parts(inspection: Inspection, shown: Shown, text: str) -> None:
    parts = sms_parts(text)
    units, coding = measure(text)
    if parts > MOST_PARTS:
        _note(inspection, "E522", shown, parts=parts, limit=MOST_PARTS)
    elif parts > 1:
        over = units - SMS_SINGLE[coding]
        _note(inspection, "W523", shown, parts=parts, count=units, limit=SMS_SINGLE[coding], over=over)


def _check_single(inspection: Inspection, language: str, channel: str) -> None:
    """Screens of one text: the thank-you, and what the program says by itself in the survey's words or in its owner's name."""
    flow = inspection.flow
    mark = inspection.text_mark(("thank you",), flow.thank_you, language, channel)
    page = _made(lambda: (_alone(thank_you(flow, language, channel, A_REFERENCE)),))
    _check_step(inspection, Shown("thank you", language, channel, "thank you", mark, page))
    for name in LONE_SCREENS:
        if language in flow.words.get(name, {}):
            text = _alone(platform(flow, name, language))
            _check_step(inspection, Shown("", language, channel, name, inspection.mark("words", name, language), (text,)))


def _alone(text: str) -> Page:
    return Page({}, False, (text, text, text, text))
