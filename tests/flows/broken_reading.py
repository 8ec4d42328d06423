"""Broken surveys that the reader refuses, where visits, places, days, jumps and sections come in."""

from __future__ import annotations

from sound_flows import Row, change

WHOLE = """\
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English }
language known from: visit.language
starts when:
  someone dials: "*120*77#"
  a visit is recorded: 2 hours later, by sms
  someone calls us: yes
visit columns:
  point: answer
  first name: text up to 20
  language: language
rules:
  use visits from the last: 3 days
accepted:
  W621: Six only where it is broken.
welcome: Dear {visit.first name}, the Ministry of Water asks a few questions. Text STOP to end.
welcome without a visit: The Ministry of Water asks a few questions. Text STOP to end.
questions:
  - question: works
    ask: Does the water point work today?
    answer: yes or no
    then:
      yes: go to clean
  - question: broken_days
    ask: For how many days has it been broken?
    answer: number
    to: 365
  - question: clean
    counts as: headline
    ask: How clean is the water?
    answer: rating
    lowest: dirty
    highest: clean
  - question: point
    known from: visit.point
    ask: Which water point is it?
    ask on call: Which of the points is it?
    answer: place
    list: lists/points.csv
    find by:
      code: Type the code.
      district: Which district?
      name: Which point?
    elsewhere: yes
    if unknown say: the point
  - section: more
    only if: works is no
    questions:
      - question: since
        ask: When did it break?
        answer: date
        earliest: 30 days ago
        latest: today
      - question: number
        ask: On which number may we reach you?
        answer: phone
  - question: bye
    ask: Nearly done.
    answer: message
    then: finish
thank you: Thank you. Your answers about {point} help to plan repairs.
"""
"""A sound survey with all of them; its list is in :data:`POINTS`."""

POINTS = {"lists/points.csv": "code,name,district,also\nA1,Upper well,North,\nA2,Lower well,South,\n"}


def broken(code: str, what: str, *changes: tuple[str, str]) -> Row:
    return change(code, what, *changes, base=WHOLE, lists=POINTS)


JUMP = "      yes: go to clean"
FIND = "      code: Type the code.\n      district: Which district?\n      name: Which point?\n"
MANY = range(60)

SHAPES = [
    broken("E116", "a jump with nothing", (JUMP, "      ¦yes:")),
    broken("E116", "a column with nothing", ("  point: answer", "  ¦point:")),
    broken("E116", "a step with nothing", ("code: Type the code.", "¦code:")),
    broken("E111", "a jump in braces", ("    then: finish", "    then: ¦{finish}")),
    broken("W121", "a step cut by a note", ("name: Which point?", "name: ¦Which point #2?")),
    broken("E201", "an unknown key of a section", ("    only if: works is no", "    ¦onyl if: works is no")),
    broken("E201", "an unknown way of starting", ("  a visit is recorded", "  ¦a visit is recordd")),
    broken("E201", "words in another order", ("welcome without a visit:", "¦welcome without visit a:")),
    broken(
        "E202", "a place without a list", ("  - question: point", "  - ¦question: point"), ("    list: lists/points.csv\n", "")
    ),
    broken(
        "E202",
        "a place without a way to find it",
        ("  - question: point", "  - ¦question: point"),
        ("    find by:\n" + FIND, ""),
    ),
    broken("E202", "a way to find it without columns", (f"find by:\n{FIND}", "find by: ¦{}\n")),
    broken("E202", "a jump without answers", (f"then:\n{JUMP}", "then: ¦{}")),
    broken(
        "E202",
        "no wording but that of one channel",
        ("    ask: When did", "    ask on sms: When did"),
        ("- question: since", "- ¦question: since"),
    ),
    broken("E203", "a section's key in a question", ("ask: Nearly", "¦questions: []\n    ask: Nearly")),
    broken("E203", "a question's key in a section", ("    only if: works is no", "    ¦ask: When?\n    only if: works is no")),
    broken("E203", "a section's name in a question", ("ask: Nearly", "¦section: end\n    ask: Nearly")),
    broken(
        "E203",
        "a rule among the ways of starting",
        ("  someone calls us", "  ¦use visits from the last: 1 day\n  someone calls us"),
    ),
    broken("E203", "a way of starting at the left edge", ("rules:\n", "¦someone calls us: yes\nrules:\n")),
    broken("E204", "a jump for every answer alike", (f"then:\n{JUMP}", "then: ¦finish")),
    broken("E204", "a message with answers", ("then: finish", "then: ¦{ yes: finish }")),
    broken("E204", "a list for a jump", (JUMP, "      yes: ¦[clean]")),
    broken("E204", "a column of no visit list", ("visit.point", "¦point")),
    broken("E204", "a language from no visit list", ("visit.language", "¦language of the visit")),
    broken("E204", "a group for a kind of column", ("point: answer", "point: ¦{ kind: answer }")),
    broken("E204", "steps in a list", (f"find by:\n{FIND}", "find by: ¦[code, district, name]\n")),
    broken(
        "E204",
        "questions of a section in a text",
        ("  - question: bye", "  - section: end\n    questions: ¦bye\n  - question: bye"),
    ),
]

NAMES = [
    broken("E205", "a section's name with a space", ("section: more", "section: ¦more of it")),
    broken("E205", "a column's name with an underscore", ("  point: answer", "  ¦the_point: answer")),
    broken("E205", "a former name that never was one", ("ask: Nearly", "formerly: ¦Old Name\n    ask: Nearly")),
    broken("E206", "a section called finish", ("section: more", "section: ¦finish")),
    broken("E206", "a column that every list has", ("  point: answer", "  ¦phone: answer")),
    broken("E208", "one name in a section and outside", ("question: number", "question: ¦works")),
    broken("E209", "an unknown kind in a section", ("answer: phone", "answer: ¦fone")),
    broken("E210", "a list for a day", ("        earliest: 30", "        ¦list: lists/points.csv\n        earliest: 30")),
    broken("E210", "a day for a place", ("    elsewhere: yes", "    ¦latest: today")),
    broken("E210", "a phone number from the visit list", ("answer: phone", "answer: phone\n        ¦known from: visit.point")),
    broken("E210", "a message from the visit list", ("    then: finish", "    ¦known from: visit.point")),
    broken("E210", "a message that is private", ("    then: finish", "    ¦private: yes")),
]

VALUES = [
    broken("E211", "a phone number for everybody", ("answer: phone", "answer: phone\n        private: ¦no")),
    broken("E211", "a jump that is none", (JUMP, "      yes: ¦goto clean")),
    broken("E211", "a message that leads nowhere", ("then: finish", "then: ¦the end")),
    broken("E211", "a last try that starts a survey", ("    to: 365", "    to: 365\n    after the last try: ¦start other")),
    broken("E211", "an unknown kind of column", ("point: answer", "point: ¦place")),
    broken("E430", "a day in words", ("latest: today", "latest: ¦tomorrow")),
    broken("E430", "a day that is not in the calendar", ("latest: today", "latest: ¦2026-02-30")),
    broken("E211", "elsewhere, perhaps", ("elsewhere: yes", "elsewhere: ¦perhaps")),
    broken("E212", "a name of 50 letters", ("text up to 20", "¦text up to 50")),
    broken("E213", "visits of some time", ("visits from the last: 3 days", "visits from the last: ¦a while")),
    broken("E605", "a visit without a way", ("2 hours later, by sms", "¦2 hours later")),
    broken("E605", "a visit without a time", ("2 hours later, by sms", "¦soon, by sms")),
    broken("E430", "days the wrong way round", ("earliest: 30 days ago", "earliest: ¦30 days ahead")),
    broken(
        "E430",
        "fixed days the wrong way round",
        ("earliest: 30 days ago", "earliest: ¦2026-02-01"),
        ("latest: today", "latest: 2026-01-31"),
    ),
    broken(
        "E430",
        "before the usual earliest day",
        ("        earliest: 30 days ago\n", ""),
        ("latest: today", "latest: ¦2 years ago"),
    ),
]

SECTIONS = [
    broken("E217", "a section of nothing", ("  - question: bye", "  - ¦section: end\n    questions: []\n  - question: bye")),
    broken("E217", "a section without questions", ("  - question: bye", "  - ¦section: end\n  - question: bye")),
    broken(
        "E217",
        "a section in a section",
        (
            "- question: since\n",
            "- ¦section: inner\n        questions:\n          - question: x\n            ask: X?\n"
            "            answer: phone\n      - question: since\n",
        ),
    ),
    broken("E301", "a sign in place of words", ("only if: works is no", "only if: ¦works != yes")),
    broken("E301", "a section's condition", ("only if: works is no", "only if: ¦the pump is broken")),
    broken(
        "E305",
        "a section's condition with both words",
        ("only if: works is no", "only if: ¦works is no and works is no or channel is call"),
    ),
]

LIMITS = [
    broken("E219", "60 jumps", (JUMP, "".join(f"      {'¦' * (n == 30)}a{n}: finish\n" for n in MANY).rstrip("\n"))),
    broken("E219", "60 steps", (FIND, "".join(f"      {'¦' * (n == 6)}c{n}: Which?\n" for n in MANY))),
    broken("E219", "60 columns", ("  point: answer\n", "".join(f"  {'¦' * (n == 40)}c{n}: answer\n" for n in MANY))),
    broken("E219", "60 dial codes", ('"*120*77#"', "¦[" + ", ".join(f'"*120*{n}#"' for n in MANY) + "]")),
    broken(
        "E219",
        "60 lines of a condition",
        ("only if: works is no", "only if any of: ¦[" + ", ".join(["works is no"] * 60) + "]"),
    ),
    broken(
        "E219",
        "41 questions, some in a section",
        (
            "      - question: since",
            "".join(f"      - {'¦' * (n == 36)}question: q{n}\n        ask: X?\n        answer: phone\n" for n in range(40))
            + "      - question: since",
        ),
    ),
    broken(
        "E219",
        "41 sections",
        (
            "  - question: bye",
            "".join(
                f"  - {'¦' * (n == 39)}section: s{n}\n    questions: [{{ question: bye, ask: X?, answer: phone }}]\n"
                for n in range(41)
            )
            + "  - question: bye",
        ),
    ),
]

SLIPS = [
    broken("E105", "a dial code without quotes in brackets", ('"*120*77#"', '["*120#", ¦*120*77#]')),
    broken("E107", "the end of a text, and more", ("rules:", "...\n¦rules:")),
    broken("E112", "a number sign at the start", ("title: The", "title: ¦#1 The")),
    broken("E112", "a bracket at the start", ("ask: Nearly done.", "ask: ¦[point] is nearly done.")),
    broken("E112", "a language in braces at the start", ("ask: Nearly done.", "ask: ¦{point: x} is nearly done.")),
    broken("E114", "a line one space too far out", ("    elsewhere: yes", "   ¦elsewhere: yes")),
    broken("E118", "a space that does not break, in front", ("  use visits", "¦\u00a0\u00a0use visits")),
    broken("E118", "a space that does not break, behind a colon", ("ask: Nearly", "ask:¦\u00a0Nearly")),
    broken("E118", "a space that does not break, behind a dash", ("  - question: bye", "  -¦\u00a0question: bye")),
    broken("E120", "no space behind the colon, and a line below", ("  point: answer", "  ¦point:answer")),
    broken("E120", "a brace too many", ("languages: { en: English }", "languages: { en: English }¦}")),
    broken("E120", "a brace too many, with a space", ("languages: { en: English }", "languages: { en: English } ¦}  # all")),
    broken("E120", "a brace too many on a line of its own", ("languages: { en: English }", "languages: {\n  en: English }¦}")),
    broken("E120", "a variable within braces", ("languages: { en: English }", "languages: { en: ¦English {for all} }")),
    broken("E120", "a variable on a line of its own", ("languages: { en: English }", "languages: {\n  en: ¦Say {it} }")),
    broken("E120", "a note that hides the end of a bracket", ("languages: { en: English }", "languages: ¦{ en: English #1 }")),
]

LISTS = [
    broken("E320", "a list that is not here", ("lists/points.csv", "¦lists/point.csv")),
    broken("E320", "a way out of the folder", ("lists/points.csv", "¦lists/../points.csv")),
    broken("E320", "another folder", ("lists/points.csv", "¦/etc/passwd")),
    broken("E415", "a column the list does not have", ("      district: Which", "      ¦distrikt: Which")),
    broken("E415", "a column that is no group", ("      district: Which", "      ¦also: Which")),
    broken("E416", "the name before the group", (FIND, "      code: Code?\n      ¦name: Name?\n      district: District?\n")),
    broken("E416", "the code behind the group", (FIND, "      district: District?\n      ¦code: Code?\n      name: Name?\n")),
    broken("E202", "a group and no name", (FIND, "      ¦code: Code?\n      district: District?\n")),
    broken("E202", "nothing but a group", (FIND, "      ¦district: District?\n")),
    broken("E435", "another place, and no list", (FIND, "      code: Code?\n"), ("    elsewhere", "    ¦elsewhere")),
]

ROWS = [*SHAPES, *NAMES, *VALUES, *SECTIONS, *SLIPS, *LIMITS, *LISTS]
