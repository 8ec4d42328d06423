"""Consent and opting out: each yes and no is kept with the words before it, whichever way it comes."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from counter import CLINIC, Call, Counter
from sqlalchemy import Engine, text

from gateway.cli import outcome
from gateway.rights import consent
from gateway.sending import receipts
from gateway.sending.receipts import DeliveryReport
from storage import consents, contacts, tombstones
from storage.consents import Consent
from storage.faults import StorageFault
from storage.tables import audit, sessions, wordings
from storage.tables import consents as consent_rows
from storage.tables import contacts as people
from storage.unit import Unit, reading, unit

NUMBER = "+26658000001"
MYDATA = "Answers kept: "


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path)


def said(counter: Counter) -> list[Consent]:
    with reading(counter.gateway.engine) as c:
        person = contacts.find(Unit(c), counter.gateway.vault, NUMBER)
        assert person is not None
        return consents.history(Unit(c), person.id)


def brief(counter: Counter) -> list[tuple[str, bool, str]]:
    return [(each.purpose, each.given, each.channel) for each in said(counter)]


def opted_out(counter: Counter, number: str = NUMBER) -> bool:
    with reading(counter.gateway.engine) as c:
        person = contacts.find(Unit(c), counter.gateway.vault, number)
        return person is not None and person.opted_out


def ask(counter: Counter) -> None:
    counter.text("clinic", id="m0")


def test_start_on_a_phone_menu_is_the_consent_to_take_part_with_the_screen_before_it(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    welcome = call.hop()
    call.say("2")
    sesotho = call.hop()
    call.say("1")
    (consent,) = said(counter)
    assert (consent.purpose, consent.given, consent.channel, consent.language) == ("take part", True, "ussd", "st")
    assert consent.wording == sesotho.removeprefix("CON ") != welcome.removeprefix("CON ")
    assert (consent.survey, consent.ministry, consent.offset_minutes) == (CLINIC, "health", 120)
    (wording,) = counter.rows(wordings)
    assert wording["sha256"] == hashlib.sha256(wording["text"].encode()).hexdigest()


def test_start_by_text_is_recorded_with_the_text_before_it(counter: Counter) -> None:
    welcome = counter.text("clinic", id="m0")
    counter.text("1", id="m1")
    (consent,) = said(counter)
    assert (consent.purpose, consent.given, consent.channel, consent.wording) == ("take part", True, "sms", welcome)


def test_a_consent_question_is_recorded_with_its_purpose(counter: Counter) -> None:
    ask(counter)
    for n, words in enumerate(("1", "1301", "child", "1", "2", "yes", "yes", "it was dear", "1"), 1):
        counter.clock.pass_(seconds=30)
        shown = counter.text(words, id=f"m{n}")
    assert "Thank you" in (shown or "")
    assert brief(counter) == [("take part", True, "sms"), ("call back", True, "sms")]
    assert "May a health officer call you" in (said(counter)[-1].wording or "")


def test_answers_dialled_behind_the_code_were_spoken_first(counter: Counter) -> None:
    Call(counter, "ATUid_1", heard="1*1301").hop()
    (consent,) = said(counter)
    assert (consent.purpose, consent.given, consent.wording) == ("take part", True, None)


def test_a_text_that_stops_is_kept_as_a_withdrawal_after_the_consent(counter: Counter) -> None:
    ask(counter)
    counter.text("1", id="m1")
    counter.text("STOP", id="m2")
    counter.text("START", id="m3")
    assert brief(counter) == [("take part", True, "sms"), ("texts", False, "sms"), ("texts", True, "sms")]
    with reading(counter.gateway.engine) as c:
        person = contacts.find(Unit(c), counter.gateway.vault, NUMBER)
        assert person is not None
        standing = {each.purpose: each.given for each in consents.standing(Unit(c), person.id)}
    assert standing == {"take part": True, "texts": True}


def test_a_hop_that_answers_an_ordinary_question_writes_no_consent(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1")
    before = counter.rows(consent_rows)
    call.say("1301")
    call.say("2")
    assert counter.rows(consent_rows) == before


def test_nobody_can_change_or_delete_what_was_agreed(counter: Counter) -> None:
    Call(counter, "ATUid_1").go("1")
    for statement in ("UPDATE consents SET given = NOT given", "DELETE FROM consents"):
        with pytest.raises(StorageFault), unit(counter.gateway.engine) as u:
            u.connection.execute(text(statement))


# --- every way in which an opt-out comes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["STOP", "emisa!", "Tlohela", "unsubscribe", "quit"])
def test_by_text_without_any_conversation(counter: Counter, words: str) -> None:
    assert counter.text(words, id="m0") is not None
    assert opted_out(counter)
    assert brief(counter) == [("texts", False, "sms")]


def test_by_the_aggregators_callback(counter: Counter) -> None:
    for _ in range(2):
        counter.post("opt-out", urlencode({"senderId": "40145", "phoneNumber": NUMBER}))
    assert opted_out(counter)
    assert brief(counter) == [("texts", False, "aggregator")]


def test_a_callback_that_is_repeated_after_start_opts_nobody_out_again(counter: Counter) -> None:
    opted_out_at_the_aggregator(counter)
    counter.clock.pass_(seconds=60)
    counter.text("START", id="m0")
    for hours in (0.1, 12, 11):
        counter.clock.pass_(hours=hours)
        opted_out_at_the_aggregator(counter)
        assert not opted_out(counter)
    assert brief(counter) == [("texts", False, "aggregator"), ("texts", True, "sms")]
    counter.clock.pass_(hours=1)
    opted_out_at_the_aggregator(counter)
    assert opted_out(counter)


def test_the_callback_of_a_stop_by_text_may_come_after_start(counter: Counter) -> None:
    counter.text("STOP", id="m0")
    counter.clock.pass_(seconds=60)
    counter.text("START", id="m1")
    counter.clock.pass_(seconds=60)
    opted_out_at_the_aggregator(counter)
    assert not opted_out(counter)


def test_a_callback_that_waited_in_the_spool_while_they_said_start_changes_nothing(counter: Counter) -> None:
    came_at_ms = counter.clock.at_ms
    counter.clock.pass_(seconds=60)
    counter.text("START", id="m0")
    counter.clock.pass_(days=2)
    receipts.opt_out(counter.gateway, "main", NUMBER, came_at_ms)
    assert not opted_out(counter)


def test_who_said_start_long_ago_is_opted_out_by_the_callback(counter: Counter) -> None:
    counter.text("START", id="m0")
    counter.clock.pass_(seconds=60)
    opted_out_at_the_aggregator(counter)
    assert opted_out(counter)


def opted_out_at_the_aggregator(counter: Counter) -> None:
    assert counter.post("opt-out", urlencode({"senderId": "40145", "phoneNumber": NUMBER})).status_code == 200


@pytest.mark.parametrize("reason", ["UserInBlackList", "UserInBlacklist", "USERINBLACKLIST"])
def test_by_the_reason_of_a_delivery_report(counter: Counter, reason: str) -> None:
    ask(counter)
    receipts.receive(counter.gateway, "main", DeliveryReport("ATXid_9", "Failed", reason, NUMBER))
    assert opted_out(counter)
    assert brief(counter) == [("texts", False, "aggregator")]


def test_nobody_is_never_opted_out(counter: Counter) -> None:
    with unit(counter.gateway.engine) as u:
        nobody = contacts.nobody(u)
        assert consent.opt(u, nobody, out=True, channel="aggregator", at_ms=1) is False
        assert not contacts.by_id(u, nobody).opted_out


def test_a_call_that_goes_on_after_stop_by_text_says_so(counter: Counter) -> None:
    call = Call(counter, "ATUid_1")
    call.go("1", "1301")
    counter.text("STOP", id="m0")
    assert call.say("2") == "END You will get no more texts from us. Text START to allow them again."


# --- MYDATA ------------------------------------------------------------------------------------------------------------------


def test_mydata_counts_and_never_repeats_an_answer(counter: Counter) -> None:
    ask(counter)
    counter.text("1", id="m1")
    counter.text("1301", id="m2")
    assert counter.text("MYDATA", id="m3") == (
        "Answers kept: 1, surveys: 1, since 18/11/2026. Your number is kept until 18/12/2026. "
        "To delete your number and words, text DELETE."
    )
    assert counter.rows(sessions)[0]["ended"] == ""


def test_mydata_is_answered_after_stop(counter: Counter) -> None:
    counter.text("STOP", id="m0")
    assert (counter.text("MYDATA", id="m1") or "").startswith(MYDATA)
    assert opted_out(counter)


# --- a version that cannot be read --------------------------------------------------------------------------------------------


def test_an_old_version_that_cannot_be_read_mutes_nobody(counter: Counter) -> None:
    ask(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE versions SET text = 'nothing' WHERE survey = :survey"), {"survey": CLINIC})
        u.commit()
    counter.restart()
    assert counter.text("STOP", id="m1") is not None
    assert opted_out(counter)
    assert (counter.text("DELETE", id="m2") or "").startswith("Your number and your words are deleted")
    assert [row["ended"] for row in counter.rows(sessions)] == ["stopped"]


# --- the office ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def at_the_counter(counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", counter.gateway.engine.url.render_as_string(hide_password=False))
    return counter


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, given: str = NUMBER, reason: str = "asked at the counter") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(given + "\n"))
    return outcome([*arguments, "--reason", reason])


def test_the_office_erases_and_gets_a_proof(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counter = at_the_counter
    ask(counter)
    counter.text("1", id="m1")
    assert run(monkeypatch, "erase") == 2, "from standard input it must be confirmed"
    capsys.readouterr()
    assert run(monkeypatch, "erase", "--yes", "--asked", "2999-01-01") == 2, "nobody asks tomorrow"
    capsys.readouterr()
    assert run(monkeypatch, "erase", "--yes", "--json", "--asked", "2026-01-05") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["conversations"], told["conversations_ended"]) == (1, 1)
    proof = counter.rows(audit)[-1]
    assert (proof["action"], proof["subject"]) == ("person erased", told["proof"])
    assert json.loads(proof["detail"])["waited_days"] > 100
    assert [row for row in counter.rows(people) if row["number_sealed"]] == []


def test_the_office_erases_a_number_that_nobody_knows(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "erase", "--yes") == 0
    assert "Nothing was held of this number. It will not be texted." in capsys.readouterr().out
    assert at_the_counter.rows(people) == []
    with reading(at_the_counter.gateway.engine) as c:
        assert tombstones.find(Unit(c), at_the_counter.gateway.vault.index(NUMBER)) is not None


def test_the_office_shows_what_is_held_and_the_audit_who_looked(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counter = at_the_counter
    ask(counter)
    for n, words in enumerate(("1", "1301"), 1):
        counter.text(words, id=f"m{n}")
    assert run(monkeypatch, "mydata", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["survey"], each["answers"]) for each in told["conversations"]] == [(CLINIC, 1)]
    assert [each["purpose"] for each in told["consents"]] == ["take part"]
    assert "answers" not in told
    assert run(monkeypatch, "mydata", "--json", "--with-answers") == 0
    assert [each["value"] for each in json.loads(capsys.readouterr().out)["answers"]] == ["1301"]
    assert [row["action"] for row in counter.rows(audit)] == ["person looked up"] * 2
    assert run(monkeypatch, "mydata", given="+26658000009") == 1


def test_the_office_shows_every_text_that_still_has_its_words(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(at_the_counter)
    at_the_counter.clock.pass_(seconds=60)
    at_the_counter.text("my aunt waits outside", id="m1", to="99999")
    assert run(monkeypatch, "mydata", "--json", "--with-answers") == 0
    texts = json.loads(capsys.readouterr().out)["texts"]
    assert [(each["way"], each["code"]) for each in texts] == [
        ("from them", "40145"), ("to them", "40145"), ("from them", "99999"),
    ]  # fmt: skip
    assert texts[-1]["text"] == "my aunt waits outside"


@pytest.mark.parametrize("reason", ["called from +266 5800 0001", "asked by 58000001", "mail of thabo@example.org"])
@pytest.mark.parametrize("command", ["erase", "mydata", "optout"])
def test_a_reason_that_points_at_somebody_is_not_kept(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, reason: str
) -> None:
    assert run(monkeypatch, command, reason=reason) == 2
    assert "Say it without" in capsys.readouterr().err
    assert at_the_counter.rows(audit) == []


@pytest.mark.parametrize("reason", ["letter of 2026-11-23", "letter of 23.11.2026, file 17/26", "came on 3/5/26 at 10:30"])
def test_a_reason_may_have_a_date(at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    assert run(monkeypatch, "optout", reason=reason) == 0
    assert json.loads(at_the_counter.rows(audit)[-1]["detail"])["reason"] == reason


def test_what_was_erased_is_told_in_words_with_where_the_proof_is_found(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(at_the_counter)
    at_the_counter.text("1", id="m1")
    assert run(monkeypatch, "erase", "--yes") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "The number is erased, and every link to it. It will not be texted."
    assert "  Conversations that belong to nobody now: 1" in told
    assert told[-2] == f"Proof: {at_the_counter.rows(audit)[-1]['subject']}"
    assert told[-1].endswith("gateway audit show --action 'person erased'")


def test_the_office_registers_stop_and_lifts_it(at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = at_the_counter
    ask(counter)
    assert run(monkeypatch, "optout") == 0
    assert opted_out(counter)
    assert brief(counter) == [("texts", False, "office")]
    assert counter.rows(sessions)[0]["ended"] == "stopped"
    assert run(monkeypatch, "optout", "--lift") == 0
    assert not opted_out(counter)


def test_a_list_of_opt_outs_keeps_no_number_and_wakes_with_no_visit(
    at_the_counter: Counter, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counter = at_the_counter
    listed = f"{NUMBER}\n58000002\n\n"
    assert run(monkeypatch, "optout", "--many", given=listed) == 0
    assert "2 numbers: will not be texted. New: 2." in capsys.readouterr().out
    assert counter.rows(people) == []
    with unit(counter.gateway.engine) as u:
        assert contacts.contact_of(u, counter.gateway.vault, "+26658000002", 1).opted_out
    assert run(monkeypatch, "optout", "--many", given="hello\n") == 1
