"""A sound survey with a visit list, a place list, jumps and a section, and its lists."""

from __future__ import annotations

from sound_flows import SOUND

POINTS = """\
code,name,district
1001,Alpha,North
1002,Beta,North
2001,Gamma,South
"""
LISTS = {"lists/points.csv": POINTS}

PLACE = """\
  - question: point
    ask: Which water point is it?
    answer: place
    list: lists/points.csv
    find by:
      district: Which district?
      name: Which point?
    if unknown say: the point
"""

VISITED = (
    SOUND.replace("  someone texts: WATER to 40145\n", "  a visit is recorded: 2 hours later, by sms\n")
    .replace("rules:\n", "visit columns:\n  point: answer\n  first name: text up to 20\n  day: date\nrules:\n")
    .replace(
        "welcome: Ministry of Water asks a few questions. Free.\n",
        'welcome: "{visit.first name}, on {visit.day} you were at a water point. Text STOP to end."\n'
        "welcome without a visit: The Ministry of Water asks a few questions. Text STOP to end.\n",
    )
    .replace("questions:\n", "questions:\n" + PLACE.replace("    ask", "    known from: visit.point\n    ask", 1), 1)
    .replace("thank you: Thank you. Your answers", 'thank you: "Thank you. Your answers about {point}')
    .replace("plan repairs.\n", 'plan repairs."\n')
)
"""People are invited after a visit; the list says which point it was, and the thank-you names it."""

JUMPS = SOUND.replace(
    "    answer: yes or no\n", "    answer: yes or no\n    then:\n      yes: go to clean\n    after the last try: go to clean\n"
).replace("    only if: works is no\n", "")
"""Only those who say no are asked for how long."""

SECTION = SOUND.replace(
    "  - question: broken_days\n    only if: works is no\n    ask: For how many days has it been broken?\n"
    "    answer: number\n    to: 365\n",
    "  - section: broken\n    only if: works is no\n    questions:\n      - question: broken_days\n"
    "        ask: For how many days has it been broken?\n        answer: number\n        to: 365\n",
)
