"""Problems of a survey on the screen: a line and a remedy each, the author's own line with a caret below the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from flows.check import Checked
from flows.fixing.offered import Repairs
from flows.problems import Problem
from gateway.cli.emphasis import emphasised
from gateway.cli.examined import Examined, Measures

MOST_SHOWN = 200
MOST_MENDED = 40
"""Problems of one file for which the repairs are worked out and named; what is repaired first changes what comes after."""
_STYLES = {"E": "bold red", "W": "yellow", "N": "cyan"}
_WINDOW = 110
"""Signs of the author's line that are shown around the caret."""
_CHANNELS = {"ussd": "phone menu", "sms": "SMS", "call": "call"}


def show(name: str, text: str, checked: Checked, console: Console) -> None:
    """Prints the problems of one text in its order, at most ``MOST_SHOWN``, then one line that counts them."""
    _show_problems(name, text, checked.problems, console)
    told = _told(len(checked.errors), len(checked.warnings), _notes(checked.problems), _accepted(checked.problems))
    console.print(Text(f"{name}: {told} - {_state(checked.publishable)}", style="bold"), soft_wrap=True)


def show_examined(examined: Examined, console: Console) -> None:
    """Prints everything about one file: its problems, those of its conversations, its size, and a line that counts."""
    name = str(examined.path)
    repairs = Repairs(examined.source, examined.lists)
    _show_problems(name, examined.source.decode("utf-8", "replace"), examined.checked.problems, console, repairs)
    if examined.talk_path is not None:
        talks = examined.talk_source.decode("utf-8", "replace")
        _show_problems(str(examined.talk_path), talks, examined.talk_problems, console)
    for line in size(examined):
        console.print(Text(f"{name}: {line}"), soft_wrap=True)
    console.print(Text(f"{name}: {summary(examined)}", style="bold"), soft_wrap=True)


def summary(examined: Examined) -> str:
    """``2 errors, 1 warning, 3 notes; 4 accepted - not ready to publish``."""
    told = _told(examined.errors, examined.warnings, examined.notes, examined.accepted)
    return f"{told} - {_state(examined.publishable)}"


def sums(examined: Sequence[Examined]) -> str:
    """One line over several files: ``3 surveys: 2 errors, 1 warning``."""
    told = _told(*(sum(getattr(each, kind) for each in examined) for kind in ("errors", "warnings", "notes", "accepted")))
    return f"{len(examined)} surveys: {told}"


def size(examined: Examined) -> Iterator[str]:
    """How many questions people get, how long the longest way takes, and how many conversations were played."""
    if examined.measures:
        yield "; ".join(_measure(each) for each in examined.measures)
    if examined.talks:
        different = sum(p.code == "E650" for p in examined.talk_problems)
        how = f"{different} difference{'s' * (different != 1)}" if different else "all come out as written"
        yield f"{examined.talks} conversation{'s' * (examined.talks != 1)} played, {how}"


def _measure(each: Measures) -> str:
    count = str(each.most) if each.fewest == each.most else f"{each.fewest} to {each.most}"
    time = f", at most about {each.seconds} s" if each.channel == "ussd" else ""
    return f"{_CHANNELS[each.channel]}: {count} question{'s' * (each.most != 1)}{time}"


def _told(errors: int, warnings: int, notes: int, accepted: int) -> str:
    counts = ((errors, "error"), (warnings, "warning"), (notes, "note"))
    told = ", ".join(f"{count} {noun}{'s' * (count != 1)}" for count, noun in counts if count) or "no problems"
    return told + (f"; {accepted} accepted" if accepted else "")


def _state(publishable: bool) -> str:
    return "ready to publish" if publishable else "not ready to publish"


def _notes(problems: Sequence[Problem]) -> int:
    return sum(p.code.startswith("N") for p in problems)


def _accepted(problems: Sequence[Problem]) -> int:
    return sum(bool(p.accepted) for p in problems)


def _show_problems(name: str, text: str, problems: Sequence[Problem], console: Console, repairs: Repairs | None = None) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for at, problem in enumerate(problems[:MOST_SHOWN]):
        console.print(Text.assemble(*_headline(name, problem)), soft_wrap=True)
        for line in _source(lines, problem):
            console.print(Text(line, style="dim"), soft_wrap=True)
        console.print(_remedy(problem), soft_wrap=True)
        if repairs is not None and at < MOST_MENDED and not problem.accepted:
            for fix in repairs.of(problem):
                console.print(Text.assemble("    ", ("fix: ", "green"), fix.label), soft_wrap=True)
    if len(problems) > MOST_SHOWN:
        console.print(f"… and {len(problems) - MOST_SHOWN} more")


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
