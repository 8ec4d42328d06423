"""Translations that may be out of date: their main text changed and they did not."""

from __future__ import annotations

from dataclasses import dataclass

from flows.comparing.pair import pair
from flows.model import Flow
from flows.texts import Path, texts_of


@dataclass(frozen=True, slots=True)
class Stale:
    """A translation that stayed as it was. ``path`` is where it stands, the language last, as the reader's marks have it."""

    path: tuple[str, ...]
    question: str
    language: str
    main_before: str
    main_after: str
    text: str


def stale_translations(old: Flow, new: Flow) -> tuple[Stale, ...]:
    """Every text whose main wording differs from the old version's while another language kept its words (W514).

    The main language is the new version's. Questions are matched by name, then by ``formerly``; a text that is new in either
    language is not stale.
    """
    continued = pair(old, new).continued
    before = texts_of(old)
    found: list[Stale] = []
    for path, texts in texts_of(new).items():
        question = path[1] if path[0] == "questions" else ""
        was = before.get(_old_path(path, continued), {})
        main_before, main_after = was.get(new.main_language, ""), texts.get(new.main_language, "")
        if not main_before or not main_after or main_before == main_after:
            continue
        found += [
            Stale((*path, code), question, code, main_before, main_after, text)
            for code, text in texts.items()
            if code != new.main_language and was.get(code) == text
        ]
    return tuple(found)


def _old_path(path: Path, continued: dict[str, str]) -> Path:
    return ("questions", continued.get(path[1], ""), *path[2:]) if path[0] == "questions" else path
