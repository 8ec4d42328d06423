"""A report's mail: entered with its night, sent once whatever dies, tried again while that is safe, seen when it is not."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from counter import Call, Counter
from mail_server import Letterbox, letterbox, settings_for
from sqlalchemy import Engine

from gateway.config_sections import Mail
from gateway.delivery import mailing
from gateway.delivery.resending import resend
from gateway.nights import nightfall, nightly
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage.mails import Mail as Stored
from storage.tables import alerts, mails
from storage.unit import connect

FIRST = date(2026, 11, 18)
GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")
TO = ("secretary@health.example", "planning@health.example")


@pytest.fixture
def counter(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield morning(Counter(engine, tmp_path / "var", surveys=("lesotho-clinic-visit",)))
    engine.dispose()


def morning(counter: Counter) -> Counter:
    """Twelve people have answered, and the report is due."""
    for n in range(12):
        Call(counter, f"ATUid_{n}", f"+2665800{n:04}").go(*GOOD_VISIT)
    return with_mail(counter, Mail())


def with_mail(counter: Counter, mail: Mail) -> Counter:
    settings = counter.gateway.settings
    health = settings.ministries["health"].model_copy(update={"recipients": TO, "languages": ("en", "st")})
    changed = settings.model_copy(update={"mail": mail, "ministries": {"health": health}})
    counter.gateway = dataclasses.replace(counter.gateway, settings=changed)
    counter.clock.at_ms = max(counter.clock.at_ms, nightfall.due_ms(health, FIRST))
    return counter


def made(counter: Counter) -> None:
    assert list(nightly.make_up(counter.gateway, counter.gateway.settings.ministries["health"])) == [FIRST]


def states(counter: Counter) -> list[tuple[str, str]]:
    return [(row["state"], row["reason"]) for row in counter.rows(mails)]


def sent(counter: Counter, box: Letterbox) -> int:
    return mailing.send_due(with_mail(counter, settings_for(box)).gateway)


def test_the_morning_s_mail_goes_to_each_address_once(counter: Counter) -> None:
    made(counter)
    with letterbox() as box:
        assert sent(counter, box) == 2
        assert sent(counter, box) == 0
    assert sorted(to for to, _ in box.taken) == sorted(TO)
    got = message_from_bytes(box.taken[0][1], policy=default)
    assert "positive" in got["Subject"]
    assert [part.get_filename() for part in got.iter_attachments()] == ["health-2026-11-18.xlsx"]
    plain = got.get_body(("plain",))
    assert plain is not None
    assert "12 of 12 people answering by USSD" in " ".join(plain.get_content().split())
    assert b"2665800" not in box.taken[0][1]


def test_without_a_server_nothing_is_claimed_and_the_files_are_there(counter: Counter) -> None:
    made(counter)
    assert mailing.send_due(counter.gateway) == 0
    assert states(counter) == [("due", ""), ("due", "")]


def test_a_night_made_again_mails_nobody_twice(counter: Counter) -> None:
    made(counter)
    nightly.again(counter.gateway, counter.gateway.settings.ministries["health"], FIRST)
    assert len(counter.rows(mails)) == 2


def test_a_server_that_is_away_is_tried_again_at_growing_intervals_and_then_somebody_is_told(counter: Counter) -> None:
    made(counter)
    with letterbox() as box:
        gone = settings_for(box)
    waits = gone.retry_after_s
    for wait in waits:
        with_mail(counter, gone)
        assert mailing.send_due(counter.gateway) == 0
        assert {state for state, _ in states(counter)} == {"due"}
        counter.clock.pass_(seconds=wait)
    mailing.send_due(counter.gateway)
    assert states(counter) == [("failed", "ConnectionRefusedError")] * 2
    assert [row["kind"] for row in counter.rows(alerts)] == ["mail"]


def test_after_the_last_dot_nothing_is_sent_blindly_again(counter: Counter) -> None:
    made(counter)
    with letterbox(at_data="hang up") as box:
        sent(counter, box)
    assert states(counter) == [("in doubt", "SMTPServerDisconnected")] * 2
    with letterbox() as box:
        assert sent(counter, box) == 0


@pytest.mark.parametrize(
    ("point", "asked", "arrived", "state"),
    [("x", 1, 0, "sent"), ("y", 1, 0, "in doubt"), ("z", 1, 1, "in doubt")],
)
def test_a_mailer_that_dies_sends_no_second_copy_and_leaves_a_doubt_only_once_it_had_begun(
    counter: Counter, point: str, asked: int, arrived: int, state: str
) -> None:
    made(counter)
    with letterbox() as box:
        killed = subprocess.run(
            [sys.executable, "-c", ONE_MAIL], env=environ(counter, point, box.port), capture_output=True, check=False
        )
        assert killed.returncode == -9, killed.stderr.decode()
        assert (box.asked, len(box.taken)) == (asked, arrived)
        counter.clock.pass_(seconds=mailing.STALE_MS / 1000 + 1)
        sent(counter, box)
    assert sorted(found for found, _ in states(counter)) == sorted([state, "sent"])
    arrivals = [to for to, _ in box.taken]
    assert len(arrivals) == len(set(arrivals)) == (2 if state == "sent" else arrived + 1)


def test_a_mailer_that_was_too_slow_for_its_mail_sends_nothing_of_it(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it draws the report, its claim goes stale and another one sends the mail."""
    made(counter)
    slowly = mailing.letter

    def slow(gateway: Gateway, mail: Stored) -> bytes | None:
        monkeypatch.setattr(mailing, "letter", slowly)
        counter.clock.pass_(seconds=mailing.STALE_MS / 1000 + 1)
        assert mailing.send_due(gateway) == 2
        return slowly(gateway, mail)

    monkeypatch.setattr(mailing, "letter", slow)
    with letterbox() as box:
        assert sent(counter, box) == 0
    assert states(counter) == [("sent", "")] * 2
    assert sorted(to for to, _ in box.taken) == sorted(TO)


ONE_MAIL = """
import os
from gateway.config_sections import Mail
from gateway.delivery import mailing
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire
settings = load_settings()
mail = Mail(host="127.0.0.1", port=int(os.environ["MAIL_PORT"]), security="none", sender="F <feedback@example.org>")
settings = settings.model_copy(update={"mail": mail})
mailing.send_due(wire(settings, load_secrets(settings), now_ms=lambda: int(os.environ["AT_MS"])))
"""


def environ(counter: Counter, point: str, port: int) -> dict[str, str]:
    engine: Engine = counter.gateway.engine
    return os.environ | {
        "GATEWAY_VAR": str(counter.gateway.settings.var),
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "GATEWAY_CRASH_AT": point,
        "MAIL_PORT": str(port),
        "AT_MS": str(counter.clock.at_ms),
    }


def test_a_report_is_sent_again_because_somebody_wishes_it_and_says_the_same(counter: Counter) -> None:
    made(counter)
    with letterbox() as box:
        sent(counter, box)
        first = [raw for _, raw in box.taken]
        counter.clock.pass_(days=3)
        assert resend(counter.gateway, counter.gateway.settings.ministries["health"], FIRST) == 2
        assert sent(counter, box) == 2
    assert [raw for _, raw in box.taken[2:]] == first


def test_what_cannot_be_mailed_is_refused_in_words(counter: Counter) -> None:
    health = counter.gateway.settings.ministries["health"]
    with pytest.raises(Refusal, match="No mail server"):
        resend(counter.gateway, health, FIRST)
    with letterbox() as box:
        with_mail(counter, settings_for(box))
    with pytest.raises(Refusal, match="was not released yet"):
        resend(counter.gateway, health, FIRST)
    with pytest.raises(Refusal, match="no recipients"):
        resend(counter.gateway, health.model_copy(update={"recipients": ()}), FIRST)
