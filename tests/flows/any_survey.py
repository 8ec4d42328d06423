"""Any survey: questions of every kind in any order, with conditions, jumps, sections, visits and places, in two languages."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from small_surveys import TWO, survey

from flows.model import Flow

HEADER = "code,name,name_st,short,also,closed,district,district_st"
DISTRICTS = ("Maseru,Maseru", "Berea,Beriea", "Leribe,")


def _row(n: int) -> str:
    """A place; every other one has a short name, one another name in Khmer, one is closed."""
    half = "North" if n % 3 else "South"
    short = f"Clinic {n}" if n % 2 else ""
    also, closed = "ម៉ាសេរូ" if n == 7 else "", "yes" if n == 11 else ""
    return f"{100 + n},Clinic number {n} of {half},Tleliniki {n},{short},{also},{closed},{DISTRICTS[n % 3]}"


PLACES = "\n".join((HEADER, *map(_row, range(1, 31))))
Draw = Callable[[st.SearchStrategy[Any]], Any]
COLUMNS = "visit columns: { clinic: answer, why: answer, day: answer, first name: text up to 20, language: language }"
RULES = "rules: { use visits from the last: 3 days, first screen offers: [not now, stop] }"

ASK = "ask: {{ en: Question {n}?, st: Potso {n}? }}"
KINDS = {
    "choice": "answer: choice\n  choices: {{ red: {{ en: The red one, st: E khubelu }}, blue: {{ en: Blue, st: E putsoa }}, "
    "yes: {{ en: Rather, st: E }} }}",
    "pages": "answer: choice\n  choices:\n"
    + "".join(f"    v{n}: {{{{ en: The village number {n}, st: Motse oa {n} }}}}\n" for n in range(1, 15)),
    "press": "answer: choice\n  choices: {{ good: {{ en: Good, st: Ntle, press: 5 }}, bad: {{ en: Bad, st: Mpe, press: 2 }} }}",
    "yes or no": "answer: yes or no",
    "rating": "answer: rating\n  lowest: {{ en: bad, st: mpe }}\n  do not know: yes",
    "rating from 0": "answer: rating\n  from: 0\n  to: 10",
    "number": "answer: number\n  to: 500\n  unit: {{ en: days, st: matsatsi }}",
    "decimals": "answer: number\n  from: 1\n  to: 50\n  decimals: 1",
    "text": "answer: text\n  longest: 12",
    "codes": "answer: place\n  list: lists/p.csv\n  find by: {{ code: {{ en: Code?, st: Khoutu? }}, "
    "district: {{ en: District?, st: Setereke? }}, name: {{ en: Name?, st: Lebitso? }} }}\n"
    "  if unknown say: {{ en: there, st: moo }}",
    "names": "answer: place\n  list: lists/p.csv\n  find by: {{ name: {{ en: Name?, st: Lebitso? }} }}\n  elsewhere: yes\n"
    "  if unknown say: {{ en: there, st: moo }}",
    "date": "answer: date\n  earliest: 90 days ago\n  latest: 5 days ahead",
    "phone": "answer: phone",
    "consent": "answer: consent\n  consent to: call back",
    "message": "answer: message",
}
KNOWN = {
    "codes": "clinic", "names": "clinic", "choice": "why", "text": "why", "date": "day", "number": "day", "yes or no": "why",
}  # fmt: skip
LISTS = ("codes", "names", "pages")
"""The kinds with more than one screen."""
FIRST_ANSWER = {"choice": "red", "yes or no": "yes", "rating": "1", "consent": "no", "press": "good", "names": "elsewhere"}


@st.composite
def questions(draw: Draw, of: Sequence[str]) -> str:
    """The lines of two to six questions of these kinds."""
    kinds = draw(st.lists(st.sampled_from(of), min_size=2, max_size=6))
    parts = [_question(draw, n, kinds) for n in range(len(kinds))]
    section = draw(st.integers(1, len(kinds)))
    if section < len(kinds) and kinds[0] in FIRST_ANSWER:
        inside = "".join(f"    {line}\n" if line else "" for part in parts[section:] for line in part.split("\n"))
        test = f"only if: q0 is not {FIRST_ANSWER[kinds[0]]}"
        return "".join(parts[:section]) + f"- section: rest\n  {test}\n  questions:\n{inside}"
    return "".join(parts)


def _question(draw: Draw, n: int, kinds: list[str]) -> str:
    kind = kinds[n]
    lines = [ASK.format(n=n), KINDS[kind].format()]
    named = [at for at in range(n) if kinds[at] in ("codes", "names")]
    if named and draw(st.booleans()):
        lines[0] = f'ask: {{ en: "Question {n} on {{q{named[-1]}}}?", st: "Potso {n} ka {{q{named[-1]}}}?" }}'
    if kind != "message":
        lines += _rules(draw, n, kinds)
    if n and kinds[n - 1] in FIRST_ANSWER and draw(st.booleans()):
        lines.append(f"only if: q{n - 1} is {FIRST_ANSWER[kinds[n - 1]]} or channel is sms")
    return f"- question: q{n}\n" + "".join(f"  {line.rstrip()}\n" for line in lines)


def _rules(draw: Draw, n: int, kinds: list[str]) -> list[str]:
    kind = kinds[n]
    lines = [f"tries: {draw(st.integers(1, 3))}"]
    zero_is_free = kind not in ("number", "rating from 0")
    skippable = zero_is_free and draw(st.booleans())
    if skippable:
        lines.append("may be skipped: yes")
    if kind in KNOWN and not draw(st.booleans()):
        lines.append(f"known from: visit.{KNOWN[kind]}")
    goes = draw(st.sampled_from([*(f"go to q{at}" for at in range(n + 1, len(kinds))), "finish"]))
    if kind in FIRST_ANSWER and kind != "names" and draw(st.integers(0, 3)) == 3:
        lines.append(f"then: {{ {FIRST_ANSWER[kind]}: {goes}{', skipped: finish' if skippable else ''} }}")
    if draw(st.integers(0, 3)) == 3:
        lines.append(f"after the last try: {goes}")
    return lines


@st.composite
def any_survey(draw: Draw, of: Sequence[str] = tuple(sorted(KINDS))) -> Flow:
    """A survey that loads, whatever its checks would say about its sense, with questions of these kinds."""
    return survey(
        draw(questions(of)),
        more=f"language known from: visit.language\n{COLUMNS}\n{RULES}\n"
        "welcome without a visit: { en: Good day., st: Lumela. }",
        languages=TWO["languages"],
        welcome='{ en: "Hello {visit.first name}, {question count}.", st: "Lumela {visit.first name}, {question count}." }',
        thanks=TWO["thanks"],
        lists={"lists/p.csv": PLACES},
    )


cells = st.fixed_dictionaries(
    {
        "clinic": st.sampled_from(["101", "Clinic number 2 of North", "111", "", "no such clinic"]),
        "why": st.sampled_from(["red", "yes", "Blue", "", "rubbish"]),
        "day": st.sampled_from(["2026-11-01", "7", "1/11", "", "rubbish"]),
        "first name": st.sampled_from(["Palesa", "", "{q0}", "n" * 21]),
        "language": st.sampled_from(["", "st", "English", "xx"]),
    }
)
visits = st.one_of(cells, cells, st.none())
