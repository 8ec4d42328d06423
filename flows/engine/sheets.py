"""What stands on every screen of a survey: which wording, which lines, which platform words, for one language and channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.engine.asking import zero_is_an_answer
from flows.engine.variables import Variable, fill, scan
from flows.measure import USUAL, Budgets
from flows.model import (
    Channel,
    Choice,
    Consent,
    Date,
    Flow,
    Message,
    Number,
    Phone,
    Question,
    Rating,
    Text,
    Wording,
    YesNo,
)  # fmt: skip
from flows.screen import Entry, Sheet
from flows.walk import question_count
from flows.words import word

START, NOT_NOW, STOP = "start", "not now", "stop"
LANGUAGE = "language "
"""What a language's line on the welcome means, with the language's code behind it."""
YES, AGAIN = "yes", "again"
NEXT = "next"
OWN = "own"
"""What the line *This number* means."""

Values = Mapping[str, str]
"""What stands for the variables of a wording in one conversation: place names shown back, columns of the visit."""
NO_VALUES: Values = {}

_OFFERS = {NOT_NOW: "not_now", STOP: "no_more"}


def platform(flow: Flow, name: str, language: str, **values: str) -> str:
    """A platform word as it is shown, with what it names of the survey."""
    text = word(flow, name, language)
    return fill(text, {**always_known(flow), "owner": flow.owner, **values}) if "{" in text or "}" in text else text


def always_known(flow: Flow) -> dict[str, str]:
    """The variables that are the same in every conversation of a survey."""
    return {"keep days": str(flow.rules.keep_numbers.days)}


def thank_you(flow: Flow, language: str, channel: str, reference: str, values: Values = NO_VALUES) -> str:
    """The last text of a finished conversation."""
    text = fitting_text(flow.thank_you, flow.thank_you_without_visit, language, channel, values)
    return fill(text, {**always_known(flow), **values, "reference": reference})


def fitting_text(wording: Wording, without_visit: Wording | None, language: str, channel: str, values: Values) -> str:
    """The wording, or the one without a visit if it names something of a visit that is not there (8.1)."""
    text = wording.text(language, channel)
    if without_visit is None or all(name in values for name in visit_variables(text)):
        return text
    return without_visit.text(language, channel)


def visit_variables(text: str) -> list[str]:
    """The variables of a text that a visit fills."""
    if "{" not in text:
        return []
    return [piece.name for piece in scan(text) if isinstance(piece, Variable) and piece.name.startswith("visit.")]


def question_sheet(
    flow: Flow, question: Question, language: str, channel: str, budgets: Budgets = USUAL, values: Values = NO_VALUES
) -> Sheet:
    """Everything a question shows on its screens; a place has one such sheet a step (``flows.engine.place_sheets``)."""
    can_go_back = channel != "sms" and not zero_is_an_answer(question.kind)
    return Sheet(
        channel=channel,
        wording=fill(question.ask.text(language, channel), {**always_known(flow), **values}),
        entries=tuple(_entries(flow, question, language, channel)),
        below=_below(flow, question, language),
        zero_line=f"0 {platform(flow, 'skip', language)}" if question.may_be_skipped else "",
        back_line=f"0 {platform(flow, 'back', language)}" if can_go_back else "",
        more_line=f"9 {platform(flow, 'more', language)}",
        unclear=_unclear(flow, question, language, channel, values),
        paged=channel == "ussd" and isinstance(question.kind, Choice),
        budgets=budgets,
    )


def welcome_sheet(
    flow: Flow, language: str, channel: Channel | str, chosen: bool, budgets: Budgets = USUAL, *,
    values: Values = NO_VALUES, language_known: bool = False, answers_known: bool = False,
) -> Sheet:  # fmt: skip
    """The first screen. ``chosen``: this language was asked for, so *Back* stands where the other languages were.

    ``language_known``: the visit says the language, so no other is offered; ``answers_known``: it answers all that it can.
    """
    others = () if chosen or language_known else tuple(code for code in flow.languages if code != language)
    entries = (
        Entry(START, platform(flow, "start", language)),
        *(Entry(LANGUAGE + code, flow.languages[code]) for code in others),
        *(Entry(offer, platform(flow, _OFFERS[offer], language)) for offer in flow.rules.offers if offer in _OFFERS),
    )
    counted = {"question count": question_count(flow, channel, answers_known)}
    text = fitting_text(flow.welcome, flow.welcome_without_visit, language, channel, values)
    return Sheet(
        channel=channel,
        wording=fill(text, {**always_known(flow), **values, **counted}),
        entries=entries,
        zero_line=f"0 {platform(flow, 'back', language)}" if chosen else "",
        unclear=platform(flow, "unclear_pick", language),
        budgets=budgets,
    )


def resume_sheet(flow: Flow, language: str, channel: str, budgets: Budgets = USUAL) -> Sheet:
    """*Continue where you stopped?*"""
    entries = (Entry(YES, platform(flow, "yes", language)), Entry(AGAIN, platform(flow, "again", language)))
    wording, unclear = platform(flow, "resume", language), platform(flow, "unclear_pick", language)
    return Sheet(channel, wording, entries, unclear=unclear, budgets=budgets)


def _entries(flow: Flow, question: Question, language: str, channel: str) -> Iterator[Entry]:
    kind = question.kind
    if isinstance(kind, Choice):
        values = always_known(flow)
        for option in kind.options:
            yield Entry(option.name, fill(option.label[language], values), option.press)
    elif isinstance(kind, (YesNo, Consent)):
        yield from (Entry(name, platform(flow, name, language)) for name in ("yes", "no"))
    elif isinstance(kind, Phone):
        yield Entry(OWN, platform(flow, "this_phone", language))
    elif isinstance(kind, Message) and channel == "ussd":
        yield Entry(NEXT, platform(flow, "next", language))


def _below(flow: Flow, question: Question, language: str) -> str:
    """A rating's scale in one line, and below it the key for *I do not know*; how a day is written."""
    kind = question.kind
    if isinstance(kind, Date):
        return platform(flow, "date_hint", language)
    if not isinstance(kind, Rating):
        return ""
    low, high = (fill(texts[language], always_known(flow)) if texts else "" for texts in (kind.lowest, kind.highest))
    scale = f"{kind.low} {low}".rstrip() + " - " + f"{kind.high} {high}".rstrip() if low or high else f"{kind.low}-{kind.high}"
    return f"{scale}\n{kind.high + 1} {platform(flow, 'dont_know', language)}" if kind.do_not_know else scale


_UNCLEAR = {Text.kind: "unclear_text", Date.kind: "unclear_date", Phone.kind: "unclear_phone"}


def _unclear(flow: Flow, question: Question, language: str, channel: str, values: Values) -> str:
    if question.if_unclear is not None:
        return fill(question.if_unclear.text(language, channel), {**always_known(flow), **values})
    kind = question.kind
    if isinstance(kind, (Rating, Number)):
        return platform(flow, "unclear_number", language, **{"from": str(kind.low), "to": str(kind.high)})
    return platform(flow, _UNCLEAR.get(kind.kind, "unclear_pick"), language)
