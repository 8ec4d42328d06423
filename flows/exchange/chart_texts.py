"""The texts of a flow definition in its languages: its own language in the items, the others under ``localization``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.exchange.form_texts import plain
from flows.exchange.language_codes import two_letters
from flows.reading.keys import MOST_LANGUAGES
from flows.reading.quantities import LANGUAGE

_UNSAID = ("", "base", "und")
"""What stands where a definition does not say its language."""
_NAMES = {"en": "English", "fr": "Français", "sw": "Kiswahili", "st": "Sesotho", "km": "ខ្មែរ"}


@dataclass(slots=True)
class ChartTexts:
    languages: dict[str, str] = field(default_factory=dict)
    _written: dict[str, str] = field(default_factory=dict)
    """Our code -> the definition's."""
    _localized: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, definition: Mapping[str, Any]) -> ChartTexts:
        localized = definition.get("localization")
        localized = localized if isinstance(localized, dict) else {}
        made = cls(_localized=localized)
        for written in [str(definition.get("language") or ""), *map(str, localized)][: MOST_LANGUAGES + 1]:
            code = "en" if written in _UNSAID else two_letters(written)
            if LANGUAGE.fullmatch(code) and code not in made.languages and len(made.languages) < MOST_LANGUAGES:
                made.languages[code] = _NAMES.get(code, code)
                made._written[code] = written
        if not made.languages:
            made.languages["en"] = "English"
        return made

    def of_item(self, item: Mapping[str, Any], key: str) -> dict[str, str]:
        """A text of an item in every language; a language that lacks it has the main one's."""
        own = plain(str(item.get(key) or ""))
        return {code: own if at == 0 else self._other(code, item, key) or own for at, code in enumerate(self.languages)}

    def words_of_item(self, item: Mapping[str, Any]) -> tuple[str, ...]:
        """The arguments of a case in all languages, each word once."""
        found = [*_words(item.get("arguments"))]
        for code in list(self.languages)[1:]:
            found += _words(self._localization(code, item).get("arguments"))
        return tuple(dict.fromkeys(found))

    def _other(self, code: str, item: Mapping[str, Any], key: str) -> str:
        texts = self._localization(code, item).get(key)
        return plain(str(texts[0])) if isinstance(texts, list) and texts and texts[0] else ""

    def _localization(self, code: str, item: Mapping[str, Any]) -> Mapping[str, Any]:
        of_language = self._localized.get(self._written.get(code, ""), {})
        found = of_language.get(str(item.get("uuid")), {}) if isinstance(of_language, dict) else {}
        return found if isinstance(found, dict) else {}


def dicts(value: object) -> list[Mapping[str, Any]]:
    """The objects of a JSON list; none if it is no list."""
    return [each for each in listed(value) if isinstance(each, dict)]


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(arguments: object) -> list[str]:
    return [str(each) for each in listed(arguments) if each]
