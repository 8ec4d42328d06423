"""Repairs of texts: languages, variables, signs, what the program adds by itself (E5xx, E6xx and W6xx of promises)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from flows.checks.signs import TYPOGRAPHIC
from flows.editing.outline import Part, Value, block, in_braces
from flows.editing.splice import Edit
from flows.engine.variables import LoneBrace, scan
from flows.fixing import sample
from flows.fixing.fix import Case, Fix, only
from flows.fixing.words import change_key
from flows.reading.tree import Group, Scalar
from flows.words import LISTS, NAMES, TEXTS

_NUMBERS = r"(?<![\w*#])[0-9]{1,4}(?![\w*#])"
_SENTENCE_END = re.compile(r"(?<=[.!?។])\s+")
_PLAIN = {"a space": " "}


def change_or_declare(case: Case) -> Iterator[Fix]:
    """E502: the language that was meant, or this one declared."""
    yield from change_key(case)
    code, declared = case.word("code"), case.outline.find("languages")
    if declared is not None and isinstance(declared.node, Group):
        yield Fix(f"Declare {code}", (case.outline.add(declared, code, code),), begins=True)


def as_table(case: Case) -> Iterable[Fix]:
    """E503: one line for each language; the text that is there stands in all of them until it is translated."""
    part = case.value
    if part is None or len(case.languages) < 2:
        return []
    texts: Value = dict.fromkeys(case.languages, part.text)
    if part.inline or part.entry is None or case.outline.end(part.node).line > part.mark.line:
        edit = Edit(part.node.mark, case.outline.end(part.node), in_braces(texts))
    else:
        edit = _in_lines(case, part, part.text)
    return [Fix("Make a table", (edit,))]


def _in_lines(case: Case, part: Part, text: str) -> Edit:
    assert part.entry is not None
    spaces = part.entry.mark.column + 1
    lines = "".join(block(code, text, spaces) for code in case.languages)
    return Edit(part.entry.key_end, case.outline.end(part.node), ":\n" + lines.removesuffix("\n"))


def add_english_words(case: Case) -> Iterable[Fix]:
    """E505: the program's words in English, to be translated."""
    code, top = case.problem.language, case.outline.top
    if not code or top is None:
        return []
    words, edits, new = case.outline.find("words"), [], dict[str, Value]()
    for name, text in _english().items():
        key = name.replace("_", " ")
        own = words.child(key) if words is not None else None
        if own is None:
            new[key] = {code: text}
        elif isinstance(own.node, Group) and own.child(code) is None:
            edits.append(case.outline.add(own, code, text))
    if words is not None and isinstance(words.node, Group):
        edits += [case.outline.add(words, key, value) for key, value in new.items()]
    elif new:
        edits.append(case.outline.add(top, "words", new, after=top.child("rules") or top.child("starts when")))
    return only("Add all words in English", edits)


def _english() -> dict[str, str]:
    ours = {name: TEXTS["en"][name] for name in NAMES}
    return ours | {str(name): ", ".join(LISTS["en"][name]) for name in ("yes_words", "no_words")}


def say_if_unknown(case: Case) -> Iterable[Fix]:
    """E510: words for a place that is not known."""
    named = case.outline.question(case.word("name").replace(" ", "_"))
    if named is None or named.child("if unknown say") is not None:
        return []
    value = case.in_languages(lambda code: sample.THE_PLACE.get(code, sample.THE_PLACE["en"]))
    after = named.child("find by") or named.child("list") or named.child("answer")
    return [Fix(f"Add if unknown say to {case.word('name')}", (case.outline.add(named, "if unknown say", value, after=after),))]


def add_without_visit(case: Case) -> Iterable[Fix]:
    """E511: the same text without what only a visit could fill."""
    part, top = case.value, case.outline.top
    wording = next((p for p in part.around() if p.above is not None and p.above.above is None), None) if part else None
    if wording is None or top is None:
        return []
    base = wording.key.removesuffix(" on ussd").removesuffix(" on sms").removesuffix(" on call")
    key = f"{base} without a visit"
    whole = top.child(base) or wording
    if top.child(key) is not None:
        return []
    children = {child.entry.key: _without_visit(child.text) for child in whole.children() if child.entry}
    value: Value = dict(children) if isinstance(whole.node, Group) else _without_visit(whole.text)
    last = next(part for part in reversed(list(top.children())) if part.key == base or part.key.startswith(f"{base} on"))
    return [Fix(f"Add {key}", (case.outline.add(top, key, value, after=last),))]


def _without_visit(text: str) -> str:
    """The sentences that name nothing of a visit; where all do, the text with those names taken out."""
    kept = [sentence for sentence in _SENTENCE_END.split(text) if "{visit." not in sentence.lower()]
    if kept:
        return " ".join(kept)
    bare = re.sub(r"\s*\{visit\.[^{}]*\}", "", text, flags=re.I)
    return re.sub(r"\s+([.,;:!?])", r"\1", bare).strip()


def mend_brace(case: Case) -> Iterator[Fix]:
    """E512: the brace written twice, which shows it; or closed, where a name stands behind it."""
    part = case.value
    if part is None:
        return
    opened = re.compile(r"(?<!\{)\{([a-z][a-z0-9_. ]*?)(?=[.,;:!?]?(\s|$))(?![^{]*\})")
    if case.word("sign") == "{" and opened.search(part.text):
        yield from only("Close the brace", case.reworded(part, lambda text: opened.sub(r"{\1}", text)))
    yield from only("Write the brace twice", case.reworded(part, _twice))


def _twice(text: str) -> str:
    alone = {piece.offset for piece in scan(text) if isinstance(piece, LoneBrace)}
    return "".join(sign * 2 if at in alone else sign for at, sign in enumerate(text))


def insert_variables(case: Case) -> Iterable[Fix]:
    """W513: the variables that this language lacks, at the end of its text."""
    part = case.value
    expected, has = (re.findall(r"\{[^{}]*\}", case.word(word)) for word in ("expected", "has"))
    missing = [name for name in expected if name not in has]
    if part is None or not missing:
        return []
    return only(f"Insert {' '.join(missing)}", case.reworded(part, lambda text: _with_more(text, " ".join(missing))))


def _with_more(text: str, more: str) -> str:
    found = re.search(r"[.!?។]?(?=['\"]?\s*$)", text)
    at = found.start() if found else len(text)
    return f"{text[:at]} {more}{text[at:]}"


def begin_for_ussd(case: Case) -> Iterable[Fix]:
    """E520: a text of its own for the phone menu, to be shortened."""
    part, key, code = case.value, case.word("key"), case.problem.language
    wording = part.above if part is not None and part.entry is not None and part.entry.key == code else part
    if part is None or wording is None or wording.entry is None or wording.above is None or not key.endswith(" on ussd"):
        return []
    if wording.key not in {key.removesuffix(" on ussd"), key} or wording.above.child(key) is not None:
        return []
    value: Value = {code: part.text} if wording is not part else part.text
    return [Fix(f"Begin {key}", (case.outline.add(wording.above, key, value, after=wording),), begins=True)]


def plain_letters(case: Case) -> Iterator[Fix]:
    """W524: a letter that costs no room, in this text or in all texts of the language."""
    sign, plain = case.word("sign"), case.word("plain")
    if sign and len(plain) <= len("ss"):
        yield from _here_and_everywhere(case, {sign: plain}, plain)


def plain_signs(case: Case) -> Iterator[Fix]:
    """W525: what keyboards type in place of all signs that word processors put in."""
    yield from _here_and_everywhere(
        case, {sign: _PLAIN.get(plain, plain) for sign, plain in TYPOGRAPHIC.items()}, "plain signs"
    )


def _here_and_everywhere(case: Case, plain: Mapping[str, str], what: str) -> Iterator[Fix]:
    if case.value is None:
        return

    def change(text: str) -> str:
        return "".join(plain.get(sign, sign) for sign in text)

    here = case.reworded(case.value, change)
    yield from only(f"Use {what}", here)
    everywhere = [edit for other in _alike(case, case.value) for edit in case.reworded(other, change)]
    if len(everywhere) > len(here):
        yield Fix(f"Use {what} everywhere", tuple(everywhere))


def _alike(case: Case, part: Part) -> Iterable[Part]:
    """The texts of the survey in the same language."""
    key = part.entry.key if part.entry is not None else ""
    one = key in case.languages
    for other in case.outline.parts():
        if not isinstance(other.node, Scalar) or other.entry is None or "languages" in {p.key for p in other.around()}:
            continue
        if (other.entry.key == key) if one else (other.entry.key not in case.languages):
            yield other


def remove_menu(case: Case) -> Iterable[Fix]:
    """W529: the numbers and labels typed by hand, where they are the question's own."""
    part, question = case.value, case.question
    if part is None or question is None:
        return []
    labels = list(_labels(case, question))
    typed = [rf"\(?{n}\s?[.):=-]?\s*{re.escape(label)}[.,;]?\s*" for n, label in enumerate(labels, 1)]
    menu = re.compile("".join(typed), re.I)
    if not labels or not menu.search(part.text):
        return []
    return only("Remove them", case.reworded(part, lambda text: re.sub(r"\s+$", "", menu.sub("", text))))


def _labels(case: Case, question: Part) -> Iterator[str]:
    """The labels that the program prints below a question, in the language of the problem."""
    code, answer = case.problem.language, question.child("answer")
    choices = question.child("choices")
    if choices is not None:
        for choice in choices.children():
            own = next((child for child in choice.children() if child.entry and child.entry.key == code), choice)
            yield own.text
    elif answer is not None and answer.text in {"yes or no", "consent"}:
        ours = TEXTS.get(code, TEXTS["en"])
        yield from (ours["yes"], ours["no"])


def remove_prefix(case: Case) -> Iterable[Fix]:
    """W531: what the program adds itself."""
    return _changed(case, "Remove it", lambda text: re.sub(r"^(\W*?)(CON|END)\b[\s:]*", r"\1", text))


def promise_days(case: Case) -> Iterable[Fix]:
    """E613: the rule's own number of days."""
    return _figure(case, "{keep days}")


def promise_questions(case: Case) -> Iterable[Fix]:
    """W624: the number of questions that are asked."""
    return _figure(case, "{question count}")


def _figure(case: Case, variable: str) -> Iterable[Fix]:
    """The variable in place of the number the text promises, or of the two numbers of a range."""
    promised = re.escape(case.word("promised"))
    number = re.compile(rf"(?<![\w*#])(?:{promised}\s?(?:-|to|or|ho isa ho|hadi|à)\s?{_NUMBERS}|{promised})(?![\w*#])")
    return _changed(case, f"Use {variable}", lambda text: number.sub(variable, text, count=1))


def add_stop(case: Case) -> Iterable[Fix]:
    """E607: how to stop, at the end of the invitation."""
    more = sample.STOP.get(case.problem.language, sample.STOP["en"])
    return _changed(case, f"Add {more}", lambda text: f"{text} {more}")


def _changed(case: Case, label: str, change: Callable[[str], str]) -> Iterable[Fix]:
    return only(label, case.reworded(case.value, change)) if case.value is not None else []
