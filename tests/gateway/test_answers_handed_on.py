"""Answers that are handed on row by row: a sound package under pseudonyms, and a row of the audit."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from counter import CLINIC, SURVEYS, Call, Counter
from sqlalchemy import Engine, update

from gateway.cli import outcome
from gateway.conversing import filing
from gateway.keeping.handing_on import ACTION, Handed, Order, hand_on
from gateway.refusal import Refusal
from reports.forms.flow_results_lint import lint
from storage import audit
from storage.tables import answers, contacts, responses
from storage.unit import unit

GOOD_VISIT = ("1", "1301", "2", "1", "5", "1", "2")
ORDER = Order(CLINIC, date(2026, 11, 1), date(2026, 11, 30), "Bureau of Statistics", "agreed", "palesa")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    counter = Counter(engine, tmp_path / "var", surveys=(CLINIC,))
    Call(counter, "ATUid_1").go(*GOOD_VISIT)
    Call(counter, "ATUid_2", "+26658000002").go("1", "1301", "2", "1", "1", "1", "2", "Ring 5812 3456", "2")
    counter.clock.pass_(days=2)
    Call(counter, "ATUid_3").go(*GOOD_VISIT)
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    return counter


def handed(counter: Counter, folder: Path, **changes: Any) -> tuple[Handed, ...]:
    return hand_on(counter.gateway, counter.gateway.settings.ministries["health"], replace(ORDER, **changes), folder)


def read(package: Handed) -> tuple[dict[str, Any], list[Any]]:
    return tuple(json.loads((package.folder / name).read_bytes()) for name in ("datapackage.json", "data.json"))  # type: ignore[return-value]


def test_a_package_is_sound_and_names_nobody(counter: Counter, tmp_path: Path) -> None:
    (package,) = handed(counter, tmp_path / "out")
    described, rows = read(package)
    assert lint(described, rows) == ()
    assert (described["id"], len(rows)) == (package.id, package.rows)
    of_one = {row[4]: row[5] for row in rows if row[3] == rows[0][3]}
    assert of_one == {"facility": "1301", "reason": "child", "wait": 1, "treated": "5", "medicine": "yes", "asked_to_pay": "no"}
    people = {row[3]: row[2] for row in rows}
    assert (len(people), len(set(people.values()))) == (3, 2)
    assert all(re.fullmatch(r"[cs]-[b-v]{16}", each) for pair in people.items() for each in pair)
    assert not {row[4] for row in rows} & {"comment"}
    assert b"5812" not in (package.folder / "data.json").read_bytes()
    assert {path.name for path in package.folder.iterdir()} == {"datapackage.json", "data.json"}
    assert (package.folder / "data.json").stat().st_mode & 0o777 == 0o600


def test_the_same_again_is_the_same_and_another_ministry_cannot_link_it(counter: Counter, tmp_path: Path) -> None:
    (first,), (again,) = handed(counter, tmp_path / "a"), handed(counter, tmp_path / "b")
    assert read(first) == read(again)
    assert (first.folder / "data.json").read_bytes() == (again.folder / "data.json").read_bytes()


def test_a_span_has_its_own_days_and_an_empty_one_no_package(counter: Counter, tmp_path: Path) -> None:
    (later,) = handed(counter, tmp_path / "out", first=date(2026, 11, 20))
    assert len({row[3] for row in read(later)[1]}) == 1
    assert handed(counter, tmp_path / "none", first=date(2026, 11, 25)) == ()
    assert list((tmp_path / "none").glob("*")) == []


def test_who_was_forgotten_is_one_person_for_each_conversation(counter: Counter, tmp_path: Path) -> None:
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(contacts).values(key_id=""))
        u.commit()
    (package,) = handed(counter, tmp_path / "out")
    assert len({row[2] for row in read(package)[1]}) == 3


def test_what_is_set_aside_or_tells_of_danger_is_not_handed_on(counter: Counter, tmp_path: Path) -> None:
    first, second, _ = (row["session_id"] for row in counter.rows(responses))
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(responses).where(responses.c.session_id == first).values(set_aside="tester"))
        u.connection.execute(update(responses).where(responses.c.session_id == second).values(dangerous=True))
        u.commit()
    (package,) = handed(counter, tmp_path / "out")
    assert len({row[3] for row in read(package)[1]}) == 1


def test_a_package_that_breaks_a_rule_is_handed_on_to_nobody(
    counter: Counter, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A number where no redaction looks: in the code of a place."""
    with unit(counter.gateway.engine) as u:
        u.connection.execute(update(answers).where(answers.c.question == "facility").values(value="266 5812 3456"))
        u.commit()
    with pytest.raises(Refusal, match=r"breaks rules of its format\. Row 1 holds what may be a phone number\.") as refused:
        handed(counter, tmp_path / "out")
    assert refused.value.code == 1
    assert list((tmp_path / "out").iterdir()) == []
    with unit(counter.gateway.engine) as u:
        assert not list(audit.entries(u, action=ACTION))
    logged = capfd.readouterr().err
    assert '"event": "answers withheld"' in logged
    assert "5812" not in logged


def test_a_package_that_takes_back_what_was_handed_on_is_refused(counter: Counter, tmp_path: Path) -> None:
    (package,) = handed(counter, tmp_path / "out")
    described, rows = read(package)
    described["resources"][0]["schema"]["questions"]["gone"] = {"type": "text", "label": "?", "type_options": {}}
    (package.folder / "datapackage.json").write_text(json.dumps(described))
    with pytest.raises(Refusal, match="The question gone of the issue before is gone"):
        handed(counter, tmp_path / "out")
    assert json.loads((package.folder / "data.json").read_bytes()) == rows
    assert handed(counter, tmp_path / "out", language="st")[0].rows == len(rows)


def test_that_it_was_done_is_a_row_of_the_audit(counter: Counter, tmp_path: Path) -> None:
    (package,) = handed(counter, tmp_path / "out")
    with unit(counter.gateway.engine) as u:
        (entry,) = audit.entries(u, action=ACTION)
    told = json.loads(entry.detail)
    assert (entry.actor, entry.subject) == ("palesa", CLINIC)
    assert told == {
        "for": "Bureau of Statistics", "reason": "agreed", "from": "2026-11-01", "to": "2026-11-30",
        "packages": {package.id: package.rows},
    }  # fmt: skip


def test_another_wording_begins_another_package(counter: Counter, tmp_path: Path) -> None:
    text = (SURVEYS / f"{CLINIC}.yaml").read_text()
    reworded = text.replace("How did the staff treat you", "How were you treated")
    assert reworded != text
    counter.publish(CLINIC, reworded, "health")
    Call(counter, "ATUid_9", "+26658000009").go(*GOOD_VISIT)
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    one, two = handed(counter, tmp_path / "out")
    assert one.id != two.id
    assert all(lint(*read(package)) == () for package in (one, two))


def test_the_command_wants_to_know_for_whom_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    span = ["--from", "2026-11-01", "--to", "2026-11-30", "--out", str(tmp_path / "out")]
    assert outcome(["answers", CLINIC, *span]) == 2
    assert outcome(["db", "upgrade"]) == 0
    capsys.readouterr()
    why = ["--for", "Bureau of Statistics", "--reason", "agreement on the survey"]
    assert outcome(["answers", CLINIC, *span, *why]) == 0
    assert capsys.readouterr().out == "Nobody answered in these days.\n"
    assert outcome(["answers", "clinc", *span, *why]) == 2
    assert "There is no survey “clinc”" in capsys.readouterr().err
    assert outcome(["answers", CLINIC, "--from", "2026-12-01", *span[2:], *why]) == 2
    assert outcome(["answers", CLINIC, *span, "--for", "x", "--reason", "ask +26658123456"]) == 2
