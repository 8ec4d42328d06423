"""A flow of RapidPro comes in as a draft: branches become conditions, a way back becomes tries, all else is refused by node."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.check import check
from flows.exchange import branches, rapidpro
from flows.exchange.imported import Frame, Imported
from flows.load import load
from flows.model import FINISH, All, AnswerTest, Choice, Jump, Message, Number, Text
from flows.model import Any as AnyOf

FRAME = Frame("Ministry of Water", "Africa/Maseru", ("*120*77#",))


def _say(uuid: str, text: str, to: str | None) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "actions": [{"uuid": f"{uuid}-a", "type": "send_msg", "text": text}],
        "exits": [{"uuid": f"{uuid}-x", "destination_uuid": to}],
    }


def _wait(uuid: str, name: str, cases: dict[str, tuple[str, list[str], str | None]], other: str | None) -> dict[str, Any]:
    """A waiting node: category -> test, arguments and where it leads; ``other`` for anything else."""
    categories = [*cases, "Other"]
    leads = [*(case[2] for case in cases.values()), other]
    return {
        "uuid": uuid,
        "actions": [],
        "router": {
            "type": "switch",
            "wait": {"type": "msg"},
            "operand": "@input.text",
            "result_name": name,
            "cases": [
                {"uuid": f"{uuid}-c{n}", "type": test, "arguments": arguments, "category_uuid": f"{uuid}-{n}"}
                for n, (test, arguments, _) in enumerate(cases.values())
            ],
            "categories": [{"uuid": f"{uuid}-{n}", "name": c, "exit_uuid": f"{uuid}-e{n}"} for n, c in enumerate(categories)],
            "default_category_uuid": f"{uuid}-{len(cases)}",
        },
        "exits": [{"uuid": f"{uuid}-e{n}", "destination_uuid": to} for n, to in enumerate(leads)],
    }


def _export(*nodes: dict[str, Any], **more: Any) -> bytes:
    flow = {
        "uuid": "f", "name": "Water points", "spec_version": "13.1.0", "revision": 12, "language": "eng", "type": "messaging",
        "localization": {}, "nodes": list(nodes), **more,
    }  # fmt: skip
    return json.dumps({"version": "13", "flows": [flow]}).encode()


def _read(*nodes: dict[str, Any], **more: Any) -> Imported:
    return rapidpro.read(_export(*nodes, **more), FRAME)


WATER = (
    _say("n1", "Hello! Does the pump work?", "n2"),
    _wait("n2", "Works", {"Yes": ("has_any_word", ["yes", "y"], "n5"), "No": ("has_any_word", ["no"], "n3")}, "n9"),
    _say("n9", "Please say yes or no.", "n2"),
    _say("n3", "For how many days?", "n4"),
    _wait("n4", "Days", {"0-365": ("has_number_between", ["0", "365"], "n7")}, "n4"),
    _say("n5", "What do you use it for?", "n6"),
    _wait("n6", "Use", {"All responses": ("has_text", [], "n7")}, "n7"),
    _say("n7", "Thank you!", None),
)


def test_branches_part_and_come_together_as_conditions() -> None:
    found = _read(*WATER)
    assert found.refused == ()
    flow = found.flow
    assert flow is not None
    assert (flow.survey, flow.languages) == ("water-points", {"en": "English"})
    works, use, days = (flow.question(name) for name in ("works", "use", "days"))
    assert len(flow.questions) == 3
    assert works.ask.texts == {"en": "Hello! Does the pump work?"}
    assert isinstance(works.kind, Choice)
    assert [(o.name, o.label["en"], o.also) for o in works.kind.options] == [
        ("yes", "Yes", ("yes", "y")),
        ("no", "No", ("no",)),
    ]
    assert (works.tries, works.if_unclear and works.if_unclear.texts) == (3, {"en": "Please say yes or no."})
    assert (use.kind, use.only_if) == (Text(), AnswerTest("works", "is", ("yes",)))
    assert (days.kind, days.only_if, days.if_unclear) == (Number(0, 365), AnswerTest("works", "is", ("no",)), None)
    assert flow.thank_you.texts == {"en": "Thank you!"}
    assert "revision 12" in str(found.notes[0])
    assert load(found.text("water.json")).problems == ()


def test_a_question_put_again_word_for_word_is_no_text_of_its_own() -> None:
    again = _wait("n2", "Works", {"Yes": ("has_any_word", ["yes"], None), "No": ("has_any_word", ["no"], None)}, "n1")
    flow = _read(WATER[0], again).flow
    assert flow is not None
    assert (flow.questions[0].tries, flow.questions[0].if_unclear) == (3, None)


def test_translations_come_along() -> None:
    localization = {
        "sot": {"n1-a": {"text": ["Na pompo ea sebetsa?"]}, "n2-0": {"name": ["E"]}, "n2-c0": {"arguments": ["e ee"]}}
    }
    flow = _read(*WATER, localization=localization).flow
    assert flow is not None
    assert flow.languages == {"en": "English", "st": "Sesotho"}
    works = flow.question("works")
    assert works.ask.texts["st"] == "Na pompo ea sebetsa?"
    assert isinstance(works.kind, Choice)
    assert works.kind.options[0].label["st"] == "E"
    assert works.kind.options[0].also == ("yes", "y", "e", "ee")


def test_words_to_one_branch_only_are_a_message_with_a_condition() -> None:
    nodes = (
        _wait(
            "n1",
            "A",
            {"x": ("has_phrase", ["x"], "n2"), "y": ("has_phrase", ["y"], "n3"), "z": ("has_phrase", ["z"], "n3")},
            None,
        ),
        _say("n2", "Only x hears this.", "n4"),
        _say("n3", "y and z hear this.", "n4"),
        _wait("n4", "B", {}, None),
    )
    found = _read(*nodes)
    assert found.flow is not None
    x, yz, b = found.flow.questions[1:]
    assert isinstance(x.kind, Message)
    assert x.only_if == AnswerTest("a", "is", ("x",))
    assert yz.only_if == AnswerTest("a", "is", ("y", "z"))
    assert b.only_if is None
    assert [each.where for each in found.refused] == ["node n1", "node n4"]  # they ask nothing themselves


STRANGE = [
    ({"type": "random"}, "random"),
    ({"operand": "@contact.name"}, "@contact.name"),
    ({"wait": None}, "without asking"),
    ({"wait": {"type": "dial"}}, "dial"),
    ({"cases": [{"type": "has_pattern", "arguments": ["x"]}]}, "has_pattern"),
    ({"cases": [{"type": "has_number_lt", "arguments": ["many"]}]}, "no number"),
]


@pytest.mark.parametrize(("change", "said"), STRANGE, ids=[each[1] for each in STRANGE])
def test_what_has_no_counterpart_is_refused_by_its_node(change: dict[str, Any], said: str) -> None:
    node = _wait("n1node-with-a-long-id", "A", {"x": ("has_phrase", ["x"], None), "y": ("has_phrase", ["y"], None)}, None)
    node["router"] |= change
    found = _read(node, _wait("n2", "B", {}, None))
    assert [(each.where, said in each.sentence) for each in found.refused][:1] == [("node n1node-w", True)]


def test_a_number_that_branches_by_its_size_is_refused() -> None:
    node = _wait("n1", "A", {"low": ("has_number_lt", ["3"], "n2"), "high": ("has_number_gte", ["3"], None)}, "n1")
    assert "size of a number" in _read(node, _say("n2", "Low.", None)).refused[0].sentence


def test_a_way_back_to_an_earlier_question_is_refused() -> None:
    first = _wait("n1", "A", {"x": ("has_phrase", ["x"], "n2"), "y": ("has_phrase", ["y"], "n2")}, "n1")
    second = _wait("n2", "B", {"again": ("has_phrase", ["again"], "n1"), "on": ("has_phrase", ["on"], None)}, "n2")
    found = _read(first, second)
    assert found.flow is not None
    assert ["leads back to node n1" in each.sentence for each in found.refused].count(True) == 1


def test_actions_and_expressions_are_refused_by_name() -> None:
    node = _say("n1", "Hi @contact.first_name, how many?", "n2")
    node["actions"] += [{"type": "enter_flow"}, {"type": "set_run_result"}, {"type": "call_webhook"}]
    found = _read(node, _wait("n2", "N", {"any": ("has_number", [], None)}, "n2"))
    said = " ".join(map(str, found.refused))
    assert all(word in said for word in ("@contact.first_name", "*enter_flow*", "start OTHER-SURVEY", "*call_webhook*"))
    assert any("set_run_result" in str(note) for note in found.notes)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"no json", "no JSON"), (b"[]", "no flow"), (b"{}", "no flow"), (_export(spec_version="11.5"), "version 11.5"),
        (b"[" * 100_000, "no JSON"), (b" " * 5_000_001, "larger"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused(raw: bytes, said: str) -> None:
    found = rapidpro.read(raw, FRAME)
    assert found.flow is None
    assert said in found.refused[0].sentence


def test_one_of_several_flows_is_chosen_by_its_name() -> None:
    flows = json.loads(_export(*WATER))["flows"]
    both = json.dumps({"version": "13", "flows": [{**flows[0], "name": "Other", "nodes": []}, *flows]}).encode()
    chosen = rapidpro.read(both, FRAME, "Water points").flow
    assert chosen is not None
    assert "Other, Water points" in rapidpro.read(both, FRAME, "Mine").refused[0].way_out


def test_ways_that_meet_again_are_everybodys() -> None:
    every = {"a": frozenset("xyz"), "b": frozenset("pq")}
    x, yz = (branches.through(branches.EVERYBODY, "a", frozenset(c), every) for c in ("x", "yz"))
    assert branches.simpler((*x, *yz), every) == branches.EVERYBODY
    xp = branches.through(x, "b", frozenset("p"), every)
    assert branches.condition(branches.simpler((*xp, *yz), every), {"a": list("xyz"), "b": list("pq")}) == AnyOf(
        (*[branches.condition(ways, {"a": list("xyz"), "b": list("pq")}) for ways in (xp, yz)],)
    )
    assert branches.simpler((*xp, *x), every) == x


def _split(
    uuid: str, operand: str, cases: dict[str, str | None], other: str | None, test: str = "has_category"
) -> dict[str, Any]:
    """A node that asks nothing: category of an earlier answer -> where it leads."""
    made = _wait(uuid, "", {name: (test, [name], to) for name, to in cases.items()}, other)
    del made["router"]["wait"]
    made["router"]["operand"] = operand
    return made


def _ask(uuid: str, name: str, choices: dict[str, tuple[str, str]], again: str) -> dict[str, Any]:
    """A waiting node with choices: category -> the words for it and where it leads."""
    return _wait(uuid, name, {each: ("has_any_word", [words], to) for each, (words, to) in choices.items()}, again)


REASON = _ask(
    "reason", "Reason", {"Ill": ("1 ill", "wait-q"), "Child": ("2 child", "wait-q"), "None": ("3 none", "bye")}, "reason-again"
)
REASON["actions"] = [
    {"uuid": "reason-a", "type": "send_msg", "text": "What did you come for?", "quick_replies": ["Ill", "Child"]}
]
CLINIC = (
    _say("hello", "Ministry of Health. A few questions on your visit, free.", "reason"),
    REASON,
    _say("reason-again", "Please choose one.", "reason"),
    _say("wait-q", "How many hours did you wait?", "wait"),
    _wait("wait", "Wait", {"0-24": ("has_number_between", ["0", "24"], "medicine-q")}, "wait-again"),
    _say("wait-again", "Only a number from 0 to 24.", "wait"),
    _say("medicine-q", "Did you get all medicine?", "medicine"),
    _ask("medicine", "All medicine", {"Yes": ("yes y", "by-reason"), "No": ("no n", "which-q")}, "medicine-q"),
    _say("which-q", "Which was missing?", "which"),
    _wait("which", "Which", {"All": ("has_text", [], "by-reason")}, "by-reason"),
    _split("by-reason", "@results.reason", {"Child": "card-q"}, "treated-q"),
    _say("card-q", "Did they write in the child's card?", "card"),
    _ask("card", "Card", {"Yes": ("yes", "treated-q"), "No": ("no", "treated-q")}, "card-q"),
    _say("treated-q", "How were you treated?", "treated"),
    _ask("treated", "Treated", {"Well": ("well", "by-medicine"), "Badly": ("badly", "by-medicine")}, "treated-q"),
    _split("by-medicine", "@results.all_medicine.category", {"No": "call-q"}, "bye", "has_only_text"),
    _say("call-q", "Shall we look into the missing medicine?", "call"),
    _ask("call", "Call", {"Yes": ("yes", "bye"), "No": ("no", "bye")}, "call-q"),
    _say("bye", "Thank you.", None),
)
SESOTHO = {"hello-a": {"text": ["Lekala la Bophelo."]}, "medicine-0": {"name": ["E"]}, "medicine-1": {"name": ["Che"]}}


def test_a_whole_flow_of_a_clinic_becomes_a_draft_without_errors() -> None:
    found = _read(*CLINIC, localization={"sot": SESOTHO}, spec_version="14.4.0", expire_after_minutes=10_080)
    assert found.refused == ()
    flow = found.flow
    assert flow is not None
    asked_if = {question.name: question.only_if for question in flow.questions}
    came = AnswerTest("reason", "is", ("ill", "child"))
    child, lacked = AnswerTest("reason", "is", ("child",)), AnswerTest("all_medicine", "is", ("no",))
    assert asked_if == {
        "reason": None, "wait": came, "all_medicine": came, "which": All((came, lacked)), "card": child, "treated": came,
        "call": All((came, lacked)),
    }  # fmt: skip
    assert flow.question("reason").ask.texts["en"].endswith("on your visit, free. What did you come for?")
    unclear = flow.question("wait").if_unclear
    assert (flow.question("wait").tries, unclear and unclear.texts["en"]) == (3, "Only a number from 0 to 24.")
    assert flow.thank_you.texts["en"] == "Thank you."
    told = " ".join(map(str, found.notes))
    assert "quick replies (Ill, Child)" in told
    assert "after 10080 minutes" in told
    assert [problem.code for problem in check(found.text("clinic.json")).errors] == []


@pytest.mark.parametrize(
    ("digits", "pressed"),
    [(("1", "2"), [None, None]), (("2", "1"), [2, 1]), (("1", "9"), [None, None]), (("0", "1"), [None, None])],
)
def test_numbers_that_stand_for_something_are_choices(digits: tuple[str, str], pressed: list[int | None]) -> None:
    cases = {name: ("has_number_eq", [digit], None) for name, digit in zip(("Good", "Bad"), digits, strict=True)}
    found = _read(_say("q", "How was it?", "n"), _wait("n", "Was", cases, "n"))
    assert found.refused == ()
    assert found.flow is not None
    kind = found.flow.questions[0].kind
    assert isinstance(kind, Choice)
    assert [(option.name, option.press) for option in kind.options] == list(zip(("good", "bad"), pressed, strict=True))


YES_NO = {"Yes": ("has_any_word", ["yes"], "s"), "No": ("has_any_word", ["no"], "s")}


@pytest.mark.parametrize(
    ("split", "said"),
    [
        (_split("s", "@results.gone", {"Yes": "b"}, None), "no single choice"),
        (_split("s", "@results.a", {"Maybe": "b"}, None), "no single choice"),
        (_split("s", "@results.a", {"Yes": "b"}, None, "has_pattern"), "has_pattern"),
        (_split("s", "@contact.gender", {"Yes": "b"}, None), "without asking"),
        (_split("s", "@results.a.value", {"yes": "b"}, None), "without asking"),
    ],
    ids=["no such result", "no such category", "another test", "no result", "the words themselves"],
)
def test_a_split_by_anything_but_an_earlier_choice_is_refused(split: dict[str, Any], said: str) -> None:
    found = _read(_say("q", "A?", "n"), _wait("n", "A", YES_NO, "n"), split, _say("b", "B.", None))
    assert [(each.where, said in each.sentence) for each in found.refused] == [("node s", True)]


@pytest.mark.parametrize("then", ["s", "c"], ids=["with others", "never"])
def test_a_split_that_some_come_to_without_the_answer_is_refused(then: str) -> None:
    found = _read(
        _say("q", "First?", "f"),
        _wait("f", "First", {"Yes": ("has_any_word", ["yes"], "q2"), "No": ("has_any_word", ["no"], "s")}, "f"),
        _say("q2", "A?", "n"),
        _wait("n", "A", {"Yes": ("has_any_word", ["yes"], then), "No": ("has_any_word", ["no"], then)}, "n"),
        _split("s", "@results.a", {"Yes": "b"}, "c"),
        _say("b", "B.", "c"),
        _say("c", "Bye.", None),
    )
    assert [(each.where, "not everybody" in each.sentence) for each in found.refused] == [("node s", True)]


def test_a_result_used_twice_is_no_single_answer() -> None:
    found = _read(
        _say("q", "A?", "n"),
        _wait("n", "A", {"Yes": ("has_any_word", ["yes"], "q2"), "No": ("has_any_word", ["no"], "q2")}, "n"),
        _say("q2", "Again?", "n2"),
        _wait("n2", "A", YES_NO, "n2"),
        _split("s", "@results.a", {"Yes": "b"}, None),
        _say("b", "B.", None),
    )
    assert found.flow is not None
    assert list(found.flow.by_name)[:2] == ["a", "a_2"]
    assert [each.where for each in found.refused] == ["node s"]


@pytest.mark.parametrize(("other", "refused", "ends"), [("n", 0, False), (None, 0, True), ("b", 0, False), ("sorry", 1, False)])
def test_what_is_not_understood_leads_back_or_ends_or_goes_on_with_all(other: str | None, refused: int, ends: bool) -> None:
    cases = {"Yes": ("has_any_word", ["yes"], "b"), "No": ("has_any_word", ["no"], "b")}
    for asked in (cases, {"1-9": ("has_number_between", ["1", "9"], "b")}):
        found = _read(
            _say("q", "A?", "n"),
            _wait("n", "A", asked, other),
            _say("sorry", "Sorry.", "end"),
            _say("b", "B?", "b2"),
            _wait("b2", "B", {"All": ("has_text", [], "end")}, "end"),
            _say("end", "Bye.", None),
        )
        assert found.flow is not None
        assert len(found.refused) == refused, found.refused
        assert (found.flow.questions[0].after_last_try == Jump(FINISH)) is ends
        assert [q.only_if for q in found.flow.questions] == [None, None]


KEYS = (
    "flows", "nodes", "uuid", "router", "cases", "categories", "exits", "actions", "type", "name", "wait", "localization",
    "language", "spec_version", "destination_uuid", "arguments", "text",
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner), max_leaves=25)


@given(JSON)
def test_no_json_does_any_harm(value: object) -> None:
    node = {"uuid": "n", "router": value, "actions": value, "exits": value}
    flow = {"spec_version": "13.1", "nodes": [node, value], "localization": value, "language": value}
    for export in (value, {"flows": [flow]}, {"flows": value}):
        found = rapidpro.read(json.dumps(export).encode(), FRAME)
        assert found.flow is not None or found.refused


@given(JSON)
def test_no_router_does_any_harm(value: object) -> None:
    node = _wait("n1", "A", {"x": ("has_phrase", ["x"], "n1"), "y": ("has_phrase", ["y"], None)}, "n1")
    for key in ("cases", "categories", "default_category_uuid", "result_name", "wait"):
        found = rapidpro.read(_export({**node, "router": {**node["router"], key: value}}), FRAME)
        assert found.flow is not None or found.refused
