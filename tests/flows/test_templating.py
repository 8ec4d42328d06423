"""Templates: each is a clean survey with conversations that come out, and so is whatever is begun from it."""

from __future__ import annotations

from pathlib import Path

import pytest

import flows
from flows.check import check
from flows.editing.templating import Begun, Unfit, Wanted, begin, named, title_of
from flows.load import load
from flows.model import Place
from flows.talk import read
from flows.talking.check import check_talks

FOLDER = Path(flows.__file__).parent / "templates"
NAMES = sorted(file.stem for file in FOLDER.glob("*.yaml") if not file.stem.endswith(".talk"))


def lists(name: str) -> bytes | None:
    file = FOLDER / name
    return file.read_bytes() if file.is_file() else None


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def talks_of(name: str) -> str:
    return (FOLDER / f"{name}.talk.yaml").read_text(encoding="utf-8")


def begun(name: str, languages: str = "en", **about: str) -> Begun:
    wanted = {
        "survey": "my-survey",
        "title": "A title: with #signs",
        "owner": 'Ministry, of "X"',
        "time_zone": "Asia/Phnom_Penh",
    }
    codes = dict.fromkeys(languages.split(","), "") | ({"pt": "Portugues"} if "pt" in languages else {})
    return begin(text_of(name), talks_of(name), lists, Wanted(**{**wanted, **about}, languages=named(codes)))


def test_there_is_one_for_each_usual_beginning() -> None:
    assert NAMES == ["clinic", "counter", "front-door", "minimal"]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_a_survey_ready_to_publish(name: str) -> None:
    checked = check(text_of(name), lists=lists)
    assert checked.publishable, [f"{p.mark.line}: {p.code} {p.sentence}" for p in (*checked.errors, *checked.warnings)]
    assert checked.flow is not None
    assert not check_talks(checked.flow, read(talks_of(name)))
    assert title_of(text_of(name)) == checked.flow.title


@pytest.mark.parametrize("languages", ["en", "st", "en,st", "sw,fr,en,st", "pt,en"])
@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_begun_from_it_is_too(name: str, languages: str) -> None:
    new = begun(name, languages)
    checked = check(new.text, lists=new.lists.get)
    assert checked.publishable, [f"{p.mark.line}: {p.code} {p.sentence}" for p in (*checked.errors, *checked.warnings)]
    flow = checked.flow
    assert flow is not None
    assert (flow.survey, flow.title, flow.owner) == ("my-survey", "A title: with #signs", 'Ministry, of "X"')
    assert flow.time_zone == "Asia/Phnom_Penh"
    assert list(flow.languages) == languages.split(",")
    assert not check_talks(flow, read(new.talks))
    assert {q.kind.list for q in flow.questions if isinstance(q.kind, Place)} == set(new.lists)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_languages_leave_the_wordings_and_the_notes_as_they_are(name: str) -> None:
    new = begun(name, "en,fr,sw,st", survey=name, title=title_of(text_of(name)))
    old, now = load(text_of(name), lists).flow, load(new.text, new.lists.get).flow
    assert old is not None
    assert now is not None
    assert [q.ask for q in now.questions] == [q.ask for q in old.questions]
    assert [line.partition("#")[2] for line in new.text.splitlines() if "# " in line] == [
        line.partition("#")[2] for line in text_of(name).splitlines() if "# " in line
    ]


@pytest.mark.parametrize("name", NAMES)
def test_english_words_between_khmer_ones_only_lack_room(name: str) -> None:
    """The long code of Khmer leaves 70 signs: too few for the English that stands in until somebody translates it."""
    new = begun(name, "fr,km")
    checked = check(new.text, lists=new.lists.get)
    assert {(p.code, p.language) for p in (*checked.errors, *checked.warnings)} <= {("E520", "km"), ("W523", "km")}
    assert checked.flow is not None
    assert not [p for p in check_talks(checked.flow, read(new.talks)) if p.code != "E650"]


def test_it_says_what_is_left_to_do_for_each_language() -> None:
    new = begun("minimal", "en,st,km")
    assert (new.to_translate, new.drafts) == (("Khmer",), ("Sesotho",))
    assert begun("minimal").drafts == ()


def test_names_of_other_languages_fit_every_screen() -> None:
    assert named({"fr": "", "km": ""}) == {"fr": "Francais", "km": "Khmer"}
    assert named({"km": "", "fr": "", "pt": "Portugues"}) == {"km": "ខ្មែរ", "fr": "Francais", "pt": "Portugues"}
    with pytest.raises(KeyError, match="pt"):
        named({"pt": ""})


def test_a_template_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Unfit):
        begin("survey: x\n", "", lists, Wanted("a", "A", "B", "UTC", {"en": "English"}))
