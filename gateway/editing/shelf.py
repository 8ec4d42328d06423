"""The surveys of a ministry: what is published, and who is writing."""

from __future__ import annotations

from dataclasses import dataclass

from flows.editing import templating
from gateway.wiring import Gateway
from storage import drafts, versions
from storage.drafts import Draft
from storage.unit import unit
from storage.versions import Version


@dataclass(frozen=True, slots=True)
class Shelved:
    """A survey: its newest version, its draft, or both. ``title`` is that of the draft if there is one."""

    survey: str
    title: str
    version: Version | None
    draft: Draft | None


def shelf(gateway: Gateway, ministry: str) -> tuple[Shelved, ...]:
    """Every survey of a ministry by its name."""
    with unit(gateway.engine) as u:
        published = {version.survey: version for version in versions.newest(u) if version.ministry == ministry}
        written = {draft.survey: draft for draft in drafts.of_ministry(u, ministry)}
        titles = {survey: gateway.published.by_id(u, version.id).title for survey, version in published.items()}
    found = []
    for survey in sorted(published | written):
        draft = written.get(survey)
        title = templating.title_of(draft.text) if draft is not None else titles[survey]
        found.append(Shelved(survey, title or titles.get(survey, survey), published.get(survey), draft))
    return tuple(found)
