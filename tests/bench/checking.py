"""What checking costs while somebody types: a long survey, the densest that is legal, a long place list, hostile files.

    PYTHONPATH=tests .venv/bin/python -m bench.checking

Absolute figures belong to the machine: processor time of a warm program, the first check of a process left out. What travels is
the ratio to the constant work of ``bench.constant``, done before every check. The goals are those of the survey language: 2,000
lines in under 100 ms, any hostile file in under 200 ms, 10,000 places in under 300 ms.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from statistics import median

from bench.constant import QUIET_US, us, work
from bench.places import rows
from rich.console import Console
from rich.table import Table

from flows.check import Checked, check

LANGUAGES = {"en": "English", "st": "Sesotho", "fr": "Francais", "sw": "Kiswahili"}
TIMES = 7

HEAD = """\
survey: bench
title: How was your visit
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English, st: Sesotho, fr: Francais, sw: Kiswahili }
starts when:
  someone dials: "*120*45#"
  someone texts: CLINIC to 40145
welcome:
"""


@dataclass(frozen=True, slots=True)
class Case:
    what: str
    text: str
    goal_ms: int
    list: bytes | None = None

    def run(self) -> Checked:
        return check(self.text, lists=lambda name: self.list)


def wording(text: str, indent: str) -> str:
    """One text in every language, a line each."""
    return "".join(f"{indent}{code}: {text} {code}.\n" for code in LANGUAGES)


def question(at: int, choices: int, extra: str = "") -> str:
    """A question with so many choices in every language."""
    lines = "".join(
        f"      c{n}:\n" + "".join(f"        {code}: Way number {n} {code}\n" for code in LANGUAGES) for n in range(choices)
    )
    return (
        f"  - question: q{at}\n{extra}    ask:\n{wording(f'What about the thing number {at}?', '      ')}    answer: choice\n"
        f"    choices:\n{lines}"
    )


def survey(questions: str) -> str:
    thanks = "thank you:\n" + wording("Thank you", "  ")
    return HEAD + wording("A few questions", "  ") + "questions:\n" + questions + thanks


def long_one() -> str:
    """About 2,000 lines, as a survey of that length may be: 40 questions, 8 choices each, some of them conditional."""
    return survey("".join(question(at, 8, f"    only if: q{at - 1} is c1\n" if at % 3 == 2 else "") for at in range(40)))


def dense() -> str:
    """As much as the language allows: 40 questions of 20 choices, each asked only under conditions over those before it."""
    return survey(
        "".join(
            question(at, 20, f"    only if: q{at - 1} is one of c1, c2 or q{max(at - 2, 0)} is not c3\n" if at > 1 else "")
            for at in range(40)
        )
    )


def tangled() -> str:
    """More ways than can be followed: every question hangs on many before it."""
    lines = []
    for at in range(40):
        names = range(max(0, at - 20), at)
        several = "".join(f"      - q{name} is one of c1, c2 and q{name} is not c3\n" for name in names)
        lines.append(question(at, 4, f"    only if any of:\n{several}" if several else ""))
    return survey("".join(lines))


def placed() -> str:
    """A survey of usual length with a list that is asked for three times."""
    asked = "".join(
        f"  - question: place{at}\n    ask:\n{wording('Which place did you visit?', '      ')}    answer: place\n"
        f"    list: lists/places.csv\n    find by:\n      district:\n{wording('Which district?', '        ')}"
        f"      name:\n{wording('Which place?', '        ')}    if unknown say:\n{wording('the place', '      ')}"
        for at in range(3)
    )
    return survey(asked + "".join(question(at, 5) for at in range(6)))


def conditions(clause: str) -> str:
    """A survey that is nearly all conditions: every question has as many lines as one may have, as long as they may be."""
    lines = "".join(f"      - {' and '.join(clause.format(at=at, n=n) for n in range(18))}\n" for at in range(12))
    return survey("".join(question(at, 2, f"    only if any of:\n{lines * 3}" if at else "") for at in range(16)))


def variables(at: int) -> str:
    """Texts full of variables that do not exist."""
    return "".join(f"{{a{at}b{n}}} " for n in range(170))


CASES = (
    Case("a long survey", long_one(), 100),
    Case("the densest survey", dense(), 200),
    Case("more ways than can be followed", tangled(), 200),
    Case("10,000 places, asked three times", placed(), 300, rows(10_000)),
    Case("50,000 places, asked three times", placed(), 1_500, rows(50_000)),
    Case("50,000 brackets", "a: " + "[" * 100_000, 200),
    Case("200 KB of choices", survey(question(0, 20) * 150)[:204_000], 200),
    Case("200 KB of one condition", survey(question(0, 2, "    only if: " + "q1 is c1 and " * 15_000 + "q1 is c1\n")), 200),
    Case("200 KB of conditions", conditions("q{at} is not c{n}"), 200),
    Case("200 KB of wrong conditions", conditions("qq{at}x{n} is zz"), 200),
    Case(
        "200 KB of variables",
        survey("".join(question(at, 2).replace("What about", "What about " + variables(at)) for at in range(28))),
        200,
    ),
    Case("200 KB of wrong keys", HEAD.replace("welcome:\n", "") + "".join(f"welcme{at}: x\n" for at in range(13_000)), 200),
    Case("200 KB of words", survey(question(0, 2) + question(1, 2)).replace("A few", "few " * 50_000)[:204_000], 200),
    Case("200 KB of signs", survey(question(0, 2)).replace("A few questions", "{" * 203_000)[:204_000], 200),
)


def measured(case: Case, times: int) -> tuple[float, float]:
    """The median of some checks in milliseconds, and of their ratios to the constant work before each."""
    case.run()
    took, ratios = [], []
    for _ in range(times):
        constant = [us(work) for _ in range(20)]
        took.append(us(case.run) / 1_000)
        ratios.append(took[-1] * 1_000 / median(constant))
    return median(took), median(ratios)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=TIMES)
    times = parser.parse_args().times
    table = Table("survey", "lines", "KB", "problems", "ms", "goal", "ratio", title="checking")
    for case in CASES:
        problems, (took, ratio) = len(case.run().problems), measured(case, times)
        size = f"{len(case.text.encode()) / 1024:.0f}"
        kept = "" if ratio <= case.goal_ms * 1_000 / QUIET_US else " [red]missed[/red]"
        lines = f"{case.text.count(chr(10)):,}"
        table.add_row(case.what, lines, size, str(problems), f"{took:.1f}", f"{case.goal_ms}{kept}", f"{ratio:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
