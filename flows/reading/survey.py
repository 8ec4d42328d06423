"""The top of a survey: its name, languages, ways of starting, rules, welcome, questions and thank-you."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import available_timezones

from flows.model import NOWHERE, Accepted, Flow, Mark, Texts, Wording
from flows.places import Lists, no_lists
from flows.reading import keys, quantities
from flows.reading.by_label import tell_labels
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.keys import MOST_ENTRIES, MOST_LANGUAGES
from flows.reading.nearest import nearest
from flows.reading.question import column_of
from flows.reading.questions import read_questions
from flows.reading.rules import read_rules
from flows.reading.starting import read_starts
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.visits import read_columns
from flows.reading.wording import Path, Wordings

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


def read_survey(group: Group, findings: Findings, lists: Lists = no_lists) -> Draft | None:
    """The survey, as complete as the text allows; ``None`` if even its languages are unknown."""
    fields = Fields(group, keys.SURVEY, "The survey", findings)
    if not fields.entries.keys() & set(keys.SURVEY):
        findings.add("E119", Mark(1, 1))
        return None
    fields.refuse_others()
    _format(fields, findings)
    languages, language_marks = _languages(fields, findings)
    wordings = Wordings(languages, findings, lists)
    wordings.marks.update({(key,): fields.mark_of(key) for key in fields.entries})
    wordings.marks.update({("languages", code): mark for code, mark in language_marks.items()})
    flow, unread = _flow(fields, wordings, findings)
    return Draft(flow, unread, wordings.marks) if languages else None


def _flow(fields: Fields, wordings: Wordings, findings: Findings) -> tuple[Flow, frozenset[str]]:
    questions, unread = read_questions(fields, wordings, findings)
    tell_labels(questions, findings)
    flow = Flow(
        survey=_survey_name(fields, findings),
        title=_required(fields, "title"),
        owner=_required(fields, "owner"),
        time_zone=_zone(fields, findings),
        languages=wordings.languages,
        language_known_from=column_of(fields, "language known from"),
        starts=read_starts(fields, wordings, findings),
        visit_columns=read_columns(fields, wordings, findings),
        rules=read_rules(fields, wordings, findings),
        welcome=wordings.read(fields, "welcome", (), required=True) or Wording({}),
        welcome_without_visit=wordings.read(fields, "welcome without a visit", ()),
        questions=questions,
        thank_you=wordings.read(fields, "thank you", (), required=True) or Wording({}),
        thank_you_without_visit=wordings.read(fields, "thank you without a visit", ()),
        words=_words(fields, wordings),
        accepted=_accepted(fields, wordings, findings),
        by_name={question.name: at for at, question in enumerate(questions)},
    )
    return flow, unread


def _required(fields: Fields, key: str) -> str:
    fields.require(key)
    return fields.text(key) or ""


def _format(fields: Fields, findings: Findings) -> None:
    text = fields.text("format")
    if text is None or text == "1":
        return
    if text.isascii() and text.isdigit() and int(text[:9]) > 1:
        findings.add("E218", fields.mark_of("format"), format=text[:9])
    else:
        findings.add("E212", fields.mark_of("format"), key="format", low=1, high=1, value=text[:40])


def _survey_name(fields: Fields, findings: Findings) -> str:
    name = _required(fields, "survey")
    longest = quantities.LONGEST_SURVEY_NAME
    if name and (len(name) > longest or not quantities.SURVEY_NAME.fullmatch(name)):
        fixed = quantities.fixed_name(name).replace("_", "-")
        findings.add("E205", fields.mark_of("survey"), name=name[:60], also="-", longest=longest, fixed=fixed)
    return name


def _zone(fields: Fields, findings: Findings) -> str:
    zone = _required(fields, "time zone")
    if zone and zone not in ZONES:
        findings.add("E215", fields.mark_of("time zone"), value=zone[:60], guess=_zone_like(zone))
    return zone


def _zone_like(written: str) -> str:
    """The zone that was probably meant: nearly its whole name, or only its city, such as ``Maseru``."""
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(ZONES) if "/" in zone and not zone.startswith("Etc/")}
    whole = nearest(written, ZONES)
    return whole or cities.get(nearest(written.strip().replace(" ", "_"), cities), "")


def _languages(fields: Fields, findings: Findings) -> tuple[dict[str, str], dict[str, Mark]]:
    """The languages by code, and where each is declared."""
    fields.require("languages")
    group = fields.group("languages")
    if group is None:
        return {}, {}
    if not group.entries:
        findings.add("E202", group.mark, parent="*languages*", key="language", example=fields.example("languages"))
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


def _words(fields: Fields, wordings: Wordings) -> dict[str, Texts]:
    group = fields.group("words")
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
    group = fields.group("accepted")
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
