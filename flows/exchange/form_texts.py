"""The labels of a spreadsheet form in the languages of its columns: ``label``, or ``label::English (en)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.exchange.sheet import Row
from flows.model import Wording
from flows.reading.keys import MOST_LANGUAGES
from flows.reading.quantities import LANGUAGE

_LANGUAGE = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<code>[A-Za-z]{2,3})(?:-[A-Za-z0-9]+)?\))?")
_CODES = {
    "english": "en", "french": "fr", "français": "fr", "francais": "fr", "swahili": "sw", "kiswahili": "sw",
    "sesotho": "st", "khmer": "km",
}  # fmt: skip
_MARKS = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*|__(\S(?:.*?\S)?)__|<[^>]*>|^#+\s*")


@dataclass(slots=True)
class FormTexts:
    """The languages of a form by code, the main one first, and the texts of a row in them."""

    languages: dict[str, str] = field(default_factory=dict)
    too_many: list[str] = field(default_factory=list)
    """Languages beyond what a survey may have."""
    _columns: dict[str, str] = field(default_factory=dict)
    """The column's language as written (empty for plain columns) -> code."""

    @classmethod
    def of(cls, columns: Sequence[str], default: str) -> FormTexts:
        """``default`` is the form's own main language as it writes it; empty if it does not say."""
        written = [c.split("::", 1)[1].strip() for c in columns if c.startswith("label::")]
        if "label" in columns or not written:
            written.insert(0, "")
        written.sort(key=lambda each: not default or _language(each) != _language(default))
        made = cls()
        for each in written:
            name, code = _language(each or default or "English (en)")
            if len(made.languages) >= MOST_LANGUAGES and code not in made.languages:
                made.too_many.append(each)
                continue
            made.languages.setdefault(code, name)
            made._columns[each] = code
        return made

    @property
    def main(self) -> str:
        return next(iter(self.languages))

    def of_row(self, row: Row, column: str) -> dict[str, str]:
        """The texts of one column in every language; empty where there is none."""
        found = dict.fromkeys(self.languages, "")
        for written, code in self._columns.items():
            text = row.get(f"{column}::{written}") if written else row.get(column)
            found[code] = found[code] or text or (row.get(column) if len(self.languages) == 1 else "")
        return found

    def complete(self, row: Row, column: str, otherwise: str = "") -> dict[str, str]:
        """The same as wordings; what a language lacks is the main one's, or ``otherwise``."""
        texts = {code: plain(text) for code, text in self.of_row(row, column).items()}
        main = texts[self.main] or otherwise
        return {code: text or main for code, text in texts.items()}

    def asked(self, row: Row) -> Wording:
        """The label with its hint behind it, and our own columns for one channel."""
        labels, hints = self.of_row(row, "label"), self.of_row(row, "hint")
        texts = {code: plain(f"{labels[code]} {hints[code]}") for code in self.languages}
        on = {channel: {c: plain(t) for c, t in self.of_row(row, channel).items() if t} for channel in ("ussd", "sms")}
        return Wording(
            {code: text or texts[self.main] for code, text in texts.items()},
            {channel: own for channel, own in on.items() if own},
        )


def plain(text: str) -> str:
    """A label as a wording: no marks of Markdown or HTML, braces doubled, single spaces."""
    text = _MARKS.sub(lambda found: found[1] or found[2] or "", text)
    return " ".join(text.replace("{", "{{").replace("}", "}}").split())


def _language(written: str) -> tuple[str, str]:
    """``English (en)`` -> name and code; a name without a code is looked up, or its first letters stand for it."""
    found = _LANGUAGE.fullmatch(written)
    name = found["name"].strip() if found else written
    code = (found["code"] or "").lower() if found else ""
    code = code or _CODES.get(name.casefold(), "") or (name.lower() if LANGUAGE.fullmatch(name.lower()) else name[:2].lower())
    return name, code if LANGUAGE.fullmatch(code) else "xx"
