"""Two golden conversations about a small survey, and how they go."""

from small_surveys import survey

from flows.talk import Talk, read
from flows.talking.play import Played, play

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


def talks_of(text: str) -> tuple[Talk, ...]:
    found = read(text)
    assert not found.problems, found.problems
    return found.talks


def played(text: str) -> list[Played]:
    return [play(FLOW, talk) for talk in talks_of(text)]


def differences(text: str) -> list[tuple[int, str, str, str]]:
    return [(f.step, f.line, f.expected, f.came) for each in played(text) for f in each.failures]
