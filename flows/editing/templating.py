"""A new survey from a template: its name, title, owner and time zone, in the languages that are wanted.

A template is a survey like any other, in several languages and with notes; only the lines that must differ are written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.check import check
from flows.editing.splice import Edit, apply, quoted
from flows.fixing.offered import fixes_of
from flows.load import load
from flows.measure import USUAL, Budgets
from flows.places import Lists
from flows.reading.findings import Findings
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.yamltext import parse
from flows.talk import read
from flows.talking.play import play
from flows.talking.write import updated
from flows.words import DRAFTS, known

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "en": ("English", "English"),
    "fr": ("Francais", "Francais"),
    "sw": ("Kiswahili", "Kiswahili"),
    "st": ("Sesotho", "Sesotho"),
    "km": ("ខ្មែរ", "Khmer"),
}
"""Code -> its own name, and the name in letters that every screen has room for, where it is not the main language."""
PLACES = "places"


class Unfit(ValueError):
    """The template is no survey that can be read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new survey shall be. ``languages`` are code -> own name, the main one first."""

    survey: str
    title: str
    owner: str
    time_zone: str
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Begun:
    """A new survey with its conversations and lists (by the name the survey writes).

    ``to_translate`` names the languages whose texts are still those of the template's first one, ``drafts`` those that no
    first-language reader has checked.
    """

    text: str
    talks: str
    lists: Mapping[str, bytes]
    to_translate: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()


def begin(template: str, talks: str, lists: Lists, wanted: Wanted, budgets: Budgets = USUAL) -> Begun:
    """The survey, its conversations replayed so that they show its own screens, and its lists under its own name.

    Raises :class:`Unfit` if the template cannot be read.
    """
    flow, top = load(template, lists).flow, parse(template, Findings())
    if flow is None or top is None:
        raise Unfit("the template cannot be read")
    renamed = {name: f"lists/{wanted.survey}-{PLACES}.csv" for name in _list_names(top)}
    content = {new: raw for old, new in renamed.items() if (raw := lists(old)) is not None}
    text = apply(template, (*_head(top, wanted), *_wordings(top, flow.languages, wanted), *_lists(top, renamed)))
    text = _with_words(text, wanted, content.get)
    untranslated = tuple(name for code, name in wanted.languages.items() if code not in flow.languages)
    drafts = tuple(name for code, name in wanted.languages.items() if code in flow.languages and code in DRAFTS)
    return Begun(text, _talks(text, talks, wanted, content.get, budgets), content, untranslated, drafts)


def title_of(template: str) -> str:
    """What a template calls itself; empty if it cannot be read."""
    draft = load(template).draft
    return draft.flow.title if draft is not None else ""


def _head(top: Group, wanted: Wanted) -> Iterator[Edit]:
    new = {"survey": wanted.survey, "title": wanted.title, "owner": wanted.owner, "time zone": wanted.time_zone}
    for entry in top.entries:
        if entry.key in new and isinstance(entry.value, Scalar):
            yield Edit(entry.value.mark, entry.value.end, quoted(new[entry.key]))
        elif entry.key == "languages" and isinstance(entry.value, Group):
            yield _table(entry, entry.value, dict(wanted.languages))


def _wordings(node: Node, languages: Mapping[str, str], wanted: Wanted) -> Iterator[Edit]:
    """Every table of languages, in the languages that are wanted; the first language of the template stands in for others."""
    if isinstance(node, Items):
        for part in node.nodes:
            yield from _wordings(part, languages, wanted)
    for entry in node.entries if isinstance(node, Group) else ():
        value = entry.value
        if not isinstance(value, Group) or {below.key for below in value.entries} != set(languages):
            yield from _wordings(value, languages, wanted)
        elif entry.key != "languages":
            texts = {below.key: below.value.text for below in value.entries if isinstance(below.value, Scalar)}
            main = next(iter(texts.values()))
            yield _table(entry, value, {code: texts.get(code, main) for code in wanted.languages}, alone=True)


def _table(entry: Entry, table: Group, texts: Mapping[str, str], *, alone: bool = False) -> Edit:
    """The texts of a key by language, in braces or in lines as the template has them; ``alone``: one text needs no table."""
    end = table.end if table.inline else table.entries[-1].value.end
    if alone and len(texts) == 1:
        return Edit(entry.key_end, end, f": {quoted(next(iter(texts.values())))}")
    written = [f"{code}: {quoted(text, inline=table.inline)}" for code, text in texts.items()]
    if table.inline:
        return Edit(table.mark, end, f"{{ {', '.join(written)} }}")
    first = table.entries[0].mark
    return Edit(first, end, f"\n{' ' * (first.column - 1)}".join(written))


def _list_names(node: Node) -> list[str]:
    return [entry.value.text for entry in _list_entries(node) if isinstance(entry.value, Scalar)]


def _lists(top: Group, renamed: Mapping[str, str]) -> Iterator[Edit]:
    for entry in _list_entries(top):
        if isinstance(entry.value, Scalar):
            yield Edit(entry.value.mark, entry.value.end, renamed[entry.value.text])


def _list_entries(node: Node) -> Iterator[Entry]:
    if isinstance(node, Items):
        for part in node.nodes:
            yield from _list_entries(part)
    for entry in node.entries if isinstance(node, Group) else ():
        if entry.key == "list":
            yield entry
        else:
            yield from _list_entries(entry.value)


def _with_words(text: str, wanted: Wanted, lists: Lists) -> str:
    """With the program's own words in English where it has none in a language."""
    for code in wanted.languages:
        if not known(code):
            problems = [p for p in check(text, lists=lists).problems if p.code == "E505" and p.language == code]
            for fix in (fix for problem in problems[:1] for fix in fixes_of(text, problem, lists=lists)[:1]):
                text = apply(text, fix.edits)
    return text


def _talks(text: str, talks: str, wanted: Wanted, lists: Lists, budgets: Budgets) -> str:
    """The template's conversations on the new survey: what people say stays, what they see is its own."""
    flow = load(text, lists).flow
    top = parse(talks, Findings())
    if flow is None or top is None:
        raise Unfit("the new survey cannot be read")
    renamed = apply(talks, _head(top, wanted))
    found = read(renamed)
    return updated(renamed, found, tuple(play(flow, talk, budgets) for talk in found.talks))


def named(codes: Mapping[str, str]) -> dict[str, str]:
    """The languages by code with their names: the given one, else the main language's own, the others in Latin letters.

    Raises ``KeyError`` with the code of a language that has no name here.
    """
    return {code: name or LANGUAGES[code][at > 0] for at, (code, name) in enumerate(codes.items())}
