"""Does every screen fit, in every language, on every channel, repeated and in pages? Measured on the engine's own screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.checks.inspection import Inspection
from flows.measure import GSM_BASIC, GSM_EXTENSION, SMS_SINGLE, measure, sms_parts, ussd_units
from flows.model import Mark, Message, Question
from flows.screen import Page
from flows.sheets import platform, thank_you
from flows.walk import ways

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
    if "sms" in inspection.flow.channels:
        for language in inspection.languages:
            _check_joined(inspection, language)


def _steps(inspection: Inspection, language: str, channel: str) -> Iterator[Shown]:
    """The welcome, resume and question screens; a step whose texts are missing in this language is left out (E501 told it)."""
    flow = inspection.flow
    mark = inspection.text_mark(("welcome",), flow.welcome, language, channel)
    yield Shown(
        "welcome", language, channel, "welcome", mark, _made(lambda: (_longest_welcome(inspection, language, channel),))
    )
    mark = inspection.mark("words", "resume") if "resume" in flow.words else inspection.mark("languages", language)
    resume = _made(lambda: (inspection.plan.resume(language, channel),))
    yield Shown("", language, channel, "words", mark, resume)
    for question in flow.questions:
        yield _step(inspection, question, language, channel)


def _longest_welcome(inspection: Inspection, language: str, channel: str) -> Page:
    """The first screen as it is met in this language: at once, or after another one, with *Back* in place of the languages."""
    first = language == inspection.flow.main_language
    ways_to_it = (False, True) if first and len(inspection.languages) > 1 else (not first,)
    pages = [inspection.plan.welcome(language, channel, chosen) for chosen in ways_to_it]
    return max(pages, key=lambda page: _over(inspection, page.text()))


def _step(inspection: Inspection, question: Question, language: str, channel: str) -> Shown:
    mark = inspection.text_mark(("questions", question.name, "ask"), question.ask, language, channel)
    pages = _made(lambda: inspection.plan.pages(question, language, channel))
    return Shown(question.name, language, channel, "ask", mark, pages)


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


def _check_parts(inspection: Inspection, shown: Shown, text: str, what: str = "this text") -> None:
    parts = sms_parts(text)
    units, coding = measure(text)
    if parts > MOST_PARTS:
        _note(inspection, "E522", shown, what=what, parts=parts, limit=MOST_PARTS)
    elif parts > 1:
        over = units - SMS_SINGLE[coding]
        _note(inspection, "W523", shown, what=what, parts=parts, count=units, limit=SMS_SINGLE[coding], over=over)


def _check_joined(inspection: Inspection, language: str) -> None:
    """By text, messages go out together with the question below them, or with the thank-you."""
    flow = inspection.flow
    for messages, question in sorted(ways(flow, "sms").joined):
        below = (
            _step(inspection, flow.question(question), language, "sms") if question else _thanks(inspection, language, "sms")
        )
        together = [*(_step(inspection, flow.question(name), language, "sms") for name in messages), below]
        texts = [shown.pages[0].text() for shown in together if shown.pages]
        joined = "\n".join(texts)
        if len(texts) == len(together) and sms_parts(joined) > max(map(sms_parts, texts)):
            _check_parts(inspection, together[0], joined, f"this text, sent together with *{below.question}*,")


def _thanks(inspection: Inspection, language: str, channel: str) -> Shown:
    flow = inspection.flow
    mark = inspection.text_mark(("thank you",), flow.thank_you, language, channel)
    pages = _made(lambda: (_alone(thank_you(flow, language, channel, A_REFERENCE)),))
    return Shown("thank you", language, channel, "thank you", mark, pages)


def _check_single(inspection: Inspection, language: str, channel: str) -> None:
    """Screens of one text: the thank-you, and what the program says by itself in the survey's words."""
    flow = inspection.flow
    _check_step(inspection, _thanks(inspection, language, channel))
    for name in LONE_SCREENS:
        if language in flow.words.get(name, {}):
            text = _alone(platform(flow, name, language))
            _check_step(inspection, Shown("", language, channel, name, inspection.mark("words", name, language), (text,)))


def _alone(text: str) -> Page:
    return Page({}, False, (text, text, text, text))
