"""Texts that are fetched from the aggregator: what was lost is heard, what came anyway is not heard twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from counter import Counter
from servers.raw_http import RawHttp
from sqlalchemy import Engine

from gateway.africastalking.inbox import AfricasTalkingInbox, FetchFailed, Pulled, inboxes
from gateway.conversing import recover
from gateway.hooks.heard import IncomingText
from storage import beats, cursors
from storage.tables import contacts, inbox, outbox, sessions
from storage.unit import Unit, connect, reading

NUMBER = "+26658000001"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


@dataclass
class TheirList:
    """What the aggregator has, three at a time."""

    counter: Counter
    texts: list[Pulled] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    broken: bool = False

    def add(self, words: str, number: str = NUMBER, date: str | None = None) -> None:
        at = self.counter.date() if date is None else date
        n = len(self.texts) + 1
        self.texts.append(Pulled(n, IncomingText(f"pull:{n}", number, "40145", words, at, None, None, None)))

    def fetch(self, after: int) -> tuple[Pulled, ...]:
        self.asked.append(after)
        if self.broken:
            raise FetchFailed("HTTP 500")
        return tuple(each for each in self.texts if each.id > after)[:3]


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Counter]:
    engine = connect(sqlite_url)
    yield Counter(engine, tmp_path / "var")
    engine.dispose()


@pytest.fixture
def theirs(counter: Counter) -> TheirList:
    return TheirList(counter)


def pull(counter: Counter, theirs: TheirList) -> int:
    return recover.pull(counter.gateway, counter.gateway.settings.channels["main"], theirs)


def post(counter: Counter, words: str, id: str, date: str, number: str = NUMBER) -> None:
    body = urlencode({"text": words, "to": "40145", "id": id, "from": number, "date": date})
    assert counter.post("sms", body).status_code == 200


def iso(counter: Counter) -> str:
    """Now, in another form than that of the list."""
    return f"{datetime.fromtimestamp(counter.clock.at_ms / 1000, UTC):%Y-%m-%dT%H:%M:%S.445Z}"


def ids(counter: Counter) -> list[str]:
    return [row["provider_id"] for row in counter.rows(inbox)]


def test_texts_that_never_reached_us_are_heard_piece_by_piece_and_once(counter: Counter, theirs: TheirList) -> None:
    for n in range(7):
        theirs.add("CLINIC", f"+2665800000{n}")
    counter.clock.pass_(hours=1)
    assert pull(counter, theirs) == 7
    assert len(counter.rows(outbox)) == len(counter.rows(sessions)) == 7
    assert theirs.asked == [0, 3, 6, 7]
    assert pull(counter, theirs) == 0
    assert theirs.asked[-1] == 7
    with reading(counter.gateway.engine) as c:
        assert cursors.get(Unit(c), "pull main") == "7"
        assert beats.all_beats(Unit(c))["pull main"] == counter.clock()


def test_a_text_that_was_posted_is_not_heard_again_when_it_is_fetched(counter: Counter, theirs: TheirList) -> None:
    theirs.add("CLINIC")
    post(counter, "CLINIC", "ATXid_1", iso(counter))
    counter.clock.pass_(seconds=60)
    theirs.add("1")
    post(counter, "1", "ATXid_2", iso(counter))
    before = [counter.rows(table) for table in (inbox, outbox, sessions)]
    counter.clock.pass_(seconds=600)
    pull(counter, theirs)
    assert [counter.rows(table) for table in (inbox, outbox, sessions)] == before


def test_a_text_that_was_fetched_is_not_heard_again_when_it_is_posted(counter: Counter, theirs: TheirList) -> None:
    sent = iso(counter)
    theirs.add("CLINIC")
    counter.clock.pass_(seconds=300)
    pull(counter, theirs)
    before = [counter.rows(table) for table in (inbox, outbox, sessions)]
    counter.clock.pass_(hours=5)
    post(counter, "CLINIC", "ATXid_1", sent)
    assert [counter.rows(table) for table in (inbox, outbox, sessions)] == before


def test_the_same_words_at_another_time_or_from_another_person_are_another_text(counter: Counter, theirs: TheirList) -> None:
    post(counter, "CLINIC", "ATXid_1", counter.date())
    counter.clock.pass_(seconds=60)
    post(counter, "1", "ATXid_2", counter.date())
    counter.clock.pass_(seconds=60)
    theirs.add("1")
    theirs.add("CLINIC", "+26658000002")
    counter.clock.pass_(seconds=60)
    pull(counter, theirs)
    assert ids(counter) == ["ATXid_1", "ATXid_2", "pull:1", "pull:2"]


def test_a_number_that_was_asked_for_is_known_again_though_it_is_not_kept(counter: Counter, theirs: TheirList) -> None:
    post(counter, "CLINIC 58123456", "ATXid_1", counter.date())
    theirs.add("CLINIC 58123456")
    pull(counter, theirs)
    assert ids(counter) == ["ATXid_1"]
    assert all(row["content_mac"] and b"58123456" not in row["content_mac"] for row in counter.rows(inbox))


def test_a_text_without_a_date_is_known_again_within_the_hour(counter: Counter, theirs: TheirList) -> None:
    post(counter, "CLINIC", "ATXid_1", "")
    theirs.add("CLINIC", date="")
    counter.clock.pass_(seconds=600)
    pull(counter, theirs)
    assert ids(counter) == ["ATXid_1"]


def test_an_answer_to_a_question_that_has_gone_by_is_kept_and_not_used(counter: Counter, theirs: TheirList) -> None:
    post(counter, "CLINIC", "m0", counter.date())
    counter.clock.pass_(seconds=60)
    theirs.add("2")
    counter.clock.pass_(seconds=60)
    post(counter, "1", "m1", counter.date())
    counter.clock.pass_(seconds=60)
    pull(counter, theirs)
    stored = counter.rows(inbox)[-1]
    assert (stored["provider_id"], stored["state"], stored["is_late"]) == ("pull:1", "unanswered", True)


def test_a_text_of_the_day_before_yesterday_is_stored_and_not_answered(counter: Counter, theirs: TheirList) -> None:
    theirs.add("CLINIC")
    counter.clock.pass_(hours=49)
    pull(counter, theirs)
    assert [(row["state"], row["is_late"]) for row in counter.rows(inbox)] == [("unanswered", True)]
    assert not counter.rows(outbox)


def test_a_list_that_cannot_be_read_is_asked_again_from_the_same_place(counter: Counter, theirs: TheirList) -> None:
    theirs.add("CLINIC")
    theirs.broken = True
    assert recover.pull_all(counter.gateway, {"main": theirs}) == 0
    theirs.broken = False
    assert recover.pull_all(counter.gateway, {"main": theirs}) == 1
    assert theirs.asked == [0, 0, 1]


def test_a_list_that_begins_at_the_beginning_each_time_does_not_go_round_for_ever(counter: Counter) -> None:
    class Stubborn(TheirList):
        def fetch(self, after: int) -> tuple[Pulled, ...]:
            self.asked.append(after)
            return tuple(self.texts)

    theirs = Stubborn(counter)
    theirs.add("CLINIC")
    pull(counter, theirs)
    assert theirs.asked == [0, 1]


def test_digests_are_let_go_of_when_no_text_can_come_a_second_way(counter: Counter) -> None:
    post(counter, "CLINIC", "m0", counter.date())
    counter.clock.pass_(days=2)
    post(counter, "CLINIC", "m1", counter.date(), "+26658000002")
    assert recover.forget_digests(counter.gateway) == 0
    counter.clock.pass_(days=2)
    assert recover.forget_digests(counter.gateway) == 1
    assert [row["content_mac"] is None for row in counter.rows(inbox)] == [True, False]


def test_a_list_that_never_ends_is_read_in_pieces_of_a_day(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(TheirList):
        def fetch(self, after: int) -> tuple[Pulled, ...]:
            self.asked.append(after)
            text = IncomingText(f"pull:{after + 1}", f"+26658{after:06}", "40145", "CLINIC", "", None, None, None)
            return (Pulled(after + 1, text),)

    monkeypatch.setattr(recover, "MOST_PAGES", 5)
    theirs = Endless(counter)
    assert (pull(counter, theirs), pull(counter, theirs)) == (5, 5)
    assert theirs.asked == list(range(10))


def test_the_history_of_an_account_is_kept_and_nobody_is_answered(counter: Counter, theirs: TheirList) -> None:
    for n in range(30):
        theirs.add(("CLINIC", "START", "HELP")[n % 3], f"+266580000{n:02}")
        counter.clock.pass_(hours=1)
    counter.clock.pass_(days=2)
    assert pull(counter, theirs) == 30
    assert len(counter.rows(inbox)) == 30
    assert {row["is_late"] for row in counter.rows(inbox)} == {True}
    assert not counter.rows(outbox)
    assert not counter.rows(sessions)


def test_a_flood_is_not_stored_by_way_of_the_list_either(counter: Counter, theirs: TheirList) -> None:
    most = counter.gateway.settings.guards.texts_an_hour
    for n in range(most + 30):
        theirs.add(f"words {n}")
    theirs.add("STOP")
    pull(counter, theirs)
    assert len(counter.rows(inbox)) == most + 1
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is not None
    assert list(counter.gateway.guards.alarms().values()) == [30]


def test_a_busy_day_is_no_flood_however_late_it_is_fetched(counter: Counter, theirs: TheirList) -> None:
    most = counter.gateway.settings.guards.texts_an_hour
    for n in range(most + 30):
        theirs.add(f"words {n}")
        counter.clock.pass_(seconds=40)
    pull(counter, theirs)
    assert len(counter.rows(inbox)) == most + 30


def test_only_channels_that_pull_are_asked(counter: Counter) -> None:
    settings = counter.gateway.settings
    main = settings.channels["main"]
    both = {"main": main, "quiet": main.model_copy(update={"name": "quiet", "pull": False})}
    keys = {"main": "key-of-the-tests", "quiet": "key-of-the-tests"}
    assert set(inboxes(settings.model_copy(update={"channels": both}), keys)) == {"main"}


# --- their bytes -------------------------------------------------------------------------------------------------------------

MESSAGE = (
    '{"linkId":"SampleLinkId123","text":"Lumela\\u0000 batho","to":"40145","id":%s,'
    '"date":"2026-05-03 06:04:45","from":"+26658000001"}'
)


def http(body: str, status: str = "200 OK", media_type: str = "application/json; charset=utf-8") -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body.encode())}\r\nConnection: close\r\n\r\n"
    )
    return (head + body).encode()


def listed(*ids: str) -> str:
    return f'{{"SMSMessageData":{{"Messages":[{",".join(MESSAGE % each for each in ids)}]}}}}'


def fetched(counter: Counter, raw_http: RawHttp, reply: bytes) -> list[Pulled]:
    raw_http.reply = reply
    source = AfricasTalkingInbox(counter.gateway.settings.channels["main"], raw_http.url, "key-of-the-tests")
    return list(source.fetch(5))


def test_the_list_is_asked_for_by_the_last_id_and_read_in_its_order(on_sqlite: Counter, raw_http: RawHttp) -> None:
    found = fetched(on_sqlite, raw_http, http(listed("9", '"7"', "8")))
    assert [each.id for each in found] == [7, 8, 9]
    assert found[0].text == IncomingText(
        "pull:7", "+26658000001", "40145", "Lumela batho", "2026-05-03 06:04:45", None, "SampleLinkId123", None
    )
    (asked,) = raw_http.asked
    assert asked.line.startswith("GET /version1/messaging?")
    assert "lastReceivedId=5" in asked.line
    assert asked.headers.get("apikey", asked.headers.get("apiKey")) == "key-of-the-tests"


@pytest.mark.parametrize("id", ['"ATXid_1"', "null", "-1", "1.5", "true", '"²"', "9" * 40, "{}"])
def test_a_text_of_the_list_without_an_id_that_counts_is_left_out(on_sqlite: Counter, raw_http: RawHttp, id: str) -> None:
    assert [each.id for each in fetched(on_sqlite, raw_http, http(listed(id, "8")))] == [8]


@pytest.mark.parametrize(
    "reply",
    [
        http("The supplied authentication is invalid", "401 Unauthorized", "text/plain"),
        http("", "500 Internal Server Error"),
        http("<html>"),
        http("[]"),
        http('{"SMSMessageData":{"Messages":"none"}}'),
        http(listed("8"))[:-20],
        b"",
    ],
)
def test_a_reply_that_is_no_list_says_so_and_loses_nothing(on_sqlite: Counter, raw_http: RawHttp, reply: bytes) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetched(on_sqlite, raw_http, reply)
    assert "2665800" not in str(failed.value)
