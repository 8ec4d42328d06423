"""What DHIS2 gets: closed weeks that may be told, as text, under the ids of the other end."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from night_sample import sample

from reports.forms.as_json import as_json, read_json
from reports.forms.dhis2 import Ids, as_data_value_sets, dry_run, period, values_of
from reports.night.shape import Cell, Count, Level, Reason, Report, Share

IDS = Ids({"sms.responses": "fbfJHSPpUQD", "sms.positive_share": "cYeuwXTCPkU"}, {"F004": "DiszpKrYNg8"})


@pytest.mark.parametrize(
    ("monday", "said"),
    [
        (date(2026, 2, 23), "2026W9"),
        (date(2025, 12, 29), "2026W1"),
        (date(2026, 12, 28), "2026W53"),
        (date(2024, 12, 30), "2025W1"),
    ],
)
def test_a_week_belongs_to_its_iso_year_and_has_no_leading_zero(monday: date, said: str) -> None:
    assert period(monday) == said


def with_weeks(*cells: Cell) -> Report:
    report = sample()
    return replace(report, facilities=(replace(report.facilities[4], weeks=cells),))


MONDAY = date(2026, 6, 1)
TOLD = Share(40, Decimal("0.7250"), Decimal("0.57"), Decimal("0.84"))


def test_only_closed_weeks_that_are_told_are_sent() -> None:
    few, none, held = Share(None, hidden="base_lt_10"), Share(0), Share(None, hidden="not_refreshed")
    report = with_weeks(
        Cell(MONDAY, TOLD, "shown"),
        Cell(MONDAY - timedelta(weeks=1), few, "few"),
        Cell(MONDAY - timedelta(weeks=2), none, "none"),
        Cell(MONDAY - timedelta(weeks=3), held, "few"),
        Cell(MONDAY + timedelta(weeks=1), TOLD, "shown"),
    )
    assert [(v.data_element, v.period, v.org_unit, v.value) for v in values_of(report, IDS)] == [
        ("fbfJHSPpUQD", "2026W23", "DiszpKrYNg8", "40"),
        ("cYeuwXTCPkU", "2026W23", "DiszpKrYNg8", "72.50"),
    ]


def test_the_payload_is_what_the_other_end_reads() -> None:
    ids = replace(IDS, data_elements={"sms.positive": "aaaaaaaaaaa"}, org_units={}, attribute_option_combo="HllvX50cXC0")
    told = json.loads(as_data_value_sets(with_weeks(Cell(MONDAY, TOLD, "shown")), ids))
    assert told == {
        "dataValues": [
            {
                "dataElement": "aaaaaaaaaaa",
                "period": "2026W23",
                "orgUnit": "F004",
                "attributeOptionCombo": "HllvX50cXC0",
                "value": "29",
            }
        ]
    }
    assert json.loads(as_data_value_sets(sample(), Ids({}))) == {"dataValues": []}


def test_a_dry_run_says_what_would_go_and_what_would_not() -> None:
    said = dry_run(with_weeks(Cell(MONDAY, TOLD, "shown"), Cell(MONDAY, Share(0), "none")), IDS)
    assert said.splitlines() == [
        "2 values of 1 places of the weeks 2026W23 to 2026W23 would be sent.",
        "1 weeks of places are not sent: nobody answered, or the figures may not be told.",
        "Main reasons are told in 0 of the 1 weeks: where ten and more people were asked why.",
        "No data element is set for sms.positive: it is not sent.",
    ]
    assert "0 values of 0 places would be sent." in dry_run(with_weeks(), IDS)


def test_what_stands_beside_the_positive_share_is_sent_where_it_is_told() -> None:
    reasons = (
        Reason("queue", "The queue", Share(11, Decimal("0.8182"))),
        Reason("paper", "A paper", Share(11, hidden="secondary")),
        Reason("other", "Other", Share(11, Decimal("0.0000"))),
    )
    whole = Cell(MONDAY, TOLD, "shown", Share(40, Decimal("0.1500")), Level(40, Decimal("68.0")), Count(11), reasons)
    earlier = MONDAY - timedelta(weeks=1)
    held = Cell(earlier, TOLD, "shown", Share(40, hidden="secondary"), Level(None, hidden="secondary"))
    names = ("negative", "sqs", "reasons_asked", "reason.queue", "reason.paper", "reason.other")
    ids = Ids({f"sms.{name}": name for name in names})
    assert [(v.period, v.data_element, v.value) for v in values_of(with_weeks(whole, held), ids)] == [
        ("2026W23", "negative", "6"),
        ("2026W23", "sqs", "68.0"),
        ("2026W23", "reasons_asked", "11"),
        ("2026W23", "reason.queue", "9"),
        ("2026W23", "reason.other", "0"),
    ]
    assert "reasons are told in 1 of the 2 weeks" in dry_run(with_weeks(whole, held), ids)


def test_a_report_kept_before_there_was_more_than_a_share_is_read_and_sent() -> None:
    told = json.loads(as_json(with_weeks(Cell(MONDAY, TOLD, "shown"))), parse_float=str)
    for name in ("negative", "sqs", "reasons_asked", "reasons"):
        del told["facilities"][0]["weeks"][0][name]
    kept = read_json(json.dumps(told).encode(), Report)
    assert kept.facilities[0].weeks == (Cell(MONDAY, TOLD, "shown"),)
    assert [v.value for v in values_of(kept, IDS)] == ["40", "72.50"]
