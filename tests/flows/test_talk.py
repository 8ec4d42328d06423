"""Golden conversations: the shipped ones hold; a broken one says where; visits and time bring texts."""

from dataclasses import replace
from datetime import timedelta
from textwrap import dedent

import pytest
from shipped_surveys import NAMES, shipped
from shipped_surveys import talks_of as shipped_talks
from small_surveys import survey
from small_talks import FLOW, GOOD, differences, talks_of

from flows.talk import Talk, read
from flows.talking.play import play


@pytest.mark.parametrize(
    ("name", "talk"),
    [(name, talk) for name in NAMES for talk in talks_of(shipped_talks(name))],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_a_shipped_conversation_comes_out_letter_for_letter(name: str, talk: Talk) -> None:
    assert play(shipped(name), talk).failures == ()


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
    assert found[0].came.startswith("200 signs, GSM-7")


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
        (GOOD.replace("2026-11-23 10:00", "9999-12-31 23:59"), "*9999-12-31 23:59* is no date and time from 2000 to 2099"),
        (GOOD.replace("- we stay silent: yes", "- time passes: 999 weeks\n      " * 6), "it lasts more than a hundred years"),
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


# --- visits, time, several texts at once

VISITED = survey(
    """
    - question: office
      known from: visit.office
      ask: Which office?
      answer: choice
      choices: { north: North, south: South }
    - question: works
      ask: Does it work?
      answer: yes or no
    """,
    more="""
    visit columns: { office: answer }
    rules: { remind once after: 1 day, close after: 3 days, use visits from the last: 1 day }
    """,
)
INVITED = """
survey: small
talks:
  - talk: two texts at once
    channel: sms
    starts at: 2026-11-23 10:00
    steps:
      - a visit is recorded: { office: North }
      - they send: WATER
      - they send: 1
      - we mention: Does it
      - time passes: 2 days
      - we text: |
          Does it work?
          1 Yes
          2 No
      - time passes: 2 days
      - we stay silent: yes
    stored: { office: north }
    from the visit: [ office ]
    ended: closed
"""


def test_what_a_visit_answers_is_stored_and_told_apart() -> None:
    (talk,) = talks_of(INVITED)
    assert play(VISITED, talk).failures == ()
    (silent,) = talks_of(INVITED.replace("    from the visit: [ office ]\n", ""))
    assert [(f.line, f.expected, f.came) for f in play(VISITED, silent).failures] == [("from the visit", "nothing", "office")]
    (empty,) = talks_of(INVITED.replace("office: North", 'office: ""'))
    assert [f.line for f in play(VISITED, empty).failures][:1] == ["we mention"]


def test_texts_that_fall_due_while_time_passes_are_named_in_order() -> None:
    invites = replace(VISITED, starts=replace(VISITED.starts, after_visit=timedelta(0)))
    text = """
survey: small
talks:
  - talk: an invitation and its reminder
    channel: sms
    steps:
      - a visit is recorded: {}
      - time passes: 25 hours
      - we mention: Hello
      - we mention: 1 Start
      - we text: |
          Hello.
          1 Start
      - we text: |
          Hello.
          1 Start
      - we stay silent: yes
"""
    (talk,) = talks_of(text)
    assert play(invites, talk).failures == ()
    (hasty,) = talks_of(text.replace("25 hours", "23 hours"))
    assert [(f.step, f.came) for f in play(invites, hasty).failures] == [(6, "nothing")]


def test_different_texts_of_one_stretch_of_time_come_in_the_order_in_which_they_fall_due() -> None:
    invites = replace(VISITED, starts=replace(VISITED.starts, after_visit=timedelta(days=5)))
    text = """
survey: small
talks:
  - talk: a question, then an invitation
    channel: sms
    starts at: 2026-11-23 10:00
    steps:
      - a visit is recorded: { office: South }
      - they send: WATER
      - they send: 1
      - time passes: 9 days
      - we mention: Does it work?
      - we text: |
          Hello.
          1 Start
      - we mention: Hello.
    stored: { office: south }
    from the visit: office
    ended: closed
"""
    (talk,) = talks_of(text)
    played = play(invites, talk)
    assert [(f.line, f.came) for f in played.failures] == [("stored", "nothing"), ("from the visit", "nothing")]
    assert (played.outcome.ended, played.asked) == ("closed", {"works"})


def test_a_text_of_more_than_three_messages_fails() -> None:
    long = survey(f"- question: q\n  ask: {'a' * 460}\n  answer: text\n")
    (_, talk) = talks_of(GOOD.replace("- they send: STOP", "- they send: 1"))
    found = [f.came for f in play(long, talk).failures if f.line == "they send"]
    assert found[0].startswith("4 SMS: aaa")
