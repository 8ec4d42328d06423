"""Where the made-up country may be written: only where nobody real is, and never over another one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from country import NOW_MS, TINY, gateway_of, told

from gateway.cli import outcome
from gateway.cli.run import made_up
from gateway.nights import files
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.traffic import house, nights
from gateway.traffic.plan import WEEK, plan, usual
from storage import cursors
from storage.nights import done_days
from storage.unhurried import unhurried
from storage.unit import unit

SHORT = replace(TINY, first=TINY.first + 3 * WEEK)


@pytest.fixture
def gateway(tmp_path, sqlite_url):
    gateway = gateway_of(tmp_path / "country", sqlite_url)
    yield gateway
    gateway.engine.dispose()


def test_a_database_with_conversations_of_others_is_refused(gateway):
    told(gateway, days=1)
    with unit(gateway.engine) as u:
        cursors.put(u, "another mark", "", NOW_MS)
        u.connection.exec_driver_sql("DELETE FROM cursors WHERE name = 'traffic'")
        u.commit()
    with pytest.raises(Refusal, match="not made up"):
        house.only_ours(gateway)


def test_a_live_channel_is_refused(gateway):
    channels = {name: each.model_copy(update={"environment": "live"}) for name, each in gateway.settings.channels.items()}
    live = replace(gateway, settings=gateway.settings.model_copy(update={"channels": channels}))
    with pytest.raises(Refusal, match="live"):
        house.only_ours(live)


def test_neither_the_database_nor_the_keys_nor_the_folder_of_a_real_gateway_are_read(tmp_path):
    real = {"DATABASE_URL": "postgresql://real.example/gateway", "GATEWAY_VAR": "/real", "GATEWAY_INDEX_KEY": "a real one"}
    settings = house.furnish(tmp_path, TINY.offices, real)
    assert settings.database_url == f"sqlite:///{tmp_path / 'gateway.db'}"
    assert settings.var == tmp_path
    load_secrets(settings, real)


def test_what_is_told_is_not_told_again_and_reports_of_the_last_days_leave_no_night_open(gateway):
    assert told(gateway, SHORT) > 50
    assert told(gateway, SHORT) == 0
    made = list(nights.make(gateway, SHORT, "last"))
    assert {(each.ministry, each.day) for each in made} == {(office.key, SHORT.last) for office in SHORT.offices}
    assert not nights.are_made(gateway.settings.var, SHORT), "the overview is missing"
    assert nights.overview_of(gateway, SHORT, "none") is None
    there = nights.overview_of(gateway, SHORT, "last")
    assert there is not None
    assert (there / "overview.pdf").is_file()
    assert nights.are_made(gateway.settings.var, SHORT)
    with unhurried(gateway.engine) as u:
        assert {*SHORT.days()} <= done_days(u, "health")


def test_a_country_that_was_broken_off_is_gone_on_with_until_every_ministry_has_its_reports(tmp_path):
    home = tmp_path / "traffic"
    settings = house.furnish(home, TINY.offices, {}).model_copy(update={"var": tmp_path})
    assert [child.name for child in made_up(settings)] == ["country"]
    of = usual(TINY.last)
    house.note_planted(home, of, ())
    for office in of.offices:
        assert made_up(settings), office.key
        for day in nights.wanted(of, "last"):
            files.store(
                files.Files((), {name: b"" for name in ("report.html", "report.xlsx")}), home / f"reports/{office.key}/{day}"
            )
    assert made_up(settings), "the overview is missing"
    sunday = next(day for day in reversed(nights.wanted(of, "last")) if day.weekday() == nights.SUNDAY)
    files.store(files.Files((), {"overview.xlsx": b""}), home / f"reports/overview/{sunday}")
    assert not made_up(settings)
    (home / f"reports/services/{of.last}/report.xlsx").unlink()
    assert made_up(settings)
    house.note_planted(home, replace(of, seed=of.seed + 1), ())
    assert not made_up(settings), "somebody's other country"


def test_a_week_of_each_kind_of_nights():
    weeks = nights.wanted(TINY, "weeks")
    assert [day.weekday() for day in weeks] == [6] * 4
    assert nights.wanted(TINY, "all") == list(TINY.days())
    assert nights.wanted(TINY, "none") == []


def test_the_command_makes_a_country_once_and_says_what_is_planted(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("gateway.traffic.plan.SIZES", {"tiny": replace(TINY.of, weeks=1), "small": TINY.of})
    home = tmp_path / "made"
    call = ["traffic", "--size", "tiny", "--folder", str(home), "--until", "2026-03-25", "--nights", "none", "--json"]
    assert outcome(call) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["conversations"] > 20
    assert outcome(call) == 0
    assert json.loads(capsys.readouterr().out)["conversations"] == 0
    assert outcome([*call, "--seed", "2"]) == 2
    assert "--again" in capsys.readouterr().err
    assert outcome([*call[:5], *call[7:]]) == 0, "without --until the day is that of the country that is there"
    planted = json.loads((home / "planted.json").read_text())
    assert planted["seed"] == 1
    assert {change["kind"] for change in planted["planted"]} >= {"fall", "rise"}


def test_a_folder_of_something_else_is_never_thrown_away(tmp_path, capsys):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("keep")
    assert outcome(["traffic", "--size", "tiny", "--folder", str(tmp_path / "letters"), "--again"]) == 2
    assert (tmp_path / "letters" / "mine.txt").read_text() == "keep"
    assert "nothing was thrown away" in capsys.readouterr().err


def test_months_say_how_long_the_story_is():
    assert (plan("full", 1, TINY.last, 14).last - plan("full", 1, TINY.last, 14).first).days // 7 == 60
    with pytest.raises(Refusal):
        plan("small", 1, TINY.last, 0)
