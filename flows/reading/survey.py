"""The top of a survey: its name, languages, ways of starting, rules, welcome, questions and thank-you."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import available_timezones

from flows.model import NOWHERE, Accepted, Flow, Keywords, Mark, Question, Rules, Starts, Texts, Wording
from flows.reading import keys, quantities
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.nearest import nearest
from flows.reading.question import read_question
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.wording import Path, Wordings

MOST_QUESTIONS = 40
MOST_LANGUAGES = 4
MOST_ENTRIES = 100
"""Lines under *words* and under *accepted*."""
OFFERS = ("not now", "stop")
ZONES = frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Draft:
    """A survey as far as it could be read: what the checks look at.

    ``unread`` are names of questions that stand in the text but could not be read; ``marks`` says where every text stands:
    (question or key of the survey, key, … , language) -> place.
    """

    flow: Flow
    unread: frozenset[str] = frozenset()
    marks: dict[Path, Mark] = field(default_factory=dict)


def read_survey(group: Group, findings: Findings) -> Draft | None:
    """The survey, as complete as the text allows; ``None`` if even its languages are unknown."""
    fields = Fields(group, "The survey", findings)
    if not fields.entries.keys() & {*keys.SURVEY, *keys.LATER_SURVEY}:
        findings.add("E119", Mark(1, 1))
        return None
    fields.refuse_others(keys.SURVEY, keys.LATER_SURVEY)
    _format(fields, findings)
    languages, language_marks = _languages(fields, findings)
    wordings = Wordings(languages, findings)
    wordings.marks.update({(key,): fields.mark_of(key) for key in fields.entries})
    wordings.marks.update({("languages", code): mark for code, mark in language_marks.items()})
    name, title, owner = _survey_name(fields, findings), _required(fields, "title", 80), _required(fields, "owner", 60)
    zone = _zone(fields, findings)
    starts, rules = _starts(fields, wordings, findings), _rules(fields, wordings, findings)
    welcome = wordings.read(fields, "welcome", (), required=True)
    questions, unread = _questions(fields, wordings, findings)
    thanks = wordings.read(fields, "thank you", (), required=True)
    words, accepted = _words(fields, wordings), _accepted(fields, wordings, findings)
    if not languages:
        return None
    flow = Flow(
        survey=name or "",
        title=title,
        owner=owner,
        time_zone=zone,
        languages=languages,
        starts=starts,
        welcome=welcome or Wording({}),
        questions=questions,
        thank_you=thanks or Wording({}),
        rules=rules,
        words=words,
        accepted=accepted,
        by_name={question.name: at for at, question in enumerate(questions)},
    )
    return Draft(flow, unread, wordings.marks)


def _required(fields: Fields, key: str, limit: int) -> str:
    fields.require(key, keys.EXAMPLES[key])
    return fields.text(key, keys.EXAMPLES[key].split(": ", 1)[1], limit) or ""


def _format(fields: Fields, findings: Findings) -> None:
    text = fields.text("format", "1")
    if text is None or text == "1":
        return
    if text.isascii() and text.isdigit() and int(text[:9]) > 1:
        findings.add("E218", fields.mark_of("format"), format=text[:9])
    else:
        findings.add("E212", fields.mark_of("format"), key="format", low=1, high=1, value=text[:40])


def _survey_name(fields: Fields, findings: Findings) -> str:
    name = _required(fields, "survey", 0)
    if name and (len(name) > 40 or not quantities.SURVEY_NAME.fullmatch(name)):
        fixed = quantities.fixed_name(name).replace("_", "-")
        findings.add("E205", fields.mark_of("survey"), name=name[:60], also="-", longest=40, fixed=fixed)
    return name


def _zone(fields: Fields, findings: Findings) -> str:
    zone = _required(fields, "time zone", 0)
    if zone and zone not in ZONES:
        findings.add("E215", fields.mark_of("time zone"), value=zone[:60], guess=nearest(zone, ZONES))
    return zone


def _languages(fields: Fields, findings: Findings) -> tuple[dict[str, str], dict[str, Mark]]:
    """The languages by code, and where each is declared."""
    fields.require("languages", keys.EXAMPLES["languages"])
    group = fields.group("languages", keys.EXAMPLES["languages"])
    if group is None:
        return {}, {}
    if not group.entries:
        findings.add("E202", group.mark, parent="*languages*", key="language", example=keys.EXAMPLES["languages"])
    _limit(group, MOST_LANGUAGES, "languages", findings)
    languages: dict[str, str] = {}
    for entry in group.entries[:MOST_LANGUAGES]:
        if not quantities.LANGUAGE.fullmatch(entry.key):
            findings.add("E504", entry.mark, code=entry.key[:40])
        elif not isinstance(entry.value, Scalar):
            findings.add("E204", entry.value.mark, key=entry.key, shape="a text", example=f"{entry.key}: English")
        else:
            languages[entry.key] = entry.value.text
    return languages, {entry.key: entry.mark for entry in group.entries}


def _starts(fields: Fields, wordings: Wordings, findings: Findings) -> Starts:
    fields.require("starts when", keys.EXAMPLES["starts when"])
    group = fields.group("starts when", keys.EXAMPLES["starts when"])
    if group is None:
        return Starts()
    own = Fields(group, "*starts when*", findings, fields.key_mark("starts when"))
    own.refuse_others(keys.STARTS, keys.LATER_STARTS)
    dials = []
    for at, code in enumerate(own.texts("someone dials", 'someone dials: "*120*45#"')):
        wordings.marks[("starts when", "someone dials", str(at))] = code.mark
        if not quantities.DIAL.fullmatch(code.text):
            findings.add("E602", code.mark, code=code.text[:40])
        dials.append(code.text)
    return Starts(tuple(dials), _texts(own, wordings, findings))


def _texts(own: Fields, wordings: Wordings, findings: Findings) -> tuple[Keywords, ...]:
    node = own.node("someone texts")
    if node is None:
        return ()
    lines = node.nodes if isinstance(node, Items) else (node,)
    found = []
    for at, line in enumerate(lines):
        read = quantities.keywords(line.text) if isinstance(line, Scalar) else None
        if read is None:
            example = "someone texts: CLINIC to 40145"
            findings.add("E204", line.mark, key="someone texts", shape="a word and a number", example=example)
            continue
        wordings.marks[("starts when", "someone texts", str(at))] = line.mark
        found.append(read)
    return tuple(found)


def _rules(fields: Fields, wordings: Wordings, findings: Findings) -> Rules:
    group = fields.group("rules", "rules: { close after: 3 days }")
    if group is None:
        return Rules()
    own = Fields(group, "*rules*", findings, fields.key_mark("rules"))
    own.refuse_others(keys.RULES, keys.LATER_RULES)
    for key in own.entries:
        wordings.marks[("rules", key)] = own.mark_of(key)
    usual = Rules()
    first, second = _hours(own, findings) or (usual.text_from, usual.text_until)
    remind = _duration(own, "remind once after", findings)
    return Rules(
        one_answer_every=_duration(own, "one answer per phone every", findings) or usual.one_answer_every,
        text_from=first,
        text_until=second,
        remind_after=remind,
        close_after=_duration(own, "close after", findings) or usual.close_after,
        resume_within=_duration(own, "resume a dropped call within", findings) or usual.resume_within,
        offers=_offers(own),
        keep_numbers=_days(own, "keep phone numbers for", 90, findings) or usual.keep_numbers,
        keep_words=_days(own, "keep written answers for", 180, findings) or usual.keep_words,
    )


def _hours(own: Fields, findings: Findings) -> tuple[str, str] | None:
    text = own.text("text only between", "08:00 and 19:00")
    read = quantities.hours(text) if text is not None else None
    if text is not None and read is None:
        findings.add("E214", own.mark_of("text only between"), value=text[:40])
    return read


def _duration(own: Fields, key: str, findings: Findings) -> timedelta | None:
    text = own.text(key, "2 days")
    read = quantities.duration(text) if text is not None else None
    if text is not None and read is None:
        findings.add("E213", own.mark_of(key), value=text[:40])
    return read


def _days(own: Fields, key: str, most: int, findings: Findings) -> timedelta | None:
    """A duration in days or weeks, at most ``most`` days."""
    read = _duration(own, key, findings)
    if read is None:
        return None
    text = own.text(key) or ""
    if not text.rstrip("s").endswith((" day", " week")) or read > timedelta(days=most):
        findings.add("E612", own.mark_of(key), key=key, most=most)
        return None
    return read


def _offers(own: Fields) -> tuple[str, ...]:
    offers = []
    for offer in own.texts("first screen offers", "first screen offers: [not now, stop]"):
        if offer.text in OFFERS:
            offers.append(offer.text)
        else:
            own.wrong_value("first screen offers", offer.mark, offer.text, OFFERS)
    return tuple(dict.fromkeys(offers))


def _questions(fields: Fields, wordings: Wordings, findings: Findings) -> tuple[tuple[Question, ...], frozenset[str]]:
    node = fields.require("questions", keys.EXAMPLES["questions"])
    if node is None:
        return (), frozenset()
    if not isinstance(node, Items):
        findings.add("E204", node.mark, key="questions", shape="a list", example="- question: waiting_time")
        return (), frozenset()
    if len(node.nodes) > MOST_QUESTIONS:
        mark = node.nodes[MOST_QUESTIONS].mark
        findings.add("E219", mark, count=len(node.nodes), things="questions", limit=MOST_QUESTIONS)
    read = [_question(part, wordings, findings) for part in node.nodes[:MOST_QUESTIONS]]
    findings.question = ""
    questions: dict[str, Question] = {}
    for question in read:
        if not isinstance(question, Question):
            continue
        first = questions.setdefault(question.name, question)
        if first is not question:
            first_line, name = first.mark.line, question.name
            findings.add("E208", question.mark, question=name, name=name, first=first_line, second=question.mark.line)
    unread = {name for name in read if isinstance(name, str) and name}
    return tuple(questions.values()), frozenset(unread.union(*map(_names_in_section, node.nodes)))


def _names_in_section(node: Node) -> set[str]:
    """The questions under a section: they are not run yet, but conditions may speak of them."""
    if not isinstance(node, Group):
        return set()
    below = [e.value for e in node.entries if keys.fold(e.key) == "questions" and isinstance(e.value, Items)]
    groups = [part for items in below for part in items.nodes if isinstance(part, Group)]
    return {e.value.text for g in groups for e in g.entries if e.key == "question" and isinstance(e.value, Scalar)}


def _question(node: Node, wordings: Wordings, findings: Findings) -> Question | str:
    findings.question = ""
    if isinstance(node, Group):
        if any(keys.fold(entry.key) == "section" for entry in node.entries):
            findings.add("E290", node.mark, key="section")
            return ""
        return read_question(node, wordings, findings)
    findings.add("E204", node.mark, key="questions", shape="a list of groups", example="- question: waiting_time")
    return ""


def _words(fields: Fields, wordings: Wordings) -> dict[str, Texts]:
    group = fields.group("words", "words: { skip: { st: Tlola } }")
    if group is None:
        return {}
    words: dict[str, Texts] = {}
    _limit(group, MOST_ENTRIES, "words", wordings.findings)
    for entry in group.entries[:MOST_ENTRIES]:
        name = keys.fold(entry.key).replace(" ", "_")
        wordings.marks[("words", name)] = entry.mark
        words[name] = wordings.texts(_joined(entry.value), entry.key, ("words", name), whole=False)
    return words


def _joined(node: Node) -> Node:
    """Word lists in brackets as texts with commas."""
    if isinstance(node, Group):
        return Group(tuple(Entry(e.key, e.mark, _joined(e.value)) for e in node.entries), node.mark, node.inline)
    if isinstance(node, Items) and all(isinstance(part, Scalar) for part in node.nodes):
        return Scalar(", ".join(part.text for part in node.nodes if isinstance(part, Scalar)), node.mark)
    return node


def _accepted(fields: Fields, wordings: Wordings, findings: Findings) -> tuple[Accepted, ...]:
    group = fields.group("accepted", "accepted: { W620: Most people get six. }")
    if group is None:
        return ()
    _limit(group, MOST_ENTRIES, "accepted warnings", findings)
    return tuple(_one_accepted(entry, findings) for entry in group.entries[:MOST_ENTRIES])


def _limit(group: Group, most: int, things: str, findings: Findings) -> None:
    if len(group.entries) > most:
        findings.add("E219", group.entries[most].mark, count=len(group.entries), things=things, limit=most)


def _one_accepted(entry: Entry, findings: Findings) -> Accepted:
    code, _, at = entry.key.partition(" at ")
    if isinstance(entry.value, Scalar):
        return Accepted(code.strip(), at.strip(), entry.value.text, entry.mark)
    findings.add("E204", entry.value.mark, key=entry.key[:60], shape="a text", example="W620: Most people get six.")
    return Accepted(code.strip(), at.strip(), "", NOWHERE)
