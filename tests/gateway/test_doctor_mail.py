"""What the doctor says of mail: whether it can go, what waits for too long, and what may never have arrived."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from counter import Counter
from finding_signals import SUNDAY
from sqlalchemy import Engine

from gateway.config_sections import Mail
from gateway.doctor import Finding, mail
from gateway.doctor.patient import Patient
from gateway.watching.gauges import Gauges
from storage import mails
from storage.unit import unit

SERVER = Mail(host="127.0.0.1", security="none", sender="Feedback <feedback@example.org>")
TO = "secretary@health.example"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var", surveys=())


def told(counter: Counter, server: Mail = SERVER, recipients: tuple[str, ...] = (TO,)) -> dict[str, Finding]:
    settings = counter.gateway.settings
    health = settings.ministries["health"].model_copy(update={"recipients": recipients})
    settings = settings.model_copy(update={"mail": server, "ministries": settings.ministries | {"health": health}})
    gateway = dataclasses.replace(counter.gateway, settings=settings)
    patient = Patient(settings, gateway.secrets, gateway.engine, gateway, {}, gateway.now_ms)
    findings = [finding for look in (mail.server, mail.waiting, mail.lost) for finding in look(patient)]
    assert all(bool(each.remedy) == (each.verdict != "well") and each.sentence.endswith(".") for each in findings)
    return {finding.what: finding for finding in findings}


def entered(counter: Counter, *, turn: int = 0, state: str = "", reason: str = "", kind: str = "nightly") -> None:
    """A mail of Sunday's report, and what became of it."""
    with unit(counter.gateway.engine) as u:
        mails.enter(u, "health", SUNDAY, kind, [(TO, "en")], counter.clock(), turn)
        if state:
            taken = mails.claim(u, counter.clock())
            assert taken is not None
            mails.settle(u, taken, state, counter.clock(), reason)
        u.commit()


def test_where_all_is_well_each_look_says_so(counter: Counter) -> None:
    entered(counter, state="sent")
    found = told(counter)
    assert {what: each.verdict for what, each in found.items()} == dict.fromkeys(("mail server", "mails", "arrived"), "well")


def test_recipients_without_a_server_are_told_and_nobody_without_recipients_is_bothered(counter: Counter) -> None:
    found = told(counter, Mail())["mail server"]
    assert (found.verdict, "health" in found.sentence, "mail.host" in found.remedy) == ("warning", True, True)
    assert told(counter, Mail(), ())["mail server"].verdict == "well"


def test_a_mail_that_waits_is_told_when_it_waits_for_long(counter: Counter) -> None:
    entered(counter)
    for hours, verdict in ((0, "well"), (0.6, "warning"), (3.6, "bad")):
        counter.clock.pass_(hours=hours)
        assert told(counter)["mails"].verdict == verdict
    assert told(counter)["mails"].sentence == "1 mail waits to go out, the first has been due for 4 hours."
    gauges = {(each.name, each.labels): each.value for each in Gauges(counter.gateway).now()}
    assert gauges["waiting", (("queue", "mails"),)] == 1
    assert gauges["overdue_seconds", (("queue", "mails"),)] == timedelta(hours=4.2).total_seconds()


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [("failed", "550", "failed for good (550)."), ("in doubt", "", "may or may not have arrived.")],
)
def test_what_did_not_surely_arrive_is_told_with_the_command_that_sends_it_again(
    counter: Counter, state: str, reason: str, words: str
) -> None:
    entered(counter, state=state, reason=reason)
    found = told(counter)[f"mails {state}"]
    assert (found.verdict, found.sentence) == ("warning", f"1 mail with the report of health, 2026-11-15, {words}")
    assert found.remedy.endswith("gateway report health --day 2026-11-15 --resend")
    assert TO not in found.sentence + found.remedy


def test_what_was_sent_again_or_is_long_ago_is_told_no_more(counter: Counter) -> None:
    entered(counter, state="failed")
    entered(counter, turn=1, state="failed")
    assert "mails failed" in told(counter)
    entered(counter, turn=2, state="sent")
    assert "mails failed" not in told(counter)
    entered(counter, state="in doubt", kind="danger")
    assert "gateway danger health" in told(counter)["mails in doubt"].remedy
    counter.clock.pass_(days=8)
    assert set(told(counter)) == {"mail server", "mails", "arrived"}
