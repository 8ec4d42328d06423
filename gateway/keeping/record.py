"""The record of processing and the sheet for an impact assessment, made from the settings and the published surveys.

Every value in them is one that the gateway works by; what only people can say is asked as an open question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flows.model import Consent, Flow
from gateway.keeping import retention
from storage import versions
from storage.unhurried import unhurried

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.versions import Version

_DAY_MS = 86_400_000

MEASURES = (
    "Phone numbers are sealed with AES-256-GCM, each bound to its row, and found again by HMAC-SHA-256 under another key. "
    "They stand in one table, or sealed where they were given as an answer, and in no log, queue, address, file or report.",
    "Answers belong to a conversation, not to a number; the link is cut when its time is over, and words are deleted later.",
    "What is deleted is written over in SQLite's file at once; PostgreSQL gives its space to others when it vacuums. A backup "
    "holds what stood at its time: it must not be kept longer than these terms.",
    "Numbers and addresses in free words are blotted out before an answer is filed.",
    "Figures about fewer than ten people do not leave the house.",
    "Consent is kept with the words that were shown, version, language, channel and local time, and is never overwritten; of a "
    "screen that called somebody by name only the digest is left when they are forgotten.",
    "STOP, DELETE and MYDATA are answered by text at any time; who asked never to be texted is not woken by a new list.",
    "The audit is append-only and chained by SHA-256; `gateway audit verify` walks it.",
    "Keys stand outside the database; they are rotated with `gateway keys rotate` while the gateway runs.",
)

QUESTIONS = (
    "On which legal ground does each ministry ask, and where is it written down?",
    "Who is the data protection officer of each ministry, and how do people reach them?",
    "Is the processing necessary for its purpose, and is there a milder way?",
    "Which risks are left for people who answer, above all about health, and who has accepted them?",
    "When is this sheet looked at again, and by whom?",
)


def compiled(gateway: Gateway) -> dict[str, Any]:
    """The record as plain values."""
    settings = gateway.settings
    return {
        "hosted_in": settings.web.hosted_in,
        "countries": sorted(settings.countries),
        "recipients": [
            {"channel": c.name, "provider": c.provider, "environment": c.environment, "codes": list(c.codes)}
            for c in settings.channels.values()
        ],
        "limits": {
            "phone_numbers_days": settings.retention.numbers_days,
            "written_answers_days": settings.retention.words_days,
            "ids_of_calls_days": settings.retention.calls_days,
        },
        "ministries": [
            {"ministry": m.key, "name": m.name, "time_zone": m.time_zone, "surveys": list(_surveys(gateway, m.key))}
            for m in settings.ministries.values()
        ],
        "measures": list(MEASURES),
        "questions": list(QUESTIONS),
    }


def _surveys(gateway: Gateway, ministry: str) -> Iterator[dict[str, Any]]:
    with unhurried(gateway.engine) as u:
        found = [(v, gateway.published.by_id(u, v.id)) for v in versions.newest(u) if v.ministry == ministry]
    for version, flow in found:
        yield _survey(gateway, version, flow)


def _survey(gateway: Gateway, version: Version, flow: Flow) -> dict[str, Any]:
    terms = retention.terms(gateway, version.id)
    return {
        "survey": flow.survey,
        "version": version.number,
        "title": flow.title,
        "owner": flow.owner,
        "languages": list(flow.languages),
        "questions": [q.name for q in flow.questions],
        "free_words": list(terms.texts),
        "phone_numbers_asked": list(terms.phones),
        "agreements_asked": sorted({q.kind.purpose for q in flow.questions if isinstance(q.kind, Consent)}),
        "visit_columns": list(flow.visit_columns),
        "phone_numbers_days": terms.numbers_ms // _DAY_MS,
        "written_answers_days": terms.words_ms // _DAY_MS,
    }


def files(gateway: Gateway) -> Mapping[str, bytes]:
    """The record for people (Markdown) and for programs (JSON): the same settings and surveys give the same bytes."""
    record = compiled(gateway)
    return {
        "record.md": ("\n".join(_lines(record)) + "\n").encode(),
        "record.json": json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n",
    }


def _lines(record: Mapping[str, Any]) -> Iterator[str]:
    limits = record["limits"]
    yield from ("# Record of processing, and sheet for an impact assessment", "")
    yield f"* Hosted in: {record['hosted_in'] or 'not stated (web.hosted_in in config.yaml)'}"
    yield f"* Countries served: {', '.join(record['countries'])}"
    for to in record["recipients"]:
        yield f"* Recipient of numbers and texts: {to['provider']} (channel {to['channel']}, {to['environment']})"
    yield (
        f"* At most kept: phone numbers {limits['phone_numbers_days']} days, written answers "
        f"{limits['written_answers_days']} days, ids of calls {limits['ids_of_calls_days']} days; "
        "counts and chosen values stay, and belong to nobody"
    )
    for ministry in record["ministries"]:
        yield from ("", f"## {ministry['name']}", "")
        for survey in ministry["surveys"]:
            yield from _of_survey(survey)
        if not ministry["surveys"]:
            yield "No survey is published."
    yield from ("", "## Measures", "", *(f"* {measure}" for measure in record["measures"]))
    yield from ("", "## To be answered by people", "", *(f"* {question}" for question in record["questions"]))


def _of_survey(survey: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### {survey['title']} ({survey['survey']}, version {survey['version']})", "")
    yield f"* Purpose: what people say about this service, for {survey['owner']}; nothing else is done with their numbers"
    yield f"* Asked in: {', '.join(survey['languages'])}"
    yield f"* Questions: {', '.join(survey['questions'])}"
    for key, told in _KINDS.items():
        if survey[key]:
            yield f"* {told}: {', '.join(survey[key])}"
    yield f"* Phone numbers are kept for {survey['phone_numbers_days']} days after a conversation has ended"
    yield from (f"* Written answers are kept for {survey['written_answers_days']} days", "")


_KINDS = {
    "free_words": "Answered in people's own words",
    "phone_numbers_asked": "A phone number is asked for in",
    "agreements_asked": "Agreement is asked for to",
    "visit_columns": "Told by the ministry about a visit",
}
