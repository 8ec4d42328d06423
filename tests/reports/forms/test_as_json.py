"""A report written as JSON and read again is the same, to the last zero of its numbers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from night_sample import all_positive, night_without, quiet_night, sample

from reports.forms.as_json import as_json, read_json
from reports.night.shape import Report, Share, Window

NIGHTS = [sample(), sample(7, "km"), night_without(), night_without(1), quiet_night(), all_positive()]


@pytest.mark.parametrize("report", NIGHTS)
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    raw = as_json(report)
    assert read_json(raw, Report) == report
    assert as_json(read_json(raw, Report)) == raw
    assert json.loads(raw)["meta"]["local_day"] == "2026-06-07"


@given(st.builds(Share, st.none() | st.integers(0, 10**9), st.none() | st.decimals(0, 1, places=4), hidden=st.text(max_size=5)))
def test_digits_are_kept_even_if_they_are_zeros(share: Share) -> None:
    read = read_json(as_json(share), Share)
    assert read == share
    assert str(read.value) == str(share.value)


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"{}", b'{"first": "2026-06-01"}', b'{"first": 5, "last": "2026-06-02"}', b"nothing"],
)
def test_what_is_not_a_window_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(raw, Window)


def test_a_code_that_does_not_exist_is_refused() -> None:
    report = sample()
    broken = as_json(replace(report, signals=())).replace(b'"grade": "A"', b'"grade": "Z"')
    with pytest.raises(ValueError, match="Z"):
        read_json(broken, Report)


def test_a_float_is_no_number_of_a_report() -> None:
    with pytest.raises(TypeError):
        as_json(Share(10, 0.5))  # type: ignore[arg-type]
    assert read_json(as_json(Share(10, Decimal("0.5000"))), Share) == Share(10, Decimal("0.5"))


def test_a_report_that_was_kept_before_a_field_existed_is_read_all_the_same() -> None:
    report = quiet_night()
    lines = [line for line in as_json(report).split(b"\n") if b'wait_window"' not in line and b'reasons_window"' not in line]
    older = re.sub(rb",(\s*})", rb"\1", b"\n".join(lines))
    assert read_json(older, Report) == report


def test_what_must_be_there_is_missed() -> None:
    with pytest.raises(ValueError, match="last"):
        read_json(b'{"first": "2026-06-01"}', Window)
