"""Golden conversations: the shipped ones hold; a broken one says where; an update changes only what came."""

from pathlib import Path
from textwrap import dedent

import pytest
from small_surveys import survey

from flows.load import load
from flows.model import Flow
from flows.splice import quoted
from flows.talk import Talk, read
from flows.talk_play import Played, play
from flows.talk_write import talk_lines, updated
from gateway.cli.survey_file import lists_beside

SURVEYS = Path(__file__).parents[2] / "flows" / "surveys"
FILES = sorted(SURVEYS.glob("*.talk.yaml"))

FLOW = survey("""
    - question: works
      ask: Does it work?
      answer: yes or no
    - question: call
      only if: works is no
      ask: May we call?
      answer: consent
      consent to: call back
""")

GOOD = """
survey: small

# what most people do
talks:

  - talk: it works
    channel: ussd
    starts at: 2026-11-23 10:00
    steps:
      - they dial: "*120*77#"
      - we show: |
          Hello.
          1 Start
      - they send: 1
      - we mention: Does it
      - they send: 2
      - we show: |
          May we call?
          1 Yes
          2 No
          0 Back
      # they think about it
      - they send: 1
      - we end: Thank you.
    stored:
      works: no
      call: yes
    agreed to: call back
    ended: finished

  - talk: stopped by text
    channel: sms
    steps:
      - they send: water
      - they send: STOP
      - we text: You will get no more texts from us. Text START to allow them again.
      - they send: hello
      - we stay silent: yes
    stored: {}
    ended: stopped
"""


def shipped(path: Path) -> Flow:
    flow = load(path.read_bytes(), lists_beside(path)).flow
    assert flow is not None
    return flow


def talks_of(text: str) -> tuple[Talk, ...]:
    found = read(text)
    assert not found.problems, found.problems
    return found.talks


def played(text: str) -> list[Played]:
    return [play(FLOW, talk) for talk in talks_of(text)]


def differences(text: str) -> list[tuple[int, str, str, str]]:
    return [(f.step, f.line, f.expected, f.came) for each in played(text) for f in each.failures]


@pytest.mark.parametrize(
    ("path", "talk"),
    [(path, talk) for path in FILES for talk in talks_of(path.read_text())],
    ids=lambda value: value.name.partition(".")[0] if isinstance(value, Path) else value.name,
)
def test_a_shipped_conversation_comes_out_letter_for_letter(path: Path, talk: Talk) -> None:
    flow = shipped(path.with_name(path.name.replace(".talk", "")))
    assert play(flow, talk).failures == ()


def test_every_shipped_survey_has_its_conversations_and_asks_every_question_in_one() -> None:
    for path in SURVEYS.glob("*[!k].yaml"):
        flow = shipped(path)
        told = talks_of(path.with_suffix(".talk.yaml").read_text())
        assert {question.name for question in flow.questions} == {name for talk in told for name in talk.stored or {}}


def test_a_good_example_has_no_differences() -> None:
    assert differences(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("1 Start\n", "1 Begin\n", (2, "we show", "Hello.\n1 Begin", "Hello.\n1 Start")),
        ("Does it", "Did it", (4, "we mention", "Did it", "Does it work?\n1 Yes\n2 No")),
        ("we end: Thank you.", "we show: Thank you.", (8, "we show", "we show: Thank you.", "we end: Thank you.")),
        ("we end: Thank you.", "we stay silent: yes", (8, "we stay silent", "nothing", "Thank you.")),
        ("- we stay silent: yes", "- we text: Hi.", (5, "we text", "Hi.", "nothing")),
        ("works: no", "works: yes", (0, "stored", "works: yes\ncall: yes", "works: no\ncall: yes")),
        ("      call: yes\n", "", (0, "stored", "works: no", "works: no\ncall: yes")),
        ("agreed to: call back", "agreed to: later surveys", (0, "agreed to", "later surveys", "call back")),
        ("    agreed to: call back\n", "", (0, "agreed to", "nothing", "call back")),
        ("ended: stopped", "ended: closed", (0, "ended", "closed", "stopped")),
        ('"*120*77#"', '"*120*78#"', (1, "they dial", "a code of this survey (*120*77#)", "*120*78#")),
    ],
    ids=[
        "a screen",
        "a mention",
        "how it ends",
        "silence",
        "no silence",
        "a value",
        "a value too many",
        "an agreement",
        "an agreement unsaid",
        "the end",
        "the code",
    ],
)
def test_a_difference_names_the_step_what_was_expected_and_what_came(
    old: str, new: str, difference: tuple[int, str, str, str]
) -> None:
    assert old in GOOD
    assert difference in differences(GOOD.replace(old, new, 1))


def test_a_line_without_a_reply_fails() -> None:
    twice = GOOD.replace("- we end: Thank you.", "- we end: Thank you.\n      - we end: Thank you.")
    assert differences(twice) == [(9, "we end", "Thank you.", "nothing")]


def test_a_screen_that_does_not_fit_fails_even_if_no_line_names_it() -> None:
    long = survey(f"- question: q\n  ask: {'a' * 200}\n  answer: text\n")
    (talk,) = talks_of(GOOD)[:1]
    found = [f for f in play(long, talk).failures if f.line == "they send"]
    assert found[0].expected == "a screen that fits the phone menu"
    assert found[0].came.startswith("200 units in GSM-7")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("survey: small\n", "no list of *talks*"),
        ("talks: []\n", "does not name its survey"),
        (GOOD.replace("- they send: 1", "- they say: 1", 1), "In *step 3 of it works*: *they say* is not a step."),
        (
            GOOD.replace("- we stay silent: yes", "- time passes: a while"),
            "*a while* is not a length of time",
        ),
        (GOOD.replace("- we stay silent: yes", "- a visit is recorded: { phone: 1 }"), "this phone, which has no number here"),
        (GOOD.replace("- we stay silent: yes", "- a visit is recorded: now"), "needs a row of the visit list"),
        (GOOD.replace("- we stay silent: yes", "- a visit is recorded: { a: [] }"), "*a* has no text"),
        (GOOD.replace("- we stay silent: yes", "- the call drops: no"), "has only the value *yes*"),
        (GOOD.replace("- we stay silent: yes", "- they send: [x]"), "*they send* needs a text"),
        (GOOD.replace("channel: sms", "channel: ussd"), "its channel is *ussd*, but it begins with *they send*"),
        (GOOD.replace("channel: ussd", "channel: sms"), "its channel is *sms*, but it begins with *they dial*"),
        (GOOD.replace("ended: finished", "ended: done"), "*done* is not how a conversation ends"),
        (GOOD.replace("channel: sms", "channel: fax"), "its channel is not *ussd* or *sms*"),
        (GOOD.replace("stopped by text", "it works"), "two conversations have this name"),
        (GOOD.replace("2026-11-23 10:00", "Monday"), "*Monday* is no date and time"),
        (GOOD.replace("ended: stopped", "finished: yes"), "*finished* is not a key here"),
        (GOOD.replace("    stored: {}", "    stored: none"), "*stored* is not a group"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, sentence: str) -> None:
    found = read(text)
    assert any(sentence in problem.sentence and problem.code == "E651" and problem.mark.line for problem in found.problems)


@pytest.mark.parametrize("text", ["", "[", "talks: {}", "survey: x\ntalks:\n  - x", "survey: x\ntalks:\n  - steps: 4", b"\xff"])
def test_nothing_breaks_the_reading(text: str | bytes) -> None:
    assert read(text).problems


def test_an_empty_cell_may_be_sent() -> None:
    (talk, _) = talks_of(GOOD.replace("- they send: 2", '- they send: ""'))
    assert play(FLOW, talk).replies[6] is not None
    assert any(step.kind == "they send" and step.text == "" for step in talk.steps)


def test_after_the_end_of_a_call_what_they_send_is_a_text() -> None:
    stop = "- we end: Thank you.\n      - they send: STOP\n      - we text: You will get no more texts from us."
    assert differences(GOOD.replace("- we end: Thank you.", stop))[0][3].startswith("You will get no more texts")


def test_time_passes_and_the_call_drops() -> None:
    text = dedent("""
        survey: small
        talks:
          - talk: too late
            channel: ussd
            steps:
              - they dial: "*120*77*1#"
              - the call drops: yes
              - time passes: 61 minutes
              - they dial: "*120*77#"
              - we show: |
                  Hello.
                  1 Start
            stored: {}
            ended: still open
    """)
    assert differences(text) == []
    assert differences(text.replace("61", "59")) != []


def test_an_update_of_a_good_file_changes_no_letter() -> None:
    assert updated(GOOD, read(GOOD), played(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("          1 Start\n", "          1 Begin\n          2 End\n"),
        ("- we mention: Does it", "- we mention: Did it"),
        ("      works: no\n      call: yes\n", "      works: yes\n"),
        ("    agreed to: call back\n", ""),
        ("- we stay silent: yes", "- we text: Go on."),
        ("ended: stopped", "ended: closed"),
    ],
)
def test_an_update_makes_every_conversation_hold_and_keeps_notes(old: str, new: str) -> None:
    wrong = GOOD.replace(old, new)
    assert differences(wrong)
    repaired = updated(wrong, read(wrong), played(wrong))
    assert differences(repaired) == []
    assert "# what most people do" in repaired
    assert "# they think about it" in repaired


def test_a_written_conversation_reads_as_what_was_played() -> None:
    for path in FILES:
        flow = shipped(path.with_name(path.name.replace(".talk", "")))
        talks = talks_of(path.read_text())
        lines = [line for talk in talks for line in talk_lines(talk, play(flow, talk))]
        written = "\n".join([f"survey: {flow.survey}", "talks:", *lines])
        again = talks_of(written)
        assert [(t.name, t.stored, t.ended) for t in again] == [(t.name, t.stored, t.ended) for t in talks]
        assert [[(s.kind, s.text) for s in t.steps] for t in again] == [[(s.kind, s.text) for s in t.steps] for t in talks]


@pytest.mark.parametrize(
    "text",
    ["1", "yes", "~", "null", "*120#", "a: b", "a #b", "#", "- x", "? y", "'", '"', "{x}", "ថ្ងៃ", "a\\b", " x", "007", "%"],
)
def test_a_line_of_text_comes_back_as_it_was(text: str) -> None:
    (talk,) = talks_of(f"survey: x\ntalks:\n  - talk: t\n    channel: sms\n    steps:\n      - they send: {quoted(text)}\n")
    assert talk.steps[0].text == text.strip()
