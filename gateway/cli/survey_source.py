"""The survey that a command is given: a file with its lists beside it, or a published version such as ``clinic@3``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from flows.load import load
from flows.model import Flow
from gateway.cli import survey_file
from gateway.cli.db import unreachable
from gateway.publishing.published import kept_lists
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire
from storage import migrate, versions
from storage.unit import StorageFault, unit

_PUBLISHED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?:@([1-9][0-9]{0,8}))?")


@dataclass(frozen=True, slots=True)
class Source:
    """A survey and what to call where it came from: the file as it was named, or ``clinic, version 3``."""

    flow: Flow
    name: str


def named(word: str) -> Source:
    """The survey in a file, or the published one of ``SURVEY`` (its newest version) or ``SURVEY@3``.

    Raises :class:`Refusal`: code 1 if the survey has errors or no such version is published, 2 if there is no such file.
    """
    published = _PUBLISHED.fullmatch(word)
    if published is None or Path(word).exists():
        return in_file(Path(word))
    return newest_or(published[1], int(published[2]) if published[2] else None)


def in_file(path: Path) -> Source:
    """The survey in a file."""
    if path.name.endswith(".talk.yaml"):
        raise Refusal(f"{path} holds conversations, no survey.", "Name the file of the survey beside it.")
    loaded = load(survey_file.read(path), survey_file.lists_beside(path))
    if loaded.flow is None or loaded.has_errors:
        raise Refusal(f"The survey {path} has errors.", f"`gateway check {path}` tells them.", code=1)
    return Source(loaded.flow, str(path))


def newest_or(survey: str, number: int | None = None) -> Source:
    """A published version of a survey by its number, else the newest."""
    settings = load_settings()
    engine = wire(settings, load_secrets(settings)).engine
    try:
        return _published(engine, survey, number)
    except StorageFault as error:
        raise unreachable(settings, error) from None
    finally:
        engine.dispose()


def _published(engine: Engine, survey: str, number: int | None) -> Source:
    if not migrate.is_current(engine):
        raise Refusal("The database has not been brought up to this version.", "Run `gateway db upgrade` first.", code=1)
    with unit(engine) as u:
        found = [version for version in versions.of_survey(u, survey) if number in (None, version.number)]
        flow = load(found[0].text, kept_lists(u, found[0])).flow if found else None
    if flow is None:
        sentence = f"No version of “{survey}” is published." if number is None else f"“{survey}” has no version {number}."
        raise Refusal(sentence, "`gateway versions` shows what is published; a file is named with its ending.", code=1)
    return Source(flow, f"{survey}, version {found[0].number}")
