"""A survey drawn: everything is there, nothing lies over anything else, and no text becomes markup."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from every_field import full_flow
from hypothesis import given
from hypothesis import strategies as st
from small_surveys import survey

from flows.diagram import FORMATS, dot, graph_of, mermaid, svg
from flows.diagram.boxes import boxed, widest
from flows.diagram.lanes import Span, assign
from flows.diagram.lettering import lines, width
from flows.diagram.parts import Graph, Node
from flows.diagram.placing import Label, Layout, Route, place
from flows.model import Flow

HOSTILE = '<script>alert(1)</script> & "quoted" ]]> \\n --> #35; `x` {{y}} | end'
EVERYTHING = """
- question: topic
  ask: What is it about?
  answer: choice
  choices:
    health: Health
    water: Water and sanitation in the village where I live
    road: Roads
    nothing: Nothing
  then:
    health: start clinic-visit
    road: go to last
    nothing: finish
  after the last try: finish
- question: works
  ask: Does it work?
  answer: yes or no
  then: { yes: go to rate }
- question: days
  ask: For how long?
  answer: number
  to: 365
  may be skipped: yes
  then: { skipped: finish }
- question: rate
  counts as: headline
  ask: How bad is it?
  answer: rating
  lowest: bad
  highest: good
- section: money
  only if: rate is below 3
  questions:
    - question: paid
      ask: Did you pay?
      answer: yes or no
      then: { no: go to thanks }
    - question: amount
      ask: How much?
      answer: number
      to: 1000
    - question: thanks
      ask: Thank you for that.
      answer: message
- question: comment
  only if: rate is below 3 or paid is yes
  ask: What happened?
  answer: text
- question: call_me
  only if: rate is below 3 or paid is yes
  ask: May we call?
  answer: consent
  consent to: call back
- question: last
  only if: channel is sms
  ask: Anything else?
  answer: text
"""


@pytest.fixture
def flow() -> Flow:
    return survey(EVERYTHING)


def forty(condition_every: int = 3, jump_every: int = 4) -> Flow:
    """Forty questions, many with conditions and jumps that lie across each other."""
    written = []
    for n in range(40):
        only = f"\n  only if: q{n % condition_every} is yes" if n > condition_every and n % condition_every == 0 else ""
        jump = f"\n  then: {{ no: go to q{min(39, n + 1 + n % 7)} }}" if n % jump_every == 0 and n < 38 and n % 7 else ""
        written.append(f"- question: q{n}\n  ask: Question number {n}, is it so?\n  answer: yes or no{only}{jump}")
    return survey("\n".join(written))


def edges(graph: Graph) -> set[tuple[str, str, str, str]]:
    return {(edge.source, edge.target, edge.label, edge.kind) for edge in graph.edges}


def test_the_graph_says_where_everything_leads(flow: Flow) -> None:
    assert edges(graph_of(flow)) == {
        ("start_ussd", "welcome", "", "begins"),
        ("start_sms", "welcome", "", "begins"),
        ("welcome", "q_topic", "", "next"),
        ("q_topic", "q_works", "“Water and sanitation in the village where I live”", "next"),
        ("q_topic", "survey_clinic-visit", "“Health”", "starts"),
        ("q_topic", "gate_last", "“Roads”", "answer"),
        ("q_topic", "thanks", "“Nothing”", "answer"),
        ("q_topic", "thanks", "no clear answer", "unclear"),
        ("q_works", "q_days", "“No”", "next"),
        ("q_works", "q_rate", "“Yes”", "answer"),
        ("q_days", "q_rate", "answered", "next"),
        ("q_days", "thanks", "skipped", "answer"),
        ("q_rate", "section_gate_1", "", "next"),
        ("section_gate_1", "q_paid", "", "yes"),
        ("section_gate_1", "gate_comment", "", "no"),
        ("q_paid", "q_amount", "“Yes”", "next"),
        ("q_paid", "gate_thanks", "“No”", "answer"),
        ("q_amount", "gate_thanks", "", "next"),
        ("gate_thanks", "q_thanks", "", "yes"),
        ("gate_thanks", "gate_comment", "", "no"),
        ("q_thanks", "gate_comment", "", "next"),
        ("gate_comment", "q_comment", "", "yes"),
        ("gate_comment", "gate_last", "", "no"),
        ("q_comment", "q_call_me", "", "next"),
        ("q_call_me", "gate_last", "", "next"),
        ("gate_last", "q_last", "", "yes"),
        ("gate_last", "thanks", "", "no"),
        ("q_last", "thanks", "", "next"),
    }


def test_a_section_and_neighbours_under_one_condition_have_a_frame(flow: Flow) -> None:
    assert [(frame.title, frame.first, frame.last) for frame in graph_of(flow).frames] == [
        ("Section money", "q_paid", "q_thanks"),
        ("", "q_comment", "q_call_me"),
    ]


def test_nobody_goes_on_where_every_answer_jumps() -> None:
    jumping = survey(
        "- question: a\n  ask: A?\n  answer: yes or no\n  then: { yes: finish, no: go to c }\n  after the last try: finish\n"
        "- question: b\n  ask: B?\n  answer: yes or no\n- question: c\n  ask: C.\n  answer: message\n  then: finish"
    )
    ways = edges(graph_of(jumping))
    assert {way for way in ways if way[0] == "q_a"} == {
        ("q_a", "thanks", "“Yes”", "answer"), ("q_a", "q_c", "“No”", "answer"), ("q_a", "thanks", "no clear answer", "unclear"),
    }  # fmt: skip
    assert {way for way in ways if way[0] == "q_c"} == {("q_c", "thanks", "", "answer")}


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_shows_every_question_and_is_the_same_each_time(flow: Flow, form: str) -> None:
    drawn = FORMATS[form](graph_of(flow))
    assert drawn == FORMATS[form](graph_of(survey(EVERYTHING)))
    for question in flow.questions:
        assert question.report_as in drawn


# --- the drawing -------------------------------------------------------------------------------------------------------------


def boxes(layout: Layout) -> list[tuple[float, float, float, float]]:
    return [(p.x, p.y, p.right, p.bottom) for p in layout.placed]


def label_box(label: Label) -> tuple[float, float, float, float]:
    wide = max(width(line, 12.5) for line in label.lines)
    return (label.x, label.y - 11, label.x + wide, label.y + 16 * (len(label.lines) - 1) + 3)


def labels(layout: Layout) -> list[tuple[float, float, float, float]]:
    return [label_box(route.label) for route in layout.routes if route.label]


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def doors() -> Flow:
    """A front door to five surveys."""
    names = [f"about-{n}" for n in range(5)]
    choices = "\n".join(f"    c{n}: Something about number {n}" for n in range(5))
    ways = "\n".join(f"    c{n}: start {name}" for n, name in enumerate(names))
    return survey(f"- question: a\n  ask: A?\n  answer: choice\n  choices:\n{choices}\n    other: Other\n  then:\n{ways}")


@pytest.mark.parametrize("drawn", ["everything", "full", "forty", "many jumps", "doors"])
def test_no_box_or_label_lies_over_another(flow: Flow, drawn: str) -> None:
    shown = {"everything": flow, "full": full_flow(), "forty": forty(), "many jumps": forty(5, 2), "doors": doors()}[drawn]
    layout = place(graph_of(shown))
    assert len(layout.placed) == len(graph_of(shown).nodes)
    assert len(layout.routes) == len(graph_of(shown).edges)
    for one, other in combinations([*boxes(layout), *labels(layout)], 2):
        assert not overlap(one, other), (one, other)
    assert all(x0 >= 0 and x1 <= layout.width and y0 >= 0 and y1 <= layout.height for x0, y0, x1, y1 in boxes(layout))
    assert all(x0 >= 0 and x1 <= layout.width for x0, _, x1, _ in labels(layout))


def test_no_way_runs_through_a_box() -> None:
    for shown in (survey(EVERYTHING), forty(), forty(5, 2)):
        layout = place(graph_of(shown))
        inner = [(x0 + 1, y0 + 1, x1 - 1, y1 - 1) for x0, y0, x1, y1 in boxes(layout)]
        for route in layout.routes:
            for piece in pieces(route):
                assert not [box for box in inner if overlap(piece, box)], route.edge


def pieces(route: Route) -> list[tuple[float, float, float, float]]:
    return [
        (min(ax, bx), min(ay, by), max(ax, bx) + 0.01, max(ay, by) + 0.01)
        for (ax, ay), (bx, by) in zip(route.points, route.points[1:], strict=False)
    ]


def test_no_way_runs_through_a_label() -> None:
    joined = survey(
        "- question: a\n  ask: A?\n  answer: yes or no\n  then: { no: go to c }\n- question: b\n  ask: B?\n  answer: choice\n"
        "  choices: { x: Water and sanitation in the village where I live, y: Y }\n  then: { y: finish }\n"
        "- question: c\n  ask: C?\n  answer: yes or no"
    )
    for shown in (survey(EVERYTHING), forty(5, 2), doors(), joined):
        layout = place(graph_of(shown))
        for one in layout.routes:
            box = label_box(one.label) if one.label else None
            assert not [r.edge for r in layout.routes for piece in pieces(r) if box and overlap(piece, box)], one.edge


def test_two_ways_to_different_places_never_share_a_lane_where_both_run() -> None:
    layout = place(graph_of(forty(5, 2)))
    uprights: dict[float, list[tuple[float, float, str]]] = {}
    for route in layout.routes:
        if route.edge.kind in ("answer", "no", "unclear"):
            (x, y), (_, join) = route.points[1:3]
            uprights.setdefault(x, []).append((min(y, join), max(y, join), route.edge.target))
    for ways in uprights.values():
        for (low, high, to), (also_low, also_high, also_to) in combinations(ways, 2):
            assert to == also_to or high <= also_low or also_high <= low


def test_ways_to_other_surveys_are_told_apart() -> None:
    ways = [route for route in place(graph_of(doors())).routes if route.edge.kind == "starts"]
    for one, other in combinations(ways, 2):
        assert not [(a, b) for a in pieces(one) for b in pieces(other) if overlap(a, b)]


def test_lanes_nest() -> None:
    assert assign([Span("far", 0, 100), Span("near", 10, 20), Span("next", 30, 40), Span("far", 50, 100)]) == {
        "near": 0, "next": 0, "far": 1,
    }  # fmt: skip


def test_the_svg_is_well_formed_and_tells_itself_to_screen_readers(flow: Flow) -> None:
    root = ElementTree.fromstring(svg(graph_of(flow)))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert root.attrib["role"] == "img"
    assert root.find("s:title", space).text == "A small survey"  # type: ignore[union-attr]
    told = root.find("s:desc", space).text or ""  # type: ignore[union-attr]
    assert "4. Rate: to Only people who answered less than 3 to “Rate” (question 4)." in told
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert {f"q_{question.name}" for question in flow.questions} <= set(ids)


def test_texts_are_whole_in_the_drawing(flow: Flow) -> None:
    """Wrapped, never cut: the words of a box, put together again, are the words of the survey."""
    for node in graph_of(full_flow()).nodes:
        box = boxed(node)
        assert "".join("".join(row.text for row in box.rows).split()) == "".join(
            "".join((node.title, *node.lines, " · ".join(node.notes))).split()
        )
        assert widest(box) <= box.width


def test_khmer_without_spaces_is_broken_between_letters() -> None:
    khmer = "តើអ្នកពេញចិត្តនឹងសេវានេះកម្រិតណានៅទីស្នាក់ការឃុំរបស់អ្នក" * 3
    broken = lines(khmer, 13, 300)
    assert len(broken) > 3
    assert "".join(broken) == khmer
    assert all(width(line, 13) <= 300 for line in broken)


@given(st.text(max_size=60), st.floats(40, 400))
def test_no_line_is_too_wide_and_no_sign_is_lost(text: str, room: float) -> None:
    broken = lines(text, 13, room)
    assert "".join("".join(broken).split()) == "".join(text.replace("\u200b", "").split())
    assert all(width(line, 13) <= room or len(line) <= 8 for line in broken)


# --- hostile texts -----------------------------------------------------------------------------------------------------------


def hostile() -> Graph:
    graph = graph_of(survey("- question: a\n  ask: A?\n  answer: yes or no"))
    node = Node("q_a", "question", f"1. {HOSTILE}", (HOSTILE, "\x00\x0b\ud800\ufffe"), (HOSTILE,), 1)
    nodes = tuple(node if each.id == "q_a" else each for each in graph.nodes)
    return Graph(HOSTILE, HOSTILE, graph.survey, nodes, graph.edges, ())


def test_no_text_becomes_markup_in_the_drawing() -> None:
    drawn = svg(hostile())
    root = ElementTree.fromstring(drawn)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "<script" not in drawn
    assert "alert(1)" in "".join(root.itertext())


def test_no_text_becomes_syntax_in_mermaid() -> None:
    written = mermaid(hostile())
    (line,) = [line for line in written.splitlines() if line.strip().startswith("n_q_a[")]
    assert line.count('"') == 2
    inside = line[line.index('"') + 1 : line.rindex('"')].replace("<br/>", "")
    assert not set(inside) & set('<>"`{}[]|*_\\&')
    assert "#35;35;" in inside
    assert mermaid(graph_of(survey("- question: a\n  report as: 1. A\n  ask: A?\n  answer: yes or no"))).count("1 · 1. A") == 1


def test_no_text_becomes_syntax_in_dot() -> None:
    written = dot(hostile())
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', written)
    assert '"' not in outside.replace('""', "")
    assert "script" not in outside
    assert outside.count("{") == outside.count("}")
