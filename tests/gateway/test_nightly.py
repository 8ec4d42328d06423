"""Nights: made once, whole, oldest first, as of their cut-off, and the same bytes whenever they are made again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from counter import Call, Counter
from sqlalchemy import Engine

from gateway import clock
from gateway.config_sections import Ministry
from gateway.config_targets import Target
from gateway.conversing.close import close_due
from gateway.nights import nightfall, nightly, releasing
from gateway.nights.files import render
from storage import nights, reports
from storage.tables import daycounts, responses
from storage.tables import nights as ledger
from storage.unit import unit

FIRST = date(2026, 11, 18)
GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")
BAD_VISIT = ("1", "1301", "2", "1", "1", "1", "2", "rude", "2")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    """Reports are drawn and printed in one language: what is asked of a night is the same in each."""
    counter = Counter(engine, tmp_path / "var")
    settings = counter.gateway.settings
    plain = {key: of.model_copy(update={"languages": ("en",)}) for key, of in settings.ministries.items()}
    counter.gateway = replace(counter.gateway, settings=settings.model_copy(update={"ministries": plain}))
    return counter


def health(counter: Counter) -> Ministry:
    return counter.gateway.settings.ministries["health"]


def visits(counter: Counter, n: int, said: tuple[str, ...] = GOOD_VISIT) -> None:
    """``n`` people dial and answer, one after the other."""
    for _ in range(n):
        counter.calls = getattr(counter, "calls", 0) + 1
        Call(counter, f"ATUid_{counter.calls}", f"+2665800{counter.calls:04}").go(*said)


def at(counter: Counter, day: date) -> None:
    """Set the clock to the moment the report of a day is due."""
    counter.clock.at_ms = nightfall.due_ms(health(counter), day)


def made(counter: Counter) -> list[date]:
    """The nights that are made now; the figures of every real night keep the rules of their table."""
    days = list(nightly.make_up(counter.gateway, health(counter)))
    with unit(counter.gateway.engine) as u:
        assert reports.withheld(u, "health") == {}
    return days


def folder(counter: Counter, day: date) -> Path:
    return nightly.folder(counter.gateway, health(counter), day)


def written(counter: Counter, day: date) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder(counter, day).iterdir()}


def opened(counter: Counter, day: date) -> int:
    """How many saw the first screen, over the channels of a day's report."""
    return sum(row["opened"]["n"] for row in json.loads(written(counter, day)["report.json"])["response"])


def test_the_first_morning(engine: Engine, tmp_path: Path) -> None:
    counter = Counter(engine, tmp_path / "var")
    visits(counter, 12)
    visits(counter, 3, BAD_VISIT)
    at(counter, FIRST)
    assert made(counter) == [FIRST]
    files = written(counter, FIRST)
    in_each = [f"report{language}.{form}" for language in ("", ".st") for form in ("html", "xlsx")]
    assert sorted(files) == sorted([*in_each, "datapackage.json", "dictionary.csv", "figures.csv", "report.json"])
    assert "80 of every 100 who answered by USSD" in files["report.html"].decode()
    report = json.loads(files["report.json"])
    (standing,) = [each for each in report["headline"] if each["scope"]["channel"] == "ussd"]
    (response,) = [each for each in report["response"] if each["channel"] == "ussd"]
    assert (standing["positive"]["n"], standing["positive"]["value"], response["completion"]["value"]) == (15, 0.8, 1.0)
    assert all(row["filed_at_ms"] is not None for row in counter.rows(responses))
    (night,) = [row for row in counter.rows(ledger) if row["ministry"] == "health"]
    kept = releasing.kept(counter.gateway, "health", FIRST)
    assert (night["state"], night["sha256"]) == ("done", render(kept, counter.gateway.settings.reports).sha256)


def test_a_night_is_not_made_before_it_is_due_and_not_twice(counter: Counter) -> None:
    visits(counter, 1)
    at(counter, FIRST)
    counter.clock.at_ms -= 1
    assert made(counter) == []
    counter.clock.at_ms += 1
    assert made(counter) == [FIRST]
    assert made(counter) == []


def test_three_nights_off_are_three_reports_oldest_first(counter: Counter) -> None:
    visits(counter, 10)
    counter.clock.pass_(days=1)
    visits(counter, 20)
    at(counter, FIRST + timedelta(days=2))
    assert made(counter) == [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2)]
    assert [opened(counter, FIRST + timedelta(days=n)) for n in range(3)] == [10, 30, 30]


def test_a_report_made_again_has_the_same_bytes_whatever_came_later(counter: Counter) -> None:
    visits(counter, 12)
    at(counter, FIRST)
    made(counter)
    first = written(counter, FIRST)
    visits(counter, 15, BAD_VISIT)
    counter.clock.pass_(days=2)
    assert len(made(counter)) == 2
    assert nightly.again(counter.gateway, health(counter), FIRST).contents == first
    assert written(counter, FIRST) == first
    for path in folder(counter, FIRST).iterdir():
        path.unlink()
    nightly.again(counter.gateway, health(counter), FIRST)
    assert written(counter, FIRST) == first


def test_a_night_made_late_is_the_night_made_in_time(counter: Counter) -> None:
    visits(counter, 12)
    at(counter, FIRST)
    in_time = nightly.preview(counter.gateway, health(counter), FIRST)
    visits(counter, 11, BAD_VISIT)
    at(counter, FIRST + timedelta(days=3))
    made(counter)
    assert written(counter, FIRST) == dict(in_time.contents)


def late_answers(counter: Counter, n: int) -> None:
    """People who answer by text today and whose conversations close days later, without the last answer."""
    for person in range(n):
        number = f"+2665900{person:04}"
        for k, words in enumerate(("CLINIC", "1", "1301", "child", "1", "5")):
            counter.text(words, number, id=f"late-{person}-{k}")


def test_late_answers_are_counted_in_the_next_report_as_late(counter: Counter) -> None:
    visits(counter, 10)
    late_answers(counter, 11)
    at(counter, FIRST)
    made(counter)
    assert opened(counter, FIRST) == 10
    counter.clock.pass_(days=5, hours=-1)
    assert close_due(counter.gateway) == 11
    late = [row for row in counter.rows(responses) if row["channel"] == "sms"]
    assert {(row["local_day"], row["ended"]) for row in late} == {(FIRST, "closed")}
    last = FIRST + timedelta(days=5)
    at(counter, last)
    made(counter)
    assert opened(counter, FIRST) == 10
    assert opened(counter, last) == 21
    assert (counted_on(counter, FIRST, "opened"), counted_on(counter, FIRST, "late")) == (10, 0)
    assert (counted_on(counter, last, "opened"), counted_on(counter, last, "late")) == (11, 11)


def counted_on(counter: Counter, day: date, measure: str) -> int:
    """A count of the survey grain of a day, over channels and languages."""
    rows = (row for row in counter.rows(daycounts) if (row["local_day"], row["measure"]) == (day, measure) and row["language"])
    return sum(row["n"] for row in rows)


def test_all_answers_are_in_the_counts_once(counter: Counter) -> None:
    visits(counter, 4)
    counter.clock.pass_(days=1)
    visits(counter, 5, GOOD_VISIT[:3])
    counter.clock.pass_(days=1)
    clock.run_once(counter.gateway)
    at(counter, FIRST + timedelta(days=3))
    made(counter)
    rows = [row for row in counter.rows(daycounts) if row["measure"] == "opened"]
    assert sum(row["n"] for row in rows) == len(counter.rows(responses)) == 9


def test_many_processes_make_a_night_once(counter: Counter) -> None:
    visits(counter, 10)
    at(counter, FIRST)
    night_id = nightly.enter(counter.gateway, health(counter), FIRST)
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda _: nightly.night(counter.gateway, night_id), range(6)))
    assert found.count(True) == 1


def test_a_killed_night_is_taken_up_again(counter: Counter) -> None:
    visits(counter, 10)
    at(counter, FIRST)
    night_id = nightly.enter(counter.gateway, health(counter), FIRST)
    with unit(counter.gateway.engine) as u:
        assert nights.claim(u, night_id, counter.clock(), nightly.CLAIM_MS)
        u.commit()
    assert made(counter) == []
    counter.clock.at_ms += nightly.CLAIM_MS
    assert made(counter) == [FIRST]


def test_a_night_that_fails_gives_its_claim_back(counter: Counter) -> None:
    visits(counter, 10)
    at(counter, FIRST)
    in_the_way = counter.gateway.settings.var / "reports"
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("a file where a folder belongs")
    with pytest.raises(OSError, match="reports"):
        made(counter)
    in_the_way.unlink()
    assert made(counter) == [FIRST]


def test_a_clock_that_goes_back_opens_no_night_again(counter: Counter) -> None:
    visits(counter, 10)
    at(counter, FIRST)
    made(counter)
    before = written(counter, FIRST)
    counter.clock.pass_(hours=-12)
    assert clock.warn_if_behind(counter.gateway)
    assert made(counter) == []
    visits(counter, 11)
    at(counter, FIRST)
    assert made(counter) == []
    assert written(counter, FIRST) == before
    at(counter, FIRST + timedelta(days=1))
    assert made(counter) == [FIRST + timedelta(days=1)]
    assert opened(counter, FIRST + timedelta(days=1)) == 21


def test_a_ministry_without_an_answer_gets_its_report(counter: Counter) -> None:
    at(counter, FIRST)
    assert made(counter) == [FIRST]
    assert "No answers" in written(counter, FIRST)["report.html"].decode()


def test_no_file_holds_a_number(counter: Counter) -> None:
    visits(counter, 10, (*BAD_VISIT[:7], "phone me on 58123456", "2"))
    at(counter, FIRST)
    made(counter)
    for content in written(counter, FIRST).values():
        assert b"2665800" not in content
        assert b"58123456" not in content


def test_a_round_of_the_clock_does_all_of_it_without_redis(counter: Counter) -> None:
    visits(counter, 10)
    visits(counter, 1, GOOD_VISIT[:3])
    at(counter, FIRST)
    done = clock.run_once(counter.gateway)
    assert (done.closed, done.responses) == (1, 1)
    assert done.nights == 3
    assert {(row["ministry"], row["state"]) for row in counter.rows(ledger)} == {
        (key, "done") for key in ("health", "huduma", "interior")
    }
    assert clock.run_once(counter.gateway) == clock.Round(0, 0, 0)


def test_a_part_that_fails_does_not_keep_the_others_from_their_turn(counter: Counter) -> None:
    visits(counter, 1)
    at(counter, FIRST)
    (counter.gateway.settings.var / "reports").parent.mkdir(parents=True, exist_ok=True)
    (counter.gateway.settings.var / "reports").write_text("in the way")
    done = clock.run_once(counter.gateway)
    assert done.nights == 0
    (row,) = counter.rows(responses)
    assert row["filed_at_ms"] is not None


def test_a_target_is_told_from_its_day_on(counter: Counter) -> None:
    visits(counter, 12)
    sunday = FIRST + timedelta(days=4)
    at(counter, sunday)
    told = []
    for since in (sunday + timedelta(days=1), sunday):
        ministry = health(counter).model_copy(update={"targets": {"all": Target(75, since)}})
        (trend,) = (
            s.trend for s in releasing.preview(counter.gateway, ministry, sunday)[0].headline if s.scope.channel == "ussd"
        )
        assert trend is not None
        told.append(trend.target)
    assert told == [None, Decimal("0.7500")]
