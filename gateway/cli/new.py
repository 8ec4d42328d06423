"""``gateway new``: a survey begun from a template, with its list of places and its examples."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.editing import templating
from flows.editing.templating import LANGUAGES, Begun, Wanted
from flows.places import Lists
from flows.reading.nearest import nearest
from flows.reading.quantities import LANGUAGE, SURVEY_NAME
from flows.reading.survey import ZONES
from gateway.cli import survey_file
from gateway.publishing.publish import budgets_of
from gateway.refusal import Refusal
from gateway.settings import ROOT, load_settings

FOLDER = ROOT / "flows" / "templates"
TEMPLATES = {
    "minimal": "two questions on a phone menu",
    "counter": "a text message after a visit at an office",
    "clinic": "phone menu and texts, places by code or from a list",
    "front-door": "one dial code that leads to several surveys",
}
"""Template -> what it is."""
LONGEST_NAME = 40
MOST_LANGUAGES = 4


@click.command("new")
@click.argument("name")
@click.option("--template", type=click.Choice(list(TEMPLATES)), default="minimal", show_default=True,
              help="; ".join(f"{name}: {what}" for name, what in TEMPLATES.items()) + ".")  # fmt: skip
@click.option("--languages", default="en", show_default=True, metavar="CODES",
              help="At most 4, the main one first: en,st. One that the program does not know: pt=Portugues.")  # fmt: skip
@click.option("--title", help="What the ministry reads above its figures; asked for on a terminal.")
@click.option("--owner", help="Who asks; answers HELP by text. Asked for on a terminal.")
@click.option("--time-zone", metavar="ZONE", help="Such as Africa/Maseru; asked for on a terminal.")
@click.option("--in", "folder", type=click.Path(path_type=Path, file_okay=False), default=".", help="The folder for the files.")
def new(
    name: str, template: str, languages: str, title: str | None, owner: str | None, time_zone: str | None, folder: Path
) -> int:
    """Begin a survey from a template: NAME.yaml, its examples NAME.talk.yaml, and its list of places where it has one.

    NAME has small letters, digits and hyphens; it stays the survey's name for ever. A file that is there is never overwritten.

    \b
    Example:
      gateway new clinic-visit --template clinic --languages en,st
      gateway new office --template counter --title "Our office" --owner "Ministry of Works" --time-zone Africa/Nairobi
    """
    _check_name(name)
    spoken, (text, talks, lists) = _languages(languages), _template(template)
    files = _free(name, folder)
    wanted = Wanted(
        name,
        _answer(title, "title", "Title (what is asked about)", templating.title_of(text)),
        _answer(owner, "owner", "Owner (who asks)"),
        _zone(_answer(time_zone, "time-zone", "Time zone (such as Africa/Maseru)")),
        spoken,
    )
    begun = templating.begin(text, talks, lists, wanted, budgets_of(load_settings()))
    written = _write(begun, files, folder)
    _tell(name, template, begun, written)
    return 0


def _check_name(name: str) -> None:
    if len(name) > LONGEST_NAME or not SURVEY_NAME.fullmatch(name):
        raise Refusal(
            f"“{name}” cannot be the name of a survey.", f"Small letters, digits and single hyphens, at most {LONGEST_NAME}."
        )


def _languages(written: str) -> dict[str, str]:
    pairs = [part.strip().partition("=") for part in written.split(",") if part.strip()]
    codes = {code.strip(): name.strip() for code, _, name in pairs}
    wrong = [code for code in codes if not LANGUAGE.fullmatch(code)]
    if wrong or not 1 <= len(codes) <= MOST_LANGUAGES or len(codes) != len(pairs):
        raise Refusal(
            f"“{written}” is no list of languages.", f"Write 1 to {MOST_LANGUAGES} codes of 2 or 3 letters, like en,st."
        )
    try:
        return templating.named(codes)
    except KeyError as unknown:
        code = unknown.args[0]
        raise Refusal(
            f"The program does not know the language “{code}”.",
            f"Write its own name behind it, like {code}=Name. It has words in {', '.join(LANGUAGES)}.",
        ) from None


def _free(name: str, folder: Path) -> list[Path]:
    """The files that will be written. Raises :class:`Refusal` if one is there."""
    files = [folder / f"{name}.yaml", folder / f"{name}.talk.yaml", folder / "lists" / f"{name}-{templating.PLACES}.csv"]
    there = [file for file in files if file.exists()]
    if there:
        raise Refusal(f"{there[0]} is there already, and nothing is overwritten.", "Choose another name or folder.")
    return files


def _answer(given: str | None, option: str, question: str, default: str | None = None) -> str:
    """What an option says, else what a person at the terminal answers, else the default."""
    if given is not None and given.strip():
        return given.strip()
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default)).strip()
    if default is not None:
        return default
    raise Refusal(f"The survey needs its {option.replace('-', ' ')}.", f"Name it with --{option}.")


def _zone(zone: str) -> str:
    if zone not in ZONES:
        guess = nearest(zone, ZONES)
        raise Refusal(f"“{zone}” is not a time zone.", f"Did you mean {guess}?" if guess else "Write it like Africa/Maseru.")
    return zone


def _template(name: str) -> tuple[str, str, Lists]:
    """The text of a template, its conversations and its lists."""
    survey = FOLDER / f"{name}.yaml"
    text, talks = (survey_file.read(file).decode() for file in (survey, FOLDER / f"{name}.talk.yaml"))
    return text, talks, survey_file.lists_beside(survey)


def _write(begun: Begun, files: list[Path], folder: Path) -> list[Path]:
    written: list[Path] = []
    contents = ((files[0], begun.text.encode()), (files[1], begun.talks.encode()),
                *((folder / name, raw) for name, raw in begun.lists.items()))  # fmt: skip
    for file, content in contents:
        _make(file.parent)
        survey_file.replace(file, content)
        written.append(file)
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{folder} cannot be made: {error.strerror}.", "Choose a folder that you may write to.") from None


def _tell(name: str, template: str, begun: Begun, written: list[Path]) -> None:
    console, file = Console(highlight=False), written[0]
    console.print(Text(f"Begun: {', '.join(map(str, written))}", style="bold"), soft_wrap=True)
    steps: list[str] = [f"Open {file} and make its words yours; the notes in it help."]
    if begun.lists:
        steps.append(f"Put your places into {written[-1]}: the columns are its first row.")
    if template == "front-door":
        steps.append("Put the names of your own surveys behind `start`; they are published before this one.")
    if begun.to_translate:
        steps.append(f"Translate from English: {', '.join(begun.to_translate)}.")
    if begun.drafts:
        steps.append(f"Have a first-language reader check the drafts: {', '.join(begun.drafts)}.")
    steps += [
        "Put in the dial code or the word that your network gave you.",
        f"gateway check {file}",
        f"gateway try {file} {'--sms' if template == 'counter' else '--ussd'}",
        f"gateway talk {written[1]} --update   (after changes: writes the examples anew)",
        f"gateway publish {file}",
    ]
    for number, step in enumerate(steps, 1):
        console.print(Text(f"  {number}. {step}"), soft_wrap=True)
