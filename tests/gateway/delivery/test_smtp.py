"""What a mail server does to a mail, and what is known of it afterwards: a real server, on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from mail_server import letterbox, settings_for

from gateway.config_sections import Mail
from gateway.delivery.message import Attachment, Envelope, Picture, compose
from gateway.delivery.smtp import Verdict, hand_over

TO = "secretary@health.example"
ENVELOPE = Envelope("Citizen Feedback <feedback@example.org>", TO, 1_780_900_000_000, "en")


def message(subject: str = "Health, 7 June: no change, 78 % positive (74–82)") -> bytes:
    pictures = [Picture("trend", b"\x89PNG...")]
    files = [Attachment("report.pdf", "application/pdf", b"%PDF-1.7")]
    return compose(ENVELOPE, subject, "78 %\n", '<p>78 %</p><img src="cid:trend" alt="">', pictures, files)


def handed(settings: Mail, begins: Callable[[], bool] = lambda: True, content: bytes = b"") -> Verdict:
    return hand_over(settings, "", TO, content or message(), begins)


def test_a_mail_arrives_whole() -> None:
    with letterbox() as box:
        assert handed(settings_for(box)) == Verdict("sent")
    [(to, raw)] = box.taken
    got = message_from_bytes(raw, policy=default)
    assert to == got["To"] == TO
    assert got["Subject"] == "Health, 7 June: no change, 78 % positive (74–82)"
    assert got.get_body(("plain",)).get_content().strip() == "78 %"  # type: ignore[union-attr]
    html = got.get_body(("html",))
    assert html is not None
    assert "cid:trend" in html.get_content()
    assert [part["Content-ID"] for part in got.walk() if part.get_content_type() == "image/png"] == ["<trend>"]
    assert [part.get_filename() for part in got.iter_attachments()] == ["report.pdf"]


def test_what_says_the_same_has_the_same_bytes_and_whatever_differs_another_id() -> None:
    assert message() == message()
    picture, file = Picture("a", b"1"), Attachment("a", "text/csv", b"1")
    told: list[dict[str, Any]] = [
        {}, {"envelope": replace(ENVELOPE, to="b@health.example")}, {"envelope": replace(ENVELOPE, released_at_ms=1)},
        {"envelope": replace(ENVELOPE, sender="other <other@example.org>")}, {"envelope": replace(ENVELOPE, language="st")},
        {"subject": "t"}, {"text": "u"}, {"html": "i"}, {"pictures": [picture]}, {"pictures": [replace(picture, png=b"2")]},
        {"pictures": [replace(picture, cid="b")]}, {"attachments": [file]}, {"attachments": [replace(file, content=b"2")]},
        {"attachments": [replace(file, name="b")]},
    ]  # fmt: skip
    whole = {"envelope": ENVELOPE, "subject": "s", "text": "t", "html": "h", "pictures": [], "attachments": []}
    ids = {message_from_bytes(compose(**(whole | changed)))["Message-ID"] for changed in told}
    assert len(ids) == len(told)


def test_a_subject_cannot_smuggle_a_header() -> None:
    got = message_from_bytes(message("Hello\r\nBcc: all@example.org"), policy=default)
    assert got["Bcc"] is None
    assert got["Subject"] == "Hello Bcc: all@example.org"


@pytest.mark.parametrize(
    ("behaviour", "verdict"),
    [
        ({"at_rcpt": "550 no such user"}, Verdict("failed", "550")),
        ({"at_rcpt": "451 try later"}, Verdict("later", "451")),
        ({"at_data": "552 too large"}, Verdict("failed", "552")),
        ({"at_data": "451 greylisted"}, Verdict("later", "451")),
        ({"at_data": "hang up"}, Verdict("in doubt", "SMTPServerDisconnected")),
        ({"at_quit": "421 too busy for goodbyes"}, Verdict("sent")),
    ],
)
def test_what_a_server_says_decides(behaviour: dict[str, str], verdict: Verdict) -> None:
    with letterbox(**behaviour) as box:
        assert handed(settings_for(box)) == verdict
    assert bool(box.taken) == (verdict.state == "sent")


def test_the_content_begins_when_the_server_asks_for_it_and_not_without_leave() -> None:
    asked: list[int] = []
    with letterbox() as box:
        assert handed(settings_for(box), lambda: asked.append(box.asked) or False) == Verdict("overtaken")  # type: ignore[func-returns-value]
        with pytest.raises(ZeroDivisionError):
            handed(settings_for(box), lambda: 1 // 0 > 0)
        assert not box.taken
        assert handed(settings_for(box)) == Verdict("sent")
    assert asked == [1]


def test_lines_that_begin_with_a_dot_arrive_as_they_were() -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..two\r\n.one\r\nend\r\n"
    with letterbox() as box:
        assert handed(settings_for(box), content=content) == Verdict("sent")
    assert box.taken == [(TO, content)]


def test_nobody_there_is_tried_later() -> None:
    with letterbox() as box:
        gone = settings_for(box)
    assert handed(gone) == Verdict("later", "ConnectionRefusedError")


def test_a_server_without_the_encryption_we_want_gets_nothing() -> None:
    with letterbox() as box:
        wanted = Mail(host="localhost", port=box.port, security="starttls", sender=ENVELOPE.sender)
        assert handed(wanted).state == "later"
    assert not box.taken


def test_mail_goes_unencrypted_to_this_machine_alone() -> None:
    with pytest.raises(ValueError, match="only to a server on this machine"):
        Mail(host="mail.example.org", security="none", sender=ENVELOPE.sender)
