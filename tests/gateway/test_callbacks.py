"""Raw bodies, as an aggregator posts them, become our words or a stated reason why not."""

from __future__ import annotations

import io
from typing import Any

import pytest
from payload_tables import table

from gateway.africastalking import callbacks
from gateway.hooks import forms


def posted(body: bytes, content_type: str = forms.FORM) -> dict[str, Any]:
    return {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": content_type}


@pytest.mark.parametrize("entry", table("ussd"))
def test_a_hop_is_read_as_the_table_says(entry: dict[str, Any]) -> None:
    environ = posted(entry["body"].encode())
    if "unreadable" in entry:
        with pytest.raises((forms.Unreadable, callbacks.Unusable), match=f"^{entry['unreadable']}$"):
            callbacks.ussd_hop(forms.read(environ))
        return
    hop = callbacks.ussd_hop(forms.read(environ))
    for name, value in entry["hop"].items():
        assert (getattr(hop, name) or "") == value


@pytest.mark.parametrize(
    ("content_type", "readable"),
    [
        ("application/x-www-form-urlencoded", True),
        ("application/x-www-form-urlencoded; charset=UTF-8", True),
        ("Application/X-WWW-Form-Urlencoded ;charset=utf-8", True),
        ("text/plain", False),
        ("application/json", False),
        ("multipart/form-data; boundary=x", False),
        ("", False),
    ],
)
def test_only_a_form_is_read(content_type: str, readable: bool) -> None:
    environ = posted(b"a=1", content_type)
    if readable:
        assert forms.read(environ) == {"a": "1"}
    else:
        with pytest.raises(forms.Unreadable, match="media type"):
            forms.read(environ)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("too large", b"text=" + b"a" * forms.MOST_BYTES),
        ("field too long", b"text=" + b"a" * (forms.LONGEST_FIELD + 1)),
        ("too many fields", b"&".join(b"f%d=1" % n for n in range(forms.MOST_FIELDS + 1))),
        ("not UTF-8", b"text=\xe9"),
        ("not UTF-8", b"text=%E9"),
    ],
)
def test_a_body_over_the_caps_is_refused_by_kind(kind: str, body: bytes) -> None:
    with pytest.raises(forms.Unreadable, match=f"^{kind}$"):
        forms.read(posted(body))


def test_the_largest_allowed_body_is_read() -> None:
    body = b"&".join(b"f%d=%s" % (n, b"a" * 1_600) for n in range(10))
    assert len(body) < forms.MOST_BYTES
    assert len(forms.read(posted(body))) == 10


def test_a_body_without_a_stated_length_is_read_up_to_the_cap() -> None:
    environ = posted(b"a=1")
    del environ["CONTENT_LENGTH"]
    assert forms.read(environ) == {"a": "1"}
    environ["wsgi.input"] = io.BytesIO(b"a" * 10**6)
    with pytest.raises(forms.Unreadable, match="too large"):
        forms.read(environ)


def test_a_refused_body_is_salvaged_as_far_as_it_goes() -> None:
    assert forms.salvaged(b"text=caf%E9&text=second&id=1") == {"text": "café", "id": "1"}
    assert forms.salvaged(b"text=" + b"a" * 5_000)["text"] == "a" * forms.LONGEST_FIELD
    assert forms.salvaged(b"&".join(b"f%d=1" % n for n in range(99))) == {}
    assert forms.salvaged(b"") == {}


@pytest.mark.parametrize("word", ["Deletion", "deletion", " DELETION "])
def test_a_deletion_is_one_in_whatever_letters(word: str) -> None:
    assert not callbacks.subscription({"updateType": word}).joined
    assert callbacks.subscription({"updateType": "Addition"}).joined


def test_an_end_event_keeps_what_fits_and_nothing_of_the_answers() -> None:
    end = callbacks.call_end(
        {"sessionId": "s1", "cost": "KES 0.10", "hopsCount": "x", "durationInMillis": "192", "input": "1*2"}
    )
    assert (end.provider_id, end.cost, end.hops, end.duration_ms, end.status) == ("s1", "KES 0.10", None, 192, "")
