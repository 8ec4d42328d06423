"""``gateway talk``: golden conversations replayed on the production engine."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.load import load
from flows.measure import Budgets
from flows.model import Mark
from flows.problems import Problem
from flows.talk import ACTIONS, TalkFile, read, unreadable
from flows.talking.check import accepted_by, misfits, never_asked
from flows.talking.play import Failure, Played, play
from flows.talking.write import updated
from gateway.cli import survey_file, surveys_beside
from gateway.publishing.publish import SHIPPED, budgets_of
from gateway.refusal import Refusal
from gateway.settings import load_settings

ENDING = ".talk.yaml"


@click.command("talk")
@click.argument("files", nargs=-1, metavar="[FILE|FOLDER]...", type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Write what came into the files; reading that difference is the review.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file, for scripts.")
def talk(files: tuple[Path, ...], update: bool, as_json: bool) -> int:
    """Replay the golden conversations of surveys and say where one comes out differently.

    FILE is a SURVEY.talk.yaml, or the survey beside it; a FOLDER is all of them in it. Left out, it is the surveys that came
    with the gateway. Leaves with 0 if every conversation comes out letter for letter, 1 if one does not, 2 if a file cannot
    be read.

    \b
    Example:
      gateway talk flows/surveys/lesotho-clinic-visit.talk.yaml
      gateway talk flows/surveys --update
    """
    console, bad = Console(highlight=False), False
    budgets = budgets_of(load_settings())
    for path in _talk_files(files or (SHIPPED,)):
        replayed = _replay(path, budgets, of_drafts=not update)
        if update and replayed.played:
            replayed = _updated(replayed)
        bad = bad or not replayed.well
        if as_json:
            click.echo(json.dumps(_as_dict(replayed), ensure_ascii=False))
        else:
            _show(replayed, console)
    return 1 if bad else 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """One file of conversations as it went; ``changed`` if it was written anew."""

    path: Path
    text: str
    talks: TalkFile
    problems: tuple[Problem, ...]
    played: tuple[Played, ...] = ()
    changed: bool = False

    @property
    def well(self) -> bool:
        return not any(p.is_error for p in self.problems) and not any(each.failures for each in self.played)


def _talk_files(given: tuple[Path, ...]) -> Iterator[Path]:
    """The files of conversations that are meant, each folder's in the order of their names."""
    for path in given:
        if path.is_dir():
            inside = sorted(path.glob(f"*{ENDING}"))
            if not inside:
                raise Refusal(f"{path} has no conversations.", f"They stand in files like SURVEY{ENDING}, beside SURVEY.yaml.")
            yield from inside
        elif path.suffix == ".yaml":
            yield path if path.name.endswith(ENDING) else path.with_name(path.stem + ENDING)
        else:
            raise Refusal(f"{path} is not named like a file of conversations.", f"Name a file like SURVEY{ENDING}.")


def _replay(path: Path, budgets: Budgets, *, of_drafts: bool) -> Replayed:
    """One file played; ``of_drafts``: also where texts are missing, whose marks must not be written into examples."""
    text = _read(path)
    talks = read(text)
    beside = path.with_name(path.name.removesuffix(ENDING) + ".yaml")
    loaded = load(survey_file.read(beside, _REMEDY), survey_file.lists_beside(beside))
    flow = loaded.flow if of_drafts or not loaded.has_errors else None
    problems = (*talks.problems, *(misfits(flow, talks) if flow is not None else [_broken(talks, beside)]))
    if flow is None or any(p.is_error for p in problems):
        return Replayed(path, text, talks, problems)
    others = surveys_beside.led_to(flow, beside)
    played = tuple(play(flow, each, budgets, others) for each in talks.talks)
    left_out = accepted_by(flow, never_asked(flow, played, talks.mark))
    return Replayed(path, text, talks, (*problems, *left_out), played)


_REMEDY = f"Name a file like SURVEY{ENDING}, beside SURVEY.yaml."


def _broken(talks: TalkFile, beside: Path) -> Problem:
    mark = talks.mark if talks.mark.line else Mark(1, 1)
    return unreadable(mark, "this file", f"the survey {beside.name} has errors", f"`gateway check {beside}` tells them.")


def _updated(old: Replayed) -> Replayed:
    """The same conversations with the ``we`` and result lines as they came, written to the file.

    What is more than lines (a step that cannot be done, a screen that does not fit) stays a failure.
    """
    new = updated(old.text, old.talks, old.played)
    if new != old.text:
        survey_file.replace(old.path, new.encode("utf-8"))
    lasting = tuple(replace(each, failures=tuple(f for f in each.failures if f.line in ACTIONS)) for each in old.played)
    return replace(old, played=lasting, changed=new != old.text)


def _read(path: Path) -> str:
    try:
        return survey_file.read(path, _REMEDY).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{path} cannot be read: it is not in UTF-8.", _REMEDY) from None


# --- showing ----------------------------------------------------------------------------------------------------------------


def _show(replayed: Replayed, console: Console) -> None:
    for problem in replayed.problems:
        if problem.accepted or problem.code.startswith("N"):
            continue
        line = f"{replayed.path}:{problem.mark.line} {problem.code} {problem.sentence}"
        console.print(Text(line, style="bold red" if problem.is_error else "yellow"), soft_wrap=True)
        console.print(Text(f"    → {problem.remedy}"), soft_wrap=True)
    for played in replayed.played:
        for failure in played.failures:
            _show_failure(replayed.path, played, failure, console)
    console.print(Text(f"{replayed.path}: {_summary(replayed)}", style="bold"), soft_wrap=True)


def _show_failure(path: Path, played: Played, failure: Failure, console: Console) -> None:
    """The place, then the lines of what was expected (``-``) and of what came (``+``), those of both as they are."""
    where = f"step {failure.step}, " if failure.step else ""
    head = f"{path}:{failure.mark.line} “{played.talk.name}”, {where}{failure.line}"
    console.print(Text(head, style="bold red"), soft_wrap=True)
    console.print(Text("    - expected", style="red"), Text("+ came", style="green"))
    for sign, line in _difference(failure):
        console.print(Text(f"    {sign} {line}", style={"-": "red", "+": "green"}.get(sign, "")), soft_wrap=True)


def _difference(failure: Failure) -> Iterator[tuple[str, str]]:
    for line in difflib.ndiff(failure.expected.split("\n"), failure.came.split("\n")):
        if line[0] in "-+ ":
            yield line[0], line[2:]


def _summary(replayed: Replayed) -> str:
    count = len(replayed.talks.talks)
    told = f"{count} conversation{'s' * (count != 1)}"
    if any(p.is_error for p in replayed.problems):
        return f"{told}, not played"
    wrong = sum(bool(each.failures) for each in replayed.played)
    if replayed.changed:
        told += ", written anew"
    return f"{told}, {wrong} came out differently" if wrong else f"{told}, all as written"


def _as_dict(replayed: Replayed) -> dict[str, object]:
    return {
        "file": str(replayed.path),
        "well": replayed.well,
        "changed": replayed.changed,
        "problems": [
            {"code": p.code, "line": p.mark.line, "sentence": p.sentence, "remedy": p.remedy, "accepted": p.accepted}
            for p in replayed.problems
        ],
        "talks": [
            {"talk": each.talk.name, "failures": [_failure_as_dict(failure) for failure in each.failures]}
            for each in replayed.played
        ],
    }


def _failure_as_dict(failure: Failure) -> dict[str, object]:
    return {
        "step": failure.step,
        "line": failure.mark.line,
        "what": failure.line,
        "expected": failure.expected,
        "came": failure.came,
    }
