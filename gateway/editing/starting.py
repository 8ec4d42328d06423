"""A new survey as a draft: from a template, from its own text, or from another program's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.editing import templating
from flows.editing.templating import Wanted
from flows.exchange import rapidpro, sheet, xlsform
from flows.exchange.imported import Frame, Imported
from flows.fixing.decoding import text_of
from flows.load import load
from flows.reading.quantities import SURVEY_NAME
from gateway.cli import survey_file
from gateway.cli.new import FOLDER, LONGEST_NAME, TEMPLATES
from gateway.publishing.publish import budgets_of
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage import audit, drafts, versions
from storage.drafts import Draft, Outrun
from storage.unit import unit

EMPTY = "minimal"
"""The template of somebody who wants to begin with almost nothing."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A new draft, and what could not be carried over or still needs its author, each a sentence."""

    draft: Draft
    not_carried: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def from_template(gateway: Gateway, ministry: str, template: str, wanted: Wanted, by: str) -> Begun:
    """From one of ``gateway.cli.new.TEMPLATES``, with its examples and its list. Raises :class:`Refusal`."""
    if template not in TEMPLATES:
        raise Refusal(f"There is no template “{template}”.", f"Choose one of: {', '.join(TEMPLATES)}.")
    file = FOLDER / f"{template}.yaml"
    text, talks = (path.read_text(encoding="utf-8") for path in (file, FOLDER / f"{template}.talk.yaml"))
    begun = templating.begin(text, talks, survey_file.lists_beside(file), wanted, budgets_of(gateway.settings))
    untranslated = tuple(f"Still in the first language: {name}." for name in begun.to_translate)
    unread = tuple(f"A first-language reader has not checked: {name}." for name in begun.drafts)
    draft = _begin(gateway, ministry, wanted.survey, begun.text, by, f"begun from {template}", begun.talks, begun.lists)
    return Begun(draft, notes=untranslated + unread)


def from_text(gateway: Gateway, ministry: str, source: bytes, by: str, lists: Mapping[str, bytes] | None = None) -> Begun:
    """From a survey's own text, whatever is wrong with it but its name. Raises :class:`Refusal`."""
    text = text_of(source[: survey_file.MOST])
    read = load(text, (lists or {}).get).draft
    if read is None:
        raise Refusal("This text cannot be read as a survey.", "Look at its first lines; `survey:` and a name stand there.")
    return Begun(_begin(gateway, ministry, read.flow.survey, text, by, "begun from a text", "", lists or {}))


def from_xlsform(gateway: Gateway, ministry: str, raw: bytes, frame: Frame, by: str, origin: str = "a form") -> Begun:
    """From a spreadsheet form. Raises :class:`Refusal` if nothing of it can be asked on a phone."""
    try:
        sheets = sheet.read(raw)
    except sheet.Unreadable as reason:
        raise Refusal(f"The form cannot be read: {reason}.", "Save it again as .xlsx.") from None
    return _imported(gateway, ministry, xlsform.read(sheets, frame), origin, by)


def from_rapidpro(gateway: Gateway, ministry: str, raw: bytes, frame: Frame, by: str, origin: str = "an export") -> Begun:
    """From a RapidPro export. Raises :class:`Refusal` if nothing of it can be asked on a phone."""
    return _imported(gateway, ministry, rapidpro.read(raw, frame), origin, by)


def _imported(gateway: Gateway, ministry: str, found: Imported, origin: str, by: str) -> Begun:
    not_carried = tuple(map(str, found.refused))
    if found.flow is None:
        raise Refusal(f"There is nothing in {origin} that can be asked on a phone.", " ".join(not_carried[:3]))
    draft = _begin(gateway, ministry, found.flow.survey, found.text(origin), by, f"brought in from {origin}", "", {})
    return Begun(draft, not_carried, tuple(map(str, found.notes)))


def _begin(
    gateway: Gateway, ministry: str, survey: str, text: str, by: str, what: str, talks: str, lists: Mapping[str, bytes]
) -> Draft:
    """The first revision, if the name is free."""
    if not SURVEY_NAME.fullmatch(survey) or len(survey) > LONGEST_NAME:
        raise Refusal(
            f"“{survey}” cannot be the name of a survey.", f"Small letters, digits and hyphens, at most {LONGEST_NAME}."
        )
    taken = Refusal(f"There is a survey “{survey}” already.", "Choose another name, or open that one.")
    with unit(gateway.engine) as u:
        if versions.last_of(u, survey) is not None or drafts.find(u, ministry, survey) is not None:
            raise taken
        number = drafts.newest_revision(u, ministry, survey)
        try:
            begun = drafts.save(u, Draft(ministry, survey, number, text, talks), by, gateway.now_ms(), what=what, lists=lists)
        except Outrun:
            raise taken from None
        detail = {"ministry": ministry, "revision": begun.revision, "what": what}
        audit.append(u, actor=by, action="draft saved", subject=survey, at_ms=gateway.now_ms(), detail=detail)
        u.commit()
    return begun
