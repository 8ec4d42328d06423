"""Route × role × ministry: who may enter does, and whoever may not is told that there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_visitors import Browser, Desk
from sqlalchemy import Engine

from gateway.access import door_of, open_to
from gateway.console.visitor import Visitor
from storage.people import ROLES, Held, Person
from storage.unit import connect

GUARDED = {
    "/trial/any": frozenset(),
    "/trial/edit": frozenset({"editor", "publisher"}),
    "/trial/of/<ministry>": frozenset({"reader", "editor", "publisher"}),
    "/trial/sent/<ministry>": frozenset({"publisher"}),
    "/trial/people": frozenset({"administrator"}),
}
"""Pages of this test's own, for which the real door answers."""


@pytest.fixture(scope="module")
def desk(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("access")
    (folder / "gateway.db").write_bytes(sqlite_template.read_bytes())
    engine: Engine = connect(f"sqlite:///{folder}/gateway.db")
    desk = Desk(engine, folder / "var")
    for n, (rule, roles) in enumerate(GUARDED.items()):
        desk.app.add_url_rule(rule, f"console.trial{n}", open_to("person", roles)(lambda **named: "inside"))
    yield desk
    engine.dispose()


@pytest.fixture(scope="module")
def staff(desk: Desk) -> dict[str, Browser]:
    """One person for each role, all of health; and one who may do everything everywhere."""
    found = {role: desk.person(f"the-{role}", Held("health", role)) for role in ROLES}
    return found | {"everything": desk.person("everything", *(Held("", role) for role in ROLES))}


def routes(desk: Desk) -> list[tuple[str, frozenset[str]]]:
    """Every address that is open to people, those of real pages too, as far as they name nothing but a ministry."""
    doors = [(rule, door_of(desk.app.view_functions[rule.endpoint])) for rule in desk.app.url_map.iter_rules()]
    return [
        (str(rule), door.roles)
        for rule, door in doors
        if door and door.who == "person" and rule.arguments <= {"ministry"} and "GET" in (rule.methods or ())
    ]


@pytest.mark.parametrize("ministry", ["health", "huduma", "nowhere"])
def test_a_page_opens_for_its_roles_in_their_ministry_and_is_not_found_by_others(
    desk: Desk, staff: dict[str, Browser], ministry: str
) -> None:
    for rule, roles in routes(desk):
        for role in ROLES:
            theirs = not roles or role in roles
            expected = 200 if theirs and ("<ministry>" not in rule or ministry == "health") else 404
            answer = staff[role].get(rule.replace("<ministry>", ministry))
            assert answer.status_code == expected, (rule, role, ministry)
        expected = 404 if "<ministry>" in rule and ministry == "nowhere" else 200
        assert staff["everything"].get(rule.replace("<ministry>", ministry)).status_code == expected, rule
    assert len(routes(desk)) > len(GUARDED)


def test_whoever_is_not_signed_in_is_asked_to_be_and_comes_back(desk: Desk) -> None:
    for rule, _ in routes(desk):
        answer = desk.browser().get(rule.replace("<ministry>", "health"))
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in?next=/"), rule


def test_a_role_for_a_place_opens_the_page_and_tells_its_limits(desk: Desk) -> None:
    assert desk.person("assessor", Held("health", "reader", "maseru")).get("/trial/of/health").status_code == 200
    held = (Held("health", "reader", "maseru"), Held("health", "reader", "", "scott"), Held("health", "agent"))
    visitor = Visitor(Person(1, "a", "", "", "", True, False, held), 1, True, ("health", "huduma"))
    assert visitor.limits({"reader"}, "health") == {("maseru", ""), ("", "scott")}
    assert visitor.limits({"reader", "agent"}, "health") is None
    assert visitor.ministries_as({"agent"}) == ["health"]


def test_whoever_is_disabled_or_loses_a_role_is_out_at_once(desk: Desk) -> None:
    from gateway.console import accounts

    lerato, neo = desk.person("lerato", Held("health", "editor")), desk.person("neo", Held("health", "publisher"))
    assert (lerato.get("/").status_code, neo.get("/").status_code) == (200, 200)
    assert accounts.disable(desk.gateway, "lerato", "test")
    assert accounts.change_roles(desk.gateway, "neo", [Held("health", "publisher")], "test", give=False) == 1
    assert (lerato.get("/").status_code, neo.get("/").status_code) == (302, 302)


def test_a_sign_in_ends_after_half_an_hour_without_a_request_and_after_twelve_hours_in_all(
    sqlite_url: str, tmp_path: Path
) -> None:
    desk = Desk(connect(sqlite_url), tmp_path / "var")
    thabo, clock = desk.person("thabo", Held("health", "reader")), desk.counter.clock
    clock.pass_(seconds=29 * 60)
    assert thabo.get("/").status_code == 200
    clock.pass_(seconds=31 * 60)
    assert thabo.get("/").status_code == 302
    again = desk.person("thabo-again", Held("health", "reader"))
    answers = []
    for _ in range(25):
        clock.pass_(seconds=29 * 60)
        answers.append(again.get("/").status_code)
    assert answers == [200] * 24 + [302]
    desk.gateway.engine.dispose()
