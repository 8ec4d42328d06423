"""No log line holds a phone number, nor the words of an error."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
import structlog

from gateway import logs


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    before = structlog.get_config()
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    structlog.configure(**before)


@pytest.mark.parametrize("number", ["+26658000001", "26658000001", "058000001", "58000001", "*120*99*58000001#", 26658000001])
def test_a_number_is_masked_wherever_it_stands(written: io.StringIO, number: object) -> None:
    structlog.get_logger().info(f"about {number}", who=number, at_ms=1_700_000_000_000, session=41)
    line = json.loads(written.getvalue())
    assert str(number).removeprefix("+") not in written.getvalue()
    assert (line["session"], line["at_ms"]) == (41, 1_700_000_000_000)


def test_of_an_error_its_kind_and_place_are_told_and_not_its_words(written: io.StringIO) -> None:
    try:
        raise ValueError("the nurse was rude, call +26658000001")
    except ValueError:
        structlog.get_logger().exception("hop failed")
    line = json.loads(written.getvalue())
    assert line["fault"] == "ValueError"
    assert "test_of_an_error" in line["where"][-1]
    assert "nurse" not in written.getvalue()
