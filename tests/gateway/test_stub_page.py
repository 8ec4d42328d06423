"""The phone in the browser: the addresses behind it, and what is never in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from recording_gateway import RecordingGateway, recording_gateway

from gateway.aggregator_stub.agenda import HandAgenda
from gateway.aggregator_stub.aggregator import Aggregator, Start
from gateway.aggregator_stub.app import POLICY, create_stub

LERATO = "+26650000001"


@pytest.fixture
def gateway() -> Iterator[RecordingGateway]:
    with recording_gateway() as running:
        yield running


@pytest.fixture
def page(gateway: RecordingGateway) -> FlaskClient:
    starts = [Start("How was your visit?", dial="*120*45#")]
    return create_stub(Aggregator([gateway.line()], agenda=HandAgenda(), starts=lambda: starts)).test_client()


def test_the_page_runs_no_foreign_and_no_inline_script(page: FlaskClient) -> None:
    shown = page.get("/")
    assert shown.headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert "http" not in shown.text.replace("http-equiv", "")
    assert "style=" not in shown.text


def test_the_table_offers_the_ways_to_begin(page: FlaskClient) -> None:
    table = page.post("/phone/table", json={}).get_json()
    assert table["starts"] == [{"title": "How was your visit?", "dial": "*120*45#", "word": "", "short_code": ""}]
    assert LERATO in table["numbers"]


def test_a_call_is_dialled_answered_and_cancelled(page: FlaskClient) -> None:
    call = page.post("/phone/dial", json={"number": LERATO, "code": "*120*45#"}).get_json()["call"]
    assert (call["text"], call["units"], call["limit"], call["silence_left_s"]) == ("What?", 9, 160, 30)
    call = page.post("/phone/send", json={"session_id": call["session_id"], "text": "1"}).get_json()["call"]
    assert call["hops"] == 2
    assert page.post("/phone/cancel", json={"session_id": call["session_id"]}).get_json()["call"]["status"] == "Incomplete"
    over = page.post("/phone/send", json={"session_id": call["session_id"], "text": "2"})
    assert (over.status_code, over.get_json()) == (409, {"error": "This call is over. Dial again."})


def test_a_look_gives_the_call_the_messages_and_the_wire(page: FlaskClient) -> None:
    page.post("/phone/text", json={"number": LERATO, "to": "40145", "text": "CLINIC"})
    page.post("/phone/dial", json={"number": LERATO, "code": "*120*45#"})
    look = page.post("/phone/look", json={"number": LERATO, "after": 0}).get_json()
    assert look["call"]["status"] == "open"
    assert [(m["text"], m["mine"]) for m in look["messages"]] == [("CLINIC", True)]
    assert [e["what"] for e in look["wire"]] == ["Text from a citizen", "USSD request"]
    again = page.post("/phone/look", json={"number": LERATO, "after": look["wire"][-1]["n"]}).get_json()
    assert again["wire"] == []


def test_another_phone_shows_nothing_of_it(page: FlaskClient) -> None:
    page.post("/phone/dial", json={"number": LERATO, "code": "*120*45#"})
    look = page.post("/phone/look", json={"number": "+26650000002"}).get_json()
    assert (look["call"], look["messages"]) == (None, [])


def test_a_look_names_every_phone_on_which_a_text_arrived(gateway: RecordingGateway) -> None:
    fake = Aggregator([gateway.line()], agenda=HandAgenda())
    page = create_stub(fake).test_client()
    page.post("/phone/text", json={"number": LERATO, "to": "40145", "text": "CLINIC"})
    for number in ("+26658000001", "+26658000002"):
        fake.sending.send({"to": number, "message": "How was your visit?", "from": "8080"}, "")
    assert page.post("/phone/look", json={"number": LERATO}).get_json()["arrivals"] == {"+26658000002": 3, "+26658000001": 2}


def test_switches_are_set_and_put_to_rest(page: FlaskClient) -> None:
    def positions(said: dict[str, list[dict[str, object]]]) -> dict[object, object]:
        return {one["name"]: (one["position"], one["times"]) for one in said["switches"]}

    set_once = page.post("/phone/switch", json={"name": "repeat", "position": "after", "times": 1}).get_json()
    assert positions(set_once)["repeat"] == ("after", 1)
    assert positions(page.post("/phone/rest", json={}).get_json())["repeat"] == ("off", None)


def test_a_number_is_given_a_status_code_and_loses_it(page: FlaskClient) -> None:
    for code, kept in ((406, 406), (0, None)):
        page.post("/phone/status-code", json={"number": LERATO, "code": code})
        assert page.post("/phone/look", json={"number": LERATO}).get_json()["status_code"] == kept


MISTAKES = {
    "no JSON": ("dial", None, 400),
    "a list": ("dial", [1], 400),
    "no code": ("dial", {"number": LERATO}, 400),
    "a number of a wrong kind": ("look", {"number": 5}, 400),
    "a strange exchange": ("look", {"number": LERATO, "after": "x"}, 400),
    "an unknown call": ("send", {"session_id": "x", "text": "1"}, 409),
    "an unknown switch": ("switch", {"name": "x", "position": "on"}, 404),
    "an unknown position": ("switch", {"name": "repeat", "position": "x"}, 404),
    "an unknown status": ("status-code", {"number": LERATO, "code": 999}, 400),
    "a foreign short code": ("text", {"number": LERATO, "to": "1", "text": "x"}, 404),
    "no such block": ("opt-out", {"number": LERATO}, 400),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_a_sentence(page: FlaskClient, mistake: str) -> None:
    where, body, status = MISTAKES[mistake]
    told = page.post(f"/phone/{where}", json=body) if body is not None else page.post(f"/phone/{where}", data="x=1")
    assert told.status_code == status
    assert told.get_json()["error"].endswith(".")


def test_nothing_about_a_phone_can_be_asked_by_an_address(page: FlaskClient) -> None:
    for rule in page.application.url_map.iter_rules():
        assert "number" not in rule.rule
        if rule.rule.startswith("/phone/"):
            assert rule.methods == {"POST", "OPTIONS"}
