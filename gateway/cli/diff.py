"""``gateway diff``: what changed between two versions of a survey, in words, and what it does to the figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.changes import EFFECTS, RANKS, Change, Changes, Rank, Stale, compare, stale_translations
from flows.model import Flow
from gateway.cli import survey_source
from gateway.cli.emphasis import emphasised
from gateway.cli.paragraphs import paragraph
from gateway.cli.survey_source import Source
from gateway.refusal import Refusal

_TITLES: dict[Rank, str] = {
    "breaking": "Breaking",
    "options changed": "Options changed",
    "wording only": "Wording only",
    "": "Rules, ways of starting and notes",
}
_STYLES: dict[Rank, str] = {"breaking": "bold red", "options changed": "bold yellow", "wording only": "bold green", "": "bold"}


@click.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="[B]", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every change, for scripts.")
def diff(old: str, new: str | None, as_json: bool) -> int:
    """Tell in words what changed from survey A to survey B, and what that does to the figures.

    A and B are files (with their lists beside them), or published versions: SURVEY@3, or SURVEY for the newest. With one file
    alone, it is compared with the newest published version of its survey.

    Leaves with 0 if both say the same, 1 if they differ, 2 if they cannot be compared - as `diff` does.

    \b
    Example:
      gateway diff my-survey.yaml
      gateway diff lesotho-clinic-visit@3 my-survey.yaml
      gateway diff clinic-old.yaml clinic-new.yaml --json
    """
    try:
        before, after = _pair(old, new)
    except Refusal as refused:
        raise Refusal(refused.sentence, refused.remedy, code=2) from None  # 1 says that they differ
    changes, stale = compare(before.flow, after.flow), stale_translations(before.flow, after.flow)
    if as_json:
        click.echo(json.dumps(_as_dict(before, after, changes, stale), ensure_ascii=False))
    else:
        _show(before, after, changes, stale, Console(highlight=False))
    return 1 if changes else 0


def _pair(old: str, new: str | None) -> tuple[Source, Source]:
    if new is not None:
        return survey_source.named(old), survey_source.named(new)
    after = survey_source.in_file(Path(old))
    return survey_source.newest_or(after.flow.survey), after


def _show(before: Source, after: Source, changes: Changes, stale: tuple[Stale, ...], console: Console) -> None:
    console.print(Text(f"{before.name} → {after.name}: {_summary(changes)}", style="bold"), soft_wrap=True)
    for rank in reversed(RANKS):
        of_rank = [change for change in changes if change.rank == rank]
        if of_rank:
            console.print()
            console.print(Text.assemble((_TITLES[rank], _STYLES[rank]), f": {_lower(EFFECTS[rank])}"))
            for change in of_rank:
                _item(_told(change), console)
    if changes.to_confirm:
        console.print()
        names = ", ".join(changes.to_confirm)
        console.print(Text.assemble(("To publish, confirm by name: ", "bold"), names), soft_wrap=True)
    if stale:
        console.print()
        console.print(Text("Translations that may be out of date, as their main text changed:", style="bold"))
        for each in stale:
            _item(Text(_stale(each, after.flow)), console)


def _item(text: Text, console: Console) -> None:
    paragraph(console, text, first="  - ", rest="    ", wrap=console.is_terminal)


def _told(change: Change) -> Text:
    own = "" if change.effect == EFFECTS[change.rank] else f" {change.effect}"
    return Text.assemble(emphasised(change.sentence), (own, "dim"))


def _summary(changes: Changes) -> str:
    if not changes:
        return "no differences"
    count = f"{len(changes)} change{'s' * (len(changes) != 1)}"
    return f"{count}, {changes.strongest}" if changes.strongest else f"{count}, none of them to questions"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")


def _stale(stale: Stale, flow: Flow) -> str:
    place = " / ".join(stale.path[1:-1] if stale.question else stale.path[:-1])
    return f"{flow.languages[stale.language]} of {place}: “{stale.text}”"


def _as_dict(before: Source, after: Source, changes: Changes, stale: tuple[Stale, ...]) -> dict[str, object]:
    return {
        "old": before.name,
        "new": after.name,
        "strongest": changes.strongest or None,
        "to_confirm": list(changes.to_confirm),
        "changes": list(_changes(changes)),
        "translations_to_check": [
            {"path": "/".join(each.path), "language": each.language, "text": each.text, "main_text": each.main_after}
            for each in stale
        ],
    }


def _changes(changes: Changes) -> Iterator[dict[str, object]]:
    for change in changes:
        yield {
            "class": change.rank or None,
            "question": change.question or None,
            "what": change.what,
            "sentence": change.sentence,
            "effect": change.effect,
            "path": "/".join(change.path) or None,
            "before": change.before,
            "after": change.after,
        }
