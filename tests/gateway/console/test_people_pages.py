"""People in the console: invited by a link, given roles, disabled at once; and everybody's own passphrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from console_pages import wrong_in
from console_visitors import PHRASE, Browser, Desk, path_of

from gateway.console.credentials import fault_of
from storage.people import Held
from storage.tables import audit
from storage.unit import connect


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    engine = connect(sqlite_url)
    yield Desk(engine, tmp_path / "var")
    engine.dispose()


def link_in(page: str) -> str:
    found = re.search(r'<code class="secret">([^<]+)</code>', page)
    assert found is not None
    return path_of(found[1])


def invite(admin: Browser, name: str, **more: str) -> str:
    made = admin.post("/people", "/people", name=name, **({"ministry": "health", "role": "reader"} | more))
    assert made.status_code == 200
    assert wrong_in(made.text) == []
    return link_in(made.text)


def test_somebody_is_invited_signs_in_gets_a_role_and_is_disabled_at_once(desk: Desk) -> None:
    admin = desk.person("admin", Held("", "administrator"))
    link = invite(admin, "Palesa", district="maseru")
    palesa = desk.browser()
    assert palesa.post(link, link, passphrase=PHRASE, again=PHRASE).status_code == 302
    assert desk.kept("palesa").roles == (Held("health", "reader", "maseru"),)
    listed = admin.get("/people").text
    one = admin.get("/people/palesa").text
    assert ["maseru" in listed, wrong_in(listed), wrong_in(one)] == [True, [], []]
    admin.post("/people/palesa", "/people", deed="give", ministry="huduma", role="editor")
    admin.post("/people/palesa", "/people", deed="take", ministry="health", role="reader", district="maseru")
    assert desk.kept("palesa").roles == (Held("huduma", "editor"),)
    palesa.sign_in("palesa")
    assert palesa.get("/passphrase").status_code == 200
    assert admin.post("/people/palesa", "/people", deed="disable").status_code == 303
    assert palesa.get("/passphrase").status_code == 302
    assert "may not sign in" in admin.get("/people").text
    again = admin.post("/people/palesa", "/people", deed="renew")
    assert link_in(again.text).startswith("/welcome/")
    assert (desk.kept("palesa").passphrase, desk.kept("palesa").is_disabled) == ("", False)
    did = [row["action"] for row in desk.counter.rows(audit) if row["actor"] == "admin"]
    assert did == ["person added", "roles given", "roles taken", "person disabled", "person begins anew"]


def test_an_administrator_of_one_ministry_reaches_no_further(desk: Desk) -> None:
    admin = desk.person("admin", Held("health", "administrator"))
    desk.person("both", Held("health", "reader"), Held("huduma", "publisher"))
    desk.person("theirs", Held("huduma", "reader"))
    desk.person("chief", Held("", "publisher"))
    page = admin.get("/people").text
    assert [f'/people/{name}"' in page for name in ("both", "theirs", "chief")] == [True, False, False]
    assert [admin.get(f"/people/{name}").status_code for name in ("both", "theirs", "chief")] == [200, 404, 404]
    for deed in ("disable", "renew"):
        assert admin.post("/people/both", "/people", deed=deed).status_code == 404
    for ministry in ("huduma", "*", "", "nowhere"):
        assert admin.post("/people", "/people", name="new", ministry=ministry, role="reader").status_code == 422
        refused = admin.post("/people/both", "/people", deed="take", ministry=ministry, role="publisher")
        assert refused.status_code == 422
    assert admin.post("/people", "/people", name="new", ministry="health", role="emperor").status_code == 422
    assert admin.post("/people", "/people", name="both", ministry="health", role="reader").status_code == 422
    assert admin.post("/people/admin", "/people", deed="disable").status_code == 422
    own = admin.post("/people/admin", "/people", deed="take", ministry="health", role="administrator")
    assert (own.status_code, len(desk.kept("admin").roles)) == (422, 1)
    assert len(desk.kept("both").roles) == 2


def test_everybody_changes_their_own_passphrase_and_is_out_everywhere_else(desk: Desk) -> None:
    desk.person("thabo", Held("health", "reader"))
    admin = desk.person("admin", Held("", "administrator"))
    link = link_in(admin.post("/people/thabo", "/people", deed="renew").text)
    here, there = desk.browser(), desk.browser()
    here.post(link, link, passphrase=PHRASE, again=PHRASE)
    there.sign_in("thabo")
    assert wrong_in(here.get("/passphrase").text) == []
    new = "seven quiet herons at dusk"
    faults = {
        ("wrong river lamp goat", new, new): "The passphrase now is not right",
        (PHRASE, new, new + "!"): "not the same",
        (PHRASE, "Password2026!", "Password2026!"): "guessed at once",
    }
    for (now, passphrase, again), told in faults.items():
        refused = here.post("/passphrase/new", "/passphrase", now=now, passphrase=passphrase, again=again)
        assert (refused.status_code, told in refused.text) == (400, True), told
    assert here.post("/passphrase/new", "/passphrase", now=PHRASE, passphrase=new, again=new).status_code == 303
    assert (here.get("/passphrase").status_code, there.get("/passphrase").status_code) == (200, 302)
    assert there.sign_in("thabo").status_code == 400
    assert there.sign_in("thabo", new).status_code == 302


@pytest.mark.parametrize(
    ("passphrase", "fault"),
    [
        ("password1234", "too simple"), ("P@ssw0rd2026!", "too simple"), ("qwertyuiop12", "too simple"),
        ("123456789012", "too simple"), ("26658123456 19", "too simple"), ("ministry of health", "too simple"),
        ("ilove jesus 2026", "too simple"), ("Lesotho2026!!", "too simple"), ("welcome palesa 1", "too simple"),
        ("karibu nenosiri", "too simple"), ("citizenfeedback", "too simple"), ("azertyuiop!!", "too simple"),
        (PHRASE, ""), ("seven quiet herons", ""), ("password for herons", ""), ("nne punda twiga simba", ""),
        ("ភ្នំពេញ ផ្កាឈូក ទន្លេ", ""), ("xK9#mQ2$vL7!", ""),
    ],
)  # fmt: skip
def test_a_passphrase_that_everybody_tries_is_refused(passphrase: str, fault: str) -> None:
    assert fault_of(passphrase, passphrase, "palesa") == fault
