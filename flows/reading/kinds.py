"""The keys of each kind of answer -> its dataclass. A new kind is one function here and one line in ``KINDS``."""

from __future__ import annotations

from collections.abc import Callable

from flows.model import Choice, Consent, Date, Day, Kind, Mark, Message, Number, Option, Phone, Rating, Text, Texts, YesNo
from flows.reading import keys, quantities
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.keys import LARGEST, MOST_CHOICES, MOST_ENTRIES
from flows.reading.place import read_place
from flows.reading.shapes import Whole
from flows.reading.tree import Entry, Group
from flows.reading.wording import Path, Wordings

ANY_NUMBER = Whole(0, LARGEST)


def read_kind(word: str, fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind | None:
    """The kind of answer of one question, ``None`` if what it needs cannot be read."""
    return KINDS[word](fields, wordings, where, findings)


def check_name(name: str, mark: Mark, findings: Findings, *, of_choice: bool = False) -> None:
    """Notes a name that is malformed or that means something in conditions."""
    if not quantities.NAME.fullmatch(name):
        refuse_name(name, mark, findings)
    elif name in quantities.RESERVED or (name in {"yes", "no"} and not of_choice):
        findings.add("E206", mark, name=name, where="in conditions")


def refuse_name(name: str, mark: Mark, findings: Findings) -> None:
    findings.add("E205", mark, name=name[:60], also="_", longest=30, fixed=quantities.fixed_name(name))


def _choice(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind | None:
    fields.require("choices")
    group = fields.group("choices")
    if group is None:
        return None
    mark = fields.key_mark("choices")
    if len(group.entries) > MOST_CHOICES:
        findings.add("E402", mark, count=len(group.entries))
    elif len(group.entries) < 2:
        findings.add("E401", mark)
    options = tuple(_option(entry, wordings, where, findings) for entry in group.entries[: MOST_CHOICES + 1])
    return Choice(options)


def _option(entry: Entry, wordings: Wordings, where: Path, findings: Findings) -> Option:
    check_name(entry.key, entry.mark, findings, of_choice=True)
    node, extra = entry.value, Fields(Group((), entry.mark), keys.CHOICE, f"The choice *{entry.key}*", findings)
    if isinstance(node, Group):
        own = tuple(e for e in node.entries if keys.fold(e.key) in keys.CHOICE)
        extra = Fields(Group(own, node.mark), keys.CHOICE, extra.parent, findings)
        node = Group(tuple(e for e in node.entries if e not in own), node.mark, node.inline)
    label = wordings.texts(node, entry.key, (*where, "choices", entry.key))
    words = extra.texts("also")
    extra.limit("also", len(words), "further words", MOST_ENTRIES)
    also = tuple(word.text for word in words[:MOST_ENTRIES])
    return Option(entry.key, label, also, _press(extra), entry.mark)


def _press(extra: Fields) -> int | None:
    return extra.number("press") or None


def _yes_or_no(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind:
    return YesNo()


def _rating(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind:
    low, high = fields.number("from", ANY_NUMBER), fields.number("to", ANY_NUMBER)
    unsure = fields.yes_or_no("do not know")
    if low > 1 or not low + 2 <= high <= (8 if unsure else 10):
        most = "8, with *do not know*" if unsure else "10"
        findings.add("E413", fields.key_mark("to" if fields.has("to") else "from"), low=low, high=high, most=most)
    lowest, highest = (_texts_at(fields, key, wordings, where) for key in ("lowest", "highest"))
    return Rating(low, high, lowest, highest, unsure)


def _texts_at(fields: Fields, key: str, wordings: Wordings, where: Path) -> Texts | None:
    node = fields.node(key)
    return wordings.texts(node, key, (*where, key)) if node is not None else None


def _number(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind | None:
    if not fields.has("to"):
        findings.add("E410", fields.mark_of("answer"))
        return None
    low, high = fields.number("from"), fields.number("to") or LARGEST
    if low >= high:
        findings.add("E410", fields.mark_of("to"))
    return Number(low, high, fields.number("decimals"), _texts_at(fields, "unit", wordings, where))


def _text(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind:
    return Text(fields.number("longest"))


def _consent(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind | None:
    fields.require("consent to")
    purpose = fields.text("consent to")
    if purpose is not None and purpose not in keys.PURPOSES:
        findings.add("E424", fields.mark_of("consent to"), value=purpose[:60])
        return None
    return Consent(purpose) if purpose else None


def _date(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind:
    usual = Date()
    earliest, latest = _day(fields, "earliest", usual.earliest), _day(fields, "latest", usual.latest)
    if _reversed(earliest, latest):
        first, last = (fields.text(key) or fields.table[key].usual for key in ("earliest", "latest"))
        mark = fields.mark_of("earliest" if fields.has("earliest") else "latest")
        findings.add("E430", mark, why=f"*{first}* lies after *{last}*")
    return Date(earliest, latest)


def _day(fields: Fields, key: str, usual: Day) -> Day:
    text = fields.text(key)
    read = quantities.day(text) if text is not None else usual
    if read is None:
        fields.findings.add("E430", fields.mark_of(key), why=f"*{(text or '')[:40]}* is no day")
    return read or usual


def _reversed(earliest: Day, latest: Day) -> bool:
    """True if the first day is after the last; a fixed day and one counted from today cannot be compared here."""
    if earliest.fixed is not None and latest.fixed is not None:
        return earliest.fixed > latest.fixed
    return earliest.fixed is None and latest.fixed is None and earliest.ahead > latest.ahead


def _phone(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind:
    return Phone()


def _message(fields: Fields, wordings: Wordings, where: Path, findings: Findings) -> Kind:
    return Message()


KINDS: dict[str, Callable[[Fields, Wordings, Path, Findings], Kind | None]] = {
    "choice": _choice,
    "yes or no": _yes_or_no,
    "rating": _rating,
    "number": _number,
    "text": _text,
    "place": read_place,
    "date": _date,
    "phone": _phone,
    "consent": _consent,
    "message": _message,
}
