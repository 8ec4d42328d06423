"""A survey tried out on a page: whatever is done survives being written out and read back, and is what citizens would get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from drafting import WATER, house, water, with_water

from flows.load import load
from flows.measure import USUAL, ussd_units
from flows.model import Flow
from flows.talk import read
from flows.talking.append import with_one_more
from flows.talking.play import play
from gateway.editing import checking
from gateway.editing import desk as desks
from gateway.phones import examples, handset
from gateway.phones.handset import Handset, Stand
from gateway.phones.played import MOST_ACTS, Played
from gateway.refusal import Refusal
from gateway.wiring import Gateway

MORNING = 1_793_000_000_000  # 2026-10-26 09:33 in Maseru
SURVEYS = Path(__file__).parents[3] / "flows" / "surveys"


def flow_of(text: str) -> Flow:
    flow = load(text, lambda name: (SURVEYS / name).read_bytes()).flow
    assert flow is not None
    return flow


PUMP = Stand(flow_of(WATER), USUAL, price=Decimal("0.3"), currency="LSL")
CLINIC = Stand(flow_of((SURVEYS / "lesotho-clinic-visit.yaml").read_text()), USUAL)
HUDUMA = Stand(flow_of((SURVEYS / "kenya-huduma-service.yaml").read_text()), USUAL)


def begun(stand: Stand = PUMP, channel: str = "ussd", language: str = "", **cells: str) -> Played:
    visit = {key.replace("_", " "): cell for key, cell in cells.items()} or None
    return handset.begin(stand, channel, MORNING, language, visit)  # type: ignore[arg-type]


def seen(played: Played, stand: Stand = PUMP) -> Handset:
    """How it stands, also after it was written out and read back."""
    shown = handset.show(stand, played)
    again = Played.load(played.dump())
    assert (again.dump(), handset.show(stand, again)) == (played.dump(), shown)
    return shown


def said(shown: Handset) -> list[str]:
    return [f"{bubble.by}: {bubble.text.splitlines()[0]}" for bubble in shown.bubbles]


def test_a_conversation_by_menu_from_the_first_screen_to_what_would_be_stored() -> None:
    played = begun()
    assert seen(played).question == ""
    for word in ("1", "no", "14 days"):
        played = played.say(word)
    shown = seen(played)
    assert (shown.question, shown.in_call, shown.over) == ("days", True, False)
    shown = seen(played.say("14").say("4"))
    assert shown.over
    assert shown.stored["water-point"].stored == {"works": "no", "days": "14", "happy": "4"}
    assert shown.stored["water-point"].ended == "finished"
    assert (shown.parts, shown.price) == (0, Decimal(0))
    assert [(b.question, b.act) for b in shown.bubbles if b.by == "phone"] == [
        ("", 0), ("works", 1), ("days", 2), ("days", 3), ("happy", 4), ("", 5),
    ]  # fmt: skip


def test_a_screen_says_its_length_and_a_text_its_price() -> None:
    screen = seen(begun().say("1")).bubbles[-1]
    assert (screen.units, screen.budget, screen.coding) == (ussd_units(screen.text)[0], 160, "GSM-7")
    assert (screen.parts, screen.awaits) == (0, True)
    shown = seen(begun(channel="sms").say("1").say("yes").say("5"))
    assert (shown.parts, shown.price, shown.currency) == (4, Decimal("1.2"), "LSL")
    assert shown.stored["water-point"].ended == "finished"


def test_a_language_is_chosen_on_the_first_screen() -> None:
    shown = seen(begun(language="st").say("1"))
    assert shown.language == "st"
    assert shown.bubbles[-1].text.startswith("Na pompo ea sebetsa?")


def test_a_step_is_undone_and_all_of_them() -> None:
    played = begun().say("1").say("no")
    assert played.say("3").undo() == played
    assert seen(played.undo()).question == "works"
    assert played.restart() == begun() == begun().undo()


def test_a_dropped_call_is_taken_up_again_and_too_late_it_is_not() -> None:
    played = begun().say("1").say("no").drop()
    shown = seen(played)
    assert (shown.in_call, shown.over) == (False, True)
    assert seen(played.wait("20 minutes").come_again()).bubbles[-1].text.startswith("Continue")
    assert seen(played.wait("25 hours").come_again()).bubbles[-1].text.startswith("Ministry of Water")


def test_after_a_day_without_an_answer_a_text_reminds() -> None:
    stand = replace(PUMP, flow=flow_of(WATER + "rules: { remind once after: 1 day }\n"))
    shown = seen(begun(stand, "sms").say("1").wait("25 hours"), stand)
    assert said(shown)[-3:] == ["phone: Does the pump work?", "event: time passes: 25 hours", "phone: Does the pump work?"]


def test_nonsense_is_borne_three_times() -> None:
    shown = seen(begun().say("1").nonsense())
    assert [b.text for b in shown.bubbles if b.by == "person"][-3:] == [handset.NONSENSE] * 3
    assert (shown.question, shown.stored["water-point"].stored) == ("happy", {"works": "(unclear)"})


def test_stop_ends_it_and_during_a_call_it_cannot_be_kept() -> None:
    shown = seen(begun(channel="sms").say("1").stop())
    assert (shown.stored["water-point"].ended, shown.repeatable) == ("stopped", True)
    assert not seen(begun().say("1").stop()).repeatable


def test_an_invitation_waits_for_the_morning_and_knows_the_visit() -> None:
    evening = MORNING + 10 * 3_600_000
    cells = {"centre": "N02", "first name": "Wanjiru", "date": "2026-10-26", "language": "sw"}
    played = handset.begin(HUDUMA, "sms", evening, visit=cells)
    shown = seen(played, HUDUMA)
    assert shown.language == "sw"
    assert "Wanjiru" in shown.bubbles[-1].text
    assert shown.at_ms > evening + 8 * 3_600_000


def test_until_morning_is_until_texts_may_go_out() -> None:
    played = handset.until_morning(PUMP, begun())
    assert played.acts[-1].text == "23 hours"
    assert 0 <= (seen(played).at_ms + 2 * 3_600_000) % 86_400_000 - 8 * 3_600_000 < 3_600_000


@pytest.mark.parametrize("question", ["facility", "wait", "missing_medicine", "comment", "call_me"])
@pytest.mark.parametrize("channel", ["ussd", "sms"])
def test_a_jump_answers_whatever_stands_before(question: str, channel: str) -> None:
    played = begun(CLINIC, channel)
    if channel == "ussd" and question == "missing_medicine":
        with pytest.raises(Refusal, match="No answers lead"):
            handset.jump(CLINIC, played, question)
        return
    there = handset.jump(CLINIC, played, question)
    assert seen(there, CLINIC).question == question
    back = handset.jump(CLINIC, there, "facility")
    assert seen(back, CLINIC).question == "facility"


def test_a_jump_goes_on_from_what_was_answered_already() -> None:
    played = begun().say("1").say("no")
    assert handset.jump(PUMP, played, "happy").acts[:2] == played.acts


def test_the_same_try_out_shows_a_changed_wording_at_once() -> None:
    played = begun().say("1")
    changed = replace(PUMP, flow=flow_of(WATER.replace("Does the pump work?", "Is there water?")))
    assert seen(played, changed).bubbles[-1].text.startswith("Is there water?")


HOSTILE = [
    "", "[]", "{}", "null", "7", '{"c":"fax","b":1}', '{"c":"ussd","b":"x"}', '{"c":"ussd","b":1,"a":[["sing"]]}',
    '{"c":"ussd","b":1,"a":[["wait","for ever"]]}', '{"c":"ussd","b":1,"a":[[]]}', '{"c":"ussd","b":1,"l":"../x"}',
    '{"c":"ussd","b":-70000}', '{"c":"ussd","b":1,"v":[1]}', '{"c":"ussd","b":1,"a":[["wait","999 weeks"]]}', "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_try_out_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no try-out"):
        Played.load(text)


def test_a_try_out_has_an_end() -> None:
    played = begun()
    for _ in range(MOST_ACTS):
        played = played.say("1")
    with pytest.raises(ValueError, match="no try-out"):
        played.say("1")


def test_what_a_survey_does_not_have_cannot_be_tried() -> None:
    for wrong in ({"channel": "call"}, {"language": "fr"}, {"facility": "7"}):
        with pytest.raises(Refusal):
            begun(**wrong)  # type: ignore[arg-type]


# --- kept as an example


@pytest.fixture
def gateway(sqlite_url: str, tmp_path: Path) -> Iterator[Gateway]:
    wired = house(sqlite_url, tmp_path)
    yield wired
    wired.engine.dispose()


def test_a_try_out_is_kept_as_an_example_and_replayed_at_every_check(gateway: Gateway) -> None:
    desk = with_water(gateway)
    stand = examples.stand_of(gateway, desk)
    played = handset.begin(stand, "ussd", MORNING).say("1").say("no").drop().wait("5 minutes").come_again().say("1")
    examples.keep(gateway, desk, played, "angry: a dropped call", "palesa")
    examples.keep(gateway, water(gateway), played.say("3").say("1"), "angry: a dropped call", "palesa")
    desk = water(gateway)
    names = [talk.name for talk in read(desk.draft.talks).talks]
    assert names == ["angry: a dropped call", "angry: a dropped call (2)"]
    assert not [each.problem.sentence for each in checking.look(gateway, desk).found if each.of_talks]
    desks.save(gateway, desk.draft, desk.text.replace("For how many days", "How many days"), "palesa")
    assert {each.problem.code for each in checking.look(gateway, water(gateway)).found if each.of_talks} == {"E650"}


@pytest.mark.parametrize("survey", ["lesotho-clinic-visit", "kenya-huduma-service"])
def test_an_example_is_added_to_a_file_of_them_and_nothing_else_changes(survey: str) -> None:
    text = (SURVEYS / f"{survey}.talk.yaml").read_text()
    stand = CLINIC if survey.startswith("lesotho") else HUDUMA
    trial, _ = handset.run(stand, begun(stand, "sms").say("1"))
    talk = trial.talk(MORNING // 60_000 * 60_000, "one more")
    after = with_one_more(text, survey, talk, play(stand.flow, talk))
    assert after.startswith(text.rstrip("\n"))
    assert [each.name for each in read(after).talks][-1] == "one more"


def test_who_texts_during_a_call_is_told_that_it_cannot_be_kept(gateway: Gateway) -> None:
    desk = with_water(gateway)
    with pytest.raises(Refusal, match="cannot be kept"):
        examples.keep(gateway, desk, begun().say("1").stop(), "stop", "palesa")
