"""The papers of data protection: who was touched in a span of time, and what is done with data at all."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from aging import MONDAY_MS, NUMBER, OTHER, WROTE, called, filed, office, retained, sent, texted
from asking import drawn
from counter import Counter
from sqlalchemy import Engine

from gateway.cli.papers import write
from gateway.config_sections import Retention
from gateway.keeping import breach, record
from gateway.refusal import Refusal
from storage import audit
from storage.unhurried import unhurried

HOUR = 3_600_000


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return office(engine, tmp_path / "var")


def made(counter: Counter, since_ms: int = MONDAY_MS, before_ms: int = MONDAY_MS + HOUR) -> breach.Pack:
    return breach.make(counter.gateway, since_ms, before_ms, "palesa")


def kinds(pack: breach.Pack, ministry: str = "health") -> dict[str, tuple[int, int]]:
    told = json.loads(pack.files["breach.json"])
    (of,) = [of for of in told["ministries"] if of["ministry"] == ministry]
    return {kind: (n["rows"], n["people"]) for kind, n in of["kinds"].items() if n["rows"]}


def people(pack: breach.Pack) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(pack.files["people.csv"].decode())))


def test_a_span_tells_whose_data_it_touched_by_kind(counter: Counter) -> None:
    called(counter)
    texted(counter)
    drawn(counter)
    pack = made(counter)
    found = kinds(pack)
    assert pack.people["health"] == 2
    assert (found["calls"], found["texts in"], found["visits"]) == ((1, 1), (5, 1), (1, 1))
    assert found["conversations"][1] == 2
    assert found["agreements"][1] == 2
    assert json.loads(pack.files["breach.json"])["ministries"][-1]["surveys"] == ["water"]


def test_what_was_before_or_after_is_not_in_it(counter: Counter) -> None:
    called(counter)
    counter.clock.pass_(hours=2)
    texted(counter)
    assert made(counter).people == {"health": 1}
    assert "texts in" not in kinds(made(counter))
    assert made(counter, MONDAY_MS + 10 * HOUR, MONDAY_MS + 11 * HOUR).people == {}


def test_it_holds_no_number_and_no_word(counter: Counter) -> None:
    called(counter)
    texted(counter)
    everything = b"".join(made(counter).files.values())
    for number in (NUMBER, OTHER):
        assert number[4:].encode() not in everything
    assert WROTE.encode() not in everything


def test_a_pseudonym_is_the_same_at_every_time_and_another_one_for_another_ministry(counter: Counter) -> None:
    called(counter)
    first = people(made(counter))
    assert [row["person"] for row in people(made(counter))] == [row["person"] for row in first]
    index = counter.gateway.vault.index(NUMBER)
    assert first[0]["person"] == breach.pseudonym(counter.gateway, "health", index)
    assert breach.pseudonym(counter.gateway, "huduma", index) != first[0]["person"]


def test_who_was_forgotten_is_counted_as_nobody(counter: Counter) -> None:
    called(counter)
    sent(counter)
    filed(counter)
    counter.clock.pass_(days=11)
    retained(counter)
    pack = made(counter)
    assert pack.people == {}
    assert all(people == 0 for of in json.loads(pack.files["breach.json"])["ministries"] for people in [of["people"]])


def test_its_digests_hold_and_that_it_was_made_is_written_down(counter: Counter) -> None:
    called(counter)
    pack = made(counter)
    sums = {name: sha256 for sha256, name in (line.split("  ") for line in pack.files["SHA256SUMS"].decode().splitlines())}
    assert sums == {name: hashlib.sha256(pack.files[name]).hexdigest() for name in sums}
    assert set(sums) == {"breach.json", "breach.txt", "people.csv"}
    with unhurried(counter.gateway.engine) as u:
        last = audit.newest(u)
    assert last is not None
    assert (last.actor, last.action) == ("palesa", breach.ACTION)
    assert json.loads(last.detail)["sha256"] == hashlib.sha256(pack.files["SHA256SUMS"]).hexdigest()


def test_deeds_of_the_span_are_listed(counter: Counter) -> None:
    made(counter)
    counter.clock.pass_(seconds=1)
    assert [deed["action"] for deed in json.loads(made(counter).files["breach.json"])["audit"]] == [breach.ACTION]


def test_the_record_tells_each_surveys_terms_as_they_are_kept(counter: Counter) -> None:
    limits = Retention(numbers_days=4)
    counter.gateway = replace(counter.gateway, settings=counter.gateway.settings.model_copy(update={"retention": limits}))
    told = record.compiled(counter.gateway)
    (health,) = [of for of in told["ministries"] if of["ministry"] == "health"]
    (water,) = health["surveys"]
    assert (water["phone_numbers_days"], water["written_answers_days"]) == (4, 20)
    assert (water["free_words"], water["phone_numbers_asked"]) == (["comment"], ["number"])
    assert water["visit_columns"] == ["office", "first name"]
    assert told["countries"] == sorted(counter.gateway.settings.countries)


def test_the_record_says_where_it_is_hosted_or_that_nobody_has_said(counter: Counter) -> None:
    assert "Hosted in: not stated" in record.files(counter.gateway)["record.md"].decode()
    web = counter.gateway.settings.web.model_copy(update={"hosted_in": "Maseru, house of the ministry"})
    counter.gateway = replace(counter.gateway, settings=counter.gateway.settings.model_copy(update={"web": web}))
    first = record.files(counter.gateway)
    assert "Hosted in: Maseru, house of the ministry" in first["record.md"].decode()
    assert first == record.files(counter.gateway)


def test_papers_are_for_their_owners_eyes_and_a_folder_that_takes_none_is_told(tmp_path: Path) -> None:
    write(tmp_path / "papers", {"a.txt": b"a"})
    assert (tmp_path / "papers").stat().st_mode & 0o777 == 0o700
    assert [(f.name, f.stat().st_mode & 0o777) for f in (tmp_path / "papers").iterdir()] == [("a.txt", 0o600)]
    with pytest.raises(Refusal, match="cannot be written"):
        write(tmp_path / "papers" / "a.txt", {"b.txt": b"b"})
