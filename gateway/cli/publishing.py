"""``gateway publish`` and ``versions``: a survey from its file to the published version, and the versions there are."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from flows.changes import EFFECTS, RANKS, Changes, compare
from flows.check import Checked
from flows.load import load
from gateway.cli import problem_lines
from gateway.cli.db import unreachable
from gateway.keeping.retention import shortened
from gateway.publishing import manuscript
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import OF_TALKS, NotConfirmed, NotPublished, Proposal, propose
from gateway.publishing.publish import publish as publish_proposal
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import Settings, load_settings
from gateway.wiring import Gateway, wire
from storage import migrate
from storage.unhurried import unhurried
from storage.unit import Overtaken, StorageFault, Unit
from storage.versions import Version, newest, of_survey

WIDE = 240
"""Signs of a line that no screen cuts."""

FIRST, RULES = "first", "rules only"
"""Classes of a version beside those of its comparison: the first one, and one in which no question or text changed."""


@click.command("publish")
@click.argument("flow", metavar="FLOW", type=click.Path(path_type=Path))
@click.option("--ministry", metavar="KEY", help="The ministry's key in config.yaml; left out, the one that lists this survey.")
@click.option("--confirm", "confirmed", multiple=True, metavar="QUESTION", help="A question whose figures may begin anew.")
def publish(flow: Path, ministry: str | None, confirmed: tuple[str, ...]) -> int:
    """Publish a survey with its lists: from now on every new conversation runs on it.

    It is checked, its golden conversations are played, and what changes is told in words. Where a series of figures ends, that
    is confirmed by the question's name, here or when asked. Conversations that have begun stay on the version they began on.
    What is published already changes nothing.

    \b
    Example:
      gateway publish flows/surveys/lesotho-clinic-visit.yaml
      gateway publish my-survey.yaml --ministry health --confirm wait
    """
    settings = load_settings()
    handed_in = manuscript.beside(flow)
    owner = _ministry(settings, handed_in, ministry, flow)
    gateway = _gateway(settings)
    try:
        proposal = propose(gateway, handed_in, owner)
        tell_changes(proposal.changes)
        version = publish_proposal(gateway, proposal, _who(), _confirmed(proposal, confirmed))
    except NotPublished as refused:
        _tell_problems(flow, handed_in, refused.checked)
        raise
    except Overtaken:
        raise Refusal("Somebody else published a survey at the same moment.", "Look at it, then try again.", code=1) from None
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if version is None:
        click.echo("This survey is published already; nothing has changed.")
    else:
        click.echo(f"{version.survey} is published as version {version.number} for {settings.ministries[owner].name}.")
    for sentence in shortened(gateway, proposal.flow):
        click.echo(sentence)
    return 0


@click.command("versions")
@click.argument("survey", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each version, for scripts.")
def versions(survey: str | None, as_json: bool) -> int:
    """Show the published versions of a SURVEY, the newest first; without a name, the newest of every survey.

    Each with the class of its changes: wording only, options changed, or breaking.

    \b
    Example:
      gateway versions
      gateway versions lesotho-clinic-visit
    """
    settings = load_settings()
    gateway = _gateway(settings)
    try:
        with unhurried(gateway.engine) as u:
            found = list(_told(gateway, u, survey))
    except StorageFault as error:
        raise unreachable(settings, error) from None
    if not found:
        sentence = f"No version of “{survey}” is published." if survey else "No survey is published yet."
        raise Refusal(sentence, "`gateway publish FLOW` publishes one.", code=1)
    if as_json:
        for told in found:
            click.echo(json.dumps(_as_dict(told), ensure_ascii=False))
    else:
        _show_versions(found)
    return 0


def tell_changes(changes: Changes) -> None:
    """What a publication changes, the strongest class first, each class with what it does to the figures."""
    for rank in reversed(RANKS):
        of_rank = [change for change in changes if change.rank == rank]
        if of_rank:
            click.echo(f"{(rank or RULES).capitalize()}. {EFFECTS[rank]}")
        for change in of_rank:
            own = "" if change.effect == EFFECTS[rank] else f" {change.effect}"
            click.echo(f"  - {change.sentence}{own}")


def _confirmed(proposal: Proposal, said: tuple[str, ...]) -> tuple[str, ...]:
    """The names that the publisher has confirmed on the command line, and those they type when they are asked."""
    missing = [name for name in proposal.to_confirm if name not in said]
    if not missing or not sys.stdin.isatty():
        return said
    typed = [_typed(name) for name in missing]
    return (*said, *typed)


def _typed(name: str) -> str:
    answer: str = click.prompt(f"The figures of {name} begin anew. Type its name to confirm", default="", show_default=False)
    if answer.strip() != name:
        raise NotConfirmed("This survey", (name,))
    return name


def _tell_problems(path: Path, handed_in: Manuscript, checked: Checked) -> None:
    """What keeps a survey from being published, each in the file in which it stands."""
    found = (*checked.errors, *checked.warnings)
    of_talks = tuple(p for p in found if p.code in OF_TALKS)
    of_survey_itself = tuple(p for p in found if p.code not in OF_TALKS)
    places = ((path, handed_in.text, of_survey_itself), (manuscript.talks_beside(path), handed_in.talks or b"", of_talks))
    for file, text, problems in places:
        if problems:
            problem_lines.show(str(file), text.decode("utf-8", "replace"), Checked(None, problems), _console(stderr=True))


def _who() -> str:
    """The name of whoever publishes, as this machine knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False)


def _ministry(settings: Settings, handed_in: Manuscript, said: str | None, path: Path) -> str:
    known = ", ".join(settings.ministries)
    if said is not None:
        if said not in settings.ministries:
            raise Refusal(f"There is no ministry “{said}” in config.yaml.", f"Known ministries: {known}.")
        return said
    loaded = load(handed_in.text, handed_in.lists)
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


# --- the versions that there are ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    version: Version
    change: str
    """The class of what changed from the version before."""


def _told(gateway: Gateway, u: Unit, survey: str | None) -> Iterator[_Told]:
    surveys = [survey] if survey else [version.survey for version in newest(u)]
    for name in surveys:
        every = of_survey(u, name)
        shown = every if survey else every[:1]
        before = {version.id: earlier for version, earlier in pairwise(every)}
        for version in shown:
            yield _Told(version, _class_of(gateway, u, version, before.get(version.id)))


def _class_of(gateway: Gateway, u: Unit, version: Version, before: Version | None) -> str:
    if before is None:
        return FIRST
    flows = gateway.published
    return compare(flows.by_id(u, before.id), flows.by_id(u, version.id)).strongest or RULES


def _as_dict(told: _Told) -> dict[str, object]:
    version = told.version
    return {
        "survey": version.survey,
        "version": version.number,
        "ministry": version.ministry,
        "published_at": _instant(version.published_at_ms),
        "published_by": version.published_by,
        "change": told.change,
        "lists": dict(version.lists),
    }


def _instant(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _show_versions(found: list[_Told]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("survey", "version", "ministry", "published (UTC)", "by", "change"):
        table.add_column(heading, no_wrap=True)
    for told in found:
        version = told.version
        published = _instant(version.published_at_ms).replace("T", " ").rstrip("Z")
        table.add_row(version.survey, str(version.number), version.ministry, published, version.published_by, told.change)
    # Written to a file or another command, a line has no end at which names would have to be cut.
    Console(highlight=False, width=None if sys.stdout.isatty() else WIDE).print(table)
