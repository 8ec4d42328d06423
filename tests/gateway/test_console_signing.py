"""To come in and to go: the first minute, the second factor, wrong tries, forged forms, and what every answer tells."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from console_visitors import PHRASE, Desk, path_of
from counter import Counter
from servers.valkey import Valkey
from sqlalchemy import Engine

from gateway import create_app
from gateway.cli import gateway as command
from gateway.cli.run import announcement
from gateway.console import accounts
from gateway.console.entry import needs_https, safe_place
from gateway.console.pace import Pace
from gateway.console.words import LANGUAGES, frame, home, signing
from gateway.settings import load_settings
from storage.people import Held
from storage.tables import audit, one_time_links, persons, recovery_codes, signins
from storage.unit import connect


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    return Desk(engine, tmp_path / "var")


def test_the_first_person_makes_themselves_by_a_link_that_works_once(desk: Desk) -> None:
    link = path_of(accounts.first_link(desk.gateway) or "")
    browser = desk.browser()
    assert "first person" in browser.get(link).text
    for wrong, why in (("short", "at least 12"), ("a" * 20, "guessed at once"), (PHRASE + "x", "not the same")):
        refused = browser.post(link, link, name="Palesa", passphrase=wrong, again=PHRASE if "x" in wrong else wrong)
        assert (refused.status_code, why in refused.text) == (400, True)
    assert browser.post(link, link, name="Palesa", passphrase=PHRASE, again=PHRASE).location == "/second-factor?next=/"
    assert browser.get("/").location == "/second-factor"
    shown = browser.get("/second-factor").text
    assert 'src="data:image/svg+xml' in shown
    assert browser.get("/second-factor").text.count(desk.gateway.vault.open_secret(desk.kept("palesa").totp, 1)[:4]) >= 1
    assert browser.post("/second-factor", "/second-factor", code="000000").status_code == 400
    codes = browser.post("/second-factor", "/second-factor", code=desk.code("palesa"))
    assert codes.text.count("<li><code>") == 10
    assert "How was your clinic visit?" in browser.get("/").text
    assert desk.browser().get(link).status_code == 404
    assert accounts.first_link(desk.gateway) is None
    deeds = [row["action"] for row in desk.counter.rows(audit)]
    assert deeds == ["first person made", "second factor set up"]


def test_a_code_opens_once_and_a_recovery_code_once(desk: Desk) -> None:
    link = path_of(accounts.add(desk.gateway, "neo", [Held("health", "publisher")], "test"))
    browser = desk.browser()
    browser.post(link, link, passphrase=PHRASE, again=PHRASE)
    browser.get("/second-factor")
    desk_code = desk.code("neo")
    kept = browser.post("/second-factor", "/second-factor", code=desk_code).text
    recovery = kept.split("<li><code>")[1][:11]
    other = desk.browser()
    assert other.sign_in("neo").location == "/sign-in/code?next=/"
    assert other.get("/second-factor").location == "/", "who has a factor sets up no other"
    assert other.get("/").location == "/sign-in/code"
    assert other.post("/sign-in/code", "/sign-in/code", code=desk_code).status_code == 400, "it was taken before"
    desk.counter.clock.pass_(seconds=60)
    code = desk.code("neo")
    assert other.post("/sign-in/code", "/sign-in/code", code=code).location == "/"
    assert other.get("/").status_code == 200
    third = desk.browser()
    third.sign_in("neo")
    assert third.post("/sign-in/code", "/sign-in/code", code=recovery.lower()).location == "/"
    fourth = desk.browser()
    fourth.sign_in("neo")
    assert fourth.post("/sign-in/code", "/sign-in/code", code=recovery).status_code == 400


def test_wrong_tries_are_slowed_down_and_tell_nothing(desk: Desk) -> None:
    desk.person("lerato", Held("health", "editor"))
    browser = desk.browser()
    known, unknown = browser.sign_in("lerato", "wrong wrong wrong"), browser.sign_in("nobody-here", "wrong wrong wrong")
    words = signing.WORDS["not known"]["en"]
    assert (known.status_code, unknown.status_code) == (400, 400)
    assert words in known.text
    assert words in unknown.text
    statuses = [browser.sign_in("lerato", "wrong wrong wrong").status_code for _ in range(8)]
    assert statuses == [400] * 7 + [429]


def test_a_reader_may_sign_in_without_a_second_factor_and_sign_out(desk: Desk) -> None:
    link = path_of(accounts.add(desk.gateway, "thabo", [Held("health", "reader")], "test"))
    browser = desk.browser()
    assert browser.post(link, link, passphrase=PHRASE, again=PHRASE).location == "/"
    with browser.client.session_transaction() as session:
        cookie = session["signin"]
    assert browser.post("/sign-out", "/").location == "/sign-in"
    with browser.client.session_transaction() as session:
        session["signin"] = cookie
    assert browser.get("/").status_code == 302, "what the browser kept opens nothing any more"
    assert browser.sign_in("thabo", next="//evil.example/").location == "/"
    stored = json.dumps([desk.counter.rows(t) for t in (persons, signins, one_time_links, recovery_codes, audit)], default=str)
    assert cookie not in stored
    assert PHRASE not in stored
    assert link.rpartition("/")[2] not in stored


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language", "/second-factor", "/sign-in/code"])
def test_a_form_without_its_token_changes_nothing(desk: Desk, path: str) -> None:
    browser = desk.person("neo", Held("health", "publisher"))
    answer = browser.client.post(path, data={"language": "fr"})
    assert (answer.status_code, "too old" in answer.text) == (400, True)
    assert browser.get("/").status_code == 200


def test_every_answer_is_strict_with_the_browser(desk: Desk) -> None:
    browser = desk.person("neo", Held("health", "publisher"))
    for path in ("/", "/sign-in", "/welcome/nothing"):
        headers = browser.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    sheet = browser.get("/").text.split('stylesheet" href="')[1].split('"')[0]
    assert "immutable" in browser.get(sheet).headers["Cache-Control"]
    assert browser.get(sheet.replace("console.css", "../entry.py")).status_code == 404


def test_cookies_go_by_https_alone_but_on_this_machine(desk: Desk, tmp_path: Path) -> None:
    settings = load_settings({"GATEWAY_VAR": str(tmp_path)})
    where = {"http://127.0.0.1:8000": False, "https://feedback.example": True, "http://feedback.example": True}
    for url, secure in where.items():
        at = settings.model_copy(update={"web": settings.web.model_copy(update={"public_url": url})})
        assert needs_https(at) is secure
    public = settings.web.model_copy(update={"public_url": "https://feedback.example"})
    gateway = dataclasses.replace(desk.gateway, settings=desk.gateway.settings.model_copy(update={"web": public}))
    answer = create_app(gateway).test_client().get("/sign-in", base_url="https://feedback.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-console=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "", "/a\nb", "javascript:1"]
)
def test_nobody_is_led_elsewhere(place: str) -> None:
    assert safe_place(place) == "/"
    assert safe_place("/surveys/health?x=1") == "/surveys/health?x=1"


def test_the_console_speaks_the_language_that_was_chosen(desk: Desk) -> None:
    browser = desk.browser()
    asked = browser.client.get("/sign-in", headers={"Accept-Language": "sw-KE,sw;q=0.9"})
    assert ('<html lang="sw"' in asked.text, "rasimu" in asked.text) == (True, True)
    browser.post("/language", language="km", next="/sign-in")
    assert '<html lang="km"' in browser.get("/sign-in").text
    neo = desk.person("neo", Held("health", "publisher"))
    neo.post("/language", "/", language="st", next="/")
    assert '<html lang="st"' in neo.get("/").text
    assert desk.kept("neo").language == "st"


@pytest.mark.parametrize("topic", [frame.WORDS, signing.WORDS, home.WORDS], ids=["frame", "signing", "home"])
def test_every_language_fills_in_what_english_does(topic: dict[str, dict[str, str]]) -> None:
    import string

    for key, texts in topic.items():
        fields = {language: {f for _, f, _, _ in string.Formatter().parse(texts[language]) if f} for language in LANGUAGES}
        assert all(found == fields["en"] for found in fields.values()), key


def test_people_are_added_shown_and_disabled_by_command(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"GATEWAY_VAR": str(tmp_path / "var"), "DATABASE_URL": sqlite_url}.items():
        monkeypatch.setenv(name, value)
    run = CliRunner()
    added = run.invoke(command, ["users", "add", "Palesa", "health:editor", "health:reader:district=maseru"])
    assert (added.exit_code, "/welcome/" in added.output) == (0, True)
    shown = json.loads(run.invoke(command, ["users", "list", "--json"]).output)
    roles = ["health:editor", "health:reader:district=maseru"]
    assert shown == [{"name": "palesa", "roles": roles, "second_factor": False, "disabled": False}]
    assert run.invoke(command, ["users", "roles", "palesa", "all:publisher"]).output == "1 role given to palesa.\n"
    assert run.invoke(command, ["users", "roles", "palesa", "health:editor", "--take"]).exit_code == 0
    assert "/welcome/" in run.invoke(command, ["users", "link", "palesa"]).output
    assert run.invoke(command, ["users", "disable", "palesa"]).output == "palesa may not sign in any more.\n"
    assert json.loads(run.invoke(command, ["users", "list", "--json"]).output)[0]["disabled"]
    assert "palesa" in run.invoke(command, ["users", "list"]).output
    for wrong in (["palesa", "health:editor"], ["a", "health:editor"], ["x1", "health:king"], ["x1", "narnia:reader"]):
        assert run.invoke(command, ["users", "add", *wrong], standalone_mode=False).exception is not None


def test_without_a_database_a_page_says_so_in_words(desk: Desk, tmp_path: Path) -> None:
    away = connect(f"sqlite:///{tmp_path}/nowhere/gateway.db")
    answer = create_app(dataclasses.replace(desk.gateway, engine=away)).test_client().get("/sign-in")
    assert (answer.status_code, "The database is away" in answer.text) == (503, True)
    assert answer.headers["Content-Security-Policy"]


def test_run_says_where_the_first_person_is_made(desk: Desk) -> None:
    link = accounts.first_link(desk.gateway)
    assert any(link in line for line in announcement(desk.gateway.settings, [], link))
    assert any(line.startswith("  The console ") for line in announcement(desk.gateway.settings, [], None))


def test_wrong_tries_are_counted_by_all_processes_together(valkey: Valkey) -> None:
    one, other = Pace(valkey.url), Pace(valkey.url)
    for _ in range(4):
        one.wrong("palesa", "192.0.2.1")
        other.wrong("palesa", "192.0.2.1")
    assert one.is_shut("palesa", "192.0.2.1")
    assert other.is_shut("palesa", "192.0.2.1")
    assert not one.is_shut("palesa", "192.0.2.2"), "somebody else's tries lock nobody out elsewhere"


def test_home_tells_what_came_in_and_what_needs_attention(engine: Engine, tmp_path: Path) -> None:
    from gateway.asking import pausing
    from storage import alerts
    from storage.unit import unit

    desk = Desk(engine, tmp_path / "var")
    assert isinstance(desk.counter, Counter)
    neo, other = desk.person("neo", Held("health", "publisher")), desk.person("otieno", Held("huduma", "reader"))
    assert "Nothing needs you now" in neo.get("/").text
    with unit(engine) as u:
        alerts.sound(u, "silence", "main", "No call has reached <b>main</b>.", desk.gateway.now_ms())
        u.commit()
    pausing.hold(desk.gateway, "ministry", "health", "budget", "neo", None)
    shown = neo.get("/").text
    assert "No call has reached &lt;b&gt;main&lt;/b&gt;." in shown
    assert "Paused: health, by neo. Reason: budget" in shown
    foreign = other.get("/").text
    assert "Nothing needs you now" in foreign
    assert "Lesotho" not in foreign
