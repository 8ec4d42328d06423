"""Part 7, method: what was asked, what changed, how each number is made, what is held back, and who is not heard."""

from __future__ import annotations

import hashlib

from reports.forms.open_data import FIGURES, as_csv
from reports.forms.pdf_blocks import Block, Cell, Section, cell, heading, table, terms, text
from reports.forms.pdf_pages.printer import Printer
from reports.night.method import CHANGES
from reports.night.shape import Survey
from reports.words.numbers import short_date, thousands
from reports.words.page_method import FORMULAS, METHOD
from reports.words.sentences import days_of


def method(printer: Printer) -> Section:
    """The page for whoever asks how a number came about."""
    blocks = [
        *_who(printer),
        heading(printer.say("formulas", METHOD)),
        terms(
            [(printer.say(f"{key} is", FORMULAS), printer.say(key, FORMULAS)) for key in FORMULAS if f"{key} is" in FORMULAS]
        ),
        *_held(printer),
        *_asked(printer),
        *_changes(printer),
        *_address(printer),
    ]
    return Section(printer.say("method", METHOD), tuple(blocks), new_page=False)


def _who(printer: Printer) -> list[Block]:
    meta = printer.report.meta
    told = printer.say("windows", METHOD, window=printer.days(meta.window), days=days_of(meta.window), zone=meta.zone)
    return [text(told), heading(printer.say("unheard", METHOD)), text(printer.say("who is not heard", METHOD))]


def _held(printer: Printer) -> list[Block]:
    columns = [printer.column("why", 4, topic=METHOD), printer.column("figures", 1, right=True, topic=METHOD)]
    rows: list[list[Cell]] = [
        [printer.say(why, METHOD) if why in METHOD else why, thousands(n)] for why, n in printer.report.suppression
    ]
    told = printer.table(columns, rows) or [text(printer.say("nothing held", METHOD))]
    told_of = f"{printer.say('suppression', METHOD)} {printer.say('strict', METHOD)}"
    return [heading(printer.say("small numbers", METHOD)), text(told_of), *told]


def _asked(printer: Printer) -> list[Block]:
    blocks = [block for survey in printer.report.surveys for block in _survey(printer, survey)]
    return [heading(printer.say("asked", METHOD)), *blocks] if blocks else []


def _survey(printer: Printer, survey: Survey) -> list[Block]:
    names = dict(survey.languages)
    published = short_date(survey.published, printer.language)
    version = printer.say("version", METHOD, title=survey.title, version=survey.version, date=published)
    rows: list[list[Cell]] = [
        [cell(question.question) if at == 0 else "", names.get(language, language), words]
        for question in survey.asked
        for at, (language, words) in enumerate(question.wordings)
    ]
    changes: list[list[Cell]] = [[short_date(mark.day, printer.language), mark.words] for mark in survey.changes]
    columns = [
        printer.column("code", 1.2, topic=METHOD),
        printer.column("language", 1),
        printer.column("wording", 5, topic=METHOD),
    ]
    heads = [printer.column("day", 1), printer.column("what changed", 5, topic=METHOD)]
    told = [table(columns, rows)] if rows else []
    return [heading(version, 3), *told, *printer.table(heads, changes)]


def _changes(printer: Printer) -> list[Block]:
    """What the versions of the method did, up to the report's own; in English, and a report in another language says so."""
    own = [change.version for change in CHANGES].index(printer.report.meta.method_version) + 1 if _known(printer) else 0
    columns = [printer.column("day", 1), printer.column("what", 5)]
    rows: list[list[Cell]] = [
        [cell(short_date(change.day, printer.language), change.version), change.words] for change in CHANGES[:own]
    ]
    told = [] if printer.language == "en" else [text(printer.say("changes in English", METHOD))]
    return [heading(printer.say("method changes", METHOD)), *told, *printer.table(columns, rows)] if rows else []


def _known(printer: Printer) -> bool:
    return printer.report.meta.method_version in {change.version for change in CHANGES}


def _address(printer: Printer) -> list[Block]:
    meta = printer.report.meta
    lines = [
        ("contact", meta.contact),
        ("licence", meta.licence),
        ("open data", meta.open_data or printer.say("no open data", METHOD)),
        ("method version", meta.method_version),
    ]
    told = [(printer.say(key, METHOD), value) for key, value in lines if value]
    told.append((f"SHA-256, {FIGURES}", hashlib.sha256(as_csv(printer.report)).hexdigest()))
    return [heading(printer.say("further", METHOD)), terms(told), text(printer.say("hashes", METHOD, file=FIGURES))]
