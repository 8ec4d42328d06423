"""What was published stays as it was, and nothing is published twice."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select

from storage import lists, tables, versions
from storage.unit import Overtaken, Unit, unit
from storage.versions import Version


def publish(u: Unit, text: str, survey: str = "clinic", ministry: str = "health", at_ms: int = 1) -> Version | None:
    return versions.publish(u, survey=survey, ministry=ministry, text=text, by="mpho", at_ms=at_ms, reason="because")


def test_versions_are_numbered_within_their_survey(engine: Engine) -> None:
    with unit(engine) as u:
        made = [publish(u, "one"), publish(u, "two"), publish(u, "eins", survey="huduma")]
    assert [(v.survey, v.number) for v in made if v] == [("clinic", 1), ("clinic", 2), ("huduma", 1)]


def test_a_text_already_published_is_not_published_twice(engine: Engine) -> None:
    with unit(engine) as u:
        assert publish(u, "one") is not None
        assert publish(u, "one", at_ms=2) is None


def test_an_old_text_comes_back_as_a_new_version(engine: Engine) -> None:
    with unit(engine) as u:
        publish(u, "one")
        publish(u, "two")
        back = publish(u, "one")
    assert back is not None
    assert back.number == 3


def test_a_survey_moves_to_another_ministry_with_a_new_version(engine: Engine) -> None:
    with unit(engine) as u:
        publish(u, "one")
        assert publish(u, "one", ministry="interior") is not None


def test_the_newest_version_of_each_survey_counts(engine: Engine) -> None:
    with unit(engine) as u:
        assert (versions.newest(u), versions.newest_id(u)) == ([], 0)
        publish(u, "one")
        publish(u, "eins", survey="huduma")
        last = publish(u, "two")
        assert last is not None
        assert [(v.survey, v.text) for v in versions.newest(u)] == [("clinic", "two"), ("huduma", "eins")]
        assert versions.newest_id(u) == last.id


def test_every_version_stays(engine: Engine) -> None:
    with unit(engine) as u:
        first, second = publish(u, "one"), publish(u, "two")
        assert first is not None
        assert versions.get(u, first.id) == first == Version(first.id, "clinic", 1, "health", "one", 1, "mpho")
        assert versions.of_survey(u, "clinic") == [second, first]
        assert versions.get(u, first.id + 99) is None


def test_two_people_who_publish_at_once_do_not_overwrite_each_other(postgres_url: str) -> None:
    """On SQLite the second waits for the write lock; on PostgreSQL the unique key decides."""
    from concurrent.futures import ThreadPoolExecutor

    from storage.unit import connect

    engine = connect(postgres_url)
    with ThreadPoolExecutor(1) as pool, unit(engine) as first:
        publish(first, "one")

        def second() -> None:
            with unit(engine) as u:
                publish(u, "two")
                u.commit()

        late = pool.submit(second)
        first.commit()
        try:
            late.result(5)
        except Overtaken:
            pass
        else:
            with unit(engine) as u:
                assert [v.number for v in versions.of_survey(u, "clinic")] == [2, 1]
    engine.dispose()


@pytest.mark.parametrize("text", ["a: ចាស\n", "x" * 200_000, "'; DROP TABLE versions; --"])
def test_a_text_is_kept_letter_for_letter(engine: Engine, text: str) -> None:
    with unit(engine) as u:
        made = publish(u, text)
        assert made is not None
        kept = versions.get(u, made.id)
    assert kept is not None
    assert kept.text == text


PLACES = b"code,name\r\n1,Maf\xc3\xa9teng\r\n"


def listed(u: Unit, **lists: bytes) -> Version | None:
    named = {f"lists/{name}.csv": content for name, content in lists.items()}
    return versions.publish(u, survey="clinic", ministry="health", text="one", by="mpho", at_ms=1, lists=named)


def test_a_version_keeps_its_lists_byte_for_byte(engine: Engine) -> None:
    with unit(engine) as u:
        made = listed(u, clinics=PLACES, wards=b"\x00\xff")
        assert made is not None
        assert versions.get(u, made.id) == made
        kept = {name: lists.content_of(u.connection, sha256) for name, sha256 in made.lists.items()}
    assert kept == {"lists/clinics.csv": PLACES, "lists/wards.csv": b"\x00\xff"}


def test_the_same_text_with_another_list_is_a_new_version(engine: Engine) -> None:
    with unit(engine) as u:
        made = [listed(u, clinics=content) for content in (PLACES, PLACES, PLACES + b"2,Leribe\n", PLACES)]
        assert [v and v.number for v in made] == [1, None, 2, 3]
        assert listed(u) is not None


def test_a_list_is_kept_once_however_many_versions_use_it(engine: Engine) -> None:
    with unit(engine) as u:
        for name in ("clinics", "others", "clinics"):
            listed(u, **{name: PLACES})
        assert u.connection.execute(select(func.count()).select_from(tables.lists)).scalar() == 1
        assert len(versions.of_survey(u, "clinic")) == 3


def test_a_list_nobody_published_is_not_there(engine: Engine) -> None:
    with unit(engine) as u, pytest.raises(LookupError):
        lists.content_of(u.connection, lists.digest(PLACES))
