"""``gateway check``, ``publish`` and ``versions``: a survey from its file to the published version."""

from __future__ import annotations

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from flows.check import Checked, check_loaded
from flows.load import Loaded, load
from flows.measure import Budgets
from gateway.cli import problem_lines, survey_file
from gateway.cli.db import unreachable
from gateway.publish import NotPublished, budgets_of, publish_text
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import Settings, load_settings
from gateway.wiring import Gateway, wire
from storage import migrate
from storage.unit import Overtaken, StorageFault, unit
from storage.versions import Version, newest, of_survey

FILE = click.Path(path_type=Path)


@click.command("check")
@click.argument("flows", nargs=-1, required=True, metavar="FLOW...", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file, for scripts.")
@click.option("--strict", is_flag=True, help="Warnings that nobody has accepted count as problems too.")
def check(flows: tuple[Path, ...], as_json: bool, strict: bool) -> int:
    """Say what is wrong with surveys: place, sentence and remedy.

    Leaves with 0 if all is well, 1 if a survey has errors (or, with --strict, warnings), 2 if a file cannot be read.

    \b
    Example:
      gateway check flows/surveys/lesotho-clinic-visit.yaml
      gateway check --strict --json flows/surveys/*-*.yaml
    """
    console, bad = _console(), False
    budgets = budgets_of(load_settings())
    for path in flows:
        text = survey_file.read(path)
        checked = _checked(text, budgets)
        bad = bad or bool(checked.errors) or (strict and bool(checked.warnings))
        if as_json:
            click.echo(problem_lines.as_json(str(path), checked))
        else:
            problem_lines.show(str(path), text.decode("utf-8", "replace"), checked, console)
    return 1 if bad else 0


@click.command("publish")
@click.argument("flow", metavar="FLOW", type=FILE)
@click.option("--ministry", metavar="KEY", help="The ministry's key in config.yaml; left out, the one that lists this survey.")
def publish(flow: Path, ministry: str | None) -> int:
    """Publish a survey: from now on every new conversation runs on this text.

    Conversations that have begun stay on the version they began on. A text that is published already changes nothing.

    \b
    Example:
      gateway publish flows/surveys/lesotho-clinic-visit.yaml
      gateway publish my-survey.yaml --ministry health
    """
    settings = load_settings()
    text = survey_file.read(flow)
    loaded = load(text)
    owner = _ministry(settings, loaded, ministry, flow)
    gateway = _gateway(settings)
    try:
        version = publish_text(gateway, text, owner, _who())
    except NotPublished as refused:
        reasons = Checked(None, (*refused.checked.errors, *refused.checked.warnings))
        problem_lines.show(str(flow), text.decode("utf-8", "replace"), reasons, _console(stderr=True))
        raise
    except Overtaken:
        raise Refusal(
            "Somebody else published this survey at the same moment.", "Look at it, then try again.", code=1
        ) from None
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if version is None:
        click.echo("This text is published already; nothing has changed.")
    else:
        click.echo(f"{version.survey} is published as version {version.number} for {settings.ministries[owner].name}.")
    return 0


@click.command("versions")
@click.argument("survey", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each version, for scripts.")
def versions(survey: str | None, as_json: bool) -> int:
    """Show the published versions of a SURVEY, the newest first; without a name, the newest of every survey.

    \b
    Example:
      gateway versions
      gateway versions lesotho-clinic-visit
    """
    settings = load_settings()
    gateway = _gateway(settings)
    try:
        with unit(gateway.engine) as u:
            found = of_survey(u, survey) if survey else newest(u)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if not found:
        sentence = f"No version of “{survey}” is published." if survey else "No survey is published yet."
        raise Refusal(sentence, "`gateway publish FLOW` publishes one.", code=1)
    if as_json:
        for version in found:
            click.echo(json.dumps(_as_dict(version), ensure_ascii=False))
    else:
        _show_versions(found)
    return 0


def _who() -> str:
    """The name of whoever publishes, as this machine knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _checked(text: bytes, budgets: Budgets) -> Checked:
    return check_loaded(load(text), budgets=budgets)


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False)


def _ministry(settings: Settings, loaded: Loaded, said: str | None, path: Path) -> str:
    known = ", ".join(settings.ministries)
    if said is not None:
        if said not in settings.ministries:
            raise Refusal(f"There is no ministry “{said}” in config.yaml.", f"Known ministries: {known}.")
        return said
    survey = loaded.draft.flow.survey if loaded.draft else ""
    owner = settings.ministry_of(survey)
    if owner is None and loaded.flow is not None:
        raise Refusal(
            f"No ministry in config.yaml lists the survey “{survey}” of {path}.",
            f"Name one with --ministry ({known}), or add the survey to it.",
        )
    return owner.key if owner else next(iter(settings.ministries))


def _gateway(settings: Settings) -> Gateway:
    gateway = wire(settings, load_secrets(settings))
    try:
        current = migrate.is_current(gateway.engine)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if not current:
        raise Refusal("The database has not been brought up to this version.", "Run `gateway db upgrade` first.", code=1)
    return gateway


def _as_dict(version: Version) -> dict[str, object]:
    return {
        "survey": version.survey,
        "version": version.number,
        "ministry": version.ministry,
        "published_at": _instant(version.published_at_ms),
        "published_by": version.published_by,
    }


def _instant(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _show_versions(found: list[Version]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("survey", "version", "ministry", "published (UTC)", "by"):
        table.add_column(heading, no_wrap=True)
    for version in found:
        published = _instant(version.published_at_ms).replace("T", " ").rstrip("Z")
        table.add_row(version.survey, str(version.number), version.ministry, published, version.published_by)
    _console().print(table, soft_wrap=True)
