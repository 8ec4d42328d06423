"""Surveys and codes: what was published can be reached, and what can be dialled leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from gateway import numbers
from gateway.asking.lines import lines_of
from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.publishing.neighbours import started_by
from gateway.publishing.published import Edition
from storage import versions

PART = "Surveys"


def reached(patient: Patient) -> Iterator[Finding]:
    """Whether every published survey has a code of ours, and every code of ours a survey."""
    gateway = patient.gateway
    assert gateway is not None
    with patient.look() as u:
        gateway.published.refresh(u.connection)
        names = [version.survey for version in versions.newest(u)]
    editions = [edition for name in names if (edition := gateway.published.newest(name))]
    if not names:
        yield warning(PART, "published", "No survey is published.", "Publish one: gateway publish flows/surveys/NAME.yaml")
        return
    yield from _unreadable(names, editions)
    yield from _unreached(patient, editions)
    yield from _unheard(patient)


def _unreadable(names: list[str], editions: list[Edition]) -> Iterator[Finding]:
    for name in sorted(set(names) - {edition.version.survey for edition in editions}):
        sentence = f"The newest version of “{name}” cannot be read by this gateway."
        yield bad(PART, "published", sentence, f"Publish it again, or go back to an older one: gateway versions {name}")


def _unreached(patient: Patient, editions: list[Edition]) -> Iterator[Finding]:
    assert patient.settings is not None
    ours = {code for channel in patient.settings.channels.values() for code in channel.codes}
    behind = {survey for edition in editions if _codes(edition) & ours for survey in started_by(edition.flow)}
    lost = [
        edition.version.survey
        for edition in editions
        if not _codes(edition) & ours and edition.version.survey not in behind and not _goes_out(patient, edition)
    ]
    owned = {survey for ministry in patient.settings.ministries.values() for survey in ministry.surveys}
    for survey in lost:
        sentence = f"“{survey}” is published, and no channel has a code of it: nobody can reach it."
        yield warning(PART, "reached", sentence, "Add its code to the codes of a channel in config.yaml.")
    for survey in sorted({edition.version.survey for edition in editions} - owned):
        sentence = f"“{survey}” is published, and no ministry in config.yaml owns it: no report tells of it."
        yield warning(PART, "owned", sentence, "Add it to the surveys of a ministry in config.yaml.")
    if not lost:
        yield well(PART, "reached", f"Each of the {len(editions)} published surveys can be reached by a code.")


def _goes_out(patient: Patient, edition: Edition) -> bool:
    """Whether a visit can start it: then nobody needs a code of its own."""
    assert patient.settings is not None
    flow = edition.flow
    return flow.starts.after_visit is not None and bool(lines_of(patient.settings, flow))


def _codes(edition: Edition) -> set[str]:
    starts = edition.flow.starts
    return {numbers.dial_code(dial) for dial in starts.dials} | {keywords.short_code for keywords in starts.texts}


def _unheard(patient: Patient) -> Iterator[Finding]:
    assert patient.gateway is not None
    published = patient.gateway.published
    for channel in patient.gateway.settings.channels.values():
        if patient.channel not in ("", channel.name):
            continue
        empty = [code for code in channel.codes if not published.dialled(code) and not published.listening(code)]
        if empty:
            sentence = f"Nothing answers at {', '.join(empty)} of channel {channel.name}: no published survey has such a code."
            yield warning(PART, "codes", sentence, "Publish a survey with that code, or take the code out of config.yaml.")
