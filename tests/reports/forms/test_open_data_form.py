"""The open data holds every number of the report once, and a package that was tampered with is found out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st
from night_sample import all_positive, night_without, quiet_night, sample

from reports.forms.data_package import as_datapackage
from reports.forms.open_data import DICTIONARY, FIGURES, as_csv, dictionary_csv, dictionary_of, family
from reports.forms.open_data_lint import lint
from reports.forms.rows import COLUMNS, rows_of
from reports.night.shape import Count, Level, Report, Share
from reports.words import LANGUAGES
from reports.words.dictionary import MEASURES, UNITS
from reports.words.dictionary_names import NAMES

NIGHTS = [sample(), sample(7, "km"), night_without(), night_without(1), quiet_night(), all_positive()]
FORTY = replace(night_without(40), questions=(), surveys=())
TEXTS = sample().texts
assert TEXTS is not None
HOSTILE = ["=1+1", "  =cmd|' /C calc'!A0", "a\n+1", "\u200f@x", "\ttab", "long " * 6600, 'quote " and, comma', "\r-1"]


def read(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(raw.decode(), newline="")))


def figures(part: object) -> Iterator[Count | Share | Level]:
    """Every figure that is told, but for what only the workbook and the pages print of signals and languages of a step."""
    if isinstance(part, Count | Share | Level):
        if not part.hidden:
            yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from figures(one)
    elif is_dataclass(part):
        for each in fields(part):
            yield from figures(getattr(part, each.name))


@pytest.mark.parametrize("report", NIGHTS)
def test_no_two_rows_have_one_key_and_the_lint_is_content(report: Report) -> None:
    rows = rows_of(report)
    assert len({row.key for row in rows}) == len(rows)
    assert lint(as_csv(report)) == ()
    assert all(type(getattr(row, name)) is str and getattr(row, name) for row in rows for name in COLUMNS[:5])


@pytest.mark.parametrize("report", NIGHTS)
def test_what_is_read_back_is_what_was_released(report: Report) -> None:
    rows = rows_of(report)
    for row, cells in zip(rows, read(as_csv(report)), strict=True):
        for name in ("value", "n", "lower95", "upper95"):
            number = getattr(row, name)
            assert cells[name] == ("" if number is None else str(number))
        assert cells["suppressed"] == str(row.suppressed).lower()
        assert date.fromisoformat(cells["period_end"]) == row.period_end


def test_every_standing_of_the_report_is_in_the_table() -> None:
    """By scope, days and metric, with base and interval: looked up, not counted."""
    report = sample()
    found = {row.key: row for row in rows_of(report)}
    standings = (*report.headline, *report.services, *report.districts, *(f.standing for f in report.facilities))
    for s in standings:
        scope = ("health", s.scope.service, s.scope.district, s.scope.facility, s.scope.channel)
        days = (str(s.window.first), str(s.window.last))
        for metric, share in (("positive", s.positive), ("neutral", s.neutral), ("negative", s.negative)):
            row = found[*scope, *days, metric]
            assert (row.value, row.lower95, row.upper95) == (share.value, share.lower, share.upper)
            assert (row.n, row.suppressed) == (share.n, bool(share.hidden))
        assert found[*scope, *days, "sqs"].value == s.sqs.value
        if s.change is not None:
            assert found[*scope, *days, "change28"].value == s.change.value
        for reason in s.reasons:
            assert found[*scope, *days, f"reason:{reason.code}"].value == reason.share.value
    told = {row.value for row in rows_of(report)}
    numbers = {f.n if isinstance(f, Count) else f.value for f in figures((report.response, report.quality, report.texts))}
    by_hand = {f.value for r in report.response for h in r.by_district for f in (h.positive,)}
    assert numbers - by_hand - {None} - told <= {h.headline.n for r in report.response for h in r.by_district} | {412}


def test_a_figure_that_was_not_refreshed_keeps_its_days_and_says_so() -> None:
    report = sample()
    old = replace(report.services[0], fresh=False, window=replace(report.services[0].window, last=date(2026, 5, 31)))
    mixed = replace(report, services=(old, *report.services[1:]))
    (row,) = [
        r for r in rows_of(mixed)
        if (r.service, r.channel, r.metric) == (old.scope.service, old.scope.channel, "positive")
        and r.period_end == date(2026, 5, 31) and r.period_start == old.window.first
    ]  # fmt: skip
    assert (row.suppressed, row.suppression_reason, row.value) == (False, "not_refreshed", old.positive.value)
    assert lint(as_csv(mixed)) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_knows_every_metric(language: str) -> None:
    report = sample(language=language)
    rows = read(dictionary_csv(report))
    known = {row["metric"].removesuffix(":*") for row in rows}
    assert known == {family(row.metric) for row in rows_of(report)}
    assert all(row["name"] and row["unit"] and row["formula"] for row in rows)
    assert set(NAMES) == set(MEASURES)
    assert {unit for unit, _ in MEASURES.values()} == set(UNITS)
    if language != "en":
        assert dictionary_of(report) != dictionary_of(sample())


@settings(max_examples=30)
@given(st.sampled_from(HOSTILE) | st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_text_becomes_a_formula_and_no_number_a_text(said: str) -> None:
    report, texts = FORTY, TEXTS
    theme = replace(texts.themes[0], code=said)
    failures = (replace(report.operations.failures[0], code=said),)
    hostile = replace(
        report, texts=replace(texts, themes=(theme,)), operations=replace(report.operations, failures=failures),
        meta=replace(report.meta, ministry=said or "m"),
    )  # fmt: skip
    raw = as_csv(hostile)
    rows = list(csv.reader(StringIO(raw.decode(), newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not any(cell.lstrip().startswith(("=", "+", "@", "\t")) for row in rows for cell in row)
    for row in rows[1:]:
        assert all(cell == "" or Decimal(cell) is not None for cell in row[8:12])


def write(folder: Path, report: Report, change: Callable[[str], str] = str) -> Path:
    raw = as_csv(report)
    folder.mkdir(exist_ok=True)
    (folder / FIGURES).write_bytes(change(raw.decode()).encode())
    (folder / DICTIONARY).write_bytes(dictionary_csv(report))
    described = json.loads(as_datapackage(report, raw))
    for resource in described["resources"]:  # digests are of the untouched file; here the rows are looked at
        del resource["bytes"], resource["hash"]
    (folder / "datapackage.json").write_text(json.dumps(described))
    return folder / "datapackage.json"


def errors(path: Path) -> set[str]:
    return {kind for (kind,) in Package(str(path)).validate().flatten(["type"])}


def test_the_package_passes_and_describes_itself(tmp_path: Path) -> None:
    report = night_without(40)
    assert errors(write(tmp_path, report)) == set()
    raw = as_csv(report)
    (tmp_path / "datapackage.json").write_bytes(as_datapackage(report, raw))
    assert errors(tmp_path / "datapackage.json") == set()
    (tmp_path / FIGURES).write_bytes(raw + b"\r\n")
    assert errors(tmp_path / "datapackage.json") >= {"hash-count"} or errors(tmp_path / "datapackage.json") >= {"byte-count"}
    told = json.loads(as_datapackage(report, raw))
    assert told["created"] == report.meta.cut_off
    assert told["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert told["resources"][0]["schema"]["primaryKey"] == list(COLUMNS[:8])
    assert as_datapackage(report, raw) == as_datapackage(report, as_csv(report))


FIRST = '"health","all","all","all","sms","2026-05-11","2026-06-07"'
TAMPERED: dict[str, tuple[Callable[[str], str], str]] = {
    "a number that is none": (lambda t: t.replace('"headline","40"', '"headline","many"', 1), "type-error"),
    "a day that is none": (lambda t: t.replace("2026-05-11", "2026-05-41", 1), "type-error"),
    "a key that is empty": (lambda t: t.replace('"health","all"', '"","all"', 1), "constraint-error"),
    "an interval beyond 1": (lambda t: t.replace('"1.0000","false"', '"1.1000","false"', 1), "constraint-error"),
    "a reason nobody knows": (lambda t: t.replace('"false","","2.0.0"', '"false","because","2.0.0"', 1), "constraint-error"),
    "a version that is none": (lambda t: t.replace('"2.0.0"', '"two"', 1), "constraint-error"),
    "a row twice": (lambda t: t + t.split("\r\n")[1] + "\r\n", "primary-key"),
    "a cell too many": (lambda t: t + t.split("\r\n")[1].replace("headline", "other") + ',"x"\r\n', "extra-cell"),
    "another header": (lambda t: t.replace('"metric"', '"measure"', 1), "incorrect-label"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_tampered_package_is_found_out(case: str, tmp_path: Path) -> None:
    change, code = TAMPERED[case]
    assert code in errors(write(tmp_path, night_without(40), change))


SLY: dict[str, tuple[Callable[[str], str], str]] = {
    "a base of nine": (lambda t: t.replace('"headline","40","40"', '"headline","40","9"', 1), "small_base"),
    "a hidden number": (lambda t: t.replace('"","","","","true"', '"0.5","","","","true"', 1), "suppressed"),
    "hidden for no reason": (lambda t: t.replace('"true","base_lt_10"', '"true",""', 1), "reason"),
    "told for a reason": (lambda t: t.replace('"false",""', '"false","secondary"', 1), "reason"),
    "days the wrong way": (lambda t: t.replace("2026-05-11", "2026-08-11", 1), "period"),
    "a key twice": (lambda t: t + t.split("\r\n")[1] + "\r\n", "key"),
    "an empty key": (lambda t: t.replace('"health","all"', '"health",""', 1), "empty_key"),
    "no base": (lambda t: t.replace('"headline","40","40"', '"headline","40",""', 1), "base"),
    "no value": (lambda t: t.replace('"headline","40","40"', '"headline","","40"', 1), "value"),
    "outside its interval": (lambda t: t.replace('"positive","1.0000"', '"positive","0.1000"', 1), "interval"),
    "a metric nobody knows": (lambda t: t.replace('"sqs"', '"nps"', 1), "metric"),
    "other columns": (lambda t: t.replace('"metric"', '"measure"', 1), "columns"),
    "a day that is none": (lambda t: t.replace("2026-05-11", "2026-02-30", 1), "day"),
    "a day written otherwise": (lambda t: t.replace('"2026-05-11"', '"20260511"', 1), "day"),
    "no day": (lambda t: t.replace('"2026-05-11"', '""', 1), "day"),
    "a base that is none": (lambda t: t.replace('"headline","40","40"', '"headline","40","-40"', 1), "number"),
    "half a person": (lambda t: t.replace('"headline","40","40"', '"headline","40","40.5"', 1), "number"),
    "a value that is none": (lambda t: t.replace('"headline","40"', '"headline","NaN"', 1), "number"),
    "a mark nobody knows": (lambda t: t.replace('"true","base_lt_10"', '"yes","base_lt_10"', 1), "mark"),
    "hidden for a reason that is none": (lambda t: t.replace('"true","base_lt_10"', '"true","because"', 1), "reason"),
    "no method": (lambda t: t.replace('"2.0.0"', '""', 1), "version"),
    "a share beyond the whole": (lambda t: t.replace('"positive","1.0000","40"', '"positive","1.2","40"', 1), "share"),
    "a cell too few": (lambda t: t + '"health"\r\n', "cells"),
    "a cell too many": (lambda t: t + t.split("\r\n")[1] + ',"x"\r\n', "cells"),
    "a number among the codes": (lambda t: t.replace('"all"', '"+266 5812 3456"', 1), "phone"),
    "an open quotation mark": (lambda t: t + '"health', "table"),
}


@pytest.mark.parametrize("case", SLY)
def test_the_lint_sees_what_a_validator_does_not(case: str) -> None:
    change, code = SLY[case]
    raw = as_csv(replace(night_without(40), districts=night_without(5).headline)).decode()
    assert change(raw) != raw
    assert code in {fault.code for fault in lint(change(raw).encode())}


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_whatever_the_table_is_the_lint_answers(said: bytes) -> None:
    head = ",".join(COLUMNS).encode() + b"\r\n"
    assert {fault.code for fault in lint(said)} <= {"columns", "encoding", "table"}
    assert all(fault.words for fault in lint(head + said))
