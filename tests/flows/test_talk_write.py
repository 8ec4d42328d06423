"""Golden conversations written: new ones read as what was played, an update changes only what came out differently."""

import pytest
from shipped_surveys import NAMES, shipped
from shipped_surveys import talks_of as shipped_talks
from small_talks import GOOD, differences, played, talks_of

from flows.editing.splice import quoted
from flows.talk import read
from flows.talking.play import play
from flows.talking.write import talk_file, updated


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


@pytest.mark.parametrize("name", NAMES)
def test_a_written_conversation_reads_as_what_was_played(name: str) -> None:
    flow, talks = shipped(name), talks_of(shipped_talks(name))
    again = talks_of(talk_file(name, [(talk, play(flow, talk)) for talk in talks]))
    assert [(t.name, t.stored, t.ended) for t in again] == [(t.name, t.stored, t.ended) for t in talks]
    assert [[(s.kind, s.text, s.cells) for s in t.steps] for t in again] == [
        [(s.kind, s.text, s.cells) for s in t.steps] for t in talks
    ]


@pytest.mark.parametrize(
    "text",
    ["1", "yes", "~", "null", "*120#", "a: b", "a #b", "#", "- x", "? y", "'", '"', "{x}", "ថ្ងៃ", "a\\b", " x", "007", "%"],
)
def test_a_line_of_text_comes_back_as_it_was(text: str) -> None:
    (talk,) = talks_of(f"survey: x\ntalks:\n  - talk: t\n    channel: sms\n    steps:\n      - they send: {quoted(text)}\n")
    assert talk.steps[0].text == text.strip()


# --- an update touches nothing else

CURIOUS = """
survey: small

talks:   # two

  - ended: closed
    stored: { works: 'yes' }   # as it was
    channel: ussd
    talk: 'results first'
    steps:
      - { they dial: '*120*77*1#' }
      - { we show: 'Does it?' }  # one line
      - 'they send': "2"
      - we text: >
          May we
          call?

      # a pause
      - they send: 'maybe'
      - we show: |
                May we ask?

      - they send: "1"
      - we show: 'Thank you.'
      - they send: HELP
      - we stay silent: yes

  - talk: quoted
    channel: ussd
    starts at: 2026-11-23 10:00
    steps: [ { they dial: "*120*77#" }, { we show: "Hello.\\n1 Start" } ]
    stored:
      call: 'no'   # gone

      # never asked
      works: no
    agreed to: [ call back ]
    ended: still open
"""

AFTER = """
survey: small

talks:   # two

  - ended: finished
    stored:
      works: no
      call: yes   # as it was
    agreed to: call back
    channel: ussd
    talk: 'results first'
    steps:
      - { they dial: '*120*77*1#' }
      - { we show: "Does it work?\\n1 Yes\\n2 No" }  # one line
      - 'they send': "2"
      - we show: |
          May we call?
          1 Yes
          2 No
          0 Back

      # a pause
      - they send: 'maybe'
      - we show: |
                Please answer with one of the numbers.
                May we call?
                1 Yes
                2 No
                0 Back

      - they send: "1"
      - we end: 'Thank you.'
      - they send: HELP
      - we text: Questions from Ministry of Water. Text STOP to end.

  - talk: quoted
    channel: ussd
    starts at: 2026-11-23 10:00
    steps: [ { they dial: "*120*77#" }, { we show: "Hello.\\n1 Start" } ]
    stored: {}
    ended: still open
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_update_keeps_order_notes_quotes_and_line_ends_of_all_that_is_as_it_was(newline: str) -> None:
    text = CURIOUS.replace("\n", newline)
    new = updated(text, read(text), played(text))
    assert new == AFTER.replace("\n", newline)
    assert differences(new) == []
    assert updated(new, read(new), played(new)) == new


STORED = """
survey: small
talks:
  - talk: results
    channel: ussd
    steps:
      - they dial: "*120*77*1*2*1#"
    stored:{lines}
    ended: finished
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n      works: no", "\n      works: no\n      call: yes\n    agreed to: call back"),
        ("\n      call: yes", "\n      works: no\n      call: yes\n    agreed to: call back"),
        (
            "\n      works: yes  # ?\n      # then\n      call: 'no'",
            "\n      works: no  # ?\n      # then\n      call: yes\n    agreed to: call back",
        ),
        ("\n      x: 1\n      call: yes\n      y: 2", "\n      works: no\n      call: yes\n    agreed to: call back"),
        (" {}  # none", "\n      works: no\n      call: yes  # none\n    agreed to: call back"),
        (
            "\n      works: no\n      call: yes\n    from the visit: works\n    agreed to: later surveys",
            "\n      works: no\n      call: yes\n    agreed to: call back",
        ),
    ],
    ids=["one more below", "one more above", "other values", "some gone", "in braces", "agreements"],
)
def test_an_update_changes_only_the_results_that_differ(before: str, after: str) -> None:
    text = STORED.replace("{lines}", before)
    assert updated(text, read(text), played(text)) == STORED.replace("{lines}", after)
