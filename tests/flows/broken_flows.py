"""Broken surveys, a row each: code, what is wrong, and the text with ``¦`` where the problem must be said to stand."""

from __future__ import annotations

from sound_flows import LAST, LONG, SOUND, TWO, Row, change, question

TEXT = [
    Row("E101", "over 200 KB", "¦" + SOUND + "# note\n" * 30_000),
    change("E103", "over 20 levels", ("close after: 3 days", "close after: " + "[" * 18 + "¦[[[")),
    change("E104", "a copy", ("title: The water point", "title: ¦*point")),
    change("E104", "an anchor", ("title: The", "title: ¦&point The")),
    change("E104", "a merge", ("  close after: 3 days", "  ¦<<: { close after: 3 days }")),
    change("E105", "a dial code without quotes", ('"*120*77#"', "¦*120*77#")),
    change("E105", "a dial code without quotes that the parser takes for a copy", ('"*120*77#"', "¦*120")),
    change("E106", "a tag", ("title: The", "title: ¦!!python/object/apply:os.system The")),
    change("E106", "a tag before a group", ("languages: {", "languages: ¦!!map {")),
    Row("E107", "a second survey", SOUND + "¦---\nsurvey: other\n"),
    Row("E107", "an order to the parser", "¦%YAML 1.1\n---\n" + SOUND),
    change("E108", "a key twice", ("owner: Ministry of Water", "owner: Ministry of Water\n¦owner: Ministry of Air")),
    change("E108", "a key twice in other letters", ("time zone: Africa/Maseru", "time zone: UTC\n¦Time_Zone: UTC")),
    change("E109", "a tab as indentation", ("  close after", "¦\tclose after")),
    change("E110", "two colons", ("title: The water point", "title: The water¦: a point")),
    change("E111", "a variable at the start", ("welcome: Ministry", "welcome: ¦{question count} Ministry")),
    change("E110", "two colons in braces", ("{ en: English }", "{ en: English¦: British }")),
    change("E111", "a variable alone", ("title: The water point", "title: ¦{keep days}")),
    change("E112", "an at sign at the start", ("title: The", "title: ¦@The")),
    change("E112", "a bar and text", ("title: The", "title: ¦| The")),
    change("E112", "a dash at the start", ("title: The", "title: ¦- The")),
    change("E113", "a quote within a quote", ("title: The water", "title: ¦'The chief's water")),
    change("E113", "a quote that ends nowhere", ("thank you: Thank", 'thank you: ¦"Thank')),
    change("E113", "a quote that swallows lines", ("title: The water point", 'title: ¦"The water\nformat: "1"')),
    change("E114", "a line too far in", ("    answer: number", "      ¦answer: number")),
    change("E114", "a line too far out", ("  close after: 3 days", "    close after: 3 days\n  ¦remind once after: 1 day")),
    change("E114", "a dash too far in", ("  - question: way", "    ¦- question: way")),
    change("E115", "a dash missing", ("  - question: broken_days", "  ¦question: broken_days")),
    change("E115", "a question in the keys of another", ("  - question: broken_days", "    ¦question: broken_days")),
    change("E115", "a question in two", ("    ask: For how many days", "  - ¦ask: For how many days")),
    change("E115", "a dash too much", ("owner: Ministry", "¦- owner: Ministry")),
    change("E116", "a key with nothing", ("owner: Ministry of Water", "¦owner:")),
    change("E116", "an empty point of a list", ('someone dials: "*120*77#"', 'someone dials:\n    - "*120*77#"\n    -¦')),
    change("E117", "a comma in braces", ("foot: On foot", "foot: { en: On foot, ¦or by donkey }")),
    change("E118", "a sign that turns the text", ("The water", "The ¦\u202ewater")),
    change("E118", "a control sign", ("The water", "The ¦\x07water")),
    change("E118", "a hidden sign as an escape", ("title: The water", 'title: ¦"The \\u202e"\nformat: 1\n# ')),
    change("E118", "a tab inside a text", ("title: The water", "title: ¦The\twater")),
    Row("E119", "nothing", "¦"),
    Row("E119", "a letter", "¦Dear ministry\n"),
    Row("E119", "a group of something else", "¦colour: blue\n"),
    Row("E119", "a list", "¦- survey\n"),
    change("E120", "a bracket that ends nowhere", ("close after: 3 days", "close after: ¦[3 days")),
    change("E120", "no space after the colon", ("owner: Ministry", "¦owner:Ministry")),
    change("E120", "a line that goes on too far out", ("water point work today?", "water\n  ¦point work today?")),
    change("E120", "a group as a key", ("title: The", "¦{a: b}: c\ntitle: The")),
    change("W121", "a text cut by a note", ("title: The water point", "title: ¦The water point #7")),
    change("N122", "hidden signs", ("title: The water", "title: ¦The wa\u00adter")),
]

KEYS = [
    change("E201", "an unknown key", ("owner: Ministry", "¦color: blue\nowner: Ministry")),
    change("E201", "an unknown key of a question", ("    only if: works is no", "    ¦onlyif: works is no")),
    change("E201", "an unknown rule", ("  close after", "  ¦close before: 1 day\n  close after")),
    change("E202", "no owner", ("survey: water", "¦survey: water"), ("owner: Ministry of Water\n", "")),
    change("E202", "no language", ("languages: { en: English }", "languages: ¦{}")),
    change("E202", "a question that asks nothing", ("- question: way\n    ask: How do you get there?", "- ¦question: way")),
    change("E203", "a rule at the top", ("owner: Ministry", "¦close after: 1 day\nowner: Ministry")),
    change("E204", "a group for a text", ("title: The water point", "title: ¦{ en: The water point }")),
    change("E204", "a text for a group", ("rules:\n  close after: 3 days", "rules: ¦quickly")),
    change("E204", "no number to text to", ("WATER to 40145", "¦WATER")),
    change("E204", "a list for a condition", ("only if: works is no", "only if: ¦[works is no]")),
    change("E205", "a survey name with a space", ("survey: water-point", "survey: ¦Water Point")),
    change("E205", "a question name with a letter too large", ("question: way", "question: ¦Way there")),
    change("E205", "a choice name that is a number", ("      foot: On", "      ¦1: On")),
    change("E206", "a reserved name", ("question: way", "question: ¦channel")),
    change("E206", "a question called yes", ("question: way", "question: ¦yes")),
    change("E208", "two questions of one name", ("question: way", "question: ¦works")),
    change("E209", "an unknown kind", ("answer: number", "answer: ¦numbr")),
    change("E210", "the key of another kind", ("answer: yes or no", "answer: yes or no\n    ¦longest: 20")),
    question("E210", "a message that may be skipped", "question: m\nask: Nearly done.\nanswer: message\n¦may be skipped: yes"),
    change("E211", "a value not in the list", ("counts as: headline", "counts as: ¦headlines")),
    change("E211", "perhaps", ("answer: yes or no", "answer: yes or no\n    may be skipped: ¦perhaps")),
    change("E211", "a last try that leads nowhere", ("answer: yes or no", "answer: yes or no\n    after the last try: ¦stop")),
    change("E211", "an unknown offer", ("close after: 3 days", "first screen offers: not now, ¦coffee")),
    change("E212", "four tries", ("answer: yes or no", "answer: yes or no\n    tries: ¦4")),
    change("E212", "a number in words", ("to: 365", "to: ¦many")),
    change("E213", "a length of time in letters", ("close after: 3 days", "close after: ¦three days")),
    change("E214", "hours the wrong way round", ("close after: 3 days", "text only between: ¦19:00 and 08:00")),
    change("E215", "an unknown time zone", ("Africa/Maseru", "¦Africa/Maserru")),
    Row("E216", "no questions", SOUND[: SOUND.index("questions:\n")] + "questions: ¦[]\n" + LAST),
    change("E218", "a later format", ("title: The", "format: ¦2\ntitle: The")),
    change("E219", "a title too long", ("title: The water point", "title: ¦" + "water " * 14)),
    change("E219", "a line too long", ("title: The", "¦title: The " + "water " * 400)),
    change("E219", "five languages", ("{ en: English }", "{ en: A, st: B, fr: C, sw: D, ¦km: E }")),
    Row(
        "E219",
        "41 questions",
        SOUND[: SOUND.index("  - question")]
        + "".join(f"  - {'¦' * (n == 40)}question: q{n}\n    ask: Is it well?\n    answer: yes or no\n" for n in range(41))
        + LAST,
    ),
    question("E220", "two titles alike", "question: w\nreport as: ¦Way\nask: And then?\nanswer: yes or no"),
    change("W221", "an accepted warning is gone", ("welcome:", "accepted: { ¦W620: Only after a bad visit. }\nwelcome:")),
    change("E222", "an accepted error", ("welcome:", "accepted: { ¦E620: Only after a bad visit. }\nwelcome:")),
    change("E222", "an accepted note", ("welcome:", "accepted: { ¦N526: Only after a bad visit. }\nwelcome:")),
    change("E223", "no reason", ("welcome:", "accepted: { ¦W620: so what }\nwelcome:")),
]

CONDITIONS = [
    change("E301", "no lines", ("only if: works is no", "only if any of: ¦[]")),
    change("E301", "no condition", ("works is no", "¦the pump is broken")),
    change("E301", "the second half", ("works is no", "works is no and ¦works")),
    change("E301", "two conditions", ("only if: works is no", "only if: works is no\n    ¦only if any of: [works is no]")),
    change("E302", "an unknown question", ("works is no", "¦work is no")),
    change("E303", "a later question", ("works is no", "¦clean is 1")),
    change("E303", "itself", ("works is no", "¦broken_days is 1")),
    change("E304", "no such answer", ("works is no", "¦works is broken")),
    change("E304", "beyond the scale", ("ask: How do", "only if: ¦clean is one of 1, 9\n    ask: How do")),
    change("E304", "a number with a zero before it", ("ask: How do", "only if: ¦broken_days is 007\n    ask: How do")),
    change("E305", "and with or", ("works is no", "¦works is no and works is yes or works was answered")),
    change("E306", "below a word", ("works is no", "¦works is below 3")),
    question(
        "E307",
        "what people write",
        "question: b\nonly if: ¦a is red\nask: And?\nanswer: yes or no",
        ("  - question: way", "  - question: a\n    ask: Tell us.\n    answer: text\n  - question: way"),
    ),
    change("E308", "a jump to nowhere", ("answer: yes or no", "answer: yes or no\n    after the last try: ¦go to cleen")),
    change("E309", "a jump backwards", ("answer: number", "answer: number\n    after the last try: ¦go to works")),
    change("E312", "both at once", ("works is no", "¦works is no and works is yes")),
    change("E312", "a channel nobody comes by", ("works is no", "¦channel is ussd"), ('  someone dials: "*120*77#"\n', "")),
    change(
        "E312",
        "only together with an earlier condition",
        ("ask: How do", "only if: ¦broken_days is above 3 and works is yes\n    ask: How do"),
    ),
    question(
        "E312",
        "a message answers nothing",
        "question: b\nonly if: ¦m was answered\nask: And?\nanswer: yes or no",
        ("  - question: way", "  - question: m\n    ask: Nearly done.\n    answer: message\n  - question: way"),
    ),
    change("W314", "true for everybody", ("works is no", "¦works was answered or works was not answered")),
    change("W314", "every channel", ("works is no", "¦channel is ussd or channel is sms")),
    change(
        "W315", "a jump to the next", ("answer: yes or no", "answer: yes or no\n    after the last try: ¦go to broken_days")
    ),
    change(
        "N316", "a question that was perhaps not asked", ("ask: How do", "only if: ¦broken_days is above 3\n    ask: How do")
    ),
    change("E321", "a former name in use", ("ask: How do", "formerly: ¦works\n    ask: How do")),
]

KINDS = [
    change("E401", "one choice", ("    choices:", "    ¦choices:"), ("      bus: By bus\n", "")),
    change(
        "E402",
        "21 choices",
        ("    choices:", "    ¦choices:"),
        ("      bus: By bus\n", "".join(f"      c{n}: Way c{n}\n" for n in range(20))),
    ),
    change("E403", "two labels alike", ("bus: By bus", "bus: ¦ON FOOT!")),
    change("E403", "another's further word", ("bus: By bus", "bus: { en: ¦By bus, also: [on foot] }")),
    change("E404", "a label is another's name", ("foot: On foot", "foot: ¦Bus")),
    change("E405", "press on one choice only", ("foot: On foot", "foot: { en: On foot, press: 1 }"), ("bus: By", "¦bus: By")),
    change(
        "E405",
        "press twice",
        ("foot: On foot", "foot: { en: On foot, press: 1 }"),
        ("bus: By bus", "¦bus: { en: By bus, press: 1 }"),
    ),
    change(
        "E406",
        "press with pages",
        ("foot: On foot", "¦foot: { en: On foot " + LONG + ", press: 2 }"),
        ("bus: By bus", "bus: { en: By bus " + LONG + ", press: 1 }"),
    ),
    change("W407", "a label that begins with a digit", ("bus: By bus", "bus: ¦2 buses")),
    change("W408", "a label that goes back", ("bus: By bus", "bus: ¦Back")),
    change("W409", "a label that stops", ("bus: By bus", "bus: ¦Stop")),
    change("E410", "from above to", ("to: 365", "from: 400\n    to: ¦365")),
    change("E410", "no to", ("answer: number\n    to: 365", "answer: ¦number")),
    change("E411", "zero skips", ("to: 365", "to: 365\n    may be skipped: ¦yes")),
    change("N412", "millions", ("to: 365", "to: ¦5000000")),
    change("E413", "a scale of two", ("answer: rating", "answer: rating\n    from: 1\n    ¦to: 2")),
    change("W414", "no end words", ("answer: rating\n    lowest: dirty\n", "answer: ¦rating\n")),
    change("W414", "ten steps", ("answer: rating", "answer: rating\n    to: ¦10")),
    change(
        "W423",
        "six pages",
        ("ask: How do", "ask: ¦How do"),
        (
            "      bus: By bus\n",
            "".join(f"      c{n}: Way {n} {LONG[:50]}\n" for n in range(10))
            .replace("Way 0", "A way")
            .replace("Way", "The way"),
        ),
    ),
    question("E424", "an unknown purpose", "question: c\nask: May we call you?\nanswer: consent\nconsent to: ¦sell my number"),
    question(
        "W425",
        "the same purpose twice",
        "question: c\nask: May we call you?\nanswer: consent\nconsent to: ¦call back",
        (
            "  - question: way",
            "  - question: d\n    ask: May we?\n    answer: consent\n    consent to: call back\n  - question: way",
        ),
    ),
    change("W426", "if unclear with one try", ("to: 365", "to: 365\n    tries: 1\n    ¦if unclear: Only a number, please.")),
    question("W428", "words for everybody", "question: t\nask: Tell us.\nanswer: text\nlongest: 60\nprivate: ¦no"),
    question("N429", "long words on a phone menu", "question: t\nask: Tell us.\nanswer: text\nlongest: ¦100"),
    change("E431", "a number as headline", ("answer: number", "answer: number\n    counts as: ¦headline")),
    question(
        "E431", "two headlines", "question: r\nask: And here?\nanswer: rating\nlowest: bad\nhighest: good\ncounts as: ¦headline"
    ),
    change("W432", "no headline", ("    counts as: headline\n", ""), ("questions:\n  - q", "questions:\n  ¦- q")),
    change(
        "N433",
        "a late headline",
        (
            "- question: clean",
            "- question: a1\n    ask: Is it near?\n    answer: yes or no\n  - question: a2\n    ask: Is it far?\n"
            "    answer: yes or no\n  - question: ¦clean",
        ),
    ),
]

WORDINGS = [
    change("E501", "a language missing", ("foot: { en: On foot, st: Ka maoto }", "foot: ¦{ en: On foot }"), base=TWO),
    change(
        "E502",
        "a language not declared",
        ("{ en: On foot, st: Ka maoto }", "{ en: On foot, st: Ka maoto, ¦sw: Kwa miguu }"),
        base=TWO,
    ),
    change(
        "E503", "one text for two languages", ("ask: { en: Does it work?, st: Na e sebetsa? }", "ask: ¦Does it work?"), base=TWO
    ),
    change("E504", "a bad language code", ("{ en: English }", "{ en: English, ¦english: English }")),
    change("E504", "a bad language code in a text", ("foot: On foot", "foot: { en: On foot, ¦English: On foot }")),
    change("E505", "a language the program does not know", ("st: Sesotho", "¦xh: isiXhosa"), base=TWO),
    change("E506", "an unknown word", ("rules:", "words: { ¦strat: Begin }\nrules:")),
    change("E506", "a word that is ours", ("rules:", "words:\n  ¦stopped: No more.\nrules:")),
    change("E507", "an unknown variable", ("Thank you. Your", "¦Thank you, {refrence}. Your")),
    change("E508", "an answer shown back", ("Thank you. Your", "¦Thank you, {way}. Your")),
    change("E508", "the reference too early", ("welcome: Ministry", "welcome: ¦Hello {reference}, Ministry")),
    change("E509", "a later answer", ("ask: Does the", "ask: ¦Does {way} the")),
    change("E512", "a lone brace", ("Thank you. Your", "¦Thank you. } Your")),
    change(
        "W513",
        "variables differ",
        ("en: Thank you very much.", "en: 'Thank you, {reference}.'"),
        ("st: Rea", "st: ¦Rea"),
        base=TWO,
    ),
    change("N515", "not translated", ("st: Rea leboha.", "st: ¦Thank you very much."), base=TWO),
    change("E520", "a screen too long", ("ask: Does the", "ask: ¦" + LONG * 3 + "Does the")),
    change("E520", "a thank-you too long", ("Thank you. Your", "¦Thank you. " + LONG * 3 + "Your")),
    change("E520", "a first screen too long", ("welcome: Ministry", "welcome: ¦" + LONG * 3 + "Ministry")),
    change("E520", "a word of the survey too long", ("rules:", "words: { gave up: { en: ¦" + LONG * 3 + " } }\nrules:")),
    change("E521", "a choice too long", ("ask: How do", "ask: ¦How do"), ("bus: By bus", "bus: By bus " + LONG * 3)),
    change("E522", "four messages", ("ask: Does the", "ask on sms: ¦" + LONG * 8 + "\n    ask: Does the")),
    change(
        "E522",
        "four messages together",
        (
            LAST,
            "".join(f"  - question: m{n}\n    ask: {'¦' * (n == 1)}{LONG * 2}\n    answer: message\n" for n in (1, 2, 3, 4))
            + LAST,
        ),
    ),
    change(
        "E520",
        "the first screen reached again from another language",
        ("A few questions.", "¦" + "a" * 144),
        ("st: Sesotho", "st: S"),
        base=TWO,
    ),
    change("W523", "two messages", ("ask: Does the", "ask on sms: ¦" + LONG * 3 + "\n    ask: Does the")),
    change("W524", "one letter with a hook", ("ask: Does the", "ask: ¦Doeš the")),
    change("W525", "a curly quote", ("ask: Does the", "ask: ¦Does “the” ")),
    change("N526", "signs that count twice", ("ask: Does the", "ask: ¦Does [this] the")),
    change("N527", "letters that not all phones have", ("{ en: English }", "{ ¦en: English }"), ("foot: On foot", "foot: ថ្ងៃ")),
    change("N528", "a question left out of the repeated screen", ("ask: Does the", "ask: ¦" + LONG * 2 + "?\n    # ")),
    change("W529", "a menu by hand", ("ask: Does the", "ask: ¦1. Yes 2. No Does the")),
    change("W530", "a key that does nothing", ("ask: Does the", "ask: ¦Press 7. Does the")),
    change("W531", "our own prefix", ("ask: Does the", "ask: ¦END Does the")),
]

STARTS = [
    change("E601", "no way in", ('  someone dials: "*120*77#"\n', ""), ("  someone texts: WATER to 40145\n", "  ¦{}\n")),
    change("E602", "no dial code", ('"*120*77#"', '¦"120 77"')),
    change("E603", "one dial code twice", ('"*120*77#"', '["*120*77#", ¦"*120*77#"]')),
    change("E603", "one keyword twice", ("WATER to", "¦WATER or Water to")),
    change("E604", "a keyword of two letters", ("WATER to", "¦WA to")),
    change("E604", "a stop word", ("WATER to", "¦STOP to")),
    change("E604", "a stop word of another language", ("WATER to", "¦Simama to")),
    change("E604", "the word for one's data", ("WATER to", "¦MYDATA to")),
    change("W608", "texts at night", ("close after: 3 days", "text only between: ¦06:00 and 20:00")),
    change("W609", "a reminder too late", ("close after: 3 days", "close after: 3 days\n  remind once after: ¦3 days")),
    change("W610", "open too long", ("close after: 3 days", "close after: ¦3 weeks")),
    change(
        "E611", "the number gone too soon", ("close after: 3 days", "close after: 3 days\n  keep phone numbers for: ¦1 day")
    ),
    change("E612", "kept too long", ("close after: 3 days", "keep phone numbers for: ¦91 days")),
    change("E612", "not in days", ("close after: 3 days", "keep phone numbers for: ¦48 hours")),
    question(
        "E613",
        "another number of days",
        "question: c\nask: ¦May we call? We keep your number 7 days.\nanswer: consent\nconsent to: call back",
    ),
]

MANY = "".join(f"  - question: q{n}\n    ask: Is number {n} well?\n    answer: yes or no\n" for n in range(12))

SIZE = [
    change(
        "W620",
        "15 questions on a phone menu",
        ("questions:\n  - question: works", f"questions:\n  ¦{MANY[2:]}  - question: works"),
    ),
    change(
        "W621", "15 questions by text", ("questions:\n  - question: works", f"questions:\n  ¦{MANY[2:]}  - question: works")
    ),
    change(
        "W622",
        "over two minutes",
        ("questions:\n  - question: works", f"questions:\n  ¦{MANY[2:][: MANY.index('  - question: q6')]}- question: works"),
    ),
    change("W623", "over three minutes", ("questions:\n  - question: works", f"questions:\n  ¦{MANY[2:]}  - question: works")),
    change(
        "W624",
        "too few promised",
        ("welcome: Ministry of Water asks a few questions.", "welcome: ¦Ministry of Water asks 2 questions."),
    ),
    change("W625", "ten minutes promised", ("welcome: Ministry", "welcome: ¦This takes 10 minutes. Ministry")),
    question("W630", "typing on a phone menu", "question: t\nask: Tell us.\nanswer: ¦text\nlongest: 60"),
]

ROWS = [*TEXT, *KEYS, *CONDITIONS, *KINDS, *WORDINGS, *STARTS, *SIZE]
