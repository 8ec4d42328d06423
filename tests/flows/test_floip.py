"""An exported flow is whole, and whoever follows it is asked what the survey asks, in the same order."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from any_survey import any_survey
from floip_runner import Runner, evaluate
from hypothesis import given, settings
from hypothesis import strategies as st
from small_surveys import MOMENT, NOW_MS, TWO, survey

from flows.engine.onward import zero_of
from flows.engine.variables import LoneBrace, Variable, scan
from flows.exchange import floip
from flows.exchange.floip_expressions import expression, is_menu
from flows.exchange.language_codes import three_letters, two_letters
from flows.load import load
from flows.model import Flow, Message, Number, Phone, Place, Question
from flows.state import State, Turn
from flows.talking.plain_phones import PLAIN_PHONES
from flows.turn import begin, take_turn
from flows.walking import told_apart
from flows.walking.told_apart import values

FOLDERS = [Path(__file__).parents[2] / "flows" / name for name in ("surveys", "templates")]
FILES = {path.stem: path for folder in FOLDERS for path in folder.glob("*.yaml") if not path.name.endswith(".talk.yaml")}
MODES = {"ussd": "USSD", "sms": "SMS", "call": "IVR"}
Json = dict[str, Any]


def _survey(name: str) -> Flow:
    path = FILES[name]
    flow = load(path.read_bytes(), lambda file: (path.parent / file).read_bytes()).flow
    assert flow is not None
    return flow


def _exported(flow: Flow) -> Json:
    return floip.container(flow, NOW_MS).container


every_survey = pytest.mark.parametrize("name", FILES)

# --- the document ------------------------------------------------------------------------------------------------------------


@every_survey
def test_the_document_has_the_form_of_the_specification(name: str) -> None:
    document = _exported(_survey(name))
    (flow,) = document["flows"]
    assert document["specification_version"] == "1.0.0-rc4"
    assert "null" not in re.findall(r"\b(?:null|NaN)\b(?=[,\n}\]])", json.dumps(document))
    assert len(flow["name"]) >= 3
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", flow["last_modified"])
    assert isinstance(flow["resources"], list)
    assert all(re.fullmatch(r"[a-zA-Z_]\w+", block["name"]) for block in flow["blocks"])
    assert all("vendor_metadata" not in block for block in flow["blocks"])
    assert all(re.fullmatch("[a-z]{3}", language["iso_639_3"]) for language in flow["languages"])
    assert set(flow["supported_modes"]) <= {"USSD", "SMS", "IVR"}


@every_survey
def test_nothing_is_named_twice(name: str) -> None:
    (flow,) = _exported(_survey(name))["flows"]
    identities = [flow["uuid"], *(block["uuid"] for block in flow["blocks"]), *(each["uuid"] for each in flow["resources"])]
    identities += [way["uuid"] for block in flow["blocks"] for way in block["exits"]]
    assert len(identities) == len(set(identities))
    names = [block["name"].casefold() for block in flow["blocks"]]
    assert len(names) == len(set(names))


@every_survey
def test_every_way_leads_somewhere_and_on(name: str) -> None:
    (flow,) = _exported(_survey(name))["flows"]
    blocks = {block["uuid"]: block for block in flow["blocks"]}
    for block in flow["blocks"]:
        assert [bool(way.get("default")) for way in block["exits"]] == [False] * (len(block["exits"]) - 1) + [True]
        assert all(("test" in way) is not bool(way.get("default")) for way in block["exits"])
        assert {way["destination_block"] for way in block["exits"] if "destination_block" in way} <= set(blocks)
    _walk(blocks, flow["first_block_id"])


def _walk(blocks: dict[str, Json], first: str) -> None:
    """Everything is reached, and no way leads back to where it has been."""
    done: set[str] = set()

    def visit(uuid: str, above: tuple[str, ...]) -> None:
        assert uuid not in above, f"a circle at {blocks[uuid]['name']}"
        if uuid in done:
            return
        for way in blocks[uuid]["exits"]:
            if "destination_block" in way:
                visit(way["destination_block"], (*above, uuid))
        done.add(uuid)

    visit(first, ())
    assert done == set(blocks), [block["name"] for uuid, block in blocks.items() if uuid not in done]


@every_survey
def test_every_text_is_there_in_every_language_and_mode_and_none_is_idle(name: str) -> None:
    survey_ = _survey(name)
    (flow,) = _exported(survey_)["flows"]
    resources = {each["uuid"]: each["values"] for each in flow["resources"]}
    used = [block["config"]["prompt"] for block in flow["blocks"] if "prompt" in block["config"]]
    used += [choice["prompt"] for block in flow["blocks"] for choice in block["config"].get("choices", ())]
    assert sorted(used) == sorted(resources)
    languages = [language["id"] for language in flow["languages"]]
    for found in resources.values():
        given_ = [(value["language_id"], mode) for value in found for mode in value["modes"]]
        assert sorted(given_) == sorted((language, mode) for language in languages for mode in flow["supported_modes"])
        assert all(value["value"] for value in found)
    for question in survey_.questions:
        block = next(block for block in flow["blocks"] if block["name"] == question.name)
        for code in survey_.languages:
            for channel in survey_.channels:
                shown = _text(resources[block["config"]["prompt"]], three_letters(code), MODES[channel])
                assert all(part in shown for part in _plain_parts(question.ask.text(code, channel))), question.name


def _text(found: list[Json], language: str, mode: str) -> str:
    (text,) = [str(value["value"]) for value in found if value["language_id"] == language and mode in value["modes"]]
    return text


def _plain_parts(text: str) -> list[str]:
    return [piece.replace("@", "@@") for piece in scan(text) if not isinstance(piece, Variable | LoneBrace)]


@every_survey
def test_the_same_survey_gives_the_same_bytes_and_goes_along_whole(name: str) -> None:
    one, two = _exported(_survey(name)), _exported(_survey(name))
    assert json.dumps(one) == json.dumps(two)
    ours = one["flows"][0]["vendor_metadata"]["citizen_feedback_gateway"]
    again = load(ours["survey"], lambda file: (FILES[name].parent / file).read_bytes()).flow
    assert again is not None
    assert _exported(again)["flows"][0]["blocks"] == one["flows"][0]["blocks"]
    assert ours["notes"] == list(floip.container(_survey(name), NOW_MS).notes)


def test_another_survey_has_other_identities() -> None:
    one, two = _exported(_survey("clinic")), _exported(_survey("counter"))
    uuids = [set(re.findall(r'"uuid": "([^"]+)"', json.dumps(document))) for document in (one, two)]
    assert not uuids[0] & uuids[1]


# --- the ways ----------------------------------------------------------------------------------------------------------------


class Way:
    """Somebody on a phone and somebody in the exported flow, who say the same."""

    def __init__(self, flow: Flow, channel: str) -> None:
        self.flow, self.channel = flow, channel
        self.runner = Runner(_exported(flow), MODES[channel])
        self.turn = begin(flow, channel, MOMENT)
        self.asked: list[str] = []

    def say(self, said: str) -> Turn:
        self.turn = take_turn(self.flow, State.load(self.turn.state.dump()), said, NOW_MS, phones=PLAIN_PHONES)
        return self.turn

    def start(self) -> None:
        assert self.runner.name == "_welcome"
        self.say("1")
        self.runner.answer("start", "1")

    def answer(self, question: Question, how: str, value: str) -> None:
        """Answers on the phone, and in the flow what the phone made of it."""
        if isinstance(question.kind, Message):
            self.say("1")
            return
        assert self.runner.name in (question.name, f"_{question.name}"), (self.runner.name, question.name)
        if how == "unclear" or (how == "skip" and zero_of(question, self.turn.state) != "skip"):
            while self.turn.state.open == question.name and not self.turn.state.ended:
                self.say("~~ nothing ~~" if not is_free(question) else "")
            self.runner.answer(None, "nothing")
        elif how == "skip":
            self.say("0")
            free = not is_menu(question) and not isinstance(question.kind, Number)
            self.runner.answer("0" if free else None, "0")
        else:
            self._typed(question, value)
        after = self.turn.state.answer(question.name)
        assert after is not None
        assert self.turn.state.open != question.name

    def _typed(self, question: Question, value: str) -> None:
        typed, kept = _said(question, value)
        while self.turn.state.open == question.name:
            self.say(typed)
        found = self.turn.state.answer(question.name)
        assert found is not None
        assert found.state == "answered", (question.name, typed)
        self.runner.answer(float(found.value or 0) if isinstance(question.kind, Number) else found.value, kept)


def is_free(question: Question) -> bool:
    return question.kind.kind == "text"


def _said(question: Question, value: str) -> tuple[str, str]:
    kind = question.kind
    if isinstance(kind, Place):
        place = kind.places.open[0] if value == "answered" else kind.places.facility(value)
        if place is None:
            place = kind.places.open[-1]
        return (place.code if kind.steps[0].column == "code" else place.name), place.code
    if isinstance(kind, Phone):
        return "1", "1"
    if kind.kind == "date":
        return "today", "today"
    if kind.kind == "rating" and value == "dont_know":
        return str(kind.high + 1), value  # type: ignore[union-attr]
    return (value if value != "answered" else "some words"), value


def _follow(flow: Flow, channel: str, choose: Any) -> None:
    """The whole way by chosen answers: the same questions in the same order, and the same end."""
    way = Way(flow, channel)
    way.start()
    tests = told_apart.tests_by_question(flow)
    while not way.turn.state.ended:
        question = flow.question(way.turn.state.open)
        way.asked.append(question.name)
        how = choose(st.sampled_from(("answer", "answer", "answer", "skip", "unclear")))
        can = [v for v in values(question.kind, tests.get(question.name, ())) if v != "elsewhere"] or [""]
        can = [v for v in can if not isinstance(question.kind, Number) or _fits(question.kind, v)]
        way.answer(question, how, choose(st.sampled_from(can)))
    assert way.runner.block is None
    assert [n for n in way.runner.said if not n.startswith("_")] == [
        name for name in way.asked if isinstance(flow.question(name).kind, Message)
    ] or channel != "ussd"
    if way.turn.starts:
        assert way.runner.said[-1] == f"_start_{way.turn.starts.replace('-', '_')}"
    else:
        assert way.runner.said[-1] == "_thank_you"


def _fits(kind: Number, value: str) -> bool:
    return Decimal(kind.low) <= Decimal(value) <= Decimal(kind.high)


WAYS = [(name, channel) for name in FILES for channel in _survey(name).channels]


@pytest.mark.parametrize(("name", "channel"), WAYS, ids=[f"{name}-{channel}" for name, channel in WAYS])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whoever_follows_the_flow_is_asked_the_same(name: str, channel: str, data: st.DataObject) -> None:
    _follow(_survey(name), channel, data.draw)


@settings(max_examples=80, deadline=None)
@given(flow=any_survey(), data=st.data())
def test_whoever_follows_the_flow_of_any_survey_is_asked_the_same(flow: Flow, data: st.DataObject) -> None:
    _follow(flow, data.draw(st.sampled_from(flow.channels)), data.draw)


# --- pieces ------------------------------------------------------------------------------------------------------------------

KINDS = """
- question: wait
  ask: Wait?
  answer: number
  to: 50
  may be skipped: no
- question: fair
  ask: Fair?
  answer: rating
  do not know: yes
- question: why
  ask: Why?
  answer: text
  may be skipped: yes
- question: x
  ask: X?
  answer: yes or no
- question: last
  ask: Last?
  answer: yes or no
  only if: {condition}
"""
EXPRESSIONS = [
    ("wait is 3", "results.wait.value = 3"),
    ("wait is not 3", "AND(results.wait.value <> NULL, results.wait.value <> 3)"),
    ("wait is at least 10", "AND(results.wait.value <> NULL, results.wait.value >= 10)"),
    ("fair is below 3", 'OR(results.fair.value = "1", results.fair.value = "2")'),
    ("fair is above 5", "FALSE"),
    ("fair is one of 1, dont_know", 'OR(results.fair.value = "1", results.fair.value = "dont_know")'),
    ("why was answered", 'AND(results.why.value <> NULL, results.why.value <> "0")'),
    ("why was not answered", 'OR(results.why.value = NULL, results.why.value = "0")'),
    ("x is yes and channel is sms", 'AND(results._x.value = "yes", run.mode = "SMS")'),
]


@pytest.mark.parametrize(("condition", "written"), EXPRESSIONS, ids=[each[0] for each in EXPRESSIONS])
def test_a_condition_is_an_expression(condition: str, written: str) -> None:
    flow = survey(KINDS.replace("{condition}", condition))
    asked_if = flow.question("last").only_if
    assert asked_if is not None
    assert expression(asked_if, flow) == written


@pytest.mark.parametrize("value", [None, "0", "words"])
def test_words_left_out_are_no_answer(value: str | None) -> None:
    flow = survey(KINDS.replace("{condition}", "why was answered"))
    asked_if = flow.question("last").only_if
    assert asked_if is not None
    assert bool(evaluate(expression(asked_if, flow), {"results.why.value": value})) is (value == "words")


def _block(document: Json, name: str) -> Json:
    return next(block for block in document["flows"][0]["blocks"] if block["name"] == name)


def _shown(document: Json, uuid: str, language: str = "eng", mode: str = "USSD") -> str:
    return _text(next(each["values"] for each in document["flows"][0]["resources"] if each["uuid"] == uuid), language, mode)


def test_a_menu_holds_its_lines_and_the_words_that_choose() -> None:
    asked = "- question: why\n  ask: At @ home?\n  answer: choice\n  choices: { a: 'The \"A\"', b: { en: B, also: bee } }"
    document = _exported(survey(asked))
    block = _block(document, "why")
    assert _shown(document, block["config"]["prompt"]) == 'At @@ home?\n1 The "A"\n2 B'
    first, second = block["config"]["choices"]
    assert (first["name"], _shown(document, first["prompt"])) == ("a", 'The "A"')
    (test,) = first["text_tests"]
    assert test["language"] == "eng"
    assert 'block.response = "The ""A"""' in test["test_expression"]
    for said, chosen in (("2", True), ("BEE", True), ("1", False)):
        assert evaluate(second["text_tests"][0]["test_expression"], {"block.response": said}) is chosen


@pytest.mark.parametrize(("language", "two"), [("eng", "language st"), ("sot", "language en")])
def test_the_welcome_offers_the_other_language_to_whoever_reads_one(language: str, two: str) -> None:
    document = _exported(survey("- question: why\n  ask: { en: Why?, st: Hobaneng? }\n  answer: text", **TWO))
    tests = {
        choice["name"]: test["test_expression"]
        for choice in _block(document, "_welcome")["config"]["choices"]
        for test in choice["text_tests"]
        if test["language"] == language
    }
    assert [name for name, test in tests.items() if evaluate(test, {"block.response": "2"})] == [two]
    runner = Runner(document, "SMS")
    runner.answer(two)
    assert runner.name == f"_welcome_{two[-2:]}"
    runner.answer("start")
    assert runner.name == "why"
    set_language = _block(document, f"_set_{two[-2:]}")["config"]["set_contact_property"]
    assert set_language == [{"property_key": "language", "property_value": "eng" if two[-2:] == "en" else "sot"}]


def test_few_places_are_a_menu_and_many_are_typed() -> None:
    asked = """
    - question: point
      ask: Which?
      answer: place
      list: lists/p.csv
      find by: { code: Code?, name: "Name?" }
      elsewhere: yes
      if unknown say: the point
    - question: why
      ask: Why {point}?
      answer: text
    """
    few, many = (floip.container(survey(asked, lists={"lists/p.csv": _places(count)}), NOW_MS) for count in (3, 21))
    menu = _block(few.container, "point")
    assert [choice["name"] for choice in menu["config"]["choices"]] == ["C0", "C1", "C2", "elsewhere"]
    assert _shown(few.container, menu["config"]["prompt"]) == "Which?\nName?\n1 Point 0\n2 Point 1\n3 Point 2\n4 Other place"
    typed = _block(many.container, "point")
    assert typed["type"] == "MobilePrimitives.OpenResponse"
    assert _shown(many.container, typed["config"]["prompt"]) == "Which?\nCode?"
    assert any("21 places of lists/p.csv stay outside" in note for note in many.notes)
    why = _shown(few.container, _block(few.container, "why")["config"]["prompt"])
    assert why == 'Why @(IF(results.point.value = NULL, "the point", results.point.value))?'
    assert "Texts that name point show the code of the place there, not its name." in few.notes


def _places(count: int) -> str:
    return "code,name\n" + "\n".join(f"C{n},Point {n}" for n in range(count))


def test_a_text_of_one_channel_is_a_text_of_one_mode() -> None:
    document = _exported(survey("- question: why\n  ask: Why is it so?\n  ask on ussd: Why?\n  answer: text"))
    prompt = _block(document, "why")["config"]["prompt"]
    assert (_shown(document, prompt, mode="USSD"), _shown(document, prompt, mode="SMS")) == ("Why?", "Why is it so?")


@pytest.mark.parametrize(("two", "three"), [("en", "eng"), ("st", "sot"), ("km", "khm"), ("xx", "mis"), ("tpi", "tpi")])
def test_languages_have_three_letters(two: str, three: str) -> None:
    assert three_letters(two) == three
    assert three == "mis" or two_letters(three) == two
