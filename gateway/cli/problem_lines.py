"""Problems of a survey on the screen: a line and a remedy each, the author's own line with a caret, or JSON for a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from flows.check import Checked
from flows.problems import Problem
from gateway.cli.emphasis import emphasised

MOST_SHOWN = 200
_STYLES = {"E": "bold red", "W": "yellow", "N": "cyan"}
_WINDOW = 110
"""Signs of the author's line that are shown around the caret."""


def show(name: str, text: str, checked: Checked, console: Console) -> None:
    """Prints the problems of one file in its order, at most ``MOST_SHOWN``, then one line that counts them."""
    lines = text.replace("\r\n", "\n").split("\n")
    for problem in checked.problems[:MOST_SHOWN]:
        console.print(Text.assemble(*_headline(name, problem)), soft_wrap=True)
        for line in _source(lines, problem):
            console.print(Text(line, style="dim"), soft_wrap=True)
        console.print(_remedy(problem), soft_wrap=True)
    if len(checked.problems) > MOST_SHOWN:
        console.print(f"… and {len(checked.problems) - MOST_SHOWN} more")
    console.print(Text(f"{name}: {summary(checked)}", style="bold"), soft_wrap=True)


def summary(checked: Checked) -> str:
    """``2 errors, 1 warning, 3 notes; 4 warnings accepted``, or that it is well."""
    notes = sum(p.code.startswith("N") for p in checked.problems)
    accepted = sum(bool(p.accepted) for p in checked.problems)
    counts = ((len(checked.errors), "error"), (len(checked.warnings), "warning"), (notes, "note"))
    told = ", ".join(f"{count} {noun}{'s' * (count != 1)}" for count, noun in counts if count) or "no problems"
    well = "ready to publish" if checked.publishable else "not ready to publish"
    return f"{told}" + (f"; {accepted} accepted" if accepted else "") + f" - {well}"


def as_json(name: str, checked: Checked) -> str:
    """The problems of one file as one JSON object."""
    return json.dumps(
        {
            "file": name,
            "publishable": checked.publishable,
            "errors": len(checked.errors),
            "warnings": len(checked.warnings),
            "problems": [_as_dict(p) for p in checked.problems],
        },
        ensure_ascii=False,
    )


def _as_dict(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "question": problem.question,
        "language": problem.language,
        "channel": problem.channel,
        "sentence": problem.sentence,
        "remedy": problem.remedy,
        "accepted": problem.accepted,
    }


def _headline(name: str, problem: Problem) -> Iterator[str | tuple[str, str] | Text]:
    yield f"{name}:{problem.mark.line}:{problem.mark.column} "
    yield (problem.code, "dim" if problem.accepted else _STYLES[problem.code[0]])
    yield " "
    about = [part for part in (problem.question, problem.language, problem.channel) if part]
    if about:
        yield (f"[{' '.join(about)}] ", "dim")
    yield emphasised(problem.sentence)


def _remedy(problem: Problem) -> Text:
    if problem.accepted:
        return Text(f"    accepted: {problem.accepted}", style="dim")
    return Text.assemble("    → ", emphasised(problem.remedy))


def _source(lines: list[str], problem: Problem) -> Iterable[str]:
    """The author's line and a caret below the place; nothing for notes, accepted warnings, and places without a line."""
    row, column = problem.mark.line - 1, problem.mark.column - 1
    if problem.accepted or problem.code.startswith("N") or not 0 <= row < len(lines) or not lines[row].isprintable():
        return ()
    start = max(0, column - _WINDOW // 2) if len(lines[row]) > _WINDOW else 0
    shown = lines[row][start : start + _WINDOW]
    caret = " " * min(column - start, len(shown)) + "^"
    return (f"    {shown}", f"    {caret}") if shown.isascii() else (f"    {shown}",)
