"""Random small surveys: what the walk says of them is what the engine does, whatever people answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from small_surveys import MOMENT, NOW_MS, survey

from flows.model import Flow, Message, Place, Text
from flows.state import Turn, Visit
from flows.turn import begin, take_turn
from flows.walk import Walk, ways
from flows.walking.steps import USUAL_PACE, steps

NAMES = ("qa", "qb", "qc", "qd", "qe")
LISTS = {"lists/points.csv": "code,name,district\nA1,Alpha,North\nB2,Beta,North"}
ANSWERS = {
    "yes or no": ("yes", "no"),
    "consent": ("yes", "no"),
    "choice": ("red", "blue"),
    "rating": ("1", "2", "3"),
    "place": ("A1", "B2", "elsewhere"),
    "number": ("1", "2"),
}
SAID = {
    "yes or no": ("1", "2"),
    "consent": ("1", "2"),
    "choice": ("red", "blue"),
    "rating": ("1", "2", "3"),
    "place": ("Alpha", "Beta"),
    "number": ("1", "2"),
    "message": ("1",),
    "text": ("words",),
    "date": ("today",),
}
MORE = {
    "consent": ["consent to: call back"],
    "choice": ["choices: { red: Red, blue: Blue }"],
    "rating": ["to: 3"],
    "number": ["from: 1", "to: 2"],
    "place": ["list: lists/points.csv"],
}


@dataclass(frozen=True)
class Written:
    name: str
    kind: str
    lines: tuple[str, ...]


@st.composite
def clauses(draw: st.DrawFn, earlier: list[Written]) -> str:
    if not earlier or draw(st.integers(0, 5)) == 0:
        return f"channel is {draw(st.sampled_from(('ussd', 'sms')))}"
    asked = draw(st.sampled_from(earlier))
    if asked.kind in ("text", "date") or draw(st.integers(0, 2)) == 0:
        return f"{asked.name} was {draw(st.sampled_from(('', 'not ')))}answered"
    if asked.kind in ("rating", "number") and draw(st.booleans()):
        return f"{asked.name} is {draw(st.sampled_from(('below', 'above', 'at least', 'at most')))} 2"
    value = draw(st.sampled_from([v for v in ANSWERS[asked.kind] if v != "elsewhere"]))
    return f"{asked.name} is {draw(st.sampled_from(('', 'not ')))}{value}"


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Written]) -> str:
    several = draw(st.lists(clauses(earlier), min_size=1, max_size=2))
    return "only if: " + draw(st.sampled_from((" and ", " or "))).join(several)


@st.composite
def questions(draw: st.DrawFn) -> str:
    names = NAMES[: draw(st.integers(2, 4))]
    written: list[Written] = []
    section, text = 0, ""
    for at, name in enumerate(names):
        earlier = [one for one in written if one.kind != "message"]
        if section == 0 and at and draw(st.integers(0, 4)) == 0:
            section = 1
            text += f"- section: {name}s\n  {draw(conditions(earlier))}\n  questions:\n"
        one = draw(question(name, earlier, names[at + 1 :]))
        written.append(one)
        indent = "    " if section else ""
        text += f"{indent}- question: {one.name}\n" + "".join(f"{indent}  {line}\n" for line in one.lines)
    return text


@st.composite
def question(draw: st.DrawFn, name: str, earlier: list[Written], below: tuple[str, ...]) -> Written:
    kind = draw(st.sampled_from(tuple(SAID)))
    lines = [f"ask: What about {name}?", f"answer: {kind}", *MORE.get(kind, [])]
    if kind == "place":
        lines.append(f"find by: {{ {draw(st.sampled_from(('code: Which code?, ', '')))}name: Which point? }}")
    targets = st.sampled_from(("finish", *(f"go to {target}" for target in below)))
    if draw(st.integers(0, 2)) == 0:
        lines.append(draw(conditions(earlier)))
    if kind == "message":
        return Written(name, kind, (*lines, *([f"then: {draw(targets)}"] if draw(st.integers(0, 3)) == 0 else [])))
    skipped = draw(st.booleans())
    if skipped:
        lines.append("may be skipped: yes")
    jumps = draw(st.lists(st.sampled_from(_keys(kind, skipped)), unique=True, max_size=2)) if _keys(kind, skipped) else []
    if jumps:
        lines += ["then:", *(f"  {key}: {draw(targets)}" for key in jumps)]
    lines.append("tries: 1")
    if draw(st.booleans()):
        lines.append(f"after the last try: {draw(targets)}")
    if kind in ("place", "choice") and draw(st.booleans()):
        lines.append(f"known from: visit.{name}")
    return Written(name, kind, tuple(lines))


def _keys(kind: str, skipped: bool) -> tuple[str, ...]:
    fixed = ANSWERS[kind] if kind in ("yes or no", "consent", "choice", "rating") else ()
    return (*fixed, *(["skipped"] if skipped else []))


HEAD = """
rules: { use visits from the last: 3 days }
visit columns: { qa: answer, qb: answer, qc: answer, qd: answer, qe: answer }
"""


@dataclass(frozen=True)
class Passage:
    """What somebody met from the welcome to the end."""

    shown: tuple[str, ...]
    turn: Turn

    @property
    def asked(self) -> frozenset[str]:
        return frozenset(answer.question for answer in self.turn.state.answers if answer.how == "person")


def passages(flow: Flow, channel: str, visit: Visit | None) -> Iterator[Passage]:
    """Every passage through a survey, whatever is answered."""
    first = take_turn(flow, begin(flow, channel, MOMENT, visit=visit).state, "1", NOW_MS)
    open_ones = [Passage((), first)]
    while open_ones:
        passage = open_ones.pop()
        state = passage.turn.state
        if state.ended:
            yield passage
            continue
        asked = flow.question(state.open)
        said = SAID[asked.kind.kind] if isinstance(asked.kind, Message) else (*SAID[asked.kind.kind], "")
        said = (*said, "0") if asked.may_be_skipped else said
        shown = passage.shown if asked.name in passage.shown else (*passage.shown, asked.name)
        turns = [take_turn(flow, state, each, NOW_MS) for each in said]
        open_ones += [Passage(shown, turn) for turn in turns if turn.state.open != asked.name]  # 0 may be a list of places


def seconds(flow: Flow, passage: Passage) -> int:
    kinds = [flow.question(name).kind for name in passage.shown]
    screens = 1 + sum(len(kind.steps) if isinstance(kind, Place) else 1 for kind in kinds)
    return 12 * screens + 18 * sum(isinstance(kind, Text) for kind in kinds)


def visits(flow: Flow) -> Iterator[Visit]:
    """Visits that answer all they can, in every way."""
    asked = [question for question in flow.questions if question.known_from]
    for cells in product(*(SAID[question.kind.kind] for question in asked)):
        yield Visit({question.known_from: cell for question, cell in zip(asked, cells, strict=True)}, NOW_MS)


@settings(max_examples=150, deadline=None)
@given(text=questions(), channel=st.sampled_from(("ussd", "sms", "call")), known=st.booleans())
def test_the_walk_says_what_the_engine_does(text: str, channel: str, known: bool) -> None:
    flow = survey(text, more=HEAD, lists=LISTS)
    every = [p for visit in (visits(flow) if known else [None]) for p in passages(flow, channel, visit)]
    counts = [len(passage.asked) for passage in every]
    found = ways(flow, channel, known)
    assert found.exact
    assert (found.fewest, found.most) == (min(counts), max(counts))
    assert {n for n, count in enumerate(found.by_count) if count} == set(counts)
    if channel == "ussd":
        messages = {q.name for q in flow.questions if isinstance(q.kind, Message)}
        assert found.asked - messages == frozenset[str]().union(*(passage.asked for passage in every))
        assert found.slowest_s == max(seconds(flow, passage) for passage in every)


@settings(max_examples=150, deadline=None)
@given(text=questions(), channel=st.sampled_from(("ussd", "sms", "call")), known=st.booleans())
def test_what_is_said_of_a_survey_too_large_to_walk_holds_for_every_way(text: str, channel: str, known: bool) -> None:
    flow = survey(text, more=HEAD, lists=LISTS)
    every = [p for visit in (visits(flow) if known else [None]) for p in passages(flow, channel, visit)]
    bounds = Walk(steps(flow, channel, known, USUAL_PACE)).bounds(frozenset())
    assert not bounds.exact
    assert bounds.fewest <= min(len(passage.asked) for passage in every)
    assert bounds.most >= max(len(passage.asked) for passage in every)
    assert all(passage.asked <= bounds.asked for passage in every)
    if channel == "ussd":
        assert bounds.slowest_s >= max(seconds(flow, passage) for passage in every)
