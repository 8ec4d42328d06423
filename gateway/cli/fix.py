"""``gateway fix``: repairs that a machine can make in a survey's file, each seen before it is made."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.check import check_loaded
from flows.checks.inspection import World
from flows.editing.splice import apply
from flows.fixing.accepting import accept
from flows.fixing.decoding import text_of
from flows.fixing.fix import Fix
from flows.fixing.offered import Repairs
from flows.load import load
from flows.places import Lists
from flows.problems import Problem
from gateway.cli import survey_file
from gateway.cli.beside_last import KNOWN_BESIDE, warnings_beside
from gateway.cli.emphasis import emphasised
from gateway.cli.examined import world
from gateway.refusal import Refusal
from gateway.settings import load_settings

MOST_REPAIRS = 200
"""Repairs of one run; a file with more is repaired by running it again."""
REMEDY = "`gateway check` and `gateway publish` tell the warnings there are; errors and notes are not accepted."
_TAKES_WORDS = frozenset({"E108", "E210"})
"""Codes whose repair takes away what an author wrote; nobody but the author says which of it."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("fix")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--code", metavar="CODE", help="Only problems of this code, such as E105.")
@click.option("--line", type=click.IntRange(1), metavar="N", help="Only problems of this line.")
@click.option("--all", "everything", is_flag=True, help="Make the first repair of every problem without asking.")
@click.option("--accept", "reason", metavar="REASON", help="Accept the warnings of --code or --line with this reason instead.")
@click.option("--dry-run", is_flag=True, help="Show the difference and leave the file alone.")
def fix(file: Path, code: str | None, line: int | None, everything: bool, reason: str | None, dry_run: bool) -> int:
    """Repair what a machine can repair in a survey, and show the difference.

    On a terminal each repair is shown and asked about; --all makes those that need no choice and no more words from you.
    Leaves with 0 if something was repaired or nothing needed it, 1 if errors are left, 2 if the file cannot be read.

    \b
    Example:
      gateway fix my-survey.yaml
      gateway fix my-survey.yaml --code E105 --all
      gateway fix my-survey.yaml --code W523 --accept "Khmer needs the room."
    """
    if reason is not None and code is None and line is None:
        raise Refusal("Say which warnings the reason is for.", "Name them with --code or --line.")
    bench = _Bench(file, world(load_settings()), code, line, Console(highlight=False))
    if reason is not None:
        bench.accept(reason)
    elif everything or dry_run:
        bench.repair_all()
    elif sys.stdin.isatty() and sys.stdout.isatty():
        bench.repair_asked()
    else:
        raise Refusal("Nobody is there to choose the repairs.", "Add --all to make them, or --dry-run to see them.")
    return bench.finish(dry_run)


@dataclass
class _Bench:
    """One file under repair: its bytes as they were, its text as it becomes, and what was done."""

    path: Path
    supposed: World
    code: str | None
    line: int | None
    console: Console
    done: list[str] = field(default_factory=list)
    refused: set[tuple[str, str, int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.source: str | bytes = survey_file.read(self.path)
        self.before = text_of(self.source)
        self.lists: Lists = survey_file.lists_beside(self.path)

    @property
    def text(self) -> str:
        return text_of(self.source)

    def problems(self) -> tuple[Problem, ...]:
        loaded = load(self.source, self.lists)
        return check_loaded(loaded, budgets=self.supposed.budgets, costs=self.supposed.costs, pace=self.supposed.pace).problems

    def meant(self) -> Iterator[Problem]:
        """The problems that were asked for and nobody has passed over, in the order of the text.

        While there are errors, none but these: warnings that go with a question that cannot be read seem to be gone (W221).
        """
        found = self.problems()
        broken = any(p.is_error for p in found) and not self.is_named
        for problem in found:
            if broken and not problem.is_error:
                continue
            wanted = self.code in (None, problem.code) and self.line in (None, problem.mark.line) and not problem.accepted
            if wanted and _key(problem) not in self.refused:
                yield problem

    # --- three ways of choosing -----------------------------------------------------------------------------------------------

    def repair_all(self) -> None:
        """The first repair of every problem; where there are several ways, or words are wanted, only if the code was named."""
        while len(self.done) < MOST_REPAIRS and self._repair_one():
            pass

    def _repair_one(self) -> bool:
        repairs = Repairs(self.source, self.lists)
        for problem in self.meant():
            fixes = [each for each in repairs.of(problem) if not each.file and not each.begins]
            self.refused.add(_key(problem))
            needs_nobody = len(fixes) == 1 and not problem.code.startswith("N") and problem.code not in _TAKES_WORDS
            if fixes and (needs_nobody or self.is_named) and self._make(problem, fixes[0]):
                return True
        return False

    @property
    def is_named(self) -> bool:
        """True if somebody said which problems are meant."""
        return self.code is not None or self.line is not None

    def repair_asked(self) -> None:
        """Every problem that can be repaired is shown with its repairs, and somebody chooses."""
        while len(self.done) < MOST_REPAIRS:
            repairs = Repairs(self.source, self.lists)
            found = ((problem, repairs.of(problem)) for problem in self.meant())
            problem, fixes = next(((p, fixes) for p, fixes in found if fixes), (None, ()))
            if problem is None:
                return
            self.refused.add(_key(problem))
            chosen = self._ask(problem, fixes)
            if chosen is not None:
                self._make(problem, chosen)

    def _ask(self, problem: Problem, fixes: tuple[Fix, ...]) -> Fix | None:
        sentence = Text.assemble(f"line {problem.mark.line}: {problem.code} ", emphasised(problem.sentence))
        self.console.print(sentence, soft_wrap=True)
        for at, each in enumerate(fixes, 1):
            self.console.print(Text(f"  {at} {each.label}", style="bold"), soft_wrap=True)
            self._show(*self._around(each))
        choice = click.prompt("Which repair? (0 for none)", type=click.IntRange(0, len(fixes)), default=1)
        return fixes[choice - 1] if choice else None

    def _around(self, each: Fix) -> tuple[str, str]:
        before = self._list_text(each.file) if each.file else self.text
        return before, apply(before, each.edits)

    def _list_text(self, name: str) -> str:
        return (self.lists(name) or b"").decode("utf-8", "replace")

    def accept(self, reason: str) -> None:
        """The warnings that are meant, accepted with one reason. Raises :class:`Refusal` if there is none."""
        for problem in [*self.meant(), *self._beside_last()]:
            made = accept(self.source, problem, reason)
            if made is not None:
                self.source = apply(self.text, made.edits)
                self.done.append(f"line {problem.mark.line}: {made.label}")
        if not self.done:
            at = f" in line {self.line}" if self.line else ""
            which = f"no warning {self.code or ''}".strip() + at
            raise Refusal(f"Nothing was accepted: {self.path} has {which} that is not accepted yet.", REMEDY, code=1)

    def _beside_last(self) -> Iterator[Problem]:
        """What only a publication would tell; by its line it is looked for as well, if there are published versions."""
        if self.code is not None and self.code not in KNOWN_BESIDE:
            return
        try:
            found = warnings_beside(self.source, self.lists, load_settings())
        except Refusal:
            if self.code is not None:
                raise
            return
        yield from (p for p in found if self.code in (None, p.code) and self.line in (None, p.mark.line))

    # --- making and telling ---------------------------------------------------------------------------------------------------

    def _make(self, problem: Problem, chosen: Fix) -> bool:
        """Makes a repair; not if the problem would stand there as before."""
        if chosen.file:
            path = self.path.parent / chosen.file
            survey_file.replace(path, apply(self._list_text(chosen.file), chosen.edits).encode())
            self.done.append(f"{chosen.file}: {chosen.label}")
            return True
        source, self.source = self.source, apply(self.text, chosen.edits)
        if not chosen.begins and any(_key(left) == _key(problem) for left in self.problems()):
            self.source = source
            return False
        self.done.append(f"line {problem.mark.line}: {problem.code} {chosen.label}")
        return True

    def _show(self, before: str, after: str) -> None:
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
        for line in list(lines)[2:]:
            self.console.print(Text(f"    {line}", style=_COLOURS.get(line[:1], "dim")), soft_wrap=True)

    def finish(self, dry_run: bool) -> int:
        """Shows what was done, writes the file unless it is only a look, and says what is left."""
        for told in self.done:
            self.console.print(told, soft_wrap=True, markup=False)
        self._show(self.before, self.text)
        if isinstance(self.source, str) and not dry_run:
            survey_file.replace(self.path, self.source.encode("utf-8"))
        left = sum(problem.is_error for problem in self.problems())
        state = "nothing was written" if dry_run else f"{len(self.done)} repaired"
        self.console.print(Text(f"{self.path}: {state}; {left} error{'s' * (left != 1)} left", style="bold"), soft_wrap=True)
        return 1 if left else 0


def _key(problem: Problem) -> tuple[str, str, int, int]:
    """What a problem is passed over by: its place, as long as the lines above it stay."""
    return problem.code, problem.sentence, problem.mark.line, problem.mark.column
