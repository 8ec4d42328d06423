"""The surveys of the country, written in the survey language, and the lists of their places.

Sesotho, Kiswahili and Khmer are drafts: they wait for a first-language reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from gateway.traffic.nation import Facility, Office, Topic, Words

REASONS: dict[str, dict[str, str]] = {
    "waiting": {"en": "The waiting", "st": "Ho ema", "sw": "Kusubiri", "km": "រង់ចាំ"},
    "staff": {"en": "The staff", "st": "Basebetsi", "sw": "Wafanyakazi", "km": "បុគ្គលិក"},
    "medicine": {"en": "Medicine missing", "st": "Meriana e sieo"},
    "papers": {"en": "A paper missing", "sw": "Hati ilikosekana", "km": "ខ្វះឯកសារ"},
    "money": {"en": "Asked for money", "st": "Ba kopile chelete", "sw": "Pesa zaidi", "km": "ទារលុយ"},
    "dirt": {"en": "Not clean", "st": "Litsila", "sw": "Uchafu", "km": "មិនស្អាត"},
    "other": {"en": "Other", "st": "Tse ling", "sw": "Nyingine", "km": "ផ្សេង"},
}
LANGUAGES = {"en": "English", "st": "Sesotho", "sw": "Kiswahili", "km": "Khmer"}

_WELCOME = {
    "en": "{owner}: how was {subject}? A few questions, free. Text STOP to end.",
    "st": "{owner}: {subject} le bile joang? Lipotso tse seng kae, mahala. Romela STOP ho emisa.",
    "sw": "{owner}: {subject} ilikuwaje? Maswali machache, ni bure. Tuma STOP kusitisha.",
    "km": "{owner}៖ {subject}ល្អទេ? មិនអស់លុយទេ។ ផ្ញើ STOP ដើម្បីឈប់។",
}
_WELCOME_USSD = {
    "en": "{owner}: how was {subject}? A few questions, free.",
    "st": "{owner}: {subject} le bile joang? Lipotso tse seng kae, mahala.",
    "sw": "{owner}: {subject} ilikuwaje? Maswali machache, ni bure.",
    "km": "{owner}សុំយោបល់។ មិនអស់លុយទេ។",
}
_ASK: dict[str, dict[str, str]] = {
    "facility": {"en": "Where was it?", "st": "E ne e le hokae?", "sw": "Ilikuwa wapi?", "km": "នៅទីណា?"},
    "code": {
        "en": "Type the 4-digit code on the poster.",
        "st": "Ngola khoutu ea linomoro tse 4 e phousetareng.",
        "sw": "Andika namba 4 zilizo kwenye bango.",
        "km": "វាយលេខកូដ ៤ ខ្ទង់",
    },
    "district": {"en": "Which district?", "st": "Setereke sefe?", "sw": "Wilaya gani?", "km": "ខេត្តណា?"},
    "name": {"en": "Which one?", "st": "Ke efe?", "sw": "Kipi?", "km": "មួយណា?"},
    "service": {"en": "What was it for?", "st": "E ne e le ka lebaka lefe?", "sw": "Ilikuwa kwa ajili gani?", "km": "សេវាអ្វី?"},
    "satisfied": {
        "en": "How satisfied were you?",
        "st": "U khotsofetse hakae?",
        "sw": "Uliridhika kiasi gani?",
        "km": "ពេញចិត្តទេ?",
    },
    "reason": {"en": "What was the main problem?", "st": "Bothata bo boholo e ne e le bofe?", "sw": "Tatizo kuu lilikuwa nini?",
               "km": "បញ្ហាចម្បង?"},
    "minutes": {
        "en": "How many minutes did you wait?",
        "st": "U emetse metsotso e mekae?",
        "sw": "Ulisubiri dakika ngapi?",
        "km": "រង់ចាំប៉ុន្មាននាទី?",
    },
    "staff": {
        "en": "How did the staff treat you?",
        "st": "Basebetsi ba u tsoere joang?",
        "sw": "Wafanyakazi walikuhudumia vipi?",
        "km": "បុគ្គលិកល្អទេ?",
    },
    "clean": {
        "en": "How clean was the place?",
        "st": "Sebaka se ne se hloekile hakae?",
        "sw": "Mahali palikuwa safi kiasi gani?",
        "km": "ស្អាតទេ?",
    },
    "comment": {
        "en": "What should be better? Please write no names.",
        "st": "Ke eng e lokelang ho ntlafala? U se ngole mabitso.",
        "sw": "Nini kiboreshwe? Usiandike majina.",
        "km": "គួរកែអ្វី? កុំសរសេរឈ្មោះ។",
    },
    "thanks": {
        "en": "Thank you. Reference: {reference}",
        "st": "Rea leboha. Nomoro: {reference}",
        "sw": "Asante. Kumb {reference}",
        "km": "សូមអរគុណ! {reference}",
    },
}  # fmt: skip
_LOWEST = {"en": "not at all", "st": "hampe", "sw": "hapana", "km": "អន់"}
_HIGHEST = {"en": "very", "st": "haholo", "sw": "sana", "km": "ល្អ"}
REWORDED = {
    "en": "How many minutes was it until you were served?",
    "st": "Ho nkile metsotso e mekae hore u thusoe?",
    "sw": "Ilichukua dakika ngapi hadi uhudumiwe?",
    "km": "ប៉ុន្មាននាទីទើបបានសេវា?",
}
"""Another wording of the question after the wait: what a change of a survey looks like on every trend."""

LIST = "lists/places.csv"
COMMENT = "comment"
"""The question that people answer in their own words."""
_WHY = "A country to look at, with something of every kind; nobody is asked."
_ACCEPTED = {"st": ("W621",), "sw": ("W621",), "km": ("W621", "W523")}


def reasons_of(office: Office) -> tuple[str, ...]:
    """The main problems that a ministry's surveys offer, in their order: those that can be said in its language."""
    return tuple(reason for reason, words in REASONS.items() if office.language in words)


def places(facilities: Sequence[Facility]) -> bytes:
    """The place list of a ministry."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("code", "name", "short", "district"))
    rows.writerows((each.code, each.name, each.short, each.district) for each in facilities)
    return out.getvalue().encode()


def survey(office: Office, topic: Topic, *, reworded: bool = False) -> str:
    """A survey's text; ``reworded`` gives its second version, which asks after the wait in other words."""
    return "\n".join(_lines(office, topic, reworded)) + "\n"


def _lines(office: Office, topic: Topic, reworded: bool) -> Iterator[str]:
    spoken = ("en", office.language)
    yield from (
        "# Made up, with everything that is said in it. Sesotho, Kiswahili and Khmer are drafts.",
        f"survey: {topic.survey}", f"title: {topic.survey.replace('-', ' ').capitalize()}", f"owner: {office.short['en']}",
        f"time zone: {office.zone}", "", "languages:", *(f"  {each}: {LANGUAGES[each]}" for each in spoken),
        "language known from: visit.language", "", "starts when:", "  a visit is recorded: 2 hours later, by sms",
        f'  someone dials: "{topic.dial}"', f"  someone texts: {topic.word} to {topic.short_code}", "", "visit columns:",
        "  facility: answer", "  service: answer", "  language: language", "", "rules:",
        "  one answer per phone every: 7 days", '  text only between: 08:00 and 19:00', "  close after: 3 days",
        "  resume a dropped call within: 30 minutes", "  use visits from the last: 3 days", "  keep phone numbers for: 30 days",
        "  first screen offers: [not now]",
        "", "accepted:",
        *(f"  {code}: {_WHY}" for code in _ACCEPTED[office.language]), "",
        "welcome:", *_each(_welcome(office, topic, _WELCOME), spoken),
        "welcome on ussd:", *_each(_welcome(office, topic, _WELCOME_USSD), spoken), "", "questions:",
    )  # fmt: skip
    yield from _place(spoken)
    yield from _choice("service", "Service", spoken, {s.key: s.labels for s in topic.services}, "known from: visit.service")
    yield from _rating("satisfied", "Satisfaction (1-5)", spoken, "counts as: headline", dont_know=True)
    reasons = {key: REASONS[key] for key in reasons_of(office)}
    yield from _choice("reason", "Main problem", spoken, reasons, "counts as: main reason", "only if: satisfied is below 4")
    yield from _minutes(spoken, reworded)
    yield from _rating("staff", "Treatment by staff (1-5)", spoken)
    yield from _rating("clean", "Cleanliness (1-5)", spoken)
    yield from _question(COMMENT, "Comment", spoken, "counts as: comment", "only if: satisfied is below 4 and channel is sms")
    yield from ("    answer: text", "    longest: 160", "    may be skipped: yes", "", "thank you:")
    yield from _each(_ASK["thanks"], spoken)


def _welcome(office: Office, topic: Topic, wording: Words) -> Words:
    return {each: wording[each].format(owner=office.short[each], subject=topic.subject[each]) for each in office.short}


def _question(name: str, title: str, spoken: Sequence[str], *more: str, ask: Words | None = None) -> Iterator[str]:
    yield from ("", f"  - question: {name}", f"    report as: {title}", *(f"    {line}" for line in more), "    ask:")
    yield from _each(ask or _ASK[name], spoken, "      ")


def _place(spoken: Sequence[str]) -> Iterator[str]:
    yield from _question("facility", "Place", spoken, "known from: visit.facility")
    yield from ("    answer: place", f"    list: {LIST}", "    find by:")
    for column in ("code", "district", "name"):
        yield f"      {column}:"
        yield from _each(_ASK[column], spoken, "        ")


def _choice(name: str, title: str, spoken: Sequence[str], options: Mapping[str, Words], *more: str) -> Iterator[str]:
    yield from _question(name, title, spoken, *more)
    yield from ("    answer: choice", "    choices:")
    for key, labels in options.items():
        said = ", ".join(f'{each}: "{labels[each]}"' for each in spoken)
        yield f"      {key}: {{ {said} }}"


def _rating(name: str, title: str, spoken: Sequence[str], *more: str, dont_know: bool = False) -> Iterator[str]:
    yield from _question(name, title, spoken, *more)
    yield from ("    answer: rating", "    from: 1", "    to: 5")
    for end, words in (("lowest", _LOWEST), ("highest", _HIGHEST)):
        yield f"    {end}: {{ {', '.join(f'{each}: {words[each]}' for each in spoken)} }}"
    if dont_know:
        yield "    do not know: yes"


def _minutes(spoken: Sequence[str], reworded: bool) -> Iterator[str]:
    ask = {**_ASK["minutes"], **(REWORDED if reworded else {})}
    yield from _question("minutes", "Wait (minutes)", spoken, "counts as: waiting minutes", ask=ask)
    yield from ("    answer: number", "    from: 0", "    to: 600", "    tries: 2", "    after the last try: skip")


def _each(words: Words, spoken: Sequence[str], margin: str = "  ") -> Iterator[str]:
    return (f'{margin}{each}: "{words[each]}"' for each in spoken)
