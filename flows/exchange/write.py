"""A survey as the text of a file: what came from elsewhere is written as a coordinator would have written it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows import model, phrases
from flows.editing.splice import in_quotes, quoted, quoted_key
from flows.model import NEXT, All, Any, Condition, Flow, Option, Question, Rules, Texts, Wording

INDENT = "  "

Lines = Iterator[str]


def as_yaml(flow: Flow, notes: tuple[str, ...] = ()) -> str:
    """The text of a survey, notes for its author first. Reading it back gives the same survey."""
    return "\n".join(_lines(flow, notes)) + "\n"


def _lines(flow: Flow, notes: tuple[str, ...]) -> Lines:
    for note in notes:
        yield from (f"# {line}" for line in note.splitlines())
    yield from ("",) if notes else ()
    yield from _head(flow)
    yield from ("", *_wording("welcome", flow.welcome, flow))
    if flow.welcome_without_visit is not None:
        yield from _wording("welcome", flow.welcome_without_visit, flow, " without a visit")
    yield from ("", "questions:", *_indented(_questions(flow)))
    yield from ("", *_wording("thank you", flow.thank_you, flow))
    if flow.thank_you_without_visit is not None:
        yield from _wording("thank you", flow.thank_you_without_visit, flow, " without a visit")


def _head(flow: Flow) -> Lines:
    yield from _scalars({"survey": flow.survey, "title": flow.title, "owner": flow.owner, "time zone": flow.time_zone})
    yield from ("", "languages:", *_indented(_scalars(flow.languages)))
    if flow.language_known_from:
        yield f"language known from: visit.{flow.language_known_from}"
    kinds = {c.name: f"text up to {c.longest}" if c.kind == "text" else c.kind for c in flow.visit_columns.values()}
    reasons = {f"{each.code} at {each.at}" if each.at else each.code: each.reason for each in flow.accepted}
    words = (line for name, texts in flow.words.items() for line in _texts(name.replace("_", " "), texts, table=True))
    groups = {
        "starts when": _starts(flow),
        "visit columns": _scalars(kinds),
        "rules": _scalars(dict(_rules(flow.rules))),
        "accepted": _scalars(reasons),
        "words": words,
    }
    for key, lines in groups.items():
        below = tuple(_indented(lines))
        yield from ("", f"{key}:", *below) if below else ()


def _questions(flow: Flow) -> Lines:
    section = None
    for question in flow.questions:
        if question.section is not None and question.section is not section:
            yield from ("", f"- section: {question.section.name}", *_indented(_condition(question.section.only_if)))
            yield f"{INDENT}questions:"
        section = question.section
        yield from ("", *_indented(_question(question, flow), 0 if section is None else 2))


def _indented(lines: Lines, depth: int = 1) -> Lines:
    return (INDENT * depth + line if line else "" for line in lines)


def _scalars(values: Mapping[str, str]) -> Lines:
    return (f"{quoted_key(key)}: {quoted(value)}" for key, value in values.items())


def _starts(flow: Flow) -> Lines:
    starts = flow.starts
    if starts.dials:
        codes = ", ".join(in_quotes(code) for code in starts.dials)
        yield f"someone dials: {codes if len(starts.dials) == 1 else f'[{codes}]'}"
    keywords = [f"{' or '.join(each.words)} to {each.short_code}" for each in starts.texts]
    if keywords:
        yield f"someone texts: {keywords[0] if len(keywords) == 1 else '[' + ', '.join(map(in_quotes, keywords)) + ']'}"
    if starts.after_visit is not None:
        later = f"{phrases.duration(starts.after_visit)} later" if starts.after_visit else "at once"
        yield f"a visit is recorded: {in_quotes(later + ', by sms')}"
    if starts.calls:
        yield "someone calls us: yes"


def _rules(rules: Rules) -> Iterator[tuple[str, str]]:
    """Only what is not as usual."""
    usual = Rules()
    spans = {
        "one answer per phone every": (rules.one_answer_every, usual.one_answer_every),
        "remind once after": (rules.remind_after, usual.remind_after),
        "close after": (rules.close_after, usual.close_after),
        "resume a dropped call within": (rules.resume_within, usual.resume_within),
        "use visits from the last": (rules.use_visits_within, usual.use_visits_within),
        "keep phone numbers for": (rules.keep_numbers, usual.keep_numbers),
        "keep written answers for": (rules.keep_words, usual.keep_words),
    }
    for key, (span, as_usual) in spans.items():
        if span is not None and span != as_usual:
            yield key, phrases.duration(span)
    if (rules.text_from, rules.text_until) != (usual.text_from, usual.text_until):
        yield "text only between", f"{rules.text_from} and {rules.text_until}"
    if rules.offers:
        yield "first screen offers", ", ".join(rules.offers)
    if rules.small_numbers != usual.small_numbers:
        yield "small numbers", rules.small_numbers


# --- wordings ----------------------------------------------------------------------------------------------------------------


def _wording(key: str, wording: Wording, flow: Flow, behind: str = "") -> Lines:
    single = len(flow.languages) == 1
    if wording.texts:
        yield from _texts(key + behind, wording.texts, table=not single)
    for channel, texts in wording.on.items():
        yield from _texts(f"{key} on {channel}{behind}", texts, table=not single)


def _texts(key: str, texts: Texts, *, table: bool) -> Lines:
    """One text in its languages: a table, or the text alone where there is one language."""
    if not table:
        yield f"{quoted_key(key)}: {quoted(next(iter(texts.values())))}"
        return
    yield f"{quoted_key(key)}:"
    yield from _indented(_scalars(texts))


# --- questions ---------------------------------------------------------------------------------------------------------------


def _question(question: Question, flow: Flow) -> Lines:
    yield f"- question: {question.name}"
    yield from _indented(_about(question, flow))
    yield from _indented(_kind(question, flow))
    yield from _indented(_onward(question))


def _about(question: Question, flow: Flow) -> Lines:
    yield f"report as: {quoted(question.report_as)}"
    if question.formerly:
        yield f"formerly: {question.formerly}"
    if question.known_from:
        yield f"known from: visit.{question.known_from}"
    if question.counts_as:
        yield f"counts as: {question.counts_as}"
    yield from _condition(question.only_if)
    yield from _wording("ask", question.ask, flow)


def _onward(question: Question) -> Lines:
    if question.if_unknown:
        yield from _texts("if unknown say", question.if_unknown, table=len(question.if_unknown) > 1)
    if question.may_be_skipped:
        yield "may be skipped: yes"
    if question.tries != 3:
        yield f"tries: {question.tries}"
    if question.after_last_try is not None:
        yield f"after the last try: {phrases.jump(question.after_last_try)}"
    if question.private != (question.kind.kind in ("text", "phone")):
        yield f"private: {'yes' if question.private else 'no'}"
    if NEXT in question.then:
        yield f"then: {phrases.jump(question.then[NEXT])}"
    elif question.then:
        yield "then:"
        yield from _indented(f"{quoted_key(key)}: {phrases.jump(jump)}" for key, jump in question.then.items())


def _condition(condition: Condition | None) -> Lines:
    if condition is None:
        return
    if isinstance(condition, All | Any) and any(isinstance(part, All | Any) for part in condition.parts):
        yield f"only if {'all' if isinstance(condition, All) else 'any'} of:"
        yield from (f"{INDENT}- {quoted(phrases.condition(part))}" for part in condition.parts)
    else:
        yield f"only if: {quoted(phrases.condition(condition))}"


def _kind(question: Question, flow: Flow) -> Lines:
    kind, table = question.kind, len(flow.languages) > 1
    yield f"answer: {kind.kind}"
    match kind:
        case model.Choice():
            yield from ("choices:", *_indented(line for option in kind.options for line in _option(option, table)))
        case model.Rating() | model.Number():
            yield from _scale(kind, table)
        case model.Text():
            yield f"longest: {kind.longest}"
        case model.Consent():
            yield f"consent to: {kind.purpose}"
        case model.Place():
            yield from (f"list: {kind.list}", "find by:")
            yield from _indented(line for step in kind.steps for line in _texts(step.column, step.ask, table=table))
            yield from ("elsewhere: yes",) if kind.elsewhere else ()
        case model.Date():
            yield from (f"earliest: {phrases.day(kind.earliest)}", f"latest: {phrases.day(kind.latest)}")
    if question.if_unclear is not None:
        yield from _wording("if unclear", question.if_unclear, flow)


def _scale(kind: model.Rating | model.Number, table: bool) -> Lines:
    yield from (f"from: {kind.low}", f"to: {kind.high}")
    if isinstance(kind, model.Number):
        yield from (f"decimals: {kind.decimals}",) if kind.decimals else ()
        yield from _texts("unit", kind.unit, table=table) if kind.unit else ()
        return
    for key, texts in (("lowest", kind.lowest), ("highest", kind.highest)):
        yield from _texts(key, texts, table=table) if texts else ()
    yield from ("do not know: yes",) if kind.do_not_know else ()


def _option(option: Option, table: bool) -> Lines:
    if not table and not option.also and option.press is None:
        yield from _texts(option.name, option.label, table=False)
        return
    yield f"{quoted_key(option.name)}:"
    yield from _indented(_scalars(option.label))
    if option.also:
        yield f"{INDENT}also: [{', '.join(quoted(word, inline=True) for word in option.also)}]"
    if option.press is not None:
        yield f"{INDENT}press: {option.press}"
