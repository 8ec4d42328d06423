"""Actions of the form on a draft: each changes its own lines of the text, is proved, and is saved under its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flows.editing import form, items
from flows.editing.proof import Given
from flows.model import NEXT
from gateway.editing import desk as desks
from gateway.wiring import Gateway
from storage.drafts import Draft

Fields = Mapping[str, str]
"""What a form sends: names and texts; a field that is missing is empty."""
Action = Callable[[str, Fields], str]
Deed = tuple[str, Fields]
"""One of :data:`ACTIONS` with its fields."""


def act(gateway: Gateway, draft: Draft, action: str, fields: Fields, by: str) -> Draft:
    """Does one of :data:`ACTIONS` and saves.

    Raises ``KeyError`` for an action that there is none of, ``flows.editing.proof.ByHand`` where only the text can be changed
    (nothing is saved then), and ``Outrun`` as saving does.
    """
    return act_all(gateway, draft, [(action, fields)], by)


def act_all(gateway: Gateway, draft: Draft, deeds: Iterable[Deed], by: str) -> Draft:
    """Does several, one after the other, and saves once; if one cannot be done, none is. Raises as :func:`act` does."""
    all_deeds = list(deeds)
    if not all_deeds:
        return draft
    said = [_told(*deed) for deed in all_deeds]
    what = said[0] if len(said) == 1 else f"{said[0]} (+{len(said) - 1})"
    return desks.save(gateway, draft, done(draft.text, all_deeds), by, what=what)


def done(text: str, deeds: Iterable[Deed]) -> str:
    """A text with all of them done. Raises as :func:`act` does."""
    for action, fields in deeds:
        text = ACTIONS[action](text, fields)
    return text


def _told(action: str, fields: Fields) -> str:
    about = fields.get("question") or fields.get("path", "").removeprefix("questions/")
    return f"{action} {about}".strip()


def _path(fields: Fields) -> tuple[str, ...]:
    return tuple(fields["path"].split("/"))


def _wordings(fields: Fields, stem: str) -> dict[str, str]:
    """The fields ``ask.en``, ``ask.st`` as a table of languages."""
    return {key.partition(".")[2]: text for key, text in fields.items() if key.startswith(f"{stem}.") and text.strip()}


def _lines(fields: Fields) -> tuple[str, ...]:
    return tuple(line.strip() for line in fields.get("lines", "").splitlines() if line.strip())


def _add_question(text: str, fields: Fields) -> str:
    """``name``, ``after``, ``answer``, ``ask.en``, ``choices.ill.en``; further keys as they are written: ``from``, ``to``."""
    taken = {"name", "after", "question"}
    keys: dict[str, Given] = {
        key: value for key, value in fields.items() if key not in taken and "." not in key and value.strip()
    }
    for stem in ("ask", "lowest", "highest", "unit"):
        if texts := _wordings(fields, stem):
            keys[stem] = texts if len(texts) > 1 else next(iter(texts.values()))
    choices: dict[str, dict[str, str]] = {}
    for key, label in fields.items():
        if key.startswith("choices.") and label.strip():
            _, name, language = key.split(".", 2)
            choices.setdefault(name, {})[language] = label
    if choices:
        keys["choices"] = {name: texts if len(texts) > 1 else next(iter(texts.values())) for name, texts in choices.items()}
    return items.add_question(text, fields["name"], fields.get("after", ""), keys)


def _set_lines(text: str, fields: Fields) -> str:
    """Other lines in the place of ``first`` to ``last``, as somebody wrote them; all others stay as they are."""
    rows, first, last = text.split("\n"), int(fields["first"]), int(fields["last"])
    end = "\r" if rows[first - 1].endswith("\r") else ""
    written = fields.get("lines", "").replace("\r", "").rstrip("\n")
    return "\n".join([*rows[: first - 1], *(f"{line}{end}" for line in written.split("\n") if written), *rows[last:]])


def _set_jump(text: str, fields: Fields) -> str:
    """A message has no answers, and one jump."""
    answer = () if fields["answer"] == NEXT else (fields["answer"],)
    return form.set_value(text, ("questions", fields["question"], "then", *answer), fields.get("to", ""))


def _add_choice(text: str, fields: Fields) -> str:
    texts = _wordings(fields, "label")
    label: Given = texts if len(texts) > 1 else next(iter(texts.values()), fields["name"])
    return items.add_choice(text, fields["question"], fields["name"], label, fields.get("after", ""))


ACTIONS: Mapping[str, Action] = {
    "set wording": lambda text, f: form.set_wording(text, _path(f), f["language"], f.get("words", "")),
    "set value": lambda text, f: form.set_value(text, _path(f), f.get("value", "")),
    "set condition": lambda text, f: form.set_condition(text, f["question"], f.get("how", "only if"), _lines(f)),
    "set jump": _set_jump,
    "set lines": _set_lines,
    "add question": _add_question,
    "copy question": lambda text, f: items.copy_question(text, f["question"], f["name"]),
    "move question": lambda text, f: items.move_question(text, f["question"], f.get("after", "")),
    "remove question": lambda text, f: items.remove_question(text, f["question"]),
    "rename question": lambda text, f: items.rename_question(
        text, f["question"], f["name"], keeps_series=bool(f.get("keeps_series"))
    ),
    "add choice": _add_choice,
    "move choice": lambda text, f: items.move_choice(text, f["question"], f["choice"], f.get("after", "")),
    "remove choice": lambda text, f: items.remove_choice(text, f["question"], f["choice"]),
    "rename choice": lambda text, f: items.rename_choice(text, f["question"], f["choice"], f["name"]),
}
"""What the form can do, by its name: text and fields -> text."""
