"""The report of a ministry with a survey on a delicate topic: no count but those of five, none of 1 to 7, in every form."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from night.evidence_of import CLINIC, crowd, report_on

from reports.forms.as_json import as_json, read_json
from reports.forms.mail import as_mail
from reports.forms.open_data import as_csv
from reports.forms.page import as_page
from reports.night.evidence import Version
from reports.night.shape import Report
from reports.night.strictness import strictly_told
from reports.suppress import STRICT_CELL

STRICT = replace(CLINIC, rules=replace(CLINIC.rules, small_numbers="strict"))
PEOPLE = crowd(3, 260)
OF_COUNTS = ("positive", "negative", "answer", "reason", "breakoff", "rr2")


@pytest.fixture(scope="module")
def told() -> Report:
    version = Version(STRICT, 1, date(2026, 1, 5))
    return report_on(PEOPLE, surveys=(version,), editions={"clinic": (version,)})


def test_every_count_of_people_is_of_five(told: Report) -> None:
    rows = [row for row in csv.DictReader(io.StringIO(as_csv(told).decode("utf-8-sig"))) if row["n"]]
    assert len(rows) > 150
    assert {int(row["n"]) % 5 for row in rows} == {0}
    for row in rows:
        if row["lower95"] and row["metric"].partition(":")[0] in (
            "positive",
            "answer",
            "reason",
            "breakoff",
            "rr2",
            "negative",
        ):
            times = Decimal(row["value"]) * int(row["n"])
            assert abs(times - round(times / 5) * 5) < Decimal("0.05"), row


def test_no_option_of_one_to_seven_is_told(told: Report) -> None:
    usual = report_on(PEOPLE)
    shares = [(a, b) for s, t in zip(usual.questions, told.questions, strict=True) for a, b in _paired(s, t)]
    few = [b for a, b in shares if a.value is not None and 5 <= a.value * a.n < Decimal("7.5")]
    assert few
    assert {b.hidden for b in few} == {STRICT_CELL}
    assert not [b for _, b in shares if b.value is not None and 0 < b.value * b.n < 8]
    assert dict(told.suppression)[STRICT_CELL] > 0


def _paired(usual, strict):
    by_value = {row.value: row.share for row in strict.options}
    return [(row.share, by_value[row.value]) for row in usual.options if row.share.n]


def test_what_is_strict_already_stays(told: Report) -> None:
    assert replace(strictly_told(told), suppression=()) == replace(told, suppression=())
    assert read_json(as_json(told), Report) == told


def test_the_forms_can_be_read(told: Report) -> None:
    exact = sum(s.answers.n or 0 for s in report_on(PEOPLE).headline)
    assert exact % 5
    mail = as_mail(told)
    for text in (mail.text, mail.html, as_page(told)):
        assert told.meta.name in str(text)
