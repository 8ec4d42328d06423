"""What people of the country write when they are asked what should be better: small banks, by language and main problem.

Sesotho, Kiswahili and Khmer are drafts. The numbers are of ranges kept for fiction (UK 07700 900xxx, US 555-01xx).
"""

from __future__ import annotations

from random import Random

_BANK: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "waiting": (
            "The queue was too long and nobody told us why", "We waited the whole morning", "Only one counter was open",
            "Please call people in order, some were let in before us", "Come at six or you wait until noon",
        ),
        "staff": ("The lady at the desk shouted at us", "Nobody greeted us", "They talked on the phone while we waited"),
        "medicine": ("The medicine was finished", "They sent us to buy the tablets in town", "No syrup for the child again"),
        "papers": ("They asked for a paper nobody told us about", "Write on the door which papers are needed"),
        "money": ("They wanted money for a free form", "I paid extra to be served the same day"),
        "dirt": ("The toilets were dirty", "There was no water to wash our hands"),
        "other": ("The road to it is bad", "Please open on Saturdays", "It was fine in the end"),
    },
    "st": {
        "waiting": ("Re eme nako e telele haholo", "Mola o ne o le molelele", "Ho ne ho sebetsa motho a le mong feela"),
        "staff": ("Mooki o ile a re omanya", "Ha ho motho ea re lumelisitseng"),
        "medicine": ("Meriana e ne e felile", "Ba re rometse ho reka lipilisi toropong"),
        "money": ("Ba batlile chelete bakeng sa foromo ea mahala", "Ke lefile hore ke thusoe"),
        "dirt": ("Matloana a ne a le litsila", "Ho ne ho se na metsi"),
        "other": ("Tsela e mpe", "Ka kopo bulang ka Moqebelo"),
    },
    "sw": {
        "waiting": ("Foleni ilikuwa ndefu sana", "Tulisubiri asubuhi yote", "Dirisha moja tu lilikuwa wazi"),
        "staff": ("Mhudumu alitufokea", "Hakuna aliyetusalimia"),
        "papers": ("Waliomba hati ambayo hatukuambiwa", "Andikeni mlangoni hati zinazohitajika"),
        "money": ("Walitaka pesa kwa fomu ya bure", "Nililipa zaidi ili nihudumiwe"),
        "dirt": ("Vyoo vilikuwa vichafu", "Hapakuwa na maji ya kunawa"),
        "other": ("Barabara ni mbaya", "Tafadhali fungueni Jumamosi"),
    },
    "km": {
        "waiting": ("រង់ចាំយូរណាស់", "ជួរវែងពេក", "មានបញ្ជរតែមួយបើក"),
        "staff": ("បុគ្គលិកនិយាយមិនសមរម្យ", "គ្មានអ្នកស្វាគមន៍"),
        "papers": ("ទារឯកសារដែលមិនបានប្រាប់មុន", "សូមបិទប្រកាសឯកសារដែលត្រូវការ"),
        "money": ("ទារលុយលើទម្រង់ឥតគិតថ្លៃ", "បង់លុយបន្ថែមទើបបាន"),
        "dirt": ("បន្ទប់ទឹកកខ្វក់", "គ្មានទឹកលាងដៃ"),
        "other": ("ផ្លូវពិបាក", "សូមបើកថ្ងៃសៅរ៍"),
    },
}  # fmt: skip
_DANGER: dict[str, tuple[str, ...]] = {
    "en": (
        "My sister died because there was no oxygen",
        "A guard beat an old man at the gate",
        "He touched my daughter, I am afraid",
    ),
    "st": ("Ngoan'eso o shoele hobane ho ne ho se na oxygen", "Molebeli o otlile monna-moholo"),
    "sw": ("Dada yangu alikufa kwa sababu hapakuwa na oksijeni", "Mlinzi alimpiga mzee getini"),
    "km": ("បងស្រីខ្ញុំស្លាប់ព្រោះគ្មានអុកស៊ីសែន", "អ្នកយាមវាយមនុស្សចាស់"),
}
_CALL_ME = {"en": "{words}. Call me on {number}", "st": "{words}. Nteletse ho {number}", "sw": "{words}. Nipigie {number}",
            "km": "{words} ទូរស័ព្ទ {number}"}  # fmt: skip
DANGEROUS, NUMBERED = 0.006, 0.03
"""How many comments of all tell of danger, and how many hold a phone number."""


def comment(luck: Random, language: str, reason: str) -> str:
    """A remark of somebody whose main problem is ``reason``; now and then one of danger, or with a phone number in it."""
    bank = _BANK[language]
    words = luck.choice(bank.get(reason) or bank["other"])
    drawn = luck.random()
    if drawn < DANGEROUS:
        return luck.choice(_DANGER[language])
    if drawn < DANGEROUS + NUMBERED:
        return _CALL_ME[language].format(words=words, number=_fictional(luck))
    return words


def _fictional(luck: Random) -> str:
    last = luck.randrange(100)
    forms = (f"07700 9001{last:02d}", f"+44 7700 9001{last:02d}", f"+1 202 555 01{last:02d}", f"202-555-01{last:02d}")
    return luck.choice(forms)
