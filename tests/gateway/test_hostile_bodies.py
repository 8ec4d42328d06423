"""Bodies that nobody should post: every hook and the API answer as they promise, in bounds, and what is kept is clean text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from counter import Call, Counter
from sqlalchemy import Engine

from gateway import create_app
from gateway.api.shapes import MOST_BYTES
from gateway.hooks.callback import KINDS
from gateway.hooks.forms import MOST_BYTES as MOST_FORM_BYTES
from storage.tables import call_ends, calls, contacts, inbox, receipts, uploads, visits
from storage.unit import connect

FORM = "application/x-www-form-urlencoded"
TOKEN = "the-token-of-health-0123456789-01234"
TEXT = b"id=m1&to=40145&from=%2B26658000001&"
HOP = b"sessionId=s1&phoneNumber=%2B26658000001&serviceCode=*120*45%23&"

BODIES: dict[str, bytes] = {
    "nothing": b"",
    "over the cap": b"text=" + b"9" * MOST_FORM_BYTES,
    "far over the cap": b"text=" + b"%41" * 400_000,
    "51 fields": b"&".join(b"f%d=1" % n for n in range(51)),
    "100,000 separators": b"&" * 10_000,
    "a field too long": b"text=" + b"9" * 1_601,
    "an id too long": b"id=" + b"9" * 1_500 + b"&sessionId=" + b"9" * 1_500 + b"&phoneNumber=" + b"9" * 1_500,
    "the same keys": b"id=1&id=2&from=MTN&from=%2B26658000009&text=a&text=b&phoneNumber=1&phoneNumber=2&sessionId=1",
    "NUL": b"id=a%00b&from=MT%00N&to=%00&text=%00&phoneNumber=%00&sessionId=%00&status=%00&failureReason=%00",
    "raw NUL": b"id=a\x00b&text=\x00",
    "not UTF-8": b"id=1&from=MTN&text=%ff%fe&status=%c3%28&sessionId=%80",
    "raw bytes that are not UTF-8": b"id=1&from=MTN&text=\xff\xfe",
    "half of a pair": b"id=1&text=%ed%a0%80&status=%ed%b0%80",
    "bad escapes": b"id=%zz&text=%&status=%4",
    "no equals sign": b"hello",
    "JSON": b'{"text": "a"}',
    "direction turned round": "id=1&from=MTN&text=‮abc​".encode(),
}


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


def test_no_body_breaks_a_hook_and_nothing_that_is_kept_holds_a_control_sign(counter: Counter) -> None:
    for name, body in BODIES.items():
        for kind in KINDS:
            answer = counter.post(kind, body)
            assert (answer.status_code, answer.text) == (200, "ok\n"), (name, kind)
        hop = counter.post("ussd", body)
        assert (hop.status_code, hop.text[:4]) == (200, "END "), name
    kept = [row for table in (inbox, receipts, call_ends, contacts) for row in counter.rows(table)]
    words = [value for row in kept for value in row.values() if isinstance(value, str)]
    assert not [each for each in words if "\x00" in each or len(each) > 1_600]
    assert not counter.rows(calls)


@pytest.mark.parametrize("kind", [*KINDS, "ussd"])
def test_a_body_that_was_cut_short_is_not_taken_for_what_was_meant(on_sqlite: Counter, kind: str) -> None:
    half, short = TEXT + HOP + b"text=CLINIC&status=Success", {"CONTENT_LENGTH": "900"}
    answer = on_sqlite.client.post(on_sqlite.path(kind), data=half, content_type=FORM, environ_overrides=short)
    assert answer.status_code == (200 if kind == "ussd" else 400)
    assert kind != "ussd" or answer.text.startswith("END ")
    assert not [table.name for table in (inbox, receipts, call_ends, calls, contacts) if on_sqlite.rows(table)]


@pytest.mark.parametrize("stated", ["", "-1", "1e3", "abc", "²", "99999999999999999999"])
def test_a_length_that_is_none_is_answered(on_sqlite: Counter, stated: str) -> None:
    for kind in (*KINDS, "ussd"):
        environ = {"CONTENT_LENGTH": stated}
        answer = on_sqlite.client.post(
            on_sqlite.path(kind), data=TEXT + HOP, content_type=FORM, environ_overrides=environ
        )  # fmt: skip
        assert answer.status_code in (200, 400)


def test_of_a_repeated_field_the_first_counts(on_sqlite: Counter) -> None:
    call = Call(on_sqlite, "ATUid_1")
    call.hop()
    body = urlencode(call.fields) + "&phoneNumber=%2B26658000009&sessionId=other&text=9"
    assert on_sqlite.post("ussd", body).text == call.hop()
    assert len(on_sqlite.rows(calls)) == 1


# --- the API -----------------------------------------------------------------------------------------------------------------

VISIT = b'{"phone": "+26658000001", "visit_id": "OPD-1", "recorded_at": "2026-11-18T09:00:00+02:00"%s}'
LIST = b'{"survey": "lesotho-clinic-visit", "visits": [%s]}'
DEEP = 50_000

POSTED: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "over the cap": (b" " * (MOST_BYTES + 1), 413),
    "not UTF-8": (LIST % (VISIT % b', "service": "\xff"'), 400),
    "UTF-16": (LIST.decode().replace("%s", "").encode("utf-16"), 400),
    "very deep": (b"[" * DEEP + b"]" * DEEP, 400),
    "deep in a visit": (LIST % (VISIT % (b', "service": ' + b"[" * 900 + b"]" * 900)), 422),
    "not a number": (LIST % (VISIT % b', "service": NaN'), 400),
    "a number of 5,000 digits": (LIST % (VISIT % b', "service": ' + b"9" * 5_000), 400),
    "half": ((LIST % (VISIT % b""))[:-9], 400),
    "101 different fields": (
        LIST % (VISIT % b"".join(b', "f%d": 1' % n for n in range(101))), 422,
    ),
    "a cell too long": (LIST % (VISIT % (b', "service": "' + b"x" * 1_001 + b'"')), 422),
}  # fmt: skip


def posted(counter: Counter, body: bytes) -> Any:
    secrets = dataclasses.replace(counter.gateway.secrets, api_tokens={"health": (TOKEN,)})
    client = create_app(dataclasses.replace(counter.gateway, secrets=secrets)).test_client()
    head = {"Authorization": f"Bearer {TOKEN}"}
    return client.post("/api/v1/visits", data=body, content_type="application/json", headers=head)


@pytest.mark.parametrize("case", POSTED)
def test_a_list_that_is_none_is_refused_in_words_and_leaves_no_row(on_sqlite: Counter, case: str) -> None:
    body, status = POSTED[case]
    answer = posted(on_sqlite, body)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["remedy"]
    assert "26658000001" not in answer.text
    assert not on_sqlite.rows(uploads)


def test_control_signs_and_repeated_keys_in_a_visit_do_no_harm(counter: Counter) -> None:
    twice = VISIT % b', "service": "a\\u0000b\\u202e", "service": "\\u0000", "phone": "+26658000002", "\\u0000": "\\u0000"'
    answer = posted(counter, LIST % twice)
    assert answer.status_code in (200, 422)
    told = [value for row in counter.rows(visits) for value in row.values() if isinstance(value, str)]
    assert not [each for each in told if "\x00" in each]
