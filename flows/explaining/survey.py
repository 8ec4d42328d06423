"""What surrounds the questions: who starts the survey, how it begins and ends, what is kept, what the report gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows import phrases
from flows.explaining.page import CHANNELS, Chapter, Paragraph, View, joined, sentences
from flows.model import Consent, Message, Phone, Text
from flows.words import word


def starting(view: View) -> Chapter:
    """Who begins a conversation, and how often."""
    starts, rules = view.flow.starts, view.flow.rules
    points: list[str] = []
    if starts.dials and "ussd" in view.channels:
        points.append(f"People dial {joined(starts.dials, 'or')} and answer in the phone menu.")
    if "sms" in view.channels:
        points += [f"People text {joined(each.words, 'or')} to {each.short_code}." for each in starts.texts]
        if starts.after_visit is not None:
            points.append(f"We text first: {_after_visit(view)}.")
    if starts.calls and "call" in view.channels:
        points.append("People call the contact centre: an agent reads the questions to them and types what they say.")
    often = f"A phone is asked at most once every {_every(phrases.duration(rules.one_answer_every))}"
    points.append(f"{often}; whoever comes again earlier is thanked and not asked again.")
    return Chapter("Who starts it", tuple(Paragraph(point, "-") for point in points))


def _after_visit(view: View) -> str:
    delay, rules = view.flow.starts.after_visit, view.flow.rules
    when = f"{phrases.duration(delay)} after a visit was recorded" if delay else "as soon as a visit is recorded"
    return f"{when}, but only between {rules.text_from} and {rules.text_until} ({view.flow.time_zone})"


def _every(span: str) -> str:
    return span.removeprefix("1 ")


def beginning(view: View) -> Chapter:
    """The first screen."""
    return Chapter("The first screen", tuple(_beginning(view)))


def _beginning(view: View) -> Iterator[Paragraph]:
    flow = view.flow
    has_two = flow.welcome_without_visit is not None
    yield Paragraph(replace(view, with_visit=has_two).wording(flow.welcome))
    if flow.welcome_without_visit is not None:
        yield Paragraph(f"Without a visit on record: {view.wording(flow.welcome_without_visit)}")
    start = word(flow, "start", view.language)
    yield Paragraph(sentences(f"Choosing “{start}” is recorded as the consent to take part", _language(view)))
    offers = {
        "not now": ("not_now", "ends it for now"),
        "stop": ("no_more", "ends all texts from us until the person allows them again"),
    }
    for offer in flow.rules.offers:
        name, effect = offers[offer]
        yield Paragraph(f"“{word(flow, name, view.language)}” is offered too; it {effect}.")


def _language(view: View) -> str:
    flow, names = view.flow, list(view.flow.languages.values())
    if flow.language_known_from:
        return f"The language is the one that the visit list says in its column “{flow.language_known_from}”, else {names[0]}"
    if len(names) == 1:
        return f"Everything is in {names[0]}"
    return f"It begins in {names[0]}; people can change to {joined(names[1:], 'or')} on this screen"


def ending(view: View) -> Chapter:
    """The thank-you, and what happens to conversations that come to no end."""
    return Chapter("The end", tuple(Paragraph(text) for text in _ending(view)))


def _ending(view: View) -> Iterator[str]:
    flow, rules = view.flow, view.flow.rules
    yield view.wording(flow.thank_you)
    if flow.thank_you_without_visit is not None:
        yield f"Without a visit on record: {view.wording(flow.thank_you_without_visit)}"
    if "ussd" in view.channels:
        yield f"Whoever is cut off and dials again within {phrases.duration(rules.resume_within)} goes on where they stopped."
    if "sms" in view.channels:
        remind = rules.remind_after
        reminder = f"One reminder is sent after {phrases.duration(remind)} of silence" if remind else "Nobody is reminded"
        closing = (
            f"after {phrases.duration(rules.close_after)} of silence the conversation is closed and the answers so far are kept"
        )
        yield sentences(f"{reminder}; {closing}", "Whoever texts STOP gets nothing more from us")


def keeping(view: View) -> Chapter:
    """What is kept, for how long, and who sees it."""
    flow, rules = view.flow, view.flow.rules
    points = [
        f"Phone numbers are deleted after {phrases.duration(rules.keep_numbers)}; the answers stay, nobody can tell whose.",
        f"What people typed, word for word, is deleted after {phrases.duration(rules.keep_words)}; values and counts stay.",
    ]
    if rules.small_numbers == "strict":
        points.append("Reports tell small numbers strictly: counts of 1 to 7 are hidden, all others are told to the nearest 5.")
    private = [f"“{q.report_as}”" for q in flow.questions if q.private and not isinstance(q.kind, Message | Phone)]
    if private:
        points.append(f"Kept from the ministry until a person has read and released it: {joined(private)}.")
    consents = [f"“{q.report_as}”" for q in flow.questions if isinstance(q.kind, Consent)]
    if consents:
        points.append(f"Each consent ({joined(consents)}) is kept with the exact words shown, the language, channel and time.")
    if rules.use_visits_within is not None:
        points.append(
            f"A visit of the last {phrases.duration(rules.use_visits_within)} is used for people who start by themselves."
        )
    if flow.visit_columns:
        columns = joined([f"“{name}”" for name in flow.visit_columns])
        points.append(f"Of a visit we use the phone number and {columns}; nothing else is asked for.")
    return Chapter("What is kept", tuple(Paragraph(point, "-") for point in points))


def reporting(view: View) -> Chapter:
    """What the morning report gets."""
    flow = view.flow
    counting = {question.counts_as: question.report_as for question in flow.questions if question.counts_as}
    heads = {
        "headline": "Main figure", "main reason": "Main reason", "waiting minutes": "Waiting time",
        "waiting hours": "Waiting time", "comment": "Comments",
    }  # fmt: skip
    points = [Paragraph(f"“{title}”.", "-", heads[word]) for word, title in counting.items()]
    if "headline" not in counting:
        points.insert(0, Paragraph("No question counts as the headline, so the report has no main figure.", "-"))
    columns = [
        f"“{q.report_as}”"
        for q in flow.questions
        if not isinstance(q.kind, Message | Phone) and not (q.private and isinstance(q.kind, Text))
    ]
    points.append(Paragraph(f"{joined(columns)}.", "-", "Columns"))
    return Chapter("What the report gets", tuple(points))


def about(view: View) -> str:
    """One sentence on whose survey it is and in which languages."""
    flow = view.flow
    languages = joined(list(flow.languages.values()))
    how = joined([CHANNELS[channel] for channel in view.channels], "or")
    return f"{flow.owner} asks. People answer {how}, in {languages}. The survey is called {flow.survey}."
