"""Publishing: what is stored, what is refused, and what ships."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from publishing import publish_text

from flows.model import Mark
from gateway.cli.survey_file import lists_beside
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import SHIPPED, NotPublished, propose, publish, publish_shipped
from gateway.publishing.published import Published
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import Gateway, wire
from storage import audit, versions
from storage.unit import Overtaken, unit

NOON = 1_793_000_000_000

WATER = """\
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*77#"
  someone texts: WATER to 40145
welcome: Ministry of Water asks one question. Free.
questions:
  - question: clean
    counts as: headline
    ask: How clean is the water?
    answer: rating
    lowest: dirty
    highest: clean
thank you: Thank you.
"""


@pytest.fixture
def gateway(database_url: str, tmp_path: Path) -> Iterator[Gateway]:
    settings = load_settings({"GATEWAY_VAR": str(tmp_path / "var"), "DATABASE_URL": database_url})
    wired = wire(settings, load_secrets(settings, {}), now_ms=lambda: NOON)
    yield wired
    wired.engine.dispose()


def stored(gateway: Gateway) -> list[tuple[str, int, str]]:
    with unit(gateway.engine) as u:
        return [(v.survey, v.number, v.ministry) for v in versions.newest(u)]


def refused(gateway: Gateway, text: str | bytes, ministry: str = "health") -> list[tuple[str, Mark]]:
    before = stored(gateway)
    with pytest.raises(NotPublished) as refusal:
        publish_text(gateway, text, ministry, "tests")
    assert stored(gateway) == before
    assert refusal.value.code == 1
    return [(p.code, p.mark) for p in refusal.value.checked.problems]


def test_a_sound_survey_becomes_a_version_with_its_text_its_owner_and_its_instant(gateway: Gateway) -> None:
    version = publish_text(gateway, WATER, "health", "ntate")
    assert version is not None
    with unit(gateway.engine) as u:
        assert versions.get(u, version.id) == version
    assert (version.number, version.ministry, version.text) == (1, "health", WATER)
    assert (version.published_at_ms, version.published_by) == (NOON, "ntate")


def test_the_same_text_is_never_published_twice_but_an_older_one_may_come_back(gateway: Gateway) -> None:
    changed = WATER.replace("Thank you.", "Thank you all.")
    numbers = []
    for text in (WATER, WATER.encode(), changed, changed, WATER):
        version = publish_text(gateway, text, "health", "tests")
        numbers.append(version and version.number)
    assert numbers == [1, None, 2, None, 3]


def test_an_error_is_refused_with_its_place(gateway: Gateway) -> None:
    assert refused(gateway, WATER.replace("answer: rating", "answer: ratng")) == [("E209", Mark(14, 13))]
    assert refused(gateway, b"\xff") == [("E102", Mark(1, 1))]


def test_a_warning_is_refused_until_it_is_accepted_with_a_reason(gateway: Gateway) -> None:
    long_open = WATER.replace("welcome:", "rules: { close after: 4 weeks }\nwelcome:")
    assert refused(gateway, long_open) == [("W610", Mark(9, 23))]
    accepted = long_open.replace("welcome:", "accepted: { W610: The nurse comes once a month. }\nwelcome:")
    assert publish_text(gateway, accepted, "health", "tests") is not None


def test_a_dial_code_or_keyword_belongs_to_one_survey(gateway: Gateway) -> None:
    publish_text(gateway, WATER, "health", "tests")
    other = WATER.replace("water-point", "well").replace("WATER", "Maji or water")
    assert refused(gateway, other) == [("E603", Mark(7, 18)), ("E603", Mark(8, 18))]
    own_word = other.replace("Maji or water", "Maji").replace("*120*77#", "*120*78#")
    assert publish_text(gateway, own_word, "health", "tests") is not None


def test_the_same_keyword_may_be_texted_to_another_number(gateway: Gateway) -> None:
    publish_text(gateway, WATER, "health", "tests")
    other = WATER.replace("water-point", "well").replace("*120*77#", "*120*78#").replace("40145", "22555")
    assert publish_text(gateway, other, "health", "tests") is not None


def test_a_survey_stays_with_its_ministry(gateway: Gateway) -> None:
    publish_text(gateway, WATER, "health", "tests")
    assert refused(gateway, WATER.replace("Thank you.", "Thanks."), "interior") == [("E207", Mark(1, 9))]


def test_a_screen_is_measured_with_the_smallest_network_of_the_installation(gateway: Gateway) -> None:
    narrow = gateway.settings.ussd.model_copy(update={"units_gsm": 80})
    settings = gateway.settings.model_copy(update={"ussd": narrow})
    small = wire(settings, gateway.secrets, now_ms=gateway.now_ms)
    text = WATER.replace("Thank you.", "Thank you, your answers will help us to plan repairs of this water point soon.")
    assert refused(small, text) == [("E520", Mark(17, 12))]
    small.engine.dispose()
    assert publish_text(gateway, text, "health", "tests") is not None


def test_the_shipped_surveys_are_published_for_their_ministries_once_ever(gateway: Gateway) -> None:
    assert {(v.survey, v.ministry, v.published_by) for v in publish_shipped(gateway)} == {
        ("lesotho-clinic-visit", "health", "shipped"),
        ("kenya-huduma-service", "huduma", "shipped"),
        ("cambodia-civil-registry", "interior", "shipped"),
        ("treatment-follow-up", "health", "shipped"),
        ("vehicle-licensing-office", "transport", "shipped"),
        ("market-survey", "trade", "shipped"),
        ("one-stop-centre", "onestop", "shipped"),
    }
    assert publish_shipped(gateway) == []


def test_a_shipped_survey_that_the_ministry_has_changed_is_left_alone(gateway: Gateway) -> None:
    publish_shipped(gateway)
    file = SHIPPED / "lesotho-clinic-visit.yaml"
    text = file.read_text(encoding="utf-8").replace("Reference:", "Your number:").replace("Nomoro:", "Nomoro ea hau:")
    publish_text(gateway, text, "health", "ntate", lists=lists_beside(file))
    assert publish_shipped(gateway) == []
    assert ("lesotho-clinic-visit", 2, "health") in stored(gateway)


def test_of_two_surveys_that_are_published_at_once_for_one_code_only_one_is(gateway: Gateway) -> None:
    """Each was found right beside what was published; the second sees the first when its turn comes."""
    first, second = (propose(gateway, Manuscript(WATER.replace("water-point", name).encode()), "health") for name in ("a", "b"))
    with ThreadPoolExecutor(1) as pool:
        with unit(gateway.engine) as u:
            versions.one_at_a_time(u)
            waits = pool.submit(publish, gateway, second, "tests")
            with pytest.raises(TimeoutError):
                waits.result(timeout=0.3)
            versions.publish(u, survey="a", ministry="health", text=first.source, by="tests", at_ms=NOON)
            u.commit()
        with pytest.raises(Overtaken):
            waits.result(timeout=10)
    assert stored(gateway) == [("a", 1, "health")]


def test_two_servers_that_start_at_once_publish_what_ships_once(gateway: Gateway) -> None:
    other = dataclasses.replace(gateway, published=Published())
    with ThreadPoolExecutor(2) as pool:
        both = [version.survey for done in pool.map(publish_shipped, (gateway, other)) for version in done]
    assert sorted(both) == [survey for survey, _, _ in stored(gateway)]
    assert len(both) == len(set(both)) > 1
    assert {number for _, number, _ in stored(gateway)} == {1}


def test_a_draft_that_runs_with_a_missing_translation_is_not_published(gateway: Gateway) -> None:
    draft = (
        WATER.replace("{ en: English }", "{ en: English, st: Sesotho }")
        .replace("welcome: Ministry of Water asks one question. Free.", "welcome: { en: A question. Free., st: Potso. }")
        .replace("ask: How clean is the water?", "ask: { en: How clean is it? }")
        .replace("lowest: dirty", "lowest: { en: dirty, st: litsila }")
        .replace("highest: clean", "highest: { en: clean, st: hloekile }")
        .replace("thank you: Thank you.", "thank you: { en: Thank you., st: Rea leboha. }")
    )
    assert "E501" in [code for code, _ in refused(gateway, draft)]


def test_each_publication_is_a_row_of_the_audit_and_nothing_else_is(gateway: Gateway) -> None:
    for text in (WATER, WATER, WATER.replace("Thank you.", "Thank you all.")):
        publish_text(gateway, text, "health", "palesa")
    with pytest.raises(NotPublished):
        publish_text(gateway, b"\xff", "health", "palesa")
    with unit(gateway.engine) as u:
        rows = [(e.actor, e.action, e.subject, json.loads(e.detail)) for e in audit.entries(u)]
    assert [(actor, action, subject, told["version"]) for actor, action, subject, told in rows] == [
        ("palesa", "survey published", "water-point", 1),
        ("palesa", "survey published", "water-point", 2),
    ]
    assert rows[0][3]["sha256"] == hashlib.sha256(WATER.encode()).hexdigest()
