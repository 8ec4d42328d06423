"""Danger is told to a person and to no count, nobody is quoted whom no person released, and the codebook is checked by hand."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from counter import CLINIC, SURVEYS, Call, Counter
from sqlalchemy import Engine, func, select, update

from gateway.conversing import filing
from gateway.refusal import Refusal
from gateway.remarks import checking, danger, owned, quoting
from gateway.settings import Settings
from reports.night.evidence import Remark
from reports.text.codebook import shipped
from storage import alerts, audit, consents, contacts, dangers, quotations, remarks
from storage.consents import Consent
from storage.tables import answers, responses, sessions
from storage.unit import Unit, reading, unit

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
DIED = "Sister Mary sent us home and my baby died, call 5812 3456"
TEXT = (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")
ASKS = TEXT.replace("consent to: call back", "consent to: quote my words")
OPEN = TEXT.replace("    longest: 150\n", "    longest: 150\n    private: no\n")


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


def wrote(counter: Counter, words: str, n: int = 1, *, agrees: bool = False) -> int:
    """Somebody's filed visit with these words; gives the conversation."""
    number = f"+2665800{n:04}"
    Call(counter, f"ATUid_{n}", number).go("1", "1301", "2", "1", "1", "1", "2", words, "1" if agrees else "2")
    session_id: int = counter.rows(responses)[-1]["session_id"]
    assert filing.file_response(counter.gateway, session_id)
    return session_id


def raised(counter: Counter) -> list[tuple[str, str, int]]:
    with reading(counter.gateway.engine) as c:
        return [(each.kind, each.about, each.times) for each in alerts.raised(Unit(c)) if each.kind == danger.ALERT]


def actions(counter: Counter) -> list[str]:
    with reading(counter.gateway.engine) as c:
        return [entry.action for entry in audit.entries(Unit(c)) if entry.action.startswith(("danger", "quotation"))]


def spoken(counter: Counter) -> list[str]:
    with unit(counter.gateway.engine) as u:
        where = quoting.written(u, counter.gateway, "health", FIRST, LAST)
        return [remark.words for remark in remarks.of_window(u, "health", FIRST, LAST, where)]


def test_words_of_danger_raise_one_alert_and_are_no_remark(counter: Counter) -> None:
    dangerous = wrote(counter, DIED, 1)
    wrote(counter, "waited long", 2)
    assert filing.file_response(counter.gateway, dangerous)
    assert raised(counter) == [("danger", "health", 1)]
    assert spoken(counter) == ["waited long"]
    with unit(counter.gateway.engine) as u:
        assert dangers.count(u, "health", FIRST, LAST) == 1
        assert dangers.count(u, "health", FIRST, date(2026, 11, 17)) == 0
        assert quoting.candidates(u, counter.gateway, "health", FIRST, LAST) == []


def test_a_person_reads_it_without_names_and_clears_it(counter: Counter) -> None:
    first, second = wrote(counter, DIED, 1), wrote(counter, "ba nkotlile", 2)
    with unit(counter.gateway.engine) as u:
        found = danger.read(u, counter.gateway, "health", "mpho")
        u.commit()
    assert [each.session_id for each in found] == [first, second]
    assert dict(found[0].words)["comment"] == "Sister [name] sent us home and my baby died, call [number]"
    for session_id, left in ((first, 1), (second, 0)):
        with unit(counter.gateway.engine) as u:
            assert danger.seen(u, counter.gateway, "health", session_id, "mpho")
            assert not danger.seen(u, counter.gateway, "health", session_id, "mpho")
            assert not danger.seen(u, counter.gateway, "interior", second, "mpho")
            assert len(dangers.unseen(u, "health")) == left
            u.commit()
    assert raised(counter) == []
    assert actions(counter) == ["danger read", "danger seen", "danger seen"]
    with unit(counter.gateway.engine) as u:
        assert dangers.count(u, "health", FIRST, LAST) == 2


def test_an_option_is_not_a_persons_own_words(counter: Counter) -> None:
    wrote(counter, "thanks", 1)
    assert raised(counter) == []


def candidates(counter: Counter) -> list[quoting.Candidate]:
    with unit(counter.gateway.engine) as u:
        return quoting.candidates(u, counter.gateway, "health", FIRST, LAST)


def test_private_words_of_a_survey_that_does_not_ask_are_never_offered(counter: Counter) -> None:
    wrote(counter, "waited long", agrees=True)
    assert candidates(counter) == []


def test_only_who_agreed_is_offered_and_not_after_taking_it_back(counter: Counter) -> None:
    counter.publish(CLINIC, ASKS)
    wrote(counter, "no", 1)
    agreed = wrote(counter, "Dr Mokoena was late", 2, agrees=True)
    assert [(c.id, c.words) for c in candidates(counter)] == [(f"{agreed}.comment", "Dr [name] was late")]
    with unit(counter.gateway.engine) as u:
        (given,) = [c for c in consents.of_session(u, agreed) if c.purpose == quoting.PURPOSE]
        assert isinstance(given, Consent)
        back = Consent(
            given.contact_id, quoting.PURPOSE, False, "office", given.at_ms + 1, 120, ministry="health", survey=CLINIC
        )
        consents.record(u, back)
        u.commit()
    assert candidates(counter) == []


def test_what_its_author_declared_not_private_is_offered(counter: Counter) -> None:
    counter.publish(CLINIC, OPEN)
    wrote(counter, "waited long", 1)
    assert [c.words for c in candidates(counter)] == ["waited long"]


def test_nothing_is_quoted_until_released_and_no_more_when_withdrawn(counter: Counter) -> None:
    counter.publish(CLINIC, OPEN)
    wrote(counter, "waited long", 1)
    (candidate,) = candidates(counter)
    with unit(counter.gateway.engine) as u:
        assert quotations.of_window(u, "health", FIRST, LAST) == ()
        id = quoting.release(u, counter.gateway, "health", candidate, "mpho")
        assert id is not None
        assert quoting.release(u, counter.gateway, "health", candidate, "thabo") is None
        (shown,) = quotations.of_window(u, "health", candidate.day, candidate.day)
        assert (shown.text, shown.released_by, shown.day) == ("waited long", "mpho", candidate.day)
        assert quotations.of_window(u, "interior", FIRST, LAST) == ()
        assert quotations.of_window(u, "health", FIRST, date(2026, 11, 2)) == ()
        assert not quoting.withdraw(u, counter.gateway, "interior", id, "mpho")
        assert quoting.withdraw(u, counter.gateway, "health", id, "mpho")
        assert not quoting.withdraw(u, counter.gateway, "health", id, "mpho")
        assert quotations.of_window(u, "health", FIRST, LAST) == ()
        u.commit()
    assert actions(counter) == ["quotation released", "quotation withdrawn"]


def test_a_broken_codebook_keeps_nobody_from_being_heard(counter: Counter, tmp_path: Path) -> None:
    settings = named(counter.gateway.settings, tmp_path, "themes: {Bad Code: {}}", "Lineo\nthe\n")
    assert owned.codebook(settings) is shipped()
    assert {file.name: [p.code for p in found] for file, found in owned.problems(settings).items()} == {
        "codebook.yaml": ["W712", "E703", "E705"], "names.txt": ["W722"],
    }  # fmt: skip
    assert "lineo" in owned.names(settings).words
    (tmp_path / "codebook.yaml").write_text("themes: {a: {name: {en: A}, en: [water]}, other: {name: {en: O}}}")
    assert owned.codebook(settings).codes == ("a", "other")
    (tmp_path / "codebook.yaml").unlink()
    assert owned.codebook(settings) is shipped()


def named(settings: Settings, folder: Path, codebook: str, listed: str) -> Settings:
    (folder / "codebook.yaml").write_text(codebook)
    (folder / "names.txt").write_text(listed)
    reports = settings.reports.model_copy(update={"codebook": "codebook.yaml", "names": "names.txt"})
    return settings.model_copy(update={"var": folder, "reports": reports})


def coded(words: list[tuple[str, str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([checking.COLUMNS, *(("en", said, themes) for said, themes in words)])
    return out.getvalue()


def test_a_sample_is_drawn_by_its_seed_and_does_not_show_what_the_codebook_found() -> None:
    said = [Remark(FIRST, CLINIC, "en", n, f"=waited {n}") for n in range(80)]
    drawn = list(csv.DictReader(io.StringIO(checking.sample(said, 50, 1))))
    assert len({row["words"] for row in drawn}) == 50
    assert all(row["themes"] == "" and row["words"].startswith("'=") for row in drawn)
    assert checking.sample(said, 50, 1) == checking.sample(said, 50, 1) != checking.sample(said, 50, 2)
    assert len(checking.sample(said[:3], 50, 1).splitlines()) == 4


def test_agreement_is_cohens_kappa_of_each_theme() -> None:
    """Of 50 texts the codebook finds waiting in 30 and the person in 25; both in 20: kappa 0.4, the textbook's example."""
    both, person, machine, none = ("waited", "waiting"), ("x", "waiting"), ("waited", ""), ("x", "")
    n, found = checking.agreement(shipped(), coded([both] * 20 + [person] * 5 + [machine] * 10 + [none] * 15))
    waiting = next(each for each in found if each.code == "waiting")
    assert n == 50
    assert (waiting.person, waiting.codebook) == (25, 30)
    assert waiting.kappa == pytest.approx(0.4)
    assert next(each for each in found if each.code == "safety").kappa is None


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", coded([("waited", "")]), coded([("waited", "waitin")])])
def test_what_is_no_coded_sample_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        checking.agreement(shipped(), text)


def test_marks_survive_a_second_filing_after_words_were_deleted(counter: Counter) -> None:
    session_id = wrote(counter, DIED)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(answers.update().values(raw="", value=None))
        u.commit()
    with unit(counter.gateway.engine) as u:
        (left,) = dangers.unseen(u, "health")
        assert (left.session_id, left.words) == (session_id, ())
        assert u.connection.execute(select(func.count()).select_from(responses).where(responses.c.dangerous)).scalar_one() == 1


def test_whoever_is_forgotten_is_not_quoted_and_stays_a_speaker_of_their_own(counter: Counter) -> None:
    counter.publish(CLINIC, OPEN)
    sessions_of = [wrote(counter, words, n) for n, words in enumerate(("waited long", "no medicine", "very kind"), 1)]
    with unit(counter.gateway.engine) as u:
        for session_id in sessions_of[:2]:
            cut = update(sessions).where(sessions.c.id == session_id).values(contact_id=contacts.nobody(u))
            u.connection.execute(cut)  # as retention leaves a conversation whose person's time is over
        u.commit()
    assert [c.words for c in candidates(counter)] == ["very kind"]
    with unit(counter.gateway.engine) as u:
        where = quoting.written(u, counter.gateway, "health", FIRST, LAST)
        found = remarks.of_window(u, "health", FIRST, LAST, where)
        assert [remark.speaker for remark in found] == [1, 2, 3]
        assert [remark.words for remark in found] == ["waited long", "no medicine", "very kind"]
        named = {(flow.survey, question) for (_, question), flow in where.items()}
        newest = remarks.newest(u, "health", FIRST, LAST, named)
        assert [(r.words, r.language) for r in newest] == [(r.words, r.language) for r in reversed(found)]
        assert remarks.newest(u, "health", FIRST, LAST, named, most=2) == newest[:2]
        assert remarks.newest(u, "health", FIRST, LAST, ()) == []
