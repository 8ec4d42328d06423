"""A publisher hands in a list through the pages: what is wrong, what would happen, sending, watching and stopping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import Browser, Desk
from counter import KENYA
from sqlalchemy import select
from werkzeug.test import TestResponse

from gateway import create_app
from gateway.visits import parked
from storage.people import Held
from storage.tables import audit, invitations, uploads, visits
from storage.unit import connect

HEADER = "phone,visit id,recorded at,centre,first name,language"
WRONG = ("07123,T-90,2026-11-18 09:00,N02,Asha,en", "0700000417,T-91,2031-01-01 09:00,N02,Asha,en")


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    desk = Desk(engine, tmp_path / "var")
    desk.counter.publish(KENYA, (Path("flows/surveys") / f"{KENYA}.yaml").read_text(encoding="utf-8"))
    yield desk
    engine.dispose()


@pytest.fixture
def neo(desk: Desk) -> Browser:
    return desk.person("neo", Held("huduma", "publisher"))


def listed(rows: int, *more: str) -> bytes:
    good = (f"07{n:08d},T-{n},2026-11-18 09:00,N02,Asha,{'en' if n % 2 else 'sw'}" for n in range(10, rows + 10))
    return "\n".join((HEADER, *good, *more)).encode()


def hand_in(neo: Browser, raw: bytes, survey: str = KENYA, ministry: str = "huduma") -> TestResponse:
    token = re.search(r'name="csrf_token" value="([^"]+)"', neo.get("/visits").text)
    assert token is not None
    named = {'name="csrf_token"': token[1].encode(), 'name="survey"': survey.encode(), 'name="list"; filename="a.csv"': raw}
    parts = (f"--cut\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + said for name, said in named.items())
    body = b"\r\n".join((*parts, b"--cut--\r\n"))
    return neo.client.post(f"/visits/{ministry}", data=body, content_type="multipart/form-data; boundary=cut")


def test_the_rest_of_a_list_is_sent_without_its_wrong_rows_and_once(desk: Desk, neo: Browser) -> None:
    front = neo.get("/visits").text
    assert wrong_in(front) == []
    assert "first name" in neo.get(f"/visits/huduma/{KENYA}/columns.csv").text
    handed = hand_in(neo, listed(18, *WRONG))
    assert handed.status_code == 303
    look = neo.get(handed.location).text
    assert wrong_in(look) == []
    for told in ("20 rows read, 18 good", "•••• 123", "Go on without these 2", "18</dd>", "Asha", "First text"):
        assert told in look, told
    assert look.count('class="bubble"') == 3
    assert re.findall(r"\+?\d{8,}", re.sub(r"<[^>]*>", " ", look)) == []
    assert desk.counter.rows(visits) == []
    sent = neo.post(handed.location, handed.location, deed="send")
    assert sent.status_code == 303
    batch = neo.get(sent.location).text
    assert "Being stored: 0 of 20" in batch
    assert parked.sweep(desk.gateway) == 1
    assert parked.sweep(desk.gateway) == 0
    batch = neo.get(sent.location).text
    assert "The texts go out in their hours." in batch
    assert wrong_in(batch) == []
    assert (len(desk.counter.rows(visits)), len(desk.counter.rows(invitations))) == (18, 18)
    again = neo.get(hand_in(neo, listed(18, *WRONG)).location).text
    assert "Nothing is sent twice." in again
    assert "18 visits were handed in before" in again
    assert list((desk.gateway.settings.var / "lists").glob("*.agreed")) == []


def test_a_list_is_stopped_and_says_so(desk: Desk, neo: Browser) -> None:
    at = hand_in(neo, listed(5)).location
    batch = neo.post(at, at, deed="send").location
    assert neo.post(f"{batch}/stop", batch).status_code == 409
    parked.sweep(desk.gateway)
    assert neo.post(f"{batch}/stop", batch).status_code == 303
    assert {(row["state"], row["reason"]) for row in desk.counter.rows(invitations)} == {("withheld", "stopped")}
    assert "Stopped: 5 people of it are not asked." in neo.get(batch).text
    actions = [row["action"] for row in desk.counter.rows(audit) if row["actor"] == "neo"]
    assert actions == ["visits loaded", "visits stopped"]


def with_settings(desk: Desk, **sections: dict[str, object]) -> Desk:
    """The same desk under other settings: section -> field -> value."""
    settings = desk.gateway.settings
    changed = {name: getattr(settings, name).model_copy(update=values) for name, values in sections.items()}
    desk.gateway = replace(desk.gateway, settings=settings.model_copy(update=changed))
    desk.app = create_app(desk.gateway)
    return desk


def test_many_texts_need_their_number_typed(desk: Desk) -> None:
    neo = with_settings(desk, invitations={"confirm_above": 3}).person("neo", Held("huduma", "publisher"))
    at = hand_in(neo, listed(4)).location
    assert "Type the number of people, 4, to send" in neo.get(at).text
    refused = neo.post(at, at, deed="send", number="5")
    assert (refused.status_code, "This is not the number." in refused.text) == (422, True)
    assert wrong_in(refused.text) == []
    assert desk.counter.rows(uploads) == []
    assert neo.post(at, at, deed="send", number="4").status_code == 303


def test_a_list_that_costs_more_than_a_day_may_is_not_sent_at_all(desk: Desk) -> None:
    neo = with_settings(desk, spending={"most_a_day": 3}).person("neo", Held("huduma", "publisher"))
    at = hand_in(neo, listed(9)).location
    page = neo.get(at).text
    assert ("would cost more than all texts of a day" in page, 'value="send"' in page) == (True, False)
    neo.post(at, at, deed="send", number="9")
    assert desk.counter.rows(uploads) == []


def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_kept(desk: Desk, neo: Browser) -> None:
    for raw, told in {
        b"": "The list is empty.", b"%PDF-1.7": "neither CSV nor XLSX", b"phone,visit id\n": "no visits",
        b"x" * (parked.LARGEST + 1): "larger than 5 MB",
        ("phone,visit id\n" + "0700000001,a\n" * (parked.MOST_ROWS + 1)).encode(): "more than 50,000 rows",
    }.items():  # fmt: skip
        refused = hand_in(neo, raw)
        assert (refused.status_code, told in refused.text) == (422, True), told
        assert wrong_in(refused.text) == []
    huge = hand_in(neo, b"x" * 7_000_000)
    assert (huge.status_code, "larger than 5 MB" in huge.text) == (413, True)
    headless = neo.get(hand_in(neo, b"name,visit id\nAsha,1\n").location)
    assert (headless.status_code, "no column “phone”" in headless.text) == (422, True)
    assert list((desk.gateway.settings.var / "lists").glob("*")) == []
    assert hand_in(neo, listed(2), survey="nothing").status_code == 422


def test_a_list_is_its_publisher_s_alone_sealed_and_forgotten_after_an_hour(desk: Desk, neo: Browser) -> None:
    at = hand_in(neo, listed(3)).location
    other = desk.person("palesa", Held("huduma", "publisher"))
    limited = desk.person("limited", Held("huduma", "publisher", "nairobi"))
    assert [each.get(at).status_code for each in (neo, other, limited)] == [200, 404, 404]
    assert hand_in(neo, listed(3), ministry="health").status_code == 404
    [kept] = (desk.gateway.settings.var / "lists").iterdir()
    assert (b"0700000010" in kept.read_bytes(), kept.stat().st_mode & 0o77) == (False, 0)
    assert neo.post(at, at, deed="leave").status_code == 303
    assert neo.get(at).status_code == 404
    late = hand_in(neo, listed(3)).location
    desk.counter.clock.pass_(seconds=20 * 60)
    neo.get("/visits")
    desk.counter.clock.pass_(seconds=25 * 60)
    neo.get("/visits")
    desk.counter.clock.pass_(seconds=16 * 60)
    assert neo.get(late).status_code == 404
    assert parked.sweep(desk.gateway) == 0
    assert list((desk.gateway.settings.var / "lists").iterdir()) == []
    with desk.gateway.engine.connect() as c:
        assert c.execute(select(uploads)).all() == []


def test_a_list_whose_survey_has_no_use_for_visits_any_more_is_let_go(desk: Desk, neo: Browser) -> None:
    at = hand_in(neo, listed(3)).location
    neo.post(at, at, deed="send")
    text = (Path("flows/surveys") / "market-survey.yaml").read_text(encoding="utf-8")
    desk.counter.publish(KENYA, text, "huduma")
    assert parked.sweep(desk.gateway) == 1
    assert desk.counter.rows(visits) == []
    assert list((desk.gateway.settings.var / "lists").iterdir()) == []
