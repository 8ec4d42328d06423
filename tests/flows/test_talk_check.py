"""Golden conversations against their survey: what does not fit, what comes out differently, which question nobody is asked."""

from dataclasses import replace

import pytest
from shipped_surveys import NAMES, shipped, talks_of
from small_surveys import survey

from flows.model import Accepted, Mark
from flows.problems import Problem
from flows.talk import read
from flows.talking.check import check_talks

FLOW = survey("""
    - question: works
      ask: Does it work?
      answer: yes or no
    - question: note
      ask: By the way.
      answer: message
    - question: why
      only if: works is no
      ask: Why?
      answer: text
""")

TALKS = """
survey: small
talks:
  - talk: it works
    channel: ussd
    steps:
      - they dial: "*120*77#"
      - they send: 1
      - they send: 1
      - we show: |
          By the way.
          1 Next
          0 Back
      - they send: 1
      - we end: Thank you.
      - they send: hello
      - we stay silent: yes
    stored:
      works: yes
    ended: finished
  - talk: it does not
    channel: sms
    steps:
      - they send: water
      - they send: 1
      - they send: no
      - they send: STOP
    stored: { works: no }
    ended: stopped
"""


def found(text: str) -> list[Problem]:
    return check_talks(FLOW, read(text))


@pytest.mark.parametrize("name", NAMES)
def test_the_conversations_that_ship_hold_and_ask_every_question(name: str) -> None:
    assert [p for p in check_talks(shipped(name), read(talks_of(name))) if not p.accepted] == []


def test_conversations_that_hold_have_no_problem() -> None:
    assert found(TALKS) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("1 Next\n", "1 Weiter\n", 10, "at step 4 comes “By the way. / 1 Next / 0 Back” instead of “By the way. / 1 Weiter /"),
        ("we end: Thank you.", "we end: Bye.", 15, "at step 6 comes “Thank you.” instead of “Bye.”."),
        ("we stay silent: yes", "we text: Hello.", 17, "nothing comes at step 8 instead of “Hello.”."),
        (
            "we show: |\n          By the way.\n          1 Next\n          0 Back",
            "we stay silent: yes",
            10,
            "step 4 comes “By the",
        ),
        ("works: yes", "works: no", 18, "it stores works: yes instead of works: no."),
        ("stored: { works: no }", "stored: {}", 28, "it stores works: no instead of nothing."),
        ("ended: stopped", "ended: closed", 29, "it ends as stopped instead of closed."),
        ("ended: stopped", "ended: stopped\n    from the visit: works", 30, "from the visit is nothing instead of works."),
        ('they dial: "*120*77#"', 'they dial: "*120*78#"', 7, "at step 1 comes “*120*78#” instead of “a code of this survey"),
    ],
)
def test_a_difference_is_told_at_its_line_with_what_came(old: str, new: str, line: int, told: str) -> None:
    assert old in TALKS
    first = next(p for p in found(TALKS.replace(old, new, 1)) if p.code == "E650")
    assert (first.mark.line, first.is_error) == (line, True)
    assert told in first.sentence


@pytest.mark.parametrize(
    ("old", "new", "line", "told", "remedy"),
    [
        ("survey: small", "survey: big", 2, "these are conversations of *big*", "Correct the name after `survey:`."),
        ("channel: sms", "channel: call", 22, "by which nobody can start this survey", "Use one of: ussd, sms."),
        ("works: yes", "work: yes", 19, "*work* is not a question of this survey", "Did you mean *works*?"),
        ("works: yes", "colour: yes", 19, "*colour* is not a question", "Use one of: works, note, why."),
        ("ended: stopped", "from the visit: wy", 29, "*wy* is not a question", "Did you mean *why*?"),
        ("ended: stopped", "agreed to: call back", 29, "*call back* is not asked for in this survey", "Remove it."),
        ("ended: stopped", "ended: stoped", 29, "*stoped* is not how a conversation ends", "Did you mean *stopped*?"),
        ("they send: STOP", "a visit is recorded: { place: A }", 27, "*place* is not a column of the visit list", "Remove it."),
        ("they send: STOP", "they sent: STOP", 27, "*they sent* is not a step", "Did you mean *they send*?"),
        ("they send: STOP", "they call: yes", 27, "nobody calls to answer this survey", "Add `someone calls us: yes`"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_a_remedy_and_nothing_is_played(
    old: str, new: str, line: int, told: str, remedy: str
) -> None:
    assert old in TALKS
    problems = found(TALKS.replace(old, new, 1))
    assert {p.code for p in problems} == {"E651"}
    (problem,) = [p for p in problems if told in p.sentence]
    assert problem.mark.line == line
    assert problem.remedy.startswith(remedy)


def test_a_question_in_no_conversation_is_a_warning_that_may_be_accepted() -> None:
    text = TALKS[: TALKS.index("  - talk: it does not")]
    (problem,) = found(text)
    assert (problem.code, problem.question, problem.mark.line) == ("W652", "why", 2)
    assert problem.sentence == "No example asks *why*."
    accepted = Accepted("W652", "why", "Nobody has said so yet.", Mark(1, 1))
    (problem,) = check_talks(replace(FLOW, accepted=(accepted,)), read(text))
    assert problem.accepted == "Nobody has said so yet."


@pytest.mark.parametrize("then", ["STOP", "0", "Dry", ""], ids=["stopped", "taken back", "answered", "unclear"])
def test_a_question_is_asked_whatever_the_person_makes_of_it(then: str) -> None:
    head, _, _ = TALKS.partition("      - we show")
    text = head.replace(
        "they send: 1\n      - they send: 1",
        f"they send: 1\n      - they send: 2\n      - they send: 1\n      - they send: '{then}'",
    )
    assert found(text) == []


def test_a_note_about_hidden_signs_does_not_keep_a_file_from_being_played() -> None:
    problems = found(TALKS.replace("talk: it works", "talk: it\u200b works"))
    assert [p.code for p in problems] == ["N122"]
