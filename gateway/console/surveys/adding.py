"""A new question as its form sends it: name, kind, wordings, choices, and of whom it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import BadRequest

if TYPE_CHECKING:
    from gateway.editing.acting import Deed
    from gateway.editing.desk import Desk

OF_KIND = {"number": ("from", "to"), "rating": (), "consent": ("consent to",), "place": ("list",), "text": ("longest",)}
"""The keys that a new question of a kind may bring along."""
MOST_CHOICES = 20


def added(desk: Desk) -> tuple[str, Deed]:
    """The name of the new question, and the action that adds it. Raises ``BadRequest`` for a kind that there is not."""
    from flows.reading.keys import OF_KIND as KINDS
    from gateway.editing.cards import cards
    from gateway.editing.filled import condition, name_for

    filled, kind = request.form, request.form.get("kind", "")
    if kind not in KINDS:
        raise BadRequest
    asks = {key.removeprefix("words/ask/"): text.strip() for key, text in filled.items() if key.startswith("words/ask/")}
    asks = {language: text for language, text in asks.items() if text}
    name = filled.get("name", "").strip()[:64]
    name = name or name_for(next(iter(asks.values()), kind), [card.name for card in cards(desk.text)])
    fields = {"name": name, "after": filled.get("after", "")[:64], "answer": kind}
    fields |= {f"ask.{language}": text for language, text in asks.items()}
    fields |= {key: filled[f"new/{key}"].strip() for key in OF_KIND.get(kind, ()) if filled.get(f"new/{key}", "").strip()}
    fields |= _choices(kind)
    if (only_if := condition(filled)) != "":
        fields["only if"] = only_if
    return name, ("add question", fields)


def _choices(kind: str) -> dict[str, str]:
    """One choice a line, in every language; those of one line belong together, and are named after the first language."""
    from gateway.editing.filled import name_for

    if kind != "choice":
        return {}
    lines = {
        key.removeprefix("choices/"): [line.strip() for line in text.splitlines() if line.strip()][:MOST_CHOICES]
        for key, text in request.form.items() if key.startswith("choices/")
    }  # fmt: skip
    found: dict[str, str] = {}
    names: list[str] = []
    first = next(iter(lines.values()), [])
    for at, label in enumerate(first):
        names.append(name_for(label, names, "choice"))
        found |= {f"choices.{names[-1]}.{code}": texts[at] for code, texts in lines.items() if at < len(texts)}
    return found
