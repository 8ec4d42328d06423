"""Publishing beside what is there already: lists, examples, other surveys, the last version, and recent answers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from counter import Call, Counter
from publishing import publish_text
from sqlalchemy import Engine

from gateway.cli.survey_file import lists_beside
from gateway.conversing import filing
from gateway.publishing.manuscript import Manuscript, beside
from gateway.publishing.publish import SHIPPED, NotConfirmed, NotPublished, propose, publish
from gateway.wiring import Gateway
from storage import lists, versions
from storage.tables import responses
from storage.unit import Overtaken, reading, unit

WATER = """\
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
starts when:
  someone dials: "*120*45#"
welcome: { en: Ministry of Water. Free., st: Lekala la Metsi. Mahala. }
questions:
  - question: clean
    counts as: headline
    ask: { en: How clean is the water?, st: Metsi a hloekile hakae? }
    answer: rating
    lowest: { en: dirty, st: litsila }
    highest: { en: clean, st: hloekile }
  - question: point
    ask: { en: Which water point?, st: Mohloli ofe? }
    answer: place
    list: lists/points.csv
    find by:
      code: { en: Type its code., st: Ngola khoutu. }
      name: { en: Which one?, st: Ofe? }
thank you: { en: Thank you., st: Rea leboha. }
"""
POINTS = "code,name\n10,Spring\n20,Pump\n30,Tank\n"
TALKS = """\
survey: water-point
talks:
  - talk: all is well
    channel: ussd
    steps:
      - they dial: "*120*45#"
      - they send: 1
      - they send: 5
      - we mention: Which water point?
      - they send: 10
      - we end: Thank you.
    ended: finished
"""


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var", surveys=())


@pytest.fixture
def gateway(counter: Counter) -> Iterator[Gateway]:
    return counter.gateway


def put(
    gateway: Gateway, text: str = WATER, points: str = POINTS, talks: str = "", confirmed: tuple[str, ...] = ()
) -> int | None:
    """Publish; the number of the version."""
    files: Mapping[str, bytes] = {"lists/points.csv": points.encode()}
    version = publish_text(gateway, text, "health", "tests", lists=files.get, talks=talks.encode() or None, confirmed=confirmed)
    return version and version.number


def refused(gateway: Gateway, text: str = WATER, points: str = POINTS, talks: str = "") -> list[tuple[str, int, str]]:
    """Code, line and question of whatever keeps it from being published."""
    with pytest.raises(NotPublished) as refusal:
        put(gateway, text, points, talks)
    checked = refusal.value.checked
    return [(p.code, p.mark.line, p.question) for p in (*checked.errors, *checked.warnings)]


# --- lists -------------------------------------------------------------------------------------------------------------------


def test_a_list_is_published_with_its_survey_and_another_list_is_another_version(gateway: Gateway) -> None:
    assert [put(gateway, points=points) for points in (POINTS, POINTS, POINTS + "40,Well\n")] == [1, None, 2]
    with reading(gateway.engine) as c:
        first = versions.of_survey(c, "water-point")[-1]
        assert lists.content_of(c, first.lists["lists/points.csv"]) == POINTS.encode()


def test_a_conversation_stays_with_the_list_it_began_on(counter: Counter) -> None:
    put(counter.gateway)
    old = Call(counter, "ATUid_1")
    old.go("1", "5")
    put(counter.gateway, points="code,name,closed\n10,Spring,\n20,Pump,\n30,Tank,yes\n40,Well,\n")
    assert "do not know that code" in old.say("40")
    assert "Thank you." in old.say("30")
    assert "Thank you." in Call(counter, "ATUid_2", "+26658000002").go("1", "5", "40")


def test_a_survey_without_its_list_is_refused(gateway: Gateway) -> None:
    with pytest.raises(NotPublished) as refusal:
        publish_text(gateway, WATER, "health", "tests")
    assert [p.code for p in refusal.value.checked.errors] == ["E320"]


def test_versions_with_one_list_share_its_places(gateway: Gateway) -> None:
    put(gateway)
    put(gateway, WATER.replace("Thank you.", "Thank you all.").replace("Rea leboha.", "Rea leboha bohle."))
    with reading(gateway.engine) as c:
        flows = [gateway.published.by_id(c, version.id) for version in versions.of_survey(c, "water-point")]
    kinds = [flow.question("point").kind for flow in flows]
    assert kinds[0].places is kinds[1].places  # type: ignore[union-attr]


def test_what_stands_beside_a_file_is_handed_in_with_it(gateway: Gateway, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "water.yaml").write_text(WATER, encoding="utf-8")
    (tmp_path / "lists" / "points.csv").write_text(POINTS, encoding="utf-8")
    (tmp_path / "water.talk.yaml").write_text(TALKS.replace("we end: Thank you.", "we end: Bye."), encoding="utf-8")
    with pytest.raises(NotPublished) as refusal:
        propose(gateway, beside(tmp_path / "water.yaml"), "health")
    assert [p.code for p in refusal.value.checked.errors] == ["E650"]
    (tmp_path / "water.talk.yaml").write_text(TALKS, encoding="utf-8")
    version = publish(gateway, propose(gateway, beside(tmp_path / "water.yaml"), "health"), "tests")
    assert version is not None
    assert list(version.lists) == ["lists/points.csv"]


# --- examples ----------------------------------------------------------------------------------------------------------------


def test_examples_must_come_out_as_they_are_written(gateway: Gateway) -> None:
    assert refused(gateway, talks=TALKS.replace("we end: Thank you.", "we end: Good bye.")) == [("E650", 11, "")]
    assert refused(gateway, talks=TALKS.replace("they send: 10", "they say: 10"))[0][0] == "E651"
    assert put(gateway, talks=TALKS) == 1


def test_a_question_that_no_example_asks_may_be_accepted_with_a_reason(gateway: Gateway) -> None:
    short = TALKS.replace("      - they send: 5\n      - we mention: Which water point?\n      - they send: 10\n", "")
    short = short.replace("      - we end: Thank you.\n    ended: finished\n", "    ended: still open\n")
    assert refused(gateway, talks=short) == [("W652", 1, "point")]
    accepted = WATER.replace("welcome:", "accepted: { W652 at point: Nobody has a code at hand yet. }\nwelcome:")
    assert put(gateway, accepted, talks=short) == 1


# --- front doors -------------------------------------------------------------------------------------------------------------

DOOR = """\
survey: front-door
title: Which service?
owner: The Government
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*50#"
welcome: Welcome.
questions:
  - question: service
    ask: Which service?
    answer: choice
    choices: { water: Water, other: Other }
    then:
      water: start water-point
thank you: Thank you.
"""


def test_a_front_door_leads_to_a_survey_that_is_published_and_leads_nowhere_itself(gateway: Gateway) -> None:
    assert refused(gateway, DOOR) == [("E322", 15, "service")]
    put(gateway)
    assert put(gateway, DOOR) == 1
    second = DOOR.replace("front-door", "back-door").replace("water-point", "front-door").replace("*120*50#", "*120*51#")
    assert refused(gateway, second) == [("E323", 15, "service")]
    itself = DOOR.replace("water-point", "front-door")
    assert refused(gateway, itself) == [("E323", 15, "service")]


def test_a_survey_behind_a_front_door_becomes_no_door(gateway: Gateway) -> None:
    put(gateway)
    put(gateway, DOOR)
    put(gateway, WATER.replace("water-point", "well").replace("*120*45#", "*120*46#"))
    leads_on = WATER.replace("\n  - question: point", "\n    then: { 1: start well }\n  - question: point")
    assert [code for code, _, _ in refused(gateway, leads_on)] == ["E323"]


# --- the last version --------------------------------------------------------------------------------------------------------


def renamed(name: str, formerly: str) -> str:
    return WATER.replace("- question: point", f"- question: {name}\n    formerly: {formerly}")


def test_formerly_names_a_question_of_the_last_version(gateway: Gateway) -> None:
    put(gateway)
    assert refused(gateway, renamed("place", "site")) == [("E321", 17, "place")]
    assert put(gateway, renamed("place", "point")) == 2
    again = renamed("place", "point").replace("Thank you.", "Thanks.").replace("Rea leboha.", "Ke leboha.")
    assert put(gateway, again) == 3


def test_a_translation_that_stayed_behind_is_told_with_the_day_of_the_last_version(counter: Counter) -> None:
    put(counter.gateway)
    counter.clock.pass_(days=3)
    changed = WATER.replace("How clean is the water?", "How clear is the water?")
    with pytest.raises(NotPublished) as refusal:
        put(counter.gateway, changed)
    (stale,) = refusal.value.checked.warnings
    assert (stale.code, stale.mark.line, stale.question, stale.language) == ("W514", 12, "clean", "st")
    assert "2026-11-18" in stale.sentence
    accepted = changed.replace("welcome:", "accepted: { W514 at clean: Sesotho says both with one word. }\nwelcome:", 1)
    assert put(counter.gateway, accepted) == 2


def test_a_place_with_recent_answers_must_not_go_from_the_list(counter: Counter) -> None:
    put(counter.gateway)
    Call(counter, "ATUid_1").go("1", "5", "30")
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    without = POINTS.replace("30,Tank\n", "")
    assert refused(counter.gateway, points=without) == [("W427", 19, "point")]
    with pytest.raises(NotPublished, match="1 warning") as refusal:
        put(counter.gateway, renamed("place", "point"), without)
    assert "*30* (Tank)" in refusal.value.checked.warnings[0].sentence
    assert put(counter.gateway, points="code,name,closed\n10,Spring,\n20,Pump,\n30,Tank,yes\n") == 2
    counter.clock.pass_(days=92)
    assert put(counter.gateway, points=without) == 3


# --- changes -----------------------------------------------------------------------------------------------------------------


def test_what_ends_a_series_is_confirmed_by_name(gateway: Gateway) -> None:
    put(gateway)
    changed = WATER.replace("answer: rating", "answer: rating\n    from: 0").replace("- question: point", "- question: spring")
    accepted = changed.replace("welcome:", "accepted: { W414: Six steps as in the yearly census. }\nwelcome:", 1)
    with pytest.raises(NotConfirmed) as refusal:
        put(gateway, accepted)
    assert refusal.value.names == ("clean", "point")
    for confirmed in ((), ("clean",), ("clean", "spring")):
        with pytest.raises(NotConfirmed, match="point"):
            put(gateway, accepted, confirmed=confirmed)
    assert put(gateway, accepted, confirmed=refusal.value.names) == 2


def test_what_was_published_meanwhile_is_looked_at_first(gateway: Gateway) -> None:
    put(gateway)
    files: Mapping[str, bytes] = {"lists/points.csv": POINTS.encode()}
    text = WATER.replace("Free.", "For free.").replace("Mahala.", "Mahala feela.")
    proposal = propose(gateway, Manuscript(text.encode(), files.get), "health")
    put(gateway, WATER.replace("Ministry of Water. Free.", "Water!").replace("Lekala la Metsi. Mahala.", "Metsi!"))
    with pytest.raises(Overtaken):
        publish(gateway, proposal, "tests")


def test_every_shipped_survey_is_proposed_with_its_lists_and_examples(gateway: Gateway) -> None:
    for file in sorted(SHIPPED.glob("*.yaml")):
        if ".talk" not in file.name:
            proposal = propose(gateway, beside(file), "health")
            assert proposal.lists == {name: lists_beside(file)(name) for name in proposal.lists}


def test_one_survey_that_cannot_be_read_silences_no_other(counter: Counter) -> None:
    put(counter.gateway)
    with unit(counter.gateway.engine) as u:
        versions.publish(u, survey="broken", ministry="health", text="survey: [", by="test", at_ms=1)
        u.commit()
    assert Call(counter, "ATUid_1").hop().startswith("CON Ministry of Water")


def test_a_pipe_in_the_place_of_a_list_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    os.mkfifo(tmp_path / "lists" / "clinics.csv")
    assert lists_beside(tmp_path / "survey.yaml")("lists/clinics.csv") is None


def test_a_link_to_a_file_elsewhere_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("code,name\n1,Somebody's\n")
    lists = tmp_path / "survey" / "lists"
    lists.mkdir(parents=True)
    (lists / "linked.csv").symlink_to(tmp_path / "elsewhere.csv")
    (lists / "here.csv").write_text("code,name\n1,Ours\n")
    beside = lists_beside(tmp_path / "survey" / "survey.yaml")
    assert beside("lists/linked.csv") is None
    assert beside("lists/here.csv") is not None
